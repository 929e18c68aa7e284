"""Slots: place cells that span rows and columns on a grid, as HTML's table model does."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouji.matrix import MISSING, CellMatrix, Span, freeze, from_rows

COLSPAN_LIMIT = 1000
"""HTML's limit; a larger span is an attack or an error."""
ROWSPAN_LIMIT = 65534
"""HTML's limit."""
SLOTS_FREE, SLOTS_PER_CELL = 4096, 64
"""A table may have this many slots and so many more for each cell: title rows span tens of columns, not
thousands, and a bound by the number of cells keeps the time linear in the text."""


@dataclass(frozen=True, slots=True)
class Merged:
    """One printed cell: its spans and how many columns and rows it covers (0 rows: to the table's end)."""

    spans: Sequence[Span]
    colspan: int = 1
    rowspan: int = 1


def number(digits: str, default: int, limit: int) -> int:
    """The number that leading ASCII digits state, at most ``limit``; ``default`` where there are none."""
    digits = digits[:6]
    return min(int(digits), limit) if digits.isascii() and digits.isdigit() else default


def place(
    rows: Sequence[Sequence[Merged]],
    *,
    header_rows: int = 0,
    header_cols: int = 0,
    caption: Span | None = None,
    texts: Sequence[str] | None = None,
) -> CellMatrix | None:
    """The matrix of rows of merged cells, or None where the spans ask for more slots than a table has.

    ``texts`` are what the cells say where that is not their characters: one a cell, in the order of ``rows``.
    """
    if all(cell.colspan == 1 and cell.rowspan == 1 for row in rows for cell in row):
        return from_rows(
            ([c.spans for c in row] for row in rows),
            header_rows=header_rows,
            header_cols=header_cols,
            caption=caption,
            texts=texts,
        )
    taken = _laid(rows)
    if taken is None:
        return None
    return freeze(
        _owner(taken),
        [cell.spans for row in rows for cell in row],
        header_rows=header_rows,
        header_cols=header_cols,
        caption=caption,
        texts=texts,
    )


def _laid(rows: Sequence[Sequence[Merged]]) -> list[dict[int, int]] | None:
    """For each row the cell in each slot, by its number; None where they would be too many slots."""
    budget = SLOTS_FREE + SLOTS_PER_CELL * sum(len(row) for row in rows)
    taken: list[dict[int, int]] = [{} for _ in rows]
    placed = 0
    for index, row in enumerate(rows):
        column = 0
        for cell in row:
            while column in taken[index]:
                column += 1
            below = len(rows) if cell.rowspan == 0 else min(index + cell.rowspan, len(rows))
            budget -= (below - index) * cell.colspan
            if budget < 0:
                return None
            for line in taken[index:below]:
                for slot in range(column, column + cell.colspan):
                    line.setdefault(slot, placed)
            placed += 1
            column += cell.colspan
    return taken


def _owner(taken: Sequence[dict[int, int]]) -> np.ndarray[tuple[int, ...], np.dtype[np.int32]]:
    width = max((max(line) + 1 for line in taken if line), default=0)
    owner = np.full((len(taken), width), MISSING, dtype=np.int32)
    for row, line in enumerate(taken):
        owner[row, list(line)] = list(line.values())
    return owner
