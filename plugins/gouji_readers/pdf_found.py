"""A table found among the words of a PDF, by their places alone: its rows with the columns of their cells."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from gouji_readers.pdf_band import CLEAR, Stretch, over
from gouji_readers.pdf_block import Block, Row

Placed = list[tuple[int, int, Block]]
"""The blocks of a row, each with its half-open columns."""


@dataclass(slots=True)
class Found:
    """A table: for each row its blocks with their half-open columns; ``width`` counts columns.

    ``body`` counts the rows below the header; ``bands`` are where the figures of its columns stand.
    ``headed`` says that a header shows all columns, its own or that of the table it goes on with: elsewhere
    one may be missing that is blank throughout. ``hidden`` are the columns that reach over the paper's side,
    where what seems blank may be a figure that was left out; ``names`` counts the header's rows, ``head`` are
    their texts, ``again`` the rows in which a page repeats them.
    """

    rows: list[Placed] = field(default_factory=list)
    width: int = 0
    body: int = 0
    bands: Sequence[Stretch] = ()
    headed: bool = True
    hidden: set[int] = field(default_factory=set)
    names: int = 0
    head: Sequence[Sequence[str]] = ()
    again: Sequence[Row] = ()

    @property
    def blocks(self) -> list[Block]:
        """All blocks in their order."""
        return [block for row in self.rows for _, _, block in row]

    @property
    def top(self) -> float:
        """Where it begins."""
        return min(block.box[1] for block in self.blocks)

    @property
    def own(self) -> list[int]:
        """The places of its characters."""
        return _places(self.blocks)

    @property
    def named(self) -> bool:
        """Whether its own header names its last column."""
        names = (row for row in self.rows[: self.names] if len(row) > 1)
        return any(over(block, self.bands[-1:]) for row in names for _, _, block in row)

    @property
    def repeated(self) -> list[int]:
        """The places of the characters of a header that comes again."""
        return _places(block for row in self.again for block in row)


def _places(blocks: Iterable[Block]) -> list[int]:
    return [index for block in blocks for line in block.lines for index in line.own]


def lose(table: Found, end: float) -> None:
    """Give a table that reaches where its page ends a last column of which nothing is known."""
    right = table.bands[-1][1]
    pitch = (right - table.bands[0][1]) / (len(table.bands) - 1) if len(table.bands) > 1 else right
    if -CLEAR < end - right < pitch:
        table.hidden.add(table.width)
        table.width += 1
