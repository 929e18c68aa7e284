"""PDF files: cells drawn after their rows, words printed over others, the raised marks of notes."""

from __future__ import annotations

import pytest

from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

XS = [40, 140, 200, 260]
HEAD = ["名称", "甲", "乙"]


def rows(paper):
    return [found.rows() for found in ENGINE.tables(paper.data())]


def said(paper):
    (document,) = ENGINE.open(paper.data())
    return document.text


def test_words_drawn_after_all_rows_are_in_their_own():
    paper = Paper()
    table(paper, [HEAD, ["", "11", "21"], ["行政许可", "12", "22"], ["", "13", "23"]], XS, ruled=False)
    for number, lines in ((1, ["规章"]), (3, ["行政事业性", "收费总额"])):
        for place, line in enumerate(lines):
            middle = 53 + 20 * number + 11 * (place - (len(lines) - 1) / 2)
            paper.say(44, middle, line)
    paper.line("六、其他需要报告的事项")
    (found,) = rows(paper)
    assert [row[0].replace(" ", "") for row in found] == ["名称", "规章", "行政许可", "行政事业性收费总额"]
    assert [row[1:] for row in found[1:]] == [["11", "21"], ["12", "22"], ["13", "23"]]


def test_words_beside_two_rows_are_in_neither():
    paper = Paper()
    table(paper, [HEAD, ["", "11", "21"], ["", "12", "22"], ["行政许可", "13", "23"]], XS, ruled=False)
    for y in (74, 92):
        paper.say(44, y, "行政处罚数目")
    assert all("行政处罚" not in cell for found in rows(paper) for row in found for cell in row if "1" in row)


def test_words_level_with_two_rows_are_in_that_on_which_the_pages_other_words_have_their_middle():
    paper = Paper()
    xs = [40, 80, 180, 240]
    for y, group, figures in (
        (60, "类别", "甲乙"),
        (90, "行政", "12"),
        (114, "其他", ""),
        (126, "", "34"),
        (160, "总计", "46"),
    ):
        for x, text in zip(xs, (group, "名称" if y == 60 else "", *figures), strict=False):
            if text:
                paper.say(x, y, text)
    for middle, lines in (
        (90, ["许可和处罚决", "定的总数"]),
        (126, ["逾期不补正的", "申请和不再处", "理的申请"]),
    ):
        for place, line in enumerate(lines):
            paper.say(80, middle + 12 * (place - (len(lines) - 1) / 2), line)
    (found,) = rows(paper)
    assert found[0] == ["行政", "许可和处罚决定的总数", "1", "2"]
    assert ["", "逾期不补正的申请和不再处理的申请", "3", "4"] in found


def test_words_over_other_words_are_unreadable_with_all_lines_of_their_cell():
    paper = Paper()
    table(paper, [["名称", "甲", "乙"], ["", "11", "21"], ["", "12", "22"], ["", "13", "23"]], XS)
    for y, line in ((77, "甲类文件总"), (90, "数其中新增"), (90.5, "乙类许可证")):
        paper.say(50, y, line)
    text = said(paper)
    assert not any(word in text for word in ("甲类", "新增", "乙类"))
    assert all(figure in text for figure in ("11", "12", "13", "21", "22", "23"))


@pytest.mark.parametrize("space", [0, 1.4])
def test_the_mark_of_a_note_is_raised_on_its_words_line(space):
    paper = Paper()
    table(paper, [["名称", "甲", "乙"], ["规章", "3", ""]], XS, ruled=False)
    paper.say(44, 93, "总计")
    paper.say(64 + space, 89, "12", 6)
    paper.say(144, 93, "4")
    paper.say(204, 93, "8")
    (found,) = rows(paper)
    assert [[cell.replace(" ", "") for cell in row] for row in found[1:]] == [
        ["规章", "3", ""],
        ["总计¹²", "4", "8"],
    ]


def test_small_figures_beside_large_names_are_no_marks():
    paper = Paper()
    table(paper, [["名称", "数量"], ["许可", "9"]], [40, 68, 120])
    table(paper, [["总计", ""]], [40, 68, 120])
    paper.say(69, 92, "12", 7)
    assert rows(paper) == [[["名称", "数量"], ["许可", "9"], ["总计", "12"]]]
