"""The second text of a PDF: its characters as they were drawn, a line for each row of cells.

Programs draw a table row by row and cell by cell; where rules or columns mislead, that order still tells
which figures follow which label. It shows no columns, and a blank cell leaves no trace in it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from gouji.origin import UNSAID, Second
from gouji_readers import pdf_stream
from gouji_readers.pdf_block import LETTER, Block, Row
from gouji_readers.pdf_lines import Numbers, Piece
from gouji_readers.pdf_page import Page

BETWEEN = "  "
"""What parts the cells of a row."""
LEVEL = 0.5
"""Share of the half step between two lines by which a figure's base may be off one of them."""
BLANKS = [ord(sign) for sign in " \t\u00a0\u3000"]


def second(page: Page, written: Sequence[tuple[int, Piece]]) -> Second:
    """The second text of what was written of a page, with the offset of each piece."""
    at = np.full(len(page), UNSAID, dtype=np.int64)
    for start, piece in written:
        at[list(piece.own)] = start + _dark(piece.text)
    chosen = np.flatnonzero((at != UNSAID) | np.isin(page.codes, BLANKS))
    text: list[str] = []
    places: list[Numbers] = []
    for piece, after in _pieces(pdf_stream.rows(page, chosen)):
        own = np.full(len(piece.text) + len(after), UNSAID, dtype=np.int64)
        own[_dark(piece.text)] = at[list(piece.own)]
        text += [piece.text, after]
        places.append(own)
    return Second("".join(text), np.concatenate([*places, np.zeros(0, dtype=np.int64)]))


def _pieces(rows: Iterable[Row]) -> Iterable[tuple[Piece, str]]:
    """The pieces of all rows, each with what is written behind it; nothing parts the lines of a cell.

    But where all figures of a row stand level with the last line of its words, the lines above may be rows of
    their own.
    """
    for row in rows:
        parted = _parted(row)
        for block in row:
            for line in block.lines:
                last = line is block.lines[-1]
                within = "\n" if block is parted and line is block.lines[-2] else ""
                yield line.piece, ("\n" if block is row[-1] else BETWEEN) if last else within


def _parted(row: Row) -> Block | None:
    """The words with whose last line alone all figures of a row stand level; None where there are none."""
    words, *figures = row
    if len(words.lines) == 1 or not figures or not all(block.figure for block in figures):
        return None
    *_, above, last = words.lines
    middle = (above.base + last.base) / 2
    level = (abs(block.lines[0].base - last.base) < LEVEL * (last.base - middle) for block in figures)
    return words if all(level) and LETTER.search(last.piece.text) else None


def _dark(text: str) -> Numbers:
    """The places of a text's signs that are no blanks."""
    return np.array([place for place, sign in enumerate(text) if not sign.isspace()], dtype=np.int64)
