"""Crossed: rows on several lines whose figures stand in another order on the page than in the text.

Tools that draw text by position put a row's figures at several heights into several lines. Where a later one
stands left of an earlier one, the order of the text is not that of the columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.document import Document
from gouji.matrix import Span
from gouji.placing import rows
from gouji.placing.printing import Printing
from gouji.units import columns

GAP = "  "
"""Blanks before a figure that was put where it stands."""
WIDEST = 2048
"""Characters of the widest line that is drawn by position: a page has a few hundred."""
Place = tuple[int, int, int]
"""A piece's line, and a column of it in characters and in display width."""


def find(printing: Printing) -> Iterator[int]:
    """The rows without columns of which a figure stands left of one on a line above it, right of the label.

    What a line's end wrapped stands below the label instead.
    """
    for i, (link, row) in enumerate(printing.pairs):
        fitting = 1 < len(row.printed) <= len(link.block.columns)
        if fitting and not rows.is_grid(printing.strand, row):
            label = [printing.strand.pieces[p].spans[-1][1] for p in printing.label(link).pieces]
            figures = [row.slots[s].spans for s in row.printed]
            if _cross(printing.strand.document, label, [(x[0][0], x[-1][1]) for x in figures]):
                yield i


def _cross(document: Document, label: Sequence[int], figures: Sequence[Span]) -> bool:
    """Whether a figure stands below the one before it, left of that, and right of the ends of its label."""
    spans = [span for span in figures if _is_put(document, span[0])]
    if len({document.line_of(at) for span in spans for at in span}) <= 1:
        return False
    ends = [_place(document, end) for end in label if _is_near(document, end)]
    put = [(_place(document, a), _place(document, b)) for a, b in spans]
    return any(
        _is_left(b[1], a[0]) and all(b[0][1] >= end[1] and b[0][2] >= end[2] for end in ends)
        for a, b in pairwise(put)
    )


def _is_left(end: Place, start: Place) -> bool:
    """Whether a piece ends left of where one on a line above it starts, in both counts."""
    return end[0] > start[0] and end[1] < start[1] and end[2] < start[2]


def _is_put(document: Document, start: int) -> bool:
    """Whether blanks before a figure show that it was put where it stands."""
    return document.text[max(0, start - len(GAP)) : start] == GAP and _is_near(document, start)


def _is_near(document: Document, at: int) -> bool:
    """Whether an offset is near its line's beginning."""
    return at - int(document.lines.start[document.line_of(at)]) <= WIDEST


def _place(document: Document, at: int) -> Place:
    """The place of a character offset."""
    line = document.line_of(at)
    before = document.text[int(document.lines.start[line]) : at]
    return line, len(before), int(columns(before, "width")[-1])
