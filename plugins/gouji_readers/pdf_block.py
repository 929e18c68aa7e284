"""Cells of a PDF as they were drawn: the lines of one cell, and the cells of one row."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gouji_readers.pdf_lines import Box, Piece, around

NUMBER = re.compile(r"[+\-−]?\d[\d.,]*")
FIGURE = re.compile(
    r"[+\-−－]?\d(?:[\d.,，]*\d)?(?:[%％]|[万亿]?元|[件项条个次人份起宗])?|[/\\／—–―─\-－*]{1,3}|无|[增减]?\d+"
)
ORDINAL = re.compile(
    r"(?:\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,3}(?:[）)]|$)|[一二三四五六七八九十]{1,3}、)"
)
"""What begins a row of its own, and no line that goes on; a narrow cell may break it."""
LETTER = re.compile(r"[^\W\d_]")


@dataclass(slots=True)
class Drawn:
    """A piece with its baseline and the places of its characters on the page."""

    piece: Piece
    base: float
    own: list[int]


@dataclass(slots=True)
class Block:
    """The lines of one cell; ``joined`` says for each line whether it goes on with the one before."""

    lines: list[Drawn]
    joined: list[bool]

    @property
    def box(self) -> Box:
        """The box around all lines."""
        return around([line.piece.box for line in self.lines])

    @property
    def text(self) -> str:
        """The lines without anything between."""
        return "".join(line.piece.text for line in self.lines)

    @property
    def figure(self) -> bool:
        """Whether the cell holds a figure, or a sign for none."""
        return len(self.lines) == 1 and FIGURE.fullmatch(self.text.replace(" ", "")) is not None

    @property
    def digits(self) -> bool:
        """Whether the cell holds digits below each other: one figure that its width broke, or several."""
        return len(self.lines) > 1 and all(NUMBER.fullmatch(line.piece.text) for line in self.lines)


Row = list[Block]
