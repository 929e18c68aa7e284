"""Several: neighbours that changed places more than once in the columns of the same sums.

Where each cell has a line of its own, two lines that change places exchange two neighbouring figures of a row.
One such exchange is told by the sums of its columns; of two or three in the same columns none mends them
alone. What tells is the fewest exchanges after which every sum that one of them touches holds; where other
ones would do as well, the figures of all are doubtful. And a row's own sum tells of its total whatever else
its columns lack.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from gouji.equation import Number

MOST = 3
"""Exchanges that are sought together; four of few rows mend nearly any two columns."""

Keys = tuple[str, ...]
Lacks = Mapping[int, Number]
"""By how much sums fail, by their number."""


class Exchange(NamedTuple):
    """Two neighbours of a row, and what their exchange adds to what sums lack."""

    keys: Keys
    changes: Lacks


def pairs(
    figures: Mapping[str, Number],
    weights: Sequence[Mapping[str, int]],
    lacks: Lacks,
    lined: Collection[str],
) -> list[Keys]:
    """The neighbours that may have changed places, in the form's order.

    ``figures`` are in the form's order, ``weights`` say of each sum how often it counts a key, ``lacks`` are
    those that fail, and ``lined`` the keys of figures that stand a line each.
    """
    left = dict(lacks)
    every = _exchanges(figures, weights, lined) if left else []
    found = {e.keys for e in every if _mends_its_row(e, weights, left)}
    for count in range(1, MOST + 1):
        able = [e for e in every if left.keys() >= e.changes.keys()]
        told = [e for group in _groups(able, left, count) for e in group]
        found |= {e.keys for e in told}
        left = {n: lack for n, lack in left.items() if not any(n in e.changes for e in told)}
    return [e.keys for e in every if e.keys in found]


def _exchanges(
    figures: Mapping[str, Number], weights: Sequence[Mapping[str, int]], lined: Collection[str]
) -> list[Exchange]:
    """The exchanges of neighbours in a row that change a sum."""
    of: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(weights):
        for key in own:
            of[key].append(number)
    found: list[Exchange] = []
    for pair in pairwise(figures):
        one, other = pair
        step = figures[other] - figures[one]
        if step and one in lined and other in lined and _row(one) == _row(other):
            counts = {n: weights[n].get(one, 0) - weights[n].get(other, 0) for n in (*of[one], *of[other])}
            found.append(Exchange(pair, {n: count * step for n, count in counts.items() if count}))
    return [e for e in found if e.changes]


def _mends_its_row(exchange: Exchange, weights: Sequence[Mapping[str, int]], lacks: Lacks) -> bool:
    """Whether an exchange mends a sum within its row, and breaks no sum that holds."""
    row = _row(exchange.keys[0])
    within = [n for n in exchange.changes if all(_row(key) == row for key in weights[n])]
    mends = bool(within) and all(not lacks.get(n, 0) + exchange.changes[n] for n in within)
    return mends and exchange.changes.keys() <= lacks.keys()


def _groups(able: Sequence[Exchange], lacks: Lacks, count: int) -> Iterator[tuple[Exchange, ...]]:
    """The groups of so many exchanges after which every sum that they touch holds, none of them idle."""
    touching: dict[int, list[Exchange]] = defaultdict(list)
    exact: dict[tuple[int, Number], list[Exchange]] = defaultdict(list)
    for exchange in able:
        for n, change in exchange.changes.items():
            touching[n].append(exchange)
            exact[n, change].append(exchange)

    def grow(group: tuple[Exchange, ...], rest: Lacks) -> Iterator[tuple[Exchange, ...]]:
        open_sum = next((n for n, lack in rest.items() if lack), None)
        missing = count - len(group)
        if open_sum is None or not missing:
            if open_sum is None and not missing:
                yield group
            return
        fitting = exact[open_sum, -rest[open_sum]] if missing == 1 else touching[open_sum]
        for more in fitting:
            if not any(set(more.keys) & set(e.keys) for e in group):
                yield from grow((*group, more), _after(more, rest, lacks))

    for first in able:
        yield from grow((first,), _after(first, {}, lacks))


def _after(exchange: Exchange, rest: Lacks, lacks: Lacks) -> dict[int, Number]:
    """What the sums touched so far lack after one exchange more."""
    return {**rest, **{n: rest.get(n, lacks[n]) + change for n, change in exchange.changes.items()}}


def _row(key: str) -> str:
    return key.rpartition("/")[0]
