"""Headers without rules that a page cuts: names go on at the top of the next page."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise

from gouji_readers.pdf_band import CLEAR, Stretch, meet
from gouji_readers.pdf_block import Block, Row


def whole(head: Sequence[Row], pages: Sequence[float]) -> list[Row]:
    """The rows of a header, on pages that begin at some places, with the names whole that a page cut."""
    at = [bisect_right(pages, row[0].box[1]) for row in head]
    cut = next((n for n, (above, below) in enumerate(pairwise(at), 1) if above < below), len(head))
    above, below = list(head[:cut]), list(head[cut:])
    while below:
        above, left = _going_on(above, below[0])
        if left:
            return [*above, left, *below[1:]]
        below = below[1:]
    return above


def _going_on(above: Sequence[Row], row: Row) -> tuple[list[Row], Row]:
    """The rows above with what goes on with a name there, and what is left of a row.

    It stands alone between the names beside that one, and is no wider: several are what it is the name of.
    """
    names = _lowest(above)
    sides = [float("-inf"), *(side for name in names for side in _across(name)), float("inf")]
    grown: dict[int, Block] = {}
    left = list(row)
    for name, room in zip(names, zip(sides[::2], sides[3::2], strict=False), strict=False):
        within = [block for block in row if meet(_across(block), room)]
        if len(within) == 1 and not _wider(within[0], name):
            grown[id(name)] = _one(name, within[0])
            left.remove(within[0])
    return [[grown.get(id(own), own) for own in line] for line in above], left


def _lowest(rows: Sequence[Row]) -> list[Block]:
    """The blocks of some rows that stand above no others, from the left."""
    out: list[Block] = []
    for row in reversed(rows):
        out += [block for block in row if not any(meet(_across(block), _across(own)) for own in out)]
    return sorted(out, key=lambda block: block.box[0])


def _across(block: Block) -> Stretch:
    return block.box[0], block.box[2]


def _wider(block: Block, name: Block) -> bool:
    return block.box[0] < name.box[0] - CLEAR or block.box[2] > name.box[2] + CLEAR


def _one(name: Block, below: Block) -> Block:
    return Block([*name.lines, *below.lines], [*name.joined, True, *below.joined[1:]])
