"""Names set over several columns of a space-aligned table, above the line that names each of them.

Such a name stands across a gutter, or a gutter would run through the whole block. It is one merged cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gouji.document import Int
from gouji.matrix import Int32, Span
from gouji_standards.fixed.cut import Cut
from gouji_standards.fixed.names import phrases

FEWEST_LINES = 3
"""A line of names over groups, one of names, one of cells."""


def is_bridged(text: str, lines: Sequence[Span], found: Cut | None) -> bool:
    """Whether the first line may name groups: fewer names than the second, which has more than was found."""
    if len(lines) < FEWEST_LINES:
        return False
    over, names = phrases(text, lines[0]), phrases(text, lines[1])
    return 0 < len(over) < len(names) and (found is None or found.width < len(names))


def spanned(text: str, line: Span, below: Cut, starts: Sequence[int]) -> Cut | None:
    """The table with the line of names above it; ``starts`` has where its lines begin.

    None unless each name stands over as many columns, two at least, and within them.
    """
    first = 1  # the column of labels
    names = phrases(text, line)
    size, rest = divmod(below.width - first, len(names))
    if rest or size < 2 or not below.runs.any():  # noqa: PLR2004 - a group
        return None
    extents = _extents(below, starts)
    groups = [(first + i * size, first + (i + 1) * size) for i in range(len(names))]
    for (a, b), (left, right) in zip(names, groups, strict=True):
        if a - line[0] < extents[left, 0] or b - line[0] > extents[right - 1, 1]:
            return None
    row = [(line[0], line[0])] * first + [name for name in names for _ in range(size)]
    said = [text[a:b] for a, b in row]
    return replace(below, rows=[row, *below.rows], said=[said, *below.said], above=2)


def owners(rows: Sequence[Sequence[Span]]) -> Int32:
    """The cell of each slot: cells beside each other that are one stretch of text are one cell."""
    spans = np.array(rows, dtype=np.int64)
    new = np.ones(spans.shape[:2], dtype=np.int32)
    same = (spans[:, 1:] == spans[:, :-1]).all(axis=2) & (spans[:, 1:, 1] > spans[:, 1:, 0])
    new[:, 1:] = ~same
    numbers: Int32 = (np.cumsum(new, dtype=np.int32) - 1).reshape(new.shape)
    return numbers


def _extents(below: Cut, starts: Sequence[int]) -> Int:
    """The first and the last column of characters of each column's cells, shape (columns, 2), half-open."""
    spans = np.array(below.rows, dtype=np.int64) - np.array(starts, dtype=np.int64)[:, None, None]
    filled = spans[:, :, 1] > spans[:, :, 0]
    first = np.where(filled, spans[:, :, 0], np.iinfo(np.int64).max).min(axis=0)
    last = np.where(filled, spans[:, :, 1], -1).max(axis=0)
    found: Int = np.stack((first, last), axis=1)
    return found
