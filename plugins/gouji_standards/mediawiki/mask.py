"""Wikitext with what its preprocessor takes out covered up: comments, templates, extension tags.

MediaWiki expands these before it looks for tables, so that no bar within them parts cells. The mask is as
long as the text; offsets into it are offsets into the text.
"""

from __future__ import annotations

import re

from gouji.matrix import Span

OPAQUE, GONE, JOINT = "\x01", "\x02", "\x00"
"""What stands for a character of a template or extension tag, of a comment, and of ``{{!}}`` past its bar."""
_EXTENSIONS = (
    "nowiki|pre|ref|math|chem|syntaxhighlight|source|gallery|score|timeline|poem|graph|templatedata|hiero|"
    "imagemap|inputbox|mapframe|maplink|section|categorytree"
)
_HOLDERS = {"includeonly": GONE, "ref": OPAQUE, "poem": OPAQUE}
"""Tags whose content may hold a table, and how the tags themselves are covered then."""
_ATTRIBUTE = r"""[\w:-]++(?:[ \t]*+=[ \t]*+(?:"[^"<>\r\n]*+"|'[^'<>\r\n]*+'|[^\s"'<>|]++))?+"""
_PARTS = re.compile(
    r"(?P<comment><!--)|(?P<bar>\{\{!\}\}(?!\}))|(?P<open>\{\{+)|(?P<close>\}\}+)"
    rf"|<(?P<name>{_EXTENSIONS}|includeonly)(?=[\s/>])[^<>]*+>"
    r"|(?P<tag></?(?:noinclude|onlyinclude)\s*+/?>)"
    rf"|(?P<html><[a-z][a-z0-9]*+(?:[ \t]++{_ATTRIBUTE})++[ \t]*+/?>)",
    re.IGNORECASE,
)
_TABLE = re.compile(r"[\r\n][ \t:]*+\{\|")
_NUL = str.maketrans({JOINT: OPAQUE, GONE: OPAQUE})
MOST_OPEN = 128
"""Templates within templates; MediaWiki itself stops at 40."""


def masked(text: str) -> str:
    """The text with ``{{!}}`` as a bar and everything else that holds no table's marks covered."""
    covers = _Covers(text)
    covers.read()
    return covers.apply()


class _Covers:
    """Half-open stretches to cover, found in one pass with a stack of open braces."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.found: list[tuple[int, int, str]] = []
        self.open: list[Span] = []
        self.missing: set[str] = set()
        self.opened = dict.fromkeys(_HOLDERS, 0)

    def read(self) -> None:
        """Find the stretches."""
        pos = 0
        while part := _PARTS.search(self.text, pos):
            start, pos = part.span()
            if part["comment"]:
                pos = self._comment(start)
            elif part["bar"]:
                self.found.append((start, pos, "|"))
            elif part["open"] and len(self.open) < MOST_OPEN:
                self.open.append((start, pos))
            elif part["close"]:
                self._close(start, pos)
            elif part["tag"]:
                self.found.append((start, pos, GONE))
            elif part["html"]:
                self.found.append((start, pos, OPAQUE))
            elif part["name"]:
                pos = self._extension(part["name"].lower(), start, pos)

    def _comment(self, start: int) -> int:
        end = self.text.find("-->", start + len("<!--"))
        stop = end + len("-->") if end >= 0 else len(self.text)
        self.found.append((start, stop, GONE))
        return stop

    def _extension(self, name: str, start: int, pos: int) -> int:
        """Cover an extension tag, and its content unless a table is in it; one that is not closed is text."""
        if self.text[pos - 2] == "/":
            self.found.append((start, pos, OPAQUE))
            return pos
        if name in self.missing or start < self.opened.get(name, 0):
            return pos
        end = re.compile(rf"</{name}\s*+>", re.IGNORECASE).search(self.text, pos)
        if end is None:
            self.missing.add(name)
            return pos
        if name in _HOLDERS and _TABLE.search(self.text, pos, end.start()):
            self.found += [(start, pos, _HOLDERS[name]), (*end.span(), _HOLDERS[name])]
            self.opened[name] = end.end()
            return pos
        self.found.append((start, end.end(), GONE if name == "includeonly" else OPAQUE))
        return end.end()

    def _close(self, start: int, end: int) -> None:
        """Close templates (two braces) and parameters (three), the innermost first."""
        while end - start >= len("}}") and self.open:
            first, last = self.open.pop()
            width = min(last - first, end - start, len("}}}"))
            self.found.append((last - width, start + width, OPAQUE))
            start += width
            if last - width - first >= len("{{"):
                self.open.append((first, last - width))

    def apply(self) -> str:
        """The mask; where stretches lie in each other, the outer one covers, but comments stay gone."""
        pieces, pos = [], 0
        gone = sorted(stretch for stretch in self.found if stretch[2] == GONE)
        at = 0
        for start, end, mark in sorted(self.found, key=lambda stretch: (stretch[0], -stretch[1])):
            if start < pos:
                continue
            pieces.append(self.text[pos:start].translate(_NUL))
            if mark == "|":
                pieces.append("|" + JOINT * (end - start - 1))
            else:
                while at < len(gone) and gone[at][0] < start:
                    at += 1
                pieces.append(_covered(start, end, mark, gone, at))
            pos = end
        return "".join([*pieces, self.text[pos:].translate(_NUL)])


def _covered(start: int, end: int, mark: str, gone: list[tuple[int, int, str]], at: int) -> str:
    """A stretch covered by one mark, with the comments within it covered as such."""
    pieces, pos = [], start
    while mark == OPAQUE and at < len(gone) and gone[at][0] < end:
        pieces.append(OPAQUE * (gone[at][0] - pos) + GONE * (gone[at][1] - gone[at][0]))
        pos = gone[at][1]
        at += 1
    return "".join([*pieces, mark * (end - pos)])
