"""Untotalled: rows that leave their total blank while their last figure may be it.

A cell that is lost moves what stands right of it by one, and the total to where the last part of its sum
stands. What tells is that the last figure is as much as all others together, or more; of a 0 that says
something only where lines are counted as cells. An author who leaves totals blank shows that elsewhere, by a
row whose last figure is less than the others. A sum down its column that holds with it keeps it there.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from gouji.equation import Equation, Number
from gouji.reading import Reading
from gouji.row_sums import RowSum

FEW = 3
"""Sums with a total in print, for each without, which show that totals were meant to be printed."""


def rows(
    readings: Sequence[Reading], sums: Sequence[Sequence[RowSum]], equations: Sequence[Equation]
) -> set[int]:
    """The places of the rows whose figures may stand a column off, their total in the place of a part.

    ``sums`` are those of each row.
    """
    own = {i: r for i, r in enumerate(readings) if len(r.placements) == 1}
    totals = [(i, s) for i in own for s in sums[i] if s.has_total]
    blank = [(i, [part for part in s.parts if part is not None]) for i, s in totals if s.total is None]
    lacking = [(i, parts) for i, parts in blank if parts]
    printed = sum(s.total is not None for _, s in totals)
    ended = [(i, parts) for i, parts in lacking if 2 * parts[-1] >= sum(parts)]
    told = any(sum(map(bool, parts)) > 1 for _, parts in ended) and len(ended) == len(lacking)
    if not told and printed < FEW * len(lacking):
        return set()
    doubtful = {i for i, parts in ended if parts[-1] or "blank lines" in own[i].assumed}
    return doubtful - _kept(own, doubtful, equations)


def _kept(own: Mapping[int, Reading], doubtful: set[int], equations: Sequence[Equation]) -> set[int]:
    """The doubtful rows whose last figure a sum over several rows bears out."""
    row_of = {key: i for i, reading in own.items() for key in reading.keys}
    values: dict[str, Number] = {key: value or 0 for r in own.values() for key, value in r.numbers.items()}
    judged = (e for e in equations if e.places and all(key in row_of for key in e.keys))
    across = (e for e in judged if len({row_of[key] for key in e.keys}) > 1)
    held = {key for e in across if len({*e.sides(values)}) == 1 for key in e.keys}
    last = {i: [key for key in own[i].keys if values[key]][-1:] for i in doubtful}
    return {i for i, keys in last.items() if held.intersection(keys)}
