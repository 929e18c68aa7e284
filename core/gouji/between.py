"""Between: what stands between the spans of a cell, or between two matrices, and what it tells of them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.matrix import Span
from gouji.unseen import RAISED

BLOCK = re.compile(
    r"</?(?:br|hr|p|div|li|[uod]l|d[dt]|t[rdh]|table|h[1-6]|pre|center|blockquote|section|article|details|summary)\b",
    re.IGNORECASE,
)
"""Between two spans of one cell: what shows that they are two lines, hence two texts, not one figure."""
TAG = re.compile(r"<[^<>]*>")
WORD = re.compile(r"[^\W_]")
SPACES = " \xa0\u3000"
"""Blanks that end no line and part no cells: behind them a line may go on."""
"""What makes the text between two matrices more than their drawing."""


def has_word(text: str, start: int, stop: int) -> bool:
    """Whether any word stands in a half-open stretch outside its tags; it may be long, and is not copied."""
    while word := WORD.search(text, start, stop):
        opened = text.rfind("<", start, word.start())
        tag = TAG.match(text, opened, stop) if opened >= 0 else None
        if tag is None or tag.end() <= word.start():
            return True
        start = tag.end()
    return False


def is_broken(source: str, spans: tuple[Span, ...]) -> bool:
    """Whether the pieces of a cell are several texts: a line's end, a raised sign or text stands between."""
    between = (source[a[1] : b[0]] for a, b in zip(spans, spans[1:], strict=False))
    return any(BLOCK.search(gap) or RAISED.search(gap) or TAG.sub("", gap) for gap in between)


def is_stacked(source: str, spans: Sequence[Span]) -> bool:
    """Whether tags, and not just the end of a line, part all spans: a wrapped figure is no two figures."""
    return all(BLOCK.search(source, a[1], b[0]) for a, b in zip(spans, spans[1:], strict=False))
