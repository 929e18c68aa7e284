"""Lines that touch a space-aligned table above its names: titles, commands, and what announces a report."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from gouji.document import Document
from gouji.matrix import Span
from gouji_standards.fixed.cut import FIGURE, Cut, has_header
from gouji_standards.fixed.names import phrases

SENTENCE_WORDS = 5
"""Words of a line that is a sentence, at least."""
FEWEST_LEFT = 3
"""Lines of a table that is told from phrases beside it."""
MOST_PHRASES = 2
"""Lines of phrases that may touch a table above or below."""


def is_titled(text: str, first: Span, table: Cut) -> bool:
    """Whether the table's first row is a line with a phrase at its left that leaves out some columns."""
    begin, end = table.rows[0][0]
    return first[0] <= begin < end <= first[1] and not all(table.said[0]) and is_phrase(text, first)


def is_phrase(text: str, line: Span) -> bool:
    """Whether a line has no gap of two blanks behind its indent."""
    return len(phrases(text, line)) == 1


def announces(text: str, line: Span) -> bool:
    """Whether a line says that something follows: with a colon, or as a command behind a prompt."""
    said = text[slice(*line)].strip()
    return said.endswith((":", "：")) or said.startswith("$ ")


def is_announced(document: Document, lines: list[Span], whole: Cut) -> bool:
    """Whether a sentence touches lines without a header: what a program reports on line by line."""
    first = document.text[slice(*lines[0])].strip()
    cut = document.line_of(whole.rows[0][0][0]) > document.line_of(lines[0][0])
    return cut and not has_header(whole) and len(first.split()) >= SENTENCE_WORDS and ", " in first


def peeled(document: Document, lines: Sequence[Span], read: Callable[[list[Span]], Cut | None]) -> Cut | None:
    """The table between phrases that touch it and run across its gutters; None where there are none.

    Most of its own lines have gaps of two blanks.
    """
    for above, below in _phrases(document.text, lines):
        core = list(lines[above : len(lines) - below])
        if sum(not is_phrase(document.text, line) for line in core) * 2 < len(core):
            return None
        found = read(core)
        if found is None or not found.runs.any() or len(core) < FEWEST_LEFT:
            continue
        outer = [*(lines[:above] if not has_header(found) else ()), *lines[len(lines) - below :]]
        if all(_crosses(document.text, line, found) for line in outer):
            return found
    return None


def _phrases(text: str, lines: Sequence[Span]) -> Iterator[tuple[int, int]]:
    """How many lines at both ends may be phrases beside a table of two lines and more, most first."""
    most = min(MOST_PHRASES, len(lines))
    above = next((i for i in range(most) if not is_phrase(text, lines[i])), most)
    below = next((i for i in range(most) if not is_phrase(text, lines[-1 - i])), most)
    for cut_off in range(above + below, 0, -1):
        for top in range(min(above, cut_off), max(cut_off - below, 0) - 1, -1):
            if len(lines) - cut_off > 1:
                yield top, cut_off - top


def _crosses(text: str, line: Span, table: Cut) -> bool:
    """Whether a line is printed in a gutter."""
    said = text[slice(*line)]
    gutters = zip(table.runs[:-1, 1].tolist(), table.runs[1:, 0].tolist(), strict=True)
    return any(said[a:b].strip() for a, b in gutters)


def is_better(table: Cut, whole: Cut | None) -> bool:
    """Whether a table between phrases is parted further than all lines, or these have blanks beside them.

    A phrase below may have words in all columns by chance, where the table has figures.
    """
    if whole is None or table.width != whole.width:
        return whole is None or table.width > whole.width
    if any(row[0] and not all(row) for row in (whole.said[0], whole.said[-1])):
        return True
    if has_header(table) < has_header(whole):
        return False
    cells = zip(table.figures(), whole.said[-1], strict=True)
    return any(figures and FIGURE.fullmatch(said) is None for figures, said in cells)
