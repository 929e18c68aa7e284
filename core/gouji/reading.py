"""Readings: a printed row placed on a row of a schema, with every placement the print allows."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from gouji.equation import Number
from gouji.matrix import Span
from gouji.schema import Block, Column, Schema
from gouji.strand import Piece, Strand

BLANK = -1
"""In a placement: the column is blank in this row."""
ABSENT = -2
"""In a placement: the document does not print the column."""

SIGNS = frozenset("+＋-－−增减\\")
"""What a change is printed with; ``\\`` escapes a sign in Markdown."""

Placement = tuple[int, ...]
"""For each column of the block the index of a slot, or BLANK, or ABSENT."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A printed row: its label, its slots in order, and the placements that fit the print equally.

    ``assumed`` names the structural assumptions made; ``surplus`` says how many printed slots no placement
    can hold, ``parted`` that a piece of the label stands among scattered figures. ``lines`` is the half-open
    range of source lines from the label to the last figure, ``rows`` are the label's physical rows on the
    strand.
    """

    schema: Schema
    block: Block
    row: int
    layout: str
    label: str
    label_spans: tuple[Span, ...]
    slots: tuple[Piece, ...]
    placements: tuple[Placement, ...]
    assumed: tuple[str, ...] = ()
    surplus: int = 0
    lines: tuple[int, int] = (0, 0)
    matrix: int = 0
    left: int = 0
    first: int = 0
    grid: bool = True
    parts: int = 1
    dropped: bool = False
    scattered: bool = False
    parted: bool = False
    guessed: bool = False
    spread: bool = False
    proven: bool = False
    rows: tuple[int, ...] = ()
    strand: Strand | None = field(default=None, repr=False, compare=False)

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns of the row's block."""
        return self.block.columns

    @property
    def table(self) -> str:
        """The table's id."""
        return self.block.table

    @property
    def row_id(self) -> str:
        """The id of its row; empty in a block without rows."""
        return self.block.rows[self.row].id if self.block.rows else ""

    @property
    def figures(self) -> tuple[Piece, ...]:
        """The slots that print a figure."""
        return tuple(s for s in self.slots if s.kind == "figure")

    @property
    def spans(self) -> list[Span]:
        """The half-open spans of its label and of its slots."""
        return [*self.label_spans, *(span for piece in self.slots for span in piece.spans)]

    def key(self, column: int) -> str:
        """The key of a column of this row."""
        return self.block.key(self.row, column)

    @property
    def keys(self) -> list[str]:
        """The keys of this row, in the order of the block's columns."""
        return [self.key(column) for column in range(len(self.columns))]

    @property
    def numbers(self) -> dict[str, Number | None]:
        """The numbers of the only placement by their keys, None for a blank; none where others are left."""
        only = self.placements[0] if len(self.placements) == 1 else None
        return {} if only is None else dict(zip(self.keys, self.values(only), strict=True))

    def value(self, slot: int) -> Number | None:
        """The number in a slot; None for BLANK, ABSENT and slots without a figure."""
        return self.slots[slot].numeral.value if slot >= 0 else None

    def number(self, slot: int) -> Number:
        """The number in a slot, 0 where it has none."""
        value = self.value(slot)
        return 0 if value is None else value

    def values(self, placement: Placement) -> tuple[Number | None, ...]:
        """The numbers of a placement, column by column."""
        slots = self.slots
        return tuple([slots[s].numeral.value if s >= 0 else None for s in placement])

    def keep(self, placements: tuple[Placement, ...]) -> Reading:
        """The same reading with fewer placements."""
        return replace(self, placements=placements)


def fits(piece: Piece, column: Column) -> bool:
    """Whether a slot may stand in a column: a count has no sign and no fraction, an amount no sign."""
    if piece.kind != "figure":
        return True
    value = piece.numeral.value
    if column.type != "signed" and (piece.text[0] in SIGNS or (value is not None and value < 0)):
        return False
    return column.type == "money" or isinstance(value, int)


def depth(reading: Reading) -> int:
    """How many group labels the form has above a row's; 0 for a block without labels."""
    return len(reading.block.rows[reading.row].label.path) if reading.block.rows else 0


def width(reading: Reading) -> int:
    """How many columns the widest of a row's physical rows has in a grid, 0 elsewhere."""
    strand = reading.strand if reading.grid else None
    return max((strand.widths[row] for row in reading.rows), default=0) if strand else 0


def without_remarks(slots: tuple[Piece, ...], size: int) -> tuple[Piece, ...]:
    """The slots without texts at their end, where enough are left: a column of remarks is no column.

    A text that begins with a digit is a figure that nobody can read.
    """
    end = len(slots)
    while end > size and slots[end - 1].kind == "text" and _is_remark(slots[end - 1].text):
        end -= 1
    return slots[:end]


def _is_remark(text: str) -> bool:
    return any(c.isalpha() for c in text) and not text[0].isdecimal()
