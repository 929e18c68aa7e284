"""A print: one printing of a table as one schema reads it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.mark import Mark
from gouji.marked import Marked
from gouji.matrix import Span
from gouji.reading import Reading
from gouji.schema import Block, Schema, Table

LABELS = 2
"""Column labels that make a header: one alone (总计, 其他) may as well be a row's."""
FEW, MANY = 3, 8
"""Rows in the form's order that prose does not print by chance: with all their figures, with any."""

MOST = 2 / 3
"""Share of a table's rows that talk of it does not print in the form's order."""


@dataclass(frozen=True, slots=True)
class Print:
    """The readings of a table's rows, and how well the form fits.

    ``extent`` is the half-open range of pieces on the strand; ``support`` the share of labels met in the
    header, block by block.
    """

    schema: Schema
    table: Table
    readings: tuple[Reading, ...]
    extent: tuple[int, int]
    support: dict[str, float]
    marked: Marked

    @property
    def headed(self) -> bool:
        """Whether any column label of the form was met above the rows."""
        return any(self.support.values())

    @property
    def solid(self) -> bool:
        """Whether the rows alone show a table: in a grid, or many, or most with all their figures."""
        rows = self.readings
        if any(r.grid and r.figures for r in rows) or (len(rows) >= MANY and any(r.figures for r in rows)):
            return True
        full = sum(len(r.figures) == len(r.columns) for r in rows)
        return len(rows) >= FEW and 2 * full > len(rows)

    @property
    def whole(self) -> bool:
        """Whether the rows are a table, whatever stands above them.

        Many have all their figures, or most rows of the form are there, and some figures with them.
        """
        full = sum(len(r.figures) == len(r.columns) > 1 for r in self.readings)
        every = self.table.labelled
        most = len(self.readings) >= max(MANY, MOST * every)
        return full >= MANY or (most and sum(len(r.figures) for r in self.readings) >= FEW)

    @property
    def begins(self) -> bool:
        """Whether its first row is the table's first."""
        first = self.readings[0]
        return first.row == 0 and first.block.id == self.table.blocks[0].id

    @property
    def misfits(self) -> int:
        """How many rows print more or fewer slots than the form has columns."""
        return sum(bool(r.surplus) or "columns missing" in r.assumed for r in self.readings)

    @property
    def begin(self) -> int:
        """The offset at which the grid of the first row begins, or the first row itself without one."""
        first = self.readings[0]
        if not first.grid:
            return self.span[0]
        return self.marked.strand.sources[first.matrix].matrix.extent[0]

    @property
    def span(self) -> Span:
        """The half-open stretch of text from the first label to the last figure."""
        return span_of(self.readings)


def span_of(readings: Sequence[Reading]) -> Span:
    """The half-open stretch of text from the first label to the last figure of some readings."""
    spans = [span for r in readings for span in r.spans]
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (0, 0)


def columns_met(zone: Sequence[Mark], schema: Schema, block: Block) -> set[int]:
    """The columns of a block whose labels were met."""
    return {index for index, _ in _met(zone, schema, block, "column")}


def share_met(zone: Sequence[Mark], schema: Schema, block: Block) -> float:
    """The share of a block's column labels that were met; without rows, of the groups above them too."""
    columns = columns_met(zone, schema, block)
    met = len(columns) / len(block.columns) if len(columns) >= min(LABELS, len(block.columns)) else 0.0
    if block.rows:
        return met
    above = {text for c in block.columns for text in c.label.path}
    groups = {label for _, label in _met(zone, schema, block, "group")}
    return max(met, len(groups) / max(len(above), 1))


def _met(zone: Sequence[Mark], schema: Schema, block: Block, kind: str) -> Iterator[tuple[int, str]]:
    """The indices and labels of a block's entries of a kind among the marks."""
    own = (schema.id, block.table, block.id)
    for mark in zone:
        for e in mark.entries:
            if e.kind == kind and (e.schema, e.table, e.block) == own:
                yield e.index, mark.label
