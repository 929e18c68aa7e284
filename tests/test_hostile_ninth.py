"""A ninth set: lines that moved, were dropped or doubled, copies left open, and text set right to left."""

from __future__ import annotations

import re

import pytest

import gouji
from form_prints import GRANTED, SCHEMA, printed, stated, values
from gouji.testing import fill

RECEIVED = "requests/received/"
KEYS = [k for k in SCHEMA.keys if k.startswith("requests/")]


def wrong(report, own):
    return {k: v for k, v in stated(report).items() if v != own.get(k)}


def test_a_line_of_labels_before_comma_separated_rows_hides_none_of_them():
    """Its commas are fewer, and some rows have two figures that may be one with a grouped thousand."""
    own = values(**{"requests/results.not_processed.repeat/research": "123"})
    lines = printed("csv", own).splitlines(keepends=True)
    labels = next(line for line in lines if line.startswith("信息内容"))
    at = next(i for i, line in enumerate(lines) if "申请人情况" in line)
    report = gouji.parse("".join((*lines[:at], labels, *lines[at + 1 :])))
    assert not wrong(report, own)
    assert sum(k in stated(report) for k in KEYS) > 0.9 * len(KEYS)


@pytest.mark.parametrize("layout", ["tabs-grid", "csv", "html", "aligned", "cell-per-line"])
def test_a_first_row_printed_twice_parts_no_table_from_its_header(layout):
    own = values()
    lines = printed(layout, own).splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if "一、本年新收" in line)
    report = gouji.parse("".join((*lines[: at + 1], lines[at], *lines[at + 1 :])))
    assert not wrong(report, own)
    assert len(stated(report)) > 0.95 * len(own)


@pytest.mark.parametrize("layout", ["row-per-line", "pipes-grid", "tabs-grid"])
def test_a_table_printed_again_without_its_header_clashes(layout):
    own = values()
    key = "requests/results.not_processed.repeat/natural"
    again = printed(layout, {**own, key: str(int(own[key]) + 3)})
    rows = [line for line in again.splitlines() if re.search(r"\d", line)]
    first = next(i for i, line in enumerate(rows) if "一、本年新收" in line)
    last = next(i for i, line in enumerate(rows) if "四、结转下年度" in line)
    text = printed(layout, own)
    after = text.index("\n", text.index("四、结转下年度")) + 1
    copy = "\n".join(rows[first : last + 1])
    report = gouji.parse(f"{text[:after]}\n\n{copy}\n\n{text[after:]}")
    assert not wrong(report, {**own, key: None})
    assert len(stated(report)) > 0.9 * len(own)


@pytest.mark.parametrize("first", [True, False])
def test_rows_of_two_copies_that_are_both_open_still_clash(first):
    """Where blanks left no trace sums tell the total of one copy, and nothing of the other."""
    own, total = fill(SCHEMA, seed=7, profile="blanks"), "review_litigation/litigation_after_review/total"
    assert gouji.parse(printed("row-per-line", own))[total].status == "solved"
    copies = [printed("row-per-line", one) for one in (own, {**own, total: "9"})]
    report = gouji.parse("\n\n".join(copies if first else copies[::-1]))
    assert report[total].value is None
    assert set(report[total].candidates) == {5, 9}


def test_figures_of_two_rows_behind_one_label_prove_nothing_by_their_order():
    own = dict.fromkeys(SCHEMA.keys, "0")
    own |= {RECEIVED + "natural": "10", RECEIVED + "other": "3", RECEIVED + "total": "13"}
    lines = printed("cell-per-line", own).splitlines(keepends=True)
    at = next(i for i, line in enumerate(lines) if "一、本年新收" in line)
    second = next(i for i, line in enumerate(lines) if "二、上年结转" in line)
    dropped = {at + 3, at + 7, second}
    text = "".join(line for i, line in enumerate(lines) if i not in dropped)
    assert not wrong(gouji.parse(text), {**own, RECEIVED + "total": None})


def test_a_figure_in_each_column_of_a_row_without_header_may_be_one_cell_of_the_other_form():
    lines = ["| 规章 | 6 | 8 | 1 |", "| 行政规范性文件 | 0 | 7 | 8 |", "| 行政强制 | 6 | 6 | 6 |"]
    report = gouji.parse("\n".join(lines))
    assert not [k for k in stated(report) if "coercion" in k]


@pytest.mark.parametrize(
    "markup",
    [
        '<bdo dir="rtl">{}</bdo>',
        "<BDO dir=rtl>{}</BDO>",
        '<span style="unicode-bidi: bidi-override; direction: rtl">{}</span>',
    ],
)
def test_a_figure_shown_from_right_to_left_is_open(markup):
    own = values()
    page = printed("html", {**own, GRANTED: "FIGURE"}).replace("FIGURE", markup.format(own[GRANTED]))
    report = gouji.parse(page)
    assert not wrong(report, {**own, GRANTED: None})
    assert len(stated(report)) == len(own) - 1
