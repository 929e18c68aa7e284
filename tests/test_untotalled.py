"""Rows that leave their total blank: which of them may have it in the place of a part."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gouji.displaced import untotalled
from plain_readings import Row, column, sums, total, totals

WHOLE = [Row("a", (1, 2, 3, 6)), Row("b", (4, 0, 1, 5)), Row("c", (2, 2, 2, 6))]
LOST = Row("d", (1, 2, 3, None))
"""Its last figure is as much as the others together: 1, 2 and their sum, a cell to the left."""
SMALL = Row("e", (5, 2, 1, None))
"""Its last figure is no sum of the others."""


def doubtful(rows, equations=None):
    return untotalled.rows(rows, sums(rows, equations), totals(rows) if equations is None else equations)


def test_rows_with_their_totals_are_not_asked():
    assert doubtful(WHOLE) == set()


def test_a_row_whose_last_figure_may_be_its_total_is_doubtful():
    assert doubtful([LOST]) == {0}
    assert doubtful([*WHOLE, LOST]) == {3}
    assert doubtful([Row("d", (1, 2, 9, None))]) == {0}, "more than the others"
    assert doubtful([Row("d", (2, 2, 3, None))]) == set(), "less than the others"


def test_an_author_who_leaves_totals_blank_shows_it_by_another_row():
    assert doubtful([LOST, SMALL]) == set()
    assert doubtful([*WHOLE, LOST, SMALL]) == set(), "three totals for two that lack"
    assert doubtful([*WHOLE, *(replace(row, name=row.name * 2) for row in WHOLE), LOST, SMALL]) == {6}


def test_one_figure_alone_tells_nothing_unless_totals_are_printed_elsewhere():
    alone = Row("d", (None, None, 7, None))
    assert doubtful([alone]) == set()
    assert doubtful([*WHOLE, alone]) == {3}
    assert doubtful([*WHOLE[:2], alone]) == set()
    assert doubtful([Row("d", (None, 3, 3, None))]) == {0}, "two do"


def test_a_row_without_any_figure_is_not_asked():
    assert doubtful([*WHOLE, Row("d", (None, None, None, None))]) == set()


def test_a_0_says_something_only_where_lines_are_counted():
    nothing = Row("d", (0, 0, 0, None))
    assert doubtful([*WHOLE, nothing]) == set()
    assert doubtful([*WHOLE, replace(nothing, assumed=("blank lines",))]) == {3}


def test_what_has_several_placements_is_not_asked():
    assert doubtful([replace(LOST, doubtful=True)]) == set()


@pytest.mark.parametrize(
    "more", [{"status": "inferred-soft"}, {"level": "cross-year"}], ids=["soft", "of another year"]
)
def test_only_what_may_place_figures_is_a_total(more):
    assert doubtful([LOST], [total("d", **more)]) == set()


def test_a_sum_over_other_rows_is_no_total():
    assert doubtful([LOST], [column("total", "d", "b", "c")]) == set()


def test_a_sum_of_two_rows_and_its_part_on_one_side_only_are_no_totals():
    both = replace(total("d"), left=((1, "t/d/total"), (1, "t/d/x")))
    object.__setattr__(both, "keys", tuple(k for _, k in both.left + both.right))
    assert doubtful([LOST], [both]) == set()


def test_a_column_whose_sum_holds_keeps_the_last_figure():
    rows = [LOST, Row("p", (0, 1, 1, 2)), Row("q", (1, 1, 4, 6))]
    assert doubtful(rows) == {0}
    assert doubtful(rows, [*totals(rows), column("z", "q", "d", "p")]) == set(), "4 = 3 + 1"
    assert doubtful(rows, [*totals(rows), column("x", "q", "d", "p")]) == {0}, "not of its last figure"
    middle = [*rows[:2], Row("q", (1, 3, 9, 13))]
    assert doubtful(middle, [*totals(middle), column("y", "q", "d", "p")]) == {0}, (
        "3 = 2 + 1, and no last figure"
    )
    same = [LOST, Row("p", (0, 0, 3, 3))]
    assert doubtful([*same, *WHOLE], [*totals([*same, *WHOLE]), column("z", "d", "p")]) == set(), (
        "two rows are enough"
    )
    wrong = [*rows[:2], Row("q", (1, 1, 5, 7))]
    assert doubtful(wrong, [*totals(wrong), column("z", "q", "d", "p")]) == {0}
    absent = [*totals(rows), column("z", "q", "d", "p", "elsewhere")]
    assert doubtful(rows, absent) == {0}
    soft = replace(column("z", "q", "d", "p"), status="inferred-soft")
    assert doubtful(rows, [*totals(rows), soft]) == {0}


def test_a_sum_within_the_row_keeps_nothing():
    within = replace(total("d"), left=((1, "t/d/z"),), right=((1, "t/d/x"), (1, "t/d/y")))
    assert doubtful([LOST], [total("d"), replace(within, id="z")]) == {0}
