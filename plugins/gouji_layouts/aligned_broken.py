"""Broken figures: digits right above and below a row's line, as a column too narrow for them prints them.

A cell of two lines reaches half a line above and below a cell of one in the middle of the same row, so
that its digits have lines of their own. Whether they are one figure, the sums tell.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from gouji_layouts.aligned_blocks import Block
from gouji_layouts.aligned_lines import MEASURES, Line, Word
from gouji_layouts.aligned_row import Row, clear, overlap, stacked, under

HEAD = re.compile(r"[0-9０-９][0-9０-９,，]*")
"""What may begin a broken figure: digits, thousands parted."""
TAIL = re.compile(r"[0-9０-９,，]*[0-9０-９]")
"""What may end it."""
NEAR = 4
"""Lines on each side that show how wide a column is; bounds the work a line."""

Three = tuple[Line, Line, Line]
"""The lines of a row: digits, whole figures, and digits below the first."""


def joined(text: str, block: Block, found: Sequence[Row]) -> list[Row]:
    """The rows, those put together that print one row whose figures are broken around its line."""
    figures = block.figures
    numbers = [number for number, row in enumerate(found) for _ in row.lines]
    whole: dict[int, tuple[int, Row]] = {}
    for at, three in enumerate(zip(figures, figures[1:], figures[2:], strict=False)):
        first, last = numbers[at], numbers[at + 2] + 1
        own = found[first:last]
        if sum(len(row.lines) for row in own) != len(three) or not _is_one(own, three):
            continue
        above, below = figures[max(0, at - NEAR) : at], figures[at + len(three) : at + len(three) + NEAR]
        near = [*below, *reversed(above)]
        values = _values(text, three, near) if _fill(three[0], near) else None
        if values:
            listed = own[-1].listed
            whole[first] = last, Row(own[0].first, own[-1].last, list(three), values, listed=listed)
    return list(_with(found, whole))


def _with(found: Sequence[Row], whole: Mapping[int, tuple[int, Row]]) -> Iterator[Row]:
    """The rows, with others in place of some."""
    number = 0
    while number < len(found):
        number, row = whole.get(number, (number + 1, found[number]))
        yield row


def _is_one(own: Sequence[Row], three: Three) -> bool:
    """Whether the lines may be one row: at most the one in the middle has a label, or all are one item's."""
    above, _, below = three
    return not (above.names or below.names) or (len(own) == 1 and own[0].listed)


def _fill(above: Line, near: Sequence[Line]) -> bool:
    """Whether no figure of its column near by is longer than any of a line's digits."""
    return all(
        own.end - own.start <= word.end - word.start
        for word in above.values
        for line in near
        for own in under(line.values, word, 0)
    )


def _values(text: str, three: Three, near: Sequence[Line]) -> tuple[Word, ...] | None:
    """The row's values from left to right; None where digits have no others below them, or whole figures."""
    above, middle, below = three
    if len(above.values) != len(below.values):
        return None
    pairs = list(zip(above.values, below.values, strict=True))
    if not all(stacked(a, b) and _goes_on(text, a, b) for a, b in pairs):
        return None
    return _in_order([*middle.values, *(_both(a, b) for a, b in pairs)], near)


def _in_order(values: Sequence[Word], near: Sequence[Line]) -> tuple[Word, ...] | None:
    """The values from left to right in the measures in which they lie clear of each other, if those agree.

    In a measure that is the print's, what is broken stands in the column that it has in the next whole line.
    """
    whole = [line.values for line in near if len(line.values) == len(values)][:1]
    orders: set[tuple[Word, ...]] = set()
    for unit in range(MEASURES):
        order = tuple(sorted(values, key=lambda w: w.places[unit]))
        pairs = ((w, line[n]) for line in whole for n, w in enumerate(order) if w.rest)
        if clear(values, unit) and all(overlap(a, b, unit) for a, b in pairs):
            orders.add(order)
    return orders.pop() if len(orders) == 1 else None


def _goes_on(text: str, above: Word, below: Word) -> bool:
    """Whether digits may be the rest of those above, which fill their column."""
    head, tail = text[slice(*above.span)], text[slice(*below.span)]
    whole = HEAD.fullmatch(head) and TAIL.fullmatch(tail)
    return bool(whole) and head != "0" and len(tail) <= len(head)


def _both(above: Word, below: Word) -> Word:
    """Digits and their rest as one word, as wide as both."""
    a, b, c = ((min(p[0], q[0]), max(p[1], q[1])) for p, q in zip(above.places, below.places, strict=True))
    return above._replace(places=(a, b, c), broken=False, rest=below.span)
