"""Untotalled: rows that leave their total blank while their last figure may be it.

A cell that is lost moves what stands right of it by one, and the total to where the last part of its sum
stands. What tells is that the last figure is as much as all others together, or more; of a 0 that says
something only where lines are counted as cells. An author who leaves totals blank shows that elsewhere, by a
row whose last figure is less than the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    return {i for i, parts in ended if parts[-1] or "blank lines" in own[i].assumed}


def _sums(reading: Reading, equations: Sequence[Equation]) -> Iterator[tuple[Number | None, list[Number]]]:
    """The total of each sum within a row, None for a blank one, and the parts of it that are printed."""
    keys = [reading.key(c) for c in range(len(reading.columns))]
    values = dict(zip(keys, reading.values(reading.placements[0]), strict=True))
    for equation in equations:
        if equation.places and len(equation.left) == 1 and values.keys() >= set(equation.keys):
            added = {key for _, key in equation.right}
            parts = [value for key in keys if key in added and (value := values[key]) is not None]
            yield values[equation.left[0][1]], parts
