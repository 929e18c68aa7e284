"""Drawn blocks: consecutive lines between one left edge and one right edge."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.document import Document
from gouji.matrix import Span
from gouji.units import UNITS
from gouji_standards.drawing.lines import Drawn, drawn
from gouji_standards.lines import bounds

_BEFORE_EDGE = frozenset(" \t>\xa0\u3000")
"""What may stand left of a table: its indentation and the mark of a block quote."""


@dataclass(frozen=True, slots=True)
class Block:
    """A drawing: the number of its first line, and its lines, all of one width in columns."""

    first: int
    lines: list[Drawn]

    @property
    def last(self) -> int:
        """The number of its last line."""
        return self.first + len(self.lines) - 1


def edged(document: Document, line: int, left: int, edges: frozenset[str]) -> Iterator[Span]:
    """The lines from ``line`` on that have one of ``edges`` at column ``left`` and nothing before it."""
    text, first = document.text, line
    while line < len(document.lines.start):
        span = bounds(document, line)
        if line > first and not has_edge(text, span, left, edges):
            return
        yield span
        line += 1


def has_edge(text: str, span: Span, left: int, edges: frozenset[str]) -> bool:
    """Whether a line has one of ``edges`` at column ``left`` and nothing before it."""
    at = span[0] + left
    return at < span[1] and text[at] in edges and _BEFORE_EDGE.issuperset(text[span[0] : at])


def aligned(text: str, lines: Sequence[Span], left: int, edges: frozenset[str]) -> list[Drawn] | None:
    """The lines by columns from their left edge on, in the first unit in which all end below each other."""
    for unit in UNITS:
        block = [drawn(text, span, unit).cut(left).rstrip() for span in lines]
        width = len(block[0].chars)
        if all(len(line.chars) == width and line.chars[-1:] in edges for line in block):
            return block
        if all(text[start:end].isascii() and "\t" not in text[start:end] for start, end in lines):
            return None
    return None
