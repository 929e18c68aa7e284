"""Framed tables: lines between a left and a right edge, drawn with ``+-|`` or box drawing characters.

The mysql and MariaDB clients, psql with border 2, SQLite ``.mode box`` and ``table``, prettytable, tabulate
(``psql``, ``pretty``, ``outline`` and all ``grid`` formats), rich, texttable, terminaltables, tablewriter,
comfy-table, polars, duckdb, datafusion; Org mode, whose lines begin and end with ``|`` and are rows each.

One cell in a frame is a notice and no table. A line that parts the header with ``|---|`` is Markdown's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span
from gouji_standards.box.borders import centred, is_named, label, opened, unworded
from gouji_standards.box.markdown import is_markdown, unmarked
from gouji_standards.box.org import FEWEST, FEWEST_BARE, org_table
from gouji_standards.box.printed import printed_table, traced_table
from gouji_standards.box.torn import torn
from gouji_standards.drawing.blanks import gapped, spaced
from gouji_standards.drawing.blocks import Block, aligned, has_edge
from gouji_standards.drawing.frame import Frame, frame_of, uneven_frame
from gouji_standards.drawing.kind import rows_by_line
from gouji_standards.drawing.lines import by_chars
from gouji_standards.drawing.matrix import frame_matrix
from gouji_standards.drawing.rows import row_lines
from gouji_standards.drawing.signs import EDGES, PLAIN, VERTICAL, is_rule
from gouji_standards.grid.pictures import has_arrow, shows_figure
from gouji_standards.lines import bounds, dark
from gouji_standards.rst_blocks import is_literal

_INSIDE = frozenset("├┝┞┟┠┡┢┣╞╟╠")
"""What a rule between two rows begins with; tabulate draws two on end for a separating line."""
_BEFORE = re.compile(r"[ \t]*(?:>[ \t]*)*")
"""What a frame may stand behind: blanks and the marks of quotes."""
_TOPPED = re.compile(r"[-.,]-+[-.,]")
"""A border without crossings above a title."""


def framed_tables(document: Document, code: Bool, *, asked: bool) -> Iterator[tuple[int, CellMatrix]]:
    """The framed tables with the number of their first line.

    If ``asked``, two lines without a rule are a table, and a body that no rule parts is read line by line.
    """
    lines = document.lines
    free = 0
    for line in np.flatnonzero(((lines.pipes > 0) | (lines.boxes > 0) | _corner(document)) & ~code).tolist():
        if line < free:
            continue
        start, end = bounds(document, line)
        before = _BEFORE.match(document.text, start, end)
        left = before.end() - start if before else 0
        if document.text[start + left : start + left + 1] not in EDGES or is_literal(document, line):
            continue
        spans = _run(document, line, left)
        free = document.line_of(spans[-1][1]) + 1 if spans else line + 1
        for first, block in _tables(document, spans):
            table = _table(document, first, block, left, asked=asked)
            if table is not None:
                yield first, table


def _corner(document: Document) -> Bool:
    """The lines whose first printed character is ``+``, or ``*`` before a dash."""
    lines = document.lines
    corner: Bool = lines.first == ord("+")
    for line in np.flatnonzero(lines.first == ord("*")).tolist():
        corner[line] = document.text.startswith("-", int(lines.start[line] + lines.indent[line]) + 1)
    return corner


def _run(document: Document, line: int, left: int) -> list[Span]:
    """The lines from ``line`` on that begin at its left edge and end with an edge, or are torn."""
    found: list[Span] = []
    while line < len(document.lines.start):
        span = bounds(document, line)
        if found and not has_edge(document.text, span, left, EDGES):
            break
        said = document.text[span[0] + left : span[1]].rstrip()
        if len(said) < 2 or said[-1] not in EDGES:  # noqa: PLR2004 - two edges
            whole = torn(document, line, left, found[0]) if found else None
            if whole is None:
                break
            span, line = whole, document.line_of(whole[1])
        found.append(span)
        line += 1
    return found


def _tables(document: Document, spans: Sequence[Span]) -> Iterator[tuple[int, list[Span]]]:
    """Runs of lines without two rules on end: unless inside a frame: those end one and begin another."""
    begin, after_rule = 0, False
    for index, (start, end) in enumerate(spans):
        said = document.text[start:end].strip(" \t>")
        rule = is_rule(said)
        if (rule and after_rule and said[0] not in _INSIDE) or (index and is_named(said)):
            yield document.line_of(spans[begin][0]), list(spans[begin:index])
            begin = index
        after_rule = rule
    if spans:
        yield document.line_of(spans[begin][0]), list(spans[begin:])


def _table(document: Document, first: int, spans: list[Span], left: int, *, asked: bool) -> CellMatrix | None:
    """The table of the lines from line ``first`` on, whose left edge is at column ``left``."""
    text = document.text
    said = [text[start + left : end].rstrip() for start, end in spans]
    if (
        len(said) < (FEWEST if asked else FEWEST_BARE)
        or (not asked and is_markdown(said))
        or _leads_on(document, first, document.line_of(spans[-1][1]))
    ):
        return None
    if _is_headed_by_dashes(document, first, said):
        table = _table(document, first + 1, spans[1:], left, asked=asked)
        return replace(table, caption=_between(text, spans[0], left)) if table else None
    titled = label(said[0], spans[0][0] + left)
    if titled is None and is_rule(said[0]) and not any(map(is_rule, said[1:])):
        return _headlined(text, spans, left)
    frame = _frame(text, spans[1:] if titled else spans, left)
    if frame is None or (_is_framed_text(frame) and not (asked and is_markdown(said))):
        return None
    printed = [line.chars for line, parts in zip(frame.lines, frame.parts, strict=True) if parts]
    if not asked and shows_figure(printed):
        return None
    titled = titled or centred(said[0], spans[0][0] + left)
    rows = spaced(gapped(frame) or frame)
    return _framed(document, first, rows, said[0], titled, asked=asked) if rows.lines else None


def _framed(
    document: Document, first: int, frame: Frame, border: str, titled: Span | None, *, asked: bool
) -> CellMatrix | None:
    """The table of a frame: lines between bars, a drawing, or what a printer sets between rules."""
    if border[0] in VERTICAL and not is_rule(border) and not frame.partial:
        return org_table(document, frame, first, asked=asked)
    block = Block(first, list(frame.lines))
    if frame.partial:
        body = frame.groups()[1] if rows_by_line(frame, asked=asked) else []
        return traced_table(document, _ruled(block, [row[0] for row in row_lines(frame, body)[1:]]))
    return printed_table(document, frame, block, org=border[0] == "|", label=titled, asked=asked)


def _is_headed_by_dashes(document: Document, first: int, said: Sequence[str]) -> bool:
    """Whether the first line is a title below a border without crossings, of dashes or with dots at its ends.

    The AWS command line draws the former, Perl's Text::ASCIITable the latter.
    """
    if not first or said[0].count("|") != 2 or not is_rule(said[1]):  # noqa: PLR2004 - the title's edges
        return False
    above = document.line_text(first - 1).strip()
    return len(above) == len(said[0]) and _TOPPED.fullmatch(above) is not None


def _between(text: str, line: Span, left: int) -> Span:
    """What a line says between its edges."""
    start, end = line
    return dark(text, start + left + 1, start + len(text[start:end].rstrip()) - 1)


def _leads_on(document: Document, first: int, last: int) -> bool:
    """Whether arrows lead to or from the lines: a flow chart."""
    return has_arrow(document, first - 1) or has_arrow(document, last + 1)


def _headlined(text: str, spans: list[Span], left: int) -> CellMatrix | None:
    """The MSWORD_FRIENDLY style of prettytable, titled: one rule, the title, then rows without a rule."""
    if len(spans) < FEWEST_BARE + 2 or text.count("|", *spans[1]) > 2:  # noqa: PLR2004 - both edges
        return None
    frame = _frame(text, spans[2:], left)
    if frame is None or frame.width < 2 or any(len(parts) != frame.width for parts in frame.parts):  # noqa: PLR2004
        return None
    rows = [[line] for line in range(len(frame.parts))]
    return frame_matrix(frame, rows, caption=_between(text, spans[1], left))


def _frame(text: str, spans: list[Span], left: int) -> Frame | None:
    """The frame of lines, None where they are no frame."""
    lines = aligned(text, spans, left, EDGES)
    if lines is None:
        return _cropped(text, spans, left) or uneven_frame(text, spans, left)
    crossed = any(is_rule(line.chars) and "+" in line.chars.translate(PLAIN) for line in lines)
    lines = [unworded(line if crossed else unmarked(line)) for line in lines]
    if is_named(lines[0].chars):  # the names become a line, and the last rule one below them
        lines = [opened(lines[0]), lines[-1], *lines[1:]]
    return frame_of(text, lines)


def _cropped(text: str, spans: list[Span], left: int) -> Frame | None:
    """The frame of lines that end at a crossing of all rules: Hive's rules have a column that no line has."""
    lines = [by_chars(text, span, left) for span in spans]
    width = min(len(line.chars) for line in lines)
    if not all(is_rule(line.chars) or len(line.chars) == width for line in lines):
        return None
    cut = [line.cut(0, width) for line in lines]
    return frame_of(text, cut) if all(line.chars[-1] in EDGES for line in cut) else None


def _is_framed_text(frame: Frame) -> bool:
    """Whether a frame of one column has no rule inside: a notice, a menu."""
    return frame.width == 1 and len(frame.groups()) < 2  # noqa: PLR2004 - a header and a body


def _ruled(block: Block, rows: Sequence[int]) -> Block:
    """A drawing with a rule, as its last line is, above each of some lines."""
    rule = block.lines[-1]
    lines = [each for at, line in enumerate(block.lines) for each in ([rule] * (at in rows) + [line])]
    return replace(block, lines=lines)
