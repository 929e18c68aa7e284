"""Untotalled: rows that leave their total blank while their last figure may be it.

A cell that is lost moves what stands right of it by one, and the total to where the last part of its sum
stands. What tells is that the last figure is as much as all others together, or more; of a 0 that says
something only where lines are counted as cells. An author who leaves totals blank shows that elsewhere, by a
row whose last figure is less than the others. A sum down its column that holds with it keeps it there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from gouji.equation import Equation
from gouji.reading import Reading

FEW = 3
"""Sums with a total in print, for each without, which show that totals were meant to be printed."""

Number = int | Decimal


def rows(readings: Sequence[Reading], equations: Sequence[Equation]) -> set[int]:
    """The places of the rows whose figures may stand a column off, their total in the place of a part."""
    own = {i: r for i, r in enumerate(readings) if len(r.placements) == 1}
    sums = [(i, total, parts) for i, r in own.items() for total, parts in _sums(r, equations)]
    lacking = [(i, parts) for i, total, parts in sums if total is None and parts]
    printed = sum(total is not None for _, total, _ in sums)
    ended = [(i, parts) for i, parts in lacking if 2 * parts[-1] >= sum(parts)]
    told = any(sum(map(bool, parts)) > 1 for _, parts in ended) and len(ended) == len(lacking)
    if not told and printed < FEW * len(lacking):
        return set()
    doubtful = {i for i, parts in ended if parts[-1] or "blank lines" in own[i].assumed}
    return doubtful - _kept(own, doubtful, equations)


def _kept(own: Mapping[int, Reading], doubtful: set[int], equations: Sequence[Equation]) -> set[int]:
    """The doubtful rows whose last figure a sum over several rows bears out."""
    row_of = {key: i for i, reading in own.items() for key in reading.keys}
    values: dict[str, Number] = {}
    for reading in own.values():
        pairs = zip(reading.keys, reading.values(reading.placements[0]), strict=True)
        values.update((key, value or 0) for key, value in pairs)
    judged = (e for e in equations if e.places and all(key in row_of for key in e.keys))
    across = (e for e in judged if len({row_of[key] for key in e.keys}) > 1)
    held = {key for e in across if _holds(e, values) for key in e.keys}
    last = {i: [key for key in own[i].keys if values[key]][-1:] for i in doubtful}
    return {i for i, keys in last.items() if held.intersection(keys)}


def _holds(equation: Equation, values: Mapping[str, Number]) -> bool:
    left, right = equation.sides(values)
    return left == right


def _sums(reading: Reading, equations: Sequence[Equation]) -> Iterator[tuple[Number | None, list[Number]]]:
    """The total of each sum within a row, None for a blank one, and the parts of it that are printed."""
    keys = reading.keys
    values = dict(zip(keys, reading.values(reading.placements[0]), strict=True))
    for equation in equations:
        if equation.places and len(equation.left) == 1 and values.keys() >= set(equation.keys):
            added = {key for _, key in equation.right}
            parts = [value for key in keys if key in added and (value := values[key]) is not None]
            yield values[equation.left[0][1]], parts
