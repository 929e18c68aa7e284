"""Grid tables: a grid drawn with ``+``, ``-`` and ``|``, every row between two rules.

The layout of reStructuredText (docutils' GridTableParser), of pandoc's grid_tables, Emacs' table.el,
tabulate ``grid``, texttable and prettytable's RST style. ``=`` in a rule parts the header from the body; in
the last rule it marks a foot (pandoc). A table on lines that are rows by themselves, as database clients
print, is no grid table although a grid parser would read it: the box reader has it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix
from gouji_standards.code_blocks import code_lines
from gouji_standards.drawn_blocks import Block
from gouji_standards.drawn_lines import Drawn
from gouji_standards.frame_rows import prints_rows_by_line
from gouji_standards.grid_blocks import HEAD, RULE, grid_blocks
from gouji_standards.grid_boxes import boxed_grids
from gouji_standards.grid_cells import grid_matrix
from gouji_standards.grid_doubts import is_picture, shows_figure
from gouji_standards.grid_prose import holds_prose
from gouji_standards.grid_room import has_room
from gouji_standards.grid_trace import Tracing, trace
from gouji_standards.html_source import is_page
from gouji_standards.table_captions import caption_of

_INNER_RULE = re.compile(r"\|[-=+|]*[-=]{2}[-=+|]*\|")
"""A rule that begins with a bar: printers draw it, no grid table has it."""
_FLATTEN = str.maketrans("=:", "--")


aliases = ("rst-grid",)
evidence = "standard"


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001
    """One matrix for each well-formed grid table; merged cells own several slots.

    A page of HTML and a Markdown fence show such tables, but have none unless ``asked`` for them.
    """
    if asked:
        yield from boxed_grids(document)
    marked = "+-" in document.text or "+:" in document.text
    if not marked or not document.lines.pipes.any() or (is_page(document) and not asked):
        return
    for block in grid_blocks(document, None if asked else code_lines(document)):
        table = read_grid(document, block, asked=asked)
        if table is not None:
            yield table


def read_grid(document: Document, block: Block, *, asked: bool = False) -> CellMatrix | None:
    """The table of a drawing as docutils and pandoc trace it, None where it is malformed or no grid table.

    If ``asked``, the standard alone decides: lines between two rules are one row, whatever printers mean.
    """
    chars = [line.chars for line in block.lines]
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
    if tracing is None or is_picture(document, block, tracing, asked=asked):
        return None
    printed = [line for line in chars if not RULE.fullmatch(line)]
    if not asked and (shows_figure(printed) or _prints_rows(document, block, tracing, head)):
        return None
    caption = caption_of(document, block.first, block.last)
    return grid_matrix(document.text, block.lines, tracing, head=head or None, caption=caption)


def _is_flat(chars: str, index: int) -> bool:
    """Whether a line is a rule; ``:`` aligns columns in a top border or below a header, else it is text."""
    return RULE.fullmatch(chars) is not None and (":" not in chars or "=" in chars or not index)


def _prints_rows(document: Document, block: Block, tracing: Tracing, head: int) -> bool:
    """Whether the drawing is a printer's: each line is a row, and no cell's lines read as one text."""
    by_line = prints_rows_by_line(_plain(block.lines), document.text)
    return by_line and not has_room(block.lines, tracing) and not holds_prose(block.lines, tracing, head)


def _is_empty(flat: list[str]) -> bool:
    """Whether the last two lines are rules: a client drew a header and no rows."""
    return len(flat) > 2 and all(map(RULE.fullmatch, flat[-2:]))  # noqa: PLR2004 - a header and two rules


def _plain(lines: list[Drawn]) -> list[Drawn]:
    """The lines, those of pandoc's rules that align columns with ``:`` as rules without them."""
    return [
        Drawn(line.chars.replace(":", "-"), line.at) if RULE.fullmatch(line.chars) else line for line in lines
    ]


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
