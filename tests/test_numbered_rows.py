"""Rows that a form numbers: a number is no figure, a figure that begins like a number is none the less one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proof
from depth import examples
from gouji import Engine
from gouji.errors import SchemaError
from gouji.report import STATED
from gouji.schema.file import loads
from gouji.testing import Truth, fill
from gouji.testing.trial import alone

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


TWICE = """
id = "twice"
title = "收支总表"
source = "invented"

[[tables]]
id = "t"
title = "收支总表"

[[tables.blocks]]
id = "b"
numbers = { label = "行次" }
columns = [{ id = "c", label = "金额", type = "money" }, { id = "d", label = "上年金额", type = "money" }]
rows = [
  { id = "grants", label = "一、拨款", number = "1" },
  { id = "own", label = "其中：本级", number = "2" },
  { id = "kept", label = "二、结转", number = "3" },
  { id = "kept_own", label = "其中：本级", number = "4" },
  { id = "total", label = "总计", number = "5" },
]
"""


def test_rows_of_one_label_need_a_number_each():
    for number in ("2", "4"):
        with pytest.raises(SchemaError, match="or give both their number"):
            loads(TWICE.replace(f', number = "{number}"', ""))


@pytest.mark.parametrize("missing", [(), ("own",), ("kept_own",), ("own", "kept_own"), ("kept",)])
@pytest.mark.parametrize("numbers", [True, False])
@pytest.mark.parametrize("profile", ["city", "gaps", "small"])
def test_rows_of_one_label_are_never_taken_for_each_other(profile, numbers, missing):
    schema = loads(TWICE)
    values = fill(schema, 2, profile)
    rows = [r for r in schema.tables[0].blocks[0].rows if r.id not in missing]
    lines = [["项目", *["行次"][:numbers], "金额", "上年金额"]] + [
        [r.label.text, *[r.number][:numbers], values[f"t/{r.id}/c"], values[f"t/{r.id}/d"]] for r in rows
    ]
    truth = {k: None if k.split("/")[1] in missing else f.value for k, f in Truth.of(values).cells.items()}
    for text in (
        "\n".join("\t".join(line) for line in lines),
        "\n".join(" ".join(filter(None, line)) for line in lines),
    ):
        cells = alone(schema).parse(f"收支总表\n{text}\n").cells
        said = {k: c.value for k, c in cells.items() if c.status in STATED or c.status == "blank"}
        assert {k: v for k, v in said.items() if v != truth[k]} == {}
        assert numbers is False or missing or "\t" not in text or len(said) == len(schema.keys)
