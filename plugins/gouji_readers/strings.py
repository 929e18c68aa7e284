"""String literals of JavaScript and JSON: what they say, their escapes undone, and which say one text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

_QUOTED = {
    '"': r'"(?:[^"\\\n]|\\.)*+(?P<d>")?',
    "'": r"'(?:[^'\\\n]|\\.)*+(?P<s>')?",
    "`": r"`(?:[^`\\]|\\.)*+(?P<b>`)?",
}
_COMMENT = r"//[^\n]*|/\*.*?\*/"
"""Comments are passed over, for they hold lone quotes."""
_ESCAPE = re.compile(r"\\(?:u\{([0-9A-Fa-f]{1,6})\}|u([0-9A-Fa-f]{4})|x([0-9A-Fa-f]{2})|(\r\n|.))", re.DOTALL)
_PLAIN = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "0": "\0", "\n": "", "\r\n": ""}
_STILL = re.compile(r"=\s*\\+[\"']|<\\+/|\\u00[0-9a-f]{2}", re.IGNORECASE)
"""What shows that a string was put into a string once more."""
_BEGINS = re.compile(r"<table\b", re.IGNORECASE)
_PAIRS = re.compile("[\ud800-\udbff][\udc00-\udfff]")
DEEPEST = 3
"""Strings within strings that are undone."""
_NAME = r"[\w$.]{1,60}"
_GLUE = re.compile(
    rf"\s*(?:\+|\)\s*;?\s*document\s*\.\s*write(?P<line>ln)?\s*\(|;?\s*(?P<name>{_NAME})\s*\+=)\s*"
)
"""What stands between two literals that say one text: a plus, the next writing call, the next addition."""
_TO = re.compile(rf"({_NAME})\s*\+?=\s*\Z")
"""What a literal is given or added to."""
FARTHEST = 200
"""Characters between two literals of one text."""


@dataclass(frozen=True, slots=True)
class Literal:
    """A string by what it says, with the line, from 1, and the offsets where it begins and ends."""

    text: str
    line: int
    offset: int
    stop: int


@cache
def _literal(signs: frozenset[str]) -> re.Pattern[str]:
    """What finds comments, and literals of some quotes; one without its end has no group."""
    return re.compile("|".join([*(_QUOTED[sign] for sign in sorted(signs)), _COMMENT]), re.DOTALL)


class Source:
    """A text in which literals are found, each with its line."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._breaks = [m.start() for m in re.finditer("\n", text)]

    def literals(self, start: int = 0, stop: int | None = None) -> Iterator[Literal]:
        """The string literals of a stretch of source that say anything, in order."""
        for found in self._quoted(start, len(self.text) if stop is None else stop):
            if len(found[0]) > 2:  # noqa: PLR2004
                yield self.literal(undone(found[0][1:-1]), found.start() + 1, found.end() - 1)

    def _quoted(self, pos: int, stop: int) -> Iterator[re.Match[str]]:
        """The literals with both their quotes.

        Where a quote has no other one before the end of its line, neither has any of its kind up to there.
        """
        alone: dict[str, int] = {}
        while pos < stop:
            alone = {sign: end for sign, end in alone.items() if end > pos}
            near = min(alone.values(), default=stop)
            signs = frozenset(sign for sign in _QUOTED if sign not in alone)
            found = _literal(signs).search(self.text, pos, stop)
            if found is None or (alone and found.start() >= near):
                pos = near
            elif found[0][0] == "/" or found.lastgroup:
                pos = found.end()
                if found.lastgroup:
                    yield found
            else:
                pos, alone[found[0][0]] = found.start() + 1, found.end()

    def literal(self, said: str, start: int, stop: int) -> Literal:
        """What a half-open stretch of the text says."""
        return Literal(said, bisect_right(self._breaks, start - 1) + 1, start, stop)


def joined(text: str, listed: Sequence[Literal]) -> list[list[Literal]]:
    """The literals of a script, those together that it writes or adds to each other with nothing between."""
    out: list[list[Literal]] = []
    target = ""
    for said in listed:
        last = out[-1][-1] if out else None
        glue = _glue(text, last, said) if last else None
        if glue and glue["name"] in (None, target):
            out[-1].append(replace(said, text="\n" + said.text) if glue["line"] else said)
            continue
        to = _TO.search(text, max(0, said.offset - 1 - FARTHEST), said.offset - 1)
        target = to[1] if to else ""
        out.append([said])
    return out


def _glue(text: str, last: Literal, said: Literal) -> re.Match[str] | None:
    start, stop = last.stop + 1, said.offset - 1
    return _GLUE.fullmatch(text, start, stop) if stop - start < FARTHEST else None


def undone(text: str) -> str:
    """A string without its escapes; again where they were escaped themselves."""
    for _ in range(DEEPEST):
        text = _ESCAPE.sub(_sign, text)
        if not _STILL.search(text):
            break
    return _PAIRS.sub(lambda pair: pair[0].encode("utf-16", "surrogatepass").decode("utf-16"), text)


def holds_table(said: Sequence[Literal]) -> bool:
    """Whether strings that follow each other hold a table whole; with a variable between them they do not."""
    text = "".join(piece.text for piece in said)
    begins = _BEGINS.search(text)
    return begins is not None and text.lower().rfind("</table") > begins.start()


def _sign(escape: re.Match[str]) -> str:
    digits = escape[1] or escape[2] or escape[3]
    if digits is None:
        return _PLAIN.get(escape[4], escape[4])
    code = int(digits, 16)
    return chr(code) if code < 0x110000 else "\ufffd"  # noqa: PLR2004
