"""Copies: tables printed again under another section's title, not read, which may contradict the first.

Two thirds of the figures tell a copy from another table of the form, as they tell the copy of a report. Most
of the form's rows without a header of their own are one whatever they print.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from gouji.document import Document
from gouji.grouping import alike
from gouji.printed import Print
from gouji.reading import Reading
from gouji.reconcile import Site
from gouji.report import STATED, Cell, Finding

FILLED = STATED | {"blank"}


def settle(
    cells: dict[str, Cell], sites: Iterable[Site], prints: Iterable[Print], document: Document
) -> Iterator[Finding]:
    """Contest the cells in which a copy prints another figure, and say so.

    ``prints`` are those of the report's form, in its stretch of the text, that none of its ``sites`` has.
    """
    used = {span for site in sites for span in site.spans()}
    for printed in prints:
        if printed.solid and used.isdisjoint(s for r in printed.readings for s in r.spans):
            again = [
                (key, r, slot) for r in printed.readings for key, slot in _figures(r, cells) if key in cells
            ]
            pairs = [(cells[key].value, r.value(slot)) for key, r, slot in again]
            copied = printed.whole and not printed.headed
            if copied or alike([(own, other) for own, other in pairs if own is not None]):
                for key, reading, slot in again:
                    if cells[key].status in FILLED and cells[key].value != reading.value(slot):
                        yield _contest(cells, key, reading, slot, document)


def _figures(reading: Reading, cells: Mapping[str, Cell]) -> list[tuple[str, int]]:
    """The keys of a row that the print fills, each with its slot.

    Where several placements fit they are those that the report fills, if they are as many.
    """
    if len(reading.placements) == 1:
        placed = zip(reading.keys, reading.placements[0], strict=True)
        return [(key, slot) for key, slot in placed if reading.value(slot) is not None]
    filled = [key for key in reading.keys if key in cells and cells[key].value is not None]
    slots = [slot for slot, piece in enumerate(reading.slots) if piece.kind == "figure"]
    return list(zip(filled, slots, strict=True)) if len(filled) == len(slots) else []


def _contest(cells: dict[str, Cell], key: str, reading: Reading, slot: int, document: Document) -> Finding:
    cell, piece = cells[key], reading.slots[slot]
    cells[key] = cell._replace(
        value=None,
        raw="",
        status="contested",
        spans=(*(s for s in cell.spans if s[0] < s[1]), *piece.spans),
        candidates=(cell.value, reading.value(slot)),
        unit="",
    )
    line = document.line_of(piece.spans[0][0]) + 1
    table, first = reading.table, cell.raw or "blank"
    told = f"{key} is {first}, and {piece.text} in a copy under another section's title (line {line})"
    return Finding("contested", f"{table}: {told}", "warning", "open", table, (key,), piece.spans, line)
