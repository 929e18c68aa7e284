"""The renderers print the official form as real converters do, and fill its equations."""

import json

import pytest

from gouji.equation import Equation
from gouji.schema import Block, Column, Label, Row, Schema, Table
from gouji.testing import PROFILES, Truth, fill, render
from outside import module, shared

pytestmark = pytest.mark.shared
APPLICANT = ("申请人情况",)
PATHS = {"review": ("行政复议",), "litigation_direct": ("行政诉讼", "未经复议直接起诉")}
NOTE = "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）"


def official(edition):
    """The form of 2019 or 2021, from the list of its keys and equations."""
    keys, equations = (
        module("format/keys.py"),
        module("format/equations.py").build(module("format/keys.py"), edition),
    )
    blocks = tuple(
        Block(
            title,
            "proactive",
            tuple(Column(i, Label(t), "signed" if i == "change" else "count") for i, t in columns),
            tuple(Row(i, Label(t)) for i, t in rows),
            (Label(title),),
        )
        for title, columns, rows in keys.PROACTIVE[edition]
    )
    firms = (*APPLICANT, "法人或其他组织")
    applicants = tuple(
        Column(i, Label(t, (), APPLICANT if i in ("natural", "total") else firms)) for i, t in keys.APPLICANTS
    )
    rows = tuple(Row(i, Label(path[-1], (), path[:-1])) for i, path in keys.request_rows(edition))
    cases = tuple(
        Column(f"{c}/{o}", Label(t, (), PATHS.get(c, ("行政诉讼", "复议后起诉"))))
        for c, _ in keys.CASES
        for o, t in keys.OUTCOMES
    )
    tables = (
        Table("proactive", "二", (), blocks, ("信息内容",)),
        Table("requests", "三", (), (Block("requests", "requests", applicants, rows),), (NOTE,)),
        Table("review_litigation", "四", (), (Block("cases", "review_litigation", cases),)),
    )
    names = ("id", "op", "status", "level")
    rules = tuple(
        Equation(left=tuple(e["left"]), right=tuple(e["right"]), **{n: e[n] for n in names})
        for e in equations
    )
    return Schema(f"official-{edition}", "", "official", "", tables, rules)


@pytest.mark.parametrize("edition", ["2019", "2021"])
@pytest.mark.parametrize("profile", PROFILES)
def test_filled_official_forms_hold_their_equations(edition, profile):
    schema = official(edition)
    for seed in range(10):
        figures = Truth.of(fill(schema, seed, profile)).values
        for equation in schema.equations:
            left, right = equation.sides(figures)
            assert not equation.places or left == right, (seed, equation.id)


CONVERTERS = [
    ("html_bs4_cells.tsv", "tabs-ragged", "\t", {}, 2),
    ("docx_python_docx.tsv", "tabs-repeat", "\t", {}, 1),
    ("html_pandoc_org.org", "org", "|", {"stretch": False}, 2),
    ("docx_pandoc_org.org", "org", "|", {"stretch": False}, 2),
    ("html_pandoc_gfm.md", "pipes-grid", "|", {"rule": False}, 1),
    ("html_html2text.md", "pipes-ragged", "|", {"rule": False, "outer_pipes": False}, 2),
    ("html_pandas_md.md", "pipes-repeat", "|", {"rule": False}, 1),
]
"""A converter, the layout it prints, and how many of the made reports lie in the form's plain style."""


@pytest.mark.parametrize(("name", "layout", "mark", "options", "least"), CONVERTERS)
def test_a_real_converter_prints_the_same_table_rows(name, layout, mark, options, least):
    assert sum(same_rows(name, layout, mark, options)) >= least


def same_rows(name, layout, mark, options):
    """For each made report whether the converter's document has every row that the renderer prints."""
    for truth_file in sorted(shared("matrix").glob("*.truth.json")):
        truth = json.loads(truth_file.read_text("utf-8"))
        values = {key: cell.get("raw") or "" for key, cell in truth["cells"].items()}
        document = truth_file.with_name(truth_file.name.removesuffix(".truth.json")) / name
        theirs = squeezed_rows(document.read_text("utf-8", "replace"), mark) if document.exists() else set()
        ours = (
            squeezed_rows(render(official(truth["format"]), values, layout, low_headers=low, **options), mark)
            for low in (False, True)
        )
        yield any(rows <= theirs for rows in ours)


def squeezed_rows(text, mark):
    """The lines of table rows without blanks and the marks at both ends, which converters set at will."""
    found = ("".join(line.replace(mark, "¦").split()) for line in text.split("\n") if mark in line)
    return {line.strip("¦") for line in found} - {""}
