"""PDF files with words drawn from right to left, as LibreOffice prints cells whose text is turned."""

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
