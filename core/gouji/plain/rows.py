"""The rows of a document's tables as texts: all that a plain print needs to be known by."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from gouji.matrix import Span

Place = tuple[int, int, int]
"""A row among all rows of a document, the cell of its label (-1 for none), that of its first figure."""


@dataclass(frozen=True)
class PlainRows:
    """The tables of a document as a layout cuts them: for each its rows, for each row its cells, trimmed.

    Tables, rows and cells are those of the layout's cell matrices, in the same order; a merged cell stands
    in its first row only. ``rest`` are the pieces of the document that are in no table: lines, text nodes;
    ``before`` says how many of them stand before each table.

    ``locate`` gives for every row of all tables the half-open offsets of its cells, an empty span for a blank
    one; it is asked when somebody wants to know where a figure stands. ``lefts`` gives the grid column of
    each cell, where merged cells move those after them; None where a row's cells are just its columns.
    """

    tables: Sequence[Sequence[Sequence[str]]]
    rest: Sequence[str]
    before: Sequence[int]
    locate: Callable[[], Sequence[Sequence[tuple[Span, ...]]]]
    lefts: Callable[[], Sequence[Sequence[int]]] | None = None

    @cached_property
    def lines(self) -> list[Sequence[str]]:
        """The rows of all tables."""
        return [cells for table in self.tables for cells in table]

    @cached_property
    def ends(self) -> list[int]:
        """For each table how many rows there are up to its end."""
        return list(accumulate(map(len, self.tables)))

    def table_of(self, row: int) -> int:
        """The table of a row among those of all tables."""
        return bisect_right(self.ends, row)

    @property
    def size(self) -> int:
        """How many cells there are."""
        return sum(map(len, self.lines))

    @property
    def count(self) -> int:
        """Tables that were cut."""
        return len(self.tables)

    def label(self, place: Place) -> tuple[Span, ...]:
        """The half-open offsets of a row's label."""
        return self.places[place[0]][place[1]] if place[1] >= 0 else ()

    def figures(self, place: Place, width: int) -> Sequence[tuple[Span, ...]]:
        """The half-open offsets of each of a row's figures."""
        return self.places[place[0]][place[2] : place[2] + width]

    @cached_property
    def places(self) -> Sequence[Sequence[tuple[Span, ...]]]:
        """What ``locate`` gives, asked once."""
        return self.locate()
