"""Gutters of a space-aligned block: which of them part columns, and which part words.

A gutter is a column range that is blank in every line. Two blanks part columns; one blank does only if the
header and the rows below have text on both sides and figures stand on one of them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gouji.document import Bool, Int
from gouji.matrix import Span
from gouji_standards.fixed_cut import WIDE_GUTTER, Cut, are_listed, has_header, is_capital

_HALVES = frozenset(("AM", "PM", "am", "pm", "a.m.", "p.m."))
"""Halves of the day."""
_MARKED = re.compile(r"[*.+†‡§^#]{1,4}")
"""Marks beside figures: of significance, of a note."""
_SET_OFF = re.compile(r"[/&+|–-] |(?:\[[^\W\d_]{1,8}\]|\([^\W\d_]{1,8}\))$")
"""How the rest of a name begins: behind a sign, as a unit in brackets: ``USAGE / LIMIT``, ``Mean [ms]``."""
_COMMA = re.compile(r",(?: |$)")
"""A comma behind a word."""
SOME_FIGURES = 2
"""Columns of figures that make one blank enough between any two columns."""
SOME_GUTTERS = 2
"""Wide gutters that tell a table from prose, which blanks stretch to both margins."""
MANY, MORE = 3, 6
"""Lines that agree on a gutter of one blank: beside figures, and beside words under a header."""


def _are_signs(said: Sequence[str]) -> bool:
    """Whether cells hold marks beside figures, such as those of significance; a single one is of stars."""
    starred = len(said) == 1 and not said[0].strip("*")
    return starred or (len(said) > 1 and all(_MARKED.fullmatch(s) for s in said))


def _are_halves(said: Sequence[str]) -> bool:
    """Whether cells name the half of the day that a time beside them is of."""
    return bool(said) and all(s in _HALVES for s in said)


def _apart(rows: Sequence[Sequence[Span]]) -> list[bool]:
    """For each run whether most lines that print it and the one before have two blanks between them."""
    cells = np.array(rows, dtype=np.int64)
    filled = cells[:, :, 1] > cells[:, :, 0]
    both = filled[:, 1:] & filled[:, :-1]
    wide = both & (cells[:, 1:, 0] - cells[:, :-1, 1] >= WIDE_GUTTER)
    return [False, *((wide.sum(axis=0) * 2 > both.sum(axis=0)) & (both.sum(axis=0) > 1)).tolist()]


def _set_left(places: Int) -> list[bool]:
    """For each run whether the cells below its name begin where it does, and are not all of one length.

    A single cell is none of the name's length.
    """
    begins, ends = places[:, :, 0], places[:, :, 1]
    if len(places) == 1:
        return [False] * len(places[0])
    filled = begins < ends
    below = filled[1:]
    same = ((begins[1:] == begins[0]) | ~below).all(axis=0) & filled[0]
    longest = np.where(below, ends[1:], 0).max(axis=0)
    shortest = np.where(below, ends[1:], longest).min(axis=0)
    single = (below.sum(axis=0) == 1) & (longest != ends[0])
    found: list[bool] = (same & (single | (shortest < longest))).tolist()
    return found


def _named_apart(fine: Cut) -> list[bool]:
    """For each run whether two blanks stand between its name and that of the run before it."""
    names = fine.rows[0]
    return [False, *(a < b and c < d and c - b >= WIDE_GUTTER for (a, b), (c, d) in pairwise(names))]


class Gutters:
    """The gutters between runs of text, judged from left to right."""

    def __init__(self, fine: Cut, places: Int) -> None:
        self.runs = fine.runs.tolist()
        self.filled = np.array([[bool(s) for s in row] for row in fine.said])
        self.apart = _apart(fine.rows)
        self.signs = [_are_signs(fine.column(i, 1)) for i in range(fine.width)]
        self.set_off = [_SET_OFF.match(name) is not None for name in fine.said[0]]
        self.lengths = np.array([[len(s) for s in row] for row in fine.said])
        self.flush = fine.flush
        self.set_left = _set_left(places)
        below = [fine.column(i, 1) for i in range(fine.width)]
        self.listed = [are_listed(said) for said in below]
        self.phrased = [bool(said) and all(map(_COMMA.search, said)) for said in below]
        self.halves = [_are_halves(fine.column(i, 1)) for i in range(fine.width)]
        self.figures = fine.figures()
        self.headed = has_header(fine)
        wide = fine.runs[1:, 0] - fine.runs[:-1, 1] >= WIDE_GUTTER
        self.ordered = self.headed or int(wide.sum()) >= SOME_GUTTERS
        self.named_apart = _named_apart(fine)
        titled = all(name[0].isupper() for name in fine.said[0] if name)
        self.labelled = self.headed or (titled and sum(self.named_apart) >= SOME_GUTTERS)
        self.wider = np.append(False, (self._gaps(fine)[1:] >= WIDE_GUTTER).any(axis=0))
        self.sparing = self.labelled and self._is_sparing(fine)
        self.capital = is_capital(fine.said[0])

    def _is_sparing(self, fine: Cut) -> bool:
        """Whether the printer leaves one blank between columns: a gutter that wide is wider in some row.

        Within a cell one blank parts words in every row.
        """
        narrow = (fine.runs[1:, 0] - fine.runs[:-1, 1] < WIDE_GUTTER) & self._gaps(fine).all(axis=0)
        return bool((narrow & self.wider[1:]).any())

    def _gaps(self, fine: Cut) -> Int:
        """The blanks between cells beside each other, 0 where one is blank."""
        cells = np.array(fine.rows, dtype=np.int64)
        both = self.filled[:, 1:] & self.filled[:, :-1]
        gaps: Int = np.where(both, cells[:, 1:, 0] - cells[:, :-1, 1], 0)
        return gaps

    def kept(self) -> list[tuple[int, int]]:
        """The runs, those put together whose gutter parts words of one cell."""
        kept: list[tuple[int, int]] = []
        left = self.filled[:, 0]
        for i, (start, end) in enumerate(self.runs):
            if i and not self._parts(left, i, start - kept[-1][1], first=len(kept) == 1):
                kept[-1] = (kept[-1][0], end)
                left = left | self.filled[:, i]
            else:
                kept.append((start, end))
                left = self.filled[:, i]
        return kept

    def joined(self) -> Int:
        """The runs, those put together that are words of one name, or words that stand below no name."""
        joins = self._joins() if self.headed else set()
        kept: list[list[int]] = []
        for i, (start, end) in enumerate(self.runs):
            if i in joins:
                kept[-1][1] = end
            else:
                kept.append([start, end])
        return np.array(kept)

    def _joins(self) -> set[int]:
        """Runs that are one with the run before them."""
        named: list[bool] = self.filled[0].tolist()
        below: list[bool] = np.any(self.filled[1:], axis=0).tolist()
        joins = {
            i for i in range(1, len(self.runs)) if self.set_off[i] and self._gutter(i - 1, i) < WIDE_GUTTER
        }
        for i in range(len(self.runs)):
            sides = [
                j for j in (i - 1, i + 1) if 0 <= j < len(self.runs) and self._gutter(i, j) < WIDE_GUTTER
            ]
            if named[i] and not below[i]:
                sides = [j for j in sides if named[j] and not (j > i and self.set_left[j])]
                if all(self.figures[j] for j in sides):
                    sides.reverse()  # names of figures are set to the right, as these are
            elif below[i] and not named[i] and i and not self._is_inner(self.filled[:, i - 1], i):
                sides = [j for j in sides if not self.figures[j] and not self.apart[max(i, j)]]
                sides.sort(key=lambda j: j < i or not self._is_set_right(j))
            else:
                continue
            if sides:
                joins.add(max(i, sides[0]))
        return joins

    def _is_set_right(self, i: int) -> bool:
        """Whether all lines reach a run's last column, and some begin later."""
        return self.flush[i] and bool(self.lengths[:, i].min() < self.lengths[:, i].max())

    def _gutter(self, i: int, j: int) -> int:
        """The blanks between two runs beside each other, in all lines or between their names."""
        gutter = int(self.runs[max(i, j)][0] - self.runs[min(i, j)][1])
        return max(gutter, WIDE_GUTTER) if self.named_apart[max(i, j)] else gutter

    def _parts(self, left: Bool, i: int, gutter: int, *, first: bool) -> bool:
        """Whether the gutter before run ``i`` parts columns; ``left`` has the rows with text before it."""
        right = self.filled[:, i]
        if self.headed and not (left[1:].any() and right[1:].any()) and (left[0] or right[0]):
            wide = gutter >= WIDE_GUTTER or self.named_apart[i] or self.set_left[i]
            return wide and (bool(left[0] and right[0]) or first)
        if gutter < WIDE_GUTTER and self._is_whole(i):
            return False
        if gutter >= WIDE_GUTTER or self._is_shown(left, i):
            return True
        both = left[1:] & right[1:]
        adjoins = self.figures[i - 1] or self.figures[i]
        beside = adjoins or sum(self.figures) >= SOME_FIGURES
        if not self.headed:
            return bool(beside and both.all() and left[0] and right[0]) and len(both) + 1 >= MANY
        if not (right[0] and (left[0] or first) and both.any()):
            return False
        often = self.capital or adjoins or int(both.sum()) * 2 > len(both)
        return often and (beside or len(both) >= MORE or (self.capital and bool(both.all())))

    def _is_whole(self, i: int) -> bool:
        """Whether run ``i`` and the one before it, one blank apart, are one cell: a phrase, or a time."""
        beside = self.phrased[i] and not self.figures[i - 1]
        return self.listed[i - 1] or beside or (self.halves[i] and self.figures[i - 1])

    def _is_shown(self, left: Bool, i: int) -> bool:
        """Whether names or rows show the column of run ``i``, however narrow the gutter before it is."""
        wide = self.apart[i] and (self.ordered or self.labelled)
        spared = self.sparing and bool(left.all() and self.filled[:, i].all())
        marks = self.signs[i] and self.figures[i - 1]
        named = self.labelled and self.named_apart[i]
        below = self.capital and any(self.named_apart) and self.set_left[i] and bool(left[0])
        return wide or spared or marks or named or below or self._padded(i) or self._is_inner(left, i)

    def _is_inner(self, left: Bool, i: int) -> bool:
        """Whether a run holds the inner labels of rows, on lines that leave out the outer ones as well."""
        right = self.filled[:, i]
        named = bool(left[0] or right[0])
        return self.headed and not named and bool(right[1:].all() and not left[1:].all() and self.wider[i])

    def _padded(self, i: int) -> bool:
        """Whether all lines reach both runs' last columns, and some begin later: cells set to the right."""
        if not self.filled[:, i - 1 : i + 1].all() or len(self.filled) < MANY:
            return False
        return self.flush[i - 1] and self._is_set_right(i)
