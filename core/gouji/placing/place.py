"""Placing: from the marks of a strand to prints of a schema's tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import pairwise

from gouji.mark import Mark
from gouji.marked import Marked
from gouji.numerals import count_up
from gouji.placing import (
    abreast,
    beyond,
    blank_lines,
    broken_off,
    chain,
    columns,
    crossed,
    doubled,
    header,
    hole,
    order,
    overhung,
    rows,
    sight,
    stream,
    torn,
    twice,
    unlabelled,
)
from gouji.placing.chain import Chain, Link
from gouji.placing.grid_row import GridRow
from gouji.placing.header import Header
from gouji.placing.order import Standing
from gouji.placing.printing import Printing
from gouji.printed import Print, columns_met, share_met
from gouji.reading import Reading
from gouji.schema import Block, Schema

ZONE = 96
"""How many marks before a block's first row may belong to its header; the largest form prints 40."""
REPEATED = 0.5
"""Share of a block's labels that make a header repeated between its rows, where 总计 and 其他 may be rows."""
DOUBTS: Sequence[tuple[Callable[[Printing], Iterable[int]], str]] = (
    (crossed.find, "columns in another order"),
    (doubled.find, "lines doubled"),
    (twice.contradicted, "printed twice"),
    (hole.before, "rows lost below"),
    (hole.spliced, "rows lost within"),
    (hole.beside, "rows lost beside"),
)
"""The rules that leave single rows open, in turn, and what is said of these."""


@dataclass(frozen=True, slots=True)
class Found:
    """The printings of a schema's tables found on one strand, none of them placed yet."""

    marked: Marked
    schema: Schema
    chains: tuple[Chain, ...]


def find(marked: Marked, schema: Schema) -> Found:
    """Every printing of every table of a schema whose rows have labels."""
    labelled = (t for t in schema.tables if any(b.rows for b in t.blocks))
    chains = [c for t in labelled for c in chain.find(marked.row_marks, schema, t)]
    return Found(marked, schema, tuple(abreast.apart(marked, chains)))


def place(found: Found) -> Iterator[Print]:
    """The printings found, placed, and those of blocks without labels on the same strand."""
    standing = order.standing(found.marked, found.chains)
    for one in found.chains:
        yield _print(found.marked, one, standing)
    for table in found.schema.tables:
        for block in table.blocks:
            if not block.rows:
                yield from unlabelled.place(found.marked, found.schema, table, block)


def _print(marked: Marked, found: Chain, standing: Standing) -> Print:
    made = [rows.row_of(marked, marked.marks[x.mark], len(x.block.columns)) for x in found.links]
    printing = Printing(marked, found, made)
    sides = abreast.sides(printing)
    abreast.cut(printing, sides)
    headers, support = _headers(marked, found, sides)
    for row in made:
        row.stray |= any(s.index in marked.stray for s in row.slots)
    _mark_moved(printing)
    torn.mark(printing)
    _place_rows(printing, headers)
    beyond.settle(printing, partial(_reach, marked, found))
    proven = _ordered(printing, standing)
    for link, row in printing.pairs:
        if link.mark in found.disputed:
            row.leave_open("label of two tables")
    numbered = proven or {link.row: row for link, row in printing.pairs}
    readings = tuple(_readings(marked, found, numbered))
    extent = _extent(marked, found.links, numbered.values())
    return Print(found.schema, found.table, readings, extent, support, marked)


def _place_rows(printing: Printing, headers: Mapping[str, Sequence[Header]]) -> None:
    """Place the figures of each row, by its block's columns or by their order alone."""
    for block in printing.table.blocks:
        own = [row for _, row in printing.of(block)]
        columns.settle([r for r in own if rows.is_grid(printing.strand, r)], headers[block.id], block.columns)
        for row in own:
            if not rows.is_grid(printing.strand, row):
                rows.settle_line(row, block)
        for row in overhung.find(printing.strand, headers[block.id], own):
            row.leave_open("label among the columns")
    blank_lines.settle(printing)
    _leave_unnumbered(printing)
    _leave_beheaded(printing)
    broken_off.settle(printing)


def _ordered(printing: Printing, standing: Standing) -> dict[int, GridRow]:
    """The rows that the stream of figures proves, by number, where the order of the print is in doubt.

    Elsewhere, and where it proves none, they stay as they were placed but for what is left open.
    """
    doubtful = order.in_doubt(printing, standing)
    proven = stream.settle(printing) if doubtful or _uneven(printing) else {}
    if proven:
        return proven
    for i in doubtful:
        printing.rows[i].leave_open("order in doubt")
    sight.settle(printing)
    for rule, why in DOUBTS:
        for i in rule(printing):
            printing.rows[i].leave_open(why)
    return {}


def _leave_unnumbered(printing: Printing) -> None:
    """Leave open the rows without columns, figures and number of a block whose other rows print theirs.

    Where the number stands elsewhere the figures do too.
    """
    numbered = {link.block.id for link in printing.links if printing.label(link).number}
    for link, row in printing.pairs:
        due = link.block.id in numbered and link.block.rows[link.index].number
        if (
            due
            and not printing.label(link).number
            and not row.printed
            and not rows.is_grid(printing.strand, row)
        ):
            row.leave_open("number elsewhere")


def _leave_beheaded(printing: Printing) -> None:
    """Leave open the rows of a grid without figures right below figures that no label of the block has.

    A page break may have cut the label, and left the figures with its beginning. Numbers of columns, which a
    page repeats, are no figures.
    """
    strand = printing.strand
    labelled = {strand.pieces[i].row for link in printing.links for i in printing.label(link).pieces}
    blocks = [None, *(link.block for link in printing.links)]
    for before, link, row in zip(blocks, printing.links, printing.rows, strict=False):
        if link.block is not before or row.printed or not rows.is_grid(strand, row):
            continue
        above = strand.pieces[printing.label(link).first].row - 1
        while above >= 0 and all(
            p.kind in ("gap", "blank") for p in strand.pieces[slice(*strand.rows[above])]
        ):
            above -= 1
        if above < 0 or above in labelled:
            continue
        pieces = strand.pieces[slice(*strand.rows[above])]
        figures = [p.text for p in pieces if p.kind == "figure"]
        numbers = len(figures) > 1 and count_up(figures)
        if figures and strand.grid(pieces[0]) and not numbers:
            row.leave_open("figures above without a label")


def _uneven(printing: Printing) -> bool:
    """Whether some row without columns has figures too many."""
    return any(r.surplus and not rows.is_grid(printing.strand, r) for r in printing.rows)


def _readings(marked: Marked, found: Chain, numbered: Mapping[int, GridRow]) -> Iterator[Reading]:
    """The rows as readings, in the form's order; a row that the stream alone proves may have no label."""
    strand = marked.strand
    labels = {x.row: [strand.pieces[i] for i in marked.marks[x.mark].pieces] for x in found.links}
    places = [(block, index) for block in found.table.blocks for index in range(len(block.rows))]
    for number, row in sorted(numbered.items()):
        block, index = places[number]
        yield rows.reading(strand, found.schema, block, index, row, labels.get(number, []))


def _mark_moved(printing: Printing) -> None:
    """Mark by how much each row's label stands left of where labels of its depth stand elsewhere.

    Where deeper labels stand further right, each depth has columns of its own.
    """
    lefts: dict[str, dict[int, int]] = defaultdict(dict)
    for link, row in printing.pairs:
        row.depth = len(link.block.rows[link.index].label.path)
        own = lefts[link.block.id]
        own[row.depth] = max(row.left, own.get(row.depth, 0))
    for own in lefts.values():
        depths = sorted(own)
        for above, depth in pairwise(depths):
            if own[above] > own[depths[0]]:
                own[depth] = max(own[depth], own[above] + 1)
    for link, row in printing.pairs:
        row.moved = lefts[link.block.id][row.depth] - row.left


def _headers(
    marked: Marked, found: Chain, sides: Mapping[int, abreast.Side]
) -> tuple[dict[str, list[Header]], dict[str, float]]:
    """The headers of each block, and the share of its labels met in the best of them.

    A block's header stands between the row before it and its first row; a page may repeat it between rows.
    """
    headers: dict[str, list[Header]] = {b.id: [] for b in found.table.blocks}
    support: dict[str, float] = {}
    before = -1
    for link in found.links:
        zone = _zone(marked, found, before + 1, link.mark)
        share = share_met(zone, found.schema, link.block)
        head = header.read(marked.strand, zone, found.schema, link.block, sides) if share else None
        if link.block.id not in support or share >= REPEATED:
            support[link.block.id] = max(share, support.get(link.block.id, 0.0))
        if head is not None and (head.places or head.contrary):
            headers[link.block.id].append(head)
        before = link.mark
    return headers, {b: support.get(b, 0.0) for b in headers}


def _reach(marked: Marked, found: Chain, block: Block) -> int:
    """Up to which column the headers of a block have labels, 0 where they have none."""
    starts = [-1, *(link.mark for link in found.links)]
    zones = (
        _zone(marked, found, a + 1, x.mark)
        for a, x in zip(starts, found.links, strict=False)
        if x.block is block
    )
    return 1 + max(
        (column for zone in zones for column in columns_met(zone, found.schema, block)), default=-1
    )


def _zone(marked: Marked, found: Chain, first: int, last: int) -> Sequence[Mark]:
    """The marks that may be a block's header: none above the last row of another table, or of another print.

    Rows of a table printed beside this one stand between its header and its rows.
    """
    beside = found.schema.abreast(found.table.id) - {found.table.id}
    for index in range(last - 1, max(first, last - ZONE) - 1, -1):
        entries = [e for e in marked.row_marks[index].entries if e.schema == found.schema.id]
        if any(e.kind == "row" for e in entries) and not any(
            e.table in beside or e.kind in ("column", "group") for e in entries
        ):
            return marked.marks[index + 1 : last]
    return marked.marks[max(first, last - ZONE) : last]


def _extent(marked: Marked, links: Sequence[Link], printed: Iterable[GridRow]) -> tuple[int, int]:
    """The half-open range of pieces from the first label to the last label or slot."""
    slots = (s.index for row in printed for s in row.slots)
    marks = marked.marks
    return marks[links[0].mark].first, max([marks[links[-1].mark].last, *slots]) + 1
