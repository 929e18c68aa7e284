"""The OpenDocument sheet reader: the sheets of an ods file as they print, cells parted by tabs."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal, InvalidOperation

from gouji.document import Document, Encoding
from gouji.errors import InputError
from gouji.matrix import CellMatrix
from gouji.origin import Runs
from gouji_readers.odf_paragraph import words
from gouji_readers.odf_slots import Slots
from gouji_readers.odf_styles import Styles, sizeless, unprinted
from gouji_readers.package import Element, local, number, value
from gouji_readers.sheet_grid import LAST_COLUMN, LAST_ROW, MOST_CELLS, ZERO, Sheet, draw
from gouji_readers.xlsx_format import general

KIND = "ods"
HIDDEN = ("collapse", "filter")
"""What a row or column says that is not shown."""
STORED = ("string-value", "date-value", "time-value")


class Book:
    """The sheets of a workbook, taken from its elements as their ends are read."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, Sheet]] = []
        self._styles, self._zeros = Styles(), dict[str, bool]()
        self._sheet, self._row, self._column = Sheet(), 0, 0
        self._columns, self._slots = set[int](), Slots(LAST_COLUMN)

    def take(self, element: Element) -> None:
        """Take in an element; a row is emptied, so that a long sheet is never held whole."""
        name = local(element)
        if name == "style":
            self._styles.add(element)
        elif name == "config-item" and value(element, "name") == "ShowZeroValues":
            entry = next((e for e in element.iterancestors() if local(e) == "config-item-map-entry"), None)
            self._zeros[value(entry, "name") or ""] = (element.text or "").strip() != "false"
        elif name == "table-column":
            self._take_columns(element)
        elif name == "table-row" and (title := _sheet_of(element)) is not None:
            self._sheet.zeros = self._zeros.get(title, self._zeros.get("", True))
            self._take_row(element)
            element.clear()
        elif name == "table" and _is_sheet(element):
            self._end(element)
            element.clear()

    def document(self) -> Document:
        """The sheets one after the other; raises InputError where none is shown."""
        if not self.sheets:
            raise InputError("has no visible sheet; show one and save the file anew")
        runs, drawn = Runs(("sheet", "cell")), list[CellMatrix]()
        for title, sheet in self.sheets:
            drawn += draw(sheet, title, runs)
            runs.write("\n")
        encoding = Encoding(KIND, "an OpenDocument workbook, read by its parts")
        return Document(runs.text, encoding=encoding, kind=KIND, origin=runs.origin(), drawn=tuple(drawn))

    def _end(self, table: Element) -> None:
        title = value(table, "name") or ""
        style = self._styles.look([("table", value(table, "style-name"))])
        if not unprinted(style):
            self.sheets.append((title, self._sheet))
        self._sheet, self._row, self._column = Sheet(), 0, 0
        self._columns, self._slots = set[int](), Slots(LAST_COLUMN)

    def _take_columns(self, column: Element) -> None:
        first, times = self._column, number(column, "number-columns-repeated", LAST_COLUMN)
        self._column = min(first + times, LAST_COLUMN)
        if self._hides(column, "table-column"):
            self._sheet.hidden_columns.update(range(first, self._column))
        style = value(column, "default-cell-style-name")
        if self._lined(style):
            self._columns.update(range(first, self._column))

    def _hides(self, element: Element, family: str) -> bool:
        style = self._styles.look([(family, value(element, "style-name"))])
        around = (
            value(group, "display") == "false"
            for group in element.iterancestors()
            if local(group).endswith("-group")
        )
        return value(element, "visibility") in HIDDEN or sizeless(style) or any(around)

    def _lined(self, style: str | None) -> bool:
        return unprinted(self._styles.look([("table-cell", style)]))

    def _take_row(self, row: Element) -> None:
        times = number(row, "number-rows-repeated", LAST_ROW)
        top, self._row = self._row, min(self._row + times, LAST_ROW)
        if self._hides(row, "table-row"):
            self._sheet.hidden_rows.update(range(top, self._row))
        column, default = 0, value(row, "default-cell-style-name")
        for cell in row:
            wide = number(cell, "number-columns-repeated", LAST_COLUMN)
            if local(cell) == "covered-table-cell":
                self._take_cell(
                    cell, (top, self._row), range(column, min(column + wide, LAST_COLUMN)), default
                )
                column += wide
            elif local(cell) == "table-cell":
                free = self._slots.free(top, column, wide)
                self._take_cell(cell, (top, self._row), free, default)
                column = free[-1] + 1 if free else LAST_COLUMN

    def _take_cell(
        self, cell: Element, rows: tuple[int, int], columns: Sequence[int], default: str | None
    ) -> None:
        if not len(cell) and not cell.attrib:
            return
        text, sheet = self._text(cell), self._sheet
        deep, wide = (number(cell, f"number-{side}-spanned", LAST_ROW) for side in ("rows", "columns"))
        if not text.strip() and deep * wide == 1:
            return
        if (rows[1] - rows[0]) * len(columns) + len(sheet.texts) + len(sheet.merged) > MOST_CELLS:
            raise InputError(f"a sheet has more than {MOST_CELLS} filled cells; split the file")
        own = value(cell, "style-name") or default
        printed = bool(text.strip()) and not (own and self._lined(own))
        for column in columns:
            right = min(column + wide, LAST_COLUMN)
            if deep * wide > 1:
                self._slots.span(min(rows[0] + deep, LAST_ROW), column, right)
            for row in range(*rows):
                if printed and (own or column not in self._columns):
                    sheet.texts[row, column] = text
                if deep * wide > 1:
                    sheet.merged.append((row, column, min(row + deep, LAST_ROW), right))

    def _text(self, cell: Element) -> str:
        """What a cell prints; where no program has written it down, what is stored."""
        stored = value(cell, "value")
        if not self._sheet.zeros and ZERO.fullmatch(stored or "1"):
            return ""
        lines = [words(part, self._styles).lines for part in cell if local(part) == "p"]
        if lines:
            return "\n".join(line for own in lines for line in own)
        if stored is not None:
            return _general(stored)
        said = next((text for name in STORED if (text := value(cell, name)) is not None), None)
        if said is not None or (said := value(cell, "boolean-value")) is not None:
            return said.upper() if value(cell, "boolean-value") else said
        formula = value(cell, "formula")
        return "=" + formula.partition("=")[2] if formula else ""


def _general(stored: str) -> str:
    try:
        number_ = Decimal(stored)
    except InvalidOperation:
        return stored
    return general(number_) if number_.is_finite() and abs(number_.adjusted()) < 60 else stored  # noqa: PLR2004


def _is_sheet(table: Element) -> bool:
    above = table.getparent()
    return above is not None and local(above) == "spreadsheet"


def _sheet_of(row: Element) -> str | None:
    """The name of the sheet that a row stands in; None for a row elsewhere."""
    table = next((e for e in row.iterancestors() if local(e) == "table"), None)
    return (value(table, "name") or "") if table is not None and _is_sheet(table) else None
