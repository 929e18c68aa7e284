import csv
import io

import pytest
from hypothesis import given

from gouji_layouts import csv_text
from layout_laws import PROSE, Grid, grids, missed, read, reports, texts


def render(grid: Grid, mark: str = ",", newline: str = "\n", quoting: int = csv.QUOTE_MINIMAL) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=mark, lineterminator=newline, quoting=quoting).writerows(grid)
    return out.getvalue()


@pytest.mark.parametrize("mark", [",", ";"])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
@given(grid=grids().filter(lambda grid: len(grid[0]) > 2))
def test_a_grid_comes_back(grid: Grid, mark: str, newline: str) -> None:
    assert texts(csv_text, "前言。" + newline * 2 + render(grid, mark, newline)) == [grid]


@given(grid=grids())
def test_all_fields_quoted(grid: Grid) -> None:
    assert texts(csv_text, render(grid, quoting=csv.QUOTE_ALL)) == [grid]


def test_quoted_fields_hold_separators_line_breaks_and_quotes() -> None:
    grid = [["项目", "数", "注"], ['危及"三安全', "1,204", "甲\n乙"], ["规章", "7", "丙"]]
    [rows] = texts(csv_text, render(grid))
    assert rows == grid


def test_blanks_within_quotes_end_no_field_beside_doubled_quotes_either() -> None:
    text = '规章,3,4\n" 甲""乙"" ",5,6\n'
    assert texts(csv_text, text) == [[["规章", "3", "4"], ['甲"乙"', "5", "6"]]]


def test_blank_lines_part_tables_with_their_own_widths() -> None:
    text = render([["甲", "1", "2"], ["乙", "3", ""]]) + "\n" + render([["丙", "1", "2", "3"]] * 2)
    assert [m.shape for m in read(csv_text, text)] == [(2, 3), (2, 4)]


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "数量15,172,0,209\n数量11,287,0,332\n",
        "1,234,567\n2,345,678\n3,456,789\n",
        "一、收到 15,172 0 209,15 1,906\n二、结转 1,243 0 33,11 1,287\n",
        "| 甲 | 1,204,111 |\n| 乙 | 2,204,111 |\n",
        "Well, yes, indeed\nNo, never, again\n",
    ],
)
def test_commas_of_prose_and_of_figures_make_no_table(text: str) -> None:
    assert read(csv_text, text) == []


def test_a_record_of_another_width_is_left_out() -> None:
    text = "甲,1,2\n乙,3,4\n丙,1,204,5\n丁,5,6\n戊,7,8\n"
    assert texts(csv_text, text) == [
        [["甲", "1", "2"], ["乙", "3", "4"]],
        [["丁", "5", "6"], ["戊", "7", "8"]],
    ]


@pytest.mark.shared
@pytest.mark.parametrize("report", reports(range(12)))
def test_pandas_prints(report: str) -> None:
    assert missed(csv_text, report, "html_pandas_default_csv.csv") == []
