"""Simple tables of reStructuredText: borders of ``=``, spans underlined with ``-``.

As docutils' SimpleTableParser defines them: a line whose first column is blank goes on the row above, the
last column may run over the border's end, text in the gap between two columns makes the table malformed.
tabulate prints it as ``rst``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span
from gouji.units import UNITS
from gouji_standards.drawing.lines import Drawn, drawn
from gouji_standards.lines import bounds, lines_with
from gouji_standards.rst_blocks import BEFORE, is_literal
from gouji_standards.simple.column import is_enclosed
from gouji_standards.simple.nested import DOUBLE, FEWEST, MOST_BORDERS, nested_borders
from gouji_standards.simple.rows import Rows, is_centred
from gouji_standards.table_captions import caption_of

_TOP = re.compile(BEFORE + r"(?P<rule>=+(?: +=+)*)[ \t]*(?=[\r\n]|\Z)")
_SPANS = re.compile(r"-[ -]*")
"""A line that underlines the cells of the row above."""
_RUN = re.compile(r"-+")

MAX_DEPTH = 4
"""Tables that may lie in each other: each is read once more, and a writer needs one or two."""

Columns = list[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class _Found:
    """The lines [first, last] from border to border and the column at which they begin."""

    first: int
    last: int
    left: int


class _MalformedError(Exception):
    """The lines do not fit the columns of the top border."""


def rst_tables(
    document: Document, code: Bool | None = None, *, asked: bool = False
) -> Iterator[tuple[range, CellMatrix]]:
    """The tables with their lines; if ``asked``, those of one column too, as tabulate prints them."""
    free = 0
    for line in lines_with(document, "= =", "=  ", "=="):
        if line < free or (code is not None and code[line]):
            continue
        top = _TOP.match(document.text, *bounds(document, line))
        if top is None or (not asked and _underlines(document, line, top.group("rule"))):
            continue
        if is_literal(document, line):
            continue
        last, whole = _bottom(document, line, len(top.group("before")), len(top.group("rule")))
        free = last + 1 if whole else _after(document, last)
        found = _Found(line, last, len(top.group("before")))
        if whole and (
            " " in top.group("rule") or _is_column(document, found, len(top.group("rule")), asked=asked)
        ):
            for table in _tables(document, found):
                yield range(line, last + 1), table


def _underlines(document: Document, line: int, rule: str) -> bool:
    """Whether a border of one run stands below words: it is a title's."""
    return " " not in rule and line > 0 and bool(document.lines.printed[line - 1])


def _after(document: Document, line: int) -> int:
    """The blank line below a malformed table: what stands above it is no table's top."""
    printed = document.lines.printed
    while line < len(printed) and printed[line]:
        line += 1
    return line


def _is_column(document: Document, found: _Found, width: int, *, asked: bool) -> bool:
    """Whether borders of one run hold more than a title, and nothing longer than they are.

    Unless a simple table is asked for, they are three, and as long as printers make them.
    """
    lines = [document.line_text(line)[found.left :].rstrip() for line in range(found.first + 1, found.last)]
    if asked:
        return len(lines) > 1 and all(len(line) <= width for line in lines)
    inner = [index for index, line in enumerate(lines) if line == "=" * width]
    return len(inner) == 1 and is_enclosed(lines[: inner[0]], lines[inner[0] + 1 :], width)


def _bottom(document: Document, top: int, left: int, width: int) -> tuple[int, bool]:
    """The line of the bottom border and True; or the first line that cannot belong to the table and False."""
    lines = document.lines
    count, found = len(lines.start), 0
    for line in range(top + 1, count):
        if not lines.printed[line]:
            continue
        start, end = bounds(document, line)
        before = document.text[start : min(start + left, end)]
        if before.strip(" \t>"):
            return line, False
        if end - start <= left or document.text[start + left] != "=":
            continue
        said = document.text[start + left : end].rstrip()
        if DOUBLE.fullmatch(said):
            if len(said) != width:
                return line, False
            found += 1
            if found == MOST_BORDERS - 1 or line + 1 == count or not lines.printed[line + 1]:
                return line, True
    return count, False


def _tables(document: Document, found: _Found) -> list[CellMatrix]:
    """The table and those in its cells; none where it is malformed."""
    spans = [bounds(document, line) for line in range(found.first, found.last + 1)]
    caption = caption_of(document, found.first, found.last)
    for unit in UNITS:
        lines = [drawn(document.text, span, unit).cut(found.left).rstrip() for span in spans]
        try:
            reader = _Reader(document.text, lines)
            return [reader.read(caption), *nested_tables(document.text, reader.cells)]
        except _MalformedError:
            if all(document.text[start:end].isascii() for start, end in spans):
                return []
    return []


def nested_tables(
    text: str, cells: Iterable[Sequence[Drawn]], depth: int = MAX_DEPTH
) -> Iterator[CellMatrix]:
    """The well-formed tables in cells, each given as its lines, and those in their cells."""
    for lines in nested_borders(cells) if depth else ():
        reader = _Reader(text, lines)
        try:
            yield reader.read(None)
        except _MalformedError:
            continue
        yield from nested_tables(text, reader.cells, depth - 1)


class _Reader:
    """One pass over a table's lines, top border first."""

    def __init__(self, text: str, lines: Sequence[Drawn]) -> None:
        self.lines = lines
        self.flat = [line.chars.replace("=", "-") if _is_border(line.chars) else line.chars for line in lines]
        self.columns: Columns = [found.span() for found in _RUN.finditer(self.flat[0])]
        self.rows = Rows(text, len(self.columns))
        self.cells: list[list[Drawn]] = []
        self.header_rows = 0

    def read(self, caption: Span | None) -> CellMatrix:
        """The table; raises _MalformedError."""
        first, end = self.columns[0]
        start, filled = 1, False
        head = next((line for line in range(1, len(self.lines) - 1) if _is_border(self.lines[line].chars)), 0)
        for line in range(1, len(self.lines)):
            chars = self.flat[line]
            if _SPANS.fullmatch(chars):
                self._row(start, line, self._spanned(chars), rule=line)
                start, filled = line + 1, False
                if line < len(self.lines) - 1 and _is_border(self.lines[line].chars):
                    self.header_rows = len(self.rows.slots)
            elif chars[first:end].strip() and not (
                filled and self._is_centred(start, line, head=line < head)
            ):
                if filled and line != start:
                    self._row(start, line, [(i, i + 1) for i in range(len(self.columns))], rule=line)
                start, filled = line, True
            elif not filled:
                start = line + 1
        return self.rows.matrix(self.header_rows, caption)

    def _is_centred(self, start: int, line: int, *, head: bool) -> bool:
        """Whether a line goes on the row that begins at ``start``, though its first cell is printed.

        So it does if a printer centred that cell below the row's: its name in a head, or what stands alone.
        """
        cells = [self.flat[number][slice(*self.columns[0])].rstrip() for number in (start, line)]
        if head:
            return all(cell.startswith(" ") for cell in cells)
        alone = len(self.columns) > 1 and not self.flat[line][self.columns[0][1] :].strip()
        return alone and is_centred(*cells)

    def _spanned(self, rule: str) -> list[tuple[int, int]]:
        """The slots [first, stop) that each run of an underline covers."""
        runs = [found.span() for found in _RUN.finditer(rule)]
        if runs[-1][1] != self.columns[-1][1]:
            raise _MalformedError
        begins = {begin: index for index, (begin, _) in enumerate(self.columns)}
        ends = {end: index + 1 for index, (_, end) in enumerate(self.columns)}
        slots = [(begins.get(begin, -1), ends.get(end, -1)) for begin, end in runs]
        expected = 0
        for first, stop in slots:
            if first != expected or stop < 0:
                raise _MalformedError
            expected = stop
        return slots

    def _row(self, start: int, stop: int, slots: list[tuple[int, int]], *, rule: int) -> None:
        """A row on lines [start, stop); its blank cells stand in the line ``rule`` if it has no other."""
        lines = self.lines[start:stop]
        cells = []
        for first, after in slots:
            left = self.columns[first][0]
            right = None if after == len(self.columns) else self.columns[after - 1][1]
            if right is not None:
                gap = self.columns[after][0]
                if any(line.chars[right:gap].strip() for line in lines):
                    raise _MalformedError
            pieces = [line.span(left, len(line.chars) if right is None else right) for line in lines]
            if len(lines) >= FEWEST:
                self.cells.append([line.cut(left, right).rstrip() for line in lines])
            blank = self.lines[rule].at[min(left, len(self.lines[rule].chars))]
            cells.append((first, after, pieces or [(blank, blank)]))
        self.rows.add(cells, escaped=True)


def _is_border(chars: str) -> bool:
    return DOUBLE.fullmatch(chars) is not None
