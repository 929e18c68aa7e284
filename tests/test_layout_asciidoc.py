import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji_layouts import asciidoc
from layout_laws import PROSE, Grid, assert_linear, grids, read, texts


def render(grid: Grid, *, inline: bool, cols: str) -> str:
    lines = [
        " ".join(f"|{cell}" for cell in row) if inline else "\n".join(f"|{c}" for c in row) for row in grid
    ]
    return f"前言\n\n[{cols}]\n|===\n" + "\n\n".join(lines) + "\n|===\n"


@given(grid=grids(), inline=st.booleans(), style=st.integers(0, 2))
def test_a_grid_comes_back(grid: Grid, *, inline: bool, style: int) -> None:
    width = len(grid[0])
    cols = [
        f'cols="{"," * (width - 1)}"',
        f'cols="{width}*",options="header"',
        f'width="100%",cols="<{",>" * (width - 1)}"',
    ]
    assert texts(asciidoc, render(grid, inline=inline, cols=cols[style])) == [grid]


def test_the_first_line_sets_the_columns() -> None:
    text = ".表一\n|===\n|项目 |甲 |乙\n\n|规章 |1\n|2\n|===\n"
    [matrix] = read(asciidoc, text)
    assert matrix.rows(text) == [["项目", "甲", "乙"], ["规章", "1", "2"]]
    assert matrix.header_rows == 1
    assert matrix.caption is not None
    assert text[slice(*matrix.caption)] == "表一"


def test_spans_and_styles() -> None:
    text = '[cols=",,"]\n|===\n.2+|项目 2+^.^h|数量\n\na|甲 |*乙*\n\n3+|合并\n\n|规章 |{plus}1 |a\\|b\n|===\n'
    assert texts(asciidoc, text) == [
        [["项目", "数量", "数量"], ["项目", "甲", "乙"], ["合并"] * 3, ["规章", "1", "a|b"]]
    ]


def test_two_figures_on_two_lines_are_not_one() -> None:
    assert texts(asciidoc, '[cols=","]\n|===\n|甲 |12\n3\n|===\n') == [[["甲", "12\n3"]]]


@pytest.mark.parametrize(
    "body",
    [
        "|甲 |1 |2\n|乙 |3\n",
        "|甲 |1\n|乙 |2 |3\n|丙 |4 |5\n",
        "|甲 |1 2+|2\n|丁\n",
        "3+|甲\n|乙 |1 |2\n|丙 2+|1 |2\n",
    ],
)
def test_cells_that_do_not_fill_their_rows_are_refused(body: str) -> None:
    assert read(asciidoc, f'[cols=",,"]\n|===\n{body}|===\n') == []


def test_other_formats_and_prose_are_refused() -> None:
    assert read(asciidoc, "[format=csv]\n|===\n甲,1\n乙,2\n|===\n") == []
    assert read(asciidoc, "|===\n|甲 |1\n") == []
    assert read(asciidoc, PROSE) == []


def test_time_is_linear_in_the_attributes() -> None:
    for unit in ('cols="', "options=", "separator"):
        assert_linear(asciidoc, unit, "[", "]\n|===\n|a\n|===\n")
