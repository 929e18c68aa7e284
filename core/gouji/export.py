"""Export: reports as JSON, JSON lines and tidy CSV, every digit as printed."""

from __future__ import annotations

import csv
import io
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from gouji.errors import InputError
from gouji.harmless import dumps, inline
from gouji.report import Cell, Report, Value
from gouji.schema import Block, Schema

CSV_COLUMNS = (
    "source",
    "report",
    "schema",
    "table",
    "row",
    "column",
    "key",
    "label_zh",
    "value",
    "raw",
    "unit",
    "status",
    "candidates",
    "spans",
    "layout",
    "origins",
)
"""The tidy table: one row a cell."""

LABEL_JOIN = "·"
PLAIN_EXPONENTS = range(-60, 1)
"""Exponents of a Decimal that are printed digit by digit; others keep the E, so no digit bomb is written."""

FORMULA_STARTS = frozenset("=+-@\t\r\n＝＋－＠")
"""First characters by which a spreadsheet takes a text for a formula; the wide ones in East Asian locales."""

WANTED = "give what gouji parse --format jsonl prints"
"""What is told of a text that holds no reports."""

HARMLESS = re.compile(r"[+-]?[0-9][0-9,]*(?:\.[0-9]+)?|-+")
"""What starts like a formula and is none: a signed number as printed, or a dash for an empty cell."""


def to_json(reports: Iterable[Report], indent: int | None = 2) -> str:
    """All reports as one JSON array; amounts are JSON numbers with exactly their digits."""
    return "".join(json_parts(reports, indent))


def json_parts(reports: Iterable[Report], indent: int | None = 2) -> Iterator[str]:
    """The JSON array piece by piece, each report as it comes."""
    inner, end = ("\n" + " " * indent, "\n") if indent is not None else (" ", "")
    between = "["
    for report in reports:
        yield between + (inner if indent is not None or between == "," else "")
        yield encode(report.to_dict(), indent, 1)
        between = ","
    yield "[]" if between == "[" else end + "]"


def from_json(text: str, name: str) -> Iterator[Any]:
    """The objects of a JSON array or of JSON lines, amounts as Decimal.

    Raises InputError with ``name`` and the line of what is no JSON.
    """
    parts = [text] if text.lstrip()[:1] == "[" else text.splitlines()
    for line, part in enumerate(parts, 1):
        if part.strip():
            try:
                found = json.loads(part, parse_float=Decimal)
            except ValueError as error:
                told = f"{name}: line {line} cannot be read as JSON: {error}"
                raise InputError(f"{told}; {WANTED}") from error
            yield from found if isinstance(found, list) else [found]


def to_jsonl(report: Report) -> str:
    """One report as one line of JSON, without the newline at its end."""
    return encode(report.to_dict(), None)


def to_csv(reports: Iterable[Report], schemas: Mapping[str, Schema]) -> str:
    """All reports as one tidy CSV text with a header row; see ``csv_parts`` for its conventions."""
    return "".join(csv_parts(reports, schemas))


def csv_parts(reports: Iterable[Report], schemas: Mapping[str, Schema]) -> Iterator[str]:
    """The tidy CSV piece by piece: the header row, then the rows of each report as it comes.

    Rows end with LF. ``report`` counts the reports of a source from 1, ``schema`` is the one that the
    cell's table matched, ``label_zh`` joins the printed labels from the block's title down by ``·``;
    ``candidates`` are separated by a blank, ``null`` among them; ``spans`` are ``start:end``, separated by a
    blank; ``origins`` are JSON, empty for a text. A text that a spreadsheet would run as a formula gets an
    apostrophe before it (``neutral``).
    """
    yield _lines([CSV_COLUMNS])
    labels: dict[str, dict[str, str]] = {}
    seen: Counter[str] = Counter()
    for report in reports:
        source = report.document.source
        seen[source] += 1
        for name in schemas.keys() - labels.keys() if report.schema else ():
            labels[name] = key_labels(schemas[name])
        yield _lines(_record(source, seen[source], report, cell, labels) for cell in report)


def neutral(text: str) -> str:
    """The text with an apostrophe before it where a spreadsheet would take it for a formula.

    Signed numbers as printed (``+2``, ``-9``, ``-1,234.50``) and dashes stay as they are. Control, zero-width
    and direction characters are escapes, but for tabs and line ends.
    """
    text = inline(text)
    first = text.lstrip(" \u3000\xa0")[:1]
    if first in FORMULA_STARTS and first and not HARMLESS.fullmatch(text.strip()):
        return "'" + text
    return text


def key_parts(key: str) -> tuple[str, str, str]:
    """Table, row and column of a key; the row is empty in a key of two parts."""
    table, _, rest = key.partition("/")
    row, _, column = rest.rpartition("/")
    return table, row, column


def key_labels(schema: Schema) -> dict[str, str]:
    """The label path of each key of a schema, joined by ``·``."""
    return {
        block.key(r, c): LABEL_JOIN.join(label_path(block, r, c))
        for table in schema.tables
        for block in table.blocks
        for r in range(block.height)
        for c in range(len(block.columns))
    }


def label_path(block: Block, row: int, column: int) -> tuple[str, ...]:
    """The labels that lead to a cell: of its block, of its row with groups, of its column with groups."""
    title = tuple(t.text for t in block.titles[:1])
    label = block.columns[column].label
    across = (*label.path, label.text)
    if not block.rows:
        return title + across
    side = block.rows[row].label
    return (*title, *side.path, side.text, *across)


def number(value: Value) -> str:
    """A value with exactly its digits (85.50 stays 85.50); ``null`` where there is none."""
    if value is None:
        return "null"
    if isinstance(value, int):
        return str(value)
    if not value.is_finite():
        raise ValueError(f"{value} is no figure that a document can print")
    return format(value, "f") if value.as_tuple().exponent in PLAIN_EXPONENTS else str(value)


def _record(
    source: str, count: int, report: Report, cell: Cell, labels: Mapping[str, Mapping[str, str]]
) -> list[str]:
    table, row, column = key_parts(cell.key)
    schema = report.tables.get(table, report.schema or "")
    label = _label(cell.key, schema, labels)
    value = "" if cell.value is None else number(cell.value)
    texts = [neutral(t) for t in (schema, table, row, column, cell.key, label)]
    candidates = " ".join(map(number, cell.candidates))
    spans = " ".join(f"{a}:{b}" for a, b in cell.spans)
    head = [neutral(source), str(count), *texts, value, neutral(cell.raw), neutral(cell.unit)]
    origins = report.origins(cell.spans)
    return [*head, cell.status, candidates, spans, neutral(cell.layout), dumps(origins) if origins else ""]


def _label(key: str, schema: str, labels: Mapping[str, Mapping[str, str]]) -> str:
    """The label of a key in its table's schema, else in another edition, whose block the document prints."""
    own = labels.get(schema, {}).get(key)
    return own or next((known[key] for _, known in sorted(labels.items()) if key in known), "")


def _lines(rows: Iterable[Sequence[str]]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()


def encode(value: Any, indent: int | None, depth: int = 0) -> str:
    """JSON of plain data and Decimals; what holds no Decimal goes through the fast encoder whole."""
    if isinstance(value, Decimal):
        return number(value)
    if indent is None or not isinstance(value, dict | list | tuple) or not value:
        try:
            return dumps(value)
        except TypeError:
            if not isinstance(value, dict | list | tuple):
                raise
    if isinstance(value, dict):
        names = (dumps(str(k)) for k in value)
        parts = [f"{n}: {encode(v, indent, depth + 1)}" for n, v in zip(names, value.values(), strict=True)]
        return _join(parts, "{}", indent, depth)
    if all(not isinstance(v, dict | list | tuple) for v in value):
        indent = None  # a list of figures reads best on one line
    return _join([encode(v, indent, depth + 1) for v in value], "[]", indent, depth)


def _join(parts: Sequence[str], brackets: str, indent: int | None, depth: int) -> str:
    if indent is None:
        return brackets[0] + ", ".join(parts) + brackets[1]
    inner, outer = "\n" + " " * indent * (depth + 1), "\n" + " " * indent * depth
    return brackets[0] + inner + f",{inner}".join(parts) + outer + brackets[1]
