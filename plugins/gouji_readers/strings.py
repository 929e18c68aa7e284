"""String literals of JavaScript and JSON: what they say, their escapes undone."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

_LITERAL = re.compile(
    r'"(?:[^"\\\n]|\\.)*+"' r"|'(?:[^'\\\n]|\\.)*+'" r"|`(?:[^`\\]|\\.)*+`" r"|//[^\n]*|/\*.*?\*/", re.DOTALL
)
"""A literal; comments are passed over, for they hold lone quotes."""
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))", re.DOTALL)
_CODED = re.compile(r"\\[^\"'/]")
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_STILL = re.compile(r"=\s*\\+[\"']|<\\+/|\\u00[0-9a-f]{2}", re.IGNORECASE)
"""What shows that a string was put into a string once more."""
_WHOLE = re.compile(r"<table\b.*</table\s*>", re.IGNORECASE | re.DOTALL)
_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")
DEEPEST = 3
"""Strings within strings that are undone."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A string by what it says, with the line, from 1, and the offset where it begins.

    ``plain`` says that no more than quotes and slashes were escaped in it.
    """

    text: str
    line: int
    offset: int
    plain: bool = False


def literals(text: str, start: int = 0, stop: int | None = None) -> Iterator[Literal]:
    """The string literals of a stretch of source that say anything, in order."""
    stop = len(text) if stop is None else stop
    breaks = [m.start() for m in re.finditer("\n", text)]
    for found in _LITERAL.finditer(text, start, stop):
        if found[0][0] != "/" and len(found[0]) > 2:  # noqa: PLR2004
            said = undone(found[0][1:-1])
            line, plain = bisect_right(breaks, found.start() - 1) + 1, not _CODED.search(found[0])
            yield Literal(said, line, found.start() + 1, plain)


def undone(text: str) -> str:
    """A string without its escapes; again where they were escaped themselves."""
    for _ in range(DEEPEST):
        text = _ESCAPE.sub(_sign, text)
        if not _STILL.search(text):
            break
    return _PAIRS.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def holds_table(said: Literal) -> bool:
    """Whether a string holds a table whole; one that a script puts together of pieces says too little.

    A plain one is read where it stands, by the layouts, as any text.
    """
    return not said.plain and _WHOLE.search(said.text) is not None


def _sign(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    if digits is None:
        return _PLAIN.get(escape[4], escape[4])
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else "\ufffd"  # noqa: PLR2004
