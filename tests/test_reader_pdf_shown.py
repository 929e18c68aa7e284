"""PDF files in which a frame or a page shows a part of a table: what seems blank there is not."""

from __future__ import annotations

import pytest

from pdf_files import Paper, table
from reader_reports import ENGINE

pytest.importorskip("pypdfium2", reason="pypdfium2 reads PDF files: pip install 'gouji[pdf]'")

HEAD = ["名称", "自然人", "企业", ""]
ROWS = [["规章", "11", "13", ""], ["文件", "12", "14", ""]]
XS = [40, 100, 160, 220, 250]


def said(paper):
    (document,) = ENGINE.open(paper.data())
    return [line.split("\t")[3] for line in document.text.splitlines() if line.count("\t") == 3]


def framed(*rows):
    paper = Paper()
    table(paper, rows, XS)
    return paper


def test_a_last_column_in_which_nothing_stands_is_not_blank():
    assert said(framed(HEAD, *ROWS)) == 3 * ["\ufffc"]
    assert said(framed([*HEAD[:3], "计"], *ROWS)) == ["计", "", ""]


def test_a_column_whose_name_runs_out_of_the_table_is_not_blank():
    paper = framed([*HEAD[:3], "计"], *ROWS)
    paper.pages[-1] = [line.replace("<8ba10020>", "<8ba18ba18ba18ba10020>") for line in paper.pages[-1]]
    assert said(paper)[1:] == 2 * ["\ufffc"]


def test_a_blank_column_that_a_page_before_names_is_blank():
    paper = framed([*HEAD[:3], "计"], *ROWS)
    paper.turn()
    table(paper, [["", "21", "22", ""]], XS)
    assert said(paper)[1:] == ["", "", ""]


LINES = [["名称", "自然人", "企业", "总计"], *[[f"规章{n}", "11", "22", ""] for n in "甲乙丙丁"]]


def plain(rows, *, across=None, walls=(), width=595):
    """Rows without frames, the cells at 60 points from each other; rules ``across`` end at a place."""
    paper = Paper(size=(width, 842))
    for row in rows:
        for number, text in enumerate(row):
            if text:
                paper.say(40 + 60 * number, paper.y + 12, text)
        for at in [across] if across else []:
            paper.rule(36, paper.y, at, paper.y)
        for at in walls:
            paper.rule(at, paper.y, at, paper.y + 20)
        paper.y += 20
    return paper


def last(rows, **drawn):
    (document,) = ENGINE.open(plain(rows, **drawn).data())
    return [line.split("\t")[3:] for line in document.text.splitlines()]


def filled(*figures, name="总计"):
    """The rows with figures in the last column, and its name."""
    return [[*LINES[0][:3], name], *[[*row[:3], own] for row, own in zip(LINES[1:], figures, strict=True)]]


BLANK, HIDDEN = [["总计"], ["3"], [""], ["3"], [""]], [["总计"], ["3"], ["\ufffc"], ["3"], ["\ufffc"]]


def test_a_column_without_walls_is_blank_where_its_name_and_figures_are_shown():
    rows = filled("3", "", "3", "")
    assert last(rows) == BLANK
    assert last(rows, across=260) == BLANK
    assert last(rows, walls=(36, 96, 156, 216, 260)) == BLANK


def test_a_last_column_without_walls_that_has_no_figure_or_no_name_is_not_blank():
    assert last(LINES)[1:] == 4 * [["\ufffc"]]
    assert [row for row in last(filled("33", "", "33", "", name=""))[1:] if row] == [
        ["33"],
        ["\ufffc"],
        ["33"],
        ["\ufffc"],
    ]


def test_a_short_table_may_have_a_blank_last_column():
    assert last(LINES[:3])[1:] == [[""], [""]]


def test_a_last_column_over_the_ends_of_its_rules_or_without_its_wall_is_not_blank():
    rows = filled("3", "", "3", "")
    assert last(rows, across=222) == HIDDEN
    assert last(rows, walls=(36, 96, 156, 216)) == HIDDEN


def test_rules_that_go_on_beyond_the_paper_have_another_column():
    rows = filled("3", "4", "3", "")
    assert last(rows, across=340, width=270)[1:] == [
        ["3", "\ufffc"],
        ["4", "\ufffc"],
        ["3", "\ufffc"],
        ["", "\ufffc"],
    ]
    assert last(rows, across=340)[1:] == [["3"], ["4"], ["3"], [""]]


def test_what_stands_outside_tables_may_go_on_where_text_reaches_over_the_paper():
    paper = Paper(size=(200, 300))
    paper.say(40, 60, "规章")
    paper.say(190, 60, "12")
    assert "\ufffc" not in ENGINE.open(paper.data())[0].text
    paper.say(190, 90, "1234")
    paper.say(40, 120, "文件")
    assert "规章" in ENGINE.open(paper.data())[0].text.split("\ufffc")[0]
    assert "\ufffc" in ENGINE.open(paper.data())[0].text


def flush(*figures, name="总计", step=5):
    """The rows with figures flush right in the last column, those too short left out."""
    paper = Paper()
    for row in [[*LINES[0][:3], name], *([*LINES[n][:3], own] for n, own in enumerate(figures, 1))]:
        for number, text in enumerate(row):
            if text:
                right = 70 + 60 * number if number else 0
                paper.say(
                    right - step * len(text) if text.isdigit() else 40 + 60 * number, paper.y + 12, text
                )
        paper.y += 20
    (document,) = ENGINE.open(paper.data())
    return [line.split("\t")[3:] for line in document.text.splitlines()]


def test_a_column_whose_short_figures_would_begin_beyond_all_that_is_shown_of_it_is_not_blank():
    assert flush("333", "", "4444", "", name="计") == [["计"], ["333"], ["\ufffc"], ["4444"], ["\ufffc"]]
    assert flush("333", "", "4", "", name="计") == [["计"], ["333"], [""], ["4"], [""]]
    assert flush("333", "3333", "4444", "1234", name="计")[1:] == [["333"], ["3333"], ["4444"], ["1234"]]
