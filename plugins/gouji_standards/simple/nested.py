"""Simple tables within a table's cells, as reStructuredText nests them: a cell holds what a page may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gouji_standards.drawing.lines import Drawn

_BORDER = re.compile(r"=+(?: +=+)+")
"""A border of two columns and more: one is a title's."""
DOUBLE = re.compile(r"=+[ =]*")
"""A line that a border may be, or breaks a table off."""
FEWEST = 3
"""Lines of a table: two borders and a row."""
MOST_BORDERS = 3
"""Borders of a table: above and below the header, and below the last row."""


def nested_borders(cells: Iterable[Sequence[Drawn]]) -> Iterator[list[Drawn]]:
    """The simple tables that stand in cells, from border to border, each below a blank line or first.

    A cell is given as its lines.
    """
    for lines in cells:
        free = 0
        for index, line in enumerate(lines):
            border = line.chars.strip()
            touches = index > 0 and bool(lines[index - 1].chars.strip())
            if index < free or touches or not _BORDER.fullmatch(border):
                continue
            found = _bordered(lines[index:], line.chars.index("="), border)
            free = index + len(found)
            if len(found) >= FEWEST:
                yield found


def _bordered(lines: Sequence[Drawn], left: int, border: str) -> list[Drawn]:
    """The lines to the third equal border or to one before a blank line, none where another comes before."""
    found: list[Drawn] = []
    borders = 0
    for index, line in enumerate(lines):
        said = line.chars[left:].rstrip()
        if line.chars[:left].strip() or (said != border and DOUBLE.fullmatch(said)):
            return []
        found.append(line.cut(left).rstrip())
        borders += said == border
        after = index + 1 == len(lines) or not lines[index + 1].chars.strip()
        if said == border and (borders == MOST_BORDERS or (borders > 1 and after)):
            return found
    return []
