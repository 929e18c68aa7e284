"""Beyond: how far right a page shows a sheet that goes on to the right on another one, not joined to it.

A program that prints a sheet on pages side by side cuts texts that run over a page's end, and draws them on
both. A page with figures alone, all level with words of one before, has that one's other columns.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_page import Floats, Page
from gouji_readers.pdf_text import BLANK, SIGNS

SAME = 1.0
"""Points by which clips and lines of two pages that are level differ."""
LEAST = 3
"""Lines of figures alone that a page has at least."""


def ends(pages: Sequence[Page]) -> list[float]:
    """For each page how far right it shows a sheet that goes on; endless where none does.

    A sheet's pages all end at one place, and on most nothing may tell it.
    """
    out = [float("inf")] * len(pages)
    words = [_words(page) for page in pages]
    figures = [_alone(page, own) for page, own in zip(pages, words, strict=True)]
    for place, other in enumerate(pages):
        if len(other) and (len(figures[place]) or len(other.cuts)):
            for number, page in enumerate(pages[:place]):
                if other.number > page.number and len(page):
                    end = _text(page, words[number], figures[place])
                    out[number] = min(out[number], end, _clip(page, other))
    last = max((end for end in out if end < float("inf")), default=float("inf"))
    return [float("inf") if page.seams else min(end, last) for page, end in zip(pages, out, strict=True)]


def sides(pages: Sequence[Page], page: Page) -> list[float]:
    """Where other pages go on to the right: the tables of a page that end there may do so too."""
    return [] if page.seams else [other.seams[0].edge for other in pages if other.seams]


def over(page: Page) -> bool:
    """Whether text reaches over the paper's right side: what would begin beyond it may have been left out."""
    dark = page.codes > BLANK
    return bool((dark & (page.boxes[:, 2] > page.width + SAME)).any())


def walls(pages: Sequence[Page]) -> list[float]:
    """For each page where a clip says that its sheet's pages end; endless where none does.

    From a page to the next one that shows the rest of its texts all are one sheet's.
    """
    out = [float("inf")] * len(pages)
    for number, page in enumerate(pages):
        later = ((n, other) for n, other in enumerate(pages) if n > number and other.number > page.number)
        ends = ((n, _clip(page, other)) for n, other in later if len(page) and len(other))
        last, end = next((found for found in ends if found[1] < float("inf")), (number, float("inf")))
        out[number : last + 1] = [min(end, wall) for wall in out[number : last + 1]]
    return out


def _clip(page: Page, other: Page) -> float:
    """Where a clip cuts a page's texts whose rest another one shows."""
    if not len(page.cuts) or not len(other.cuts):
        return float("inf")
    last, first = float(page.boxes[:, 0].max()), float(other.boxes[:, 2].min())
    for _, top, right, bottom in page.cuts.tolist():
        level = np.abs(other.cuts[:, [1, 3]] - (top, bottom)).max(axis=1, initial=0.0) <= SAME
        if last < right < page.width and (other.cuts[level, 0] < first).any():
            return float(right)
    return float("inf")


def _text(page: Page, words: Floats, figures: Floats) -> float:
    """Where a page's texts end, with whose words all figures of another one are level."""
    level = len(figures) and _near(figures, words).all()
    return float(page.boxes[:, 2].max()) if level else float("inf")


def _words(page: Page) -> Floats:
    """The baselines of a page's lines that have words."""
    return np.unique(page.base[~np.isin(page.codes, SIGNS) & (page.codes > BLANK)].round())


def _alone(page: Page, words: Floats) -> Floats:
    """The baselines of a page's lines of figures alone; none where hardly any figure stands on one."""
    figures = np.unique(page.base[np.isin(page.codes, SIGNS)].round())
    alone = figures[~_near(figures, words)]
    return alone if len(alone) >= max(LEAST, len(figures) / 2) else alone[:0]


def _near(some: Floats, others: Floats) -> NDArray[np.bool_]:
    """Which of some baselines are level with others."""
    away = np.abs(some[:, None] - others[None, :]).min(axis=1, initial=float("inf"))
    level: NDArray[np.bool_] = away <= SAME
    return level
