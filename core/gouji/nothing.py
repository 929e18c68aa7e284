"""Words for nothing (无) where only the order of the pieces is known: they stand for cells, or are prose."""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.strand import Piece

WORDS = frozenset({"无", "無", "不适用"})
CELLS = ("figure", "mark")
"""What a cell prints."""


def cells(pieces: Sequence[Piece], labels: Container[str]) -> Iterator[Piece]:
    """The words that stand for cells, among pieces without columns.

    They stand on a line with a figure, or several on one; or, where each piece may have a line of its own,
    between labels and figures. One alone behind a title is a section's.
    """
    words = [i for i, piece in enumerate(pieces) if piece.text in WORDS]
    if not words:
        return
    beside = Counter(pieces[i].row for i in words)
    beside.update(piece.row for piece in pieces if piece.kind == "figure")
    for first, last in _runs(words):
        before, after = pieces[max(first - 1, 0)], pieces[min(last + 1, len(pieces) - 1)]
        begun = before.kind in CELLS or before.label in labels
        among = begun and (last > first or before.kind in CELLS or after.kind in CELLS)
        yield from (piece for piece in pieces[first : last + 1] if among or beside[piece.row] > 1)


def _runs(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """The first and the last of numbers that follow each other."""
    for _, run in groupby(enumerate(numbers), key=lambda own: own[1] - own[0]):
        own = [number for _, number in run]
        yield own[0], own[-1]
