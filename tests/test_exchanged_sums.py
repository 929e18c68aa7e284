"""Exchanged figures by their sums alone: a table of three rows and their sum, three columns and their total."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest

from gouji.displaced import exchanged
from gouji.equation import Equation
from gouji.report import Cell

ROWS, COLUMNS = ("a", "b", "c", "sum"), ("x", "y", "z", "total")
PARTS = {("a", "x"): 11, ("a", "y"): 25, ("a", "z"): 47, ("b", "x"): 93, ("b", "y"): 181, ("b", "z"): 367}
PARTS |= {("c", "x"): 739, ("c", "y"): 1471, ("c", "z"): 2947}


def key(row, column, table="t"):
    return f"{table}/{row}/{column}"


def added(name, total, parts, **more):
    return Equation(name, ((1, total),), "=", tuple((1, part) for part in parts), **more)


def sums(table="t"):
    across = [added(r, key(r, "total", table), [key(r, c, table) for c in COLUMNS[:3]]) for r in ROWS]
    down = [added(c, key("sum", c, table), [key(r, c, table) for r in ROWS[:3]]) for c in COLUMNS]
    return [*across, *down]


def figures(table="t", **blank):
    """A table whose sums hold, without the parts that are named, as ``by="a"``: row b, column y is a blank."""
    own = {place: None if "".join(place) in blank else value for place, value in PARTS.items()}
    own |= {(r, "total"): sum(own[r, c] or 0 for c in COLUMNS[:3]) for r in ROWS[:3]}
    own |= {("sum", c): sum(own[r, c] or 0 for r in ROWS[:3]) for c in COLUMNS}
    return {key(r, c, table): own[r, c] for r, c in product(ROWS, COLUMNS)}


def moved(values, *keys):
    """The values with each key's figure at the next key's place, the last one's at the first's."""
    return {**values, **{to: values[at] for at, to in zip(keys, (*keys[1:], keys[0]), strict=True)}}


def pairs(values, equations=None):
    return exchanged.pairs(values, sums() if equations is None else equations)


def test_sums_that_hold_accuse_nobody():
    assert pairs(figures()) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("a/x", "b/y"),
        ("a/x", "c/x"),
        ("b/x", "b/z"),
        ("a/x", "sum/total"),
        ("b/y", "sum/z"),
        ("c/z", "sum/x"),
    ],
)
def test_two_figures_in_each_others_place_are_told_in_the_forms_order(first, second):
    one, other = f"t/{first}", f"t/{second}"
    assert pairs(moved(figures(), one, other)) == [(one, other)]
    assert pairs(moved(figures(), other, one)) == [(one, other)]


def test_every_two_figures_that_differ_are_told_wherever_they_stand():
    every = list(figures())
    for at, one in enumerate(every):
        for other in every[at + 1 :]:
            assert (one, other) in pairs(moved(figures(), one, other)), (one, other)


def test_a_misprint_is_no_exchange():
    for name, value in figures().items():
        assert pairs({**figures(), name: value + 5000}) == [], name


@pytest.mark.parametrize(
    ("misprint", "told"), [(5, True), (-5, True), (587, True), (588, False), (-978, True), (-979, False)]
)
def test_two_figures_are_told_beside_a_misprint_of_a_quarter_of_what_the_sum_lacks(misprint, told):
    pair = key("a", "x"), key("c", "z")
    values = moved(figures(), *pair)
    values[key("sum", "x")] += misprint
    assert pairs(values) == ([pair] if told else [])


def test_beside_a_misprint_one_sum_must_hold():
    pair = key("a", "x"), key("c", "z")
    values = moved(figures(), *pair)
    for other in (key("a", "total"), key("c", "total"), key("sum", "x"), key("sum", "z")):
        values[other] += 5
    assert pairs(values) == []


def test_a_figure_that_moved_past_others_of_its_row_opens_the_run():
    run = key("b", "x"), key("b", "y"), key("b", "z")
    assert pairs(moved(figures(), *run)) == [run]
    assert pairs(moved(figures(), *run[::-1])) == [run]
    whole = (*run, key("b", "total"))
    assert pairs(moved(figures(), *whole)) == [whole]


def test_a_run_is_of_one_row():
    across = key("a", "z"), key("a", "total"), key("b", "x")
    assert pairs(moved(figures(), *across)) == []


def test_a_figure_and_a_blank_in_each_others_place_are_told():
    values = figures(by=True)
    pair = key("a", "x"), key("b", "y")
    assert pairs(moved(values, *pair)) == [pair]
    assert pairs(moved(values, *pair[::-1])) == [pair]


def test_a_0_and_a_blank_are_one_to_every_sum():
    values = {**figures(by=True), key("b", "y"): 0}
    assert pairs({**values, key("b", "y"): None}) == []


def test_a_figure_and_a_blank_of_one_row_are_told_by_the_sums_of_their_columns():
    pair = key("a", "x"), key("a", "y")
    assert pairs(moved(figures(ay=True), *pair)) == [pair]


def test_a_figure_and_a_blank_of_two_tables_are_not_told():
    broken = moved({**figures(by=True), **figures("u")}, key("b", "y"), key("c", "z", "u"))
    assert pairs(broken, [*sums(), *sums("u")]) == []


def test_neighbours_of_two_tables_need_two_sums_as_others_do():
    broken = moved({**figures(), **figures("u")}, key("sum", "total"), key("a", "x", "u"))
    assert pairs(broken, [sums()[3]]) == []
    assert pairs(broken, [*sums(), *sums("u")]) == [(key("sum", "total"), key("a", "x", "u"))]


def test_a_figure_that_counts_twice_in_a_sum_is_counted_twice():
    twice = Equation("twice", ((1, "t/a/x"),), "=", ((2, "t/b/x"), (1, "t/c/x")))
    once = Equation("once", ((1, "t/a/x"),), "=", ((1, "t/b/x"), (1, "t/d/x")))
    assert pairs({"t/a/x": 4, "t/b/x": 10, "t/c/x": 2, "t/d/x": 6}, [twice, once]) == [("t/a/x", "t/b/x")]


def test_two_rows_in_each_others_place_are_told_column_by_column():
    values = figures()
    for column in COLUMNS:
        values = moved(values, key("a", column), key("sum", column))
    assert pairs(values) == [(key("a", c), key("sum", c)) for c in COLUMNS]


def test_two_rows_of_two_tables_are_not_told():
    values = {**figures(), **figures("u")}
    for column in COLUMNS:
        values = moved(values, key("a", column), key("sum", column, "u"))
    assert pairs(values, [*sums(), *sums("u")]) == []


def test_a_blank_of_two_rows_counts_as_0():
    values = figures(by=True)
    for column in COLUMNS:
        values = moved(values, key("b", column), key("sum", column))
    assert pairs(values) == [(key("b", c), key("sum", c)) for c in COLUMNS]


def test_a_column_in_which_two_rows_agree_is_not_told():
    values = figures(by=True, cy=True)
    assert values[key("a", "y")] == values[key("sum", "y")]
    for column in COLUMNS:
        values = moved(values, key("a", column), key("sum", column))
    assert pairs(values) == [(key("a", c), key("sum", c)) for c in COLUMNS if c != "y"]


def test_only_what_may_place_figures_accuses():
    broken = moved(figures(), key("a", "x"), key("b", "y"))
    assert pairs(broken, [replace(e, status="inferred-soft") for e in sums()]) == []
    assert pairs(broken, [replace(e, level="cross-year") for e in sums()]) == []


def test_an_equation_over_keys_without_a_value_is_not_judged():
    broken = moved(figures(), key("a", "x"), key("b", "y"))
    beyond = added("beyond", key("a", "x"), ["t/d/x"])
    assert pairs(broken, [*sums(), beyond]) == [(key("a", "x"), key("b", "y"))]


def misprinted(count):
    """So many tables with a total too much in each, and sums of all."""
    values, equations = {}, []
    for number in range(count):
        table = f"m{number}"
        own = figures(table)
        own[key("a", "x", table)] += 10**6 * (number + 3)
        values |= own
        equations += sums(table)
    return values, equations


@pytest.mark.parametrize(("tables", "found"), [(4, True), (5, False)])
def test_two_figures_are_sought_among_at_most_twelve_sums_that_fail(tables, found):
    values, equations = misprinted(tables)
    pair = key("a", "x"), key("b", "y")
    values, equations = {**moved(figures(), *pair), **values}, [*sums(), *equations]
    failing = 4 + 2 * tables
    assert (failing <= exchanged.MOST) == found
    assert (pairs(values, equations) == [pair]) == found


@pytest.mark.parametrize(("tables", "found"), [(18, True), (19, False)])
def test_two_rows_are_sought_among_at_most_forty(tables, found):
    values, equations = misprinted(tables)
    own = figures()
    for column in COLUMNS:
        own = moved(own, key("a", column), key("sum", column))
    failing = len([s for s in sums() if len(set(s.sides(own))) > 1]) + 2 * tables
    assert (failing <= exchanged.MOST_OF_ROWS) == found, failing
    assert bool(pairs({**own, **values}, [*sums(), *equations])) == found


def settled(values, **cells):
    own = {
        k: Cell(k, v, str(v or ""), "blank" if v is None else "printed", ((i, i + 1),), "tabs")
        for i, (k, v) in enumerate(values.items())
    }
    own |= cells
    return own, list(exchanged.settle(own, sums()))


def test_each_is_open_with_the_others_figure_and_told():
    one, other = key("a", "x"), key("b", "y")
    cells, (told,) = settled(moved(figures(), one, other))
    assert [(c.key, c.candidates) for c in cells.values() if c.status == "ambiguous"] == [
        (one, (181, 11)),
        (other, (11, 181)),
    ]
    assert {(c.value, c.raw, c.spans, c.layout) for c in (cells[one], cells[other])} == {
        (None, "", (), "tabs")
    }
    assert (told.code, told.severity, told.verdict, told.table) == ("exchanged", "warning", "open", "t")
    assert told.keys == (one, other)
    assert told.spans == ((0, 1), (5, 6))
    assert told.message == "t: 181 and 11 may have changed places: exchanged, the sums hold"


def test_a_figure_is_named_as_it_is_printed():
    one, other = key("a", "x"), key("b", "y")
    printed = Cell(one, 181, "+181", "printed", ((0, 4),), "tabs")
    _, (told,) = settled(moved(figures(), one, other), **{one: printed})
    assert told.message.startswith("t: +181 and 11 may have")


def test_a_blank_is_named_and_is_a_candidate():
    one, other = key("a", "x"), key("b", "y")
    cells, (told,) = settled(moved(figures(by=True), one, other))
    assert (cells[one].candidates, cells[other].candidates) == ((None, 11), (11, None))
    assert told.message.startswith("t: a blank and 11 may have")


def test_a_cell_that_is_open_already_is_asked_nothing():
    one, other = key("a", "x"), key("b", "y")
    cells, found = settled(
        moved(figures(), one, other), **{one: Cell(one, status="ambiguous", candidates=(1,))}
    )
    assert found == []
    assert cells[one].candidates == (1,)
