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
from gouji_layouts import plain_rows, tags
from gouji_standards.markdown import gouji_tables

__all__ = ["gouji_cell_matrices", "gouji_plain_rows", "gouji_tables"]
gouji_plain_rows = hookimpl(plain_rows.pipes, specname="gouji_plain_rows")
aliases = ("markdown", "md", "gfm")
evidence = "standard"


RULE = re.compile(r"[\s>]*\|?[\s:]*-[-\s:|+]*$")
BORDER = re.compile(r"\s*\+[-=+]{3,}")
"""The upper edge of a drawn table: that layout's matter, whose cells run over several lines."""
FEW = 6
"""Lines before a region can be called a cell a line."""
PIPE = re.compile(r"(?<!\\)\|")


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each run of lines with a pipe, if any line of it has two or if it has several lines.

    Where pipes only end cells that stand a line each, the matrix has an order but no columns.
    """
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
    numbers = range(first, last)
    rules = {n: None for n in numbers if RULE.fullmatch(document.line_text(n))}
    kept = [n for n in numbers if n not in rules]
    lines = [_bars(document, n) for n in kept]
    if not lines:
        return
    header = next(iter(rules), first) - first
    opened = all(bars[0] == start for start, _, bars in lines)
    closed = all(bars[-1] == end - 1 for _, end, bars in lines)
    rows = [_cells(document.text, line, opened=opened, closed=closed) for line in lines]
    if _a_cell_a_line(rows):
        yield from_rows(_single(lines, rows, [bool(document.lines.indent[n]) for n in kept]), grid=False)
    else:
        yield from_rows(rows, header_rows=header)


def _bars(document: Document, number: int) -> tuple[int, int, list[int]]:
    """Start and end of a line without the blanks at its ends, and the offsets of its pipes.

    A line whose pipes are all escaped ends like a cell.
    """
    text = document.text
    start, end = tags.trim(text, int(document.lines.start[number]), int(document.lines.end[number]))
    bars = [m.start() for m in PIPE.finditer(text, start, end)]
    return start, end, bars or [end]


def _cells(text: str, line: tuple[int, int, list[int]], *, opened: bool, closed: bool) -> list[list[Span]]:
    """The cells of a line; whether pipes open and close the rows is the whole region's matter.

    A row that begins with a blank cell begins with a pipe even where no pipe opens the others.
    """
    start, end, bars = line
    edges = [*([] if opened else [start - 1]), *bars, *([] if closed or bars == [end] else [end])]
    if len(edges) == 1:
        edges.append(end)
    return [tags.spans(text, a + 1, max(b, a + 1)) for a, b in zip(edges, edges[1:], strict=False)]


def _a_cell_a_line(rows: list[list[list[Span]]]) -> bool:
    """Whether pipes only end or open single cells: hardly any line holds two."""
    full = [sum(cell[0][0] < cell[0][1] for cell in row) for row in rows]
    return len(rows) >= FEW and sum(n > 1 for n in full) * 10 <= len(rows)


def _single(
    lines: list[tuple[int, int, list[int]]], rows: list[list[list[Span]]], indented: list[bool]
) -> Iterator[list[list[Span]]]:
    """The one cell of each line; a line with just its pipe is a blank cell where pipes close cells.

    Two pipes, or one without a blank where others have one, are no cell but the width of a merged one.
    """
    full = [[cell for cell in row if cell[0][0] < cell[0][1]] for row in rows]
    ends = [bars[0] > start for (start, _, bars), printed in zip(lines, full, strict=True) if printed]
    closing = 2 * sum(ends) > len(ends)
    alone = [len(bars) == 1 for _, _, bars in lines]
    padded = any(blank for blank, printed in zip(indented, full, strict=True) if not printed)
    for row, printed, blank, one in zip(rows, full, indented, alone, strict=True):
        if printed or (closing and (blank or not padded) and one):
            yield printed or row[:1]
