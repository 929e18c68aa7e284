from __future__ import annotations

from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depth import examples
from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji_standards import asciidoc
from layout_laws import PROSE, assert_grows


def read(text: str, *, asked: bool = False) -> list[CellMatrix]:
    found = list(asciidoc.gouji_tables(Document(text), asked))
    for matrix in found:
        matrix.validate(len(text))
        assert set(matrix.owner.ravel().tolist()) - {-1} == set(range(matrix.size))
        for cell in range(matrix.size):
            spans = matrix.cell_spans(cell)
            said = matrix.cell_text(cell, text)
            printed = "".join(text[a:b] for a, b in spans)
            assert "".join(printed.split()) == "".join(said.split()), "the spans hold what the cell says"
    return found


def one(text: str) -> CellMatrix:
    [matrix] = read(text)
    return matrix


def rows(text: str) -> list[list[list[str]]]:
    return [matrix.rows(text) for matrix in read(text)]


def barred(body: str, above: str = "") -> str:
    return f"{above}\n|===\n{body}\n|===\n"


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("|k |v\n|a |1\n|b |2", [["k", "v"], ["a", "1"], ["b", "2"]]),
        ("|k |v\n|a\n|1\n\n|b\n\n|2", [["k", "v"], ["a", "1"], ["b", "2"]]),
        ("|one|two|three|four\n|1|2|3\n|4", [["one", "two", "three", "four"], ["1", "2", "3", "4"]]),
        ("|k |\n|a |1", [["k", ""], ["a", "1"]]),
        ("||v\n|a|", [["", "v"], ["a", ""]]),
        (r"|x \| yy|z\|" + "\n" + r"|\|\||1", [["x | yy", "z|"], ["||", "1"]]),
        ("|a\nb\n\n\nc |d", [["a\nb\n\nc", "d"]]),
        ("a | b\n| c\n| d", [["a", "b"], ["c", "d"]]),
        ("  |a  |b\n\t|c\t|d", [["a", "b"], ["c", "d"]]),
        ("|a |b\n// a comment | here\n|c |d", [["a", "b"], ["c", "d"]]),
        ("|a |b\n|c |d\n|lost", [["a", "b"], ["c", "d"]]),
        ("|a 3.5 |b ^|c", [["a 3.5", "b", "c"]]),
        ("|x y|z", [["x", "z"]]),
        ("2*|a", [["a", "a"]]),
        ("|1 2*|x\n|b |c |d", [["1", "x", "x"], ["b", "c", "d"]]),
        ("|https://a.b[c] *d* |`e`", [["https://a.b[c] *d*", "`e`"]]),
        ("|规章 |1,204\n|许可 |", [["规章", "1,204"], ["许可", ""]]),
    ],
)
def test_cells(body: str, wanted: list[list[str]]) -> None:
    assert rows(barred(body)) == [wanted]


@pytest.mark.parametrize(
    ("cols", "wanted"),
    [
        ("cols=3", 3),
        ('cols="3*"', 3),
        ('cols="1,2,1"', 3),
        ('cols=",,"', 3),
        ('cols=" 1 , 2,3"', 3),
        ('cols="1;2;3"', 3),
        ('cols="<.^10%,>s,^"', 3),
        ('cols="2*~,15%"', 3),
        ("cols='1,2*a'", 3),
        ('cols=""', 6),
        ('cols="x-y"', 6),
        ('width=50%,cols="2*>.<1m"', 2),
        ("cols=1", 1),
    ],
)
def test_columns(cols: str, wanted: int) -> None:
    assert one(barred("|1 |2 |3 |4 |5 |6", f"[{cols}]")).shape == (6 // wanted, wanted)


@pytest.mark.parametrize(
    ("body", "wanted"),
    [
        ("2+|a |b\n|c |d |e", [[0, 0, 1], [2, 3, 4]]),
        (".2+|a |b\n|c", [[0, 1], [0, 2]]),
        ("|a 2.2+|b |c\n|d |e", [[0, 1, 1, 2], [3, 1, 1, 4]]),
        ("|a ^.>s|b\n2+^.^h|c", [[0, 1], [2, 2]]),
        ("|a |b\n.3+|c |d\n|e\n|f", [[0, 1], [2, 3], [2, 4], [2, 5]]),
        ("|a |b\n|c .3+|d", [[0, 1], [2, 3]]),
        ("|a |b\n3+|over\n|c |d", [[0, 1], [2, 3]]),
        ("|a |b\n|c 2+|over\n|d |e", [[0, 1], [2, 3]]),
    ],
)
def test_spans(body: str, wanted: list[list[int]]) -> None:
    assert one(barred(body)).owner.tolist() == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("|===\n|a |b\n\n|1 |2\n|===", 1),
        ("|===\n|a |b\n\n\n|1 |2\n|===", 1),
        ("|===\n|a |b\n|1 |2\n|===", 0),
        ("|===\n\n|a |b\n\n|1 |2\n|===", 0),
        ("[%noheader]\n|===\n|a |b\n\n|1 |2\n|===", 0),
        ("[options=noheader]\n|===\n|a |b\n\n|1 |2\n|===", 0),
        ("[cols=2]\n|===\n|a\n\nmore |b\n\n|1 |2\n|===", 0),
        ("[%header]\n|===\n|a |b\n|1 |2\n|===", 1),
        ("[%header%footer,cols=2]\n|===\n\n|a |b\n|1 |2\n|===", 1),
        ("[#id.role%autowidth%header]\n|===\n|a |b\n|===", 1),
        ('[options="footer,header"]\n|===\n|a |b\n|===', 1),
        ("[width=9%, opts=header]\n|===\n|a |b\n|===", 1),
        ("[cols=2,%header]\n|===\n|a |b\n|===", 0),
        ("[%autowidth]\n|===\n|a |b\n\n|===", 1),
        (",===\na,b\n\n1,2\n,===", 1),
        (',===\n"a\n\nb",c\n1,2\n,===', 0),
    ],
)
def test_header_rows(text: str, wanted: int) -> None:
    assert one(text).header_rows == wanted


def test_header_columns() -> None:
    assert one(barred("|a |b\n\n|c |d", '[cols="1h,1"]')).header_cols == 1
    assert one(barred("|a |b\nh|c |d\nh|e |f", "[%header]")).header_cols == 1
    assert one(barred("|a |b\nd|c |d", '[cols="2*h"]')).header_cols == 0


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (",===\na,b\n1,\n,===", [["a", "b"], ["1", ""]]),
        ("[format=csv]\n|===\na, b\n\n1 ,2\n|===", [["a", "b"], ["1", "2"]]),
        ('[format="csv",separator=;]\n|===\na;"b;c"\n1;2,5\n|===', [["a", "b;c"], ["1", "2,5"]]),
        ('[%header,format=csv]\n|===\nk,v\n"x, ""y""","1\n\n2"\n|===', [["k", "v"], ['x, "y"', "1\n\n2"]]),
        (',===\n"a\n",""\n"""b""","c,\nd"\n,===', [["a", ""], ['"b"', "c,\nd"]]),
        (',===\na "b" c,1\n,===', [['a "b" c', "1"]]),
        (',===\na,b\nc,"\n,===', [["a", "b"], ["c", ""]]),
        ("[format=tsv]\n|===\na\tb c\n1\t2\n|===", [["a", "b c"], ["1", "2"]]),
        ("[separator=\\t]\n,===\na\tb\n,===", [["a", "b"]]),
        (":===\na:b\\:c\n1:\n:===", [["a", "b:c"], ["1", ""]]),
        ("[format=dsv]\n|===\nroot:x:0\nbin::1\n|===", [["root", "x", "0"], ["bin", "", "1"]]),
        ("[separator=¦]\n|===\n¦a|b ¦c\n2+¦d\n|===", [["a|b", "c"], ["d", "d"]]),
        ("[separator=!,cols=2]\n|===\n!a !b | c\n|===", [["a", "b | c"]]),
        ("[cols=3,format=csv]\n|===\n1,2\n3,4,5,6\n|===", [["1", "2", "3"], ["4", "5", "6"]]),
        (",===\nalone\n,===", [["alone"]]),
    ],
)
def test_formats(text: str, wanted: list[list[str]]) -> None:
    assert rows(text) == [wanted]


TABLE = "|===\n|a |b\n|===\n"


@pytest.mark.parametrize(
    "text",
    [
        f"text\n{TABLE}text",
        f"* item\n+\n{TABLE}",
        f"====\n{TABLE}====\n",
        f"****\n[%autowidth]\n{TABLE}****\n",
        f"[quote]\n____\n{TABLE}____\n",
        f"--\n{TABLE}--\n",
        f"Title\n-----\n\n{TABLE}",
        f"Long\n++++\n\n{TABLE}",
        f"----\n{TABLE}----\n\n{TABLE}",
        f"////\n{TABLE}////\n{TABLE}",
        f"[source]\n--\n{TABLE}--\n{TABLE}",
        "|=====\n|a |b\n|=====\n",
        "|===  \n|a |b\n|===\t\n",
    ],
)
def test_where_tables_stand(text: str) -> None:
    assert rows(text) == [[["a", "b"]]]


@pytest.mark.parametrize(
    "text",
    [
        f".Nuts by *year*\n{TABLE}",
        f".Nuts by *year*\n[cols=2]\n{TABLE}",
        f"text\n\n[[id]]\n.Nuts by *year*\n// why\n\n:x: y\n{TABLE}",
    ],
)
def test_caption(text: str) -> None:
    matrix = one(text)
    assert matrix.caption is not None
    assert text[slice(*matrix.caption)] == "Nuts by *year*"


def test_what_stands_above_another_block_is_not_the_tables() -> None:
    matrix = one(f"[%header]\n.Other\ntext\n\n{TABLE}")
    assert (matrix.header_rows, matrix.caption) == (0, None)
    assert one(f"text\n.not a title\n{TABLE}").caption is None


def test_a_nested_table_is_text_of_its_cell() -> None:
    text = barred('|x\na|\n[cols="2"]\n!===\n!1 !2\n!===', '[cols="1,2"]')
    assert rows(text) == [[["x", '[cols="2"]\n!===\n!1 !2\n!===']]]


def test_spans_leave_escapes_and_quotes_out() -> None:
    text = '|===\n|a \\| b\nc |\n|===\n\n,===\n"d ""e"""\n,===\n'
    first, second = read(text)
    assert [text[a:b] for a, b in first.cell_spans(0)] == ["a ", "| b", "c"]
    assert first.cell_spans(1) == ((text.index("c |") + 3,) * 2,)
    assert second.cell_text(0, text) == 'd "e"'


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_of_any_kind(end: str) -> None:
    text = end.join(["[%header]", "|===", "|a |b", "|1", "|x", "y", "|==="])
    assert rows(text) == [[["a", "b"], ["1", "x\ny"]]]


def test_what_is_taken_only_where_it_is_asked_for() -> None:
    for text, wanted in [("|===\n|a |b\n", [["a", "b"]]), ("|===\nalone\n|===\n", [["alone"]])]:
        assert rows(text) == []
        [matrix] = read(text, asked=True)
        assert matrix.rows(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "A table stands between two lines of |=== and has cells after |.",
        "Write\n\n  |===\n  |a |b\n  |===\n\nto get a table.",
        f"----\n{TABLE}----\n",
        f"....\n{TABLE}....\n",
        f"++++\n{TABLE}++++\n",
        f"////\n{TABLE}////\n",
        f"```\n{TABLE}```\n",
        f"```asciidoc\n{TABLE}```\n",
        f"~~~\n{TABLE}~~~\n",
        f"[source,asciidoc]\n------\n{TABLE}------\n",
        f"[source]\n--\n{TABLE}--\n",
        f"[verse]\n____\n{TABLE}____\n",
        f"====\n----\n{TABLE}----\n====\n",
        f"[listing]\nsome code\n{TABLE}",
        "// |===\n// |a |b\n// |===\n",
        "|===\n|===\n",
        "|===\n\n|===\n",
        "|===\nnot a table\n|===\n",
        "|==\n|a |b\n|==\n",
        "|===|===|\n| a | b |\n|===|===|\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "a |===\n|a |b\n|===",
        "|===x\n|a |b\n|===x\n",
        "<!doctype html><pre>\n|===\n|a\n|===\n</pre>",
        "if a !=== b:\n  c === d\n",
        "[cols=9]\n|===\n|a |b\n|===\n",
        "===\ntitle\n===\n",
        "+===+===+\n| a | b |\n+===+===+\n",
        PROSE,
        "",
    ],
)
def test_no_table(text: str) -> None:
    assert read(text) == []


WORDS = st.sampled_from(
    ["1", "a b3", "", "-7", "*x*", "规章", "p\nq", "p\n\nq", "a,b", 'say "x"', "c:d", "e|f", "- |"]
)


@st.composite
def grids(draw: st.DrawFn) -> list[list[str]]:
    width = draw(st.integers(1, 4))
    return draw(st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=1, max_size=5))


def _barred(grid: list[list[str]], joint: str) -> str:
    lines = [joint.join("|" + cell.replace("|", "\\|") for cell in row) for row in grid]
    return f'[cols="{len(grid[0])}*"]\n|===\n' + "\n".join(lines) + "\n|===\n"


def _comma(grid: list[list[str]]) -> str:
    lines = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in grid]
    return f'[cols="{len(grid[0])}*"]\n,===\n' + "\n".join(lines) + "\n,===\n"


def _colon(grid: list[list[str]]) -> str:
    lines = [":".join((cell.split("\n")[0] or "0").replace(":", "\\:") for cell in row) for row in grid]
    return ":===\n" + "\n".join(lines) + "\n:===\n"


@examples(200)
@given(grids(), st.sampled_from([" ", "\n", "\n\n"]))
def test_a_grid_comes_back(grid: list[list[str]], joint: str) -> None:
    assert rows("x\n\n" + _barred(grid, joint)) == [grid]
    assert rows(_comma(grid)) == [grid]
    assert rows(_colon(grid)) == [[[cell.split("\n")[0] or "0" for cell in row] for row in grid]]


@st.composite
def merged(draw: st.DrawFn) -> tuple[str, list[list[int]]]:
    """A table with spans and its owner grid: free slots are given out in reading order."""
    height, width = draw(st.integers(1, 5)), draw(st.integers(1, 5))
    owner = [[-1] * width for _ in range(height)]
    lines, count = [], 0
    for row in range(height):
        line = ""
        for column in range(width):
            if owner[row][column] >= 0:
                continue
            free = 1
            while column + free < width and owner[row][column + free] < 0:
                free += 1
            cols = draw(st.integers(1, free))
            most = height - row if cols < width else 1
            # a row without a cell of its own cannot be printed
            rows_ = draw(st.integers(1, most)) if column else 1
            for r in range(row, row + rows_):
                owner[r][column : column + cols] = [count] * cols
            line += f" {cols}.{rows_}+|c{count}."
            count += 1
        lines.append(line.strip())
    return f"[cols={width}]\n|===\n" + "\n".join(lines) + "\n|===", owner


@examples(200)
@given(merged())
def test_merged_cells_come_back(case: tuple[str, list[list[int]]]) -> None:
    text, owner = case
    assert one(text).owner.tolist() == owner


TOKENS = ["|===", ",===", ":===", "!===", "|", "2.9+|", "9999*|", "\\|", "a", '"', '""', ",", ":", "//", "----", "====",
          "[cols=2]", "[cols=99999*]", "[format=csv]", "[separator=]", ".T", "\r", "\x00", "\ud800", "\u2028", " "]  # fmt: skip


@given(st.lists(st.sampled_from([*TOKENS, "\n", "\n", "\n|===\n", "\n|"]), max_size=40).map("".join))
def test_no_text_raises(text: str) -> None:
    for table in asciidoc.gouji_tables(Document(text), True):
        table.validate(len(text))


@pytest.mark.share(3)
@pytest.mark.parametrize(
    "unit",
    ["|a\n", "2+", "9.9+|x\n", "\\|", "|===\n|a\n|===\n", "|===\n", "a|", "999*|", ".999+|a\n", "----\n", "====\n",
     '"', '",', "[cols=1]\n", '[cols="', ".T\n", "//\n", "\n", " ", "900+|a\n", "====\n--\n"],
)  # fmt: skip
@pytest.mark.parametrize("start", ["|===\n", ",===\n", "[cols=9*]\n|===\n"])
def test_time_is_linear(unit: str, start: str) -> None:
    assert_grows(partial(asciidoc.gouji_tables, asked=True), unit, start, size=15_000)
