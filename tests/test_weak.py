"""Rows whose own sum fails where the print is weak: halves of figures, lines out of order, columns that fail too."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.displaced import weak
from gouji.equation import Equation
from plain_readings import Row, column, strand, sums, total, totals

HOLDING = Row("h", (1, 2, 3, 6), grid=False)
FAILING = Row("f", (1, 2, 3, 9), grid=False)
LINES = replace(FAILING, spread=True)
"""A figure a line."""


def weaks(*rows, equations=None):
    return weak.rows(rows, sums(rows, equations), totals(rows) if equations is None else equations)


def named(name, row=FAILING, **changes):
    return replace(row, name=name, **changes)


def test_a_sum_that_fails_in_a_sound_print_is_the_authors():
    assert weaks(HOLDING, FAILING) == set()
    assert weaks(HOLDING, LINES, HOLDING) == set()
    assert weaks() == set()


@pytest.mark.parametrize("loss", [{"dropped": True}, {"surplus": 1}], ids=str)
def test_a_row_with_a_figure_a_line_is_weak_beside_rows_with_figures_too_few_or_too_many(loss):
    far = [named("a", HOLDING, **loss), named("b", HOLDING), named("c", HOLDING)]
    assert weaks(*far, LINES) == {3}
    assert weaks(*far, replace(LINES, spread=False)) == set()
    assert weaks(*far, named("d", HOLDING, spread=True)) == set(), "its sum holds"
    assert weaks(named("a", HOLDING, grid=True, **loss), *far[1:], LINES) == set(), (
        "a grid's cells are its own"
    )


def test_two_sums_of_one_row_show_that_its_lines_are_lost():
    second = Equation("e", ((1, "t/f/x"),), "=", ((1, "t/f/y"),))
    others = [named(f"h{n}", HOLDING, spread=True) for n in range(3)]
    assert weaks(*others, LINES, equations=[total("f"), second]) == {3}
    assert weaks(*others, LINES, equations=[total("f")]) == set()
    assert weaks(*others, FAILING, equations=[total("f"), second]) == set()


def test_where_many_rows_with_a_figure_a_line_fail_none_is_believed():
    lines = [named(f"f{n}", LINES) for n in range(2)]
    holding = named("h", HOLDING, spread=True)
    other = named("o", HOLDING)
    assert weaks(*lines, holding) == {0, 1, 2}
    assert weaks(*lines, holding, other) == {0, 1, 2}, "but the one whose figures stand together"
    assert weaks(*lines, holding, named("i", holding)) == set(), "not more than half"
    zeros = named("z", holding, printed=(0, 0, 0, 0))
    assert weaks(*lines, holding, zeros) == {0, 1, 2, 3}, "zeros say nothing"
    assert weaks(lines[0], zeros) == set(), "one alone"


@pytest.mark.parametrize("near", [0, 2])
def test_a_row_is_weak_beside_one_with_figures_too_many(near):
    rows = [named("a", HOLDING), FAILING, named("b", HOLDING), named("c", HOLDING)]
    rows[near] = replace(rows[near], surplus=1)
    assert weaks(*rows) == {1}
    assert weaks(*(replace(row, grid=True) if row.surplus else row for row in rows)) == set()
    assert weaks(*(replace(row, grid=True) if row is FAILING else row for row in rows)) == set()
    assert weaks(*rows[:1], replace(FAILING, printed=(1, 2, 3, 6)), *rows[2:]) == set()


def test_a_row_two_lines_away_is_no_neighbour():
    rows = [named(f"h{n}", HOLDING) for n in range(5)]
    for far in (0, 4):
        heaped = [replace(row, surplus=1) if n == far else row for n, row in enumerate(rows)]
        assert weaks(*heaped[:2], FAILING, *heaped[3:]) == set()


def test_a_part_above_its_total_is_not_the_rows_own_in_a_ragged_print():
    far = [named("a", HOLDING, dropped=True), named("b", HOLDING)]
    grown = replace(FAILING, printed=(8, 2, 3, 6))
    assert weaks(*far, grown) == {2}
    assert weaks(named("a", HOLDING), far[1], grown) == set(), "not ragged"
    assert weaks(*far, replace(grown, printed=(6, 2, 3, 6))) == set(), "as much as its total"
    assert weaks(*far, replace(grown, printed=(8, 2, 3, None))) == set(), "no total"
    assert weaks(*far, replace(grown, printed=(8, 2, 3, 0))) == set(), "nothing is no total"
    assert weaks(*far, replace(grown, grid=True)) == set()
    several = Equation("e", ((1, "t/f/x"), (1, "t/f/y")), "=", ((1, "t/f/z"),))
    assert weaks(*far, replace(grown, printed=(1, 2, 30, 6)), equations=[several]) == set()


@pytest.mark.parametrize(
    ("beside", "row", "expected"),
    [
        ("284", FAILING, True),
        ("91,2", FAILING, True),
        ("甲", FAILING, False),
        ("284", HOLDING, False),
        (".25", HOLDING, True),
        ("。25", HOLDING, False),
        ("284", replace(FAILING, grid=True), True),
        ("91,2", replace(FAILING, grid=True), False),
        (".25", replace(HOLDING, grid=True), False),
        ("284", replace(FAILING, printed=(None,) * 4), False),
    ],
    ids=str,
)
def test_a_row_is_weak_beside_the_half_of_a_figure(beside, row, expected):
    for lines, line in ((([beside], []), 1), (([], [beside]), 0), (([], [], [], [beside]), 2)):
        assert (weaks(replace(row, line=line, strand=strand(*lines))) == {0}) is expected
    apart = replace(row, line=2, strand=strand([beside], [], [], [], [beside]))
    assert weaks(apart) == set(), "not right above or below"


def test_a_half_that_a_row_uses_is_that_rows():
    lines = strand(["284"], [])
    row = replace(FAILING, line=1, strand=lines)
    (half,) = lines.pieces
    other = named("o", HOLDING, line=0)
    assert weaks(row, other) == {0}
    half.spans = other.slots[0].spans
    assert weaks(row, other) == set()


def crossed(*rows):
    """Sums of rows, and down three columns, of which the last row is the total."""
    *parts, whole = [row.name for row in rows]
    return [total(name) for name in (*parts, whole)] + [
        column(c, whole, *parts) for c in ("x", "y", "z", "total")
    ]


def test_a_row_with_which_the_columns_fail_is_weak_in_any_print():
    first = Row("a", (1, 2, 3, 6))
    whole = Row("w", (3, 4, 5, 12))
    good = Row("b", (2, 2, 2, 6))
    bad = Row("b", (20, 30, 40, 6))
    assert weaks(first, good, whole, equations=crossed(first, good, whole)) == set()
    assert weaks(first, bad, whole, equations=crossed(first, bad, whole)) == {1}, (
        "its own sum fails, others' hold"
    )
    two = Row("b", (20, 30, 2, 6))
    assert weaks(first, two, whole, equations=crossed(first, two, whole)) == set(), "two columns are too few"
    own = Row("b", (20, 30, 40, 90))
    assert weaks(first, own, whole, equations=crossed(first, own, whole)) == set(), "its own sum holds"
    soft = [replace(e, status="inferred-soft") if e.id in "xyz" else e for e in crossed(first, bad, whole)]
    assert weaks(first, bad, whole, equations=soft) == set()
    many = [*crossed(first, bad, whole), *(column(c, "w", "a", "b") for c in ["total"] * 4)]
    assert weaks(first, bad, whole, equations=many) == set(), "less than three quarters of the sums over it"
    assert weaks(first, replace(bad, doubtful=True), whole, equations=crossed(first, bad, whole)) == set()
