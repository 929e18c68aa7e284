"""The print of a PDF: all its pages as one long page, with the tables found on it and the lines between."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from gouji_readers import (
    pdf_beyond,
    pdf_columns,
    pdf_found,
    pdf_furniture,
    pdf_heap,
    pdf_join,
    pdf_justified,
    pdf_lines,
    pdf_over,
    pdf_page,
    pdf_rules,
    pdf_shown,
    pdf_spill,
    pdf_stream,
    pdf_torn,
)
from gouji_readers.pdf_block import Row
from gouji_readers.pdf_furniture import Grids
from gouji_readers.pdf_join import Part
from gouji_readers.pdf_lines import Line, Numbers
from gouji_readers.pdf_text import BLANK, SIGNS, UNREADABLE
from gouji_readers.stretches import stretches

CUT = 0.5
"""Points by which a character reaches over a wall on both sides."""
BEGINS = 2.0
"""Shares of the font's size from a cell's left side to words that begin there, an ordinal among them."""
SAME_COLUMN = 0.3
"""Shares of the font's size by which the middles of signs below each other may differ."""
STACKED = 0.6, 1.6
"""Shares of the font's size from a sign to the one below it in an upright word."""
BELOW = 4.0
"""Shares of the font's size from a header's last rule down to figures that stand below it without rules."""


@dataclass(slots=True)
class Print:
    """What stands on the ``long`` page; ``furniture`` are lines that pages repeat at their edges.

    ``cut`` are the numbers of pages, from 1, whose right edge cuts a table, ``open`` the places of those that
    go on to the right on another one.
    """

    long: pdf_page.Page
    ruled: list[Part] = field(default_factory=list)
    plain: list[pdf_found.Found] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    furniture: list[Line] = field(default_factory=list)
    cut: list[int] = field(default_factory=list)
    open: set[int] = field(default_factory=set)


def read(pages: Sequence[pdf_page.Page]) -> Print:
    """The tables and lines of a PDF's pages."""
    long, tops = pdf_page.stacked(pages), pdf_page.starts(pages)
    grids, ends = _grids(pages, tops), pdf_beyond.ends(pages)
    over = _settle(long, grids)
    free = np.ones(len(long), dtype=np.bool_)
    out = Print(long, furniture=list(pdf_furniture.found(pages, grids, long, tops, free)))
    out.open = {
        place for place, end in enumerate(ends) if end < float("inf") or pdf_beyond.over(pages[place])
    }
    parts = list(_parts(pages, grids, long, tops, free, ends))
    cut = [part.box[1] for part in parts if part.cut]
    parts = _joined(parts, long, tops, free)
    cut += [part.box[1] for part in parts if pdf_join.hide_nameless(part)]
    pdf_join.hide_alike(parts)
    out.cut = sorted({pages[place].number for place in np.searchsorted(tops, cut, side="right") - 1})
    sound = [part for part in parts if not _in_part(part, long, free)]
    for part in sound:
        free[part.own] = False
    out.plain = _plain(long, free, sound, tops)
    pdf_shown.hide(out.plain, pages, tops)
    walls = pdf_beyond.walls(pages)
    for table in out.plain:
        place = int(np.searchsorted(tops, table.top, side="right")) - 1
        # Up to a wall a table with names names all its columns, wherever the text of its page ends.
        known = table.named and walls[place] < float("inf")
        pdf_found.lose(table, max(ends[place], walls[place]) if known else ends[place])
    own = [index for table in out.plain if table.hidden for index in table.own]
    places = np.unique(np.searchsorted(tops, long.base[own], side="right")) - 1
    out.cut = sorted({*out.cut, *(pages[place].number for place in places.tolist())})
    repeated = [index for table in out.plain for index in table.repeated]
    out.furniture += pdf_lines.lines(long, np.array(repeated, dtype=np.int64), wide=True)
    for part in parts:
        if part in sound or free[part.own].all():
            out.ruled.append(part)
            free[part.own] = False
    shown = over[free[over[:, 0]]]
    long.codes[shown[:, 0]] = shown[:, 1]
    out.lines = _lines_between(long, np.flatnonzero(free))
    return out


def _lines_between(long: pdf_page.Page, free: Numbers) -> list[Line]:
    """The lines outside of tables, with marks where a figure seems to be broken."""
    torn = pdf_torn.torn(pdf_stream.cells(long, free))
    long.torn[[index for block in torn for line in block.lines for index in line.own]] = True
    long.tied[pdf_stream.words(long, free)] = True
    out = pdf_lines.lines(long, free, wide=True)
    pdf_torn.mark(out, torn)
    return out


def _settle(long: pdf_page.Page, grids: Grids) -> Numbers:
    """Tie signs that are one word, put words that spill over rows into their own, lose those over others.

    Returns the places of the latter, and their codes: tables do not show them, lines of text do.
    """
    long.tied[pdf_justified.tied(long)] = True
    long.tied[pdf_justified.words(long)] = True
    blocks = list(pdf_spill.parted(list(pdf_stream.cells(long, np.arange(len(long))))))
    ruled = [own for listed in grids for own in listed]
    long.codes[pdf_spill.settled(long, blocks, ruled)] = UNREADABLE
    pdf_heap.settle(long, blocks, [own.box for own in ruled])
    long.codes[long.walled] = UNREADABLE
    over = np.array(pdf_over.words(long, blocks), dtype=np.int64)
    codes = long.codes[over]
    long.codes[over] = UNREADABLE
    return np.stack([over, codes], axis=1)


def _grids(pages: Sequence[pdf_page.Page], tops: pdf_page.Floats) -> Grids:
    """The ruled tables of each page, on the long page."""
    moved = [np.array((top, 0, 0)) for top in tops]
    return [
        list(pdf_rules.tables(page.across + top, page.down + top[[1, 0, 0]]))
        for page, top in zip(pages, moved, strict=True)
    ]


def _parts(
    pages: Sequence[pdf_page.Page],
    grids: Grids,
    long: pdf_page.Page,
    tops: pdf_page.Floats,
    free: pdf_rules.Flags,
    ends: Sequence[float],
) -> Iterator[Part]:
    """The ruled tables of each page, as far as its end shows them, with the characters in their cells."""
    first = np.cumsum([0, *map(len, pages)])
    middle = (long.boxes[:, :2] + long.boxes[:, 2:]) / 2
    for number, page in enumerate(pages):
        taken = np.zeros(len(page), dtype=np.bool_)
        here = slice(first[number], first[number + 1])
        figures = list(pdf_lines.figures(long, here))
        following = next(iter(grids[number + 1]), None) if number + 1 < len(pages) else None
        for drawn in grids[number]:
            rows = np.searchsorted(drawn.ys, middle[here, 1]) - 1
            edge = _edge(page, drawn, tops[number])
            ruled, columns = _on_paper(drawn, edge, rows, middle[here, 0], long, here, figures)
            height, width = ruled.cells.shape
            if drawn is grids[number][-1] and _goes_on(ruled, following):
                rows[_cut_off(columns, rows, ruled) & free[here] & ~taken] = height - 1
            inside = (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height) & ~taken & free[here]
            cells = np.where(inside, ruled.cells[rows % height, columns % width], -1)
            _run_over(ruled, cells, columns, long, here)
            _run_out(cells, long, here)
            for figure in figures:
                _in_one_cell(cells[figure], long.codes[here][figure])
            own = np.flatnonzero(cells >= 0)
            if len(own):
                taken[own] = True
                lines = _lines(long, own + first[number], cells[own], ruled)
                whole = pdf_join.part(ruled, lines, own + first[number])
                pdf_torn.cut(whole, page.width)
                whole.cut = ruled.xs[-1] < drawn.xs[-1] or bool((middle[here, 0] > edge)[own].any())
                pdf_join.hide(whole, edge, cut=_runs_out(drawn, rows, long, here))
                beside = [ends[number], *pdf_beyond.sides(pages, page)]
                if width < drawn.cells.shape[1] or _reaches(ruled.xs[-1], beside):
                    pdf_join.lose(whole, float(max(drawn.xs[-1], ruled.xs[-1] + pdf_rules.TOUCH)))
                yield whole


def _reaches(side: float, ends: Sequence[float]) -> bool:
    """Whether a table's side is one of the places where its sheet's pages may end."""
    return any(abs(side - end) <= pdf_rules.TOUCH for end in ends)


def _on_paper(
    ruled: pdf_rules.Ruled,
    edge: float,
    rows: Numbers,
    xs: pdf_page.Floats,
    long: pdf_page.Page,
    here: slice,
    figures: Sequence[slice],
) -> tuple[pdf_rules.Ruled, Numbers]:
    """A table, and the column of each character, as far as the print shows it up to an edge.

    A last column that reaches the edge may be cut: words that go on beyond are its own. Without any figure,
    or with one that is cut, it is none, for what it held is lost.
    """
    codes, torn = long.codes[here], long.torn[here]
    columns = np.searchsorted(ruled.xs, xs) - 1
    height, last = ruled.cells.shape
    inside = (rows >= 0) & (rows < height)
    digits = np.isin(codes, pdf_lines.DIGITS) & inside
    while last > 1 and ruled.xs[last] > edge - pdf_rules.TOUCH and digits.any():
        own = inside & (columns >= last - 1)
        held = rows[own & digits & (xs <= max(edge, float(ruled.xs[last])))]
        lost = ((codes[own] == UNREADABLE) | torn[own]).any()
        if not lost and (ruled.cells[held, last - 1] != ruled.cells[held, last - 2]).any():
            columns[own & ~np.isin(codes, SIGNS)] = last - 1
            break
        codes[own & digits] = UNREADABLE
        for figure in figures:
            if (codes[figure] == UNREADABLE).any():
                codes[figure] = UNREADABLE
        last -= 1
    return pdf_rules.narrowed(ruled, last), columns


def _runs_out(ruled: pdf_rules.Ruled, rows: Numbers, long: pdf_page.Page, here: slice) -> bool:
    """Whether text in a table's rows runs over its right side, as out of a frame that shows a part of it."""
    side = float(ruled.xs[-1])
    inside = (rows >= 0) & (rows < len(ruled.ys) - 1) & (long.codes[here] > BLANK)
    own = here.start + np.flatnonzero(inside)
    left, right = long.boxes[own, 0], long.boxes[own, 2]
    on = pdf_lines.going_on(long, own) & (left[:-1] < side - CUT) & (right[1:] > side + CUT)
    return bool(on.any() or ((left < side - CUT) & (right > side + CUT)).any())


def _edge(page: pdf_page.Page, ruled: pdf_rules.Ruled, top: float) -> float:
    """How far right a page shows a table: to where a clip cuts it, or else to its own side."""
    _, y0, right, y1 = ruled.box
    _, above, edge, below = page.cuts.T
    near = (np.abs(edge - right) <= pdf_rules.TOUCH) & (above < y1 - top) & (below > y0 - top)
    return float(min([page.width, *edge[near]]))


def _run_over(
    ruled: pdf_rules.Ruled, cells: Numbers, columns: Numbers, long: pdf_page.Page, here: slice
) -> None:
    """Give words that begin at their cell's left side and run over its right one to that cell."""
    own = here.start + np.flatnonzero(~np.isin(long.codes[here], SIGNS))
    place, left, right = own - here.start, long.boxes[own, 0], long.boxes[own, 2]
    held = cells[place]
    start = 0
    for stop in [*(np.flatnonzero(~pdf_lines.going_on(long, own)) + 1).tolist(), len(own)]:
        first = held[start] if stop > start else -1
        if first >= 0 and (held[start:stop] != first).any():
            column = columns[place[start]]
            wall, beside = ruled.xs[column + 1], left[start] - ruled.xs[column]
            over = (left[start:stop] < wall - CUT) & (right[start:stop] > wall + CUT)
            if over.any() and beside < BEGINS * long.size[own[start]]:
                cells[place[start:stop]] = first
        start = stop


def _run_out(cells: Numbers, long: pdf_page.Page, here: slice) -> None:
    """Make signs unreadable that were drawn below each other, stand in two cells, and are not one in each.

    Upright words that are too long for their cell run out of it above and below, into other rows' labels.
    """
    dark = np.flatnonzero(long.codes[here] > BLANK)
    boxes, base, size = (a[here][dark] for a in (long.boxes, long.base, long.size))
    middle, step = (boxes[:, 0] + boxes[:, 2]) / 2, np.diff(base) / np.maximum(size[1:], 1)
    down = (np.abs(np.diff(middle)) < SAME_COLUMN * size[1:]) & (step > STACKED[0]) & (step < STACKED[1])
    for start, last in stretches(down):
        own = dark[start : last + 1]
        if 1 < len(set(cells[own].tolist()) - {-1}) < len(own):
            long.codes[here.start + own] = UNREADABLE


def _in_one_cell(cells: Numbers, codes: Numbers) -> None:
    """Give a figure whole to the one cell that it reaches out of; one in two cells is unreadable."""
    own = cells[cells >= 0]
    if len(own) and (own != own[0]).any():
        codes[:] = UNREADABLE
    elif len(own):
        cells[:] = own[0]


def _goes_on(ruled: pdf_rules.Ruled, below: pdf_rules.Ruled | None) -> bool:
    """Whether the next page begins with a table of the same width that is open at its top."""
    sides = [0, -1]
    same = below is not None and np.abs(below.xs[sides] - ruled.xs[sides]).max() <= pdf_rules.TOUCH
    return bool(same and below is not None and below.open_top.any() and ruled.open_bottom.any())


def _cut_off(columns: Numbers, rows: Numbers, ruled: pdf_rules.Ruled) -> pdf_rules.Flags:
    """Which characters stand below a table in columns that no rule closes there: the page cut their cells."""
    height, width = ruled.cells.shape
    below = rows == height
    within: pdf_rules.Flags = below & (columns >= 0) & (columns < width)
    within[within] = ruled.open_bottom[columns[within]]
    return within


def _lines(long: pdf_page.Page, own: Numbers, cells: Numbers, ruled: pdf_rules.Ruled) -> list[list[Line]]:
    """The lines of each cell."""
    order = np.argsort(cells, kind="stable")
    bounds = np.searchsorted(cells[order], np.arange(int(ruled.cells.max()) + 2))
    return [pdf_lines.lines(long, np.sort(own[order[a:b]])) for a, b in zip(bounds, bounds[1:], strict=False)]


def _in_part(part: Part, long: pdf_page.Page, free: pdf_rules.Flags) -> bool:
    """Whether rules show a part of a table only: not all its rows, no names, or nothing but its header."""
    figures, words = part.holds
    if figures or not words:
        return part.stacked or not words
    left, _, right, bottom = part.box
    middle = (long.boxes[:, 0] + long.boxes[:, 2]) / 2
    below = free & (long.base > bottom) & (long.base < bottom + BELOW * long.size)
    return bool((below & np.isin(long.codes, pdf_lines.DIGITS) & (middle > left) & (middle < right)).any())


def _joined(
    parts: Sequence[Part], long: pdf_page.Page, tops: pdf_page.Floats, free: pdf_rules.Flags
) -> list[Part]:
    """The tables with those joined whose cells go on over a page's end, with nothing printed between."""
    out: list[Part] = []
    end, least = 0.0, pdf_join.spaces(parts)
    for part in parts:
        pages = np.searchsorted(tops, (end, part.box[1]), side="right")
        between = free & (long.base > end) & (long.base < part.box[1])
        whole = None
        if out and pages[1] == pages[0] + 1 and not between.any():
            whole = pdf_join.joined(out[-1], part, least)
        if whole is None:
            out.append(part)
        else:
            out[-1] = whole
        end = part.box[3]
    return out


def _plain(
    long: pdf_page.Page, free: pdf_rules.Flags, sound: Sequence[Part], tops: pdf_page.Floats
) -> list[pdf_found.Found]:
    """The tables without rules among what is free; a ruled one ends what stands above it."""
    found: list[pdf_found.Found] = []
    chosen = np.flatnonzero(free)
    borders = sorted(part.box[1] for part in sound)
    group = np.searchsorted(borders, long.base[chosen])
    for number in np.unique(group):
        rows = _rows(long, chosen[group == number])
        for table in pdf_columns.tables(rows, long.width, tops.tolist()):
            if _has_strange(table, long, free):
                continue
            found.append(table)
            free[table.own] = False
            free[table.repeated] = False
    return found


def _rows(long: pdf_page.Page, chosen: Numbers) -> list[Row]:
    """The rows of cells; labels of several rows are parted, or made unreadable."""
    rows = pdf_stream.rows(long, chosen)
    over = list(pdf_over.labels(rows))
    for block, beside in over:
        if not pdf_heap.part(long, block, beside):
            long.codes[[index for line in block.lines for index in line.own]] = UNREADABLE
    return pdf_stream.rows(long, chosen) if over else rows


def _has_strange(table: pdf_found.Found, long: pdf_page.Page, free: pdf_rules.Flags) -> bool:
    """Whether text that a table has not stands among its rows: then a cell of these may hold it."""
    _, top, _, bottom = pdf_lines.around([block.box for block in table.blocks])
    others = free & (long.base > top) & (long.base < bottom) & (long.boxes[:, 0] < table.bands[-1][1])
    others[table.own] = False
    return bool((others & (long.codes > BLANK)).any())
