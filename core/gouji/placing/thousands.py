"""Thousands: figures that a narrow column broke behind a comma between their groups of digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.placing.printing import Printing
from gouji.strand import Piece

REST = re.compile(r"\d{3}(?:[,，]\d{3})*")
"""What may be its end."""
LINES = 3
"""Lines below its beginning on which it may stand; a label's own lie between."""


def below(printing: Printing) -> Iterator[int]:
    """Indices of the rows with a figure that may be the end of one begun above it.

    A row on its label's line has its own figures. Where each piece has a line of its own the beginning stands
    among the row's figures, and is seen there.
    """
    begun = printing.marked.begun
    for index in printing.loose if begun else ():
        row, label = printing.rows[index], printing.end(printing.links[index])
        printed = [row.slots[i] for i in row.printed]
        ends = [p for p in printed if REST.fullmatch(p.text)]
        if ends and any(p.row != label.row for p in printed) and not begun.isdisjoint(_above(ends[0])):
            yield index


def _above(end: Piece) -> range:
    """The lines above one."""
    return range(end.row - LINES, end.row)
