"""Lines of one block laid over each other: which columns are blank in all of them, and what stands between.

Tools pad cells by characters or by display width (a wide character is two columns); a grid counts in one.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gouji.document import WIDE_BLANKS, Bool, Document, Int
from gouji.matrix import Span

BLANK = (0x20, *WIDE_BLANKS)
SPARSEST = 64
"""Slots of the grid of single words for one character; more are no table, and would cost without bound."""
NARROW, WIDE = 1, 2


class _Widths(dict[int, int]):
    """Code point to its display width, filled as characters are met."""

    def __missing__(self, code: int) -> int:
        char = chr(code)
        width = WIDE if unicodedata.east_asian_width(char) in ("W", "F") else NARROW
        self[code] = 0 if unicodedata.category(char) in ("Mn", "Me", "Cf") else width
        return self[code]


_WIDTHS = _Widths()


@dataclass(frozen=True, slots=True)
class Row:
    """One line: the column of each character and, last, of its end; and which characters are printed."""

    start: int
    at: Int
    printed: Bool

    def cells(self, edges: Int) -> list[Span]:
        """The trimmed span between each edge column and the next; an empty one where all is blank."""
        cuts = np.searchsorted(self.at[:-1], edges).tolist()
        dark = np.flatnonzero(self.printed)
        firsts = np.searchsorted(dark, cuts).tolist()
        return [self._cell(dark, *ends) for ends in zip(cuts[:-1], firsts[:-1], firsts[1:], strict=True)]

    def _cell(self, dark: NDArray[np.intp], cut: int, first: int, last: int) -> Span:
        if first == last:
            return self.start + cut, self.start + cut
        return self.start + int(dark[first]), self.start + int(dark[last - 1]) + 1


def row(document: Document, line: Span, *, wide: bool) -> Row:
    """A line as a row of a grid that counts display width if ``wide``, else characters."""
    start, end = line
    codes = document.codes[start:end]
    at = np.zeros(end - start + 1, dtype=np.int64)
    widths = [_WIDTHS[c] for c in codes.tolist()] if wide else np.ones(end - start, dtype=np.int64)
    np.cumsum(widths, out=at[1:])
    return Row(start, at, ~np.isin(codes, BLANK))


@dataclass(frozen=True, slots=True)
class Grid:
    """Rows laid over each other."""

    rows: tuple[Row, ...]

    def runs(self) -> Int:
        """Half-open column ranges, shape (n, 2), printed in some row, with blank columns between them."""
        width = max(int(r.at[-1]) for r in self.rows)
        dark = np.zeros(width + 2, dtype=np.int8)
        for each in self.rows:
            dark[1:-1][each.at[:-1][each.printed]] = 1
            twice = each.printed & (np.diff(each.at) == WIDE)
            dark[2:][each.at[:-1][twice]] = 1
        found: Int = np.flatnonzero(np.diff(dark)).reshape(-1, 2)
        return found

    def is_sparse(self, runs: Int) -> bool:
        """Whether there are more slots than a table of so many printed characters has."""
        printed = sum(int(r.printed.sum()) for r in self.rows)
        return len(runs) * len(self.rows) > SPARSEST * printed

    def flush(self, runs: Int) -> list[bool]:
        """For each run whether all rows print its last column."""
        ends = runs[:, 1]
        flush = np.ones(len(runs), dtype=np.bool_)
        for each in self.rows:
            dark = each.at[1:][each.printed]
            flush &= np.isin(ends, dark)
        return [bool(f) for f in flush]

    def cells(self, runs: Int) -> list[list[Span]]:
        """The cells of every row, each from its run's first column to the next run's."""
        end = max(int(r.at[-1]) for r in self.rows) + 1
        edges = np.append(runs[:, 0], end)
        edges[0] = 0
        return [r.cells(edges) for r in self.rows]


def grid(document: Document, lines: Sequence[Span], *, wide: bool) -> Grid:
    """The grid of some lines."""
    return Grid(tuple(row(document, line, wide=wide) for line in lines))
