"""A seventh set: what was left of the third stranger's generator, and what a fourth one cut and harmed."""

from __future__ import annotations

import re

import pytest

import gouji
from form_prints import GRANTED, LOOSE, PENALTY, UPHELD, printed, stated, values
from gouji.engine import Engine
from gouji.qualified import of_one_cell
from gouji.report import STATED


@pytest.mark.parametrize("form", ["5 件 6", "× 5", "无 5", "5 /", "— 5", "5 x", "5 %(含)"])
@pytest.mark.parametrize("key", [GRANTED, UPHELD])
@pytest.mark.parametrize("layout", LOOSE)
def test_two_things_in_one_place_of_a_row_without_columns_are_no_figure(layout, key, form):
    own = values()
    row = [k for k in own if k.rsplit("/", 1)[0] == key.rsplit("/", 1)[0]]
    own[row[-1]] = str(sum(int(own[k]) for k in row[1:-1]) + 5)
    report = gouji.parse(printed(layout, {**own, key: form}))
    assert key not in stated(report)
    assert len(stated(report)) > 0.8 * len(own)


@pytest.mark.parametrize("first", [True, False])
@pytest.mark.parametrize("layout", ["html", "tabs-grid", "pipes-grid"])
def test_a_row_printed_twice_in_one_table_with_other_figures_is_open(layout, first):
    own = values(**{PENALTY: "12"})
    lines = printed(layout, own).replace("</tr>", "</tr>\n").split("\n")
    at = next(i for i, line in enumerate(lines) if re.search(r"行政处罚\b", line) and "12" in line)
    lines.insert(at + (not first), lines[at].replace("12", "77"))
    report = gouji.parse("\n".join(lines))
    assert report[PENALTY].status not in STATED
    assert len(stated(report)) == len(own) - 1


def test_what_stands_behind_a_figure_on_a_line_that_is_a_cell():
    assert of_one_cell([(True, "5"), (False, "x")], {"总计"})
    assert not of_one_cell([(True, "5"), (False, "总计")], {"总计"})
    assert not of_one_cell([(False, "x"), (True, "5")], {"总计"})


@pytest.mark.parametrize("word", ["五", "O", "没有", "#REF!", "{{n}}"])
@pytest.mark.parametrize("layout", ["html", "tabs-grid", "pipes-grid"])
def test_a_word_in_the_first_column_of_a_whole_row_costs_its_own_cell_only(layout, word):
    own = values()
    report = gouji.parse(printed(layout, {**own, GRANTED: word}))
    assert report[GRANTED].status == "ambiguous"
    assert report[GRANTED].raw == word
    assert len(stated(report)) == len(own) - 1


@pytest.mark.parametrize("sign", ["…", "……", "⋯", "...", "。"])
@pytest.mark.parametrize("layout", ["html", "tabs-grid"])
def test_a_cell_that_was_left_out_is_no_blank_on_either_road(layout, sign):
    text = printed(layout, values(**{PENALTY: sign}))
    for straight in (True, False):
        cell = Engine(straight=straight).parse(text)[PENALTY]
        assert (cell.status, cell.raw) == ("ambiguous", sign)


@pytest.mark.parametrize("hiding", ["hidden", 'style="display:none"', "style='DISPLAY : none !important'"])
def test_a_cell_that_a_page_does_not_show_is_none_of_its_row(hiding):
    own = values()
    page = printed("html", own)
    more = re.sub(r"(<td>\d+</td>)", rf"<td {hiding}>9</td>\1", page)
    assert more != page
    assert stated(gouji.parse(more)) == stated(gouji.parse(page))
    assert len(stated(gouji.parse(more))) == len(own)


def test_a_row_that_a_page_does_not_show_says_nothing():
    own = values(**{PENALTY: "12"})
    page = printed("html", own)
    row = re.search(r"<tr>(?:(?!<tr).)*行政处罚(?:(?!<tr).)*</tr>", page, re.DOTALL)[0]
    hidden = row.replace("12", "77").replace("<tr>", "<tr style='display:none'>")
    assert stated(gouji.parse(page.replace(row, hidden + row))) == stated(gouji.parse(page))


@pytest.mark.parametrize(
    "markup",
    [
        "<sup>12</sup>",
        "<sub>12</sub>",
        "<u style='position:absolute;left:-9999px'>3</u>12",
        "1<i style='font-size:0'>9</i>2",
        "1<i style='opacity:0'>9</i>2",
    ],
)
def test_a_figure_raised_as_a_whole_or_with_a_part_set_aside_is_open(markup):
    own = values(**{PENALTY: "TWELVE"})
    page = printed("html", own).replace("TWELVE", markup)
    for straight in (True, False):
        report = Engine(straight=straight).parse(page)
        assert report[PENALTY].status not in STATED
        assert len(stated(report)) == len(own) - 1


@pytest.mark.parametrize("layout", ["html", "tabs-grid", "pipes-grid", "row-per-line"])
def test_tables_printed_again_behind_the_last_section_are_listed(layout):
    """They stand under no title of theirs, so they are not read; and nothing is lost silently."""
    own, other = values(), values(seed=8)
    again = re.split(r"[二三四]、[^<\n]*情况", printed(layout, other))
    last = "<p>六、其他需要报告的事项</p>" if layout == "html" else "\n六、其他需要报告的事项\n无。\n\n"
    text = printed(layout, own).replace("</body></html>", "") + last
    report = gouji.parse(text + "\n\n".join(again[1:3]))
    figures = [v for k, v in other.items() if not k.startswith("review_litigation/") and v not in ("", "/")]
    assert sorted(u.raw for u in report.unclaimed) == sorted(figures)
    assert {u.note for u in report.unclaimed} == {"under another section's title"}
    assert stated(report) == stated(gouji.parse(text))


@pytest.mark.parametrize("layout", ["html", "tabs-grid", "pipes-grid", "row-per-line"])
def test_a_copy_behind_the_last_section_contests_what_it_prints_otherwise(layout):
    own = values()
    key, other = "requests/results.partial/natural", "731"
    tables = re.split(r"[二三四]、[^<\n]*情况", printed(layout, own | {key: other}))
    last = "<p>六、其他需要报告的事项</p>" if layout == "html" else "\n六、其他需要报告的事项\n无。\n\n"
    text = printed(layout, own).replace("</body></html>", "") + last
    report = gouji.parse(text + "\n\n".join(tables[1:3]))
    cell = report[key]
    assert (cell.status, cell.value) == ("contested", None)
    assert {str(candidate) for candidate in cell.candidates} == {own[key], other}
    assert any(f.code == "contested" and f.keys == (key,) for f in report.findings)
    assert len(stated(report)) == len(stated(gouji.parse(text))) - 1
    assert other not in {u.raw for u in report.unclaimed}
