"""Where tags in Markdown, reStructuredText and AsciiDoc are only text: code blocks and code spans.

CommonMark 0.31 §4.4 (indented code), §4.5 (fenced code), §4.6 (HTML blocks, where backticks mean nothing),
§6.1 (code spans); literal blocks and code directives of docutils; source blocks of AsciiDoc.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from gouji.document import Document
from gouji.matrix import Span

INDENT = 4
"""Columns that make an indented code block."""
_FENCE = re.compile(r"[ \t>]*+(?:(?:[-*+]|\d{1,9}[.)])[ \t]++)?(`{3,}+(?=[^`]*+\Z)|~{3,}+)")
_LISTING = re.compile(r"\[(?:source|listing)\b", re.IGNORECASE)
_ITEM = re.compile(r"[ \t]*+(?:[-*+]|\d{1,9}[.)])(?:[ \t]|\Z)")
_RAW_DIRECTIVE = re.compile(r"[ \t]*+\.\.[ \t]++raw::")
_DIRECTIVE = re.compile(r"[ \t]*+\.\.[ \t]++(?:code|code-block|sourcecode|highlight|parsed-literal)::")
_BLOCKS = (
    "address|article|aside|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl|dt|fieldset|"
    "figcaption|figure|footer|form|h[1-6]|head|header|hr|html|li|link|main|menu|nav|ol|p|pre|script|search|"
    "section|style|summary|table|tbody|td|textarea|tfoot|th|thead|title|tr|ul"
)
_HTML_BLOCK = re.compile(rf" {{0,3}}(?:</?(?:{_BLOCKS})(?:[\s/>]|\Z)|<[!?])", re.IGNORECASE)
_STRING = re.compile(
    r"""(?:[=(\[,:][ \t]*+[rRbBfFuU]{0,2}|^[ \t]*+(?=\"|'{3}[ \t]*+(?:[\r\n]|\Z)))((\"{3}|'{3}).*?\2)""",
    re.DOTALL | re.MULTILINE,
)
"""A program's long string, in an expression or on its own lines; a wiki's bold words begin a line as well."""
_TICKS = re.compile(r"`++")


def literal_spans(document: Document, *, prose: bool, mark: str = "<") -> list[Span]:
    """The half-open stretches of code that hold a mark, in order and apart.

    ``prose`` says that the text does not begin with a tag: then indented blocks are code as well.
    """
    text = document.text
    if not prose and "`" not in text and "~~~" not in text:
        return []
    spans = _Code(document, prose=prose).read()
    if prose and document.holds('"""', "'''"):
        spans = _apart([*spans, *(found.span(1) for found in _STRING.finditer(text))])
    return [(start, end) for start, end in spans if text.find(mark, start, end) >= 0]


def _apart(spans: list[Span]) -> list[Span]:
    """The spans in order, those that overlap as one."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


class _Code:
    """The state of the blocks while the lines are read."""

    def __init__(self, document: Document, *, prose: bool) -> None:
        self.document = document
        self.prose = prose
        self.spans: list[Span] = []
        self.fence = ""
        self.opened = 0
        self.floor = -1
        self.listing = self.html = self.item = self.code = False
        self.blank = True
        self.paragraph: list[int] = []

    def read(self) -> list[Span]:
        at = 0
        for first, last in _quiet(self.document):
            self._lines(at, first)
            at = first if self.fence or self.floor >= 0 else self._pass(first, last)
        self._lines(at, len(self.document.lines.start))
        self._end_paragraph()
        if self.fence:
            self.spans.append((self.opened, len(self.document.text)))
        return sorted(self.spans)

    def _lines(self, first: int, last: int) -> None:
        lines = self.document.lines
        places = (column[first:last].tolist() for column in (lines.start, lines.end, lines.indent))
        for start, end, indent in zip(*places, strict=True):
            self._line(start, end, indent)

    def _pass(self, first: int, last: int) -> int:
        """Pass over quiet lines, of which only the last that is printed decides how the next are read."""
        for line in range(last - 1, first - 1, -1):
            if self.document.line_text(line).strip():
                self._lines(line, line + 1)
                break
        return last

    def _line(self, start: int, end: int, indent: int) -> None:
        line = self.document.text[start:end]
        if self.fence:
            self._in_fence(line, end)
        elif not line.strip():
            self._end_paragraph()
            self.html, self.blank = False, True
        elif not self._opens(line, start, indent):
            self._prose(line, start, end, indent)
            self.blank = False

    def _in_fence(self, line: str, end: int) -> None:
        rest = line.lstrip(" \t>").rstrip()
        if len(rest) >= len(self.fence) and not rest.strip(self.fence[0]):
            self.spans.append((self.opened, end))
            self.fence = ""
            self.blank = True

    def _opens(self, line: str, start: int, indent: int) -> bool:
        """Whether a line opens a fenced block, hence is no prose."""
        found = None if self.html else _FENCE.match(line)
        listing = self.listing and line.rstrip() == "-" * max(len(line.rstrip()), INDENT)
        self.listing = bool(_LISTING.match(line))
        if (found is None and not listing) or 0 <= self.floor < indent:
            return False
        self._end_paragraph()
        self.fence = found[1] if found else line.rstrip()
        self.opened = start
        self.floor, self.code = -1, False
        return True

    def _prose(self, line: str, start: int, end: int, indent: int) -> None:
        if 0 <= self.floor < indent:
            self.spans.append((start, end))
            return
        self.floor = -1
        self.code = self.prose and indent >= INDENT and not self.item and (self.blank or self.code)
        if self.code and not self.html:
            self.spans.append((start, end))
            return
        if indent < INDENT:
            self.item = bool(_ITEM.match(line))
        if self.blank or not self.html:
            self.html = self.html or bool(_HTML_BLOCK.match(line if self.prose else line.lstrip()))
        if not self.html:
            self.paragraph += (start, end)
        if self.prose and (_DIRECTIVE.match(line) or _ends_literal(line)):
            self.floor = indent

    def _end_paragraph(self) -> None:
        """Find the code spans of a paragraph: each run of backticks is closed by the next as long."""
        if self.paragraph:
            self.spans += _code_spans(self.document.text, self.paragraph[0], self.paragraph[-1])
        self.paragraph = []


def _quiet(document: Document) -> list[Span]:
    """Ranges of lines between blank ones that hold no tag and begin and end no code: nearly all of prose."""
    lines = document.lines
    blank = lines.printed == 0
    loud = (lines.tags > 0) | (lines.indent >= INDENT) | (lines.first == ord("["))
    for mark, times in (("`", 1), ("~", 3), (":", 2)):
        if document.holds(mark * times):
            loud |= lines.count(mark) >= times
    breaks = np.flatnonzero(blank)
    runs = np.array(document.runs(blank | ~loud), dtype=np.int64).reshape(-1, 2)
    after = np.append(breaks, len(blank))[np.searchsorted(breaks, runs[:, 0])] + 1
    before = np.append(-1, breaks)[np.searchsorted(breaks, runs[:, 1])]
    first, last = np.where(runs[:, 0] == 0, 0, after), np.where(runs[:, 1] == len(blank), len(blank), before)
    return [(a, b) for a, b in zip(first.tolist(), last.tolist(), strict=True) if a < b]


def _ends_literal(line: str) -> bool:
    return line.rstrip().endswith("::") and not _RAW_DIRECTIVE.match(line)


def _code_spans(text: str, start: int, end: int) -> Iterator[Span]:
    runs = [found.span() for found in _TICKS.finditer(text, start, end)]
    after: dict[int, int] = {}
    closing = [0] * len(runs)
    for at in range(len(runs) - 1, -1, -1):
        size = runs[at][1] - runs[at][0]
        closing[at] = after.get(size, 0)
        after[size] = at
    at = 0
    while at < len(runs):
        if closing[at]:
            yield runs[at][0], runs[closing[at]][1]
            at = closing[at]
        at += 1
