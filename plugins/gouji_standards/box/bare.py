"""Bare records: psql's expanded mode without a border, ``* Record 1`` above names and values in two columns.

A list may have such items too, so several names must follow, each another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span, from_rows
from gouji.units import UNITS
from gouji_standards.drawing.lines import Drawn, drawn, seamed
from gouji_standards.drawing.signs import MARKS_BREAK
from gouji_standards.lines import bounds, lines_with

_HEAD = re.compile(r"\* Record \d+\s*")
MAX_LINES = 10_000
"""Lines of a record, at most."""
MAX_NAME = 64
"""Columns of a name, at most: what PostgreSQL's names have room in."""
Rows = list[list[list[Span]]]


def bare_records(document: Document, code: Bool) -> Iterator[tuple[int, CellMatrix]]:
    """The records with the number of their first line."""
    if not document.holds("* Record"):
        return
    heads = [
        line
        for line in lines_with(document, "* Record")
        if not code[line] and _HEAD.fullmatch(document.text, *bounds(document, line))
    ]
    for line in heads:
        rows = _rows(document, line + 1)
        if len(rows) > 1 and len({document.text[slice(*row[0][0])] for row in rows}) == len(rows):
            texts = [seamed(document.text, spans)[1] for row in rows for spans in row]
            yield line, from_rows(rows, header_cols=1, texts=texts)


def _rows(document: Document, first: int) -> Rows:
    """A name and its value on each line up to a blank one or the next record."""
    last = first
    while last < min(len(document.lines.start), first + MAX_LINES) and document.lines.printed[last]:
        if _HEAD.fullmatch(document.text, *bounds(document, last)):
            break
        last += 1
    for unit in UNITS:
        lines = [drawn(document.text, bounds(document, line), unit) for line in range(first, last)]
        at = _column(lines)
        if at:
            return _cut(document.text, lines, at)
    return []


def _column(lines: Sequence[Drawn]) -> int:
    """The first column at which all values begin, a blank before each of them; 0 where there is none."""
    if not lines or lines[0].chars[:1].isspace():
        return 0
    return next((at for at in range(2, MAX_NAME + 2) if all(_begins(line, at) for line in lines)), 0)


def _begins(line: Drawn, at: int) -> bool:
    before, value = line.chars[at - 1 : at], line.chars[at:]
    return before in ("", " ") and (not value.strip() or not value[0].isspace())


def _cut(text: str, lines: Sequence[Drawn], at: int) -> Rows:
    """The lines cut at a column; one without a name goes on with the value above."""
    rows: Rows = []
    for line in lines:
        value = line.span(at, max(at, len(line.chars)))
        if rows and not line.chars[:at].strip():
            start, end = rows[-1][1][-1]
            marked = end > start and text[end - 1] in MARKS_BREAK
            rows[-1][1][-1] = (start, start + len(text[start : end - marked].rstrip()))
            rows[-1][1].append(value)
        else:
            rows.append([[line.span(0, at)], [value]])
    return rows
