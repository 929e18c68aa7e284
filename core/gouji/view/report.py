"""The terminal view: the tables of a report as the form prints them, with its doubts and findings."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import islice

from gouji.export import number
from gouji.harmless import harmless
from gouji.report import Finding, Joint, Report, Status, by_severity
from gouji.schema import Schema
from gouji.view.boxes import Paint
from gouji.view.table import WIDTH, drawing, figure, plain, report_tables, states
from gouji.view.width import clip

LISTED_SOLUTIONS, LISTED_UNCLAIMED = 6, 20
"""How many joint solutions and unclaimed figures are listed before the rest is only counted."""
MESSAGE = 2 * WIDTH
"""A finding's message is shortened to this display width: those over long equations fill screens."""

STYLES: Mapping[str, str] = {
    "solved": "36",
    "ambiguous": "33",
    "contested": "31",
    "corrected": "35",
    "absent": "2",
    "head": "1",
    "error": "31",
    "warning": "33",
    "info": "2",
}
"""ANSI codes; colour only repeats what the signs already say."""

LEGEND: Mapping[Status, str] = {
    "solved": "‹5› solved: printed without a certain place, placed by the equations",
    "blank": "an empty cell, or a mark such as / : blank, printed without a figure",
    "absent": "· absent: the document does not print this row or column",
    "ambiguous": "1|2|∅ or ? ambiguous: the text does not tell which (∅ = blank)",
    "contested": "5≠6 or ≠ contested: readings of equal weight disagree",
    "corrected": "✎5 corrected: a person's value from the file beside the document, proven by nothing",
}


def view(report: Report, schemas: Mapping[str, Schema], *, colour: bool = False, width: int = WIDTH) -> str:
    """Show a report on a terminal: metadata, tables, legend, findings, joint solutions, unclaimed figures.

    ``schemas`` by id must hold those that the report names; ``width`` is in terminal columns and is kept
    where the figures allow. States differ by signs; ``colour`` adds ANSI codes to them.
    """
    paint: Paint = _paint if colour else plain
    parts = [_metadata(report, paint), *_tables(report, schemas, width, paint)]
    parts += [_outside(report, schemas), _legend(report, schemas)]
    parts += [_findings(report, paint), _joint(report), _unclaimed(report)]
    return "\n\n".join("\n".join(p) for p in parts if p) + "\n"


def _paint(text: str, style: str) -> str:
    code = STYLES.get(style)
    return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text


def _metadata(report: Report, paint: Paint) -> list[str]:
    encoding = report.document.encoding
    lines = [paint(harmless(report.document.source), "head")]
    printed = {k: harmless(str(v.value)) for k, v in report.metadata.items() if v.value is not None}
    lines += [f"  {name}: {value}" for name, value in printed.items()]
    replaced = f", {encoding.replaced} characters replaced" if encoding.replaced else ""
    lines.append(f"  encoding: {harmless(encoding.name)} ({harmless(encoding.reason)}{replaced})")
    named = ", ".join(
        f"{table} from {schema}" for table, schema in report.tables.items() if schema != report.schema
    )
    lines.append(f"  schema: {report.schema or 'none recognised'}" + (f", but {named}" if named else ""))
    return lines


def _tables(report: Report, schemas: Mapping[str, Schema], width: int, paint: Paint) -> Iterable[list[str]]:
    for schema, table in report_tables(report, schemas):
        title = paint(harmless(table.title), "head") + f" [{schema.id}]"
        if states(report, table) == {"absent"}:
            yield [title, "  not printed in this document"]
        else:
            yield [title, *drawing(table, report, width, paint)]


def _outside(report: Report, schemas: Mapping[str, Schema]) -> list[str]:
    """Cells that were read and stand in none of the tables drawn."""
    drawn = {k for _, t in report_tables(report, schemas) for block in t.blocks for k in block.every_key()}
    left = [c for c in report if c.status != "absent" and c.key not in drawn]
    lines = [f"  {harmless(c.key)}: {figure(c, WIDTH)}" for c in left]
    return ["Cells outside these tables", *lines] if lines else []


def _legend(report: Report, schemas: Mapping[str, Schema]) -> list[str]:
    """What the signs in the tables drawn mean; a table that is not printed shows none."""
    tables = [states(report, table) for _, table in report_tables(report, schemas)]
    shown = {status for found in tables if found != {"absent"} for status in found}
    return [f"  {text}" for status, text in LEGEND.items() if status in shown]


def _findings(report: Report, paint: Paint) -> list[str]:
    if not report.findings:
        return []
    ordered = by_severity(sorted(report.findings, key=lambda f: (f.line is None, f.line or 0)))
    return [f"Findings ({len(ordered)})", *(_finding_line(f, paint) for f in ordered)]


def _finding_line(finding: Finding, paint: Paint) -> str:
    place = f"line {finding.line}: " if finding.line is not None else ""
    verdict = "" if finding.verdict == "note" else f" {finding.verdict}"
    head = paint(finding.severity, finding.severity)
    return f"  {head}{verdict} {place}{clip(harmless(finding.message), MESSAGE)} [{harmless(finding.code)}]"


def _joint(report: Report) -> list[str]:
    return [line for joint in report.joint for line in joint_lines(joint)]


def joint_lines(joint: Joint) -> list[str]:
    """Cells that are undetermined together: their rows, then the first solutions, rows parted by a bar."""
    rows: dict[str, list[str]] = {}
    for key in joint.keys:
        row, _, column = key.rpartition("/")
        rows.setdefault(row, []).append(column)
    lines = [f"Undetermined together: {len(joint.keys)} cells of {len(rows)} rows, {joint.count} solutions"]
    lines += [f"  {harmless(row)}: {harmless(', '.join(columns))}" for row, columns in rows.items()]
    for solution in joint.solutions[:LISTED_SOLUTIONS]:
        values = iter("∅" if v is None else number(v) for v in solution)
        lines.append("    " + " │ ".join(" ".join(islice(values, len(c))) for c in rows.values()))
    more = joint.count - min(len(joint.solutions), LISTED_SOLUTIONS)
    return [*lines, f"    … {more} more"] if more else lines


def _unclaimed(report: Report) -> list[str]:
    figures = report.unclaimed
    if not figures:
        return []
    lines = [f"Figures that no cell uses ({len(figures)})"]
    for f in figures[:LISTED_UNCLAIMED]:
        line = report.document.line_of(f.span[0]) + 1
        place = "/".join(p for p in (f.table, f.row) if p)
        note = f" ({harmless(f.note)})" if f.note else ""
        lines.append(f"  line {line}: {harmless(clip(f.raw, 40))} in {harmless(place)}{note}")
    if len(figures) > LISTED_UNCLAIMED:
        lines.append(f"  … {len(figures) - LISTED_UNCLAIMED} more")
    return lines
