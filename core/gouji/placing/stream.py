"""The stream: a whole table's figures in the form's order, though labels stand out of their places.

A dump by coordinates may print the labels of a page after its figures, or a group's label between. Then no
label tells its figures. But where just as many figures stand in a table as it has cells, where cut into rows
they satisfy every equation, and where no row that follows its label stands elsewhere, their order is proven.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence

from gouji import row_sums
from gouji.equation import Equation, Number
from gouji.marked import Marked
from gouji.placing.chain import Chain
from gouji.placing.grid_row import GridRow
from gouji.placing.printing import Printing
from gouji.strand import Piece

ANCHORED = 3
"""One row in so many must follow its label; what no label confirms may have another order."""
FIRM, SPARED = 2 / 3, 1 / 6
"""Share of rows that follow their labels from which on such a share of equations may fail in the print."""
TRIED = 0.5
"""Share of a table's rows whose labels must be found before its figures are counted at all."""
INFORMED = 8
"""Equations over figures other than 0 that show where a table's figures end, if more follow."""
FEW = 1 / 3
"""Share of rows that stand apart from their labels up to which their lines may have changed places."""
REACH = 16
"""Pieces to a cell of a table within which its figures end; a label may stand a sign a line."""

Row = tuple[Piece, ...]


def settle(printing: Printing) -> dict[int, GridRow]:
    """All rows of a table by number, placed by the order of their figures; none where that is unproven."""
    blocks = printing.table.blocks
    keys = [[b.key(i, c) for c in range(len(b.columns))] for b in blocks for i in range(len(b.rows))]
    if len(blocks) > 1 or len(printing.links) < TRIED * len(keys):
        return {}
    size = len(blocks[0].columns)
    for stream in _streams(printing.marked, printing.chain, size * len(keys)):
        cut = [tuple(stream[k : k + size]) for k in range(0, size * len(keys), size)]
        exact = len(stream) == size * len(keys)
        anchored = _anchored(printing, cut) if len(stream) >= size * len(keys) else 0.0
        if anchored * ANCHORED < 1 or _beside_another(printing, cut):
            continue
        if _is_refuted(printing, cut):
            continue
        spared = SPARED if exact and anchored >= FIRM else 0.0
        values = _values(keys, cut)
        if _hold(printing.schema.equations, values, exact=exact, spared=spared):
            followed = {link.row for link, row in printing.pairs if _whole(row, cut)}
            doubtful = {i for i, own in enumerate(keys) if _is_broken(printing.schema.equations, own, values)}
            doubtful |= _astray(printing.marked, cut, followed)
            return {i: _row(row, proven=i not in doubtful - followed) for i, row in enumerate(cut)}
    return {}


def _row(slots: Row, *, proven: bool) -> GridRow:
    """A row by its place in the stream; open where no label says so and a sum with its figures fails."""
    row = GridRow(slots, slots[0].matrix, 0, 0, (), ("figures in the form's order",))
    row.placements, row.proven = ((tuple(range(len(slots))),) if proven else ()), proven
    return row


def _is_broken(equations: Sequence[Equation], own: Sequence[str], values: Mapping[str, Number]) -> bool:
    """Whether a sum within a row fails."""
    return any(not s.holds for s in row_sums.of({key: values[key] for key in own}, equations))


def _astray(marked: Marked, cut: Sequence[Row], followed: Container[int]) -> set[int]:
    """The rows of a line each that follow no label, if they are few: of a tool's order they would be many."""
    rows = marked.strand.rows
    lines = (i for i, row in enumerate(cut) if rows[row[0].row] == (row[0].index, row[-1].index + 1))
    apart = {i for i in lines if i not in followed}
    return apart if len(apart) <= FEW * len(cut) else set()


def _streams(marked: Marked, found: Chain, cells: int) -> Iterator[list[Piece]]:
    """The figures and marks to the next gap or other table, from the first row's label and from before it.

    Words for nothing count as marks here: there is a cell for each. Of figures beyond so many cells one tells
    that there are more; where no end is in reach there is no stream.
    """
    strand, stops = marked.strand, marked.apart_from(found.table.id)
    first = marked.marks[found.links[0].mark].first
    after: list[Piece] = []
    for piece in strand.pieces[first : first + REACH * cells]:
        if piece.kind == "gap" or piece.index in stops or strand.grid(piece) or len(after) > cells:
            break
        if piece.kind in ("figure", "mark") or _says_nothing(marked, piece):
            after.append(piece)
    else:
        if first + REACH * cells < len(strand.pieces):
            return
    yield after
    before: list[Piece] = []
    for index in range(first - 1, -1, -1):
        piece = strand.pieces[index]
        if piece.kind in ("text", "gap") or strand.grid(piece):
            break
        if piece.kind in ("figure", "mark"):
            before.append(piece)
    if before:
        yield before[::-1] + after


def _says_nothing(marked: Marked, piece: Piece) -> bool:
    """Whether a text is a word or sign for no figure, and of no label."""
    return piece.kind == "text" and piece.numeral.kind == "mark" and piece.index not in marked.pieces


def _values(keys: Sequence[Sequence[str]], cut: Sequence[Row]) -> dict[str, Number]:
    cells = ((k, p) for own, row in zip(keys, cut, strict=True) for k, p in zip(own, row, strict=True))
    return {k: p.numeral.value or 0 for k, p in cells}


def _hold(equations: Sequence[Equation], values: Mapping[str, Number], *, exact: bool, spared: float) -> bool:
    """Whether the placing equations over the table's cells hold, with figures other than 0 if need be."""
    own = [e for e in equations if e.places and all(k in values for k in e.keys)]
    sides = [e.sides(values) for e in own]
    informed = sum(bool(left) for left, _ in sides)
    broken = sum(a != b for a, b in sides)
    return bool(own) and broken <= spared * len(own) and (exact or informed >= INFORMED)


def _anchored(printing: Printing, cut: Sequence[Row]) -> float:
    """The share of rows that follow their labels; 0 if one that does stands elsewhere in the stream."""
    whole = [(link.row, row) for link, row in printing.pairs if _whole(row, cut)]
    agreeing = sum(row.slots == cut[number] for number, row in whole)
    return agreeing / len(cut) if agreeing == len(whole) else 0.0


def _beside_another(printing: Printing, cut: Sequence[Row]) -> bool:
    """Whether a whole row's figures on the line of a label would be another's row."""
    for link, row in printing.pairs:
        line = printing.end(link).row
        beside = tuple(s for s in row.slots if s.row == line)
        if len(beside) >= len(cut[0]) and beside[: len(cut[0])] != cut[link.row]:
            return True
    return False


def _is_refuted(printing: Printing, cut: Sequence[Row]) -> bool:
    """Whether a label of no row stands behind a later row's, or beside the figures of another."""
    if any(printing.heads.displaced()):
        return True
    lines = {row[0].row: i for i, row in enumerate(cut) if row[0].row == row[-1].row}
    pieces = printing.strand.pieces
    own = [(head, lines.get(pieces[head.piece].row)) for head in printing.heads.passed]
    return any(row not in (None, head.row) for head, row in own)


def _whole(row: GridRow, cut: Sequence[Row]) -> bool:
    return len(row.slots) == len(cut[0]) == len(row.printed)
