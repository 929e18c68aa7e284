"""A row of an aligned table, and how the words of its lines stand to each other."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji_layouts.aligned_lines import GAP, UNITS, Line, Word


@dataclass(slots=True)
class Row:
    """A printed row: its body lines (half-open, labels included) and its values from left to right.

    ``listed`` says whether item marks show where its label begins and ends, ``under`` that a value stands on
    a line of its own below the label, no further right than it: in no column of figures.
    """

    first: int
    last: int
    lines: list[Line]
    values: tuple[Word, ...]
    sure: bool = True
    listed: bool = False
    under: bool = False

    @property
    def broken(self) -> bool:
        """Whether a figure of it goes on in another line."""
        return any(word.rest for word in self.values)

    def full(self, width: int) -> bool:
        """Whether the row stands on one line and has a value under each of ``width`` columns."""
        return self.sure and len(self.lines) == 1 and len(self.values) == width


def stacked(a: Word, b: Word) -> bool:
    """Whether two words may stand in the same column, in any unit."""
    return any(overlap(a, b, unit) for unit in range(UNITS))


def lined_up(a: Word, b: Word) -> bool:
    """Whether two words share their left edge, right edge or middle in a unit, as cells of one column do."""
    pairs = [(a.places[u], b.places[u]) for u in range(UNITS)]
    shifts = ((p[0] - q[0], p[1] - q[1], sum(p) - sum(q)) for p, q in pairs)
    return any(min(map(abs, shift)) < GAP for shift in shifts)


def overlap(a: Word, b: Word, unit: int) -> bool:
    """Whether two words share a column of a unit."""
    return a.places[unit][0] < b.places[unit][1] and b.places[unit][0] < a.places[unit][1]


def under(values: Sequence[Word], word: Word, unit: int) -> Sequence[Word]:
    """Find those of a line's values that overlap a word of another line."""
    first = bisect_right(values, word.places[unit][0], key=lambda w: w.places[unit][1])
    return values[first : bisect_left(values, word.places[unit][1], key=lambda w: w.places[unit][0])]


def clear(values: Sequence[Word], unit: int) -> bool:
    """Whether values share no column of a unit."""
    placed = sorted(values, key=lambda w: w.places[unit])
    return not any(overlap(a, b, unit) for a, b in pairwise(placed))
