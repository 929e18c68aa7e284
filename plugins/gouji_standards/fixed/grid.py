"""Lines of one block laid over each other: which columns are blank in all of them, and what stands between.

Tools pad cells by characters or by display width (a wide character is two columns); a grid counts in one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gouji.document import WIDE_BLANKS, Bool, Document, Int
from gouji.line_table import codes_of
from gouji.matrix import Span
from gouji.units import columns

_BLANK_CODES = (0x20, *WIDE_BLANKS)
BLANK = "".join(map(chr, _BLANK_CODES))
SPARSEST = 64
"""Slots of the grid of single words for one character; more are no table, and would cost without bound."""


@dataclass(frozen=True, slots=True)
class Row:
    """One line: which characters are printed, and the column of each and of its end (None: one each)."""

    text: str
    start: int
    printed: Bool
    at: Int | None

    @property
    def width(self) -> int:
        """Columns of the line."""
        return len(self.printed) if self.at is None else int(self.at[-1])

    def mark(self, dark: NDArray[np.int8]) -> None:
        """Mark the columns that are printed."""
        if self.at is None:
            dark[: len(self.printed)] |= self.printed
            return
        seen = self.printed & (self.at[1:] > self.at[:-1])  # a combining or zero-width sign has no column
        dark[self.at[:-1][seen]] = 1
        dark[self.at[1:][seen] - 1] = 1

    def reaches(self, column: int) -> bool:
        """Whether the row prints the last column before ``column``."""
        index = column if self.at is None else int(np.searchsorted(self.at, column))
        return 0 < index <= len(self.printed) and bool(self.printed[index - 1])

    def cells(self, edges: Int) -> list[Span]:
        """The trimmed span between each edge column and the next; an empty one where all is blank."""
        cuts: list[int] = (edges if self.at is None else np.searchsorted(self.at[:-1], edges)).tolist()
        cells, end = [], self.start + len(self.printed)
        for first, last in pairwise(cuts):
            start = min(self.start + first, end)
            said = self.text[start : min(self.start + last, end)].rstrip(BLANK)
            inner = said.lstrip(BLANK)
            start += len(said) - len(inner) if inner else 0
            cells.append((start, start + len(inner)))
        return cells


def row(document: Document, line: Span, *, wide: bool) -> Row:
    """A line as a row of a grid that counts display width if ``wide``, else characters."""
    start, end = line
    codes = codes_of(document.text[start:end])
    printed = codes != _BLANK_CODES[0]
    for code in _BLANK_CODES[1:]:
        printed &= codes != code
    if not wide:
        return Row(document.text, start, printed, None)
    return Row(document.text, start, printed, columns(document.text[start:end], "width"))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows laid over each other."""

    rows: tuple[Row, ...]

    def runs(self) -> Int:
        """Half-open column ranges, shape (n, 2), printed in some row, with blank columns between them."""
        dark = np.zeros(max(r.width for r in self.rows) + 2, dtype=np.int8)
        for each in self.rows:
            each.mark(dark[1:-1])
        found: Int = np.flatnonzero(np.diff(dark)).reshape(-1, 2)
        return found

    def places(self, rows: Sequence[Sequence[Span]]) -> Int:
        """The half-open columns of each cell of rows, shape (rows, cells, 2)."""
        starts = np.array([each.start for each in self.rows], dtype=np.int64)
        places = np.array(rows, dtype=np.int64) - starts[:, None, None]
        for i, each in enumerate(self.rows):
            if each.at is not None:
                places[i] = each.at[places[i]]
        return places

    def flush(self, runs: Int) -> list[bool]:
        """For each run whether all rows print its last column."""
        return [all(r.reaches(end) for r in self.rows) for end in runs[:, 1].tolist()]

    def is_sparse(self, runs: Int) -> bool:
        """Whether there are more slots than a table of so many printed characters has."""
        printed = sum(int(r.printed.sum()) for r in self.rows)
        return len(runs) * len(self.rows) > SPARSEST * printed

    def cells(self, runs: Int) -> list[list[Span]]:
        """The cells of every row, each from its run's first column to the next run's."""
        edges = np.append(runs[:, 0], runs[-1, 1])
        edges[0] = 0
        return [r.cells(edges) for r in self.rows]


def grids(document: Document, lines: Sequence[Span]) -> list[Grid]:
    """The grids of some lines: by display width and by characters, one where both are the same."""
    plain = all(document.text[a:b].isascii() for a, b in lines)
    return [
        Grid(tuple(row(document, line, wide=wide) for line in lines))
        for wide in ((False,) if plain else (True, False))
    ]
