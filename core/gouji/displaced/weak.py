"""Weak: rows whose figures may not be the row's own, because its equation fails where the print is weak.

A narrow column breaks ``1284`` into ``1`` and ``284`` on two lines. Each half looks like a figure; the row's
own equation and the half left over give it away. And where each figure stands on a line of its own, only the
order of the lines says which row it is: if its sum fails too, it may be another row's.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from gouji.equation import Equation, Number
from gouji.matrix import Span
from gouji.reading import Reading
from gouji.row_sums import RowSum

PIECE = re.compile(r"[\d,.，．]*\d[\d,.，．]*")
"""A figure's half that is no figure: ``91,2``."""
FRACTION = re.compile(r"[.．,，]\d+")
"""A figure's end that a narrow column broke off."""
BROKEN, SHARE = 3, 0.75
"""Equations over several rows that fail with a row's own, and their share of those over the row: its figures
are cut then, or another's."""
DISORDER, LOST = 2, 2
"""Failures, and the share of the rows with figures (one in so many), that show an order that is lost."""


def rows(
    readings: Sequence[Reading], sums: Sequence[Sequence[RowSum]], equations: Sequence[Equation]
) -> set[int]:
    """The places of the rows whose figures may be halves, or another row's; ``sums`` are those of each."""
    failures = [sum(not s.holds for s in own) for own in sums]
    columns = _failing_with_columns(readings, equations) if any(failures) else set()
    found = {i for i in columns if failures[i]}
    return found | _disordered(readings, sums, failures) | _halved(readings, failures)


def _disordered(
    readings: Sequence[Reading], sums: Sequence[Sequence[RowSum]], failures: Sequence[int]
) -> set[int]:
    """Rows of which only the order of the print tells, where sums show that it is lost.

    A row with a figure a line is weak where other rows of the table have figures too few or too many. If many
    such rows fail, none of them is believed. Nor is a row that fails beside one with figures too many, some
    of which may be its own; nor, in a table with such a row, one without a sum that lacks figures, or stands
    beside one that does on several lines.
    """
    figured = [bool(n) for r, n in zip(readings, failures, strict=True) if r.spread and _is_told(r)]
    lost = sum(figured) >= DISORDER and LOST * sum(figured) > len(figured)
    surplus = any(not r.grid and r.surplus for r in readings)
    ragged = surplus or any(not r.grid and r.dropped for r in readings)
    found: set[int] = set()
    for i, (reading, own, count) in enumerate(zip(readings, sums, failures, strict=True)):
        near = (*readings[max(0, i - 1) : i], *readings[i + 1 : i + 2])
        heaped = any(r.surplus and not r.grid for r in near)
        spread = reading.spread and (lost or (count and ragged) or count >= DISORDER)
        loose = count and not reading.grid and (heaped or (ragged and any(map(_is_outgrown, own))))
        lacking = any(r.dropped for r in (reading, *near)) and (reading.spread or not reading.figures)
        if spread or loose or (surplus and not reading.grid and not own and lacking):
            found.add(i)
    return found


def _is_told(reading: Reading) -> bool:
    """Whether a row has figures other than 0, with which its equation says something."""
    return any(piece.numeral.value for piece in reading.figures)


def _is_outgrown(own: RowSum) -> bool:
    """Whether a part of a sum is more than its total: these figures are not the row's, or not all of them."""
    total = (own.total or 0) if own.has_total else 0
    return total != 0 and any((part or 0) > total for part in own.parts)


def _halved(readings: Sequence[Reading], failures: Sequence[int]) -> set[int]:
    """Rows beside the half of a figure, or beside a figure left over where their own sum fails."""
    used = {s for r in readings for p in r.slots for s in p.spans}
    return {
        i
        for i, (reading, count) in enumerate(zip(readings, failures, strict=True))
        if _beside(reading, used, FRACTION) or (count and _beside(reading, used, PIECE))
    }


def _beside(reading: Reading, used: set[Span], form: re.Pattern[str]) -> bool:
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


def _failing_with_columns(readings: Sequence[Reading], equations: Sequence[Equation]) -> set[int]:
    """The rows that are part of so many failing equations over several rows."""
    values: dict[str, Number] = {}
    place: dict[str, int] = {}
    for i, reading in enumerate(readings):
        for key, value in reading.numbers.items():
            place[key], values[key] = i, value or 0
    counts: Counter[int] = Counter()
    judged: Counter[int] = Counter()
    for equation in equations:
        if equation.places and all(k in place for k in equation.keys):
            across = {place[k] for k in equation.keys}
            left, right = equation.sides(values)
            judged.update(across if len(across) > 1 and (left or right) else ())
            counts.update(across if len(across) > 1 and left != right else ())
    return {i for i, n in counts.items() if n >= BROKEN and n >= SHARE * judged[i]}
