"""Cutting lines by the strokes of a ruler, in the unit in which all cells stay under their strokes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.document import Document, Int
from gouji.layout import BLANKS
from gouji.line_table import codes_of
from gouji.matrix import Span
from gouji.units import UNITS, Unit, columns

Stroke = tuple[int, int]
"""The half-open columns under one stroke of a ruler, counted from the line's start."""
_BLANK_CODES = np.array([ord(char) for char in BLANKS], dtype=np.uint32)


def cut(
    document: Document, lines: Sequence[int], shapes: Sequence[Sequence[Stroke]], *, open_end: bool
) -> list[list[Span]] | None:
    """The trimmed span of each cell of each line, None where a line does not fit its strokes.

    All lines have equally many strokes; an empty stroke takes no text (a cell joined with the one before).
    A cell may stand only under its own stroke (the last may run on where ``open_end``). Where several units
    fit and differ, the cells of the right one are flush with their strokes in every column; where that
    leaves more than one reading, there is none.
    """
    if not lines:
        return None
    found: list[tuple[bool, Int]] = []
    for unit in UNITS:
        reading = _Reading(document, lines, shapes, unit)
        if reading.fits(open_end=open_end) and not any((reading.cells == cells).all() for _, cells in found):
            found.append((reading.flush(), reading.cells))
    if len(found) > 1:
        found = [reading for reading in found if reading[0]]
    if len(found) != 1:
        return None
    return [[(a, b) for a, b in line] for line in found[0][1].tolist()]


def joined(strokes: Sequence[Stroke], under: Sequence[Stroke]) -> list[Stroke] | None:
    """The strokes of a line whose cells are joined as the strokes of the line under it say.

    A cell joined with the one before it has an empty stroke. None where ``under`` does not fit.
    """
    shape: list[Stroke] = []
    for start, end in under:
        covered = [stroke for stroke in strokes if start <= stroke[0] and stroke[1] <= end]
        if not covered or (covered[0][0], covered[-1][1]) != (start, end):
            return None
        shape += [(start, end), *[(end, end)] * (len(covered) - 1)]
    return shape if len(shape) == len(strokes) else None


class _Reading:
    """The lines cut in one unit: ``cells`` has shape (lines, strokes, 2), half-open character spans."""

    def __init__(
        self, document: Document, lines: Sequence[int], shapes: Sequence[Sequence[Stroke]], unit: Unit
    ) -> None:
        table = document.lines
        chosen = np.array(lines)
        base, stop = int(table.start[chosen[0]]), int(table.end[chosen[-1]])
        self.at = columns(document.text[base:stop], unit)
        self.start, self.end = table.start[chosen] - base, table.end[chosen] - base
        self.dark = np.flatnonzero(~np.isin(codes_of(document.text[base:stop]), _BLANK_CODES))
        self.strokes = np.array(shapes, dtype=np.int64)
        lefts = self._offsets(self.strokes[..., 0])
        rights = np.concatenate((lefts[:, 1:], self.end[:, None]), axis=1)
        self.lefts = lefts
        self.cells = self._trimmed(lefts, rights) + base
        self.base = base

    def _offsets(self, marks: Int) -> Int:
        """The offset of the first character of each line that stands at or right of each column."""
        goals = self.at[self.start][:, None] + marks
        found = np.searchsorted(self.at, goals, side="left")
        offsets: Int = np.clip(found, self.start[:, None], self.end[:, None])
        return offsets

    def _trimmed(self, lefts: Int, rights: Int) -> Int:
        padded = np.concatenate((self.dark, [len(self.at)]))
        first = padded[np.searchsorted(self.dark, lefts)]
        last = np.searchsorted(self.dark, rights) - 1
        ends = np.where(last >= 0, self.dark[np.maximum(last, 0)] + 1, 0) if len(self.dark) else rights * 0
        blank = first >= rights
        return np.stack((np.where(blank, lefts, first), np.where(blank, lefts, ends)), axis=2)

    def _printed(self) -> tuple[Int, Int]:
        """The columns of the line where each cell's text begins and ends; both -1 for a blank cell."""
        origin = self.at[self.start][:, None]
        starts, ends = self.cells[..., 0] - self.base, self.cells[..., 1] - self.base
        blank = starts == ends
        return np.where(blank, -1, self.at[starts] - origin), np.where(blank, -1, self.at[ends] - origin)

    def fits(self, *, open_end: bool) -> bool:
        """Whether every printed character stands under the stroke of its cell."""
        begins, stops = self._printed()
        limits = self.strokes[..., 1].copy()
        if open_end:
            open_ends = limits[:, -1] > self.strokes[:, -1, 0]
            limits[open_ends, -1] = np.iinfo(np.int64).max
        inside = ((begins >= self.strokes[..., 0]) & (stops <= limits)) | (begins < 0)
        before = np.searchsorted(self.dark, self.lefts[:, 0]) - np.searchsorted(self.dark, self.start)
        return bool(inside.all() and (before == 0).all())

    def flush(self) -> bool:
        """Whether each column's cells all touch the left end of its stroke, or the right, or are centred."""
        begins, stops = self._printed()
        left = begins - self.strokes[..., 0]
        right = self.strokes[..., 1] - stops
        blank = begins < 0
        ways = (left == 0, right == 0, abs(left - right) <= 1)
        touching = [(way | blank).all(axis=0) for way in ways]
        return bool(np.any(touching, axis=0).all())
