"""AsciiDoc tables: cells after ``|`` between two lines of ``|===``, filled into as many columns as are set.

Printed by: pandoc's asciidoc writer, Asciidoctor's sources, kramdown-asciidoc. Tables in another format
(``[format=csv]``, ``,===``) are refused.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate

import numpy as np

from gouji.document import PIPE, Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span
from gouji.slots import COLSPAN_LIMIT, ROWSPAN_LIMIT, Merged, number, place
from gouji_layouts.seams import sewn
from gouji_layouts.tags import trim
from gouji_standards.asciidoc import gouji_tables

__all__ = ["gouji_cell_matrices", "gouji_tables"]
aliases = ("adoc",)
evidence = "markup"

COLUMNS_LIMIT = 1000
"""Columns a ``cols`` attribute may ask for; more are an attack or an error."""
ATTRIBUTES_LIMIT = 2000
"""Characters of an attribute line that are read; real ones have a hundred."""

_FENCE = re.compile(r"\|={3,}[ \t]*\Z")
_CELL = re.compile(
    r"(?:(?<![^\s])(?P<spec>(?:\d{1,6}\*|(?P<cols>\d{1,6})?(?:\.(?P<rows>\d{1,6}))?\+)?"
    r"(?:[<^>]?(?:\.[<^>])?)[adehlmsv]?))?(?<!\\)\|"
)
_COLS = re.compile(r"""\bcols\s*=\s*(?:"([^"]*)"|'([^']*)'|([^,\]]*))""")
_OTHER_FORMAT = re.compile(r"""\b(?:format\s*=\s*"?(?:csv|tsv|dsv)|separator\s*=)""")
_HEADER = re.compile(r"""\boptions\s*=\s*"?[^"\]]*\bheader\b|%header\b|\bopts\s*=\s*"?[^"\]]*\bheader\b""")
_MARK = re.compile(r"\\(?=\|)|\{plus\}")
_REPEAT = re.compile(r"\s*(\d{1,6})\*")


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each closed table whose cells fill its rows exactly."""
    if not document.holds("|==="):
        return
    lines, codes = document.lines, document.codes
    first = codes[np.minimum(lines.start, len(codes) - 1)]
    barred = np.flatnonzero((lines.pipes == 1) & (first == PIPE)).tolist()
    fences = [line for line in barred if _FENCE.match(document.line_text(line))]
    for opening, closing in zip(fences[::2], fences[1::2], strict=False):
        matrix = _table(document, opening, closing)
        if matrix is not None:
            yield matrix


def _table(document: Document, opening: int, closing: int) -> CellMatrix | None:
    attributes, caption = _preamble(document, opening)
    body = [_edges(document, line) for line in range(opening + 1, closing)]
    if _OTHER_FORMAT.search(attributes):
        return None
    cells, leading = _cells(document.text, body)
    first = sum(cell.colspan for cell in cells[: leading[1]]) if len(leading) > 1 else 0
    width = _width(attributes) or first
    rows = _rows(cells, width)
    if not rows or not set(accumulate(len(row) for row in rows)) <= set(leading):
        return None
    after = body[1] if len(body) > 1 else (0, 1)
    header = _HEADER.search(attributes) is not None or (first == width and after[0] == after[1])
    return place(rows, header_rows=int(header), caption=caption)


def _preamble(document: Document, opening: int) -> tuple[str, Span | None]:
    """The attribute line and the title (``.Title``) that stand right above a table, in either order."""
    attributes, caption = "", None
    for line in range(opening - 1, max(opening - 4, -1), -1):
        start, end = _edges(document, line)
        if document.text.startswith("[", start):
            attributes += document.text[start : min(end, start + ATTRIBUTES_LIMIT)]
        elif document.text.startswith(".", start) and end > start + 1:
            caption = (start + 1, end)
        else:
            break
    return attributes, caption


def _edges(document: Document, line: int) -> Span:
    return trim(document.text, int(document.lines.start[line]), int(document.lines.end[line]))


def _width(attributes: str) -> int:
    """The number of columns that the attribute line sets, 0 where it sets none."""
    found = _COLS.search(attributes)
    if not found:
        return 0
    spec = next(group for group in found.groups() if group is not None)
    total = 0
    for part in spec.replace(";", ",").split(","):
        repeat = _REPEAT.match(part)
        total += int(repeat.group(1)) if repeat else 1
    return min(total, COLUMNS_LIMIT)


def _cells(text: str, body: Sequence[Span]) -> tuple[list[Merged], list[int]]:
    """All cells in order, and how many cells stand before each printed line that begins with one."""
    found: list[tuple[list[Span], re.Match[str]]] = []
    leading: list[int] = []
    for start, end in body:
        marks = list(_CELL.finditer(text, start, end))
        stops = [mark.start() for mark in marks] + [end]
        if found and start < stops[0]:
            found[-1][0].append(trim(text, start, stops[0]))
        if marks and marks[0].start() == start:
            leading.append(len(found))
        for mark, stop in zip(marks, stops[1:], strict=True):
            found.append(([trim(text, mark.end(), stop)], mark))
    leading.append(len(found))
    return [Merged(sewn(text, _unescaped(text, pieces)), *_spans(mark)) for pieces, mark in found], leading


def _spans(mark: re.Match[str]) -> tuple[int, int]:
    columns = number(mark["cols"] or "", 1, COLSPAN_LIMIT)
    return max(columns, 1), max(number(mark["rows"] or "", 1, ROWSPAN_LIMIT), 1)


def _unescaped(text: str, pieces: Sequence[Span]) -> list[Span]:
    """The pieces without the backslashes before bars, marks of strong text and the plus sign's name."""
    parts: list[Span] = []
    for start, end in pieces:
        stars = 0
        while end - start > 2 * stars + 2 and text[start + stars] == "*" == text[end - 1 - stars]:
            stars += 1
        cut, end = start + stars, end - stars  # noqa: PLW2901 - the piece without its strong marks
        for mark in _MARK.finditer(text, cut, end):
            parts.append((cut, mark.start()))
            cut = mark.end()
        parts.append((cut, end))
    return parts


def _rows(cells: Sequence[Merged], width: int) -> list[list[Merged]]:
    """The cells cut into rows of ``width`` slots; none where they do not come out even."""
    rows: list[list[Merged]] = [[]]
    hanging = [0] * width
    column = 0
    for cell in cells:
        if column == width:
            rows.append([])
            hanging = [max(left - 1, 0) for left in hanging]
            column = _free(hanging, 0)
        stop = column + cell.colspan
        if stop > width or any(hanging[column:stop]):
            return []
        hanging[column:stop] = [cell.rowspan] * cell.colspan
        column = _free(hanging, stop)
        rows[-1].append(cell)
    return rows if width and column == width else []


def _free(hanging: Sequence[int], column: int) -> int:
    """The first column from ``column`` on that no cell from a row above hangs into."""
    while column < len(hanging) and hanging[column]:
        column += 1
    return column
