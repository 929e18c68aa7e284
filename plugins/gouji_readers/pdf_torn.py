"""Figures that seem to be broken into lines outside of ruled tables, or of which a page may not show all.

None of their lines is a figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

from gouji_readers.pdf_block import NUMBER, Block
from gouji_readers.pdf_cells import LEAST_STEP, padding
from gouji_readers.pdf_join import Cell, Part
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
                    box = (left, line.base - size, right, line.base)
                    line.pieces.append(Piece("", box, size, [], torn=True))
                    line.pieces.sort(key=lambda piece: piece.box[0])


def cut(part: Part, side: float) -> None:
    """Tear figures that reach over the paper's side, if a next line may follow: it may begin beyond.

    That is where no other digit had room beside them, and their cell has room below.
    """
    _, pad = padding([(cell.box, cell.lines) for cell in part.cells])
    for cell in part.cells:
        if len(cell.lines) == 1 and _fills(cell, pad, side):
            cell.lines[0].pieces[0].torn = True


def _fills(cell: Cell, pad: float, side: float) -> bool:
    line, (left, _, right, bottom) = cell.lines[0], cell.box
    piece = line.pieces[-1]
    if not piece.box[0] < side < piece.box[2] or not NUMBER.fullmatch(line.text):
        return False
    width = piece.box[2] - piece.box[0]
    room = right - left - pad - width
    return room < width / len(line.text) and bottom - piece.box[3] > LEAST_STEP * piece.size
