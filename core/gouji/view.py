"""The terminal view: the tables of a report as the form prints them, with its doubts and findings."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import islice
from typing import Literal

from gouji.export import number
from gouji.harmless import harmless
from gouji.report import Cell, Finding, Joint, Report, Severity, Status
from gouji.schema import Block, Schema, Table

WIDTH = 120
"""Columns of a terminal that a table tries to keep to."""
LEAST_LABEL, LEAST_HEADER = 32, 4
"""Row labels are shortened to this before column headers are wrapped; headers wrap down to two signs."""
FIGURE_ROOM = (7, 1)
"""Display widths tried for the candidates of a doubtful cell; beyond the last only its sign is shown."""
LISTED_SOLUTIONS, LISTED_UNCLAIMED = 6, 20
"""How many joint solutions and unclaimed figures are listed before the rest is only counted."""
MESSAGE = 2 * WIDTH
"""A finding's message is shortened to this display width: those over long equations fill screens."""
RANK: Mapping[Severity, int] = {"error": 0, "warning": 1, "info": 2}

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

JUNCTIONS = " ╵╶└╷│┌├╴┘─┴┐┤┬┼"
"""Box drawing by the arms up 1, right 2, down 4, left 8."""

_ABSENT = Cell("")


@lru_cache(maxsize=8192)
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def display_width(text: str) -> int:
    """The terminal columns a text takes: wide and full-width characters two, combining ones none."""
    return len(text) if text.isascii() else sum(map(_columns, text))


def clip(text: str, width: int) -> str:
    """The text shortened to a display width, with … where something is left out."""
    if display_width(text) <= width:
        return text
    start = _wrap(text, width - 1)[0]
    return (start if display_width(start) < width else "") + "…"


def _wrap(text: str, width: int) -> list[str]:
    lines, line, used = [], "", 0
    for character in text:
        size = _columns(character)
        if line and used + size > width:
            lines.append(line)
            line, used = "", 0
        line, used = line + character, used + size
    return [*lines, line]


def _pad(text: str, width: int, align: Literal["left", "right", "centre"]) -> str:
    room = max(width - display_width(text), 0)
    left = {"left": 0, "right": room, "centre": room // 2}[align]
    return " " * left + text + " " * (room - left)


@dataclass(frozen=True, slots=True, eq=False)
class _Box:
    """One cell of the drawing; it covers every slot that refers to it, its text stands in the last row."""

    text: str
    kind: Literal["label", "header", "figure"]
    style: str = ""


@dataclass(slots=True)
class _Grid:
    """Slots that refer to boxes, and the rows after which a rule is drawn where boxes differ."""

    rows: list[list[_Box]] = field(default_factory=list)
    ruled: set[int] = field(default_factory=set)

    def add(self, row: list[_Box], *, rule: bool = False) -> None:
        if rule:
            self.ruled.add(len(self.rows))
        self.rows.append(row)


def figure(cell: Cell, room: int) -> str:
    """What a cell shows: its figure in the sign of its status, in at most ``room`` columns where doubtful."""
    if cell.status == "absent":
        return "·"
    if cell.status == "blank":
        return clip(harmless(cell.raw.strip()), FIGURE_ROOM[0])
    if cell.status in ("ambiguous", "contested"):
        return _doubt(cell, room)
    text = number(cell.value) + harmless(cell.unit) if cell.value is not None else "∅"
    return {"solved": f"‹{text}›", "corrected": f"✎{text}"}.get(cell.status, text)


def _doubt(cell: Cell, room: int) -> str:
    join, short = ("|", "?") if cell.status == "ambiguous" else ("≠", "≠")
    shown = join.join("∅" if c is None else number(c) for c in cell.candidates)
    return shown if shown and len(cell.candidates) > 1 and display_width(shown) <= room else short


def _table_grid(table: Table, report: Report, room: int) -> _Grid:
    labelled = any(b.rows for b in table.blocks)
    slots = max(len(b.columns) for b in table.blocks)
    grid = _Grid()
    for block in table.blocks:
        if grid.rows:
            grid.ruled.add(len(grid.rows) - 1)
        if block.titles:
            grid.add([_Box(block.titles[0].text, "header", "head")] * (slots + labelled), rule=True)
        _add_header(grid, block, slots, labelled=labelled)
        _add_body(grid, block, report, slots, room, labelled=labelled)
    return grid


def _stretch(boxes: Sequence[_Box], slots: int) -> list[_Box]:
    """A block with fewer columns than its table: the last column takes the slots that are left."""
    return [*boxes, *[boxes[-1]] * (slots - len(boxes))]


def _add_header(grid: _Grid, block: Block, slots: int, *, labelled: bool) -> None:
    depth = max(len(c.label.path) for c in block.columns) + 1
    corner = [_Box("", "label")] if labelled else []
    leaves = [_Box(c.label.text, "header") for c in block.columns]
    groups: dict[tuple[int, tuple[str, ...]], _Box] = {}
    previous: tuple[str, ...] = ()
    levels: list[list[_Box]] = [[] for _ in range(depth)]
    for at, (column, leaf) in enumerate(zip(block.columns, leaves, strict=True)):
        path = column.label.path
        for level in range(depth):
            key = (level, path[: level + 1])
            if level < len(path) and (not at or previous[: level + 1] != path[: level + 1]):
                groups[key] = _Box(path[level], "header")
            levels[level].append(groups[key] if level < len(path) else leaf)
        previous = path
    for boxes in levels:
        grid.add(corner + _stretch(boxes, slots), rule=True)


def _add_body(grid: _Grid, block: Block, report: Report, slots: int, room: int, *, labelled: bool) -> None:
    above: tuple[str, ...] = ()
    for r in range(block.height):
        label = block.rows[r].label if block.rows else None
        path = label.path if label else ()
        for depth, group in enumerate(path):
            if above[: depth + 1] != path[: depth + 1]:
                blanks = [_Box("", "figure") for _ in range(slots)]
                grid.add([_Box("  " * depth + group, "label"), *blanks])
        above = path
        text = "  " * len(path) + label.text if label else ""
        cells = [report.cells.get(block.key(r, c), _ABSENT) for c in range(len(block.columns))]
        figures = [_Box(figure(c, room), "figure", c.status) for c in cells]
        grid.add([*([_Box(text, "label")] if labelled else []), *_stretch(figures, slots)])


def _fit(table: Table, report: Report, width: int) -> tuple[_Grid, list[int]]:
    """The drawing and its column widths: shorten labels first, then wrap headers, then hide candidates."""
    for room in FIGURE_ROOM:
        grid = _table_grid(table, report, room)
        widest = max(display_width(b.text) for row in grid.rows for b in row if b.kind == "header")
        for cap in range(max(widest, LEAST_HEADER), LEAST_HEADER - 1, -2):
            widths = _widths(grid, cap, width)
            if sum(widths) + 3 * len(widths) + 1 <= width:
                return grid, widths
    return grid, widths


def _widths(grid: _Grid, cap: int, width: int) -> list[int]:
    count = len(grid.rows[0])
    widths = [1] * count
    for row in grid.rows:
        for c, box in enumerate(row):
            if row.count(box) == 1 and box.kind != "label":
                size = display_width(box.text)
                widths[c] = max(widths[c], min(size, cap) if box.kind == "header" else size)
    for row in grid.rows:
        for box in dict.fromkeys(row):
            slots = [c for c, b in enumerate(row) if b is box]
            need = display_width(box.text) if box.kind == "figure" else LEAST_HEADER
            widths[slots[-1]] += max(need - _span(widths, slots), 0)
    if grid.rows[-1][0].kind == "label":
        natural = max(display_width(row[0].text) for row in grid.rows if row[0].kind == "label")
        widths[0] = min(natural, max(width - sum(widths[1:]) - 3 * count - 1, min(natural, LEAST_LABEL)))
    return widths


def _span(widths: Sequence[int], slots: Sequence[int]) -> int:
    return sum(widths[c] for c in slots) + 3 * (len(slots) - 1)


Paint = Callable[[str, str], str]


def _draw(grid: _Grid, widths: Sequence[int], paint: Paint) -> list[str]:
    edge: list[_Box | None] = [None] * len(widths)
    lines = [_rule(edge, grid.rows[0], widths)]
    for r, row in enumerate(grid.rows):
        below = grid.rows[r + 1] if r + 1 < len(grid.rows) else edge
        lines += _row_lines(row, below, widths, paint)
        if r in grid.ruled or below is edge:
            lines.append(_rule(row, below, widths))
    return lines


def _row_lines(
    row: Sequence[_Box], below: Sequence[_Box | None], widths: Sequence[int], paint: Paint
) -> list[str]:
    parts: list[tuple[list[str], int, _Box]] = []
    for box in dict.fromkeys(row):
        slots = [c for c, b in enumerate(row) if b is box]
        width = _span(widths, slots)
        text = "" if below[slots[0]] is box else box.text
        lines = [clip(text, width)] if box.kind != "header" else _wrap(text, width)
        parts.append((lines, width, box))
    height = max(len(lines) for lines, _, _ in parts)
    return [
        "│ " + " │ ".join(_cell_line(p, line - height, paint) for p in parts) + " │" for line in range(height)
    ]


def _cell_line(part: tuple[list[str], int, _Box], line: int, paint: Paint) -> str:
    """One line of a box, counted from its bottom by a negative number."""
    lines, width, box = part
    text = lines[line] if -line <= len(lines) else ""
    align: Literal["left", "right", "centre"] = "left"
    if box.kind != "label":
        align = "right" if box.kind == "figure" else "centre"
    return paint(_pad(text, width, align), box.style)


def _rule(upper: Sequence[_Box | None], lower: Sequence[_Box | None], widths: Sequence[int]) -> str:
    count = len(widths)
    bars = [upper[c] is not lower[c] for c in range(count)]
    out = []
    for c in range(count + 1):
        left, right = c > 0 and bars[c - 1], c < count and bars[c]
        arms = _upright(upper, c) + 2 * right + 4 * _upright(lower, c) + 8 * left
        out.append(JUNCTIONS[arms])
        if c < count:
            out.append(("─" if bars[c] else " ") * (widths[c] + 2))
    return "".join(out)


def _upright(row: Sequence[_Box | None], border: int) -> bool:
    """Whether a vertical line stands at a border of the row; an outer edge row (None) has none."""
    if row[0] is None:
        return False
    return border in (0, len(row)) or row[border - 1] is not row[border]


def view(report: Report, schemas: Mapping[str, Schema], *, colour: bool = False, width: int = WIDTH) -> str:
    """Show a report on a terminal: metadata, tables, legend, findings, joint solutions, unclaimed figures.

    ``schemas`` by id must hold those that the report names; ``width`` is in terminal columns and is kept
    where the figures allow. States differ by signs; ``colour`` adds ANSI codes to them.
    """
    paint: Paint = _paint if colour else _plain
    parts = [_metadata(report, paint), *_tables(report, schemas, width, paint)]
    parts += [_outside(report, schemas), _legend(report, schemas)]
    parts += [_findings(report, paint), _joint(report), _unclaimed(report)]
    return "\n\n".join("\n".join(p) for p in parts if p) + "\n"


def _plain(text: str, _style: str) -> str:
    return text


def _paint(text: str, style: str) -> str:
    code = STYLES.get(style)
    return f"\x1b[{code}m{text}\x1b[0m" if code and text.strip() else text


def report_tables(report: Report, schemas: Mapping[str, Schema]) -> list[tuple[Schema, Table]]:
    """The tables of a report in the printed order, each from the schema that it matched.

    Where a block was read by another edition of the form, the table has that edition's block.
    """
    if report.schema is None or report.schema not in schemas:
        return []
    out = []
    for table in schemas[report.schema].tables:
        schema = schemas.get(report.tables.get(table.id, report.schema), schemas[report.schema])
        own = next((t for t in schema.tables if t.id == table.id), table)
        others = [
            t for s in schemas.values() if s.family == schema.family for t in s.tables if t.id == own.id
        ]
        blocks = tuple(_read_block(report, block, others) for block in own.blocks)
        out.append((schema, replace(own, blocks=blocks)))
    return out


def _read_block(report: Report, block: Block, tables: Iterable[Table]) -> Block:
    """The edition of a block of which the report has the most cells; ``block`` itself where none has more."""
    editions = [block, *(b for t in tables for b in t.blocks if b.id == block.id)]
    read = {c.key for c in report if c.status != "absent"}
    return max(editions, key=lambda edition: len(read.intersection(edition.every_key())))


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
        if _states(report, table) == {"absent"}:
            yield [title, "  not printed in this document"]
        else:
            yield [title, *_draw(*_fit(table, report, width), paint)]


def drawing(table: Table, report: Report, width: int = WIDTH) -> list[str]:
    """The lines of one table of a report, drawn within ``width`` columns where its figures allow."""
    return _draw(*_fit(table, report, width), _plain)


def _states(report: Report, table: Table) -> set[Status]:
    return {report.cells.get(key, _ABSENT).status for block in table.blocks for key in block.every_key()}


def _outside(report: Report, schemas: Mapping[str, Schema]) -> list[str]:
    """Cells that were read and stand in none of the tables drawn."""
    drawn = {k for _, t in report_tables(report, schemas) for block in t.blocks for k in block.every_key()}
    left = [c for c in report if c.status != "absent" and c.key not in drawn]
    lines = [f"  {harmless(c.key)}: {figure(c, WIDTH)}" for c in left]
    return ["Cells outside these tables", *lines] if lines else []


def _legend(report: Report, schemas: Mapping[str, Schema]) -> list[str]:
    """What the signs in the tables drawn mean; a table that is not printed shows none."""
    states = [_states(report, table) for _, table in report_tables(report, schemas)]
    shown = {status for found in states if found != {"absent"} for status in found}
    return [f"  {text}" for status, text in LEGEND.items() if status in shown]


def _findings(report: Report, paint: Paint) -> list[str]:
    if not report.findings:
        return []
    ordered = sorted(report.findings, key=lambda f: (RANK[f.severity], f.line is None, f.line or 0))
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
