"""Remnants, row by row: figures above the end of a lost row's label may be that row's."""

from __future__ import annotations

import gouji
from form_prints import SCHEMA
from gouji.placing import remnant
from gouji.testing import fill, render
from small_prints import placed, table
from test_order_rows import doubted

ROWS = "红苹果 黄雪梨大 青李子 紫葡萄干 绿石榴"
TREES = table("t", ROWS)


def told(rule, text, *tables):
    return [label for p in placed(text, *tables) for label in p.labels(list(rule(p)))]


def above(text, *tables):
    return told(remnant.above, text, *(tables or (TREES,)))


def test_figures_above_what_ends_the_label_of_a_row_that_is_missing_may_be_its_own():
    text = "红苹果\n1 2 3\n雪梨大\n青李子 4 5 9\n绿石榴 1 1 2"
    assert above(text) == ["红苹果"]
    assert doubted(text, TREES) == ["红苹果"]
    assert above(text.replace("雪梨大", "大")) == ["红苹果"], (
        "a single sign is told where no group label has it"
    )


def test_figures_beside_their_label_are_its_own():
    text = "红苹果 1 2 3\n雪梨大\n青李子 4 5 9\n绿石榴 1 1 2"
    assert above(text) == ["红苹果"]
    assert doubted(text, TREES) == []


def test_what_is_no_end_of_a_missing_label_tells_nothing():
    for other in ("黄雪", "苹果", "石榴", "果园", "雪梨", "干"):
        assert above(f"红苹果\n1 2 3\n{other}\n青李子 4 5 9\n绿石榴 1 1 2") == [], other
    assert above("红苹果\n1 2 3\n黄雪梨大 1 1 2\n雪梨大\n青李子 4 5 9") == [], "no row is missing"


def test_figures_that_stand_between_are_the_lost_rows():
    assert above("红苹果\n1 2 3\n黄\n4 4 8\n雪梨大\n青李子 4 5 9\n绿石榴 1 1 2") == []


def test_lines_of_centred_labels_that_are_lost_move_no_figures_up():
    """As pdftotext prints them: a row's figures between the lines of its label."""
    own = fill(SCHEMA, seed=4, profile="city")
    lines = render(SCHEMA, own, "row-per-line").splitlines()
    at = next(i for i, line in enumerate(lines) if "重复申请" in line)
    above_it, row = lines[at - 1].split(), lines[at].split()
    label, figures = above_it[0], above_it[1:]
    text = "\n".join([*lines[: at - 1], label, " ".join(row[1:]), "申请", *lines[at + 1 :]])
    assert figures != row[1:]
    cells = gouji.parse(text).cells
    moved = [k for k in cells if "/results.not_processed.petition/" in k]
    assert {cells[k].status for k in moved} == {"ambiguous"}


def test_in_columns_that_are_seen_too():
    text = "红苹果|1|2|3\n雪梨大|||\n青李子|4|5|9\n绿石榴|1|1|2"
    assert above(text) == ["红苹果"]
    assert doubted(text, TREES) == [], "its figures stand beside its label"


COUNTS = table("t", "新收件数量 上年件数量 办结件数量 其他")


def tails(text):
    return told(remnant.tails, text, COUNTS)


def test_a_label_that_ends_on_its_own_line_as_a_missing_one_does_may_end_that_ones_row():
    text = "新收件\n数量 1 2 3\n办结件数量 4 5 9\n其他 1 1 2"
    assert tails(text) == ["新收件数量"]
    assert doubted(text, COUNTS) == ["新收件数量"]
    assert tails(text.replace("数量 1 2 3\n", "数量\n1 2 3\n")) == ["新收件数量"]


def test_one_on_a_line_with_its_beginning_or_with_the_next_row_below_is_its_own():
    assert tails("新收件数量 1 2 3\n办结件数量 4 5 9\n其他 1 1 2") == []
    assert tails("新收件\n数量 1 2 3\n上年件数量 4 5 9\n其他 1 1 2") == []
    assert tails("新收件 1 2 3\n数量\n办结件数量 4 5 9\n其他 1 1 2") == []
    assert tails("新收件数量 1 2 3\n上年件数量 4 5 9\n办结件\n数量 1 1 2") == []


def test_the_lost_rows_may_stand_in_any_block_and_in_two():
    blocks = table("t", "红苹果 黄雪梨大", "青李子 紫葡萄干 绿石榴")
    whole = "红苹果 1 2 3\n黄雪梨大 1 2 3\n"
    assert above(f"{whole}青李子\n4 5 9\n葡萄干\n绿石榴 1 1 2", blocks) == ["青李子"]
    assert above("红苹果\n1 2 3\n李子\n紫葡萄干 4 5 9\n绿石榴 1 1 2", blocks) == ["红苹果"]
    assert above("红苹果\n1 2 3\n雪梨大\n紫葡萄干 4 5 9\n绿石榴 1 1 2", blocks) == ["红苹果"]


def test_the_next_blocks_rows_are_not_lost_between_two_of_this():
    blocks = table("t", "红苹果 黄雪梨 青李子", "紫葡萄干 绿石榴")
    text = "红苹果\n1 2 3\n葡萄干\n青李子 4 5 9\n绿石榴 1 1 2"
    assert above(text, blocks) == []
    assert above(text.replace("葡萄干", "雪梨"), blocks) == ["红苹果"]


def test_a_blank_cell_is_passed_and_is_no_end_of_a_label():
    rows = "红苹果|1|2|3\n{}\n青李子|4|5|9\n绿石榴|1|1|2"
    assert above(rows.format("|雪梨大||")) == ["红苹果"]
    assert above(rows.format("|||")) == []


def test_a_label_of_another_table_or_a_sign_of_the_header_is_no_end():
    text = "红苹果\n1 2 3\n雪梨大\n青李子 4 5 9\n绿石榴 1 1 2"
    assert above(text, TREES, table("u", "雪梨大 雪梨小")) == []
    assert above(text.replace("雪梨大", "数"), table("t", "红苹果 梨个数 青李子 绿石榴")) == []


def test_a_label_on_one_line_or_without_figures_ends_no_other_row():
    assert tails("新收件 数量 1 2 3\n办结件数量 4 5 9\n其他 1 1 2") == []
    assert tails("新收件\n数量\n办结件数量 4 5 9\n其他 1 1 2") == []


def test_a_row_without_figures_or_with_figures_within_its_label_has_no_others():
    assert above("红苹果\n雪梨大\n青李子 4 5 9\n绿石榴 1 1 2") == []
    assert above("红苹\n1 2 3\n果\n雪梨大\n青李子 4 5 9\n绿石榴 1 1 2") == []
