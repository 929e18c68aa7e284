"""Listings in Markdown's fences and HTML's ``<pre>``: shown, so no tables, unless their layout is asked for.

What is left out is blanked, so that offsets stay those of the document; a tag ends as a line does, for what
follows it stands in the first column.
"""

from __future__ import annotations

import re

import numpy as np

from gouji.document import Bool, Document
from gouji_standards.code_blocks import code_lines
from gouji_standards.edits import edited
from gouji_standards.html_source import is_page

_OPENS = re.compile(r"<pre(?=[\t\n\f\r />])[^>]{0,1000}>", re.IGNORECASE)
_CLOSES = re.compile(r"</pre(?=[\t\n\f\r />])", re.IGNORECASE)
_FENCE = re.compile(r"[ \t>]*(?:`{3,}[^`]*|~{3,}[ \t]*\w*[ \t]*)")
_BACKTICKS = re.compile(r"[ \t>]*`{3,}[^`]*")
"""A fence that need not be closed to be none of a table's rows; one of tildes may underline a title."""
_PRE = re.compile(
    r"^([ \t]*<pre(?=[\t\n\f\r />])[^>]{0,1000}>)((?:(?!</?pre\b)[^\r\n])*+[\r\n](?:(?!</?pre\b).)*+)"
    r"(</pre>[ \t]*)$",
    re.IGNORECASE | re.MULTILINE | re.DOTALL,
)
_ENDS = re.compile(r"</pre>[ \t]*$", re.IGNORECASE | re.MULTILINE)
_DARK = re.compile(r"[^\r\n]")
"""What is blanked: line ends stay."""


def readable(document: Document, *, asked: bool) -> Document:
    """The document with all blanked that holds no tables of a layout that marks none.

    Unasked, that is what closed fences show, and the whole of a page of HTML, where blanks and line ends
    are one; asked, the lines of fences, what stands in no ``<pre>`` of a page, and another text's tags.
    """
    if is_page(document):
        return Document(_inside_pre(document.text)) if asked else Document("")
    if asked and _ENDS.search(document.text):
        document = Document(_PRE.sub(_untagged, document.text))
    if not document.holds("```", "~~~"):
        return document
    code = code_lines(document)
    if asked:
        code &= _matching(document, _FENCE)
    return _without(document, code | _matching(document, _BACKTICKS))


def _untagged(pre: re.Match[str]) -> str:
    """What a ``<pre>`` shows, on lines of its own."""
    opened, shown, closed = pre.groups()
    return f"{_DARK.sub(' ', opened[1:])}\n{shown}\n{_DARK.sub(' ', closed[1:])}"


def _matching(document: Document, pattern: re.Pattern[str]) -> Bool:
    spans = zip(document.lines.start.tolist(), document.lines.end.tolist(), strict=True)
    return np.array([bool(pattern.fullmatch(document.text, *span)) for span in spans], dtype=np.bool_)


def _without(document: Document, left_out: Bool) -> Document:
    starts, ends = document.lines.start.tolist(), document.lines.end.tolist()
    blocks = ((starts[first], ends[last - 1]) for first, last in document.runs(left_out))
    return edited(document, ((start, _DARK.sub(" ", document.text[start:stop])) for start, stop in blocks))


def _inside_pre(text: str) -> str:
    parts, end = [], 0
    while (opened := _OPENS.search(text, end)) and (closed := _CLOSES.search(text, opened.end())):
        parts += [_DARK.sub(" ", text[end : opened.end() - 1]), "\n", text[opened.end() : closed.start()]]
        end = closed.start()
    return "".join([*parts, _DARK.sub(" ", text[end:])])
