"""PDF files of sheets that repeat their columns of labels on each page: the pages are one table, once."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gouji_readers import pdf, pdf_titles
from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

TITLES = ["申请情况", "规章", "文件", "许可", "处罚"]
NAMES = ["自然人", "企业", "科研机构", "公益组织", "法律服务机构", "其他", "总计"]
WIDE = 70


def column(name, *figures):
    return [name, *figures]


def sheet(*pages, titles=TITLES, gap=20):
    """Pages that each show the titles and some columns, all rows ruled."""
    paper = Paper(size=(340, 300))
    for number, columns in enumerate(pages):
        if number:
            paper.turn()
        parts = [titles, *columns]
        xs = [40 + WIDE * n for n in range(len(parts) + 1)]
        table(paper, [list(row) for row in zip(*parts, strict=True)], xs, height=gap)
    return paper


def rows(paper):
    return [row for found in ENGINE.tables(paper.data()) for row in found.rows()]


def pages(paper):
    return [page.number for page in pdf_titles.joined(list(pdf._pages(paper.data())))]


def say(paper, number, x, y, text, size=10):
    """More text on one of the pages."""
    paper.pages.append(paper.pages.pop(number))
    paper.say(x, y, text, size)
    paper.pages.insert(number, paper.pages.pop())


ONE = column("自然人", "11", "", "13", "")
TWO = column("企业", "21", "22", "", "")
THREE = column("总计", "32", "22", "13", "")


def test_pages_that_repeat_columns_of_labels_are_one_table():
    assert rows(sheet([ONE], [TWO], [THREE])) == [
        ["申请情况", "自然人", "企业", "总计"],
        ["规章", "11", "21", "32"],
        ["文件", "", "22", "22"],
        ["许可", "13", "", "13"],
        ["处罚", "", "", ""],
    ]


@settings(deadline=None, max_examples=25)
@given(st.data())
def test_a_sheet_says_the_same_however_its_columns_are_spread_over_pages(data):
    figures = st.sampled_from(["", "0", "7", "12", "345"])
    columns = [
        column(name, *data.draw(st.tuples(*4 * [figures]))) for name in NAMES[: data.draw(st.integers(2, 7))]
    ]
    ends = sorted({*data.draw(st.lists(st.integers(1, len(columns)), max_size=4)), len(columns)})
    parts = [columns[start:end] for start, end in zip([0, *ends], ends, strict=False)]
    pieces = [part[n : n + 3] for part in parts for n in range(0, len(part), 3)]
    assert rows(sheet(*pieces)) == [list(row) for row in zip(TITLES, *columns, strict=True)]


def test_a_figure_says_on_which_of_its_pages_it_stands():
    (document,) = ENGINE.open(sheet([ONE], [TWO], [THREE]).data())
    start = document.text.index("32")
    (origin,) = document.origin.of([(start, start + 2)])
    assert origin["page"] == 3
    assert origin["box"][0] == pytest.approx(40 + WIDE + 4, abs=1)


@pytest.mark.parametrize(
    "others",
    [
        [[column("自然人", "4", "5", "6", "7")], [column("企业", "4", "5", "6", "7")]],
        [[column("自然人", "4", "5", "6", "7")], [column("企业", "4", "5", "无", "7")]],
        [[column("自然人", "4", "5", "6", "7")]],
    ],
    ids=["whole", "with a word", "begun"],
)
def test_two_reports_on_one_form_are_two(others):
    assert pages(sheet([ONE], [TWO], *others)) == list(range(1, 3 + len(others)))


def test_pages_with_the_same_names_are_copies_and_no_sheet():
    assert pages(sheet([ONE, TWO], [column("自然人", "4", "5", "6", "7"), TWO])) == [1, 2]


@pytest.mark.parametrize("place", [0, 2])
def test_pages_that_differ_in_a_label_are_no_sheet(place):
    paper = sheet([ONE], [TWO])
    paper.y = 40
    own = [*TITLES[:place], "另一种", *TITLES[place + 1 :]]
    paper.pages[1:] = sheet([TWO], titles=own).pages
    assert pages(paper) == [1, 2]


def test_pages_with_rows_of_other_heights_are_no_sheet():
    paper = sheet([ONE])
    paper.pages += sheet([TWO], gap=24).pages
    assert pages(paper) == [1, 2]


def test_less_labels_than_a_tables_are_no_titles():
    assert pages(sheet([ONE[:2]], [TWO[:2]], titles=TITLES[:2])) == [1, 2]


def test_a_text_that_runs_out_of_the_titles_stands_there_once():
    paper = sheet([ONE], [TWO])
    for number in (0, 1):
        say(paper, number, 44, 52, "二〇二一年度主动公开政府信息情况", size=3)
        say(paper, number, 44, 30, "二〇二一年度政府信息公开年度报告")
    (document,) = ENGINE.open(paper.data())
    assert document.text.count("二〇二一年度") == 2
    assert document.text.count("报告") == 1


LOWER = ["结转", "总数", "余数", "另计", "合计"]
BELOW = [column(first, "1", "2", "", "3") for first in ("8", "9", "17")]


@pytest.mark.parametrize("down", [True, False], ids=["first down", "first over"])
def test_rows_without_names_go_on_as_the_pages_beside_theirs_do(down):
    upper, lower = sheet([ONE], [TWO], [THREE]), sheet(*([own] for own in BELOW), titles=LOWER)
    order = zip(upper.pages, lower.pages, strict=True)
    upper.pages = [page for pair in order for page in pair] if down else upper.pages + lower.pages
    assert ["结转", "8", "9", "17"] in rows(upper)
    assert pages(upper) == ([1, 2] if down else [1, 4])


def test_rows_without_names_on_more_pages_than_have_names_are_no_sheet():
    upper, lower = sheet([ONE], [TWO]), sheet(*([own] for own in BELOW), titles=LOWER)
    upper.pages += lower.pages
    assert pages(upper) == [1, 3, 4, 5]


def test_rows_without_names_alone_are_no_sheet():
    assert pages(sheet(*([own] for own in BELOW), titles=LOWER)) == [1, 2, 3]


def test_titles_of_pages_beside_each_other_end_at_one_place():
    """Else a column that is the same by chance might be taken for a title."""
    same = column("件数", "5", "5", "5", "5")
    upper, lower = sheet([ONE], [TWO]), sheet([same, ONE], [same, TWO], titles=LOWER)
    upper.pages += lower.pages
    assert pages(upper) == [1, 2, 3, 4]


def test_a_header_that_pages_repeat_is_no_titles():
    """Its rows have names on both sides of each wall; labels of the rows below differ."""
    head = [["申请情况", "自然人", "企业"], ["一列", "甲", "乙"], ["二列", "丙", "丁"]]
    paper = Paper(size=(340, 300))
    xs = [40, 110, 180, 250]
    table(paper, [*head, ["", "规章", "11"], ["", "文件", "12"]], xs)
    paper.turn()
    table(paper, [*head, ["", "许可", "21"], ["", "处罚", "22"]], xs)
    assert pages(paper) == [1, 2]


def test_a_page_whose_figures_have_labels_of_their_own_goes_on_with_none():
    own = [column("行政机关", "甲", "乙", "丙", "丁"), column("数量", "4", "5", "6", "7")]
    assert pages(sheet([ONE], own)) == [1, 2]


@pytest.mark.parametrize("foot", ["第 {} 页，共 3 页", "{}", "- {} -"])
@pytest.mark.parametrize("place", [44, 150])
def test_lines_around_the_table_are_there_once_whatever_page_they_count(foot, place):
    paper = sheet([ONE], [TWO], [THREE])
    for number in range(3):
        say(paper, number, 44, 30, "某某局年度报告")
        say(paper, number, place, 250, foot.format(number + 1))
    (document,) = ENGINE.open(paper.data())
    assert document.text.count("某某局年度报告") == 1
    assert "文件\t\t22\t22" in document.text


def test_a_figure_drawn_at_once_with_its_label_is_no_title():
    """Rows drawn at once run out of the titles; what stands apart in another column is its own."""
    paper = sheet([ONE], [column("企业", "11", "22", "", "")])
    for number in (0, 1):
        kept = [line for line in paper.pages[number] if "89c47ae0" not in line and "00310031" not in line]
        paper.pages[number] = kept
        codes = ["".join(f"{ord(sign):04x}" for sign in text) for text in ("规章", "11 ")]
        at = paper.size[1] - 73
        paper.pages[number].append(f"BT /F 10 Tf 44 {at} Td [<{codes[0]}> -4600 <{codes[1]}>] TJ ET")
    assert rows(paper)[1] == ["规章", "11", "11"]
