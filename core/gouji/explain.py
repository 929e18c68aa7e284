"""Explain: why a canonical row or cell says what it says, down to the lines of the source."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gouji.document import Document
from gouji.equation import Equation
from gouji.errors import GoujiError
from gouji.export import label_path, number
from gouji.matrix import Span
from gouji.report import DOUBTFUL, STATED, Cell, Evidence, Report
from gouji.schema import Block, Schema
from gouji.view import LISTED_SOLUTIONS, clip, display_width, figure, harmless, report_tables

AROUND = 36
"""Characters of a long line shown on either side of the figures."""
LISTED_LINES = 12
"""Source lines shown for one row; a label wrapped one character a line takes more than anybody reads."""
LABEL_WIDTH, FIGURE_ROOM = 44, 12
"""Display widths of a row's label and of a doubtful cell's candidates in the overview."""


@dataclass(frozen=True, slots=True)
class CanonicalRow:
    """A row of a canonical table: its key ``table/row``, its labels, and its cells' keys with their labels.

    A block without rows is one canonical row, and its key is the table's.
    """

    key: str
    label: str
    cells: Mapping[str, str]


def canonical_rows(report: Report, schemas: Mapping[str, Schema]) -> Iterator[CanonicalRow]:
    """All canonical rows of a report in the printed order."""
    for _, table in report_tables(report, schemas):
        for block in table.blocks:
            yield from (_canonical_row(block, r) for r in range(block.height))


def _canonical_row(block: Block, row: int) -> CanonicalRow:
    label = block.rows[row].label if block.rows else None
    key = f"{block.table}/{block.rows[row].id}" if block.rows else block.table
    names = {block.key(row, c): " ".join(label_path(block, row, c)) for c in range(len(block.columns))}
    return CanonicalRow(key, " ".join((*label.path, label.text)) if label else "", names)


def explain(report: Report, schemas: Mapping[str, Schema], key: str | None = None) -> str:
    """Say why: of a cell or row ``key`` in full; of a table, or without a key of all, a line for each row.

    Raises GoujiError, naming the nearest keys, where the report has no such cell, row or table.
    """
    rows = list(canonical_rows(report, schemas))
    if not rows:
        return "No table of a known form was recognised.\n" + "".join(
            f"{f.severity}: {harmless(f.message)}\n" for f in report.findings
        )
    for row in rows:
        if key is not None and (key == row.key or key in row.cells):
            wanted = [key] if key in row.cells else list(row.cells)
            return "\n".join(_explain_row(report, schemas, row, wanted)) + "\n"
    wide = [r for r in rows if key is None or r.key.startswith(key.rstrip("/") + "/")]
    if not wide:
        raise GoujiError(_unknown(str(key), rows))
    return "\n".join(_overview(report, row) for row in wide) + "\n"


def _unknown(key: str, rows: Iterable[CanonicalRow]) -> str:
    known = [k for r in rows for k in (r.key, *r.cells)]
    near = difflib.get_close_matches(key, known, 3, 0.5)
    hint = f"did you mean {' or '.join(near)}?" if near else "without a key all rows are listed"
    return f"{harmless(key)}: no such cell, row or table in this report; {hint}"


def _overview(report: Report, row: CanonicalRow) -> str:
    cells = [report.cells.get(k, Cell(k)) for k in row.cells]
    figures = " ".join(figure(c, FIGURE_ROOM) or "∅" for c in cells)
    layouts = ", ".join(dict.fromkeys(harmless(c.layout) for c in cells if c.layout))
    return f"{row.key}  {figures}{_place(report, cells)}" + (f"  {layouts}" if layouts else "")


def _place(report: Report, cells: Iterable[Cell]) -> str:
    lines = sorted({report.document.line_of(a) + 1 for c in cells for a, _ in c.spans})
    if not lines:
        return ""
    return f"  line {lines[0]}" if len(lines) == 1 else f"  lines {lines[0]}-{lines[-1]}"


def _explain_row(
    report: Report, schemas: Mapping[str, Schema], row: CanonicalRow, wanted: list[str]
) -> Iterator[str]:
    cells = [report.cells.get(k, Cell(k)) for k in wanted]
    yield f"{row.key}  {row.label}".rstrip()
    yield from (f"  {c.key}  {row.cells[c.key]}: {_says(c)}" for c in cells)
    yield from _section("Source", _source_lines(report.document, cells))
    yield from _section("Readings", _readings(report, row, wanted))
    yield from _section("Equations", _equations(report, schemas, wanted))
    yield from _section("Undetermined together", _joint(report, wanted))
    named = (f for f in report.findings if set(wanted) & set(f.keys))
    yield from _section("Findings", (f"{f.severity} {f.verdict}: {harmless(f.message)}" for f in named))


def _section(title: str, lines: Iterable[str]) -> Iterator[str]:
    listed = list(lines)
    if listed:
        yield ""
        yield title
        yield from ("  " + line for line in listed)


def _says(cell: Cell) -> str:
    layout = f", read by {harmless(cell.layout)}" if cell.layout else ""
    raw = f", printed as {harmless(cell.raw)!r}" if cell.raw else ""
    if cell.status in STATED:
        return f"{number(cell.value)}{harmless(cell.unit)} ({cell.status}{raw}{layout})"
    if cell.status in DOUBTFUL:
        options = " or ".join("blank" if c is None else number(c) for c in cell.candidates)
        return f"{options or 'unknown'} ({cell.status}{raw}{layout})"
    return f"{cell.status}{raw}{layout}"


def _source_lines(document: Document, cells: Iterable[Cell]) -> Iterator[str]:
    """The lines that hold the row's label and the cells' figures, the figures marked underneath."""
    figures: dict[int, list[Span]] = {}
    for cell in cells:
        for label in cell.label:
            figures.setdefault(document.line_of(label[0]), [])
        for span in cell.spans:
            figures.setdefault(document.line_of(span[0]), []).append(span)
    lines = sorted(figures)
    for line in lines[:LISTED_LINES]:
        yield from _marked_line(document, line, sorted(set(figures[line])))
    if len(lines) > LISTED_LINES:
        yield f"… {len(lines) - LISTED_LINES} more lines"


def _marked_line(document: Document, line: int, spans: list[Span]) -> Iterator[str]:
    start, end = int(document.lines.start[line]), int(document.lines.end[line])
    shown, under, reached = f"{line + 1}: ", "", start
    under = " " * len(shown)
    for first, last in _windows(spans, start, end):
        left_out = "…" if first > reached else ""
        shown += left_out
        under += " " * len(left_out)
        for a, b, marked in _pieces(spans, first, last):
            text = harmless(document.text[a:b].replace("\t", "→"))
            shown += text
            under += ("^" if marked else " ") * max(display_width(text), marked)
        reached = last
    yield shown + ("…" if reached < end else "")
    if "^" in under:
        yield under.rstrip()


def _windows(spans: list[Span], start: int, end: int) -> list[Span]:
    """The stretches of a line worth showing: around its figures, or its beginning where it has none."""
    windows: list[Span] = []
    for a, b in spans or [(start, start + AROUND)]:
        first, last = max(a - AROUND, start), min(b + AROUND, end)
        if windows and first <= windows[-1][1]:
            first = windows.pop()[0]
        windows.append((first, max(first, last)))
    return windows


def _pieces(spans: list[Span], first: int, last: int) -> Iterator[tuple[int, int, bool]]:
    """A window cut into marked figures and what stands between them; an empty figure is an empty piece."""
    at = first
    for a, b in spans:
        if at <= a <= last:
            yield at, a, False
            at = min(b, last)
            yield a, at, True
    yield at, last, False


def _readings(report: Report, row: CanonicalRow, wanted: list[str]) -> Iterator[str]:
    names = {row.key, *wanted}
    readings = [e for e in report.evidence if e.row in names]
    for reading in sorted(readings, key=lambda e: (not e.chosen, e.score)):
        yield from _reading(reading)


def _reading(reading: Evidence) -> Iterator[str]:
    first, last = reading.lines
    lines = f"line {first}" if first == last else f"lines {first}-{last}"
    standing = "chosen" if reading.chosen else "passed over"
    score = ", ".join(map(str, reading.score))
    figures = " ".join(harmless(f) or "∅" for f in reading.figures)
    label = clip(harmless(reading.label), LABEL_WIDTH)
    yield f"{standing}: {harmless(reading.layout)}, {lines}, label {label!r}, figures {figures or 'none'}"
    yield f"  score ({score}), smaller is better; placements the print allows: {reading.candidates}"
    if reading.assumptions:
        yield "  assumes " + "; ".join(harmless(a) for a in reading.assumptions)


def _equations(report: Report, schemas: Mapping[str, Schema], wanted: Iterable[str]) -> Iterator[str]:
    names = set(wanted)
    seen: set[str] = set()
    for name in dict.fromkeys((report.schema, *report.tables.values())):
        schema = schemas.get(name or "")
        for equation in schema.equations if schema else ():
            if equation.id not in seen and names & set(equation.keys):
                seen.add(equation.id)
                formula = equation.formula or equation.message
                yield f"{equation.id}  {_judge(equation, report.cells)}: {formula}"


def _judge(equation: Equation, cells: Mapping[str, Cell]) -> str:
    """Whether an equation holds over the stated figures; blanks count as 0 and are counted aloud."""
    if equation.level != "document":
        return "needs the report of another year"
    parts = [cells.get(k, Cell(k)) for k in equation.keys]
    doubtful = [c.key for c in parts if c.status in DOUBTFUL]
    if doubtful:
        return f"open, not determined: {', '.join(doubtful)}"
    values: dict[str, int | Decimal] = {c.key: c.value for c in parts if c.value is not None}
    if not values:
        return "nothing to judge, no figure printed"
    left, right = equation.sides(values)
    holds = left == right if equation.op == "=" else left <= right
    blanks = len({c.key for c in parts}) - len(values)
    note = f", {blanks} without a figure counted as 0" if blanks else ""
    return f"{'holds' if holds else 'broken'}, {number(left)} {equation.op} {number(right)}{note}"


def _joint(report: Report, wanted: Iterable[str]) -> Iterator[str]:
    names = set(wanted)
    for joint in report.joint:
        if names & set(joint.keys):
            yield f"{joint.count} solutions of ({', '.join(joint.keys)})"
            for solution in joint.solutions[:LISTED_SOLUTIONS]:
                yield "  " + " ".join("∅" if v is None else number(v) for v in solution)
