"""Torn lines of a frame: a cell that holds line breaks as they are, and an end without its edge.

The mysql client prints breaks in a cell raw, so that its line ends in the middle and goes on at the first
column. Editors and copying cut blanks and edges off the end.
"""

from __future__ import annotations

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.drawing.blocks import has_edge
from gouji_standards.drawing.signs import EDGES, PLAIN, VERTICAL, is_rule
from gouji_standards.lines import bounds

MOST_LINES = 100
"""Lines over which one row goes on, at most."""


def torn(document: Document, line: int, left: int, rule: Span) -> Span | None:
    """The half-open text of the row that begins on a line without a right edge, None where it is none.

    ``rule`` is the frame's first line: it crosses as many bars as a row has, or as many and one that is lost.
    """
    crossings = _bars(document, rule, left)
    if not crossings:
        return None
    start, end = bounds(document, line)
    if document.text[start + left] not in VERTICAL:
        return None
    if _begins(document, line + 1, left):
        short = end - start <= rule[1] - rule[0]
        return (start, end) if short and _count(document, start + left, end) == crossings - 1 else None
    count = _count(document, start + left, end)
    for last in range(line + 1, min(line + MOST_LINES, len(document.lines.start))):
        if count >= crossings or _begins(document, last, left):
            return None
        begin, end = bounds(document, last)
        count += _count(document, begin, end)
        if count == crossings and document.text[begin:end].rstrip()[-1:] in EDGES:
            return (start, end)
    return None


def _bars(document: Document, rule: Span, left: int) -> int:
    """How many bars a rule crosses, both edges among them; 0 if it is none."""
    flat = document.text[rule[0] + left : rule[1]].rstrip().translate(PLAIN)
    return flat.count("+") if is_rule(flat) and flat[0] == "+" else 0


def _begins(document: Document, line: int, left: int) -> bool:
    """Whether a line begins with an edge, or there is none."""
    there = line < len(document.lines.start)
    return not there or has_edge(document.text, bounds(document, line), left, EDGES)


def _count(document: Document, start: int, end: int) -> int:
    return document.text[start:end].translate(PLAIN).count("|")
