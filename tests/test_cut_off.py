"""A figure at an end of the text may be the rest of a longer one."""

from __future__ import annotations

import re

import pytest

import hostile
import proof
from gouji.report import STATED

ENGINE = proof.real_engine


def last_figure(text):
    return list(re.finditer(r"\d{2,}", text))


@pytest.mark.parametrize("of", list(hostile.bases()), ids=lambda of: of.name)
def test_a_figure_cut_in_two_is_not_stated(of):
    figures = last_figure(of.text)
    for chosen in figures[:: max(1, len(figures) // 12)]:
        for report in ENGINE().parse_all(of.text[: chosen.start() + 1]):
            wrong = [c.key for c in report if c.status in STATED and c.value != of.values[c.key]]
            assert wrong == []
            assert proof.faults(report) == []


def test_the_cell_is_open_shows_what_is_printed_and_is_told():
    text = "行政许可\t1234"
    whole = hostile.base().text
    head = whole[: whole.index("行政许可")]
    report = ENGINE().parse(head + text)
    key = "proactive/licensing/decisions"
    cell = report[key]
    assert (cell.status, cell.value, cell.raw, cell.candidates, cell.unit) == (
        "ambiguous",
        None,
        "1234",
        (),
        "",
    )
    assert "".join(report.document.text[a:b] for a, b in cell.spans) == "1234"
    (told,) = [f for f in report.findings if f.code == "cut-off"]
    assert (told.keys, told.verdict, told.table, told.spans) == ((key,), "open", "proactive", cell.spans)
    assert told.line == head.count("\n") + 1
    assert told.message.startswith(f"proactive: 1234 (line {told.line})")
    for after in ("\n", " ", "\t", "\n。"):
        assert ENGINE().parse(head + text + after)[key].value == 1234


def test_a_figure_that_an_equation_proves_is_stated():
    text = hostile.base().text
    row = text.index("一、本年新收")
    whole = text[: text.index("\n", row)]
    report = ENGINE().parse(whole)
    assert report["requests/received/total"].value == hostile.base().values["requests/received/total"]
    assert not [f for f in report.findings if f.code == "cut-off"]


def test_an_equation_that_only_bounds_it_proves_nothing():
    of = hostile.base("tabs-grid", hostile.FORMS[1], 12, "city")
    found = re.search(r"行政许可\t\S+\t[+-]?\d+", of.text)
    report = ENGINE().parse(of.text[: found.end()])
    assert report["proactive/licensing/change"].status == "ambiguous"


def test_a_whole_document_may_end_in_its_last_cell():
    of = hostile.base()
    text = of.text.rstrip()
    report = ENGINE().parse(text)
    assert text[-1].isdigit()
    assert {k: c.value for k, c in report.cells.items()} == dict(of.values)
    assert not [f for f in report.findings if f.code == "cut-off"]


def test_a_last_cell_that_breaks_its_sum_is_open():
    text = hostile.base().text.rstrip()
    report = ENGINE().parse(text[:-1])
    assert text[-2].isdigit()
    assert report["review_litigation/litigation_after_review/total"].status == "ambiguous"


def test_a_document_that_begins_within_a_figure():
    """Figures before their labels: the first one may have lost its beginning."""
    of = hostile.base("cell-per-line")
    report = ENGINE().parse(of.text[of.text.index("规章") + 3 :])
    assert all(c.value == of.values[c.key] for c in report if c.status in STATED)
