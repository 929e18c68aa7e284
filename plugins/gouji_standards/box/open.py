"""Open tables: bars only between columns, a rule of dashes with crossings below the header.

psql with border 1 (ASCII and Unicode), tabulate ``presto``, rich MINIMAL. The table is the rule, the lines
above and below it with a bar under each crossing, and psql's ``(3 rows)`` is no row. A cell that psql ends
with ``+`` or ``↵`` goes on below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span
from gouji_standards.box.captions import centred_above
from gouji_standards.box.open_lines import Found, lines_around
from gouji_standards.box.open_rules import open_rules
from gouji_standards.drawing.frame import Frame, Part
from gouji_standards.drawing.lines import Drawn
from gouji_standards.drawing.matrix import frame_matrix
from gouji_standards.drawing.rows import row_lines
from gouji_standards.drawing.signs import MARKS_BREAK, PLAIN
from gouji_standards.lines import bounds
from gouji_standards.row_counts import row_count
from gouji_standards.rst_blocks import is_literal

_JULIA = re.compile(r"[A-Z]\w*(?:\{.*\}|…)?\??")
"""A type of Julia's."""


def open_tables(document: Document, code: Bool) -> Iterator[tuple[int, CellMatrix]]:
    """The open tables with the number of their first line."""
    free = 0
    for line, rule in open_rules(document, code).items():
        if line < free or is_literal(document, line):
            continue
        bars = [index for index, char in enumerate(rule) if char == "+"]
        found = lines_around(document, line, bars, free)
        if found is None:
            continue
        free = found.stop
        if not _is_board(found, bars):
            yield min(found.header), _matrix(document, found, bars, line)


def _is_board(found: Found, bars: Sequence[int]) -> bool:
    """Whether single characters stand between rules as on the board of a game."""
    said = [found.lines[line].chars for line in found.order]
    cells = [row[a + 1 : b].split() for row in said for a, b in pairwise([-1, *bars, len(row)])]
    single = all(len(sign) == 1 for cell in cells for sign in cell)
    return single and (len(found.groups) > 1 or all(len(cell) > 1 for cell in cells))


def _matrix(document: Document, found: Found, bars: Sequence[int], rule: int) -> CellMatrix:
    width = len(document.line_text(rule).rstrip())
    lines = [found.lines[line] for line in found.order]
    edges = [*bars, *_gutters(lines, len(found.header), bars)]
    parts = [_parts(line, edges, width) for line in lines]
    for above, line in pairwise(range(len(lines))):
        if "|" not in {lines[line].chars[bar : bar + 1].translate(PLAIN) for bar in bars}:
            parts[above] = [part._replace(broken=True) for part in parts[above]]
    frame = Frame(document.text, lines, parts, len(edges) + 1, partial=False)
    index = {line: position for position, line in enumerate(found.order)}
    heads = [index[line] for line in found.header]
    rows = _names_and_types(frame, heads)
    header_rows = len(rows)
    counted = row_count(document, found.stop) == sum(map(len, found.groups))
    for group in found.groups:
        body = [index[line] for line in group]
        rows.extend([[line] for line in body] if counted else row_lines(frame, body))
    return frame_matrix(frame, rows, header_rows=header_rows, caption=_caption(document, found, rule))


def _names_and_types(frame: Frame, heads: list[int]) -> list[list[int]]:
    """The lines of each header row: one, or names and below them Julia's types, the corner blank."""
    said = frame.said(heads[-1])
    if len(heads) > 1 and not said[0] and all(map(_JULIA.fullmatch, said[1:])):
        return [heads[:-1], heads[-1:]]
    return [heads]


def _gutters(lines: Sequence[Drawn], headers: int, bars: Sequence[int]) -> list[int]:
    """Blank columns that part what stands behind the only bar, often none: Stata and Julia draw no other.

    They are the last of two blanks on every line, with a name on each side.
    """
    if len(bars) > 1 or not any("  " in line.chars[bars[0] :].strip("|│ ") for line in lines[:headers]):
        return []
    stop = max(len(line.chars) for line in lines)
    dark = [
        {at for at in range(bars[0] + 1, len(line.chars)) if not line.chars[at].isspace()} for line in lines
    ]
    used = set().union(*dark)
    ends = [at for at in range(bars[0] + 2, stop) if at in used and not {at - 1, at - 2} & used]
    edges = [bars[0], *(at - 1 for at in ends[1:] if min(used) < at), stop]
    named = [any(a < at < b for head in dark[:headers] for at in head) for a, b in pairwise(edges)]
    return edges[1:-1] if all(named) else []


def _parts(line: Drawn, bars: Sequence[int], width: int) -> list[Part]:
    edges = [-1, *bars, max(len(line.chars), width)]
    found = []
    for index, (bar, stop) in enumerate(zip(edges, edges[1:], strict=False)):
        right = min(stop, len(line.chars))
        last = index == len(bars)
        goes_on = line.chars[right - 1 : right] in tuple(MARKS_BREAK) and right > bar + 2
        broken = goes_on and line.chars[bar + 1] == " " and (not last or right == width)
        span = line.span(bar + 1, max(bar + 1, right - broken))
        found.append(Part(index, index + 1, span, stop - bar - 1, broken))
    return found


def _caption(document: Document, found: Found, rule: int) -> Span | None:
    """What is centred above the table, over the stretch of its rule."""
    first = min(found.header)
    start, _ = bounds(document, first)
    said = document.line_text(rule).rstrip()
    return centred_above(document, first, Drawn(said, range(start, start + len(said) + 1)))
