"""Pictures: drawings that a grid parser would read and that are no tables.

Flow charts (boxes joined by arrows), headers of packets bit by bit, and framed notices.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.document import Document
from gouji_standards.drawing.blocks import Block
from gouji_standards.grid.nested import nested_drawings
from gouji_standards.grid.trace import Tracing

_ARROW = re.compile(r"[ \t]*[|vV^:!/\\▼▲↓↑│][ \t|vV^:!/\\▼▲↓↑│]*")
"""A line of arrows and bars alone."""
_BOARD = re.compile(r"\s*\S(?: \S)+\s*")
"""A cell of single characters: a board of a game."""
_MEMBER = re.compile(r"\s*(?:[-+#~] ?\w|\w+\().*[:()]")
"""A member of a class, as a diagram lists it."""
_BARS = re.compile(r"[|│┃║]")
MANY_BITS = 8
"""Columns of one character each, of which some are merged, that make a picture of bits."""


def is_picture(document: Document, block: Block, tracing: Tracing, *, asked: bool = False) -> bool:
    """Whether a well-formed grid is a picture: arrows lead to it, it shows bits, or it frames one notice.

    If ``asked``, bits and a notice are what their grid says.
    """
    if has_arrow(document, block.first - 1) or has_arrow(document, block.last + 1):
        return True
    if len(tracing.boxes) == 1:
        crossed = len(tracing.cols) > 2 or len(tracing.rows) > 2  # noqa: PLR2004 - one slot
        holds = any(any(nested_drawings(cell)) for cell in (box.inside(block.lines) for box in tracing.boxes))
        return not asked and not holds and (crossed or _is_notice(block))
    return not asked and _shows_bits(tracing)


def has_arrow(document: Document, line: int) -> bool:
    """Whether a line holds nothing but arrows and bars that lead to a box."""
    if not 0 <= line < len(document.lines.start):
        return False
    said = document.line_text(line)
    return bool(said.strip()) and _ARROW.fullmatch(said.rstrip()) is not None


def shows_figure(lines: Sequence[str]) -> bool:
    """Whether what stands between bars is a board of single characters, or a diagram's one class.

    ``lines`` are those of the drawing without its rules, from bar to bar.
    """
    cells = [_BARS.split(line.strip())[1:-1] for line in lines]
    if all(len(row) > 1 and all(map(_BOARD.fullmatch, row)) for row in cells):
        return True
    members = sum(len(row) == 1 and _MEMBER.match(row[0]) is not None for row in cells)
    return members > 1 and members * 2 >= len(cells) and all(len(row) == 1 for row in cells)


def _is_notice(block: Block) -> bool:
    """Whether the one cell's lines are centred or set off, not flush left in a cell of about their width."""
    inner = [line.chars[1:-1] for line in block.lines[1:-1]]
    flush = all(line.startswith(" ") and line[1:2] != " " for line in inner)
    return not flush or not any(line[-4:].strip() for line in inner)


def _shows_bits(tracing: Tracing) -> bool:
    cols = sorted(tracing.cols)
    narrow = all(right - left == 2 for left, right in zip(cols, cols[1:], strict=False))  # noqa: PLR2004
    merged = len(tracing.boxes) < (len(tracing.rows) - 1) * (len(cols) - 1)
    return narrow and merged and len(cols) > MANY_BITS
