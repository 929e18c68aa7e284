"""The form: one report as a workbook, a sheet for each table as the form prints it, and its findings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from gouji.batch.tables import CELLS, FINDINGS, Layout, Row, Tables
from gouji.report import STATED
from gouji.schema import Schema, Table
from gouji.sheet import Box, lay_out

KEY, VALUE, RAW, STATUS, CANDIDATES = (
    CELLS.names.index(n) for n in ("key", "value_text", "raw", "status", "candidates")
)
SCHEMA, TABLE = CELLS.names.index("schema"), CELLS.names.index("table")
BLANK = "∅"
LABEL_WIDTH, FIGURE_WIDTH = 24, 10
"""Widths of columns, in digits."""


class Pages(Protocol):
    """What of a workbook a form uses."""

    styles: dict[str, Any]

    def sheet(self, title: str) -> Any:
        """A new sheet."""

    def table(self, layout: Layout) -> None:
        """A sheet for a table."""

    def row(self, layout: Layout, row: Row) -> None:
        """The next row of a table."""

    def text(self, sheet: Any, line: int, place: int, text: str, style: str = "plain") -> None:
        """Write a text."""

    def figure(self, sheet: Any, line: int, place: int, text: str, style: str) -> None:
        """Write a figure."""


class Form:
    """One report in a workbook; ``rows`` are its rows of cells and findings."""

    def __init__(self, book: Pages, schemas: Mapping[str, Schema], rows: Tables) -> None:
        self._book, self._schemas, self._rows = book, schemas, rows

    def draw(self) -> None:
        """Draw each table, then list the findings."""
        tables: dict[str, dict[str, Row]] = {}
        for cell in self._rows["cells"]:
            tables.setdefault(cell[TABLE], {})[cell[KEY]] = cell
        for name, cells in tables.items():
            schema = self._schemas.get(next(iter(cells.values()))[SCHEMA])
            if schema and any(t.id == name for t in schema.tables):
                self._draw(schema.table(name), cells)
        self._book.table(FINDINGS)
        for finding in self._rows["findings"]:
            self._book.row(FINDINGS, finding)

    def _draw(self, table: Table, cells: dict[str, Row]) -> None:
        sheet, layout = self._book.sheet(table.title), lay_out(table, {})
        for line, owners in enumerate(layout.owners()):
            for place, owner in enumerate(owners):
                if owner is not None and owner[0] == line and place == owners.index(owner):
                    self._box(sheet, (line, place), layout.cell(owner), cells)
        places = (p for row in layout.owners() for p, o in enumerate(row) if o and layout.cell(o).key)
        first = min(places, default=0)
        sheet.set_column(0, layout.width - 1, FIGURE_WIDTH)
        if first:
            sheet.set_column(0, first - 1, LABEL_WIDTH)
        self._others(sheet, len(layout.rows) + 1, cells, {box.key for box in layout.cells})

    def _box(self, sheet: Any, at: tuple[int, int], box: Box, cells: dict[str, Row]) -> None:
        cell = cells.get(box.key)
        style = cell[STATUS] if cell else "label"
        if box.rowspan > 1 or box.colspan > 1:
            last = (at[0] + box.rowspan - 1, at[1] + box.colspan - 1)
            sheet.merge_range(*at, *last, "", self._book.styles[style])
        if cell:
            self._figure(sheet, at, cell)
        elif box.text:
            self._book.text(sheet, *at, box.text, "label")
        else:
            sheet.write_blank(*at, None, self._book.styles[style])

    def _figure(self, sheet: Any, at: tuple[int, int], cell: Row) -> None:
        """A figure, or what stands in its place: a mark as printed, or the candidates of a doubtful cell."""
        status = cell[STATUS]
        if status in STATED:
            self._book.figure(sheet, *at, cell[VALUE], status)
            return
        if status == "corrected":
            self._book.text(sheet, *at, f"✎{cell[VALUE] or BLANK}", status)
            return
        doubt = "|".join(BLANK if c is None else c for c in cell[CANDIDATES]) or "?"
        told = {"blank": cell[RAW].strip(), "absent": ""}.get(status, doubt)
        if told:
            self._book.text(sheet, *at, told, status)
        else:
            sheet.write_blank(*at, None, self._book.styles[status])

    def _others(self, sheet: Any, line: int, cells: dict[str, Row], drawn: set[str]) -> None:
        """The cells of a block that stands there by another edition of the form, by their keys."""
        for key, cell in cells.items():
            if key not in drawn:
                self._book.text(sheet, line, 0, key, "label")
                self._figure(sheet, (line, 1), cell)
                line += 1
