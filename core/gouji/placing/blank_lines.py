"""Blank lines: cells that are blank, counted where every cell of a table has the same number of lines.

Exports of word processors print a paragraph a cell, and an empty one for a blank cell. Which empty lines are
cells and which only part paragraphs is proven where all rows of a table keep one step from cell to cell.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gouji.marked import Marked
from gouji.placing.chain import Link
from gouji.placing.grid_row import GridRow
from gouji.placing.loose import loose, stands, typed
from gouji.placing.printing import Printing
from gouji.reading import BLANK

STEPS = (1, 2, 3)
"""Lines from one cell to the next: none, one or two empty ones between."""
ROWS = 3
"""Rows that must keep the step, those at a block's end not counted."""
GROUPS = 2
"""Labels of groups above a row's own, whose cells are blank beside all rows of the group but one."""
REACHING = 2
"""Rows with a cell in the last column: where none is, all cells may stand one place farther on."""


def settle(printing: Printing) -> None:
    """Place the figures of rows with blanks by their lines, if all rows of the print keep one step.

    Lines of row numbers, which have left the strand, are no empty ones: with them no line is counted.
    """
    parting = _parting(printing)
    _confirm(printing, parting)
    if any(printing.label(link).number for link in printing.links):
        return
    ordered = all(_is_loose(printing.marked, link, row) for link, row in printing.pairs)
    if not ordered or all(len(r.placements) == 1 for r in printing.rows):
        return
    own = [_lines(printing.marked, link, row) for link, row in printing.pairs]
    step = next((step for step in STEPS if _kept(own, printing.links, step)), 0)
    for link, row, lines, parted in zip(printing.links, printing.rows, own, parting, strict=True):
        size = len(link.block.columns)
        if step and not parted and (len(lines.figures) == size or lines.height >= step * (size + 1)):
            slots = {(line - lines.start) // step - 1: i for line, i in lines.figures}
            placed = tuple(slots.get(c, BLANK) for c in range(size))
            row.placements = (placed,) if stands(row, placed, link.block.columns) else ()
            row.assumed, row.scattered = ("blank lines",), False


def _parting(printing: Printing) -> list[bool]:
    """For each row whether its last empty line parts its block from what follows, and need be no cell.

    It is a cell where a row that no empty line follows in any case has a blank one.
    """
    short = [len(r.printed) < len(x.block.columns) for x, r in printing.pairs]
    if any(lacks and not _ends(printing.links, i) for i, lacks in enumerate(short)):
        return [False] * len(short)
    full = [len(r.slots) == len(x.block.columns) for x, r in printing.pairs]
    reaching = [f and r.slots[-1].kind != "blank" for f, r in zip(full, printing.rows, strict=True)]
    return [a and not b for a, b in zip(short, reaching, strict=True)]


def _ends(links: Sequence[Link], index: int) -> bool:
    """Whether a row is the last of its block."""
    return index + 1 == len(links) or links[index + 1].block is not links[index].block


def _confirm(printing: Printing, parting: Sequence[bool]) -> None:
    """Let rows that count lines with blanks as cells be open where other rows' blanks left no line.

    Nor are they cells where they do not fill up a row with figures, nor in the only row of a print, as a text
    that breaks off leaves it. ``parting`` says which rows' last line may only part them from what follows.
    """
    sizes = [len(x.block.columns) for x in printing.links]
    inner = list(zip(printing.rows[:-1], sizes[:-1], strict=True))
    ended = any(0 < len(r.printed) < len(r.slots) != n for r, n in zip(printing.rows, sizes, strict=True))
    kept = bool(inner) and not ended and all(len(r.slots) >= n for r, n in inner)
    for link, row, parted in zip(printing.links, printing.rows, parting, strict=True):
        if row.assumed == ("blank lines",) and (parted or not kept):
            loose(row, link.block.columns)
            row.placements = typed(row, link.block.columns)


def _is_loose(marked: Marked, link: Link, row: GridRow) -> bool:
    """Whether a row has no columns, and a figure a line."""
    strand = marked.strand
    label = strand.pieces[marked.marks[link.mark].last]
    rows = [row.slots[i].row for i in row.printed]
    texts = any(s.kind == "text" for s in row.slots)
    return not strand.grid(label) and not texts and len(rows) == len(set(rows)) and label.row not in rows


@dataclass(frozen=True, slots=True)
class _Lines:
    """Lines: of a label's end, of its figures with their slots, of its last slot, and up to the next text."""

    start: int
    figures: list[tuple[int, int]]
    last: int
    height: int


def _lines(marked: Marked, link: Link, row: GridRow) -> _Lines:
    strand = marked.strand
    last = marked.marks[link.mark].last
    line = strand.document.line_of
    after = strand.next_text(max([last, *(s.index for s in row.slots)]))
    figures = [(line(row.slots[i].spans[0][0]), i) for i in row.printed]
    start = line(strand.pieces[last].spans[-1][0])
    end = start if after is None else line(strand.pieces[after].spans[0][0])
    final = line(row.slots[-1].spans[0][0]) if row.slots else start
    return _Lines(start, figures, final, end - start)


def _kept(own: Sequence[_Lines], links: Sequence[Link], step: int) -> bool:
    """Whether rows are as long as their columns at this step, and some of them reach the last column.

    A row may be longer by the cells of group labels that are blank before the next label; the last row of a
    block says nothing if it is longer, that of the table nothing at all. Where a row with all its figures is
    longer, so must be one with fewer: its line may only part the rows.
    """
    counted = reaching = 0
    extras: dict[bool, set[int]] = {True: {0}, False: set()}
    for i, (lines, link) in enumerate(zip(own, links, strict=True)):
        size = len(link.block.columns)
        places = [(line - lines.start) / step for line, _ in lines.figures]
        if any(not p.is_integer() or not 1 <= p <= size for p in places):
            return False
        extra = lines.height - step * (size + 1)
        final = _ends(links, i)
        if (i + 1 < len(links) and extra < 0) or not (final or extra in range(0, step * GROUPS + 1, step)):
            return False
        counted += not final
        if not final:
            extras[len(lines.figures) == size].add(extra)
        reaching += lines.last - lines.start == step * size
    apart = min(extras[False], default=0) < max(extras[True])
    return counted >= ROWS and reaching >= REACHING and not apart
