"""A figure that was printed wrongly is found by the equations it breaks; nothing is said where they do not tell."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import proof
from depth import examples
from gouji.report import Cell
from gouji.suspect import findings, suspects
from gouji.testing import fill, render

SCHEMAS = proof.real_engine().schemas
TRUE = {name: {seed: fill(schema, seed, "city") for seed in (1, 2, 3)} for name, schema in SCHEMAS.items()}


def cells(values):
    return {k: Cell(k, int(v), v, "printed", ((0, 1),)) for k, v in values.items() if v.isdigit()}


def at_stake(schema, key):
    return [e for e in schema.equations if e.places and key in e.keys]


@examples(60)
@given(st.sampled_from(sorted(SCHEMAS)), st.sampled_from((1, 2, 3)), st.data())
def test_one_figure_printed_wrongly_is_named_with_what_it_should_be(name, seed, data):
    schema, values = SCHEMAS[name], TRUE[name][seed]
    key = data.draw(st.sampled_from([k for k in schema.keys if len(at_stake(schema, k)) > 1]))
    wrong = data.draw(st.integers(0, 10**6).filter(lambda n: str(n) != values[key]))
    found = suspects(cells({**values, key: str(wrong)}), schema.equations)
    assert [(s.key, s.old, s.new) for s in found] == [(key, wrong, int(values[key]))]
    assert set(found[0].mended) == {e.id for e in at_stake(schema, key)}


@examples(30)
@given(st.sampled_from(sorted(SCHEMAS)), st.sampled_from((1, 2, 3)), st.data())
def test_one_equation_alone_accuses_nobody(name, seed, data):
    schema, values = SCHEMAS[name], TRUE[name][seed]
    key = data.draw(st.sampled_from([k for k in schema.keys if len(at_stake(schema, k)) < 2]))
    assert suspects(cells({**values, key: "1000001"}), schema.equations) == []
    assert suspects(cells(values), schema.equations) == []


def test_an_equation_with_a_cell_that_is_open_does_not_judge():
    schema, values = SCHEMAS["cn-disclosure-2021"], TRUE["cn-disclosure-2021"][1]
    key = "requests/received/natural"
    without = {k: v for k, v in values.items() if k != "requests/received/business"}
    assert suspects(cells({**without, key: "1000001"}), schema.equations) == []


def test_no_figure_is_told_to_be_less_than_nothing():
    schema = SCHEMAS["cn-disclosure-2021"]
    values = dict.fromkeys(schema.keys, "0") | {
        "requests/received/total": "5",
        "requests/carried_in/total": "5",
    }
    assert all(s.new >= 0 for s in suspects(cells(values), schema.equations))


def test_the_report_says_it_and_keeps_what_is_printed():
    schema, values = SCHEMAS["cn-disclosure-2021"], TRUE["cn-disclosure-2021"][2]
    key = "requests/received/research"
    report = proof.real_engine().parse(render(schema, {**values, key: "1000001"}, "html"))
    assert report[key].value == 1000001
    (told,) = [f for f in report.findings if f.code.startswith("suspect:")]
    assert (told.code, told.severity, told.spans) == (f"suspect:{key}", "info", report[key].spans)
    assert f"were it {values[key]} instead of 1000001" in told.message
    assert "printed so" in told.message


@pytest.mark.parametrize("status", ["printed", "solved"])
def test_it_says_how_sure_the_reading_is(status):
    schema, values = SCHEMAS["cn-disclosure-2021"], TRUE["cn-disclosure-2021"][1]
    key = "requests/received/total"
    made = cells({**values, key: "1000001"})
    made[key] = Cell(key, 1000001, "1000001", status, ((0, 7),))
    (told,) = findings(made, schema.equations)
    assert ("reading may be at fault" in told.message) == (status == "solved")
