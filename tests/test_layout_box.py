import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji_layouts import box
from layout_laws import PROSE, Grid, assert_linear, grids, missed, read, reports, soup, texts

STYLES = {
    "ascii": ("|", "+-++", "+-++", "+-++"),
    "links": ("|", "+--+", "|-+|", "+--+"),
    "light": ("│", "┌─┬┐", "├─┼┤", "└─┴┘"),
    "double": ("║", "╔═╦╗", "╠═╬╣", "╚═╩╝"),
    "rounded": ("│", "╭─┬╮", "├─┼┤", "╰─┴╯"),
}


def width(text: str, unit: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + (wide if unit == "width" else 0)


def wrapped(cell: str, size: int, unit: str) -> list[str]:
    lines, line = [], ""
    for char in cell:
        if width(line + char, unit) > size and not any(char.isascii() for char in cell):
            lines.append(line)
            line = ""
        line += char
    return [*lines, line]


def render(grid: Grid, style: str, unit: str, *, rules: str, size: int, pad: str) -> str:
    """Draw a grid: ``rules`` are all, head or none; labels are wrapped at ``size`` columns."""
    upright, top, middle, bottom = STYLES[style]
    cells = [[wrapped(cell, size if rules == "all" else 99, unit) for cell in row] for row in grid]
    sizes = [
        max(width(line, unit) for cell in column for line in cell) for column in zip(*cells, strict=True)
    ]

    def rule(marks: str) -> str:
        parts = [marks[1] * (n + 2 * len(pad)) for n in sizes]
        return marks[0] + marks[2].join(parts) + marks[3]

    lines = [rule(top)]
    for index, row in enumerate(cells):
        if index and (rules == "all" or (rules == "head" and index == 1)):
            lines.append(rule(middle))
        for level in range(max(len(cell) for cell in row)):
            pieces = [cell[level] if level < len(cell) else "" for cell in row]
            padded = [pad + p + " " * (n - width(p, unit)) + pad for p, n in zip(pieces, sizes, strict=True)]
            lines.append(upright + upright.join(padded) + upright)
    return "前言\n\n   " + "\n   ".join([*lines, rule(bottom)]) + "\n\n后记\n"


@given(
    grid=grids(),
    style=st.sampled_from(sorted(STYLES)),
    unit=st.sampled_from(["chars", "width"]),
    size=st.sampled_from([4, 8, 99]),
    pad=st.sampled_from(["", " "]),
)
def test_a_grid_with_rules_between_rows_comes_back(
    grid: Grid, style: str, unit: str, size: int, pad: str
) -> None:
    grid = [["项目", *("数量" for _ in grid[0][1:])], *grid]
    text = render(grid, style, unit, rules="all", size=size, pad=pad)
    assert texts(box, text) == [grid]


@given(grid=grids(), style=st.sampled_from(sorted(STYLES)), unit=st.sampled_from(["chars", "width"]))
def test_a_grid_with_a_rule_under_its_head_comes_back(grid: Grid, style: str, unit: str) -> None:
    grid = [["项目", *("数量" for _ in grid[0][1:])], *grid]
    [matrix] = read(box, text := render(grid, style, unit, rules="head", size=99, pad=" "))
    assert matrix.rows(text) == grid
    assert matrix.header_rows == 1


@given(grid=grids())
def test_an_open_table_comes_back(grid: Grid) -> None:
    grid = [["项目", *("数量" for _ in grid[0][1:])], *grid]
    lines = render(grid, "ascii", "width", rules="head", size=99, pad=" ").split("\n")[3:-4]
    text = "前言\n\n" + "\n".join(line.strip()[1:-1].rstrip() for line in lines) + "\n(3 rows)\n"
    assert texts(box, text) == [grid]


SOUP = ["+---+---+\n", "|", "+", "-", "\n", "| a | b |\n", "|---+---|\n", "┌─┬─┐\n", "│甲│b│\n", "├─┼─┤\n"]
SOUP += ["└─┴─┘\n", "a | b\n", "--+--\n", "─", "甲", "12", " ", "│"]

SPANS = """\
┌──────────────┬──────────┐
│              │申请人情况│
│勾稽关系      ├────┬─────┤
│              │甲  │乙   │
├──────┬───────┼────┼─────┤
│      │（一） │1   │2    │
│三、  ├───────┼────┼─────┤
│结果  │（二） │    │39   │
├──────┴───────┼────┴─────┤
│四、          │7         │
└──────────────┴──────────┘
"""


def test_missing_bars_and_rules_merge_cells() -> None:
    assert texts(box, SPANS) == [
        [
            ["勾稽关系", "勾稽关系", "申请人情况", "申请人情况"],
            ["勾稽关系", "勾稽关系", "甲", "乙"],
            ["三、结果", "（一）", "1", "2"],
            ["三、结果", "（二）", "", "39"],
            ["四、", "四、", "7", "7"],
        ]
    ]


def test_every_single_broken_line_of_a_box_moves_no_figure() -> None:
    whole = {"（一）": ["1", "2"], "（二）": ["", "39"], "四、": ["7", "7"]}
    lines = SPANS.splitlines()
    for gone in range(len(lines)):
        for rows in texts(box, "\n".join(lines[:gone] + lines[gone + 1 :]) + "\n"):
            for row in rows:
                for label in whole.keys() & set(row):
                    assert row[-2:] == whole[label], (gone, row)


def test_a_figure_over_two_lines_is_not_put_together() -> None:
    rule = "+----+------+\n"
    text = f"{rule}| 甲 | 1020 |\n|    | 5    |\n{rule}| 乙 | 7    |\n{rule}| 丙 | 8    |\n{rule}"
    assert texts(box, text) == [[["甲", "1020 5"], ["乙", "7"], ["丙", "8"]]]


def test_bars_without_rules_are_read_where_they_line_up() -> None:
    text = (
        "|第二十条              |\n|项目      |甲   |乙   |\n"
        "|规章      |12   |     |\n|处罚      |3    |4    |\n"
    )
    assert texts(box, text) == [
        [["第二十条"] * 3, ["项目", "甲", "乙"], ["规章", "12", ""], ["处罚", "3", "4"]]
    ]


def test_a_row_that_may_run_on_is_refused() -> None:
    assert read(box, "|项目  |甲  |乙  |\n|规章  |1020|7   |\n|      |5   |    |\n") == []


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "| 甲 | 乙 |\n|---|---|\n| 1 | 2 |\n",
        "| 甲 | 乙 |\n|---+---|\n| 1 | 2 |\n|---+---|\n| 3 | 4 |\n",
        "| 公开渠道 | 单位 | 数量 |\n| 政府网站 | 条 | 1532 |\n| 政务微博 | 条目 | 7 |\n",
        "+---+---+\n| 甲 | 1 |\n| 乙乙 | 2 | 3 |\n+---+---+\n",
        "┌───┐\n│一段话│\n└───┘\n",
    ],
)
def test_other_layouts_and_crooked_boxes_are_refused(text: str) -> None:
    assert read(box, text) == []


def test_crooked_boxes_are_read_by_the_order_of_bars_where_all_rows_have_as_many() -> None:
    text = "┌────┬───┐\n│甲│1│\n├────┼───┤\n│其他对外│2│\n├────┼───┤\n│𠀀☃①│3│\n└────┴───┘\n"
    assert texts(box, text) == [[["甲", "1"], ["其他对外", "2"], ["𠀀☃①", "3"]]]


def test_a_box_within_a_box() -> None:
    inner = ["+----+---+", "| 甲 | 1 |", "+----+---+", "| 乙 | 2 |", "+----+---+"]
    text = (
        "+---------------+\n| 说明          |\n"
        + "".join(f"| {line}    |\n" for line in inner)
        + "+---------------+\n"
    )
    text = text.replace("甲 ", "甲").replace("乙 ", "乙").replace("说明  ", "说明")
    assert texts(box, text) == [[["甲", "1"], ["乙", "2"]]]


def test_marks_of_markdown_in_a_grid_table_are_no_text() -> None:
    rule = "+------------+------------------+\n"
    text = (
        f'{rule}| ::: cell   | [79              |\n| 规章       | 6]{{lang="EN-US"}} |\n| :::        |'
        f"                  |\n{rule}| **总计**   | []{{.x}}           |\n"
        f"{rule}| 甲\\*       | 7                |\n{rule}"
    )
    assert texts(box, text) == [[["规章", "796"], ["总计", ""], ["甲*", "7"]]]


def test_each_unit_gives_the_same_cells() -> None:
    grid = [["项目", "数"], ["其他对外管理服务事项", "1,204"], ["危及“三安全”", "7"]]
    found = [
        texts(box, render(grid, "light", unit, rules="all", size=99, pad="")) for unit in ("chars", "width")
    ]
    assert all(one == other for one, other in pairwise(found))
    assert found[0] == [grid]


@given(text=soup(SOUP))
def test_no_text_raises(text: str) -> None:
    read(box, text)


@pytest.mark.parametrize(
    ("before", "unit", "after"), [("|甲|\n|", "-", "x|\n"), ("+-+\n|", "|", "|\n"), ("|", "- ", "甲|\n|1|")]
)
def test_time_is_linear_in_one_line(before: str, unit: str, after: str) -> None:
    assert_linear(box, unit, before, after)


@pytest.mark.share(2)
@pytest.mark.parametrize(
    "unit",
    [
        "+---+---+\n",
        "| a | b |\n",
        "| ",
        "│",
        "├─┼─┤\n│a│b│\n",
        "a | b\n--+--\n",
        "--+--\n",
        "|a|\n",
        "+-+-+\n|甲|\n",
    ],
)
def test_time_is_linear(unit: str) -> None:
    assert_linear(box, unit)


@pytest.mark.shared
@pytest.mark.parametrize("browser", ["w3m", "links"])
@pytest.mark.parametrize("report", reports([0, 1, 2, 5, 7, 9, 11]))
def test_browsers_print(report: str, browser: str) -> None:
    assert missed(box, report, f"html_{browser}.txt") == []


def test_two_bars_at_one_place_have_no_cell_between_them() -> None:
    text = "|| 本年增/减 ||  || 7 ||\n| 甲@乙 | / | 264991 |\n"
    for matrix in read(box, text):
        assert set(matrix.owner.ravel().tolist()) - {-1} == set(range(matrix.size))
