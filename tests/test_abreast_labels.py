"""Tables printed abreast that have labels in common (其他, 合计): each figure is its own table's, or open."""

from __future__ import annotations

import random
from functools import cache

import pytest

from gouji import Engine
from gouji.schema.file import loads
from gouji.testing.corpus import make
from gouji.testing.render import RENDERERS

FORM = """
id = "abreast"
title = "收支表"
family = "abreast"
source = "made for this test"

[[tables]]
id = "in"
title = "收支情况表"
headings = ["收支情况表"]
notes = ["项目", "收入"]
[[tables.blocks]]
id = "in"
columns = [{ id = "amount", label = "金额", path = ["收入"], type = "money", unit = "万元" }]
rows = [
  { id = "carried", label = "年初结转" },
  { id = "budget", label = "财政拨款" },
  { id = "business", label = "事业" },
  { id = "operations", label = "经营" },
  { id = "other", label = "其他" },
  { id = "total", label = "合计" },
]

[[tables]]
id = "out"
title = "收支情况表"
headings = ["收支情况表"]
beside = "in"
notes = ["项目", "支出"]
[[tables.blocks]]
id = "out"
columns = [{ id = "amount", label = "金额", path = ["支出"], type = "money", unit = "万元" }]
rows = [
  { id = "budget", label = "财政拨款" },
  { id = "education", label = "教育" },
  { id = "science", label = "科研" },
  { id = "operations", label = "经营" },
  { id = "administration", label = "行政" },
  { id = "other", label = "其他" },
  { id = "left", label = "年末结转" },
  { id = "total", label = "合计" },
]
"""
IN = ("年初结转", "财政拨款", "事业", "经营", "其他", "合计")
OUT = ("财政拨款", "教育", "科研", "经营", "行政", "其他", "年末结转", "合计")
PROFILES = ("zero", "blanks", "totals_only", "sparse", "small", "city")


@cache
def engine():
    return Engine(schemas=[loads(FORM)])


def stated(report):
    return {c.key: c.value for c in report if c.status in ("printed", "solved")}


@pytest.mark.parametrize("layout", RENDERERS)
def test_labels_of_both_tables_are_told_apart_in_every_layout(layout):
    for seed, profile in enumerate(PROFILES):
        made = make(engine().schemas["abreast"], layout, seed=seed, profile=profile)
        wanted = {k: f.value for k, f in made.truth.cells.items() if f.value is not None}
        assert stated(engine().parse(made.text)) == wanted


def side(table, labels, chance):
    """A table's rows with figures of their own, some left out, with empty lines between some; its total last."""
    block = next(t for t in engine().schemas["abreast"].tables if t.id == table).blocks[0]
    names = zip(block.rows, labels, strict=True)
    *rows, total = [(f"{table}/{row.id}/amount", label, str(chance.randint(2, 4000))) for row, label in names]
    for _ in range(chance.choice((0, 1, 2))):
        rows.pop(chance.randrange(len(rows)))
    for _ in range(chance.choice((0, 0, 1, 2))):
        rows.insert(chance.randrange(len(rows)), ("", "", ""))
    return rows, total


def torn_print(chance):
    """The two tables side by side, totals on the last line as forms print them, and each key's figure."""
    (left, in_all), (right, out_all) = side("in", IN, chance), side("out", OUT, chance)
    height = max(len(left), len(right))
    left, right = (
        [*s, *[("", "", "")] * (height - len(s)), t] for s, t in ((left, in_all), (right, out_all))
    )
    lines = [[*a[1:], *b[1:]] for a, b in zip(left, right, strict=True)]
    return [["项目", "收入", "项目", "支出"], *lines], {k: int(v) for k, _, v in (*left, *right) if k}


LAYOUTS = {
    "tabs": lambda rows: "\n".join("\t".join(r) for r in rows),
    "pipes": lambda rows: "\n".join("|" + "|".join(r) + "|" for r in rows),
    "a row a line": lambda rows: "\n".join(" ".join(c for c in r if c) for r in rows),
    "a cell a line": lambda rows: "\n".join(c for r in rows for c in r if c),
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_rows_left_out_never_give_a_figure_to_the_other_table(layout):
    for seed in range(60):
        rows, truth = torn_print(random.Random(seed))
        report = engine().parse(f"收支情况表\n{LAYOUTS[layout](rows)}\n")
        wrong = {k: v for k, v in stated(report).items() if truth.get(k) != v}
        assert wrong == {}, (seed, rows)


def test_a_label_that_only_one_side_prints_is_settled_by_its_column_or_left_open():
    rows = [
        ["项目", "收入", "项目", "支出"],
        ["年初结转", "3", "教育", "5"],
        ["", "", "科研", "6"],
        ["其他", "8", "年末结转", "7"],
    ]
    assert stated(engine().parse("收支情况表\n" + LAYOUTS["tabs"](rows)))["in/other/amount"] == 8
    report = engine().parse("收支情况表\n" + LAYOUTS["a cell a line"](rows))
    assert report["in/other/amount"].status == "ambiguous"
    assert 8 in report["in/other/amount"].candidates
    assert report["out/other/amount"].status == "ambiguous"
