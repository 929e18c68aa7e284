"""The record: what a part file keeps of a document's reports, as JSON; values are exact texts.

Cells are kept by columns, and what a schema or another column says already is left out: a million documents
are read back by one process.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from gouji.exit_codes import verdict
from gouji.export import number
from gouji.report import KNOWN, Cell, Finding, Report, Value

LEVEL = 1
"""zlib's fastest."""
LETTERS = {
    "printed": "p",
    "solved": "s",
    "blank": "b",
    "absent": "a",
    "ambiguous": "m",
    "contested": "c",
    "corrected": "k",
}
STATUSES = {letter: status for status, letter in LETTERS.items()}

Keys = Mapping[str, tuple[str, ...]]
"""The keys of each schema, in its order."""
CellRow = tuple[str, str | None, str, str, list[list[int]], str, list[str | None], str, list[dict[str, Any]]]
"""Key, value, raw text, status, spans, layout, candidates, unit, origins."""


def pack(reports: Sequence[Report], size: int, keys: Keys) -> bytes:
    """The reports of a document of ``size`` bytes as a body of a part file."""
    encoding = reports[0].document.encoding
    out = {
        "bytes": size,
        "encoding": [encoding.name, encoding.reason, encoding.replaced],
        "reports": [_report(r, keys) for r in reports],
    }
    return zlib.compress(json.dumps(out, separators=(",", ":")).encode(), LEVEL)


def unpack(body: bytes, keys: Keys) -> dict[str, Any]:
    """What ``pack`` took in, by the same keys; the cells of a report as a list of ``CellRow``."""
    out: dict[str, Any] = json.loads(zlib.decompress(body))
    for report in out["reports"]:
        report["cells"] = list(_rows(report["cells"], keys.get(report["schema"], ())))
    return out


def head(reports: Sequence[Report], keys: Keys) -> dict[str, Any]:
    """What all results together need to know: verdict, count, schemas, and known keys beside theirs."""
    schemas = sorted({s for r in reports for s in (r.schema, *r.tables.values()) if s})
    own = {key for schema in schemas for key in keys.get(schema, ())}
    extra = sorted({c.key for r in reports for c in r if c.status in KNOWN} - own)
    out: dict[str, Any] = {"code": max(map(verdict, reports)), "reports": len(reports), "schemas": schemas}
    return out | ({"extra": extra} if extra else {})


def _report(report: Report, keys: Keys) -> dict[str, Any]:
    meta = {name: printed.value for name, printed in report.metadata.items() if printed.value is not None}
    return {
        "schema": report.schema,
        "tables": dict(report.tables),
        "meta": meta,
        "doubt": report.doubtful,
        "unclaimed": len(report.unclaimed),
        "failed": [f"{run.name}: {run.error}" for run in report.plugins if run.error],
        "cells": _cells(report, keys.get(report.schema or "", ())),
        "findings": [_finding(f) for f in report.findings],
    }


def _cells(report: Report, own: tuple[str, ...]) -> dict[str, Any]:
    """The cells by columns; ``own`` are the keys that need not be written."""
    cells: list[Cell] = list(report)
    values = [_text(c.value) for c in cells]
    keys = tuple(c.key for c in cells)
    layouts = list(dict.fromkeys(c.layout for c in cells))
    return {
        "keys": None if keys == own else keys,
        "values": values,
        "raws": {i: c.raw for i, (c, v) in enumerate(zip(cells, values, strict=True)) if c.raw != (v or "")},
        "status": "".join(LETTERS[c.status] for c in cells),
        "counts": [len(c.spans) for c in cells],
        "spans": [offset for c in cells for span in c.spans for offset in span],
        "layouts": layouts,
        "layout": [layouts.index(c.layout) for c in cells],
        "candidates": {i: [_text(v) for v in c.candidates] for i, c in enumerate(cells) if c.candidates},
        "units": {i: c.unit for i, c in enumerate(cells) if c.unit},
        "origins": {i: found for i, c in enumerate(cells) if (found := report.origins(c.spans))},
    }


def _rows(cells: Mapping[str, Any], own: tuple[str, ...]) -> Iterator[CellRow]:
    offsets, layouts = iter(cells["spans"]), cells["layouts"]
    pairs = zip(offsets, offsets, strict=True)
    raws, candidates, units = cells["raws"], cells["candidates"], cells["units"]
    origins = cells.get("origins", {})
    columns = (cells["keys"] or own, cells["values"], cells["status"], cells["counts"], cells["layout"])
    for place, (key, value, letter, count, layout) in enumerate(zip(*columns, strict=True)):
        at = str(place)  # how JSON writes it
        spans = [list(pair) for pair in islice(pairs, count)]
        shown = raws.get(at, value or "")
        yield (
            key,
            value,
            shown,
            STATUSES[letter],
            spans,
            layouts[layout],
            candidates.get(at, []),
            units.get(at, ""),
            origins.get(at, []),
        )


def _finding(finding: Finding) -> list[Any]:
    f = finding
    return [f.code, f.severity, f.verdict, f.message, f.table or None, f.keys, f.spans, f.line]


def _text(value: Value) -> str | None:
    return None if value is None else number(value)


def short_of_memory(reports: Iterable[Report]) -> bool:
    """Whether a plugin ran out of memory, so that what was read depends on the machine."""
    return any(run.error.startswith("MemoryError") for r in reports for run in r.plugins)
