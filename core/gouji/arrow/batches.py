"""Documents in, tables out, both as Arrow record batches: what Ray, Spark, Daft and plain loops share.

    RecordBatch(id, bytes) … ─ records → RecordBatch(id, …, head, body) … ─ unpack → RecordBatch(cells) …

A record is what a document's reports come to, packed, or the reason why there are none. Every document gives
exactly one record, and at least one row of cells or reports.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from gouji.batch import manifest, record, tables
from gouji.batch.index import Result, Task
from gouji.batch.item import Fault, Item
from gouji.batch.pool import Pool
from gouji.batch.tables import CELLS, FINDINGS, REPORTS, Column, Layout, Row
from gouji.batch.worker import Outcome, Setup, read
from gouji.batch.write_parquet import array, arrow_type
from gouji.engine import Engine
from gouji.errors import InputError
from gouji.extra import need

WHAT = "reading record batches"
ROWS = 16384
"""Rows of a batch that is given out, and a document's more at most."""
BODIES = 8 * 1024 * 1024
"""Bytes of packed reports in a batch of records, and a document's more at most."""
NOTHING = Fault("empty", "no table of a known form in it")
"""What is told of a document whose reports have no cells."""

_WHY = (Column("failure", "category"), Column("reason"))
RECORDS = tables.columns(
    "records", id="text", sha256="text", kind="category", reason="text", head="text", body="bytes"
)
LAYOUTS = {
    "cells": Layout("cells", CELLS.columns + _WHY),
    "reports": Layout("reports", REPORTS.columns + _WHY),
    "findings": FINDINGS,
}
"""The tables that records are unpacked to; a document without cells, or a report, has a row that says why."""


@dataclass(frozen=True)
class Reader:
    """How documents are read: by the engine that ``make`` gives, by ``schema``, and where.

    ``isolated`` documents are read in a process of their own, so that one that hangs longer than ``seconds``,
    takes more than ``memory`` MiB or brings its process down costs only itself; ``make`` must pickle then.
    """

    make: Callable[[], Engine] = Engine
    schema: str = "auto"
    isolated: bool = False
    seconds: float = 120.0
    memory: int = 2048
    needs: tuple[str, ...] = ()
    _pools: list[Pool] = field(default_factory=list, init=False, compare=False, repr=False)

    @cached_property
    def engine(self) -> Engine:
        """The engine of this process."""
        return self.make()

    @cached_property
    def keys(self) -> record.Keys:
        """The keys of each schema, in its order."""
        return {s.id: s.keys for s in self.engine.schemas.values()}

    def outcomes(self, tasks: Iterator[Task]) -> Iterator[Outcome]:
        """What comes of each task, in their order."""
        if not self.isolated:
            return map(self._read, tasks)
        if not self._pools:
            self._pools.append(Pool(Setup(self.make, self.schema, self.memory, self.needs), 1, self.seconds))
        return (o for o in self._pools[0].rounds(tasks, lambda: False) if o)

    def _read(self, task: Task) -> Outcome:
        try:
            return read(self.engine, self.schema, self.keys, task, lambda _: None)
        except MemoryError:
            fault = Fault("memory", "needs more memory than the process has")
            return Outcome(task.number, task.item.name, fault=fault)

    def close(self) -> None:
        """End the process of isolated documents."""
        while self._pools:
            self._pools.pop().close()


@contextmanager
def reading(make: Callable[[], Engine] | None, *how: Any) -> Iterator[Reader]:
    """A reader that is closed at the end; without ``make`` by an engine with all that is installed."""
    need("pyarrow", WHAT)
    reader = Reader(make or Engine, *how)
    try:
        yield reader
    finally:
        reader.close()


def records(batches: Iterable[Any], reader: Reader) -> Iterator[Any]:
    """A record for each row of batches of ``id`` and ``bytes``, in their order; ``id`` comes back as text."""
    yield from in_batches(map(record_row, reader.outcomes(_tasks(batches))))


def in_batches(rows: Iterable[Row], layout: Layout = RECORDS) -> Iterator[Any]:
    """Rows that end with a body as batches of bounded size, one at least."""
    held, size, given = list[Row](), 0, 0
    for row in rows:
        held.append(row)
        size += len(row[-1] or b"")
        if len(held) >= ROWS or size >= BODIES:
            yield batch(layout, held)
            held, size, given = [], 0, given + 1
    if held or not given:
        yield batch(layout, held)


def _tasks(batches: Iterable[Any]) -> Iterator[Task]:
    number = 0
    for given in batches:
        names, datas = _column(given, "id").cast("string"), _column(given, "bytes")
        for name, data in zip(names, datas, strict=True):
            number += 1
            yield Task(number, _item(name.as_py(), data.as_py()))


def _item(name: str | None, data: bytes | str | None) -> Item:
    """A row as a document; what has no bytes or no id fails when it is read."""
    if data is None:
        return Item(name or "", "", fault=Fault("unreadable", "has no bytes"))
    return Item(name or "", "", data=data.encode() if isinstance(data, str) else data)


def _column(given: Any, name: str) -> Any:
    if name not in given.schema.names:
        raise InputError(
            f"a record batch has no column {name!r}, only {', '.join(given.schema.names) or 'none'}"
        )
    return given.column(name)


def record_row(outcome: Outcome) -> Row:
    """An outcome as a row of ``RECORDS``; ``outcome_of`` is the way back."""
    sha256, why = outcome.sha256 or None, outcome.fault
    if why:
        return (outcome.name, sha256, why.kind, why.reason, None, None)
    return (outcome.name, sha256, None, None, json.dumps(outcome.head), outcome.body)


def outcome_of(number: int, row: Sequence[Any]) -> Outcome:
    """What a row of ``RECORDS`` says of the document of a number."""
    name, sha256, kind, reason, head, body = row
    if kind:
        return Outcome(number, name, sha256 or "", fault=Fault(kind, reason))
    return Outcome(number, name, sha256 or "", body or b"", json.loads(head) if head else {})


def unpack(batches: Iterable[Any], table: str, reader: Reader) -> Iterator[Any]:
    """The rows of a table that batches of records hold, in their order."""
    if table not in LAYOUTS:
        raise InputError(f"no table {table!r} in records; there are {', '.join(LAYOUTS)}")
    layout, rows, given = LAYOUTS[table], list[Row](), 0
    for each in batches:
        for packed in zip(*(_column(each, name).to_pylist() for name in RECORDS.names), strict=True):
            rows += _rows(table, packed, reader)
            if len(rows) >= ROWS:
                yield batch(layout, rows)
                given, rows = given + 1, []
    if rows or not given:
        yield batch(layout, rows)


def _rows(table: str, packed: Sequence[Any], reader: Reader) -> Iterator[Row]:
    outcome = outcome_of(0, packed)
    why = outcome.fault
    rows: Sequence[Row] = ()
    if not why:
        result = Result(0, outcome.name, outcome.sha256, 0, 0, 0)
        document = record.unpack(outcome.body, reader.keys)
        rows = tables.rows(result, document, manifest.makers(reader.engine), ())[table]
    if table not in ("cells", "reports"):
        yield from rows
        return
    yield from ((*row, None, None) for row in rows)
    if not rows:
        why = why or NOTHING
        blank = [None] * (len(LAYOUTS[table].columns) - 3)
        yield (outcome.name, *blank, why.kind, why.reason)


def batch(layout: Layout, rows: Sequence[Row]) -> Any:
    """Rows as a record batch; categories are plain texts, which every consumer takes."""
    pa = need("pyarrow", WHAT)
    columns = zip(*rows, strict=True) if rows else [()] * len(layout.columns)
    arrays = [_array(pa, c, v) for c, v in zip(layout.columns, columns, strict=True)]
    return pa.RecordBatch.from_arrays(arrays, schema=schema(layout))


def _array(pa: Any, column: Column, values: Sequence[Any]) -> Any:
    if column.kind == "bytes":
        return pa.array(values, pa.large_binary())
    if column.kind in ("spans", "texts"):
        values = [() if v is None else v for v in values]
    return array(pa, column.kind, values)


def schema(layout: Layout) -> Any:
    """The Arrow schema of the batches of a table."""
    pa = need("pyarrow", WHAT)
    kinds = {"category": pa.string(), "bytes": pa.large_binary()}
    return pa.schema([pa.field(c.name, kinds.get(c.kind) or arrow_type(c)) for c in layout.columns])
