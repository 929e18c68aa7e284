"""Bare: rows without figures in a block that lacks others: the lines of both may be lost.

Where columns are seen by their blanks alone, the figures beside a label of several lines may stand on a line
of their own. Where that is lost nothing is left of it; that lines were lost show the rows that are not there.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from gouji.between import SPACES
from gouji.document import Document
from gouji.reading import Reading
from gouji.report import Cell, Finding


def settle(cells: dict[str, Cell], readings: Sequence[Reading], document: Document) -> Iterator[Finding]:
    """Open the blank cells of rows whose line of figures may be lost, and say so, block by block."""
    blocks: dict[tuple[str, str], list[Reading]] = defaultdict(list)
    for reading in readings:
        blocks[reading.table, reading.block.id].append(reading)
    for (table, _), own in blocks.items():
        bare = [r for r in own if _is_bare(r, document)] if _lacks(own) else ()
        keys = [key for r in bare for key in r.keys if key in cells and cells[key].status == "blank"]
        for key in keys:
            cells[key] = cells[key]._replace(status="ambiguous")
        if keys:
            labels = "; ".join(r.label for r in bare)
            told = f"{table}: rows are lost, and so may be the lines of figures of {labels}"
            yield Finding("lines-lost", told, "warning", "open", table, tuple(keys))


def _lacks(own: Sequence[Reading]) -> bool:
    """Whether a block lacks rows between those that it prints, of which none may be left out."""
    rows = {reading.row for reading in own}
    return max(rows) - min(rows) >= len(rows) and not own[0].block.open_rows


def _is_bare(reading: Reading, document: Document) -> bool:
    """Whether a row prints no figure, and its label stands on several lines with nothing behind the last."""
    lines = {document.line_of(a) for a, _ in reading.label_spans}
    if reading.figures or len(lines) <= 1:
        return False
    last = max(b for _, b in reading.label_spans)
    return not document.text[last : int(document.lines.end[max(lines)])].strip(SPACES)
