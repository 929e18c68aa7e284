"""PDF files of sheets wider than their paper: what a page goes on with to the right stands on another one."""

from __future__ import annotations

import pytest

from gouji_readers import pdf, pdf_sides
from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

HEAD = ["名称", "申请人", "", "", ""]
ROWS = [["", "自然人", "企业", "其他", "总计"], ["规章", "11", "", "13", "24"], ["文件", "", "22", "", "22"]]
XS = [40, 120, 180, 240]


def side(paper, rows, xs, *, opened):
    """A part of a sheet on a page: its first row's last or first cell goes on beyond the side that is open."""
    top = paper.y
    table(paper, rows, xs)
    if opened:
        wall = Paper(size=paper.size)
        at = xs[-1] if opened == "right" else xs[0]
        wall.rule(at, top, at, top + 20)
        paper.pages[-1] = [line for line in paper.pages[-1] if line != wall.pages[0][0]]


def sheet(*rows, second=XS[:3], opened="right"):
    """A sheet on two pages: its first three columns, and the others."""
    paper = Paper(size=(260, 300))
    side(paper, [row[:3] for row in rows], XS, opened=opened)
    paper.turn()
    side(paper, [row[3:] for row in rows], second, opened="left" if opened else None)
    return paper


def said(paper):
    return [found.rows() for found in ENGINE.tables(paper.data())]


def test_a_sheet_that_goes_on_to_the_right_is_one_table():
    assert said(sheet(HEAD, *ROWS))[0][1:] == ROWS


@pytest.mark.parametrize("name", ["总计", "9"])
def test_a_name_beside_two_rows_of_names_goes_on_to_the_right_and_a_figure_does_not(name):
    paper = Paper(size=(260, 300))
    side(paper, [row[:3] for row in (HEAD, *ROWS)], XS, opened="right")
    paper.turn()
    wall = Paper(size=paper.size)
    wall.rule(40, 40, 40, 80)
    table(paper, [["其他", name]], XS[:3], height=40)
    paper.pages[-1] = [line for line in paper.pages[-1] if line != wall.pages[0][0]]
    table(paper, [row[3:] for row in ROWS[1:]], XS[:3])
    assert (ROWS[1:] == said(paper)[0][-2:]) == (name == "总计")


def test_a_figure_says_on_which_of_its_pages_it_stands():
    (document,) = ENGINE.open(sheet(HEAD, *ROWS).data())
    start = document.text.index("24")
    (origin,) = document.origin.of([(start, start + 2)])
    assert origin["page"] == 2
    assert origin["box"][0] == pytest.approx(124, abs=1)


@pytest.mark.parametrize(
    "rows",
    [
        [HEAD, ["", "自然人", "企业", "其他", "总计"], ["规章", "11", "", "文件", "24"]],
        [HEAD, ["", "自然人", "企业", "其他", "总计"], ["规章", "11", "", "批复", ""]],
    ],
    ids=["labels", "no row without words"],
)
def test_a_page_whose_rows_have_labels_goes_on_with_no_other(rows):
    assert len(said(sheet(*rows))) == 2


def test_a_page_whose_rows_rules_close_goes_on_with_no_other():
    assert len(said(sheet(HEAD, *ROWS, opened=None))) == 2


@pytest.mark.parametrize("label", ["规章", ""], ids=["short labels", "a label of two lines, drawn last"])
def test_rows_without_walls_go_on_to_the_right_on_another_page(label):
    paper = Paper(size=(260, 300))
    rows = [
        ["", "自然人", "企业", "其他", "总计"],
        [label, "11", "", "13", "24"],
        ["文件", "", "22", "", "22"],
    ]
    for left, xs in ((0, XS), (3, XS[:3])):
        if left:
            paper.turn()
        for row in rows:
            paper.rule(xs[0], paper.y, xs[-1], paper.y)
            table(paper, [row[left : left + len(xs) - 1]], xs, ruled=False, height=26)
        paper.rule(xs[0], paper.y, xs[-1], paper.y)
        if not label and not left:
            paper.say(44, 76, "其他规范")
            paper.say(44, 88, "性的文件")
    (found,) = said(paper)
    assert found[1:] == [[label or "其他规范性的文件", *rows[1][1:]], rows[2]]


def test_rows_without_walls_that_are_a_part_of_a_pages_rows_go_on_with_none():
    paper = Paper(size=(260, 300))
    for rows, xs in (([HEAD, *ROWS, ["附件", "1", "", "2", "3"]], XS), ([HEAD, *ROWS], XS[:3])):
        left = 0 if xs is XS else 3
        for row in rows:
            paper.rule(xs[0], paper.y, xs[-1], paper.y)
            table(paper, [row[left : left + len(xs) - 1]], xs, ruled=False)
        paper.rule(xs[0], paper.y, xs[-1], paper.y)
        if xs is XS:
            paper.turn()
    assert len(pdf_sides.joined(list(pdf._pages(paper.data())))) == 2


def test_a_page_with_rows_of_other_heights_goes_on_with_no_other():
    paper = Paper(size=(260, 300))
    side(paper, [row[:3] for row in (HEAD, *ROWS)], XS, opened="right")
    paper.turn()
    table(paper, [row[3:] for row in ROWS], XS[:3], height=24)
    assert len(said(paper)) == 2


def test_where_two_pages_may_go_on_in_one_none_does():
    paper = Paper(size=(260, 300))
    for _ in range(2):
        side(paper, [row[:3] for row in (HEAD, *ROWS)], XS, opened="right")
        paper.turn()
    side(paper, [row[3:] for row in (HEAD, *ROWS)], XS[:3], opened="left")
    assert all(len(row) < 5 for found in said(paper) for row in found)


def test_pages_printed_first_down_and_then_over_go_on_in_their_order():
    paper = Paper(size=(260, 300))
    for start, stop, xs, opened in ((0, 3, XS, "right"), (3, 5, XS[:3], "left")):
        for number in range(2):
            rows = [
                [text and f"{number + 1}{text}" if text.isdigit() else text for text in row]
                for row in (HEAD, *ROWS)
            ]
            side(paper, [row[start:stop] for row in rows], xs, opened=opened)
            paper.turn()
    found = [row for table in said(paper) for row in table]
    assert ["规章", "111", "", "113", "124"] in found
    assert ["规章", "211", "", "213", "224"] in found


def bands(*parts):
    """A sheet's bands of rows, each on a page; first the left sides of all, then the right ones."""
    paper = Paper(size=(260, 300))
    for start, stop, xs, opened in ((0, 3, XS, "right"), (3, 5, XS[:3], "left")):
        for rows in parts:
            side(paper, [row[start:stop] for row in rows], xs, opened=opened if rows[0] == HEAD else None)
            paper.turn()
    paper.pages.pop()
    return paper


@pytest.mark.parametrize(
    "parts",
    [
        [[HEAD, *ROWS], [["甲", "1", "2", "3", "6"], ["乙", "4", "", "", "4"]]],
        [[["甲", "1", "2", "3", "6"], ["乙", "4", "", "", "4"]], [HEAD, *ROWS]],
        [[HEAD, ROWS[0]], [["甲", "1", "2", "3", "6"], ["乙", "4", "", "", "4"]], [HEAD, *ROWS]],
    ],
    ids=["below", "above", "a header alone"],
)
def test_rows_that_rules_close_go_on_to_the_right_as_the_pages_beside_theirs_do(parts):
    found = [row for table in said(bands(*parts)) for row in table]
    assert ["甲", "1", "2", "3", "6"] in found
    assert ["乙", "4", "", "", "4"] in found


def test_rows_that_rules_close_on_pages_with_other_sides_go_on_with_none():
    paper = bands([HEAD, *ROWS])
    for xs, rows in ((XS, [["甲", "1", "2"], ["乙", "4", ""]]), (XS[:3], [["3", "6"], ["", "4"]])):
        paper.turn()
        table(paper, rows, [x + 9 for x in xs])
    paper.pages[1:3] = paper.pages[2:0:-1]
    assert all(len(row) < 5 for found in said(paper)[1:] for row in found)


def test_a_cell_is_open_to_both_sides_where_a_sheet_goes_on():
    paper = Paper(size=(260, 300))
    side(paper, [row[:3] for row in (HEAD, *ROWS)], XS, opened=None)
    paper.turn()
    side(paper, [row[3:] for row in (HEAD, *ROWS)], XS[:3], opened="left")
    assert len(said(paper)) == 2


def bare(*lines):
    """Labels on one page, figures level with them on the next one."""
    paper = Paper(size=(260, 300))
    for place in (0, 1):
        for number, line in enumerate(lines):
            if len(line) > place and line[place]:
                paper.say(40, 60 + 40 * number, line[place])
        paper.turn()
    paper.pages.pop()
    return paper


@pytest.mark.parametrize(
    ("lines", "opened"),
    [
        ([("规章", "11"), ("规范性文件", "12"), ("其他", "13")], True),
        ([("规章", "11"), ("规范性文件", "12"), ("其他", "")], False),
        ([("规章", "11"), ("规范性文件", "文件12"), ("其他", "13件"), ("合计", "14件")], False),
        ([("规章", "11"), ("", "12"), ("其他", "13"), ("合计", "14")], False),
    ],
    ids=["figures alone", "two lines", "words", "not level"],
)
def test_labels_level_with_figures_alone_on_another_page_are_no_rows_without_figures(lines, opened):
    (document,) = ENGINE.open(bare(*lines).data())
    assert ("规章  \ufffc" in document.text) == opened


@pytest.mark.parametrize("height", [0, 40])
def test_where_a_clip_cuts_a_text_that_another_page_has_the_rest_of_rows_go_on(height):
    paper = Paper(size=(260, 300))
    for clip, left, top in (("40 230 160 15", 145, 0), ("40 230 120 15", -45, height)):
        x, y, *size = map(int, clip.split())
        paper.pages[-1].append(f"q {x} {y - top} {size[0]} {size[1]} re W n")
        paper.say(left, 65 + top, "统计期限自一月一日起至十二月止")
        paper.pages[-1].append("Q")
        paper.say(45, 100, "规章")
        paper.turn()
    paper.pages.pop()
    (document,) = ENGINE.open(paper.data())
    assert ("规章  \ufffc" in document.text) == (height == 0)


@pytest.mark.parametrize(
    ("head", "place", "lost"),
    [
        (["信息", "上年数量", "本年增减", ""], 1, False),
        (["信息", "上年数量", "本年增减", "处理决定"], 1, True),
        (["许可", "1", "2", ""], 1, True),
        (["信息", "上年数量", "本年增减", ""], 0, True),
    ],
    ids=["names", "names up to the clip", "no names", "another sheet"],
)
def test_a_table_whose_names_end_before_its_sheets_pages_do_goes_on_with_no_other(head, place, lost):
    """A clip tells where those end; the last page's figures are level with the table's rows by chance."""
    papers = [Paper(size=(320, 300)) for _ in range(4)]
    for paper, left, wide in ((papers[0], 145, 220), (papers[1], -75, 120)):
        paper.pages[-1].append(f"q 40 230 {wide} 15 re W n")
        paper.say(left, 65, "统计期限自一月一日起至十二月三十一日止如有疑问")
        paper.pages[-1].append("Q")
    papers[2].say(44, 30, "本年公开政府信息的情况如下。" * 3, size=3)
    rows = [head, ["收费", "7", "8", ""], ["罚款", "9", "6", ""]]
    table(papers[2], rows, [40, 100, 150, 200, 260], ruled=False, height=40)
    table(papers[3], [["3", "4"]] * 3, XS[:3], ruled=False, height=40)
    papers.insert(place, papers.pop(2))
    papers[0].pages = [paper.pages[0] for paper in papers]
    (document,) = ENGINE.open(papers[0].data())
    (row,) = (line for line in document.text.splitlines() if line.startswith("收费"))
    assert row.strip("\t").split("\t")[1:3] == ["7", "8"]
    assert row.endswith("\ufffc") == lost


def test_a_table_that_ends_where_other_pages_go_on_to_the_right_may_do_so_too():
    """Its rows are closed, and what the next page shows at other heights may be theirs."""
    left, right = HEAD[:3], HEAD[3:]
    paper = Paper(size=(260, 300))
    side(paper, [left, *[row[:3] for row in ROWS]], XS, opened="right")
    paper.turn()
    table(paper, [["一", "二", "三"], ["规章", "11", ""], ["文件", "22", "21"]], XS)
    paper.turn()
    side(paper, [right, *[row[3:] for row in ROWS]], XS[:3], opened="left")
    (document,) = ENGINE.open(paper.data())
    assert "规章\t11\t\t13\t24" in document.text
    assert "规章\t11\t\t\ufffc" in document.text


@pytest.mark.parametrize("names", [["诉讼甲", "诉讼乙"], ["诉讼甲", "5"]], ids=["a header", "a label"])
def test_rows_that_rules_close_go_on_beside_another_tables_header(names):
    paper = Paper(size=(260, 300))
    side(paper, [row[:3] for row in (HEAD, *ROWS)], XS, opened="right")
    paper.turn()
    table(paper, [["批复", "5", "6"]], XS)
    paper.y += 20
    table(paper, [["复议甲", "复议乙", "复议丙"], ["1", "2", "3"]], XS)
    paper.turn()
    side(paper, [row[3:] for row in (HEAD, *ROWS)], XS[:3], opened="left")
    paper.turn()
    table(paper, [["7", "18"]], XS[:3])
    paper.y += 20
    table(paper, [names, ["4", "9"]], XS[:3])
    text = ENGINE.open(paper.data())[0].text
    assert ("批复\t5\t6\t7\t18" in text) == (names[1] != "5")
    assert ("1\t2\t3\t4\t9" in text) == (names[1] != "5")


@pytest.mark.parametrize(("row", "whole"), [(2, True), (3, False)], ids=["below the header", "below figures"])
def test_names_that_run_out_of_a_header_over_its_first_row_go_on_to_the_right(row, whole):
    rows = [[name, "1", "2", "3", "6"] for name in ("规章", "文件", "许可", "处罚")]
    paper = sheet(HEAD, ROWS[0], *rows)
    paper.say(XS[1] - 12, 40 + 20 * row + 13, "织")
    (document,) = ENGINE.open(paper.data())
    found = [line.split("\t")[4:] for line in document.text.splitlines()]
    assert (found[-4:] == 4 * [["6"]]) == whole


def framed(*, clipped=False, labels=("规章", "文件", "许可", "处罚")):
    """Rows that only a frame holds, on two pages; a clip may cut a text at the first page's end."""
    paper = Paper(size=(260, 300))
    rows = [["", "自然人", "企业", "其他", "总计"], *([name, "11", "12", "13", "36"] for name in labels)]
    for left, xs in ((0, XS), (3, XS[:3])):
        if left:
            paper.turn()
        table(paper, [row[left : left + len(xs) - 1] for row in rows], xs, ruled=False)
        paper.rule(xs[0], 40, xs[-1], 40)
        paper.rule(xs[0], 140, xs[-1], 140)
        paper.rule(xs[-1] if left else 40, 40, xs[-1] if left else 40, 140)
    if clipped:
        paper.pages[0] = [
            line.replace("184.00 ", "229.00 ") if "00310032" in line else line for line in paper.pages[0]
        ]
        paper.pages[1] = [line.replace("44.00 ", "60.00 ") for line in paper.pages[1]]
        paper.say(185, 30, "申请人情况与其他")
        paper.pages[0].append(f"q 40 0 200 300 re W n {paper.pages[1].pop()} Q")
    return said(paper), rows


@pytest.mark.parametrize("clipped", [False, True])
def test_rows_in_a_frame_go_on_to_the_right_by_their_lines(clipped):
    found, rows = framed(clipped=clipped)
    assert [row[0] + row[-1] for row in found[-1][-4:]] == [row[0] + row[-1] for row in rows[1:]]
    assert [row[2] for row in found[-1][-4:]] == 4 * ["12"]


def test_rows_in_a_frame_with_labels_on_both_pages_go_on_with_none():
    paper = Paper(size=(260, 300))
    for _ in range(2):
        table(paper, [["名称", "企业"], *([name, "11"] for name in "甲乙丙丁")], XS[:3], ruled=False)
        paper.rule(40, 40, 180, 40)
        paper.rule(40, 140, 180, 140)
        paper.turn()
    assert len(said(paper)) == 2
