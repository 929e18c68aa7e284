"""Excel: data.xlsx with a sheet a table, and where the reports are few a workbook for each.

Texts are written as texts, so none is a formula, and those that look like one keep so when they are edited.
"""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gouji.batch.atomic import sibling
from gouji.batch.final import Plan
from gouji.batch.form import Form
from gouji.batch.place import FORMS, OWN
from gouji.batch.tables import Column, Layout, Tables
from gouji.batch.write_csv import EXACT, joined
from gouji.errors import GoujiError
from gouji.export import neutral
from gouji.extra import need

SHEETS = ("wide", "codebook", "reports", "findings")
"""The sheets of data.xlsx; cells would be too many rows, and stand in ``wide``."""
MOST_ROWS, MOST_COLUMNS, MOST_SIGNS = 1_048_576, 16_384, 32_767
"""What a sheet and a cell of Excel hold."""
MOST_FORMS = 1000
"""Reports that get a workbook of their own: a person opens no more."""
MADE = datetime(2000, 1, 1, tzinfo=UTC)
"""The date that every workbook states, so that equal data give equal bytes."""
PLAIN = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
CUT = "…"


class XlsxTables:
    """data.xlsx, and forms/NUMBER NAME.xlsx."""

    def __init__(self, plan: Plan) -> None:
        self._plan, self._passing = plan, plan.folder / OWN / "xlsx"
        self._layouts = {layout.name: layout for layout in plan.layouts if layout.name in SHEETS}
        self.paths = {"data": plan.folder / "data.xlsx"}
        self._book: Book | None = None
        self._forms = 0 if plan.reports <= MOST_FORMS else -1
        self._schemas = {schema.id: schema for schema in plan.schemas}

    def open(self) -> None:
        """Begin the workbook; rows that are done pass to the disk."""
        self._refuse(self._plan.reports + 1, len(self._layouts["wide"].columns))
        shutil.rmtree(self._passing, ignore_errors=True)
        self._passing.mkdir(parents=True)
        self._book = Book(self.paths["data"], constant_memory=True, tmpdir=str(self._passing))
        for name in SHEETS:
            self._book.table(self._layouts[name])

    def _refuse(self, rows: int, columns: int) -> None:
        if rows > MOST_ROWS or columns > MOST_COLUMNS:
            raise GoujiError(
                f"{self.paths['data']}: a sheet of {rows} rows and {columns} columns is more than Excel's "
                f"{MOST_ROWS} and {MOST_COLUMNS}; go on with --resume --format parquet"
            )

    def add(self, rows: Tables) -> None:
        """Write rows, and the forms of a document."""
        assert self._book is not None
        for name in SHEETS:
            self._refuse(self._book.rows.get(name, 0) + len(rows.get(name, ())), 1)
            for row in rows.get(name, ()):
                self._book.row(self._layouts[name], row)
        if self._forms >= 0:
            for report in rows.get("wide", ()):
                self._form(report[0], report[1], rows)

    def _form(self, document: str, report: int, rows: Tables) -> None:
        self._forms += 1
        path = self._plan.folder / FORMS / f"{self._forms:04d} {_stem(document)}.xlsx"
        path.parent.mkdir(exist_ok=True)
        self.paths[path.name] = path
        book = Book(path)
        try:
            own = {name: [r for r in found if r[1] == report] for name, found in rows.items()}
            Form(book, self._schemas, own).draw()
        finally:
            book.close()

    def close(self) -> None:
        """End the workbook."""
        if self._book is not None:
            self._book.close()
            self._book = None
        shutil.rmtree(self._passing, ignore_errors=True)


def _stem(document: str) -> str:
    """A file's name for a document's, without what some system does not take."""
    signs = (c if c.isalnum() or c in "-_.()（）" else " " for c in Path(document).stem)
    return " ".join("".join(signs).split())[:60].encode()[:180].decode("utf-8", "ignore")


class Book:
    """A workbook under its sibling's name."""

    def __init__(self, path: Path, **options: Any) -> None:
        self._book = need("xlsxwriter", "--format xlsx").Workbook(str(sibling(path)), {**PLAIN, **options})
        self._book.set_properties({"created": MADE})
        self.styles = {name: self._book.add_format(style) for name, style in STYLES.items()}
        self._sheets: dict[str, Any] = {}
        self.rows: dict[str, int] = {}

    def sheet(self, title: str) -> Any:
        """A new sheet; its title is made one that Excel takes, and that no other sheet has."""
        wish = "".join(" " if c in "[]:*?/\\'" else c for c in title).strip()[:28] or "table"
        taken = {s.get_name().lower() for s in self._book.worksheets()}
        names = [wish, *(f"{wish} {n}" for n in range(2, len(taken) + 3))]
        return self._book.add_worksheet(next(n for n in names if n.lower() not in taken))

    def table(self, layout: Layout) -> None:
        """A sheet for a table, begun with the names of its columns, which stay in sight."""
        sheet = self._sheets[layout.name] = self.sheet(layout.name)
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(layout.names):
            self.text(sheet, 0, place, name, "header")
        self.rows[layout.name] = 1

    def row(self, layout: Layout, row: tuple[Any, ...]) -> None:
        """The next row of a table."""
        sheet, line = self._sheets[layout.name], self.rows[layout.name]
        self.rows[layout.name] += 1
        for place, (column, value) in enumerate(zip(layout.columns, row, strict=True)):
            self._value(sheet, line, place, column, value)

    def _value(self, sheet: Any, line: int, place: int, column: Column, value: Any) -> None:
        if value is None:
            return
        if column.kind in ("integer", "number", "truth"):
            sheet.write_number(line, place, int(value) if isinstance(value, bool) else value)
        else:
            self.text(sheet, line, place, joined(column, value))

    def text(self, sheet: Any, line: int, place: int, text: str, style: str = "plain") -> None:
        """Write a text as a text, cut where Excel holds no more."""
        told = text if len(text) <= MOST_SIGNS else text[: MOST_SIGNS - 1] + CUT
        name = "guarded" if style == "plain" and neutral(told) != told else style
        if told:
            sheet.write_string(line, place, told, self.styles[name])

    def figure(self, sheet: Any, line: int, place: int, text: str, style: str) -> None:
        """Write an exact figure: as a number where a double holds it, else as a text."""
        value = float(text)
        if abs(value) < EXACT and len(text.strip("-0.").replace(".", "")) <= 15:  # noqa: PLR2004 - a double's
            sheet.write_number(line, place, value, self.styles[style])
        else:
            self.text(sheet, line, place, text, style)

    def close(self) -> None:
        """End the file."""
        self._book.close()


_BOX = {"border": 1, "align": "center", "valign": "vcenter", "text_wrap": True}
STYLES: Mapping[str, dict[str, Any]] = {
    "plain": {},
    "guarded": {"quote_prefix": True},
    "header": {"bold": True},
    "label": _BOX | {"bg_color": "#F2F2F2"},
    "printed": _BOX,
    "blank": _BOX | {"quote_prefix": True},
    "absent": _BOX | {"bg_color": "#D9D9D9"},
    "solved": _BOX | {"italic": True},
    "ambiguous": _BOX | {"bg_color": "#FFF2CC", "quote_prefix": True},
    "contested": _BOX | {"bg_color": "#F8CBAD", "quote_prefix": True},
    "corrected": _BOX | {"bg_color": "#E4DFEC", "quote_prefix": True},
}
"""How a cell looks, by its status in forms."""
