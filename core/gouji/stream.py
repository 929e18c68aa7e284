"""The stream: a whole table's figures in the form's order, though labels stand out of their places.

A dump by coordinates may print the labels of a page after its figures, or a group's label between. Then no
label tells its figures. But where just as many figures stand in a table as it has cells, where cut into rows
they satisfy every equation, and where no row that follows its label stands elsewhere, their order is proven.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from gouji.chain import Chain
from gouji.columns import GridRow
from gouji.equation import Equation
from gouji.marked import Marked
from gouji.strand import Piece

ANCHORED = 3
"""One row in so many must follow its label; what no label confirms may have another order."""
TRIED = 0.5
"""Share of a table's rows whose labels must be found before its figures are counted at all."""


def settle(marked: Marked, found: Chain, printed: Sequence[GridRow]) -> bool:
    """Settle all rows of a print by the order of its figures; False, and nothing changed, where unproven."""
    blocks = found.table.blocks
    rows = [(b, i) for b in blocks for i in range(len(b.rows))]
    if len(blocks) > 1 or len(found.links) < TRIED * len(rows):
        return False
    size = len(blocks[0].columns)
    stream = _figures(marked, found)
    if len(stream) != size * len(rows):
        return False
    cut = [tuple(stream[k : k + size]) for k in range(0, len(stream), size)]
    values = {b.key(i, c): _value(p) for (b, i), row in zip(rows, cut, strict=True) for c, p in enumerate(row)}
    if not _hold(found.schema.equations, values) or not _anchored(found, printed, cut):
        return False
    for link, row in zip(found.links, printed, strict=True):
        row.slots, row.placements = cut[link.row], (tuple(range(size)),)
        row.assumed, row.surplus, row.proven = ("figures in the form's order",), 0, True
    return True


def _figures(marked: Marked, found: Chain) -> list[Piece]:
    """The figures and marks from the first row's label to the next gap or another table's label."""
    strand = marked.strand
    first = marked.marks[found.links[0].mark].first
    stops = {i for m in marked.marks if all(e.table != found.table.id for e in m.entries) for i in m.pieces}
    out: list[Piece] = []
    for piece in strand.pieces[first:]:
        if piece.kind == "gap" or piece.index in stops or strand.grid(piece):
            break
        if piece.kind in ("figure", "mark"):
            out.append(piece)
    return out


def _value(piece: Piece) -> int | Decimal:
    return piece.numeral.value or 0


def _hold(equations: Sequence[Equation], values: Mapping[str, int | Decimal]) -> bool:
    """Whether every placing equation over the table's cells holds."""
    own = [e for e in equations if e.places and all(k in values for k in e.keys)]
    return bool(own) and all(left == right for left, right in (e.sides(values) for e in own))


def _anchored(found: Chain, printed: Sequence[GridRow], cut: Sequence[tuple[Piece, ...]]) -> bool:
    """Whether enough whole rows follow their labels, and none that does stands elsewhere in the stream."""
    whole = [(link.row, row) for link, row in zip(found.links, printed, strict=True) if _whole(row, cut)]
    agreeing = sum(row.slots == cut[number] for number, row in whole)
    return agreeing == len(whole) and agreeing * ANCHORED >= len(cut)


def _whole(row: GridRow, cut: Sequence[tuple[Piece, ...]]) -> bool:
    return len(row.slots) == len(cut[0]) == len(row.printed)
