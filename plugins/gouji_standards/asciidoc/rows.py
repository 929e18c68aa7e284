"""Rows of AsciiDoc: cells in order fill rows of as many slots as there are columns.

As Asciidoctor 2.0 fills them: a row that a cell overshoots is dropped whole, a last row that is not full is
dropped too, and rows of dropped cells use up the rows that cells above span.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from itertools import chain, repeat

import numpy as np

from gouji.matrix import MISSING, Int32
from gouji_standards.asciidoc.cell import PLAIN, Cell


@dataclass(slots=True)
class Rows:
    """The kept rows, and the number each has with the dropped ones counted."""

    width: int
    rows: list[list[Cell]] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)


def first_width(cells: list[Cell]) -> int:
    """The columns of a table that sets none: those of the cells that begin in the first line."""
    width = 0
    for cell in cells:
        width += cell.spec.cols * cell.spec.repeat
        if cell.last:
            break
    return width


def filled(cells: list[Cell], width: int) -> Rows:
    """The cells cut into rows of ``width`` slots."""
    kept = Rows(width)
    ends: dict[int, int] = defaultdict(int)
    row: list[Cell] = []
    taken = hanging = begun = number = 0
    for cell in chain.from_iterable(repeat(cell, cell.spec.repeat) for cell in cells):
        row.append(cell)
        taken += cell.spec.cols
        if cell.spec.rows > 1:
            begun += cell.spec.cols
            ends[number + cell.spec.rows] += cell.spec.cols
        if taken + hanging < width:
            continue
        if taken + hanging == width:
            kept.rows.append(row)
            kept.numbers.append(number)
        number += 1
        hanging += begun - ends.pop(number, 0)
        row, taken, begun = [], 0, 0
    return kept


def placed(kept: Rows) -> tuple[Int32, list[Cell]]:
    """The owner grid and its cells in reading order; a cell gets only slots that are free."""
    owner = np.full((len(kept.rows), kept.width), MISSING, dtype=np.int32)
    cells: list[Cell] = []
    last = kept.numbers[-1] + 1 if kept.numbers else 0
    at = np.searchsorted(kept.numbers, np.arange(last + 1)).tolist()
    for row, (number, held) in enumerate(zip(kept.numbers, kept.rows, strict=True)):
        column = 0
        free = (owner[row] == MISSING).tolist()
        for cell in held:
            while column < kept.width and not free[column]:
                column += 1
            if column == kept.width:
                break
            bottom = at[min(number + cell.spec.rows, last)]
            if cell.spec is PLAIN:
                owner[row, column] = len(cells)
            else:
                slots = owner[row:bottom, column : column + cell.spec.cols]
                slots[slots == MISSING] = len(cells)
            cells.append(cell)
            column += cell.spec.cols
    return owner, cells
