"""Evidence of columns: what the runs of text between the gutters of a block show, run by run and together."""

from __future__ import annotations

import re
from functools import cached_property
from itertools import pairwise

import numpy as np

from gouji.document import Bool, Int
from gouji_standards.fixed.cut import WIDE_GUTTER, Cut, are_listed, has_header, is_capital

_HALVES = frozenset(("AM", "PM", "am", "pm", "a.m.", "p.m."))
"""Halves of the day."""
_MARKED = re.compile(r"[*.+†‡§^#]{1,4}")
"""Marks beside figures: of significance, of a note."""
_SET_OFF = re.compile(r"[/&+|–-] |(?:\[[^\W\d_]{1,8}\]|\([^\W\d_]{1,8}\))$")
"""How the rest of a name begins: behind a sign, as a unit in brackets: ``USAGE / LIMIT``, ``Mean [ms]``."""
_COMMA = re.compile(r",(?: |$)")
"""A comma behind a word."""
SOME_GUTTERS = 2
"""Wide gutters that tell a table from prose, which blanks stretch to both margins."""


class Evidence:
    """Of lines cut at all their gutters; the first line is taken for names.

    Lists have an entry for each run; ``filled`` is of shape (rows, runs), ``gaps`` (rows, runs - 1).
    """

    def __init__(self, fine: Cut, places: Int) -> None:
        self.fine, self.places = fine, places
        self.runs: list[list[int]] = fine.runs.tolist()
        self.flush = fine.flush
        self.figures = fine.figures()
        self.headed = has_header(fine)
        self.capital = is_capital(fine.said[0])
        self.below = [fine.column(index, 1) for index in range(fine.width)]

    @cached_property
    def filled(self) -> Bool:
        """Which cells are not blank."""
        return np.array([[bool(cell) for cell in row] for row in self.fine.said])

    @cached_property
    def gaps(self) -> Int:
        """The blanks between cells beside each other, 0 where one is blank."""
        cells = np.array(self.fine.rows, dtype=np.int64)
        both = self.filled[:, 1:] & self.filled[:, :-1]
        gaps: Int = np.where(both, cells[:, 1:, 0] - cells[:, :-1, 1], 0)
        return gaps

    @cached_property
    def apart(self) -> list[bool]:
        """Whether most lines that print a run and the one before have two blanks between them."""
        both = (self.gaps > 0).sum(axis=0)
        wide = (self.gaps >= WIDE_GUTTER).sum(axis=0)
        most: Bool = np.logical_and(wide * 2 > both, both > 1)
        return [False, *most.tolist()]

    @cached_property
    def wider(self) -> list[bool]:
        """Whether two blanks stand before a run in some row below the names."""
        wide: Bool = np.any(self.gaps[1:] >= WIDE_GUTTER, axis=0)
        return [False, *wide.tolist()]

    @cached_property
    def named_apart(self) -> list[bool]:
        """Whether two blanks stand between the name of a run and that of the run before it."""
        names = pairwise(self.fine.rows[0])
        return [False, *(a < b and c < d and c - b >= WIDE_GUTTER for (a, b), (c, d) in names)]

    @cached_property
    def set_left(self) -> list[bool]:
        """Whether the cells below a run's name begin where it does, and are not all of one length.

        A single cell is none of the name's length.
        """
        begins, ends = self.places[:, :, 0], self.places[:, :, 1]
        if len(begins) == 1:
            return [False] * len(self.runs)
        below = begins[1:] < ends[1:]
        same = ((begins[1:] == begins[0]) | ~below).all(axis=0) & (begins[0] < ends[0])
        longest = np.where(below, ends[1:], 0).max(axis=0)
        shortest = np.where(below, ends[1:], longest).min(axis=0)
        single = (below.sum(axis=0) == 1) & (longest != ends[0])
        found: list[bool] = (same & (single | (shortest < longest))).tolist()
        return found

    @cached_property
    def set_right(self) -> list[bool]:
        """Whether all lines reach a run's last column, and some begin later."""
        lengths = np.array([[len(cell) for cell in row] for row in self.fine.said])
        varied = (lengths.min(axis=0) < lengths.max(axis=0)).tolist()
        return [flush and unlike for flush, unlike in zip(self.flush, varied, strict=True)]

    @cached_property
    def signs(self) -> list[bool]:
        """Whether a run holds marks beside figures, as of significance; a single one is of stars."""
        return [
            not said[0].strip("*") if len(said) == 1 else bool(said) and all(map(_MARKED.fullmatch, said))
            for said in self.below
        ]

    @cached_property
    def set_off(self) -> list[bool]:
        """Whether a run's name is the rest of the one before it."""
        return [_SET_OFF.match(name) is not None for name in self.fine.said[0]]

    @cached_property
    def listed(self) -> list[bool]:
        """Whether each cell ends in a comma."""
        return [are_listed(said) for said in self.below]

    @cached_property
    def phrased(self) -> list[bool]:
        """Whether each cell has a comma behind a word."""
        return [bool(said) and all(map(_COMMA.search, said)) for said in self.below]

    @cached_property
    def halves(self) -> list[bool]:
        """Whether a run names the half of the day that a time beside it is of."""
        return [bool(said) and _HALVES.issuperset(said) for said in self.below]

    @cached_property
    def ordered(self) -> bool:
        """Whether the lines are a table's, and no prose that blanks stretch to both margins."""
        return self.headed or int(self._wide.sum()) >= SOME_GUTTERS

    @cached_property
    def labelled(self) -> bool:
        """Whether the first line names columns: by what stands below, or by capitals and gaps."""
        titled = all(name[0].isupper() for name in self.fine.said[0] if name)
        return self.headed or (titled and sum(self.named_apart) >= SOME_GUTTERS)

    @cached_property
    def sparing(self) -> bool:
        """Whether the printer leaves one blank between columns: a gutter that wide is wider in some row.

        Within a cell one blank parts words in every row.
        """
        narrow = ~self._wide & self.gaps.all(axis=0)
        return self.labelled and bool((narrow & np.array(self.wider[1:], dtype=np.bool_)).any())

    @cached_property
    def _wide(self) -> Bool:
        """Which gutters are wide in all lines."""
        wide: Bool = self.fine.runs[1:, 0] - self.fine.runs[:-1, 1] >= WIDE_GUTTER
        return wide
