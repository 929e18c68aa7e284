"""Broken off: the row with which the text ends, cut before its last cell."""

from __future__ import annotations

from gouji import between
from gouji.between import SPACES
from gouji.placing import rows
from gouji.placing.grid_row import GridRow
from gouji.placing.printing import Printing
from gouji.reading import ABSENT, Placement
from gouji.strand import Piece, Strand

REACH = 4096
"""How far before its end a text may break off, within a tag too; all of it for each print would be square."""


def settle(printing: Printing) -> None:
    """Leave open what the last row of a printing may have lost where the text breaks off.

    Without columns that is a row with whose label the text ends while the rows above it are full.
    """
    link, last, size = printing.links[-1], printing.rows[-1], len(printing.links[-1].block.columns)
    label = printing.end(link).spans[-1][1]
    if rows.is_grid(printing.strand, last):
        settle_row(printing.strand, last, size, label)
    elif not last.slots and _ends_with_label(printing.strand.document.text, label):
        above = [len(row.printed) for _, row in printing.of(link.block)][:-1]
        if above and min(above) >= size:
            last.placements = ((ABSENT,) * size,)


def settle_row(strand: Strand, last: GridRow, size: int, label: int = 0) -> None:
    """Leave open the row of a grid with which the text breaks off, if it has fewer cells than columns.

    Where columns are seen, only those right of the text's end are, and absent; so are all where no figure is
    left behind the row's label, which ends at an offset, and a last blank cell that nothing ends.
    """
    if last.printed and _breaks_off(strand, last.slots[last.printed[-1]]):
        last.placements = tuple(_shown(p, last.printed[-1]) for p in last.placements)
    if not last.slots:
        return
    text, end = strand.document.text, max((b for s in last.slots for _, b in s.spans), default=label)
    tag = text.rfind("<", max(end, len(text) - REACH))
    stop = tag if tag >= 0 and ">" not in text[tag:] else len(text)  # a tag may be cut as well
    if len(last.slots) >= size:
        if stop - end < REACH and last.slots[-1].kind == "blank":
            _cut_last(last, text[end:stop], markup="<" in text[_start(last) : end])
    elif between.has_word(text, end, stop):
        return
    elif last.printed:
        last.leave_open("text breaks off")
    else:
        last.placements = ((ABSENT,) * size,)


def _start(row: GridRow) -> int:
    """Where the last but one of a row's slots ends, or its only one."""
    return max((b for _, b in row.slots[-2:][0].spans), default=0)


def _cut_last(last: GridRow, rest: str, *, markup: bool) -> None:
    """Take a row's last slot, which is blank, for absent where it may be cut.

    Nothing but blanks stands behind it, or no more tag where tags part the slots.
    """
    if not rest.strip(None if markup else SPACES):
        last.placements = tuple(_shown(p, len(last.slots) - 2) for p in last.placements)


def _breaks_off(strand: Strand, figure: Piece) -> bool:
    """Whether the text breaks off behind a figure, between columns."""
    text, end = strand.document.text, figure.spans[-1][1]
    return end >= len(text) - REACH and not text[end:].strip(SPACES)


def _ends_with_label(text: str, label: int) -> bool:
    """Whether nothing stands behind the label that ends at an offset, but for what prints the same."""
    if len(text) - label > REACH:
        return False
    printed = text[max(label - REACH, 0) : label].split()[-1:]
    return set(text[label:].split()) <= set(printed)


def _shown(placement: Placement, last: int) -> Placement:
    """A placement without the columns right of the last slot that prints something."""
    end = max((i for i, slot in enumerate(placement) if 0 <= slot <= last), default=-1) + 1
    return (*placement[:end], *[ABSENT] * (len(placement) - end))
