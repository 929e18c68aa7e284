"""The pieces of a PDF's page: where text is set in two columns, each is read as a page of its own."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_page import SAME_LINE, Floats, Page
from gouji_readers.pdf_text import BLANK

Flags = NDArray[np.bool_]
Stretch = tuple[float, float]

MIDDLE = 0.3, 0.7
"""Shares of a page's width between which two columns of text are parted."""
STEP = 3.0
"""Points between the places where a gutter is looked for, and its least width."""
LEAST = 0.2
"""Share of a page's characters that stand in each of its columns at least; half of it where rules that end
before the gutter show tables on both sides, of which one may be a repeated header alone."""
LEVEL = 0.7
"""Share of one column's lines up to which others may stand level with them: a table's all do."""
MOST_TURNS = 5
"""Times that the drawing goes from one side to the other: once for the columns, and for what the page's edges
say; a table's rows go over both sides, each on its own."""
DIGITS = ord("0"), ord("9")
EDGE = 0.12
"""Share of a page's height at its top and bottom in which lines may be the page's furniture."""
END = float("inf")


def pieces(page: Page) -> Iterator[Page]:
    """The page, or what stands above its two columns of text, both of them, and what stands below.

    The second is moved to where the first stands, so that a table that goes on in it has the same sides.
    """
    found = None if page.seams else _gutter(page)
    if found is None:
        yield page
        return
    (top, bottom), gutter = found
    inside, left = (page.base > top) & (page.base < bottom), _middle(page) < gutter
    starts = [float(page.boxes[inside & side, 0].min()) for side in (left, ~left)]
    parts = [
        _part(page, page.base <= top, (-END, top), (-END, END)),
        _part(page, inside & left, (top, bottom), (-END, gutter)),
        _moved(_part(page, inside & ~left, (top, bottom), (gutter, END)), starts[1] - starts[0]),
        _part(page, page.base >= bottom, (bottom, END), (-END, END)),
    ]
    yield from (part for part in parts if len(part))


def _gutter(page: Page) -> tuple[Stretch, float] | None:
    """From where to where on a page two columns of text stand side by side, and what is between; or None."""
    places = np.arange(MIDDLE[0] * page.width, MIDDLE[1] * page.width, STEP)
    bands = [_free(page, place) for place in places.tolist()] if len(page) else []
    longest = max((stop - start for start, stop in bands), default=0.0)
    widest = [n for n, (start, stop) in enumerate(bands) if stop - start > longest - STEP]
    if not widest:
        return None
    middle = widest[len(widest) // 2]
    return (bands[middle], float(places[middle])) if _columns(page, bands[middle], places[middle]) else None


def _free(page: Page, place: float) -> Stretch:
    """The longest stretch down a page that nothing crosses at a place."""
    over = (page.boxes[:, 0] < place + STEP / 2) & (page.boxes[:, 2] > place - STEP / 2)
    ruled = (page.across[:, 1] < place + STEP / 2) & (page.across[:, 2] > place - STEP / 2)
    walls = np.abs(page.down[:, 0] - place) < STEP / 2
    tops = np.concatenate((page.boxes[over, 1], page.across[ruled, 0], page.down[walls, 1]))
    ends = np.concatenate((page.boxes[over, 3], page.across[ruled, 0], page.down[walls, 2]))
    order = np.argsort(tops)
    starts = np.concatenate(((0.0,), np.maximum.accumulate(ends[order])))
    stops = np.concatenate((tops[order], (page.height,)))
    widest = int((stops - starts).argmax())
    return float(starts[widest]), float(stops[widest])


def _columns(page: Page, band: Stretch, gutter: float) -> bool:
    """Whether both sides are columns of text: words on both, each drawn at once, and no rows over both."""
    inside, left = (page.base > band[0]) & (page.base < band[1]), _middle(page) < gutter
    sides = [np.flatnonzero(inside & side) for side in (left, ~left)]
    words = [own[(page.codes[own] < DIGITS[0]) | (page.codes[own] > DIGITS[1])] for own in sides]
    ruled = (page.across[:, 0] > band[0]) & (page.across[:, 0] < band[1])
    both = (ruled & (page.across[:, 2] <= gutter)).any() and (ruled & (page.across[:, 1] >= gutter)).any()
    least = LEAST / 2 if both else LEAST
    if min(map(len, sides)) < least * len(page) or min(map(len, words)) < LEAST * len(page) / 2:
        return False
    if np.count_nonzero(np.diff(left[inside].astype(np.int8))) > MOST_TURNS or _has_rows(page, inside, left):
        return False
    return bool(both) or _level(page, *sides) <= LEVEL


def _has_rows(page: Page, inside: Flags, left: Flags) -> bool:
    """Whether the drawing crosses within a line from left to right, but for a page's furniture at its edges.

    Figures there that were drawn one by one are none.
    """
    own = np.flatnonzero(inside & (page.codes > BLANK))
    base = page.base[own]
    near = np.abs(np.diff(base)) <= SAME_LINE * page.size[own[1:]]
    crossed = np.flatnonzero(left[own[:-1]] & ~left[own[1:]] & near)
    body = (base > EDGE * page.height) & (base < (1 - EDGE) * page.height)
    return bool(body[crossed].any()) or any(_figures(page, own[place + 1 :]) for place in crossed.tolist())


def _figures(page: Page, own: NDArray[np.int64]) -> bool:
    """Whether characters begin with several figures on one line, each drawn by itself."""
    level = np.abs(page.base[own] - page.base[own[0]]) <= SAME_LINE * page.size[own]
    line = own[: int(np.argmin(np.append(level, False)))]
    digits = (page.codes[line] >= DIGITS[0]) & (page.codes[line] <= DIGITS[1])
    return bool(digits.all()) and len(np.unique(page.run[line])) > 1


def _level(page: Page, *sides: NDArray[np.int64]) -> float:
    """The share of the lines on the side with fewer of them that stand level with some on the other side."""
    lines = sorted((np.unique(page.base[own].round()) for own in sides), key=len)
    most = SAME_LINE * float(np.median(page.size))
    return float((np.abs(lines[0][:, None] - lines[1][None, :]).min(axis=1) <= most).mean())


def _middle(page: Page) -> Floats:
    middle: Floats = (page.boxes[:, 0] + page.boxes[:, 2]) / 2
    return middle


def _part(page: Page, own: Flags, down: Stretch, across: Stretch) -> Page:
    """The characters of a page that are chosen, and the rules between some sides."""
    return replace(
        page.only(own),
        across=_between(page.across, down, across),
        down=_between(page.down, across, down),
        cuts=page.cuts[(page.cuts[:, 2] > across[0]) & (page.cuts[:, 0] < across[1])],
    )


def _between(rules: Floats, at: Stretch, along: Stretch) -> Floats:
    middle = (rules[:, 1] + rules[:, 2]) / 2
    inside = (rules[:, 0] >= at[0]) & (rules[:, 0] <= at[1]) & (middle > along[0]) & (middle < along[1])
    out: Floats = rules[inside]
    return out


def _moved(page: Page, shift: float) -> Page:
    """The page with all that is on it so many points farther left."""
    box = np.array((shift, 0.0, shift, 0.0))
    return replace(
        page,
        width=page.width - shift,
        boxes=page.boxes - box,
        across=page.across - np.array((0.0, shift, shift)),
        down=page.down - np.array((shift, 0.0, 0.0)),
        cuts=page.cuts - box,
        shift=page.shift + shift,
    )
