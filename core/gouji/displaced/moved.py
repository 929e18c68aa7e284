"""Moved: rows that fail as printed while their figures may stand in other columns.

Cells move where blanks leave no trace, where a page sets its columns anew, and where a header in an order of
its own has lost a cell. A row whose sums hold is none of these.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import combinations
from math import comb

from gouji import row_sums
from gouji.reading import Reading
from gouji.row_sums import RowSum

WITNESSES = 1
"""Equations with figures that a moved row must keep."""
MOST_SHIFTS = 512
"""Ways to move a row's figures that are tried; a row of seven has 35."""
SEVERAL = 2
"""Sums of one row that fail together where its figures have moved."""


def rows(readings: Sequence[Reading], sums: Sequence[Sequence[RowSum]]) -> set[int]:
    """The places of the rows of which one of the ``sums`` fails and whose figures may have moved."""
    found: set[int] = set()
    for i, (reading, own) in enumerate(zip(readings, sums, strict=True)):
        failing = sum(not s.holds for s in own)
        if failing and (is_reordered(reading) or _is_shifted(reading, failing) or _fits_moved(reading, own)):
            found.add(i)
    return found


def is_reordered(reading: Reading) -> bool:
    """Whether a row's figures are read in another order than the form's, as its header has it."""
    slots = [s for s in reading.placements[0] if s >= 0] if len(reading.placements) == 1 else []
    return slots != sorted(slots)


def _is_shifted(reading: Reading, failing: int) -> bool:
    """Whether several sums of a grid's row with blanks fail."""
    return reading.grid and failing >= SEVERAL and len(reading.figures) < len(reading.columns)


def _fits_moved(reading: Reading, sums: Sequence[RowSum]) -> bool:
    """Whether a grid's row would keep all its equations with its figures moved over its blanks."""
    keys, size = reading.keys, len(reading.columns)
    printed = [s for s in reading.placements[0] if s >= 0 and reading.slots[s].kind == "figure"]
    if not reading.grid or len(printed) in (0, size) or comb(size, len(printed)) > MOST_SHIFTS:
        return False
    numbers = [reading.value(slot) or 0 for slot in printed]
    own = [s.equation for s in sums]
    for kept in combinations(keys, len(printed)):
        tried = row_sums.of({**dict.fromkeys(keys), **dict(zip(kept, numbers, strict=True))}, own)
        if all(s.holds for s in tried) and sum(s.tells for s in tried) >= WITNESSES:
            return True
    return False
