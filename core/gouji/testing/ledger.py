"""The ledger: figures that are not decided yet, and what the equations say about them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor

from gouji.equation import Equation, Term
from gouji.schema import Schema, ValueType

Number = int | Decimal
Range = tuple[Number | None, Number | None]
"""The least and the greatest that a figure or a sum may be; None is an open end."""
NOTHING_KNOWN: Range = (None, None)

ROUNDS = 100
"""How often each equation may be looked at after one draw: intervals could narrow without end."""


class ContradictionError(Exception):
    """The figures drawn so far leave no room for another."""


class Ledger:
    """What each figure may still be, as a closed interval that the equations narrow.

    A key is decided when its interval holds one figure; an end None is open. Keys are drawn one by one,
    each within what the equations leave it, so that sums that come last are decided by then.
    """

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.equations = [_zero_form(e) for e in schema.equations if e.places]
        self.low: dict[str, Number | None] = {
            key: None if schema.columns[key].type == "signed" else 0 for key in schema.keys
        }
        self.high: dict[str, Number | None] = dict.fromkeys(schema.keys)
        self.uses: dict[str, list[int]] = {key: [] for key in schema.keys}
        for number, terms in enumerate(self.equations):
            for key in terms:
                self.uses[key].append(number)

    def complete(self, order: Iterable[str], draw: Callable[[str], Number]) -> dict[str, Number]:
        """Decide every key in this order; raises ContradictionError where draws rule each other out."""
        self._propagate(list(range(len(self.equations))))
        for key in order:
            value = self._within(key, draw(key))
            self._propagate(self._narrow(key, value, value))
        return {key: low for key in self.schema.keys if (low := self.low[key]) is not None}

    def _within(self, key: str, value: Number) -> Number:
        low, high = self.low[key], self.high[key]
        if low is not None and value < low:
            return low
        return high if high is not None and value > high else value

    def _narrow(self, key: str, low: Number | None, high: Number | None) -> list[int]:
        """Cut an interval to another; the equations to look at again."""
        old = self.low[key], self.high[key]
        if low is not None:
            self.low[key] = low if old[0] is None else max(old[0], low)
        if high is not None:
            self.high[key] = high if old[1] is None else min(old[1], high)
        new = self.low[key], self.high[key]
        if new[0] is not None and new[1] is not None and new[0] > new[1]:
            raise ContradictionError
        return self.uses[key] if new != old else []

    def _propagate(self, numbers: list[int]) -> None:
        waiting = dict.fromkeys(numbers)
        for _ in range(ROUNDS * len(self.equations) + 1):
            if not waiting:
                return
            number = next(iter(waiting))
            del waiting[number]
            waiting.update(dict.fromkeys(self._look(self.equations[number])))
        raise ContradictionError

    def _look(self, terms: Mapping[str, int]) -> list[int]:
        """Narrow each key of an equation to what the others leave it; the equations to look at again."""
        again: list[int] = []
        ranges = [self._range(key, factor) for key, factor in terms.items()]
        sums = [_Sum([own[side] for own in ranges]) for side in (0, 1)]
        if all(one.open > 1 for one in sums):
            return again
        for (key, factor), (least, most) in zip(terms.items(), ranges, strict=True):
            others = sums[0].without(least), sums[1].without(most)
            if others != NOTHING_KNOWN:
                again += self._narrow(key, *self._room(others, key, factor))
        return again

    def _room(self, others: Range, key: str, factor: int) -> Range:
        """The interval that the other terms of an equation leave to one of its keys."""
        least, most = others
        low, high = _negative(most), _negative(least)
        if factor < 0:
            low, high, factor = least, most, -factor
        kind = self.schema.columns[key].type
        return _share(low, factor, kind, ceil), _share(high, factor, kind, floor)

    def _range(self, key: str, factor: int) -> Range:
        """The least and the greatest value of a term."""
        low, high = self.low[key], self.high[key]
        least, most = (low, high) if factor > 0 else (high, low)
        return None if least is None else factor * least, None if most is None else factor * most


class _Sum:
    """The sum of one end of some terms: of those that are known, and how many are open."""

    def __init__(self, ends: Sequence[Number | None]) -> None:
        known = [end for end in ends if end is not None]
        self.known, self.open = sum(known), len(ends) - len(known)

    def without(self, end: Number | None) -> Number | None:
        """The sum of all ends but one, None where another is open."""
        if end is None:
            return None if self.open > 1 else self.known
        return None if self.open else self.known - end


def _zero_form(equation: Equation) -> dict[str, int]:
    """The equation as coefficients whose sum over the figures is 0."""
    terms: dict[str, int] = {}
    signed: Iterable[tuple[int, Term]] = [(1, t) for t in equation.left] + [(-1, t) for t in equation.right]
    for sign, (coefficient, key) in signed:
        terms[key] = terms.get(key, 0) + sign * coefficient
    return {key: c for key, c in terms.items() if c}


def _share(
    end: Number | None, factor: int, kind: ValueType, whole: Callable[[Fraction], int]
) -> Number | None:
    """An end of an interval divided by a factor, as a figure that a column of that kind can hold."""
    if end is None or (factor == 1 and isinstance(end, int)):
        return end
    exact = Fraction(end) / factor
    return Decimal(exact.numerator) / exact.denominator if kind == "money" else whole(exact)


def _negative(end: Number | None) -> Number | None:
    return None if end is None else -end
