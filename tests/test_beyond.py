"""Beyond: rows of a block whose last columns stand beyond the paper's edge, or elsewhere in the text."""

from __future__ import annotations

import pytest

from gouji.placing import beyond
from small_prints import placed, table, total

FRUIT = table("t", "苹果 雪梨 李子")
SUMS = [total(row) for row in ("苹果", "雪梨", "李子")]


def opened(text, reach, equations=SUMS):
    """The rows that are left open, and all placements, below a header that has labels up to a column."""
    (one,) = placed(text, FRUIT, equations=equations)
    beyond.settle(one, lambda _: reach)
    why = [row.assumed for row in one.rows]
    return [i for i, said in enumerate(why) if said == ("columns elsewhere",)], [
        r.placements for r in one.rows
    ]


def loose(*figures):
    return "\n".join(
        f"{label} {row}".rstrip() for label, row in zip(("苹果", "雪梨", "李子"), figures, strict=True)
    )


def test_rows_below_a_header_that_lacks_columns_are_open_if_their_sums_fail():
    assert opened(loose("4 1", "2 6", ""), 2) == ([0, 1, 2], [(), (), ()])
    assert opened(loose("4", "5", "6"), 2)[0] == [0, 1, 2]


@pytest.mark.parametrize("reach", [0, 1, 2])
def test_nor_is_a_header_needed(reach):
    assert opened(loose("4 1", "2 6", ""), reach)[0] == [0, 1, 2]


def test_rows_below_a_whole_header_stand():
    assert opened(loose("4 1", "2 6", ""), 3)[0] == []


def test_a_row_with_a_figure_in_each_column_shows_them():
    assert opened(loose("4 1", "2 6", "1 2 4"), 2)[0] == []


def test_as_many_rows_with_their_sum_as_without_show_the_total():
    assert opened(loose("4 4", "2 2", "1"), 2)[0] == []
    assert opened(loose("4 4", "2", "1"), 2)[0] == [0, 1, 2]
    assert opened(loose("4 4", "2", ""), 2)[0] == []


def test_zeros_tell_nothing():
    assert opened(loose("0", "0 0", ""), 2)[0] == []
    assert opened(loose("0", "0 0", "5"), 2)[0] == [0, 1, 2]


def test_rows_without_sums_stand():
    assert opened(loose("4 1", "2 6", ""), 2, equations=[])[0] == []


def test_in_a_grid_below_a_header_no_more_than_these_columns_are_open():
    (one,) = placed("苹果|4|1\n雪梨|2|6\n李子||", FRUIT, equations=SUMS)
    for row in one.rows[:2]:
        row.placements = ((0, 1, -1),)
    one.rows[2].placements = ((0, -1, -1), (-1, 0, -1))
    beyond.settle(one, lambda _: 2)
    assert [row.placements for row in one.rows] == [((0, 1, -2),), ((0, 1, -2),), ()]


def test_in_a_grid_without_a_header_nothing_tells_which_columns_are_these():
    assert opened("苹果|4|1\n雪梨|2|6\n李子||", 0)[0] == [0, 1, 2]
