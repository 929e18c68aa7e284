"""Placing: what is said of rows whose figures may be another's, seen through the reports of the fixtures."""

from __future__ import annotations

from functools import cache

import pytest

import proof
from gouji import Engine
from gouji.schema_file import load
from gouji.testing import fill, render
from test_other_forms import FORMS

ABREAST = {path.stem: path for path in FORMS}


@cache
def report_of(name):
    """The first report of a fixture, or of a form's print."""
    if name in ABREAST:
        schema = load(ABREAST[name])
        return Engine(schemas=[schema]).parse(ABREAST[name].with_suffix(".txt"), schema=schema.id)
    (path,) = [p for p in proof.documents() if p.stem == name]
    return proof.reports_of(path)[0]


def assumed(name):
    return {(e.row, a) for e in report_of(name).evidence for a in e.assumptions}


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("three-tables-abreast-a-cell-a-line", "t1/r1", "order in doubt"),
        ("three-tables-abreast-a-cell-a-line", "t2/r3", "order in doubt"),
        ("labels-after-all-figures", "requests/received", "figures in the form's order"),
        ("labels-after-all-figures", "requests/results.granted", "figures in the form's order"),
        ("tsv-blank-applicants", "requests/results.refused.internal_affairs", "columns missing"),
        ("one-figure-under-two-headers", "proactive/regulations", "blank lines"),
    ],
)
def test_what_a_reading_rests_on_is_told(name, row, words):
    assert (row, words) in assumed(name)


@pytest.mark.parametrize("layout", ["tabs-grid", "pipes-grid", "cell-per-line", "aligned", "html"])
def test_a_plain_print_rests_on_nothing(layout):
    """Neither the figures' order nor their columns are in doubt where every row prints all of its cells."""
    schema = proof.real_engine().schemas["cn-disclosure-2021"]
    values = fill(schema, 3, "city")
    report = proof.real_engine().parse(render(schema, values, layout))
    told = {a for e in report.evidence if e.chosen for a in e.assumptions}
    assert told <= {"header", "blanks dropped"}
    assert all(c.status == "printed" for c in report if values[c.key])


def test_rows_read_in_the_forms_order_are_solved_and_not_printed():
    report = report_of("labels-after-all-figures")
    assert {c.status for c in report if c.key.startswith("requests/received/")} <= {"solved", "blank"}
