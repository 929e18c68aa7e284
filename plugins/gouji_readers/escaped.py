"""Pages within pages: markup that stands escaped in a form's field, in a frame's own source or in a feed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.references import decoded
from gouji_readers.strings import Literal, Source, holds_table

_FIELD = re.compile(r"<textarea\b[^<>]*>([^<]*)</textarea", re.IGNORECASE)
_FRAME = re.compile(r"<iframe\b[^<>]*?\ssrcdoc\s*=\s*(?:\"([^\"]*)\"|'([^']*)')", re.IGNORECASE)
_FEED = re.compile(r"\s*<\?xml\b[^>]*>(?!\s*<(?:!doctype\s+)?html\b)", re.IGNORECASE)
_TEXT = re.compile(r">([^<>]+)<")


def carried(source: Source) -> Iterator[Literal]:
    """The tables that stand escaped in a page or a feed, their escapes undone."""
    for carrier in (_FIELD, _FRAME, *((_TEXT,) if _FEED.match(source.text) else ())):
        for found in carrier.finditer(source.text):
            start, stop = found.span(found.lastindex or 1)
            said = source.text[start:stop]
            if "&lt;" in said and holds_table([own := source.literal(decoded(said), start, stop)]):
                yield own
