"""Quotes: drawings behind the marks of a block quote, with blanks for the marks."""

from __future__ import annotations

import re

from gouji.document import Document

_BLOCK = re.compile(r"(?:^[ \t]*>[^\r\n]*(?:\r?\n|\Z))+", re.MULTILINE)
_MARKS = re.compile(r"^[ \t]*>(?:[ \t]*>)*", re.MULTILINE)
_RULED = re.compile(r"^[ \t]*>(?:[ \t]*>)*[ \t]*-+(?:[ \t]+-+)*[ \t]*\r?$", re.MULTILINE)
"""A quoted line of dashes."""


def unquoted(document: Document) -> Document:
    """The document with blanks for the marks of quotes that hold a line of dashes; every place stays."""
    text, lines = document.text, document.lines
    if (
        not document.holds(">")
        or not ((lines.first == ord(">")) & (lines.count("->") == lines.printed)).any()
    ):
        return document
    if _RULED.search(text) is None:
        return document
    return Document(_BLOCK.sub(_blanked, text))


def _blanked(block: re.Match[str]) -> str:
    if _RULED.search(block[0]) is None:
        return block[0]
    return _MARKS.sub(lambda mark: " " * len(mark[0]), block[0])
