"""Placing: what is said of rows whose figures may be another's, seen through the reports of the fixtures."""

from __future__ import annotations

from functools import cache
from types import SimpleNamespace

import pytest

import proof
from gouji import Engine, place
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


def numbered(prints, *, due="1", grid=False, figures=0):
    """Rows of one block, each with the number printed beside it; what becomes of the others' placements."""
    block = SimpleNamespace(id="b", rows=[SimpleNamespace(number=due) for _ in prints])
    links = [SimpleNamespace(block=block, mark=i, index=i) for i in range(len(prints))]
    marked = SimpleNamespace(marks=[SimpleNamespace(number=n) for n in prints], strand=None)
    rows = [
        SimpleNamespace(printed=[0] * figures, placements=("one",), assumed=(), surplus=0, grid=grid)
        for _ in prints
    ]
    place._leave_unnumbered(marked, links, rows)
    return [row.placements or row.assumed for row in rows]


@pytest.fixture
def _grids(monkeypatch):
    monkeypatch.setattr(place.rows, "is_grid", lambda _strand, row: row.grid)


@pytest.mark.usefixtures("_grids")
def test_a_row_without_the_number_that_the_others_print_is_left_open():
    kept, left = ("one",), ("number elsewhere",)
    assert numbered(["1", ""]) == [kept, left]
    assert numbered(["", ""]) == [kept, kept]
    assert numbered(["1", ""], due="") == [kept, kept]
    assert numbered(["1", ""], grid=True) == [kept, kept]
    assert numbered(["1", ""], figures=2) == [kept, kept]


@pytest.mark.usefixtures("_grids")
def test_rows_are_uneven_where_one_without_columns_has_figures_too_many():
    row = SimpleNamespace(surplus=1, grid=False)
    assert place._uneven(None, [row]) is True
    assert place._uneven(None, [SimpleNamespace(surplus=0, grid=False)]) is False
    assert place._uneven(None, [SimpleNamespace(surplus=1, grid=True)]) is False
    assert place._uneven(None, []) is False


def moved(*prints):
    """Rows of one depth as (left edge, width, slots as (kind, left)…): which of them have moved."""
    label = SimpleNamespace(path=())
    block = SimpleNamespace(id="b", rows=[SimpleNamespace(label=label) for _ in prints])
    links = [SimpleNamespace(block=block, index=i) for i in range(len(prints))]
    rows = [
        SimpleNamespace(left=left, width=width, slots=[SimpleNamespace(kind=k, left=at) for k, at in slots])
        for left, width, slots in prints
    ]
    place._mark_moved(links, rows)
    assert [row.depth for row in rows] == [0] * len(rows)
    return [row.moved for row in rows]


def test_a_row_has_moved_where_its_label_stands_left_of_the_usual_place():
    usual = (2, 9, [("figure", 3)])
    assert moved(usual, usual, (1, 9, [("figure", 2)])) == [False, False, True]
    assert moved(usual, usual, (1, 7, [("blank", 2)])) == [False, False, True]
    assert moved(usual, usual, (1, 9, [("blank", 2), ("figure", 3)])) == [False, False, False]
    assert moved(usual, usual, (3, 9, [("figure", 4)])) == [False] * 3
    assert moved(usual, (1, 9, [("figure", 2)])) == [False, True]
    assert moved(usual, usual, (1, 9, [("figure", 2)]), (0, 9, [("figure", 1)])) == [False, False, True, True]
    assert moved(usual, (1, 8, [("figure", 2)]), (0, 7, [("figure", 1)])) == [False] * 3
