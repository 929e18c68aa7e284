"""Inline: the marks of Markdown around a cell's text, taken off its spans."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.matrix import Span

_MARK = re.compile(r"\\[!-/:-@\[-`{-~]|\\$|\[|\]\{[^{}]*\}|\]|\*\*")
_FENCES = (":::", ".. ")
_FENCE = re.compile(r":{3,}[ \t]*(?:[\w-]+|\{[^{}]*\})?\Z|(\.\. container::)(?:[ \t]+\S+)*\Z")


def unfenced(text: str, lines: Sequence[Span]) -> list[Span]:
    """The trimmed lines of a cell without those that only mark a division.

    Those are ``::: name`` and ``:::`` (pandoc) and ``.. container:: name`` (reStructuredText), whose name may
    be wrapped to the next line.
    """
    if not any(text.startswith(_FENCES, start) for start, _ in lines):
        return list(lines)
    kept: list[Span] = []
    named = True
    for start, end in lines:
        found = _FENCE.match(text[start:end]) if text.startswith(_FENCES, start) else None
        if found is None and named:
            kept.append((start, end))
        named = found is None or found.end() > found.end(1) or found.group(1) is None
    return kept or list(lines[:1])


def bare(text: str, spans: Sequence[Span]) -> list[Span]:
    r"""The spans without escapes (``\"``), attributed spans (``[0]{lang=en}``) and strong marks (``**0**``).

    What is left is trimmed of blanks; a cell of marks alone leaves one empty span where it starts.
    """
    joined = "".join([text[a:b] for a, b in spans])
    if "\\" not in joined and "]{" not in joined and "**" not in joined:
        return list(spans)
    kept = _kept(joined)
    pieces: list[Span] = []
    offset = index = 0
    for start, end in spans:
        stop = offset + end - start
        while index < len(kept) and kept[index][0] < stop:
            a, b = kept[index]
            pieces.append((max(a, offset) - offset + start, min(b, stop) - offset + start))
            if b > stop:
                break
            index += 1
        offset = stop
    return pieces or [(spans[0][0], spans[0][0])]


def _kept(joined: str) -> list[Span]:
    """The half-open stretches of a cell's text that are not marks, without blanks at the cell's ends."""
    edges = [0, *(edge for mark in _dropped(joined) for edge in mark), len(joined)]
    kept = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    while kept and not joined[slice(*kept[0])].strip():
        del kept[0]
    while kept and not joined[slice(*kept[-1])].strip():
        del kept[-1]
    if kept:
        a, b = kept[0]
        kept[0] = (b - len(joined[a:b].lstrip()), b)
        a, b = kept[-1]
        kept[-1] = (a, a + len(joined[a:b].rstrip()))
    return kept


def _dropped(joined: str) -> list[Span]:
    """The half-open stretches of a cell's text that are marks, in order."""
    drop: list[Span] = []
    open_brackets: list[int] = []
    strong: list[Span] = []
    for found in _MARK.finditer(joined):
        start, mark = found.start(), found.group()
        if mark[0] == "\\":
            drop.append((start, start + 1))
        elif mark == "[":
            open_brackets.append(start)
        elif mark == "**":
            strong.append(found.span())
        elif open_brackets:
            opened = open_brackets.pop()
            if len(mark) > 1:
                drop += [(opened, opened + 1), found.span()]
    return sorted(drop + (strong if len(strong) % 2 == 0 else []))
