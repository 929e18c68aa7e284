"""Torn prints: matrices whose cells do not hold what a cell of the form holds.

A tool that guesses columns from the white between words cuts labels and figures in two over several columns,
or leaves two columns in one cell, a line each. And where a print keeps each row's figures together, a number
alone on a line may be a page's. In such a print only an equation tells the column of a figure.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from gouji.placing.grid_row import GridRow
from gouji.placing.printing import Printing
from gouji.strand import Piece, Strand

CUT = 3
"""Rows whose label is cut over columns, and the cells with several figures, that show a torn matrix."""
SHARE = 2
"""One in so many rows of a matrix must have its label cut."""


def mark(printing: Printing) -> None:
    """Mark the rows of torn matrices, and the rows whose figures stand alone where others stand together."""
    strand = printing.strand
    own: Counter[int] = Counter(r.matrix for r in printing.rows)
    cut: Counter[int] = Counter()
    squeezed: Counter[int] = Counter(r.matrix for r in printing.rows if r.squeezed)
    for link, row in printing.pairs:
        cut[row.matrix] += _cut(strand, printing.label(link).pieces)
    for link, row in printing.pairs:
        m = row.matrix
        size = len(link.block.columns)
        labels = cut[m] >= CUT and cut[m] * SHARE >= own[m] and len(row.slots) != size
        parts = any(s.part for s in row.slots) and len(row.printed) != size
        row.torn = strand.sources[m].matrix.grid and (labels or squeezed[m] >= CUT or parts)
    _mark_stray(strand, printing.rows)


def _cut(strand: Strand, pieces: Sequence[int]) -> bool:
    """Whether a label's text goes on in the next column of the same row, beyond its number."""
    own = [strand.pieces[i] for i in pieces]
    pairs = zip(own, own[1:], strict=False)
    return any(a.row == b.row and a.left < b.left and a.label for a, b in pairs)


def _mark_stray(strand: Strand, printed: Sequence[GridRow]) -> None:
    """Mark rows with a number alone on a line, if the print keeps figures beside others or labels."""
    loose = [r for r in printed if r.printed and not strand.sources[r.matrix].matrix.grid]
    alone = [(r, [r.slots[i] for i in r.printed if _alone(strand, r.slots[i])]) for r in loose]
    if 2 * sum(bool(pieces) for _, pieces in alone) < len(loose):
        for row, pieces in alone:
            row.stray |= any(p.text.isdecimal() and p.numeral.value for p in pieces)


def _alone(strand: Strand, piece: Piece) -> bool:
    first, last = strand.rows[piece.row]
    return last - first == 1
