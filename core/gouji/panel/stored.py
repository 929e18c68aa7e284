"""Observations from what gouji wrote: a data set of ``gouji batch``, or JSON of ``gouji parse``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any

from gouji.dataset import DataSet, read_dataset
from gouji.errors import InputError
from gouji.export import WANTED, from_json
from gouji.fold import core
from gouji.panel.observation import Observation, Seen
from gouji.report import Cell, Value

READ = ("document", "report", "key", "value_text", "raw", "status", "unit", "candidates")
"""What is read of a data set's cells."""


def stored(path: Path) -> Iterator[Seen]:
    """The reports in a data set's folder, or in a file of JSON or JSON lines; raises InputError."""
    if path.is_dir():
        yield from _of_dataset(read_dataset(path))
        return
    try:
        text = path.read_text("utf-8")
    except (OSError, ValueError) as error:
        told = (error.strerror if isinstance(error, OSError) else None) or error
        remedy = f"name the folder of a gouji batch, or {WANTED}"
        raise InputError(f"{path}: cannot be read ({told}); {remedy}") from error
    yield from from_json(text, str(path))


def _of_dataset(data: DataSet) -> Iterator[Observation]:
    """Reports and cells stand in the same order, so that a report's cells follow each other."""
    about = {(r["document"], r["report"]): r for r in _records(data.reports.reader())}
    cells = _records(data.cells.reader(), READ)
    seen = set()
    for place, own in groupby(cells, key=lambda c: (c["document"], c["report"])):
        seen.add(place)
        yield _observation(about[place], {cell.key: cell for cell in map(_cell, own)})
    yield from (_observation(report, {}) for place, report in about.items() if place not in seen)


def _records(reader: Any, names: tuple[str, ...] | None = None) -> Iterator[Mapping[str, Any]]:
    for batch in reader:
        yield from (batch.select(list(names)) if names else batch).to_pylist()


def _observation(report: Mapping[str, Any], cells: Mapping[str, Cell]) -> Observation:
    tables = dict(text.split("=", 1) for text in report["tables"] or ())
    agency = report["agency"] or ""
    return Observation(
        report["document"],
        report["report"],
        agency,
        core(agency),
        report["year"],
        report["schema"],
        tables,
        cells,
    )


def _cell(row: Mapping[str, Any]) -> Cell:
    value = None if row["value_text"] is None else _exact(row["value_text"])
    candidates = tuple(None if c is None else _exact(c) for c in row["candidates"] or ())
    return Cell(
        row["key"],
        value,
        row["raw"] or "",
        row["status"],
        candidates=candidates,
        unit=row["unit"] or "",
    )


def _exact(text: str) -> Value:
    return int(text) if text.lstrip("-").isdigit() else Decimal(text)
