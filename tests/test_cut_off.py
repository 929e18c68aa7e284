"""A figure at an end of the text may be the rest of a longer one."""

from __future__ import annotations

import re

import pytest

import hostile
import proof
from gouji.displaced import cut_off
from gouji.document import Document
from gouji.equation import Equation
from gouji.report import STATED, Cell

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


TEXT = "12 34 56 78"
SPANS = {
    "t/begin": ((0, 2),),
    "t/second": ((3, 5),),
    "t/third": ((6, 8),),
    "t/end": ((9, 11),),
    "t/parted": ((0, 1), (3, 4)),
    "t/late": ((6, 7), (9, 11)),
    "t/within": ((1, 2), (3, 5)),
}
THREE = Equation("s", ((1, "t/begin"), (1, "t/second")), "=", ((1, "t/third"),), formula="sum")


def stated(**values):
    """Printed cells at their places in TEXT; None is a blank one."""
    return {
        key: Cell(key, value, str(value), "blank" if value is None else "printed", SPANS[key])
        for key, value in ((f"t/{name}", value) for name, value in values.items())
    }


def opened(cells, equations=(), final=""):
    found = dict(cells)
    told = [key for f in cut_off.settle(found, equations, Document(TEXT), final) for key in f.keys]
    assert told == [key for key, cell in found.items() if cell.status == "ambiguous"]
    return [key[2:] for key in told]


def test_figures_that_touch_an_end_of_the_text_are_open():
    assert opened(stated(begin=12, second=34, third=56, end=78)) == ["begin", "end"]
    assert opened(stated(parted=13, late=578, within=234)) == ["parted", "late"]
    assert opened(stated(begin=None, end=None)) == []
    assert opened(stated(end=78), final="t/end") == [], "a whole document"
    assert opened(stated(end=78), final="t/begin") == ["end"]
    assert opened({"t/end": Cell("t/end", 78, "", "solved")}) == []


def test_what_holds_with_a_figure_proves_it():
    holding, failing = stated(begin=12, second=34, third=46), stated(begin=12, second=34, third=56)
    assert opened(holding, [THREE]) == []
    assert opened(failing, [THREE]) == ["begin"]
    assert opened(failing, [THREE], "t/begin") == ["begin"], "the last of the form, but its sum fails"
    assert cut_off.holds("t/begin", holding, [THREE])
    assert not cut_off.holds("t/begin", failing, [THREE])
    assert not cut_off.holds("t/end", holding, [THREE]), "no equation"
    assert not cut_off.holds("t/begin", stated(begin=12, second=34), [THREE]), "one that cannot be judged"
    assert cut_off.holds("t/begin", stated(begin=12, second=None, third=12), [THREE])
