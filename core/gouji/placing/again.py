"""Again: labels, or their last lines, printed more than once on end, as where a text has a line twice."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice

from gouji.mark import Mark
from gouji.marked import Marked


def is_copied(mark: Mark, after: Mark) -> bool:
    """Whether a label is printed again right behind itself."""
    return mark.last + 1 == after.first and mark.label == after.label and mark.entries == after.entries


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
        if piece.kind != "text" or piece.body != own.body or piece.index in marked.pieces:
            return
        if piece.row == own.row:
            return
        yield piece.index
