"""What tree construction keeps of an HTML source: tables with their groups, rows and cells."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

from gouji.matrix import CellMatrix, Span


class Break(Enum):
    """Where a cell's text goes on in another line."""

    BLOCK = 0
    """The start or end of a block: no empty line of its own."""
    LINE = 1
    """A ``br``: two in a row print an empty line."""


@dataclass(slots=True)
class Preserved:
    """Text whose white space is printed; with ``markup`` True its references are decoded."""

    span: Span
    markup: bool = True


@dataclass(slots=True)
class Cell:
    """One ``td`` or ``th``; ``content`` in tree order, ``blank`` the offset after the start tag.

    ``words`` says whether it has words or figures outside links, ``links`` whether it has links or pictures,
    ``controls`` and ``heading`` whether it has such elements.
    """

    head: bool
    blank: int
    content: list[Piece] = field(default_factory=list)
    rows: int = 1
    cols: int = 1
    hidden: bool = False
    words: bool = False
    links: bool = False
    controls: bool = False
    heading: bool = False


@dataclass(slots=True)
class Row:
    """One ``tr``."""

    cells: list[Cell] = field(default_factory=list)
    hidden: bool = False


@dataclass(slots=True)
class Group:
    """One ``thead``, ``tbody`` or ``tfoot``, printed or implied."""

    name: str
    rows: list[Row] = field(default_factory=list)
    hidden: bool = False


@dataclass(slots=True)
class Table:
    """One ``table``, from the offset of its start tag to that after its end.

    ``strays`` is what stands between its cells and is moved in front of it ("foster parenting"), ``closed``
    whether its own end tag ended it, ``role`` its ARIA role, ``caption`` the content of its first caption.
    ``plain`` is the matrix of a table that was read without groups.
    """

    start: int
    end: int
    role: str = ""
    hidden: bool = False
    closed: bool = False
    groups: list[Group] = field(default_factory=list)
    caption: list[Piece] | None = None
    strays: list[Piece] = field(default_factory=list)
    plain: CellMatrix | None = None

    def ordered(self) -> Iterator[Group]:
        """The groups that are shown as the standard takes them: footers wait for the end (4.9.12.1)."""
        shown = [group for group in self.groups if not group.hidden]
        yield from (group for group in shown if group.name != "tfoot")
        yield from (group for group in shown if group.name == "tfoot")

    def cells(self) -> Iterator[Cell]:
        """The cells that are shown, in the order of the grid."""
        for group in self.ordered():
            for row in shown_rows(group):
                yield from shown_cells(row)


Piece = Span | Preserved | Break | Table
"""A run of text as its half-open span, a line's end, or a table within the text."""


def shown_rows(group: Group) -> list[Row]:
    """The rows of a group that are not hidden."""
    return [row for row in group.rows if not row.hidden]


def shown_cells(row: Row) -> list[Cell]:
    """The cells of a row that are not hidden."""
    return [cell for cell in row.cells if not cell.hidden]
