"""Order: rows whose figures may be another row's, because labels and figures do not take turns.

Where only the order of the pieces is known, a row's figures are those that follow its label. A print that has
figures too many in one place and a label without any in another may have moved all rows between the two by
one: a converter that prints columns one by one, labels after their figures, or a group's label between.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.chain import Link
from gouji.columns import GridRow
from gouji.marked import Marked

NEAR = 4
"""Rows that a single figure row out of its place moves; where labels follow their figures it is a block."""
DISORDER = 3
"""Places with too many and with too few figures from which on no row of the print is believed."""
STRAY = 2
"""Figures of no row, side by side, that may be a row's; a lone one may be a page's number."""

Event = tuple[int, int, bool]
"""Half-open range of rows, and whether figures are too many there (else there are none)."""


def in_doubt(marked: Marked, links: Sequence[Link], printed: Sequence[GridRow]) -> set[int]:
    """Indices of the rows without columns that lie between figures too many and figures too few."""
    loose = [not marked.strand.grid(marked.strand.pieces[marked.marks[x.mark].last]) for x in links]
    if not any(loose):
        return set()
    events = list(_events(marked, links, printed))
    doubtful: set[int] = set()
    if min(sum(e[2] for e in events), sum(not e[2] for e in events)) >= DISORDER:
        return {i for i, x in enumerate(loose) if x}
    for before, after in pairwise(events):
        whole = before[2] and _block(links, before[0], after[1])
        if before[2] != after[2] and (whole or after[1] - before[0] <= NEAR):
            doubtful.update(range(before[0], after[1]))
    return {i for i in doubtful if loose[i]}


def _block(links: Sequence[Link], first: int, end: int) -> bool:
    """Whether a half-open range of rows is all that is printed of a block."""
    own = [i for i, link in enumerate(links) if link.block is links[first].block]
    return own == list(range(first, end))


def _events(marked: Marked, links: Sequence[Link], printed: Sequence[GridRow]) -> Iterator[Event]:
    claimed = {s.index for row in printed for s in row.slots}
    for i, (link, row) in enumerate(zip(links, printed, strict=True)):
        size = len(link.block.columns)
        if _before(marked, marked.marks[link.mark].first, claimed) >= min(STRAY, size):
            yield i, i, True
        if not row.printed:
            yield i, i + 1, False
        elif len(row.printed) > size:
            yield i, i + 1, True


def _before(marked: Marked, index: int, claimed: set[int]) -> int:
    """How many figures of no row stand right before a piece."""
    count = 0
    for piece in reversed(marked.strand.pieces[:index]):
        if piece.kind in ("text", "gap") or piece.index in claimed:
            return count
        count += piece.kind == "figure"
    return count
