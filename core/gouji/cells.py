"""Cells: where each cell of a matrix stands, and what it says."""

from __future__ import annotations

import numpy as np

from gouji.matrix import MISSING, CellMatrix, Span


def places(matrix: CellMatrix) -> list[tuple[int, int, int]]:
    """Row and half-open columns of each cell's first slot row; (0, 0, 0) for a cell without a slot."""
    cols = max(matrix.shape[1], 1)
    flat = matrix.owner.ravel()
    row = np.zeros(matrix.size, dtype=np.int64)
    left, right = row.copy(), row.copy()
    taken = np.flatnonzero(flat != MISSING)
    owners = flat[taken][::-1]
    row[owners], left[owners] = divmod(taken[::-1], cols)
    at_row = row[flat[taken]] == taken // cols
    np.maximum.at(right, flat[taken][at_row], taken[at_row] % cols + 1)
    return list(zip(row.tolist(), left.tolist(), right.tolist(), strict=True))


def texts(matrix: CellMatrix, text: str) -> list[tuple[str, tuple[Span, ...]]]:
    """The text of each cell and its half-open spans, in the order of the cells."""
    spans = [(a, b) for a, b in matrix.spans.tolist()]
    bounds = matrix.indptr.tolist()
    out = []
    for i in range(matrix.size):
        own = tuple(spans[bounds[i] : bounds[i + 1]])
        out.append(
            (text[own[0][0] : own[0][1]] if len(own) == 1 else "".join(text[a:b] for a, b in own), own)
        )
    return out
