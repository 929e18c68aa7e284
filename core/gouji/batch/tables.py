"""The tables of a data set: their columns, and the rows that a document's record gives for each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any, Literal

from gouji.batch.index import Result
from gouji.batch.item import document_of
from gouji.export import key_labels, key_parts
from gouji.harmless import dumps
from gouji.report import STATUSES
from gouji.schema import Schema

Kind = Literal["text", "category", "integer", "number", "truth", "spans", "texts", "bytes"]
"""What a column holds. A category is a text of few different ones; a number a double; ``spans`` a list of
half-open pairs; ``texts`` a list of texts, None among them. Only streams have ``bytes``."""
Row = tuple[Any, ...]
Tables = Mapping[str, Sequence[Row]]
"""Rows by the names of their tables."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column by its name and kind."""

    name: str
    kind: Kind = "text"


@dataclass(frozen=True, slots=True)
class Layout:
    """The columns of a table."""

    name: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [c.name for c in self.columns]


def columns(name: str, **kinds: Kind) -> Layout:
    """A layout from the names and kinds of its columns."""
    return Layout(name, tuple(Column(n, k) for n, k in kinds.items()))


CELLS = columns(
    "cells",
    document="text",
    report="integer",
    schema="category",
    table="category",
    row="category",
    column="category",
    key="category",
    value="number",
    value_text="text",
    raw="text",
    status="category",
    unit="category",
    candidates="texts",
    spans="spans",
    layout="category",
    origins="text",
)
REPORTS = columns(
    "reports",
    document="text",
    report="integer",
    title="text",
    agency="text",
    year="integer",
    schema="category",
    tables="texts",
    printed="integer",
    solved="integer",
    blank="integer",
    absent="integer",
    ambiguous="integer",
    contested="integer",
    corrected="integer",
    findings="integer",
    broken="integer",
    unclaimed="integer",
    doubtful="truth",
    plugin_errors="texts",
    bytes="integer",
    sha256="text",
    encoding="category",
    encoding_reason="category",
    replaced="integer",
    engine="category",
    plugins="category",
)
FINDINGS = columns(
    "findings",
    document="text",
    report="integer",
    code="category",
    severity="category",
    verdict="category",
    message="text",
    table="category",
    keys="texts",
    spans="spans",
    line="integer",
)
CODEBOOK = columns(
    "codebook",
    key="text",
    schema="category",
    table="category",
    row="category",
    column="category",
    label="text",
    type="category",
    unit="category",
    equations="texts",
)
WIDE_HEAD = columns(
    "wide",
    document="text",
    report="integer",
    title="text",
    agency="text",
    year="integer",
    schema="category",
    corrected="texts",
).columns
"""The columns of ``wide`` before those of the keys."""


@dataclass(frozen=True, slots=True)
class Makers:
    """What made the reports: the engine's version, and the packages of the plugins with theirs."""

    engine: str
    plugins: str


def wide(keys: Iterable[str]) -> Layout:
    """The layout of ``wide``: one column a key."""
    return Layout("wide", WIDE_HEAD + tuple(Column(k, "number") for k in keys))


def wide_keys(schemas: Iterable[Schema], extra: Iterable[str]) -> list[str]:
    """The keys of some schemas in their order, each once, then others."""
    own = dict.fromkeys(k for s in schemas for k in s.keys)
    return list(own | dict.fromkeys(sorted(extra)))


def rows(
    result: Result, record: Mapping[str, Any], makers: Makers, keys: Sequence[str]
) -> dict[str, list[Row]]:
    """The rows of each table for one document."""
    out: dict[str, list[Row]] = {"cells": [], "reports": [], "findings": [], "wide": []}
    for number, report in enumerate(record["reports"], 1):
        own = (result.name, number)
        out["cells"] += _cells(own, report)
        out["reports"].append((*own, *_report(result, record, report, makers)))
        out["findings"] += ((*own, *finding) for finding in report["findings"])
        if report["cells"]:
            out["wide"].append((*own, *_wide(report, keys)))
    return out


def _cells(own: tuple[str, int], report: Mapping[str, Any]) -> Iterator[Row]:
    for key, value, raw, status, spans, layout, candidates, unit, origins in report["cells"]:
        table, row, column = key_parts(key)
        schema = report["tables"].get(table, report["schema"])
        figure = None if value is None else double(value)
        where = (schema, table, row, column, key)
        said = (figure, value, raw, status, unit or None, candidates, spans, layout or None)
        yield (*own, *where, *said, dumps(origins) if origins else None)


def _report(
    result: Result, record: Mapping[str, Any], report: Mapping[str, Any], makers: Makers
) -> Iterator[Any]:
    counts = Counter(cell[3] for cell in report["cells"])
    yield from _printed(report)
    yield report["schema"]
    yield [f"{table}={schema}" for table, schema in report["tables"].items()]
    yield from (counts[s] for s in STATUSES)
    yield len(report["findings"])
    yield sum(f[2] == "broken" for f in report["findings"])
    yield from (
        report["unclaimed"],
        report["doubt"],
        report["failed"],
        record["bytes"],
        document_of(result.sha256),
    )
    yield from (*record["encoding"], makers.engine, makers.plugins)


def _printed(report: Mapping[str, Any]) -> tuple[Any, Any, Any]:
    meta = report["meta"]
    return meta.get("title"), meta.get("agency"), meta.get("year")


def _wide(report: Mapping[str, Any], keys: Sequence[str]) -> Iterator[Any]:
    """The values of a report, and which keys a person corrected; None wherever nothing is known."""
    values = {key: double(value) for key, value, *_ in report["cells"] if value is not None}
    yield from _printed(report)
    yield report["schema"]
    yield [cell[0] for cell in report["cells"] if cell[3] == "corrected"]
    yield from map(values.get, keys)


def double(text: str) -> float | None:
    """The double nearest to an exact text; None for a figure beyond all doubles."""
    value = float(text)
    return value if isfinite(value) else None


def codebook(schemas: Iterable[Schema]) -> Iterator[Row]:
    """What each key means: its printed labels, type, unit, and the equations that it stands in."""
    for schema in schemas:
        labels = key_labels(schema)
        for key in schema.keys:
            table, row, column = key_parts(key)
            kind = schema.columns[key]
            formulas = [e.formula or e.id for e in schema.equations if key in e.keys]
            yield (key, schema.id, table, row, column, labels[key], kind.type, kind.unit or None, formulas)
