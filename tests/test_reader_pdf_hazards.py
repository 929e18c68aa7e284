"""PDF files that hide, cut, turn or print over their text, and files that are damaged."""

from __future__ import annotations

import pytest

from gouji.errors import InputError
from pdf_files import Paper, pdf, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

ROWS = [["甲", "乙", "丙"], ["规章", "", "12"], ["文件", "13", "14"]]
Y = 842 - 73
"""Baseline of the row whose first figure is wanting."""


def codes(text):
    return "".join(f"{ord(sign):04x}" for sign in text)


def said(text, x=110.0, y=float(Y), size=10.0, state=""):
    return f"q {state} BT /F {size} Tf {x} {y} Td <{codes(text)} 0020> Tj ET Q"


def turned(matrix, text="99"):
    return f"q BT {matrix} 118 {Y} Tm /F 10 Tf <{codes(text)}> Tj ET Q"


def page(*contents, rows=ROWS):
    paper = Paper()
    table(paper, rows, [40, 100, 160, 220])
    paper.pages[-1] += contents
    return paper


def read(data):
    (found,) = ENGINE.tables(data)
    return found.rows()


NOT_SEEN = {
    "white on white": [said("99", state="1 1 1 rg")],
    "drawn in no way": [said("99", state="3 Tr")],
    "drawn as a clip": [said("99", state="7 Tr")],
    "too small to read": [said("99", size=0.5)],
    "of no size": [said("99", size=0)],
    "clipped away": [said("99", state="0 0 50 50 re W n")],
    "in two clips that share nothing": [said("99", state="0 0 120 842 re W n 300 0 100 842 re W n")],
    "askew": [turned("0.8 0.6 -0.6 0.8")],
    "marks of direction": [said("\u200f\u202e\u200b\ufeff")],
}


def test_what_is_not_seen_is_not_read():
    for name, contents in NOT_SEEN.items():
        assert read(page(*contents).data()) == ROWS, name
    clear = page(said("99", state="/G gs")).data()
    clear = clear.replace(b"/Resources << ", b"/Resources << /ExtGState << /G << /ca 0 >> >> ")
    assert read(clear) == ROWS
    assert read(page(said("99", x=400)).data(extra="/CropBox [0 0 300 842]")) == ROWS


SEEN = {
    "white on a dark ground": [f"0 0 1 rg 101 {Y - 3} 58 14 re f", said("99", state="1 1 1 rg")],
    "a ground drawn before it": [f"1 1 1 rg 101 {Y - 3} 58 14 re f 0 g", said("99")],
    "printed four times to look bold": [said("99", x=110 + shift) for shift in (0, 0.2, 0.4, 0.6)],
    "printed again a little lower": [said("99"), said("99", y=Y - 0.3)],
    "underlined": [said("99"), f"110 {Y - 1.2} 10 0.5 re f"],
    "with marks of direction": [said("\u200e99\u202c", x=100)],
    "in a clip that holds it": [said("99", state="0 0 595 842 re W n 100 700 60 100 re W n")],
}


def test_what_is_seen_is_read_once():
    for name, contents in SEEN.items():
        assert read(page(*contents).data())[1] == ["规章", "99", "12"], name


NO_FIGURE = {
    "drawn over": [said("99"), f"0 g 101 {Y - 3} 58 14 re f"],
    "half drawn over": [said("99"), f"1 1 1 rg 114 {Y - 3} 30 14 re f"],
    "printed over another figure": [said("99"), said("17")],
    "cut by a clip": [said("999", state="40 700 78 142 re W n")],
    "upside down": [turned("-1 0 0 -1")],
    "mirrored": [turned("-1 0 0 1", "17")],
    "upside down and mirrored": [turned("1 0 0 -1")],
    "on its side": [turned("0 1 -1 0", "17")],
    "struck out": [said("99"), f"109 {Y + 3} 12 0.5 re f"],
    "without codes": [f"BT /F 10 Tf 110 {Y} Td <00010002> Tj ET"],
    "of surrogates": [f"BT /F 10 Tf 110 {Y} Td <d835d835> Tj ET"],
}


def test_what_cannot_be_told_is_no_figure():
    for name, contents in NO_FIGURE.items():
        cell = read(page(*contents).data())[1][1]
        assert cell, name
        assert not cell.replace(" ", "").isdigit(), (name, cell)


STRIKE = "{0} {1} {2} 0.5 re f"
CHANGED = {
    "the new one behind it": [said("98", x=104), STRIKE.format(104, Y + 3, 11), said("99", x=115)],
    "both over two lines": [
        said("987", x=104, y=Y + 7),
        STRIKE.format(104, Y + 10, 15),
        said("8", x=106, y=Y - 4),
        STRIKE.format(106, Y - 1, 6),
        said("99", x=112, y=Y - 4),
    ],
    "the new one on the next line": [
        said("987", x=104, y=Y + 7),
        STRIKE.format(104, Y + 10, 15),
        said("99", x=106, y=Y - 4),
    ],
}
"""The glyphs of this font are a point wider than said."""


def test_a_figure_that_was_struck_out_and_replaced_is_the_new_one():
    for name, contents in CHANGED.items():
        assert read(page(*contents).data())[1] == ["规章", "99", "12"], name


LOW = [["甲", "乙", "丙"], ["", "11", "12"], ["文件", "13", "14"]]
CELL = "40 762 60 20 re W n"


def low(*lines, first=58, clip=CELL):
    """A cell too low for its lines: those that it cuts are clipped, the others are not."""
    said_at = [(text, first + 12 * number) for number, text in enumerate(lines)]
    cut = [clip if not 68 < y < 80 else "" for _, y in said_at]
    return [said(text, x=44, y=842 - y, state=own) for (text, y), own in zip(said_at, cut, strict=True)]


def test_a_label_that_its_cell_is_too_low_for_is_read_whole():
    lines = low("行政许可", "和其他管", "理的事项")
    for contents in (lines, [*lines, "0 g 0.3 w 40 762 m 220 762 l S"]):
        assert read(page(*contents, rows=LOW).data())[1] == ["行政许可和其他管理的事项", "11", "12"]


def test_what_a_low_cell_hides_is_no_figure_and_no_label_of_which_nothing_is_seen():
    hidden = [
        low("规章", "98", first=73),
        low("规章", "甲98", first=73),
        low("规章", "98件", first=73),
        low("许可", "处罚", first=20),
    ]
    for contents in hidden:
        rows = read(page(*contents, rows=LOW).data())
        assert not any("9" in text or "处" in text for row in rows for text in row)


def test_a_strike_through_a_part_of_what_was_drawn_at_once_leaves_all_unreadable():
    for left, length in ((104, 6), (103, 10), (104, 12)):
        contents = [said("9899", x=104), STRIKE.format(left, Y + 3, length)]
        assert not read(page(*contents).data())[1][1].replace(" ", "").isdigit()
    beside = [said("98", x=104), STRIKE.format(102, Y + 3, 13), said("99", x=115)]
    assert not read(page(*beside).data())[1][1].replace(" ", "").isdigit()


def test_a_type_3_font_and_one_without_codes_say_nothing():
    glyphs = "/CharProcs << /a 5 0 R >> /Encoding << /Differences [49 /seven /eight] >>"
    shape = "/FontBBox [0 0 1 1] /FontMatrix [1 0 0 1 0 0] /FirstChar 49 /LastChar 50 /Widths [1 1]"
    font = f"<< /Type /Font /Subtype /Type3 {shape} {glyphs} >>"
    drawn = pdf("BT /F 10 Tf 40 700 Td (12 ) Tj ET", third=font).replace(b"/F 4 0 R", b"/F 3 0 R")
    for data in (drawn, page().data().replace(b"/ToUnicode 5 0 R ", b"")):
        (document,) = ENGINE.open(data)
        assert not any(sign.isdigit() for sign in document.text)


@pytest.mark.parametrize("matrix", ["0 1 -1 0 842 0 cm", "0 -1 1 0 -247 842 cm", "-1 0 0 -1 595 842 cm"])
def test_a_page_whose_text_lies_on_its_side_is_turned(matrix):
    rows = [["A", "B", "C"], ["D", "", "12"], ["E", "13", "14"]]
    paper = page(rows=rows)
    paper.pages[-1].insert(0, matrix)
    assert read(paper.data()) == rows
    for quarter in (90, 180, 270):
        assert read(paper.data(extra=f"/Rotate {quarter}")) == rows


WHOLE = page().data()
DAMAGED = {
    "cut in the middle": (WHOLE[: len(WHOLE) // 2], "cut off"),
    "cut behind its head": (WHOLE[:12], "cut off"),
    "cut before its table": (WHOLE[:-150], "cut off"),
    "a head alone": (b"%PDF-1.7", "cut off"),
    "pages without end": (WHOLE.replace(b"/Count 1", b"/Count 999999"), "999999 pages"),
    "pages within themselves": (WHOLE.replace(b"/Kids [6 0 R]", b"/Kids [2 0 R]"), "damaged"),
    "no pages": (WHOLE.replace(b"/Kids [6 0 R]", b"/Kids [     ]"), "damaged"),
    "another file with its mark": (b"<html>%PDF-1.4</html>", "cut off|damaged"),
}


def test_a_damaged_file_is_told_to_be_one():
    for data, told in DAMAGED.values():
        with pytest.raises(InputError, match=told):
            ENGINE.open(data)


def test_what_a_reader_can_mend_is_read():
    assert read(WHOLE.replace(b"startxref\n", b"startxref\n9")) == ROWS
    assert read(b"junk\n" * 50 + WHOLE) == ROWS
    assert read(page().data(extra="/UserUnit 2")) == ROWS
    assert read(page().data(extra="/MediaBox [595 842 0 0]")) == ROWS
