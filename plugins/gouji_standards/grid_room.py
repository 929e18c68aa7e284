"""Room in a grid: columns wider than what they hold, as hands draw them and no printer does.

A printer makes a column as wide as its longest line, or wraps at a width where the next word has no room, or
sets cells to the middle or the right. A hand begins each line at the bar and leaves room to the right of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gouji_standards.drawn_lines import Drawn
from gouji_standards.grid_trace import Box, Tracing

SPARE = 4
"""Blanks beside a column's longest line, at most: one on both sides, and two that tabulate adds to names."""


def has_room(lines: Sequence[Drawn], tracing: Tracing) -> bool:
    """Whether every line begins at its bar, and some column is wider than its longest line needs."""
    spare: dict[tuple[int, int], int] = {}
    for box in tracing.boxes:
        cell = _said(lines, box)
        if any(line.startswith("  ") for line in cell):
            return False
        column = box.left, box.right
        spare[column] = min(spare.get(column, box.right), _spare(cell, box.right - box.left - 1))
    return any(
        room > SPARE and not _is_crossed(tracing, left, right) for (left, right), room in spare.items()
    )


def _said(lines: Sequence[Drawn], box: Box) -> list[str]:
    """The printed lines of a cell, from the bar on."""
    inner = (lines[line].chars[box.left + 1 : box.right].rstrip() for line in range(box.top + 1, box.bottom))
    return [line for line in inner if line]


def _spare(cell: Sequence[str], width: int) -> int:
    """The blanks beside the longest line of a cell; none if a line's first word had no room above."""
    said = [line.lstrip() for line in cell]
    if any(len(upper) + 1 + len(lower.split()[0]) > width - 2 for upper, lower in pairwise(said)):
        return 0
    return width - max(map(len, said), default=0)


def _is_crossed(tracing: Tracing, left: int, right: int) -> bool:
    return any(left < column < right for column in tracing.cols)
