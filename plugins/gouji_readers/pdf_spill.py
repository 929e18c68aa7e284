"""Words that spill out of ruled cells too low for them, over the rows above and below, uncut by any clip.

A spreadsheet draws all lines of such a cell, and they seem to stand in other rows. They are one cell's, for
they were drawn after each other, and a line crosses a wall or words of another cell. By which of their lines,
the first, the middle or the last, such words are level with their row, the page tells where only one can be;
then they are pressed together into their cell. What stays undecided names no row.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gouji_readers.pdf_block import LETTER, Block
from gouji_readers.pdf_late import LEVEL
from gouji_readers.pdf_lines import Box
from gouji_readers.pdf_low import DIGITS
from gouji_readers.pdf_page import Page
from gouji_readers.pdf_rules import TOUCH, Ruled

CROSSED = 0.15
"""Shares of a line's height on both sides of a wall that crosses it, or of words that run into it."""
ASIDE = 1.0
"""Points of the page's width that lines of two cells share where one runs into the other."""

SAME_STEP = 0.4
"""Points by which the steps between the lines of cells may differ."""

Owner = tuple[int, int]
"""A row of the grid, and the cell in it."""


@dataclass(slots=True)
class _Grid:
    """A ruled table with the heights of its rows' figures; ``beside`` are their baselines, row by row."""

    ruled: Ruled
    beside: list[float]

    def slot(self, x: float, y: float) -> Owner | None:
        """The row and the cell at a place; None outside."""
        row = int(np.searchsorted(self.ruled.ys, y)) - 1
        column = int(np.searchsorted(self.ruled.xs, x)) - 1
        height, width = self.ruled.cells.shape
        inside = 0 <= row < height and 0 <= column < width
        return (row, int(self.ruled.cells[row, column])) if inside else None

    def level(self, cell: int) -> tuple[float, float, float]:
        """The row with which a cell's words are level by their first, their middle or their last line."""
        rows = np.flatnonzero((self.ruled.cells == cell).any(axis=1))
        return float(rows[0]), float(rows[0] + rows[-1]) / 2, float(rows[-1])

    def box(self, cell: int) -> Box:
        """Left, top, right and bottom of a cell."""
        rows, columns = np.nonzero(self.ruled.cells == cell)
        xs, ys = self.ruled.xs, self.ruled.ys
        left, right = float(xs[columns.min()]), float(xs[columns.max() + 1])
        return left, float(ys[rows.min()]), right, float(ys[rows.max() + 1])


def settled(page: Page, blocks: Sequence[Block], grids: Sequence[Ruled]) -> list[int]:
    """Press words that spill into their own cells; the places of the signs of those that none is told of."""
    lost: list[int] = []
    for ruled in grids:
        left, top, right, bottom = ruled.box
        within = [
            b
            for b in blocks
            if top < b.lines[0].base < bottom + TOUCH and left < b.box[2] and b.box[0] < right
        ]
        grid = _Grid(ruled, _beside(ruled, within))
        spilt = [block for block in within if _spills(block, grid, within)]
        if spilt:
            lost += _settle(page, spilt, within, grid)
    return lost


def parted(blocks: Sequence[Block]) -> Iterator[Block]:
    """The cells, those parted whose lines are not as far apart as most of their size: two, drawn in turn."""
    steps = Counter(
        (round(below.piece.size, 1), round(below.base - above.base, 1))
        for block in blocks
        for above, below in pairwise(block.lines)
    )
    usual = {size: step for (size, step), count in reversed(steps.most_common()) if count > 1}
    for block in blocks:
        start = 0
        for stop, (above, below) in enumerate(pairwise(block.lines), 1):
            step = below.base - above.base
            if abs(step - usual.get(round(below.piece.size, 1), step)) > SAME_STEP:
                yield Block(block.lines[start:stop], [False, *block.joined[start + 1 : stop]])
                start = stop
        yield Block(block.lines[start:], [False, *block.joined[start + 1 :]]) if start else block


def _beside(ruled: Ruled, blocks: Sequence[Block]) -> list[float]:
    """For each row the baseline of its figures; where it has none, as far from its middle as the others."""
    bases = [block.lines[0].base for block in blocks if block.figure]
    rows = np.searchsorted(ruled.ys, bases) - 1
    middles = (ruled.ys[:-1] + ruled.ys[1:]) / 2
    own = [
        [base for base, at in zip(bases, rows.tolist(), strict=True) if at == row]
        for row in range(len(middles))
    ]
    off = [
        float(np.median(listed)) - float(middle)
        for listed, middle in zip(own, middles, strict=True)
        if listed
    ]
    usual = float(np.median(off)) if off else float("nan")
    return [
        float(np.median(listed)) if listed else float(middle) + usual
        for listed, middle in zip(own, middles, strict=True)
    ]


def _spills(block: Block, grid: _Grid, blocks: Sequence[Block]) -> bool:
    """Whether lines of words cross a wall, or stand in several cells and cross the words of another one."""
    if len(block.lines) < 2 or not worded(block):  # noqa: PLR2004
        return False
    boxes = [line.piece.box for line in block.lines]
    if any(_crossed(box, grid) for box in boxes):
        return True
    near = [own for own in blocks if own is not block and meet(own.box, block.box)]
    others = [line.piece.box for own in near for line in own.lines]
    return len(_cells(block, grid)) > 1 and any(meet(box, other) for box in boxes for other in others)


def worded(block: Block) -> bool:
    """Whether lines are of words, with few digits, the last perhaps of signs alone."""
    lines = [line.piece.text for line in block.lines]
    *others, last = lines
    words = all(LETTER.search(text) for text in others) and not last.isdigit()
    return words and all(sum(map(str.isdigit, text)) < DIGITS * len(text) for text in lines)


def _cells(block: Block, grid: _Grid) -> set[int]:
    """The cells in which the lines of words stand; -1 is none."""
    slots = [grid.slot(*_middle(line.piece.box)) for line in block.lines]
    return {slot[1] if slot else -1 for slot in slots}


def _middle(box: Box) -> tuple[float, float]:
    return (box[0] + box[2]) / 2, (box[1] + box[3]) / 2


def _crossed(box: Box, grid: _Grid) -> bool:
    """Whether a wall between two rows crosses a line."""
    off = CROSSED * (box[3] - box[1])
    x = (box[0] + box[2]) / 2
    walls = [float(y) for y in grid.ruled.ys[1:-1] if box[1] + off < y < box[3] - off]
    return any(grid.slot(x, y - TOUCH / 2) != grid.slot(x, y + TOUCH / 2) for y in walls)


def meet(box: Box, other: Box) -> bool:
    """Whether two boxes share a part of the page."""
    off = CROSSED * min(box[3] - box[1], other[3] - other[1])
    wide = min(box[2], other[2]) - max(box[0], other[0])
    return wide > ASIDE and min(box[3], other[3]) - max(box[1], other[1]) > off


def _settle(page: Page, spilt: Sequence[Block], blocks: Sequence[Block], grid: _Grid) -> list[int]:
    """Press words into the one cell that each may be of, by the one way that the page tells."""
    found = [dict(_ways(block, grid)) for block in spilt]
    told = {way for ways in found if len(ways) == 1 for way in ways}
    way = next(iter(told)) if len(told) == 1 else -1
    cells = [ways.get(way, -1) for ways in found]
    taken = Counter(cells)
    taken.update(_held(spilt, blocks, grid))
    lost: list[int] = []
    for block, cell in zip(spilt, cells, strict=True):
        if cell >= 0 and taken[cell] == 1:
            _press(page, block, grid.box(cell))
        elif len(_cells(block, grid)) > 1:
            lost += [index for line in block.lines for index in line.own]
    return lost


def _ways(block: Block, grid: _Grid) -> Iterator[tuple[int, int]]:
    """By which of its lines words are level with a row, and the cell there that has room for them."""
    bases, size = [line.base for line in block.lines], block.lines[0].piece.size
    left, _, right, _ = block.box
    for way, at in enumerate((bases[0], (bases[0] + bases[-1]) / 2, bases[-1])):
        for row, beside in enumerate(grid.beside):
            top, bottom = float(grid.ruled.ys[row]), float(grid.ruled.ys[row + 1])
            slot = grid.slot((left + right) / 2, (top + bottom) / 2)
            if slot and abs(at - beside) <= LEVEL * size:
                box = grid.box(slot[1])
                if grid.level(slot[1])[way] == row and box[0] - TOUCH <= left and right <= box[2] + TOUCH:
                    yield way, slot[1]


def _held(spilt: Sequence[Block], blocks: Sequence[Block], grid: _Grid) -> Iterator[int]:
    """The cells of words that do not spill."""
    for block in blocks:
        if not any(block is own for own in spilt):
            yield from _cells(block, grid)


def _press(page: Page, block: Block, box: Box) -> None:
    """Press the lines of words together between the top and the bottom of their cell."""
    own = [index for line in block.lines for index in line.own]
    first, last = float(page.boxes[own, 1].min()), float(page.boxes[own, 3].max())
    share = (box[3] - box[1]) / (last - first)
    for values in (page.boxes[:, 1], page.boxes[:, 3], page.base):
        values[own] = box[1] + (values[own] - first) * share
    page.size[own] *= share
    page.walled[own] = False
