"""The sums within a row: what a blank counts for in each question that is asked of one."""

from __future__ import annotations

import pytest

from gouji import row_sums
from gouji.equation import Equation
from plain_readings import Row, column, total


def sum_of(*printed):
    row = Row("a", printed)
    (found,) = row_sums.of(row.numbers, [total("a")])
    return found


@pytest.mark.parametrize(
    ("printed", "holds", "tells", "totalled"),
    [
        ((1, 2, 3, 6), True, True, True),
        ((1, None, 3, 4), True, True, True),
        ((1, 2, 3, None), False, True, False),
        ((0, None, 0, 0), True, False, True),
        ((None, None, None, None), True, False, False),
        ((None, None, None, 5), False, True, True),
        ((1, 2, 3, 7), False, True, True),
    ],
    ids=str,
)
def test_a_blank_counts_as_0_and_a_blank_total_is_told(printed, holds, tells, totalled):
    found = sum_of(*printed)
    assert (found.holds, found.tells, found.is_totalled) == (holds, tells, totalled)
    assert (found.has_total, found.total) == (True, printed[3])
    assert found.parts == [*printed[:3]]


def test_parts_stand_in_the_order_of_the_row():
    turned = Equation("e", ((1, "t/a/total"),), "=", ((1, "t/a/z"), (1, "t/a/x")))
    (found,) = row_sums.of(Row("a", (1, 2, 3, 4)).numbers, [turned])
    assert found.parts == [1, 3]


def test_a_left_side_of_several_figures_has_no_total_and_is_printed_if_one_of_them_is():
    several = Equation("e", ((1, "t/a/x"), (1, "t/a/y")), "=", ((1, "t/a/total"),))
    (found,) = row_sums.of(Row("a", (None, 2, 3, 2)).numbers, [several])
    assert (found.has_total, found.is_totalled, found.holds) == (False, True, True)


def test_only_equations_that_place_figures_of_this_row_alone_are_asked():
    row = Row("a", (1, 2, 3, 6))
    others = [
        total("b"),
        column("x", "a", "b"),
        total("a", status="inferred-soft"),
        total("a", level="cross-year"),
    ]
    assert row_sums.of(row.numbers, others) == []
    assert row_sums.of(Row("a", row.printed, doubtful=True).numbers, [total("a")]) == [], "not placed"
