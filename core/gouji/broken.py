"""Broken figures: digits on two lines of one cell, as a column breaks a figure that it is too narrow for.

Two rows run into one print the same, so the lines are put together only where an equation holds with them,
and does not hold for the lines apart, as the rows of two cells would have it. Two rows put together add up as
well where all their second lines have the same number of digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

from gouji.check import borne_out
from gouji.equation import Equation, Number
from gouji.report import KNOWN, Cell, Report

LINES = 2
"""Lines of a broken figure that are understood."""
MOST = 10
"""Whole figures of an equation that are tried on either line; with more, second lines of other lengths do."""
WHOLE = re.compile(r"[1-9][0-9]*|[1-9][0-9]{0,2}(?:,[0-9]{3})+")
"""A figure that may be broken, its lines put together."""
Pieces = Mapping[str, Sequence[str]]


def mended(report: Report, equations: Sequence[Equation]) -> dict[str, Cell]:
    """The cells of a report whose digits on two lines equations prove to be one figure."""
    pieces = dict(_pieces(report))
    whole = {
        key: report[key]._replace(value=int("".join(lines)), status="solved") for key, lines in pieces.items()
    }
    return borne_out(
        whole, _known(report), equations, lambda e, values: not _adds_up_apart(e, values, pieces)
    )


def _pieces(report: Report) -> Iterator[tuple[str, list[str]]]:
    """The open cells that print digits on two lines, with those of each; commas may part thousands."""
    text = report.document.text
    for cell in report:
        printed = [text[start:stop] for start, stop in cell.spans]
        unread = cell.status == "ambiguous" and not cell.candidates and cell.raw == "".join(printed)
        if unread and len(printed) == LINES and WHOLE.fullmatch(cell.raw):
            digits = [line.replace(",", "") for line in printed]
            if all(digits):
                yield cell.key, digits


def _known(report: Report) -> dict[str, Number]:
    """What a report states; a blank cell counts as 0."""
    values: dict[str, Number] = {cell.key: 0 for cell in report if cell.status == "blank"}
    values.update((c.key, c.value) for c in report if c.status in KNOWN and c.value is not None)
    return values


def _adds_up_apart(equation: Equation, values: Mapping[str, Number], pieces: Pieces) -> bool:
    """Whether an equation holds for the first and for the second lines of its broken figures too.

    A figure that is whole may be of either.
    """
    torn = [key for key in equation.keys if key in pieces]
    whole = [key for key in equation.keys if key not in pieces and values[key]]
    if len(whole) > MOST:
        return len({len(pieces[key][-1]) for key in torn}) == 1
    for count in range(len(whole) + 1):
        for above in combinations(whole, count):
            lines: list[dict[str, Number]] = [
                {key: int(pieces[key][line]) for key in torn} for line in range(LINES)
            ]
            for key in whole:
                lines[key not in above][key] = values[key]
            if all(a == b for a, b in map(equation.sides, lines)):
                return True
    return False
