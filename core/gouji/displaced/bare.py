"""Bare: rows that show no figure and no cell, in a block of which other lines are lost, or all else is full.

Where columns are seen by their blanks alone, the figures beside a label of several lines may stand on a line
of their own. Where that is lost nothing is left of it; that lines were lost show the rows that are not there.
A text that is cut in its middle ends with such a row. And a form that is filled throughout leaves no row out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.between import SPACES
from gouji.document import Document
from gouji.reading import Reading
from gouji.report import Cell, Finding

FULL, SHARE = 8, 0.9
"""Rows of a block with a figure for each column, and their share, that show a form filled throughout."""


def settle(cells: dict[str, Cell], readings: Sequence[Reading], document: Document) -> Iterator[Finding]:
    """Open the blank cells of rows whose line of figures may be lost, and say so, block by block."""
    blocks: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        blocks[reading.table, reading.block.id].append(reading)
    for (table, _), own in blocks.items():
        bare = _doubted([r for r in own if _shows_nothing(r, document)], own, document)
        keys = [key for r in bare for key in r.keys if key in cells and cells[key].status == "blank"]
        for key in keys:
            cells[key] = cells[key]._replace(status="ambiguous")
        if keys:
            labels = "; ".join(r.label for r in bare)
            told = f"{table}: rows are lost, and so may be the lines of figures of {labels}"
            yield Finding("lines-lost", told, "warning", "open", table, tuple(keys))


def _doubted(bare: Sequence[Reading], own: Sequence[Reading], document: Document) -> list[Reading]:
    """Those of the bare rows of a block whose figures may be lost."""
    if not bare or own[0].block.open_rows:
        return []
    rows = {reading.row for reading in own}
    lost = set(range(min(rows), max(rows))) - rows
    told = [r for r in own if r.figures]
    apart = [r for r in told if _is_apart(r, document)]
    full = sum(len(r.figures) >= len(r.columns) for r in told) >= max(FULL, SHARE * len(own))
    if 2 * len(apart) > len(told):
        return [r for r in bare if full or r.row + 1 in lost or (lost and _is_long(r, document))]
    shown = lost or (full and any(_is_long(r, document) for r in apart))
    return [r for r in bare if shown and _is_long(r, document)]


def _is_long(reading: Reading, document: Document) -> bool:
    """Whether a row's label stands on several lines."""
    return len(_lines(reading, document)) > 1


def _is_apart(reading: Reading, document: Document) -> bool:
    """Whether no figure of a row stands on a line of its label."""
    lines = _lines(reading, document)
    return all(document.line_of(p.spans[0][0]) not in lines for p in reading.figures)


def _lines(reading: Reading, document: Document) -> set[int]:
    """The lines of a row's label."""
    return {document.line_of(a) for a, _ in reading.label_spans}


def _shows_nothing(reading: Reading, document: Document) -> bool:
    """Whether a row prints no figure, and nothing stands behind its label on that line."""
    if reading.figures or not reading.label_spans:
        return False
    last = max(b for _, b in reading.label_spans)
    end = int(document.lines.end[max(_lines(reading, document))])
    return not document.text[last:end].strip(SPACES)
