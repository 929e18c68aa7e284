"""What a layout plugin is written with, in one place: the document, its lines, cells of a line, matrices.

    from gouji.layout import CellMatrix, Document, Iterator, blocks, cells, from_rows, hookimpl

    @hookimpl
    def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
        for lines in blocks(document, "‡"):
            yield from_rows([cells(document.text, line, "‡") for line in lines])

A place in the text is a ``Span``: half-open character offsets, ``text[start:stop]``. A cell is a list of
spans: one for a cell printed in one piece, several for one that is wrapped, an empty one for a printed blank.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import MISSING, CellMatrix, Span, freeze, from_rows
from gouji.slots import Merged, place

__all__ = [
    "MISSING",
    "CellMatrix",
    "Document",
    "Iterator",
    "Merged",
    "Span",
    "blocks",
    "cells",
    "freeze",
    "from_rows",
    "hookimpl",
    "inside",
    "place",
    "trim",
    "trimmed",
    "without",
]

BLANKS = "".join(chr(code) for code in range(0x3001) if chr(code).isspace()) + "\u200b\ufeff"
"""What no cell begins or ends with: every blank of Unicode, the zero-width space and the byte order mark."""


def blocks(document: Document, *marks: str) -> Iterator[list[Span]]:
    """Each run of consecutive lines that hold one of the marks, as the lines' spans without their ends.

    Without marks the runs of lines that print anything, which empty lines part. A text without the marks
    costs one look for each of them: that is all a layout needs to refuse a foreign document.
    """
    if marks and not document.holds(*marks):
        return
    lines = document.lines
    wanted = lines.printed > 0
    if marks:
        found = re.compile("|".join(map(re.escape, marks))).finditer(document.text)
        offsets = np.fromiter((mark.start() for mark in found), dtype=np.int64)
        wanted = np.zeros(len(lines.start), dtype=np.bool_)
        wanted[np.searchsorted(lines.start, offsets, side="right") - 1] = True
    spans = list(zip(lines.start.tolist(), lines.end.tolist(), strict=True))
    for first, last in document.runs(wanted):
        yield spans[first:last]


def cells(text: str, line: Span, separator: str | re.Pattern[str]) -> list[list[Span]]:
    """The cells of a line between separators, each one trimmed span; n separators part n + 1 cells.

    The separator is a text or a compiled pattern. Where a layout also opens and closes its lines with a
    mark, give what stands ``inside``.
    """
    start, stop = line
    pattern = re.compile(re.escape(separator)) if isinstance(separator, str) else separator
    row = []
    for mark in pattern.finditer(text, start, stop):
        row.append([trim(text, start, mark.start())])
        start = mark.end()
    return [*row, [trim(text, start, stop)]]


def inside(text: str, line: Span, opening: str, closing: str = "") -> Span | None:
    """What stands between the marks that open and close a trimmed line; None where the line lacks one."""
    start, stop = trim(text, *line)
    inner = start + len(opening), stop - len(closing)
    if inner[0] > inner[1] or not text.startswith(opening, start) or not text.endswith(closing, start, stop):
        return None
    return inner


def trim(text: str, start: int, stop: int) -> Span:
    """The span without blanks at its ends; an empty span within it where nothing is printed."""
    part = text[start:stop]
    left = len(part) - len(part.lstrip(BLANKS))
    return start + left, start + max(len(part.rstrip(BLANKS)), left)


def without(text: str, span: Span, marks: re.Pattern[str]) -> list[Span]:
    r"""A cell without the marks in it: the backslash before an escaped sign, signs of emphasis, tags.

    Of a pattern with a group only the group is left out, so that an escape is matched whole: with
    ``(\\)[\\|]`` two backslashes and a bar are left one backslash and the bar, which is not escaped.
    """
    start, stop = span
    pieces, left = [], min(marks.groups, 1)
    for mark in marks.finditer(text, start, stop):
        if mark.start(left) >= 0:
            pieces.append((start, mark.start(left)))
            start = mark.end(left)
    return trimmed(text, [*pieces, (start, stop)])


def trimmed(text: str, pieces: Sequence[Span]) -> list[Span]:
    """The pieces of one cell without the blanks at its ends; one empty span where nothing is printed."""
    printed = [n for n, (start, stop) in enumerate(pieces) if text[start:stop].strip(BLANKS)]
    if not printed:
        return [trim(text, *pieces[0])]
    kept = [piece for piece in pieces[printed[0] : printed[-1] + 1] if piece[0] < piece[1]]
    kept[0] = trim(text, *kept[0])[0], kept[0][1]
    kept[-1] = kept[-1][0], trim(text, *kept[-1])[1]
    return kept
