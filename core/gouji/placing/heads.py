"""Heads: labels of a table's rows, whole or begun, that are no row of its printing: they stand out of order.

A chain takes labels in the form's order. One that it passes by, or the beginning of one whose end stands
elsewhere, still says where its row was printed, and that lines there have changed places.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice, pairwise
from typing import NamedTuple

from gouji.fold import core, number
from gouji.mark import Mark
from gouji.marked import Marked
from gouji.matrix import Span
from gouji.placing.chain import Chain
from gouji.strand import Piece

BEGUN = 4
"""Least characters of a text that begins a label, its number among them."""
NEXT = 200
"""Marks, or pieces, behind a print's last row among which the next label is looked for: all of them for each
print would be square."""


class Head(NamedTuple):
    """Where a row's label stands or begins, and which row of the table it is."""

    piece: int
    row: int


@dataclass(frozen=True, eq=False)
class Heads:
    """The labels around a printing of a table on a marked strand, of which its chain is made."""

    marked: Marked
    chain: Chain

    @cached_property
    def passed(self) -> list[Head]:
        """The labels, whole or begun, of rows that the printing has not, among its rows or beside them.

        Above them the name of a column stands in the header, though a row may have it too.
        """
        return list(self._passed()) if self._missing else []

    def displaced(self) -> Iterator[Span]:
        """From piece to piece where lines have changed places, both ends included.

        There an earlier row's label stands behind a later one's, or the end of a label before its beginning.
        Labels that stand together tell no order where figures have lines of their own: some tools print them
        so.
        """
        aside = set(self.passed)
        if not aside:
            return
        pieces = self.marked.strand.pieces
        own = sorted(aside | set(self._followed()))
        alone = own if self._is_lined() else _alone(pieces, own)
        yield from ((a.piece, b.piece) for a, b in pairwise(own) if a.row > b.row and {a, b} <= {*alone})
        for head in aside:
            before = pieces[head.piece - 1]
            whole = pieces[head.piece].label + before.body
            if before.kind == "text" and before.body and whole == core(self._missing[head.row]):
                yield before.index, head.piece

    def entwined(self) -> Iterator[int]:
        """The indices of rows between whose label and the next one a label ends that began before theirs.

        Its row lost its label to theirs, and may have lost its figures too.
        """
        pieces, links = self.marked.strand.pieces, self.chain.links
        firsts = [self.marked.marks[link.mark].first for link in links]
        ends = [*firsts[1:], _next_label(self.marked, links[-1].mark)]
        for head in self.passed:
            at = bisect(firsts, head.piece)
            if at == len(firsts) or any(p.kind == "figure" for p in pieces[head.piece : firsts[at]]):
                continue
            rest = core(self._missing[head.row]).removeprefix(pieces[head.piece].label)
            below = pieces[firsts[at] : ends[at]]
            if any(p.kind == "text" and len(p.body) > 1 and rest.startswith(p.body) for p in below):
                yield at

    @cached_property
    def _missing(self) -> dict[int, str]:
        """The labels of the rows that the printing has not, by number."""
        labels = (row.label.text for block in self.chain.table.blocks for row in block.rows)
        return {row: label for row, label in enumerate(labels) if row not in self._linked}

    @cached_property
    def _linked(self) -> frozenset[int]:
        return frozenset(link.row for link in self.chain.links)

    @cached_property
    def _numbers(self) -> dict[tuple[str, int], int]:
        """The number of each row over the table, by block and index."""
        places = ((block.id, i) for block in self.chain.table.blocks for i in range(len(block.rows)))
        return {place: row for row, place in enumerate(places)}

    def _passed(self) -> Iterator[Head]:
        marked, labels = self.marked, self._missing
        first, last = self._region()
        for index, one in enumerate(marked.row_marks[first:last], first):
            row = self._row(one)
            named = index < self.chain.links[0].mark and any(e.kind == "column" for e in one.entries)
            if row in labels and not named:
                yield Head(one.first, row)
        for piece in marked.strand.pieces[marked.marks[first].first : marked.marks[last - 1].last]:
            long = len(piece.label) + len(number(piece.text)) >= BEGUN
            if piece.kind == "text" and long and piece.index not in marked.pieces:
                begun = [row for row, label in labels.items() if _begins(piece.text, label)]
                if len(begun) == 1:
                    yield Head(piece.index, begun[0])

    def _region(self) -> tuple[int, int]:
        """The half-open range of marks of the printing, and of those beside of its table's other rows."""
        marks, links = self.marked.row_marks, self.chain.links
        first, last = links[0].mark, links[-1].mark
        while first and self._is_aside(marks[first - 1]):
            first -= 1
        while last + 1 < len(marks) and self._is_aside(marks[last + 1]):
            last += 1
        return first, last + 1

    def _is_aside(self, one: Mark) -> bool:
        """Whether a mark is no row of another table or printing."""
        if all(e.kind != "row" or e.schema != self.chain.schema.id for e in one.entries):
            return True
        row = self._row(one)
        return row is not None and row not in self._linked

    def _row(self, one: Mark) -> int | None:
        """The row of the table that a mark names, if it names no other."""
        named = [e for e in one.entries if e.kind == "row" and e.schema == self.chain.schema.id]
        if len(named) != 1 or named[0].table != self.chain.table.id:
            return None
        return self._numbers[named[0].block, named[0].index]

    def _followed(self) -> Iterator[Head]:
        """The labels of the printing's rows, but for those without a figure in them or right behind.

        Such a label was printed apart from its figures, which did not move with it.
        """
        pieces = self.marked.strand.pieces
        for one, row in ((self.marked.marks[x.mark], x.row) for x in self.chain.links):
            if any(p.kind not in ("text", "gap") for p in pieces[one.first : one.last + 2]):
                yield Head(one.first, row)

    def _is_lined(self) -> bool:
        """Whether most figures of the printing share their lines."""
        first, last = (self.marked.marks[self.chain.links[i].mark].first for i in (0, -1))
        lines = Counter(p.row for p in self.marked.strand.pieces[first:last] if p.kind == "figure")
        return 2 * sum(count for count in lines.values() if count > 1) > lines.total()


def _next_label(marked: Marked, last: int) -> int:
    """The piece with which a row's label or a heading begins behind that of a mark; it may be far off."""
    end = marked.marks[last].last
    for one in islice(marked.marks, last + 1, last + NEXT):
        if one.first > end and any(e.kind in ("row", "heading", "title") for e in one.entries):
            return one.first
    return min(end + NEXT, len(marked.strand.pieces))


def _alone(pieces: Sequence[Piece], own: Sequence[Head]) -> list[Head]:
    """The labels without another between the figures around them; one beside a figure on its line is."""
    figures = [p.index for p in pieces if p.kind == "figure"]
    lines = {pieces[i].row for i in figures}
    runs = [bisect(figures, head.piece) for head in own if pieces[head.piece].row not in lines]
    return [head for head in own if runs.count(bisect(figures, head.piece)) <= 1]


def _begins(text: str, label: str) -> bool:
    """Whether a text is the beginning of a label, under its number if it has one."""
    printed = number(text)
    return core(label).startswith(core(text)) and printed in ("", number(label))
