import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji_layouts import ruled
from layout_laws import PROSE, Grid, grids, missed, read, reports, texts


def width(text: str, unit: str) -> int:
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + (wide if unit == "width" else 0)


def padded(cell: str, size: int, unit: str, align: str) -> str:
    room = size - width(cell, unit)
    left = {"left": 0, "right": room, "centre": room // 2}[align]
    return " " * left + cell + " " * (room - left)


def printed(grid: Grid, unit: str, align: str, gap: str, mark: str = "-") -> tuple[list[str], str]:
    """The lines of a grid and the ruler above and below them."""
    sizes = [max(2, *(width(row[c], unit) for row in grid)) for c in range(len(grid[0]))]
    sizes[0] = max(sizes[0], 3)
    aligns = ["left", *[align] * (len(sizes) - 1)]
    cells = [[padded(c, n, unit, a) for c, n, a in zip(row, sizes, aligns, strict=True)] for row in grid]
    return [gap.join(row).rstrip() for row in cells], gap.join(mark * n for n in sizes)


ARGUMENTS = {
    "grid": grids(blank=False),
    "unit": st.sampled_from(["chars", "width"]),
    "align": st.sampled_from(["left", "right"]),
    "gap": st.sampled_from([" ", "  "]),
}


def is_read(found: list[Grid], grid: Grid) -> bool:
    """The grid, or nothing: several units may fit a small table, and then no reading is proven."""
    return found in ([grid], [])


@given(**ARGUMENTS)
def test_a_simple_table(grid: Grid, unit: str, align: str, gap: str) -> None:
    lines, ruler = printed(grid, unit, align, gap)
    found = texts(ruled, "\n".join(["前言", "", *lines[:1], ruler, *lines[1:], "", "后记"]))
    assert is_read(found, grid)


@given(**ARGUMENTS)
def test_a_headless_simple_table(grid: Grid, unit: str, align: str, gap: str) -> None:
    lines, ruler = printed(grid, unit, align, gap)
    assert is_read(texts(ruled, "\n".join(["前言", "", ruler, *lines, ruler, "", "后记"])), grid)


@given(**ARGUMENTS, head=st.booleans())
def test_a_multiline_table(grid: Grid, unit: str, align: str, gap: str, *, head: bool) -> None:
    lines, ruler = printed(grid, unit, align, gap)
    whole = "-" * len(ruler)
    spaced = "\n\n".join(lines[1 if head else 0 :])
    text = f"{whole}\n{lines[0]}\n{ruler}\n{spaced}\n{whole}\n" if head else f"{ruler}\n{spaced}\n\n{ruler}\n"
    found = read(ruled, text)
    assert is_read([matrix.rows(text) for matrix in found], grid)
    assert all(matrix.header_rows == head for matrix in found)


@given(**ARGUMENTS)
def test_a_restructured_table(grid: Grid, unit: str, align: str, gap: str) -> None:
    lines, ruler = printed(grid, unit, align, gap, "=")
    found = read(ruled, text := "\n".join(["前言", "", ruler, lines[0], ruler, *lines[1:], ruler, ""]))
    assert is_read([matrix.rows(text) for matrix in found], grid)
    assert all(matrix.header_rows == 1 for matrix in found)


@given(grid=grids(), unit=st.sampled_from(["chars", "width"]))
def test_labels_of_several_lengths_prove_the_unit(grid: Grid, unit: str) -> None:
    first = ["项目", *("本年" for _ in grid[0][1:])]
    longest = ["其他对外管理服务事项", *("1,204" for _ in grid[0][1:])]
    table = [first, longest, *grid, ["总 计", *("7" for _ in grid[0][1:])]]
    lines, ruler = printed(table, unit, "left", "   ")
    assert texts(ruled, "\n".join([ruler, *lines, ruler, ""])) == [table]


def test_cells_wrapped_over_lines_and_a_caption() -> None:
    text = (
        "  ------------------------\n  项目        本年\n              数量\n  ----------- ------------\n"
        "  其他对外    1,204\n  管理服务\n\n  规章\n  ------------------------\n\n  : 表一\n"
    )
    [matrix] = read(ruled, text)
    assert matrix.rows(text) == [["项目", "本年数量"], ["其他对外管理服务", "1,204"], ["规章", ""]]
    assert matrix.caption is not None
    assert text[slice(*matrix.caption)] == "表一"


def test_a_blank_row_does_not_make_one_row_of_all() -> None:
    text = "---- ----\n甲   1\n乙   2\n\n丙   3\n---- ----\n"
    assert texts(ruled, text) == [[["甲", "1"], ["乙", "2"], ["丙", "3"]]]


def test_restructured_underlines_join_cells_and_blank_labels_run_on() -> None:
    text = (
        "======== ==== ====\n第二十条\n------------------\n项目     甲   乙\n======== ==== ====\n"
        "行政许可 12   34\n         件   件\n合并     7\n-------- ---------\n======== ==== ====\n"
    )
    assert texts(ruled, text) == [
        [["第二十条"] * 3, ["项目", "甲", "乙"], ["行政许可", "12件", "34件"], ["合并", "7", "7"]]
    ]


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "标题\n----\n\n正文\n\n---\n\n- 一\n- 二\n",
        "项目 数量\n---- ----\n规章一二三 12\n处罚 3\n",
        "项目   数\n----   ----\n规章  1 204  7\n",
        "---- ----\n\n---- ----\n",
        "=== ===\n",
    ],
)
def test_what_does_not_stand_under_the_strokes_is_refused(text: str) -> None:
    assert read(ruled, text) == []


def test_marks_of_markdown_are_no_text() -> None:
    ruler = "---------------------- ----------\n"
    text = f'{ruler}[规章]{{style="x"}}      **12**\n危及\\"三安全\\"         \\-39\n{ruler}'
    assert texts(ruled, text) == [[["规章", "12"], ['危及"三安全"', "-39"]]]


@pytest.mark.shared
@pytest.mark.parametrize("converter", ["docx", "html"])
@pytest.mark.parametrize("report", reports([0, 1, 2, 4, 5, 6, 9, 11]))
def test_pandoc_prints(report: str, converter: str) -> None:
    assert missed(ruled, report, f"{converter}_pandoc_markdown.md") == []
