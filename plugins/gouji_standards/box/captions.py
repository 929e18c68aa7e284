"""Captions of printed tables: one line centred above, as psql and rich print a title."""

from __future__ import annotations

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.drawing.lines import Drawn
from gouji_standards.lines import bounds, dark

_SLACK = 2
"""Half columns by which a title may miss the middle."""


def centred_above(document: Document, first: int, top: Drawn) -> Span | None:
    """The text of the line above a table if it stands alone and in the middle of it."""
    if not first or (first > 1 and document.lines.printed[first - 2]):
        return None
    start, end = bounds(document, first - 1)
    if not any(char.isalnum() for char in document.text[start:end]):
        return None
    left, right = dark(document.text, start, end)
    edge = bounds(document, first)[0]
    middle = (top.at[0] - edge) + (top.at[len(top.chars)] - edge)
    is_centred = abs((left - start) + (right - start) - middle) <= _SLACK
    return (left, right) if is_centred and left > start else None
