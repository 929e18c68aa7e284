"""Pages: rows that stand apart from their header, which may be drawn by places of their own.

Each page of a print is laid out anew, so that a column may begin further left or right than on the page of
the header. Several columns that all meet their labels show that it does not; one alone may do so by chance.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

from gouji.line_table import usual
from gouji_layouts.aligned_blocks import Block
from gouji_layouts.aligned_columns import Columns
from gouji_layouts.aligned_lines import Line
from gouji_layouts.aligned_row import Row

TELLING = 2
"""Columns with figures that show where a page's columns stand."""


def told(text: str, block: Block, rows: Iterable[Row], columns: Columns) -> bool:
    """Whether on each page several columns bear figures, or the label of the only one."""
    page = _pages(text, [*block.header, *block.body])
    used: dict[int, set[int]] = defaultdict(set)
    for row in rows:
        used[page[row.lines[-1].index]].update(columns.column(w)[0] for w in row.values)
    starts = {line.words[0].start: page[line.index] for line in block.header}
    labelled = [{starts[max(s for s in starts if s <= w.start)] for w in leaf} for leaf in columns.leaves]
    return all(len(own) >= TELLING or all(p in labelled[c] for c in own) for p, own in used.items())


def _pages(text: str, lines: Sequence[Line]) -> dict[int, int]:
    """The page of each line by its index: one begins at a form feed, and below a wider gap than usual."""
    widest = usual(b.index - a.index for a, b in pairwise(lines))
    page = {line.index: 0 for line in lines[:1]}
    for a, b in pairwise(lines):
        apart = b.index - a.index > widest or "\f" in text[a.words[-1].end : b.words[0].start]
        page[b.index] = page[a.index] + apart
    return page
