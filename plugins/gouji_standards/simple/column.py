"""One column below a rule: told from an underlined title by the width that printers give the rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji_standards.separated import FIGURE

MARGIN = 2
"""Columns that tabulate and pandoc draw beyond a name; a title's underline seldom is longer by just these."""
MIN_ROWS = 2
"""Rows below a name: one may be what a title is about."""
_GAP = re.compile(r"\S(?:  |[ \t]*[\t|])[ \t]*\S")
"""Blanks or a bar that part two columns."""


def is_filled(names: Sequence[str], rows: Sequence[str], width: int) -> bool:
    """Whether a rule of ``width`` dashes between names and rows is as long as its column needs.

    It reaches the end of the longest row or pandoc's margin from there; or figures stand below a name that it
    outruns by the margin. All lines are given from the rule's beginning on.
    """
    if not _is_set(names, rows, width):
        return False
    longest = max(map(len, rows))
    return width - longest in (0, MARGIN) or (
        _width(names) + MARGIN == width > longest and all(map(_is_figure, rows))
    )


def is_enclosed(names: Sequence[str], rows: Sequence[str], width: int) -> bool:
    """Whether three equal borders around names and rows are just as long as these need, as tabulate's are."""
    return _is_set(names, rows, width) and width == max(_width(names) + MARGIN, *map(len, rows))


def _is_set(names: Sequence[str], rows: Sequence[str], width: int) -> bool:
    """Whether names with room beside them and several rows each stand at an edge of one column."""
    if not names or len(rows) < MIN_ROWS or _width(names) + MARGIN > width:
        return False
    words = [*names, *(row for row in rows if not _is_figure(row))]
    at_edge = all(line[:1].strip() or len(line) == width for line in words)
    return at_edge and not any(_GAP.search(line) for line in (*names, *rows))


def _is_figure(row: str) -> bool:
    return FIGURE.fullmatch(row.strip()) is not None


def _width(names: Sequence[str]) -> int:
    """The columns that names take, wherever they are set."""
    return max((len(name.strip()) for name in names), default=0)
