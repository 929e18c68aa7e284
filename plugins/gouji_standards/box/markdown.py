"""Lines that part a header as Markdown does: a frame with one is Markdown's, unless a box is asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji_standards.drawing.lines import Drawn
from gouji_standards.drawing.signs import CROSSING, is_rule

_DELIMITERS = re.compile(r"\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)*\|?")
"""A line that parts a header, as Markdown reads it."""
_UNDERLINES = re.compile(
    r"\|(?:(?=.*[-=\u2013\u2014]{2})(?:[ \t]*(?::?[-=\u2013\u2014]++:?)?+[ \t]*+\|)+"
    r"|(?:[ \t]*+[-:=_\u2013\u2014][-:=_\u2013\u2014 \t]*+\|)+)"
)
"""A second line that underlines names, not all of them or not as Markdown would have it."""


def is_markdown(said: Sequence[str]) -> bool:
    """Whether a line parts a header as Markdown does, or is meant to, and none as a drawn table does."""
    if any(is_rule(line) and any(char in CROSSING for char in line) for line in said):
        return False
    if _delimits(said[0]) and _delimits(said[-1]):
        return False  # rules above and below, which Markdown has not
    if any(map(_delimits, said)):
        return True
    second = said[1] if len(said) > 1 else ""
    return _UNDERLINES.fullmatch(second) is not None and not is_rule(second)


def _delimits(line: str) -> bool:
    return "|" in line and _DELIMITERS.fullmatch(line) is not None


def unmarked(line: Drawn) -> Drawn:
    """A line that parts a header as Markdown does as a rule."""
    if not _delimits(line.chars):
        return line
    return Drawn(line.chars.replace(" ", "-").replace(":", "-"), line.at)
