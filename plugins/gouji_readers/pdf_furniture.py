"""Furniture of a PDF: running heads, feet and page numbers, which pages repeat and which part no table."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Sequence

import numpy as np

from gouji_readers import pdf_lines, pdf_page, pdf_rules
from gouji_readers.pdf_block import LETTER
from gouji_readers.pdf_lines import Line, Numbers
from gouji_readers.pdf_text import BLANK

EDGE = 0.12
"""Share of a page's height at its top and bottom in which lines that come again are the page's furniture."""
LEAST_EDGE, MOST_EDGE = 60.0, 0.2
"""Points that it is at least for a page's first and last line, as small paper has margins as wide, and the
share that it then is at most."""
SAME_PLACE = 3.0
"""Points by which such a line may move from page to page."""
NUMBERS = 2
"""Numbers in a line that says a page's number: its own, and how many pages there are."""
NEXT = 3.0
"""Shares of the font's size from a table's header down to the next line; a running head is farther off."""
_DIGITS = re.compile(r"\d{1,9}")
_FRAMED = re.compile(r"([—–－-])\s*\d{1,4}\s*\1")
"""A page's number as no table prints a figure."""

Grids = Sequence[Sequence[pdf_rules.Ruled]]


def found(
    pages: Sequence[pdf_page.Page],
    grids: Grids,
    long: pdf_page.Page,
    tops: pdf_page.Floats,
    free: pdf_rules.Flags,
) -> Iterator[Line]:
    """Lines at pages' edges, in no grid, that other pages have too, but for their numbers; not free then."""
    out: dict[tuple[str, int], list[tuple[int, Line, Numbers]]] = {}
    first = np.cumsum([0, *map(len, pages)])
    for number, page in enumerate(pages):
        edge = max(EDGE * page.height, min(LEAST_EDGE, MOST_EDGE * page.height))
        near = (page.base < edge) | (page.base > page.height - edge)
        inner = (page.base > EDGE * page.height) & (page.base < (1 - EDGE) * page.height)
        near &= ~inner | _ends(page)
        for _, top, _, bottom in (ruled.box for ruled in grids[number]):
            near &= (page.base + tops[number] < top) | (page.base + tops[number] > bottom)
        own = np.flatnonzero(near) + first[number]
        for line in pdf_lines.lines(long, own, wide=True):
            key = _DIGITS.sub("0", line.text), round((line.base - tops[number]) / SAME_PLACE)
            at = own[np.abs(long.base[own] - line.base) <= 1]
            if LETTER.search(key[0]) or _outermost(page, line.base - tops[number]):
                out.setdefault(key, []).append((page.number, line, at))
    again = [
        listed
        for (text, _), listed in out.items()
        if len(listed) > 1 and _repeated(listed, worded=LETTER.search(text) is not None)
    ]
    bases = {line.base for listed in again for _, line, _ in listed}
    for listed in again:
        if not all(_heads(long, line, first, bases) for _, line, _ in listed):
            for _, line, at in listed:
                free[at] = False
                yield line


def _heads(long: pdf_page.Page, line: Line, first: Numbers, again: Container[float]) -> bool:
    """Whether the first line below one, or below those that come ``again`` as it does, is a table's row.

    Each is close below the one before, and the row has several pieces: it is that table's header then.
    ``first`` are the places where the pages' characters begin.
    """
    page = int(np.searchsorted(first, line.pieces[0].own[0], side="right"))
    base = long.base[first[page - 1] : first[page]]
    last: Line | None = line
    while last is not None and last.base in again:
        reach = last.base + NEXT * max(piece.size for piece in last.pieces)
        own = first[page - 1] + np.flatnonzero((base > last.base + SAME_PLACE) & (base < reach))
        last = next(iter(pdf_lines.lines(long, own, wide=True)), None)
    return last is not None and len(last.pieces) > 1


def _ends(page: pdf_page.Page) -> pdf_rules.Flags:
    """Which characters stand on the first or the last line of a page."""
    own = page.base[page.codes > BLANK]
    first, last = (own.min(), own.max()) if len(own) else (0.0, 0.0)
    ends: pdf_rules.Flags = (page.base < first + SAME_PLACE) | (page.base > last - SAME_PLACE)
    return ends


def _outermost(page: pdf_page.Page, base: float) -> bool:
    """Whether nothing stands above a line of a page, or nothing below it."""
    others = page.base[page.codes > BLANK]
    return not (others < base - SAME_PLACE).any() or not (others > base + SAME_PLACE).any()


def _repeated(listed: Sequence[tuple[int, Line, Numbers]], *, worded: bool) -> bool:
    """Whether lines differ in one number only; without words that is the number of their page.

    It counts on, and beside it stands at most how many pages there are. A table's rows have more figures. One
    between dashes may also be the same on all pages, where a program has lost the field that counts.
    """
    if all(_FRAMED.fullmatch(line.text) for _, line, _ in listed):
        return True
    counts = list(zip(*([int(n) for n in _DIGITS.findall(line.text)] for _, line, _ in listed), strict=True))
    moving = [own for own in counts if len(set(own)) > 1]
    pages = [page for page, _, _ in listed]
    steps = {n - page for own in moving for n, page in zip(own, pages, strict=True)}
    return len(moving) <= 1 if worded else len(counts) <= NUMBERS and len(moving) == len(steps) == 1
