"""The frame of a box: where its bars stand, in the unit in which they line up, and the segments between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise
from typing import NamedTuple

import numpy as np

from gouji.document import Bool, Int
from gouji.matrix import Span
from gouji.units import UNITS, columns

FLAT = "-=─━┄┅┈┉╌╍═╴╶╸╺╼╾"
"""What rules are drawn with between bars."""
_UPRIGHT = frozenset("|¦│┃║┆┇┊┋╎╏")
EDGE = frozenset("+|¦") | {chr(code) for code in range(0x2500, 0x2580)} - set(FLAT)
"""What the first and the last character of a framed line may be."""
_BAR = re.compile(rf"[|¦]|(?![{FLAT}])[\u2500-\u257f]|\+(?=[-=:](?!\d))|(?<=[-=:])\+(?!\d)")
"""A corner is none where a digit follows: ``+-5`` is text."""
_FLAT = re.compile(rf"[{FLAT}]")
_RULE = re.compile(rf":?[{FLAT}\u2500-\u257f+]+:?")
_FULL_RULE = re.compile(rf"(?=[^{FLAT}]*[{FLAT}])[{FLAT}\u2500-\u257f+|:]*+")
SURE_RULE = 3
"""Hyphens that make a rule beside cells with text; one or two may be a cell's mark for none."""


Bar = tuple[int, int]
"""A bar's number among all bars of the box, and its offset."""


class Segment(NamedTuple):
    """A stretch of one line between two bars: their numbers, the half-open text, and whether it is rule."""

    left: int
    right: int
    start: int
    end: int
    rule: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The lines of one box as segments; bars are numbered from 0 (left edge) to ``width`` (right edge)."""

    text: str
    lines: list[list[Segment]]
    width: int
    aligned: bool = True

    def is_even(self) -> bool:
        """Whether the bars line up and each column is, in some line, a cell of its own."""
        own = {part.left for line in self.lines for part in line if part.right == part.left + 1}
        return self.aligned and len(own) == self.width


def full_rule(text: str, line: Span) -> bool:
    """Whether a trimmed line is nothing but rule."""
    return _FULL_RULE.fullmatch(text, *line) is not None


def frame(text: str, lines: Sequence[Span], *, framed: bool = True, slack: int = 0) -> Frame | None:
    """The frame of consecutive lines, None where their bars line up in no unit and differ in number.

    ``framed`` lines begin and end with a bar; lines of an open table have bars only between their cells.
    Bars that stand up to ``slack`` columns apart are taken for one.
    """
    bars = [[found.start() for found in _BAR.finditer(text, *line)] for line in lines]
    if not framed:
        bars = [[start - 1, *inner, end] for inner, (start, end) in zip(bars, lines, strict=True)]
    if any(len(inner) < 2 for inner in bars):  # noqa: PLR2004 - both edges
        return None
    found = _aligned(text, lines, bars, framed=framed, slack=slack)
    return found or _ordered(text, lines, bars)


def _aligned(
    text: str, lines: Sequence[Span], bars: list[list[int]], *, framed: bool, slack: int
) -> Frame | None:
    offsets = np.array([offset for inner in bars for offset in inner], dtype=np.int64)
    counts = np.array([len(inner) for inner in bars], dtype=np.int64)
    best: tuple[Int, Int] | None = None
    for unit in UNITS:
        places = _places(lines, offsets, counts, columns(text[lines[0][0] : lines[-1][1]], unit))
        if not framed:
            places[np.cumsum(counts) - 1] = places.max() + 1
        if slack:
            places = _snapped(places, slack)
        rights = places[np.cumsum(counts) - 1]
        stops, support = np.unique(places, return_counts=True)
        if (rights == rights[0]).all() and (best is None or len(stops) < len(best[0])):
            best = stops, places
            sure = support
    if best is None:
        return None
    stops, places = best
    kept = sure > 1
    kept[[0, -1]] = True  # the edges, which need no character where lines are open
    crossed = any(text[offset] not in _UPRIGHT for inner in bars for offset in inner[1:-1])
    for index, offset in zip(*_lone(stops, places, offsets, kept), strict=True):
        kept[index] = _stands(text, offset, crossed=crossed)
    numbers = np.cumsum(kept) - 1
    bar_of = np.where(kept, numbers, -1)[np.searchsorted(stops, places)].tolist()
    starts = (np.cumsum(counts) - counts).tolist()
    segments = [
        _segments(text, [(n, o) for n, o in zip(bar_of[at : at + len(inner)], inner, strict=True) if n >= 0])
        for at, inner in zip(starts, bars, strict=True)
    ]
    return Frame(text, segments, int(numbers[-1]))


def _places(lines: Sequence[Span], offsets: Int, counts: Int, at: Int) -> Int:
    """The column of each bar, counted from its line's first bar."""
    base = lines[0][0]
    first = np.cumsum(counts) - counts
    starts = np.array([start for start, _ in lines], dtype=np.int64)
    inside = offsets[first] >= starts
    lead = np.where(inside, at[np.maximum(offsets[first], starts) - base], at[starts - base] - 1)
    places: Int = at[np.maximum(offsets - base, 0)] - np.repeat(lead, counts)
    places[first] = 0
    return places


def _snapped(places: Int, slack: int) -> Int:
    """The columns with each moved to the first of those at most ``slack`` to its left."""
    stops, numbers = np.unique(places, return_inverse=True)
    heads: list[int] = []
    for stop in stops.tolist():
        heads.append(heads[-1] if heads and stop - heads[-1] <= slack else stop)
    return np.array(heads, dtype=np.int64)[numbers]


def _lone(stops: Int, places: Int, offsets: Int, kept: Bool) -> tuple[list[int], list[int]]:
    """The numbers and the offsets of bars at whose column only one line has a bar."""
    numbers = np.searchsorted(stops, places)
    alone = ~kept[numbers]
    return numbers[alone].tolist(), offsets[alone].tolist()


def _stands(text: str, offset: int, *, crossed: bool) -> bool:
    """Whether a bar that no other line has is a bar and not text.

    A junction is one. Where rules are ``crossed`` by junctions each bar meets one; where they are not, a bar
    has blanks or rule on both sides.
    """
    sides = text[offset - 1 : offset] + text[offset + 1 : offset + 2]
    if text[offset] not in _UPRIGHT:
        return True
    return not crossed and all(side.isspace() or side in FLAT or side in EDGE for side in sides)


def _ordered(text: str, lines: Sequence[Span], bars: list[list[int]]) -> Frame | None:
    """The frame of lines whose bars stand crooked, if each line of cells has the same number of them."""
    width = max(len(inner) for inner in bars) - 1
    segments: list[list[Segment]] = []
    for line, inner in zip(lines, bars, strict=True):
        if full_rule(text, line):
            segments.append([Segment(0, width, line[0], line[1], rule=True)])
        elif len(inner) == width + 1:
            segments.append(_segments(text, list(enumerate(inner))))
        else:
            return None
    mixed = any(len({part.rule for part in line}) > 1 for line in segments)
    return None if mixed else Frame(text, segments, width, aligned=False)


def _segments(text: str, bars: list[Bar]) -> list[Segment]:
    """The segments of one line between its bars, each flat run of them rule or text."""
    pairs = list(pairwise(bars))
    if _FLAT.search(text, bars[0][1], bars[-1][1]) is None:
        return [Segment(left, right, start + 1, end, False) for (left, start), (right, end) in pairs]  # noqa: FBT003
    flat = [_RULE.fullmatch(text, start + 1, end) is not None for (_, start), (_, end) in pairs]
    if not all(flat):
        flat = _sure(text, pairs, flat)
    return [
        Segment(left, right, start + 1, end, rule)
        for ((left, start), (right, end)), rule in zip(pairs, flat, strict=True)
    ]


def _sure(text: str, pairs: Sequence[tuple[Bar, Bar]], flat: Sequence[bool]) -> list[bool]:
    """Which flat segments are rule beside cells with text: those with a long or drawn one in their run."""
    sure: list[bool] = []
    for is_flat, run in groupby(zip(flat, pairs, strict=True), key=lambda item: item[0]):
        parts = [(start + 1, end) for _, ((_, start), (_, end)) in run]
        drawn = is_flat and any(b - a >= SURE_RULE or text[a] not in "-=:" for a, b in parts)
        sure += [drawn] * len(parts)
    return sure
