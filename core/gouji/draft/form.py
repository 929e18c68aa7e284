"""A blank form: what a person would put into a schema, before it is written as one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["count", "signed", "money"]


@dataclass(slots=True)
class Leaf:
    """A row or column of a blank form: label and groups as printed, its printed number, what it may hold.

    ``indent`` counts the blanks before its label. ``adds`` is False for shares, which are in no sum;
    ``doubt`` says why it cannot stand in the schema as it is: such a leaf is written as a comment. ``remark``
    asks a person about one that can.
    """

    label: str
    path: tuple[str, ...] = ()
    id: str = ""
    number: str = ""
    type: Kind = "count"
    unit: str = ""
    adds: bool = True
    doubt: str = ""
    remark: str = ""
    indent: int = 0


@dataclass(slots=True)
class FormBlock:
    """Rows under one common header, with the line above it, the texts in its corner, and printed counts.

    ``numbers`` heads the column of the rows' numbers, left of the labels where ``numbers_first``. ``units``
    heads the column of the rows' units. ``spare`` says that it leaves rows for an agency to name, and
    ``nameless`` how many of these it numbers. ``filled`` says that figures stand in it.
    """

    id: str
    columns: list[Leaf]
    rows: list[Leaf]
    title: str = ""
    notes: tuple[str, ...] = ()
    counts: tuple[str, ...] = ()
    numbers: str = ""
    numbers_first: bool = False
    units: str = ""
    spare: bool = False
    nameless: int = 0
    filled: bool = False

    @property
    def sure_rows(self) -> list[Leaf]:
        """The rows that can stand in the schema."""
        return [r for r in self.rows if not r.doubt]


@dataclass(slots=True)
class FormTable:
    """A table of a blank form: its heading, its blocks, and the lines of text around it.

    ``beside`` is the table to whose right it stands.
    """

    id: str
    title: str
    ordinal: str = ""
    blocks: list[FormBlock] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    around: list[str] = field(default_factory=list)
    beside: FormTable | None = None


@dataclass(frozen=True, slots=True)
class DraftEquation:
    """An equation as it will be written; an unsure one becomes a comment.

    Without a formula it is a printed text that only a person can write as one.
    """

    id: str
    formula: str
    status: str
    why: str
    each: tuple[tuple[str, str], ...] = ()
    sure: bool = True


@dataclass(slots=True)
class Form:
    """A blank form: its title, its sections (ordinal, title, table's id) and its tables."""

    title: str
    sections: list[tuple[str, str, str]] = field(default_factory=list)
    tables: list[FormTable] = field(default_factory=list)

    @property
    def blank(self) -> bool:
        """Whether no figure stands where figures will."""
        return not any(block.filled for table in self.tables for block in table.blocks)
