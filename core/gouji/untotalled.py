"""Untotalled: rows that leave their total blank while their last figure may be it.

A cell that is lost moves what stands right of it by one, and the total to where the last part of its sum
stands. What tells is that the last figure is as much as all others together, or more;
a 0 says nothing. A form's author who
leaves totals blank shows that elsewhere: by a row whose last figure is less than the others.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.equation import Equation
from gouji.reading import Reading

Number = int | Decimal

FEW = 3
"""Rows that print their total, for each that does not, which show that it was meant to be printed."""


def rows(readings: Sequence[Reading], equations: Sequence[Equation]) -> set[int]:
    """The places of the rows whose figures may stand a column off, their total in the place of a part."""
    lacking: dict[int, list[Number]] = {}
    filled = 0
    for i, reading in enumerate(readings):
        if len(reading.placements) == 1:
            for total, parts in _sums(reading, equations):
                filled += total is not None
                if total is None and parts:
                    lacking[i] = parts
    moved = {i for i, parts in lacking.items() if parts[-1] and 2 * parts[-1] >= sum(parts)}
    meant = filled >= FEW * len(lacking) or any(len([p for p in lacking[i] if p]) > 1 for i in moved)
    return moved if meant and (filled or moved == set(lacking)) else set()


def _sums(reading: Reading, equations: Sequence[Equation]) -> Iterator[tuple[Number | None, list[Number]]]:
    """The total of each sum within a row, None for a blank one, and the figures of its parts in print."""
    keys = [reading.key(c) for c in range(len(reading.columns))]
    values = dict(zip(keys, reading.values(reading.placements[0]), strict=True))
    for equation in equations:
        if equation.places and len(equation.left) == 1 and values.keys() >= set(equation.keys):
            parts = [v for key in keys if key in {k for _, k in equation.right} and (v := values[key]) is not None]
            yield values[equation.left[0][1]], parts
