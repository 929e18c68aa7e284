"""Plan tables: bars on both sides and unbroken rules of dashes as wide as they are, without a crossing.

Oracle's DBMS_XPLAN prints its plans so: a rule above and below the header and below the last row.
"""

from __future__ import annotations

from collections.abc import Iterator

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span
from gouji_standards.box.gutters import rules
from gouji_standards.drawing.blocks import aligned
from gouji_standards.drawing.frame import frame_of
from gouji_standards.drawing.lines import Drawn
from gouji_standards.drawing.matrix import frame_matrix
from gouji_standards.lines import bounds

_ENDS = frozenset("|-")
FEWEST_RULES = 2
"""Rules of a plan: above and below the header, at least."""


def plan_tables(document: Document, code: Bool) -> Iterator[tuple[int, CellMatrix]]:
    """The tables with the number of their first line; the lines above the second rule are the header."""
    if not document.lines.pipes.any():
        return
    free = 0
    for line in sorted(rules(document, code)):
        if line >= free:
            spans = _lines(document, line)
            free = line + max(len(spans) - 1, 1)  # a last rule may be another table's first
            table = _table(document, line, spans)
            if table is not None:
                yield line, table


def _lines(document: Document, first: int) -> list[Span]:
    """The lines from a rule on that are rules like it, or begin and end with a bar where it does."""
    start, end = bounds(document, first)
    left = start + int(document.lines.indent[first])
    rule, indent = document.text[left:end].rstrip(), left - start
    found = [(start, end)]
    for line in range(first + 1, len(document.lines.start)):
        span = bounds(document, line)
        said = document.text[slice(*span)]
        inner = said[indent:].rstrip()
        barred = inner.startswith("|") and inner.endswith("|") and len(inner) > 1
        if said[:indent].strip() or not (barred or inner == rule):
            break
        found.append(span)
    return found


def _table(document: Document, first: int, spans: list[Span]) -> CellMatrix | None:
    lines = aligned(document.text, spans, int(document.lines.indent[first]), _ENDS)
    if lines is None or lines[0].chars[0] != "-":
        return None
    lines = [_cornered(line) for line in lines]
    if sum(line.chars[0] == "+" for line in lines) < FEWEST_RULES:
        return None
    frame = frame_of(document.text, lines)
    if frame is None or frame.width < 2 or any(p and len(p) != frame.width for p in frame.parts):  # noqa: PLR2004 - columns
        return None
    groups = frame.groups()
    header_rows = len(groups[0]) if len(groups) > 1 else 0
    return frame_matrix(frame, [[line] for group in groups for line in group], header_rows=header_rows)


def _cornered(line: Drawn) -> Drawn:
    """A rule of dashes with corners."""
    return Drawn("+" + line.chars[1:-1] + "+", line.at) if line.chars[0] == "-" else line
