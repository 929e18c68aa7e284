"""PDF files: text set from side to side of its column, signs of one figure far apart."""

from __future__ import annotations

import pytest

from pdf_files import Paper, table, width
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

COLUMNS = [(40, 110), (114, 184), (188, 258)]


def at_once(paper, y, signs, size=10):
    """Signs at places on one line, drawn at once without a blank between."""
    said, end = [], signs[0][0]
    for x, sign in signs:
        said.append(f"{-(x - end) * 1000 / size:.1f} <{ord(sign):04x}>")
        end = x + width(sign, size)
    left, height = signs[0][0], paper.size[1] - y
    paper.pages[-1].append(f"BT /F {size} Tf {left:.2f} {height:.2f} Td [{' '.join(said)}] TJ ET")


def justified(paper, y, text, sides):
    """A text over the whole of its column; one sign stands at its left."""
    left, right = sides
    gap = (right - left - width(text, 10)) / max(len(text) - 1, 1)
    places = [left + n * gap + width(text[:n], 10) for n in range(len(text))]
    at_once(paper, y, list(zip(places, text, strict=True)))


def print_rows(*rows):
    paper = Paper()
    for number, row in enumerate(rows):
        for text, sides in zip(row, COLUMNS, strict=True):
            if text:
                justified(paper, 60 + 18 * number, text, sides)
    paper.y = 60 + 18 * len(rows)
    paper.line("六、其他需要报告的事项")
    return paper


def rows(paper):
    return [found.rows() for found in ENGINE.tables(paper.data())]


def test_digits_spread_over_a_column_that_words_fill_are_one_figure():
    said = [["信息内容", "制发件数", "现行有效"], ["规章", "2545", "17"], ["规范性文件", "368", "5"]]
    assert rows(print_rows(*said)) == [said]


def test_digits_spread_in_cells_with_rules_are_one_figure():
    said = [["信息内容", "制发件数", "现行有效"], ["规章", "2545", "17"], ["规范性文件", "368", "5"]]
    paper = print_rows(*said)
    paper.y = 45
    table(paper, [["", "", ""]] * 3, [38, 112, 186, 260], height=18)
    assert rows(paper) == [said]


def test_figures_of_other_lengths_show_a_column_too():
    paper = print_rows(["", "丙", "丁"], ["", "25457", "17"], ["", "3680", "5"])
    (document,) = ENGINE.open(paper.data())
    assert all(figure in document.text for figure in ("25457", "3680"))


@pytest.mark.parametrize("last", ["3", "30"])
def test_a_row_of_figures_drawn_at_once_is_no_figure(last):
    paper = Paper()
    for number, x in enumerate((100, 130, 160, 190)):
        paper.say(x, 60, "甲乙丙丁"[number])
    for y, digits in ((80, "2545"), (100, "3680")):
        paper.say(40, y, "规章")
        at_once(paper, y, [(100 + 30 * n, sign) for n, sign in enumerate(digits)])
    at_once(paper, 120, [(100, "1"), (160, "7"), (190, last[0])])
    (document,) = ENGINE.open(paper.data())
    assert not any(figure in document.text for figure in ("2545", "3680", "17"))


@pytest.mark.parametrize("moved", [0, 3])
def test_a_mark_of_another_font_in_a_spread_name_is_the_name_s_own(moved):
    paper = Paper()
    for x, name in ((40, "内容"), (100, "上年"), (300, "处理")):
        paper.say(x, 60, name)
    at_once(paper, 60, [(150 + 25 * n, sign) for n, sign in enumerate("本年增")])
    at_once(paper, 60, [(225 + moved, "/"), (245, "减")])  # the first is half as wide as the other signs
    for y in range(80, 160, 18):
        for x, text in ((40, "许可"), (104, "11"), (198, "12"), (304, "13")):
            paper.say(x, y, text)
    assert ("本年增/减" in [name for found in rows(paper) for name in found[0]]) == (not moved)


def test_marks_of_another_font_around_a_word_are_its_labels():
    """Both are drawn behind it at once; as one cell they were a row's label, without the label's words."""
    paper = Paper()
    for x, name in ((40, "内容"), (160, "上年"), (300, "处理")):
        paper.say(x, 60, name)
    for row, label in enumerate(["规章", "文件", "3.危及三安全", *("许可", "处罚", "强制") * 2]):
        y = 80 + 18 * row
        at_once(paper, y, [(40 + width(label[:n], 10) + 5 * (n > 3), sign) for n, sign in enumerate(label)])
        if "." in label:
            at_once(paper, y, [(70, "“"), (105, "”")], 5)
        for x, text in ((164, "11"), (304, "13")):
            paper.say(x, y, text)
    (document,) = ENGINE.open(paper.data())
    assert "3.危及“三安全”\t11\t13" in document.text
