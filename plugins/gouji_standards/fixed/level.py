"""The table of lines that all have the same columns, by the reading that parts them best.

Gutters, gaps, names and the number of words each tell columns; where two readings differ, the names decide.
"""

from __future__ import annotations

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.fixed.columns import columns
from gouji_standards.fixed.cut import Cut, has_header
from gouji_standards.fixed.grid import grids
from gouji_standards.fixed.names import by_gaps, by_names, by_words, holds_names, phrases, words
from gouji_standards.fixed.parted import last_parted, torn_parted
from gouji_standards.fixed.rules import is_table


def may_part(document: Document, lines: list[Span]) -> bool:
    """Whether a gutter runs through some lines, or they have as many gaps or words each.

    Lines that nothing parts are in no table: what is blank in more lines is blank in these.
    """
    for cut in (phrases, words):
        parts = {len(cut(document.text, line)) for line in lines}
        if len(parts) == 1 and parts != {1}:
            return True
    return any(len(each.runs()) > 1 for each in grids(document, lines))


def level(document: Document, lines: list[Span]) -> Cut | None:
    """The table of some lines that have the same columns.

    They are counted in characters or in display width, whichever parts more columns. Where lines are not
    aligned, but each has the same number of gaps of two blanks, these part the cells.
    """
    text = document.text
    cuts = [torn_parted(text, last_parted(columns(text, each), lines)) for each in grids(document, lines)]
    loose = by_gaps(text, lines)
    beside = loose if loose and has_header(loose) and is_table(loose) else None
    worded = by_words(text, lines)
    tables = [cut for cut in cuts if cut and is_table(cut)] + ([beside] if beside else [])
    tables += [worded] if worded and is_table(worded) else []
    best = max(tables, key=lambda cut: cut.width, default=None)
    named = by_names(text, lines)
    if best and beside and not named and _most_filled(best) <= beside.width < best.width:
        best = beside  # names that stand beside their figures, not above them
    below = by_names(text, lines, gutter=1)
    if best and below and below.width == best.width and is_table(below):
        best = below  # each cell begins where its name does
    prior = best is None or not all(best.said[0]) or (named and holds_names(named, best))
    return named if named and prior and is_table(named) else best


def _most_filled(found: Cut) -> int:
    """The cells of its fullest line that are not blank."""
    return max(sum(map(bool, row)) for row in found.said)
