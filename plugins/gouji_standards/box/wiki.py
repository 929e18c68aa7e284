"""Wiki bars: names between double bars, rows between single ones (Jira, YouTrack) or double ones (MoinMoin).

tabulate prints them as ``jira``, ``youtrack`` and ``moinmoin``. Formulas and programs have double bars too,
so two names and a row of as many cells make a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span, from_rows
from gouji_standards.lines import bounds, dark, lines_with

_NAMES = re.compile(r"[ \t]*\|\|(?:[^|]*\|\|){2,}[ \t]*")
"""Two names and more between double bars."""
_ROW = re.compile(r"[ \t]*\|(?:[^|]*\|)+[ \t]*")
_DOUBLE = re.compile(r"[ \t]*\|\|(?:[^|]*\|\|)+[ \t]*")


def wiki_tables(document: Document, code: Bool) -> Iterator[tuple[int, CellMatrix]]:
    """The tables with the number of their first line."""
    free = 0
    for line in lines_with(document, "||"):
        if line < free or code[line] or not _NAMES.fullmatch(document.text, *bounds(document, line)):
            continue
        names = _cells(document.text, bounds(document, line), "||")
        if sum(start < end for start, end in names) * 2 <= len(names):
            continue
        rows, single = _rows(document, line + 1, len(names))
        free = line + 1 + len(rows)
        if rows:
            yield (
                line,
                from_rows(([[cell] for cell in row] for row in [names, *rows]), header_rows=int(single)),
            )


def _rows(document: Document, line: int, width: int) -> tuple[list[list[Span]], bool]:
    """The rows from a line on with as many cells between bars of one kind, and whether these are single."""
    found: list[list[Span]] = []
    bar = ""
    while line < len(document.lines.start):
        span = bounds(document, line)
        here = "||" if _DOUBLE.fullmatch(document.text, *span) else "|"
        bar = bar or here
        if here != bar or not _ROW.fullmatch(document.text, *span):
            break
        cells = _cells(document.text, span, bar)
        if len(cells) != width:
            break
        found.append(cells)
        line += 1
    return found, bar == "|"


def _cells(text: str, line: Span, bar: str) -> list[Span]:
    """What stands between the bars of a line, without the blanks around it."""
    at = text.index(bar, *line) + len(bar)
    cells = []
    while (stop := text.find(bar, at, line[1])) >= 0:
        cells.append(dark(text, at, stop))
        at = stop + len(bar)
    return cells
