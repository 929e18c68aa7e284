"""Whether a page shows the last column of a table without walls: what begins beside its edge is left out.

There a short figure is lost where a longer one, or the column's name, still begins on the page. Such a
column has no name of its own, or no figure, or it reaches over the ends of its rows' rules, or lacks a wall,
or it has no figure beside those of a row where a short one would begin right of all that it shows.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from gouji_readers.pdf_band import CLEAR, meet
from gouji_readers.pdf_block import Block
from gouji_readers.pdf_found import Found, Placed
from gouji_readers.pdf_lines import Box, around
from gouji_readers.pdf_page import Floats, Page

LEAST_ROWS = 4
"""Rows below a name from which on none with a figure is no chance."""
LEVEL = 0.35
"""Shares of a digit's width by which the sides or the middles of figures below each other may differ."""
LEAST = 2
"""Rules beside a table's rows that tell where they end."""


def hide(tables: Sequence[Found], pages: Sequence[Page], tops: Floats) -> None:
    """Mark the last columns of tables of which the long page shows a part, or goes on with such a one."""
    across = np.concatenate(
        [page.across + np.array((top, 0, 0)) for page, top in zip(pages, tops, strict=True)]
    )
    down = np.concatenate(
        [page.down + np.array((0, top, top)) for page, top in zip(pages, tops, strict=True)]
    )
    before: Found | None = None
    for table in tables:
        goes_on = before is not None and not table.names and meet(before.bands[-1], table.bands[-1])
        if _in_part(table, across, down) or (
            goes_on and before is not None and before.width - 1 in before.hidden
        ):
            table.hidden.add(table.width - 1)
        elif _goes_beyond(
            table, across, pages[int(np.searchsorted(tops, table.top, side="right")) - 1].width
        ):
            table.hidden.add(table.width)
            table.width += 1
        before = table


def _goes_beyond(table: Found, across: Floats, paper: float) -> bool:
    """Whether rules between rows go on beyond the paper, where there is room for another column."""
    _, top, _, bottom = around([block.box for block in table.blocks])
    ends = across[(across[:, 0] > top) & (across[:, 0] < bottom) & (across[:, 1] < paper), 2]
    if len(table.bands) < 2 or not len(ends):  # noqa: PLR2004 - a lone column has no width
        return False
    (first, other), (left, right) = table.bands[-2:]
    return float(ends.max()) > max(paper, left + max(left - first, right - other)) + CLEAR


def _in_part(table: Found, across: Floats, down: Floats) -> bool:
    """Whether what is seen of the last column is a part of it."""
    if len(table.bands) < 2:  # noqa: PLR2004 - a lone column has nothing beside it to tell
        return False
    own = [block for _, block in _last(table)]
    figures = any(number >= table.names for number, _ in _last(table))
    named = any(number < table.names for number, _ in _last(table))
    figures |= table.body < LEAST_ROWS
    if table.names and (not figures or not named) and _names_others(table):
        return True
    if _begins_beyond(table, across, down):
        return True
    return bool(own) and _over_rules(table, own, across, down)


def _begins_beyond(table: Found, across: Floats, down: Floats) -> bool:
    """Whether a row has no figure in the last column where a digit would begin right of all that it shows."""
    own = list(_last(table))
    boxes = [(block.box, len(block.text)) for n, block in own if n >= table.names and block.figure]
    filled = {n for n, _ in own}
    others = (n for n, row in enumerate(table.rows) if n >= table.names and n not in filled and _filled(row))
    if not boxes or not any(True for _ in others):
        return False
    lefts = [block.box[0] for _, block in own]
    if max(lefts) - min(lefts) <= CLEAR:
        return False
    begins = _digit_begins(boxes)
    return begins > max(lefts) + CLEAR and not _closed(table, begins, across, down)


def _digit_begins(boxes: Sequence[tuple[Box, int]]) -> float:
    """Where a figure of one digit begins among others that end below each other or are centred, or 0."""
    digit = min((box[2] - box[0]) / count for box, count in boxes)
    rights = [box[2] for box, _ in boxes]
    middles = [(box[0] + box[2]) / 2 for box, _ in boxes]
    if max(rights) - min(rights) <= LEVEL * digit:
        return max(rights) - digit
    return max(middles) - digit / 2 if max(middles) - min(middles) <= LEVEL * digit else 0.0


def _filled(row: Placed) -> bool:
    return any(block.figure for _, _, block in row[1:])


def _closed(table: Found, place: float, across: Floats, down: Floats) -> bool:
    """Whether rules beside a table's rows show the paper right of a place."""
    _, top, _, bottom = around([block.box for block in table.blocks])
    level = (across[:, 0] > top - CLEAR) & (across[:, 0] < bottom + CLEAR) & (across[:, 2] > place + CLEAR)
    walls = (down[:, 1] < bottom) & (down[:, 2] > top) & (down[:, 0] > place)
    return bool(level.any() or walls.any())


def _last(table: Found) -> Iterator[tuple[int, Block]]:
    """The blocks that stand in the last column alone, with their rows."""
    for number, row in enumerate(table.rows):
        yield from ((number, block) for first, _, block in row if first == table.width - 1)


def _names_others(table: Found) -> bool:
    """Whether each other column of figures has a name of its own and figures."""
    first = table.width - len(table.bands)
    for column in range(first, table.width - 1):
        numbers = [
            n for n, row in enumerate(table.rows) for a, b, _ in row if a == column and b == column + 1
        ]
        if not any(n < table.names for n in numbers):
            return False
    return True


def _over_rules(table: Found, own: Sequence[Block], across: Floats, down: Floats) -> bool:
    """Whether the last column reaches over where rules across end, or has a wall at its left alone."""
    left, top, _, bottom = around([block.box for block in table.blocks])
    start, _, right, _ = around([block.box for block in own])
    beside = across[(across[:, 0] > top - CLEAR) & (across[:, 0] < bottom + CLEAR) & (across[:, 1] < right)]
    if len(beside) >= LEAST and beside[:, 2].max() < right - CLEAR:
        return True
    level = down[(down[:, 1] < bottom) & (down[:, 2] > top), 0]
    return bool((level < left).any() and (level < start).sum() >= LEAST and not (level > right - CLEAR).any())
