"""Broken off: a grid's row with which the text ends, cut before its last cell."""

from __future__ import annotations

from gouji import between
from gouji.placing import rows
from gouji.placing.columns import GridRow
from gouji.strand import Strand

LONGEST_TAG = 4096
"""How far before its end a text may break off within a tag; all of it for each print would be square."""


def settle(strand: Strand, last: GridRow, size: int) -> None:
    """Leave open the row of a grid with which the text breaks off, if it has fewer cells than columns."""
    if len(last.slots) >= size or not last.printed or not rows.is_grid(strand, last):
        return
    text, end = strand.document.text, max(b for s in last.slots for _, b in s.spans)
    tag = text.rfind("<", max(end, len(text) - LONGEST_TAG))
    stop = tag if tag >= 0 and ">" not in text[tag:] else len(text)  # a tag may be cut as well
    if not between.has_word(text, end, stop):
        last.leave_open("text breaks off")
