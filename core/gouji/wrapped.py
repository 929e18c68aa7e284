"""Wrapped figures: a row that breaks its own sum beside a figure that no row claims.

A narrow column breaks ``1284`` into ``1`` and ``284`` on two lines. Each half looks like a figure; the row's
own equation and the half left over give it away, and the row is left open.
"""

from __future__ import annotations

from collections.abc import Sequence

from gouji.equation import Equation
from gouji.reading import Reading


def doubt(readings: Sequence[Reading], equations: Sequence[Equation]) -> list[Reading]:
    """The readings, those left open whose equation fails while a figure beside them is left over."""
    used = {s for r in readings for p in r.slots for s in p.spans}
    return [
        r.keep(()) if len(r.placements) == 1 and _beside(r, used) and _fails(r, equations) else r
        for r in readings
    ]


def _beside(reading: Reading, used: set[tuple[int, int]]) -> bool:
    """Whether a figure that no row uses stands in the physical row above or below a row's figures."""
    strand = reading.strand
    figures = reading.figures
    if strand is None or not figures:
        return False
    first, last = min(p.row for p in figures), max(p.row for p in figures)
    near = (n for n in (first - 1, last + 1) if 0 <= n < len(strand.rows))
    return any(
        p.kind == "figure" and not used.intersection(p.spans)
        for n in near
        for p in strand.pieces[slice(*strand.rows[n])]
    )


def _fails(reading: Reading, equations: Sequence[Equation]) -> bool:
    """Whether an equation over the row alone does not hold."""
    keys = [reading.key(c) for c in range(len(reading.columns))]
    numbers = dict(zip(keys, reading.values(reading.placements[0]), strict=True))
    values = {k: v for k, v in numbers.items() if v is not None}
    own = (e for e in equations if e.places and numbers.keys() >= set(e.keys))
    return any(left != right for left, right in (e.sides(values) for e in own))
