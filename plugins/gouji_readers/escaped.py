"""Pages within pages: markup that stands escaped in a form's field, in a frame's own source or in a feed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from gouji_readers.strings import Literal

_FIELD = re.compile(r"<textarea\b[^<>]*>([^<]*)</textarea", re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b[^<>]*?\ssrcdoc\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_FEED = re.compile(r"\s*<\?xml\b[^>]*>(?!\s*<(?:!doctype\s+)?html\b)", re.IGNORECASE)
_TEXT = re.compile(r">([^<>]*&lt;table\b[^<>]*)<", re.IGNORECASE)


def carried(text: str) -> Iterator[Literal]:
    """What stands escaped in a page or a feed, in order, its escapes undone."""
    for carrier in (_FIELD, _FRAME, *((_TEXT,) if _FEED.match(text) else ())):
        for found in carrier.finditer(text):
            start, stop = found.span(found.lastindex or 1)
            line = text.count("\n", 0, start) + 1
            yield Literal(unescape(text[start:stop]), line, start, stop)
