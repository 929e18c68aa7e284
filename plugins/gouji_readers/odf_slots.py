"""The slots of an OpenDocument table while its rows are read: which of them cells span from elsewhere."""

from __future__ import annotations

from collections.abc import Sequence

from gouji.errors import InputError

MOST_SPANNED = 1 << 22
"""Columns that all merged cells of a table span: as many as 256 rows of the widest sheet have."""


class Slots:
    """For each column the row before which a cell that spans rows or columns ends.

    A cell stands in the next slot that no other one spans, so that covered cells may be left out of a file.
    """

    def __init__(self, width: int) -> None:
        self._width, self._ends, self._last, self._left = width, dict[int, int](), 0, MOST_SPANNED

    def free(self, row: int, column: int, count: int) -> Sequence[int]:
        """The next columns of a row from one on that are free, so many or what the width has."""
        if self._last <= row:
            return range(min(column, self._width), min(column + count, self._width))
        out: list[int] = []
        while len(out) < count and column < self._width:
            if self._ends.get(column, 0) <= row:
                out.append(column)
            column += 1
        return out

    def span(self, bottom: int, left: int, right: int) -> None:
        """Take half-open columns before a row; raises InputError where merged cells take too many."""
        self._left -= right - left
        if self._left < 0:
            raise InputError(f"merged cells of a table span over {MOST_SPANNED} columns; remove some")
        self._ends.update(dict.fromkeys(range(left, right), bottom))
        self._last = max(self._last, bottom)
