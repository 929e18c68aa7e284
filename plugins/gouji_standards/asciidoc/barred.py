"""Cells of AsciiDoc after a separator, ``|`` unless set: specifiers before it, text after it over lines.

AsciiDoc Language, "Table Cells": a backslash before a separator makes it text.
"""

from __future__ import annotations

from collections import deque

from gouji_standards.asciidoc.cell import PLAIN, Spec, spec_after, spec_before
from gouji_standards.asciidoc.cells import Cells


class Barred(Cells):
    """The same with the specifiers that were read ahead of their cells."""

    def __init__(self, text: str, mark: str) -> None:
        super().__init__(text, mark)
        self.specs: deque[Spec] = deque()

    def line(self, start: int, end: int) -> None:
        """Read one line; its last cell stays open."""
        start, _ = self.part(self._begin(start, end), end)
        self.open(start).add(start, end)

    def _begin(self, start: int, end: int) -> int:
        """Close the open cell if the line begins a new one, else go on with it; where the text begins."""
        at = self.text.find(self.mark, start, end)
        spec = spec_before(self.text, start, at) if at >= 0 else None
        if spec is not None:
            self.specs.append(spec)
            self.close(last=True)
            return at + len(self.mark)
        if self.cell is not None:
            self.cell.lines.append([])
        return start

    def stop(self, start: int, mark: int) -> int:
        """Where the text ends: before the specifier of the next cell, which is kept for it."""
        spec, stop = spec_after(self.text, start, mark)
        self.specs.append(spec)
        return stop

    def close(self, *, last: bool) -> None:
        """End the open cell, which takes the first specifier that waits."""
        if self.cell is not None:
            self.cell.spec = self.specs.popleft() if self.specs else PLAIN
        super().close(last=last)
