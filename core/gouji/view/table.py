"""One table of a report, drawn from its schema's blocks, label paths and columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from gouji.export import number
from gouji.harmless import harmless
from gouji.report import Cell, Report, Status
from gouji.schema import Block, Schema, Table
from gouji.view.boxes import LEAST_HEADER, Box, Grid, Paint, draw, widths_of
from gouji.view.width import clip, display_width

WIDTH = 120
"""Columns of a terminal that a table tries to keep to."""
FIGURE_ROOM = (7, 1)
"""Display widths tried for the candidates of a doubtful cell; beyond the last only its sign is shown."""
ABSENT = Cell("")
"""What stands for a key of which the report has no cell."""


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


def _table_grid(table: Table, report: Report, room: int) -> Grid:
    labelled = any(b.rows for b in table.blocks)
    slots = max(len(b.columns) for b in table.blocks)
    grid = Grid()
    for block in table.blocks:
        if grid.rows:
            grid.ruled.add(len(grid.rows) - 1)
        if block.titles:
            grid.add([Box(block.titles[0].text, "header", "head")] * (slots + labelled), rule=True)
        _add_header(grid, block, slots, labelled=labelled)
        _add_body(grid, block, report, slots, room, labelled=labelled)
    return grid


def _stretch(boxes: Sequence[Box], slots: int) -> list[Box]:
    """A block with fewer columns than its table: the last column takes the slots that are left."""
    return [*boxes, *[boxes[-1]] * (slots - len(boxes))]


def _add_header(grid: Grid, block: Block, slots: int, *, labelled: bool) -> None:
    depth = max(len(c.label.path) for c in block.columns) + 1
    corner = [Box("", "label")] if labelled else []
    leaves = [Box(c.label.text, "header") for c in block.columns]
    groups: dict[tuple[int, tuple[str, ...]], Box] = {}
    previous: tuple[str, ...] = ()
    levels: list[list[Box]] = [[] for _ in range(depth)]
    for at, (column, leaf) in enumerate(zip(block.columns, leaves, strict=True)):
        path = column.label.path
        for level in range(depth):
            key = (level, path[: level + 1])
            if level < len(path) and (not at or previous[: level + 1] != path[: level + 1]):
                groups[key] = Box(path[level], "header")
            levels[level].append(groups[key] if level < len(path) else leaf)
        previous = path
    for boxes in levels:
        grid.add(corner + _stretch(boxes, slots), rule=True)


def _add_body(grid: Grid, block: Block, report: Report, slots: int, room: int, *, labelled: bool) -> None:
    above: tuple[str, ...] = ()
    for r in range(block.height):
        label = block.rows[r].label if block.rows else None
        path = label.path if label else ()
        for depth, group in enumerate(path):
            if above[: depth + 1] != path[: depth + 1]:
                blanks = [Box("", "figure") for _ in range(slots)]
                grid.add([Box("  " * depth + group, "label"), *blanks])
        above = path
        text = "  " * len(path) + label.text if label else ""
        cells = [report.cells.get(block.key(r, c), ABSENT) for c in range(len(block.columns))]
        figures = [Box(figure(c, room), "figure", c.status) for c in cells]
        grid.add([*([Box(text, "label")] if labelled else []), *_stretch(figures, slots)])


def _fit(table: Table, report: Report, width: int) -> tuple[Grid, list[int]]:
    """The drawing and its column widths: shorten labels first, then wrap headers, then hide candidates."""
    for room in FIGURE_ROOM:
        grid = _table_grid(table, report, room)
        widest = max(display_width(b.text) for row in grid.rows for b in row if b.kind == "header")
        for cap in range(max(widest, LEAST_HEADER), LEAST_HEADER - 1, -2):
            widths = widths_of(grid, cap, width)
            if sum(widths) + 3 * len(widths) + 1 <= width:
                return grid, widths
    return grid, widths


def plain(text: str, _style: str) -> str:
    """The text without colour."""
    return text


def drawing(table: Table, report: Report, width: int = WIDTH, paint: Paint = plain) -> list[str]:
    """The lines of one table of a report, drawn within ``width`` columns where its figures allow."""
    return draw(*_fit(table, report, width), paint)


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


def states(report: Report, table: Table) -> set[Status]:
    """The statuses of the cells of a table."""
    return {report.cells.get(key, ABSENT).status for block in table.blocks for key in block.every_key()}
