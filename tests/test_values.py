"""docs/values.md: every row of it is what gouji does, in a cell and in a report."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

import proof
from depth import share
from gouji.numerals import Numeral, read
from gouji.testing import fill, render

PAGE = (Path(__file__).parents[1] / "docs" / "values.md").read_text("utf-8")
ORDINALS = {"5.", "1、", "(1)", "（5）"}
"""What may belong to the label that follows."""
KEY = "proactive/licensing/decisions"


def rows(title):
    """The rows of the table under a heading: the printed text, and the other columns."""
    table = PAGE.partition(f"## {title}\n")[2].partition("\n## ")[0]
    found = re.findall(r"^\| `(.*?)` \|(.*)\|$", table, re.MULTILINE)
    assert found
    return [(unescaped(raw), *[part.strip() for part in rest.split("|")]) for raw, rest in found]


def unescaped(raw):
    return re.sub(
        r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|n|\\)", lambda m: str(m[0].encode().decode("unicode_escape")), raw
    )


FIGURES, MARKS, TEXTS = rows("Figures"), rows("Marks and blanks"), rows("Text: no certain figure")


def test_the_page_has_all_its_rows():
    assert PAGE.count("\n| `") == len(FIGURES) + len(MARKS) + len(TEXTS) >= 150


@pytest.mark.parametrize(("raw", "value", "unit"), [row[:3] for row in FIGURES], ids=ascii)
def test_a_figure_is_its_value_with_its_unit(raw, value, unit):
    found = read(raw)
    if value == "—":
        assert found == Numeral("text")
        return
    assert (found.kind, str(found.value), found.unit) == ("figure", value, unit)
    assert isinstance(found.value, Decimal if "." in value or (unit and "." in value) else int)


@pytest.mark.parametrize(("raw", "kind"), [row[:2] for row in MARKS], ids=ascii)
def test_a_mark_or_a_blank_is_no_figure(raw, kind):
    assert read(raw) == Numeral(kind)


@pytest.mark.parametrize("raw", [row[0] for row in TEXTS], ids=ascii)
def test_text_is_no_figure(raw):
    assert read(raw) == Numeral("text")


def printed(raw, layout):
    schema = proof.real_engine().schemas["cn-disclosure-2021"]
    values = {**fill(schema, 5), KEY: "8888"}
    text = render(schema, values, layout)
    assert text.count("8888") == 1
    return values, text.replace("8888", raw)


@pytest.mark.parametrize("raw", [r[0] for r in TEXTS if not set(r[0]) & set("\n|~")], ids=ascii)
def test_text_in_a_report_leaves_its_cell_open_and_the_others_stated(raw):
    for layout in share(["tabs-grid", "pipes-grid"], raw):
        stated_but_for(raw, *printed(raw, layout))


def stated_but_for(raw, values, text):
    (report,) = proof.real_engine().parse_all(text)
    cell = report[KEY]
    if raw in ORDINALS:
        assert cell.value is None
        assert {"rows-missing", "label-ordinal", "unreadable"} & {f.code for f in report.findings}
    else:
        assert (cell.status, cell.value, cell.raw) == ("ambiguous", None, raw)
    others = {k: str(c.value) for k, c in report.cells.items() if k != KEY}
    assert others == {k: v for k, v in values.items() if k != KEY}


@pytest.mark.parametrize("raw", [r[0] for r in MARKS if r[0].strip()], ids=ascii)
def test_a_mark_in_a_report_leaves_its_cell_blank(raw):
    _, text = printed(raw, "tabs-grid")
    (report,) = proof.real_engine().parse_all(text)
    assert (report[KEY].status, report[KEY].value) == ("blank", None)


@pytest.mark.parametrize(("raw", "value"), [r[:2] for r in FIGURES if "<" not in r[0]], ids=ascii)
def test_a_figure_in_a_report_is_stated_as_printed(raw, value):
    _, text = printed(raw, "tabs-grid")
    (report,) = proof.real_engine().parse_all(text)
    assert str(report[KEY].value) == (value if value != "—" else "None")
