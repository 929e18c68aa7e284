"""Blocks: the tables of a sheet, which rows and columns that are blank throughout part from each other."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gouji.matrix import MISSING, CellMatrix, freeze
from gouji_readers.stretches import stretches

Flags = np.ndarray[tuple[int, ...], np.dtype[np.bool_]]


def blocks(matrix: CellMatrix, text: str) -> Iterator[CellMatrix]:
    """The parts of a matrix between blank rows, each cut again between blank columns, and so on."""
    filled = np.array([bool(matrix.cell_text(cell, text).strip()) for cell in range(matrix.size)] + [False])
    yield from _cut(matrix, filled[matrix.owner], 0, 0, *matrix.shape)


def _cut(
    matrix: CellMatrix, filled: Flags, top: int, left: int, bottom: int, right: int
) -> Iterator[CellMatrix]:
    part = filled[top:bottom, left:right]
    rows, columns = stretches(part.any(axis=1)), stretches(part.any(axis=0))
    if len(rows) > 1:
        for a, b in rows:
            yield from _cut(matrix, filled, top + a, left, top + b, right)
    elif len(columns) > 1:
        for a, b in columns:
            yield from _cut(matrix, filled, top, left + a, bottom, left + b)
    elif rows and columns:
        (a, b), (c, d) = rows[0], columns[0]
        yield _part(matrix, matrix.owner[top + a : top + b, left + c : left + d])


def _part(matrix: CellMatrix, owner: np.ndarray[tuple[int, ...], np.dtype[np.int32]]) -> CellMatrix:
    """The matrix of some slots, its cells numbered anew."""
    cells, number = np.unique(owner[owner != MISSING], return_inverse=True)
    own = np.full(owner.shape, MISSING, dtype=np.int32)
    own[owner != MISSING] = number
    spans = [matrix.cell_spans(int(cell)) for cell in cells]
    texts = None if matrix.texts is None else [matrix.texts[int(cell)] for cell in cells]
    return freeze(own, spans, texts=texts)
