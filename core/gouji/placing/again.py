"""Again: labels, or their last lines, printed more than once on end, as where a text has a line twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice

from gouji.mark import Mark
from gouji.marked import Marked


def is_copied(marks: Sequence[Mark], index: int) -> bool:
    """Whether a label is printed again right behind itself."""
    if index + 1 == len(marks):
        return False
    one, after = marks[index], marks[index + 1]
    return one.last + 1 == after.first and one.label == after.label and one.entries == after.entries


def last(marked: Marked, mark: Mark) -> Mark:
    """The last print of a label that is printed several times on a line, as of a cell that was merged.

    Of a label on several lines the last may be printed again; that is its own too.
    """
    pieces = marked.strand.pieces
    row = pieces[mark.last].row
    while again := [m for m in marked.by_first.get(mark.last + 1, ()) if m.label == mark.label]:
        if pieces[again[-1].first].row != row:
            break
        mark = again[-1]
    if pieces[mark.first].row == pieces[mark.last].row:
        return mark
    return replace(mark, pieces=(*mark.pieces, *_copies(marked, mark.last)))


def _copies(marked: Marked, last: int) -> Iterator[int]:
    """The texts of no label right behind a piece that say the same, each on a line of its own."""
    own = marked.strand.pieces[last]
    for piece in islice(marked.strand.pieces, last + 1, None):
        same = piece.kind == "text" and piece.body == own.body and piece.row != own.row
        if not same or piece.index in marked.pieces:
            return
        yield piece.index
