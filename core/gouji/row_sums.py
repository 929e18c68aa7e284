"""Row sums: the equations within one printed row, as the figures in it fill them.

Only equations that may place figures are asked, and a blank counts as 0 in each. What is asked of one
differs: whether it fails, also where its total is left blank beside parts; whether it bears the figures out,
which takes a total in print and a figure other than 0; and what its total and its parts are, blanks told
from 0.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from gouji.equation import Equation, Number

Printed = Mapping[str, Number | None]
"""The figures of a row by their keys, in the form's order; None for a blank."""


class RowSum(NamedTuple):
    """An equation over keys of one row: what its sides add up to, a blank taken for 0."""

    equation: Equation
    printed: Printed
    left: Number
    right: Number

    @property
    def holds(self) -> bool:
        """Whether both sides are alike, those of blanks alone too."""
        return self.left == self.right

    @property
    def tells(self) -> bool:
        """Whether a side is more than 0: zeros and blanks fit in any order."""
        return bool(self.left or self.right)

    @property
    def is_totalled(self) -> bool:
        """Whether anything is printed for its left side."""
        return any(self.printed[key] is not None for _, key in self.equation.left)

    @property
    def has_total(self) -> bool:
        """Whether its left side is one figure."""
        return len(self.equation.left) == 1

    @property
    def total(self) -> Number | None:
        """The first figure of its left side, None for a blank."""
        return self.printed[self.equation.left[0][1]]

    @property
    def parts(self) -> list[Number | None]:
        """The figures of its right side in the row's order, None for a blank."""
        added = {key for _, key in self.equation.right}
        return [value for key, value in self.printed.items() if key in added]


def of(printed: Printed, equations: Iterable[Equation]) -> list[RowSum]:
    """The sums within a row."""
    figures = {key: value for key, value in printed.items() if value is not None}
    own = set(printed)
    within = (e for e in equations if e.places and own.issuperset(e.keys))
    return [RowSum(e, printed, *e.sides(figures)) for e in within]
