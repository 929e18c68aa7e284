"""Blocks without row labels: one row of figures under a header."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gouji.mark import Mark
from gouji.marked import Marked
from gouji.placing import broken_off, columns, doubled, header, parts, rows
from gouji.placing.grid_row import GridRow
from gouji.placing.loose import typed
from gouji.printed import Print, share_met
from gouji.schema import Block, Schema, Table
from gouji.strand import Piece, Strand

COUNTED = 3
"""Columns at least that a row of numbers counts."""
LARGELY = 2 / 3
"""Share of a block's columns from which on a header lacks the others for they are lost, not unread."""
SCRAWL = 8
"""Characters of a text that stands where a figure should; longer ones with letters are notes."""


def place(marked: Marked, schema: Schema, table: Table, block: Block) -> Iterator[Print]:
    """Every printing of the block: its header, then the first row of figures after it.

    Its groups of columns may be printed as tables of their own, each with its header and row.
    """
    zones = [marked.marks[low:high] for low, high in _clusters(marked, schema, table, block)]
    joined = list(parts.joined(list(_parts(marked, zones, schema, block)), block))
    begun = {own[0].zone[0].first: own for own in joined}
    taken = {part.zone[0].first for own in joined for part in own}
    for zone in zones:
        if own := begun.get(zone[0].first):
            whole = [mark for part in own for mark in part.zone]
            yield _print(marked, schema, table, block, whole, parts.row(own))
        elif zone[0].first not in taken:
            row = _settled(marked, zone, schema, block)
            if row is not None:
                yield _print(marked, schema, table, block, zone, row)


def _parts(
    marked: Marked, zones: Sequence[Sequence[Mark]], schema: Schema, block: Block
) -> Iterator[parts.Part]:
    """The headers that name some groups of the columns only, with a row for just these."""
    for zone in zones:
        own = parts.named(zone, schema, block)
        row = _first_row(marked, zone, own[1] - own[0]) if own else None
        if own and row:
            part = replace(block, columns=block.columns[slice(*own)])
            if not rows.is_grid(marked.strand, row):
                rows.settle_line(row, part)
            elif len(slots := _below(marked, zone, row)) == len(part.columns):
                row.slots, row.placements = slots, (tuple(range(len(slots))),)
                row.placements = typed(row, part.columns)
            if row.placements:
                yield parts.Part(zone, own, row)


def _below(marked: Marked, zone: Sequence[Mark], row: GridRow) -> tuple[Piece, ...]:
    """The slots of a row that stand below a header's labels; all where others print something.

    A sheet's narrower table has the blank cells of the wider one below it.
    """
    labels = [marked.strand.pieces[i] for mark in zone for i in mark.pieces]
    left, right = min(p.left for p in labels), max(p.right for p in labels)
    below = tuple(s for s in row.slots if left <= s.left < right)
    return below if sum(s.kind != "blank" for s in below) == len(row.printed) else row.slots


def _print(
    marked: Marked, schema: Schema, table: Table, block: Block, zone: Sequence[Mark], row: GridRow
) -> Print:
    label = [marked.strand.pieces[i] for i in zone[0].pieces]
    reading = rows.reading(marked.strand, schema, block, 0, row, label)
    end = max(s.index for s in row.slots) + 1
    support = {block.id: share_met(zone, schema, block)}
    return Print(schema, table, (reading,), (zone[0].first, end), support, marked)


def _settled(marked: Marked, zone: Sequence[Mark], schema: Schema, block: Block) -> GridRow | None:
    """The row of figures below a header of the block, with its placements; None where none is its own."""
    strand, size = marked.strand, len(block.columns)
    row, named = _first_row(marked, zone, size), _columns(zone, schema, block)
    if row is None or (len(row.printed) < size and not _ends_with_columns(zone)):
        return None
    if rows.is_grid(strand, row):
        if named < size and not _figures(row):
            return None  # only the block's whole header tells that a row without figures is its own
        head = header.read(strand, zone, schema, block)
        columns.settle([row], [head] if head and (head.places or head.contrary) else [], block.columns)
        few = len(row.slots) < size or 0 < named < size  # such a header cannot be the block's own
        if (head is None or not head.places) and few and len(row.printed) < size:
            row.placements = ()
        broken_off.settle_row(strand, row, size)
    else:
        rows.settle_line(row, block)
        if len(row.printed) != size:
            if _goes_on(marked, row, schema, block):
                row.leave_open("header among the figures")
            elif LARGELY * size <= named < size:
                row.leave_open("header cut")
        if parts.exchangeable(marked, zone, row, schema, block):
            row.leave_open("lines of groups in any order")
        if list(doubled.rows(strand, [row])):
            row.leave_open("lines doubled")
    return row


def _clusters(marked: Marked, schema: Schema, table: Table, block: Block) -> Iterator[tuple[int, int]]:
    """Half-open runs of marks that all can stand in the block's header, with a group label among them.

    No figure stands between the marks of a header.
    """
    marks = marked.marks
    start: int | None = None
    grouped = False
    for i, mark in enumerate((*marks, None)):
        kinds = _kinds(mark, schema, table, block) if mark else set()
        if start is not None and mark and _figure_between(marked.strand, marks[i - 1], mark):
            if grouped:
                yield start, i
            start, grouped = None, False
        if kinds:
            start = i if start is None else start
            grouped = grouped or "group" in kinds
            continue
        if start is not None and grouped:
            yield start, i
        start, grouped = None, False


def _goes_on(marked: Marked, row: GridRow, schema: Schema, block: Block) -> bool:
    """Whether the next text after a row's figures is a label of the header above them."""
    after = marked.strand.next_text(row.slots[-1].index)
    if after is None:
        return False
    near = marked.by_first.get(after, ())
    return any(_names_column(m, schema, block) for m in near)


def _figures(row: GridRow) -> bool:
    return any(s.kind == "figure" for s in row.slots)


def _columns(zone: Sequence[Mark], schema: Schema, block: Block) -> int:
    """How many columns of the block a header prints."""
    return sum(_names_column(m, schema, block) for m in zone)


def _names_column(mark: Mark, schema: Schema, block: Block) -> bool:
    return any(e.kind == "column" and e.schema == schema.id and e.block == block.id for e in mark.entries)


def _ends_with_columns(zone: Sequence[Mark]) -> bool:
    """Whether no group label comes after the last column label: there it would head a row, not columns."""
    kinds = [{e.kind for e in m.entries} for m in zone]
    columns = [i for i, k in enumerate(kinds) if "column" in k]
    return not columns or columns[-1] == len(kinds) - 1


def _figure_between(strand: Strand, before: Mark, after: Mark) -> bool:
    return any(p.kind == "figure" for p in strand.pieces[before.last + 1 : after.first])


def _kinds(mark: Mark, schema: Schema, table: Table, block: Block) -> set[str]:
    return {
        e.kind
        for e in mark.entries
        if e.schema == schema.id and e.table == table.id and e.block in ("", block.id)
    }


def _first_row(marked: Marked, zone: Sequence[Mark], size: int) -> GridRow | None:
    """The row of figures that follows a header, past pieces that can only be the header's own.

    ``size`` is the number of columns: a row that counts them, 1, 2, 3 …, is the header's too.
    """
    strand = marked.strand
    last = max(m.last for m in zone)
    if strand.grid(strand.pieces[last]):
        return _grid_row_after(marked, max(strand.pieces[m.last].row for m in zone), size)
    return _line_after(marked, last, size)


def _grid_row_after(marked: Marked, number: int, size: int) -> GridRow | None:
    """The first row of figures, or else of as many blank cells; an empty line is none, nor a spanned row."""
    strand = marked.strand
    blank: GridRow | None = None
    matrix = strand.pieces[strand.rows[number][0]].matrix
    for row in range(number + 1, len(strand.rows)):
        first, last = strand.rows[row]
        pieces = strand.pieces[first:last]
        if not pieces and any(p.matrix == matrix for p in strand.pieces[first : first + 1]):
            continue  # what spans it is told above
        if not pieces or not strand.grid(pieces[0]):
            break
        if any(p.kind == "text" for p in pieces) and not _unreadable(marked, pieces, size):
            break
        found = GridRow(tuple(pieces), pieces[0].matrix, strand.widths[row], 0)
        if _counts(found, size):
            continue
        if found.printed:
            return found
        blank = blank or (found if len(pieces) >= size else None)
    return blank


def _unreadable(marked: Marked, pieces: Sequence[Piece], size: int) -> bool:
    """Whether a row has a cell for each column, some with neither figures nor labels nor sentences."""
    return len(pieces) == size and all(
        p.index not in marked.pieces and (len(p.text) <= SCRAWL or not any(map(str.isalpha, p.text)))
        for p in pieces
        if p.kind == "text"
    )


def _counts(row: GridRow, size: int) -> bool:
    """Whether a row numbers the columns, from 1 or 0. Three figures or more are not 1, 2, 3 … by chance."""
    texts = [row.slots[i].text for i in row.printed]
    counts = (range(1, size + 1), range(size), range(1, size))  # a listing's first 0 heads its index
    return size >= COUNTED and any(texts == [str(n) for n in own] for own in counts)


def _sign_before(strand: Strand, index: int) -> Sequence[Piece]:
    """A sign or word for nothing right before a figure on its line: a cell, or a part of the figure's."""
    before = strand.pieces[index - 1]
    beside = before.row == strand.pieces[index].row and before.kind == "text"
    return [before] if beside and before.numeral.kind == "mark" else []


def _line_after(marked: Marked, last: int, size: int) -> GridRow | None:
    strand = marked.strand
    slots: list[Piece] = []
    for index in range(last + 1, len(strand.pieces)):
        piece = strand.pieces[index]
        if piece.kind == "gap" or strand.grid(piece):
            break
        if rows.is_unread(marked, piece) and not (slots and piece.row > slots[-1].row):
            slots.append(piece)
            break
        if piece.kind == "text" and slots and piece.row == slots[-1].row:
            return None
        if piece.kind == "text" and (slots or not marked.lexicon.letters.issuperset(piece.body)):
            break
        if piece.kind != "text":
            slots += [] if slots else _sign_before(strand, index)
            slots.append(piece)
    if _counts(GridRow(tuple(slots[:size]), 0, 0, 0), size):
        del slots[:size]
    printed = [s for s in slots if s.kind != "blank"]
    return GridRow(tuple(slots), slots[0].matrix, 0, 0) if printed else None
