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
from gouji.matrix import CellMatrix, Span
from gouji_standards.code_blocks import code_lines, is_literal
from gouji_standards.drawn_blocks import Block, aligned, bounds, edged
from gouji_standards.drawn_lines import Drawn
from gouji_standards.frame_rows import prints_rows_by_line
from gouji_standards.grid_cells import grid_matrix
from gouji_standards.grid_doubts import is_picture, shows_figure
from gouji_standards.grid_prose import holds_prose
from gouji_standards.grid_trace import Tracing, trace
from gouji_standards.html_source import is_page
from gouji_standards.line_search import lines_with
from gouji_standards.table_captions import caption_of

EDGES = frozenset("+|")
_MARK = r"[-*+•:]|\(?(?:\d{1,9}|[A-Za-z]|#)[.)]|:[^:\r\n]{1,40}:|\.\. \[[^]\r\n]{1,40}\]"
_TOP = re.compile(
    rf"(?P<before>[ \t]*(?:>[ \t]*)*(?:(?:{_MARK})[ \t]+)?)\+[-:+][-:=+]*[-:+]\+[ \t]*(?=[\r\n]|\Z)"
)
"""A top border, and what it may stand behind: marks of quotes, items, fields and footnotes."""
_RULE = re.compile(r"\+(?:(?::?-++:?\+)++|(?::?=++:?\+)++)")
_HEAD = re.compile(r"\+(?::?=++:?\+)++")
_INNER_RULE = re.compile(r"\|[-=+|]*[-=]{2}[-=+|]*\|")
"""A rule that begins with a bar: printers draw it, no grid table has it."""
_FLATTEN = str.maketrans("=:", "--")


aliases = ("rst-grid",)
evidence = "standard"


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001
    """One matrix for each well-formed grid table; merged cells own several slots.

    A page of HTML shows such tables, but has none.
    """
    marked = "+-" in document.text or "+:" in document.text
    if not marked or not document.lines.pipes.any():
        return
    if is_page(document) and not asked:
        return
    code = code_lines(document)
    free = 0
    for line in lines_with(document, "+-", "+:"):
        if line < free or code[line]:
            continue
        found = _TOP.match(document.text, *bounds(document, line))
        if found is None or is_literal(document, line):
            continue
        spans = list(edged(document, line, len(found.group("before")), EDGES))
        free = line + len(spans)
        block = _block(document, line, len(found.group("before")), spans)
        if block is None or _goes_up(document, line, len(found.group("before")), "+" if asked else "+|"):
            continue
        free = block.last + 1
        table = read_grid(document, block, asked=asked)
        if table is not None:
            yield table


def _block(document: Document, line: int, left: int, spans: list[Span]) -> Block | None:
    """The drawing that begins on a line: up to the last rule below which the left edge still holds.

    None where that rule ends a header and more lines follow it.
    """
    text = document.text
    last = next(
        (i for i in range(len(spans) - 1, 1, -1) if _is_rule(text[spans[i][0] + left : spans[i][1]])), 0
    )
    if not last or (
        last < len(spans) - 1 and _HEAD.fullmatch(text[spans[last][0] + left : spans[last][1]].rstrip())
    ):
        return None
    lines = aligned(text, spans[: last + 1], left, EDGES)
    return None if lines is None else Block(text, line, lines)


def _goes_up(document: Document, line: int, left: int, edges: str) -> bool:
    """Whether the drawing begins above: the line is no top border."""
    above = document.line_text(line - 1)[left : left + 1] if line else ""
    return above != "" and above in edges


def _is_rule(line: str) -> bool:
    return _RULE.fullmatch(line.rstrip()) is not None


def read_grid(document: Document, block: Block, *, asked: bool = False) -> CellMatrix | None:
    """The table of a drawing as docutils and pandoc trace it, None where it is malformed or no grid table.

    If ``asked``, the standard alone decides: lines between two rules are one row, whatever printers mean.
    """
    chars = [line.chars for line in block.lines]
    heads = [index for index, line in enumerate(chars) if _HEAD.fullmatch(line)]
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
    printed = [line for line in chars if not _RULE.fullmatch(line)]
    if not asked and (shows_figure(printed) or _prints_rows(document, block, tracing, head)):
        return None
    caption = caption_of(document, block.first, block.last)
    return grid_matrix(document.text, block.lines, tracing, head=head or None, caption=caption)


def _is_flat(chars: str, index: int) -> bool:
    """Whether a line is a rule; ``:`` aligns columns in a top border or below a header, else it is text."""
    return _RULE.fullmatch(chars) is not None and (":" not in chars or "=" in chars or not index)


def _prints_rows(document: Document, block: Block, tracing: Tracing, head: int) -> bool:
    """Whether the drawing is a printer's: each line is a row, and no cell's lines read as one text."""
    by_line = prints_rows_by_line(_plain(block.lines), document.text)
    return by_line and not holds_prose(block.lines, tracing, head)


def _is_empty(flat: list[str]) -> bool:
    """Whether the last two lines are rules: a client drew a header and no rows."""
    return len(flat) > 2 and all(map(_RULE.fullmatch, flat[-2:]))  # noqa: PLR2004 - a header and two rules


def _plain(lines: list[Drawn]) -> list[Drawn]:
    """The lines, those of pandoc's rules that align columns with ``:`` as rules without them."""
    return [
        Drawn(line.chars.replace(":", "-"), line.at) if _RULE.fullmatch(line.chars) else line
        for line in lines
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
