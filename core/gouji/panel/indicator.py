"""Indicators: shares and amounts over the figures of one year, by the formulas of the schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from gouji.equation import Term
from gouji.panel.series import Entry
from gouji.report import Value
from gouji.schema import Indicator

SHARE_DIGITS = 6
"""Decimals of a share as it is written: a report has at most some hundred thousand requests."""


@dataclass(frozen=True, slots=True)
class Share:
    """An indicator of one agency in one year.

    ``value`` is exact, and None where a part is unknown or the denominator is 0; ``missing`` names the keys
    that are not known, ``corrected`` those that a person gave. A blank is no 0: it is missing.
    """

    unit: str
    agency: str
    year: int
    indicator: str
    value: Fraction | None
    numerator: Value
    denominator: Value
    missing: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()

    @property
    def decimal(self) -> Decimal | None:
        """The value rounded half even to SHARE_DIGITS decimals."""
        if self.value is None:
            return None
        exact = Decimal(self.value.numerator) / Decimal(self.value.denominator)
        return exact.quantize(Decimal(1).scaleb(-SHARE_DIGITS))


def shares(year: Iterable[Entry], indicators: Iterable[Indicator]) -> Iterator[Share]:
    """Each indicator over the entries of one agency and year."""
    entries = {entry.key: entry for entry in year}
    first = next(iter(entries.values()), None)
    if first is None:
        return
    for indicator in indicators:
        keys = dict.fromkeys(key for _, key in indicator.terms)
        top, bottom = (_sum(side, entries) for side in (indicator.numerator, indicator.denominator))
        value = _ratio(top, bottom) if indicator.denominator else _exact(top)
        yield Share(
            first.unit,
            first.agency,
            first.year,
            indicator.id,
            value,
            top,
            bottom if indicator.denominator else None,
            tuple(key for key in keys if key not in entries or entries[key].value is None),
            tuple(k for key in keys if key in entries for k in entries[key].corrected),
        )


def _sum(terms: tuple[Term, ...], entries: Mapping[str, Entry]) -> Value:
    total: int | Decimal = 0
    for coefficient, key in terms:
        value = entries[key].value if key in entries else None
        if value is None:
            return None
        total += coefficient * value
    return total


def _exact(value: Value) -> Fraction | None:
    return None if value is None else Fraction(value)


def _ratio(top: Value, bottom: Value) -> Fraction | None:
    if top is None or not bottom:
        return None
    return Fraction(top) / Fraction(bottom)
