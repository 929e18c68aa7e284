"""Words printed over others on a page, as where cells are too low for their lines: unreadable in tables.

So are labels that run into each other: where lines are cut to their cells they only seem to be one cell's.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_band import values
from gouji_readers.pdf_block import Block, Row
from gouji_readers.pdf_page import Page
from gouji_readers.pdf_text import SIGNS

DIGITS = SIGNS[:10]
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


def labels(rows: Sequence[Row]) -> Iterator[tuple[Block, list[Row]]]:
    """Labels that stand beside figures of several rows, which have no others, with these figures."""
    found = [(own, row[: len(row) - len(own)]) for row in rows if len(own := values(row)) > 1]
    lines = sorted(found, key=lambda line: middle(line[0][0]))
    middles = [middle(own[0]) for own, _ in lines]
    for block in (block for row in rows for block in row if len(block.lines) > 1 and not block.digits):
        left, top, _, bottom = block.box
        beside = lines[bisect_left(middles, top) : bisect_right(middles, bottom)]
        bare = [own for own, stub in beside if all(words.box[0] <= left for words in stub)]
        if len(bare) > 1:
            yield block, bare


def middle(block: Block) -> float:
    """The height of a cell's middle."""
    return (block.box[1] + block.box[3]) / 2


def _overprinted(page: Page) -> NDArray[np.bool_]:
    out = np.zeros(len(page), dtype=np.bool_)
    alpha = np.fromiter((chr(code).isalpha() for code in page.codes), np.bool_, len(page))
    signs = np.flatnonzero(alpha | np.isin(page.codes, DIGITS))
    step = 2 * LEVEL * float(np.median(page.size[signs])) if len(signs) else 1.0
    for shift in (0.0, 0.5):
        line = np.floor(page.base[signs] / max(step, 1.0) + shift)
        order = signs[np.lexsort((page.boxes[signs, 0], line))]
        one, other = order[:-1], order[1:]
        (left, _, right, _), (start, _, stop, _) = page.boxes[one].T, page.boxes[other].T
        size = np.minimum(page.size[one], page.size[other])
        both = np.minimum(right, stop) - np.maximum(left, start)
        over = (both > SHARED * np.minimum(right - left, stop - start)) & (alpha[one] | alpha[other])
        over &= (page.run[one] != page.run[other]) & (page.codes[one] != page.codes[other])
        over &= np.abs(page.base[one] - page.base[other]) < LEVEL * size
        over &= size > ALIKE * np.maximum(page.size[one], page.size[other])
        out[one[over]] = out[other[over]] = True
    return out
