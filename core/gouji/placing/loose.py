"""Loose rows: the placements that keep the order of what is printed, and those that its types allow."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import combinations
from math import comb

from gouji.placing.grid_row import GridRow
from gouji.reading import BLANK, Placement, fits
from gouji.schema import Column

MOST_PLACEMENTS = 8192
"""Placements listed for one row: the widest block met (15 columns) has 6,435 ways to drop 8 blanks."""


def loose(row: GridRow, columns: Sequence[Column]) -> None:
    """Placements that keep only the order of what is printed: blanks left no trace, or slots are too many."""
    size, printed = len(columns), row.printed
    few, many = sorted((size, len(printed)))
    if len(printed) <= size:
        row.assumed = ("blanks dropped",) if len(printed) < size else ()
    else:
        row.assumed = ("surplus figures",)
        row.surplus = len(printed) - size
    if comb(many, few) > MOST_PLACEMENTS:
        row.placements = ()
    elif len(printed) > size:
        row.placements = tuple(combinations(printed, size))
    else:
        slots = (*printed, BLANK)
        row.placements = tuple(tuple([slots[n] for n in numbers]) for numbers in _gapped(size, few))


@lru_cache(maxsize=16)
def _gapped(size: int, count: int) -> tuple[tuple[int, ...], ...]:
    """For each way to leave columns out the number of each column's figure, -1 where it has none."""
    ways = combinations(range(size), count)
    return tuple(tuple(kept.index(k) if k in kept else -1 for k in range(size)) for kept in ways)


def typed(row: GridRow, columns: Sequence[Column]) -> tuple[Placement, ...]:
    """Without the placements that put a figure where its type cannot stand, if others are left.

    None is where the only one does so, and the figure's own column is another of the block.
    """
    kinds = {c.type: c for c in columns}
    if all(fits(slot, kind) for slot in row.slots for kind in kinds.values()):
        return row.placements  # of nearly every row, which may have hundreds
    fitting = tuple(p for p in row.placements if stands(row, p, columns))
    return fitting or (() if len(row.placements) == 1 and "signed" in kinds else row.placements)


def stands(row: GridRow, placement: Placement, columns: Sequence[Column]) -> bool:
    """Whether each figure of a placement may stand in its column."""
    return all(s < 0 or fits(row.slots[s], c) for s, c in zip(placement, columns, strict=True))
