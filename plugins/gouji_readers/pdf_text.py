"""The characters of a PDF's page: what they say, where they stand, and whether they are seen."""

from __future__ import annotations

import ctypes
import math
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gouji_readers import pdf_form
from gouji_readers.pdf_clip import Clips
from gouji_readers.pdf_paper import Matrix, apply

Floats = NDArray[np.float64]

CODE, LEFT, TOP, RIGHT, BOTTOM, BASE, SIZE, RUN, LOOK, CLIP, ORDER, QUARTER = range(12)
"""Columns of a character's row."""
UPWARD, HEADLONG = 1, 2
"""Quarters by which signs are turned that run upward, or stand on their heads."""
BLANK = ord(" ")
MOST_CHARACTERS = 200_000
"""Characters of a page that are read; a page of dense print has five thousand."""
ASKEW = 5.0
"""Degrees off level or upright from which on characters are a watermark's or a stamp's."""
NOT_DRAWN = 3, 7
"""PDF's modes of text that is not drawn."""
SEEN, PALE, UNSEEN = range(3)
WHITE = 250
"""Red, green and blue from which on text is seen only on a ground."""
LEAST_SIZE = 1.0
"""Points of a font that nobody reads."""
SAMPLE = 1000
"""Characters that are asked for the direction of a page's text."""
LINE, OVER = 2.0, 0.5
"""Points between baselines of one line, and the share of its width from which on a sign is over another."""
BELOW = 0.38
"""Shares of the font's size from the middle of a sign's square down to its baseline."""
UNREADABLE = 0xFFFD
MARKS = {0x0A, 0x0D, *range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF}
"""Codes of line ends, direction and joining, which print nothing."""
BLANKS = {0xA0, *range(0x2000, 0x200B), 0x202F, 0x205F, 0x3000}
"""Codes of blanks of other widths."""
SURROGATES = 0xD800, 0xE000
WIDE = 0x2E80, 0xFF60
"""The first and the last of the characters that take a whole square."""
SIGNS = [ord(sign) for sign in "0123456789.,+-−"]
"""Codes of a figure's signs."""


def characters(raw: Any, page: Any, turn: Matrix, clips: Clips) -> Floats:
    """A row for each printed character.

    Code point, box, baseline, size, run, look (SEEN, PALE or UNSEEN), number of its clip, place of its object
    among the page's, -1 within a form, and by how many quarters it is turned to the left. The baseline of
    those that are turned is that of the same sign set upright.
    """
    text = page.get_textpage()
    box, x, y, matrix = raw.FS_RECTF(), ctypes.c_double(), ctypes.c_double(), raw.FS_MATRIX()
    run, last, look, clip, order, moved = 0, None, SEEN, 0, -1, None
    places = _places(raw, page)
    rows: list[tuple[float, ...]] = []
    for index in range(min(text.count_chars(), MOST_CHARACTERS)):
        code = _code(raw, text, index)
        raw.FPDFText_GetMatrix(text, index, matrix)
        if not code or _askew(matrix.a, matrix.b):
            continue
        one = raw.FPDFText_GetTextObject(text, index)
        drawn = ctypes.cast(one, ctypes.c_void_p).value
        if drawn != last:
            run, last, look, order = run + 1, drawn, _look(raw, one), places.get(drawn, -1)
            clip = clips.of(one) if order >= 0 else 0  # a form's clips are in its own measure
            moved = pdf_form.unmoved(raw, one, matrix) if order < 0 else None
        raw.FPDFText_GetLooseCharBox(text, index, box)
        raw.FPDFText_GetCharOrigin(text, index, x, y)
        if moved is not None:
            moved.place(box, x, y)
        size = raw.FPDFText_GetFontSize(text, index) * math.hypot(matrix.a, matrix.b)
        (x0, y0), (x1, y1) = apply(turn, box.left, box.top), apply(turn, box.right, box.bottom)
        left, base = apply(turn, x.value, y.value)
        quarter, level = _quarter(turn, matrix), _level(turn, matrix)
        if _is_wide(code) and level:
            x0, x1 = min(x0, x1, left), max(x0, x1, left + size)
        size = size or abs(y1 - y0)
        code = code if level or code not in SIGNS else UNREADABLE
        base = _upright(quarter, base, (y0, y1), size)
        own = UNSEEN if size < LEAST_SIZE else look
        sides = min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
        rows.append((code, *sides, base, size, run, own, clip, order, quarter))
    text.close()
    return np.array(rows, dtype=np.float64).reshape(-1, 12)


def quarters(raw: Any, page: Any) -> int:
    """By how many quarters a page is to be turned for most of its text to run from left to right."""
    text, matrix, count = page.get_textpage(), raw.FS_MATRIX(), [0, 0, 0, 0]
    for index in range(min(text.count_chars(), SAMPLE)):
        if _code(raw, text, index) > BLANK:
            raw.FPDFText_GetMatrix(text, index, matrix)
            count[round(math.degrees(math.atan2(matrix.b, matrix.a)) / 90) % 4] += 1
    text.close()
    return max(range(4), key=lambda quarter: count[quarter])


def overprinted(table: Floats) -> NDArray[np.bool_]:
    """Which signs of figures are printed over others that differ, more than half of the shorter figure."""
    out = np.zeros(len(table), dtype=np.bool_)
    own = np.flatnonzero(np.isin(table[:, 0], SIGNS))
    stretches = _stretches(table, own)
    for shift in (0.0, 0.5):
        order = own[np.lexsort((table[own, 1], np.round(table[own, 5] / LINE + shift)))]
        one, other = order[:-1], order[1:]
        over = _shared(table[one, 1], table[one, 3], table[other, 1], table[other, 3]) > OVER
        over &= (np.abs(table[one, 5] - table[other, 5]) < LINE) & (table[one, 0] != table[other, 0])
        over &= _shared(*stretches[one].T, *stretches[other].T) > OVER
        out[one[over]] = out[other[over]] = True
    return out


def _stretches(table: Floats, own: NDArray[np.int64]) -> Floats:
    """For each of some characters from where to where what was drawn at once with it stands on its line."""
    out = table[:, [1, 3]].copy()
    keys = np.column_stack((table[own, 7], np.round(table[own, 5])))
    _, group = np.unique(keys, axis=0, return_inverse=True)
    group = group.reshape(-1)
    sides = np.full(len(own) + 1, np.inf), np.full(len(own) + 1, -np.inf)
    np.minimum.at(sides[0], group, table[own, 1])
    np.maximum.at(sides[1], group, table[own, 3])
    out[own] = np.column_stack((sides[0][group], sides[1][group]))
    return out


def _shared(a: Floats, b: Floats, c: Floats, d: Floats) -> Floats:
    """The share of the shorter of two stretches that both have in common."""
    return (np.minimum(b, d) - np.maximum(a, c)) / np.maximum(np.minimum(b - a, d - c), 0.01)


def _places(raw: Any, page: Any) -> dict[int | None, int]:
    """The places of a page's own objects, by their addresses."""
    count = raw.FPDFPage_CountObjects(page)
    listed = (raw.FPDFPage_GetObject(page, number) for number in range(count))
    return {ctypes.cast(one, ctypes.c_void_p).value: number for number, one in enumerate(listed)}


def _look(raw: Any, one: Any) -> int:
    """How an object's text is seen: not at all, only on a ground that is not white, or anywhere."""
    mode = raw.FPDFTextObj_GetTextRenderMode(one)
    r, g, b, a = (ctypes.c_uint() for _ in range(4))
    if mode in NOT_DRAWN:
        return UNSEEN
    if mode % 4 or not raw.FPDFPageObj_GetFillColor(one, r, g, b, a):
        return SEEN
    if a.value == 0:
        return UNSEEN
    return PALE if min(r.value, g.value, b.value) >= WHITE else SEEN


def _level(turn: Matrix, matrix: Any) -> bool:
    """Whether a character runs from left to right, and is no mirror's image."""
    along = turn[0] * matrix.a + turn[2] * matrix.b
    return bool(along > 0 and matrix.a * matrix.d - matrix.b * matrix.c > 0)


def _quarter(turn: Matrix, matrix: Any) -> int:
    """By how many quarters a character is turned to the left as the page is seen."""
    right, down = (turn[side] * matrix.a + turn[side + 2] * matrix.b for side in (0, 1))
    return round(math.degrees(math.atan2(-down, right)) / 90) % 4


def _upright(quarter: int, base: float, sides: tuple[float, float], size: float) -> float:
    """The baseline that a turned character would have if it were set upright between two heights."""
    if quarter in (0, HEADLONG):
        return sum(sides) - base if quarter else base
    return sum(sides) / 2 + BELOW * size


def _askew(cosine: float, sine: float) -> bool:
    """Whether characters lie neither level nor upright, as a watermark's do."""
    turned = abs(math.degrees(math.atan2(sine, cosine))) % 90
    return ASKEW < turned < 90 - ASKEW


def _code(raw: Any, text: Any, index: int) -> int:
    """The code point of a character, of any blank a space's; 0 for what PDFium made up, U+FFFD if unknown."""
    code = int(raw.FPDFText_GetUnicode(text, index))
    if raw.FPDFText_IsGenerated(text, index) == 1 or code in MARKS:
        return 0
    if code in BLANKS:
        return BLANK
    known = 0 < code < SURROGATES[0] or SURROGATES[1] <= code < 0x110000  # noqa: PLR2004
    return code if known and raw.FPDFText_HasUnicodeMapError(text, index) != 1 else UNREADABLE


def _is_wide(code: int) -> bool:
    """Whether a character takes a whole square, of which a bracket's box shows half."""
    return WIDE[0] <= code <= WIDE[1]
