"""Cells of AsciiDoc after a separator, ``|`` unless set: specifiers before it, text after it over lines.

AsciiDoc Language, "Table Cells": a backslash before a separator makes it text.
"""

from __future__ import annotations

from collections import deque

from gouji.matrix import Span
from gouji_standards.asciidoc_cell import PLAIN, Cell, Spec, spec_after, spec_before


def barred_cells(text: str, lines: list[Span], bar: str) -> list[Cell]:
    """The cells of a block's lines, in order."""
    reader = _Reader(text, bar)
    for start, end in lines:
        reader.line(start, end)
    reader.close(last=True)
    return reader.cells


class _Reader:
    """The cells so far, the open one, and the specifiers read ahead of their cells."""

    def __init__(self, text: str, bar: str) -> None:
        self.text, self.bar = text, bar
        self.cells: list[Cell] = []
        self.specs: deque[Spec] = deque()
        self.cell: Cell | None = None

    def line(self, start: int, end: int) -> None:
        """Read one line; its last cell stays open."""
        start = self._begin(start, end)
        bound = start
        while (at := self.text.find(self.bar, bound, end)) >= 0:
            cell = self._open(start)
            after = at + len(self.bar)
            if at > bound and self.text[at - 1] == "\\":
                cell.add(start, at - 1)
                start, bound = at, after
                continue
            spec, stop = spec_after(self.text, bound, at)
            self.specs.append(spec)
            cell.add(start, stop)
            self.close(last=False)
            start = bound = after
        self._open(start).add(start, end)

    def _begin(self, start: int, end: int) -> int:
        """Close the open cell if the line begins a new one, else go on with it; where the text begins."""
        at = self.text.find(self.bar, start, end)
        spec = spec_before(self.text, start, at) if at >= 0 else None
        if spec is not None:
            self.specs.append(spec)
            self.close(last=True)
            return at + len(self.bar)
        if self.cell is not None:
            self.cell.lines.append([])
        return start

    def _open(self, place: int) -> Cell:
        if self.cell is None:
            self.cell = Cell(place)
        return self.cell

    def close(self, *, last: bool) -> None:
        """End the open cell, which takes the first specifier that waits."""
        if self.cell is None:
            return
        self.cell.spec = self.specs.popleft() if self.specs else PLAIN
        self.cell.last = last
        self.cells.append(self.cell)
        self.cell = None
