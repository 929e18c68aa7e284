"""MediaWiki tables: ``{|`` to ``|}``, rows after ``|-``, cells after ``|`` or ``!``, one or several a line.

Printed by: pandoc's mediawiki writer, wikis' page sources and dumps, office programs' wiki export.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span
from gouji.slots import COLSPAN_LIMIT, ROWSPAN_LIMIT, Merged, number, place
from gouji_layouts.seams import sewn
from gouji_layouts.tags import trim
from gouji_standards.mediawiki import gouji_tables

__all__ = ["gouji_cell_matrices", "gouji_tables"]
aliases = ("wiki", "wikitext")
evidence = "markup"


NESTING_LIMIT = 64
"""Tables within tables; what opens deeper is read as text."""

_OPEN = re.compile(r"[ \t:]*+\{\|")
_ATTRIBUTES = re.compile(
    r"(?:[A-Za-z][\w:-]*+(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s|\"']++))?+\s*+)*+\Z", re.ASCII
)
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*(\d+)", re.IGNORECASE | re.ASCII)
_MARK = re.compile(
    r"'{2,}|<(?!br)[A-Za-z/!][^<>]*>|(?<!\d)<br[^<>]*>|<br[^<>]*>(?!\d)|\[\[(?:[^\[\]|]*\|)?|\]\]"
)
_SPLIT = {"|": re.compile(r"\|\|"), "!": re.compile(r"\|\||!!")}


@dataclass(slots=True)
class _Table:
    rows: list[list[_Cell]] = field(default_factory=list)
    caption: Span | None = None


@dataclass(slots=True)
class _Cell:
    attributes: str
    pieces: list[Span]
    header: bool


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each table that is opened and closed, a nested one before the one around it."""
    if not document.holds("{|"):
        return
    stack: list[_Table] = []
    for line in _lines(document):
        table = _read(document.text, line, stack)
        matrix = _matrix(document.text, table) if table else None
        if matrix is not None:
            yield matrix


def _lines(document: Document) -> Iterator[Span]:
    """The trimmed lines from the first that opens a table to the last that closes one."""
    text, lines = document.text, document.lines
    first, last = document.line_of(text.find("{|")), document.line_of(text.rfind("|}"))
    starts, ends = lines.start[first : last + 1].tolist(), lines.end[first : last + 1].tolist()
    for start, end in zip(starts, ends, strict=True):
        yield trim(text, start, end)


def _read(text: str, line: Span, stack: list[_Table]) -> _Table | None:
    """Take one line into the innermost open table; return the table that the line closes."""
    start, end = line
    mark = text[start : min(start + 2, end)]
    if _OPEN.match(text, start, end) and len(stack) < NESTING_LIMIT:
        stack.append(_Table())
    elif not stack:
        return None
    elif mark == "|}" and not text.startswith("|}}", start):
        return stack.pop()
    elif mark == "|-":
        stack[-1].rows.append([])
    elif mark == "|+":
        stack[-1].caption = _content(text, start + 2, end)[1]
    elif mark[:1] in ("|", "!"):
        rows = stack[-1].rows or [[]]
        stack[-1].rows = rows
        rows[-1] += _cells(text, start + 1, end, mark[0])
    elif start < end and stack[-1].rows and stack[-1].rows[-1]:
        stack[-1].rows[-1][-1].pieces.append(line)
    return None


def _cells(text: str, start: int, end: int, mark: str) -> Iterator[_Cell]:
    splits = _SPLIT[mark].finditer(text, start, end) if text.find(mark, start, end) >= 0 else ()
    for found in [*splits, None]:
        attributes, span = _content(text, start, found.start() if found else end)
        yield _Cell(attributes, [span], mark == "!")
        start = found.end() if found else end


def _content(text: str, start: int, end: int) -> tuple[str, Span]:
    """The attributes before a single bar, and the span of the text after them."""
    bar = text.find("|", start, end)
    attributes = text[start:bar] if bar >= 0 else ""
    if bar >= 0 and _ATTRIBUTES.match(attributes.strip()):
        start = bar + 1
    else:
        attributes = ""
    return attributes, trim(text, start, end)


def _matrix(text: str, table: _Table) -> CellMatrix | None:
    rows = [row for row in table.rows if row]
    if not rows:
        return None
    header = next((i for i, row in enumerate(rows) if not all(cell.header for cell in row)), len(rows))
    placed = [[_merged(text, cell) for cell in row] for row in rows]
    return place(placed, header_rows=header, caption=table.caption)


def _merged(text: str, cell: _Cell) -> Merged:
    spans = [part for piece in cell.pieces for part in _bare(text, *piece)] or cell.pieces[:1]
    sewed = sewn(text, spans)
    if "span" not in cell.attributes.lower():
        return Merged(sewed)
    asked = {name.lower(): digits for name, digits in _SPAN.findall(cell.attributes)}
    return Merged(
        sewed,
        max(number(asked.get("colspan", ""), 1, COLSPAN_LIMIT), 1),
        number(asked.get("rowspan", ""), 1, ROWSPAN_LIMIT),
    )


def _bare(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretches of one line of a cell between marks: quotes of emphasis, tags, brackets of links."""
    piece = text[start:end]
    if "'" not in piece and "<" not in piece and "[" not in piece:
        yield start, end
        return
    for found in [*_MARK.finditer(text, start, end), None]:
        stop = found.start() if found else end
        span = trim(text, start, stop)
        if span[0] < span[1]:
            yield span
        start = found.end() if found else end
