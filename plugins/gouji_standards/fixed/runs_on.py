"""Space-aligned tables that go on below an empty line: printers set groups of rows apart so."""

from __future__ import annotations

import numpy as np

from gouji.document import Bool, Document
from gouji_standards.fixed.cut import FIGURE, Cut, has_header
from gouji_standards.lines import bounds

MOST_EMPTY = 2
"""Empty lines between two groups of rows."""


def runs_on(document: Document, found: Cut, last: int, possible: Bool, *, asked: bool) -> int:
    """The line after the groups below line ``last`` (half-open) that are the table's; ``last`` if none is.

    Their lines leave the table's gutters blank, and their first has figures where the table has, so that it
    names no columns. A table without a header goes on only if it is ``asked`` for.
    """
    printed = document.lines.printed
    if not found.runs.any() or not (asked or has_header(found)):
        return last
    stop = last
    while stop < len(printed):
        begin = stop
        while begin < len(printed) and not printed[begin]:
            begin += 1
        if begin - stop > MOST_EMPTY or begin == len(printed):
            break
        end = begin
        while end < len(printed) and printed[end] and possible[end]:
            end += 1
        if (end < len(printed) and printed[end]) or not _fits(
            document, found, range(begin, end), asked=asked
        ):
            break
        stop = end
    return stop


def _fits(document: Document, found: Cut, lines: range, *, asked: bool) -> bool:
    text = [document.text[slice(*bounds(document, line))] for line in lines]
    if not all(said.isascii() for said in text):
        return False
    gutters = list(zip(found.runs[:-1, 1].tolist(), found.runs[1:, 0].tolist(), strict=True))
    if not all(any(all(not s[at : at + 1].strip() for s in text) for at in range(a, b)) for a, b in gutters):
        return False
    edges = [0, *found.runs[1:, 0].tolist(), max(map(len, text))]
    cells = [[s[a:b].strip() for a, b in zip(edges, edges[1:], strict=False)] for s in text]
    if sum(np.count_nonzero(row) > 1 for row in cells) * 2 <= len(cells):
        return False
    named = [bool(name) for name in found.said[0]] if has_header(found) else [True] * found.width
    columns = zip(cells[0], found.figures(), named, strict=True)  # numbers without a name label rows
    under = [said for said, figures, name in columns if figures and said and name]
    return all(FIGURE.fullmatch(said) for said in under) and (
        bool(under) or (asked and not any(found.figures()))
    )
