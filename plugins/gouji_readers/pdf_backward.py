"""Words drawn from right to left or upward, as where the text of a cell is turned.

LibreOffice prints some from right to left, each sign upright; a browser prints upward what it sets downward
and turns about, each sign on its head. Read by their places they would be backwards (``量数作制新年本``); the
order of drawing tells the word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_text import (
    BASE,
    BLANK,
    CODE,
    HEADLONG,
    LEFT,
    ORDER,
    QUARTER,
    RIGHT,
    RUN,
    SIZE,
    UPWARD,
    WIDE,
    Floats,
)
from gouji_readers.stretches import stretches

FEWEST = 3
"""Signs that make such a word; two may be anything."""
STEP = 0.9, 2.5
"""Shares of the font's size from a sign to the next one on its left."""
EVEN = 0.1
"""Shares of the font's size by which these steps may differ."""
MOST = 0.5
"""The share of a page's ideographs from which on its producer draws all text backwards, and places count."""


def turned(table: Floats) -> Floats:
    """A page's characters, the signs of such words exchanged."""
    dark = np.flatnonzero(table[:, CODE] > BLANK)
    table = _exchanged(table, dark, _climbing(table[dark]))
    order = dark[np.argsort(table[dark, ORDER], kind="stable")]
    words = list(_words(table[order]))
    if not words or sum(map(len, words)) > MOST * _wide(table).sum():
        return table
    return _exchanged(table, order, words)


def _exchanged(table: Floats, order: NDArray[np.int64], words: Iterable[NDArray[np.int64]]) -> Floats:
    """The characters, the signs of words exchanged that stand in this order."""
    out = table.copy()
    for word in words:
        own = order[word]
        out[own, CODE] = table[own[::-1], CODE]
    return out


def _climbing(table: Floats) -> Iterator[NDArray[np.int64]]:
    """Signs on their heads, or turned to run upward, one right above the other, from the highest one down.

    Signs of another script may be drawn before those that they follow.
    """
    size, middle = table[1:, SIZE], (table[:, LEFT] + table[:, RIGHT]) / 2
    turned = np.isin(table[:, QUARTER], (UPWARD, HEADLONG))
    on = turned[1:] & turned[:-1] & (np.abs(np.diff(table[:, BASE])) < STEP[1] * size)
    on &= np.abs(np.diff(middle)) < size / 2
    for start, last in stretches(on):
        if table[last, BASE] < table[start, BASE]:
            yield start + np.argsort(table[start : last + 1, BASE], kind="stable")


def _words(table: Floats) -> Iterator[NDArray[np.int64]]:
    """Ideographs drawn one after another, each by itself, by even steps to the left on one line.

    The characters are in the order in which their objects were drawn.
    """
    size, step = table[1:, SIZE], table[:-1, LEFT] - table[1:, LEFT]
    wide = _wide(table) & (table[:, ORDER] >= 0)
    on = wide[1:] & wide[:-1] & (table[1:, RUN] != table[:-1, RUN])
    on &= (np.abs(np.diff(table[:, BASE])) < EVEN * size) & (np.abs(np.diff(table[:, SIZE])) < EVEN)
    on &= (step > STEP[0] * size) & (step < STEP[1] * size)
    for start, last in stretches(on):
        even = np.ptp(step[start:last]) < EVEN * size[start]
        if last - start + 1 >= FEWEST and even:
            yield np.arange(start, last + 1)


def _wide(table: Floats) -> NDArray[np.bool_]:
    """Which characters take a whole square."""
    wide: NDArray[np.bool_] = (table[:, CODE] >= WIDE[0]) & (table[:, CODE] <= WIDE[1])
    return wide
