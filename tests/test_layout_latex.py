import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji_layouts import latex
from layout_laws import PROSE, Grid, assert_linear, grids, read, soup, texts

ENVIRONMENTS = [
    ("\\begin{tabular}{lrr}", "\\end{tabular}"),
    (
        "\\begin{longtable}[]{@{}l>{\\raggedright}p{(\\linewidth - 6\\tabcolsep) * \\real{0.3}}@{}}",
        "\\end{longtable}",
    ),
    ("\\begin{tabularx}{\\textwidth}{l|X|X}", "\\end{tabularx}"),
    ("\\begin{array}[t]{ll}", "\\end{array}"),
]

SOUP = [
    "\\begin{tabular}{ll}",
    "\\end{tabular}",
    "&",
    "\\\\",
    "\n",
    "\\multicolumn{3}{l}{",
    "{",
    "}",
    "%",
    "\\%",
    "甲",
]
SOUP += ["\\multirow{-2}{*}{", "\\endhead", "\\endfirsthead", "$", "\\caption{", "[", "\\multirow"]


def escaped(cell: str) -> str:
    return cell.replace("%", "\\%")


def render(grid: Grid, environment: tuple[str, str], rule: str) -> str:
    body = f" \\\\ {rule}\n".join(" & ".join(escaped(cell) for cell in row) for row in grid)
    return f"前言\n{environment[0]}\n\\toprule\n{body} \\\\\n\\bottomrule\n{environment[1]}\n"


@given(
    grid=grids(),
    environment=st.sampled_from(ENVIRONMENTS),
    rule=st.sampled_from(["", "\\hline", "\\cmidrule(lr){1-2}", "[2pt]"]),
)
def test_a_grid_comes_back(grid: Grid, environment: tuple[str, str], rule: str) -> None:
    assert texts(latex, render(grid, environment, rule)) == [grid]


def test_merged_cells() -> None:
    text = (
        "\\begin{tabular}{lll}\n\\multicolumn{2}{l}{%\n\\multirow{2}{*}{项目}} & 数量 \\\\\n& & 甲 \\\\\n"
        "\\multirow{2}{*}{规章} & 1 & 2 \\\\ \\cline{2-3}\n & 3 & 4 \\\\ \\end{tabular}"
    )
    [matrix] = read(latex, text)
    assert matrix.rows(text) == [
        ["项目", "项目", "数量"],
        ["项目", "项目", "甲"],
        ["规章", "1", "2"],
        ["规章", "3", "4"],
    ]
    assert matrix.size == 8


def test_a_cell_under_a_multirow_that_has_text_keeps_it() -> None:
    text = "\\begin{tabular}{ll}\\multirow{3}{*}{甲} & 1 \\\\ 乙 & 2 \\\\ & 3 \\\\ \\end{tabular}"
    assert texts(latex, text) == [[["甲", "1"], ["乙", "2"], ["", "3"]]]


def test_a_long_table_has_its_head_once() -> None:
    head = "\\toprule\n项目 & 数量 \\\\\n\\midrule\n"
    text = (
        f"\\begin{{longtable}}{{ll}}\n\\caption{{表一}}\\tabularnewline\n{head}\\endfirsthead\n{head}\\endhead\n"
        "续下页 & \\\\\n\\endfoot\n规章 & 1 \\\\\n\\end{longtable}"
    )
    [matrix] = read(latex, text)
    assert matrix.rows(text) == [["项目", "数量"], ["规章", "1"]]
    assert matrix.header_rows == 1
    assert matrix.caption is not None
    assert text[slice(*matrix.caption)] == "表一"


@pytest.mark.parametrize(
    ("cell", "wanted"),
    [
        ("\\textbf{1,204}", "1,204"),
        ("$-$39", "-39"),
        ("15{,}172", "15,172"),
        ("12 % 旧值 99", "12"),
        ("\\begin{minipage}[b]{\\linewidth}\\raggedright\n规章\n\\end{minipage}", "规章"),
        ("\\textcolor{red}{7}", "7"),
        ("\\textgreater 5", "\\textgreater 5"),
        ("12 3", "12 3"),
        ("12\n3", "12\n3"),
        ("\\makecell{12 \\\\ 3}", "12 3"),
    ],
)
def test_the_text_of_a_cell(cell: str, wanted: str) -> None:
    text = f"\\begin{{tabular}}{{ll}}\n甲 & {cell}\n\\\\ 乙 & 0 \\\\\n\\end{{tabular}}"
    assert texts(latex, text) == [[["甲", wanted], ["乙", "0"]]]


def test_unclosed_tables_and_prose_are_refused() -> None:
    assert read(latex, "\\begin{tabular}{ll} 甲 & 1 \\\\ 乙 & 2 \\\\") == []
    assert read(latex, PROSE) == []


@given(text=soup(SOUP))
def test_no_text_raises(text: str) -> None:
    read(latex, text)


@pytest.mark.share(2)
@pytest.mark.parametrize(
    "unit",
    [
        "\\begin{tabular}{",
        "\\begin{tabular}{l}",
        "a&b\\\\\n",
        "\\multirow{9}{*}{x}&\\\\\n",
        "{",
        "\\multirow[",
        "\\href{",
        "\\cmidrule(",
    ],
)
def test_time_is_linear(unit: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Up to its limit an argument that never ends is looked through from each of its commands, so time grows evenly above it."""
    monkeypatch.setattr(latex, "ARGUMENT_LIMIT", 1000)
    assert_linear(latex, unit, "\\begin{tabular}{ll}\n", "\\\\\\end{tabular}")
