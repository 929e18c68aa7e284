"""MediaWiki tables as its parser reads them (``doTableStuff``): ``{|`` to ``|}`` at line starts.

Printed by: wikis' page sources and dumps, pandoc's mediawiki writer, office programs' wiki export.
A cell's text is its wikitext without attributes and comments; a nested table is part of it and a table too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span, freeze
from gouji_standards.html_grid import Budget, formed, headers
from gouji_standards.html_literal import literal_spans
from gouji_standards.html_nodes import Cell, Group, Row, Table
from gouji_standards.html_source import is_page
from gouji_standards.html_tokens import pairs
from gouji_standards.html_tree import Sizes
from gouji_standards.mediawiki.mask import GONE, JOINT, masked

NESTING_LIMIT = 8
"""Tables within tables; what opens deeper is text of the cell. A character is in so many cells at most."""

_BEGIN = re.compile(r"(?:\A\ufeff?|[\r\n]|-->)[ \t:]*+\{(?:\||\{\{!\}\})")
_LINE = re.compile(r"[^\r\n]*+(?:\r\n?|\n|\Z)")
_BAR = rf"\|{JOINT}*+"
_OPEN = re.compile(rf"\ufeff?[\s{GONE}:]*+\{{{_BAR}")
_MARK = re.compile(
    rf"[\s{GONE}]*+(?:(?P<end>{_BAR}\}})|(?P<row>{_BAR}-)|(?P<caption>{_BAR}\+)|(?P<cell>{_BAR})|(?P<head>!))"
)
_SPLITS = {
    "head": re.compile(rf"<(?:(?!{_BAR}{_BAR})[^<>])*+>|({_BAR}{_BAR}|!!)"),
    "cell": re.compile(rf"({_BAR}{_BAR})"),
}
"""What parts the cells of a line, as group 1; ``!!`` within a tag parts nothing."""
_FIRST_BAR = re.compile(_BAR)
_NO_ATTRIBUTES = re.compile(r"\[\[|-\{")
"""What begins a link or a variant: no attributes stand before a bar behind it."""
_NEWLINE = re.compile(r"\r\n?|\n")


@dataclass(slots=True)
class _Open:
    """A table while it is read: the cell or caption that goes on, and where its content began."""

    table: Table
    plain: bool
    group: Group = field(default_factory=lambda: Group("tbody"))
    row: Row | None = None
    cell: Cell | None = None
    begun: int = -1
    caption: Span | None = None


@hookimpl
def gouji_tables(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each table with a cell, nested ones too, in the order of their starts.

    A table that is never closed ends with the text, as MediaWiki ends it.
    """
    if not document.lines.pipes.any() or not document.holds("{|", "{{!}}") or is_page(document):
        return
    if not _BEGIN.search(document.text):
        return
    code = literal_spans(document, prose=False, mark="{|")
    mask = masked(document.text)
    budget = Budget()
    for opened in _Reader(document.text, mask, code).read():
        if any(opened.table.cells()) and (opened.table.closed or opened.plain):
            yield _matrix(opened, document.text, mask, budget)


class _Reader:
    """The stack of open tables and the tables found."""

    def __init__(self, text: str, mask: str, code: list[Span]) -> None:
        self.text, self.mask = text, mask
        self.code = code
        self.found: list[_Open] = []
        self.stack: list[_Open] = []
        self.deeper = 0
        self.sizes = Sizes(_last_attributes)

    def read(self) -> list[_Open]:
        """All tables, in the order of their starts."""
        code, pos = iter([*self.code, (len(self.mask) + 1, 0)]), 0
        begin, end = next(code)
        while pos < len(self.mask):
            line = _LINE.match(self.mask, pos)
            stop = line.end() if line else len(self.mask)
            while end and end <= pos:
                begin, end = next(code)
            if not begin <= pos < end:
                self._line(pos, stop)
            pos = stop
        while self.stack:
            self._close(len(self.mask))
        return self.found

    def _line(self, start: int, stop: int) -> None:
        """Apply one line, break included."""
        opening = _OPEN.match(self.mask, start, stop)
        if opening:
            self._open(start, opening.end(), stop)
            return
        mark = _MARK.match(self.mask, start, stop) if self.stack else None
        if mark is None:
            return
        kind = mark.lastgroup
        if self.deeper:
            self.deeper -= kind == "end"
        elif kind == "end":
            self.stack[-1].table.closed = True
            self._close(start)
        elif kind == "row":
            self._settle(start)
            self.stack[-1].row = None
        elif kind == "caption":
            self._settle(start)
            self._caption(mark.end(), stop)
        else:
            self._settle(start)
            self._cells(kind or "", mark.end(), stop)

    def _open(self, start: int, end: int, stop: int) -> None:
        if len(self.stack) >= NESTING_LIMIT:
            self.deeper += 1
            return
        plain = "|" not in self.mask[end:stop]
        opened = _Open(Table(start, stop), plain)
        opened.table.groups.append(opened.group)
        self.found.append(opened)
        self.stack.append(opened)

    def _close(self, end: int) -> None:
        self._settle(end)
        self.stack.pop().table.end = end

    def _settle(self, end: int) -> None:
        """End the content of the open cell or caption."""
        opened = self.stack[-1]
        if opened.begun >= 0 and opened.cell is not None:
            opened.cell.content.append((opened.begun, end))
        elif opened.begun >= 0 and opened.caption is None:
            opened.caption = (opened.begun, end)
        opened.begun = -1

    def _caption(self, start: int, stop: int) -> None:
        opened = self.stack[-1]
        bar = self._bar(start, stop)
        opened.cell, opened.begun = None, bar.end() if bar else start

    def _cells(self, kind: str, start: int, stop: int) -> None:
        """Open the cells of a line; the last one goes on in the next lines."""
        opened = self.stack[-1]
        if opened.row is None:
            opened.row = Row()
            opened.group.rows.append(opened.row)
        splits = [split for split in _SPLITS[kind].finditer(self.mask, start, stop) if split[1]]
        for split in [*splits, None]:
            end = split.start() if split else stop
            self._cell(opened, opened.row, start, end, head=kind == "head")
            if split:
                self._settle(end)
                start = split.end()

    def _cell(self, opened: _Open, row: Row, start: int, end: int, *, head: bool) -> None:
        bar = self._bar(start, end)
        opened.begun = bar.end() if bar else start
        opened.cell = Cell(head, opened.begun)
        if bar:
            given = _without(self.text, self.mask, start, bar.start())
            opened.cell.rows, opened.cell.cols, _ = self.sizes[f" {given}"]
        row.cells.append(opened.cell)

    def _bar(self, start: int, end: int) -> re.Match[str] | None:
        """The single bar that ends a cell's attributes; a bar within a link is none (T2553).

        Nor is ``{{!}}`` behind what gives no attribute a value: who writes it there means a bar in print.
        """
        bar = _FIRST_BAR.search(self.mask, start, end)
        if bar is None or _NO_ATTRIBUTES.search(self.mask, start, bar.start()):
            return None
        said = len(bar[0]) > 1 and "=" not in self.mask[start : bar.start()]
        return None if said else bar


def _last_attributes(given: str) -> dict[str, str]:
    """The attributes by name; the last of a name counts, as for MediaWiki's sanitizer."""
    return dict(pairs(given))


def _matrix(opened: _Open, text: str, mask: str, budget: Budget) -> CellMatrix:
    grid = formed(opened.table, budget)
    owner = grid.owner()
    budget.take(opened.table, owner.size)
    said = [_spoken(cell, text, mask) for cell in grid.cells]
    header_rows, header_cols = headers(grid, owner)
    return freeze(
        owner,
        [spans for _, spans in said],
        header_rows=header_rows,
        header_cols=header_cols,
        caption=_extent(opened.caption, text, mask),
        texts=[words for words, _ in said],
    )


def _extent(caption: Span | None, text: str, mask: str) -> Span | None:
    """The stretch from the first to the last printed character of a caption."""
    spans = [span for _, line in _lines(caption, text, mask) for span in line] if caption else []
    return (spans[0][0], spans[-1][1]) if spans else None


def _spoken(cell: Cell, text: str, mask: str) -> tuple[str, list[Span]]:
    """The wikitext of a cell, and the half-open spans of its lines, trimmed.

    Blanks that begin a line within the cell stay in its text: to a wiki they mean something.
    """
    said: list[str] = []
    spans: list[Span] = []
    for stretch in cell.content:
        for start, line in _lines(stretch, text, mask) if isinstance(stretch, tuple) else ():
            if line or (said and said[-1]):
                said.append(_without(text, mask, start, line[-1][1]) if line else "")
            spans += line
    return "\n".join(said).strip(), spans or [(cell.blank, cell.blank)]


def _lines(stretch: Span, text: str, mask: str) -> Iterator[tuple[int, list[Span]]]:
    """For each line of a stretch its start and printed pieces; a line that only holds a comment is none."""
    pos, end = stretch
    while pos <= end:
        found = _NEWLINE.search(text, pos, end)
        stop = found.start() if found else end
        pieces = list(_pieces(text, mask, pos, stop))
        if pieces or GONE not in mask[pos:stop]:
            yield pos, pieces
        pos = found.end() if found else end + 1


def _pieces(text: str, mask: str, start: int, end: int) -> Iterator[Span]:
    """The stretches between comments, trimmed."""
    for found in re.finditer(rf"[^{GONE}]++", mask[start:end]):
        piece = text[start + found.start() : start + found.end()].rstrip()
        stop = start + found.start() + len(piece)
        begin = stop - len(piece.lstrip())
        if begin < stop:
            yield begin, stop


def _without(text: str, mask: str, start: int, end: int) -> str:
    """The text between two offsets without comments."""
    if GONE not in mask[start:end]:
        return text[start:end]
    return "".join(
        char for char, cover in zip(text[start:end], mask[start:end], strict=True) if cover != GONE
    )
