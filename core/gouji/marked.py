"""A strand with its marks: what every schema's placing starts from, computed once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from gouji import mark
from gouji.lexicon import Lexicon
from gouji.mark import Mark
from gouji.strand import Strand


@dataclass(frozen=True, eq=False)
class Marked:
    """A strand, the labels found on it in order of place, and the lexicon they were found by."""

    strand: Strand
    lexicon: Lexicon
    marks: Sequence[Mark]

    @cached_property
    def pieces(self) -> frozenset[int]:
        """Indices of the pieces that belong to some mark."""
        return frozenset(i for m in self.marks for i in m.pieces)

    @cached_property
    def row_marks(self) -> Sequence[Mark]:
        """The marks, without row entries where another mark stands to the right in the same row of a grid."""
        last: dict[int, int] = {}
        for i, one in enumerate(self.marks):
            piece = self.strand.pieces[one.first]
            if self.strand.grid(piece):
                known = last.get(piece.row)
                if known is None or self.strand.pieces[self.marks[known].first].left < piece.left:
                    last[piece.row] = i
        return [m if self._outer(i, m, last) else _without_rows(m) for i, m in enumerate(self.marks)]

    def _outer(self, index: int, one: Mark, last: dict[int, int]) -> bool:
        piece = self.strand.pieces[one.first]
        return not self.strand.grid(piece) or last[piece.row] == index


def _without_rows(one: Mark) -> Mark:
    if all(e.kind != "row" for e in one.entries):
        return one
    return replace(one, entries=tuple(e for e in one.entries if e.kind != "row"))


def read(strand: Strand, lexicon: Lexicon) -> Marked:
    """Find the labels on a strand."""
    return Marked(strand, lexicon, mark.find(strand, lexicon))
