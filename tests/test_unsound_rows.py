"""Unsound, row by row: a row without figures is no blank one beside figures that add up in no way."""

from __future__ import annotations

from gouji.placing import unsound
from small_prints import down, placed, table, total
from test_order_rows import ROWS, doubted, fruit, loose, plain

SUMS = [total(row) for row in ROWS[:8]]


def beside(text, count=6, equations=SUMS):
    (one,) = placed(text, fruit(count), equations=equations)
    return one.labels(sorted(unsound.beside(one)))


def test_a_row_without_figures_next_to_figures_that_do_not_add_up_may_have_some_of_them():
    assert beside(plain(李子="", 樱桃="4 5")) == ["李子"], "below it"
    assert beside(plain(雪梨="4 5", 李子="")) == ["李子"], "above it"
    assert beside(plain(苹果="3 3", 李子="", 樱桃="1 2 4")) == ["李子"], "a whole row"
    assert beside(plain(李子="", 樱桃="4 4")) == []
    assert beside(plain(李子="", 葡萄="4 5")) == [], "another row's figures stand between them"
    assert beside(plain(雪梨="4 5", 李子="", 葡萄="")) == ["李子"]


def test_figures_that_some_placement_makes_a_sum_of_are_sound():
    assert beside(plain(雪梨="4 4", 李子="")) == []
    assert beside(plain(雪梨="4 5", 李子="")) == ["李子"]


def test_all_rows_without_figures_between_are_so_up_to_some():
    assert beside(plain(雪梨="4 5", 李子="", 樱桃="", 葡萄="")) == ["李子", "樱桃", "葡萄"]
    many = loose(*ROWS[:8], 苹果="4 5", 雪梨="", 李子="", 樱桃="", 葡萄="", 石榴="", 柑橘="")
    assert beside(many, 8) == ["雪梨", "李子", "樱桃", "葡萄"]


def test_zeros_a_lone_figure_and_rows_of_one_length_are_sound():
    assert beside(plain(雪梨="0 0", 李子="")) == []
    assert beside(plain(雪梨="5", 李子="")) == [], "some authors print no totals"
    bare = dict.fromkeys(ROWS[:6], "4 5") | {"李子": ""}
    assert beside(plain(**bare)) == [], "or print them in no row"
    assert beside(plain(李子="", 樱桃="1 2 4")) == [], "all rows are whole"


def test_without_sums_and_in_columns_nothing_is_unsound():
    assert beside(plain(雪梨="4 5", 李子=""), equations=[]) == []
    assert beside(plain(雪梨="4 5", 李子="").replace(" ", "|")) == []


def test_sums_that_place_no_figure_are_not_asked():
    named = [total(row, status="inferred-soft") for row in ROWS[:6]]
    assert beside(plain(雪梨="4 5", 李子=""), equations=named) == []


def test_sums_of_other_rows_are_not_asked():
    assert beside(plain(雪梨="4 5", 李子=""), equations=[total("李子")]) == []
    both = table("t", "苹果 雪梨 李子 樱桃")
    (one,) = placed(loose(*ROWS[:4], 雪梨="4 5", 李子=""), both, equations=SUMS[:2])
    assert one.labels(sorted(unsound.beside(one))) == ["李子"]


def untotalled(text, *equations):
    (one,) = placed(text, fruit(), equations=equations)
    return one.labels(sorted(unsound.untotalled(one)))


def test_where_the_total_of_rows_that_print_some_prints_none_no_row_without_figures_is_blank():
    sum_of = down("石榴", "苹果", "雪梨")
    bare = {"石榴": "", "樱桃": ""}
    assert untotalled(plain(**bare), sum_of) == ["樱桃", "石榴"]
    assert untotalled(plain(樱桃=""), sum_of) == [], "the total is printed"
    assert untotalled(plain(**bare, 苹果="0 0 0", 雪梨=""), sum_of) == [], "it is 0"
    assert untotalled(plain(**bare), down("石榴", "樱桃")) == [], "no part is printed"
    assert untotalled(plain(**bare), down("石榴", "苹果", status="inferred-soft")) == []
    in_grid = plain(**dict.fromkeys(bare, ". . .")).replace(" ", "|")
    assert untotalled(in_grid, sum_of) == []
    assert "樱桃" in doubted(plain(**bare), equations=[sum_of])
