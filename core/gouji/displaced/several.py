"""Several: neighbours that changed places more than once in the columns of the same sums.

Where each cell has a line of its own, two lines that change places exchange two neighbouring figures of a
row. One such exchange is told by the sums of its columns; of two or three in the same columns none mends
them alone. What tells is the fewest exchanges after which every sum that one of them touches holds; where
other ones would do as well, the figures of all are doubtful. And a row's own sum tells of its total whatever
else its columns lack.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from gouji.displaced import exchanged
from gouji.displaced.exchanged import Keys
from gouji.equation import Equation, Number
from gouji.keys import column_of, row_of
from gouji.reading import Reading
from gouji.report import STATED, Cell, Finding

MOST, MOST_SUMS = 3, 40
"""Exchanges that are sought together, for four of few rows mend nearly any two columns; sums that fail."""

MOST_ABLE = 160
"""Exchanges of which groups are sought; the largest form with sums has 147."""
SHOWN = 2
"""Exchanges that must be shown before neighbours that no sum tells from each other are doubted."""

Lacks = Mapping[int, Number]
"""By how much sums fail, by their number."""


class Exchange(NamedTuple):
    """Two neighbours of a row, and what their exchange adds to what sums lack."""

    keys: Keys
    changes: Lacks


class Found(NamedTuple):
    """Neighbours that may have changed places, and whether every sum that fails holds then."""

    keys: tuple[Keys, ...]
    mends_all: bool


Group = tuple[Exchange, ...]


def settle(
    cells: dict[str, Cell], readings: Iterable[Reading], equations: Sequence[Equation]
) -> Iterator[Finding]:
    """Open the cells that may have changed places, and say so."""
    lined = _lined(readings)
    stated = {k: c.value for k, c in cells.items() if c.status in STATED or c.status == "blank"}
    told = {**lined, **stated} if lined else {}
    values = {key: told[key] for key in cells if key in told}
    known = [keys for keys in pairs(values, equations, lined) if not stated.keys().isdisjoint(keys)]
    yield from exchanged.opened(cells, values, known, "with others exchanged, the sums hold")


def _lined(readings: Iterable[Reading]) -> dict[str, Number | None]:
    """The figures that have a line each; those of an open row as they are printed, if it is whole."""
    found: dict[str, Number | None] = {}
    for reading in readings:
        if _is_lined(reading):
            whole = len(reading.slots) == len(reading.columns)
            printed = reading.values(tuple(range(len(reading.slots)))) if whole else ()
            found |= reading.numbers or dict(zip(reading.keys, printed, strict=False))
    return found


def _is_lined(reading: Reading) -> bool:
    """Whether the figures of a row stand on several lines, in markup too."""
    if reading.spread or reading.strand is None:
        return reading.spread
    line_of = reading.strand.document.line_of
    return len({line_of(piece.spans[0][0]) for piece in reading.figures}) > 1


def pairs(
    values: Mapping[str, Number | None], equations: Iterable[Equation], lined: Collection[str]
) -> list[Keys]:
    """The neighbours among the keys of ``lined`` that may have changed places, in the form's order.

    ``values`` are in that order, None for a blank. One exchange that mends all is enough; where more are
    shown, two may stand behind what looks like one, and if together they mend all, neighbours that no sum
    tells from each other may have changed places too.
    """
    sums = exchanged.sums_of(values, equations)
    lacks = {n: s.lack for n, s in enumerate(sums) if s.lack}
    if not 0 < len(lacks) <= MOST_SUMS:
        return []
    weights = [s.weights for s in sums]
    figures = {k: v for k, v in values.items() if v is not None}
    found = _sought(figures, *_balanced(list(weights), lacks), lined)
    return list(found.keys if found.mends_all else _sought(figures, weights, lacks, lined).keys)


def _sought(
    figures: Mapping[str, Number],
    weights: Sequence[Mapping[str, int]],
    lacks: Lacks,
    lined: Collection[str],
) -> Found:
    """The neighbours whose exchanges mend what sums lack, in the fewest at once that do."""
    every = _exchanges(figures, weights, lined)
    able = [e for e in every if e.changes and lacks.keys() >= e.changes.keys()]
    single = {group[0].keys: group[0] for group in _groups(able, lacks, 1)}
    mended = {n for e in single.values() for n in e.changes}
    found = {*single, *(e.keys for e in able if _mends_its_row(e, weights, lacks))}
    if mended >= lacks.keys() and any(e.changes.keys() >= mended for e in single.values()):
        return Found(tuple(e.keys for e in every if e.keys in found), mends_all=True)
    shown = _apart((group,) for group in single.values())
    for count in range(2, MOST + 1 if len(able) <= MOST_ABLE else 2):
        groups = list(_groups(able, lacks, count))
        shown += count * _apart(groups, mended)
        found |= {e.keys for group in groups for e in group}
        mended |= {n for group in groups for e in group for n in e.changes}
        able = [e for e in able if mended.isdisjoint(e.changes)]
    mends_all = mended >= lacks.keys()
    blind = {e.keys for e in every if not e.changes} if mends_all and shown >= SHOWN else set()
    return Found(tuple(e.keys for e in every if e.keys in found | blind), mends_all)


def _apart(groups: Iterable[Group], known: Iterable[int] = ()) -> int:
    """How many of the groups change other sums than those before them."""
    seen, count = set(known), 0
    for group in groups:
        own = {n for e in group for n in e.changes}
        count += seen.isdisjoint(own)
        seen |= own
    return count


def _balanced(
    weights: list[Mapping[str, int]], lacks: Lacks
) -> tuple[list[Mapping[str, int]], dict[int, Number]]:
    """The sums, those of a table's columns added up from the first, where all together lack nothing.

    What one column has too much another has too little then, and an exchange of neighbours changes but one
    of the sums that are added up: that of the columns up to it.
    """
    kinds: dict[frozenset[tuple[str, int]], dict[str, int]] = defaultdict(dict)
    for n, own in enumerate(weights):
        columns = {column_of(key) for key in own}
        if len(columns) == 1:
            kinds[frozenset((row_of(key), count) for key, count in own.items())][columns.pop()] = n
    lacking = dict(lacks)
    for alike in kinds.values():
        if not sum(lacks.get(n, 0) for n in alike.values()):
            added: Counter[str] = Counter()
            lack: Number = 0
            for n in alike.values():
                added.update(weights[n])
                lack += lacking.pop(n, 0)
                weights[n] = dict(added)
                if lack:
                    lacking[n] = lack
    return weights, lacking


def _exchanges(
    figures: Mapping[str, Number], weights: Sequence[Mapping[str, int]], lined: Collection[str]
) -> list[Exchange]:
    """The exchanges of neighbours in a row, also of those that change no sum."""
    of: dict[str, list[int]] = defaultdict(list)
    for number, own in enumerate(weights):
        for key in own:
            of[key].append(number)
    found: list[Exchange] = []
    for pair in pairwise(figures):
        one, other = pair
        step = figures[other] - figures[one]
        if step and one in lined and other in lined and row_of(one) == row_of(other):
            counts = {n: weights[n].get(one, 0) - weights[n].get(other, 0) for n in (*of[one], *of[other])}
            found.append(Exchange(pair, {n: count * step for n, count in counts.items() if count}))
    return found


def _mends_its_row(exchange: Exchange, weights: Sequence[Mapping[str, int]], lacks: Lacks) -> bool:
    """Whether an exchange mends a sum within its row, and breaks no sum that holds."""
    row = row_of(exchange.keys[0])
    within = [n for n in exchange.changes if all(row_of(key) == row for key in weights[n])]
    mends = bool(within) and all(not lacks.get(n, 0) + exchange.changes[n] for n in within)
    return mends and exchange.changes.keys() <= lacks.keys()


def _groups(able: Sequence[Exchange], lacks: Lacks, count: int) -> Iterator[Group]:
    """The groups of so many exchanges after which every sum that they touch holds, none of them idle."""
    touching: dict[int, list[Exchange]] = defaultdict(list)
    exact: dict[tuple[int, Number], list[Exchange]] = defaultdict(list)
    for exchange in able:
        for n, change in exchange.changes.items():
            touching[n].append(exchange)
            exact[n, change].append(exchange)

    def grow(group: Group, rest: Lacks) -> Iterator[Group]:
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
