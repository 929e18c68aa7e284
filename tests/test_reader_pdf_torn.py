"""PDF files with figures that are broken into lines, or whose following lines may not be shown."""

from __future__ import annotations

import pytest

from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")


def lines(paper):
    (document,) = ENGINE.open(paper.data())
    return [line.split() for line in document.text.splitlines()]


def test_a_broken_figure_beside_a_row_stands_in_it():
    paper = Paper()
    paper.say(40, 50, "2714")
    paper.say(40, 62, "0")
    paper.say(10, 56, "甲")
    paper.say(100, 56, "27140")
    assert lines(paper) == [["\ufffd2714"], ["甲", "\ufffd", "27140"], ["\ufffd0"]]


def test_blanks_of_any_width_among_rows_are_no_text():
    rows = [["名称", "自然人", "企业"], ["规章", "11", "13"], ["文件", "12", "14"]]
    paper = Paper()
    for row in rows:
        for number, text in enumerate(row):
            paper.say(40 + 110 * number, paper.y + 12, f"\u3000{text}\u3000\u3000")
        paper.y += 20
    (found,) = ENGINE.tables(paper.data())
    assert [list(row) for row in found.rows()] == rows


def test_a_figure_over_the_papers_side_that_fills_its_cell_may_go_on_below_and_is_none():
    paper = Paper(size=(155, 300))
    table(paper, [["名称", "甲"], ["规章", "20515"], ["文件", "123"]], [40, 130, 163], height=40)
    (found,) = ENGINE.tables(paper.data())
    assert [list(row)[1] for row in found.rows()] == ["甲", "\ufffd20515", "123"]


@pytest.mark.parametrize("left", [True, False], ids=["its left", "its right"])
def test_a_clip_of_which_text_shows_one_side_that_cuts_does_not_cut_at_the_other(left):
    paper = Paper()
    paper.say(170 if left else 200, 40, "申请人情")
    name = f"q 175 700 60 142 re W n {paper.pages[-1].pop()} Q"
    paper.say(209, 60, "12345")
    paper.pages[-1].append(name)
    assert lines(paper)[-1] == (["12345"] if left else [5 * "\ufffd"])


def test_a_figure_alone_above_a_row_is_in_no_header():
    paper = Paper()
    for texts in (["名称", "本年数量"], ["许可甲乙"], ["", "970"], ["名称", "本年数量"], ["处罚", "1"]):
        for number, text in enumerate(texts):
            if text:
                paper.say(40 + 70 * number, paper.y + 12, text)
        paper.y += 20
    (found,) = ENGINE.tables(paper.data())
    assert not any("970" in row for row in found.rows())


def test_a_figure_right_below_words_is_in_no_header_with_them():
    paper = Paper()
    paper.say(40, 50, "名称")
    paper.say(110, 50, "本年数量")
    paper.say(110, 62, "970")
    for n, texts in enumerate((["许可甲乙", ""], ["名称", "本年数量"], ["处罚", "1"])):
        for number, text in enumerate(texts):
            if text:
                paper.say(40 + 70 * number, 92 + 20 * n, text)
    assert not any(
        "970" in cell for found in ENGINE.tables(paper.data()) for row in found.rows() for cell in row
    )
