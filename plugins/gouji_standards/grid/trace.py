"""Tracing of a grid: the cells of a drawing from its corners, as docutils' GridTableParser defines them.

A drawing is lines of equal width over ``+``, ``-`` and ``|``: from each corner the nearest corner to its
right from which a bar leads down to a corner whose rule leads back, and up to where it began.
"""

from __future__ import annotations

import heapq
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji_standards.drawing.lines import Drawn

MAX_STEPS = 64
"""Tries for each column and line of the border, at most; a drawing that needs more is no table."""
_PLUS = re.compile(r"\+")
_NOT_RULE = re.compile(r"[^-+]")
_NOT_BAR = re.compile(r"[^|+]")


@dataclass(frozen=True, slots=True)
class Box:
    """One cell's border: the lines of its rules and the columns of its bars."""

    top: int
    left: int
    bottom: int
    right: int

    def inside(self, lines: Sequence[Drawn]) -> list[Drawn]:
        """What stands between its rules and bars, line by line."""
        return [line.cut(self.left + 1, self.right) for line in lines[self.top + 1 : self.bottom]]


@dataclass(slots=True)
class Tracing:
    """Cells found so far in reading order, with the lines and columns on which any corner stands."""

    lines: Sequence[str]
    pillars: Sequence[str]
    boxes: list[Box] = field(default_factory=list)
    rows: set[int] = field(default_factory=lambda: {0})
    cols: set[int] = field(default_factory=lambda: {0})
    steps: int = 0

    def cell(self, top: int, left: int) -> Box | None:
        """The smallest cell whose upper left corner this is."""
        seen: list[int] = []
        for right in _crossings(self.lines[top], left, "-"):
            seen.append(right)
            box = self._down(top, left, right)
            if box is not None:
                self.cols.update(seen)
                return box
        return None

    def _down(self, top: int, left: int, right: int) -> Box | None:
        seen: list[int] = []
        for bottom in _crossings(self.pillars[right], top, "|"):
            seen.append(bottom)
            self.steps += 1
            if self._closes(top, left, bottom, right):
                self._note(top, left, bottom, right, seen)
                return Box(top, left, bottom, right)
        return None

    def _closes(self, top: int, left: int, bottom: int, right: int) -> bool:
        floor = self.lines[bottom]
        if floor[left] != "+" or _NOT_RULE.search(floor, left, right):
            return False
        return _NOT_BAR.search(self.pillars[left], top, bottom) is None

    def _note(self, top: int, left: int, bottom: int, right: int, seen: list[int]) -> None:
        self.rows.update(seen)
        floor, pillar = self.lines[bottom], self.pillars[left]
        self.cols.update(found.start() for found in _PLUS.finditer(floor, left, right))
        self.rows.update(found.start() for found in _PLUS.finditer(pillar, top, bottom))


def _crossings(line: str, begin: int, drawn: str) -> Iterator[int]:
    """Where a line drawn with one character meets others, from its crossing at ``begin`` on to its end."""
    while True:
        found = line.find("+", begin + 1)
        if found < 0 or line[begin + 1 : found].strip(drawn):
            return
        yield found
        begin = found


def trace(lines: Sequence[str]) -> Tracing | None:
    """The cells of a drawing of equal lines, None where they do not fill it without a gap."""
    width, bottom = len(lines[0]), len(lines) - 1
    found = Tracing(lines, ["".join(column) for column in zip(*lines, strict=True)])
    done = [-1] * width
    corners = [(0, 0)]
    budget = MAX_STEPS * (width + bottom + 1)
    while corners and found.steps < budget:
        top, left = heapq.heappop(corners)
        if top == bottom or left == width - 1 or top <= done[left]:
            continue
        box = found.cell(top, left)
        if box is None:
            continue
        if any(seen != top - 1 for seen in done[left : box.right]):
            return None
        done[left : box.right] = [box.bottom - 1] * (box.right - left)
        found.boxes.append(box)
        heapq.heappush(corners, (top, box.right))
        heapq.heappush(corners, (box.bottom, left))
    whole = not corners and all(seen == bottom - 1 for seen in done[:-1])
    return found if whole and found.boxes else None
