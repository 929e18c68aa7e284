"""PDF files: places of characters and rules decide which cell a figure stands in."""

from __future__ import annotations

import shutil
import subprocess
from contextlib import suppress
from dataclasses import replace

import pytest

import patience
from gouji.errors import GoujiError, InputError
from gouji.extra import MissingExtraError
from gouji_readers import pdf as reader
from pdf_files import Paper, Style, pdf, print_sheet, table
from reader_reports import ENGINE, HEADINGS, html_of, report, verdicts

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

TITLE = "某县人民政府2021年政府信息公开工作年度报告"
STYLES = {
    "grid": Style(),
    "none": Style(across=False, down=False),
    "none, left": Style(across=False, down=False, side="left"),
    "none, right": Style(across=False, down=False, side="right"),
    "rules across": Style(down=False),
    "rules down": Style(across=False),
    "narrow": Style(size=7, pad=1, stub=40, column=26),
    "wide and high": Style(pad=9, stub=75, column=44),
}


def printed(edition, style, profile="city", size=(842, 595), *, number=False):
    sheets, truth = report(edition, profile)
    paper = Paper(size=size)
    paper.line(TITLE, 16)
    for name, sheet in sheets.items():
        paper.line(HEADINGS[name], 12)
        paper.y += 12
        print_sheet(paper, sheet, style if sheet.width < 14 else replace(style, column=min(style.column, 42)))
        paper.y += 20
    for page, content in enumerate(paper.pages if number else (), 1):
        content.insert(0, f"BT /F 9 Tf 300 20 Td <{ord(str(page)):04x}> Tj ET")
    return paper, truth


@pytest.mark.parametrize("profile", ["city", "gaps"])
@pytest.mark.parametrize("style", STYLES)
def test_every_figure_of_a_report_is_read_in_any_house_style(style, profile):
    paper, truth = printed("2021", STYLES[style], profile)
    found = verdicts(paper.data(), truth)
    assert not found["wrong"]
    assert found["right"] >= 0.98 * (found["right"] + found["open"]), found


@pytest.mark.parametrize("style", ["grid", "none"])
def test_page_numbers_part_no_table_and_fill_no_cell(style):
    paper, truth = printed("2021", STYLES[style], "gaps", size=(842, 300), number=True)
    assert len(paper.pages) > 3
    found = verdicts(paper.data(), truth)
    assert not found["wrong"]
    assert found["right"] >= 0.98 * (found["right"] + found["open"]), found


@pytest.mark.parametrize("style", ["grid", "none"])
def test_a_page_that_lies_on_its_side_is_read_as_it_is_looked_at(style):
    paper, truth = printed("2021", STYLES[style])
    upright = verdicts(paper.data(), truth)
    for turned in (90, 180, 270):
        assert verdicts(paper.data(extra=f"/Rotate {turned}"), truth)["wrong"] == 0
    assert upright["right"]


def rows(paper):
    return [t.rows() for t in ENGINE.tables(paper.data())]


def test_a_figure_says_on_which_page_and_where_it_stands():
    paper, _ = printed("2021", STYLES["grid"])
    cells = ENGINE.parse(paper.data()).to_dict()["cells"]
    origin = next(c for c in cells if c["key"] == "proactive/regulations/made")["origins"][0]
    assert origin["page"] == 1
    left, top, right, bottom = origin["box"]
    assert 40 < left < right < 842
    assert 40 < top < bottom < 595


def test_blank_cells_shift_no_figure():
    paper = Paper()
    table(
        paper,
        [["信息", "甲", "乙", "丙"], ["规章", "", "5", ""], ["文件", "7", "", "8"]],
        [40, 100, 160, 220, 280],
    )
    assert rows(paper) == [[["信息", "甲", "乙", "丙"], ["规章", "", "5", ""], ["文件", "7", "", "8"]]]


def test_frames_of_cells_that_do_not_touch_are_one_table():
    paper = Paper()
    for row in range(3):
        for column in range(3):
            x, y = 40 + 60 * column, 40 + 20 * row
            for line in (
                (x, y, x + 58, y),
                (x, y + 18, x + 58, y + 18),
                (x, y, x, y + 18),
                (x + 58, y, x + 58, y + 18),
            ):
                paper.rule(*line)
            paper.say(x + 5, y + 12, str(10 * row + column + 11))
    assert rows(paper) == [[["11", "12", "13"], ["21", "22", "23"], ["31", "32", "33"]]]


def test_a_figure_broken_by_its_narrow_cell_is_one_and_two_figures_in_a_cell_are_none():
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", ""], ["文件", ""], ["收费", ""]], [40, 100, 121], height=30)
    for y, lines in ((82, ("12", "34")), (112, ("1", "2")), (142, ("789",))):
        for n, line in enumerate(lines):
            paper.say(104, y + 11 * n, line)
    (found,) = ENGINE.tables(paper.data())
    assert found.rows()[1][1] == "1234"
    assert found.rows()[2][1] != "12"


def test_figures_broken_evenly_by_narrow_columns_are_whole():
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", ""], ["文件", ""]], [40, 100, 118], height=30)
    for y, lines in ((82, ("12", "3")), (112, ("45", "67"))):
        for n, line in enumerate(lines):
            paper.say(104, y + 11 * n, line)
    (found,) = ENGINE.tables(paper.data())
    assert [row[1] for row in found.rows()[1:]] == ["123", "4567"]


def test_two_figures_above_each_other_that_their_column_fits_are_none():
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", ""], ["文件", "56"]], [40, 100, 118], height=30)
    for n, line in enumerate(("12", "34")):
        paper.say(104, 82 + 11 * n, line)
    (found,) = ENGINE.tables(paper.data())
    assert found.rows()[1][1] != "1234"


def test_two_figures_side_by_side_in_a_cell_are_no_figure():
    paper = Paper()
    table(paper, [["甲", "乙", "丙"], ["规章", "", "3"]], [40, 100, 160, 220])
    paper.say(105, 73, "1")
    paper.say(125, 73, "2")
    assert "12" not in str(rows(paper))


def test_text_that_lies_askew_or_is_drawn_unseen_is_not_printed():
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", "11"]], [40, 100, 160])
    paper.pages[-1].append("q BT 0.7 0.7 -0.7 0.7 104 768 Tm /F 20 Tf <00390039> Tj ET Q")
    paper.pages[-1].append("q BT 3 Tr /F 10 Tf 118 768 Td <00390039> Tj ET Q")
    assert rows(paper) == [[["甲", "乙"], ["规章", "11"]]]


def test_text_recognised_on_a_picture_is_read_and_said_to_be():
    (document,) = ENGINE.open(pdf("BT 3 Tr /F 10 Tf 40 700 Td <89c47ae0> Tj ET"))
    assert "规章" in document.text
    assert "may be misread" in document.encoding.reason


def test_what_is_filled_into_a_field_is_in_its_cell():
    field = "BT /F 10 Tf 2 4 Td <00340032> Tj ET"
    look = f"<< /Type /XObject /Subtype /Form /BBox [0 0 40 14] /Resources << /Font << /F 4 0 R >> >> /Length {len(field)} >>"
    annotation = "/Annots [<< /Type /Annot /Subtype /Widget /FT /Tx /T (a) /F 4 /Rect [104 764 144 778] /AP << /N 3 0 R >> >>]"
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", ""]], [40, 100, 160])
    filled = paper.data(extra=annotation, third=f"{look}\nstream\n{field}\nendstream")
    assert [t.rows() for t in ENGINE.tables(filled)] == [[["甲", "乙"], ["规章", "42"]]]


def test_a_character_printed_twice_to_look_bold_is_one():
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", ""]], [40, 100, 160])
    for shift in (0, 0.3):
        paper.say(104 + shift, 73, "11")
    assert rows(paper) == [[["甲", "乙"], ["规章", "11"]]]


def test_the_number_of_a_note_and_a_figure_struck_out_are_no_digits():
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", "11"], ["文件", "12"]], [40, 100, 160])
    paper.say(114.5, 70, "2", 6)
    paper.rule(103, 90, 115, 90)
    said = [row[1] for row in rows(paper)[0][1:]]
    assert "112" not in said
    assert "12" not in said
    assert not any(text.isdigit() for text in said)


def test_a_table_wider_than_its_paper_is_read_whole_and_what_is_cropped_is_hidden():
    paper = Paper(size=(300, 400))
    table(paper, [["甲", "乙", "丙"], ["规章", "11", "123456"], ["文件", "12", "5"]], [40, 100, 275, 360])
    (found,) = (t.rows() for t in ENGINE.tables(paper.data()))
    assert [row[2] for row in found] == ["丙", "123456", "5"]
    (cropped,) = (t.rows() for t in ENGINE.tables(paper.data(extra="/CropBox [0 0 292 400]")))
    assert cropped == [["甲", "乙", ""], ["规章", "11", ""], ["文件", "12", ""]]  # the last ones not seen


def test_a_figure_lies_in_one_cell_or_is_unreadable():
    paper = Paper()
    table(paper, [["甲", "乙", "丙"], ["规章", "", ""], ["文件", "12", "5"]], [40, 100, 160, 220])
    paper.say(150, 73, "987654")
    (found,) = rows(paper)
    assert not any(text.isdigit() for text in found[1])
    alone = Paper()
    table(alone, [["甲", "乙", "丙"], ["规章", "", ""], ["文件", "12", "5"]], [40, 100, 160, 220])
    for number, digit in enumerate("987654"):
        alone.say(145 + 5 * number, 73, digit)
    (found,) = rows(alone)
    assert not any(text.isdigit() for text in found[1])
    edge = Paper()
    table(edge, [["甲", "乙"], ["规章", ""], ["文件", "12"]], [40, 100, 160])
    edge.say(140, 73, "987654")
    assert rows(edge)[0][1] == ["规章", "987654"]


def test_a_column_that_the_paper_ends_in_is_no_blank_one():
    paper = Paper(size=(300, 400))
    table(paper, [["甲", "乙", ""], ["规章", "11", ""], ["文件", "12", ""]], [40, 100, 260, 360])
    (document,) = ENGINE.open(paper.data())
    assert document.text.splitlines() == ["甲\t乙\t\ufffc", "规章\t11\t\ufffc", "文件\t12\t\ufffc"]


def lines(*said, size=9.0, pitch=16.0):
    """Lines of texts at their places, drawn one after the other from the left."""
    paper = Paper()
    for number, line in enumerate(said):
        for x, text in line:
            paper.say(x, 60 + pitch * number, text, size)
    return paper


def test_words_spread_over_a_line_are_one():
    spread = [(40 + 20 * n, sign) for n, sign in enumerate("行政规范性文件")]
    paper = lines(
        [(40, "信息内容"), (200, "制发件数"), (260, "现行件数")],
        [*spread, (200, "5"), (260, "6")],
        [(40, "规章"), (200, "7"), (260, "8")],
    )
    assert rows(paper) == [
        [["信息内容", "制发件数", "现行件数"], ["行政规范性文件", "5", "6"], ["规章", "7", "8"]]
    ]


def test_an_ordinal_begins_a_row_however_near_it_stands():
    paper = lines(
        [(40, "信息内容"), (120, "甲"), (160, "乙")],
        [(40, "1.规章"), (120, "8"), (160, "7")],
        [(40, "2.文件")],
        [(40, "3.公报")],
        [(40, "4.其他"), (120, "9"), (160, "6")],
        pitch=9.5,
    )
    assert [row[0] for row in rows(paper)[0]] == ["信息内容", "1.规章", "2.文件", "3.公报", "4.其他"]


def test_the_next_header_ends_a_table_whose_first_column_is_blank():
    paper = lines(
        [(40, "信息内容"), (100, "制发件数"), (160, "现行件数")],
        [(40, "规章"), (160, "8")],
        [(40, "文件"), (160, "9")],
        [(40, "信息内容"), (100, "处理数量")],
        [(40, "许可"), (100, "3")],
    )
    assert rows(paper)[0] == [["信息内容", "制发件数", "现行件数"], ["规章", "", "8"], ["文件", "", "9"]]


def test_a_table_without_header_claims_no_columns():
    (document,) = ENGINE.open(
        lines([(40, "规章"), (100, "1"), (160, "8")], [(40, "文件"), (160, "9")]).data()
    )
    assert [matrix.grid for matrix in document.drawn] == [False]
    headed = lines([(40, "信息"), (100, "甲"), (160, "乙")], [(40, "规章"), (100, "1"), (160, "8")])
    assert [matrix.grid for matrix in ENGINE.open(headed.data())[0].drawn] == [True]


def test_white_rules_are_not_seen():
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", "11"]], [40, 100, 160])
    paper.pages[-1].append("1 1 1 rg")
    paper.rule(110, 40, 110, 80)
    assert rows(paper) == [[["甲", "乙"], ["规章", "11"]]]


def test_characters_without_a_code_are_no_figures():
    content = "BT /F 10 Tf 40 700 Td <000000010002> Tj ET"
    (document,) = ENGINE.open(pdf(content + " BT /F 10 Tf 40 680 Td <89c47ae0> Tj ET"))
    assert not any(sign.isdigit() for sign in document.text)


# --- files that cannot be read ---------------------------------------------------------------------------

GOOD = pdf("BT /F 10 Tf 40 700 Td <89c47ae0> Tj ET")


def test_a_pdf_without_text_says_so_and_how_to_recognise_it():
    picture = "q 100 0 0 100 0 0 cm BI /W 1 /H 1 /BPC 8 /CS /G ID \x7f EI Q"
    with pytest.raises(InputError, match=r"no text layer.*ocrmypdf"):
        ENGINE.open(pdf(picture))
    with pytest.raises(InputError, match="no text at all"):
        ENGINE.open(pdf(""))


def test_an_encrypted_pdf_says_so():
    key = "00" * 32
    crypt = f"/Encrypt << /Filter /Standard /V 1 /R 2 /O <{key}> /U <{key}> /P -4 >> /ID [<00> <00>]"
    with pytest.raises(InputError, match="password"):
        ENGINE.open(Paper().data(trailer=crypt))


def test_an_encryption_that_is_not_known_is_told():
    with pytest.raises(InputError, match="not known here"):
        ENGINE.open(Paper().data(trailer="/Encrypt << /Filter /Mine /V 9 >> /ID [<00> <00>]"))


@pytest.mark.parametrize("data", [GOOD[:9], b"%PDF-1.7\n", b"%PDF-1.4\nrubbish" * 50])
def test_a_damaged_pdf_says_so(data):
    with pytest.raises(InputError, match=r"cut off|damaged"):
        ENGINE.open(data)


def test_too_many_pages_are_told(monkeypatch):
    monkeypatch.setattr(reader, "MOST_PAGES", 1)
    with pytest.raises(InputError, match="2 pages"):
        ENGINE.open(pdf("", ""))


def test_bytes_cut_anywhere_raise_nothing_else():
    for stop in range(0, len(GOOD), 97):
        with suppress(GoujiError):
            ENGINE.open(GOOD[:stop])


def test_a_missing_library_is_named_with_the_command(monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pypdfium2", None)
    with pytest.raises(MissingExtraError, match=r"pip install 'gouji\[pdf\]'"):
        ENGINE.open(GOOD)


# --- a browser's print -----------------------------------------------------------------------------------

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


@pytest.mark.slow
@pytest.mark.skipif(BROWSER is None, reason="no Chromium here to print a page with")
@pytest.mark.parametrize(
    "css", ["td{border:1px solid}table{border-collapse:collapse}", "td{border:0;padding:4px}"]
)
def test_a_page_printed_by_a_browser_is_read_back(css, tmp_path):
    page, truth = html_of("2021")
    (tmp_path / "a.html").write_text(page.replace("</head>", f"<style>{css}</style></head>"), "utf-8")
    command = [
        BROWSER,
        "--headless",
        "--no-sandbox",
        f"--print-to-pdf={tmp_path / 'a.pdf'}",
        str(tmp_path / "a.html"),
    ]
    subprocess.run(command, capture_output=True, timeout=patience.SECONDS, check=True)
    found = verdicts(tmp_path / "a.pdf", truth)
    assert not found["wrong"]
    assert not found["open"]
