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
_TAG_FIRST = re.compile(rf"{_LEAD}<(?!\?php|\?=|%)", re.IGNORECASE)
_MARKDOWN = re.compile(r"^(?:#{1,6} \S|```|~~~|\|? {0,3}:?-{3,}:? *\|)", re.MULTILINE)
"""Lines that show Markdown, however it begins: a heading, a fence, a pipe table's delimiter row."""
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
    """Begins with a tag and shows no Markdown."""
    MIXED = 3
    """Prose, Markdown, a wiki's page or a program: here a table has to be whole."""


def kind_of(document: Document) -> Source:
    """The kind of a text that holds a table's start tag."""
    text = document.text
    if _JSON.match(text) or _FRAMES.match(text):
        return Source.FOREIGN
    if is_page(document):
        return Source.PAGE
    return Source.FRAGMENT if _TAG_FIRST.match(text) and not _MARKDOWN.search(text) else Source.MIXED


def is_page(document: Document) -> bool:
    """Whether a text begins as a page of HTML does."""
    lead = document.text[:_LONGEST_START].lstrip("\ufeff \t\r\n\f")
    return bool(_DOCTYPE.match(lead) or (lead[:1] == "<" and _PAGE.match(document.text)))


def is_whole(document: Document, table: Table, *, asked: bool) -> bool:
    """Whether a table within another kind of text is one: ended, without text between cells, not quoted.

    Where HTML is asked for, one of the first two will do: a sentence about tags has neither.
    """
    stray = any(True for _ in printed(table.strays, document.text))
    if (stray and not table.closed) or (not asked and (stray or not table.closed)):
        return False
    line = int(document.lines.start[document.line_of(table.start)])
    lead = document.text[max(line, table.start - _LONGEST_LEAD) : table.start]
    said = _TAGS.sub("", lead).strip()
    return said[-1:] not in _QUOTES and not said.startswith("//")
