"""Boxes: tables drawn with ``+--+`` and ``|``, or with the box drawing characters of Unicode.

Printed by: w3m (``┌─┬─┐``, by display width), links (``|---+---|``, by characters), elinks, mysql, psql,
sqlite3, duckdb, polars, rich, tabulate, prettytable, pandoc and reStructuredText grid tables (``+===+``),
antiword (bars without rules). Cells may be wrapped inside their box; a missing bar or rule merges cells.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from gouji.document import BOX, PIPE, Bool, Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span
from gouji_layouts.box_frame import EDGE, Frame, frame, full_rule
from gouji_layouts.box_rows import matrix
from gouji_layouts.tags import trim
from gouji_standards.box import gouji_tables

__all__ = ["gouji_cell_matrices", "gouji_tables"]
aliases = ("boxes", "psql", "mysql", "org")
evidence = "drawing"


NESTING_LIMIT = 8
"""Boxes within boxes; layout tables nest three or four deep."""

SLIVER = 4
"""Blanks between a box and the box within it."""

SLACK = 1
"""Columns by which antiword's bars, rounded from Word's widths and without rules, miss each other."""

_PIPE_RULE = re.compile(r"(?=[^-]*-)[|\s:+=-]*+")
_PLUS, _HYPHEN = ord("+"), ord("-")
_TOP, _BOTTOM = frozenset("┌┍┎┏╒╓╔╭"), frozenset("└┕┖┗╘╙╚╰")
_OPEN_RULE = re.compile(r"[ \t]*(?:-+(?:\+-+)+|[─━═]+(?:[┼╪╋╬┿╂][─━═]+)+)[ \t]*")
_CROSS = ("-+-", "─┼─", "═╪═", "━╋━", "━┿━", "═╬═")


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each drawn table whose bars stand in line; what does not line up is left alone."""
    lines = document.lines
    if not lines.pipes.any() and not lines.boxes.any():
        return
    first = lines.first
    barred = lines.pipes + lines.boxes > 0
    edge = (first == _PLUS) | (barred & ((first == PIPE) | (first >= BOX[0]) & (first <= BOX[1])))
    for start, stop in document.runs(edge):
        if stop - start > 1:
            yield from _boxes(document.text, _trimmed(document, start, stop), NESTING_LIMIT)
    if document.holds(*_CROSS):
        yield from _open_tables(document)


def _trimmed(document: Document, start: int, stop: int) -> list[Span]:
    lines = document.lines
    edges = zip(lines.start[start:stop].tolist(), lines.end[start:stop].tolist(), strict=True)
    return [trim(document.text, a, b) for a, b in edges]


def _boxes(text: str, lines: Sequence[Span], depth: int) -> Iterator[CellMatrix]:
    """The tables of consecutive trimmed lines; a box of one cell is opened for the boxes within it."""
    for box in _split(text, lines):
        if depth < NESTING_LIMIT and not full_rule(text, box[0]):
            continue
        drawn = _drawn(text, box)
        if drawn is not None:
            yield drawn
        elif depth:
            yield from _boxes(text, [trim(text, a + 1, b - 1) for a, b in box], depth - 1)


def _split(text: str, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """The lines of each box: it ends below a bottom edge, above a top edge, and between two full rules."""
    box: list[Span] = []
    ruled = False
    for line in lines:
        start, end = line
        whole = end - start > 1 and text[start] in EDGE and text[end - 1] in EDGE
        rule = whole and full_rule(text, line)
        if box and (not whole or text[start] in _TOP or (ruled and rule and text[start] == "+")):
            yield box
            box = []
        ruled = rule
        if whole:
            box.append(line)
        if box and text[start] in _BOTTOM:
            yield box
            box = []
    if box:
        yield box


def _drawn(text: str, box: Sequence[Span]) -> CellMatrix | None:
    if len(box) < 2 or not _own(text, box):  # noqa: PLR2004 - one line is no box
        return None
    bare = all(text[start] == "|" for start, _ in box)
    drawn = frame(text, box, slack=SLACK if bare else 0)
    if drawn is None or drawn.width < 2 or _is_wrapping(drawn):  # noqa: PLR2004 - one column is a frame around text
        return None
    return None if bare and not drawn.is_even() else matrix(drawn)


def _own(text: str, box: Sequence[Span]) -> bool:
    """Whether the rules are a box's: ``|---|`` without a line of ``+`` is Markdown's or Org's."""
    return any(text[start] != "|" for start, _ in box) or not any(
        _PIPE_RULE.fullmatch(text, *line) for line in box
    )


def _is_wrapping(drawn: Frame) -> bool:
    """Whether the box is drawn around another: a sliver of blanks stands inside each of its edges."""
    for left in (0, drawn.width - 1):
        slivers = [part for line in drawn.lines for part in line if part[:2] == (left, left + 1)]
        if any(part.rule or part.end - part.start > SLIVER for part in slivers):
            return False
        if not slivers or any(drawn.text[part.start : part.end].strip() for part in slivers):
            return False
    return True


def _open_tables(document: Document) -> Iterator[CellMatrix]:
    """Tables without an outer frame, as psql prints: cells between bars around one crossed rule."""
    lines = document.lines
    barred = lines.pipes + lines.boxes > 0
    last = 0
    for rule in np.flatnonzero((lines.indent < lines.end - lines.start) & _ruled(document)).tolist():
        if rule < last or not _OPEN_RULE.fullmatch(document.line_text(rule)):
            continue
        top = rule - 1 if rule and barred[rule - 1] else rule
        last = rule + 1
        while last < len(barred) and barred[last]:
            last += 1
        spans = list(zip(lines.start[top:last].tolist(), lines.end[top:last].tolist(), strict=True))
        drawn = frame(document.text, spans, framed=False)
        if drawn is not None and all(len(line) == drawn.width for line in drawn.lines) and drawn.width > 1:
            table = matrix(drawn)
            if table is not None:
                yield table


def _ruled(document: Document) -> Bool:
    """The lines whose first printed character may begin a rule."""
    first = document.lines.first
    ruled: Bool = (first == _HYPHEN) | ((first >= BOX[0]) & (first <= BOX[1]))
    return ruled
