"""A row alone: its placements under the equations within it.

Those over several rows are the solver's, who asks for these first.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gouji import numerals
from gouji.equation import Equation, Number
from gouji.reading import BLANK, Placement, Reading

AGREEING = 2
"""Equations with a figure other than 0 that must hold before one of too many figures is left out."""
FEW = 2
"""Figures less than columns that may as well be lost lines: who leaves cells blank leaves more of them."""


def narrowed(reading: Reading, equations: Sequence[Equation], *, dropped: bool) -> tuple[Reading, bool]:
    """A row's placements under its own equations; all of them, and False, where none satisfies them.

    A row whose figures are scattered over lines has no placement without an equation that proves it. Nor
    has one that stands on several lines and breaks its equations where the table drops its blanks: a page
    number may have come for a blank.
    """
    if not equations:
        return (reading.keep(()) if reading.scattered else reading), not reading.scattered
    if not reading.placements:
        return reading, False
    keys = reading.keys
    signed = [_coefficients(e, keys) for e in equations]
    numbers = [reading.number(s) for s in range(len(reading.slots))]
    good = tuple(p for p in reading.placements if all(_holds(p, line, numbers) for line in signed))
    if reading.guessed:
        kept = tuple(p for p in good if any(_moved(p, line, numbers) for line in signed))
        if not kept and not reading.scattered:
            kept = tuple(p for p in reading.placements if _only_totals(reading, p, equations, keys))
        return reading.keep(kept), bool(kept)
    if good and reading.surplus:
        return _removed(reading, good, signed, numbers), True
    if good:
        few = reading.spread and 0 < good[0].count(BLANK) <= FEW
        return reading.keep(_lacking(reading, signed, numbers) if few else good), True
    strange = reading.scattered or (dropped and reading.spread)
    return (reading.keep(()) if strange else reading), False


def _holds(placement: Sequence[int], line: Sequence[tuple[int, int]], numbers: Sequence[Number]) -> bool:
    """Whether an equation holds, a blank taken for 0."""
    return not sum(c * numbers[placement[k]] for k, c in line if placement[k] >= 0)


def _lacking(
    reading: Reading, signed: Sequence[Sequence[tuple[int, int]]], numbers: Sequence[Number]
) -> tuple[Placement, ...]:
    """The placements that hold where the blanks may be lines that the text has lost.

    The equations of a lost figure tell nothing: ``1 3 0 4`` of ``1 3 0 4 8`` adds up with a blank before the
    4. Those without one must hold.
    """
    return tuple(
        placement
        for placement in reading.placements
        for lost in [{k for k, slot in enumerate(placement) if slot == BLANK}]
        if all(_holds(placement, line, numbers) for line in signed if lost.isdisjoint(k for k, _ in line))
    )


def _only_totals(
    reading: Reading, placement: Placement, equations: Sequence[Equation], keys: Sequence[str]
) -> bool:
    """Whether each equation has its one-sided total printed and all its addends blank: nothing is refuted."""
    slots = dict(zip(keys, placement, strict=True))
    printed = {k for k, s in slots.items() if s >= 0 and reading.slots[s].kind != "blank"}
    return all(
        len(e.left) == 1 and e.left[0][1] in printed and not any(k in printed for _, k in e.right)
        for e in equations
    )


def _removed(
    reading: Reading,
    good: tuple[Placement, ...],
    signed: Sequence[Sequence[tuple[int, int]]],
    numbers: Sequence[Number],
) -> Reading:
    """A row with a figure too many, decided only if one is and several equations with figures agree on it.

    One sum is no proof here: a thousands comma taken for a separator splits addends and total alike.
    """
    proven = all(sum(_moved(p, line, numbers) for line in signed) >= AGREEING for p in good)
    return reading.keep(good) if reading.surplus == 1 and proven else reading


def are_halves(reading: Reading, equations: Sequence[Equation]) -> bool:
    """Whether the sums of an open row with one figure too many hold with two alike on two lines as one.

    Whichever figure is left out, one of the two stands in their column: ``3`` above ``3`` for ``33``.
    """
    figures = reading.figures
    excess = len(figures) - len(reading.columns)
    if not equations or len(reading.placements) == 1 or (reading.surplus, excess) != (1, 1):
        return False
    signed = [_coefficients(e, reading.keys) for e in equations]
    values = [f.numeral.value or 0 for f in figures]
    for i, (one, other) in enumerate(pairwise(figures)):
        if one.row != other.row and values[i] and values[i] == values[i + 1]:
            whole = numerals.read(one.text + other.text).value or 0
            joined = [*values[:i], whole, *values[i + 2 :]]
            if all(_holds(range(len(joined)), line, joined) for line in signed):
                return True
    return False


def _moved(placement: Placement, line: Sequence[tuple[int, int]], numbers: Sequence[Number]) -> bool:
    """Whether a figure other than 0 stands in an equation."""
    return any(placement[k] >= 0 and bool(numbers[placement[k]]) for k, _ in line)


def _coefficients(equation: Equation, keys: Sequence[str]) -> list[tuple[int, int]]:
    where = {k: i for i, k in enumerate(keys)}
    return [(where[k], c) for c, k in equation.left] + [(where[k], -c) for c, k in equation.right]
