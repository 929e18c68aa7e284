"""The drawings of a PDF's page: straight rules, and the grounds that text stands on or is covered by."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gouji_readers import pdf_text as looks
from gouji_readers.pdf_clip import Clips
from gouji_readers.pdf_paper import Box, Matrix, apply

Floats = NDArray[np.float64]
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MOST_SEGMENTS = 200_000
"""Segments of a page's drawings that are looked at; a map has more, and no table is drawn by so many."""
DEEPEST = 16
"""Forms within each other whose drawings are looked at."""
THICK = 4.0
"""Points that a rule may be thick: what is thicker is a bar or a ground."""
STRAIGHT = 0.7
"""Points by which a rule's ends may differ across it."""
OPAQUE = 255
PALE = 250
"""Red, green and blue from which on a drawing is not seen on white paper."""


def _then(first: Matrix, second: Matrix) -> Matrix:
    """One matrix that does what the first does, and then the second."""
    a, b, c, d, e, f = first
    (x, y) = apply(second, e, f)
    return (
        second[0] * a + second[2] * b,
        second[1] * a + second[3] * b,
        second[0] * c + second[2] * d,
        second[1] * c + second[3] * d,
        x,
        y,
    )


def _in(box: Box, table: Floats) -> NDArray[np.bool_]:
    """Which characters have their middle in a box."""
    x, y = (table[:, 1] + table[:, 3]) / 2, (table[:, 2] + table[:, 4]) / 2
    inside: NDArray[np.bool_] = (x > box[0]) & (x < box[2]) & (y > box[1]) & (y < box[3])
    return inside


def _corners(box: Box) -> list[Point]:
    left, top, right, bottom = box
    return [(left, top), (left, bottom), (right, top), (right, bottom)]


class Drawing:
    """The rules of a page while its objects are looked at."""

    def __init__(self, raw: Any, clips: Clips) -> None:
        self.raw, self._clips, self._clip = raw, clips, 0
        self.across: list[tuple[float, float, float]] = []
        self.down: list[tuple[float, float, float]] = []
        self.pictures = 0
        self._order = -1
        self._grounds: list[Box] = []
        self._covers: list[tuple[int, Box]] = []
        self._left = MOST_SEGMENTS

    def read(self, page: Any, turn: Matrix) -> None:
        """Look at all objects of a page."""
        for index in range(self.raw.FPDFPage_CountObjects(page)):
            self._order = index
            self._object(self.raw.FPDFPage_GetObject(page, index), turn, 0)

    def _object(self, one: Any, turn: Matrix, depth: int) -> None:
        kind = self.raw.FPDFPageObj_GetType(one)
        if kind == self.raw.FPDF_PAGEOBJ_PATH:
            self._clip = 0 if depth else self._clips.of(one)
            self._path(one, turn)
        elif kind == self.raw.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
            self._ground(one, turn)
        elif kind == self.raw.FPDF_PAGEOBJ_SHADING:
            self._ground(one, turn)
        elif kind == self.raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner, self._order = _then(self._matrix(one), turn), -1
            for index in range(self.raw.FPDFFormObj_CountObjects(one)):
                self._object(self.raw.FPDFFormObj_GetObject(one, index), inner, depth + 1)

    def unseen(self, table: Floats) -> NDArray[np.bool_]:
        """Which characters are white and have no ground."""
        pale: NDArray[np.bool_] = table[:, 8] == looks.PALE
        for box in self._grounds if pale.any() else ():
            pale &= ~_in(box, table)
        return pale

    def covered(self, table: Floats) -> NDArray[np.bool_]:
        """Which characters something was drawn over afterwards, and those beside them that it may cut."""
        out = np.zeros(len(table), dtype=np.bool_)
        for order, box in self._covers:
            under = (table[:, 10] >= 0) & (table[:, 10] < order)
            out |= under & _in(box, table) if under.any() else False
        beside = out.copy()
        near = (table[1:, 7] == table[:-1, 7]) & (np.abs(np.diff(table[:, 5])) < THICK)
        beside[1:] |= out[:-1] & near
        beside[:-1] |= out[1:] & near
        return beside

    def _ground(self, one: Any, turn: Matrix) -> None:
        sides = [ctypes.c_float() for _ in range(4)]
        if self.raw.FPDFPageObj_GetBounds(one, *sides):
            (x0, y0), (x1, y1) = (apply(turn, sides[n].value, sides[n + 1].value) for n in (0, 2))
            self._grounds.append((min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)))

    def _matrix(self, one: Any) -> Matrix:
        m = self.raw.FS_MATRIX()
        if not self.raw.FPDFPageObj_GetMatrix(one, m):
            return IDENTITY
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _path(self, path: Any, turn: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self.raw.FPDFPath_GetDrawMode(path, fill, stroke)
        dark = bool(fill.value) and self._seen(path, self.raw.FPDFPageObj_GetFillColor)
        stroked = bool(stroke.value) and self._seen(path, self.raw.FPDFPageObj_GetStrokeColor)
        if not fill.value and not stroked:
            return
        for points in self._lines(path, _then(self._matrix(path), turn)):
            if stroked:
                for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
                    self._rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), STRAIGHT)
            if fill.value:
                xs, ys = zip(*points, strict=True)
                box = min(xs), min(ys), max(xs), max(ys)
                self._filled(path, box, dark=dark, square=set(points) == set(_corners(box)))

    def _filled(self, path: Any, box: Box, *, dark: bool, square: bool) -> None:
        """Note a filled shape: a rule, a ground that shows white text, a cover of what was drawn before."""
        if dark:
            self._rule(*box, THICK)
        if min(box[2] - box[0], box[3] - box[1]) <= THICK:
            return
        if dark:
            self._grounds.append(box)
        own = self._order >= 0 and not self.raw.FPDFPageObj_HasTransparency(path)
        if square and own and self._opaque(path):
            left, top, right, bottom = self._clips.boxes[self._clip]
            box = max(box[0], left), max(box[1], top), min(box[2], right), min(box[3], bottom)
            self._covers.append((self._order, box))

    def _opaque(self, path: Any) -> bool:
        r, g, b, a = (ctypes.c_uint() for _ in range(4))
        return bool(self.raw.FPDFPageObj_GetFillColor(path, r, g, b, a)) and a.value == OPAQUE

    def _seen(self, path: Any, getter: Any) -> bool:
        r, g, b, a = (ctypes.c_uint() for _ in range(4))
        if not getter(path, r, g, b, a):
            return True
        return a.value > 0 and min(r.value, g.value, b.value) < PALE

    def _lines(self, path: Any, turn: Matrix) -> Iterator[list[Point]]:
        """The points of each part of a path, closed parts with their first point again."""
        points: list[Point] = []
        x, y = ctypes.c_float(), ctypes.c_float()
        count = self.raw.FPDFPath_CountSegments(path)
        self._left -= count
        for index in range(count if self._left > 0 else 0):
            segment = self.raw.FPDFPath_GetPathSegment(path, index)
            self.raw.FPDFPathSegment_GetPoint(segment, x, y)
            if self.raw.FPDFPathSegment_GetType(segment) == self.raw.FPDF_SEGMENT_MOVETO:
                if len(points) > 1:
                    yield points
                points = []
            points.append(apply(turn, x.value, y.value))
            if self.raw.FPDFPathSegment_GetClose(segment):
                points.append(points[0])
        if len(points) > 1:
            yield points

    def _rule(self, left: float, top: float, right: float, bottom: float, thick: float) -> None:
        """Note a rule where a box is long and thin; a dot may be part of a dotted one in either direction."""
        width, height = right - left, bottom - top
        if height <= thick and (width > height or width <= thick):
            self.across += self._seen_of((top + bottom) / 2, left, right, 0)
        if width <= thick and (height > width or height <= thick):
            self.down += self._seen_of((left + right) / 2, top, bottom, 1)

    def _seen_of(self, at: float, start: float, stop: float, side: int) -> list[tuple[float, float, float]]:
        """What its clip lets be seen of a rule, none or one; a clip that cuts it in width is noted.

        One that cuts in height, where a page ends, cuts no text.
        """
        box = self._clips.boxes[self._clip]
        self._clips.frames.add(self._clip)
        if side == 0 and (start < box[0] - THICK or stop > box[2] + THICK):
            self._clips.cut.add(self._clip)
        shown = box[1 - side] - THICK < at < box[3 - side] + THICK
        return [(at, max(start, box[side]), min(stop, box[side + 2]))] if shown else []
