"""Figures that nobody can read, harmed rows and copies: nothing is stated that the print does not prove, nothing told blank."""

from __future__ import annotations

import pytest

import gouji
import hostile
from gouji.document import Document
from gouji.report import STATED
from gouji.testing import clock, fill, render
from gouji_disclosure import gouji_schemas
from gouji_layouts import csv_text, html

TITLE = "某某区人民政府2021年政府信息公开工作年度报告"
SCRAWLS = ("5%", "𝟓", "٣", "⑫", "½", "一百", "约5", "9" * 30, "1e309", "0x1F")
"""No certain figure, in any layout."""
LAYOUTS = ("html", "tabs-grid", "csv", "pipes-grid", "cell-per-line", "row-per-line", "piece-per-line", "box")
KEYS = (
    "proactive/penalty/decisions",
    "requests/received/natural",
    "requests/results.not_processed.repeat/other",
    "review_litigation/review/upheld",
    "review_litigation/review/corrected",
)
SCHEMA = next(s for s in gouji_schemas() if s.id == "cn-disclosure-2021")
STAND_IN = "777777"


def printed(layout, values):
    return render(SCHEMA, values, layout, title=TITLE)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_what_nobody_can_read_is_open_and_its_neighbours_stand(layout):
    values = fill(SCHEMA, seed=7, profile="small")
    for at, scrawl in enumerate(SCRAWLS):
        key = KEYS[at % len(KEYS)]
        text = printed(layout, {**values, key: STAND_IN})
        report = gouji.parse(
            text.replace(STAND_IN, scrawl.center(len(STAND_IN)) if layout == "box" else scrawl)
        )
        assert report[key].status == "ambiguous", (scrawl, key)
        others = [cell for cell in report if cell.key != key]
        assert not [c.key for c in others if c.status in STATED and str(c.value) != values[c.key]]
        assert not [c.key for c in others if c.status in ("blank", "absent")], (scrawl, key)


@pytest.mark.parametrize("layout", ["org", "pipes-grid", "tabs-repeat", "csv"])
def test_the_same_scrawl_in_two_neighbours_moves_no_figure(layout):
    values = fill(SCHEMA, seed=7, profile="small")
    row = "requests/carried_out/"
    keys = (row + "social", row + "legal_services")
    text = printed(layout, {**values, **dict.fromkeys(keys, STAND_IN)}).replace(STAND_IN, "0※")
    report = gouji.parse(text)
    assert {report[key].status for key in keys} == {"ambiguous"}
    rest = [cell for cell in report if cell.key.startswith(row) and cell.key not in keys]
    assert [str(cell.value) for cell in rest] == [values[cell.key] for cell in rest]


def test_an_ordinal_belongs_to_no_label_of_another_line():
    values = fill(SCHEMA, seed=7, profile="small")
    for scrawl in ("(5)", "5.", "5、", "（五）"):
        text = printed("html", {**values, "proactive/penalty/decisions": STAND_IN})
        report = gouji.parse(text.replace(STAND_IN, scrawl))
        assert report["proactive/penalty/decisions"].status == "ambiguous"
        assert str(report["proactive/coercion/decisions"].value) == values["proactive/coercion/decisions"]


def test_a_lone_row_with_a_blank_has_no_index():
    head = (
        "\t行政复议"
        + "\t" * 14
        + "\n\t"
        + "\t".join(["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"] * 3)
    )
    title = "四、政府信息公开行政复议、行政诉讼情况\n"
    moved = title + head + "\n" + "\t".join(["0", *"5005" + "0" * 10]) + "\t\n"
    assert gouji.parse(moved)["review_litigation/review/upheld"].value != 5


@pytest.mark.parametrize("style", ["display&#58;none", "display:/**/none", "DISPLAY&colon; none"])
def test_a_style_hides_however_it_is_spelled(style):
    page = f'<div style="{style}"><table><tr><td>a</td><td>1</td></tr><tr><td>b</td><td>2</td></tr></table></div>'
    assert list(html.gouji_cell_matrices(Document(page))) == []
    assert list(html.gouji_cell_matrices(Document(page.replace("none", "block"))))


def test_a_field_with_another_layouts_sign_leaves_the_records_a_table():
    records = [["规章", "1 204", ">5"], *([f"r{n}", str(n), "0"] for n in range(9))]
    [found] = csv_text.gouji_cell_matrices(Document("\n".join(map(",".join, records)) + "\n"))
    assert found.shape == (10, 3)
    assert not list(csv_text.gouji_cell_matrices(Document("甲 1,204 3,400\n乙 5,100 2,020\n")))


def test_copies_of_a_report_of_zeros_that_clash_are_no_two_reports():
    values = fill(SCHEMA, seed=1, profile="zero")
    key = "requests/results.refused.inquiry/social"
    for layout in ("row-per-line", "tabs-repeat"):
        text = printed(layout, values) + "\n" + printed(layout, {**values, key: "10"})
        report, *others = gouji.parse_all(text)
        assert not others
        assert report[key].status not in STATED
        assert sum(cell.status in STATED for cell in report) > len(SCHEMA.keys) * 0.9


def test_a_figure_moved_past_others_of_its_row_opens_them():
    base = hostile.base("cell-per-line", "cn-disclosure-2021", 13, "city")
    row = "requests/results.refused.internal_affairs/"
    cells = [cell for cell in gouji.parse(base.text) if cell.key.startswith(row)][:4]
    first, last = cells[0].spans[0][0], cells[-1].spans[0][1]
    lines = base.text[first:last].split("\n")
    text = base.text[:first] + "\n".join((*lines[1:], lines[0])) + base.text[last:]
    report = gouji.parse(text)
    assert {report[cell.key].status for cell in cells} == {"ambiguous"}
    assert all(cell.value in report[cell.key].candidates for cell in cells)
    assert sum(cell.status == "ambiguous" for cell in report) <= len(cells) + 2


def test_a_line_of_signs_behind_a_label_takes_linear_time():
    def page(n):
        return printed("tabs-grid", fill(SCHEMA, seed=7)).replace(
            "\n四、", "\n规章" + " = " * n + "\n四、", 1
        )

    short, long = page(2_000), page(16_000)
    most = 24 * clock.least(gouji.parse, lambda: short) + 0.05
    assert clock.over(gouji.parse, lambda: long, most) == []
