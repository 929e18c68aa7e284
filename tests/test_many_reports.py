"""A document of many reports is read like each of them alone, however many there are."""

from __future__ import annotations

import pytest

import gouji
from gouji.testing import fill, render

ENGINE, BOTH = gouji.Engine("builtin", straight=False), gouji.Engine("builtin")
FORM = ENGINE.schemas["cn-disclosure-2019"]
MANY = 16
"""More than a window of the search for rows holds, with the words that each printing leaves over."""


def test_each_of_many_reports_is_read_whole():
    values = [fill(FORM, seed, "city") for seed in range(MANY)]
    text = "\n".join(render(FORM, own, "mediawiki", prose=True, seed=i) for i, own in enumerate(values))
    reports = ENGINE.parse_all(text)
    assert [sum(cell.value is not None for cell in report) for report in reports] == [len(FORM.keys)] * MANY


@pytest.mark.parametrize("layout", ["tabs-grid", "pipes-grid", "box", "csv", "row-per-line"])
@pytest.mark.parametrize("inside", [False, True])
def test_a_report_beside_one_in_a_page_is_not_lost(layout, inside):
    page, text = (
        render(FORM, fill(FORM, i, "city"), name, prose=True) for i, name in ((1, "html"), (2, layout))
    )
    both = page.replace("<body>", f"<body><pre>{text}</pre>") if inside else f"{page}\n{text}"
    assert [r.values for r in BOTH.parse_all(both)] == [r.values for r in ENGINE.parse_all(both)]


@pytest.mark.parametrize(("year", "reports"), [("2023", 1), ("2022", 2)])
def test_reports_of_one_agency_and_year_are_not_two(year, reports):
    title = "某市财政局{}年政府信息公开工作年度报告\n"
    tables = [render(FORM, fill(FORM, i, "city"), "tabs-grid") for i in (1, 2)]
    text = f"{title.format(year)}{tables[0]}\n{title.format(2023)}{tables[1]}"
    assert [len(engine.parse_all(text)) for engine in (ENGINE, BOTH)] == [reports, reports]
