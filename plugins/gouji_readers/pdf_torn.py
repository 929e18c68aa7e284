"""Figures that seem to be broken into lines outside of ruled tables: none of their lines is a figure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from gouji_readers.pdf_block import NUMBER, Block
from gouji_readers.pdf_lines import Line, Piece

MOST_LINES = 6
"""Lines of a figure in the narrowest cell; more are figures below each other."""


def torn(blocks: Iterable[Block]) -> list[Block]:
    """The cells of a few lines of digits, all as long as the first but for a shorter last one."""
    return [block for block in blocks if _goes_down(block)]


def _goes_down(block: Block) -> bool:
    first, *rest = (line.piece.text for line in block.lines)
    if not 0 < len(rest) < MOST_LINES or not all(NUMBER.fullmatch(text) for text in (first, *rest)):
        return False
    return all(len(text) == len(first) for text in rest[:-1]) and len(rest[-1]) <= len(first)


def mark(lines: Sequence[Line], blocks: Sequence[Block]) -> None:
    """Mark the place of such a figure on the lines that stand between its own: it is those rows'."""
    for block in blocks:
        left, _, right, _ = block.box
        size = block.lines[0].piece.size
        for above, below in pairwise(block.lines):
            for line in lines:
                if above.base < line.base < below.base:
                    line.pieces.append(Piece("", (left, line.base - size, right, line.base), size, [], torn=True))
                    line.pieces.sort(key=lambda piece: piece.box[0])
