"""Overhung: rows of a grid into one of whose columns a text reaches down that began in a row above.

No form prints a label below the name of a column: where a text is cut in its middle, or a row has lost a
cell, a group's label stands where figures should, and all cells of its rows have moved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.matrix import MISSING
from gouji.placing import rows
from gouji.placing.grid_row import GridRow
from gouji.placing.header import Header
from gouji.strand import Strand

LETTER = re.compile(r"[^\W\d_]")


def find(strand: Strand, headers: Sequence[Header], own: Sequence[GridRow]) -> Iterator[GridRow]:
    """The rows placed by a header that have no cell in one of its columns, but a text from above."""
    named = {header.matrix: [left for left, _ in header.places.values()] for header in headers}
    for row in own:
        if "header" in row.assumed and rows.is_grid(strand, row) and row.matrix in named:
            taken = {left for slot in row.slots for left in range(slot.left, slot.right)}
            free = [left for left in named[row.matrix] if left not in taken]
            if free and _reaches_down(strand, row, free):
                yield row


def _reaches_down(strand: Strand, row: GridRow, free: Sequence[int]) -> bool:
    """Whether words of a cell that begins in a row above stand in one of some columns."""
    line = row.slots[0].row - strand.firsts[row.matrix]
    matrix = strand.sources[row.matrix].matrix
    cells = {int(cell) for cell in matrix.owner[line, free] if cell != MISSING and line}
    above = cells.intersection(matrix.owner[line - 1].tolist())
    return any(LETTER.search(matrix.cell_text(cell, strand.document.text)) for cell in above)
