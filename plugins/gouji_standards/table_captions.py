"""Captions: the line a standard sets beside a table to name it.

Pandoc's ``Table: …`` or ``: …`` is a paragraph of its own before or after the table; a title of
reStructuredText stands behind ``.. table::`` before it.
"""

from __future__ import annotations

import re

from gouji.document import Document
from gouji.matrix import Span

_PANDOC = re.compile(r"[ \t]*(?:[Tt]able:|:)[ \t]*(?=\S)(?![:=|+-]{2})")
_DIRECTIVE = re.compile(r"[ \t]*\.\. (?:table|rst-class)::[ \t]*(?=\S)")
MAX_LINES = 20
"""A longer paragraph is no caption."""


def caption_of(document: Document, first: int, last: int) -> Span | None:
    """The half-open text of the caption beside the table on lines [first, last], without its mark."""
    return _after(document, last) or _before(document, first)


def _after(document: Document, last: int) -> Span | None:
    printed = document.lines.printed
    line, count = last + 1, len(printed)
    while line < count and not printed[line] and line - last <= MAX_LINES:
        line += 1
    if line >= count or line == last + 1 or not printed[line]:
        return None
    stop = line
    while stop < count and printed[stop] and stop - line < MAX_LINES:
        stop += 1
    return _marked(document, line, stop, _PANDOC)


def _before(document: Document, first: int) -> Span | None:
    printed = document.lines.printed
    stop = first
    while stop and not printed[stop - 1] and first - stop <= MAX_LINES:
        stop -= 1
    line = stop
    while line and printed[line - 1] and stop - line < MAX_LINES:
        line -= 1
    if stop in (line, first):
        return None
    titled = _marked(document, line, stop, _PANDOC)
    return titled or _titled(document, line, stop)


def _titled(document: Document, line: int, stop: int) -> Span | None:
    found = _marked(document, line, stop, _DIRECTIVE)
    if found is None:
        return None
    end = document.text.find("\n", *found)
    return found if end < 0 else (found[0], found[0] + len(document.text[found[0] : end].rstrip()))


def _marked(document: Document, line: int, stop: int, mark: re.Pattern[str]) -> Span | None:
    start, end = int(document.lines.start[line]), int(document.lines.end[stop - 1])
    found = mark.match(document.text, start, end)
    if found is None:
        return None
    return found.end(), found.end() + len(document.text[found.end() : end].rstrip())
