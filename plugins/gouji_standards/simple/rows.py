"""Rows of a simple table: cells cut at columns, as spans and as what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from gouji.matrix import CellMatrix, Span, freeze
from gouji_standards.drawing.lines import seamed
from gouji_standards.separated import FIGURE

_NOTHING = frozenset(("\\", ".."))
"""What reStructuredText writes into a first column that begins a row and is blank."""


@dataclass(slots=True)
class Rows:
    """A table under way: its slots, and of each cell the pieces; ``width`` is the number of columns."""

    text: str
    width: int
    slots: list[list[int]] = field(default_factory=list)
    cells: list[list[Span]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)

    def add(self, cells: Sequence[tuple[int, int, Sequence[Span]]], *, escaped: bool = False) -> None:
        """A row of cells, each the slots [first, stop) it covers and its pieces, one a line."""
        row = [-1] * self.width
        for first, stop, pieces in cells:
            row[first:stop] = [len(self.cells)] * (stop - first)
            spans, said = seamed(self.text, pieces)
            if escaped and not first and said in _NOTHING:
                spans, said = [(spans[0][0], spans[0][0])], ""
            self.cells.append(spans)
            self.texts.append(said)
        self.slots.append(row)

    def matrix(self, header_rows: int, caption: Span | None) -> CellMatrix:
        """The table as a cell matrix."""
        owner = np.array(self.slots, dtype=np.int32).reshape(-1, self.width)
        return freeze(owner, self.cells, header_rows=header_rows, caption=caption, texts=self.texts)


def is_centred(upper: str, lower: str) -> bool:
    """Whether a line of a cell, set off from the column's edge, has its middle where the one above has it.

    Both are given from that edge on, without trailing blanks; a middle between two columns may be rounded.
    A figure goes on nothing.
    """
    middles = [2 * len(said) - len(said.strip()) for said in (upper, lower)]
    return lower.startswith(" ") and abs(middles[1] - middles[0]) <= 1 and not FIGURE.fullmatch(lower.strip())
