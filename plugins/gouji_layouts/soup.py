"""Token soup: the text runs of a page joined by one separator, several printed rows on a line.

Printed by: ``get_text(" ")`` and its kin of BeautifulSoup, lxml, selectolax and parsel with any separator,
scrapers that join the cells of a row by a sign of their own (``、``, ``^``), databases that store a page as
one line. Only the reading order is sure (``grid`` False): a cell a row of the matrix where a line holds
several printed rows, else a line a row.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain, groupby, pairwise

import numpy as np

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.line_table import FULLWIDTH_DIGITS, PIECE, Blocks, blocks_of, codes_of, within
from gouji.matrix import CellMatrix, Span, from_rows
from gouji.numerals import UNITS, read
from gouji_layouts.tags import trim

LONGEST = 56
"""Characters of a cell; a longer one is prose and parts two tables. The longest label of a form has 34."""
SHORTEST = 12
"""Characters of a line with several printed rows: two labels and two figures."""
ROWS = 3
"""Figures followed by text in one line that make it a soup; lines with a figure that make a listing."""
FIGURE = r"[+-]?[0-9０-９][0-9０-９.]*"
SIGNS = "、，；;^~|\t#$&！!＾～｜¦·•‖§"
"""What joins cells; no comma of ASCII, which may group thousands, and no sign of a figure or its unit."""


def _joint(sign: str) -> re.Pattern[str]:
    bar = re.escape(sign)
    return re.compile(rf"{bar}[ ]*(?:{FIGURE}|[-/])[ ]*(?={bar}|\r?$)", re.MULTILINE)


JOINTS = {sign: _joint(sign) for sign in SIGNS}
"""A figure, or a sign for none, between two equal separators or at a line's end."""
LEADS: Blocks = ((ord(" "), ord(" ")), (ord("+"), ord("9")), FULLWIDTH_DIGITS)
"""What may follow a separator that joins figures: a blank, ``+-/`` and digits, with the signs among them."""
LINES, FEW = 10, 5
"""Lines that show a cell a line, and of which one in so many may hold two."""
LONG = 24
"""Cells of a line that is no single row: the longest row of a form has 16."""
ENDED = re.compile(rf"\n[ ]*{FIGURE}[ ]*([{re.escape(SIGNS)}])[ ]*(?=\r?$)", re.MULTILINE)
"""A figure on a line of its own, ended by a separator, and the line feed before it."""
BLANK = re.compile(r"[ \xa0\u3000\t]+")
RULE = re.compile(r"[ ]*\|-+[ ]*\r?")
"""A line that parts rows of a wiki's table: no cell, though a dash in a cell is a sign for none."""
LISTED = frozenset("|\t;")
"""Separators whose lines of one row are other layouts' matter."""

Cells = list[Span]


@hookimpl
def gouji_tables(document: Document) -> Iterator[CellMatrix]:
    """No table. Rows run together have no grid: their matrices are no tables."""
    del document
    return iter(())


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """A matrix for each run of lines that are joined by one separator, up to a cell too long for a table."""
    if document.holds("<t") or not (document.lines.digits > ROWS).any():
        return
    for sign in dict.fromkeys((None if _is_tabled(document) else _sign(document), None)):
        if sign is not None and _rows_of_cells(document, sign):
            continue
        lines = [(n, cells) for n in _candidates(document, sign) if (cells := _cells(document, n, sign))]
        several = _several(document.text, lines) or (sign is not None and _single(lines))
        if several or (sign and sign not in LISTED and _listing(document.text, lines)):
            for _, run in groupby(enumerate(lines), key=lambda item: item[1][0] - item[0]):
                yield from _matrices([cells for _, (_, cells) in run], several=several)
            return


def _is_tabled(document: Document) -> bool:
    """Whether each sign that is printed often enough parts rows of a table, so that none joins a soup.

    Counting signs takes a hundredth of the time of finding which of them join the figures of a huge table.
    """
    often = (s for s in SIGNS if document.holds(s) and _is_often(document.text, s))
    return all(_rows_of_cells(document, s) for s in often)


def _is_often(text: str, sign: str) -> bool:
    """Whether a sign is printed as often as a soup joins figures; a few looks tell it of a common one."""
    at = -1
    for _ in range(ROWS):
        at = text.find(sign, at + 1)
        if at < 0:
            return False
    return True


def _rows_of_cells(document: Document, sign: str) -> bool:
    """Whether tabs or pipes part rows of a table: no line with several rows, and hardly one with one cell."""
    lines = document.lines
    counts = {"\t": lines.tabs, "|": lines.pipes}.get(sign)
    if counts is None or counts.max() >= LONG:
        return False
    return bool((counts > 2).sum() * FEW > (counts > 0).sum())  # noqa: PLR2004 - a sign on both sides of a cell


def _sign(document: Document) -> str | None:
    """The sign that joins most figures; None where blanks do."""
    text = document.text
    joints = (text[at] for at in _leading(text) if JOINTS[text[at]].match(text, at))
    counts = Counter(joints)
    first = ENDED.match("\n" + text[: text.find("\n") + 1 or None])
    counts.update(end[1] for end in chain([first] if first else [], ENDED.finditer(text)))
    best = max(counts, key=lambda s: counts[s], default=None)
    return best if best is not None and counts[best] >= ROWS else None


def _leading(text: str) -> Iterator[int]:
    """Where a separator stands right before what may be a figure.

    Prose has a million commas: an array of all code points tells those before a figure in four fifths of
    the time of a pattern.
    """
    for at in range(0, len(text), PIECE):
        codes = codes_of(text[at : at + PIECE + 1])
        leads = within(LEADS, codes)
        begins = np.flatnonzero(leads[1:] & ~leads[:-1])
        yield from (begins[within(blocks_of(SIGNS), codes[begins])] + at).tolist()


def _candidates(document: Document, sign: str | None) -> Sequence[int]:
    """The lines that may hold several cells; none where blanks join cells and no line is long."""
    lines = document.lines
    if sign is None:
        long = (lines.cjk > LONGEST) & (lines.digits >= ROWS)
        plain = (lines.tabs == 0) & (lines.pipes == 0) & (lines.boxes == 0)
        found: list[int] = (plain & (lines.printed > 0)).nonzero()[0].tolist() if (long & plain).any() else []
        return found
    held: list[int] = (lines.printed > 0).nonzero()[0].tolist()
    texts = ((n, document.text[int(lines.start[n]) : int(lines.end[n])]) for n in held)
    return [n for n, text in texts if sign in text and not RULE.fullmatch(text)]


def _cells(document: Document, line: int, sign: str | None) -> Cells:
    """The cells of a line without their blanks; blank ones between two separators are kept."""
    text, start, end = document.text, int(document.lines.start[line]), int(document.lines.end[line])
    bars = (re.compile(re.escape(sign)) if sign else BLANK).finditer(text, start, end)
    edges = [start, *(p for bar in bars for p in bar.span()), end]
    cells = [trim(text, a, b) for a, b in zip(edges[::2], edges[1::2], strict=True)]
    while len(cells) > 1 and cells[-1][0] == cells[-1][1]:
        cells.pop()
    first = next((i for i, c in enumerate(cells) if c[0] < c[1]), 0)
    return _counted(text, cells[first:])


def _single(lines: list[tuple[int, Cells]]) -> bool:
    """Whether the sign only stands around cells that have a line each; one without a cell is a blank cell."""
    return len(lines) >= LINES and sum(len(cells) > 1 for _, cells in lines) * FEW <= len(lines)


def _counted(text: str, cells: Cells) -> Cells:
    """The cells, a figure put together with its unit (``12 个单位``): prose, and no figure of a table."""
    out: Cells = []
    for cell in cells:
        if out and text.startswith(UNITS, *cell) and _figure(text, out[-1]):
            out[-1] = (out[-1][0], cell[1])
        else:
            out.append(cell)
    return out


def _figure(text: str, cell: Span) -> bool:
    return text[cell[0] : cell[0] + 1].isdigit() and read(text[cell[0] : cell[1]]).kind == "figure"


def _changes(text: str, cells: Cells) -> int:
    """How often text follows a figure."""
    if not cells or cells[-1][1] - cells[0][0] < SHORTEST:
        return 0
    kinds = [_figure(text, c) for c in cells if c[0] < c[1]]
    return sum(a and not b for a, b in pairwise(kinds))


def _several(text: str, lines: list[tuple[int, Cells]]) -> bool:
    """Whether most figures stand in lines that hold several printed rows, in some of them ROWS at least."""
    counts = [(_changes(text, cells), sum(_figure(text, c) for c in cells), len(cells)) for _, cells in lines]
    held = sum(n for changes, n, size in counts if changes >= ROWS or (n >= ROWS and size >= LONG))
    return any(c[0] >= ROWS for c in counts) and 2 * held > sum(n for _, n, _ in counts)


def _listing(text: str, lines: list[tuple[int, Cells]]) -> bool:
    """Whether in enough lines, and most of those with figures, nothing but figures follows the labels."""
    kinds = [[_figure(text, c) for c in cells if c[0] < c[1]] for _, cells in lines]
    figured = [k for k in kinds if any(k)]
    good = sum(k == sorted(k) and not k[0] for k in figured)
    return good >= ROWS and 2 * good > len(figured)


def _matrices(lines: list[Cells], *, several: bool) -> Iterator[CellMatrix]:
    """The matrices of consecutive lines, parted where a cell is too long for a table."""
    rows: list[list[list[Span]]] = []
    for cells in lines:
        for short, run in groupby(cells, key=lambda c: c[1] - c[0] <= LONGEST):
            row = list(run)
            if short:
                rows += [[[c]] for c in row] if several else [[[c] for c in row]]
            elif rows:
                yield from_rows(rows, grid=False)
                rows = []
    if rows:
        yield from_rows(rows, grid=False)
