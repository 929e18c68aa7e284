"""Tags inside a cell of a text layout: what stands between them, as spans."""

from __future__ import annotations

import re

from gouji.layout import trim
from gouji.matrix import Span

__all__ = ["TAG", "spans", "trim"]

TAG = re.compile(r"</?[A-Za-z][^<>]{0,400}>|&nbsp;")
"""An inline tag as text layouts carry them (``<b>``, ``<br>``, ``<sup>``); long ones are not inline."""


def spans(text: str, start: int, end: int) -> list[Span]:
    """The half-open stretches of a cell between its tags, trimmed; one empty span for a blank cell."""
    if text.find("<", start, end) < 0 and text.find("&nbsp;", start, end) < 0:
        return [trim(text, start, end)]
    out: list[Span] = []
    low = start
    for tag in TAG.finditer(text, start, end):
        out.append(trim(text, low, tag.start()))
        low = tag.end()
    out.append(trim(text, low, end))
    kept = [s for s in out if s[0] < s[1]]
    return kept or [out[0]]
