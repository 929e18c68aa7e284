"""A row alone: which of its placements its own equations leave, and what is no proof."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji import alone
from gouji.equation import Equation
from gouji.reading import BLANK as B
from test_solver_exact import form, reading, term

SCHEMA, BLOCK = form(1, 4)
SUM = Equation("s", (term(0, 3),), "=", tuple(term(0, c) for c in range(3)))
WIDE, BROAD = form(1, 6)
FIRST = Equation("a", (term(0, 2),), "=", (term(0, 0), term(0, 1)))
SECOND = Equation("b", (term(0, 5),), "=", (term(0, 3), term(0, 4)))


def row(*figures, placements=None, **more):
    return replace(reading(SCHEMA, BLOCK, 0, figures, placements), **more)


def wide(*figures, placements=None, **more):
    return replace(reading(WIDE, BROAD, 0, figures, placements), **more)


def kept(one, *equations, dropped=False):
    """The values of the placements left, and whether they are believed."""
    left, honest = alone.narrowed(one, equations, dropped=dropped)
    return [left.values(p) for p in left.placements], honest


def test_the_placements_that_satisfy_the_equations_are_left():
    assert kept(row(1, 2, 3), SUM)[0] == [(1, 2, None, 3), (1, None, 2, 3), (None, 1, 2, 3)]
    assert kept(row(3, 3), SUM) == ([(3, None, None, 3), (None, 3, None, 3), (None, None, 3, 3)], True)
    assert kept(row(1, 2, 3, 6), SUM) == ([(1, 2, 3, 6)], True)


def test_without_an_equation_all_are_left_but_for_scattered_figures():
    assert len(kept(row(1, 2, 3))[0]) == 4
    assert kept(row(1, 2, 3))[1]
    assert kept(row(1, 2, 3, scattered=True)) == ([], False)


def test_a_row_without_placements_is_believed_in_nothing():
    assert kept(replace(row(1, 2), placements=()), SUM) == ([], False)


def test_a_row_that_breaks_its_equations_stays_as_its_print_and_is_not_believed():
    assert len(kept(row(1, 2, 9), SUM)[0]) == 4
    assert not kept(row(1, 2, 9), SUM)[1]
    assert kept(row(1, 2, 9, scattered=True), SUM) == ([], False)
    assert kept(row(1, 2, 9, spread=True), SUM, dropped=True) == ([], False), "a page's number may be one"
    assert len(kept(row(1, 2, 9, spread=True), SUM)[0]) == 4
    assert len(kept(row(1, 2, 9), SUM, dropped=True)[0]) == 4


def test_of_a_row_on_several_lines_that_lacks_few_a_line_may_be_lost():
    found, honest = kept(wide(4, 4, 4, 0, 4, spread=True), FIRST, SECOND)
    assert honest
    assert (4, 4, None, 4, 0, 4) in found, "the total of the first may be lost"
    assert all(values[3:] == (4, 0, 4) for values in found), "the second has its own"
    told, _ = kept(wide(4, 4, 4, 0, 4), FIRST, SECOND)
    assert told == [(4, None, 4, 4, 0, 4), (None, 4, 4, 4, 0, 4)], "on one line no line is lost"
    assert len(kept(wide(4, 4, 4, 4, spread=True), FIRST, SECOND)[0]) > len(
        kept(wide(4, 4, 4, 4), FIRST, SECOND)[0]
    ), "two"
    three = wide(4, 4, 4, spread=True)
    assert kept(three, FIRST, SECOND) == kept(wide(4, 4, 4), FIRST, SECOND), (
        "who leaves cells blank leaves more"
    )


def test_guessed_columns_need_an_equation_with_a_figure_other_than_0():
    both = ((0, 1, 2, 3), (B, 0, 1, 2))
    assert kept(row(1, 2, 3, 6, placements=both[:1], guessed=True), SUM) == ([(1, 2, 3, 6)], True)
    assert kept(row(0, 0, 0, 0, placements=both[:1], guessed=True), SUM) == ([], False)
    total = ((B, B, B, 0),)
    assert kept(row(5, placements=total, guessed=True), SUM) == ([(None, None, None, 5)], True), "no addend"
    assert kept(row(5, placements=total, guessed=True, scattered=True), SUM) == ([], False)
    assert kept(row(5, placements=((0, B, B, B),), guessed=True), SUM) == ([], False), "no total"


def removing(*figures):
    """A row with a figure too many: any one may be none of its own."""
    ways = tuple(tuple(i for i in range(len(figures)) if i != out) for out in range(len(figures)))
    return wide(*figures, placements=ways, surplus=1)


def test_a_figure_too_many_is_left_out_where_two_equations_agree():
    assert kept(removing(1, 2, 3, 4, 5, 9, 7), FIRST, SECOND) == ([(1, 2, 3, 4, 5, 9)], True)
    found, honest = kept(removing(1, 2, 3, 0, 0, 0, 7), FIRST, SECOND)
    assert honest
    assert len(found) > 1, "one sum of zeros proves nothing"
    two = replace(removing(1, 2, 3, 4, 5, 9, 7), surplus=2)
    assert len(kept(two, FIRST, SECOND)[0]) == len(two.placements)


@pytest.mark.parametrize(
    ("figures", "lines", "halves"),
    [
        ((1, 3, 3, 0, 34), (0, 1, 2, 3, 4), True),
        ((1, 3, 3, 0, 34), (0, 1, 1, 3, 4), False),
        ((1, 3, 3, 0, 35), (0, 1, 2, 3, 4), False),
        ((1, 3, 4, 0, 35), (0, 1, 2, 3, 4), False),
        ((0, 0, 0, 1, 1), (0, 1, 2, 3, 4), False),
        ((1, 3, 3, 34), (0, 1, 2, 3), False),
    ],
    ids=["3 above 3", "on one line", "no sum", "not alike", "zeros", "as many as columns"],
)
def test_two_figures_alike_below_each_other_may_be_halves_of_one(figures, lines, halves):
    ways = (
        tuple(tuple(range(k, k + 4)) for k in range(2))
        if len(figures) > len(BLOCK.columns)
        else ((0, 1, 2, 3),) * 2
    )
    one = row(*figures, placements=ways, surplus=1)
    slots = tuple(replace(piece, row=line) for piece, line in zip(one.slots, lines, strict=True))
    assert alone.are_halves(replace(one, slots=slots), [SUM]) is halves
    assert not alone.are_halves(replace(one, slots=slots), [])
    assert not alone.are_halves(replace(one, slots=slots, surplus=2), [SUM])
    assert not alone.are_halves(replace(one, slots=slots, placements=ways[:1]), [SUM])
