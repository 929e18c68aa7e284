"""The tables of a panel as they are written: their columns, and the rows of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from gouji.batch.tables import Column, Layout, Row, columns
from gouji.export import key_parts, number
from gouji.panel.build import Panel
from gouji.panel.series import Entry
from gouji.report import Value

CELLS = columns(
    "cells",
    agency="category",
    year="integer",
    source="text",
    table="category",
    row="category",
    column="category",
    key="category",
    value="number",
    value_text="text",
    how="category",
    status="category",
    parts="texts",
    corrected="texts",
)
INDICATORS = columns(
    "indicators",
    agency="category",
    year="integer",
    indicator="category",
    share="number",
    numerator="number",
    denominator="number",
    missing="texts",
    corrected="texts",
)
FINDINGS = columns(
    "findings",
    agency="category",
    year="integer",
    code="category",
    severity="category",
    verdict="category",
    message="text",
    keys="texts",
    sources="texts",
)
UNLINKED = columns("unlinked", source="text", reason="category")
CODEBOOK = columns("codebook", indicator="text", label="text", formula="text", unit="category", note="text")
WIDE_HEAD = columns("wide", agency="category", year="integer", source="text", corrected="texts").columns


def layouts(panel: Panel) -> tuple[Layout, ...]:
    """The tables of a panel; ``wide`` has a column for each key and each indicator that occurs."""
    keys = dict.fromkeys([entry.key for entry in panel.cells])
    names = [*keys, *(i.id for i in panel.indicator_list)]
    wide = Layout("wide", WIDE_HEAD + tuple(Column(name, "number") for name in names))
    return (CELLS, wide, INDICATORS, FINDINGS, UNLINKED, CODEBOOK)


def rows(panel: Panel) -> dict[str, list[Row]]:
    """The rows of each table."""
    return {
        "cells": [_cell(entry) for entry in panel.cells],
        "wide": list(_wide(panel)),
        "indicators": [
            (
                *(i.agency, i.year, i.indicator, None if i.decimal is None else float(i.decimal)),
                *(_double(i.numerator), _double(i.denominator), i.missing, i.corrected),
            )
            for i in panel.indicators
        ],
        "findings": [
            (
                *(n.agency, n.year, n.finding.code, n.finding.severity, n.finding.verdict),
                *(n.finding.message, n.finding.keys, n.sources),
            )
            for n in panel.findings
        ],
        "unlinked": list(panel.unlinked),
        "codebook": [(i.id, i.label, i.formula, i.unit or None, i.note) for i in panel.indicator_list],
    }


def _cell(entry: Entry) -> Row:
    exact = None if entry.value is None else number(entry.value)
    head = (entry.agency, entry.year, entry.source, *key_parts(entry.key), entry.key)
    return (*head, _double(entry.value), exact, entry.how, entry.status, entry.parts, entry.corrected)


def _double(value: Value) -> float | None:
    return None if value is None else float(value)


def _wide(panel: Panel) -> Iterator[Row]:
    """One row an agency and year; None wherever nothing is known."""
    wide = next(layout for layout in layouts(panel) if layout.name == "wide")
    names = wide.names[len(WIDE_HEAD) :]
    found: dict[tuple[str, int], tuple[Entry, dict[str, Any]]] = {}
    corrected: dict[tuple[str, int], dict[str, None]] = defaultdict(dict)
    for entry in panel.cells:
        _, values = found.setdefault((entry.unit, entry.year), (entry, {}))
        values[entry.key] = _double(entry.value)
        corrected[entry.unit, entry.year] |= dict.fromkeys(entry.corrected)
    for share in panel.indicators:
        value = share.decimal
        found[share.unit, share.year][1][share.indicator] = None if value is None else float(value)
    for place, (first, values) in found.items():
        yield (first.agency, first.year, first.source, list(corrected[place]), *map(values.get, names))
