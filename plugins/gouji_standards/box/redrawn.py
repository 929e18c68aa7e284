"""Boxes drawn with other signs, or behind a remark's mark, in plain signs: rewritten with their length kept.

Perl's Text::ASCIITable, texttable, prettytable and tabled let their callers choose any sign (dots, stars,
hashes, ``!``); programs show results behind ``#``, ``--`` or ``//``. Offsets stay those of the document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np

from gouji.document import Document
from gouji_standards.drawing.signs import CROSSING, DRAWING, HORIZONTAL, VERTICAL
from gouji_standards.edits import edited
from gouji_standards.lines import bounds

FEWEST_BARS = 3
"""Bars of two columns: one column is a notice."""
FEWEST_ROWS = 2
"""Lines with bars: a drawing of one word's bits has one."""
LONGEST = 2_000
"""A longer line is no line of such a box."""
_DASH, _CROSS = re.escape(HORIZONTAL), re.escape(CROSSING)
_REMARK = re.compile(
    rf"[ \t]*(?P<mark>#{{1,3}}|/{{2,3}}|--|;{{1,2}}|%{{1,2}}|\*|!|')[ \t]+"
    rf"(?:[{_CROSS}][{_DASH}{_CROSS}]{{3,}}+|[{_DASH}]++[{_CROSS}][{_DASH}{_CROSS}]++)[ \t]*",
)
"""A rule with crossings behind a remark's mark."""
_BORDER = re.compile(r"[ \t]*(?:[*#~=]{5,}+|[.:o,*'][-=.:+o'*,]{3,}[.:o',*])[ \t]*")
"""A border of other signs than dashes: the first line of a box."""
_EDGES = frozenset("|!*#:")
"""Signs that lines begin and end with, and bars are."""
_BARS = frozenset(VERTICAL)
_DRAWS = frozenset("*#~=.:o,'`-+|!")
"""Signs of a border; a line of them alone is one."""


def redrawn(document: Document) -> Document:
    """The document with such boxes in plain signs; the document itself where it has none."""
    return edited(document, dict(_edits(document)).items())


def _edits(document: Document) -> Iterator[tuple[int, str]]:
    """What stands instead at some offsets, each as long as what it replaces."""
    done = -1
    for line, found in _lines(document, _REMARK):
        if line > done:
            first, done = _remarks(document, line, found["mark"])
            shown = range(first, done + 1)
            barred = sum(not _BARS.isdisjoint(document.line_text(each)) for each in shown)
            for each in shown if barred >= FEWEST_ROWS else ():
                at = document.text.index(found["mark"], bounds(document, each)[0])
                yield at, " " * len(found["mark"])
    done = -1
    for line, _ in _lines(document, _BORDER):
        if line > done:
            lines = _box(document, line)
            done = line + max(len(lines) - 1, 0)
            yield from _plain(lines)


def _lines(document: Document, pattern: re.Pattern[str]) -> Iterator[tuple[int, re.Match[str]]]:
    """The lines that are all of a pattern; only those that print nothing but a drawing's signs are tried."""
    lines = document.lines
    short = (lines.end - lines.start <= LONGEST) & (lines.printed > 0)
    likely = np.flatnonzero(short & (lines.count(DRAWING) == lines.printed))
    places = likely.tolist(), lines.start[likely].tolist(), lines.end[likely].tolist()
    for line, start, end in zip(*places, strict=True):
        found = pattern.fullmatch(document.text[start:end])
        if found is not None:
            yield line, found


def _remarks(document: Document, line: int, mark: str) -> tuple[int, int]:
    """The first and the last of the lines around one that begin with a mark and say something behind it."""
    first = last = line
    while first and _is_remark(document, first - 1, mark):
        first -= 1
    while last + 1 < len(document.lines.start) and _is_remark(document, last + 1, mark):
        last += 1
    return first, last


def _is_remark(document: Document, line: int, mark: str) -> bool:
    said = document.line_text(line).lstrip(" \t")
    behind = said[len(mark) :]
    return said.startswith(mark) and behind[:1].isspace() and bool(behind.strip())


def _box(document: Document, line: int) -> list[tuple[int, str]]:
    """The lines of one length from a border on, each a border or between two edges of one sign."""
    found: list[tuple[int, str]] = []
    edge, left = "", -1
    for each in range(line, len(document.lines.start)):
        start, end = bounds(document, each)
        said = document.text[start : min(end, start + LONGEST)]
        inner = said.strip(" \t")
        begin = start + len(said) - len(said.lstrip(" \t"))
        if not inner or (found and (len(inner) != len(found[0][1]) or begin - start != left)):
            break
        if not _DRAWS.issuperset(inner):
            edge = edge or inner[0]
            if edge not in _EDGES or inner[0] != edge or inner[-1] != edge:
                break
        left = begin - start
        found.append((begin, inner))
    return found


def _plain(lines: list[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """The lines of a box in plain signs, nothing where they are none: the bars of all rows are its bars."""
    rows = [said for _, said in lines if not _DRAWS.issuperset(said)]
    if len(rows) < FEWEST_ROWS or rows[-1] == lines[-1][1]:
        return
    edge = rows[0][0]
    bars = [at for at in range(len(rows[0])) if all(said[at] == edge for said in rows)]
    cells = [said[a + 1 : b] for said in rows for a, b in zip(bars, bars[1:], strict=False)]
    worded = sum(any(c.isalnum() for c in cell) for cell in cells)
    if len(bars) < FEWEST_BARS or worded * 2 < len(cells):
        return
    for start, said in lines:
        rule = _DRAWS.issuperset(said)
        chars = list("-" * len(said) if rule else said)
        for bar in bars:
            chars[bar] = "+" if rule else "|"
        yield start, "".join(chars)
