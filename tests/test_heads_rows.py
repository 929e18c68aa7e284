"""Heads, row by row: between a row's label and the next one a label ends that began before."""

from __future__ import annotations

from small_prints import placed, table

FRUIT = table("t", "红苹果 青李子甜美多汁 绿石榴 紫葡萄")
BEGUN = "红苹果 1 2 3\n青李子甜\n绿石榴\n"


def entwined(text):
    """The rows of each printing."""
    return [p.labels(list(p.heads.entwined())) for p in placed(text, FRUIT)]


def test_a_row_whose_label_stands_within_anothers_may_have_its_figures():
    assert entwined(f"{BEGUN}美多汁\n4 5 9\n紫葡萄 1 1 2") == [["绿石榴"]]
    assert entwined(f"{BEGUN}4 5 9\n美多汁\n紫葡萄 1 1 2") == [["绿石榴"]]
    assert entwined(f"{BEGUN}4 5 9\n紫葡萄 1 1 2\n美多汁") == [[]], "behind the next label"


def test_of_the_last_row_the_next_label_is_that_of_any_print_or_far_off():
    assert entwined(f"{BEGUN}美多汁\n4 5 9") == [["绿石榴"]]
    assert entwined(f"{BEGUN}4 5 9\n红苹果 1 1 2\n美多汁") == [[], []]
    for lines, own in ((50, ["绿石榴"]), (250, [])):
        assert entwined(f"{BEGUN}4 5 9\n" + "杂 5\n" * lines + "美多汁") == [own]
