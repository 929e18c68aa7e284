"""Rows that a form numbers: a number is no figure, a figure that begins like a number is none the less one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proof
from depth import examples
from gouji import Engine
from gouji.report import STATED
from gouji.schema_file import loads

FORM = """
id = "permits"
title = "年报"
source = "invented"
[[tables]]
id = "a"
title = "许可表"
[[tables.blocks]]
id = "a"
numbers = {{ label = "序号", first = {first} }}
columns = [{{ id = "p", label = "申请数量" }}, {{ id = "q", label = "受理数量" }}, {{ id = "r", label = "许可数量" }}]
rows = [
  {{ id = "x", label = "局机关", number = "1" }}, {{ id = "y", label = "渔政支队", number = "2" }},
  {{ id = "z", label = "监督所", number = "3" }}, {{ id = "t", label = "合计" }},
]
[[equations]]
id = "E"
each = {{ c = "columns of a" }}
formula = "a/t/{{c}} = a/x/{{c}} + a/y/{{c}} + a/z/{{c}}"
"""
LABELS = ("局机关", "渔政支队", "监督所")
ENGINES = {
    first: Engine([*proof.layouts().values()], schemas=[loads(FORM.format(first=str(first).lower()))])
    for first in (True, False)
}
FIGURES = st.one_of(st.integers(0, 9), st.integers(10, 40), st.integers(100, 350), st.none())


def printed(rows, *, first):
    """A cell a line, blanks gone."""
    total = [
        sum(row[c] or 0 for row in rows) if any(row[c] is not None for row in rows) else None
        for c in range(3)
    ]
    lines = [
        "某局2023年年报",
        "许可表",
        *(["序号", "机关"] if first else ["机关", "序号"]),
        "申请数量",
        "受理数量",
        "许可数量",
    ]
    for number, (label, row) in enumerate(zip(LABELS, rows, strict=True), 1):
        lines += [str(number), label] if first else [label, str(number)]
        lines += [str(v) for v in row if v is not None]
    lines += ["合计", *(str(v) for v in total if v is not None)]
    truth = {
        f"a/{r}/{c}": v
        for r, row in zip("xyzt", (*rows, total), strict=True)
        for c, v in zip("pqr", row, strict=True)
    }
    return "\n".join(lines) + "\n", truth


@examples(60)
@given(st.lists(st.lists(FIGURES, min_size=3, max_size=3), min_size=3, max_size=3), st.booleans())
def test_no_number_is_a_figure_and_no_figure_is_lost(rows, first):
    text, truth = printed(rows, first=first)
    report = ENGINES[first].parse(text)
    for key, cell in report.cells.items():
        if cell.status in STATED:
            assert cell.value == truth[key], (key, text)
        elif cell.status == "blank":
            assert truth[key] is None, (key, text)


@pytest.mark.parametrize("first", [True, False])
def test_a_full_form_is_read_whole(first):
    text, truth = printed([[100, 98, 95], [20, 11, 10], [4, 3, 2]], first=first)
    assert {c.key: c.value for c in ENGINES[first].parse(text)} == truth


HEADED = """# 某局2023年年报

## 甲表

| 处罚种类 | 宗数 | 合计（宗） |
|---|---|---|
| 罚款 | 3 | 4 |
| 合计 | 3 | 4 |

## 乙表

| 机关 | 申请数量 | 受理数量 |
|---|---|---|
| 局机关 | 5 | 6 |
"""
TWO = """
id = "h"
title = "年报"
source = "invented"
[[tables]]
id = "a"
title = "甲表"
[[tables.blocks]]
id = "a"
columns = [{ id = "n", label = "宗数" }, { id = "m", label = "合计（宗）" }]
rows = [{ id = "x", label = "罚款" }, { id = "t", label = "合计" }]
[[tables]]
id = "b"
title = "乙表"
[[tables.blocks]]
id = "b"
columns = [{ id = "n", label = "申请数量" }, { id = "m", label = "受理数量" }]
rows = [{ id = "x", label = "局机关" }]
"""


def test_the_sign_of_a_heading_is_no_part_of_the_label_before_it():
    """合计 begins another label, 合计（宗）, so that what follows it is looked at."""
    report = proof.real_engine().parse(HEADED, schema=loads(TWO))
    assert [report[k].value for k in ("a/t/n", "a/t/m", "b/x/n", "b/x/m")] == [3, 4, 5, 6]
