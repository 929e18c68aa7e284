"""Words printed over others on a PDF's page, as where cells are too low for their lines: unreadable."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_block import Block
from gouji_readers.pdf_page import Page

SHARED = 0.3
"""Share of the narrower sign's width from which on two signs stand over each other."""
LEVEL = 0.5
"""Shares of the font's size between the baselines of lines that cannot be read apart."""
ALIKE = 0.7
"""Least ratio of their sizes; a watermark is larger."""


def words(page: Page, blocks: Iterable[Block]) -> list[int]:
    """The places of the signs of all cells of which a line stands over other words.

    Where it has run into another cell, so may the lines that follow or that come before it.
    """
    over = _overprinted(page)
    if not over.any():
        return []
    own = ([index for line in block.lines for index in line.own] for block in blocks)
    return [index for places in own if over[places].any() for index in places]


def _overprinted(page: Page) -> NDArray[np.bool_]:
    out = np.zeros(len(page), dtype=np.bool_)
    letters = np.flatnonzero(np.fromiter((chr(code).isalpha() for code in page.codes), np.bool_, len(page)))
    step = 2 * LEVEL * float(np.median(page.size[letters])) if len(letters) else 1.0
    for shift in (0.0, 0.5):
        line = np.floor(page.base[letters] / max(step, 1.0) + shift)
        order = letters[np.lexsort((page.boxes[letters, 0], line))]
        one, other = order[:-1], order[1:]
        (left, _, right, _), (start, _, stop, _) = page.boxes[one].T, page.boxes[other].T
        size = np.minimum(page.size[one], page.size[other])
        both = np.minimum(right, stop) - np.maximum(left, start)
        over = both > SHARED * np.minimum(right - left, stop - start)
        over &= (page.run[one] != page.run[other]) & (page.codes[one] != page.codes[other])
        over &= np.abs(page.base[one] - page.base[other]) < LEVEL * size
        over &= size > ALIKE * np.maximum(page.size[one], page.size[other])
        out[one[over]] = out[other[over]] = True
    return out
