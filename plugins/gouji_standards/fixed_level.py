"""The table of lines that all have the same columns, by the reading that parts them best.

Gutters, gaps, names and the number of words each tell columns; where two readings differ, the names decide.
"""

from __future__ import annotations

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.fixed_columns import Cut, columns, has_header
from gouji_standards.fixed_grid import grid
from gouji_standards.fixed_names import WORD, WORDS, by_gaps, by_names, by_words, holds_names
from gouji_standards.fixed_parted import last_parted, torn_parted
from gouji_standards.fixed_rules import is_table


def may_part(document: Document, lines: list[Span]) -> bool:
    """Whether a gutter runs through some lines, or they have as many gaps or words each.

    Lines that nothing parts are in no table: what is blank in more lines is blank in these.
    """
    for pattern in (WORDS, WORD):
        parts = {len(pattern.findall(document.text, *line)) for line in lines}
        if len(parts) == 1 and parts != {1}:
            return True
    return any(len(grid(document, lines, wide=wide).runs()) > 1 for wide in (True, False))


def level(document: Document, lines: list[Span]) -> Cut | None:
    """The table of some lines that have the same columns.

    They are counted in characters or in display width, whichever parts more columns. Where lines are not
    aligned, but each has the same number of gaps of two blanks, these part the cells.
    """
    plain = all(document.text[a:b].isascii() for a, b in lines)
    grids = [grid(document, lines, wide=wide) for wide in ((False,) if plain else (True, False))]
    text = document.text
    cuts = [torn_parted(text, last_parted(columns(text, each), lines)) for each in grids]
    cuts.append(by_gaps(document.text, lines))
    tables = [c for c in cuts[:-1] if c and is_table(c)]
    loose = cuts[-1]
    beside = loose if loose and has_header(loose) and is_table(loose) else None
    if beside:
        tables.append(beside)
    worded = by_words(document.text, lines)
    if worded and is_table(worded):
        tables.append(worded)
    best = max(tables, key=lambda c: c.width, default=None)
    most = max(sum(map(bool, row)) for row in best.said) if best else 0
    named = by_names(document.text, lines)
    if best and beside and not named and most <= beside.width < best.width:
        best = beside  # names that stand beside their figures, not above them
    below = by_names(document.text, lines, gutter=1)
    if best and below and below.width == best.width and is_table(below):
        best = below  # each cell begins where its name does
    prior = best is None or not all(best.said[0]) or (named and holds_names(named, best))
    return named if named and prior and is_table(named) else best
