"""Printed tables: a title, a header and a body in one or more groups of lines between rules."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.document import Document
from gouji.matrix import CellMatrix, Span
from gouji_standards.box.captions import centred_above
from gouji_standards.drawing.blocks import Block
from gouji_standards.drawing.figures import has_figures
from gouji_standards.drawing.frame import Frame
from gouji_standards.drawing.kind import rows_by_line
from gouji_standards.drawing.matrix import frame_matrix, header_lines
from gouji_standards.drawing.rows import row_lines
from gouji_standards.drawing.signs import HORIZONTAL, PLAIN, is_rule
from gouji_standards.drawing.title import title
from gouji_standards.grid.cells import grid_matrix
from gouji_standards.grid.trace import trace
from gouji_standards.row_counts import row_count

_COUNT = re.compile(r"\d[\d,]* rows?\b.*", re.DOTALL)
"""How duckdb counts its rows, below them in the frame."""


def printed_table(
    document: Document, frame: Frame, block: Block, *, org: bool, label: Span | None, asked: bool
) -> CellMatrix | None:
    """The table of a frame and its drawing; if ``org``, rules begin with a bar and each line is a row."""
    groups = frame.groups()
    counted = row_count(document, document.line_of(block.lines[-1].at[-1]) + 1) == sum(map(len, groups[1:]))
    by_line = org or counted or rows_by_line(frame, asked=asked)
    named = title(frame)
    if named is not None and (
        by_line or not block.lines[0].chars.startswith("+") or _is_centred(frame, groups[0][0])
    ):
        label, groups = named.span, groups[1:]
    if len(groups) > 1 and _counts_rows(frame, groups[-1]):
        groups = groups[:-1]
    if frame.width == 1 and len(groups) < 2:  # noqa: PLR2004 - a header and a body
        return None
    headed = len(groups) > 1 and (len(groups[0]) == 1 or not (by_line and has_figures(frame, groups[0])))
    head = header_lines(frame, groups[0]) if headed else []
    rows = list(head)
    for group in groups[headed:]:
        if org or counted:
            rows.extend([line] for line in group)
        else:
            rows.extend(row_lines(frame, group) if by_line else [group])
    header_rows = len(head) if by_line or _header_rule(block) else 0
    caption = label or centred_above(document, block.first, block.lines[0])
    return frame_matrix(frame, rows, header_rows=header_rows, caption=caption)


def traced_table(document: Document, block: Block) -> CellMatrix | None:
    """The table of a drawing whose rules stop at cells that go on, traced as a grid."""
    flat = [line.chars.translate(PLAIN) for line in block.lines]
    flat = ["+" + line[1:-1].replace("|", "+") + "+" if is_rule(line) else line for line in flat]
    tracing = trace(flat) if is_rule(flat[0]) and is_rule(flat[-1]) else None
    if tracing is None or len(tracing.boxes) < 2:  # noqa: PLR2004 - one cell is a notice
        return None
    caption = centred_above(document, block.first, block.lines[0])
    return grid_matrix(document.text, block.lines, tracing, head=_header_rule(block), caption=caption)


def _header_rule(block: Block) -> int:
    """The line of the first rule inside a drawing if it is drawn unlike the next one, or is alone; else 0."""
    chars = [line.chars for line in block.lines]
    rules = [index for index, line in enumerate(chars) if is_rule(line)][1:-1]
    drawn = [frozenset(chars[index]) & frozenset(HORIZONTAL) for index in rules[:2]]
    return rules[0] if rules and (len(rules) == 1 or drawn[0] != drawn[1]) else 0


def _is_centred(frame: Frame, line: int) -> bool:
    """Whether the one cell of a line stands in its middle, set off on both sides."""
    chars = frame.lines[line].chars[1:-1]
    left, right = len(chars) - len(chars.lstrip()), len(chars) - len(chars.rstrip())
    return min(left, right) > 1 and abs(left - right) <= 1


def _counts_rows(frame: Frame, group: Sequence[int]) -> bool:
    """Whether duckdb counts its rows on a group's lines."""
    parts = frame.parts[group[0]]
    start, end = parts[0].span
    return len(parts) == 1 and frame.width > 1 and _COUNT.fullmatch(frame.text, start, end) is not None
