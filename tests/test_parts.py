"""The third table printed as several: each group of its columns is a table of its own."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji

FIRST = """二、主动公开政府信息情况
第二十条第（一）项
信息内容 本年制发件数 本年废止件数 现行有效件数
规章 1 2 3
行政规范性文件 4 5 6

"""
HEADING = "四、因政府信息公开工作被申请行政复议、提起行政诉讼情况"
NAMES = ["结果维持", "结果纠正", "其他结果", "尚未审结", "总计"]
REVIEW, DIRECT, AFTER = "行政复议", "未经复议直接起诉", "复议后起诉"
FIGURES = {REVIEW: [3, 1, 9, 4, 17], DIRECT: [8, 1, 4, 3, 16], AFTER: [0, 1, 8, 0, 9]}
IDS = {REVIEW: "review", DIRECT: "litigation_direct", AFTER: "litigation_after_review"}
COLUMNS = ["upheld", "corrected", "other", "pending", "total"]
HALVES = [[REVIEW], [DIRECT, AFTER]]
THIRDS = [[REVIEW], [DIRECT], [AFTER]]


def rows(groups, figures, names=NAMES):
    """The rows of a table of some groups."""
    wide = len(names)
    head = [["行政诉讼", *[""] * (2 * wide - 1)]] if len(groups) > 1 else []
    head.append([text for group in groups for text in (group, *[""] * (wide - 1))])
    return [*head, names * len(groups), [str(n) for group in groups for n in figures[group]]]


def tsv(table):
    return "\n".join("\t".join(row) for row in table)


def markdown(table):
    first, *others = ["| " + " | ".join(row) + " |" for row in table]
    return "\n".join([first, "|" + " --- |" * len(table[0]), *others])


def html(table):
    cells = ["".join(f"<td>{text}</td>" for text in row) for row in table]
    return "<table>" + "".join(f"<tr>{row}</tr>" for row in cells) + "</table>"


def words(table):
    return "\n".join(" ".join(text for text in row if text) for row in table)


def lines(table):
    return "\n".join(text for row in table for text in row if text)


def third(text):
    """The values of a text's third table."""
    cells = gouji.parse(text).cells
    return {key: cell.value for key, cell in cells.items() if key.startswith("review_litigation/")}


def printed(tables, form, figures=FIGURES):
    """A text that prints the third table so."""
    return FIRST + "\n\n".join([HEADING, *(form(rows(groups, figures)) for groups in tables)])


def asked(figures=FIGURES):
    return {
        f"review_litigation/{IDS[group]}/{column}": value
        for group in IDS
        for column, value in zip(COLUMNS, figures[group], strict=True)
    }


@pytest.mark.parametrize("tables", [HALVES, THIRDS, HALVES[::-1]], ids=["two", "three", "turned about"])
@pytest.mark.parametrize("form", [tsv, markdown, html, words, lines])
def test_groups_printed_as_tables_of_their_own_are_read_as_one(tables, form):
    assert third(printed(tables, form)) == asked()


@given(st.fixed_dictionaries({name: st.lists(st.integers(0, 99), min_size=4, max_size=4) for name in IDS}))
def test_a_table_in_parts_says_what_it_says_in_one(figures):
    whole = {name: [*own, sum(own)] for name, own in figures.items()}
    assert third(printed(HALVES, tsv, whole)) == asked(whole)


@pytest.mark.parametrize("form", [tsv, markdown, html])
def test_a_blank_cell_of_a_part_is_blank(form):
    own = {**FIGURES, REVIEW: ["", 1, "", 4, 5]}
    cells = gouji.parse(printed(HALVES, form, own)).cells
    assert [cells[f"review_litigation/review/{name}"].status for name in COLUMNS] == [
        "blank",
        "printed",
        "blank",
        "printed",
        "printed",
    ]


def test_a_narrower_table_may_have_the_blank_cells_of_the_one_below_it():
    first, second = (rows(groups, FIGURES) for groups in HALVES)
    assert third(f"{HEADING}\n{tsv([row + [''] * 5 for row in first])}\n\n{tsv(second)}") == asked()
    beside = third(f"{HEADING}\n{tsv([row + ['7'] * 5 for row in first])}\n\n{tsv(second)}")
    assert all(value is None for key, value in beside.items() if "/review/" in key)


def test_a_part_whose_blanks_left_no_trace_says_no_more_than_its_sum_proves():
    cells = gouji.parse(printed(HALVES, words, {**FIGURES, REVIEW: ["", 1, "", 4, 5]})).cells
    own = [cells[f"review_litigation/review/{name}"] for name in COLUMNS]
    assert [cell.value for cell in own if cell.value is not None] in ([], [5])
    assert cells["review_litigation/litigation_direct/upheld"].value == 8


@pytest.mark.parametrize("tables", [HALVES[:1], HALVES[1:], [[REVIEW], [DIRECT]]])
@pytest.mark.parametrize("form", [tsv, markdown, html, words, lines])
def test_some_of_the_parts_are_not_taken_for_others(tables, form):
    own = {IDS[group] for groups in tables for group in groups}
    stated = {key: value for key, value in third(printed(tables, form)).items() if value is not None}
    assert {key.split("/")[1] for key in stated} <= own
    assert stated.items() <= asked().items()


def test_a_row_that_only_spans_cells_parts_no_header_from_its_figures():
    head = "<tr><td colspan=5>行政复议</td></tr><tr>" + "".join(f"<td rowspan=2>{n}</td>" for n in NAMES)
    figures = "".join(f"<td>{n}</td>" for n in FIGURES[REVIEW])
    first = f"<table>{head}</tr><tr></tr><tr>{figures}</tr></table>"
    assert third(HEADING + first + html(rows(HALVES[1], FIGURES))) == asked()


SIDES = """四、因政府信息公开工作被申请行政复议、提起行政诉讼情况 行政诉讼
行政复议 未经复议直接起诉 复议后起诉
结果维持 结果纠正 其他结果 尚未审结 总计
结果维持 结果纠正 其他结果 尚未审结 总计 结果维持 结果纠正 其他结果 尚未审结 总计
8 1 4 3 16 0 1 8 0 9
3 1 9 4 17
"""


@pytest.mark.parametrize("order", [(0, 1, 2, 3), (1, 0, 2, 3)], ids=["other lines", "alike, not by groups"])
def test_lines_of_whole_groups_tell_no_order_where_names_have_other_lines(order):
    """Of two tables side by side, one a line higher: each sum holds wherever its group is put."""
    *head, five, ten, first, second = SIDES.splitlines()
    own = [five, ten, first, second]
    found = third(FIRST + "\n".join([*head, *(own[n] for n in order)]))
    assert set(found) == set(asked())
    assert not any(value is not None for value in found.values())


def test_lines_of_whole_groups_under_such_lines_of_names_tell_the_order():
    *head, five, ten, first, second = SIDES.splitlines()
    assert third(FIRST + "\n".join([*head, five, ten, second, first])) == asked()


def test_a_header_printed_twice_is_in_order():
    head = ["行政复议 行政诉讼", "未经复议直接起诉 复议后起诉", " ".join(NAMES * 3)]
    figures = " ".join(str(n) for own in FIGURES.values() for n in own)
    assert third(FIRST + "\n".join([HEADING, *head, *head, figures])) == asked()


def test_a_part_that_is_printed_twice_is_joined_once():
    assert third(printed([[REVIEW], *HALVES], tsv)) == asked()
    assert third(printed([*HALVES, [REVIEW]], tsv)) == asked()


def test_copies_in_parts_that_differ_are_told_apart():
    other = {**FIGURES, REVIEW: [3, 1, 9, 5, 18]}
    text = printed(HALVES, tsv) + "\n\n" + printed(HALVES, tsv, other)
    cells = gouji.parse(text).cells
    assert cells["review_litigation/review/pending"].status == "contested"
    assert cells["review_litigation/review/upheld"].value == 3


def test_parts_between_which_a_group_is_wanting_are_no_table():
    found = third(printed([[REVIEW], [AFTER]], tsv))
    assert all(value is None for key, value in found.items() if "/litigation_direct/" in key)


@pytest.mark.parametrize("form", [words, tsv])
def test_names_in_another_order_name_no_part(form):
    turned = [NAMES[1], NAMES[0], *NAMES[2:]]
    table = rows([REVIEW], FIGURES, turned)
    found = third(FIRST + "\n\n".join([HEADING, form(table), form(rows(HALVES[1], FIGURES))]))
    assert found["review_litigation/review/upheld"] in (None, 1)
    assert found["review_litigation/review/corrected"] in (None, 3)
