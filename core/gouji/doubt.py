"""Doubt: rows whose figures may not be the row's own, because its equation fails where the print is weak.

A narrow column breaks ``1284`` into ``1`` and ``284`` on two lines. Each half looks like a figure; the row's
own equation and the half left over give it away. And where each figure stands on a line of its own, only the
order of the lines says which row it is: if its sum fails too, it may be another row's. Such rows are open.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from decimal import Decimal
from itertools import combinations
from math import comb

from gouji import astray, untotalled
from gouji.equation import Equation
from gouji.reading import Reading

PIECE = re.compile(r"[\d,.，．]*\d[\d,.，．]*")
"""A figure's half that is no figure: ``91,2``."""
FRACTION = re.compile(r"[.．,，]\d+")
"""A figure's end that a narrow column broke off."""
BROKEN, SHARE = 3, 0.75
"""Equations over several rows that fail with a row's own, and their share of those over the row: its figures
are cut then, or another's."""
DISORDER, LOST = 2, 2
"""Failures, and the share of the rows with figures (one in so many), that show an order that is lost."""


WITNESSES = 1
"""Equations with figures that a moved row must keep."""
MOST_SHIFTS = 512
"""Ways to move a row's figures that are tried; a row of seven has 35."""


def doubt(readings: Sequence[Reading], equations: Sequence[Equation]) -> list[Reading]:
    """The readings, those left open whose equation fails where the print is weak.

    A row with a figure a line is weak where other rows of the table have figures too few or too many. If many
    such rows fail, the order of the lines is lost, and none of them is believed. Nor is a row that fails
    beside one with figures too many, some of which may be its own, or with which columns fail too; nor one
    that is read in an order of its header's own.
    """
    used = {s for r in readings for p in r.slots for s in p.spans}
    failed = [_failed(r, equations) if len(r.placements) == 1 else 0 for r in readings]
    figured = [bool(n) for r, n in zip(readings, failed, strict=True) if r.spread and any(_numbers(r))]
    lost = sum(figured) >= DISORDER and LOST * sum(figured) > len(figured)
    ragged = any(not r.grid and (r.dropped or r.surplus) for r in readings)

    def weak(reading: Reading, count: int) -> bool:
        if reading.spread and (lost or (count and ragged) or count >= DISORDER):
            return True
        if count and ragged and not reading.grid and _outgrown(reading, equations):
            return True
        return _beside(reading, used, FRACTION) or (bool(count) and _beside(reading, used, PIECE))

    shifted = [bool(n) and _shifted(r, equations) for r, n in zip(readings, failed, strict=True)]
    heaped = [any(r.surplus and not r.grid for r in near) for near in _neighbours(readings)]
    refuted = _refuted(readings, equations) if any(failed) else set()
    moved = astray.rows(readings, equations) | untotalled.rows(readings, equations)
    failing = {
        i
        for i, (r, n) in enumerate(zip(readings, failed, strict=True))
        if n
        and (astray.reordered(r) or i in refuted or (not r.grid and heaped[i]) or astray.is_shifted(r, n))
    }
    return [
        r.keep(()) if weak(r, n) or shifted[i] or i in moved | failing else r
        for i, (r, n) in enumerate(zip(readings, failed, strict=True))
    ]


def _shifted(reading: Reading, equations: Sequence[Equation]) -> bool:
    """Whether a row that breaks its equations would keep all of them with its figures moved over its blanks.

    Cells move where blanks leave no trace, and where a page sets its columns anew.
    """
    size = len(reading.columns)
    printed = [s for s in reading.placements[0] if s >= 0 and reading.slots[s].kind == "figure"]
    if not reading.grid or len(printed) in (0, size) or comb(size, len(printed)) > MOST_SHIFTS:
        return False
    keys = reading.keys
    own = [e for e in equations if e.places and set(keys) >= set(e.keys)]
    numbers = [reading.value(s) or 0 for s in printed]
    for kept in combinations(range(size), len(printed)):
        values = {keys[c]: n for c, n in zip(kept, numbers, strict=True)}
        sides = [e.sides(values) for e in own]
        if all(left == right for left, right in sides) and sum(bool(left) for left, _ in sides) >= WITNESSES:
            return True
    return False


def _refuted(readings: Sequence[Reading], equations: Sequence[Equation]) -> set[int]:
    """The rows that are part of so many failing equations over several rows."""
    values: dict[str, int | Decimal] = {}
    place: dict[str, int] = {}
    for i, reading in enumerate(readings):
        if len(reading.placements) == 1:
            for c, v in enumerate(reading.values(reading.placements[0])):
                place[reading.key(c)] = i
                values[reading.key(c)] = v or 0
    counts: Counter[int] = Counter()
    judged: Counter[int] = Counter()
    for equation in equations:
        if equation.places and all(k in place for k in equation.keys):
            rows = {place[k] for k in equation.keys}
            left, right = equation.sides(values)
            judged.update(rows if len(rows) > 1 and (left or right) else ())
            counts.update(rows if len(rows) > 1 and left != right else ())
    return {i for i, n in counts.items() if n >= BROKEN and n >= SHARE * judged[i]}


def _neighbours(readings: Sequence[Reading]) -> list[Sequence[Reading]]:
    """The readings before and after each."""
    return [(*readings[max(0, i - 1) : i], *readings[i + 1 : i + 2]) for i in range(len(readings))]


def _numbers(reading: Reading) -> list[int | Decimal]:
    """The figures of a row other than 0, with which its equation says something."""
    return [p.numeral.value for p in reading.figures if p.numeral.value]


def _beside(reading: Reading, used: set[tuple[int, int]], form: re.Pattern[str]) -> bool:
    """Whether a figure or a piece of one that no row uses stands right above or below a row's figures."""
    strand = reading.strand
    figures = reading.figures
    if strand is None or not figures:
        return False
    first, last = min(p.row for p in figures), max(p.row for p in figures)
    near = (n for n in (first - 1, last + 1) if 0 <= n < len(strand.rows))
    return any(
        ((p.kind == "figure" and form is PIECE) or (not reading.grid and form.fullmatch(p.text)))
        and not used.intersection(p.spans)
        for n in near
        for p in strand.pieces[slice(*strand.rows[n])]
    )


def _outgrown(reading: Reading, equations: Sequence[Equation]) -> bool:
    """Whether a part of a sum is more than its total: these figures are not the row's, or not all of them."""
    keys = reading.keys
    values = dict(zip(keys, reading.values(reading.placements[0]), strict=True))
    for equation in equations:
        if equation.places and values.keys() >= set(equation.keys) and len(equation.left) == 1:
            total = values[equation.left[0][1]]
            if total and any((values[key] or 0) > total for _, key in equation.right):
                return True
    return False


def _failed(reading: Reading, equations: Sequence[Equation]) -> int:
    """How many equations over the row alone do not hold."""
    keys = reading.keys
    numbers = dict(zip(keys, reading.values(reading.placements[0]), strict=True))
    values = {k: v for k, v in numbers.items() if v is not None}
    own = (e for e in equations if e.places and numbers.keys() >= set(e.keys))
    return sum(left != right for left, right in (e.sides(values) for e in own))
