"""Columns of a space-aligned table that its lines tell without gutters through all of them.

Each line has as many gaps or words, or cells begin below names.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import numpy as np

from gouji.matrix import Span
from gouji_standards.fixed.cut import FIGURE, WIDE_GUTTER, Cut, is_capital
from gouji_standards.lines import dark

_PHRASE = re.compile(r"\S+(?:[ \xa0]\S+)*")
"""What stands between gaps of two blanks."""
_WORD = re.compile(r"[^ \xa0\u3000]+")
FEWEST_BY_GAPS = 3
"""Columns that are told by gaps alone: of two there is no telling."""
FEWEST_BY_WORDS = 4
"""Columns of figures below as many names that are told by their number alone."""


def by_gaps(text: str, lines: Sequence[Span], fewest: int = FEWEST_BY_GAPS) -> Cut | None:
    """Lines cut at their own gaps of two blanks and more, where each has as many; None where they differ."""
    rows = [phrases(text, line) for line in lines]
    width = len(rows[0])
    if width < fewest or any(len(row) != width for row in rows):
        return None
    return Cut.of(text, rows)


def phrases(text: str, line: Span) -> list[Span]:
    """What stands between a line's gaps of two blanks."""
    return [found.span() for found in _PHRASE.finditer(text, *line)]


def words(text: str, line: Span) -> list[Span]:
    """What stands between a line's blanks; ``str.split`` parts at more signs than tools pad with."""
    return [found.span() for found in _WORD.finditer(text, *line)]


def by_names(text: str, lines: Sequence[Span], gutter: int = WIDE_GUTTER) -> Cut | None:
    """Lines cut where names in capitals, two blanks apart, begin on the first; None where a line differs.

    Tools that pad to the left (``docker``, ``kubectl``) leave two blanks before each column, and what has
    more blanks inside a cell is the cell's. With a ``gutter`` of one blank a cell may be as long as its
    column is wide.
    """
    start, end = lines[0]
    names = [begin - start for begin, _ in phrases(text, lines[0])]
    if len(names) < FEWEST_BY_GAPS or not is_capital(text[start:end].split()):
        return None
    if any(text[a : min(a + names[0], b)].strip() for a, b in lines):
        return None
    if not all(_begins(text, line, at, gutter) for line in lines for at in names[1:]):
        return None
    edges = list(zip(names, [*names[1:], None], strict=True))
    rows = [[_cell(text, line, a, b) for a, b in edges] for line in lines]
    return Cut.of(text, rows, np.array([[a, a + 1] for a in names]))


def by_words(text: str, lines: Sequence[Span]) -> Cut | None:
    """Lines cut at every blank, where figures that outgrow their columns stand below as many names.

    ``vmstat`` prints so; None where a line has more or fewer words than names, or where more columns than
    one hold other words than figures.
    """
    rows = [words(text, line) for line in lines]
    width = len(rows[0])
    if width < FEWEST_BY_WORDS or any(len(row) != width for row in rows):
        return None
    found = Cut.of(text, rows)
    worded = sum(not all(map(FIGURE.fullmatch, below)) for below in zip(*found.said[1:], strict=True))
    return None if any(map(FIGURE.fullmatch, found.said[0])) or worded > 1 else found


def holds_names(named: Cut, parted: Cut) -> bool:
    """Whether what is parted further than the names in capitals are is one cell: of ever other words.

    Columns below ``PID TTY`` have two words on each line, what is below ``CREATED AT`` one more or less.
    """
    if named.width >= parted.width or not all(named.said[0]) or _are_skipped(named, parted):
        return False
    columns = zip(*named.said, strict=True)
    return all(len(name.split()) == 1 or _is_phrase(name, below) for name, *below in columns)


def _are_skipped(named: Cut, parted: Cut) -> bool:
    """Whether what is one cell by its name is parted into cells of which one between others is blank."""
    for row, cells in zip(named.rows[1:], parted.rows[1:], strict=True):
        for start, end in row:
            inner = [a < b for a, b in cells if start <= a < end]
            if False in inner:
                return True
    return False


def _is_phrase(name: str, below: Sequence[str]) -> bool:
    """Whether cells have other words than the name, one more or less, and do not all begin with a figure."""
    words = [said.split() for said in below if said]
    figures = all(FIGURE.fullmatch(said[0]) for said in words)
    return {len(said) for said in words} - {len(name.split())} != set() and not figures


def _begins(text: str, line: Span, at: int, gutter: int) -> bool:
    """Whether a cell begins at a column of a line, blanks before it, or is blank there."""
    start, end = line
    before = text[max(start, start + at - WIDE_GUTTER) : min(start + at, end)]
    begun = text[start + at : min(start + at + WIDE_GUTTER, end)]
    if begun[:1].strip():
        return not before[-gutter:].strip()
    return not before.strip() and not begun.strip()


def _cell(text: str, line: Span, first: int, last: int | None) -> Span:
    """What a line prints from one character of it on, before another if given."""
    end = line[1] if last is None else min(line[0] + last, line[1])
    return dark(text, min(line[0] + first, end), end)
