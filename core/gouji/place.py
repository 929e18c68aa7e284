"""Placing: from the marks of a strand to readings of the rows of a schema's table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gouji import chain as chains
from gouji import columns, header
from gouji.chain import Chain, Link
from gouji.columns import GridRow
from gouji.header import Header
from gouji.lexicon import Lexicon
from gouji.mark import Mark
from gouji.matrix import Span
from gouji.reading import Reading
from gouji.schema import Block, Schema, Table
from gouji.strand import Piece, Strand

FEW, MANY = 3, 8
"""Rows in the form's order that prose does not print by chance: with all their figures, with any."""
ZONE = 96
"""How many marks before a block's first row may belong to its header; the largest form prints 40."""


@dataclass(frozen=True, slots=True)
class Print:
    """One printing of a table as one schema reads it: the readings of its rows, and how well the form fits.

    ``extent`` is the half-open range of pieces on the strand; ``support`` the share of column labels met,
    block by block.
    """

    schema: Schema
    table: Table
    readings: tuple[Reading, ...]
    extent: tuple[int, int]
    support: dict[str, float]
    strand: Strand
    marks: Sequence[Mark]

    @property
    def headed(self) -> bool:
        """Whether any column label of the form was met above the rows."""
        return any(self.support.values())

    @property
    def solid(self) -> bool:
        """Whether the rows alone show a table: in a grid or many, or most with just their number of figures."""
        rows = self.readings
        if any(r.grid and r.figures for r in rows) or (len(rows) >= MANY and any(r.figures for r in rows)):
            return True
        return len(rows) >= FEW and 2 * sum(len(r.figures) == len(r.columns) for r in rows) > len(rows)

    @property
    def misfits(self) -> int:
        """How many rows print more or fewer slots than the form has columns."""
        return sum(bool(r.surplus) or "columns missing" in r.assumed for r in self.readings)


def place(strand: Strand, marks: Sequence[Mark], schema: Schema, lexicon: Lexicon) -> list[Print]:
    """Every printing of every table of a schema on a strand."""
    prints: list[Print] = []
    for table in schema.tables:
        if any(b.rows for b in table.blocks):
            prints.extend(
                _rows_print(strand, marks, c) for c in chains.find(_rightmost(strand, marks), schema, table)
            )
        for block in table.blocks:
            if not block.rows:
                prints.extend(_unlabelled(strand, marks, schema, table, block, lexicon))
    return [p for p in prints if p.readings]


def _rightmost(strand: Strand, marks: Sequence[Mark]) -> list[Mark]:
    """Marks with the row entries taken from those that have another mark to their right in a grid's row."""
    last: dict[int, int] = {}
    for i, mark in enumerate(marks):
        piece = strand.pieces[mark.first]
        if strand.grid(piece):
            row = piece.row
            if row not in last or strand.pieces[marks[last[row]].first].left < piece.left:
                last[row] = i
    out = []
    for i, mark in enumerate(marks):
        piece = strand.pieces[mark.first]
        inner = strand.grid(piece) and last[piece.row] != i
        out.append(
            replace(mark, entries=tuple(e for e in mark.entries if e.kind != "row")) if inner else mark
        )
    return out


def _rows_print(strand: Strand, marks: Sequence[Mark], found: Chain) -> Print:
    links = found.links
    headers: dict[str, list[Header]] = {b.id: [] for b in found.table.blocks}
    support = dict.fromkeys(headers, 0.0)
    before = -1
    for link in links:
        zone = marks[max(before + 1, link.mark - ZONE) : link.mark]
        labels = {
            e.index
            for m in zone
            for e in m.entries
            if e.kind == "column"
            and (e.schema, e.table, e.block) == (found.schema.id, found.table.id, link.block.id)
        }
        support[link.block.id] = max(support[link.block.id], len(labels) / len(link.block.columns))
        head = header.read(strand, zone, found.schema, link.block) if labels else None
        if head is not None:
            headers[link.block.id].append(head)
        before = link.mark
    marked = frozenset(i for m in marks for i in m.pieces)
    rows = [_row(strand, marks[link.mark], marked) for link in links]
    for block in found.table.blocks:
        own = [r for link, r in zip(links, rows, strict=True) if link.block.id == block.id]
        columns.settle([r for r in own if _is_grid(strand, r)], headers[block.id], block.columns)
        for row in own:
            if not _is_grid(strand, row):
                settle_line(row, block)
    readings = [_reading(strand, marks, found, link, row) for link, row in zip(links, rows, strict=True)]
    first = marks[links[0].mark].first
    last = max([marks[links[-1].mark].last, *(_index(strand, s) for r in rows for s in r.slots)])
    return Print(found.schema, found.table, tuple(readings), (first, last + 1), support, strand, marks)


def _is_grid(strand: Strand, row: GridRow) -> bool:
    return strand.sources[row.matrix].matrix.grid


def _index(strand: Strand, piece: Piece) -> int:
    return strand.by_slot[piece.row, piece.left]


def _row(strand: Strand, mark: Mark, marked: frozenset[int]) -> GridRow:
    """What is printed for a label: the slots right of it in a grid, what follows it elsewhere."""
    piece = strand.pieces[mark.last]
    if not strand.grid(piece):
        return GridRow(tuple(_following(strand, mark, marked)), piece.matrix, 0, 0)
    best: GridRow | None = None
    for number in sorted({strand.pieces[i].row for i in mark.pieces}):
        row = _beside(strand, mark, number)
        if best is None or len(row.printed) > len(best.printed) or not best.slots:
            best = row
    assert best is not None
    return best


def _beside(strand: Strand, mark: Mark, number: int) -> GridRow:
    own = [strand.pieces[i] for i in mark.pieces if strand.pieces[i].row == number]
    edge = max(p.right for p in own)
    first, last = strand.rows[number]
    slots = tuple(p for p in strand.pieces[first:last] if p.left >= edge)
    return GridRow(slots, own[0].matrix, strand.widths[number], edge)


def _following(strand: Strand, mark: Mark, marked: frozenset[int]) -> Iterator[Piece]:
    """Figures, marks and printed blanks from a label's first piece to the next text that is not its own.

    A line in which text that is no label follows a figure is prose and ends the row too.
    """
    own = set(mark.pieces)
    for index in range(mark.first + 1, len(strand.pieces)):
        piece = strand.pieces[index]
        if piece.kind == "gap" or (piece.kind == "text" and index > mark.last) or strand.grid(piece):
            return
        if piece.kind != "text" and index not in own:
            if _in_prose(strand, index, marked):
                if piece.row in {strand.pieces[i].row for i in own}:
                    yield replace(piece, kind="text")
                return
            yield piece


def _in_prose(strand: Strand, index: int, marked: frozenset[int]) -> bool:
    _, end = strand.rows[strand.pieces[index].row]
    after = (i for i in range(index + 1, end) if strand.pieces[i].kind == "text")
    first = next(after, None)
    return first is not None and first not in marked


def settle_line(row: GridRow, block: Block) -> None:
    """Placements of a row that has no columns, only an order; a printed blank counts where all are kept."""
    size, printed = len(block.columns), row.printed
    row.scattered = _scattered([row.slots[i].row for i in printed])
    if any(s.kind == "text" for s in row.slots):
        row.placements = ()
        row.assumed = ("text among the figures",)
    elif not printed:
        row.placements = ((-1,) * size,)
        row.assumed = ("blanks dropped",)
    elif len(printed) == size:
        row.placements = (tuple(printed),)
    elif len(row.slots) == size:
        row.placements = (tuple(range(size)),)
        row.assumed = ("blank lines",)
    else:
        columns.loose(row, block.columns)


def _scattered(lines: Sequence[int]) -> bool:
    """Whether figures are neither all on one line nor one a line."""
    return 1 < len(set(lines)) < len(lines)


def _reading(strand: Strand, marks: Sequence[Mark], found: Chain, link: Link, row: GridRow) -> Reading:
    mark = marks[link.mark]
    pieces = [strand.pieces[i] for i in mark.pieces]
    return _made(strand, found.schema, link.block, link.index, row, pieces)


def _made(
    strand: Strand, schema: Schema, block: Block, index: int, row: GridRow, label: Sequence[Piece]
) -> Reading:
    spans = tuple(s for p in label for s in p.spans)
    places = [a for a, _ in (*spans, *(s for p in row.slots for s in p.spans))]
    document = strand.document
    grid = _is_grid(strand, row)
    return Reading(
        schema=schema,
        block=block,
        row=index,
        layout=strand.sources[row.matrix].layout,
        label="".join(p.text for p in label),
        label_spans=spans,
        slots=row.slots,
        placements=row.placements,
        assumed=row.assumed,
        surplus=row.surplus,
        lines=(document.line_of(min(places)), document.line_of(max(places)) + 1) if places else (0, 0),
        matrix=row.matrix,
        left=min((p.left for p in label), default=0),
        first=row.edge,
        grid=grid,
        parts=len({p.matrix for p in label}) or 1,
        dropped=not grid and len(row.printed) < len(block.columns),
        scattered=row.scattered,
    )


def _unlabelled(
    strand: Strand, marks: Sequence[Mark], schema: Schema, table: Table, block: Block, lexicon: Lexicon
) -> Iterator[Print]:
    """Printings of a block without row labels: its header, then the first row of figures after it."""
    for low, high in _clusters(marks, schema, table, block):
        zone = marks[low:high]
        head = header.read(strand, zone, schema, block)
        row = _first_row(strand, zone, lexicon)
        if row is None:
            continue
        if _is_grid(strand, row):
            columns.settle([row], [head] if head else [], block.columns)
        else:
            settle_line(row, block)
        support = {block.id: _share_met(zone, schema, block)}
        label = [strand.pieces[i] for m in zone[:1] for i in m.pieces]
        reading = _made(strand, schema, block, 0, row, label)
        last = max(_index(strand, s) for s in row.slots)
        yield Print(schema, table, (reading,), (zone[0].first, last + 1), support, strand, marks)


def _share_met(zone: Sequence[Mark], schema: Schema, block: Block) -> float:
    """The share of a block's column labels, or of the group labels above them, that were met in its header."""
    own = [
        (e.kind, e.index, m.label)
        for m in zone
        for e in m.entries
        if (e.schema, e.block) == (schema.id, block.id)
    ]
    columns = {index for kind, index, _ in own if kind == "column"}
    groups = {label for kind, _, label in own if kind == "group"}
    above = {text for c in block.columns for text in c.label.path}
    return max(len(columns) / len(block.columns), len(groups) / max(len(above), 1))


def _clusters(marks: Sequence[Mark], schema: Schema, table: Table, block: Block) -> Iterator[tuple[int, int]]:
    """Half-open runs of marks that all can stand in the block's header, with a group label among them."""
    start: int | None = None
    grouped = False
    for i, mark in enumerate((*marks, None)):
        own = [
            e
            for e in (mark.entries if mark else ())
            if e.schema == schema.id and e.table == table.id and e.block in ("", block.id)
        ]
        if own:
            start = i if start is None else start
            grouped = grouped or any(e.kind == "group" for e in own)
            continue
        if start is not None and grouped:
            yield start, i
        start, grouped = None, False


def _first_row(strand: Strand, zone: Sequence[Mark], lexicon: Lexicon) -> GridRow | None:
    """The row of figures that follows a header, past pieces that can only be the header's own."""
    last = max(m.last for m in zone)
    piece = strand.pieces[last]
    if strand.grid(piece):
        return _grid_row_after(strand, max(strand.pieces[m.last].row for m in zone))
    return _line_after(strand, last, lexicon)


def _grid_row_after(strand: Strand, number: int) -> GridRow | None:
    blank: GridRow | None = None
    for row in range(number + 1, len(strand.rows)):
        first, last = strand.rows[row]
        pieces = strand.pieces[first:last]
        if any(p.kind == "text" for p in pieces) or not pieces or not strand.grid(pieces[0]):
            break
        found = GridRow(tuple(pieces), pieces[0].matrix, strand.widths[row], 0)
        if found.printed:
            return found
        blank = blank or found
    return blank


def _line_after(strand: Strand, last: int, lexicon: Lexicon) -> GridRow | None:
    slots: list[Piece] = []
    for index in range(last + 1, len(strand.pieces)):
        piece = strand.pieces[index]
        if piece.kind == "gap" or strand.grid(piece):
            break
        if piece.kind == "text" and (slots or not lexicon.letters.issuperset(piece.body)):
            break
        if piece.kind != "text":
            slots.append(piece)
    printed = [s for s in slots if s.kind != "blank"]
    return GridRow(tuple(slots), slots[0].matrix, 0, 0) if printed else None


def span_of(readings: Sequence[Reading]) -> Span:
    """The half-open stretch of text from the first label to the last figure of some readings."""
    spans = [s for r in readings for s in (*r.label_spans, *(s for p in r.slots for s in p.spans))]
    return (min(a for a, _ in spans), max(b for _, b in spans)) if spans else (0, 0)
