"""A tenth set: lines that parted rows or told columns are lost, texts that break off, and copies that differ in most."""

from __future__ import annotations

from pathlib import Path

import pytest

import gouji
from form_prints import SCHEMA, printed, stated, values
from gouji.testing import fill

FIXTURES = Path(__file__).parents[1] / "fixtures"
REQUESTS = [k for k in SCHEMA.keys if k.startswith("requests/")]
OTHER, TOTAL = "requests/results.other.other/", "requests/results.total/"


def wrong(report, own):
    return {k: v for k, v in stated(report).items() if v != own.get(k)}


def given(report, own):
    return len(stated(report)) / sum(v != "" for v in own.values())


def at(lines, label):
    return next(i for i, line in enumerate(lines) if label in line)


@pytest.mark.parametrize("layout", ["box", "box-unicode"])
def test_two_rows_of_a_box_without_a_rule_between_are_open(layout):
    own = fill(SCHEMA, seed=3, profile="gaps")
    own |= {key: "" for key in REQUESTS if key.startswith(OTHER)}
    lines = printed(layout, own).splitlines(keepends=True)
    rule = at(lines, "（七）总计") - 1
    report = gouji.parse("".join((*lines[:rule], *lines[rule + 1 :])))
    assert not wrong(report, own)
    assert given(report, own) > 0.8


@pytest.mark.parametrize("kept", [0, 3, 7])
def test_a_label_before_lost_lines_proves_no_figures(kept):
    """What stands behind it may be the end of another row, or all of it."""
    own = values()
    lines = printed("cell-per-line", own).splitlines(keepends=True)
    first, last = at(lines, "7.属于行政执法案卷"), at(lines, "3.补正后申请内容仍不明确")
    report = gouji.parse("".join((*lines[: first + 1 + kept], *lines[last + 1 + kept :])))
    assert not wrong(report, own)
    assert given(report, own) > 0.8


def test_rows_that_an_author_left_out_leave_the_row_above_as_it_is():
    own = values() | dict.fromkeys(REQUESTS, "0")
    row = ("5", "0", "0", "1", "0", "2", "8")
    for name in ("received", "results.partial", "results.total"):
        own |= dict(zip((k for k in REQUESTS if f"/{name}/" in k), row, strict=True))
    lines = printed("cell-per-line", own).splitlines(keepends=True)
    first, last = at(lines, "1.本机关不掌握相关政府信息"), at(lines, "（六）其他处理")
    report = gouji.parse("".join((*lines[:first], *lines[last:])))
    assert not wrong(report, own)
    assert stated(report)["requests/results.refused.inquiry/total"] == "0"


def test_a_header_that_lost_a_cell_moves_no_figure():
    own = fill(SCHEMA, seed=3, profile="gaps")
    own |= {k: "" for k in REQUESTS if k.endswith("/other") and "results.total" not in k}
    lines = printed("mediawiki", own).splitlines(keepends=True)
    lost = at(lines, "法律服务机构")
    report = gouji.parse("".join((*lines[:lost], *lines[lost + 1 :])))
    assert not wrong(report, own)
    assert given(report, own) > 0.5


def test_blank_lines_of_the_only_row_before_a_text_breaks_off_are_no_cells():
    own = values() | dict.fromkeys((k for k in REQUESTS if "/received/" in k), "")
    own |= {"requests/received/natural": "71", "requests/received/legal_services": "24"}
    text = printed("mediawiki", own)
    first = text.index("一、本年新收")
    report = gouji.parse(text[: text.index("| 24\n", first) + len("| 24\n")])
    assert not wrong(report, own)


@pytest.mark.parametrize("layout", ["cell-per-line", "row-per-line", "tabs-grid"])
def test_a_table_without_header_behind_the_next_sections_title_clashes_whatever_it_prints(layout):
    own = {k: ("" if k.startswith("requests/") else v) for k, v in values().items()}
    totals = [k for k in REQUESTS if k.endswith("/total")]
    own |= dict.fromkeys(totals, "0")
    text = printed(layout, own)
    again = printed(layout, {**own, **{k: str(7 * i) for i, k in enumerate(totals, 1)}})
    copy = again[again.index("一、本年新收") : again.index("四、政府信息公开行政复议")]
    copy = copy.replace("四、政府", "").rstrip("\n四、")
    report = gouji.parse(f"{text}\n\n{copy}\n")
    assert not [k for k in stated(report) if k in totals]


@pytest.mark.parametrize("layout", ["csv", "tabs-grid", "mediawiki"])
def test_two_untitled_copies_with_most_figures_changed_are_no_two_reports(layout):
    own = {k: ("" if i % 3 else v) for i, (k, v) in enumerate(values().items())}
    changed = {k: str(int(v) + 5) if v.isdecimal() and i % 5 else v for i, (k, v) in enumerate(own.items())}
    text = "\n\n".join(printed(layout, one, title="") for one in (own, changed))
    reports = gouji.parse_all(text)
    assert len(reports) == 1
    assert not wrong(reports[0], {k: v for k, v in own.items() if changed[k] == v})


@pytest.mark.parametrize("first", [0, 1])
def test_numbers_of_columns_below_a_blank_row_are_no_figures(first):
    own = values() | {k: "" for k in SCHEMA.keys if k.startswith("review_litigation/")}
    numbers = " | ".join(map(str, range(first, first + 15)))
    text = f"{printed('pipes-grid', own).rstrip()}\n\n| {numbers} |\n|{' --- |' * 15}\n| 主办 |{'  |' * 14}\n"
    assert not wrong(gouji.parse(text), own)


def test_rows_of_another_report_between_two_rows_of_a_table_are_not_this_reports():
    """Nothing says whose they are, and they stand in no table of their own."""
    text = (FIXTURES / "phenomena/header-index-differs.txt").read_text("utf-8")
    other = [
        "│ 行政强制 │ 2 │ -3148 │ 23 │\n",
        "├──────────┼───┼───────┼────┤\n",
        "│ 第二十条第（八）项 │ │ │ │\n",
    ]
    lines = text.splitlines(keepends=True)
    place = at(lines, "二、上年结转") + 1
    report = gouji.parse("".join((*lines[:place], *other, *lines[place:])))
    assert not [k for k in stated(report) if k.startswith("proactive/")]
    assert stated(report) == stated(gouji.parse(text))


def test_rows_under_another_sections_title_that_begin_amid_the_form_are_no_table():
    own = {k: v for k, v in values().items() if k.startswith("proactive/")}
    lines = printed("tabs-grid", own).splitlines(keepends=True)
    lines = lines[: at(lines, "三、收到和处理")]
    rows = printed("tabs-grid", values(seed=9)).splitlines(keepends=True)
    pasted = rows[at(rows, "1.本机关不掌握") : at(rows, "2.申请人逾期未按收费")]
    place = at(lines, "二、主动公开") + 1
    report = gouji.parse("".join((*lines[:place], *pasted, *lines[place:])))
    assert not wrong(report, own)
    assert given(report, own) > 0.9


@pytest.mark.parametrize("end", ["</td>", "</t", "</td><"])
@pytest.mark.parametrize(
    ("layout", "seed", "profile", "row", "cell"),
    [
        ("html", 828312, "sparse", "2.申请人逾期未按收费", "<td>6"),
        ("html-flat", 196681, "gaps", "4.无正当理由", "<td>10091"),
    ],
)
def test_a_page_may_break_off_within_a_row(layout, seed, profile, row, cell, end):
    """Its last cells are wanting, and its last figure is not the total that other rows print alone."""
    own = fill(SCHEMA, seed=seed, profile=profile)
    text = printed(layout, own)
    report = gouji.parse(text[: text.index(cell, text.index(row)) + len(cell)] + end)
    assert not wrong(report, own)
    assert all(own[c.key] == "" for c in report if c.status == "blank")


def test_an_open_row_of_a_copy_denies_other_figures():
    """Nothing tells its columns, but its figures are not those of the other print."""
    rows = printed("tabs-repeat", values()).splitlines()
    above = rows[at(rows, "申请人情况") : at(rows, "（四）无法提供")]
    labels = [row.label.text for b in SCHEMA.table("requests").blocks for row in b.rows]
    below = [f"\t{label}\t2\t2\t" if i < 3 else f"\t{label}\t" for i, label in enumerate(labels)]
    heads = [
        "\t申请人情况\t",
        "\t自然人\t法人或其他组织\t总计\t",
        "\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t",
    ]
    report = gouji.parse("\n".join(("三、收到和处理政府信息公开申请情况", *above, "\t", *heads, *below)))
    assert not [k for k in stated(report) if "/received/" in k or "/carried_in/" in k]
