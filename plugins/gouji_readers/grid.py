"""The grid: cells placed by a file's own numbers become a cell matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np

from gouji.errors import InputError
from gouji.matrix import MISSING, CellMatrix, Span, freeze

FREE_SLOTS, SLOTS_PER_CELL = 1 << 16, 1024
"""Slots a table may have, and so many more for each cell: a title spans tens of columns, a bomb all."""


@dataclass(slots=True)
class Placed:
    """A cell: its half-open rows and columns, the spans of its text, and its lines."""

    row: int
    col: int
    bottom: int
    right: int
    spans: list[Span] = field(default_factory=list)
    lines: list[str] = field(default_factory=list)


def matrix(cells: Iterable[Placed], *, header_rows: int = 0, grid: bool = True) -> CellMatrix | None:
    """The matrix of some cells; None without any. Where two overlap the earlier one keeps the slot.

    ``grid`` says whether a column index is evidence.

    Raises InputError where merged cells ask for more slots than a table has.
    """
    listed = sorted(cells, key=lambda cell: (cell.row, cell.col))
    height, width = (max((getattr(c, side) for c in listed), default=0) for side in ("bottom", "right"))
    if not listed:
        return None
    if height * width > FREE_SLOTS + SLOTS_PER_CELL * len(listed):
        raise InputError(
            f"a table of {len(listed)} cells spans {height} rows and {width} columns; remove its merged cells"
        )
    owner = np.full((height, width), MISSING, dtype=np.int32)
    kept: list[Placed] = []
    for cell in listed:
        slots = owner[cell.row : cell.bottom, cell.col : cell.right]
        if (slots == MISSING).any():
            slots[slots == MISSING] = len(kept)
            kept.append(cell)
    order = _reading_order(owner, len(kept))
    owner[owner != MISSING] = np.argsort(order)[owner[owner != MISSING]]
    return _frozen(owner, [kept[i] for i in order], header_rows, grid=grid)


def _reading_order(owner: np.ndarray[tuple[int, ...], np.dtype[np.int32]], count: int) -> Sequence[int]:
    """The cells by their first slots."""
    flat = owner.ravel()
    first = np.full(count, flat.size, dtype=np.int64)
    taken = np.flatnonzero(flat != MISSING)[::-1]
    first[flat[taken]] = taken
    return [int(i) for i in np.argsort(first, kind="stable")]


def _frozen(
    owner: np.ndarray[tuple[int, ...], np.dtype[np.int32]], cells: list[Placed], head: int, *, grid: bool
) -> CellMatrix:
    texts = ["\n".join(cell.lines) for cell in cells]
    return freeze(
        owner, [cell.spans for cell in cells], header_rows=min(head, len(owner)), grid=grid, texts=texts
    )
