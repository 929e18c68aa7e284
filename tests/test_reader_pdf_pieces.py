"""PDF files: rules that show a part of a table, columns of text, headers that pages repeat, forms' measures."""

from __future__ import annotations

from itertools import pairwise
from types import SimpleNamespace

import pytest

from gouji_readers import pdf_form
from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

HEAD, BODY = ["信息内容", "制发件数", "现行件数"], [["规章", "11", "12"], ["文件", "21", "22"]]
XS = [40, 120, 200, 280]


def rows(paper):
    return [t.rows() for t in ENGINE.tables(paper.data())]


def frame(paper, left, top, right, bottom):
    for side in (
        (left, top, right, top),
        (left, bottom, right, bottom),
        (left, top, left, bottom),
        (right, top, right, bottom),
    ):
        paper.rule(*side)


def test_rules_around_figures_only_leave_their_names_with_them():
    paper = Paper()
    table(paper, [HEAD, *BODY], XS, ruled=False)
    for row in range(2):
        for column in (1, 2):
            frame(paper, XS[column], 60 + 20 * row, XS[column + 1], 80 + 20 * row)
    assert rows(paper) == [[HEAD, *BODY]]


def test_columns_whose_names_stand_over_a_figure_and_dashes_have_rows_that_no_rules_part():
    paper = Paper()
    said = [["信息内容名称", "制发", "现行", "废止", "公开"], ["规章", "11", "—", "—", "—"]]
    places = [40, 120, 180, 240, 300, 360]
    table(paper, said, places, ruled=False)
    for left, right in pairwise(places):
        frame(paper, left, 40, right, 80)
    assert rows(paper) == [said]


def test_a_label_and_a_figure_far_behind_it_in_one_cell_are_a_row_that_rules_do_not_show():
    paper = Paper()
    places = [40, 340, 540]
    table(paper, [["信息内容", "数量"]], places, ruled=False)
    table(paper, [["行政强制", "8"]], places, ruled=False)
    frame(paper, 40, 60, 540, 80)
    table(paper, [["行政收费", "9"]], places)
    assert [row for found in rows(paper) for row in found][-2:] == [["行政强制", "8"], ["行政收费", "9"]]


def test_rules_around_a_header_only_leave_its_figures_with_it():
    paper = Paper()
    table(paper, [HEAD], XS)
    table(paper, BODY, XS, ruled=False)
    assert rows(paper) == [[HEAD, *BODY]]


def test_figures_alone_on_the_next_page_stand_under_their_header():
    paper = Paper(size=(400, 100))
    table(paper, [HEAD], XS)
    paper.turn()
    table(paper, [["7", "", "9"]], XS)
    assert rows(paper) == [[HEAD, ["7", "", "9"]]]


def test_a_header_without_rules_that_a_page_repeats_is_no_row():
    paper = Paper(size=(400, 140))
    for row in BODY:
        table(paper, [HEAD, row], XS, ruled=False)
        paper.turn()
    paper.pages.pop()
    assert [row for found in rows(paper) for row in found] == [HEAD, *BODY]


@pytest.mark.parametrize(("second", "again"), [("本年", True), ("总计", False)])
def test_a_label_goes_on_below_a_header_of_which_a_running_head_took_the_first_row(second, again):
    """What stood level with that row is level with the next one there; its other names are the first page's."""
    paper = Paper(size=(400, 400))
    named = ["", "制发件数", "现行件数"]
    head = [["信息", "件数", ""], ["", "本年", "历年"], named]
    table(paper, [*head, ["规章", "11", "12"], ["行政规范性", "21", "22"]], XS, ruled=False, height=40)
    paper.turn()
    below = [["信息", second, "历年"], named, ["文件", "", ""], ["2.其他", "5", "6"]]
    table(paper, below, XS, ruled=False, height=40)
    found = [row for own in rows(paper) for row in own]
    assert (found.count(named) == 1) == again
    assert ["2.其他", "5", "6"] in found


@pytest.mark.parametrize(("foot", "one"), [("— 4 —", True), ("-4-", True), ("4", False), ("— 4", False)])
def test_a_number_between_dashes_is_a_pages_on_all_pages_alike(foot, one):
    paper = Paper(size=(400, 200))
    for row in BODY[:2]:
        table(paper, [HEAD, row], XS)
        paper.say(200, 186, foot)
        paper.turn()
    paper.pages.pop()
    (document,) = ENGINE.open(paper.data())
    assert (document.text.index(BODY[1][0]) < document.text.index(foot)) == one


@pytest.mark.parametrize("gap", [0, 30])
def test_a_repeated_header_is_furniture_only_if_no_row_stands_right_below_it(gap):
    paper = Paper(size=(400, 400))
    for row in BODY:
        table(paper, [["", "件数", ""]], XS, ruled=False)
        paper.y += gap
        table(paper, [HEAD, row], XS, ruled=False)
        paper.turn()
    paper.pages.pop()
    assert [row for found in rows(paper) for row in found] == [
        *([["", "件数", ""]] if not gap else []),
        HEAD,
        *BODY,
    ]


def sentence(paper, x, *parts):
    """A line of prose whose figures have a font of their own."""
    for part in parts:
        paper.say(x, paper.y + 13, part)
        x += 10 * len(part) if not part.isascii() else 6 * len(part)
    paper.y += 20


def test_a_sentence_with_figures_is_no_row_of_the_table_above_it():
    paper = Paper()
    table(paper, [HEAD, ["规章", "", "12"], ["文件", "", "22"]], XS, ruled=False)
    sentence(paper, 40, "全年图解仅", "3", "篇，举办培训", "8", "次。")
    assert rows(paper)[0] == [HEAD, ["规章", "", "12"], ["文件", "", "22"]]
    assert "全年图解仅 3 篇" in ENGINE.open(paper.data())[0].text


def test_sentences_with_figures_are_no_table():
    paper = Paper()
    for count in ("3", "14", "5"):
        sentence(paper, 40, "全年图解仅", count, "篇，举办培训", "8", "次。")
    assert rows(paper) == []


def test_the_header_of_a_table_without_figures_is_not_the_next_ones():
    paper = Paper()
    wide = [40, 90, 140, 190, 240, 290]
    table(paper, [["", "复议", "", "诉讼", ""], ["维持", "纠正", "总计", "维持", "总计"]], wide, ruled=False)
    paper.y += 20
    paper.say(44, paper.y, "三、申请情况")
    paper.y += 20
    table(paper, [HEAD, *BODY], XS, ruled=False)
    assert [HEAD, *BODY] in rows(paper)


def test_labels_without_figures_below_a_header_hide_none_of_its_columns():
    paper = Paper()
    table(paper, [HEAD, ["一、规章", "", ""], ["批复", "", ""], ["文件", "21", ""]], XS, ruled=False)
    (found,) = rows(paper)
    assert (found[0], found[-1][-2:]) == (HEAD, ["21", ""])


def in_columns(*, ruled):
    paper = Paper(size=(842, 595))
    for x, name in ((40, "甲"), (460, "乙")):
        paper.y = 40 if name == "甲" else 47
        for number in range(6):
            paper.say(x, paper.y, f"{name}县全年主动公开政府信息第{number}段", 10)
            paper.y += 15
        table(paper, [HEAD, *BODY], [x + place - 40 for place in XS], ruled=ruled)
    return paper


@pytest.mark.parametrize("ruled", [True, False])
def test_columns_of_text_are_read_one_after_the_other(ruled):
    paper = in_columns(ruled=ruled)
    (document,) = ENGINE.open(paper.data())
    assert document.text.rindex("甲县") < document.text.index("信息内容") < document.text.index("乙县")
    assert rows(paper) == [[HEAD, *BODY]] * 2


def test_a_figure_in_the_second_column_says_where_on_the_page_it_stands():
    (document,) = ENGINE.open(in_columns(ruled=True).data())
    at = document.text.rindex("21")
    (origin,) = document.origin.of([(at, at + 2)])
    assert origin["page"] == 1
    assert 540 < origin["box"][0] < 560


def test_a_table_whose_rows_go_over_a_wide_gap_stays_whole():
    paper = Paper(size=(842, 595))
    table(paper, [HEAD, *BODY], [40, 480, 600, 720], ruled=False)
    assert rows(paper) == [[HEAD, *BODY]]


def test_a_sign_that_a_forms_text_stands_for_is_in_its_place():
    said = "/Span << /ActualText <FEFF0034> >> BDC BT /F 40 Tf 440 240 Td <0034> Tj ET EMC"
    plain = "BT /F 40 Tf 460 240 Td <0032> Tj ET"
    form = f"{said} {plain}"
    third = (
        "<< /Type /XObject /Subtype /Form /BBox [0 0 3000 3000] /Matrix [0.25 0 0 0.25 0 710] "
        f"/Resources << /Font << /F 4 0 R >> >> /Length {len(form)} >>\nstream\n{form}\nendstream"
    )
    paper = Paper()
    table(paper, [["甲", "乙"], ["规章", ""]], [40, 100, 160])
    paper.pages[-1].append("/X Do")
    data = paper.data(third=third).replace(b"/F 4 0 R >> >> ", b"/F 4 0 R >> /XObject << /X 3 0 R >> >> ")
    assert [t.rows() for t in ENGINE.tables(data)] == [[["甲", "乙"], ["规章", "42"]]]


@pytest.mark.parametrize(("at", "moved"), [((194, 392, 206, 404), False), ((181, 373, 219, 411), True)])
def test_a_sign_stays_where_its_middle_is_in_its_object_on_the_page(at, moved):
    """Its box is wider than what is drawn of it, and in that of its object by the form's measure too."""
    form = pdf_form.Moved((0.25, 0, 0, 0.25, 150, 300), (180, 372, 220, 412), (195, 393, 205, 403))
    box = SimpleNamespace(left=at[0], bottom=at[1], right=at[2], top=at[3])
    form.place(box, SimpleNamespace(value=at[0]), SimpleNamespace(value=at[1]))
    assert (box.left != at[0]) == moved


def test_gaps_between_frames_are_no_row_at_a_pages_end():
    paper = Paper(size=(400, 200))
    for row in range(3):
        frame(paper, 104, 44 + 24 * row, 160, 64 + 24 * row)
        paper.say(110, 58 + 24 * row, str(11 + row))
    paper.rule(40, 39, 40, 112)
    paper.rule(100, 39, 100, 112)
    paper.rule(40, 112, 100, 112)
    paper.say(50, 70, "规章")
    assert rows(paper) == [[["规章", "11"], ["规章", "12"], ["规章", "13"]]]


def cut_apart(below):
    """A table whose last row a page cuts: its label above, its figures below, or the other way round."""
    paper = Paper(size=(400, 140))
    label, figures = ["许可", "", ""], ["", "5", "7"]
    table(paper, [HEAD, BODY[0], *([label] if below else [["", "5", "7"]])], XS, ruled=False)
    paper.turn()
    table(paper, [HEAD, figures if below else label, ["总计", "8", "9"]], XS, ruled=False)
    return rows(paper)


@pytest.mark.parametrize("below", [True, False])
def test_a_row_that_a_page_cuts_between_label_and_figures_has_no_blank_cells(below):
    assert ["许可", "", ""] not in [row for found in cut_apart(below) for row in found]


def test_a_page_with_a_header_and_two_rows_is_not_two_columns_of_text():
    paper = Paper(size=(842, 595))
    paper.say(40, 60, "三、收到和处理政府信息公开申请情况")
    paper.say(40, 120, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项")
    paper.say(40, 142, "加第四项之和）")
    paper.say(500, 90, "申请人情况")
    for number, name in enumerate(("自然人", "科研机构", "法律服务机构")):
        paper.say(500 + 90 * number, 131, name)
    for row, label in enumerate(("一、本年新收政府信息公开申请数量", "二、上年结转政府信息公开申请数量")):
        paper.say(40, 180 + 40 * row, label)
        for number, figure in enumerate(("123200", "63306", "29606")):
            paper.say(500 + 90 * number, 180 + 40 * row, figure)
    (document,) = ENGINE.open(paper.data())
    lines = [line for line in document.text.splitlines() if "政府信息公开申请数量" in line]
    assert [line.split()[-3:] for line in lines] == [["123200", "63306", "29606"]] * 2


def test_a_table_of_one_row_at_a_pages_end_is_not_two_columns_of_text():
    paper = Paper(size=(842, 595))
    for y, text in (
        (440, "三、收到和处理政府信息公开申请情况"),
        (480, "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项"),
    ):
        paper.say(40, y, text)
    paper.say(560, 460, "申请人情况")
    for number, name in enumerate(("自然人", "科研机构", "法律服务机构")):
        paper.say(500 + 90 * number, 490, name)
    paper.say(40, 530, "一、本年新收政府信息公开申请数量")
    for number, figure in enumerate(("123200", "63306", "29606")):
        paper.say(500 + 90 * number, 530, figure)
    (document,) = ENGINE.open(paper.data())
    (line,) = (line for line in document.text.splitlines() if "本年新收" in line)
    assert line.split()[-3:] == ["123200", "63306", "29606"]


def test_figures_at_the_ends_of_pages_that_count_on_by_chance_are_no_page_numbers():
    paper = Paper(size=(400, 200))
    for number in (4, 5):
        table(paper, [HEAD, *BODY[:1]], XS, ruled=False)
        for x, y, text in (
            (44, 176, "本年新收政府"),
            (124, 182, f"{number}"),
            (204, 182, "1"),
            (44, 188, "信息申请"),
        ):
            paper.say(x, y, text, 8)
        paper.turn()
    (document,) = ENGINE.open(paper.data())
    assert document.text.index("4") < document.text.rindex("规章")


def test_rows_that_differ_in_several_figures_are_no_page_footers():
    paper = Paper(size=(400, 200))
    for number in (4, 5):
        table(paper, [HEAD, *BODY[:1]], XS, ruled=False)
        paper.y = 172
        table(paper, [["许可", f"{number}", f"{2 * number}"]], XS, ruled=False)
        paper.turn()
    (document,) = ENGINE.open(paper.data())
    assert document.text.index("许可") < document.text.rindex("规章")


def test_a_last_column_of_a_table_without_rules_that_the_paper_cuts_has_no_blanks():
    paper = Paper(size=(300, 400))
    table(
        paper,
        [[*HEAD, ""], ["规章", "11", "12", "1234567"], ["文件", "21", "22", ""]],
        [40, 120, 200, 275, 310],
        ruled=False,
    )
    (document,) = ENGINE.open(paper.data())
    assert document.text.splitlines()[1:] == ["规章\t11\t12\t1234567", "文件\t21\t22\t\ufffc"]
    assert "cut at its right on page 1" in document.encoding.reason


def test_a_column_without_rules_that_only_its_name_shows_beside_the_paper_has_no_blanks():
    paper = Paper(size=(300, 400))
    table(paper, [[*HEAD, "总计"], *([*row, ""] for row in BODY)], [40, 120, 200, 290, 330], ruled=False)
    assert rows(paper)[0][0] == [*HEAD, "总计"]
    (document,) = ENGINE.open(paper.data())
    assert document.text.count("\ufffc") == len(BODY)


def test_blanks_of_a_column_are_blank_where_the_least_figure_would_be_on_the_paper():
    paper = Paper(size=(300, 400))
    table(paper, [[*HEAD, "总计"], [*BODY[0], "123"], [*BODY[1], ""]], [40, 120, 200, 282, 330], ruled=False)
    assert rows(paper) == [[[*HEAD, "总计"], [*BODY[0], "123"], [*BODY[1], ""]]]
    (document,) = ENGINE.open(paper.data())
    assert "\ufffc" not in document.text


def test_a_name_that_a_page_cuts_goes_on_with_what_stands_below_it_alone():
    paper = Paper(size=(400, 90))
    table(paper, [["四、政府信息公开", ""], ["受理", "办结"]], [40, 160, 280], ruled=False)
    table(paper, [["结果", "总计"]], [40, 160, 280], ruled=False)
    paper.turn()
    table(paper, [["维持", ""], ["5", "6"]], [40, 160, 280], ruled=False, height=30)
    assert [row for found in rows(paper) for row in found][-2:] == [["结果维持", "总计"], ["5", "6"]]


def test_names_of_columns_below_a_page_are_their_own_where_several_stand_below_one():
    paper = Paper(size=(400, 90))
    paper.say(60, 60, "受理情况")
    paper.say(240, 60, "办结情况")
    paper.turn()
    for y, texts in ((60, "件人件人"), (90, "5678")):
        for x, text in zip((55, 94, 235, 274), texts, strict=True):
            paper.say(x, y, text)
    assert [row for found in rows(paper) for row in found][-2:] == [
        ["件", "人", "件", "人"],
        ["5", "6", "7", "8"],
    ]


def test_a_heading_below_the_names_of_several_columns_ends_a_table_of_figures_without_labels():
    paper = Paper()
    head = ["维持", "纠正", "其他", "未结", "总计"]
    table(paper, [head, ["", "", "", "6", "7"]], [60, 100, 140, 180, 220, 400], ruled=False, height=30)
    for y, texts in ((120, ["五、问题和改进情况"]), (150, ["存在的问题：图解仅", "3", "篇，不够丰富。"])):
        for x, text in zip((56, 260, 300), texts, strict=False):
            paper.say(x, y, text)
    assert rows(paper)[0] == [head, ["", "", "", "6", "7"]]


def test_figures_below_words_that_may_be_their_label_are_no_header_with_a_row():
    paper = Paper()
    for y, text in ((52, "3.危及"), (64, "“三安"), (76, "全一稳"), (88, "定”")):
        paper.say(40, y, text)
    for x in (100, 160, 220):
        paper.say(x, 105, "12")
    assert [len(found) for found in rows(paper)] in ([], [1])


def test_figures_beside_a_label_that_its_cell_breaks_are_no_row_without_a_label():
    paper = Paper()
    paper.say(44, 60, "信息内容")
    paper.say(124, 52, "采购项目数")
    paper.say(204, 60, "采购总金额")
    for x, y, text in (
        (44, 82, "政府集中采"),
        (144, 83, "量"),
        (140, 90, "4"),
        (220, 90, "6.22"),
        (60, 98, "购"),
    ):
        paper.say(x, y, text)
    (document,) = ENGINE.open(paper.data())
    assert document.drawn == ()


def test_figures_without_any_label_are_no_table_that_goes_on():
    paper = Paper()
    table(paper, [HEAD, *BODY], XS, ruled=False)
    for y, text in ((130, "补正后申请内容"), (170, "仍不明确")):
        paper.say(44, y, text)
    for x, figure in ((124, "31"), (204, "32")):
        paper.say(x, 128, figure)
    for y, text in ((210, "信访举报投诉"), (250, "类申请")):
        paper.say(44, y, text)
    assert not any(row[-2:] == ["31", "32"] and not any(row[:-2]) for found in rows(paper) for row in found)


def test_a_column_of_text_may_hold_a_repeated_header_alone():
    paper = Paper(size=(842, 595))
    paper.line("本机关全年公开情况良好，各项工作有序推进。")
    long = [*BODY, *([f"第{number}类", "31", "32"] for number in range(6))]
    at = paper.y + 10
    for x, own in ((40, [HEAD, *long]), (460, [HEAD])):
        paper.y = at
        for row in own:
            paper.rule(x, paper.y, x + 240, paper.y)
            table(paper, [row], [x + place - 40 for place in XS], ruled=False)
    assert rows(paper)[0][1:] == [HEAD, *long]


def test_a_header_of_other_widths_than_its_figures_names_none_of_them():
    paper = Paper()
    table(paper, [["信息内容", "甲", "乙", "丙", "丁"]], [40, 96, 114, 136, 166, 260], ruled=False)
    body = [["规章", "1", "2", "3", "4"], ["文件", "", "", "9", "9"]]
    table(paper, body, [40, 86, 99, 116, 170, 260], ruled=False)
    (document,) = ENGINE.open(paper.data())
    assert not any(drawn.grid for drawn in document.drawn)


def test_a_note_with_a_number_ends_the_table_above_it():
    paper = Paper()
    table(paper, [HEAD, *BODY], XS, ruled=False)
    for x, text in ((40, "注：数据由单位汇总共涉及"), (166, "12"), (182, "家单位")):
        paper.say(x, paper.y + 12, text)
    (document,) = ENGINE.open(paper.data())
    assert document.text.splitlines()[:3] == ["\t".join(row) for row in [HEAD, *BODY]]


@pytest.mark.parametrize(("gap", "found"), [(8, "社会"), (14, "社")])
def test_two_signs_spread_over_each_line_of_a_name_are_words(gap, found):
    paper = Paper()
    for x, name in ((44, "信息内容"), (204, "总计")):
        paper.say(x, 50, name)
    for y, name in ((50, "社会"), (62, "公益")):
        paper.say(124, y, name[0])
        paper.say(134 + gap, y, name[1])
    paper.y = 70
    table(paper, BODY, XS, ruled=False)
    (document,) = ENGINE.open(paper.data())
    assert found in document.text.replace("\t", " ").split()


@pytest.mark.parametrize("first", [True, False])
def test_the_first_line_of_small_paper_is_furniture_as_deep_as_on_large_one(first):
    paper = Paper(size=(400, 300))
    for row in BODY:
        if not first:
            paper.say(40, 30, f"题目{row[0]}")
        paper.say(40, 50, "年度报告")
        paper.y = 70
        table(paper, [row], XS)
        paper.turn()
    paper.pages.pop()
    (document,) = ENGINE.open(paper.data())
    assert (document.text.index("年度报告") > document.text.index("文件\t")) == first
