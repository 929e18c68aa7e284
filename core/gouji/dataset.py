"""The data set that ``gouji batch`` wrote, as lazily read tables that any Arrow library takes."""

from __future__ import annotations

import csv
import json
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from gouji.batch import manifest
from gouji.batch.final import FAILURES
from gouji.batch.place import OWN
from gouji.batch.tables import CELLS, CODEBOOK, FINDINGS, REPORTS, WIDE_HEAD, Column, Kind, Layout
from gouji.batch.write_csv import JOINS
from gouji.batch.write_parquet import array, schema
from gouji.batch.write_sqlite import NAME as SQLITE
from gouji.errors import InputError
from gouji.export import neutral
from gouji.extra import need

BATCH = 65536
"""Rows of a batch that is read from CSV or SQLite."""
KNOWN = {layout.name: layout for layout in (CELLS, REPORTS, FINDINGS, CODEBOOK)}
AS_PARQUET = "run again with --resume --format parquet"
TABLES = (*KNOWN, "wide")


def read_dataset(folder: str | os.PathLike[str]) -> DataSet:
    """The data set in a folder; nothing but its manifest is read yet.

    Raises InputError where there is none, or none that is complete.
    """
    path = Path(folder)
    content = manifest.read(path)
    if content is not None and content.get("data_set") == manifest.VERSION:
        return DataSet(path, content)
    if content is not None:
        told = f"a data set of version {content.get('data_set')}, this gouji reads {manifest.VERSION}"
        raise InputError(f"{path}: holds {told}; install the gouji that wrote it, or make it anew")
    if (path / OWN).is_dir():
        raise InputError(f"{path}: its data set is not complete; finish it by gouji batch … --resume")
    raise InputError(f"{path}: holds no data set; name the folder that gouji batch wrote with -o")


@dataclass(frozen=True, slots=True)
class DataSet:
    """A data set; ``manifest`` is what ``manifest.json`` says."""

    folder: Path
    manifest: dict[str, Any]

    @property
    def cells(self) -> Stored:
        """One row a cell of each report."""
        return self.table("cells")

    @property
    def reports(self) -> Stored:
        """One row a report."""
        return self.table("reports")

    @property
    def findings(self) -> Stored:
        """One row a finding."""
        return self.table("findings")

    @property
    def codebook(self) -> Stored:
        """One row a key of each schema that occurs."""
        return self.table("codebook")

    def wide(self) -> Stored:
        """One row a report, one column a key."""
        return self.table("wide")

    def table(self, name: str) -> Stored:
        """A table by its name; raises InputError where the data set has it in no format that can be read."""
        for end, read in READERS.items():
            file = SQLITE if end == ".sqlite" else name + end
            if file in self.manifest["files"] and name in TABLES:
                return Stored(name, self.folder / file, read)
        raise InputError(f"{self.folder}: no table {name!r} to be read; {AS_PARQUET}")

    def failures(self) -> Iterator[dict[str, Any]]:
        """The documents without a report: document, kind, reason, and sha256 where it could be read."""
        with (self.folder / FAILURES).open(encoding="utf-8") as lines:
            yield from map(json.loads, lines)

    def verify(self) -> None:
        """Raises InputError for the first file that is not as it was written."""
        for name, told in self.manifest["files"].items():
            path = self.folder / name
            if not path.is_file() or manifest.file_entry(path) != told:
                raise InputError(f"{path}: is not as it was written; write it again with --resume")


@dataclass(frozen=True, slots=True)
class Stored:
    """A table of a data set, read when it is asked for; any Arrow library takes it as it is."""

    name: str
    path: Path
    read: Callable[[Stored], Any]

    def reader(self) -> Any:
        """A ``pyarrow.RecordBatchReader``: batch by batch, in bounded memory."""
        return self.read(self)

    def arrow(self) -> Any:
        """The whole as a ``pyarrow.Table``."""
        return self.reader().read_all()

    def scan(self) -> Any:
        """A ``pyarrow.dataset.Dataset`` of the Parquet file, which reads only what is asked of it."""
        if self.path.suffix != ".parquet":
            raise InputError(f"{self.path}: only Parquet can be scanned; {AS_PARQUET}")
        return need("pyarrow.dataset", "scan()").dataset(self.path)

    def to_pandas(self) -> Any:
        """The whole as a pandas data frame; categories are categoricals."""
        return self.arrow().to_pandas()

    def to_polars(self) -> Any:
        """The whole as a polars data frame."""
        import polars as pl  # type: ignore[import-not-found,unused-ignore]  # noqa: PLC0415 - whoever asks has it

        return pl.from_arrow(self.arrow())

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        return self.reader().__arrow_c_stream__(requested_schema)


def _parquet(table: Stored) -> Any:
    return need("pyarrow.dataset", "reading a data set").dataset(table.path).scanner().to_reader()


def _csv(table: Stored) -> Any:
    def rows() -> Iterator[Sequence[Any]]:
        with table.path.open(encoding="utf-8", newline="") as file:
            csv.field_size_limit(2**31 - 1)
            lines = csv.reader(file)
            next(lines)
            yield from lines

    with table.path.open(encoding="utf-8", newline="") as file:
        names = next(csv.reader(file))
    return _typed(_layout(table.name, names), rows())


def _sqlite(table: Stored) -> Any:
    ask = f'SELECT * FROM "{table.name}" ORDER BY rowid'  # noqa: S608 - one of TABLES

    def rows() -> Iterator[Sequence[Any]]:
        with closing(sqlite3.connect(table.path)) as base:
            yield from base.execute(ask)

    with closing(sqlite3.connect(table.path)) as base:
        names = [column[0] for column in base.execute(f"{ask} LIMIT 0").description]
    return _typed(_layout(table.name, names), rows())


READERS: dict[str, Callable[[Stored], Any]] = {".parquet": _parquet, ".sqlite": _sqlite, ".csv": _csv}
"""How the tables are read, by the ends of the files' names; the best first."""


def _layout(name: str, names: Sequence[str]) -> Layout:
    if name in KNOWN:
        return KNOWN[name]
    return Layout(name, WIDE_HEAD + tuple(Column(n, "number") for n in names[len(WIDE_HEAD) :]))


def _typed(layout: Layout, rows: Iterator[Sequence[Any]]) -> Any:
    """A reader of rows of texts and numbers, each column of its type."""
    pa = need("pyarrow", "reading a data set")
    wanted = schema(layout)

    def batches() -> Iterator[Any]:
        while page := list(islice(rows, BATCH)):
            columns = zip(layout.columns, zip(*page, strict=True), strict=True)
            arrays = [array(pa, c.kind, [_value(c, v) for v in values]) for c, values in columns]
            yield from pa.table(arrays, names=layout.names).cast(wanted).to_batches()

    return pa.RecordBatchReader.from_batches(wanted, batches())


def _value(column: Column, value: Any) -> Any:
    """What a text of a CSV or SQLite file says."""
    if column.kind in ("spans", "texts"):
        return _list(column, value)
    if value is None or (value == "" and column.name != "raw"):
        return None
    if not isinstance(value, str):
        return bool(value) if column.kind == "truth" else value
    return PARSED.get(column.kind, _plain)(value)


PARSED: dict[Kind, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "truth": lambda text: text == "1",
}


def _list(column: Column, text: str) -> Any:
    words = _plain(text).split(JOINS.get(column.name, " ")) if text else []
    if column.kind == "texts":
        return [None if column.name == "candidates" and w == "null" else w for w in words]
    return [tuple(map(int, word.split(":"))) for word in words]


def _plain(text: str) -> str:
    """A text without the apostrophe that keeps it from being a formula."""
    return text[1:] if text[:1] == "'" and neutral(text[1:]) == text else text
