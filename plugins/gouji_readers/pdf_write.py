"""Writing: what stands on the pages of a PDF as one text, with the place of each piece."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from gouji.lost import SHOWN, UNREADABLE
from gouji.matrix import CellMatrix, Span
from gouji.origin import Runs
from gouji_readers import pdf_found
from gouji_readers.grid import Placed, matrix
from gouji_readers.pdf_block import Block
from gouji_readers.pdf_cells import Words
from gouji_readers.pdf_join import Part
from gouji_readers.pdf_lines import Line, Piece
from gouji_readers.pdf_page import Page, starts
from gouji_readers.pdf_print import Print

TORN = UNREADABLE
"""Written before what may be a part of a figure, so that no layout takes it for one."""


class Writer:
    """A PDF's text while it is written; ``pages`` are what the long page is made of.

    ``written`` has the pieces with their offsets, without those of lines that pages repeat.
    """

    def __init__(self, pages: Sequence[Page]) -> None:
        self.runs = Runs()
        self.drawn: list[CellMatrix] = []
        self.written: list[tuple[int, Piece]] = []
        self._pages, self._tops = pages, starts(pages)

    def write(self, found: Print) -> None:
        """Write lines and tables from the top down; behind all stands what pages repeat, to part none."""
        blocks: list[tuple[float, Line | Part | pdf_found.Found]] = [
            *((line.base, line) for line in found.lines),
            *((part.box[1], part) for part in found.ruled),
            *((table.top, table) for table in found.plain),
        ]
        for _, block in sorted(blocks, key=lambda block: block[0]):
            if isinstance(block, Line):
                self._line(block, opened=self._place(block.base) in found.open)
            elif isinstance(block, Part):
                self._ruled(block)
            else:
                self._plain(block)
        own = len(self.written)
        for line in found.furniture:
            self._line(line)
        del self.written[own:]

    def _line(self, line: Line, *, opened: bool = False) -> None:
        """A line outside the tables, its pieces as far apart as printed; one that is ``opened`` may go on."""
        column = 0
        for piece in line.pieces:
            at = round(2 * piece.box[0] / max(piece.size, 1))
            self.runs.write(" " * max(at - column, 2 if column else 0))
            column = max(at, column + 2 if column else 0) + _width(piece.text) + piece.torn
            self.runs.write(TORN if piece.torn else "")
            self._piece(piece)
        self.runs.write(f"  {SHOWN}\n" if opened else "\n")

    def _piece(self, piece: Piece) -> Span:
        left, top, right, bottom = piece.box
        place = self._place((top + bottom) / 2)
        start = float(self._tops[place])
        number, shift = self._pages[place].place(left)
        box = left + shift, top - start, right + shift, bottom - start
        self.written.append((self.runs.length, piece))
        return self.runs.write(piece.text, page=number, box=box)

    def _place(self, height: float) -> int:
        """The place of the page at a height of the long page."""
        return int(np.searchsorted(self._tops, height, side="right")) - 1

    def _ruled(self, part: Part) -> None:
        cells = [(Placed(c.row, c.col, c.bottom, c.right), c.words) for c in part.cells]
        self._cells(sorted(cells, key=lambda cell: (cell[0].row, cell[0].col)))

    def _plain(self, found: pdf_found.Found) -> None:
        """A table without rules; a place that nothing stands in is a blank cell."""
        cells: list[tuple[Placed, Words]] = []
        for number, row in enumerate(found.rows):
            blank = set(range(found.width)) - {c for a, b, _ in row for c in range(a, b)}
            below = number >= found.names
            own = [
                (Placed(number, c, number + 1, c + 1), Words(hidden=below and c in found.hidden))
                for c in blank
            ]
            own += [(Placed(number, a, number + 1, b), Words(_groups(block))) for a, b, block in row]
            cells += sorted(own, key=lambda cell: cell[0].col)
        self._cells(cells, grid=found.headed)

    def _cells(self, cells: Sequence[tuple[Placed, Words]], *, grid: bool = True) -> None:
        """A table, a line for each row, and its matrix."""
        last = None
        for placed, words in cells:
            if last is not None:
                self.runs.write("\n" if placed.row != last else "\t")
            last = placed.row
            self._words(placed, words)
        self.runs.write("\n")
        drawn = matrix((placed for placed, _ in cells), grid=grid)
        self.drawn += [drawn] if drawn is not None else []

    def _words(self, placed: Placed, words: Words) -> None:
        for number, group in enumerate(words.groups):
            if number:
                self.runs.write(" ")
            torn = TORN if any(piece.torn for piece in group) else ""
            start, _ = self.runs.write(torn)
            spans = [self._piece(piece) for piece in group]
            placed.spans.append((start, spans[-1][1]))
            placed.lines.append(torn + "".join(piece.text for piece in group))
        if words.hidden and not words.groups:
            placed.spans.append(self.runs.write(SHOWN))  # it may have held more, and is no blank one
        placed.spans = placed.spans or [(self.runs.length, self.runs.length)]


def _groups(block: Block) -> list[list[Piece]]:
    """The lines of a cell, those that go on with each other together."""
    out: list[list[Piece]] = []
    for line, joined in zip(block.lines, block.joined, strict=True):
        if joined:
            out[-1].append(line.piece)
        else:
            out.append([line.piece])
    return out


def _width(text: str) -> int:
    """Columns of a text on a grid of half the font's size: an ideograph takes two."""
    return sum(1 + (ord(sign) >= 0x1100) for sign in text)  # noqa: PLR2004
