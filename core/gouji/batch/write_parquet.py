"""Tables as Parquet, one file each: typed columns, row groups of a fixed size."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from gouji.batch.atomic import sibling
from gouji.batch.tables import Column, Kind, Layout, Row, Tables
from gouji.extra import need

WHAT = "--format parquet"
ROWS = 4096
"""Rows that are held as Python objects at most; then they become arrays."""
VALUES = 2_000_000
"""Values of a row group: some ten megabytes while it is written, and what a reader takes at once."""


class ParquetTables:
    """One file a table, NAME.parquet, packed by zstd."""

    def __init__(self, folder: Path, layouts: Sequence[Layout]) -> None:
        need("pyarrow.parquet", WHAT)
        self._tables = {layout.name: _Table(folder, layout) for layout in layouts}
        self.paths = {name: table.path for name, table in self._tables.items()}

    def open(self) -> None:
        """Begin the files."""
        for table in self._tables.values():
            table.open()

    def add(self, rows: Tables) -> None:
        """Take in rows."""
        for table, own in rows.items():
            self._tables[table].add(own)

    def close(self) -> None:
        """Write what is left and end the files."""
        for table in self._tables.values():
            table.close()


class _Table:
    """One file while it is written."""

    def __init__(self, folder: Path, layout: Layout) -> None:
        self.path, self._layout = folder / f"{layout.name}.parquet", layout
        self._most = max(VALUES // len(layout.columns), 1)
        self._rows: list[Row] = []
        self._batches: list[Any] = []
        self._held = 0
        self._writer: Any = None

    def open(self) -> None:
        parquet = need("pyarrow.parquet", WHAT)
        self._writer = parquet.ParquetWriter(sibling(self.path), schema(self._layout), compression="zstd")

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self._rows.append(row)
            if len(self._rows) >= min(ROWS, self._most):
                self._pack()

    def _pack(self) -> None:
        """Turn rows into arrays, and these into a row group once there are enough."""
        pa = need("pyarrow", WHAT)
        columns = zip(*self._rows, strict=True)
        arrays = [array(pa, c.kind, v) for c, v in zip(self._layout.columns, columns, strict=True)]
        self._batches.append(pa.Table.from_arrays(arrays, names=self._layout.names))
        self._held += len(self._rows)
        self._rows = []
        if self._held >= self._most:
            self._write()

    def _write(self) -> None:
        pa = need("pyarrow", WHAT)
        table = pa.concat_tables(self._batches).combine_chunks()
        self._writer.write_table(table.cast(schema(self._layout)), row_group_size=len(table))
        self._batches, self._held = [], 0

    def close(self) -> None:
        if self._writer is None:
            return
        try:
            if self._rows:
                self._pack()
            if self._batches:
                self._write()
        finally:
            self._writer.close()
            self._writer = None


def schema(layout: Layout) -> Any:
    """The Arrow schema of a table."""
    pa = need("pyarrow", WHAT)
    return pa.schema([pa.field(c.name, arrow_type(c)) for c in layout.columns])


def arrow_type(column: Column) -> Any:
    """The Arrow type of a column."""
    pa = need("pyarrow", WHAT)
    types = {
        "text": pa.string(),
        "category": pa.dictionary(pa.int32(), pa.string()),
        "integer": pa.int64(),
        "number": pa.float64(),
        "truth": pa.bool_(),
        "texts": pa.list_(pa.string()),
        "spans": pa.list_(pa.struct([("start", pa.int64()), ("end", pa.int64())])),
    }
    return types[column.kind]


def array(pa: Any, kind: Kind, values: Sequence[Any]) -> Any:
    """An Arrow array of Python values; categories are plain texts until a row group is written."""
    if kind == "spans":
        ends = pa.array([0, *map(len, values)], pa.int32())
        offsets = need("pyarrow.compute", WHAT).cumulative_sum(ends)
        parts = [pa.array([span[i] for spans in values for span in spans], pa.int64()) for i in (0, 1)]
        return pa.ListArray.from_arrays(offsets, pa.StructArray.from_arrays(parts, names=["start", "end"]))
    plain = {
        "integer": pa.int64(),
        "number": pa.float64(),
        "truth": pa.bool_(),
        "texts": pa.list_(pa.string()),
    }
    return pa.array(values, plain.get(kind, pa.string()))
