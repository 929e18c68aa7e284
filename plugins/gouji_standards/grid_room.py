"""Room in a grid: columns wider than what they hold, as hands draw them and no printer does.

A printer makes a column as wide as its longest line, or sets what it wraps and counts to the middle or the
right. A hand begins each line at the bar and leaves what room there is to the right of all.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji_standards.drawn_lines import Drawn
from gouji_standards.grid_trace import Box, Tracing

SPARE = 4
"""Blanks beside a column's longest line, at most: one on both sides, and two that tabulate adds to names."""


def has_room(lines: Sequence[Drawn], tracing: Tracing) -> bool:
    """Whether every line begins at its bar, and some column is wider than its longest line needs."""
    spare: dict[tuple[int, int], int] = {}
    for box in tracing.boxes:
        for blanks, width in _lines(lines, box):
            if blanks > 1:
                return False
            column = box.left, box.right
            spare[column] = min(spare.get(column, box.right), box.right - box.left - 1 - width)
    narrow = [room for (left, right), room in spare.items() if not _is_crossed(tracing, left, right)]
    return max(narrow, default=0) > SPARE and (len(narrow) == 1 or min(narrow) < max(narrow))


def _lines(lines: Sequence[Drawn], box: Box) -> Iterator[tuple[int, int]]:
    """The blanks before each printed line of a cell, and its width."""
    for line in range(box.top + 1, box.bottom):
        said = lines[line].chars[box.left + 1 : box.right].rstrip()
        if said:
            yield len(said) - len(said.lstrip()), len(said.lstrip())


def _is_crossed(tracing: Tracing, left: int, right: int) -> bool:
    return any(left < column < right for column in tracing.cols)
