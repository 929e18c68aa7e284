"""The formula language: rendering and parsing agree, globs sum, faults name their place."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.equation import MAX_FORMULA, Formula, KeyTree, parse_formula, render_formula
from gouji.errors import SchemaError
from gouji.testing import clock

KEYS = [f"t/{row}/{column}" for row in ("a", "a.x", "a.y", "b_1") for column in ("p", "q", "total")]
TREE = KeyTree([*KEYS, "other/a/p"])

keys = st.sampled_from(KEYS).flatmap(lambda k: st.sampled_from([k, "prev:" + k]))
coefficients = st.integers(-999_999_999, 999_999_999).filter(bool)
sides = st.dictionaries(keys, coefficients, max_size=6).map(lambda d: tuple((c, k) for k, c in d.items()))
formulas = st.builds(Formula, sides, st.sampled_from(["=", "<="]), sides).filter(lambda f: f.left or f.right)


@given(formulas)
def test_parse_gives_back_what_render_wrote(formula):
    assert parse_formula(render_formula(formula), TREE) == formula


@given(formulas, st.text(" \t\n", max_size=3))
def test_blanks_around_signs_mean_nothing(formula, blank):
    text = render_formula(formula)
    for sign in ("<=", "+", "*"):
        text = text.replace(f" {sign} ", f"{blank}{sign}{blank}")
    assert parse_formula(blank + text + blank, TREE) == formula


@given(st.text("at/b*.=<+-0123: prevé", max_size=60))
def test_any_text_is_a_formula_that_renders_or_a_schema_error(text):
    try:
        formula = parse_formula(text, TREE)
    except SchemaError:
        return
    assert {k.removeprefix("prev:") for _, k in formula.left + formula.right} <= {*KEYS, "other/a/p"}
    assert parse_formula(render_formula(formula), TREE) == formula


def test_a_formula_keeps_the_written_order():
    formula = parse_formula("t/a/p + t/b_1/q - 2*t/a.x/total <= prev:t/a/p", TREE)
    assert formula.left == ((1, "t/a/p"), (1, "t/b_1/q"), (-2, "t/a.x/total"))
    assert (formula.op, formula.right) == ("<=", ((1, "prev:t/a/p"),))


def test_a_glob_is_the_sum_of_its_keys_and_stays_within_its_part():
    formula = parse_formula("t/a/total = 2*t/a.*/p - prev:t/b*/*", TREE)
    assert formula.right == (
        (2, "t/a.x/p"), (2, "t/a.y/p"),
        (-1, "prev:t/b_1/p"), (-1, "prev:t/b_1/q"), (-1, "prev:t/b_1/total"),
    )  # fmt: skip
    assert TREE.match("t/*") == TREE.match("*") == TREE.match("t*p") == []


@pytest.mark.parametrize(
    ("pattern", "rows"),
    [
        ("a*", ["a", "a.x", "a.y"]),
        ("*1", ["b_1"]),
        ("*.*", ["a.x", "a.y"]),
        ("a*a", []),
        ("*.*y", ["a.y"]),
        ("**", ["a", "a.x", "a.y", "b_1"]),
    ],
)
def test_a_glob_matches_whole_parts(pattern, rows):
    assert TREE.match(f"t/{pattern}/p") == [f"t/{row}/p" for row in rows]


def test_like_terms_of_a_side_are_collected_and_may_cancel():
    formula = parse_formula("t/a/total = t/a/* - t/a/total", TREE)
    assert formula.right == ((1, "t/a/p"), (1, "t/a/q"))
    assert parse_formula("t/a/p + t/a/p = 0", TREE).left == ((2, "t/a/p"),)


def test_zero_is_an_empty_side():
    assert parse_formula("0 <= t/a/p + t/a/q", TREE).left == ()
    assert render_formula(parse_formula("t/a/p=0", TREE)) == "t/a/p = 0"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("t/a/p", "0 signs = or <="),
        ("t/a/p = t/a/q = t/a/total", "2 signs"),
        ("t/a/p = t/a/nope", "character 8: the schema has no key 't/a/nope'"),
        ("t/a/p = t/z*/p", "character 8: no key matches 't/z*/p'"),
        ("t/a/p = ", "character 7"),
        ("t/a/p + = t/a/q", "character 5: '+' is not"),
        ("t/a/p t/a/q = 0", "character 5: 't/a/q' is not + or -"),
        ("t/a/p = 3", "'3' is not"),
        ("t/a/p = 0 + t/a/q", "character 7"),
        ("t/a = t/a/q", "'t/a' is not"),
        ("t/a/p = 1.5*t/a/q", "'1.5*t/a/q' is not"),
        ("t/a/p = 1234567890*t/a/q", "character 7"),
        ("t/a/p = t/a/q; import os", "character 13: '; import os'"),
        ("0 = 0", "no terms"),
        ("t/a/p - t/a/p = 0", "no terms"),
        ("t/a/p = {r}", "'{r}' is not"),
        ("t/a/p = prev: t/a/q", "'prev: t/a/q' is not"),
    ],
)
def test_a_fault_is_said_with_its_place(text, said):
    with pytest.raises(SchemaError) as caught:
        parse_formula(text, TREE)
    assert said in str(caught.value)


@pytest.mark.parametrize("unit", [" ", "+", "t/", "*", "t/a/p+", "t/a*a*a*/p+", "1", "prev:", "-0"])
def test_long_hostile_formulas_end_soon(unit):
    for end in ("", "="):

        def refused(length, end=end):
            with pytest.raises(SchemaError):
                parse_formula((unit * length)[: length - len(end)] + end, TREE)

        assert clock.beyond(refused, lambda: MAX_FORMULA // 8, lambda: MAX_FORMULA, 24, 0.05) == []
    with pytest.raises(SchemaError, match="longer than"):
        parse_formula(unit * (MAX_FORMULA + 1), TREE)
