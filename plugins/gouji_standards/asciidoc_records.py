"""Records of AsciiDoc tables in another format: comma- and tab-separated, or parted by ``:`` (dsv).

AsciiDoc Language, "CSV, TSV and DSV Data": quotes around a comma-separated value keep separators and line
ends, two quotes within it are one; in dsv a backslash keeps a separator. Blank lines part no records.
"""

from __future__ import annotations

import re

from gouji.matrix import Span
from gouji_standards.asciidoc_cell import Cell

_QUOTES = re.compile(r'"++')


def record_cells(text: str, lines: list[Span], mark: str, *, quotes: bool) -> list[Cell]:
    """The cells of a block's lines, in order; ``quotes`` tells csv and tsv from dsv."""
    reader = _Quoted(text, mark) if quotes else _Escaped(text, mark)
    for start, end in lines:
        reader.line(start, end)
    reader.end()
    return reader.cells


class _Escaped:
    """The cells so far and the one that an escape at a line's end, or a quote, keeps open."""

    def __init__(self, text: str, mark: str) -> None:
        self.text, self.mark = text, mark
        self.cells: list[Cell] = []
        self.cell: Cell | None = None

    def line(self, start: int, end: int) -> None:
        """Read one line."""
        if self.cell is not None:
            self.cell.lines.append([])
        elif start == end:
            return
        bound = start
        while (at := self.text.find(self.mark, bound, end)) >= 0:
            cell = self.cell or Cell(start)
            self.cell = cell
            after = at + len(self.mark)
            if at > bound and self.text[at - 1] == "\\":
                cell.add(start, at - 1)
                start, bound = at, after
                continue
            cell.add(start, at)
            self.close(last=False)
            start = bound = after
        self._rest(start, end, escaped=start < bound == end)

    def _rest(self, start: int, end: int, *, escaped: bool) -> None:
        self.cell = self.cell or Cell(start)
        self.cell.add(start, end)
        if not escaped:
            self.close(last=True)

    def close(self, *, last: bool) -> None:
        """End the open cell."""
        if self.cell is not None:
            self.cell.last = last
            self.cells.append(self.cell)
        self.cell = None

    def end(self) -> None:
        """End what the block's end leaves open."""
        self.close(last=True)


class _Quoted(_Escaped):
    """The same for csv, where quotes keep a cell open."""

    def line(self, start: int, end: int) -> None:
        if self.cell is not None:
            self.cell.lines.append([])
        elif start == end:
            return
        while True:
            going_on = self.cell is not None
            self.cell = self.cell or Cell(start)
            at = self._stop(start, end, going_on=going_on)
            if at < 0:
                self.cell.add(start, end)
                return
            self.cell.add(start, at)
            self.close(last=at == end)
            if at == end and not self.text.startswith(self.mark, at):
                return
            start = at + len(self.mark)

    def _stop(self, start: int, end: int, *, going_on: bool) -> int:
        """Where the cell ends in this line, -1 if it goes on in the next."""
        if going_on:
            return self._closed(start, end)
        quotes = _QUOTES.match(self.text, self._dark(start, end), end)
        if quotes and (quotes.end() - quotes.start()) % 2:
            return self._closed(quotes.end(), end)
        at = self.text.find(self.mark, start, end)
        return at if at >= 0 else end

    def _closed(self, start: int, end: int) -> int:
        """The end of a quoted cell: after an odd run of quotes that a separator or the line's end follows."""
        for quotes in _QUOTES.finditer(self.text, start, end):
            after = self._dark(quotes.end(), end)
            ends = after == end or self.text.startswith(self.mark, after)
            if ends and (quotes.end() - quotes.start()) % 2:
                return after
        return -1

    def _dark(self, start: int, end: int) -> int:
        while start < end and self.text[start] in " \t" and self.text[start] != self.mark:
            start += 1
        return start

    def close(self, *, last: bool) -> None:
        if self.cell is not None:
            _unquote(self.text, self.cell)
        super().close(last=last)


def _unquote(text: str, cell: Cell) -> None:
    """Take the quotes around a cell away, and all but one of each run within it."""
    stretches = [(n, a, b) for n, line in enumerate(cell.lines) for a, b in line if text[a:b].strip()]
    if not any('"' in text[a:b] for _, a, b in stretches):
        return
    first, last = stretches[0], stretches[-1]
    start = first[2] - len(text[first[1] : first[2]].lstrip())
    end = last[1] + len(text[last[1] : last[2]].rstrip())
    around = text[start] == '"' == text[end - 1]
    lines: list[list[Span]] = [[] for _ in cell.lines]
    for number, a, b in stretches:
        begin = max(a, start + 1) if around and number == first[0] else a
        stop = min(b, end - 1) if around and number == last[0] else b
        lines[number] += _single(text, begin, stop)
    cell.lines = lines


def _single(text: str, start: int, end: int) -> list[Span]:
    """A stretch without all quotes of a run but its first."""
    parts: list[Span] = []
    for quotes in _QUOTES.finditer(text, start, end) if start < end else ():
        if quotes.end() - quotes.start() > 1:
            parts.append((start, quotes.start() + 1))
            start = quotes.end()
    return [*parts, (start, end)] if start < end else parts
