"""A page of a PDF as arrays: characters with their boxes, and the straight rules drawn on it.

Coordinates are points, x from the left and y from the top of the page as it is looked at.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from gouji_readers import pdf_backward, pdf_low, pdf_notes, pdf_struck
from gouji_readers.pdf_clip import Clips
from gouji_readers.pdf_drawing import Drawing
from gouji_readers.pdf_paper import Paper
from gouji_readers.pdf_text import SIGNS, UNREADABLE, UNSEEN, characters, overprinted

Floats = NDArray[np.float64]
Point = tuple[float, float]

SAME_LINE = 0.35
"""Shares of the font's size that baselines of one line may differ by."""
APART = 0.5
"""Shares of the font's size between two figures of one line from which on they are two."""
TOUCHING = 0.04
"""The same between signs that were not drawn at once and yet are one figure."""
WALLED = 12
"""Column of what a rule runs through that may be a wall."""
UNDERLINE = 0.25
"""Share of the font's size below the baseline up to which a rule may underline text."""
FITS = 0.5
"""Points by which an underline's ends may differ from the text's."""


@dataclass(frozen=True, slots=True)
class Seam:
    """From where on what is right of it stands on another page, its number, and how far it was moved."""

    edge: float
    number: int
    shift: float


@dataclass(frozen=True, slots=True, eq=False)
class Page:
    """Characters in the order they were drawn, and rules.

    ``codes`` are code points; ``boxes`` have left, top, right and bottom of each, ``base`` the y of its
    baseline, ``size`` its font's size, and ``run`` counts the stretches that were drawn at once.
    ``across`` rules are rows of y, left, right, ``down`` rules of x, top, bottom. ``unseen`` says
    that all its text is drawn invisibly, as what a program recognised on a picture is; beside visible text
    none of that counts. ``torn`` are signs of what may be a part of a figure only, as a clip cuts other text
    beside them; ``tied`` ones, of the long page, go on with the one drawn before them, however far apart
    both are. ``walled`` are signs that a rule runs through which may be a wall: unreadable but where their
    cell is too low for them.
    ``seams`` are where pages that go on to the right were put to this one.
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
    number: int = 1
    shift: float = 0.0
    torn: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    tied: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    walled: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=np.bool_))
    seams: tuple[Seam, ...] = ()

    def __len__(self) -> int:
        return len(self.codes)

    def only(self, own: NDArray[np.bool_]) -> Page:
        """The page with some of its characters, by a flag for each, and all its rules."""
        flags = (self.torn, self.tied, self.walled)
        torn, tied, walled = (held[own] if len(held) else held for held in flags)
        return replace(
            self,
            codes=self.codes[own],
            boxes=self.boxes[own],
            base=self.base[own],
            size=self.size[own],
            run=self.run[own],
            torn=torn,
            tied=tied,
            walled=walled,
        )

    def place(self, left: float) -> tuple[int, float]:
        """On which page what begins at a place stands, and how far right of it."""
        seam = next((seam for seam in reversed(self.seams) if left >= seam.edge), None)
        return (self.number, self.shift) if seam is None else (seam.number, -seam.shift)


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
        torn=np.concatenate([page.torn for page in pages]),
        tied=np.zeros(int(sum(map(len, pages))), dtype=np.bool_),
        walled=np.concatenate([page.walled for page in pages]),
    )


def starts(pages: Sequence[Page]) -> Floats:
    """Where each page begins on the long page."""
    return np.cumsum([0.0, *(page.height for page in pages)])[:-1]


def read(raw: Any, page: Any, paper: Paper) -> Page:
    """The arrays of a page; ``raw`` are PDFium's own functions."""
    turn, sides, (width, height) = paper.turn, paper.sides, paper.size
    clips = Clips(raw, paper)
    table = pdf_backward.turned(characters(raw, page, turn, clips))
    drawing = Drawing(raw, clips)
    drawing.read(page, turn)
    unseen = (table[:, 8] == UNSEEN) | drawing.unseen(table)
    table = table if unseen.all() else table[~unseen]
    pdf_notes.raised(table)
    table = pdf_low.fitted(table, clips)
    struck, replaced, walled = pdf_struck.struck(table, drawing.across)
    table = np.column_stack((pdf_struck.without(table, replaced), walled[~replaced]))
    table = pdf_low.drawn(table) if _lines_run_through(table) else table
    table, lost = _within(table, (struck & ~walled)[~replaced], clips, sides, height)
    lost = _whole_figures(table, lost | overprinted(table) | drawing.covered(table))
    beside = clips.bordering(table[:, 1:5], table[:, 6]) & _signs(table)
    beside = _whole_figures(table, lost | beside) & ~lost
    codes = table[:, 0].astype(np.int64)
    return Page(
        width,
        height,
        np.where(lost, UNREADABLE, codes),
        table[:, 1:5],
        table[:, 5],
        table[:, 6],
        table[:, 7].astype(np.int64),
        _clipped(list(_borders(table, drawing.across)), (0.0, height), sides),
        _clipped(drawing.down, sides, (0.0, height)),
        drawing.pictures,
        len(unseen) > 0 and bool(unseen.all()),
        clips.cutting(),
        walled=_whole_figures(table, table[:, WALLED] > 0),
        torn=beside,
    )


def _lines_run_through(table: Floats) -> bool:
    """Whether a rule that may be a wall runs through words: they may overlap and be mixed with others."""
    own = table[table[:, WALLED] > 0]
    near = np.abs(own[1:, 1] - own[:-1, 3]) < TOUCHING * own[1:, 6]
    return bool((near & (np.abs(np.diff(own[:, 5])) < 1)).any())


def _signs(table: Floats) -> NDArray[np.bool_]:
    """The characters that figures are made of: a word without its end is still one."""
    return np.isin(table[:, 0], SIGNS)


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


def _whole_figures(table: Floats, lost: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """What is lost of a page's characters, and all signs of figures of which it is a part."""
    lost = lost.copy()
    own = np.flatnonzero(_signs(table))
    for order, most, alike in (
        (own[np.lexsort((table[own, 1], table[own, 7]))], APART, 1.0),
        (own, TOUCHING, math.inf),
    ):
        one, other = table[order[:-1]], table[order[1:]]
        linked = np.abs(other[:, 1] - one[:, 3]) < most * other[:, 6]
        linked &= np.abs(other[:, 5] - one[:, 5]) < SAME_LINE * other[:, 6]
        linked &= np.abs(other[:, 7] - one[:, 7]) < alike
        figure = np.cumsum(np.concatenate(([False], ~linked)))[: len(order)]
        lost[order] |= (np.bincount(figure, lost[order]) > 0)[figure] if len(order) else False
    return lost


def _within(
    table: Floats, struck: NDArray[np.bool_], clips: Clips, sides: Point, height: float
) -> tuple[Floats, NDArray[np.bool_]]:
    """The characters of a page, and which are lost: struck ones, and a word's beside its edge or a clip."""
    inside, half = clips.seen(table[:, 9].astype(np.int64), table[:, 1:5])
    lost = struck | (half & _signs(table))
    inside &= (table[:, 3] > sides[0]) & (table[:, 1] < sides[1]) & (table[:, 4] > 0) & (table[:, 2] < height)
    cut = ~inside[:-1] != ~inside[1:]
    cut &= (table[:-1, 7] == table[1:, 7]) & (np.abs(table[:-1, 5] - table[1:, 5]) < 1)
    lost[:-1] |= cut
    lost[1:] |= cut
    return table[inside], lost[inside]


def _clipped(rules: Sequence[tuple[float, float, float]], across: Point, along: Point) -> Floats:
    """Rules within the page; what stands outside it is not printed."""
    out = np.array(rules, dtype=np.float64).reshape(-1, 3)
    out = out[(out[:, 0] >= across[0] - 1) & (out[:, 0] <= across[1] + 1)]
    out[:, 1:] = np.clip(out[:, 1:], *along)
    return out[out[:, 2] > out[:, 1]]
