"""Broken off: a grid's row with which the text ends, cut before its last cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji import between
from gouji.placing import rows
from gouji.placing.columns import GridRow
from gouji.strand import Piece, Strand, as_text

REACH = 4096
"""How far before its end a text may break off, within a tag too; all of it for each print would be square."""
SPACES = " \xa0\u3000"
"""What may stand behind a figure where the text breaks off between columns: no line's end, no delimiter."""


def settle(strand: Strand, last: GridRow, size: int) -> None:
    """Leave open the row of a grid with which the text breaks off, if it has fewer cells than columns.

    Where columns are seen, only the cells right of the text's end.
    """
    if last.printed and rows.is_grid(strand, last):
        last.slots = tuple(_seen(strand, last.slots, last.printed[-1]))
    if len(last.slots) >= size or not last.printed or not rows.is_grid(strand, last):
        return
    text, end = strand.document.text, max(b for s in last.slots for _, b in s.spans)
    tag = text.rfind("<", max(end, len(text) - REACH))
    stop = tag if tag >= 0 and ">" not in text[tag:] else len(text)  # a tag may be cut as well
    if not between.has_word(text, end, stop):
        last.leave_open("text breaks off")


def _seen(strand: Strand, slots: Sequence[Piece], shown: int) -> Iterator[Piece]:
    """The cells of a row, those unread that are right of where the text breaks off."""
    text, end = strand.document.text, slots[shown].spans[-1][1]
    broken = end >= len(text) - REACH and not text[end:].strip(SPACES)
    for i, slot in enumerate(slots):
        yield as_text(slot, "", slot.spans) if broken and i > shown else slot
