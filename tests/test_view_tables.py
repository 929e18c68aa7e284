import re

import pytest

import small_form
from gouji.document import Document
from gouji.report import Cell
from gouji.schema import Block, Column, Label, Row, Schema, Table
from gouji.view import LEGEND, WIDTH, display_width, figure, view

SCHEMA = small_form.schema()
SCHEMAS = {SCHEMA.id: SCHEMA}
ANSI = re.compile(r"\x1b\[[0-9;]*m")

FORM = """\
┌─────────────────────────────────┐
│             第一项              │
├──────────┬──────────────────────┤
│          │        申请人        │
│          ├──────┬────────┬──────┤
│          │      │  组织  │      │
│          │      ├────────┤      │
│          │  甲  │ 乙公司 │ 总计 │
├──────────┼──────┼────────┼──────┤
│ 一、绿化 │      │        │      │
│   树木   │    3 │      1 │    4 │
│   灌木   │  5|∅ │    5≠6 │  ‹5› │
│ 二、合计 │    / │        │    9 │
├──────────┼──────┴────────┴──────┤
│          │       收费金额       │
├──────────┼──────────────────────┤
│ 收费     │              85.50元 │
└──────────┴──────────────────────┘"""


def drawings(text):
    return re.findall(r"^┌.*?^└[^\n]*$", text, re.MULTILINE | re.DOTALL)


def test_tables_stand_as_the_form_prints_them():
    assert drawings(view(small_form.report(), SCHEMAS)) == [FORM]


def test_a_block_without_rows_is_a_header_over_one_row_of_figures():
    assert drawings(view(small_form.sure(), SCHEMAS))[1].split("\n")[-2] == "│    0 │    0 │"


def test_a_table_that_is_not_printed_is_one_line():
    assert "案件 [small-1]\n  not printed in this document\n" in view(small_form.report(), SCHEMAS)


def test_each_status_has_its_own_sign():
    shown = {c.status: figure(c, 7) for c in small_form.report() if c.value != 4}
    assert len(set(shown.values())) == len(shown) == 6


@pytest.mark.parametrize(("status", "sign"), [("ambiguous", "?"), ("contested", "≠")])
def test_candidates_that_find_no_room_leave_the_sign(status, sign):
    cell = Cell("k", status=status, candidates=(100, 200, 300, None))
    assert figure(cell, 7) == sign
    assert "300" in figure(cell, 40)


def test_the_legend_names_the_states_that_occur_and_no_other():
    text = view(small_form.report(other=Cell("plants/all/b")), SCHEMAS)
    assert all((line in text) == (status != "corrected") for status, line in LEGEND.items())
    assert LEGEND["absent"] not in view(small_form.report(), SCHEMAS)
    assert not any(line in view(small_form.sure(), SCHEMAS) for line in LEGEND.values())


def test_colour_adds_codes_and_nothing_else():
    plain = view(small_form.report(), SCHEMAS)
    painted = view(small_form.report(), SCHEMAS, colour=True)
    assert "\x1b" not in plain
    assert ANSI.search(painted)
    assert ANSI.sub("", painted) == plain


def wide_schema(columns, rows=3):
    block = Block(
        "b",
        "t",
        tuple(Column(f"c{i}", Label(f"结果维持数量{i}")) for i in range(columns)),
        tuple(Row(f"r{i}", Label("很长的行名称" * 12, path=("组",))) for i in range(rows)),
    )
    return Schema("wide", "宽", "wide", "invented", (Table("t", "宽表", (), (block,)),))


def wide_report(schema, cell):
    cells = {k: Cell(k, **cell) for k in schema.keys}
    return small_form.Report(Document("0"), "wide", {"t": "wide"}, cells)


@pytest.mark.parametrize("columns", [1, 3, 7, 10])
@pytest.mark.parametrize(
    "cell", [{"value": 7, "status": "printed"}, {"status": "ambiguous", "candidates": (10, 200)}]
)
def test_tables_keep_to_the_width_and_to_their_frame(columns, cell):
    schema = wide_schema(columns)
    [drawing] = drawings(view(wide_report(schema, cell), {"wide": schema}))
    widths = {display_width(line) for line in drawing.split("\n")}
    assert len(widths) == 1
    assert max(widths) <= WIDTH
    assert "…" in drawing


def test_figures_are_never_shortened():
    schema = wide_schema(10)
    cell = {"value": 123456789012345678901234567890, "status": "printed"}
    [drawing] = drawings(view(wide_report(schema, cell), {"wide": schema}))
    assert drawing.count("123456789012345678901234567890") == 30
    assert len({display_width(line) for line in drawing.split("\n")}) == 1


def test_a_block_of_another_edition_is_drawn_as_that_edition_prints_it():
    fees = Block(
        "fees",
        "plants",
        (Column("items", Label("件数")), Column("cost", Label("成本"))),
        (Row("fee", Label("收费")),),
    )
    other = Schema("small-2", "改", "small", "x", (Table("plants", "绿化", (), (fees,)),))
    report = small_form.sure()
    cells = dict(report.cells) | {k: Cell(k, 77, "77", "printed") for k in fees.every_key()}
    cells["plants/fee/amount"] = Cell("plants/fee/amount")
    hybrid = small_form.Report(report.document, "small-1", report.tables, cells)
    text = view(hybrid, SCHEMAS | {"small-2": other})
    assert "件数" in text
    assert text.count("77") == 2
    assert "收费金额" not in text
    assert "Cells outside these tables\n  plants/fee/items: 77\n" in view(hybrid, SCHEMAS)


def test_each_table_comes_from_the_schema_it_matched():
    other = Schema(
        "small-2", "改", "small", "x", (Table("cases", "改过的案件", (), SCHEMA.tables[1].blocks),)
    )
    report = small_form.sure()
    mixed = small_form.Report(
        report.document, "small-1", {"plants": "small-1", "cases": "small-2"}, report.cells
    )
    text = view(mixed, SCHEMAS | {"small-2": other})
    assert "改过的案件 [small-2]" in text
    assert "schema: small-1, but cases from small-2\n" in text
