"""Doubled: texts that print each line twice, one right behind the other.

There a row on one line is printed twice. But a figure on a line of its own may be a copy of the one above it,
and nothing tells which is: the row has all of them or every second.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.placing.columns import GridRow
from gouji.strand import Piece, Strand

WORDY = 4
"""Characters of a line's text that is not printed twice by chance."""
LEAST, SHARE = 4, 3
"""Lines of words that are copies, at least, and one in so many; of a text doubled whole each second is."""


def rows(strand: Strand, printed: Sequence[GridRow]) -> Iterator[int]:
    """Indices of the rows of a doubled text in which a figure stands twice, on lines of their own."""
    found = [i for i, row in enumerate(printed) if _copied(row)]
    if found and is_doubled(strand):
        yield from found


def is_doubled(strand: Strand) -> bool:
    """Whether so many of a strand's lines of words are copies of the line before."""
    words = [_words(strand, first, last) for first, last in strand.rows]
    wordy = [line for line in words if len("".join(line)) >= WORDY]
    copies = sum(a == b for a, b in pairwise(wordy))
    return copies >= LEAST and copies * SHARE >= len(wordy)


def _words(strand: Strand, first: int, last: int) -> list[str]:
    return [p.body for p in strand.pieces[first:last] if p.kind == "text"]


def _copied(row: GridRow) -> bool:
    """Whether two neighbours of a row's figures are the same on two lines."""
    slots: list[Piece] = [row.slots[i] for i in row.printed]
    return any(a.text == b.text and a.row < b.row for a, b in pairwise(slots))
