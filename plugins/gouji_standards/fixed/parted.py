"""Columns of a space-aligned table that names part though no gutter runs between them.

Tools print a cell beside its name where the cell before it outgrows its column.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from gouji.matrix import Span
from gouji_standards.fixed.cut import FIGURE, GAP, Cut, is_capital
from gouji_standards.fixed.gutters import MANY
from gouji_standards.fixed.names import words


def last_parted(found: Cut | None, lines: Sequence[Span]) -> Cut | None:
    """The cut with its last column parted where two names in capitals stand over a figure and a text.

    ``w`` and ``lsof`` print the last name a column beside its cells, so that no gutter runs through.
    """
    if found is None or not is_capital(found.said[0]):
        return found
    first = [said[-1].find(" ") for said in found.said]
    at = [row[-1][0] - start + gap for row, (start, _), gap in zip(found.rows, lines, first, strict=True)]
    figures = [FIGURE.fullmatch(said[-1][:gap]) for said, gap in zip(found.said[1:], first[1:], strict=True)]
    if min(first) < 0 or max(at) - min(at) > 1 or len(at) < MANY or not all(figures):
        return found
    rows = [
        [*row[:-1], (row[-1][0], row[-1][0] + gap), (row[-1][0] + gap + 1, row[-1][1])]
        for row, gap in zip(found.rows, first, strict=True)
    ]
    said = [[*s[:-1], s[-1][:gap], s[-1][gap + 1 :]] for s, gap in zip(found.said, first, strict=True)]
    runs = np.concatenate((found.runs, found.runs[-1:]))
    return Cut(runs, rows, said, [*found.flush, False])


def torn_parted(text: str, found: Cut | None) -> Cut | None:
    """The cut with those columns parted whose cells are two figures below two names, wide apart in some line.

    ``df -i`` prints so on macOS. Figures that stay one blank apart are one cell: a date and its time.
    """
    if found is None:
        return None
    torn = {i for i in range(found.width) if _is_torn(text, [row[i] for row in found.rows])}
    if not torn:
        return found
    rows = [
        [part for i, cell in enumerate(row) for part in (words(text, cell) if i in torn else [cell])]
        for row in found.rows
    ]
    twice = [i for i in range(found.width) for _ in range(1 + (i in torn))]
    return replace(Cut.of(text, rows, found.runs[twice]), flush=[found.flush[i] for i in twice])


def _is_torn(text: str, cells: Sequence[Span]) -> bool:
    names, *below = [[text[a:b] for a, b in words(text, cell)] for cell in cells]
    wide = [GAP in text[a:b] for a, b in cells]
    if wide[0] or not any(wide) or any(len(each) != 2 for each in (names, *below)):  # noqa: PLR2004 - a cell each
        return False
    return not any(map(FIGURE.fullmatch, names)) and all(FIGURE.fullmatch(s) for each in below for s in each)
