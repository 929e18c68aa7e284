"""One row of a GFM table: its cells between unescaped pipes (GFM 0.29, section 4.10)."""

from __future__ import annotations

import re
from itertools import pairwise

from gouji.matrix import Span

_PIPE = re.compile(r"\|")
_MARK = r"[ \t]*+:?-++:?[ \t]*+"
_DELIMITER = re.compile(rf"\|?{_MARK}(?:\|{_MARK})*\|?[ \t]*+$")
_ORG_DELIMITER = re.compile(rf"\|{_MARK}(?:[|+]{_MARK})*\|[ \t]*+$")
"""Org mode's, which pandoc reads as well: ``+`` at the crossings of a line that has pipes at both ends."""


def delimiters(text: str, line: Span) -> int:
    """The columns that a delimiter row names, 0 where the line is none."""
    start, end = line
    if _DELIMITER.match(text, start, end) or _ORG_DELIMITER.match(text, start, end):
        crossings = text.count("|", start, end) + text.count("+", start, end)
        return crossings + 1 - (text[start] == "|") - (text[start:end].rstrip(" \t")[-1] == "|")
    return 0


def is_org_rule(text: str, line: Span) -> bool:
    """Whether a row is a rule with crossings: Org mode's table in groups or in a frame, not Markdown's."""
    start, end = line
    return "-+-" in text[start:end] and _ORG_DELIMITER.match(text, start, end) is not None


def cells(text: str, line: Span) -> list[Span]:
    """The trimmed spans of a row's cells; a pipe after a backslash parts nothing, in code spans too."""
    start, end = line
    cuts = [
        m.start()
        for m in _PIPE.finditer(text, start, end)
        if m.start() == start or text[m.start() - 1] != "\\"
    ]
    edges = [start - 1, *cuts, end]
    parts = [(a + 1, b) for a, b in pairwise(edges)]
    if cuts and cuts[0] == start:
        parts = parts[1:]
    if cuts and parts and not text[parts[-1][0] : parts[-1][1]].strip():
        parts.pop()
    return [trimmed(text, part) for part in parts]


def is_barred(text: str, line: Span) -> bool:
    """Whether a row has bars at both ends."""
    start, end = line
    return text[start] == "|" and text[start + 1 : end].rstrip(" \t").endswith("|")


def width(text: str, line: Span) -> int:
    """How many cells a row has."""
    return len(cells(text, line))


def trimmed(text: str, part: Span) -> Span:
    """A span without the blanks around it; where nothing is printed, an empty span at its end."""
    start, end = part
    said = text[start:end]
    start += len(said) - len(said.lstrip())
    return start, max(start, start + len(said.strip()))
