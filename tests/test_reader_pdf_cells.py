"""Cells of a PDF: what the paper, a clip or a page's end cuts, and text that its cell's width spreads or breaks."""

from __future__ import annotations

import re

import pytest

from pdf_files import Paper, Style, table
from reader_reports import ENGINE
from test_reader_pdf import printed

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

CUT = ["甲\t乙\t\ufffc", "规章\t11\t\ufffc", "文件\t12\t\ufffc"]
XS = [40, 100, 160, 220]


def rows(paper):
    return [found.rows() for found in ENGINE.tables(paper.data())]


def said(paper):
    (document,) = ENGINE.open(paper.data())
    return document.text


def at_the_edge(*cells):
    """A table whose last column begins on the paper and ends at its edge, with texts in that column."""
    paper = Paper(size=(240, 400))
    table(paper, [["甲", "乙", ""], ["规章", "11", ""], ["文件", "12", ""]], [40, 100, 190, 240])
    for number, text in enumerate(cells):
        if text:
            paper.say(200, 53 + 20 * number, text)
    return paper


def test_a_column_that_the_paper_cuts_is_read_as_far_as_it_has_figures():
    assert said(at_the_edge("法律服务机构", "", "")).splitlines()[:3] == CUT
    whole = rows(at_the_edge("法律服务机构", "1234567890123", "5"))
    assert whole == [[["甲", "乙", "法律服务机构"], ["规章", "11", "1234567890123"], ["文件", "12", "5"]]]


def test_a_table_that_the_paper_cuts_is_told():
    reasons = [
        ENGINE.open(p.data())[0].encoding.reason
        for p in (at_the_edge("法律服务机构"), at_the_edge("丙", "1"))
    ]
    assert ["cut at its right on page 1" in reason for reason in reasons] == [True, False]


def test_a_report_that_the_paper_cuts_has_a_finding_that_says_so():
    whole, cut = (printed("2021", Style(), size=(width, 1200))[0].data() for width in (842, 460))
    told = [
        [f.message for f in ENGINE.parse(data).findings if f.code == "decode-remark"] for data in (whole, cut)
    ]
    assert told[0] == []
    assert "cut at its right on page" in told[1][0]


def test_a_figure_that_a_clip_cuts_is_none_nor_is_its_column():
    paper = Paper()
    table(paper, [["甲", "乙", "丙"], ["规章", "11", ""], ["文件", "12", "5"]], [40, 100, 160, 220])
    paper.pages[-1][:0] = ["q 0 0 175 842 re W n"]
    paper.say(164, 73, "98765")
    for text in ("98765", "987"):
        paper.pages[-1][-1] = paper.pages[-1][-1].replace("".join(f"{ord(c):04x}" for c in "98765"), "")
        paper.say(164, 73, text)
        assert said(paper).splitlines()[:3] == CUT
        assert "987" not in said(paper)


def test_lines_below_words_are_no_rules():
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", "11"], ["文件", "11"]], XS[:3])
    before = rows(paper)
    for row in range(3):
        paper.rule(104, 40 + 20 * row + 14.3, 114, 40 + 20 * row + 14.3, thick=0.4)
    assert rows(paper) == before


def spread(paper, x0, x1, y, text, size=9):
    step = (x1 - x0 - size) / (len(text) - 1)
    for number, sign in enumerate(text):
        paper.say(x0 + number * step, y, sign, size)


def test_words_spread_over_a_wide_column_are_one():
    paper = Paper()
    for n, (label, one, other) in enumerate(
        [("规章", "8", "9"), ("规范性文件", "7", "10"), ("公报号", "6", "")]
    ):
        spread(paper, 40, 240, 80 + 20 * n, label)
        paper.say(260, 80 + 20 * n, one, 9)
        if other:
            paper.say(360, 80 + 20 * n, other, 9)
    head = Paper()
    spread(head, 40, 240, 60, "信息内容")
    spread(head, 260, 340, 60, "制发件数")
    spread(head, 360, 460, 60, "现行件数")
    paper.pages[-1][:0] = head.pages[-1]
    assert rows(paper) == [
        [
            ["信息内容", "制发件数", "现行件数"],
            ["规章", "8", "9"],
            ["规范性文件", "7", "10"],
            ["公报号", "6", ""],
        ]
    ]


def test_signs_for_nothing_in_columns_are_no_word():
    paper = Paper()
    for n, line in enumerate(
        [("甲类", "乙项", "丙项", "丁项"), ("规章", "—", "—", "—"), ("文件", "—", "—", "—")]
    ):
        for column, text in enumerate(line):
            paper.say(40 + 60 * column, 60 + 20 * n, text, 9)
    assert "———" not in said(paper)


HEAD = ["信息", "甲", "乙"]


@pytest.mark.parametrize("again", [False, True])
def test_a_row_that_a_page_cuts_between_rules_is_one(again):
    paper = Paper()
    table(paper, [HEAD, ["Regulations 1", "1", "2"], ["行政规范性文", "3", "4"]], [40, 113, 160, 220])
    paper.turn()
    table(paper, [HEAD] * again + [["件公报", "", ""], ["其他", "5", "6"]], [40, 113, 160, 220])
    assert rows(paper) == [
        [HEAD, ["Regulations 1", "1", "2"], ["行政规范性文件公报", "3", "4"], ["其他", "5", "6"]]
    ]


def _spanned(paper, y, cells, xs):
    """A row of ruled cells, each over so many columns."""
    at = 0
    for text, span in cells:
        paper.y = y
        table(paper, [[text]], [xs[at], xs[at + span]])
        at += span


def test_a_row_that_a_page_cuts_is_one_where_the_next_page_has_a_column_more():
    """A group's label stands in a column of its own, which only the second page shows."""
    paper, xs = Paper(), [40, 80, 113, 160, 220]
    head = [("信息", 2), ("甲", 1), ("乙", 1)]
    for n, row in enumerate(
        (head, [("Regulations 1", 2), ("1", 1), ("2", 1)], [("行政规范性文", 2), ("3", 1), ("4", 1)])
    ):
        _spanned(paper, 40 + 20 * n, row, xs)
    paper.turn()
    below = [("件公报", 2), ("", 1), ("", 1)], [("其他", 1), ("件", 1), ("5", 1), ("6", 1)]
    for n, row in enumerate((head, *below)):
        _spanned(paper, 40 + 20 * n, row, xs)
    (found,) = rows(paper)
    assert [[*dict.fromkeys(row)] for row in found] == [
        ["信息", "甲", "乙"],
        ["Regulations 1", "1", "2"],
        ["行政规范性文件公报", "3", "4"],
        ["其他", "件", "5", "6"],
    ]


@pytest.mark.parametrize(("below", "whole"), [("形，不计", True), ("形不计", False)])
def test_a_sign_that_begins_no_line_goes_on_with_the_one_before_it(below, whole):
    """Beside the label one sign has room, and not with the comma behind it."""
    paper, xs = Paper(), [40, 113, 160, 220]
    table(paper, [HEAD, ["Regulations 1", "1", "2"], ["行政规范情", "3", "4"]], xs)
    paper.turn()
    table(paper, [[below, "", ""], ["其他", "5", "6"]], xs)
    assert ([f"行政规范情{below}", "3", "4"] in rows(paper)[0]) == whole


def test_rows_of_two_pages_are_two_where_the_first_had_room_or_an_ordinal_begins():
    for above, below in (("行政文件", "公报"), ("行政规范性文", "2.公报")):
        paper = Paper()
        table(paper, [HEAD, ["Regulations 1", "1", "2"], [above, "3", "4"]], [40, 113, 160, 220])
        paper.turn()
        table(paper, [[below, "", ""], ["其他", "5", "6"]], [40, 113, 160, 220])
        assert below in {row[0] for found in rows(paper) for row in found}


def test_names_beside_their_figures_head_them():
    paper = Paper()
    for n, line in enumerate([("信息内容", "", "", "", ""), ("规章", "8", "9"), ("文件", "7", "10")]):
        paper.say(40, 60 + 20 * n, line[0], 9)
        if not n:
            paper.say(100, 60, "甲项", 9)
            paper.say(200, 60, "乙项", 9)
        else:
            paper.say(160, 60 + 20 * n, line[1], 9)
            paper.say(260, 60 + 20 * n, line[2], 9)
    assert rows(paper) == [[["信息内容", "甲项", "乙项"], ["规章", "8", "9"], ["文件", "7", "10"]]]


def test_figures_that_go_on_below_without_rules_are_none():
    paper = Paper()
    paper.line("一、总体情况")
    for x, y, lines in ((100, 100, ("420", "5")), (140, 105, ("11",)), (180, 100, ("564", "65"))):
        for n, line in enumerate(lines):
            paper.say(x, y + 11 * n, line, 9)
    assert [part for part in re.split(r"[\t\n]| {2,}", said(paper)) if part.strip().isdigit()] == ["11"]


def test_words_that_run_over_a_wall_are_their_own_cells():
    paper = Paper()
    table(paper, [["信息", "甲", "乙"], ["", "", "12"], ["文件", "13", "14"]], XS)
    paper.say(43, 73, "行政规范性文件", 10)
    paper.say(135, 73, "11", 10)
    assert rows(paper) == [[["信息", "甲", "乙"], ["行政规范性文件", "11", "12"], ["文件", "13", "14"]]]


def test_spaced_digits_that_their_cell_breaks_are_one_figure():
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", ""], ["文件", "1111111"]], [40, 100, 141], height=34)
    for n, line in enumerate(("11111", "1")):
        codes = " -100 ".join(f"<{ord(sign):04x}>" for sign in line)
        paper.pages[-1].append(f"BT /F 10 Tf 104 {842 - 88 - 11 * n} Td [{codes} -100 <0020>] TJ ET")
    (found,) = rows(paper)
    assert found[1][1] == "111111"


@pytest.mark.parametrize(("start", "whole"), [(110, True), (104, False)], ids=["indented", "not"])
def test_an_indented_first_line_has_less_room_for_a_figure(start, whole):
    """Another column's figures tell how far a line may reach."""
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", ""], ["文件", ""]], [40, 100, 140], height=34)
    paper.say(104, 120, "111111")
    for x, y, digits in ((start, 88, "1234"), (104, 99, "5")):
        paper.say(x, y, digits)
    (found,) = rows(paper)
    assert (found[1][1] == "12345") == whole


def test_a_figure_wholly_beyond_the_paper_is_no_cells():
    paper = at_the_edge("丙", "", "")
    paper.say(255, 73, "23")
    assert said(paper).splitlines()[:3] == CUT
    assert "23" not in said(paper)


def test_a_blank_cell_that_may_hold_a_figure_wholly_beyond_the_paper_is_not_blank():
    paper = Paper(size=(240, 400))
    table(paper, [["甲", "乙", "丙"], ["规章", "11", ""], ["文件", "12", ""]], [40, 100, 190, 330])
    paper.say(215, 73, "123456789")  # "5" in the middle of its cell would not be on the paper
    assert said(paper).splitlines()[1:] == ["规章\t11\t123456789", "文件\t12\t\ufffc"]


def test_a_name_in_the_headers_upper_row_heads_its_figures_too():
    paper = Paper()
    for x, y, text in (
        *((44, 60, "名称"), (120, 60, "大类小类"), (220, 60, "总计")),
        *((100, 78, "甲乙"), (150, 78, "其他")),
        *((44, 96, "规章"), (172, 96, "9"), (228, 96, "15")),
        *((44, 114, "文件"), (108, 114, "6"), (228, 114, "22")),
    ):
        paper.say(x, y, text)
    (found,) = rows(paper)
    assert found[-2:] == [["规章", "", "9", "15"], ["文件", "6", "", "22"]]


def flush(figures, side, title="二、主动公开政府信息情况统计表"):
    """A table without rules: a long title, centred names, figures at one side of their wide columns."""
    paper = Paper()
    paper.say(150, 60, title, 14)
    for x, name in ((40, "信息内容"), (240, "制发件数"), (380, "废止件数")):
        paper.say(x, 84, name)
    for number, (label, row) in enumerate(zip(("规章", "文件"), figures, strict=True)):
        paper.say(40, 104 + 20 * number, label)
        for left, figure in zip((192, 332), row, strict=True):
            if figure:
                paper.say(left if side == "left" else left + 136 - 5 * len(figure), 104 + 20 * number, figure)
    return [found.rows()[-2:] for found in ENGINE.tables(paper.data()) if found.layout == "drawn"]


@pytest.mark.parametrize("side", ["left", "right"])
def test_figures_beside_their_names_below_a_title_stand_under_these(side):
    figures = [["1", "23"], ["456", "8"]]
    assert flush(figures, side) == [[["规章", *figures[0]], ["文件", *figures[1]]]]


@pytest.mark.parametrize(
    ("side", "figures", "between"),
    [
        ("left", [["", "8"], ["", "9"]], True),
        ("right", [["8", ""], ["9", ""]], True),
        ("left", [["8", ""], ["9", ""]], False),
        ("right", [["", "8"], ["", "9"]], False),
    ],
)
def test_a_figure_between_two_names_is_neithers_where_nothing_tells_its_side(side, figures, between):
    assert flush(figures, side) == ([] if between else [[["规章", *figures[0]], ["文件", *figures[1]]]])


def test_figures_of_other_lengths_tell_on_which_side_their_name_is():
    figures = [["", "8"], ["", "912"]]
    assert flush(figures, "left") == [[["规章", *figures[0]], ["文件", *figures[1]]]]


def stacked(*labels):
    """A table without rules with digits below each other, 12 points apart, and labels at some heights."""
    paper = Paper()
    for x, name in zip(XS, ("名称", "甲", "乙", "丙"), strict=True):
        paper.say(x, 60, name)
    for y, label in labels[:1]:
        paper.say(40, y, label)
    for x, y, figure in ((100, 84, "129"), (100, 96, "834"), (220, 90, "7")):
        paper.say(x, y, figure)
    for y, label in labels[1:]:
        paper.say(40, y, label)
    paper.say(40, 120, "总计")
    paper.say(160, 120, "5")
    return [found.rows() for found in ENGINE.tables(paper.data()) if found.layout == "drawn"]


def test_digits_below_each_other_keep_their_column_and_leave_the_others_theirs():
    (found,) = stacked((90, "规章"))
    assert found[1:] == [["规章", "129\n834", "", "7"], ["总计", "", "5", ""]]


def test_digits_beside_a_label_without_figures_may_be_its_own():
    assert stacked((84, "规章"), (96, "文件")) == []


def test_digits_beside_a_label_of_several_rows_are_of_the_row_they_stand_in():
    paper = Paper()
    for x, y, text in (
        *((40, 60, "名称"), (160, 60, "甲"), (220, 60, "乙")),
        *((100, 84, "许可"), (160, 84, "1"), (220, 84, "2")),
        *((40, 116, "无法"), (40, 128, "提供"), (100, 108, "规章")),
        *((100, 136, "文件"), (160, 136, "7"), (220, 130, "129"), (220, 142, "834")),
    ):
        paper.say(x, y, text)
    (found,) = rows(paper)
    assert found[2:] == [["无法提供", "规章", "", ""], ["", "文件", "7", "129\n834"]]


@pytest.mark.parametrize("figures", ["000", "358"])
def test_figures_of_one_digit_below_each_other_are_not_one(figures):
    paper = Paper()
    table(paper, [["名称", "甲", "乙"], ["", "", ""]], [40, 100, 107, 114], height=60)
    for place, (name, figure) in enumerate(zip(("规章", "文件", "许可"), figures, strict=True)):
        for x, text in ((44, name), (101, figure), (108, figure)):
            paper.say(x, 116 + 12 * place, text)
    assert figures not in said(paper).replace("\n", "")


@pytest.mark.parametrize("between", [False, True])
def test_figures_beside_their_names_in_every_row_of_a_header(between):
    paper = Paper()
    group = (164 if between else 158, 58, "各类")
    names = ((100, 58, "甲"), group, (240, 58, "总计"), (150, 72, "乙"), (190, 72, "丙"))
    for x, y, name in names:
        paper.say(x, y, name)
    for number, (label, *figures) in enumerate((("规章", "1", "", "3", "4"), ("文件", "52", "6", "", "58"))):
        paper.say(40, 92 + 20 * number, label)
        for right, figure in zip((126, 172, 212, 276), figures, strict=True):
            if figure:
                paper.say(right - 5 * len(figure), 92 + 20 * number, figure)
    drawn = (found for found in ENGINE.tables(paper.data()) if found.layout == "drawn")
    found = [found.rows() for found in drawn if found.matrix.grid]
    whole = [["1", "", "3", "4"], ["52", "6", "", "58"]]
    assert [[row[1:] for row in rows[-2:]] for rows in found] == ([] if between else [whole])


def test_upright_words_that_run_out_of_their_cell_name_no_other_row():
    paper = Paper()
    table(
        paper,
        [["类", "名称", "数"], ["", "规章", "1"], ["", "文件", "2"], ["", "许可", "3"]],
        [40, 60, 120, 180],
    )
    for place, sign in enumerate("甲乙丙丁戊己"):
        paper.say(45, 68 + 10 * place, sign)
    text = said(paper)
    assert not any(sign in text for sign in "甲乙丙丁戊己")
    assert all(word in text for word in ("规章\t1", "文件\t2", "许可\t3"))


def test_signs_of_rows_below_each_other_are_their_own():
    paper = Paper()
    table(paper, [["甲", "1"], ["乙", "2"], ["丙", "3"]], [40, 60, 120], height=12, size=10)
    assert rows(paper) == [[["甲", "1"], ["乙", "2"], ["丙", "3"]]]
    paper = Paper()
    table(paper, [["", "1"], ["", "2"], ["", "3"]], [40, 60, 120], height=12, size=10)
    for place, sign in enumerate("甲乙丙"):
        paper.say(44, 40 + 12 * place + 9.3, sign)
    assert rows(paper) == [[["甲", "1"], ["乙", "2"], ["丙", "3"]]]


def wide_lines(labels, *, pitch, step):
    """A table without rules whose words have lines so far apart, with a figure level with their middle."""
    paper = Paper()
    paper.say(40, 40, "信息内容")
    paper.say(140, 40, "制发件数")
    paper.say(240, 40, "现行件数")
    y = 40.0 + step
    for lines, figures in labels:
        for number, line in enumerate(lines):
            paper.say(40, y + number * pitch, line)
        middle = y + (len(lines) - 1) * pitch / 2
        for number, figure in enumerate(figures):
            if figure:
                paper.say(140 + 100 * number, middle, figure)
        y += (len(lines) - 1) * pitch + step
    return rows(paper)


@pytest.mark.parametrize("pitch", [15, 22, 26, 44])
def test_lines_of_a_cell_are_one_text_however_far_apart_the_cells_beside_them_show_them_to_be(pitch):
    labels = [
        (["本年新收政府信息", "公开申请数量"], ["11", "12"]),
        (["上年结转政府信息", "公开申请数量"], ["21", "22"]),
        (["予以公开"], ["", ""]),
        (["部分公开"], ["31", ""]),
    ]
    (found,) = wide_lines(labels, pitch=pitch, step=pitch + 4)
    assert found[1:] == [["".join(lines), *figures] for lines, figures in labels]


def test_lines_so_far_apart_are_rows_where_no_cell_shows_otherwise():
    labels = [
        ([name], figures) for name, figures in (("规章", ["", ""]), ("文件", ["", ""]), ("许可", ["1", "2"]))
    ]
    (found,) = wide_lines(labels, pitch=22, step=22)
    assert found[1:] == [[*lines, *figures] for lines, figures in labels]


def test_words_set_upright_are_one_and_so_are_lines_that_stand_farther_apart_beside_them():
    paper, xs = Paper(), (140, 180, 220, 260, 300)
    names = ("个人", "法人", "社团", "其他", "总计")
    for x, name in zip(xs, names, strict=True):
        pitch = 10 if x < 260 else 15
        for number, sign in enumerate(name):
            paper.say(x, 90 + (number - (len(name) - 1) / 2) * pitch, sign)
    labels = {
        "规章": ["1", "2", "4", "", "7"],
        "本年其他行政规范性文件": ["", "12", "", "", "12"],
        "许可": ["5", "", "", "1", "6"],
    }
    for place, (label, figures) in enumerate(labels.items()):
        y = 150 + 35 * place
        for number, line in enumerate((label[:6], label[6:])):
            paper.say(40, y + 15 * number, line)
        for x, figure in zip(xs, figures, strict=True):
            paper.say(x + 5 - 2.5 * len(figure), y, figure)
    (found,) = rows(paper)
    assert [row[-5:] for row in found[-4:]] == [list(names), *labels.values()]
    assert [row[0] for row in found[-3:]] == list(labels)


def test_an_ordinal_that_a_narrow_cell_breaks_begins_a_cell():
    paper = Paper()
    paper.say(40, 52, "部分公开")
    for y, text in ((64, "（三"), (76, "）不"), (88, "予公"), (100, "开")):
        paper.say(40, y, text)
    (document,) = ENGINE.open(paper.data())
    assert "公开（三" not in document.second().text


def test_a_header_left_of_figures_that_stand_at_their_columns_right_side_begins_a_table():
    paper = Paper()
    tables = ("制发件数", "规章", "文件"), ("处理决定数量", "许可", "本年新收政府信息公开申请数量")
    for name, *labels in tables:
        paper.say(40, paper.y, "信息内容")
        paper.say(160, paper.y, name)
        for label in labels:
            paper.y += 20
            paper.say(40, paper.y, label)
            paper.say(400, paper.y, "5")
        paper.y += 20
    assert [found[0] for found in rows(paper)] == [["信息内容", "制发件数"], ["信息内容", "处理决定数量"]]


def test_a_header_that_a_page_cuts_goes_on_where_another_table_shows_how_much_space_cells_leave():
    paper = Paper(size=(400, 120))
    table(paper, [["规章制发", "11"]], [40, 83.5, 140], size=9)
    paper.y += 15
    xs = [40, 83, 126, 169]
    table(paper, [["结果维", "结果纠", "总计"]], xs, size=9)
    paper.turn()
    table(paper, [["持", "正", ""], ["1", "2", "3"]], xs, size=9)
    assert rows(paper)[-1] == [["结果维持", "结果纠正", "总计"], ["1", "2", "3"]]


@pytest.mark.parametrize(("line", "whole"), [("信息", True), ("信", False)])
def test_a_label_whose_lines_fill_their_column_goes_on_on_the_next_page(line, whole):
    paper = Paper(size=(400, 120))
    xs = [40, 68, 140]
    table(paper, [["", "件数"]], xs)
    paper.say(44, 54, "内容")
    table(paper, [["", "11"]], xs, height=40)
    paper.say(44, 75, "没有")
    paper.say(44, 87, line)
    paper.turn()
    table(paper, [["内容", "件数"], ["作", ""], ["规章", "12"]], xs)
    assert (["没有信息作", "11"] in rows(paper)[0]) == whole


def test_quotation_marks_that_another_font_draws_behind_their_line_are_in_it():
    paper = Paper()
    table(paper, [["信息内容", "制发件数"]], [36, 120, 200], ruled=False)
    paper.y = 70
    one, other = ("".join(f"{ord(sign):04x}" for sign in text) for text in ("危及", "三安全一"))
    paper.pages[-1].append(f"BT /F 10 Tf 40 {842 - 80} Td [<{one}> -500 <{other}>] TJ ET")
    paper.say(60, 80, "“", 5)
    for x, sign in ((40, "稳"), (70, "定"), (100, "”")):
        paper.say(x, 92, sign)
    paper.say(124, 86, "7")
    table(paper, [["许可", "8"]], [36, 120, 200], ruled=False, height=70)
    assert [text.replace(" ", "") for text in rows(paper)[0][1]] == ["危及“三安全一稳定”", "7"]


def test_figures_beside_a_sign_that_is_no_label_are_not_taken_from_the_label_above():
    paper = Paper()
    table(
        paper,
        [["信息内容", "制发件数"], ["规章", ""], ["＊", "7"], ["许可", "8"]],
        [36, 120, 200],
        ruled=False,
    )
    assert ["规章", ""] not in [row for found in rows(paper) for row in found]


def test_a_row_without_figures_is_not_taken_for_the_first_line_of_the_next_one():
    labels = [
        (["本年新收政府信息", "公开申请数量"], ["11", "12"]),
        (["上年结转政府信息", "公开申请数量"], ["21", "22"]),
        (["予以公开"], ["", ""]),
        (["部分公开"], ["31", "32"]),
    ]
    (found,) = wide_lines(labels, pitch=15, step=15)
    assert found[1:] == [["".join(lines), *figures] for lines, figures in labels]


def test_a_last_column_too_narrow_for_a_digit_is_the_side_of_one_that_is_not_seen():
    paper = Paper()
    table(paper, [["甲", "乙", ""], ["规章", "11", ""], ["文件", "12", ""]], [40, 100, 160, 167])
    assert said(paper).splitlines()[:3] == CUT


def test_labels_beside_the_figures_of_several_rows_are_unreadable_without_rules():
    paper = Paper()
    table(paper, [["信息", "甲", "乙"], ["规章", "1", "2"]], XS, ruled=False)
    for number, line in enumerate(("文件属于", "行政机关", "其他信息", "公开指南")):
        paper.say(44, 110 + 11 * number, line)
    for number in range(2):
        for x in (104, 164):
            paper.say(x, 115 + 22 * number, f"{number}{x % 7}")
    assert "文件属于" not in said(paper)
    assert "规章" in said(paper)


def test_labels_beside_their_own_figures_are_read_whatever_table_was_drawn_first():
    paper = Paper()
    for top in (300, 100):
        for number, name in enumerate(("甲类信息", "乙类信息", "丙类信息")):
            paper.say(44, top + 30 * number, name)
            paper.say(44, top + 11 + 30 * number, "公开件数")
            for x in (104, 164):
                paper.say(x, top + 5 + 30 * number, f"{number}{x % 7}")
    assert said(paper).count("类信息") == 6
