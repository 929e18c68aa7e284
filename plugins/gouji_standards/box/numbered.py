"""Numbered boxes: the rows' numbers stand before the left edge, as ClickHouse and Stata's list print them.

The numbers are blanked, so that the box behind them is read as any other, and are its first column, whose
name is blank.
"""

from __future__ import annotations

import re
from collections.abc import Container, Mapping

import numpy as np

from gouji.document import Document
from gouji.matrix import MISSING, CellMatrix, Span, freeze
from gouji_standards.drawing.signs import EDGES
from gouji_standards.edits import edited
from gouji_standards.lines import bounds, lines_with

_NUMBER = re.compile(r"[ \t]*(\d{1,9}\.) [|│┃]")


def unnumbered(document: Document) -> tuple[Document, dict[int, Span]]:
    """The document with such numbers blanked, and by line where they stand; itself where it has none."""
    found: dict[int, Span] = {}
    for line in lines_with(document, ". |", ". │", ". ┃"):
        start, end = bounds(document, line)
        shown = _NUMBER.match(document.text, start, end)
        if shown is not None and _is_below(document, line, shown.end() - 1 - start, found):
            found[line] = shown.span(1)
    return edited(document, ((start, " " * (end - start)) for start, end in found.values())), found


def _is_below(document: Document, line: int, left: int, found: Container[int]) -> bool:
    """Whether the line above has an edge at a column, with nothing or another number before it."""
    if line < 1:
        return False
    said = document.line_text(line - 1)
    return said[left : left + 1] in EDGES and (line - 1 in found or said[:left].isspace())


def numbered(document: Document, table: CellMatrix, numbers: Mapping[int, Span]) -> CellMatrix:
    """A table with the numbers on its rows' first lines as its first column; itself where it has none."""
    rows = [_line(document, table, row) for row in range(table.shape[0])] if numbers else []
    if numbers.keys().isdisjoint(rows):
        return table
    labels = [numbers.get(line, (int(document.lines.start[line]),) * 2) for line in rows]
    column = np.arange(table.size, table.size + len(rows), dtype=np.int32)
    owner = np.column_stack((column, table.owner))
    order = list(dict.fromkeys(owner[owner != MISSING].tolist()))
    cells = [*(table.cell_spans(cell) for cell in range(table.size)), *([label] for label in labels)]
    said = [
        *(table.cell_text(cell, document.text) for cell in range(table.size)),
        *(document.text[slice(*label)] for label in labels),
    ]
    place = np.full(len(cells) + 1, MISSING, dtype=np.int32)  # the last for MISSING
    place[order] = np.arange(len(order), dtype=np.int32)
    return freeze(
        place[owner],
        [cells[cell] for cell in order],
        header_rows=table.header_rows,
        caption=table.caption,
        texts=[said[cell] for cell in order],
    )


def _line(document: Document, table: CellMatrix, row: int) -> int:
    """The first line of a row."""
    cells = set(table.owner[row].tolist()) - {MISSING}
    return document.line_of(min(table.cell_spans(cell)[0][0] for cell in cells))
