"""Tab-separated tables: one printed row a line, cells between tabs.

Printed by: spreadsheets' text export, scrapers that join cells by tabs, PDF tools that print their tables
between the prose, the clipboard of browsers and office programs. Rows may be on the full grid or ragged.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from math import gcd

import numpy as np

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span, from_rows, uniform
from gouji_layouts import plain_rows, tags
from gouji_standards.code_spans import TRIMMED, fields
from gouji_standards.record_lines import LARGE
from gouji_standards.tsv import gouji_tables

__all__ = ["gouji_cell_matrices", "gouji_plain_rows", "gouji_tables"]
gouji_plain_rows = hookimpl(plain_rows.tabs, specname="gouji_plain_rows")
aliases = ("tsv", "tab")
evidence = "separator"


RAGGED = 4
"""More than one row in so many must differ in length from the usual before they are ragged."""
TABS = re.compile(r"\t+")
MOST = 8
"""Tabs that may make one separator together."""
INDENTED = 20
"""Of so many rows at least one must hold two cells: a table's rows have a label and a figure."""


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each run of lines with a tab; a row has as many cells as its line has tabs, plus one."""
    lines = document.lines
    if not lines.tabs.any():
        return
    for first, last in document.runs((lines.tabs > 0) | (lines.printed == 0)):
        if lines.tabs[first:last].any():
            yield from _region(document, first, last)


def _region(document: Document, first: int, last: int) -> Iterator[CellMatrix]:
    """Lines with tabs and empty ones: one matrix, where blank cells broke the lines, else one a run."""
    tabs = document.lines.tabs[first:last]
    even = bool((tabs[tabs > 0] == tabs.max()).all())
    if not even and (tabs == 0).any():
        rows = [_row(document.text, a, b) for a, b in _edges(document, first, last)]
        whole = _whole([r for i, r in enumerate(rows) if i or not _is_empty(r)])
        joined = len(whole) < sum(not _is_empty(r) for r in rows)
        if whole and joined and _parted(whole):
            yield from_rows(whole)
            return
    for start, stop in document.runs(document.lines.tabs[first:last] > 0):
        if even and stop - start >= LARGE:
            table = _large(document, first + start, first + stop)
            if table is not None:
                yield table
                continue
        edges = _edges(document, first + start, first + stop)
        unit = _unit(document.text, edges[0][0], edges[-1][1])
        rows = [_row(document.text, a, b, unit) for a, b in edges]
        rows = _unended(rows, cut=edges[-1][1] == len(document.text))
        if _parted(rows):
            yield from_rows(_whole(rows) or rows)


def _large(document: Document, first: int, last: int) -> CellMatrix | None:
    """Very many lines of as many tabs each as arrays, None where a cell may be cut otherwise than by one."""
    text, lines = document.text, document.lines
    start, end = int(lines.start[first]), int(lines.end[last - 1])
    if any(text.find(mark, start, end) >= 0 for mark in ("<", "&nbsp;")) or _unit(text, start, end) != "\t":
        return None
    width = int(lines.tabs[first]) + 1
    cells = fields(text, (lines.start[first:last], lines.end[first:last]), width, "\t", TRIMMED)
    filled = (cells.sizes() > 0).sum(axis=1)
    return uniform(cells, width) if int((filled > 1).sum()) * INDENTED > last - first else None


def _parted(rows: list[list[list[Span]]]) -> bool:
    """Whether tabs part cells, and do not just indent lines (of markup, of a listing)."""
    several = sum(sum(not _is_blank(cell) for cell in row) > 1 for row in rows)
    return several * INDENTED > len(rows)


def _edges(document: Document, first: int, last: int) -> list[Span]:
    lines = document.lines
    pairs = np.stack((lines.start[first:last], lines.end[first:last]), axis=1).tolist()
    return [(a, b) for a, b in pairs]


def _unended(rows: list[list[list[Span]]], *, cut: bool) -> list[list[list[Span]]]:
    """Rows without their last cell where a tab ends every run of text instead of parting cells.

    It does so where rows differ in length and yet each ends with a blank cell, headers included; where nearly
    all are of one length, that may be the last column's blank. The last line may be ``cut`` before its tab.
    """
    usual = Counter(len(row) for row in rows).most_common(1)[0][1]
    ragged = usual * RAGGED < len(rows) * (RAGGED - 1)
    ended = rows[:-1] if cut and len(rows) > 1 and not _is_blank(rows[-1][-1]) else rows
    if ragged and all(_is_blank(row[-1]) for row in ended):
        return [*(row[:-1] for row in ended), *rows[len(ended) :]]
    return rows


def _whole(rows: list[list[list[Span]]]) -> list[list[list[Span]]]:
    """Rows put together again where blank cells held a line break that cut them into lines, else none.

    Only if that makes every row of the region as long as its longest line, and each break lies in a blank.
    An empty line after a whole row parts it from the next.
    """
    width = max(len(row) for row in rows)
    whole: list[list[list[Span]]] = []
    for row in rows:
        if not whole or len(whole[-1]) == width:
            if not _is_empty(row) or not whole:
                whole.append(list(row))
        elif _is_blank(whole[-1][-1]) and _is_blank(row[0]):
            whole[-1] += row[1:]
        else:
            return []
    return whole if all(len(row) == width for row in whole) else []


def _is_empty(row: list[list[Span]]) -> bool:
    return len(row) == 1 and _is_blank(row[0])


def _is_blank(cell: list[Span]) -> bool:
    return cell[0][0] == cell[0][1]


def _unit(text: str, start: int, end: int) -> str:
    """What separates cells: one tab, or as many as every run of tabs is a multiple of."""
    size = 0
    for found in TABS.finditer(text, start, end):
        size = gcd(size, found.end() - found.start())
        if size == 1:
            return "\t"
    return "\t" * size if 0 < size <= MOST else "\t"


def _row(text: str, start: int, end: int, unit: str = "\t") -> list[list[Span]]:
    cells = []
    for part in text[start:end].split(unit):
        cells.append(tags.spans(text, start, start + len(part)))
        start += len(part) + len(unit)
    return cells
