"""Tables as CSV: UTF-8, lines end with LF, lists separated by a blank, no text runs as a formula."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from typing import Any, TextIO

from gouji.batch.atomic import sibling
from gouji.batch.tables import Column, Layout, Row, Tables
from gouji.export import neutral

JOINS = {"equations": "; ", "plugin_errors": "; "}
"""What separates the texts of a list that have blanks themselves; others have none."""
EXACT = 2**53
"""Below it every whole number is a double of its own."""


class CsvTables:
    """One file a table, NAME.csv."""

    def __init__(self, folder: Path, layouts: Sequence[Layout]) -> None:
        self._layouts = {layout.name: layout for layout in layouts}
        self._files: dict[str, TextIO] = {}
        self.paths = {layout.name: folder / f"{layout.name}.csv" for layout in layouts}

    def open(self) -> None:
        """Begin the files, each with the names of its columns."""
        for name, path in self.paths.items():
            self._files[name] = sibling(path).open("w", encoding="utf-8", newline="")
            names = map(neutral, self._layouts[name].names)
            csv.writer(self._files[name], lineterminator="\n").writerow(names)

    def add(self, rows: Tables) -> None:
        """Write rows."""
        for table, own in rows.items():
            self._add(table, own)

    def _add(self, table: str, rows: Sequence[Row]) -> None:
        columns = self._layouts[table].columns
        texts = ([text(c, v) for c, v in zip(columns, exact(columns, row), strict=True)] for row in rows)
        csv.writer(self._files[table], lineterminator="\n").writerows(texts)

    def close(self) -> None:
        """End the files."""
        for file in self._files.values():
            file.close()


def exact(columns: Sequence[Column], row: Row) -> Row:
    """The row with the exact digits of a value in place of its double, where the table has them."""
    names = [c.name for c in columns[:9]]
    if names[-2:] != ["value", "value_text"]:
        return row
    return (*row[:7], row[8], *row[8:])


def text(column: Column, value: Any) -> str:
    """A value as CSV has it; nothing for None."""
    if value is None:
        return ""
    if column.kind == "truth":
        return "1" if value else "0"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < EXACT else repr(value)
    if isinstance(value, int) or column.name in ("value", "value_text"):
        return str(value)
    return neutral(joined(column, value))


def joined(column: Column, value: Any) -> str:
    """A list as one text; a text as it is."""
    if column.kind == "spans":
        return " ".join(f"{a}:{b}" for a, b in value)
    if column.kind == "texts":
        return JOINS.get(column.name, " ").join("null" if v is None else v for v in value)
    return str(value)
