"""The equations of the two disclosure forms."""

from collections import Counter

import pytest

import outside
from editions import EDITIONS, SCHEMAS
from gouji.equation import KeyTree, parse_formula


@pytest.mark.shared
@pytest.mark.parametrize("edition", EDITIONS)
def test_the_equations_are_the_shared_rules(edition):
    rules = outside.module("format/equations.py").build(outside.module("format/keys.py"), edition)
    ours = {
        e.id: (sorted(e.left), e.op, sorted(e.right), e.status, e.level) for e in SCHEMAS[edition].equations
    }
    theirs = {
        r["id"]: (sorted(r["left"]), r["op"], sorted(r["right"]), r["status"], r["level"]) for r in rules
    }
    assert ours == theirs
    assert len(rules) == len(SCHEMAS[edition].equations)


@pytest.mark.parametrize(("edition", "hard", "soft"), [("2019", 40, 12), ("2021", 42, 4)])
def test_how_many_are_hard_cross_year_and_soft(edition, hard, soft):
    equations = SCHEMAS[edition].equations
    firm = [e for e in equations if e.status != "inferred-soft"]
    assert Counter(e.level for e in firm) == {"document": hard, "cross-year": 7}
    assert len(equations) - len(firm) == soft
    assert sum(e.places for e in equations) == hard


@pytest.mark.parametrize(("edition", "results"), [("2019", 19), ("2021", 21)])
def test_the_total_of_results_sums_every_result_row(edition, results):
    equations = {e.id: e for e in SCHEMAS[edition].equations}
    leaves = {
        k for k in SCHEMAS[edition].keys if k.startswith("requests/results.") and k.endswith("/natural")
    }
    right = {k for c, k in equations["R2/natural"].right if c == 1}
    assert right == leaves - {"requests/results.total/natural"}
    assert len(right) == results


@pytest.mark.parametrize("edition", EDITIONS)
def test_only_firm_equations_of_one_report_are_errors(edition):
    for e in SCHEMAS[edition].equations:
        assert (e.severity == "error") == (e.status != "inferred-soft" and e.level == "document"), e.id


@pytest.mark.parametrize("edition", EDITIONS)
def test_formula_and_message_say_the_equation(edition):
    tree = KeyTree(SCHEMAS[edition].keys)
    for e in SCHEMAS[edition].equations:
        assert parse_formula(e.formula, tree) == (e.left, e.op, e.right)
        assert " / " in e.message
        assert "{" not in e.message + e.formula
        assert any("\u4e00" <= c <= "\u9fff" for c in e.message)


def test_a_table_that_adds_up_and_one_that_does_not():
    rule = {e.id: e for e in SCHEMAS["2019"].equations}["R4/review"]
    values = {
        f"review_litigation/review/{o}": n
        for o, n in zip(("upheld", "corrected", "total"), (2, 1, 3), strict=True)
    }
    left, right = rule.sides(values)
    assert left == right == 3
    assert rule.sides(values | {"review_litigation/review/pending": 5}) == (3, 8)
