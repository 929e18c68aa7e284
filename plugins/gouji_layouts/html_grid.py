"""From a table's cells to its grid: the standard's "forming a table", under a budget of slots."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gouji.matrix import MISSING, CellMatrix, Span
from gouji_layouts.html_table import Table
from gouji_standards.html_grid import cover

SLOTS_PER_CHARACTER = 4
"""Grid slots a table may have for each character of its source. The shortest cell, ``<td>``, has four
characters; merged cells of real reports stay under one slot a character."""
FREE_SLOTS = 1 << 20
"""Slots all tables of a document may have together beyond that: 4 MB, for wide spans in short sources."""

Int = NDArray[np.int32]


class Budget:
    """The slots still free in a document."""

    def __init__(self, free: int = FREE_SLOTS) -> None:
        self.free = free

    def most(self, table: Table) -> int:
        """The slots that a table may have."""
        return self.free + SLOTS_PER_CHARACTER * (table.end - table.start)

    def take(self, table: Table, slots: int) -> None:
        """Note what a table used."""
        self.free -= max(slots - SLOTS_PER_CHARACTER * (table.end - table.start), 0)


def matrices(table: Table, budget: Budget) -> Iterator[CellMatrix]:
    """The table as one matrix; if its spans or its longest row would exceed the budget, as its rows alone.

    In the second case spans count as 1 and the rows are cut into matrices of rows of like length, so that
    the slots stay in proportion to the source; every cell is still there.
    """
    most = budget.most(table)
    if table.spans:
        owner = _spanned(table, most)
    else:
        owner = _ragged(table, 0, len(table.rows)) if _widest(table) * len(table.rows) <= most else None
    if owner is None:
        yield from _pieces(table)
    else:
        budget.take(table, owner.size)
        yield _matrix(table, owner, 0, len(table.rows))


def _widest(table: Table) -> int:
    """The most cells of a row."""
    return max(stop - first for first, stop in pairwise([*table.rows, len(table.cells)]))


def _spanned(table: Table, most: int) -> Int | None:
    """The cell of each slot, as the standard forms a table; None as soon as there are more than ``most``.

    A span ends with its row group. Where two cells overlap, the earlier one keeps the slot.
    """
    count = len(table.rows)
    grid: list[list[int]] = [[] for _ in range(count)]
    for row, (first, stop, last) in enumerate(_row_bounds(table)):
        line, x = grid[row], 0
        for cell in range(first, stop):
            while x < len(line) and line[x] != MISSING:
                x += 1
            size = table.spans.get(cell)
            if size is None:
                line[x : x + 1] = (cell,)
                continue
            down, across = size
            if (x + across) * count > most:
                return None
            for below in grid[row : min(row + down, last) if down else last]:
                cover(below, x, x + across, cell)
        if len(line) * count > most:
            return None
    width = max(map(len, grid))
    padded = [line + [MISSING] * (width - len(line)) for line in grid]
    return np.array(padded, dtype=np.int32).reshape(count, -1)


def _row_bounds(table: Table) -> Iterator[tuple[int, int, int]]:
    """For each row its first cell, the cell after its last, and the row after the last of its group."""
    groups = [*table.groups[1:], len(table.rows)]
    group = 0
    for row, (first, stop) in enumerate(pairwise([*table.rows, len(table.cells)])):
        while groups[group] <= row:
            group += 1
        yield first, stop, groups[group]


def _ragged(table: Table, first: int, stop: int) -> Int:
    """The cell of each slot of some rows, spans apart, numbered from their first."""
    starts = np.array(table.rows[first : stop + 1], dtype=np.int32)
    if stop == len(table.rows):
        starts = np.append(starts, np.int32(len(table.cells)))
    lengths = np.diff(starts)[:, None]
    slots = np.arange(int(lengths.max()), dtype=np.int32)[None, :]
    return np.where(slots < lengths, starts[:-1, None] - starts[0] + slots, np.int32(MISSING))


def _pieces(table: Table) -> Iterator[CellMatrix]:
    """Runs of rows without spans, each with at most ``SLOTS_PER_CHARACTER`` slots for a cell or row."""
    first, width = 0, 0
    for row, (start, stop) in enumerate(pairwise([*table.rows, len(table.cells)])):
        width = max(width, stop - start)
        rows = row + 1 - first
        if rows * width > SLOTS_PER_CHARACTER * (stop - table.rows[first] + rows):
            yield _piece(table, first, row)
            first, width = row, stop - start
    yield _piece(table, first, len(table.rows))


def _piece(table: Table, first: int, stop: int) -> CellMatrix:
    owner = _ragged(table, first, stop)
    return _matrix(table, owner, first, stop)


def _matrix(table: Table, owner: Int, first: int, stop: int) -> CellMatrix:
    """The matrix of some rows; ``owner`` numbers their cells from 0."""
    begin = table.rows[first]
    end = table.rows[stop] if stop < len(table.rows) else len(table.cells)
    edges = [*table.cells[begin:end], table.cells[end] if end < len(table.cells) else len(table.edges)]
    indptr = (np.array(edges, dtype=np.int32) - edges[0]) // 2
    spans = np.array(table.edges[edges[0] : edges[-1]], dtype=np.int32).reshape(-1, 2)
    for array in (owner, indptr, spans):
        array.setflags(write=False)
    header_rows, header_cols = _headers(table, owner, first, begin)
    printed = None if first else caption(table)
    return CellMatrix(owner, indptr, spans, header_rows, header_cols, caption=printed)


def caption(table: Table) -> Span | None:
    """The stretch from the first to the last run of the caption."""
    return (table.caption[0], table.caption[-1]) if table.caption else None


def _headers(table: Table, owner: Int, first: int, begin: int) -> tuple[int, int]:
    """Header rows (those of the thead, else leading rows of ``th``) and leading columns of ``th`` below.

    Where every cell is a ``th`` the element tells nothing, and neither rows nor columns are headers by it.
    """
    rows, width = owner.shape
    given = min(max(table.head_rows - first, 0), rows)
    if not table.heads or not width:
        return given, 0
    marks = np.zeros(int(owner.max()) + 2, dtype=np.bool_)
    heads = np.fromiter(table.heads, dtype=np.int64) - begin
    marks[heads[(heads >= 0) & (heads < len(marks) - 1)]] = True
    head = marks[owner]
    full = np.logical_and.reduce(head | (owner == MISSING), axis=1)
    across = full & np.logical_or.reduce(head, axis=1)
    header_rows = given or _leading(across) % rows
    return header_rows, _leading(np.logical_and.reduce(head[header_rows:], axis=0)) % width


def _leading(flags: NDArray[np.bool_]) -> int:
    """How many flags hold before the first that does not."""
    return int(np.argmin(flags)) if not flags.all() else len(flags)
