"""Explain: why a canonical row or cell says what it says, down to the lines of the source."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gouji.document import Document
from gouji.equation import Equation
from gouji.errors import GoujiError
from gouji.export import number
from gouji.harmless import harmless
from gouji.matrix import Span
from gouji.report import DOUBTFUL, STATED, Cell, Evidence, Report
from gouji.schema import Block, Schema
from gouji.view import clip, display_width, figure, joint_lines, report_tables

AROUND = 36
"""Characters of a long line shown on either side of the figures."""
LISTED_LINES = 12
"""Source lines shown for one row; a label wrapped one character a line takes more than anybody reads."""
LISTED_KEYS = 3
"""Keys named of those that leave an equation open."""
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
    key = f"{block.table}/{block.rows[row].id}" if block.rows else block.table
    side = [(*r.label.path, r.label.text) for r in block.rows[row : row + 1]]
    label = " ".join([t.text for t in block.titles[:1]] + [text for path in side for text in path])
    names = {block.key(row, c): (*col.label.path, col.label.text) for c, col in enumerate(block.columns)}
    return CanonicalRow(key, label, {k: " ".join(path) for k, path in names.items()})


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
    yield from _section("Source", _source_lines(report, row, cells))
    yield from _section("Readings", _readings(report, row, wanted))
    yield from _section("Equations", _equations(report, schemas, wanted))
    for joint in report.joint:
        if set(wanted) & set(joint.keys):
            yield from ("", *joint_lines(joint))
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
    printed_so = cell.value is not None and cell.raw == number(cell.value)
    raw = f", printed as {harmless(cell.raw)!r}" if cell.raw and not printed_so else ""
    if cell.status in STATED:
        return f"{number(cell.value)}{harmless(cell.unit)} ({cell.status}{raw}{layout})"
    if cell.correction is not None:
        by = cell.correction
        told = f"corrected by {harmless(by.who)}, {harmless(by.when)}: {harmless(by.why)}"
        given = "blank" if cell.value is None else number(cell.value)
        return f"{given} ({told}; read as {_says(by.read)})"
    if cell.status in DOUBTFUL:
        options = " or ".join("blank" if c is None else number(c) for c in cell.candidates)
        return f"{options or 'unknown'} ({cell.status}{raw}{layout})"
    return f"{cell.status}{raw}{layout}"


def _source_lines(report: Report, row: CanonicalRow, cells: Sequence[Cell]) -> Iterator[str]:
    """The lines that hold the row's label and the cells' figures, the figures marked underneath."""
    document = report.document
    figures: dict[int, list[Span]] = {document.line_of(a): [] for c in cells for a, _ in c.label}
    spans = [s for c in cells for s in c.spans]
    if any(c.status in DOUBTFUL for c in cells):
        spans += [
            s for e in report.evidence if e.chosen and e.row == row.key for s in figures_of(document, e)
        ]
    for span in spans:
        figures.setdefault(document.line_of(span[0]), []).append(span)
    lines = sorted(figures)
    for line in lines[:LISTED_LINES]:
        yield from _marked_line(document, line, sorted(set(figures[line])))
    if len(lines) > LISTED_LINES:
        yield f"… {len(lines) - LISTED_LINES} more lines"


def figures_of(document: Document, reading: Evidence) -> Iterator[Span]:
    """Where a reading's figures stand: they close its stretch of lines, so they are found from its end."""
    first, end = reading.lines[0] - 1, min(reading.lines[1] - 1, len(document.lines.start))
    if not 0 <= first < end:
        return
    start, stop = int(document.lines.start[first]), int(document.lines.end[end - 1])
    for text in reversed(reading.figures):
        at = document.text.rfind(text, start, stop) if text else -1
        if at < 0:
            return
        yield at, at + len(text)
        stop = at


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
    first, last = reading.lines[0], max(reading.lines[1] - 1, reading.lines[0])
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
    """Whether an equation holds, in the sense of ``gouji.check``: a blank counts as 0 but breaks nothing."""
    if equation.level != "document":
        return "needs the report of another year"
    parts = {k: cells.get(k, Cell(k)) for k in equation.keys}
    missing = [k for k, c in parts.items() if c.status in DOUBTFUL or c.status == "absent"]
    if missing:
        more = f" and {len(missing) - LISTED_KEYS} more" if len(missing) > LISTED_KEYS else ""
        return f"open, no certain figure in {', '.join(missing[:LISTED_KEYS])}{more}"
    values: dict[str, int | Decimal] = {k: c.value for k, c in parts.items() if c.value is not None}
    if not values:
        return "open, no figure printed"
    left, right = equation.sides(values)
    holds = left == right if equation.op == "=" else left <= right
    blanks = len(parts) - len(values)
    verdict = "holds" if holds else "open, does not hold" if blanks else "broken"
    note = f", {blanks} blank counted as 0" if blanks else ""
    return f"{verdict}, {number(left)} {equation.op} {number(right)}{note}"
