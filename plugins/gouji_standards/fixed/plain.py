"""Space-aligned tables that only their columns show: of words, of two rows, with single blanks between.

They look like prose, remarks or a list, so they are read where somebody said that the text is a table.
"""

from __future__ import annotations

import re

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.fixed.columns import columns, cut
from gouji_standards.fixed.cut import PAIR, WIDE_GUTTER, Cut, are_listed
from gouji_standards.fixed.foreign import is_drawing, is_sentences
from gouji_standards.fixed.grid import Grid, grids
from gouji_standards.fixed.gutters import SOME_FIGURES
from gouji_standards.fixed.names import by_gaps

_BULLET = re.compile(r"[-*+•‣◦·–—]")
"""A list's mark."""
FEWEST_ASKED = 2
"""Lines of a table that somebody asked for."""
SAMPLE = 100
"""Lines of a long block that must be a table by themselves before the whole of it is tried."""
_FULL = (3, 4)
"""Of the slots of lines cut at every blank so many must be printed: chance parts words, not rows of them."""
MOST_BLANK = 3
"""Of so many slots one must be printed."""


def plain_table(document: Document, lines: list[Span]) -> Cut | None:
    """The lines cut at the gutters in all of them, or else at the gaps that each has as many of."""
    text = document.text
    found = [cut for grid in grids(document, lines) for cut in (_single(text, grid), columns(text, grid))]
    found.append(by_gaps(text, lines, fewest=PAIR))
    return max((each for each in found if each and _is_table(each)), key=lambda c: c.width, default=None)


def fine_table(document: Document, lines: list[Span]) -> Cut | None:
    """The lines cut at all blanks in which they agree, if the first fills all columns and most are full."""
    found = grids(document, lines)[0]
    runs = found.runs()
    if len(lines) < FEWEST_ASKED or len(runs) < PAIR or found.is_sparse(runs):
        return None
    each = cut(document.text, found, runs)
    filled = sum(bool(s) for row in each.said for s in row)
    full = all(each.said[0]) and filled * _FULL[1] >= len(lines) * each.width * _FULL[0]
    return each if full and _is_table(each) and not _is_phrased(each) else None


def _is_phrased(found: Cut) -> bool:
    """Whether a comma stands behind each cell of a column: they are parts of phrases."""
    return any(are_listed(found.column(i)) for i in range(found.width - 1))


def _single(text: str, lines: Grid) -> Cut | None:
    """Lines cut at the blanks in which all agree: one word a cell, and no wider gutter or some figures."""
    runs = lines.runs()
    if len(runs) < PAIR or lines.is_sparse(runs):
        return None
    found = cut(text, lines, runs)
    if not all(s and " " not in s for row in found.said for s in row) or _is_phrased(found):
        return None
    wide = bool((runs[1:, 0] - runs[:-1, 1] >= WIDE_GUTTER).any())
    return None if wide and sum(found.figures(0)) < SOME_FIGURES else found


def _is_table(found: Cut) -> bool:
    """Whether most rows and the first have several cells, that are no sentences, and no other layout's.

    A first line of one cell is a title.
    """
    if all(_BULLET.fullmatch(row[0]) for row in found.said):
        return False
    filled = [sum(map(bool, row)) for row in found.said]
    if len(filled) < FEWEST_ASKED or sum(n > 1 for n in filled) * 2 < len(filled):
        return False
    if (filled[0] == 1 and found.said[0][0]) or sum(filled) * MOST_BLANK < len(filled) * found.width:
        return False
    even = found.width > PAIR and all(found.said[0]) and all(n * MOST_BLANK > len(found.runs) for n in filled)
    return (even or not is_sentences(found)) and not is_drawing([" ".join(row).strip() for row in found.said])
