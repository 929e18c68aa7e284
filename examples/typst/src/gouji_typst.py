"""Tables of Typst: ``table(columns: 2, [cell], table.cell(colspan: 2)[cell], table.header([cell]))``.

Printed by: pandoc (typst), exporters of notebooks and reports, and people who write Typst.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gouji.layout import CellMatrix, Document, Iterator, Merged, Span, hookimpl, place, trimmed

evidence = "markup"
aliases = ("typ",)

MARK = re.compile(
    r"\\[\r\n ]+|\\."  # a line break; an escape
    r"|(?<!:)//[^\r\n]*|/\*.*?\*/"  # comments; a URL's slashes are none
    r'|"(?:[^"\\\r\n]|\\.)*"'  # a string, in code
    r"|#?table(?:\.(?:cell|header|footer))?\("
    r"|#?[A-Za-z][\w.-]*(?=[\[(])"  # a call
    r"|[\[\]()*_]",
    re.DOTALL,
)
COLUMNS = re.compile(
    r"columns:\s*(?:(\d{1,4})\b|\(([^()]{0,4000}(?:\([^()]{0,99}\)[^()]{0,99}){0,99})\)(?:\s*\*\s*(\d{1,3}))?)"
)
"""A number of columns, or their widths, perhaps so many times over."""
SPAN = re.compile(r"(row|col)span:\s*(\d{1,3})\b")
WIDEST = 1000
"""Columns; a table that asks for more is none."""
DEEPEST = 64
"""Calls and brackets that are open at once; with more of them nothing is a table, and time stays even."""


@dataclass(slots=True)
class Open:
    """A bracket or a call that is open: what it is, where its inside begins, and what it holds."""

    kind: str
    start: int
    argument: str = ""
    cells: list[tuple[Merged, bool]] = field(default_factory=list)
    gaps: list[Span] = field(default_factory=list)


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each call of ``table`` that is closed, an inner table before the one around it."""
    if "table(" not in document.text:
        return
    reader = Reader(document.text)
    first = document.text.find("table(")
    for mark in MARK.finditer(document.text, max(first - 1, 0)):
        matrix = reader.take(mark.group(), *mark.span())
        if matrix is not None:
            yield matrix


class Reader:
    """What is open at a place of the text, the innermost last."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.stack: list[Open] = []
        self.spans = ""
        """The arguments of a ``table.cell`` whose content follows."""

    def take(self, mark: str, start: int, stop: int) -> CellMatrix | None:
        """Go on by one mark; the table that it closes, if any."""
        top = self.stack[-1] if self.stack else None
        content = top is not None and top.kind in ("cell", "text")
        if mark[-1] == "(" and len(mark) > 1:
            if mark[0] == "#" or not content:
                self._open(mark.strip("#("), start, stop)
        elif mark == "[" and top is not None:
            self._open("text" if content else "cell", start, stop)
        elif mark == "]" and content:
            self._close(start, stop)
        elif mark == "(" and top is not None and (not content or self._called(start)):
            self._open("code", start, stop)
        elif mark == ")" and top is not None and not content:
            return self._close(start, stop)
        elif content and (mark[0] in "\\*_/" or mark[0] == "#"):
            self._gap(start, start + 1 if mark[0] == "\\" and not mark[1:].isspace() else stop)
        return None

    def _called(self, start: int) -> bool:
        """Whether a parenthesis in a text belongs to a call, which ends just before it."""
        gaps = next((o.gaps for o in reversed(self.stack) if o.kind == "cell"), [])
        return bool(gaps) and gaps[-1][1] == start and self.text[gaps[-1][0]] == "#"

    def _gap(self, start: int, stop: int) -> None:
        """Leave characters out of the cell that is open."""
        for one in reversed(self.stack):
            if one.kind == "cell":
                one.gaps.append((start, stop))
                return

    def _open(self, kind: str, start: int, stop: int) -> None:
        if len(self.stack) == DEEPEST:
            self.stack.clear()
        self._gap(start, stop)
        argument, self.spans = (self.spans, "") if kind == "cell" else ("", "")
        self.stack.append(Open(kind, stop, argument))

    def _close(self, start: int, stop: int) -> CellMatrix | None:
        done = self.stack.pop()
        if done.kind == "cell":
            self._keep(done, start)
        elif done.kind == "table.cell" and not done.cells:
            self.spans = self.text[done.start : start]
        self._gap(done.start if done.kind in ("code", "table") else start, stop)
        return _table(self.text[done.start : start], done.cells) if done.kind == "table" else None

    def _keep(self, done: Open, stop: int) -> None:
        """Give a cell to the table that it stands in."""
        around = self.stack[-1] if self.stack else None
        argument = done.argument
        if around is not None and around.kind == "table.cell":
            argument = self.text[around.start : done.start]
            around.cells.append((Merged(()), False))
        spans = {name: int(digits) for name, digits in SPAN.findall(argument)}
        cell = Merged(
            _pieces(self.text, done.start, stop, done.gaps),
            spans.get("col", 1) or 1,
            spans.get("row", 1) or 1,
        )
        for one in reversed(self.stack):
            if one.kind == "table":
                head = any(o.kind == "table.header" for o in self.stack)
                one.cells.append((cell, head))
                return
            if not one.kind.startswith("table."):
                return


def _pieces(text: str, start: int, stop: int, gaps: list[Span]) -> list[Span]:
    """The stretches of a cell between its marks, trimmed; one empty span for a blank cell."""
    found, at = [], start
    for low, high in [*gaps, (stop, stop)]:
        if at < low or low == stop:
            found.append((at, low))
        at = max(at, high)
    return trimmed(text, found)


def _table(arguments: str, cells: list[tuple[Merged, bool]]) -> CellMatrix | None:
    """The matrix of a table's cells, which flow into its columns from the left."""
    width = _width(arguments)
    if not cells or not 0 < width <= WIDEST:
        return None
    rows: list[list[Merged]] = []
    taken: dict[int, int] = {}
    row = column = header_rows = 0
    for cell, head in cells:
        span = min(cell.colspan, width)
        while (
            any(taken.get(c, 0) > row for c in range(column, min(column + span, width)))
            or column + span > width
        ):
            row, column = (row + 1, 0) if column + 1 >= width else (row, column + 1)
        rows += [[] for _ in range(row + 1 - len(rows))]
        rows[row].append(Merged(cell.spans, span, cell.rowspan))
        taken.update(dict.fromkeys(range(column, column + span), row + cell.rowspan))
        header_rows = max(header_rows, row + 1) if head else header_rows
        column += span
    return place(rows, header_rows=header_rows)


def _width(arguments: str) -> int:
    """The number of columns that the arguments of a table state; 1 where they state none."""
    found = COLUMNS.search(arguments)
    if found is None:
        return 1
    if found[1]:
        return int(found[1])
    depth, count = 0, 1
    for char in found[2].strip().removesuffix(","):
        depth += (char == "(") - (char == ")")
        count += char == "," and not depth
    return count * int(found[3] or 1)
