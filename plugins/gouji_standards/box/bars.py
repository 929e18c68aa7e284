"""Bar tables: bars between columns and no rule at all, as terminaltables' porcelain prints them.

Prose, code and separated values have bars too, so they are read where somebody said that they are a box's,
or where they are all of a text but a client's count of them, their bars stand below each other, and a column
behind one holds figures or blanks set two bars there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix
from gouji.units import UNITS
from gouji_standards.drawing.frame import Frame, Part
from gouji_standards.drawing.lines import Drawn, drawn
from gouji_standards.drawing.matrix import frame_matrix
from gouji_standards.drawing.rows import row_lines
from gouji_standards.drawing.signs import PLAIN
from gouji_standards.lines import bounds
from gouji_standards.row_counts import COUNT, row_count
from gouji_standards.separated import FIGURE

FEWEST = 2
"""Lines and columns of a table."""
_RULE = re.compile(r"[-+|: ]*-[-+|: ]*")
_TIGHT = re.compile(r"\S\||\|[^\s|]")
"""A bar without a blank beside it: it separates values or is a sign of the text."""


def bar_tables(document: Document, code: Bool, *, asked: bool) -> Iterator[tuple[int, CellMatrix]]:
    """The tables of bars with the number of their first line: runs of lines with as many bars each."""
    barred = ((document.lines.pipes > 0) | (document.lines.boxes > 0)) & ~code
    printed = np.flatnonzero(document.lines.printed)
    if not asked and len(printed) and COUNT.fullmatch(document.line_text(int(printed[-1]))):
        printed = printed[:-1]
    if not asked and not barred[printed].all():
        return
    for first, last in document.runs(barred):
        counts = [document.line_text(line).translate(PLAIN).count("|") for line in range(first, last)]
        begin = 0
        for end in range(1, len(counts) + 1):
            if end == len(counts) or counts[end] != counts[begin]:
                table = _table(document, range(first + begin, first + end), len(printed), asked=asked)
                if table is not None:
                    yield first + begin, table
                begin = end


def _table(document: Document, numbers: Sequence[int], whole: int, *, asked: bool) -> CellMatrix | None:
    if len(numbers) < (FEWEST if asked else max(FEWEST, whole)):
        return None
    flat = [document.line_text(line).rstrip().translate(PLAIN) for line in numbers]
    ruled = asked and len(numbers) > FEWEST and _RULE.fullmatch(flat[1]) is not None
    if ruled:
        numbers = [numbers[0], *numbers[2:]]
        flat = [flat[0], *flat[2:]]
    tight = not ruled and any(_TIGHT.search(line) for line in flat)
    if any(_RULE.fullmatch(line) for line in flat) or (tight and (not asked or len(flat) <= FEWEST)):
        return None
    lines, even = _drawn(document, numbers)
    if len({len(_bars(line)) for line in lines}) > 1:
        return None  # a line beyond the longest, or bars in an escape sequence
    frame = _frame(document.text, lines)
    counted = row_count(document, numbers[-1] + 1) == len(numbers) - 1
    shown = (
        (asked and not tight)
        or (tight and _has_figures(frame, 0))
        or (even and (counted or _has_figures(frame) or _is_padded(frame)))
    )
    if frame.width < FEWEST or not shown:
        return None
    order = range(len(numbers))
    return frame_matrix(frame, row_lines(frame, order) if even else [[line] for line in order])


def _has_figures(frame: Frame, first: int = 1) -> bool:
    """Whether a column from ``first`` on holds a figure on each line, or each below the first of several."""
    said = [[frame.text[slice(*part.span)] for part in parts] for parts in frame.parts]
    columns = list(zip(*said, strict=True))[first:]
    return any(all(map(_is_figure, column[len(column) > FEWEST :])) for column in columns)


def _is_padded(frame: Frame) -> bool:
    """Whether cells of unlike lengths are filled up with blanks before several bars, on several lines."""
    columns = list(zip(*frame.parts, strict=True))[:-1]
    spans = [[part.span[1] - part.span[0] for part in column] for column in columns]
    return min(len(columns), len(frame.parts) - 1) >= FEWEST and all(min(s) < max(s) for s in spans)


def _is_figure(said: str) -> bool:
    return " " not in said and FIGURE.fullmatch(said) is not None


def _drawn(document: Document, numbers: Sequence[int]) -> tuple[list[Drawn], bool]:
    """The lines in the first unit in which their bars stand below each other, and whether they do."""
    spans = [bounds(document, line) for line in numbers]
    for unit in UNITS:
        lines = [drawn(document.text, span, unit) for span in spans]
        if len({tuple(_bars(line)) for line in lines}) == 1:
            return lines, True
    return lines, False


def _bars(line: Drawn) -> list[int]:
    return [at for at, char in enumerate(line.chars.translate(PLAIN)) if char == "|"]


def _frame(text: str, lines: Sequence[Drawn]) -> Frame:
    """The lines' parts between their bars; a first and a last that nothing stands in are no columns."""
    edges = [[-1, *_bars(line), len(line.chars)] for line in lines]
    open_left = any(line.chars[: own[1]].strip() for line, own in zip(lines, edges, strict=True))
    open_right = any(line.chars[own[-2] + 1 :].strip() for line, own in zip(lines, edges, strict=True))
    parts = []
    for line, own in zip(lines, edges, strict=True):
        kept = own[not open_left : len(own) - (not open_right)]
        pairs = list(zip(kept, kept[1:], strict=False))
        parts.append([Part(i, i + 1, line.span(a + 1, b), b - a - 1) for i, (a, b) in enumerate(pairs)])
    return Frame(text, lines, parts, len(parts[0]), partial=False)
