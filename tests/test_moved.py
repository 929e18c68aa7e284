"""Rows that fail as printed while their figures may stand in other columns."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.displaced import moved
from gouji.equation import Equation
from plain_readings import Row, sums, total

FAILING = Row("a", (1, 2, None, 9))
"""No order of its figures gives a sum."""
SHIFTED = Row("a", (None, 1, 2, 3))
"""Its sum holds; with the figures at the beginning of the row it would not."""


def is_moved(row, equations=None):
    return moved.rows([row], sums([row], equations)) == {0}


def pair(name, left, right):
    return Equation(f"{left}{right}", ((1, f"t/{name}/{left}"),), "=", ((1, f"t/{name}/{right}"),))


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        (FAILING, False),
        (replace(FAILING, printed=(1, 3, 4, None)), True),
        (replace(FAILING, printed=(1, 3, 4, None), grid=False), False),
        (replace(FAILING, printed=(1, 3, 4, None), doubtful=True), False),
        (replace(FAILING, printed=(1, 3, 4, 4)), False),
        (replace(FAILING, printed=(None, None, 3, None)), False),
        (replace(FAILING, printed=(3, 3, None, None)), True),
        (replace(FAILING, printed=(None, None, 3, 3)), False),
    ],
    ids=[
        "no order fits",
        "one place further right",
        "no grid",
        "not placed",
        "no blank to move over",
        "a lone figure",
        "two",
        "its sum holds",
    ],
)
def test_a_row_of_a_grid_is_moved_if_over_its_blanks_its_sums_would_hold(row, expected):
    assert is_moved(row) is expected


def test_zeros_alone_fit_anywhere_and_show_nothing():
    row = Row("a", (1, None, None, None))
    apart = [Equation("e", ((1, "t/a/x"),), "=", ((1, "t/a/y"), (1, "t/a/z")))]
    assert not is_moved(row, apart), "moved to the total's column, where no sum sees it, only zeros are left"


def test_all_sums_of_a_row_must_hold_with_its_figures_moved():
    row = Row("a", (3, 3, None, None))
    assert is_moved(row, [pair("a", "y", "z")])
    assert not is_moved(row, [pair("a", "y", "z"), pair("a", "x", "y")])


def test_a_row_with_blanks_is_moved_where_several_sums_of_it_fail():
    both = [total("a"), pair("a", "x", "y")]
    assert is_moved(FAILING, both)
    assert not is_moved(FAILING, both[:1])
    assert not is_moved(replace(FAILING, grid=False), both)
    assert not is_moved(replace(FAILING, printed=(1, 2, 0, 9)), both), "no blank"


def test_a_row_in_an_order_of_its_headers_own_is_moved_where_its_sum_fails():
    turned = replace(FAILING, order=(3, 2, 1, 0))
    assert is_moved(turned)
    assert is_moved(replace(turned, grid=False))
    assert not is_moved(replace(turned, doubtful=True))
    assert not is_moved(replace(turned, printed=(1, 2, 3, 6))), "its sum holds"


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ((0, 1, 2, 3), False),
        ((3, 2, 1, 0), True),
        ((0, -1, 1, 2), False),
        ((1, 2, -1, 3), False),
        ((1, 0, -1, -1), True),
    ],
    ids=str,
)
def test_an_order_is_another_only_where_there_is_one(order, expected):
    row = Row("a", (1, 2, 3, 6), order=order)
    assert moved.is_reordered(row) is expected
    assert not moved.is_reordered(replace(row, doubtful=True))
