"""Forms of a PDF: drawings within a page, with a measure of their own.

PDFium gives characters in the page's measure, but those that a form's text is said to stand for (ActualText,
as browsers write it for signs that share a glyph) in the form's own.
"""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

from gouji_readers.pdf_paper import Box, Matrix, apply

WITHIN = 0.1
"""Points by which a character's box may differ from its object's."""
SAME = 1e-3
"""Difference up to which a form's measure is the page's."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A form's measure, and where an object of it stands in it and on the page."""

    matrix: Matrix
    bounds: Box
    shown: Box

    def place(self, box: Any, x: Any, y: Any) -> None:
        """Move a character's box and origin to the page, where they can only be the form's."""
        own = box.left, box.bottom, box.right, box.top
        middle = (own[0] + own[2]) / 2, (own[1] + own[3]) / 2
        if _within(own, self.bounds) and not _within(middle * 2, self.shown):
            box.left, box.bottom, box.right, box.top = _box(self.matrix, own)
            x.value, y.value = apply(self.matrix, x.value, y.value)


def unmoved(raw: Any, one: Any, matrix: Any) -> Moved | None:
    """What moves the characters of a text object that were left in their form's measure, if anything does.

    ``matrix`` is what PDFium gives for a character: the object's own matrix and then those of its forms.
    """
    own, sides = raw.FS_MATRIX(), [ctypes.c_float() for _ in range(4)]
    if not raw.FPDFPageObj_GetMatrix(one, own) or not raw.FPDFPageObj_GetBounds(one, *sides):
        return None
    form = _form(own, matrix)
    if form is None or all(abs(a - b) < SAME for a, b in zip(form, (1, 0, 0, 1, 0, 0), strict=True)):
        return None
    left, bottom, right, top = (side.value for side in sides)
    bounds = left, bottom, right, top
    return Moved(form, bounds, _box(form, bounds))


def _form(own: Any, whole: Any) -> Matrix | None:
    """The matrix that follows the object's own in the whole; None where that cannot be told."""
    area = own.a * own.d - own.b * own.c
    if not area:
        return None
    a, b, c, d = own.d / area, -own.b / area, -own.c / area, own.a / area
    linear = (
        a * whole.a + b * whole.c,
        a * whole.b + b * whole.d,
        c * whole.a + d * whole.c,
        c * whole.b + d * whole.d,
    )
    (x, y) = apply((*linear, 0.0, 0.0), own.e, own.f)
    return (*linear, whole.e - x, whole.f - y)


def _within(box: Box, other: Box) -> bool:
    low = all(a >= b - WITHIN for a, b in zip(box[:2], other[:2], strict=True))
    return low and all(a <= b + WITHIN for a, b in zip(box[2:], other[2:], strict=True))


def _box(matrix: Matrix, box: Box) -> Box:
    """A box of left, bottom, right and top, moved."""
    (x0, y0), (x1, y1) = apply(matrix, *box[:2]), apply(matrix, *box[2:])
    return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)
