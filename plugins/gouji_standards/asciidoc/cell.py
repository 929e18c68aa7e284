"""A cell of AsciiDoc while it is read, and what its specifier says: ``2.3+^.>s|``, ``3*|``."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gouji.matrix import Span
from gouji_standards.asciidoc.attributes import COLUMNS_LIMIT
from gouji_standards.lines import dark

SPEC_LIMIT = 40
"""Characters of a cell specifier; the longest with sense has twelve."""
ROWS_LIMIT = 65534
"""Rows a cell may span, as in HTML."""
_SPEC = (
    r"(?:(?P<count>\d+(?:\.\d*)?|(?:\d*\.)?\d+)(?P<kind>[*+]))?"
    r"(?:[<^>](?:\.[<^>]?)?|(?:[<^>]?\.)?[<^>])?(?P<style>[a-z])?"
)
_AT_START = re.compile(r"[ \t]*+" + _SPEC, re.ASCII)
_AT_END = re.compile(r"[ \t]" + _SPEC + r"\Z", re.ASCII)


@dataclass(frozen=True, slots=True)
class Spec:
    """What a specifier asks: slots to span, how often to repeat the cell, and its style's letter."""

    cols: int = 1
    rows: int = 1
    repeat: int = 1
    style: str = ""


PLAIN = Spec()
"""What a cell without a specifier asks."""


@dataclass(slots=True)
class Cell:
    """The stretches of each line of a cell, where it would stand if blank, and its specifier.

    ``last`` says that the cell ends with the line: a first row of unset length ends with it.
    """

    place: int
    lines: list[list[Span]] = field(default_factory=lambda: [[]])
    spec: Spec = PLAIN
    last: bool = False

    def add(self, start: int, end: int) -> None:
        """Take in a stretch of the last line."""
        if start < end:
            self.lines[-1].append((start, end))

    def wrapped(self) -> bool:
        """Whether anything is printed after the first line."""
        return any(self.lines[1:])

    def printed(self, text: str) -> tuple[str, list[Span]]:
        """What the cell says, and the half-open spans of its printed characters."""
        if len(self.lines) == 1 == len(self.lines[0]):
            span = dark(text, *self.lines[0][0])  # one stretch, as nearly all have
            return text[slice(*span)], [span]
        said: list[str] = []
        for line in self.lines:
            words = "".join(text[a:b] for a, b in line).rstrip()
            if words or (said and said[-1]):
                said.append(words)
        spans = [span for line in self.lines for span in _trimmed(text, line)]
        return "\n".join(said).strip(), spans or [(self.place, self.place)]


def spec_before(text: str, start: int, bar: int) -> Spec | None:
    """The specifier that is all that stands between a line's start and its first bar, if so."""
    found = _AT_START.fullmatch(text[start:bar]) if bar - start <= SPEC_LIMIT else None
    return _spec(found) if found else None


def spec_after(text: str, start: int, bar: int) -> tuple[Spec, int]:
    """The specifier of the next cell before its bar, parted by a blank from the text, and the text's end."""
    begin = max(start, bar - SPEC_LIMIT)
    found = _AT_END.search(text[begin:bar])
    return (_spec(found), begin + found.start()) if found else (PLAIN, bar)


def _spec(found: re.Match[str]) -> Spec:
    if found["count"] is None and found["style"] is None:
        return PLAIN
    style = found["style"] or ""
    first, _, second = (found["count"] or "").partition(".")
    cols = min(int(first or 1), COLUMNS_LIMIT + 1)
    if found["kind"] == "*":
        return Spec(repeat=cols, style=style)
    return Spec(max(cols, 1), max(min(int(second or 1), ROWS_LIMIT), 1), style=style)


def _trimmed(text: str, line: list[Span]) -> list[Span]:
    """The stretches of a line without the blanks at its ends."""
    left = [(a, b) for a, b in line if text[a:b].strip()]
    if not left:
        return []
    first, last = line.index(left[0]), line.index(left[-1])
    kept = line[first : last + 1]
    start, end = kept[0]
    kept[0] = (end - len(text[start:end].lstrip()), end)
    start, end = kept[-1]
    kept[-1] = (start, start + len(text[start:end].rstrip()))
    return kept
