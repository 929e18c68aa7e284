"""Remnant: what is left of the label of a row that is lost. The figures above it may be that row's.

Where a label's lines stand around its figures, a text that lost lines may show one label's beginning, the
next one's figures and what ends that one's label.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise, takewhile

from gouji.fold import core
from gouji.marked import Marked
from gouji.placing.chain import Chain, Link
from gouji.placing.printing import Printing
from gouji.schema import Block
from gouji.strand import Piece


def above(printing: Printing) -> Iterator[int]:
    """Indices of the rows behind whose label stands the end of one of the rows that are missing there.

    A row whose own label goes on below its figures has them for sure; so has one below which others come
    first.
    """
    for i, after, lost in _holes(printing):
        label, row = printing.label(printing.links[i]), printing.rows[i]
        if label.last <= row.slots[row.printed[-1]].index:
            own = {slot.index for slot in row.slots}
            below = printing.strand.pieces[label.last + 1 : printing.marked.marks[after].first]
            others = takewhile(_is_text, (piece for piece in below if piece.index not in own))
            if any(_ends(printing.marked, piece, lost) for piece in others):
                yield i


def tails(printing: Printing) -> Iterator[int]:
    """Indices of the rows whose label ends on a line of its own as that of a row that is missing below does.

    That line may be the lost row's, and the figures behind it too.
    """
    pieces = printing.strand.pieces
    for i, _, lost in _holes(printing):
        label, row = printing.label(printing.links[i]), printing.rows[i]
        figure = row.slots[row.printed[0]]
        tail = pieces[label.last]
        parted = pieces[label.first].row < tail.row <= figure.row and tail.body
        if parted and any(own.endswith(tail.body) for own in lost):
            yield i


def _holes(printing: Printing) -> Iterator[tuple[int, int, frozenset[str]]]:
    """The rows with figures before rows that are missing: index, the next row's mark, the missing labels."""
    for i, (one, after) in enumerate(pairwise(printing.links)):
        if printing.rows[i].printed and after.row - one.row > 1:
            yield i, after.mark, frozenset(_lost(printing.chain, one, after))


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


def _ends(marked: Marked, piece: Piece, lost: frozenset[str]) -> bool:
    """Whether a text that is no label's ends one of the lost ones, and is not a group label's last sign."""
    text = piece.label
    if piece.kind != "text" or not text or piece.index in marked.pieces:
        return False
    own = len(text) > 1 or text not in marked.lexicon.scraps
    return own and any(label.endswith(text) and label != text for label in lost)
