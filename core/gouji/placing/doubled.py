"""Doubled: texts that print each line twice, one right behind the other.

There a row on one line is printed twice. But a figure on a line of its own may be a copy of the one above it,
and nothing tells which is: the row has all of them or every second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.placing.grid_row import GridRow
from gouji.placing.printing import Printing
from gouji.strand import Piece, Strand

LEAST, SHARE, SOME = 4, 3, 20
"""Lines of words that are copies, at least, and one in so many of a text that is doubled, or is so in parts.

Of a text doubled whole each second is.
"""


def find(printing: Printing) -> Iterator[int]:
    """Indices of the rows of a printing that ``rows`` finds among them."""
    return rows(printing.strand, printing.rows)


def rows(strand: Strand, printed: Sequence[GridRow]) -> Iterator[int]:
    """Indices of the rows of a doubled text in which a figure stands twice, on lines of their own.

    Where only some lines are copies, those with a figure other than 0: zeros stand side by side in most rows.
    """
    found = {i: copies for i, row in enumerate(printed) if (copies := list(_copies(row)))}
    if found and is_doubled(strand, SOME):
        whole = is_doubled(strand)
        yield from (i for i, copies in found.items() if whole or any(p.numeral.value for p in copies))


def is_doubled(strand: Strand, share: int = SHARE) -> bool:
    """Whether one in so many of a strand's lines of words is a copy of the line before."""
    copies, lines = strand.copies
    return copies >= LEAST and copies * share >= lines


def _copies(row: GridRow) -> Iterator[Piece]:
    """The figures of a row that are the same as the one before, on another line."""
    slots: list[Piece] = [row.slots[i] for i in row.printed]
    return (b for a, b in pairwise(slots) if a.text == b.text and a.row < b.row)
