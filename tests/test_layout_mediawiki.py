import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji_layouts import mediawiki
from layout_laws import PROSE, Grid, grids, missed, read, reports, texts


def render(grid: Grid, *, inline: bool, attributes: str) -> str:
    rows = []
    for row in grid:
        if inline:
            rows.append("| " + " || ".join(row))
        else:
            rows += [
                f"|{attributes}| {cell}".rstrip() if attributes else f"| {cell}".rstrip() for cell in row
            ]
        rows.append("|-")
    return "前言\n\n{| class=wikitable\n|-\n" + "\n".join(rows[:-1]) + "\n|}\n"


@given(
    grid=grids(), inline=st.booleans(), attributes=st.sampled_from(["", 'width="38%"', "align=right nowrap"])
)
def test_a_grid_comes_back(grid: Grid, *, inline: bool, attributes: str) -> None:
    grid = [[cell or " " for cell in row] for row in grid]
    wanted = [[cell.strip() for cell in row] for row in grid]
    assert texts(mediawiki, render(grid, inline=inline, attributes="" if inline else attributes)) == [wanted]


def test_spans_caption_and_head() -> None:
    text = '{|\n|+ 表一\n! rowspan="2" | 项目 !! colspan=2 | 数量\n|-\n! 甲 !! 乙\n|-\n| 规章 || 1 || 2\n|}\n'
    [matrix] = read(mediawiki, text)
    assert matrix.rows(text) == [["项目", "数量", "数量"], ["项目", "甲", "乙"], ["规章", "1", "2"]]
    assert matrix.header_rows == 2
    assert matrix.caption is not None
    assert text[slice(*matrix.caption)] == "表一"


def test_a_table_within_a_cell_is_a_table() -> None:
    text = "{|\n| 外\n|\n{|\n| 1 || 2\n|}\n|-\n| 尾 || 3\n|}\n"
    assert texts(mediawiki, text) == [[["1", "2"]], [["外", ""], ["尾", "3"]]]


def test_text_over_several_lines_is_one_cell_and_two_figures_are_not_one() -> None:
    text = "{|\n| 其他对外\n管理服务\n| 12\n3\n| '''7'''<br/>件\n|}\n"
    assert texts(mediawiki, text) == [[["其他对外管理服务", "12\n3", "7件"]]]


def test_a_bar_in_the_text_is_not_taken_for_attributes() -> None:
    assert texts(mediawiki, "{|\n| 甲 || 12|3\n|}\n") == [[["甲", "12|3"]]]


def test_an_unclosed_table_is_none() -> None:
    assert read(mediawiki, "{|\n| 甲 || 1\n|-\n| 乙 || 2\n") == []
    assert read(mediawiki, PROSE) == []


@pytest.mark.shared
@pytest.mark.parametrize("converter", ["docx", "html"])
@pytest.mark.parametrize("report", reports(range(12)))
def test_pandoc_prints(report: str, converter: str) -> None:
    assert missed(mediawiki, report, f"{converter}_pandoc_mediawiki.wiki") == []
