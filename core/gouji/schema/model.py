"""The schema: the canonical tables of one statutory form as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from gouji.equation import Equation, Term

ValueType = Literal["count", "signed", "money"]


@dataclass(frozen=True, slots=True)
class Label:
    """A printed label: its official wording, the other wordings met, and the group labels above it."""

    text: str
    aliases: tuple[str, ...] = ()
    path: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a block; ``id`` is the middle part of the key.

    ``number`` is what the form prints beside the label to number the row (行次, a classification's code).
    """

    id: str
    label: Label
    number: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a block: the last part of the key, and what its figures may be."""

    id: str
    label: Label
    type: ValueType = "count"
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Block:
    """Rows under one common header. A block without rows prints one unlabelled row of figures.

    A cell's key is ``table/row/column``; in a block without rows the column's id holds both parts.
    ``numbers`` heads the column of the rows' numbers, which stand right of the labels, or left of them with
    ``numbers_first``. An ``open_rows`` block prints only the rows that hold figures, and rows of the agency's
    own between them.
    """

    id: str
    table: str
    columns: tuple[Column, ...]
    rows: tuple[Row, ...] = ()
    titles: tuple[Label, ...] = ()
    numbers: Label | None = None
    numbers_first: bool = False
    open_rows: bool = False

    def key(self, row: int, column: int) -> str:
        """The key of a cell by its place in the block, both from 0."""
        middle = f"{self.rows[row].id}/" if self.rows else ""
        return f"{self.table}/{middle}{self.columns[column].id}"

    @property
    def height(self) -> int:
        """How many rows of figures the block prints."""
        return len(self.rows) or 1

    def every_key(self) -> Iterator[str]:
        """All keys of the block, row by row."""
        return (self.key(r, c) for r in range(self.height) for c in range(len(self.columns)))


@dataclass(frozen=True, slots=True)
class Table:
    """One canonical table: its headings as printed, texts in it that are no labels, and its blocks.

    ``beside`` is the table to whose right it is printed, row by row under one heading; "" for none.
    """

    id: str
    title: str
    headings: tuple[str, ...]
    blocks: tuple[Block, ...]
    notes: tuple[str, ...] = ()
    beside: str = ""

    @property
    def labelled(self) -> int:
        """How many rows with a label its blocks have."""
        return sum(len(block.rows) for block in self.blocks)


@dataclass(frozen=True, slots=True)
class Section:
    """A section of the report: ordinal and title as the form prints them; ``table`` where it holds one."""

    id: str
    ordinal: str
    title: str
    aliases: tuple[str, ...] = ()
    table: str = ""


@dataclass(frozen=True, slots=True)
class Coarser:
    """A key of another edition of the family whose figure this edition prints in ``parts``."""

    key: str
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that users compute: a sum over keys, or one sum over another where there is a denominator.

    Keys may be of any edition of the family. ``note`` says what it means and where it is in use.
    """

    id: str
    label: str
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...] = ()
    formula: str = ""
    unit: str = ""
    note: str = ""

    @property
    def terms(self) -> tuple[Term, ...]:
        """The terms of both sums."""
        return self.numerator + self.denominator


@dataclass(frozen=True, slots=True)
class Narrative:
    """How prose states a count: ``patterns`` over a sentence without blanks, and what the count must equal.

    A pattern has the group ``count`` (digits, grouped or with a point) or ``none`` (words for 0); it may have
    ``unit``, which must be that of the cells. Any of ``sums`` may be meant, the first is. ``unless`` are
    patterns before it in the sentence that make it a count of something else.
    """

    id: str
    patterns: tuple[str, ...]
    sums: tuple[tuple[Term, ...], ...]
    unless: tuple[str, ...] = ()


@dataclass(frozen=True)
class Schema:
    """The canonical tables of one statutory form: labels, order, types, units and equations.

    Schemas of one ``family`` are editions of the same form: a report may mix their tables, and a key that
    two of them have means the same in both. ``coarser`` are keys of others that this edition prints in parts.
    ``title_patterns`` are regular expressions over a line without blanks, with the groups ``agency`` and
    ``year``.
    """

    id: str
    title: str
    family: str
    source: str
    tables: tuple[Table, ...]
    equations: tuple[Equation, ...] = ()
    sections: tuple[Section, ...] = ()
    title_patterns: tuple[str, ...] = ()
    coarser: tuple[Coarser, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    narratives: tuple[Narrative, ...] = ()

    @cached_property
    def keys(self) -> tuple[str, ...]:
        """All keys in the printed order."""
        return tuple(k for t in self.tables for b in t.blocks for k in b.every_key())

    @cached_property
    def columns(self) -> Mapping[str, Column]:
        """The column of each key."""
        return {
            b.key(r, c): column
            for t in self.tables
            for b in t.blocks
            for r in range(b.height)
            for c, column in enumerate(b.columns)
        }

    def abreast(self, table: str) -> frozenset[str]:
        """The tables printed side by side with a table, itself among them."""
        first: dict[str, str] = {}
        for t in self.tables:
            first[t.id] = first.get(t.beside, t.id)  # of three abreast the third stands right of the second
        return frozenset(t for t, left in first.items() if left == first[table])

    def table(self, table: str) -> Table:
        """The table of this id; KeyError if the schema has none."""
        return {t.id: t for t in self.tables}[table]
