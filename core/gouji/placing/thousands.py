"""Thousands: figures that a narrow column broke behind a comma between their groups of digits."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.placing.printing import Printing
from gouji.strand import Piece

BEGUN = re.compile(r"[+\-−]?\d{1,3}(?:[,，]\d{3})*[,，]")
"""The beginning of such a figure."""
REST = re.compile(r"\d{3}(?:[,，]\d{3})*")
"""What may be its end."""
LINES = 3
"""Lines below its beginning on which it may stand; a label's own lie between."""


def below(printing: Printing) -> Iterator[int]:
    """Indices of the rows with a figure that may be the end of one begun above it."""
    strand = printing.strand
    if not any(BEGUN.fullmatch(word) for word in strand.document.text.split() if word[-1] in ",，"):
        return
    for index in printing.loose:
        row = printing.rows[index]
        ends = [row.slots[i] for i in row.printed if REST.fullmatch(row.slots[i].text)]
        if ends and any(_begins(piece) for piece in _above(printing, ends[0])):
            yield index


def _above(printing: Printing, end: Piece) -> Iterator[Piece]:
    """The pieces on the lines above one."""
    rows = printing.strand.rows
    first = rows[max(end.row - LINES, 0)][0]
    yield from printing.strand.pieces[first : rows[end.row][0]]


def _begins(piece: Piece) -> bool:
    return piece.kind == "text" and BEGUN.fullmatch(piece.text) is not None
