"""Rows of a frame whose lines are rows: which of them go on the one above.

A line goes on the row above if it has a blank cell, all it prints stands below printed cells, and either
its first cell is blank (a line break in a cell) or no cell's first word would have fitted above (a wrapped
cell: one of several words, or below a blank first cell in a table with such lines). All columns go on at
once only where they hold phrases, in small letters. A column of codes is not wrapped: what stands in it
begins a row. psql marks lines that go on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gouji_standards.drawing.figures import FIGURE, is_coded
from gouji_standards.drawing.frame import Frame
from gouji_standards.drawing.lines import piece

_WORD = re.compile(r"[^\W\d_]")
"""A letter."""
NEAR = 8
"""Lines above that tell whether a cell holds words."""
WIDE = 3
"""Columns of a frame in which one blank or one printed cell says something."""


def row_lines(frame: Frame, group: Sequence[int]) -> list[list[int]]:
    """The lines of each row of a group whose lines are rows unless they go on the one above."""
    rows: list[list[int]] = []
    wraps = any(_hangs(frame, a, b) for a, b in pairwise(group))
    wordy = [index for index in range(frame.width) if _has_words(frame, group, index)]
    coded = [index for index in range(frame.width) if is_coded(frame, group, index)]
    for line in group:
        dark = frame.dark(line)
        if rows and any(index in dark for index in coded):
            rows.append([line])
        elif rows and (
            _goes_on(frame, rows[-1], line, wraps=wraps)
            or _is_rest(frame, rows[-1], line, wordy)
            or (wraps and len(wordy) == frame.width and _is_all_rest(frame, rows[-1], line))
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _hangs(frame: Frame, above: int, line: int) -> bool:
    """Whether a line's first cell is blank and what it prints stands below printed cells."""
    upper, parts = frame.dark(above), frame.dark(line)
    return bool(parts) and parts[0] > 0 and set(parts) <= set(upper)


def _goes_on(frame: Frame, row: Sequence[int], line: int, *, wraps: bool) -> bool:
    upper, parts = frame.parts[row[-1]], frame.parts[line]
    if any(part.broken for part in upper):
        return True
    above, dark = frame.dark(row[-1]), frame.dark(line)
    if len(upper) != len(parts) or len(dark) in (0, len(parts)) or not set(dark) <= set(above):
        return False
    said = [(piece(frame.text, upper[index].span), piece(frame.text, parts[index].span)) for index in dark]
    breaks = dark[0] > 0 and (len(dark) < len(parts) - 1 or len(parts) == 2)  # noqa: PLR2004 - label and value
    worded = all(_WORD.search(lower) and not FIGURE.fullmatch(lower) for _, lower in said)
    worded = worded or all(upper.endswith(",") for upper, _ in said)  # a list goes on
    goes_on = len(row) > 1 and len(dark) == 1 and dark == above
    if (breaks or goes_on or (dark[0] > 0 and said[-1][0].endswith(","))) and worded:
        return True
    figured = any(FIGURE.fullmatch(lower) and not upper.endswith(",") for upper, lower in said)
    if dark[0] == 0 and len(dark) > 1 and figured:
        return False
    if not (wraps and worded and dark[0] > 0) and not all(
        _has_words(frame, [*row[-NEAR:], line], index) for index in dark
    ):
        return False
    return all(has_no_room(*words, upper[index].width) for words, index in zip(said, dark, strict=True))


def _is_rest(frame: Frame, row: Sequence[int], line: int, wordy: Sequence[int]) -> bool:
    """Whether a line holds but one cell among several, in small letters, and had no room above.

    Among three it is one of a column of phrases.
    """
    upper, parts = frame.parts[row[-1]], frame.parts[line]
    dark = frame.dark(line)
    if len(parts) < WIDE or len(upper) != len(parts) or len(dark) != 1:
        return False
    if len(parts) == WIDE and dark[0] not in wordy:
        return False
    said, lower = (piece(frame.text, each[dark[0]].span) for each in (upper, parts))
    return bool(said) and lower[:1].islower() and has_no_room(said, lower, upper[dark[0]].width)


def _is_all_rest(frame: Frame, row: Sequence[int], line: int) -> bool:
    """Whether all cells of a line go on phrases: they begin in small letters and had no room above."""
    above = row[-1]
    if not frame.is_full(above) or not frame.is_full(line):
        return False
    said = list(zip(frame.said(above), frame.said(line), strict=True))
    phrased = all(lower[:1].islower() and " " in upper + lower for upper, lower in said)
    rooms = [part.width for part in frame.parts[above]]
    return phrased and all(has_no_room(*words, room) for words, room in zip(said, rooms, strict=True))


def _has_words(frame: Frame, lines: Sequence[int], column: int) -> bool:
    """Whether one of a column's cells has several words: a column of single words is a list of names."""
    pieces = (parts[column] for parts in map(frame.parts.__getitem__, lines) if column < len(parts))
    return any(" " in piece(frame.text, part.span) for part in pieces)


def has_no_room(upper: str, lower: str, width: int) -> bool:
    """Whether the first word of a line had no room beside the line above, in a cell of ``width`` columns."""
    return len(upper) + 1 + len(lower.split(" ", 1)[0]) > width - 2
