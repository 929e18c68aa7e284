"""Seams: where the pieces of a cell that is printed over several lines are put together.

A figure is never made of two lines: ``12`` above ``3`` may be one wrapped figure or two figures. So between
two pieces that would run together as one word or one figure one blank or line break of the text is kept.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji.matrix import Span

_BLANK = re.compile(r"\s")
_GLUE = frozenset(".,+-%．，－＋％")


def sewn(text: str, pieces: Sequence[Span]) -> list[Span]:
    """The spans of a cell from its trimmed pieces, one a line: blank pieces go, needed blanks come.

    A cell without text keeps one empty span at its first piece's start.
    """
    spans: list[Span] = []
    opened = 0
    for start, end in pieces:
        if start == end:
            continue
        if spans and opened <= 0 and _is_word(text[spans[-1][1] - 1]) and _is_word(text[start]):
            spans.append(_blank(text, spans[-1][1], start))
        spans.append((start, end))
        opened += text.count("[", start, end) - text.count("]", start, end)
    return spans or [(pieces[0][0], pieces[0][0])]


def _is_word(char: str) -> bool:
    return char in _GLUE or char.isdigit() or (char.isascii() and char.isalpha())


def _blank(text: str, start: int, end: int) -> Span:
    found = _BLANK.search(text, start, end)
    return found.span() if found else (start, start)
