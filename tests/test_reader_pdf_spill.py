"""PDF files whose rows are too low for their words, which spill over the rows above and below."""

from __future__ import annotations

import numpy as np
import pytest

from gouji_readers import pdf_spill
from gouji_readers.pdf_block import Block, Drawn
from gouji_readers.pdf_lines import Piece
from gouji_readers.pdf_rules import Ruled
from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

XS = [40, 110, 150, 190]
FIGURES = [["", "甲", "乙"], ["", "11", "12"], ["", "21", "22"], ["", "31", "32"], ["", "41", "42"]]
TWO = ["1.申请人逾期不", "补正"]
THREE = ["2.申请人未按要", "求缴纳费用且不", "补正"]
HEIGHT, SIZE, PITCH = 12.0, 8, 10.0


def sheet(labels, way=0.5):
    """Rows lower than their labels, which are drawn behind all figures and lie around their row's middle."""
    paper = Paper(size=(240, 300))
    table(paper, FIGURES, XS, height=HEIGHT, size=SIZE)
    for row, lines in enumerate(labels):
        base = 40 + HEIGHT * (row + 0.5) + SIZE / 3 - way * PITCH * (len(lines) - 1)
        for number, line in enumerate(lines):
            paper.say(XS[0] + 2, base + number * PITCH, line, SIZE)
    return paper.data()


def said(data):
    (found,) = ENGINE.tables(data)
    return [row[0] for row in found.rows()]


def test_words_that_spill_over_other_rows_are_their_own_rows():
    assert said(sheet([["名称"], ["规章"], TWO, THREE, ["文件"]])) == [
        "名称",
        "规章",
        "".join(TWO),
        "".join(THREE),
        "文件",
    ]


@pytest.mark.parametrize(
    ("labels", "way"),
    [
        ([["名称"], ["规章"], THREE, [], ["文件"]], 0.5),
        ([["名称"], ["规章"], THREE, TWO, []], 0.0),
        ([["名称"], [], TWO, THREE, ["文件"]], 1.0),
    ],
    ids=["one of three lines", "lines above others", "lines below others"],
)
def test_words_of_which_the_page_tells_no_row_name_none(labels, way):
    named = {"名称", "规章", "文件", ""}
    assert all(text in named or "\ufffd" in text for text in said(sheet(labels, way)))


def test_a_letter_over_an_ordinal_leaves_both_unreadable():
    paper = Paper(size=(240, 300))
    table(paper, [["名称", "甲"], ["3.其他", "12"]], XS[:3])
    paper.say(XS[0] + 2, 73, "请", 10)
    assert said(paper.data()) == ["名称", 6 * "\ufffd"]


def test_cells_drawn_in_turn_are_two_where_their_lines_are_not_as_far_apart():
    paper = Paper(size=(240, 300))
    table(paper, FIGURES, XS, height=HEIGHT, size=SIZE)
    for row, lines in ((1, ["行政", "许可"]), (3, ["信息", "内容"])):
        base = 40 + HEIGHT * (row + 0.5) + SIZE / 3 - PITCH / 2
        for number, line in enumerate(lines):
            paper.say(XS[0] + 2, base + number * PITCH, line, SIZE)
    assert [text.replace("\n", "") for text in said(paper.data())] == ["", "行政许可", "", "信息内容", ""]


@pytest.mark.parametrize(
    ("rows", "bases", "ways"),
    [
        (1, (16.0, 24.0), [1]),
        (4, (20.0, 28.0, 37.0), []),
        (4, (10.0, 19.0, 27.0), [0]),
        (4, (31.0, 41.0, 50.0), [2]),
        (3, (24.0, 30.0, 36.0), [1]),
    ],
    ids=["a row's", "level with an inner row", "top", "bottom", "middle"],
)
def test_words_of_a_cell_of_several_rows_tell_their_line_by_its_ends_and_its_middle_only(rows, bases, ways):
    """Rows lie ten points apart, their figures' baselines at 10, 20 and so on."""
    first = 2 if rows < 4 else 1
    cells = np.arange(12).reshape(6, 2)
    cells[first : first + rows, 0] = cells[first, 0]
    if rows == 1:
        cells[first, 0] = 4
    ruled = Ruled(np.array([0.0, 50, 90]), 10.0 * np.arange(7) - 4, cells, *2 * [np.zeros(2, dtype=bool)])
    lines = [Drawn(Piece("许可", (5, base - 7, 25, base + 1), 8.0, []), base, []) for base in bases]
    grid = pdf_spill._Grid(ruled, [10.0 * row for row in range(6)])
    found = dict(pdf_spill._ways(Block(lines, [False] * len(lines)), grid))
    assert sorted(found) == ways
