"""From a table's rows to its grid: "forming a table" (WHATWG 4.9.12.1), under a budget of slots.

Columns that only ``col`` elements announce are left out: no cell stands in them. Where two cells overlap
(the standard's table model error), the earlier one keeps the slot.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from gouji.matrix import MISSING, CellMatrix, Int32, Span, freeze
from gouji_standards.html_arranged import arranges
from gouji_standards.html_nodes import Cell, Group, Table, shown_cells, shown_rows
from gouji_standards.html_text import printed, spoken

SLOTS_PER_CHARACTER = 4
"""Grid slots a table may have for each character of its source. The shortest cell, ``<td>``, has four
characters; merged cells of real pages stay under one slot a character."""
FREE_SLOTS = 1 << 20
"""Slots all tables of a document may have together beyond that: 4 MB, for wide spans in short sources."""


class Budget:
    """The slots still free in a document."""

    def __init__(self, free: int = FREE_SLOTS) -> None:
        self.free = free

    def most(self, table: Table) -> int:
        """The slots that a table may have."""
        return self.free + SLOTS_PER_CHARACTER * (table.end - table.start)

    def fail(self) -> None:
        """Note that a table would have had more: trying so again and again has to end."""
        self.free //= 2

    def take(self, table: Table, slots: int) -> None:
        """Note what a table used."""
        self.free -= max(slots - SLOTS_PER_CHARACTER * (table.end - table.start), 0)


@dataclass(slots=True)
class Grid:
    """A formed table: its cells, for each row the cells by slot, and how many leading rows are of a head.

    ``covered`` counts the slots of all cells, those that overlap too.
    """

    cells: list[Cell]
    rows: list[list[int]]
    head_rows: int = 0
    width: int = 0
    covered: int = 0

    def owner(self) -> Int32:
        """The cell of each slot as an array."""
        padded = [row + [MISSING] * (self.width - len(row)) for row in self.rows]
        return np.array(padded, dtype=np.int32).reshape(len(padded), self.width)


def matrix(table: Table, text: str, budget: Budget) -> CellMatrix | None:
    """The table as a matrix; None where it has no cell.

    Spans that would exceed the budget are cut at the last printed row, then count as 1; a row that is too
    long even then is cut.
    """
    if table.plain is not None:
        return table.plain
    grid = formed(table, budget)
    if not grid.cells:
        return None
    owner = grid.owner()
    budget.take(table, owner.size)
    said = [spoken(cell.content, text, cell.blank) for cell in grid.cells]
    header_rows, header_cols = headers(grid, owner)
    return freeze(
        owner,
        [_holding(cell, spans) for cell, (_, spans) in zip(grid.cells, said, strict=True)],
        header_rows=header_rows,
        header_cols=header_cols,
        caption=caption(table, text),
        texts=[words for words, _ in said],
        presentation=arranges(table, text),
    )


def _holding(cell: Cell, spans: list[Span]) -> list[Span]:
    """The spans of a cell, with an empty one before what is printed if the cell begins with a table.

    So a table's stretch holds those of the tables in its cells, blank cells too, and it comes before them.
    """
    inner = next((piece for piece in cell.content if isinstance(piece, Table)), None)
    return [(cell.blank, cell.blank), *spans] if inner and inner.start < spans[0][0] else spans


def caption(table: Table, text: str) -> Span | None:
    """The stretch from the first to the last run of the caption."""
    runs = list(printed(table.caption or [], text))
    return (min(runs)[0], max(run[1] for run in runs)) if runs else None


def formed(table: Table, budget: Budget) -> Grid:
    """The grid of the rows and cells that are shown, within the budget."""
    groups = [(group, [shown_cells(row) for row in shown_rows(group)]) for group in table.ordered()]
    for size in (_size, _cut_size):
        grid = _form(groups, budget.most(table), size)
        if grid is not None:
            return grid
        budget.fail()
    most = budget.most(table)
    longest = max(most // max(sum(len(rows) for _, rows in groups), 1), 1)
    cut = [(group, [row[:longest] for row in rows]) for group, rows in groups]
    return _form(cut, most + len(cut), _single) or Grid([], [])


_Rows = list[list[Cell]]
_Size = Callable[[Cell, int, int], tuple[int, int]]


def _size(cell: Cell, below: int, above: int) -> tuple[int, int]:  # noqa: ARG001 - see _cut_size
    """Rows and columns of a cell as the standard takes them: rows may reach beyond those printed."""
    return cell.rows or below, cell.cols


def _cut_size(cell: Cell, below: int, above: int) -> tuple[int, int]:
    """Rows and columns of a cell with the rows cut at the last one printed."""
    return min(cell.rows or below, above), cell.cols


def _single(cell: Cell, below: int, above: int) -> tuple[int, int]:  # noqa: ARG001 - see _cut_size
    return 1, 1


def _form(groups: Sequence[tuple[Group, _Rows]], most: int, size: _Size) -> Grid | None:
    """Form the groups one below the other; None as soon as there would be more than ``most`` slots."""
    grid = Grid([], [])
    heading = True
    for group, rows in groups:
        before = len(grid.rows)
        if not _form_group(grid, rows, most, size):
            return None
        heading = heading and (group.name == "thead" or not rows)
        grid.head_rows += len(grid.rows) - before if heading else 0
    return grid


def _form_group(grid: Grid, rows: _Rows, most: int, size: _Size) -> bool:
    """Add the rows of a group and those that its cells reach down to."""
    first = len(grid.rows)
    height = _height(rows, size)
    if first + height > most:
        return False
    lines: list[list[int]] = [[] for _ in range(height)]
    grid.rows += lines
    widest = most // max(first + height, 1)
    for at, row in enumerate(rows):
        x = 0
        if not lines[at] and all(cell.rows == 1 == cell.cols for cell in row):
            x = len(row)
            lines[at].extend(range(len(grid.cells), len(grid.cells) + x))
            grid.covered += x
            if x > widest or grid.covered > most:
                return False
            grid.cells += row
            continue
        for cell in row:
            x = _free(lines[at], x)
            down, across = size(cell, height - at, len(rows) - at)
            grid.covered += down * across
            if x + across > widest or grid.covered > most:
                return False
            for line in lines[at : at + down]:
                cover(line, x, x + across, len(grid.cells))
            grid.cells.append(cell)
            x += across
    grid.width = max([grid.width, *map(len, lines)])
    return grid.width * len(grid.rows) <= most


def _height(rows: _Rows, size: _Size) -> int:
    """How many rows the cells of a group reach down to."""
    height = len(rows)
    for at, row in enumerate(rows):
        for cell in row:
            if cell.rows > 1:
                height = max(height, at + size(cell, 1, len(rows) - at)[0])
    return height


def _free(line: list[int], x: int) -> int:
    """The first slot from ``x`` on that no cell has."""
    while x < len(line) and line[x] != MISSING:
        x += 1
    return x


def cover(line: list[int], start: int, stop: int, cell: int) -> None:
    """Give a cell the slots of a row between two columns that no other cell has."""
    size = len(line)
    if size <= start:
        line += [MISSING] * (start - size) + [cell] * (stop - start)
        return
    line += [MISSING] * (stop - size)
    for x in range(start, stop):
        if line[x] == MISSING:
            line[x] = cell


def headers(grid: Grid, owner: Int32) -> tuple[int, int]:
    """Header rows (of the head, else leading rows of ``th`` only) and leading columns of ``th`` below."""
    marks = np.array([cell.head for cell in grid.cells] + [False], dtype=np.bool_)
    head, missing = marks[owner], owner == MISSING
    full = np.logical_and.reduce(head | missing, axis=1) & np.logical_or.reduce(head, axis=1)
    rows = grid.head_rows or _leading(full.tolist())
    body, gaps = head[rows:], missing[rows:]
    down = np.logical_and.reduce(body | gaps, axis=0) & np.logical_or.reduce(body, axis=0)
    return rows, _leading(down.tolist()) if len(body) else 0


def _leading(flags: list[bool]) -> int:
    """How many flags hold before the first that does not."""
    return next((at for at, flag in enumerate(flags) if not flag), len(flags))
