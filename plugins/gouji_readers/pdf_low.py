"""Rows of a PDF too low for their words: the lines of a cell that a clip cuts at its top and bottom.

A spreadsheet clips what does not fit its cell. If a part of its words is seen the rest is in the file, drawn
with it; left where it is it would stand in the rows above and below. Such a cell's lines are pressed together
until they fit. A figure is never completed so: cells with a line that may say one are left alone.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_clip import FAR, Clips
from gouji_readers.pdf_text import BASE, BLANK, BOTTOM, CLIP, CODE, LEFT, ORDER, RIGHT, RUN, SIGNS, SIZE, TOP

Floats = NDArray[np.float64]
Numbers = NDArray[np.int64]

WITHIN = 1.0
"""Points by which words may reach over the sides of their clip."""
LEAST = 0.2
"""Share of their height to which lines are pressed together at most: a clip that shows less is no cell's."""
LEVEL = 1.0
"""Points by which the baselines of one line differ."""
MOST = 1000
"""Clips of a page that are looked at; a sheet has fewer cells that are too low."""
DIGITS = 0.5
"""Share of a line's signs that figures are made of, from which on it may say one, as with its unit."""


def fitted(table: Floats, clips: Clips) -> Floats:
    """The characters, with the lines of cells that are cut above and below within their cells."""
    low = _low(table, clips)
    if not low:
        return table
    ordered = drawn(table)
    out = ordered.copy()
    for number in low:
        left, top, right, bottom = clips.boxes[number]
        for own in _cells(ordered, number, (left, top, right, bottom)):
            first, last = ordered[own, TOP].min(), ordered[own, BOTTOM].max()
            share = (bottom - top) / (last - first)
            for column in (TOP, BOTTOM, BASE):
                out[own, column] = top + (ordered[own, column] - first) * share
            out[own, SIZE] *= share
            out[own, CLIP] = 0
    return out if (out[:, CLIP] != ordered[:, CLIP]).any() else table


def _low(table: Floats, clips: Clips) -> list[int]:
    """The numbers of clips with a top and a bottom over which characters of theirs reach."""
    numbers = table[:, CLIP].astype(np.int64)
    _, top, _, bottom = np.array(clips.boxes)[numbers].T
    over = (top > -FAR) & (bottom < FAR) & ((table[:, TOP] < top) | (table[:, BOTTOM] > bottom))
    found: list[int] = np.unique(numbers[over]).tolist()
    return found if len(found) <= MOST else []


def drawn(table: Floats) -> Floats:
    """The characters as they were drawn: PDFium mixes lines that overlap. Those of forms do not tell it."""
    if len(table) and table[:, ORDER].min() < 0:
        return table
    order = np.argsort(table[:, ORDER], kind="stable")
    out = table[order]
    if (np.diff(order) != 1).any():
        out[1:, RUN] = np.cumsum(np.diff(out[:, ORDER]) != 0) + out[:1, RUN]
    return out


def _cells(table: Floats, number: int, clip: tuple[float, float, float, float]) -> Iterator[Numbers]:
    """The words that a clip shows only some lines of, with what of them lies wholly within it."""
    left, top, right, bottom = clip
    across = (table[:, LEFT] > left - WITHIN) & (table[:, RIGHT] < right + WITHIN)
    shown = across & (table[:, BOTTOM] > top) & (table[:, TOP] < bottom)
    whole = (
        across & (table[:, CLIP] == 0) & (table[:, TOP] > top - WITHIN) & (table[:, BOTTOM] < bottom + WITHIN)
    )
    own = across & (table[:, CLIP] == number)
    dark = np.flatnonzero(table[:, CODE] > BLANK)
    places = np.flatnonzero((own | whole)[dark])
    for chosen in np.split(places, np.flatnonzero(np.diff(places) > 1) + 1):
        run = dark[chosen]
        height = table[run, BOTTOM].max() - table[run, TOP].min() if len(run) else 0.0
        low = height > bottom - top > LEAST * height
        if low and own[run].any() and shown[run].any() and _words(table[run]):
            stop = chosen[-1] + 1
            yield np.arange(run[0], dark[stop] if stop < len(dark) else len(table))  # with its blanks


def _words(own: Floats) -> bool:
    """Whether all lines are words with few digits, each line below the one before."""
    steps = np.diff(own[:, BASE])
    lines = np.split(own[:, CODE], np.flatnonzero(steps > LEVEL) + 1)
    return bool((steps > -LEVEL).all()) and all(np.isin(line, SIGNS).mean() < DIGITS for line in lines)
