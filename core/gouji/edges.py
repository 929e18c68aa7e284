"""Edges: where a tool may have cut a text's lines at one width, so that what ends there goes on beyond it.

``cut -c1-60`` and a terminal's edge leave 12 of 1,204, and nothing in the line tells. That several lines are
as long as the longest does: no lines are by chance, but those of a table that is flush right, and of those
all end alike. Of lines that were cut some end within a word, some within a figure, some between.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from gouji.line_table import BYTE_ORDER_MARK, LineTable

LINES = 3
"""Lines of the greatest width from which on it may be an edge: two agree by chance."""


class Edges(NamedTuple):
    """The offsets after the last signs of a text's widest lines: all, and those that may have been cut."""

    widest: frozenset[int] = frozenset()
    cut: frozenset[int] = frozenset()


def of(text: str, lines: LineTable) -> Edges:
    """The edges of a text; blanks at the end of a line count for nothing."""
    widths = lines.end - lines.start
    ends = _dark(text, lines.end[widths == widths.max()].tolist())
    if not ends:
        spans = zip(lines.start.tolist(), lines.end.tolist(), strict=True)
        widths = np.array([len(text[start:end].rstrip()) for start, end in spans])
        ends = _dark(text, (lines.start + widths)[widths == widths.max()].tolist())
    unlike = len(ends) >= LINES and len({_kind(text[end - 1]) for end in ends}) > 1
    return Edges(frozenset(ends), frozenset(ends if unlike else ()))


def may_be_cut(text: str) -> bool:
    """Whether any of a text's lines may have been cut: the same by its lines alone, in a fifth of the time.

    Lines that end in CR, and those below a byte order mark, take the whole look.
    """
    if "\r" in text or text[:1] == chr(BYTE_ORDER_MARK):
        return bool(of(text, LineTable(text)).cut)
    lines = text.split("\n")
    widest = max(map(len, lines))
    longest = [line[-1:] for line in lines if len(line) == widest]
    ends = [sign for sign in longest if sign.strip()]
    if not ends:
        return bool(of(text, LineTable(text)).cut)
    return len(ends) >= LINES and len(set(map(_kind, ends))) > 1


def _dark(text: str, ends: Iterable[int]) -> list[int]:
    """The ends behind a sign that is no blank."""
    return [end for end in ends if text[end - 1 : end].strip()]


def _kind(sign: str) -> tuple[bool, bool]:
    """A digit, a letter or another sign."""
    return sign.isdigit(), sign.isalpha()
