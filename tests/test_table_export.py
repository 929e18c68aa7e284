"""One table written as CSV, Markdown, HTML and records is read back as the same cells."""

import csv
import io
import re

import lxml.html
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Document
from gouji.harmless import inert, inline
from gouji.table.export import HtmlCell, to_csv, to_html, to_markdown, to_records, unique
from gouji_standards import html, markdown

ODD = "ab1 |\\`*_<>&#'\"\n\r,;=+-@\t~!$^é漢\u3000\u2028\u2029\x0b\x0c\x1c\x85\ud800"
TEXTS = st.text(st.sampled_from(ODD), max_size=8)
ROWS = st.lists(st.lists(TEXTS, max_size=4), max_size=5)
WORDS = st.text(st.sampled_from("ab1|\\`*_<>&#'\"\n,=-é漢;"), max_size=6)


def grids(texts):
    return st.integers(1, 4).flatmap(
        lambda w: st.lists(st.lists(texts, min_size=w, max_size=w), min_size=1, max_size=5)
    )


@given(ROWS)
def test_csv_reads_back_exactly(rows):
    written = to_csv(rows)
    assert list(csv.reader(io.StringIO(written, newline=""))) == rows
    assert list(csv.reader(written.splitlines(keepends=True))) == rows


@pytest.mark.parametrize(
    ("rows", "wanted"),
    [
        ([], ""),
        ([[]], "\n"),
        ([[""]], '""\n'),
        ([["", ""]], ",\n"),
        ([["a", 'b "c"'], ["1,2", "x\ny"]], 'a,"b ""c"""\n"1,2","x\ny"\n'),
        ([["=1+1", "-5", " a "]], "=1+1,-5, a \n"),
        ([["a\rb"]], '"a\rb"\n'),
    ],
)
def test_csv_lines(rows, wanted):
    assert to_csv(rows) == wanted


def test_csv_for_a_spreadsheet_runs_no_formula():
    assert to_csv([["=1+1", "-5", "@a", "b"]], neutralise=True) == "'=1+1,-5,'@a,b\n"


def broken(text):
    """What a cell says after a format that writes line breaks as ``<br>``."""
    return re.sub(r"\r\n?|\n", "<br>", text.strip())


def inline_rows(text):
    oracle = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    tokens = oracle.parse(text)
    assert [token.type for token in tokens if token.level == 0] == ["table_open", "table_close"]
    rows = []
    for token in tokens:
        if token.type == "tr_open":
            rows.append([])
        elif token.type == "inline":
            rows[-1].append(token.content)
    return rows


@given(grids(TEXTS))
def test_markdown_reads_back_by_markdown_it(rows):
    wanted = [[inline(inert(broken(text))) for text in row] for row in rows]
    assert inline_rows(to_markdown(rows, 1)) == wanted
    assert inline_rows(to_markdown(rows, 0)) == [[""] * len(rows[0]), *wanted]


@given(grids(WORDS))
def test_markdown_reads_back_by_our_own_reader(rows):
    written = to_markdown(rows, 1)
    [matrix] = markdown.gouji_tables(Document(written), asked=True)
    assert matrix.rows(written) == [[inert(broken(text)) for text in row] for row in rows]
    assert matrix.header_rows == 1


@pytest.mark.parametrize(
    ("rows", "header_rows", "wanted"),
    [
        ([], 1, ""),
        ([[], []], 0, ""),
        ([["a", "b"], ["1", "2"]], 1, "| a | b |\n| --- | --- |\n| 1 | 2 |\n"),
        ([["a", "b"]], 0, "|  |  |\n| --- | --- |\n| a | b |\n"),
        ([["a", "b"]], 3, "| a | b |\n| --- | --- |\n"),
        (
            [["n", "y", "y"], ["n", "p", "q"], ["1", "2", "3"]],
            2,
            "| n | y / p | y / q |\n| --- | --- | --- |\n| 1 | 2 | 3 |\n",
        ),
        ([["", "y"], ["n", ""]], 2, "| n | y |\n| --- | --- |\n"),
        ([["a", "b"], ["1"]], 1, "| a | b |\n| --- | --- |\n| 1 |  |\n"),
        ([["x|y", "a\\|b"], ["1\r\n2", "c\\"]], 1, "| x\\|y | a\\\\|b |\n| --- | --- |\n| 1<br>2 | c\\ |\n"),
    ],
)
def test_markdown_lines(rows, header_rows, wanted):
    assert to_markdown(rows, header_rows) == wanted


LIVE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    '"><svg onload=alert(1)>',
    "<b onclick=alert(1)>x</b>",
    "</td><script",
    "<!-- <b>",
    "<javascript:alert(1)>",
    "[x](javascript:alert(1))",
    "[x]( <JavaScript:alert(1)>)",
    "[x](java&#115;cript:alert(1))",
    "[x](java\\:script:alert(1))",
    "![x](data:text/html,1)",
    "![x](https://a.cn/b.png)",
    "![x](/b.png)",
    "[x](vbscript:1)",
]


@pytest.mark.parametrize("text", LIVE)
def test_markdown_runs_nothing_where_it_is_rendered(text):
    oracle = pytest.importorskip("markdown_it").MarkdownIt("commonmark", {"html": True}).enable("table")
    oracle.validateLink = lambda _: True
    page = lxml.html.fromstring(oracle.render(to_markdown([["a"], [text]], 1)))
    names = {element.tag for element in page.iter()}
    assert names <= {"table", "thead", "tbody", "tr", "th", "td", "b", "div"}
    assert not any(element.attrib for element in page.iter())


@pytest.mark.parametrize(
    "text",
    [
        "<b>x</b>",
        "x<br/>y",
        "a < b",
        "[x](https://a.cn/b)",
        "[x](/a/b.html)",
        "[x](#a)",
        "<https://a.cn>",
        "1 <2",
    ],
)
def test_markdown_that_runs_nothing_stays(text):
    assert to_markdown([[text]], 0).splitlines()[2] == f"| {text} |"


def read(written):
    [matrix] = html.gouji_tables(Document(written), asked=False)
    return matrix, matrix.rows(written)


@given(grids(WORDS), st.integers(0, 5))
def test_html_reads_back_by_our_own_reader(rows, header_rows):
    cells = [[HtmlCell(text, header=at < header_rows) for text in row] for at, row in enumerate(rows)]
    matrix, found = read(to_html(cells, ""))
    assert [[text.strip() for text in row] for row in found] == [[tidy(text) for text in row] for row in rows]
    assert matrix.header_rows == min(header_rows, len(rows))


def tidy(text):
    """The text without blanks around it, several empty lines in it shown as one."""
    return re.sub(r"\n{3,}", "\n\n", text.strip())


@st.composite
def merged(draw):
    """A grid cut into rectangles: for each row the cells that begin in it, and the text of every slot."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    grid = [[None] * width for _ in range(height)]
    rows = [[] for _ in range(height)]
    for y in range(height):
        for x in range(width):
            if grid[y][x] is not None:
                continue
            free = next((at for at in range(x, width) if grid[y][at] is not None), width) - x
            down, across = draw(st.integers(1, height - y)), draw(st.integers(1, free))
            cell = HtmlCell(f"{y}.{x}", down, across, draw(st.booleans()))
            rows[y].append(cell)
            for line in grid[y : y + down]:
                line[x : x + across] = [cell.text] * across
    return rows, grid


@given(merged())
def test_html_keeps_merged_cells(made):
    rows, grid = made
    matrix, found = read(to_html(rows, "Title"))
    assert found == grid
    assert matrix.size == sum(map(len, rows))


def test_html_lines():
    rows = [
        [HtmlCell("n", 2, 1, header=True), HtmlCell("y", 1, 2, header=True)],
        [HtmlCell("p", header=True), HtmlCell("q", header=True)],
        [HtmlCell("a\nb", header=True), HtmlCell("<1>"), HtmlCell('"&"')],
    ]
    assert to_html(rows, "T <1>") == (
        "<table>\n<caption>T &lt;1&gt;</caption>\n<thead>\n"
        '<tr><th scope="col" rowspan="2">n</th><th scope="col" colspan="2">y</th></tr>\n'
        '<tr><th scope="col">p</th><th scope="col">q</th></tr>\n</thead>\n<tbody>\n'
        '<tr><th scope="row">a<br>b</th><td>&lt;1&gt;</td><td>"&amp;"</td></tr>\n</tbody>\n</table>\n'
    )


def test_html_head_ends_before_a_cell_that_reaches_below_it():
    rows = [[HtmlCell("a", 2, header=True), HtmlCell("b", header=True)], [HtmlCell("1")]]
    written = to_html(rows, "")
    assert "thead" not in written
    assert read(written)[1] == [["a", "b"], ["a", "1"]]


def test_html_caption_is_read():
    written = to_html([[HtmlCell("1"), HtmlCell("2")]], "Fees\n& more")
    matrix, _ = read(written)
    assert matrix.caption is not None
    assert written[slice(*matrix.caption)] == "Fees<br>&amp; more"


def test_html_without_rows():
    assert to_html([], "") == "<table>\n</table>\n"


@pytest.mark.parametrize(
    ("names", "wanted"),
    [
        ([], []),
        (["a", "b"], ["a", "b"]),
        (["a", "a", "a"], ["a", "a_2", "a_3"]),
        (["a", "a", "a_2"], ["a", "a_3", "a_2"]),
        (["", "b", ""], ["column_1", "b", "column_3"]),
        (["column_2", "", " "], ["column_2", "column_2_2", "column_3"]),
        (["column", "", "column"], ["column", "column_2", "column_3"]),
        (["", "column", "column_1", "column"], ["column_1_2", "column", "column_1", "column_2"]),
    ],
)
def test_names_are_made_unique(names, wanted):
    assert unique(names) == wanted


@given(
    st.lists(
        st.sampled_from(
            ["", " ", "a", "a_2", "a_2_2", "a_3", "column", "column_1", "column_2", "column_2_2"]
        ),
        max_size=12,
    )
)
def test_no_two_names_are_alike(names):
    made = unique(names)
    assert len(set(made)) == len(made) == len(names)
    assert all(name.strip() for name in made)
    assert unique(made) == made
    for name in set(names) - {"", " "}:
        assert made[names.index(name)] == name


def test_many_alike_take_linear_time():
    assert unique(["a"] * 50_000)[-1] == "a_50000"


def test_records_lose_no_cell():
    rows = [["1", "2", "3"], ["4"], ["5", "6", "7", "8"]]
    assert to_records(rows, ["a", "", "a"]) == [
        {"a": "1", "column_2": "2", "a_2": "3", "column_4": ""},
        {"a": "4", "column_2": "", "a_2": "", "column_4": ""},
        {"a": "5", "column_2": "6", "a_2": "7", "column_4": "8"},
    ]
    assert to_records([], ["a"]) == []
    assert to_records([[]], []) == [{}]


@given(ROWS, st.lists(TEXTS, max_size=4))
def test_records_hold_the_rows(rows, names):
    for row, record in zip(rows, to_records(rows, names), strict=True):
        said = list(record.values())
        assert said[: len(row)] == row
        assert not any(said[len(row) :])
