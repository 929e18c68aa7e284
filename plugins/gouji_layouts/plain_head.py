"""What stands in a page before its first table: its texts, and whether anything in it hides the tables."""

from __future__ import annotations

import re

from gouji.unseen import any_case, strikes
from gouji_layouts.html_scan import HIDING, one_of
from gouji_layouts.html_shown import hides_on
from gouji_layouts.plain_tags import NAMED, SHAPING, STYLING, begins

_HIDDEN = re.compile(rf"<(?:!--|{begins(HIDING)}({one_of(HIDING)})\b)")
"""What begins a comment, or an element whose text is hidden: its name."""
_ENDS = {name: re.compile(rf"</{any_case(name)}{NAMED}") for name in HIDING}
_UNCLOSED = re.compile(r"<[a-zA-Z](?:[^<>\"']++|\"[^\"<>]*+\"|'[^'<>]*+')*+[\"']")
"""A tag with a quoted value that holds ``<`` or ``>``: what looks like tags may be a part of it."""
_SHAPED = re.compile(rf"<{SHAPING}{NAMED}")
_STYLING = tuple(word.encode() for word in STYLING)
_TEXT = re.compile(r">\s*(>|[^<>\s][^<>]*>?)")


def head_texts(head: str) -> list[str] | None:
    """The texts of a page before its first table; None where they hide it, or may mislead."""
    seen = seen_of(head)
    if seen is None or goes_on(seen) or _SHAPED.search(seen):
        return None
    lower = seen.encode("utf-8", "surrogatepass").lower()  # as bytes, which are lowered far faster
    styled = any(word in lower for word in _STYLING)
    if (styled and strikes(seen)) or hides_on(seen, styled=styled):
        return None
    return _TEXT.findall(f">{seen}")


def seen_of(text: str) -> str | None:
    """A part of a page with a mark for what no reader sees; None where that does not end in it."""
    kept: list[str] = []
    at = 0
    while found := _HIDDEN.search(text, at):
        kept.append(text[at : found.start()])
        at = _hidden_end(text, found)
        if at < 0:
            return None
    return "<!>".join((*kept, text[at:]))  # a quoted value in which something was left out still holds "<"


def _hidden_end(text: str, start: re.Match[str]) -> int:
    """Where what begins somewhere in a text ends; -1 where it does not, or where it is not plain."""
    at = start.end()
    if start[1]:
        found = _ENDS[start[1].lower()].search(text, at)
        return text.find(">", found.end()) + 1 or -1 if found else -1
    end = text.find("-->", at)
    empty = text.startswith((">", "->"), at)  # a comment that ends before its text begins
    return -1 if end < 0 or empty or "--!>" in text[at:end] else end + 3


def goes_on(seen: str) -> bool:
    """Whether a tag goes on after what looks like its end."""
    return _UNCLOSED.search(f"{seen}<") is not None
