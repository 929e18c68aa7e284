"""A page of a PDF as arrays: characters with their boxes, and the straight rules drawn on it.

Coordinates are points, x from the left and y from the top of the page as it is looked at.
"""

from __future__ import annotations

import ctypes
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_clip import Clips
from gouji_readers.pdf_paper import Matrix, Paper, apply

Floats = NDArray[np.float64]
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
MOST_CHARACTERS = 200_000
"""Characters of a page that are read; a page of dense print has five thousand."""
MOST_SEGMENTS = 200_000
"""Segments of a page's drawings that are looked at; a map has more, and no table is drawn by so many."""
DEEPEST = 16
"""Forms within each other whose drawings are looked at."""
THICK = 4.0
"""Points that a rule may be thick: what is thicker is a bar or a ground."""
STRAIGHT = 0.7
"""Points by which a rule's ends may differ across it."""
PALE = 250
"""Red, green and blue from which on a drawing is not seen on white paper."""
ASKEW = 5.0
"""Degrees off level or upright from which on characters are a watermark's or a stamp's."""
STRUCK = 0.12, 0.6
"""Shares of the font's size above the baseline in which a rule strikes a character out."""
UNDERLINE = 0.25
"""Share of the font's size below the baseline up to which a rule may underline text."""
FITS = 0.5
"""Points by which an underline's ends may differ from the text's."""
UNSEEN = 3
"""PDF's mode of drawing text invisibly."""
UNREADABLE = 0xFFFD
SIGNS = [ord(sign) for sign in "0123456789.,+-−"]
"""Codes of a figure's signs."""
SURROGATES = 0xD800, 0xE000


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Characters in the order they were drawn, and rules.

    ``codes`` are code points; ``boxes`` have left, top, right and bottom of each, ``base`` the y of its
    baseline, ``size`` its font's size, and ``run`` counts the stretches that were drawn at once.
    ``across`` rules are rows of y, left, right, ``down`` rules of x, top, bottom. ``unseen`` says
    that all its text is drawn invisibly, as what a program recognised on a picture is; beside visible text
    none of that counts.
    """

    width: float
    height: float
    codes: NDArray[np.int64]
    boxes: Floats
    base: Floats
    size: Floats
    run: NDArray[np.int64]
    across: Floats
    down: Floats
    pictures: int = 0
    unseen: bool = False
    cuts: Floats = field(default_factory=lambda: np.zeros((0, 4)))

    def __len__(self) -> int:
        return len(self.codes)


def stacked(pages: Sequence[Page]) -> Page:
    """All pages as one long page, each below the one before, without their rules."""
    tops = starts(pages)
    moved = [page.boxes + np.array((0, top, 0, top)) for page, top in zip(pages, tops, strict=True)]
    runs = np.cumsum([0, *(int(page.run.max(initial=0)) + 1 for page in pages)])
    empty = np.zeros((0, 3))
    return Page(
        max((page.width for page in pages), default=0.0),
        float(sum(page.height for page in pages)),
        np.concatenate([page.codes for page in pages]),
        np.concatenate(moved),
        np.concatenate([page.base + top for page, top in zip(pages, tops, strict=True)]),
        np.concatenate([page.size for page in pages]),
        np.concatenate([page.run + first for page, first in zip(pages, runs[:-1], strict=True)]),
        empty,
        empty,
        sum(page.pictures for page in pages),
    )


def starts(pages: Sequence[Page]) -> Floats:
    """Where each page begins on the long page."""
    return np.cumsum([0.0, *(page.height for page in pages)])[:-1]


def read(raw: Any, page: Any, paper: Paper) -> Page:
    """The arrays of a page; ``raw`` are PDFium's own functions."""
    turn, sides, (width, height) = paper.turn, paper.sides, paper.size
    clips = Clips(raw, paper)
    rows = list(_characters(raw, page, turn, clips))
    table = np.array(rows, dtype=np.float64).reshape(-1, 10)
    unseen = table[:, 8] > 0
    table = table if unseen.all() else table[~unseen]
    table = _within(table, clips, sides, height)
    drawing = _Drawing(raw, clips)
    drawing.read(page, turn)
    table[clips.bordering(table[:, 1:5], table[:, 6]) & _signs(table), 0] = UNREADABLE
    table[_struck(table, drawing.across), 0] = UNREADABLE
    return Page(
        width,
        height,
        table[:, 0].astype(np.int64),
        table[:, 1:5],
        table[:, 5],
        table[:, 6],
        table[:, 7].astype(np.int64),
        _clipped(list(_borders(table, drawing.across)), (0.0, height), sides),
        _clipped(drawing.down, sides, (0.0, height)),
        drawing.pictures,
        len(unseen) > 0 and bool(unseen.all()),
        clips.cutting(),
    )


def _signs(table: Floats) -> NDArray[np.bool_]:
    """The characters that figures are made of: a word without its end is still one."""
    return np.isin(table[:, 0], SIGNS)


def _struck(table: Floats, rules: Sequence[tuple[float, float, float]]) -> NDArray[np.bool_]:
    """The characters that a rule runs through: struck out, or not to be read for certain."""
    out = np.zeros(len(table), dtype=np.bool_)
    middle, base, size = (table[:, 1] + table[:, 3]) / 2, table[:, 5], table[:, 6]
    for y, left, right in rules:
        if right - left < THICK / 2:
            continue
        height = (base - y) / np.maximum(size, 0.1)
        out |= (height > STRUCK[0]) & (height < STRUCK[1]) & (middle > left) & (middle < right)
    return out


def _borders(
    table: Floats, rules: Sequence[tuple[float, float, float]]
) -> Iterator[tuple[float, float, float]]:
    """The rules that underline no text: such a one lies close below characters and is as long as they are."""
    left, right, base, size = table[:, 1], table[:, 3], table[:, 5], table[:, 6]
    for y, start, stop in rules:
        own = (y >= base) & (y - base < UNDERLINE * size) & (right > start + FITS) & (left < stop - FITS)
        ends = (left[own].min(), right[own].max()) if own.any() else (start - 1, stop + 1)
        if abs(ends[0] - start) > FITS or abs(ends[1] - stop) > FITS:
            yield y, start, stop


def _within(table: Floats, clips: Clips, sides: Point, height: float) -> Floats:
    """The characters of a page; those of a word that its edge or a clip cuts are unreadable beside the cut."""
    inside, half = clips.seen(table[:, 9].astype(np.int64), table[:, 1:5])
    table[half & _signs(table), 0] = UNREADABLE
    inside &= (table[:, 3] > sides[0]) & (table[:, 1] < sides[1]) & (table[:, 4] > 0) & (table[:, 2] < height)
    cut = ~inside[:-1] != ~inside[1:]
    cut &= (table[:-1, 7] == table[1:, 7]) & (np.abs(table[:-1, 5] - table[1:, 5]) < 1)
    table[:-1][cut, 0] = table[1:][cut, 0] = UNREADABLE
    return table[inside]


def _clipped(rules: Sequence[tuple[float, float, float]], across: Point, along: Point) -> Floats:
    """Rules within the page; what stands outside it is not printed."""
    out = np.array(rules, dtype=np.float64).reshape(-1, 3)
    out = out[(out[:, 0] >= across[0] - 1) & (out[:, 0] <= across[1] + 1)]
    out[:, 1:] = np.clip(out[:, 1:], *along)
    return out[out[:, 2] > out[:, 1]]


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


def _characters(raw: Any, page: Any, turn: Matrix, clips: Clips) -> Iterator[tuple[float, ...]]:
    """Code point, box, baseline, size and run of each printed character, whether it is drawn unseen, its clip."""
    text = page.get_textpage()
    box, x, y, matrix = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    run, last, unseen, clip = 0, None, False, 0
    listed = (raw.FPDFPage_GetObject(page, number) for number in range(raw.FPDFPage_CountObjects(page)))
    own = {ctypes.cast(one, ctypes.c_void_p).value for one in listed}  # a form's clips are in its own measure
    for index in range(min(text.count_chars(), MOST_CHARACTERS)):
        code = _code(raw, text, index)
        raw.FPDFText_GetMatrix(text, index, matrix)
        if not code or _askew(matrix.a, matrix.b):
            continue
        one = raw.FPDFText_GetTextObject(text, index)
        drawn = ctypes.cast(one, ctypes.c_void_p).value
        if drawn != last:
            run, last, unseen = run + 1, drawn, raw.FPDFTextObj_GetTextRenderMode(one) == UNSEEN
            clip = clips.of(one) if drawn in own else 0
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.a, matrix.b)
        (x0, y0), (x1, y1) = apply(turn, box.left, box.top), apply(turn, box.right, box.bottom)
        left, base = apply(turn, x.value, y.value)
        if _is_wide(code):
            x0, x1 = min(x0, x1, left), max(x0, x1, left + size)
        size = size or abs(y1 - y0)
        yield code, min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), base, size, run, unseen, clip
    text.close()


def _askew(cosine: float, sine: float) -> bool:
    """Whether characters lie neither level nor upright, as a watermark's do."""
    turned = abs(math.degrees(math.atan2(sine, cosine))) % 90
    return ASKEW < turned < 90 - ASKEW


def _code(raw: Any, text: Any, index: int) -> int:
    """The code point of a character; 0 for what PDFium made up, U+FFFD for what it cannot tell."""
    code = int(raw.FPDFText_GetUnicode(text, index))
    if raw.FPDFText_IsGenerated(text, index) == 1 or code in (0x0A, 0x0D):
        return 0
    known = 0 < code < SURROGATES[0] or SURROGATES[1] <= code < 0x110000  # noqa: PLR2004
    return code if known and raw.FPDFText_HasUnicodeMapError(text, index) != 1 else UNREADABLE


def _is_wide(code: int) -> bool:
    """Whether a character takes a whole square, of which a bracket's box shows half."""
    return 0x2E80 <= code <= 0xFF60  # noqa: PLR2004


class _Drawing:
    """The rules of a page while its objects are looked at."""

    def __init__(self, raw: Any, clips: Clips) -> None:
        self.raw, self._clips, self._clip = raw, clips, 0
        self.across: list[tuple[float, float, float]] = []
        self.down: list[tuple[float, float, float]] = []
        self.pictures = 0
        self._left = MOST_SEGMENTS

    def read(self, page: Any, turn: Matrix) -> None:
        """Look at all objects of a page."""
        for index in range(self.raw.FPDFPage_CountObjects(page)):
            self._object(self.raw.FPDFPage_GetObject(page, index), turn, 0)

    def _object(self, one: Any, turn: Matrix, depth: int) -> None:
        kind = self.raw.FPDFPageObj_GetType(one)
        if kind == self.raw.FPDF_PAGEOBJ_PATH:
            self._clip = 0 if depth else self._clips.of(one)
            self._path(one, turn)
        elif kind == self.raw.FPDF_PAGEOBJ_IMAGE:
            self.pictures += 1
        elif kind == self.raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
            inner = _then(self._matrix(one), turn)
            for index in range(self.raw.FPDFFormObj_CountObjects(one)):
                self._object(self.raw.FPDFFormObj_GetObject(one, index), inner, depth + 1)

    def _matrix(self, one: Any) -> Matrix:
        m = self.raw.FS_MATRIX()
        if not self.raw.FPDFPageObj_GetMatrix(one, m):
            return IDENTITY
        return (m.a, m.b, m.c, m.d, m.e, m.f)

    def _path(self, path: Any, turn: Matrix) -> None:
        fill, stroke = ctypes.c_int(), ctypes.c_int()
        self.raw.FPDFPath_GetDrawMode(path, fill, stroke)
        filled = bool(fill.value) and self._seen(path, self.raw.FPDFPageObj_GetFillColor)
        stroked = bool(stroke.value) and self._seen(path, self.raw.FPDFPageObj_GetStrokeColor)
        if not filled and not stroked:
            return
        for points in self._lines(path, _then(self._matrix(path), turn)):
            if stroked:
                for (x0, y0), (x1, y1) in zip(points, points[1:], strict=False):
                    self._rule(min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1), STRAIGHT)
            if filled:
                xs, ys = [p[0] for p in points], [p[1] for p in points]
                self._rule(min(xs), min(ys), max(xs), max(ys), THICK)

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
        """What its clip lets be seen of a rule, none or one; a clip that cuts it is noted."""
        box = self._clips.boxes[self._clip]
        if start < box[side] - THICK or stop > box[side + 2] + THICK:
            self._clips.cut.add(self._clip)
        shown = box[1 - side] - THICK < at < box[3 - side] + THICK
        return [(at, max(start, box[side]), min(stop, box[side + 2]))] if shown else []
