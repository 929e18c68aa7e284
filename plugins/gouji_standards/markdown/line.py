"""One line of Markdown below its containers, and what block it may begin (CommonMark 0.31, 4 and 5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

TAB_STOP = 4
"""Columns from one tab stop to the next (section 2.2)."""
CODE_INDENT = 4
"""Columns of indent from which a line is indented code (section 4.4)."""

_BLANKS = re.compile(r"[ \t]*")
HEADING = re.compile(r"#{1,6}(?=[ \t]|$)")
FENCE = re.compile(r"`{3,}(?=[^`]*$)|~{3,}")
UNDERLINE = re.compile(r"(?:=+|-+)[ \t]*$")
RULE = re.compile(r"(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_ITEM = re.compile(r"(?:[-+*]|(?P<number>\d{1,9})[.)])(?=[ \t]|$)", re.ASCII)
WIKI = re.compile(r"\{\|")
"""A MediaWiki table: its row marks ``|-`` would pass for delimiter rows of one column."""

_VERBATIM = re.compile(r"<(?:script|pre|style|textarea)(?:[ \t>]|$)", re.IGNORECASE)
_NAMES = (
    "address|article|aside|base|basefont|blockquote|body|caption|center|col|colgroup|dd|details|dialog|dir|div|dl"
    "|dt|fieldset|figcaption|figure|footer|form|frame|frameset|h[1-6]|head|header|hr|html|iframe|legend|li|link"
    "|main|menu|menuitem|nav|noframes|ol|optgroup|option|p|param|search|section|summary|table|tbody|td|tfoot|th"
    "|thead|title|tr|track|ul"
)
_BLOCK_TAG = re.compile(rf"</?(?:{_NAMES})(?:[ \t]|/?>|$)", re.IGNORECASE)
_VALUE = r"""(?:[^\s"'=<>`]+|'[^'\n\r]*'|"[^"\n\r]*")"""
_ATTRIBUTE = rf"(?:\s+[a-zA-Z_:][\w.:-]*(?:\s*=\s*{_VALUE})?)"
_LONE_TAG = re.compile(rf"(?:<[a-zA-Z][a-zA-Z0-9-]*{_ATTRIBUTE}*\s*/?>|</[a-zA-Z][a-zA-Z0-9-]*\s*>)[ \t]*$")
"""Start condition 7 of section 4.6: a complete tag alone on its line."""
LONGEST_TAG = 4_000
"""A line longer than this is not tried as a lone tag: attributes may be cut in many ways, and take time."""

UNTIL_BLANK = re.compile(r"(?!)")
"""The end of an HTML block that only a blank line ends."""
_HTML_STARTS = (
    (_VERBATIM, re.compile(r"</(?:script|pre|style|textarea)>", re.IGNORECASE)),
    (re.compile(r"<!--"), re.compile(r"-->")),
    (re.compile(r"<\?"), re.compile(r"\?>")),
    (re.compile(r"<!\[CDATA\["), re.compile(r"\]\]>")),
    (re.compile(r"<![a-zA-Z]"), re.compile(r">")),
    (_BLOCK_TAG, UNTIL_BLANK),
)
"""Start conditions 1 to 6 of section 4.6, each with its end."""


@dataclass(slots=True)
class Line:
    """A line with a cursor that eats container marks; columns count tab stops, offsets characters.

    ``column`` is how far containers have eaten; ``at`` and ``at_column`` are the first printed character's.
    """

    text: str
    start: int
    end: int
    column: int = 0
    at: int = field(init=False)
    at_column: int = field(init=False)

    def __post_init__(self) -> None:
        self._measure(self.start, 0)

    def _measure(self, offset: int, column: int) -> None:
        found = _BLANKS.match(self.text, offset, self.end)
        self.at = found.end() if found else offset
        blanks = self.text[offset : self.at]
        if "\t" in blanks:
            for blank in blanks:
                column += TAB_STOP - column % TAB_STOP if blank == "\t" else 1
        else:
            column += len(blanks)
        self.at_column = column

    @property
    def indent(self) -> int:
        """Columns of blank between what containers have eaten and the first printed character."""
        return self.at_column - self.column

    @property
    def blank(self) -> bool:
        """Whether nothing is printed from here on."""
        return self.at >= self.end

    @property
    def first(self) -> str:
        """The first printed character, or an empty string."""
        return "" if self.blank else self.text[self.at]

    def eat(self, columns: int) -> None:
        """Give ``columns`` of indent to a container."""
        self.column += columns

    def eat_mark(self, size: int) -> None:
        """Give a printed mark of ``size`` characters to a container."""
        self.column = self.at_column + size
        self._measure(self.at + size, self.column)

    def find(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """Match a pattern at the first printed character."""
        return pattern.match(self.text, self.at, self.end)

    def html_end(self, *, interrupting: bool) -> re.Pattern[str] | None:
        """The end of the HTML block that begins here, or None; a lone tag interrupts no paragraph."""
        if self.first != "<":
            return None
        for begin, end in _HTML_STARTS:
            if self.find(begin):
                return end
        tried = not interrupting and self.end - self.at <= LONGEST_TAG
        return UNTIL_BLANK if tried and self.find(_LONE_TAG) else None

    def item(self, *, interrupting: bool) -> re.Match[str] | None:
        """The list marker that begins here; only a filled item, numbered 1, interrupts a paragraph (5.2)."""
        found = self.find(_ITEM)
        if found is None or not interrupting:
            return found
        number = found["number"]
        filled = _BLANKS.match(self.text, found.end(), self.end).end() < self.end  # type: ignore[union-attr]
        return found if filled and (number is None or int(number) == 1) else None
