"""The form: the canonical tables as the official form prints them, each cell with its status."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from gouji.export import number
from gouji.harmless import harmless
from gouji.report import DOUBTFUL, Cell, Report
from gouji.review.marks import attribute
from gouji.review.words import say
from gouji.schema import Schema, Table
from gouji.sheet import Box, lay_out
from gouji.view import figure, report_tables

MOST_SHOWN = 3
"""Candidates that a cell shows; of more only its sign is shown."""
NARROW = 6
"""Grid columns that fit a telephone's width."""
HEADERS = {"title": "colgroup", "header": "col", "group": "rowgroup", "label": "row"}


def pane(report: Report, schemas: Mapping[str, Schema], numbers: Mapping[str, int]) -> Iterator[str]:
    """Each table of the report as HTML; ``numbers`` are the cells' by which the page names them."""
    drawn: set[str] = set()
    for schema, table in report_tables(report, schemas):
        drawn |= {k for block in table.blocks for k in block.every_key()}
        yield table_of(report, schema, table, numbers)
    left = [c for c in report if c.status != "absent" and c.key not in drawn]
    if left:
        rows = "".join(f'<tr><th scope="row">{escape(c.key)}</th>{_figure(c, numbers)}</tr>' for c in left)
        yield f'<section class="table"><h3>{say("outside")}</h3><table role="grid">{rows}</table></section>'


def table_of(report: Report, schema: Schema, table: Table, numbers: Mapping[str, int]) -> str:
    """One table as HTML."""
    cells = {k: report.cells.get(k, Cell(k)) for b in table.blocks for k in b.every_key()}
    absent = all(c.status == "absent" for c in cells.values())
    head = f"<h3>{escape(table.title)} <small>{escape(schema.id)}</small></h3>"
    if absent:
        return f'<section class="table absent">{head}<p class="quiet">{say("not_printed")}</p></section>'
    sheet = lay_out(table, {k: sign(c) for k, c in cells.items() if c.status != "absent"})
    rows = "".join(
        f"<tr>{''.join(_box(box, cells, numbers) for box in row)}</tr>\n" for row in sheet.rows if row
    )
    many = " many" if sheet.width > NARROW else ""
    grid = f'<table role="grid" class="form{many}" aria-label="{attribute(table.title)}">{rows}</table>'
    name = f'id="T-{attribute(table.id)}"'
    return f'<section class="table" {name}>{head}<div class="scroll">{grid}</div></section>\n'


def sign(cell: Cell) -> str:
    """What a cell shows: the figure in the sign of its status, so that colour only repeats it."""
    if cell.status == "blank":
        return harmless(cell.raw.strip())
    if cell.status not in DOUBTFUL:
        return figure(cell, 0)
    join, short = ("|", "?") if cell.status == "ambiguous" else ("≠", "≠")
    shown = ["∅" if c is None else number(c) for c in cell.candidates]
    return join.join(shown) if 1 < len(shown) <= MOST_SHOWN else short


def _box(box: Box, cells: Mapping[str, Cell], numbers: Mapping[str, int]) -> str:
    spans = "".join(
        f' {name}="{count}"'
        for name, count in (("rowspan", box.rowspan), ("colspan", box.colspan))
        if count > 1
    )
    if box.key:
        return _figure(cells[box.key], numbers, spans)
    if box.role in HEADERS and box.text:
        return f'<th scope="{HEADERS[box.role]}" class="{box.role}"{spans}>{escape(box.text)}</th>'
    return f'<td class="{box.role}"{spans}>{escape(box.text)}</td>'


def _figure(cell: Cell, numbers: Mapping[str, int], spans: str = "") -> str:
    number_ = numbers.get(cell.key)
    name = f' data-cell="{number_}" id="c{number_}"' if number_ is not None else ""
    hidden = f'<span class="hidden">{say(cell.status)}</span>'
    return (
        f'<td role="gridcell" tabindex="-1" class="cell {cell.status}"{name}{spans}>'
        f'<span class="figure">{escape(sign(cell))}</span>{hidden}</td>'
    )
