"""Ruled tables: cells under the strokes of a ruler, ``---- ----`` or ``==== ====``, no bars between them.

Printed by: pandoc's simple and multiline tables (markdown, plain), reStructuredText simple tables,
docutils, tabulate (``simple``, ``rst``), sqlite3's and other shells' column mode. Rulers count display
width (pandoc) or characters; the unit in which every cell stays under its stroke is the table's.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

import numpy as np

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span
from gouji_layouts.ruled_cut import Stroke
from gouji_layouts.ruled_rows import Body, matrix
from gouji_layouts.tags import trim

SURE = 3
"""Characters that the longest stroke of a ruler has at least; shorter ones are list marks and dashes."""

_HYPHEN, _EQUALS = ord("-"), ord("=")
_RULER = re.compile(r"(?:-+(?: +-+)*|=+(?: +=+)*)[ \t]*")
_STROKE = re.compile(r"[-=]+")
_CAPTION = re.compile(r"\s*(?:Table)?: (?=\S)")


class Ruler(NamedTuple):
    """A ruler: its line, its character (``-`` or ``=``) and its strokes as half-open columns."""

    line: int
    mark: str
    strokes: tuple[Stroke, ...]


@hookimpl
def gouji_tables(document: Document) -> Iterator[CellMatrix]:
    """No table. Whole tables with rulers are the layouts grid's and simple's matter."""
    del document
    return iter(())


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each ruled table of two columns or more whose cells all stand under their strokes."""
    rulers = _rulers(document)
    done = 0
    for index, ruler in enumerate(rulers):
        if ruler.line < done or len(ruler.strokes) == 1:
            continue
        for body in _bodies(document, rulers, index):
            found = matrix(document, body, _caption(document, body.following))
            if found is not None:
                done = body.following
                yield found
                break


def _rulers(document: Document) -> list[Ruler]:
    lines = document.lines
    if not document.holds("--", "=="):
        return []
    first = lines.first
    rulers = []
    for line in np.flatnonzero(((first == _HYPHEN) | (first == _EQUALS)) & (lines.tabs == 0)).tolist():
        start, end = int(lines.start[line]), int(lines.end[line])
        left = start + int(lines.indent[line])
        if _RULER.fullmatch(document.text, left, end) is None:
            continue
        found = _STROKE.finditer(document.text, left, end)
        strokes = tuple((stroke.start() - start, stroke.end() - start) for stroke in found)
        if max(b - a for a, b in strokes) >= SURE:
            rulers.append(Ruler(line, document.text[left], strokes))
    return rulers


def _bodies(document: Document, rulers: Sequence[Ruler], index: int) -> Iterator[Body]:
    """Which lines may belong to the table that ``rulers[index]`` opens, likeliest first."""
    ruler = rulers[index]
    if ruler.mark == "=":
        yield from _restructured(document, rulers, index)
        return
    printed, line = document.lines.printed, ruler.line
    above = rulers[index - 1] if index else None
    below = next((other for other in rulers[index + 1 : index + 3] if _same_width(other, ruler)), None)
    if above is not None and len(above.strokes) == 1 and _same_width(above, ruler) and below is not None:
        head = (above.line + 1, line)
        if head[0] < head[1] and printed[head[0] : head[1]].all():
            yield Body(ruler.strokes, head, (line + 1, below.line), below.line + 1, spaced=True)
            return
    if line and printed[line - 1] and (above is None or above.line < line - 1):
        last = _blank_after(document, line + 1, rulers, index)
        yield Body(ruler.strokes, (line - 1, line), (line + 1, last), last)
    if below is not None and below.strokes == ruler.strokes:
        spaced = not printed[line + 1 : below.line].all()
        yield Body(ruler.strokes, (line, line), (line + 1, below.line), below.line + 1, spaced=spaced)


def _restructured(document: Document, rulers: Sequence[Ruler], index: int) -> Iterator[Body]:
    """The body between two or three rulers of ``=``, with the hyphen rulers that underline joined cells."""
    strokes = rulers[index].strokes
    same: list[int] = []
    under: dict[int, Sequence[Stroke]] = {}
    for number in range(index + 1, len(rulers)):
        other = rulers[number]
        if other.mark == "-":
            under[other.line] = other.strokes
        elif other.strokes == strokes and not (same and not document.lines.printed[same[0] + 1]):
            same.append(other.line)
        else:
            break
        if len(same) == 2:  # noqa: PLR2004 - below the head, below the rows
            break
    if not same:
        return
    start = rulers[index].line + 1
    head, first = ((start, same[0]), same[0] + 1) if len(same) > 1 else ((start, start), start)
    yield Body(strokes, head, (first, same[-1]), same[-1] + 1, under=under)


def _same_width(one: Ruler, other: Ruler) -> bool:
    edges = (other.strokes[0][0], other.strokes[-1][1])
    return one.mark == other.mark and (one.strokes[0][0], one.strokes[-1][1]) == edges


def _blank_after(document: Document, line: int, rulers: Sequence[Ruler], index: int) -> int:
    """The first line from ``line`` on that is blank or a ruler."""
    limit = rulers[index + 1].line if index + 1 < len(rulers) else len(document.lines.start)
    blanks = np.flatnonzero(document.lines.printed[line:limit] == 0)
    return line + int(blanks[0]) if len(blanks) else limit


def _caption(document: Document, line: int) -> Span | None:
    """A caption as pandoc prints it: a paragraph that begins with a colon, after one blank line."""
    lines = document.lines
    if line + 1 >= len(lines.start) or lines.printed[line]:
        return None
    start, end = int(lines.start[line + 1]), int(lines.end[line + 1])
    found = _CAPTION.match(document.text, start, end)
    return trim(document.text, found.end(), end) if found else None
