"""Grids within a grid's cells, as reStructuredText and pandoc nest them: a cell holds what a page may."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji_standards.drawing.lines import Drawn
from gouji_standards.grid.blocks import EDGES, RULE


def nested_drawings(cell: Sequence[Drawn]) -> Iterator[list[Drawn]]:
    """The drawings that stand in a cell, each below a blank line or first in it."""
    free = 0
    for index, line in enumerate(cell):
        top = line.chars.strip()
        if index < free or not RULE.fullmatch(top) or (index and cell[index - 1].chars.strip()):
            continue
        left = line.chars.index("+")
        drawing = _drawing(cell, index, left, left + len(top))
        free = index + len(drawing)
        if len(drawing) > 2:  # noqa: PLR2004 - two borders and a line
            yield drawing


def _drawing(lines: Sequence[Drawn], first: int, left: int, right: int) -> list[Drawn]:
    """The lines from ``first`` on between two edges with nothing beside them, down to the last rule."""
    found: list[Drawn] = []
    for line in map(lines.__getitem__, range(first, len(lines))):
        ends = line.chars[left] in EDGES and line.chars[right - 1] in EDGES
        if not ends or line.chars[:left].strip() or line.chars[right:].strip():
            break
        found.append(line.cut(left, right))
    while found and not RULE.fullmatch(found[-1].chars):
        found.pop()
    return found
