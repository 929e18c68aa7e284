"""Gutters of a space-aligned block: which of them part columns, and which part words.

A gutter is a column range that is blank in every line. Two blanks part columns; one blank does only if the
header and the rows below have text on both sides and figures stand on one of them.
"""

from __future__ import annotations

import numpy as np

from gouji.document import Bool, Int
from gouji_standards.fixed.cut import WIDE_GUTTER
from gouji_standards.fixed.evidence import Evidence

SOME_FIGURES = 2
"""Columns of figures that make one blank enough between any two columns."""
MANY, MORE = 3, 6
"""Lines that agree on a gutter of one blank: beside figures, and beside words under a header."""


def kept(shown: Evidence) -> list[tuple[int, int]]:
    """The runs, those put together whose gutter parts words of one cell."""
    found: list[tuple[int, int]] = []
    left = shown.filled[:, 0]
    for i, (start, end) in enumerate(shown.runs):
        if i and not _parts(shown, left, i, start - found[-1][1], first=len(found) == 1):
            found[-1] = (found[-1][0], end)
            left = left | shown.filled[:, i]
        else:
            found.append((start, end))
            left = shown.filled[:, i]
    return found


def joined(shown: Evidence) -> Int:
    """The runs, those put together that are words of one name, or words that stand below no name."""
    joins = _joins(shown) if shown.headed else set()
    found: list[list[int]] = []
    for i, (start, end) in enumerate(shown.runs):
        if i in joins:
            found[-1][1] = end
        else:
            found.append([start, end])
    return np.array(found)


def _joins(shown: Evidence) -> set[int]:
    """Runs that are one with the run before them."""
    named: list[bool] = shown.filled[0].tolist()
    below: list[bool] = np.any(shown.filled[1:], axis=0).tolist()
    joins = {
        i for i in range(1, len(shown.runs)) if shown.set_off[i] and _gutter(shown, i - 1, i) < WIDE_GUTTER
    }
    for i in range(len(shown.runs)):
        sides = [j for j in (i - 1, i + 1) if 0 <= j < len(shown.runs) and _gutter(shown, i, j) < WIDE_GUTTER]
        if named[i] and not below[i]:
            sides = [j for j in sides if named[j] and not (j > i and shown.set_left[j])]
            if all(shown.figures[j] for j in sides):
                sides.reverse()  # names of figures are set to the right, as these are
        elif below[i] and not named[i] and i and not _is_inner(shown, shown.filled[:, i - 1], i):
            sides = [j for j in sides if not shown.figures[j] and not shown.apart[max(i, j)]]
            sides.sort(key=lambda j: j < i or not shown.set_right[j])
        else:
            continue
        if sides:
            joins.add(max(i, sides[0]))
    return joins


def _gutter(shown: Evidence, i: int, j: int) -> int:
    """The blanks between two runs beside each other, in all lines or between their names."""
    gutter = int(shown.runs[max(i, j)][0] - shown.runs[min(i, j)][1])
    return max(gutter, WIDE_GUTTER) if shown.named_apart[max(i, j)] else gutter


def _parts(shown: Evidence, left: Bool, i: int, gutter: int, *, first: bool) -> bool:
    """Whether the gutter before run ``i`` parts columns; ``left`` has the rows with text before it."""
    right = shown.filled[:, i]
    if shown.headed and not (left[1:].any() and right[1:].any()) and (left[0] or right[0]):
        wide = gutter >= WIDE_GUTTER or shown.named_apart[i] or shown.set_left[i]
        return wide and (bool(left[0] and right[0]) or first)
    if gutter < WIDE_GUTTER and _is_whole(shown, i):
        return False
    if gutter >= WIDE_GUTTER or _is_shown(shown, left, i):
        return True
    both = left[1:] & right[1:]
    adjoins = shown.figures[i - 1] or shown.figures[i]
    beside = adjoins or sum(shown.figures) >= SOME_FIGURES
    if not shown.headed:
        return bool(beside and both.all() and left[0] and right[0]) and len(both) + 1 >= MANY
    if not (right[0] and (left[0] or first) and both.any()):
        return False
    often = shown.capital or adjoins or int(both.sum()) * 2 > len(both)
    return often and (beside or len(both) >= MORE or (shown.capital and bool(both.all())))


def _is_whole(shown: Evidence, i: int) -> bool:
    """Whether run ``i`` and the one before it, one blank apart, are one cell: a phrase, or a time."""
    beside = shown.phrased[i] and not shown.figures[i - 1]
    return shown.listed[i - 1] or beside or (shown.halves[i] and shown.figures[i - 1])


def _is_shown(shown: Evidence, left: Bool, i: int) -> bool:
    """Whether names or rows show the column of run ``i``, however narrow the gutter before it is."""
    wide = shown.apart[i] and (shown.ordered or shown.labelled)
    spared = shown.sparing and bool(left.all() and shown.filled[:, i].all())
    marks = shown.signs[i] and shown.figures[i - 1]
    named = shown.labelled and shown.named_apart[i]
    below = shown.capital and any(shown.named_apart) and shown.set_left[i] and bool(left[0])
    return wide or spared or marks or named or below or _padded(shown, i) or _is_inner(shown, left, i)


def _is_inner(shown: Evidence, left: Bool, i: int) -> bool:
    """Whether a run holds the inner labels of rows, on lines that leave out the outer ones as well."""
    right = shown.filled[:, i]
    named = bool(left[0] or right[0])
    return shown.headed and not named and bool(right[1:].all() and not left[1:].all() and shown.wider[i])


def _padded(shown: Evidence, i: int) -> bool:
    """Whether all lines reach both runs' last columns, and some begin later: cells set to the right."""
    if not shown.filled[:, i - 1 : i + 1].all() or len(shown.filled) < MANY:
        return False
    return shown.flush[i - 1] and shown.set_right[i]
