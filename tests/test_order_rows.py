"""Order, row by row: which rows of a small print may have another row's figures."""

from __future__ import annotations

from dataclasses import replace

from gouji.placing import order, unplaced
from small_prints import down, placed, table, total

ROWS = [
    "苹果",
    "雪梨",
    "李子",
    "樱桃",
    "葡萄",
    "石榴",
    "柑橘",
    "香蕉",
    "草莓",
    "荔枝",
    "龙眼",
    "杨梅",
    "甘蔗",
]
PLANTS = table("u", "黄瓜 番茄 白菜")


def fruit(count=6, **more):
    return table("t", " ".join(ROWS[:count]), **more)


def grid(*labels):
    """Rows of a grid with just the same figures."""
    return "\n".join(f"{label}|1|2|3" for label in labels)


def loose(*labels, **instead):
    """A row a line; ``instead`` names what is printed behind a label, "" for nothing."""
    return "\n".join(f"{label} {instead.get(label, '1 2 3')}".rstrip() for label in labels)


def doubted(text, *tables, equations=()):
    """The rows of all printings of the first table that are in doubt, in the order of the print."""
    tables = tables or (fruit(),)
    found = [p for p in placed(text, *tables, equations=equations) if p.chain.table.id == tables[0].id]
    return [label for p in found for label in p.labels(sorted(order.in_doubt(p, p.standing)))]


def plain(**instead):
    return loose(*ROWS[:6], **instead)


# --- where labels stand --------------------------------------------------------------------------------------


def standing(text, *tables):
    (*_, one) = placed(text, *(tables or (fruit(12),)))
    return one.standing


def test_lines_are_shuffled_where_no_printing_of_a_large_table_has_half_of_its_labels_in_order():
    assert standing(grid(*ROWS[7::-1])).shuffled
    assert not standing(grid(*ROWS[6::-1])).shuffled, "seven stand so by chance"
    assert not standing(grid(*ROWS[4:8], *ROWS[:4])).shuffled, "half of them"
    assert standing(grid(*ROWS[5:8], *ROWS[2:5], *ROWS[:2])).shuffled
    assert standing(grid(*ROWS[7::-1], "黄瓜", "番茄", "白菜"), fruit(12), PLANTS).shuffled
    assert not standing(grid(*ROWS[:8], "白菜", "番茄", "黄瓜"), fruit(12), PLANTS).shuffled


def test_the_longest_printing_of_each_table_counts():
    text = grid(*ROWS[:3], "黄瓜", "番茄", *ROWS[:5])
    assert standing(text, fruit(), PLANTS).longest == {("s", "t"): 5, ("s", "u"): 2}
    text = grid(*ROWS[:5], "黄瓜", "番茄", *ROWS[:3])
    assert standing(text, fruit(), PLANTS).longest == {("s", "t"): 5, ("s", "u"): 2}


# --- rows out of order, in grids too ---------------------------------------------------------------------------


def test_rows_of_shuffled_lines_are_in_doubt_unless_a_sum_of_their_own_tells():
    text = grid(*ROWS[7::-1])
    assert doubted(text, fruit(8)) == ROWS[7::-1]
    assert doubted(text, fruit(8), equations=[total(row) for row in ROWS]) == []
    assert doubted(text, fruit(8), equations=[down("石榴", "苹果")]) == ROWS[7::-1], "no sum of a row"
    assert doubted(grid(*ROWS[:8]), fruit(8)) == []


def test_blocks_have_sums_of_their_own():
    both = table("t", " ".join(ROWS[:4]), " ".join(ROWS[4:8]))
    assert doubted(grid(*ROWS[7::-1]), both, equations=[total("苹果")]) == ROWS[7:3:-1]
    assert doubted(grid(*ROWS[7::-1]), both, equations=[total("葡萄")]) == ROWS[3::-1]
    other = doubted(grid(*ROWS[7::-1]), both, equations=[total("雪梨"), total("石榴")])
    assert other == ROWS[7::-1], "its first row tells for a block"


def test_of_shuffled_lines_a_row_whose_figures_stand_below_its_label_is_in_doubt_though_it_has_sums():
    sums = [total(row) for row in ROWS]
    text = grid(*ROWS[7::-1]).replace("樱桃|1", "樱桃\n1")
    assert doubted(text, fruit(8), equations=sums) == ["樱桃"]
    assert doubted(text.replace("樱桃\n", "樱桃\n2"), fruit(8), equations=sums) == ["樱桃"]
    assert doubted(grid(*ROWS[:8]).replace("樱桃|1", "樱桃\n1"), fruit(8), equations=sums) == []


def test_labels_are_mixed_where_the_longest_printing_has_less_than_four_fifths_of_them():
    mixed = grid("苹果", "雪梨", "李子", "葡萄", "樱桃", "石榴")  # five of six
    assert doubted(mixed) == []
    mixed = grid("苹果", "雪梨", "李子", "石榴", "葡萄")  # four of five
    assert doubted(mixed) == []
    mixed = grid("苹果", "雪梨", "李子", "石榴", "葡萄", "樱桃")  # four of six
    assert doubted(mixed) == ["苹果", "雪梨", "李子", "樱桃"]
    assert doubted(mixed, fruit(open_rows=True)) == [], "such a block prints rows as it likes"
    assert doubted(mixed, equations=[total("苹果")]) == []


def test_a_print_with_less_than_half_of_the_rows_between_its_ends_has_holes():
    apart = grid("苹果", "石榴").replace("石榴|1", "石榴\n1")
    assert doubted(apart) == ["石榴"]
    assert doubted(apart, fruit(open_rows=True)) == []
    assert doubted("雪梨|1|2|3\n" + apart.replace("苹果|1|2|3\n", ""), fruit(9)) == ["石榴"], "two of five"
    assert doubted(grid("苹果", "樱桃").replace("樱桃|1", "樱桃\n1")) == [], "two of four"
    assert doubted(grid("苹果", "雪梨", "石榴").replace("石榴|1", "石榴\n1")) == [], "three of six"
    assert doubted(grid("樱桃", "葡萄", "石榴").replace("石榴|1", "石榴\n1")) == [], "three of three"
    assert doubted(grid("苹果", "石榴")) == []


def test_a_row_is_apart_from_its_label_with_any_of_its_figures():
    assert doubted("苹果|1|2|3\n石榴\n1|2|3") == ["石榴"]
    assert doubted("苹果|1|2|3\n石榴|1|2|3") == []
    assert doubted("苹果 1 2 3\n石榴 1\n2 3") == ["石榴"]
    assert doubted("苹果 1 2 3\n石榴 1 2\n3") == ["石榴"]


def test_rows_without_columns_are_in_doubt_where_a_printing_has_less_than_half_of_the_labels_met():
    assert doubted(loose("李子", "雪梨", "苹果")) == ["李子", "雪梨", "苹果"]
    assert doubted(loose("雪梨", "苹果"), equations=[total("苹果")]) == [], "half of them"
    assert doubted(grid("李子", "雪梨", "苹果")) == ["李子", "雪梨", "苹果"]
    assert doubted(grid("李子", "雪梨", "苹果"), equations=[total("苹果")]) == [], (
        "rows of a grid have columns"
    )
    assert doubted(loose("李子", "雪梨", "苹果"), equations=[total("苹果")]) == ["李子", "雪梨", "苹果"]
    text = loose("樱桃", "葡萄") + "\n" + loose("李子") + "\n" + loose("雪梨") + "\n" + grid("苹果")
    assert doubted(text, equations=[total("苹果")]) == ["樱桃", "葡萄", "李子", "雪梨"]


PASSED = loose("苹果", "樱桃", "雪梨", "李子", "葡萄")
"""The fourth label stands behind the first: the printing passes it by."""


def broken(text, *labels):
    """The text with figures on a line below these labels."""
    for label in labels:
        text = text.replace(f"{label} ", f"{label}\n")
    return text


def test_rows_beside_a_label_that_is_displaced_are_in_doubt_unless_they_are_a_line_each():
    assert doubted(PASSED) == []
    assert doubted(broken(PASSED, *ROWS[:5])) == ["苹果", "雪梨"]
    assert doubted(broken(PASSED, "雪梨")) == ["雪梨"]
    assert doubted(broken(PASSED, "李子", "葡萄")) == []
    assert doubted(PASSED.replace("雪梨 1 2 3", "雪\n梨 1 2 3")) == ["雪梨"], "its label is on two"
    assert doubted(PASSED.replace("雪梨 1 2", "雪梨 1 2\n")) == ["雪梨"], "its figures are"
    assert doubted(broken(PASSED, *ROWS[:5]).replace("樱桃\n1 2 3\n", "")) == []
    assert doubted(PASSED.replace(" ", "|")) == []
    assert doubted(PASSED.replace(" ", "|").replace("雪梨|", "雪梨\n")) == ["雪梨"]


def test_no_row_stands_before_the_first_nor_behind_the_last():
    first = broken(loose("樱桃", "苹果", "雪梨", "李子", "葡萄"), "苹果", "葡萄")
    assert doubted(first) == ["樱桃", "苹果"], "the first is a printing of its own"
    last = broken(loose(*ROWS[2:10], "雪梨", "苹果"), *ROWS[:10])
    assert doubted(last, fruit(10)) == ["草莓", "荔枝", "雪梨", "苹果"]


# --- two reports side by side ----------------------------------------------------------------------------------


def twice(labels, again, second="7|8|9"):
    """Rows of a grid, some of which stand there a second time, right below, with other figures."""
    lines = [f"{x}|1|2|3" + (f"\n{x}|{second}" if x in again else "") for x in labels]
    return "\n".join(lines)


def test_rows_that_stand_twice_between_the_ends_are_two_reports():
    five = ROWS[:5]
    assert doubted(twice(five, ROWS[1:4])) == five
    assert doubted(twice(five, ROWS[1:3])) == [], "two rows are too few"
    assert doubted(twice(five, ROWS[1:4], "1|2|3")) == [], "each the same again"
    assert doubted(twice(ROWS[:12], ROWS[1:4]), fruit(12)) == ROWS[:12]
    assert doubted(twice(ROWS, ROWS[1:4]), fruit(13)) == [], "less than a quarter of them"
    words = twice(five, ROWS[1:4], "1|2|3").replace("|", " ")
    assert doubted(words) == five, "without columns the same row again is another"


def test_rows_of_another_table_between_them_are_none_of_theirs():
    text = grid("苹果", "黄瓜", "雪梨", "番茄", "李子", "白菜", "樱桃")
    assert doubted(text, fruit(), PLANTS) == []


# --- figures too many and too few ------------------------------------------------------------------------------


def test_a_plain_print_is_in_no_doubt():
    assert doubted(plain()) == doubted(grid(*ROWS[:6])) == []


def test_where_no_figure_follows_any_label_none_is_proven_blank():
    assert doubted("\n".join(ROWS[:3])) == ROWS[:3]
    assert doubted("苹果|.|.\n雪梨|.|.".replace(".", "")) == [], "in columns they are"
    assert doubted("苹果||\n雪梨") == ["雪梨"]


MANY = "1 2 3 4 5 6"


def test_rows_between_figures_too_many_and_none_are_in_doubt_up_to_four():
    assert doubted(plain(雪梨=MANY, 李子="")) == ["雪梨", "李子"]
    assert doubted(plain(雪梨=MANY, 樱桃="")) == ["雪梨", "李子", "樱桃"]
    assert doubted(plain(雪梨=MANY, 葡萄="")) == ["雪梨", "李子", "樱桃", "葡萄"]
    assert doubted(plain(雪梨=MANY, 石榴="")) == [], "too far apart"
    assert doubted(plain(雪梨="", 樱桃=MANY)) == ["雪梨", "李子", "樱桃"], "in this order too"
    assert doubted(plain(雪梨=MANY, 樱桃=MANY)) == doubted(plain(雪梨="", 樱桃="")) == []
    assert doubted(plain(雪梨="1 2 3 4", 李子="")) == ["雪梨", "李子"], "one figure too many"


def test_rows_of_a_grid_between_them_are_in_no_doubt():
    text = plain(雪梨=MANY, 樱桃="").replace("李子 1 2 3", "李子|1|2|3")
    assert doubted(text) == ["雪梨", "樱桃"]


def test_three_places_of_each_leave_no_row_without_columns():
    rows = ROWS[:12]
    three = dict.fromkeys(rows[:3], MANY) | dict.fromkeys(rows[9:], "")
    assert doubted(loose(*rows, **three), fruit(12)) == rows
    two = three | {rows[9]: "1 2 3"}
    assert doubted(loose(*rows, **two), fruit(12)) == []
    two = three | {rows[0]: "1 2 3"}
    assert doubted(loose(*rows, **two), fruit(12)) == []
    text = loose(*rows, **three).replace(f"{rows[5]} 1 2 3", f"{rows[5]}|1|2|3")
    assert doubted(text, fruit(12)) == [row for row in rows if row != rows[5]]


def before(label, figures, **instead):
    """A print with a strange text and figures above a row's label."""
    return plain(**instead).replace(label, f"{figures} 杂\n{label}")


def above(label, figures, **instead):
    """A print with figures right above a row's label, on a line that another row's ends."""
    lines = plain(**instead).split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith(label))
    return "\n".join([*lines[:at], f"杂货 {figures}", *lines[at:]])


def test_figures_of_no_row_right_above_a_label_are_too_many_there():
    assert doubted(above("李子", "7 8 9", 李子="")) == ["李子", "樱桃"]
    assert doubted(above("李子", "7 8", 樱桃="")) == ["李子", "樱桃"]
    assert doubted(above("李子", "7", 樱桃="")) == [], "one may be a page's number"
    assert doubted(above("李子", "7 .", 樱桃="")) == [], "a blank is no figure"
    assert doubted(above("李子", "/ /", 樱桃="")) == ["李子", "樱桃"], "a sign for none is one"
    assert doubted(above("李子", "7", 李子="")) == ["李子", "樱桃"], "but not before a row without any"
    assert doubted(above("石榴", "7", 石榴="")) == ["石榴"], "the last one"
    assert doubted("7 8 9\n" + plain(雪梨="")) == ["苹果", "雪梨", "李子"], "with which the text begins"
    assert doubted(above("李子", "7 8 9", 石榴="")) == ["李子", "樱桃", "葡萄", "石榴"]
    assert doubted(above("雪梨", "7 8 9", 石榴="1 2 3")) == []


def test_parts_of_a_group_s_label_between_figures_and_a_label_hide_none_of_them():
    """As where a tool reads a group's label, which stands sideways, with the lines of its rows."""
    grouped = replace(fruit(), notes=("果品类",))
    text = plain(樱桃="").replace("李子", "杂货 7 8 果 品\n李子")
    assert doubted(text, grouped) == ["李子", "樱桃"]
    assert doubted(text.replace("果 品", "货"), grouped) == [], "other text parts them"


def test_of_one_column_a_single_figure_is_too_many():
    one = fruit(size=1)
    text = "苹果 1\n雪梨 1\n杂货 7\n李子 1\n樱桃\n葡萄 1"
    assert doubted(text, one) == ["李子", "樱桃"]


def test_figures_right_above_a_label_that_are_another_tables_rows_are_not():
    text = above("李子", "7 8 9", 樱桃="")
    assert doubted(text) == ["李子", "樱桃", "葡萄"]
    assert doubted(text.replace("杂货", "黄瓜"), fruit(), PLANTS) == ["樱桃", "葡萄"]
    assert doubted(above("李子", "7 8", 李子="").replace("杂货", "黄瓜"), fruit(), PLANTS) == []


def test_figures_behind_text_of_no_table_are_none_of_the_label_before_it():
    text = plain(樱桃="").replace("李子", "黄瓜\n~字\n7 8\n李子")
    assert doubted(text, fruit(), PLANTS) == ["李子", "樱桃"]
    assert doubted(text.replace("~字\n", ""), fruit(), PLANTS) == []


def test_nor_are_the_numbers_of_columns_behind_their_note():
    noted = replace(PLANTS, notes=("栏次",))
    text = above("李子", "1 2", 樱桃="").replace("杂货", "栏次")
    assert doubted(text, fruit(), PLANTS) == ["李子", "樱桃"]
    assert doubted(text, fruit(), noted) == []
    assert doubted(text.replace("栏次 1 2", "栏次 7 9"), fruit(), noted) == ["李子", "樱桃"]


def test_a_block_that_begins_with_figures_and_ends_without_has_its_labels_behind_them():
    both = table("t", " ".join(ROWS[:6]), " ".join(ROWS[6:]))
    lines = ["杂货 7 8 9", *(f"{row} 1 2 3" for row in ROWS[:5]), ROWS[5]]
    assert doubted("\n".join(lines), both) == ROWS[:6]
    lines += [f"{row} 1 2 3" for row in ROWS[6:]]
    assert doubted("\n".join(lines), both) == ROWS, "whatever block it is"
    assert doubted("\n".join(lines[1:]), both) == []
    assert doubted("\n".join([*lines[:6], f"{ROWS[5]} 1 2 3", *lines[7:]]), both) == []
    second = [*(f"{row} 1 2 3" for row in ROWS[:6]), "杂货 7 8 9", *(f"{row} 1 2 3" for row in ROWS[6:12])]
    assert doubted("\n".join([*second, ROWS[12]]), both) == ROWS
    assert doubted("\n".join([*second, f"{ROWS[12]} 1 2 3"]), both) == []


# --- blanks that are not proven --------------------------------------------------------------------------------


def stray(figures, between="\n杂货 ", **instead):
    """A print with strange figures behind its last row."""
    return plain(**instead) + between + figures


def test_a_row_without_figures_is_in_doubt_with_the_next_where_a_whole_rows_stand_somewhere():
    assert doubted(stray("7 8 9")) == []
    assert doubted(stray("7 8 9", 李子="")) == ["李子", "樱桃"]
    assert doubted(stray("7 8 9 6", 李子="")) == ["李子", "樱桃"]
    assert doubted(stray("7 8\n.\n9", 李子="")) == ["李子", "樱桃"], "a blank between them says nothing"
    assert doubted(stray("7 8", 李子="")) == [], "less than a row's"
    assert doubted(stray("7 8\n杂货 9", 李子="")) == [], "not side by side"
    assert doubted(above("雪梨", "7 8 9", 石榴="")) == ["石榴"], "the last one"
    assert doubted(stray("7 8 9", 李子="", 樱桃="")) == ["李子", "樱桃", "葡萄"]
    assert doubted(above("葡萄", "7 8 9", 苹果="")) == ["苹果", "雪梨", "李子", "樱桃"]
    text = stray("7 8 9", 李子="").replace("李子", "李子||").replace("樱桃 1 2 3", "樱桃|1|2|3")
    assert doubted(text) == [], "in columns a blank is one"


def test_figures_right_behind_the_first_label_count_from_the_first():
    assert doubted("苹果\n7 8 9 杂\n雪梨 1 2 3\n李子 1 2 3") == ["苹果", "雪梨"]
    assert doubted("苹果\n7 8 杂\n雪梨 1 2 3\n李子 1 2 3") == []


def test_two_figures_of_rows_of_one_column_may_be_theirs_a_lone_one_is_a_pages_number():
    one = fruit(size=1)
    text = "苹果 1\n雪梨\n李子 1\n樱桃 1\n杂货 7"
    assert doubted(text, one) == []
    assert doubted(text + " 8", one) == ["雪梨", "李子"]


def test_the_narrowest_of_the_rows_without_figures_says_how_many_are_a_rows():
    wide, narrow = fruit(3), table("t", " ".join(ROWS[3:6]), size=2)
    both = replace(wide, blocks=(*wide.blocks, replace(narrow.blocks[0], id="t1")))
    text = plain(葡萄="", 樱桃="1 2", 石榴="1 2") + "\n杂货 7 8"
    assert doubted(text, both) == ["葡萄", "石榴"]
    assert doubted(text.replace("雪梨 1 2 3", "雪梨"), both) == ["雪梨", "李子", "葡萄", "石榴"]
    assert doubted(text.replace("雪梨 1 2 3", "雪梨").replace("葡萄", "葡萄 1 2"), both) == []


def test_a_row_whose_figures_stand_between_the_lines_of_its_label_keeps_them():
    named = table("t", "苹果 雪梨 中华猕猴桃 樱桃")
    text = "苹果 1 2 3\n雪梨\n中华猕猴 1 2 3\n桃\n樱桃 1 2 3\n杂货 7 8 9"
    assert doubted(text, named) == ["雪梨"]
    assert doubted(text.replace("中华猕猴 1 2 3\n桃", "中华猕猴桃 1 2 3"), named) == ["雪梨", "中华猕猴桃"]
    assert doubted(text.replace("中华猕猴 1 2 3\n桃", "中华猕猴 1 2\n桃 3"), named) == ["雪梨", "中华猕猴桃"]
    assert doubted(text.replace("中华猕猴 1 2 3\n桃", "中华猕猴\n桃 1 2 3"), named) == ["雪梨", "中华猕猴桃"]


def test_where_rows_are_lost_a_label_among_other_text_has_no_figures_that_stand_below():
    named = replace(table("t", "苹果 红心猕猴桃子 雪梨 樱桃"), notes=("果品类",))
    text = "苹果 1 2 3\n红心\n果\n猕猴桃子\n4 5 6\n雪梨 1 2 3"
    assert doubted(text, named) == ["红心猕猴桃子"]
    assert doubted(text, named, equations=[total("苹果")]) == [], "where rows have sums, theirs tell"
    assert doubted(f"{text}\n樱桃 1 2 3", named) == [], "none is lost"
    assert doubted(text.replace("果\n", ""), named) == []
    assert doubted(text.replace("果", "果 4 5 6").replace("子\n4 5 6", "子"), named) == []


def test_figures_behind_the_last_row_count_up_to_what_begins_another_table():
    assert doubted(stray("7 8 9", between="\n~字\n", 李子="")) == [], "text of no table"
    assert doubted(stray("7|8|9", between="\n杂货|", 李子="")) == [], "cells in columns"
    assert doubted(stray("7 8 9", between="\n黄瓜 ", 李子=""), fruit(), PLANTS) == [], "another's row"
    assert doubted(stray("7 8 9", between="\n数目x ", 李子="")) == ["李子", "樱桃"], "a header of its own"
    again = stray("7 8 9", between="\n苹果 ", 李子="")
    assert doubted(again) == ["苹果"], "a row of its next print, which has no other"
    assert doubted(stray("7 8 9", between="\n黄瓜 4 5 6\n杂货 ", 李子=""), fruit(), PLANTS) == []
    far = stray("7 8 9", between="\n" + "杂货 " * unplaced.LATER, 李子="")
    assert doubted(far) == []


def test_before_the_last_row_they_count_whatever_stands_between():
    text = plain(李子="").replace("葡萄", "~字\n7 8 9 杂\n葡萄")
    assert doubted(text) == ["李子", "樱桃"]
    text = plain(李子="").replace("葡萄", "黄瓜 7 8 9\n葡萄")
    assert doubted(text, fruit(), PLANTS) == ["李子", "樱桃"]


# --- texts of PDF tools --------------------------------------------------------------------------------------


def test_the_last_rows_without_figures_of_a_print_that_lost_rows_below_may_have_them_there():
    assert doubted(plain(石榴=""), fruit(8)) == ["石榴"]
    assert doubted(plain(葡萄="", 石榴=""), fruit(8)) == ["葡萄", "石榴"]
    assert doubted(plain(葡萄=""), fruit(8)) == []
    assert doubted(plain(石榴="")) == [], "the table's last row"
    assert doubted(plain(石榴=""), fruit(8, open_rows=True)) == [], "some reports print some rows"


def test_of_a_row_without_figures_and_one_with_figures_below_its_label_either_may_have_them():
    text = "苹果\n雪梨\n1 2 3\n李子 1 2 3"
    assert doubted(text, fruit(3)) == ["苹果", "雪梨"]
    assert doubted(text, fruit(3), equations=[total("苹果")]) == []
    assert doubted("苹果\n雪梨 1 2 3\n李子 1 2 3", fruit(3)) == [], "on its line they are its own"
    assert doubted("苹果\n雪梨\n1\n李子\n1", fruit(3, size=1)) == [], "a figure below each label"
    assert doubted("苹果 1 2 3\n李子\n1 2 3", fruit(3)) == []
    long = table("t", "苹果 红心猕猴桃子 李子")
    assert doubted("苹果\n红心猕猴 1\n桃子 2 3\n李子 1 2 3", long) == ["苹果", "红心猕猴桃子"]
    assert doubted("苹果\n红心猕猴 1 2 3\n桃子\n李子 1 2 3", long) == []


def test_a_label_whose_end_stands_behind_the_next_one_may_have_lost_its_figures_to_it():
    named = table("t", "苹果 红心猕猴桃子 雪梨 樱桃")
    text = "苹果 1 2 3\n红心猕猴\n雪梨 4 5 6\n桃子\n樱桃 1 2 3"
    assert doubted(text, named) == ["雪梨"]
    assert doubted(text.replace("桃子\n", ""), named) == []
    assert doubted(text.replace("红心猕猴", "红心猕猴 7 8 9"), named) == []
    assert doubted(text.replace("桃子\n樱桃 1 2 3", "樱桃 1 2 3\n桃子"), named) == []
    grid = "苹果|1|2|3\n红心猕猴|||\n雪梨|4|5|6\n桃子|||\n樱桃|1|2|3"
    assert doubted(grid, named) == ["雪梨"]


def test_numbers_of_columns_are_no_row_s_figures():
    assert doubted(stray("1 2 3", 李子="")) == []
    assert doubted(stray("01 02 03", 李子="")) == []
    assert doubted(stray("2 3 4", 李子="")) == ["李子", "樱桃"]
    assert doubted(stray("1 2 4", 李子="")) == ["李子", "樱桃"]


def test_figures_before_the_first_label_are_no_row_s_but_another_table_s_own_are_its():
    assert doubted("7 8 9\n杂\n" + plain(李子="")) == ["李子", "樱桃"]
    assert doubted("黄瓜 7 8 9\n杂\n" + plain(李子=""), fruit(), PLANTS) == []
    assert doubted("黄瓜 7 8 9\n杂 4 5 6\n字\n" + plain(李子=""), fruit(), PLANTS) == ["李子", "樱桃"]


def test_a_lone_figure_behind_the_name_of_a_column_is_no_row_s_and_stands_elsewhere_than_its_label():
    names = "\n".join(ROWS[:3])
    assert doubted(f"{names}\n数目x\n7\n数目y", fruit(3)) == ROWS[:3]
    assert doubted(f"{names[:5]} 4\n{names[6:]}\n数目x\n7\n数目y", fruit(3)) != []
    assert doubted("苹果 1 2 3\n雪梨\n李子 1 2 3\n葡萄\n7", fruit(3)) == [], "behind another word"
    assert doubted("苹果 1 2 3\n雪梨\n李子 1 2 3\n数目x\n7", fruit(3)) == [], "less than a row's"


def test_figures_right_behind_the_name_of_a_column_are_no_row_s_whose_label_stands_before_it():
    named = table("t", "红心猕猴桃子 雪梨 樱桃")
    text = "红心猕猴\n数目x\n7 8 9\n桃子\n雪梨 1 2 3\n樱桃 1 2 3"
    assert "红心猕猴桃子" in doubted(text, named)
    assert doubted(text.replace("数目x\n", ""), named) == []


def test_a_row_of_zeros_is_in_doubt_where_most_rows_are():
    text = "7 8 9\n杂\n苹果 0 0 0\n雪梨\n李子\n樱桃\n葡萄\n石榴"
    assert doubted(text) == ROWS[:6]
    assert doubted(text.replace("0 0 0", "1 2 3")) == ROWS[1:6]
    assert doubted(text.replace("樱桃\n葡萄", "樱桃 1 2 3\n葡萄 1 2 3")) == ["雪梨", "李子", "樱桃", "石榴"]
