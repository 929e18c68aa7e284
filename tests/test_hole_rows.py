"""Holes, row by row: which rows beside rows that are not printed may have those rows' figures."""

from __future__ import annotations

import pytest

from gouji.placing import hole
from small_prints import down, placed, table, total

FRUIT = table("t", "苹果 雪梨 李子 樱桃 葡萄")
OPEN = table("t", "苹果 雪梨 李子 樱桃 葡萄", open_rows=True)
NARROW = table("t", "苹果 雪梨 李子 樱桃 葡萄", size=1)
HOLDING = "苹果 1 2 3\n雪梨 1 2 3\n樱桃 1 2 3\n葡萄 1 2 3"
"""The row between 雪梨 and 樱桃 is lost."""
LOOSE = HOLDING.replace("雪梨 ", "雪梨\n")
ALL = [total(row) for row in ["苹果", "雪梨", "李子", "樱桃", "葡萄"]]


def before(text, *equations, of=FRUIT):
    (one,) = placed(text, of, equations=equations)
    return one.labels(hole.before(one))


def beside(text, of=FRUIT):
    (one,) = placed(text, of)
    return one.labels(list(hole.beside(one)))


def test_a_row_whose_sum_holds_before_a_hole_is_its_own():
    assert before(HOLDING, *ALL) == []
    assert before(HOLDING) == []


def test_a_row_before_a_hole_whose_sum_fails_may_have_the_lost_rows_figures():
    for row in ["苹果", "雪梨", "樱桃", "葡萄"]:
        text = HOLDING.replace(f"{row} 1", f"{row} 4")
        assert before(text, *ALL) == (["雪梨"] if row == "雪梨" else []), row
    assert before(HOLDING.replace("雪梨 1", "雪梨 4"), *ALL, of=OPEN) == [], "such blocks leave rows out"
    assert before(HOLDING.replace("雪梨 1", "雪梨 4"), total("雪梨", status="inferred-soft")) == []


def test_a_blank_of_it_counts_as_0():
    grid = "苹果|1|2|3\n雪梨||3|3\n樱桃|1|2|3"
    assert before(grid, *ALL) == []
    assert before(grid.replace("||3|3", "|||"), *ALL) == [], "a row of blanks"
    assert before(grid.replace("||3|3", "||3|4"), *ALL) == ["雪梨"]
    assert before("苹果 1 2 3\n雪梨\n樱桃 1 2 3", *ALL) == [], "a row of which nothing is printed"


def test_figures_on_lines_below_their_label_may_be_the_lost_rows():
    assert before(LOOSE) == ["雪梨"]
    assert before(LOOSE, of=OPEN) == []
    assert before(LOOSE, *ALL) == ["雪梨"], "its own sum says nothing of the lost row"
    assert before(HOLDING.replace("苹果 ", "苹果\n")) == [], "no row is lost there"
    assert before(HOLDING.replace("雪梨 1 ", "雪梨 1\n")) == [], "its first figure stands beside it"
    assert before(LOOSE.replace("\n樱桃", "\n杂货\n樱桃")) == [], "a strange text ends them"
    assert before("苹果 1\n雪梨\n1\n樱桃 1", of=NARROW) == ["雪梨"], "a single one"
    assert before("苹果|1|2|3\n雪梨\n1|2|3\n樱桃|1|2|3") == [], "cells in columns"


def test_figures_below_a_row_whose_sum_fails_are_told_with_others():
    assert before("苹果 1 2 9\n李子\n1 2 3\n葡萄 1 2 3", *ALL) == ["苹果", "李子"]


def test_rows_that_an_author_left_out_leave_sums_that_hold_without_them():
    sums = [down("葡萄", "苹果", "雪梨", "李子", "樱桃", column=c) for c in ("x", "y", "total")]
    left_out = LOOSE.replace("葡萄 1 2 3", "葡萄 3 6 9")
    assert before(left_out, *sums) == []
    assert before(left_out, *sums, *ALL) == []
    assert before(left_out.replace("葡萄 3", "葡萄 4"), *sums) == ["雪梨"], "one fails"
    assert before(left_out.replace("葡萄 3", "葡萄 4"), *sums[1:]) == [], "which nobody asks"
    soft = down("葡萄", "苹果", "李子", status="inferred-soft")
    assert before(left_out, *sums, soft) == [], "that places nothing"
    assert before(left_out, *sums, down("葡萄", "苹果", "山竹")) == [], "over a row of no table"
    assert before(left_out, *sums, down("葡萄", "苹果", "樱桃")) == [], "over no lost row"
    assert before(left_out.replace("葡萄 3 6 9", "葡萄"), *sums[:1]) == ["雪梨"], "nothing is no sum"
    zeros = left_out.replace("1 2 3", "0 0 0").replace("3 6 9", "0 0 0")
    assert before(zeros, *sums) == ["雪梨"], "zeros hold with any rows"


def test_a_row_without_a_sure_place_fills_no_sum():
    sums = [down("葡萄", "苹果", "雪梨", "李子", "樱桃")]
    left_out = LOOSE.replace("葡萄 1 2 3", "葡萄 3 6 6")
    assert before(left_out.replace("苹果 1 2 3", "苹果 1 2 3 4"), *sums) == [], "two rows of 3 are 6"
    assert before(left_out, *sums) == ["雪梨"]


STRANGE = "雪梨 1 2 3\n杂货 4 5 6\n樱桃 1 2 3"


def test_a_row_behind_a_hole_that_other_figures_follow_may_have_the_lost_rows():
    assert beside(STRANGE) == ["雪梨"]
    assert beside(STRANGE, of=OPEN) == []
    assert beside("苹果 1 2 3\n" + STRANGE) == [], "no row is lost before it"
    assert beside("苹果 1 2 3\n" + STRANGE.replace("樱桃", "李子 1 2 3\n杂货 4 5 6\n樱桃")) == [], (
        "nor before the third"
    )
    assert beside(STRANGE.replace("雪梨", "苹果")) == [], "nor before the first"
    assert beside(STRANGE.replace("4 5 6", "4 5")) == [], "fewer than its own"
    assert beside(STRANGE.replace("4 5 6", "4 . 5")) == [], "blanks are none"
    assert beside(STRANGE.replace("4 5 6", "4 5 6 7 8 9")) == ["雪梨"]
    assert beside(STRANGE.replace("雪梨 1 2 3", "雪梨")) == []
    assert beside("雪梨|1|2|3\n杂货|4|5|6\n樱桃|1|2|3") == [], "cells in columns"


BELOW = "苹果\n1 2 3\n杂货 4 5 6\n李子 1 2 3"
"""A row's figures on a line below its label, others behind them, and rows lost."""


def test_a_row_on_a_line_below_its_label_may_have_the_figures_of_a_row_without():
    assert beside(BELOW) == ["苹果"]
    assert beside(BELOW, of=OPEN) == []
    assert beside(BELOW.replace("李子", "雪梨\n李子")) == ["苹果"], "the next row has none"
    whole = BELOW.replace("李子", "雪梨") + "\n李子 1 2 3\n樱桃 1 2 3\n葡萄 1 2 3"
    assert beside(whole) == [], "no row lacks figures"
    assert beside(whole.removesuffix("\n葡萄 1 2 3")) == ["苹果"], "one farther down does"
    assert beside(BELOW.replace("苹果\n", "苹果 ")) == [], "beside its label"
    assert beside(BELOW.replace("苹果\n1 ", "苹果 1\n")) == [], "with its first figure"
    assert beside(BELOW.replace("2 3\n杂", "2\n3\n杂")) == [], "on several lines"
    assert beside("苹果\n1\n杂货 4\n李子 1", of=NARROW) == [], "a single figure"
    assert beside("苹果 1 2 3\n雪梨\n1 2 3\n杂货 4 5 6") == [], "the last row"


def test_figures_right_behind_its_own_count_from_the_first():
    assert beside("雪梨 1 2 3\n4 5 6 杂货\n樱桃 1 2 3") == ["雪梨"]
    assert beside("雪梨 1\n4 杂货\n樱桃 1", of=NARROW) == ["雪梨"]


@pytest.mark.parametrize("text", ["樱桃 1 2 3\n杂货 4 5 6", "樱桃 1 2 3\n4 5 6 杂货", "樱桃 1 2 3"])
def test_figures_behind_the_last_row_are_nobodys(text):
    assert beside("苹果 1 2 3\n雪梨 1 2 3\n" + text) == []


def test_a_single_figure_behind_the_last_row_is_nobodys():
    assert beside("苹果 1\n樱桃 1\n4 杂货", of=NARROW) == []


def test_figures_too_many_at_a_prints_end_may_be_a_lost_rows():
    cut = "苹果 1 2 3\n雪梨\n1 2 3 4\n"
    assert before(f"{cut}杂货") == []
    assert before(f"{cut}~\n") == []
    text = f"{cut}苹果 1 2 3"
    (first, second) = placed(text, FRUIT)
    assert first.labels(hole.before(first)) == ["雪梨"]
    assert hole.before(second) == []
    (first, _) = placed(text.replace(" 4", ""), FRUIT)
    assert hole.before(first) == [], "as many as columns"
    (first, _) = placed(text, OPEN)
    assert hole.before(first) == [], "such blocks leave rows out"
    (first, _) = placed(text, table("t", "苹果 雪梨"))
    assert hole.before(first) == [], "no row is below"


def spliced(text, of=FRUIT):
    (one,) = placed(text, of)
    return one.labels(list(hole.spliced(one)))


LINED = "苹果|1|2|3\n雪梨|1|2|3|7\n樱桃|1|2|3\n葡萄|1|2|3"
"""雪梨 goes on in the end of the row that is lost below it."""


def test_a_row_wider_or_narrower_than_most_before_a_hole_goes_on_in_the_lost_one():
    assert spliced(LINED) == ["雪梨"]
    assert spliced(LINED.replace("|1|2|3|7", "|1|2")) == ["雪梨"]
    assert spliced(LINED.replace("|7", "")) == [], "as wide as the others"
    assert spliced(LINED.replace("樱桃", "李子")) == [], "no row is lost below it"
    assert spliced(LINED, of=OPEN) == [], "such blocks leave rows out"
    assert spliced(LINED.replace("|", " ")) == [], "rows without columns"


def test_without_a_width_that_most_rows_have_none_is_another():
    assert spliced("苹果|1|2|3\n雪梨|1|2|3|7\n樱桃|1|2\n葡萄|1|2|3|4|5") == []
    assert spliced("苹果|1|2|3\n雪梨|1|2|3|7\n樱桃|1|2|3") == ["雪梨"]
    assert spliced("雪梨|1|2|3|7\n樱桃|1|2|3") == [], "half is not most"


def test_each_matrix_has_its_own_width():
    apart = "苹果|1|2|3|7\n雪梨|1|2|3|7\n~ 杂货\n樱桃|1|2|3\n葡萄|1|2|3"
    assert spliced(apart) == []
    assert spliced(f"{apart}\n杂货").count("雪梨") == 0
