"""Broken off: of the row with which a text ends no figure is taken for one of the cells that are lost."""

from __future__ import annotations

import pytest

import gouji
from depth import every
from form_prints import SCHEMA, printed, stated
from gouji.testing import fill


def wrong(text, own):
    return [(k, v) for report in gouji.parse_all(text) for k, v in stated(report).items() if v != own.get(k)]


@pytest.mark.parametrize("profile", ["gaps", "sparse", "city"])
@pytest.mark.parametrize("layout", ["pipes-grid", "tabs-grid", "tabs-ragged", "csv", "html"])
def test_a_text_cut_within_the_last_table_states_no_other_figure(layout, profile):
    own = fill(SCHEMA, seed=8, profile=profile)
    text = printed(layout, own).rstrip()
    for end in every(11, range(len(text) - 60, len(text)), layout, profile):
        assert [(k, v) for k, v in wrong(text[:end], own) if not _is_cut(text, end, own.get(k), v)] == [], end


def test_columns_right_of_where_the_last_line_breaks_off_are_not_blank():
    own = fill(SCHEMA, seed=8, profile="city")
    text = printed("aligned", own).rstrip()
    for end in range(len(text) - 40, len(text)):
        cells = gouji.parse(text[:end]).cells.values()
        told = [c.key for c in cells if c.status == "blank" and own.get(c.key) is not None]
        assert told == [], end


def _is_cut(text, end, true, read):
    """Whether a cut within a figure left its first digits, which nothing shows to be but a part."""
    return text[end : end + 1].isdigit() and str(true).startswith(str(read))


def test_a_tab_that_ends_each_run_of_text_is_no_blank_cell_where_the_last_line_is_cut():
    text = (
        "二、主动公开政府信息情况\t\n"
        "\t第二十条第（八）项\t\n"
        "\t信息内容\t上一年项目数量\t本年增/减\t\n"
        "\t行政事业性收费\t11\t\n"
        "\t第二十条第（九）项\t\n"
        "\t信息内容\t采购项目数量\t采购总金额\t\n"
        "\t政府集中采购\t3639892"
    )
    for ending in ("\t", "", "\n", "\t\n\t8"):
        cells = gouji.parse(text + ending).cells
        assert cells["proactive/procurement/items"].value is None, ending
        assert cells["proactive/procurement/amount"].value is None, ending


HEADER = (
    ",行政复议,行政复议,行政复议,行政复议,行政复议" + ",行政诉讼" * 10,
    ",结果维持,结果纠正,其他结果,尚未审结,总计" + ",未经复议直接起诉" * 5 + ",复议后起诉" * 5,
    ",结果维持,结果纠正,其他结果,尚未审结,总计" * 3,
)


@pytest.mark.parametrize("times", [1, 2])
def test_what_stands_left_of_a_whole_header_beside_a_figure_for_each_column_is_none_of_them(times):
    """A data frame's index is a figure more than the header has columns, at the row's beginning."""
    figures = [0, 1, 0, 1, 2, 0, 0, 0, 2, 2, 0, 0, 0, 0, 0]
    lines = ["四、政府信息公开行政复议、行政诉讼情况", *HEADER, ",".join(map(str, [0, *figures]))]
    report = gouji.parse("\n".join(line for line in lines for _ in range(times)))
    values = [c.value for k, c in report.cells.items() if k.startswith("review_litigation/")]
    assert values == figures


def test_a_row_without_figures_with_which_a_page_breaks_off_is_absent():
    own = fill(SCHEMA, seed=8, profile="city")
    text = printed("html", own)
    label = text.index("无正当理由大量反复申请")
    for end in (text.index("<td", label) + 3, text.index(">", text.index("<td", label)) + 1):
        cells = gouji.parse(text[:end]).cells.values()
        assert [c.key for c in cells if c.status == "blank" and own.get(c.key) is not None] == [], end


def test_a_blank_that_a_page_names_is_no_word_behind_its_end():
    own = fill(SCHEMA, seed=8, profile="city")
    text = printed("html", own)
    row = text.index("</td>", text.index("无正当理由大量反复申请"))
    blank = "<td>\n&nbsp;</td>"
    for named in ("&nbsp;", "&emsp;", "&#160;", "&#xA0;"):
        cut = text[:row] + "</td>" + (blank * 3).replace("&nbsp;", named) + "<td width='8%"
        cells = gouji.parse(cut).cells
        of_row = [c.status for k, c in cells.items() if "/results.not_processed.excessive/" in k]
        assert len(of_row) == 7
        assert set(of_row) <= {"absent", "ambiguous"}, named


@pytest.mark.parametrize("behind", ["", "\n", "  ", "   四、结转下年度继续办理  四、结转下年度继续办理\n"])
def test_a_row_with_whose_label_the_text_ends_is_absent(behind):
    own = fill(SCHEMA, seed=8, profile="city")
    text = printed("row-per-line", own)
    text = text[: text.index("结转下年度继续办理") + len("结转下年度继续办理")] + behind
    cells = gouji.parse(text).cells
    assert {c.status for k, c in cells.items() if k.startswith("requests/carried_out/")} == {"absent"}
    assert gouji.parse(text)["requests/received/total"].status == "printed"


@pytest.mark.parametrize(
    ("layout", "cut"),
    [("tabs-grid", ""), ("tabs-grid", "  "), ("html", ""), ("html", "<p class='x"), ("html", "\n   ")],
)
def test_a_last_cell_that_nothing_ends_is_not_blank_and_the_others_stand(layout, cut):
    own = fill(SCHEMA, seed=8, profile="city")
    text = printed(layout, own)
    label = text.index("重复申请")
    end = text.index("\n" if layout == "tabs-grid" else "</tr>", label)
    start = text.rindex("\t" if layout == "tabs-grid" else "<td>", 0, end) + (
        1 if layout == "tabs-grid" else 4
    )
    keys = [k for k in own if "/results.not_processed.repeat/" in k]
    cells = gouji.parse(text[:start] + cut)
    assert [cells[k].status for k in keys] == ["printed"] * 6 + ["absent"]
    ended = gouji.parse(text[:start] + text[end:])
    assert [ended[k].status for k in keys] == ["printed"] * 6 + ["blank"]
