"""Clips of a PDF: what of a page's drawings and text they let be seen, and which of them cut anything."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_paper import Box, Paper, apply

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]

FAR = 1e9
ALL: Box = (-FAR, -FAR, FAR, FAR)
MOST_PATHS = 16
"""Paths of one clip that are looked at."""
BEYOND = 0.1
"""Shares of a character's width by which it reaches over its clip where it is cut."""
EDGE = 1.0
"""Points up to which a clip's side is the paper's."""
NEAR = 0.2
"""Shares of the font's size before such a cut in which text may have lost what follows it: programs leave out
characters of which nothing is seen."""
NEXT = 0.1
"""Such shares before a frame's side in which the next sign of a figure would begin, its ink beyond it."""


@dataclass(slots=True)
class Clips:
    """The clips of a page's objects, as boxes numbered in the order they were met; the first hides nothing.

    ``cut`` are the numbers of those that a character or a rule reaches over on a side, ``lefts`` and
    ``rights`` of those that a character shows to cut there, ``frames`` of those that rules are drawn in.
    """

    raw: Any
    paper: Paper
    boxes: list[Box] = field(default_factory=lambda: [ALL])
    cut: set[int] = field(default_factory=set)
    lefts: set[int] = field(default_factory=set)
    rights: set[int] = field(default_factory=set)
    frames: set[int] = field(default_factory=set)
    _numbers: dict[Box, int] = field(default_factory=lambda: {ALL: 0})

    def of(self, one: Any) -> int:
        """The number of an object's clip."""
        clip = self.raw.FPDFPageObj_GetClipPath(one)
        count = self.raw.FPDFClipPath_CountPaths(clip) if clip else 0
        if not 0 < count <= MOST_PATHS:
            return 0
        paths = [self._box(clip, path) for path in range(count)]
        left, top, right, bottom = zip(*paths, strict=True)
        box = self._open(max(left), max(top), min(right), min(bottom))
        number = self._numbers.setdefault(box, len(self.boxes))
        self.boxes += [box] if number == len(self.boxes) else []
        return number

    def _open(self, left: float, top: float, right: float, bottom: float) -> Box:
        """A box without the sides that are the paper's own: text beyond the paper is read."""
        width, height = self.paper.size
        return (
            left if left > EDGE else -FAR,
            top if top > EDGE else -FAR,
            right if right < width - EDGE else FAR,
            bottom if bottom < height - EDGE else FAR,
        )

    def _box(self, clip: Any, path: int) -> Box:
        raw, x, y = self.raw, ctypes.c_float(), ctypes.c_float()
        points = []
        for number in range(raw.FPDFClipPath_CountPathSegments(clip, path)):
            raw.FPDFPathSegment_GetPoint(raw.FPDFClipPath_GetPathSegment(clip, path, number), x, y)
            points.append(apply(self.paper.turn, x.value, y.value))
        if not points:
            return ALL
        xs, ys = zip(*points, strict=True)
        return min(xs), min(ys), max(xs), max(ys)

    def cutting(self) -> Floats:
        """The boxes of the clips that cut anything."""
        return np.array([self.boxes[number] for number in sorted(self.cut)]).reshape(-1, 4)

    def seen(self, numbers: NDArray[np.int64], boxes: Floats) -> tuple[Flags, Flags]:
        """Which characters their clips show anything of, and which of those they cut; these are noted."""
        left, top, right, bottom = np.array(self.boxes)[numbers].T
        shown = (boxes[:, 2] > left) & (boxes[:, 0] < right) & (boxes[:, 3] > top) & (boxes[:, 1] < bottom)
        reach = BEYOND * (boxes[:, 2] - boxes[:, 0])
        begun, ended = shown & (boxes[:, 0] < left - reach), shown & (boxes[:, 2] > right + reach)
        self.lefts |= set(numbers[begun].tolist())
        self.rights |= set(numbers[ended].tolist())
        self.cut |= self.lefts | self.rights
        return shown, begun | ended

    def bordering(self, boxes: Floats, size: Floats) -> Flags:
        """Which characters end so near to where a clip cuts, or may cut, that others may have followed.

        A clip of which text shows one side that cuts does not cut at the other.
        """
        out = np.zeros(len(boxes), dtype=np.bool_)
        middle = (boxes[:, 1] + boxes[:, 3]) / 2
        for number in sorted(self.cut | self.frames):
            left, top, right, bottom = self.boxes[number]
            level = (middle > top) & (middle < bottom) & (boxes[:, 2] > left) & (boxes[:, 0] < right)
            ends = (number in self.frames) & (boxes[:, 2] > right - NEXT * size)
            if number in self.rights or number in self.cut - self.lefts:
                ends |= boxes[:, 2] > right - NEAR * size
            if number in self.lefts or number in self.cut - self.rights:
                ends |= boxes[:, 0] < left + NEAR * size
            out |= level & ends
        return out
