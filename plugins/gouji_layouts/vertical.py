"""Wrapped text: one cell, one piece of a cell, one character or one printed row a line.

Printed by: PDF text dumps (a line a piece, or a line a row with labels wrapped around the figures), text
exports of word processors (a paragraph a cell), scrapers that join text runs by newlines. Only the
reading order is sure, so the matrix says so (``grid`` False): a row a line, a cell a run of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span, from_rows
from gouji.numerals import UNITS, page_number
from gouji_layouts import plain_rows

gouji_plain_rows = hookimpl(plain_rows.wrapped, specname="gouji_plain_rows")

LONGEST = 56
"""Ideographs in a line that can still be part of a table: the longest label of a form has 34, its longest
remark 33; a line of prose that is longer parts two tables."""
FIGURES = 3
"""Lines with a digit that a region needs: the smallest table that wrapped text can show has three rows."""
REMNANT = 12
"""Lines of a smaller region that still counts beside delimited lines: a row that fell out of them."""
TAIL = re.compile(r"(?:(?<=\d)|\f[ \t]*)[-—–][ \t]*\d{1,4}[ \t]*[-—–]\s*$")
"""A page mark glued to the last figure of a page, ``769- 5 -``, or behind the page's end on its line."""
BARS = "| \t\xa0\u3000"
"""What a line holds that only parts cells."""
BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)
TABLE = re.compile(r"<(/?)table\b", re.IGNORECASE)
TABLE_PART = re.compile(r"</?(?:t[drh]|table|cell)\b", re.IGNORECASE)
"""A tag that shapes a table."""
WORD = re.compile(rf"(?<!\S)[0-9０-９][0-9０-９,.，．]*[ \t](?:{'|'.join(UNITS)})(?!\S)|\S+")
"""A run of characters; a figure keeps its unit one blank aside."""


@hookimpl
def gouji_tables(document: Document) -> Iterator[CellMatrix]:
    """No table. A cell, a piece or a character a line is no grid: its matrices are no tables."""
    del document
    return iter(())


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each run of lines that no delimiter, drawing or tag divides; page marks are left out."""
    lines = document.lines
    plain = _plain(document)
    beside = bool((~plain & (lines.printed > 0)).any())
    for first, last in document.runs(plain):
        remnant = beside and np.count_nonzero(lines.printed[first:last]) <= REMNANT
        if not remnant and np.count_nonzero(lines.digits[first:last]) < FIGURES:
            continue
        parts = (part for n in range(first, last) for part in _parts(document, n))
        rows = [row for start, end in parts if (row := _row(document.text, start, end))]
        if rows:
            yield from_rows(rows, grid=False)


def _plain(document: Document) -> NDArray[np.bool_]:
    lines = document.lines
    piped = (lines.pipes > 0) & (lines.printed > lines.pipes)
    drawn = (lines.tabs > 0) | piped | (lines.boxes > 0)
    if lines.tags.any():
        drawn |= _marked_up(document)
    result: NDArray[np.bool_] = ~drawn & (lines.cjk <= LONGEST)
    for n in (~drawn & ~result & (lines.tags > 0)).nonzero()[0].tolist():
        result[n] = all(_short(document.text[a:b]) for a, b in _parts(document, n))
    return result


def _marked_up(document: Document) -> NDArray[np.bool_]:
    """The lines of a page's tables; all of its lines where a part of a table stands in none."""
    within = np.zeros(len(document.lines.start), dtype=np.bool_)
    at = 0
    for start, stop in (*_tables(document.text), (len(document.text),) * 2):
        if TABLE_PART.search(document.text, at, start):
            return np.ones_like(within)
        if start < stop:
            within[document.line_of(start) : document.line_of(stop - 1) + 1] = True
        at = stop
    return within


def _tables(text: str) -> Iterator[Span]:
    """The half-open offsets of a page's outermost tables; the last one may have no end."""
    depth = first = 0
    for tag in TABLE.finditer(text):
        first = first if depth else tag.start()
        depth += -1 if tag[1] else 1
        if depth < 0:
            return
        if not depth:
            yield first, tag.end()
    if depth:
        yield first, len(text)


def _short(text: str) -> bool:
    return len(text) <= LONGEST


def _parts(document: Document, number: int) -> Iterator[Span]:
    """The stretches of a line between the tags that break it: each is a line of its own."""
    start, end = int(document.lines.start[number]), int(document.lines.end[number])
    if document.lines.tags[number]:
        for found in BREAK.finditer(document.text, start, end):
            yield start, found.start()
            start = found.end()
    yield start, end


def _row(text: str, start: int, end: int) -> list[list[Span]]:
    line = TAIL.sub("", text[start:end])
    head, feed, rest = line.partition("\f")
    if feed and page_number(head):
        line = " " * len(head) + feed + rest
    if not line.strip():
        return [[(end, end)]] if end > start else []
    if page_number(line) or not line.strip(BARS):
        return []
    return [[(start + m.start(), start + m.end())] for m in WORD.finditer(line)]
