"""The page's data: what its script needs to know of a report, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gouji.export import key_labels, number
from gouji.keys import row_of, table_of
from gouji.report import Cell, Evidence, Finding, Joint, Report, Value
from gouji.review.balance import Balance
from gouji.review.doubts import Doubt
from gouji.review.form import sign
from gouji.review.marks import rows_of
from gouji.review.words import parted, words
from gouji.schema import Schema

Numbers = Mapping[str, int]
MOST_SOLUTIONS = 50
"""Joint solutions that the page lists."""


def data(
    report: Report, schemas: Mapping[str, Schema], balances: list[Balance], found: list[Doubt], number_: int
) -> dict[str, Any]:
    """Everything the script of one report's page looks up; ``number_`` counts the reports of a document."""
    numbers = {cell.key: place for place, cell in enumerate(report)}
    labels = _labels(report, schemas)
    return {
        "document": report.document.source,
        "sha256": report.document.sha256,
        "report": number_,
        "cells": [_cell(report, cell, labels) for cell in report],
        "rows": _rows(report),
        "equations": [_balance(b, numbers) for b in balances],
        "joint": [_joint(j, numbers) for j in report.joint],
        "doubts": [_doubt(report, d, numbers) for d in found],
        "findings": [_finding(report, f, numbers) for f in report.findings],
        "unclaimed": [report.document.line_of(u.span[0]) + 1 for u in report.unclaimed],
        "words": {name: list(pair) for name, pair in words().items() if not name.startswith("code:")},
    }


def identity(report: Report, doubt: Doubt) -> str:
    """What names a doubt of a document for good, so that it can be accepted in a file."""
    if doubt.finding >= 0:
        finding = report.findings[doubt.finding]
        return f"{finding.code}@{finding.line or 0}"
    if doubt.unclaimed >= 0:
        return f"unclaimed@{report.unclaimed[doubt.unclaimed].span[0]}"
    return f"{doubt.kind}@{row_of(doubt.cells[0])}"


def _labels(report: Report, schemas: Mapping[str, Schema]) -> dict[str, str]:
    """The label path of each key: of its table's schema, else of any other."""
    own = dict.fromkeys([*report.tables.values(), *([report.schema] if report.schema else []), *schemas])
    found: dict[str, str] = {}
    for name in reversed(own):
        found |= key_labels(schemas[name]) if name in schemas else {}
    return found


def _text(value: Value) -> str | None:
    return None if value is None else number(value)


def _cell(report: Report, cell: Cell, labels: Mapping[str, str]) -> dict[str, Any]:
    """The cell as it was read; a correction in force stands beside it."""
    read = cell.correction.read if cell.correction else cell
    out: dict[str, Any] = {
        "key": read.key,
        "label": labels.get(read.key, read.key),
        "status": read.status,
        "sign": sign(read),
        "value": _text(read.value),
        "raw": read.raw,
        "unit": read.unit,
        "layout": read.layout,
        "lines": [report.document.line_of(start) + 1 for start, _ in read.spans or read.label],
        "candidates": [_text(c) for c in read.candidates],
    }
    if cell.correction is not None:
        by = cell.correction
        out["correction"] = {"value": _text(cell.value), "who": by.who, "when": by.when, "why": by.why}
    return out


def _rows(report: Report) -> dict[str, Any]:
    """By row: its number and the readings that competed for it, the chosen one first."""
    out: dict[str, Any] = {row: {"number": place, "readings": []} for row, place in rows_of(report).items()}
    single: dict[str, str] = {}
    for row in out:
        single.setdefault(table_of(row), row)
    for reading in sorted(report.evidence, key=lambda e: (not e.chosen, e.score)):
        for row in _named(reading, out):
            out[row]["readings"].append(_reading(reading))
    return out


def _named(reading: Evidence, rows: Mapping[str, Any]) -> list[str]:
    """The rows a reading is of; that of a block without rows names only its table."""
    if reading.row in rows:
        return [reading.row]
    return [row for row in rows if row.startswith(reading.row + "/")]


def _reading(reading: Evidence) -> dict[str, Any]:
    return {
        "layout": reading.layout,
        "lines": [reading.lines[0], max(reading.lines[1] - 1, reading.lines[0])],
        "label": reading.label,
        "figures": list(reading.figures),
        "assumes": list(reading.assumptions),
        "chosen": reading.chosen,
    }


def _balance(balance: Balance, numbers: Numbers) -> dict[str, Any]:
    equation = balance.equation
    sides = [[[c, numbers.get(k, -1)] for c, k in side] for side in (equation.left, equation.right)]
    return {
        "id": equation.id,
        "verdict": balance.verdict,
        "message": list(parted(equation.message or equation.formula)),
        "op": equation.op,
        "sides": sides,
        "sums": [number(balance.left), number(balance.right)],
        "severity": equation.severity,
    }


def _joint(joint: Joint, numbers: Numbers) -> dict[str, Any]:
    solutions = [[_text(v) for v in solution] for solution in joint.solutions[:MOST_SOLUTIONS]]
    return {
        "cells": [numbers[k] for k in joint.keys if k in numbers],
        "count": joint.count,
        "solutions": solutions,
    }


def _doubt(report: Report, doubt: Doubt, numbers: Numbers) -> dict[str, Any]:
    cells = [numbers[k] for k in doubt.cells]
    return {
        "id": identity(report, doubt),
        "kind": doubt.kind,
        "cells": cells,
        "finding": doubt.finding,
        "unclaimed": doubt.unclaimed,
    }


def _finding(report: Report, finding: Finding, numbers: Numbers) -> dict[str, Any]:
    lines = [report.document.line_of(start) + 1 for start, _ in finding.spans]
    line = finding.line or (lines[0] if lines else 0)
    return {"code": finding.code, "cells": [numbers[k] for k in finding.keys if k in numbers], "line": line}
