"""Crossed: rows on several lines whose figures stand in another order on the page than in the text."""

from __future__ import annotations

import pytest

from gouji.placing import crossed
from small_prints import placed, table

FRUIT = table("t", "苹果 雪梨 李子")


def found(*lines):
    """The rows of a print of three whose figures' order is none; the first row's lines are given."""
    (one,) = placed("\n".join([*lines, "雪梨 1 2 3", "李子 1 2 3"]), FRUIT)
    return one.labels(sorted(crossed.find(one)))


def at(*figures, label="苹果"):
    """A line with a label and figures at columns of characters."""
    line = label
    for column, figure in figures:
        line = line.ljust(column) + figure
    return line


@pytest.mark.parametrize("line", [at((20, "2"), (30, "3"))])
def test_a_figure_left_of_one_on_a_line_above_is_not_behind_it(line):
    assert found(line, at((10, "1"), label="")) == ["苹果"]
    assert found(at((20, "23"), (30, "3")), at((17, "1"), label="")) == ["苹果"]


def test_a_figure_right_of_those_above_is():
    assert found(at((10, "1"), (20, "2")), at((30, "3"), label="")) == []
    assert found(at((10, "1"), (20, "2"), (30, "3"))) == []


def test_figures_of_one_column_do_not_cross():
    assert found("苹果", at((20, "111"), label=""), at((21, "2"), label=""), at((20, "333"), label="")) == []
    assert (
        found("苹果", at((20, "111"), label=""), at((18, "22222"), label=""), at((19, "3"), label="")) == []
    )
    assert found("苹果", at((20, "111"), label=""), at((17, "222"), label=""), at((19, "3"), label="")) == []


def test_what_a_line_s_end_wrapped_stands_below_the_label():
    assert found(at((20, "1"), (30, "2")), "  3") == []
    assert found(at((20, "1"), (30, "2")), "   3") == []
    assert found(at((20, "1"), (30, "2")), "    3") == ["苹果"], "a wide character is two columns"


def test_one_blank_shows_no_place():
    assert found("苹果 1 2", at((9, "3"), label="x"[:0])) == []
    assert found("苹果      1 2", " 3") == []


def test_a_grid_has_columns():
    (one,) = placed("苹果|1|2|3\n雪梨|1|2|3", FRUIT)
    assert list(crossed.find(one)) == []
