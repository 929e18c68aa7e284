"""A figure alone below a row that lost its last one is stated nowhere; what two layouts leave to each other is open."""

from __future__ import annotations

import re

import pytest

import gouji
import hostile
from depth import every
from gouji import Engine
from gouji.plain.report import PlainReport

LONG = Engine(straight=False)
LAST = re.compile(r"(.*\S)[ \t]+\d+")
"""A line that ends in a figure, without it."""
FORMS = ("cn-disclosure-2019", "cn-disclosure-2021")


def lost(text):
    """The text with a strange figure alone below each line in turn, which has lost its last one."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        if found := LAST.fullmatch(line):
            yield "\n".join([*lines[:number], found[1], "77", *lines[number + 1 :]])


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("layout", ["row-per-line", "aligned"])
def test_a_figure_alone_below_a_row_is_none_of_its_figures(layout, form):
    base = hostile.base(layout, form, 13, "city")
    for text in every(3, list(lost(base.text)), layout, form):
        report = gouji.parse(text)
        values = {cell.key: cell.value for cell in report}
        if isinstance(report, PlainReport):  # else it took the long road
            assert {cell.key: cell.value for cell in LONG.parse(text)} == values
        assert {k: v for k, v in values.items() if v is not None and v != base.values[k]} == {}


DRAWN = (
    (
        (66, "（二）部分公开（区分处理的，只计这一情形，不计其他情形）"),
        (153, "636"),
        (165, "82790"),
        (190, "83426"),
    ),
    ((93, "1.属于国家秘密"),),
    ((93, "2.重复申请"), (150, "18513"), (191, "2"), (214, "18515")),
    (
        (66, "（五）不予处理"),
        (86, "3.要求提供公开出版物"),
        (118, "52860"),
        (164, "7647"),
        (179, "1"),
        (202, "60508"),
    ),
    ((93, "4.无正当理由大量反复申请"), (157, "315"), (171, "10"), (182, "13096"), (207, "13421")),
    ((66, "（六）其他处理"), (86, "\ufffd" * 15), (133, "1193"), (197, "1193")),
    (
        (66, "（七）总计"),
        (129, "52860"),
        (149, "94782"),
        (162, "47143"),
        (175, "28645"),
        (187, "249937"),
        (200, "34530"),
        (213, "507897"),
    ),
    ((0, "四、结转下年度继续办理"), (157, "188"), (183, "53"), (208, "241")),
)
"""Rows of a page whose column of groups is narrow: the places of words and the words."""


def gaps(line):
    """The words of a line with their places, each with the end of the one before."""
    before = 0
    for at, word in line:
        yield before, (at, word)
        before = at + len(word)


def test_figures_on_the_line_of_a_label_are_its_own_though_a_layout_takes_the_next_label_into_its_cell():
    lines = ["".join(" " * (at - before) + word for before, (at, word) in gaps(line)) for line in DRAWN]
    report = gouji.parse("\n".join(lines))
    assert report["requests/results.total/total"].value == 507897
    assert report["requests/results.partial/total"].value == 83426
    own = [c.candidates for c in report if c.key.startswith("requests/results.partial/")]
    assert {value for candidates in own for value in candidates} == {636, 82790, None}
    assert {c.status for c in report if c.key.startswith("requests/results.refused.state_secret/")} == {
        "blank"
    }


BELOW = """理结果 （二）部分公开（区分处理的，只
     计这一情形，不计其他情形）         12 9496         302             9810
          1.属于国家秘密
          2.其他法律行政法规禁止      2 2483                136      2621
          公开
          3.危及“三安全一稳定” 54802 335                          55137
     （三）不 4.保护第三方合法权益     350                               350
     予公开
          5.属于三类内部事务信息                      10      6        16
          6.属于四类过程性信息     554                               554
          7.属于行政执法案卷                                8         8
"""


def test_figures_that_each_layout_leaves_to_another_row_make_no_row_blank():
    report = gouji.parse(BELOW)
    partial = {c.key.rpartition("/")[2]: c for c in report if c.key.startswith("requests/results.partial/")}
    assert partial["total"].value in (None, 9810)
    assert "blank" not in {cell.status for cell in partial.values()}
