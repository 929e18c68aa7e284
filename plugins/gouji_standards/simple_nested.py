"""Simple tables within a table's cells, as reStructuredText nests them: a cell holds what a page may."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gouji_standards.drawn_lines import Drawn

_BORDER = re.compile(r"=+(?: +=+)+")
_DOUBLE = re.compile(r"=+[ =]*")
FEWEST = 3
"""Lines of a table: two borders and a row."""


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
        if line.chars[:left].strip() or (said != border and _DOUBLE.fullmatch(said)):
            return []
        found.append(dedented(line, left))
        borders += said == border
        after = index + 1 == len(lines) or not lines[index + 1].chars.strip()
        if said == border and (borders == FEWEST or (borders > 1 and after)):
            return found
    return []


def dedented(line: Drawn, left: int, right: int | None = None) -> Drawn:
    """A line's columns from ``left`` on, before ``right`` if given, without trailing blanks."""
    left = min(left, len(line.chars))
    end = max(len(line.chars[:right].rstrip()), left)
    return Drawn(line.chars[left:end], line.at[left : end + 1])
