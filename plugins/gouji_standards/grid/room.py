"""Room in a grid: columns wider than what they hold, as hands draw them and no printer does.

A printer makes a column as wide as its longest line, or wraps at a width where the next word has no room, or
sets cells to the middle or the right. A hand begins each line at the bar and leaves room to the right of all.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gouji_standards.drawing.lines import Drawn
from gouji_standards.drawing.rows import has_no_room
from gouji_standards.grid.trace import Tracing

SPARE = 4
"""Blanks beside a column's longest line, at most: one on both sides, and two that tabulate adds to names."""


def has_room(lines: Sequence[Drawn], tracing: Tracing) -> bool:
    """Whether every line begins at its bar, and some column is wider than its longest line needs."""
    spare: dict[tuple[int, int], int] = {}
    for box in tracing.boxes:
        cell = [said for line in box.inside(lines) if (said := line.chars.rstrip())]
        if any(line.startswith("  ") for line in cell):
            return False
        column = box.left, box.right
        spare[column] = min(spare.get(column, box.right), _spare(cell, box.right - box.left - 1))
    return any(
        room > SPARE and not _is_crossed(tracing, left, right) for (left, right), room in spare.items()
    )


def _spare(cell: Sequence[str], width: int) -> int:
    """The blanks beside the longest line of a cell; none if a line's first word had no room above."""
    said = [line.lstrip() for line in cell]
    if any(has_no_room(upper, lower, width) for upper, lower in pairwise(said)):
        return 0
    return width - max(map(len, said), default=0)


def _is_crossed(tracing: Tracing, left: int, right: int) -> bool:
    return any(left < column < right for column in tracing.cols)
