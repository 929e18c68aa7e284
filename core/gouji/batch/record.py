"""The record: what a part file keeps of a document's reports, as JSON of lists; values are exact texts."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Sequence
from typing import Any

from gouji.export import number
from gouji.report import STATED, Cell, Finding, Report, Value

LEVEL = 1
"""Cells repeat each other so much that zlib's fastest packs them twentyfold."""
CELL = ("key", "value", "raw", "status", "spans", "layout", "candidates", "unit")
"""The places in a cell's list."""


def pack(reports: Sequence[Report], size: int) -> bytes:
    """The reports of a document of ``size`` bytes as a body of a part file."""
    encoding = reports[0].document.encoding
    out = {
        "bytes": size,
        "encoding": [encoding.name, encoding.reason, encoding.replaced],
        "reports": [_report(r) for r in reports],
    }
    return zlib.compress(json.dumps(out, separators=(",", ":")).encode(), LEVEL)


def unpack(body: bytes) -> dict[str, Any]:
    """What ``pack`` took in."""
    out: dict[str, Any] = json.loads(zlib.decompress(body))
    return out


def head(reports: Sequence[Report], keys: dict[str, frozenset[str]]) -> dict[str, Any]:
    """What all results together need to know: verdict, count, schemas, and stated keys beside theirs."""
    schemas = sorted({s for r in reports for s in (r.schema, *r.tables.values()) if s})
    own = frozenset[str]().union(*(keys.get(s, frozenset()) for s in schemas))
    extra = sorted({c.key for r in reports for c in r if c.status in STATED} - own)
    out: dict[str, Any] = {"code": max(map(verdict, reports)), "reports": len(reports), "schemas": schemas}
    return out | ({"extra": extra} if extra else {})


def verdict(report: Report) -> int:
    """The exit code that a report asks for: 2 without cells, 1 with doubt, 0 else."""
    if not report.cells:
        return 2
    return int(report.doubtful)


def _report(report: Report) -> dict[str, Any]:
    meta = {name: printed.value for name, printed in report.metadata.items() if printed.value is not None}
    return {
        "schema": report.schema,
        "tables": dict(report.tables),
        "meta": meta,
        "doubt": report.doubtful,
        "unclaimed": len(report.unclaimed),
        "failed": [f"{run.name}: {run.error}" for run in report.plugins if run.error],
        "cells": [_cell(c) for c in report],
        "findings": [_finding(f) for f in report.findings],
    }


def _cell(cell: Cell) -> list[Any]:
    return [
        cell.key,
        _text(cell.value),
        cell.raw,
        cell.status,
        cell.spans,
        cell.layout,
        [_text(c) for c in cell.candidates],
        cell.unit,
    ]


def _finding(finding: Finding) -> list[Any]:
    f = finding
    return [f.code, f.severity, f.verdict, f.message, f.table or None, f.keys, f.spans, f.line]


def _text(value: Value) -> str | None:
    return None if value is None else number(value)


def short_of_memory(reports: Iterable[Report]) -> bool:
    """Whether a plugin ran out of memory, so that what was read depends on the machine."""
    return any(run.error.startswith("MemoryError") for r in reports for run in r.plugins)
