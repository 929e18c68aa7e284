"""Heads: where labels stand out of the form's order, the rows beside them are not stated as another's."""

from __future__ import annotations

import random

import pytest

import gouji
from depth import every
from form_prints import SCHEMA, printed, stated
from gouji.testing import fill
from small_prints import placed, table

BROKEN = ("figures on the last line", "figures below", "figures on the first line")


def wrapped(own, how, size=8):
    """A row a line, labels longer than so many characters broken, their figures beside an end or below."""
    out = []
    for line in printed("row-per-line", own).split("\n"):
        label, _, figures = line.partition(" ")
        if not figures[:1].isdigit() or len(label) <= size:
            out.append(line)
            continue
        head, tail = label[:size], label[size:]
        lines = ([head, f"{tail} {figures}"], [head, tail, figures], [f"{head} {figures}", tail])
        out += lines[BROKEN.index(how)]
    return out


def given(lines):
    return [pair for report in gouji.parse_all("\n".join(lines)) for pair in stated(report).items()]


def wrong(lines, own):
    return [(k, v) for k, v in given(lines) if v != own.get(k)]


@pytest.mark.parametrize("profile", ["city", "gaps"])
@pytest.mark.parametrize("how", BROKEN)
def test_of_a_reversed_block_no_row_has_anothers_figures(how, profile):
    own = fill(SCHEMA, seed=5, profile=profile)
    lines = wrapped(own, how)
    for start in every(6, range(28, len(lines) - 12), how, profile):
        for count in (4, 7, 11):
            turned = [*lines[:start], *lines[start : start + count][::-1], *lines[start + count :]]
            assert wrong(turned, own) == [], (start, count)


@pytest.mark.parametrize("how", BROKEN)
def test_of_neighbouring_lines_in_any_order_no_row_has_anothers_figures(how):
    own = fill(SCHEMA, seed=5, profile="city")
    lines = wrapped(own, how)
    for seed in every(8, range(64), how):
        draw = random.Random(seed)
        start, count = draw.randrange(28, len(lines) - 8), draw.randrange(3, 8)
        mixed = lines[start : start + count]
        draw.shuffle(mixed)
        assert wrong([*lines[:start], *mixed, *lines[start + count :]], own) == [], seed


@pytest.mark.parametrize("how", BROKEN)
def test_the_rows_far_from_a_reversed_block_are_still_given(how):
    own = fill(SCHEMA, seed=5, profile="city")
    lines = wrapped(own, how)
    start = next(i for i, line in enumerate(lines) if line.startswith("5.属于"))
    whole = len(given(lines))
    assert whole == len([v for v in own.values() if v is not None])
    assert len(given([*lines[:start], *lines[start : start + 6][::-1], *lines[start + 6 :]])) > 0.7 * whole


def test_figures_on_lines_of_their_own_in_a_text_that_prints_each_line_twice_are_open():
    head = "结果维持 结果纠正 其他结果 尚未审结 总计"
    lines = [
        "四、政府信息公开行政复议、行政诉讼情况",
        "行政复议",
        "行政诉讼",
        "未经复议直接起诉",
        "复议后起诉",
    ]
    lines += [head, head, head, "4", "2", "1"]
    once, twice = (given([x for line in lines for x in [line] * n]) for n in (1, 2))
    assert [v for _, v in twice if v not in dict(once).values()] == []
    assert twice == [], "which of the figures are copies cannot be said"
    report = gouji.parse("\n".join(x for line in lines for x in (line, line)))
    assert "order-lost" in {f.code for f in report.findings}


def test_a_row_a_line_in_a_text_that_prints_each_line_twice_is_given():
    own = fill(SCHEMA, seed=5, profile="city")
    lines = [x for line in printed("pipes-grid", own).split("\n") for x in (line, line)]
    assert wrong(lines, own) == []
    assert len(given(lines)) > 100


@pytest.mark.parametrize("layout", ["row-per-line", "aligned", "tabs-grid", "tabs-ragged"])
def test_a_header_that_a_page_repeats_between_rows_is_no_row(layout):
    """Its last word is 总计, as is a row's."""
    own = fill(SCHEMA, seed=5, profile="city")
    lines = printed(layout, own).split("\n")
    last = next(i for i, line in enumerate(lines) if "四、结转下年度" in line)
    header = ["自然人      法人或其他组织      总计", "商业企业  科研机构  社会公益组织  法律服务机构  其他"]
    for at in (last, last - 1, last - 4, last - 9):
        again = [*lines[:at], *header, *(line.replace("\t", " ").strip() for line in lines[at : last + 1])]
        again += lines[last + 1 :]
        cells = gouji.parse("\n".join(again)).cells
        assert [k for k, c in cells.items() if c.status == "blank"] == [], at
        assert wrong(again, own) == [], at
        assert len(given(again)) >= 0.9 * len(given(lines)), at


@pytest.mark.parametrize("between", ["\t", "  "])
def test_a_line_of_a_headers_words_is_no_blank_row_of_the_last_of_them(between):
    row = f"5.要求行政机关确认或重新出具已获取信息{between}" + between.join("0" * 7)
    report = gouji.parse(f"（五）不予处理\n{row}\n自然人  法人或其他组织  总计")
    total = {c.status for k, c in report.cells.items() if k.startswith("requests/results.total/")}
    assert total <= {"absent"}


def test_the_name_of_a_column_above_the_rows_is_no_label_of_a_row_that_is_lost():
    (one,) = placed("数目x 余 甲项 1 2 3 乙项 4 5 9 丙项 1 1 2", table("t", "甲项 乙项 丙项 数目x"))
    assert list(one.heads.passed) == []
    (one,) = placed("甲项 1 2 3 数目x 乙项 4 5 9 丙项 1 1 2", table("t", "甲项 数目x 乙项 丙项"))
    assert one.labels([1]) == ["数目x"]
