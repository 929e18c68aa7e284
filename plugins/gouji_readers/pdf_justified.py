"""Justified figures of a PDF: signs drawn at once, as far apart as their column is wide, are one figure.

One stretch of evenly spaced digits may as well be a row of figures. That they fill a column is shown by what
stands above and below: stretches that begin and end where they do and yet have other signs in between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_lines import Numbers
from gouji_readers.pdf_page import APART, Page
from gouji_readers.pdf_text import SIGNS

EVEN = 0.05
"""Shares of the font's size by which the gaps of a stretch differ at most."""
ENDS = 1.0
"""Points by which the sides of a column's lines differ."""
LEAST_BESIDE = 8
"""Figures drawn one by one beside others from which on a page's cells are."""
MOST_COLUMNS = 500
"""Pairs of sides that are looked at; justified forms have a dozen each."""
Flags = NDArray[np.bool_]


@dataclass(slots=True)
class _Stretch:
    """Signs on one line that were drawn at once, without a blank between."""

    own: list[int]
    left: float
    right: float
    base: float
    figure: bool
    even: bool
    middles: NDArray[np.float64]


def tied(page: Page) -> list[int]:
    """The places of the signs that go on with the one drawn before them, whatever the gap between both."""
    stretches = sorted(_stretches(page), key=lambda one: one.base)
    wide = [one for one in stretches if one.figure and one.even]
    sides = sorted({(round(one.left), round(one.right)) for one in wide})[:MOST_COLUMNS]
    out: set[int] = set()
    if not sides:
        return []
    lefts, rights = np.array([(one.left, one.right) for one in stretches]).T
    for left, right in sides:
        over = np.flatnonzero((lefts < right - ENDS) & (rights > left + ENDS))
        for column in _columns([stretches[n] for n in over.tolist()], left, right):
            if _shown(column):
                out |= {index for one in column if one.figure for index in one.own[1:]}
    return sorted(out)


def _stretches(page: Page) -> Iterator[_Stretch]:
    """The stretches of a page; digits are even where they are too far apart for one figure."""
    blank = np.fromiter((chr(code).isspace() for code in page.codes), np.bool_, len(page))
    breaks = (np.diff(page.run) != 0) | (np.abs(np.diff(page.base)) > 1)
    for own in np.split(np.arange(len(page)), np.flatnonzero(breaks) + 1):
        dark = own[~blank[own]]
        if len(dark) and len(dark) == len(own[own <= dark[-1]]) - int(np.count_nonzero(own < dark[0])):
            yield _stretch(page, dark)


def _stretch(page: Page, own: Numbers) -> _Stretch:
    left, right, size = page.boxes[own, 0], page.boxes[own, 2], float(np.median(page.size[own]))
    gaps = left[1:] - right[:-1]
    figure = bool(np.isin(page.codes[own], SIGNS).all())
    even = len(own) > 1 and float(np.ptp(gaps)) < EVEN * size and gaps.min() > (APART * size if figure else 0)
    middles = (left + right) / 2
    return _Stretch(
        own.tolist(), float(left[0]), float(right[-1]), float(page.base[own[0]]), figure, bool(even), middles
    )


def _columns(over: Sequence[_Stretch], left: float, right: float) -> Iterator[list[_Stretch]]:
    """Evenly filled lines between two sides, as long as nothing between them stands otherwise."""
    held: list[_Stretch] = []
    for one in over:
        if abs(one.left - left) > ENDS or one.right > right + ENDS:
            yield held
            held = []
        elif one.even and one.right > right - ENDS:
            held.append(one)
    yield held


def _shown(column: Sequence[_Stretch]) -> bool:
    """Whether words fill a column, or figures whose signs do not stand under each other."""
    if any(not one.figure for one in column):
        return True
    return any(_apart(one, other) for one in column for other in column)


def _apart(one: _Stretch, other: _Stretch) -> bool:
    """Whether a sign within each of two figures stands under none of the other's."""
    away = np.abs(one.middles[1:-1, None] - other.middles[None, :])
    back = np.abs(other.middles[1:-1, None] - one.middles[None, :])
    return bool(away.size and back.size and away.min(1).max() > 2 * ENDS and back.min(1).max() > 2 * ENDS)


def words(page: Page) -> list[int]:
    """The places of the signs that go on with the one before them in a word, where cells are drawn apart.

    A program that draws each figure of a row by itself draws no two names at once, but two marks of another
    font, around a word. A mark between two letters is the word's too where it is as far from both as they
    are from others.
    """
    dark = np.flatnonzero([not chr(code).isspace() for code in page.codes])
    one, other = dark[:-1], dark[1:]
    level = np.abs(page.base[one] - page.base[other]) <= 1
    at_once = level & (page.run[one] == page.run[other])
    sign = np.isin(page.codes, SIGNS)
    apart = page.boxes[other, 0] - page.boxes[one, 2] > APART * page.size[other]
    figures = level & apart & sign[one] & sign[other] & ~page.tied[other]
    if (figures & at_once).any() or np.count_nonzero(figures) < LEAST_BESIDE:
        return []
    beside = level & apart & (other == one + 1) & ~sign[one] & ~sign[other]
    letter = np.fromiter((chr(code).isalnum() for code in page.codes), np.bool_, len(page))
    follows = beside & at_once & (letter[one] | letter[other])
    follows |= _marks(page, dark, beside, follows)
    return [int(index) for index in other[follows]]


def _marks(page: Page, dark: Numbers, beside: Flags, follows: Flags) -> Flags:
    """Which signs go on with the one before them, for a mark stands between letters of a spread word."""
    gaps = page.boxes[dark[1:], 0] - page.boxes[dark[:-1], 2]
    letter = np.fromiter((chr(code).isalpha() for code in page.codes[dark]), np.bool_, len(dark))
    between = np.flatnonzero(letter[:-2] & ~letter[1:-1] & letter[2:] & beside[:-1] & beside[1:])
    out = np.zeros(len(follows), dtype=np.bool_)
    for place in between.tolist():
        near = [n for n in (place - 1, place + 2) if 0 <= n < len(follows) and follows[n]]
        own = gaps[[place, place + 1, *near]]
        out[place : place + 2] |= bool(near) and float(np.ptp(own)) < EVEN * page.size[dark[place]]
    return out
