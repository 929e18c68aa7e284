"""One column below a rule: told from an underlined title by the width that printers give the rule."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji_standards.separated import FIGURE

MARGIN = 2
"""Columns that tabulate and pandoc draw beyond a name; a title's underline seldom is longer by just these."""
GAP = re.compile(r"\S(?:  |[ \t]*[\t|])[ \t]*\S")
"""Blanks or a bar that part two columns."""


def is_filled(names: Sequence[str], rows: Sequence[str], width: int) -> bool:
    """Whether a rule of ``width`` dashes between names and rows is as long as its column needs.

    It reaches the end of the longest of several rows or pandoc's margin from there; or figures stand below a
    name that it outruns by the margin. All lines are given from the rule's beginning on. Lines with a gap
    are of several columns.
    """
    if any(GAP.search(line) for line in (*names, *rows)):
        return False
    name, longest = _width(names), max(map(len, rows), default=0)
    if not names or not rows or name + MARGIN > width or longest > width:
        return False
    if len(rows) > 1 and width - longest in (0, MARGIN):
        return True
    return name + MARGIN == width and all(FIGURE.fullmatch(row.strip()) for row in rows)


def is_enclosed(names: Sequence[str], rows: Sequence[str], width: int) -> bool:
    """Whether three equal borders around names and rows are just as long as these need, as tabulate's are."""
    parted = any(GAP.search(line) for line in (*names, *rows))
    longest = max(map(len, rows), default=0)
    return bool(names and rows) and not parted and width == max(_width(names) + MARGIN, longest)


def _width(names: Sequence[str]) -> int:
    """The columns that names take, wherever they are set."""
    return max((len(name.strip()) for name in names), default=0)
