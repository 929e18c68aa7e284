"""Filled forms hold their equations, are the same for the same seed, and know their truth."""

import random
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given

from gouji.equation import Equation
from gouji.testing import PROFILES, Truth, fill, read_number
from gouji.testing.forms import sums
from gouji.testing.sample import sample
from gouji.testing.strategies import forms

SCHEMA = sample()


@given(forms(SCHEMA))
def test_placing_equations_hold_with_blank_as_zero(values):
    figures = Truth.of(values).values
    for equation in SCHEMA.equations:
        left, right = equation.sides(figures)
        assert not equation.places or left == right, equation.id


@given(forms(SCHEMA))
def test_every_key_once_in_order_and_only_signed_columns_negative(values):
    assert tuple(values) == SCHEMA.keys
    for key, value in Truth.of(values).values.items():
        kind = SCHEMA.columns[key].type
        assert value >= 0 or kind == "signed"
        assert isinstance(value, int) or kind == "money"


@pytest.mark.parametrize("profile", PROFILES)
def test_same_seed_same_form(profile):
    assert fill(SCHEMA, 4, profile) == fill(SCHEMA, random.Random(4), profile)


@pytest.mark.parametrize("profile", ["sparse", "small", "blanks", "city"])
def test_seeds_differ(profile):
    assert len({tuple(fill(SCHEMA, seed, profile).values()) for seed in range(20)}) > 10


def test_zero_prints_zero_everywhere():
    assert set(fill(SCHEMA, 1, "zero").values()) == {"0"}


def test_blanks_prints_no_zero():
    values = set(fill(SCHEMA, 1, "blanks").values())
    assert "0" not in values
    assert "" in values
    assert len(values) > 2


def test_gaps_prints_large_figures_and_blanks():
    values = [v for seed in range(5) for v in fill(SCHEMA, seed, "gaps").values()]
    assert 0.2 < values.count("") / len(values) < 0.8
    assert "0" not in values
    assert max(map(len, values)) > 4


@pytest.mark.parametrize("profile", ["small", "city", "blanks", "gaps"])
def test_drawn_money_has_two_decimals(profile):
    money = [k for k in SCHEMA.keys if SCHEMA.columns[k].type == "money" and k not in sums(SCHEMA)]
    printed = [fill(SCHEMA, seed, profile)[key] for seed in range(10) for key in money]
    assert {len(v.rpartition(".")[2]) for v in printed if v} == {2}


def test_sparse_leaves_both_blank_and_printed_zeros():
    printed = [list(fill(SCHEMA, seed, "sparse").values()) for seed in range(10)]
    assert all("" in values for values in printed)
    assert any("0" in values for values in printed)
    assert all(sum(v not in ("", "0") for v in values) < len(values) / 2 for values in printed)


def test_totals_only_prints_columns_of_sums_and_blocks_without_any():
    values = fill(SCHEMA, 1, "totals_only")
    printed = {key for key, raw in values.items() if raw}
    assert {k for k in printed if k.startswith("requests/")} == {
        k for k in SCHEMA.keys if k.startswith("requests/") and k.endswith("/total")
    }
    assert {k for k in SCHEMA.keys if k.startswith("stock/")} <= printed
    assert "requests/done.total/children" in sums(SCHEMA)


def test_city_has_large_figures_separators_and_amounts_with_two_decimals():
    forms_ = [fill(SCHEMA, seed, "city", thousands=True) for seed in range(20)]
    assert any("," in raw for values in forms_ for raw in values.values())
    assert all(v["stock/purchase/amount"][-3] == "." for v in forms_)


def test_equations_of_any_shape_are_solved():
    a, b, c = [key for key in SCHEMA.keys if key.endswith(("before", "shown"))][:3]
    chain = (
        Equation("twice", ((2, a),), "=", ((1, b),)),
        Equation("difference", ((1, c), (-1, b)), "=", ((1, a),)),
        Equation("both sides", ((1, a), (1, a), (1, c)), "=", ((1, b), (1, c))),
    )
    drawn = [Truth.of(fill(replace(SCHEMA, equations=chain), seed, "small")).values for seed in range(9)]
    assert all(v[b] == 2 * v[a] and v[c] == 3 * v[a] for v in drawn)
    assert any(v[a] for v in drawn)


def test_equations_that_no_draw_meets_are_refused():
    keys = [key for key in SCHEMA.keys if SCHEMA.columns[key].type == "count"][:16]
    pairs = zip(keys[::2], keys[1::2], strict=True)
    coprime = tuple(Equation(a, ((1_000_003, a),), "=", ((1_000_033, b),)) for a, b in pairs)
    with pytest.raises(ValueError, match="library: no figures satisfy"):
        fill(replace(SCHEMA, equations=coprime), 1, "small")


def test_unknown_profile_is_named():
    with pytest.raises(ValueError, match="'huge' is unknown; there are zero, blanks"):
        fill(SCHEMA, 1, "huge")


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("", None),
        (" ", None),
        ("0", 0),
        ("1,204", 1204),
        ("-3", -3),
        ("+3", 3),
        ("39.60", Decimal("39.60")),
        ("１０", 10),
    ],
)
def test_read_number(raw, value):
    assert read_number(raw) == value
    assert type(read_number(raw)) is type(value)
