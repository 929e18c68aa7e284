"""What kind of text an HTML source stands in: a page, a fragment, or a text of another kind with tables."""

from __future__ import annotations

import re
from enum import Enum

from gouji.document import Document
from gouji_standards.html_nodes import Table
from gouji_standards.html_text import printed
from gouji_standards.html_tokens import COMMENT, GAP

TABLE = re.compile(r"<table[\t\n\f\r />]", re.IGNORECASE)
_LEAD = rf"\ufeff?(?:\s++|{COMMENT})*+"
_PAGE = re.compile(rf"{_LEAD}<(?:html|head|body)(?=[\t\n\f\r />])", re.IGNORECASE)
_DOCTYPE = re.compile(r"<!doctype\s", re.IGNORECASE)
_FRAMES = re.compile(
    rf"\ufeff?(?:\s++|{COMMENT}|</?(?:html|head|meta|link|base)(?=[\t\n\f\r />])[^>]*+>"
    rf"|<(title|script|style|noframes)(?=[\t\n\f\r />])[^>]*+>(?:(?!</\1\b).)*+</\1{GAP}*+>)*+"
    r"<frameset[\t\n\f\r />]",
    re.IGNORECASE | re.DOTALL,
)
_JSON = re.compile(r"\ufeff?\s*+(?:\{\s*+\"|\[\s*+[\[{\"])")
_LONGEST_START = 1000
"""Characters in which a page's doctype or first tag begins."""
_TAGS = re.compile(r"<[^<>]*+>")
_QUOTES = frozenset("\"'`\\")
_LONGEST_LEAD = 200
"""Characters before a table in its line that are looked at for an open quote."""


class Source(Enum):
    """The kinds of text."""

    FOREIGN = 0
    """A page of frames, which has no body (13.2.6.4.20), or JSON with markup in its strings."""
    PAGE = 1
    FRAGMENT = 2
    """Begins with a tag: HTML, or Markdown that begins with HTML."""
    MIXED = 3
    """Prose, Markdown, a wiki's page or a program: here a table has to be whole."""


def kind_of(document: Document) -> Source:
    """The kind of a text that holds a table's start tag."""
    text = document.text
    if _JSON.match(text) or _FRAMES.match(text):
        return Source.FOREIGN
    if is_page(document):
        return Source.PAGE
    return Source.FRAGMENT if text.lstrip("\ufeff \t\r\n\f")[:1] == "<" else Source.MIXED


def is_page(document: Document) -> bool:
    """Whether a text begins as a page of HTML does."""
    lead = document.text[:_LONGEST_START].lstrip("\ufeff \t\r\n\f")
    return bool(_DOCTYPE.match(lead) or (lead[:1] == "<" and _PAGE.match(document.text)))


def is_whole(document: Document, table: Table) -> bool:
    """Whether a table within another kind of text is one: ended, without text between cells, not quoted."""
    if not table.closed or any(True for _ in printed(table.strays, document.text)):
        return False
    line = int(document.lines.start[document.line_of(table.start)])
    lead = document.text[max(line, table.start - _LONGEST_LEAD) : table.start]
    return _TAGS.sub("", lead).rstrip()[-1:] not in _QUOTES and not _in_string(document.text, table.start)


def _in_string(text: str, pos: int) -> bool:
    """Whether an offset lies within three quotes of a program, as far as the nearest ones show."""
    for quotes in ('"""', "'''"):
        before = text.rfind(quotes, max(pos - _LONGEST_STRING, 0), pos)
        if before >= 0 and text.count(quotes, 0, pos) % 2:
            return True
    return False


_LONGEST_STRING = 4096
"""How far back the quotes of a program's string are looked for."""
