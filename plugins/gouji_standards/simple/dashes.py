"""Lines of dashes: those of a document that name columns or close a table, with the columns of their runs."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import numpy as np

from gouji.document import Bool, Document
from gouji_standards.drawing.signs import DRAWING
from gouji_standards.lines import bounds
from gouji_standards.prompts import is_typed

_SIGNS = "-=─━═"
"""What rules are drawn with: dashes, tasklist's equals signs, and psql's unicode line styles."""
DOUBLE = re.compile(r"\s*=[= ]*=\s*")
"""A border of reStructuredText: what stands beside it is that table's, well formed or not."""
_DASHES = re.compile(r"[ \t]*(?:-[- \t]*|=[= \t]*|─[─ \t]*|━[━ \t]*|═[═ \t]*)(?=[\r\n]|\Z)")
"""A line of dashes of one kind."""
_RUN = re.compile(rf"[{_SIGNS}]+")


@dataclass(slots=True)
class Page:
    """The document's lines of dashes, in order, each with the half-open columns of its runs.

    ``asked`` is whether pandoc's reading is asked for: each line whose first cell is printed begins a row.
    """

    document: Document
    asked: bool
    runs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    spoiled: int = -1

    def blank(self, line: int) -> bool:
        """Whether a line is blank or beyond the text, or was typed: no table's line."""
        printed = self.document.lines.printed
        return not 0 <= line < len(printed) or not printed[line] or is_typed(self.document.line_text(line))


def page_of(document: Document, code: Bool | None, *, asked: bool) -> Page:
    """The document's lines of dashes, none in ``code``."""
    page = Page(document, asked)
    lines = document.lines
    full = (lines.count(DRAWING) == lines.printed) & (lines.printed > 1)
    full = full if code is None else full & ~code
    for line in np.flatnonzero(full).tolist():
        span = bounds(document, line)
        if _DASHES.match(document.text, *span) and not _is_border(document, line):
            page.runs[line] = [f.span() for f in _RUN.finditer(document.text[slice(*span)])]
            page.order.append(line)
    return page


def _is_border(document: Document, line: int) -> bool:
    """Whether a line of equals signs is reStructuredText's: it stands first, or another below its rows."""
    if "=" not in document.line_text(line):
        return False
    printed, text = document.lines.printed, document.text
    if not line or not printed[line - 1] or (line > 1 and printed[line - 2]):
        return True
    stop = line + 1
    while stop < len(printed) and printed[stop] and not DOUBLE.fullmatch(text, *bounds(document, stop)):
        stop += 1
    return stop < len(printed) and bool(printed[stop])
