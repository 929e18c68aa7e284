"""One printing of a table while its rows are placed: what every rule of placing looks at."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from gouji import row_sums
from gouji.mark import Mark
from gouji.marked import Marked
from gouji.placing.chain import Chain, Link
from gouji.placing.grid_row import GridRow
from gouji.placing.heads import Heads
from gouji.schema import Block, Schema, Table
from gouji.strand import Piece, Strand


@dataclass(frozen=True, eq=False)
class Printing:
    """A chain of labels on a marked strand, its ``rows`` in step with ``links``; placing changes the rows."""

    marked: Marked
    chain: Chain
    rows: Sequence[GridRow]

    @property
    def links(self) -> tuple[Link, ...]:
        """Which row of the schema each row is."""
        return self.chain.links

    @property
    def schema(self) -> Schema:
        """The schema of its table."""
        return self.chain.schema

    @property
    def table(self) -> Table:
        """The table printed."""
        return self.chain.table

    @property
    def strand(self) -> Strand:
        """The strand it stands on."""
        return self.marked.strand

    @property
    def pairs(self) -> Iterator[tuple[Link, GridRow]]:
        """Each row behind its link."""
        return zip(self.links, self.rows, strict=True)

    def of(self, block: Block) -> list[tuple[Link, GridRow]]:
        """The rows of one block behind their links."""
        return [(link, row) for link, row in self.pairs if link.block is block]

    def label(self, link: Link) -> Mark:
        """The label of a row."""
        return self.marked.marks[link.mark]

    def end(self, link: Link) -> Piece:
        """The last piece of a row's label."""
        return self.strand.pieces[self.label(link).last]

    def line(self, piece: Piece) -> int:
        """The document's line on which a piece begins."""
        return self.strand.document.line_of(piece.spans[0][0])

    def lines(self, row: GridRow) -> set[int]:
        """The document's lines on which a row's figures stand."""
        return {self.line(row.slots[i]) for i in row.printed}

    @cached_property
    def heads(self) -> Heads:
        """The labels around it that are no rows of its own."""
        return Heads(self.marked, self.chain)

    @cached_property
    def loose(self) -> set[int]:
        """Rows that stand in no grid, so that only the order of their pieces counts."""
        return {i for i, link in enumerate(self.links) if not self.strand.grid(self.end(link))}

    @cached_property
    def unsummed(self) -> set[int]:
        """Rows of blocks without sums within a row: what they print fits another edition's columns."""
        summed: set[str] = set()
        for block in {link.block.id: link.block for link in self.links}.values():
            first = dict.fromkeys(block.key(0, column) for column in range(len(block.columns)))
            if row_sums.of(first, self.schema.equations):
                summed.add(block.id)
        return {i for i, link in enumerate(self.links) if link.block.id not in summed}

    @cached_property
    def apart(self) -> set[int]:
        """Rows, once they are placed, whose figures stand on other lines than the end of their label."""
        return {
            i for i, (link, row) in enumerate(self.pairs) if self.lines(row) - {self.line(self.end(link))}
        }
