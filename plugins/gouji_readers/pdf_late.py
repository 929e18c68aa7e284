"""Late cells of a PDF: words that a program draws after the rows they stand in, taken back into them.

A spreadsheet draws its wrapped cells behind all others of a page. Such a cell goes up the page alone; it is
one of the row on whose line it stands, where that row has room for it and no other row could have it. A cell
of several lines may be level with one row by its middle and with another by its first line; then the other
cells of the page tell which of them counts.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from gouji_readers.pdf_block import Block, Row

LEVEL = 0.35
"""Shares of the font's size by which the middle, first or last line of a cell may be off its row's."""
REACH = 8
"""Rows before and behind its place in which a late cell's own row is looked for."""


def in_place(rows: Sequence[Row]) -> list[Row]:
    """The rows with late cells in theirs, or between those above and below."""
    out: list[Row] = []
    above = _Downward()
    for stretch in _downward(rows):
        late = stretch[: bisect_right([row[-1].box[1] for row in stretch], above.end)]
        if any(block.figure or block.digits for row in late for block in row):
            out += above.rows
            above, late = _Downward(), ()
        above.ways = above.told(late)
        for row in late:
            above.take(row)
        for row in stretch[len(late) :]:
            above.add(row)
    return out + above.rows


def _downward(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """The stretches of rows that follow each other down the pages."""
    tops = [row[-1].box[1] for row in rows]
    starts = [0, *(n for n in range(1, len(rows)) if tops[n] < tops[n - 1]), len(rows)]
    yield from (rows[a:b] for a, b in pairwise(starts))


@dataclass(slots=True)
class _Downward:
    """Rows that follow each other down the page, with where their last cells begin.

    ``ways`` are the lines by which the page's late cells are level with their rows: first, middle or last.
    """

    rows: list[Row] = field(default_factory=list)
    tops: list[float] = field(default_factory=list)
    ways: set[int] = field(default_factory=set)

    @property
    def end(self) -> float:
        """Where the last row's last cell begins."""
        return self.tops[-1] if self.tops else float("-inf")

    def add(self, row: Row) -> None:
        """Add a row below the others."""
        self.rows.append(row)
        self.tops.append(row[-1].box[1])

    def told(self, late: Sequence[Row]) -> set[int]:
        """By which lines late cells of several are level with the one row that each may stand in."""
        blocks = (block for row in late for block in row if len(block.lines) > 1)
        found = [self._own(block) for block in blocks]
        return {way for own in found if len(own) == 1 and len(own[0][1]) == 1 for way in own[0][1]}

    def take(self, row: Row) -> None:
        """Put late cells into the one row that each stands in, the others between those above and below."""
        left = [block for block in row if not self._taken(block)]
        if left:
            place = bisect_right(self.tops, left[-1].box[1])
            self.rows.insert(place, left)
            self.tops.insert(place, left[-1].box[1])

    def _taken(self, block: Block) -> bool:
        own = self._own(block)
        if len(own) > 1 and len(self.ways) == 1:
            own = [(row, ways) for row, ways in own if ways & self.ways]
        if len(own) == 1:
            own[0][0].append(block)
            own[0][0].sort(key=lambda one: one.box[0])
        return len(own) == 1

    def _own(self, block: Block) -> list[tuple[Row, set[int]]]:
        """The rows near by that a cell is level with and that have room for it, each with by which lines."""
        _, top, _, bottom = block.box
        first = max(bisect_left(self.tops, top) - REACH, 0)
        near = self.rows[first : bisect_right(self.tops, bottom) + REACH]
        found = [(row, _level(row, block)) for row in near]
        return [(row, ways) for row, ways in found if ways and not any(_over(one, block) for one in row)]


def _level(row: Row, block: Block) -> set[int]:
    """By which lines a cell stands on the line of a row's cells, the first, the middle and the last."""
    return {way for one in row if len(one.lines) == 1 for way in aligned(one, block)}


def aligned(one: Block, block: Block) -> Iterator[int]:
    """By which of its lines a cell stands on another one's: 0 the first, 1 the middle, 2 the last."""
    base, first, last = one.lines[0].base, block.lines[0].base, block.lines[-1].base
    most = LEVEL * min(one.lines[0].piece.size, block.lines[0].piece.size)
    for way, at in enumerate((first, (first + last) / 2, last)):
        if abs(base - at) <= most:
            yield way


def _over(one: Block, other: Block) -> bool:
    """Whether two cells share any of the page's width."""
    return one.box[0] < other.box[2] and other.box[0] < one.box[2]
