"""A row of figures in a grid with a column too many: a tool made two of one, or moved all of them."""

from __future__ import annotations

import pytest

import gouji

NAMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
HEADING = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
FIGURES = ["", "217", "50", "10061", "10328", "", "86", "254", "299", "639", "189", "", "11", "946", "1146"]


def cells(names, figures):
    """The third table with its names and its figures in columns of their own."""
    groups = ["行政复议", *[""] * 4, "行政诉讼", *[""] * (len(names) - 6)]
    kinds = [*[""] * 5, "未经复议直接起诉", *[""] * 4, "复议后起诉", *[""] * (len(names) - 11)]
    text = "\n".join("\t".join(row) for row in (groups, kinds, names, figures))
    return gouji.parse(f"{HEADING}\n{text}\n").cells


@pytest.mark.parametrize("place", [1, 2, 3])
def test_no_column_is_dropped_where_names_and_figures_of_one_stand_in_two(place):
    """Without the blank first one all figures would be columns too, and the sums hold; they are others'."""
    names = NAMES * 3
    found = cells([*names[: place + 1], "", *names[place + 1 :]], [*FIGURES[:place], "", *FIGURES[place:]])
    assert found["review_litigation/review/upheld"].value is None
    assert found["review_litigation/review/corrected"].value in (None, 217)
    assert found["review_litigation/review/corrected"].status != "blank"


def test_figures_that_all_stand_a_column_right_of_their_names_are_theirs():
    found = cells([*NAMES * 3, ""], ["", *FIGURES])
    assert [found[f"review_litigation/review/{c}"].value for c in ("upheld", "corrected", "other")] == [
        None,
        217,
        50,
    ]
