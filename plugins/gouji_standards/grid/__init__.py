"""Grid tables: a grid drawn with ``+``, ``-`` and ``|``, every row between two rules.

The layout of reStructuredText (docutils' GridTableParser), of pandoc's grid_tables, Emacs' table.el,
tabulate ``grid``, texttable and prettytable's RST style. ``=`` in a rule parts the header from the body; in
the last rule it marks a foot (pandoc). A table on lines that are rows by themselves, as database clients
print, is no grid table although a grid parser would read it: the box reader has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix
from gouji_standards.drawing.blocks import Block
from gouji_standards.drawing.lines import Drawn
from gouji_standards.grid.blocks import HEAD, RULE, grid_blocks
from gouji_standards.grid.boxes import boxed_grids
from gouji_standards.grid.cells import grid_matrix
from gouji_standards.grid.nested import nested_drawings
from gouji_standards.grid.pictures import is_picture, shows_figure
from gouji_standards.grid.printed import is_printed
from gouji_standards.grid.trace import Tracing, trace
from gouji_standards.listings import readable
from gouji_standards.rst_blocks import is_declared
from gouji_standards.simple.rst import MAX_DEPTH, nested_tables
from gouji_standards.table_captions import caption_of

_INNER_RULE = re.compile(r"\|[-=+|]*[-=]{2}[-=+|]*\|")
"""A rule that begins with a bar: printers draw it, no grid table has it."""
_FLATTEN = str.maketrans("=:", "--")
"""The signs of a header's rule and of alignment as those of a plain rule."""

aliases = ("rst-grid",)
evidence = "standard"


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001
    """One matrix for each well-formed grid table; merged cells own several slots.

    A page of HTML and a Markdown fence show such tables, but have none unless ``asked`` for them.
    """
    document = readable(document, asked=asked)
    if asked:
        yield from boxed_grids(document)
    if not document.holds("+-", "+:") or not document.lines.pipes.any():
        return
    for block in grid_blocks(document, asked=asked):
        found = _read(block.lines, asked=asked)
        if found is None or _is_doubtful(document, block, found, asked=asked):
            continue
        caption = caption_of(document, block.first, block.last)
        table = grid_matrix(document.text, block.lines, found.tracing, head=found.head, caption=caption)
        if table is not None:
            yield table
            yield from _nested(document.text, block.lines, found.tracing, MAX_DEPTH)


@dataclass(frozen=True, slots=True)
class _Found:
    """A drawing as docutils and pandoc trace it; ``head`` is the line of the rule below its header, or 0."""

    head: int
    tracing: Tracing


def _read(lines: Sequence[Drawn], *, asked: bool) -> _Found | None:
    """The cells of a drawing, None where it is malformed or a printer's by its rules."""
    chars = [line.chars for line in lines]
    heads = [index for index, line in enumerate(chars) if HEAD.fullmatch(line)]
    head = _header(heads, len(chars) - 1)
    if head is None:
        return None
    flat = [line.translate(_FLATTEN) if _is_flat(line, index) else line for index, line in enumerate(chars)]
    if (
        (_is_empty(flat) and not asked)
        or any(map(_INNER_RULE.fullmatch, chars))
        or (head and _runs_through(flat, head))
    ):
        return None
    tracing = trace(flat)
    return None if tracing is None else _Found(head, tracing)


def _is_doubtful(document: Document, block: Block, found: _Found, *, asked: bool) -> bool:
    """Whether a drawing is a picture, or a printer's table of a row a line.

    If ``asked``, the standard alone decides: lines between two rules are one row, whatever printers mean.
    So it does where only a grid's own markup can be meant: colons in a rule, a directive around it.
    """
    sure = asked or _aligns(block.lines) or is_declared(document, block.first)
    if is_picture(document, block, found.tracing, asked=sure):
        return True
    printed = [line.chars for line in block.lines if not RULE.fullmatch(line.chars)]
    return not sure and (
        shows_figure(printed) or is_printed(document, block.lines, found.tracing, found.head)
    )


def _aligns(lines: Sequence[Drawn]) -> bool:
    """Whether colons in a rule align columns."""
    return any(":" in line.chars and RULE.fullmatch(line.chars) for line in lines)


def _nested(text: str, lines: Sequence[Drawn], tracing: Tracing, depth: int) -> Iterator[CellMatrix]:
    """The grids and simple tables in a grid's cells, in reading order of these."""
    for cell in (box.inside(lines) for box in tracing.boxes if depth):
        for drawing in nested_drawings(cell):
            found = _read(drawing, asked=True)
            table = grid_matrix(text, drawing, found.tracing, head=found.head) if found else None
            if found and table:
                yield table
                yield from _nested(text, drawing, found.tracing, depth - 1)
        yield from nested_tables(text, [cell], depth)


def _is_flat(chars: str, index: int) -> bool:
    """Whether a line is a rule; ``:`` aligns columns in a top border or below a header, else it is text."""
    return RULE.fullmatch(chars) is not None and (":" not in chars or "=" in chars or not index)


def _is_empty(flat: list[str]) -> bool:
    """Whether the last two lines are rules: a client drew a header and no rows."""
    return len(flat) > 2 and all(map(RULE.fullmatch, flat[-2:]))  # noqa: PLR2004 - a header and two rules


def _runs_through(flat: list[str], head: int) -> bool:
    """Whether bars stand above and below a header's rule that has no crossing: comfy-table draws it so."""
    bars = (index for index, char in enumerate(flat[head - 1]) if char == "|")
    return "+" not in flat[head][1:-1] and any(
        flat[head + 1][bar] == "|" and flat[0][bar] == "+" for bar in bars if 0 < bar < len(flat[head]) - 1
    )


def _header(heads: list[int], bottom: int) -> int | None:
    """The line of the rule below the header, 0 where there is none, None where ``=`` marks too many."""
    if heads and heads[-1] == bottom:
        heads = heads[:-1]
        heads = heads[:-1] if len(heads) > 1 else heads
    if len(heads) > 1 or heads == [0]:
        return None
    return heads[0] if heads else 0
