"""The layout drawn by position: columns kept apart by blanks only."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import accumulate

from gouji.sheet import Box, Owner, Sheet
from gouji.testing.options import Options
from gouji.testing.page import pieces
from gouji.testing.width import display_width

GAP = 2
"""Blanks between two columns: fewer could be blanks inside a label."""
MEASURES: dict[str, Callable[[str], int]] = {"chars": len, "display": display_width}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A cell with its place on the canvas: half-open rows and columns of the sheet, and its lines."""

    cell: Box
    top: int
    bottom: int
    left: int
    right: int
    lines: list[str]


def aligned(sheet: Sheet, options: Options) -> str:
    """Columns kept apart by two or more blanks; a wrapped label takes several lines of its row."""
    measure = MEASURES[options.unit]
    drawn = _drawn(sheet, options)
    widths = _sizes(sheet.width, [(d.left, d.right, max(map(measure, d.lines))) for d in drawn], GAP)
    heights = _sizes(len(sheet.rows), [(d.top, d.bottom, len(d.lines)) for d in drawn], 0)
    lefts = [0, *accumulate(w + GAP for w in widths)]
    tops = [0, *accumulate(heights)]
    canvas: list[list[tuple[int, str]]] = [[] for _ in range(tops[-1])]
    for d in drawn:
        room = lefts[d.right] - GAP - lefts[d.left]
        first = tops[d.top] + _sink(d, tops[d.bottom] - tops[d.top], options)
        for number, line in enumerate(d.lines):
            shift = _shift(room - measure(line), options)
            canvas[first + number].append((lefts[d.left] + shift, line))
    return "\n".join(_line(parts, measure) for parts in canvas)


def _drawn(sheet: Sheet, options: Options) -> list[Drawn]:
    places: dict[Owner, tuple[int, int]] = {}
    for line in sheet.owners():
        for column, owner in enumerate(line):
            if owner is not None:
                left, right = places.get(owner, (column, column))
                places[owner] = (min(left, column), max(right, column + 1))
    out = []
    for (top, place), (left, right) in places.items():
        cell = sheet.cell((top, place))
        lines = pieces(cell.text, options.wrap if cell.is_label else 0)
        out.append(Drawn(cell, top, top + cell.rowspan, left, right, lines))
    return out


def _sizes(count: int, needs: list[tuple[int, int, int]], gap: int) -> list[int]:
    """The least sizes of rows or columns that give each half-open range the room it needs."""
    sizes = [1] * count
    for start, stop, need in sorted(needs, key=lambda n: n[1] - n[0]):
        have = sum(sizes[start:stop]) + gap * (stop - start - 1)
        sizes[stop - 1] += max(0, need - have)
    return sizes


def _sink(drawn: Drawn, room: int, options: Options) -> int:
    """How many lines below the top of its rows a cell begins; labels begin at the top."""
    free = room - len(drawn.lines)
    if drawn.cell.is_label or options.figures == "first":
        return 0
    return free // 2 if options.figures == "own" else free


def _shift(free: int, options: Options) -> int:
    return {"left": 0, "right": free, "center": free // 2}[options.align]


def _line(parts: list[tuple[int, str]], measure: Callable[[str], int]) -> str:
    out, position = "", 0
    for left, text in sorted(parts):
        out += " " * (left - position) + text
        position = left + measure(text)
    return out.rstrip()
