"""Sides: pages on which a ruled table goes on to the right, as sheets wider than their paper are printed.

Such a page goes on with another one: its rows lie at the same heights, rules do not close all of them between
both, and its figures have no labels. Both are read as one page. The two pages that follow them, or come
before, are one as well where their tables have the same sides, for a sheet is printed first down, then over:
of rows alone, without a header over both, rules close each.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_page import Floats, Page, Seam
from gouji_readers.pdf_rules import TOUCH
from gouji_readers.pdf_text import BLANK

Flags = NDArray[np.bool_]

SAME = 0.6
"""Points by which the height of a row may differ from page to page."""
LEVEL = 2.0
"""Points by which the middles of lines of one row differ."""
DIGIT = 0.7
"""Shares of the font's size from a page's edge up to which a figure's rest begins."""
LEAST = 3
"""Rules across that a table has at least, or lines between two: a header and a row."""


def joined(pages: Sequence[Page]) -> list[Page]:
    """The pages, those one that go on to the right; where several may go on in one, none does."""
    out: list[Page] = []
    for number, page in enumerate(pages):
        found = [place for place, other in enumerate(out) if _beside(other, page)]
        least = min((len(out[place].seams) for place in found), default=0)
        found = [place for place in found if len(out[place].seams) == least]
        rivals = sum(_beside(out[found[0]], other) for other in pages[number:]) if found else 0
        if len(found) == 1 or (found and len(found) == rivals):
            out[found[0]] = together(out[found[0]], page)
        else:
            out.append(page)
    return _followed(out)


def _followed(pages: Sequence[Page]) -> list[Page]:
    """The pages, those one that follow or come before two that are, and the ones beyond them."""
    out = {page.number: page for page in pages}
    for step, order in ((1, sorted(out)), (-1, sorted(out, reverse=True))):
        for number in order:
            page = out.get(number)
            for count, seam in enumerate(page.seams if page else ()):
                one, other = out.get(number + step), out.get(seam.number + step)
                if one and other and len(one.seams) == count and _follows(seam, one, other):
                    out[number + step] = together(one, other)
                    del out[seam.number + step]
    return list(out.values())


def _follows(seam: Seam, page: Page, other: Page) -> bool:
    """Whether tables of two pages have the same sides as others that are put together, and rows alike.

    The second page has figures alone, or names alone where cells are open between both.
    """
    left, right = _side(page, 1), _side(other, -1)
    bands = _level(page, other, left, right)
    if left is None or right is None or not bands:
        return False
    sides = abs(left.edge - seam.edge), abs(right.edge + seam.shift - seam.edge)
    listed = [_words(other, band) for band in bands]
    words = "".join(listed)
    if max(sides) > SAME or not any(map(str.isalpha, words)):
        return max(sides) <= SAME
    if any(map(str.isdigit, words)):
        return _headed(listed, [_words(page, band) for band in bands])
    return _opened(left, right, bands)


def _headed(words: Sequence[str], before: Sequence[str]) -> bool:
    """Whether rows have figures alone, or names beside names: those of another table's header."""
    return all(
        any(map(str.isdigit, own)) != any(map(str.isalpha, own)) and not _differ(own, other)
        for own, other in zip(words, before, strict=True)
        if own
    )


def _differ(own: str, other: str) -> bool:
    """Whether names stand beside figures or beside nothing."""
    return any(map(str.isalpha, own)) and (not other or any(map(str.isdigit, other)))


@dataclass(frozen=True, slots=True)
class _Side:
    """A side of a page's tables: where it is, the heights of the rules that reach it, and walls there."""

    edge: float
    ys: Floats
    walls: Floats


def _side(page: Page, sign: int) -> _Side | None:
    """The right side of a page's tables, or with -1 the left one."""
    if not len(page.across):
        return None
    ends = page.across[:, 2] if sign > 0 else -page.across[:, 1]
    edge = float(ends.max())
    ys = np.unique(page.across[ends > edge - TOUCH, 0].round(1))
    ys = ys[np.diff(ys, prepend=-TOUCH) > SAME]
    above = page.down[(page.down[:, 1] < ys[0] - TOUCH) & (page.down[:, 2] > ys[0] - TOUCH), 1]
    below = page.down[(page.down[:, 2] > ys[-1] + TOUCH) & (page.down[:, 1] < ys[-1] + TOUCH), 2]
    ys = np.concatenate((above[above.argsort()][:1], ys, below[below.argsort()][-1:]))
    walls = page.down[np.abs(page.down[:, 0] - sign * edge) <= TOUCH]
    return _Side(sign * edge, ys, walls)


def _beside(page: Page, other: Page) -> bool:
    """Whether the tables of a page go on to the right on another one."""
    left, right = _side(page, 1), _side(other, -1)
    bands = _level(page, other, left, right)
    if left is None or right is None or not bands:
        return False
    return _opened(left, right, bands) and _goes_on(page, other, bands)


def _opened(left: _Side, right: _Side, bands: Sequence[tuple[float, float]]) -> bool:
    """Whether a cell is open to both sides."""
    middles = [(top + bottom) / 2 for top, bottom in bands]
    return any(not _walled(left.walls, y) and not _walled(right.walls, y) for y in middles)


def _level(page: Page, other: Page, left: _Side | None, right: _Side | None) -> list[tuple[float, float]]:
    """Where the rows of another page's tables lie, if those of a page lie there too; else none."""
    if left is None or right is None or len(right.ys) < 2:  # noqa: PLR2004 - no row
        return []
    own = left.ys[(left.ys > right.ys[0] - SAME) & (left.ys < right.ys[-1] + SAME)]
    level = np.abs(own[:, None] - right.ys[None, :]) <= SAME
    bands = list(pairwise(right.ys.tolist()))
    if not _named(page, right.ys[~level.any(axis=0)], list(pairwise(own.tolist()))):
        return []
    if not _named(other, own[~level.any(axis=1)], bands):
        return []
    if any(_walled(page.down, y) for y in (own[0] - TOUCH, own[-1] + TOUCH)):
        return []
    if len(own) < len(left.ys) and not any(_walled(page.down, y) for y in (own[:-1] + own[1:]) / 2):
        return []  # without walls nothing else tells where a table ends
    bands = _by_lines(page, other, bands)
    return bands if len(bands) >= LEAST - 1 else []


def _by_lines(page: Page, other: Page, bands: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The rows between rules; where none part them, those of another page's lines, level with a page's."""
    out: list[tuple[float, float]] = []
    for band in bands:
        lines = _lines(other, band)
        words = [_words(other, (line - SAME, line + SAME)) for line in lines]
        figures = [line for line, text in zip(lines, words, strict=True) if any(map(str.isdigit, text))]
        several = len(figures) > LEAST or (figures and any(map(_letters, words)))
        own = np.array(_lines(page, band))
        level = sum(bool((np.abs(own - line) <= LEVEL).any()) for line in figures)
        if several and 2 * level > len(figures):
            edges = [band[0], *((a + b) / 2 for a, b in pairwise(lines)), band[1]]
            out += pairwise(edges)
        else:
            out.append(band)
    return out


def _lines(page: Page, band: tuple[float, float]) -> list[float]:
    """The heights of the lines of a page between two others."""
    middle = (page.boxes[:, 1] + page.boxes[:, 3]) / 2
    inside = np.sort(middle[(middle > band[0]) & (middle < band[1]) & (page.codes > BLANK)])
    return inside[np.diff(inside, prepend=-LEVEL) >= LEVEL].tolist() if len(inside) else []


def _named(page: Page, ys: Floats, bands: Sequence[tuple[float, float]]) -> bool:
    """Whether rules that a page has none of lie beside its names: one over several rows of a header."""
    words = [_words(page, (top, bottom)) for y in ys.tolist() for top, bottom in bands if top < y < bottom]
    return len(words) == len(ys) and all(text and not any(map(str.isdigit, text)) for text in words)


def _walled(walls: Floats, y: float) -> bool:
    """Whether a wall stands at a height."""
    return bool(((walls[:, 1] < y) & (walls[:, 2] > y)).any())


def _goes_on(page: Page, other: Page, bands: Sequence[tuple[float, float]]) -> bool:
    """Whether another page has rows of figures, none of them with words, and other words than the first.

    Names of a header may run out of its last row, over the first of several rows of figures.
    """
    words, others = ([_words(own, band) for band in bands] for own in (page, other))
    first = next((n for n, text in enumerate(others) if any(map(str.isdigit, text))), 0)
    figures = [text for text in others[first:] if any(map(str.isdigit, text))]
    named = len(figures) > LEAST and bool(others[first - 1 : first]) and _letters(others[first - 1])
    figures = figures[1:] if named else figures
    return bool(figures) and all(map(str.isdigit, figures)) and words != others


def _letters(text: str) -> bool:
    """Whether a text is of letters alone."""
    return bool(text) and not any(map(str.isdigit, text))


def _words(page: Page, band: tuple[float, float]) -> str:
    """The letters and digits in a row of a page's tables."""
    left, right = page.across[:, 1].min(), page.across[:, 2].max()
    middle = (page.boxes[:, :2] + page.boxes[:, 2:]) / 2
    inside = (middle[:, 1] > band[0]) & (middle[:, 1] < band[1])
    inside &= (middle[:, 0] > left) & (middle[:, 0] < right)
    return "".join(sign for code in page.codes[inside].tolist() if (sign := chr(code)).isalnum())


def together(page: Page, other: Page) -> Page:
    """Both pages as one, with the tables' sides on each other."""
    left, right = _side(page, 1), _side(other, -1)
    if left is None or right is None:
        return page
    shift = left.edge - right.edge
    runs = int(page.run.max(initial=0)) + 1
    order = _drawn(page, other, _level(page, other, left, right))
    return replace(
        page,
        width=other.width + shift,
        height=max(page.height, other.height),
        codes=np.concatenate([page.codes, other.codes])[order],
        torn=np.concatenate([_torn(page, left.edge, other, right.edge), other.torn])[order],
        boxes=np.concatenate([page.boxes, other.boxes + np.array((shift, 0, shift, 0))])[order],
        base=np.concatenate([page.base, other.base])[order],
        size=np.concatenate([page.size, other.size])[order],
        run=np.concatenate([page.run, other.run + runs])[order],
        walled=np.concatenate([page.walled, other.walled])[order],
        across=np.concatenate([page.across, other.across + np.array((0, shift, shift))]),
        down=np.concatenate([page.down, other.down + np.array((shift, 0, 0))]),
        cuts=np.concatenate([page.cuts, other.cuts + np.array((shift, 0, shift, 0))]),
        pictures=page.pictures + other.pictures,
        seams=(*page.seams, Seam(left.edge, other.number, shift), *_moved(other.seams, shift)),
    )


def _torn(page: Page, edge: float, other: Page, start: float) -> Flags:
    """A page's torn signs, without figures beside its edge of which a page that goes on shows no rest."""
    out = page.torn.copy()
    cut = (np.abs(page.cuts[:, 2] - edge) <= TOUCH).any()
    first = other.boxes[:, 0] - start < DIGIT * other.size
    bases = other.base[first & (other.codes > BLANK)]
    for index in np.flatnonzero(page.torn).tolist() if cut else ():
        alone = (np.abs(bases - page.base[index]) > page.size[index]).all()
        if alone and page.boxes[index, 2] <= edge + SAME:
            out[index] = False
    return out


def _moved(seams: Sequence[Seam], shift: float) -> list[Seam]:
    """Where pages beyond another one were put to it, so many points farther right."""
    return [Seam(seam.edge + shift, seam.number, seam.shift + shift) for seam in seams]


def _drawn(page: Page, other: Page, bands: Sequence[tuple[float, float]]) -> NDArray[np.intp]:
    """The characters of both pages as if drawn on one: a row's behind what is rightmost in it."""
    own, others = ((p.boxes[:, 1] + p.boxes[:, 3]) / 2 for p in (page, other))
    place = np.concatenate([np.arange(len(page)), np.full(len(other), len(page))])
    for top, bottom in bands:
        row = np.flatnonzero((own > top) & (own < bottom) & (page.codes > BLANK))
        last = row[page.boxes[row, 2].argmax()] if len(row) else len(page)
        place[len(page) :][(others > top) & (others < bottom)] = last
    return np.argsort(place, kind="stable")
