"""PDF files with words drawn from right to left or upward, as where the text of cells is turned."""

from __future__ import annotations

import pytest

from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

XS = [40, 140, 280, 420]
BODY = [["规章", "5", "12"], ["规范性文件", "7", "30"]]
NAMES = ["信息内容", "本年新制作数量", "本年新公开数量"]
STEP = 14.8


def print_of(names, *, prose="各级行政机关应当依照本办法的规定及时准确地公开政府信息", backward=True):
    """A ruled table, the names of whose columns are drawn sign by sign, leftwards or from the left."""
    paper = Paper()
    paper.say(40, 30, prose)
    table(paper, [["", "", ""], *BODY], XS)
    for left, name in zip(XS, names, strict=False):
        places = [left + 6 + STEP * n for n in range(len(name))]
        for x, sign in zip(places[::-1] if backward else places, name, strict=True):
            paper.say(x, 53, sign, 9)
    return paper.data()


def header(data):
    (found,) = ENGINE.tables(data)
    return ["".join(text.split()) for text in found.rows()[0]]


def test_words_drawn_leftwards_by_even_steps_are_read_as_they_were_drawn():
    assert header(print_of(NAMES)) == NAMES


def test_the_same_words_drawn_from_the_left_are_read_by_their_places():
    assert header(print_of(NAMES, backward=False)) == NAMES


def test_where_much_of_a_page_is_drawn_leftwards_places_count():
    backward = [name[::-1] for name in NAMES]
    assert header(print_of(NAMES, prose="公开")) == backward


def test_two_signs_are_no_word():
    assert header(print_of(["数量", "甲乙", "丙丁"])) == ["量数", "乙甲", "丁丙"]


def test_a_figure_among_the_signs_is_left_where_it_stands():
    assert header(print_of(["信息内容", "本年12件", "本年新公开数量"]))[1] == "件21年本"


HEADLONG, UPWARD = "-1 0 0 -1", "0 1 -1 0"
"""Turns of a sign: on its head, and as text that runs upward."""


def upward(turns, *, drawn=None, names=("信息内容", "本年增/减", "处理决定数量")):
    """A table whose names of columns but the first are set upward, each sign by itself and turned."""
    paper = Paper()
    table(paper, [["", "", ""]], XS, height=90)
    table(paper, BODY, XS)
    paper.say(50, 90, names[0])
    for left, name in zip(XS[1:], names[1:], strict=False):
        for n in drawn or range(len(name)):
            x, y = left + 60, paper.size[1] - 118 + 11 * n
            turn, y = (UPWARD, y - 6) if name[n] == "/" else (turns, y)
            paper.pages[-1].append(f"BT /F 10 Tf {turn} {x} {y} Tm <{ord(name[n]):04x}0020> Tj ET")
    return paper.data()


def test_signs_on_their_heads_that_are_drawn_upward_are_read_as_they_were_drawn():
    assert header(upward(HEADLONG)) == ["信息内容", "本年增/减", "处理决定数量"]


def test_so_are_words_that_run_upward():
    """PDFium drops words of which no sign has a glyph, where they are turned."""
    paper = Paper()
    table(paper, [["信息内容", "", ""]], XS, height=90)
    table(paper, BODY, XS)
    for left, name in ((140, "本年新开/废止"), (280, "本年增/减")):
        codes = "".join(f"{ord(sign):04x}" for sign in name)
        paper.pages[-1].append(f"BT /F 10 Tf {UPWARD} {left + 60} {paper.size[1] - 125} Tm <{codes}> Tj ET")
    assert header(paper.data()) == ["信息内容", "本年新开/废止", "本年增/减"]


def test_a_sign_drawn_before_those_that_it_follows_stands_behind_them():
    names = ("信息内容", "本年增/减", "对外公开总")
    assert header(upward(HEADLONG, drawn=[0, 1, 3, 2, 4], names=names)) == list(names)


def test_upright_signs_below_each_other_are_read_downward():
    names = ["信息内容", "年本新旧", "处理决定数量"]
    assert header(upward("1 0 0 1", names=names))[2] == names[2][::-1]
