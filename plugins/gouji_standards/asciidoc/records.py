"""Records of AsciiDoc tables in another format: comma- and tab-separated, or parted by ``:`` (dsv).

AsciiDoc Language, "CSV, TSV and DSV Data": quotes around a comma-separated value keep separators and line
ends, two quotes within it are one; in dsv a backslash keeps a separator. Blank lines part no records.
"""

from __future__ import annotations

import re

from gouji.matrix import Span
from gouji_standards.asciidoc.cell import Cell
from gouji_standards.asciidoc.cells import Cells

_QUOTES = re.compile(r'"++')


class _Records(Cells):
    """The same where a record ends with its line, unless something keeps its last cell open."""

    def line(self, start: int, end: int) -> None:
        """Read one line; a blank one that no cell goes on over is none."""
        if self.cell is not None:
            self.cell.lines.append([])
        if self.cell is not None or start < end:
            self._cells(start, end)

    def _cells(self, start: int, end: int) -> None:
        raise NotImplementedError


class Escaped(_Records):
    """Records of dsv: an escape at a line's end keeps a cell open."""

    def _cells(self, start: int, end: int) -> None:
        start, bound = self.part(start, end)
        self.open(start).add(start, end)
        if not start < bound == end:
            self.close(last=True)


class Quoted(_Records):
    """Records of csv and tsv: a quote keeps a cell open."""

    def _cells(self, start: int, end: int) -> None:
        while True:
            going_on = self.cell is not None
            cell = self.open(start)
            at = self._ending(start, end, going_on=going_on)
            if at < 0:
                cell.add(start, end)
                return
            cell.add(start, at)
            self.close(last=at == end)
            if at == end and not self.text.startswith(self.mark, at):
                return
            start = at + len(self.mark)

    def _ending(self, start: int, end: int, *, going_on: bool) -> int:
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
        """End the open cell without its quotes."""
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
