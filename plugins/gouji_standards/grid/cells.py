"""Grid cells: a traced drawing as a cell matrix."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.matrix import MISSING, CellMatrix, Span, freeze
from gouji_standards.drawing.lines import Drawn, seamed
from gouji_standards.grid.trace import Box, Tracing


def grid_matrix(
    text: str, lines: Sequence[Drawn], tracing: Tracing, *, head: int = 0, caption: Span | None = None
) -> CellMatrix | None:
    """The matrix of a traced grid; ``head`` is the line of the rule below its header, 0 without one.

    None where some slot belongs to no cell or to two.
    """
    rows, cols = sorted(tracing.rows), sorted(tracing.cols)
    boxes = sorted(tracing.boxes, key=lambda box: (box.top, box.left))
    owner = _owner(boxes, rows, cols)
    if owner is None:
        return None
    read = [_cell(text, lines, box) for box in boxes]
    return freeze(
        owner,
        [spans for spans, _ in read],
        header_rows=rows.index(head) if head in tracing.rows else 0,
        caption=caption,
        texts=[said for _, said in read],
    )


def _owner(
    boxes: Sequence[Box], rows: list[int], cols: list[int]
) -> np.ndarray[tuple[int, int], np.dtype[np.int32]] | None:
    row_at = {line: index for index, line in enumerate(rows)}
    col_at = {column: index for index, column in enumerate(cols)}
    owner = np.full((len(rows) - 1, len(cols) - 1), MISSING, dtype=np.int32)
    for index, box in enumerate(boxes):
        slots = owner[row_at[box.top] : row_at[box.bottom], col_at[box.left] : col_at[box.right]]
        if (slots != MISSING).any():
            return None
        slots[:] = index
    return None if (owner == MISSING).any() else owner


def _cell(text: str, lines: Sequence[Drawn], box: Box) -> tuple[list[Span], str]:
    pieces = [line.span(0, len(line.chars)) for line in box.inside(lines)]
    if not pieces:
        after = lines[box.bottom].at[box.left + 1]
        return [(after, after)], ""
    return seamed(text, pieces)
