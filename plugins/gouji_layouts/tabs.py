"""Tab-separated tables: one printed row a line, cells between tabs.

Printed by: spreadsheets' text export, scrapers that join cells by tabs, PDF tools that print their tables
between the prose, the clipboard of browsers and office programs. Rows may be on the full grid or ragged.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span, from_rows
from gouji_layouts import tags

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
    if (document.lines.tabs[first:last] == 0).any():
        rows = [_row(document.text, a, b) for a, b in _edges(document, first, last)]
        whole = _whole([r for i, r in enumerate(rows) if i or not _is_empty(r)])
        joined = len(whole) < sum(not _is_empty(r) for r in rows)
        if whole and joined and _parted(whole):
            yield from_rows(whole)
            return
    for start, stop in document.runs(document.lines.tabs[first:last] > 0):
        rows = _unended([_row(document.text, a, b) for a, b in _edges(document, first + start, first + stop)])
        if _parted(rows):
            yield from_rows(_whole(rows) or rows)


def _parted(rows: list[list[list[Span]]]) -> bool:
    """Whether tabs part cells, and do not just indent lines (of markup, of a listing)."""
    several = sum(sum(not _is_blank(cell) for cell in row) > 1 for row in rows)
    return several * INDENTED > len(rows)


def _edges(document: Document, first: int, last: int) -> list[Span]:
    lines = document.lines
    pairs = np.stack((lines.start[first:last], lines.end[first:last]), axis=1).tolist()
    return [(a, b) for a, b in pairs]


def _unended(rows: list[list[list[Span]]]) -> list[list[list[Span]]]:
    """Rows without their last cell where a tab ends every run of text instead of parting cells.

    It does so where rows differ in length and yet each ends with a blank cell, headers included.
    """
    if len({len(row) for row in rows}) > 1 and all(row[-1][-1][0] == row[-1][-1][1] for row in rows):
        return [row[:-1] for row in rows]
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


def _row(text: str, start: int, end: int) -> list[list[Span]]:
    cells = []
    for part in text[start:end].split("\t"):
        cells.append(tags.spans(text, start, start + len(part)))
        start += len(part) + 1
    return cells
