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
"""What makes the text between two matrices more than their drawing."""
BLANK_ENTITY = re.compile(
    r"&(?:nbsp|e[mn]sp|thinsp|zw(?:nj|j)|#(?:160|12288|x0*a0|x0*3000));?", re.IGNORECASE
)
"""Blanks that a page names, as in an empty cell."""
SPACES = " \xa0\u3000"
"""Blanks that end no line and part no cells: behind them a line may go on."""


def has_word(text: str, start: int, stop: int) -> bool:
    """Whether any word stands in a half-open stretch outside its tags; it may be long, and is not copied."""
    while word := WORD.search(text, start, stop):
        found = _markup(text, start, stop, word.start())
        if found is None or found.end() <= word.start():
            return True
        start = found.end()
    return False


def _markup(text: str, start: int, stop: int, at: int) -> re.Match[str] | None:
    """The tag open at an offset, or the blank that a page names there, if it begins behind the start."""
    opened = text.rfind("<", start, at)
    tag = TAG.match(text, opened, stop) if opened >= 0 else None
    if tag is not None and tag.end() > at:
        return tag
    named = max(text.rfind("&", start, at), start)
    return BLANK_ENTITY.match(text, named, stop)


def is_broken(source: str, spans: tuple[Span, ...]) -> bool:
    """Whether the pieces of a cell are several texts: a line's end, a raised sign or text stands between."""
    between = (source[a[1] : b[0]] for a, b in zip(spans, spans[1:], strict=False))
    return any(BLOCK.search(gap) or RAISED.search(gap) or TAG.sub("", gap) for gap in between)


def is_stacked(source: str, spans: Sequence[Span]) -> bool:
    """Whether tags, and not just the end of a line, part all spans: a wrapped figure is no two figures."""
    return all(BLOCK.search(source, a[1], b[0]) for a, b in zip(spans, spans[1:], strict=False))
