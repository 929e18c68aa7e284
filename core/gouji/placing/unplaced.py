"""Unplaced: figures of a print that no row has, and what they tell of rows without any, or with some beside.

Where only the order of the pieces is known, a figure belongs to the label before it. A tool that prints
columns one by one, or the lines of a broken figure, leaves figures where no row claims them.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence

from gouji.marked import Marked
from gouji.numerals import count_up
from gouji.placing.chain import Chain, Link
from gouji.placing.printing import Printing
from gouji.strand import Piece

STRAY = 2
"""Figures of no row, side by side, that may be a row's; a lone one may be a page's number."""
FIRST = frozenset({"1", "01"})
"""The number of a first column."""
BROKEN = 3
"""Rows with more figures than columns from which on figures of the print are broken over lines."""
LATER = 2000
"""Pieces around the labels of a table among which figures of no row may stand, if no other table begins."""


def most(printing: Printing) -> int:
    """How many figures of no row stand side by side at most, from the table before to the next one.

    Numbers of columns are none, nor is what stands right behind another table's label. A lone one that stands
    behind the name of a column is that column's, and counts for two. Where most rows lack some, a heap of
    them tells wherever it stands.
    """
    links = printing.links
    fitting = (row for link, row in printing.pairs if len(row.printed) < 2 * len(link.block.columns))
    claimed = {s.index for row in fitting for s in row.slots}
    lacking = sum(len(r.printed) < len(x.block.columns) for x, r in printing.pairs)
    if 2 * lacking > len(links) and _heap(printing.marked, printing.chain, claimed):
        return LATER
    runs: list[list[str]] = [[]]
    named = False
    for piece in _among(printing.marked, links):
        if piece.kind in ("figure", "mark") and piece.index not in claimed:
            runs[-1] += [piece.text] * (STRAY if named and not runs[-1] else 1)
        elif piece.kind != "blank":
            named = names_column(printing.marked, piece)
            if runs[-1]:
                runs.append([])
    return max((len(run) for run in runs if not _are_numbers(run)), default=0)


def strewn(printing: Printing) -> Iterator[int]:
    """Indices of the rows before whose figures, behind the row above, stand others that no row has.

    They tell where rows print more figures than they have columns: broken ones, whose last digits add up too.
    """
    links, pieces = printing.links, printing.strand.pieces
    surplus = sum(len(row.printed) > len(link.block.columns) for link, row in printing.pairs)
    if surplus < BROKEN:
        return
    claimed = {s.index for row in printing.rows for s in row.slots}
    last = -1
    for i, row in enumerate(printing.rows):
        if not row.printed:
            continue
        first = row.slots[row.printed[0]].index
        between = pieces[max(last, printing.label(links[i - 1]).last) + 1 : first] if i else ()
        if any(p.kind == "figure" and p.index not in claimed for p in between):
            yield i
        last = row.slots[row.printed[-1]].index


def _heap(marked: Marked, found: Chain, claimed: Container[int]) -> bool:
    """Whether more figures of no row stand side by side than a block is wide, up to a next print."""
    widest = max(len(block.columns) for table in found.schema.tables for block in table.blocks)
    first, last = (marked.marks[found.links[i].mark].first for i in (0, -1))
    run = 0
    for piece in marked.strand.pieces[first : last + LATER]:
        if piece.kind in ("text", "gap"):
            run = 0
            if piece.index > last and _begins_row(marked, piece, found.table.id):
                return False
        elif piece.kind != "blank" and piece.index not in claimed and not marked.strand.grid(piece):
            run += 1
            if run > widest:
                return True
    return False


def _begins_row(marked: Marked, piece: Piece, table: str) -> bool:
    """Whether a piece begins the label of a row of a table."""
    begun = marked.by_first.get(piece.index, ())
    return any(e.kind == "row" and e.table == table for m in begun for e in m.entries)


def names_column(marked: Marked, piece: Piece) -> bool:
    """Whether a piece ends the name of a column that is no row's label."""
    kinds = {e.kind for m in marked.by_row.get(piece.row, ()) if m.last == piece.index for e in m.entries}
    return "column" in kinds and "row" not in kinds


def _are_numbers(run: Sequence[str]) -> bool:
    """Whether figures number the columns."""
    return len(run) > STRAY and run[0] in FIRST and count_up(run)


def _among(marked: Marked, links: Sequence[Link]) -> Iterator[Piece]:
    """The pieces without columns between the table before and the next one."""
    pieces, table = marked.strand.pieces, links[0].block.table
    first, last = marked.marks[links[0].mark].first, marked.marks[links[-1].mark].last
    start = first
    while start > max(0, first - LATER) and not _bounds(marked, pieces[start - 1]):
        if _begins_another(marked, pieces[start - 1], table):
            while start < first and pieces[start].kind != "text":
                start += 1
            break
        start -= 1
    for index in range(start, min(last + LATER, len(pieces))):
        piece = pieces[index]
        if index > last and (_bounds(marked, piece) or _begins_another(marked, piece, table)):
            break
        yield piece


def _bounds(marked: Marked, piece: Piece) -> bool:
    """Whether a piece is no part of a text without columns."""
    return piece.kind == "gap" or marked.strand.grid(piece)


def _begins_another(marked: Marked, piece: Piece, table: str) -> bool:
    """Whether a piece begins a label or heading of other tables alone, or a row of the table's next print."""
    begun = marked.by_first.get(piece.index, ())
    return any(all(e.table != table or e.kind == "row" for e in m.entries) for m in begun)
