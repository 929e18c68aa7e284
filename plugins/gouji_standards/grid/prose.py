"""Prose in a grid: cells of several lines that a writer wrapped, listed or fenced, no printer's rows.

A printer's table without rules between its rows looks like a grid of one tall row. Its lines are one row
where they read as one text: sentences that go on in lower case, a list's items, a fenced block of code;
and below a double rule where the cells beside them stop after a line. There, and in one column, a
blank line parts paragraphs; below a double rule further rules part the rows of one column.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji_standards.drawing.lines import Drawn
from gouji_standards.grid.trace import Box, Tracing

_ITEM = re.compile(r"[-*+•] +[^\W\d_]|#\. ")
"""A mark of a list before a word."""
MIN_RULES = 3
"""Rules of a table of one body row: its borders and the one below the header."""
TALL = 3
"""Lines of a cell that, beside cells of one line, are no rows with the rest left out."""
_FENCE = re.compile(r"(`{3,}|~{3,})")


def holds_prose(lines: Sequence[Drawn], tracing: Tracing, head: int) -> bool:
    """Whether a cell holds a list or a fenced block, or the body's lines read as one row.

    ``head`` is the line of the double rule below the header, 0 where there is none.
    """
    cells = [(box.top, list(_said(lines, box))) for box in tracing.boxes]
    tall = [cell for _, cell in cells if len(cell) > 1]
    single = len(tracing.rows) == 2  # noqa: PLR2004 - top and bottom
    body = [cell for top, cell in cells if top or single]
    if any(map(_is_list, tall)) or any(map(_is_fenced, tall)) or _goes_on([c for c in body if len(c) > 1]):
        return True
    column = len(tracing.cols) == 2  # noqa: PLR2004 - left and right
    if (column or head) and _has_paragraphs(lines):
        return True
    several = len(tracing.rows) > MIN_RULES
    if single:
        return _is_one_tall(body)
    return bool(head) and (several if column else not several and (_stops(body) or _is_one_tall(body)))


def _said(lines: Sequence[Drawn], box: Box) -> Iterator[str]:
    """What a cell prints on each line of its own, blank lines left out."""
    for line in box.inside(lines):
        if words := line.chars.strip():
            yield words


def _has_paragraphs(lines: Sequence[Drawn]) -> bool:
    """Whether a line of blank cells parts printed ones between two rules."""
    kinds = "".join(" " if not line.chars.strip("| ") else line.chars[0] for line in lines)
    return "| |" in kinds


def _stops(cells: Sequence[Sequence[str]]) -> bool:
    """Whether two cells and more print one line where another prints three."""
    return sum(len(cell) == 1 for cell in cells) > 1 and max(map(len, cells)) >= TALL


def _is_one_tall(cells: Sequence[Sequence[str]]) -> bool:
    """Whether but one cell among three and more prints more than one line."""
    return len(cells) > 2 and sorted(map(len, cells))[-2] == 1  # noqa: PLR2004 - a cell beside two


def _is_list(cell: Sequence[str]) -> bool:
    """Whether a cell begins with an item and has another; lines between go on in one."""
    return _ITEM.match(cell[0]) is not None and sum(map(bool, map(_ITEM.match, cell))) > 1


def _is_fenced(cell: Sequence[str]) -> bool:
    opened = _FENCE.match(cell[0])
    return opened is not None and cell[-1] == opened.group()


def _goes_on(cells: Sequence[Sequence[str]]) -> bool:
    """Whether each line below a cell's first one begins in lower case, some first one with a capital."""
    return (
        any(cell[0][0].isupper() for cell in cells)
        and all(line[0].islower() for cell in cells for line in cell[1:])
        and any(all(" " in line for line in cell) for cell in cells)
    )
