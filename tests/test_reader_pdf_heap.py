"""PDF files without rules whose rows are too low for their labels, which stand over those of other rows."""

from __future__ import annotations

import pytest

from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

XS = [40, 110, 150, 190]
FIGURES = [["", "甲", "乙"], ["", "11", "12"], ["", "21", "22"], ["", "31", "32"], ["", "41", "42"]]
TWO = ["1.申请人逾期不", "补正"]
THREE = ["2.申请人未按要", "求缴纳费用且不", "补正"]
SIZE, PITCH = 8, 10.0


def heap(labels, way=0.5, rows=FIGURES, xs=XS, height=12.0):
    """Rows without rules, drawn before their labels, which lie around their row's first, middle or last line."""
    paper = Paper(size=(240, 300))
    table(paper, rows, xs, ruled=False, height=height, size=SIZE)
    for row, lines in enumerate(labels):
        base = 40 + height * (row + 0.5) + SIZE / 3 - way * PITCH * (len(lines) - 1)
        for number, line in enumerate(lines):
            paper.say(xs[0] + 2, base + number * PITCH, line, SIZE)
    (document,) = ENGINE.open(paper.data())
    return document.text


@pytest.mark.parametrize("way", [0.5, 1.0])
def test_words_over_others_are_their_own_rows(way):
    text = heap([["名称"], ["规章"], TWO, THREE, ["文件"]], way)
    assert "".join(TWO) + "\t21\t22" in text
    assert "".join(THREE) + "\t31\t32" in text


def test_words_over_others_of_which_nothing_tells_the_row_are_unreadable():
    text = heap([["名称"], ["规章"], THREE, THREE, ["文件"]])
    assert "\ufffd" in text
    assert "".join(THREE) + "\t" not in text


COLUMN = [["", own] for own in ["第（五）项", "决定数量", "351", "第（六）项", "决定数量", "2503", "228"]]
NAMES = [[], ["信息内", "容"], ["行政许", "可"], [], ["信息内", "容"], ["行政处", "罚"], ["行政强", "制"]]
NARROW = [40, 66, 150]


def test_words_over_others_find_their_rows_beside_lines_of_words_and_figures_that_seem_one_cell():
    text = heap(NAMES, rows=COLUMN, xs=NARROW, height=10.8)
    assert set("信息内容行政许可处罚强制") <= set(text)


FILLED = [["名称", *FIGURES[0][1:]], *FIGURES[1:3], ["规章", *FIGURES[3][1:]], ["文件", *FIGURES[4][1:]]]


def test_labels_that_fill_their_rows_are_parted_by_the_figures_beside_them():
    text = heap([[], ["行政", "处罚"], ["行政", "强制"]], rows=FILLED, height=2 * PITCH)
    assert "行政处罚\t11\t12\n行政强制\t21\t22" in text


@pytest.mark.parametrize("lines", [["行政", "处罚", "强制"], ["行政", "处罚", "以及", "行政", "强制"]])
def test_a_label_beside_two_rows_is_unreadable_where_its_lines_are_not_level_with_them(lines):
    text = heap([[], lines], way=0.0, rows=FILLED, height=2 * PITCH)
    assert not set("".join(lines)) & set(text)


@pytest.mark.parametrize("signs", ["", "项目数", "项目数量"])
def test_upright_words_do_not_tell_by_which_line_others_are_level(signs):
    """Upright words of a header above figures end level with the name that is right of them."""
    rows = [["", "", "", "丙"], *([*row, "5"] for row in FIGURES[1:])]
    paper = Paper(size=(280, 300), y=80)
    table(paper, rows, [*XS, 230], ruled=False, height=12.0, size=SIZE)
    for column in (1, 2):
        for below, sign in enumerate(signs):
            paper.say(XS[column] + 4, 86 + SIZE / 3 - PITCH * (len(signs) - 1 - below), sign, SIZE)
    for row, lines in enumerate([["规章"], TWO, THREE, ["文件"]], 1):
        base = 80 + 12.0 * (row + 0.5) + SIZE / 3 - 0.5 * PITCH * (len(lines) - 1)
        for number, line in enumerate(lines):
            paper.say(XS[0] + 2, base + number * PITCH, line, SIZE)
    (document,) = ENGINE.open(paper.data())
    assert "\ufffd" not in document.text


@pytest.mark.parametrize("column", [0, 2], ids=["label", "name of the last column"])
def test_words_that_rules_run_through_are_their_rows_also_where_they_are_over_no_others(column):
    """Without walls, rules between rows cross the lines of what rows are too low for."""
    rows = [["名称", "甲", "乙"], *([f"第{n}项", *FIGURES[n][1:]] for n in range(1, 5))]
    at = 0 if column else 2
    rows[at][column] = ""
    paper = Paper(size=(240, 300))
    table(paper, rows, XS, ruled=False, height=12.0, size=SIZE)
    for row in range(6):
        paper.rule(XS[0], 40 + 12.0 * row, XS[-1], 40 + 12.0 * row)
    for number, line in enumerate(("有效件数", "（件）")):
        base = 40 + 12.0 * (at + 0.5) + SIZE / 3 + PITCH * (number - 0.5)
        paper.say(XS[column] + 2, base, line, SIZE)
    (document,) = ENGINE.open(paper.data())
    assert "有效件数（件）" in document.text
    assert "\ufffd" not in document.text
