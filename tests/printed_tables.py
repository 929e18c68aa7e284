"""A table printed in lines of a text, as the judges of cells see it: its readings, its cells and the document."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from gouji.document import Document
from gouji.numerals import read
from gouji.reading import ABSENT, Reading
from gouji.report import Cell
from gouji.schema import Block, Column, Label, Row
from gouji.strand import Piece

COLUMNS = ("x", "y", "z", "total")


@dataclass(frozen=True)
class Printed:
    """Of each line with tabs a reading and its cells; the table is ``t``, its rows are ``a``, ``b``, ``c`` …"""

    document: Document
    readings: list[Reading]
    cells: dict[str, Cell]

    def change(self, key: str, **parts: Any) -> Printed:
        """The same with another cell."""
        cells = self.cells | {key: self.cells[key]._replace(**parts)}
        return replace(self, cells=cells)

    def with_rows(self, **parts: Any) -> Printed:
        """The same with other readings, all alike."""
        return replace(self, readings=[replace(reading, **parts) for reading in self.readings])


def printed(text: str, form: Mapping[str, Label] | None = None) -> Printed:
    """A text's lines as rows: a label, a tab, and cells between tabs; ``form`` has the labels that differ."""
    document = Document(text)
    lines = [n for n in range(len(document.lines.start)) if "\t" in document.line_text(n)]
    labels = [document.line_text(n).partition("\t")[0] for n in lines]
    ids = [chr(ord("a") + n) for n in range(len(lines))]
    rows = tuple(Row(i, (form or {}).get(i, Label(label))) for i, label in zip(ids, labels, strict=True))
    block = Block("t", "t", tuple(Column(name, Label(name)) for name in COLUMNS), rows)
    readings = [_reading(document, block, row, line) for row, line in enumerate(lines)]
    cells = {key: cell for reading in readings for key, cell in _cells(reading)}
    return Printed(document, readings, cells)


def _reading(document: Document, block: Block, row: int, line: int) -> Reading:
    start = at = int(document.lines.start[line])
    label, *texts = document.line_text(line).split("\t")
    slots = []
    for text in texts:
        at = document.text.index("\t", at) + 1
        slots.append(_piece(text, at, row, len(slots)))
    placement = tuple(n if n < len(slots) else ABSENT for n in range(len(COLUMNS)))
    spans = ((start, start + len(label)),) if label else ()
    lines = (line, line + 1)
    return Reading(None, block, row, "tabs", label, spans, tuple(slots), (placement,), lines=lines)  # type: ignore[arg-type]


def _piece(text: str, at: int, row: int, left: int) -> Piece:
    kind = "figure" if text.isdigit() else "text" if text.strip() else "blank"
    numeral = read(text)
    return Piece(kind, text, ((at, at + len(text)),), 0, row, left, left + 1, numeral)  # type: ignore[arg-type]


def _cells(reading: Reading) -> Sequence[tuple[str, Cell]]:
    return [
        (key, _cell(key, reading, slot))
        for key, slot in zip(reading.keys, reading.placements[0], strict=True)
    ]


def _cell(key: str, reading: Reading, slot: int) -> Cell:
    if slot < 0:
        return Cell(key)
    piece = reading.slots[slot]
    status = {"figure": "printed", "text": "ambiguous"}.get(piece.kind, "blank")
    return Cell(key, reading.value(slot), piece.text, status, piece.spans, "tabs", unit="件")  # type: ignore[arg-type]
