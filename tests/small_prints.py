"""Prints of small invented tables, each word a piece: marked, chained and placed as far as rows go."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from gouji import lexicon, marked
from gouji.document import Document
from gouji.equation import Equation
from gouji.marked import Marked
from gouji.matrix import Span, from_rows
from gouji.placing import order, place, rows
from gouji.placing.chain import Chain
from gouji.placing.order import Standing
from gouji.placing.printing import Printing
from gouji.schema import Block, Column, Label, Row, Schema, Table
from gouji.sources import Source
from gouji.strand import weave

COLUMNS = ("x", "y", "total")


@dataclass(frozen=True, eq=False)
class Placed(Printing):
    """One printing of a table, its rows placed, and how the labels of the text stand."""

    standing: Standing

    def labels(self, indices: Sequence[int]) -> list[str]:
        """The labels of rows by their places in the print."""
        return [self.links[i].block.rows[self.links[i].index].id for i in indices]


def table(name: str, *blocks: str, size: int = 3, open_rows: bool = False) -> Table:
    """A table of blocks, each the labels of its rows; a row's id is its label."""
    columns = tuple(Column(c, Label(f"数目{c}")) for c in COLUMNS[-size:])
    made = (
        Block(f"{name}{n}", name, columns, tuple(Row(i, Label(i)) for i in b.split()), open_rows=open_rows)
        for n, b in enumerate(blocks)
    )
    return Table(name, f"{name}表", (), tuple(made))


def total(row: str, name: str = "t", **more: str) -> Equation:
    """The sum of a row."""
    parts = tuple((1, f"{name}/{row}/{c}") for c in COLUMNS[:-1])
    return Equation(f"{row}/sum", ((1, f"{name}/{row}/total"),), "=", parts, **more)  # type: ignore[arg-type]


def down(whole: str, *parts: str, column: str = "total", name: str = "t", **more: str) -> Equation:
    """The sum down a column."""
    added = tuple((1, f"{name}/{part}/{column}") for part in parts)
    return Equation(f"{whole}/{column}", ((1, f"{name}/{whole}/{column}"),), "=", added, **more)  # type: ignore[arg-type]


def placed(text: str, *tables: Table, equations: Sequence[Equation] = ()) -> list[Placed]:
    """Every printing of the tables in a text, whose lines are words, cells between bars or, behind ~, no table's.

    A point is a blank. Only cells between bars stand in columns.
    """
    schema = Schema("s", "表", "f", "invented", tables, tuple(equations))
    words, document = lexicon.build([schema]), Document(text)
    (one,) = marked.read([weave(document, list(_sources(document)), words)], words)
    found = place.find(one, schema)
    standing = order.standing(one, found.chains)
    return [_placed(one, chain, standing) for chain in found.chains]


def _placed(one: Marked, chain: Chain, standing: Standing) -> Placed:
    own = [rows.row_of(one, one.marks[x.mark], len(x.block.columns)) for x in chain.links]
    printing = Placed(one, chain, own, standing)
    place._place_rows(printing, {b.id: [] for b in chain.table.blocks})
    return printing


def _sources(document: Document) -> Iterator[Source]:
    numbers = range(len(document.lines.start))
    for kind, run in groupby(numbers, key=lambda n: _kind(document.line_text(n))):
        if kind in ("grid", "words"):
            cells = [list(_cells(document, n, "|" if kind == "grid" else " ")) for n in run]
            yield Source("toy", from_rows(cells, grid=kind == "grid"))


def _kind(line: str) -> str:
    return "prose" if line.startswith("~") or not line else "grid" if "|" in line else "words"


def _cells(document: Document, line: int, mark: str) -> Iterator[list[Span]]:
    at = int(document.lines.start[line])
    for word in document.line_text(line).split(mark):
        if word or mark == "|":
            yield [(at, at if word == "." else at + len(word))]
        at += len(word) + 1
