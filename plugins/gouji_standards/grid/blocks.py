"""Blocks that may be grids: from a top border to the last rule below which the left edge holds."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.drawing.blocks import Block, aligned, edged
from gouji_standards.lines import bounds, lines_with
from gouji_standards.rst_blocks import BEFORE, is_literal

EDGES = frozenset("+|")
"""What a line of a grid begins and ends with."""
_TOP = re.compile(BEFORE + r"\+[-:+][-:=+]*[-:+]\+[ \t]*(?=[\r\n]|\Z)")
"""A top border, and what it may stand behind."""
RULE = re.compile(r"\+(?:(?::?-++:?\+)++|(?::?=++:?\+)++)")
"""A rule between two rows, or a border."""
HEAD = re.compile(r"\+(?::?=++:?\+)++")
"""The rule below a header, or above a foot."""


def grid_blocks(document: Document, *, asked: bool) -> Iterator[Block]:
    """The blocks of a document in order, those outside literal blocks."""
    free = 0
    for line in lines_with(document, "+-", "+:"):
        if line < free:
            continue
        found = _TOP.match(document.text, *bounds(document, line))
        if found is None or is_literal(document, line):
            continue
        left = len(found.group("before"))
        spans = list(edged(document, line, left, EDGES))
        free = line + len(spans)
        block = _block(document, line, left, spans, asked=asked)
        if block is not None and not _goes_up(document, line, left):
            free = block.last + 1
            yield block


def _block(document: Document, line: int, left: int, spans: list[Span], *, asked: bool) -> Block | None:
    """The drawing that begins on a line: up to the last rule below which the left edge still holds.

    None where that rule ends a header and more lines follow it: by its signs, or unless ``asked`` as the
    first below the top.
    """
    text = document.text
    rules = [i for i in range(1, len(spans)) if _is_rule(text[spans[i][0] + left : spans[i][1]])]
    last = rules[-1] if rules and rules[-1] > 1 else 0
    if not last or (
        last < len(spans) - 1
        and (
            (len(rules) == 1 and not asked)
            or HEAD.fullmatch(text[spans[last][0] + left : spans[last][1]].rstrip())
        )
    ):
        return None
    lines = aligned(text, spans[: last + 1], left, EDGES)
    return None if lines is None else Block(line, lines)


def _goes_up(document: Document, line: int, left: int) -> bool:
    """Whether the drawing begins above: the line is no top border."""
    return line > 0 and document.line_text(line - 1)[left : left + 1] in EDGES


def _is_rule(line: str) -> bool:
    return RULE.fullmatch(line.rstrip()) is not None
