"""Blocks of AsciiDoc: where table blocks stand, and what is code, comment or passthrough and hides them.

AsciiDoc Language, "Delimited Blocks": a block ends at a line equal to the one that opened it. Example,
sidebar, quote and open blocks hold blocks themselves, so that their lines are passed over.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.asciidoc.attributes import LINE_LIMIT, Attributes

NESTING_LIMIT = 32
"""Blocks within blocks that are told apart; a document has five."""

_FENCE = re.compile(r"[|,:!]={3,}")
_VERBATIM = re.compile(r"-{4,}|\.{4,}|\+{4,}|/{4,}|`{3}[^`]*|~{3,}\w*")
"""Lines that open a block whose lines are no markup."""
_HOLDS_BLOCKS = re.compile(r"--|={4,}|\*{4,}|_{4,}|\"\"")
"""Lines that open a block that holds others."""
_ATTRIBUTE_LINE = re.compile(r"\[(?:\[.*\]|[\w.#%{,\"' \t].*)?\]")
_TITLE = re.compile(r"\.(?=\.?[^ \t.])")
_ENTRY = re.compile(r":!?\w[\w-]*!?:(?:[ \t]|\Z)")
"""An attribute entry: it is no part of a paragraph."""
_OPENERS = tuple('|,:!-.+/`~_=*"')
"""What the lines that open and close a block begin with."""
_SINGLE = re.compile(
    r"={1,6}[ \t]+\S.*|#{1,6}[ \t]+\S.*|'{3,}|-(?: ?-){2}|\*(?: ?\*){2}|<{3}|\+|[a-z]\w*::\S*\[.*\]"
)
"""Section titles, breaks, list continuations and block macros: one line each, never part of a paragraph."""
_WORD = re.compile(r"\w")
_VERBATIM_STYLES = frozenset(
    ("source", "listing", "literal", "pass", "stem", "latexmath", "asciimath", "verse", "comment")
)


@dataclass(frozen=True, slots=True)
class Block:
    """A table block: its opening line's mark, the half-open edges of its lines, and what stands above it.

    Lines have lost the blanks at their ends, and comment lines are left out. ``closed`` says that the
    closing line is there.
    """

    mark: str
    lines: list[Span]
    attributes: Attributes
    closed: bool


def table_blocks(document: Document) -> Iterator[Block]:
    """The table blocks of a document, in order."""
    return _Scan(document).blocks()


class _Scan:
    """The lines, which of them are equal, and the attributes gathered so far."""

    def __init__(self, document: Document) -> None:
        self.text = document.text
        edges = zip(document.lines.start.tolist(), document.lines.end.tolist(), strict=True)
        self.lines = [(start, _dark_end(document.text, start, end)) for start, end in edges]
        self.same: dict[str, list[int]] = defaultdict(list)
        for number, (start, end) in enumerate(self.lines):
            if end - start <= LINE_LIMIT and self.text[start : start + 1] in _OPENERS:
                self.same[self.text[start:end]].append(number)
        self.attributes = Attributes()
        self.paragraph = 0
        self.around: list[str] = []

    def blocks(self) -> Iterator[Block]:
        at = 0
        while at < len(self.lines):
            said = self._line(at)
            if _FENCE.fullmatch(said):
                stop = self._closing(said, at)
                yield self._block(said, at, stop)
                self._forget()
                at = stop + 1
            else:
                at = self._pass(said, at)

    def _block(self, mark: str, opening: int, stop: int) -> Block:
        lines = [self.lines[n] for n in range(opening + 1, stop)]
        while stop == len(self.lines) and lines and lines[-1][0] == lines[-1][1]:
            lines.pop()
        kept = [(a, b) for a, b in lines if not _is_comment(self.text[a : min(b, a + 3)])]
        return Block(mark, kept, self.attributes, stop < len(self.lines))

    def _pass(self, said: str, at: int) -> int:
        """Pass over what begins at a line that opens no table; the number of the next line to read."""
        if not said:
            self.paragraph = 0
        elif self._is_verbatim(said, at):
            if said[0] != "/":
                self._forget()
            self.paragraph = 0
            return self._closing(_closer(said), at) + 1
        elif not _is_comment(said):
            return self._prose(said, at)
        return at + 1

    def _is_verbatim(self, said: str, at: int) -> bool:
        if self.attributes.style in _VERBATIM_STYLES and re.fullmatch(r"--|_{4,}", said):
            return True
        if not _VERBATIM.fullmatch(said) or self._underlines(said, at):
            return False
        lonely = not self.paragraph and self._closing(_closer(said), at) < len(self.lines)
        return said[0] != "~" or lonely

    def _underlines(self, said: str, at: int) -> bool:
        """Whether a line is the second of a title of two lines, as long as the first, give or take one."""
        if self.paragraph != 1 or said[0] not in "-+~" or self.around:
            return False
        above = self._line(at - 1)
        return abs(len(above) - len(said)) <= 1 and above[0] != "." and _WORD.search(above) is not None

    def _prose(self, said: str, at: int) -> int:
        start, end = self.lines[at]
        title = _TITLE.match(said) if not self.paragraph else None
        if _ATTRIBUTE_LINE.fullmatch(said):
            self.attributes.add(said[1:-1])
            self.paragraph = 0
        elif title:
            self.attributes.title = (start + 1, end)
        elif _HOLDS_BLOCKS.fullmatch(said):
            self._hold(said, at)
        elif (_SINGLE.fullmatch(said) and not self.paragraph) or said == "+" or self._underlines(said, at):
            self._forget()
        elif self.paragraph or not _ENTRY.match(said):
            verbatim = self.attributes.style in _VERBATIM_STYLES
            above = self.paragraph
            self._forget()
            self.paragraph = above + 1
            return self._blank(at) if verbatim else at + 1
        return at + 1

    def _hold(self, said: str, at: int) -> None:
        """Open or close a block that holds blocks."""
        self._forget()
        if said in self.around:
            del self.around[self.around.index(said) :]
        elif len(self.around) < NESTING_LIMIT and self._closing(said, at) < len(self.lines):
            self.around.append(said)

    def _forget(self) -> None:
        self.attributes = Attributes()
        self.paragraph = 0

    def _blank(self, at: int) -> int:
        """The first line from one on that is blank."""
        while at < len(self.lines) and self._line(at):
            at += 1
        return at

    def _line(self, at: int) -> str:
        start, end = self.lines[at]
        return self.text[start : min(end, start + LINE_LIMIT)]

    def _closing(self, said: str, at: int) -> int:
        """The next line that says the same, or the number of lines."""
        numbers = self.same.get(said, [])
        after = bisect_right(numbers, at)
        return numbers[after] if after < len(numbers) else len(self.lines)


def _dark_end(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _is_comment(said: str) -> bool:
    return said.startswith("//") and not said.startswith("///")


def _closer(said: str) -> str:
    """The line that closes a block: its opening line, without the language after a code fence."""
    return said[: len(said) - len(said.lstrip(said[0]))] if said[0] in "`~" else said
