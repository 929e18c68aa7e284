"""Several exchanges of neighbours, by their sums alone: what none of them mends the fewest together do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.displaced import exchanged, several
from gouji.report import Cell
from plain_readings import Row
from test_exchanged_sums import added, key, moved

ROWS, PARTS = "abcdef", "xyz"
STEPS = {row: (7 * 3**place, 5 * 4**place) for place, row in enumerate(ROWS)}
"""By how much a row's second part is more than its first, and its third more than its second."""


def sums(columns=("x", "y", "z", "total")):
    across = [added(r, key(r, "total"), [key(r, c) for c in PARTS]) for r in (*ROWS, "sum")]
    down = [added(c, key("sum", c), [key(r, c) for r in ROWS]) for c in columns]
    return [*(across if "total" in columns else ()), *down]


def figures(steps=STEPS):
    rows = {row: (100, 100 + one, 100 + one + two) for row, (one, two) in steps.items()}
    rows["sum"] = tuple(map(sum, zip(*rows.values(), strict=True)))
    return {
        key(r, c): v
        for r, own in rows.items()
        for c, v in zip((*PARTS, "total"), (*own, sum(own)), strict=True)
    }


def pairs(values, lined=None, equations=None):
    own = sums() if equations is None else equations
    return several.pairs(values, own, values if lined is None else lined)


def of(*names):
    """Pairs of neighbours, each named by its row and first column, as ``ax``."""
    right = {"x": "y", "y": "z", "z": "total"}
    return [(key(row, column), key(row, right[column])) for row, column in names]


def swapped(values, *names):
    """The values with neighbours exchanged."""
    for pair in of(*names):
        values = moved(values, *pair)
    return values


def test_sums_that_hold_accuse_nobody():
    assert pairs(figures()) == []


def test_one_exchange_opens_its_own_two_figures():
    assert pairs(swapped(figures(), "ax")) == of("ax")
    assert pairs(swapped(figures(), "bz")) == of("bz"), "a part and its total"


@pytest.mark.parametrize(
    "names",
    [
        ("ax", "bx"),
        ("ax", "cx"),
        ("ax", "bx", "cx"),
        ("ax", "by"),
        ("ay", "bx", "cx"),
        ("az", "bz"),
        ("ax", "bx", "cz"),
    ],
)
def test_exchanges_that_share_their_sums_are_told_together(names):
    harmed = swapped(figures(), *names)
    told = pairs(harmed)
    assert told == of(*sorted(names))


def test_no_single_exchange_mends_what_two_have_broken():
    assert exchanged.pairs(swapped(figures(), "ax", "bx"), sums()) == []


def test_only_figures_that_have_a_line_each_may_have_changed_places_unseen():
    harmed = swapped(figures(), "ax", "bx")
    assert pairs(harmed, lined=[k for k in harmed if "/a/" not in k]) == []
    assert pairs(harmed, lined=()) == []


def test_misprints_are_no_exchanges():
    own = figures()
    for name, value in own.items():
        assert pairs({**own, name: value + 5000}) == [], name
    two = {**own, key("a", "x"): own[key("a", "x")] + 5, key("b", "y"): own[key("b", "y")] - 5}
    assert pairs(two) == []


def test_a_rows_own_sum_tells_of_its_total_whatever_the_columns_lack():
    harmed = swapped(figures(), "az")
    harmed[key("b", "z")] += 5000
    assert of("az")[0] in pairs(harmed)


def test_neighbours_that_no_sum_tells_apart_are_doubted_where_two_exchanges_are_shown():
    loose = {"u/d/x": 3, "u/d/y": 4, "u/e/x": 6, "u/e/y": 6}
    assert pairs({**swapped(figures(), "ax"), **loose}) == of("ax")
    assert pairs({**swapped(figures(), "ax", "by"), **loose}) == [*of("ax", "by"), ("u/d/x", "u/d/y")]
    broken = {**swapped(figures(), "ax", "by"), **loose}
    broken[key("c", "total")] += 5000
    assert ("u/d/x", "u/d/y") not in pairs(broken), "not all that fails is mended"


def test_two_may_stand_behind_what_looks_like_one_where_more_are_shown():
    own = figures({**STEPS, "a": (2, 0), "b": (3, 0), "c": (-5, 0)})
    hidden = swapped(own, "ax", "bx")
    assert pairs(hidden) == of("cx"), "one is enough"
    assert pairs(swapped(hidden, "dy")) == of("ax", "bx", "cx", "dy")


def test_more_failing_sums_than_are_judged_tell_nothing(monkeypatch):
    harmed = swapped(figures(), "ax", "bx")
    monkeypatch.setattr(several, "MOST_SUMS", 1)
    assert pairs(harmed) == []


def test_of_too_many_exchanges_no_groups_are_sought(monkeypatch):
    harmed = swapped(figures(), "ax", "bx")
    monkeypatch.setattr(several, "MOST_ABLE", 1)
    assert pairs(harmed) == []


def settled(values, rows, stated):
    own = {
        k: Cell(
            k, v if k in stated else None, str(v), "printed" if k in stated else "ambiguous", ((i, i + 1),)
        )
        for i, (k, v) in enumerate(values.items())
    }
    return own, list(several.settle(own, rows, sums()))


def rows_of(values):
    order = {row: [values[key(row, c)] for c in (*PARTS, "total")] for row in (*ROWS, "sum")}
    return [Row(name, tuple(own), grid=False, spread=True) for name, own in order.items()]


def test_an_open_row_is_judged_as_it_is_printed_and_stays_open():
    harmed = swapped(figures(), "ax", "bx")
    stated = [k for k in harmed if not k.startswith("t/a/")]
    cells, told = settled(harmed, rows_of(harmed), stated)
    assert [f.keys for f in told] == of("bx")
    assert told[0].message.endswith("with others exchanged, the sums hold")
    assert {k for k in stated if cells[k].status == "ambiguous"} == set(of("bx")[0])
    first, second = of("bx")[0]
    assert cells[first].candidates == (harmed[first], harmed[second])


def test_rows_in_lines_of_their_own_hide_no_exchange():
    harmed = swapped(figures(), "ax", "bx")
    assert settled(harmed, [replace(row, spread=False) for row in rows_of(harmed)], list(harmed))[1] == []
