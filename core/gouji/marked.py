"""A strand with its marks: what every schema's placing starts from, computed once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property
from itertools import chain, islice, pairwise

from gouji import allot, cut_label, mark, numbering
from gouji.lexicon import Lexicon
from gouji.mark import Mark
from gouji.strand import Strand

BEGUN = re.compile(r"[+\-−]?\d{1,3}(?:[,，]\d{3})*[,，]")
"""The beginning of a figure that was broken behind a comma between its groups of digits."""


@dataclass(frozen=True, eq=False)
class Marked:
    """A strand, the labels found on it in order of place, and the lexicon they were found by.

    ``stray`` are the pieces that may number a line of the form or be a figure.
    """

    strand: Strand
    lexicon: Lexicon
    marks: Sequence[Mark]
    stray: frozenset[int] = frozenset()

    @cached_property
    def pieces(self) -> frozenset[int]:
        """Indices of the pieces that belong to some mark."""
        return frozenset(i for m in self.marks for i in m.pieces)

    @cached_property
    def by_row(self) -> dict[int, list[Mark]]:
        """The marks that begin in each physical row."""
        rows: dict[int, list[Mark]] = defaultdict(list)
        for one in self.marks:
            rows[self.strand.pieces[one.first].row].append(one)
        return rows

    @cached_property
    def by_first(self) -> dict[int, list[Mark]]:
        """The marks that begin with each piece, by its index."""
        firsts: dict[int, list[Mark]] = defaultdict(list)
        for one in self.marks:
            firsts[one.first].append(one)
        return firsts

    @cached_property
    def begun(self) -> frozenset[int]:
        """The physical rows in which the beginning of a figure stands beside other pieces."""
        strand = self.strand
        ends = (p for p in strand.pieces if p.text[-1:] in (",", "，") and BEGUN.fullmatch(p.text))
        rows = (p.row for p in ends if p.kind == "text")
        return frozenset(row for row in rows if strand.rows[row][1] - strand.rows[row][0] > 1)

    @cached_property
    def counting(self) -> frozenset[str]:
        """The notes (栏次) behind which the form counts its columns: 1, 2, 3 …, anew for each table."""
        behind: dict[str, list[int | Decimal | None]] = defaultdict(list)
        for one in self.marks:
            if any(e.kind == "note" for e in one.entries):
                behind[one.label] += self._figures_behind(one)
        return frozenset(text for text, found in behind.items() if found and _counts(found))

    def _figures_behind(self, one: Mark) -> Iterator[int | Decimal | None]:
        """The figures that follow a label, up to the next text."""
        for piece in islice(self.strand.pieces, one.last + 1, None):
            if piece.kind in ("text", "gap") or piece.index in self.pieces:
                return
            if piece.kind == "figure":
                yield piece.numeral.value

    @cached_property
    def rows_met(self) -> Mapping[tuple[str, str], set[tuple[str, int]]]:
        """For each schema and table the rows, by block and number, whose own label stands on the strand."""
        met: dict[tuple[str, str], set[tuple[str, int]]] = defaultdict(set)
        for one in self.row_marks:
            named: dict[str, set[tuple[str, str, int]]] = defaultdict(set)
            for e in one.entries:
                if e.kind == "row":
                    named[e.schema].add((e.table, e.block, e.index))
            for schema, rows in named.items():
                if len(rows) == 1:
                    ((table, block, index),) = rows
                    met[schema, table].add((block, index))
        return met

    def apart_from(self, table: str) -> frozenset[int]:
        """The pieces of labels and headings that are of other tables alone."""
        if table not in self._apart:
            others = (m.pieces for m in self.marks if all(e.table != table for e in m.entries))
            self._apart[table] = frozenset(chain.from_iterable(others))
        return self._apart[table]

    @cached_property
    def _apart(self) -> dict[str, frozenset[int]]:
        return {}

    @cached_property
    def row_marks(self) -> Sequence[Mark]:
        """The marks, without row entries where another label stands next to the right in a grid's row."""
        return [_without_rows(m) if self._is_group(m) or self._heads(m) else m for m in self.marks]

    def _heads(self, one: Mark) -> bool:
        """Whether a label that can head a column stands in a row with others that only can."""
        row = self.strand.pieces[one.first].row
        return row in self._headers and any(e.kind == "column" for e in one.entries)

    @cached_property
    def _headers(self) -> frozenset[int]:
        """The physical rows with a label that only heads columns.

        Without columns only a line without figures is one: a page repeats its header so.
        """
        headed = {
            row
            for row, own in self.by_row.items()
            if any({e.kind for e in m.entries} == {"column"} for m in own)
        }
        return frozenset(row for row in headed if not self._holds_figures(row))

    def _holds_figures(self, row: int) -> bool:
        """Whether a row without columns has figures, or signs for none."""
        line = self.strand.pieces[slice(*self.strand.rows[row])]
        return not self.strand.grid(line[0]) and any(p.kind in ("figure", "mark") for p in line)

    def _is_group(self, one: Mark) -> bool:
        """Whether the next thing printed right of a label in its row is a label, not a figure."""
        index = one.first
        piece = self.strand.pieces[index]
        if not self.strand.grid(piece):
            return False
        _, end = self.strand.rows[piece.row]
        for i in range(index + 1, end):
            if self.strand.pieces[i].kind in ("figure", "mark"):
                return False
            if i in self.pieces and i not in one.pieces:
                return not any(one.apart(m) for m in self.by_first.get(i, ()))
        return False


def _counts(figures: Sequence[int | Decimal | None]) -> bool:
    """Whether each figure is 1 or one more than the figure before."""
    return all(b is not None and b in (1, (a or 0) + 1) for a, b in pairwise([0, *figures]))


def _without_rows(one: Mark) -> Mark:
    if all(e.kind != "row" for e in one.entries):
        return one
    return replace(one, entries=tuple(e for e in one.entries if e.kind != "row"))


def read(strands: Sequence[Strand], lexicon: Lexicon) -> list[Marked]:
    """Find the labels on the strands of a document; the numbers printed beside them leave it."""
    found = [cut_label.joined(strand, mark.find(strand, lexicon), lexicon) for strand in strands]
    return [
        Marked(strand, lexicon, allot.allot(strand, marks, lexicon), stray)
        for strand, marks, stray in numbering.apart(strands, found, lexicon)
    ]
