"""Cells of an AsciiDoc block: what every format of its lines has in common.

A separator ends a cell, a backslash before it makes it text, and a cell may go on over lines.
"""

from __future__ import annotations

from collections.abc import Iterable

from gouji.matrix import Span
from gouji_standards.asciidoc.cell import Cell


class Cells:
    """The cells so far, in order, and the open one."""

    def __init__(self, text: str, mark: str) -> None:
        self.text, self.mark = text, mark
        self.closed: list[Cell] = []
        self.cell: Cell | None = None

    def read(self, lines: Iterable[Span]) -> list[Cell]:
        """The cells of all lines, given by their half-open spans."""
        for start, end in lines:
            self.line(start, end)
        self.close(last=True)
        return self.closed

    def line(self, start: int, end: int) -> None:
        """Read one line."""
        raise NotImplementedError

    def open(self, place: int) -> Cell:
        """The open cell, a new one at a place if there is none."""
        if self.cell is None:
            self.cell = Cell(place)
        return self.cell

    def close(self, *, last: bool) -> None:
        """End the open cell; ``last`` says that it ends with its line."""
        if self.cell is not None:
            self.cell.last = last
            self.closed.append(self.cell)
        self.cell = None

    def part(self, start: int, end: int) -> tuple[int, int]:
        """Cut a line at its separators: where its last cell's text begins, and where the last separator ends.

        They differ where a backslash keeps that separator.
        """
        bound = start
        while (at := self.text.find(self.mark, bound, end)) >= 0:
            cell = self.open(start)
            after = at + len(self.mark)
            if at > bound and self.text[at - 1] == "\\":
                cell.add(start, at - 1)
                start, bound = at, after
                continue
            cell.add(start, self.stop(bound, at))
            self.close(last=False)
            start = bound = after
        return start, bound

    def stop(self, start: int, mark: int) -> int:  # noqa: ARG002 - for those that look back
        """Where the text of a cell before a separator ends."""
        return mark
