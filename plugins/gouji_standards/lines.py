"""Lines of a document as spans: where one stands, which hold a mark, and a stretch without its blanks."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from gouji.document import Document
from gouji.matrix import Span


def bounds(document: Document, line: int) -> Span:
    """The half-open text of a line without its terminator."""
    return int(document.lines.start[line]), int(document.lines.end[line])


def lines_with(document: Document, *marks: str) -> list[int]:
    """The numbers of the lines that hold one of the marks, in order, without a look at the others."""
    found = np.fromiter((at for mark in marks for at in _places(document, mark)), dtype=np.int64)
    lines = np.unique(np.searchsorted(document.lines.start, found, side="right") - 1)
    result: list[int] = lines.tolist()
    return result


def _places(document: Document, mark: str) -> Iterator[int]:
    """Where a mark stands; each is searched for alone, which is many times as fast as a pattern of all."""
    at = document.text.find(mark) if document.holds(mark) else -1
    while at >= 0:
        yield at
        at = document.text.find(mark, at + 1)


def dark(text: str, start: int, stop: int) -> Span:
    """The stretch [start, stop) without the blanks at its ends; where all is blank, empty at its start."""
    said = text[start:stop]
    inner = said.strip()
    begin = start + len(said) - len(said.lstrip()) if inner else start
    return begin, begin + len(inner)
