"""Tables in one SQLite file, data.sqlite: lists are texts as in CSV, truth is 0 or 1."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from gouji.batch.atomic import sibling
from gouji.batch.tables import Column, Layout, Row, Tables
from gouji.batch.write_csv import joined

TYPES = {"integer": "INTEGER", "number": "REAL", "truth": "INTEGER"}
NAME = "data.sqlite"
PLACE = ["document", "report"]
"""The columns that a table's rows are found by, where it begins with them."""


class SqliteTables:
    """One file for all tables."""

    def __init__(self, folder: Path, layouts: Sequence[Layout]) -> None:
        self._layouts = {layout.name: layout for layout in layouts}
        self.paths = {"data": folder / NAME}
        self._base: sqlite3.Connection | None = None

    def open(self) -> None:
        """Begin the file: no journal, for it has its name only when it is whole."""
        path = sibling(self.paths["data"])
        path.unlink(missing_ok=True)
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")
        self._base.execute("BEGIN")
        for layout in self._layouts.values():
            columns = ", ".join(f"{_quoted(c.name)} {TYPES.get(c.kind, 'TEXT')}" for c in layout.columns)
            self._base.execute(f"CREATE TABLE {_quoted(layout.name)} ({columns})")

    def add(self, rows: Tables) -> None:
        """Write rows."""
        for table, own in rows.items():
            self._add(table, own)

    def _add(self, table: str, rows: Sequence[Row]) -> None:
        assert self._base is not None
        columns = self._layouts[table].columns
        holes = ", ".join("?" * len(columns))
        texts = ([_plain(c, v) for c, v in zip(columns, row, strict=True)] for row in rows)
        self._base.executemany(f"INSERT INTO {_quoted(table)} VALUES ({holes})", texts)  # noqa: S608 - our names

    def close(self) -> None:
        """End the file; rows that belong together are found at once."""
        if self._base is not None:
            if self._base.in_transaction:
                for name, layout in self._layouts.items():
                    if layout.names[: len(PLACE)] == PLACE:
                        self._base.execute(f"CREATE INDEX {name}_of ON {name} ({', '.join(PLACE)})")
                self._base.execute("COMMIT")
            self._base.close()
            self._base = None


def _plain(column: Column, value: Any) -> Any:
    return joined(column, value) if value is not None and column.kind in ("spans", "texts") else value


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
