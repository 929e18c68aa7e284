"""The paper of a PDF's page: how it is turned, and how far text beyond its sides is read."""

from __future__ import annotations

import ctypes
from dataclasses import dataclass
from typing import Any

Matrix = tuple[float, float, float, float, float, float]
Box = tuple[float, float, float, float]

REACH = 3000.0
"""Points left and right of its paper in which a page's text is read: a table of a metre."""


def apply(m: Matrix, x: float, y: float) -> tuple[float, float]:
    """A point as a matrix moves it."""
    return m[0] * x + m[2] * y + m[4], m[1] * x + m[3] * y + m[5]


@dataclass(frozen=True, slots=True)
class Paper:
    """A page's box in its own coordinates, by how many quarters it is turned, whether nothing is cropped."""

    box: Box
    turned: int
    whole: bool

    @property
    def size(self) -> tuple[float, float]:
        """Width and height as it is looked at."""
        left, bottom, right, top = self.box
        sides = right - left, top - bottom
        return sides if self.turned % 2 == 0 else (sides[1], sides[0])

    @property
    def sides(self) -> tuple[float, float]:
        """From where to where text counts: a table may be wider than its paper; what is cropped is hidden."""
        width, _ = self.size
        return (-REACH, width + REACH) if self.whole else (0.0, width)

    @property
    def turn(self) -> Matrix:
        """From the page's own coordinates to those of a reader."""
        left, bottom, right, top = self.box
        turns: dict[int, Matrix] = {
            0: (1, 0, 0, -1, -left, top),
            1: (0, 1, 1, 0, -bottom, -left),
            2: (-1, 0, 0, 1, right, -bottom),
            3: (0, -1, -1, 0, top, right),
        }
        return turns[self.turned]


def paper(raw: Any, page: Any) -> Paper:
    """The paper of a page; ``raw`` are PDFium's own functions."""
    box = page.get_bbox()
    return Paper(box, int(raw.FPDFPage_GetRotation(page)) % 4, box == page.get_mediabox())


def overflows(raw: Any, page: Any, own: Paper) -> bool:
    """Whether anything that is drawn reaches over a side of the paper, where PDFium reads no text."""
    upright = own.turned % 2
    low, high = own.box[upright] - 1, own.box[upright + 2] + 1
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(raw.FPDFPage_CountObjects(page)):
        if raw.FPDFPageObj_GetBounds(raw.FPDFPage_GetObject(page, index), *sides) and (
            sides[upright].value < low or sides[upright + 2].value > high
        ):
            return True
    return False


def widen(page: Any, own: Paper) -> None:
    """Set wider paper, so that PDFium reads what stands beyond the sides; the page is loaded anew then."""
    box = list(own.box)
    upright = own.turned % 2
    box[upright] -= REACH
    box[upright + 2] += REACH
    page.set_mediabox(*box)
    page.set_cropbox(*box)
