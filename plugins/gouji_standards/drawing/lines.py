"""Drawn lines: the lines of a character drawing, one character a printed column.

Readers of grid, simple and box tables cut lines at columns. A column is what the printing tool counted:
display width (docutils, tabulate with wcwidth, rich) or characters (tools that know of no wide ones).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouji.matrix import Span
from gouji.units import Unit, columns

_PAD = "\x00"
"""Stands in the second column of a wide character, as in docutils."""
MAX_LINE = 20_000
"""A longer line is no line of a drawn table: it is taken for one without an edge, so time stays linear."""
TAB = 8
"""Columns from one tab stop to the next, as terminals and docutils have them."""
_ESCAPE = re.compile(r"\x1b(?:\[[0-9;]*[A-Za-z]|\][^\x07\x1b]{0,2000}(?:\x07|\x1b\\))")
"""Escape sequences of terminals: colours, links."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """One line: ``chars`` has one character a column, ``at`` the offset of each column and of the end.

    A slice of columns [a, b) is the text from ``at[a]`` to ``at[b]``, both half-open.
    """

    chars: str
    at: Sequence[int]

    def cut(self, left: int, right: int | None = None) -> Drawn:
        """Columns [left, right) as a line of their own, to the end unless ``right`` is given."""
        chars = self.chars[left:right]
        left = min(left, len(self.chars))
        return Drawn(chars, self.at[left : left + len(chars) + 1])

    def rstrip(self) -> Drawn:
        """The line without trailing blanks."""
        stop = len(self.chars.rstrip())
        return self if stop == len(self.chars) else self.cut(0, stop)

    def span(self, left: int, right: int) -> Span:
        """The text of columns [left, right) without surrounding blanks; an empty span where it is blank."""
        part = self.chars[left:right]
        dark = part.strip()
        if not dark:
            where = min(left, len(self.chars))
            return (self.at[where], self.at[where])
        begin = left + len(part) - len(part.lstrip())
        return (self.at[begin], self.at[begin + len(dark)])


def drawn(text: str, span: Span, unit: Unit) -> Drawn:
    """A line's characters by columns; escape sequences of terminals and combining marks take none.

    A tab reaches to the next stop unless characters are counted; one that indents the line is one character,
    for lines are cut there.
    """
    start, end = span[0], min(span[1], span[0] + MAX_LINE)
    line = text[start:end]
    if line.isascii() and "\x1b" not in line and "\t" not in line.strip():
        return Drawn(line, range(start, end + 1))
    width = np.diff(columns(line, unit))
    for found in _ESCAPE.finditer(line):
        width[found.start() : found.end()] = 0
    chars: list[str] = []
    at: list[int] = []
    indent = line[: len(line) - len(line.lstrip())]
    shift = len(indent.expandtabs(TAB)) - len(indent)
    for index, (char, wide) in enumerate(zip(line, width.tolist(), strict=True)):
        if char == "\t" and unit != "chars" and index >= len(indent):
            room = TAB - (len(chars) + shift) % TAB
            chars.extend(" " * room)
            at.extend([start + index] * room)
            continue
        for extra in range(wide):
            chars.append(char if not extra else _PAD)
            at.append(start + index + bool(extra))
    at.append(end)
    return Drawn("".join(chars), at)


def by_chars(text: str, span: Span, left: int = 0) -> Drawn:
    """A line from column ``left`` on without trailing blanks, each character, even a tab, one column."""
    start = span[0] + left
    said = text[start : span[1]].rstrip()
    return Drawn(said, range(start, start + len(said) + 1))


def piece(text: str, span: Span) -> str:
    """What a span says: its text without a terminal's escape sequences."""
    said = text[span[0] : span[1]]
    return _ESCAPE.sub("", said).strip() if "\x1b" in said else said


def seamed(text: str, pieces: Sequence[Span]) -> tuple[list[Span], str]:
    """A cell's spans and its text, given its pieces, one a line: lines are joined by a newline.

    Blank lines between printed ones stay as empty lines; a blank cell has one empty span at its first piece.
    """
    printed = [index for index, (start, end) in enumerate(pieces) if end > start]
    if not printed:
        return [(pieces[0][0], pieces[0][0])], ""
    kept = pieces[printed[0] : printed[-1] + 1]
    return [pieces[index] for index in printed], "\n".join(piece(text, span) for span in kept)
