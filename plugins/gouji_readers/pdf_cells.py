"""The text of a table's cells: lines that the cell's width broke are joined, lines that had room are not."""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass, field

from gouji_readers.pdf_lines import SAME_SIZE, Box, Line, Piece

LEAST_STEP = 0.8
"""Shares of the font's size between the lines of one text."""

FIGURE = re.compile(r"[+\-−－]?\d[\d.,，]*[%％]?")
DASH = re.compile(r"[—–―─\-－]{1,2}")
"""What is printed in place of a figure."""
NOUGHT = re.compile(r"[0０][\d０-９]*")
"""What is no first line of a figure."""
FITTED = 0.3
"""Points of room beside a figure up to which its column fits it."""
UNBROKEN = re.compile(r"[!-~]+|.{1,2}")
"""What stands together at a line's beginning: a word or figure, or two ideographs, the second a sign."""
CLOSING = "、，。；：？！）》〉」』】〕”’…"
"""Signs that begin no line."""


@dataclass(slots=True)
class Words:
    """A cell's text: groups of pieces; those of a group follow each other without a break.

    A ``hidden`` cell may have held more than is printed: without any text it is no blank one.
    """

    groups: list[list[Piece]] = field(default_factory=list)
    hidden: bool = False

    @property
    def figures(self) -> int:
        """How many figures stand in the cell, each apart from the others."""
        return sum(any(FIGURE.fullmatch(piece.text) for piece in group) for group in self.groups)

    @property
    def mixed(self) -> bool:
        """Whether a line of words and a figure of its own, or a dash for one, stand in the cell."""
        dashes = sum(len(group) == 1 and DASH.fullmatch(group[0].text) is not None for group in self.groups)
        return 0 < self.figures + dashes < len(self.groups)


def evenly(cells: Sequence[tuple[Box, Sequence[Line]]]) -> set[int]:
    """The widths of cells, in points, whose figures are broken after so many digits each and never more.

    Pairs of figures that stand above each other end their first lines anywhere, but for figures of one digit.
    """
    broken: dict[int, list[int]] = {}
    longest: dict[int, int] = {}
    for box, lines in cells:
        if lines and all(FIGURE.fullmatch(line.text) for line in lines):
            width = round(box[2] - box[0])
            longest[width] = max([longest.get(width, 0), *(len(line.text) for line in lines)])
            if len(lines) > 1:
                broken.setdefault(width, []).extend(len(line.text) for line in lines[:-1])
    evenly = (w for w, counts in broken.items() if len(counts) > 1 and set(counts) == {longest[w]})
    return {width for width in evenly if longest[width] > 1}


def padding(cells: Sequence[tuple[Box, Sequence[Line]]]) -> tuple[float, float]:
    """The least space beside words and beside figures in cells, as a table's style gives all of them.

    Words may run over their cell's sides where those of figures do not.
    """
    listed = [(box, line) for box, lines in cells for line in lines]
    figures = [(box, line) for box, line in listed if FIGURE.fullmatch(line.text)]
    beside = [
        max(min((line.box[0] - box[0] for box, line in some), default=0.0), 0.0)
        + max(min((box[2] - line.box[2] for box, line in some), default=0.0), 0.0)
        for some in (listed, figures)
    ]
    return beside[0], max(beside)


def words(box: Box, lines: Sequence[Line], pad: tuple[float, float], even: Container[int] = ()) -> Words:
    """The text of a cell from its lines; ``pad`` and ``even`` are what its table's cells have in common."""
    out = Words()
    least = -FITTED if round(box[2] - box[0]) in even else FITTED
    before: Line | None = None
    for line in lines:
        first, *rest = line.pieces
        if (
            before is not None
            and _alike(before, line)
            and not NOUGHT.fullmatch(out.groups[-1][0].text)
            and _broken_by_width(before, first, _room(box, before, pad) - _indent(lines, before), least)
        ):
            out.groups[-1].append(first)
        else:
            out.groups.append([first])
        out.groups += [[piece] for piece in rest]
        before = line
    return out


def _room(box: Box, line: Line, pad: tuple[float, float]) -> float:
    """How wide a line may be in a cell."""
    return box[2] - box[0] - pad[FIGURE.fullmatch(line.text) is not None]


def _indent(lines: Sequence[Line], line: Line) -> float:
    """How far a cell's first line is indented: a shorter one below it begins left of it."""
    if line is not lines[0]:
        return 0.0
    (left, _, right, _), (start, _, stop, _) = line.box, lines[1].box
    return left - start if left - start > FITTED and stop - start <= right - left else 0.0


def goes_on(box: Box, line: Line, following: Line, pad: tuple[float, float]) -> bool:
    """Whether a line in a cell had no room for the first sign of another one, and is as narrow by chance.

    No line begins with the signs that close a word or a sentence, so that they go with the first one.
    """
    room, first = _room(box, line, pad), following.pieces[0]
    kept = len(first.text) - len(first.text[1:].lstrip(CLOSING))
    width = (first.box[2] - first.box[0]) * kept / len(first.text)
    left = room - (line.box[2] - line.box[0])
    alike = (FIGURE.fullmatch(line.text) is None) == (FIGURE.fullmatch(following.text) is None)
    return alike and FITTED < left < width + _spacing(line, first) + FITTED


def fills(box: Box, lines: Sequence[Line], pad: tuple[float, float]) -> bool:
    """Whether words have several lines without room for a sign, in a column that was not made for them."""
    rooms = [_room(box, line, pad) - (line.box[2] - line.box[0]) for line in lines]
    sign = max(line.pieces[0].size for line in lines)
    return len(lines) > 1 and max(rooms) < sign and not any(FIGURE.fullmatch(line.text) for line in lines)


def _alike(before: Line, line: Line) -> bool:
    """Whether both lines are of one size, the second well below, and both are figures or both words."""
    small, large = sorted((before.pieces[-1].size, line.pieces[0].size))
    if small < SAME_SIZE * large or line.base - before.base < LEAST_STEP * small:
        return False
    return len({FIGURE.fullmatch(own.text) is None for own in (before, line)}) == 1


def _broken_by_width(line: Line, following: Piece, room: float, least: float) -> bool:
    """Whether what begins the next line had no room left on this one.

    Where a figure leaves no more than the ``least`` points, its column may have been made as wide as it is.
    """
    found = UNBROKEN.match(following.text)
    stretch = found[0] if found else following.text
    width = (following.box[2] - following.box[0]) * len(stretch) / max(len(following.text), 1)
    own, figure = line.box[2] - line.box[0], FIGURE.fullmatch(line.text) is not None
    needed = width + _spacing(line, following) if figure else width
    return room - own < needed and (room - own > least or not figure)


def _spacing(line: Line, following: Piece) -> float:
    """How much room spaced digits take more than their own before and behind the next one."""
    count, other = len(line.text), len(following.text)
    if count == other or not (line.text.isdigit() and following.text.isdigit()):
        return 0.0
    own, width = line.box[2] - line.box[0], following.box[2] - following.box[0]
    step = (own - width) / (count - other)
    return 2 * max(count * step - own, 0.0)
