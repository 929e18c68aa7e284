"""The law of merged cells: they cover the slots that the print says."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from gouji.document import Document
from gouji.sheet import Box, Sheet
from gouji.testing.kit_grids import each, grids_of
from gouji.testing.kit_law import Trial
from gouji.testing.kit_layout import Grid
from gouji.testing.options import Options

Merge = tuple[int, int, int, int]
"""The first row and column of a merged cell, and how many rows and columns it covers."""
MOST = 3
"""Rows or columns that a merged cell covers."""


def merged(trial: Trial) -> None:
    """A cell merged across or down covers the slots that the print says, and moves no other cell."""
    across, down = trial.layout.spans()
    if not trial.layout.sure or not (across or down):
        return
    place, count = st.integers(0, MOST), st.integers(1, MOST)
    merge = st.tuples(place, place, count if down else st.just(1), count if across else st.just(1))

    def check(drawn: tuple[Grid, list[Merge]]) -> None:
        sheet = _sheet(*drawn)
        text = _printed(trial, sheet)
        expected = [
            [sheet.cell(owner).text if owner else None for owner in owners] for owners in sheet.owners()
        ]
        found = trial.hook(Document(text))
        told = [(m.rows(text), m.owner.tolist()) for m in found]
        if told != [(expected, _numbered(sheet))]:
            remedy = (
                "give each cell its colspan and rowspan with Merged and place, covered slots are not listed;"
                " the numbers say which cell covers each slot"
            )
            wanted = (expected, _numbered(sheet))
            raise trial.broken(text, told, [wanted], remedy)

    each(trial.layout, st.tuples(grids_of(trial.layout), st.lists(merge, min_size=1, max_size=4)), check)


def _printed(trial: Trial, sheet: Sheet) -> str:
    renderer = trial.layout.reports()
    if renderer is None:
        raise ValueError("the law renders")
    return renderer.before + renderer.function(sheet, Options()) + "\n" + renderer.after


def _numbered(sheet: Sheet) -> list[list[int]]:
    """For each slot the number of the cell that covers it, in reading order."""
    numbers: dict[object, int] = {}
    return [[numbers.setdefault(owner, len(numbers)) for owner in owners] for owners in sheet.owners()]


def _sheet(grid: Grid, merges: list[Merge]) -> Sheet:
    """The grid with some cells merged, where no two meet and each row and column has a cell of its own."""
    height, width = len(grid), len(grid[0])
    boxes = {
        (r, c): Box(text, "value" if c else "label")
        for r, row in enumerate(grid)
        for c, text in enumerate(row)
    }
    free = set(boxes)
    for row, column, down, across in merges:
        covered = {(r, c) for r in range(row, row + down) for c in range(column, column + across)}
        whole = (
            down == height or across == width or any(c == width - 1 or r == height - 1 for r, c in covered)
        )
        if covered <= free and not whole:
            free -= covered
            boxes[row, column] = replace(boxes[row, column], rowspan=down, colspan=across)
            for slot in covered - {(row, column)}:
                del boxes[slot]
    rows = (tuple(boxes[r, c] for c in range(width) if (r, c) in boxes) for r in range(height))
    return Sheet("grid", tuple(rows), width)
