r"""Pipe tables: Markdown (with or without outer pipes and rule line), Org mode, and dumps with ``|``.

Printed by: pandoc (gfm, org), markitdown, html2text, trafilatura, docling, pymupdf4llm, node-html-markdown,
pandas ``to_markdown``. A rule line (``|---|:-:|``, ``|---+---|``) is no row; the lines before the first one
are header rows. ``\|`` is a pipe in a cell's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span, from_rows
from gouji_layouts import tags

RULE = re.compile(r"[\s>]*\|?[\s:]*-[-\s:|+]*$")
BORDER = re.compile(r"\s*\+[-=+]{3,}")
"""The upper edge of a drawn table: that layout's matter, whose cells run over several lines."""
PIPE = re.compile(r"(?<!\\)\|")


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each run of lines with a pipe, if any line of it has two or if it has several lines."""
    lines = document.lines
    if not lines.pipes.any():
        return
    for first, last in document.runs(lines.pipes > 0):
        single = last - first == 1 and lines.pipes[first] < 2  # noqa: PLR2004 - one pipe alone is prose
        if not single and not _drawn(document, first, last):
            yield from _region(document, first, last)


def _drawn(document: Document, first: int, last: int) -> bool:
    edges = [n for n in (first - 1, last) if 0 <= n < len(document.lines.start)]
    return any(BORDER.match(document.line_text(n)) for n in edges)


def _region(document: Document, first: int, last: int) -> Iterator[CellMatrix]:
    rows: list[list[list[Span]]] = []
    header = 0
    for number in range(first, last):
        if RULE.fullmatch(document.line_text(number)):
            header = header or len(rows)
        else:
            rows.append(_row(document, number))
    if rows:
        yield from_rows(rows, header_rows=header)


def _row(document: Document, number: int) -> list[list[Span]]:
    text = document.text
    start, end = tags.trim(text, int(document.lines.start[number]), int(document.lines.end[number]))
    bars = [m.start() for m in PIPE.finditer(text, start, end)]
    edges = [start - 1, *bars, end]
    if bars and bars[0] == start:
        edges = edges[1:]
    if bars and bars[-1] == end - 1 and len(edges) > 2:  # noqa: PLR2004 - a lone pipe opens a row
        edges = edges[:-1]
    return [tags.spans(text, a + 1, b) for a, b in zip(edges, edges[1:], strict=False)]
