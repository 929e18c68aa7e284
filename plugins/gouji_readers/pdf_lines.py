"""Lines of print: characters on one baseline, as pieces that wide gaps part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_notes import MARKS
from gouji_readers.pdf_page import APART, SAME_LINE, TOUCHING, Page
from gouji_readers.pdf_text import BLANK, SIGNS
from gouji_readers.stretches import stretches

Numbers = NDArray[np.int64]
Box = tuple[float, float, float, float]

DOUBLED = 0.3
"""Shares of a character's width by which the same character is printed again to look bold."""
OVER = 0.3
"""Shares of a character's width from which on it stands over the one before it."""
SAME_SIZE = 0.9
"""Least ratio of the sizes of two figures that are one; a note's number is smaller."""
WIDE_GAP = 1.0
"""The same between pieces of a line outside tables that were drawn at once."""
FIGURE = re.compile(r"[\d.,，．%％+\-−]")
DIGITS = SIGNS[:10]


@dataclass(slots=True)
class Piece:
    """Characters that stand together: their text without blanks at its ends, and their box.

    ``own`` are the places on the page of the characters that are no blanks. What is ``torn`` may be a part of
    a figure, and is none by itself.
    """

    text: str
    box: Box
    size: float
    own: Sequence[int]
    torn: bool = False


@dataclass(slots=True)
class Line:
    """The pieces of one line from left to right."""

    pieces: list[Piece]
    base: float

    @property
    def text(self) -> str:
        """The pieces with a blank between."""
        return " ".join(piece.text for piece in self.pieces)

    @property
    def box(self) -> Box:
        """The box around all pieces."""
        return around([piece.box for piece in self.pieces])


def around(boxes: Sequence[Box]) -> Box:
    """The box around some boxes."""
    left, top, right, bottom = zip(*boxes, strict=True)
    return min(left), min(top), max(right), max(bottom)


def lines(page: Page, chosen: Numbers, *, wide: bool = False) -> list[Line]:
    """The lines of some characters, from the top down.

    Within a cell only figures are parted by a gap; outside, with ``wide``, a wide gap parts any two pieces,
    words and figures too.
    """
    out = []
    for own in _rows(page, chosen, layers=wide):
        pieces = list(_pieces(page, own, wide=wide))
        if pieces:
            out.append(Line(pieces, float(np.median(page.base[own]))))
    return out


def _rows(page: Page, chosen: Numbers, *, layers: bool) -> Iterator[Numbers]:
    """The characters of each line, from left to right, those printed twice only once."""
    order = chosen[np.argsort(page.base[chosen], kind="stable")]
    if not len(order):
        return
    step = np.diff(page.base[order])
    most = SAME_LINE * np.minimum(page.size[order][1:], page.size[order][:-1])
    for row in np.split(order, np.flatnonzero(step > most) + 1):
        sorted_row = row[np.argsort(page.boxes[row, 0], kind="stable")]
        once = _once(page, sorted_row)
        yield from _layers(page, once) if layers else [once]


def _layers(page: Page, row: Numbers) -> list[Numbers]:
    """A line, as several where words stand over others: signs that were drawn at once stay together."""
    left, right, run = page.boxes[row, 0], page.boxes[row, 2], page.run[row]
    over = (right[:-1] - left[1:] > OVER * (right - left)[1:]) & (run[1:] != run[:-1])
    dark = page.codes[row] > BLANK
    if not (over & dark[1:] & dark[:-1]).any():
        return [row]
    layers: list[list[int]] = []
    for index, least in zip(row.tolist(), left + OVER * (right - left), strict=True):
        free = [own for own in layers if page.boxes[own[-1], 2] <= least]
        if free:
            min(free, key=partial(_far, page, index)).append(index)
        else:
            layers.append([index])
    layers.sort(key=lambda own: float(np.median(page.base[own])))
    return [np.array(own, dtype=np.int64) for own in layers]


def _far(page: Page, index: int, own: Sequence[int]) -> tuple[bool, float]:
    """How little a sign has to do with those of a line."""
    return bool(page.run[own[-1]] != page.run[index]), abs(float(page.base[own[-1]] - page.base[index]))


def _once(page: Page, row: Numbers) -> Numbers:
    kept: list[int] = []
    for index in row.tolist():
        width = page.boxes[index, 2] - page.boxes[index, 0]
        if not any(
            page.codes[k] == page.codes[index] and page.boxes[index, 0] - page.boxes[k, 0] < DOUBLED * width
            for k in kept[-2:]
        ):
            kept.append(index)
    return np.array(kept, dtype=np.int64)


def figures(page: Page, here: slice) -> Iterator[slice]:
    """The figures of several signs among some characters, as slices of these.

    Their signs were drawn at once, or each on its own and touching the one before.
    """
    sign = np.isin(page.codes[here], SIGNS)
    boxes, base, size, run = (a[here] for a in (page.boxes, page.base, page.size, page.run))
    most = np.where(run[1:] == run[:-1], APART, TOUCHING)
    near = np.abs(boxes[1:, 0] - boxes[:-1, 2]) < most * size[1:]
    level = np.abs(np.diff(base)) < SAME_LINE * size[1:]
    goes_on = sign[1:] & sign[:-1] & near & level
    yield from (slice(a, b + 1) for a, b in stretches(goes_on))


def going_on(page: Page, chosen: Numbers) -> NDArray[np.bool_]:
    """For each of some characters but the last, whether the next one stands right behind it on its line."""
    boxes, base, size = page.boxes[chosen], page.base[chosen], page.size[chosen]
    near = np.abs(boxes[1:, 0] - boxes[:-1, 2]) < TOUCHING * size[1:]
    return near & (np.abs(np.diff(base)) < SAME_LINE * size[1:])


def _pieces(page: Page, row: Numbers, *, wide: bool) -> Iterator[Piece]:
    held: list[int] = []
    for index in row.tolist():
        if held and _parted(page, held, index, wide=wide):
            yield from _piece(page, held)
            held = []
        held.append(index)
    yield from _piece(page, held)


def _parted(page: Page, held: Sequence[int], index: int, *, wide: bool) -> bool:
    last = next((i for i in reversed(held) if not chr(page.codes[i]).isspace()), None)
    bound = page.tied[index] or page.codes[index] in MARKS
    if last is None or chr(page.codes[index]).isspace() or bound:
        return False
    if page.torn[index] != page.torn[last]:
        return True
    gap, size = page.boxes[index, 0] - page.boxes[last, 2], min(page.size[index], page.size[last])
    figures = all(FIGURE.fullmatch(chr(page.codes[i])) for i in (last, index))
    if wide and not figures:
        return bool(gap > (WIDE_GAP if page.run[index] == page.run[last] else APART) * size)
    small = size < SAME_SIZE * max(page.size[index], page.size[last])
    return bool(figures and (small or gap > APART * size))


def _piece(page: Page, held: Sequence[int]) -> Iterator[Piece]:
    text = "".join(chr(page.codes[i]) for i in held)
    dark = [i for i in held if not chr(page.codes[i]).isspace()]
    if dark:
        box = around([tuple(page.boxes[i].tolist()) for i in dark])
        torn = bool(page.torn[dark].any())
        yield Piece(" ".join(text.split()), box, float(np.median(page.size[dark])), dark, torn)
