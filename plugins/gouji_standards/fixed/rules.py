"""What makes a cut block a table: rows and cells enough, figures or names, gutters that no line crosses."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from gouji.matrix import Span
from gouji_standards.fixed.cut import FEWEST_ROWS, GAP, PAIR, WIDE_GUTTER, Cut, has_header, is_capital
from gouji_standards.fixed.foreign import (
    FEWEST_MEASURED,
    calls,
    is_drawing,
    is_foreign,
    is_other,
    is_sentences,
)

_FILE = re.compile(r"[./]\S*|\S+\.[a-zA-Z]{1,4}")
"""A name in a listing of files."""
FEWEST_HEADED = 2
"""Lines of a table with a header."""
SENTENCE_WORDS = 4
"""Words of a first line beyond one a column that make it a sentence."""
_COMMA = re.compile(r"[,;] |[,;:.]$")
"""A comma or an end of a sentence: names of columns have none."""


def is_table(part: Cut) -> bool:
    """Whether a cut block is a table."""
    headed = has_header(part)
    if part.width < PAIR or len(part.said) < (FEWEST_HEADED if headed else FEWEST_ROWS):
        return False
    if _is_sparse(part, headed=headed) or _is_short(part) or not _holds(part, headed=headed):
        return False
    if is_sentences(part) and not (headed and _is_named(part)):
        return False
    lines = [" ".join(row).strip() for row in part.said]
    measured = headed and sum(part.figures()) >= FEWEST_MEASURED and _is_full(part)
    named = measured or (headed and is_capital(part.said[0]) and _is_full(part))
    foreign = is_drawing(lines) if measured else is_foreign(lines, listed=not named)
    if foreign or (not named and calls(lines)):
        return False
    return not is_other(part, headed=headed) and not _runs_across(part) and not _is_torn(part)


def _is_sparse(part: Cut, *, headed: bool) -> bool:
    """Whether too few lines have several cells, or too many cells are blank; below a header more may be."""
    rows, filled = len(part.said), [sum(map(bool, row)) for row in part.said]
    several = sum(n > 1 for n in filled)
    return several * 5 < rows * (2 if headed else 4) or sum(filled) * 5 < rows * part.width * 2


def _is_short(part: Cut) -> bool:
    """Whether two lines of two columns hold phrases."""
    short = len(part.said) < FEWEST_ROWS and part.width == PAIR
    return short and any(" " in cell for row in part.said for cell in row)


def _is_named(part: Cut) -> bool:
    """Whether three columns and more have names and few cells are blank: phrases, and no prose."""
    filled = sum(bool(cell) for row in part.said for cell in row)
    return part.width > PAIR and all(part.said[0][1:]) and filled * 5 >= part.width * len(part.said) * 4


def _is_full(part: Cut) -> bool:
    """Whether three columns and more have names and no blank cell: what looks like prose are long names."""
    return part.width > PAIR and all(part.said[0][1:]) and all(map(all, part.said[1:]))


def _holds(part: Cut, *, headed: bool) -> bool:
    """Whether there are figures, or a header, or columns enough; two columns must both be filled."""
    rows = len(part.said)
    if part.width > PAIR:
        return headed or any(part.figures(0)) or not runs_down(part)
    named = len(part.said) >= FEWEST_ROWS and is_capital(part.said[0]) and all(map(all, part.said))
    if named and not any(" " in cell for row in part.said[1:] for cell in row):
        return True
    figures = part.figures(int(headed))
    if len(part.column(1, int(headed))) * 2 <= rows - headed:
        return False
    return any(figures) and (headed or part.figures()[1])


def runs_down(part: Cut) -> bool:
    """Whether words are in order down each column and on into the next, or across: names of files."""
    said = [s.lower().lstrip(".") for column in zip(*part.said, strict=True) for s in column if s]
    across = [s for row in part.said for s in row if s]
    ordered = said == sorted(said) or across in (sorted(across), sorted(across, key=str.lower))
    return ordered or 3 * sum(_FILE.fullmatch(s) is not None for s in said) > 2 * len(said)


def _runs_across(part: Cut) -> bool:
    """Whether half the lines run across the gutters as if there were none, and no column holds figures.

    So do words below chords, and the first line alone if it is a sentence above figures.
    """
    wide = [_gaps(row) for row in part.rows]
    across = [not any(gap >= WIDE_GUTTER for gap in gaps) and len(gaps) > 1 for gaps in wide]
    worded = [any(" " in cell for cell in row) for row in part.said]
    if across[0] and any(_COMMA.search(s) for s in part.said[0]):
        return len(" ".join(part.said[0]).split()) >= part.width + SENTENCE_WORDS and sum(across) * 2 <= len(
            across
        )
    both = sum(a and b for a, b in zip(across, worded, strict=True))
    return both * (2 if part.width == PAIR else 4) >= len(across) and not any(part.figures())


def _is_torn(part: Cut) -> bool:
    """Whether half the lines have gaps within their cells: theirs do not line up."""
    torn = sum(any(GAP in cell for cell in row) for row in part.said)
    return torn * 2 >= len(part.said) and not is_capital(part.said[0])


def _gaps(row: Sequence[Span]) -> list[int]:
    """The blanks between the cells of a line that are not blank."""
    filled = [span for span in row if span[0] < span[1]]
    return [b[0] - a[1] for a, b in pairwise(filled)]
