"""Remnant: what is left of the label of a row that is lost. The figures above it may be that row's.

Where a label's lines stand around its figures, a text that lost lines may show one label's beginning, the
next one's figures and what ends that one's label.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile

from gouji.fold import core
from gouji.marked import Marked
from gouji.placing.chain import Chain, Link
from gouji.placing.columns import GridRow
from gouji.schema import Block
from gouji.strand import Piece


def above(marked: Marked, found: Chain, printed: Sequence[GridRow]) -> Iterator[int]:
    """Indices of the rows behind whose label stands the end of one of the rows that are missing there.

    A row whose own label goes on below its figures has them for sure; so has one below which others come
    first.
    """
    for i, (one, after) in enumerate(pairwise(found.links)):
        label, row = marked.marks[one.mark], printed[i]
        own = {slot.index for slot in row.slots}
        if not row.printed or after.row - one.row <= 1 or label.last > row.slots[row.printed[-1]].index:
            continue
        lost = set(_lost(found, one, after))
        below = marked.strand.pieces[label.last + 1 : marked.marks[after.mark].first]
        others = takewhile(_is_text, (piece for piece in below if piece.index not in own))
        if any(_ends(marked, piece, lost) for piece in others):
            yield i


def tails(marked: Marked, found: Chain, printed: Sequence[GridRow]) -> Iterator[int]:
    """Indices of the rows whose label ends on a line of its own as that of a row that is missing below does.

    That line may be the lost row's, and the figures behind it too.
    """
    pieces = marked.strand.pieces
    for i, (one, after) in enumerate(pairwise(found.links)):
        label, row = marked.marks[one.mark], printed[i]
        parted = pieces[label.first].row < pieces[label.last].row
        if parted and row.printed and after.row - one.row > 1:
            tail, figure = pieces[label.last], row.slots[row.printed[0]]
            lost = _lost(found, one, after) if tail.body and figure.row >= tail.row else ()
            if any(own.endswith(tail.body) for own in lost):
                yield i


def _is_text(piece: Piece) -> bool:
    return piece.kind in ("text", "blank")


def _lost(found: Chain, one: Link, after: Link) -> Iterator[str]:
    """The folded labels of the rows between two that are printed."""
    first = 0
    for block in found.table.blocks:
        yield from _labels(block, one.row + 1 - first, after.row - first)
        first += len(block.rows)


def _labels(block: Block, start: int, stop: int) -> Iterator[str]:
    """The folded labels, in all wordings, of a half-open range of a block's rows."""
    for row in block.rows[max(start, 0) : max(stop, 0)]:
        yield from (core(text) for text in (row.label.text, *row.label.aliases))


def _ends(marked: Marked, piece: Piece, lost: set[str]) -> bool:
    """Whether a text that is no label's ends one of the lost ones, and is not a group label's last sign."""
    text = piece.label
    if piece.kind != "text" or not text or piece.index in marked.pieces:
        return False
    own = len(text) > 1 or text not in marked.lexicon.scraps
    return own and any(label.endswith(text) and label != text for label in lost)
