"""Grids drawn with box characters: tabulate's ``fancy_grid`` and its kin, every row between two rules.

No standard calls them grid tables and the box reader has them; who asks for a grid gets them too.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji_standards.drawing.blocks import Block
from gouji_standards.drawing.signs import PLAIN
from gouji_standards.grid.blocks import RULE, grid_blocks
from gouji_standards.grid.cells import grid_matrix
from gouji_standards.grid.pictures import is_picture
from gouji_standards.grid.printed import prints_rows
from gouji_standards.grid.trace import trace
from gouji_standards.table_captions import caption_of

_HEAVY = frozenset("═━")
"""What the rule below a header is drawn with."""


def boxed_grids(document: Document) -> Iterator[CellMatrix]:
    """The grids whose lines are drawn with box characters, in order."""
    if not document.lines.boxes.any():
        return
    plain = Document(document.text.translate(PLAIN))
    for block in grid_blocks(plain, asked=True):
        table = None if _drawn_in(document, block, 0) == "-" else _read(document, block)
        if table is not None:
            yield table


def _drawn_in(document: Document, block: Block, line: int) -> str:
    """The character that a rule is drawn with."""
    return document.text[block.lines[line].at[1]]


def _read(document: Document, block: Block) -> CellMatrix | None:
    chars = [line.chars for line in block.lines]
    tracing = trace(chars)
    if tracing is None or is_picture(document, block, tracing, asked=True):
        return None
    head = _header(document, block)
    if prints_rows(document, block.lines, tracing, head):
        return None
    caption = caption_of(document, block.first, block.last)
    return grid_matrix(document.text, block.lines, tracing, head=head, caption=caption)


def _header(document: Document, block: Block) -> int:
    """The line of the one rule inside that is drawn double or heavy, 0 where there is none."""
    inner = range(1, len(block.lines) - 1)
    rules = [line for line in inner if RULE.fullmatch(block.lines[line].chars)]
    heavy = [line for line in rules if _drawn_in(document, block, line) in _HEAVY]
    return heavy[0] if len(heavy) == 1 else 0
