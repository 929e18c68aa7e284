import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Document
from gouji_standards import markdown

HEAD = "| a | b |\n|---|:-:|\n"


def read(text, *, asked=False, head=1):
    """The tables that have so many header rows."""
    found = list(markdown.gouji_tables(Document(text), asked))
    for matrix in found:
        matrix.validate(len(text))
    return [matrix.rows(text) for matrix in found if matrix.header_rows == head]


ROWS = {
    "pipes at both ends": ("| x | y |\n| --- | --- |\n| 1 | 2 |\n", [["x", "y"], ["1", "2"]]),
    "no pipes at the ends": ("x | y\n:- | -:\n1 | 2", [["x", "y"], ["1", "2"]]),
    "ends that differ": ("| x | y\n--|--|\n1 | 2 |", [["x", "y"], ["1", "2"]]),
    "alignment, dashes of any number": (
        "|x|y|z|\n|:-|:---:|-:|\n|1|2|3|",
        [["x", "y", "z"], ["1", "2", "3"]],
    ),
    "no body": ("| x | y |\n| - | - |", [["x", "y"]]),
    "one column": ("| x |\n|---|\n| 1 |", [["x"], ["1"]]),
    "one column without pipes": ("x\n:-\n1", [["x"], ["1"]]),
    "short rows are filled up": (HEAD + "| 1 |\n2\n||", [["a", "b"], ["1", ""], ["2", ""], ["", ""]]),
    "surplus cells are cut": (HEAD + "| 1 | 2 | 3 |", [["a", "b"], ["1", "2"]]),
    "blank cells": ("||b|\n|-|-|\n|1||", [["", "b"], ["1", ""]]),
    "escaped pipe": (HEAD + r"| 1 \| 2 | 3 |", [["a", "b"], ["1 | 2", "3"]]),
    "escaped pipe in code": (HEAD + r"| `1\|2` | **3\|4** |", [["a", "b"], ["`1|2`", "**3|4**"]]),
    "two backslashes escape as well": (HEAD + r"| 1\\|2 | 3 |", [["a", "b"], [r"1\|2", "3"]]),
    "an open pipe parts code": (HEAD + "| `1 | 2` |", [["a", "b"], ["`1", "2`"]]),
    "inline markup stays": (HEAD + "| *1* | &amp; |", [["a", "b"], ["*1*", "&amp;"]]),
    "tabs": ("|\ta\t|\tb\n|\t-\t|\t-\n|\t1\t|2", [["a", "b"], ["1", "2"]]),
    "up to three blanks of indent": ("   |a|b|\n  |-|-|\n |1|2|", [["a", "b"], ["1", "2"]]),
    "below a paragraph's line": ("Words\n" + HEAD + "| 1 | 2 |", [["a", "b"], ["1", "2"]]),
    "CR LF": ("|a|b|\r\n|-|-|\r\n|1|2|\r\n\r\nend", [["a", "b"], ["1", "2"]]),
    "lone CR": ("|a|b|\r|-|-|\r|1|2|", [["a", "b"], ["1", "2"]]),
    "ends at an empty line": (HEAD + "| 1 | 2 |\n\n| 3 | 4 |", [["a", "b"], ["1", "2"]]),
    "ends at a heading": (HEAD + "| 1 | 2 |\n# | 3 |", [["a", "b"], ["1", "2"]]),
    "ends at a quote": (HEAD + "| 1 | 2 |\n> 3", [["a", "b"], ["1", "2"]]),
    "ends at an item": (HEAD + "| 1 | 2 |\n* 3", [["a", "b"], ["1", "2"]]),
    "ends at a rule": (HEAD + "| 1 | 2 |\n***\n3", [["a", "b"], ["1", "2"]]),
    "ends at a fence": (HEAD + "| 1 | 2 |\n~~~\n3", [["a", "b"], ["1", "2"]]),
    "ends at indented code": (HEAD + "| 1 | 2 |\n    | 3 | 4 |", [["a", "b"], ["1", "2"]]),
    "ends at an HTML block": (HEAD + "| 1 | 2 |\n<div>\n| 3 |", [["a", "b"], ["1", "2"]]),
    "ends at a lone tag": (HEAD + "| 1 | 2 |\n<x-y>\n| 3 |", [["a", "b"], ["1", "2"]]),
    "goes on in any other line": (HEAD + "1\n===", [["a", "b"], ["1", ""], ["===", ""]]),
    "in a quote": ("> | a | b |\n> |---|---|\n>| 1 | 2 |\n| 3 | 4 |", [["a", "b"], ["1", "2"]]),
    "in quotes in one another": ("> > a|b\n> > -|-\n> > 1|2", [["a", "b"], ["1", "2"]]),
    "in an item": ("- a|b\n  -|-\n  1|2\n", [["a", "b"], ["1", "2"]]),
    "in a numbered item": ("10. x\n\n    a|b\n    -|-\n    1|2\n", [["a", "b"], ["1", "2"]]),
    "after an HTML block's empty line": ("<div>\n\n" + HEAD + "</div>", [["a", "b"]]),
    "after a comment": ("<!-- | x |\n -->\n" + HEAD, [["a", "b"]]),
    "after a closed fence": ("```\n|x|\n|-|\n```\n" + HEAD, [["a", "b"]]),
    "Org's delimiter row": ("| a | b |\n|---+---|\n| 1 | 2 |", [["a", "b"], ["1", "2"]]),
    "after a byte order mark": ("\ufeff" + HEAD, [["a", "b"]]),
    "after a byte order mark and front matter": ("\ufeff---\nx: |\n---\n" + HEAD, [["a", "b"]]),
    "after front matter": ("---\ntitle: x\n---\n" + HEAD, [["a", "b"]]),
    "a header that looks like a delimiter row": ("-|-\n-|-\n1|2", [["-", "-"], ["1", "2"]]),
}


@pytest.mark.parametrize(("text", "rows"), ROWS.values(), ids=ROWS)
def test_a_table_is_read_as_the_standard_says(text, rows):
    assert read(text) == [rows]


@pytest.mark.parametrize(
    "text",
    [
        "a | b\nc | d\n",
        "| a | b |\n|---|\n",
        "| a |\n|---|---|\n",
        "| a | b |\n\n|---|---|\n",
        "| a | b |\n| - - | - |\n",
        "| a | b |\n|:|:|\n",
        "| a |\n---\n",
        "a | b\n- | -\n",
        "- a | b\n- --|--\n",
        "    | a | b |\n    |---|---|\n",
        "\t|a|b|\n\t|-|-|\n",
        "```\n| a | b |\n|---|---|\n```\n",
        "~~~ text\n| a | b |\n|---|---|\n",
        "- ```\n  |a|b|\n  |-|-|\n  ```\n",
        "<pre>\n| a | b |\n|---|---|\n\n| a | b |\n|---|---|\n</pre>\n",
        "<div>\n| a | b |\n|---|---|\n</div>\n",
        "<!--\n\n| a | b |\n|---|---|\n-->\n",
        "# a | b\n--|--\n",
        "> a | b\n--|--\n",
        "- a | b\n--|--\n",
        "---\nkey: |\n  | a | b |\n  |---|---|\n---\n",
        "{| class=x\n|-\n| a\n|-\n| b\n|}\n",
        "| a | b |\n+---+---+\n| 1 | 2 |\n",
        "+---+---+\n| a | b |\n|---+---|\n| 1 | 2 |\n+---+---+\n",
        "+---+\n| a |\n|---|\n| 1 |\n+---+\n",
        "|---+---|\n| a | b |\n|---+---|\n| 1 | 2 |\n|---+---|\n",
        "| a | b |\n|---+---|\n| 1 | 2 |\n|---+---|\n| 3 | 4 |\n",
        "x\n--|--\n1 | 2\n--|--\n",
        "|\n|-\n",
        "\x00|\ud800\n\u2028-|-",
        "",
    ],
)
def test_what_only_resembles_a_table_is_none(text):
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("|:--|--:|\n| a | b |\n| c |  |\n", [[["a", "b"], ["c", ""]]]),
        ("x\n\n> |---|---|\n> | a | b |\n\n|-|-|\n|c|d|", [[["a", "b"]], [["c", "d"]]]),
        ("|---|---|\n| a | b |\nc\n", []),
        ("|---|---|\n| a |\n", []),
        ("|---|---|\n| a | b\n", []),
        ("|---|\n| a |\n", []),
        ("---|---\na | b\n", []),
        ("|---+---|\n| a | b |\n", []),
        ("# x\n|---|---|\n| a | b |\n", []),
        ("x\n|---|---|\n| a | b |\n", []),
        ("|---|---|\n", []),
        ("|---|---|\n|---|---|\n| a | b |\n", []),
        ("```\n|---|---|\n| a | b |\n```\n", []),
    ],
)
def test_rows_below_a_rule_are_a_table_without_a_header(text, rows):
    assert read(text, head=0) == rows


def test_a_rule_above_the_header_is_text_but_one_below_all_as_well_is_a_drawing():
    text = "|---|---|\n| a | b |\n|---|---|\n| 1 | 2 |\n"
    assert read(text) == read(text, asked=True) == [[["a", "b"], ["1", "2"]]]
    framed = text + "|---|---|\n"
    assert read(framed) == []
    assert read(framed, asked=True) == [[["a", "b"], ["1", "2"], ["---", "---"]]]


def test_tables_of_one_text_come_in_order_with_their_places():
    text = "1. |a|b|\n   |-|-|\n   |1|2|\n2. |c|\n   |-|\n\nend\n"
    first, second = markdown.gouji_tables(Document(text), asked=False)
    assert [first.rows(text), second.rows(text)] == [[["a", "b"], ["1", "2"]], [["c"]]]
    for matrix in (first, second):
        assert ["".join(text[a:b] for a, b in matrix.cell_spans(i)) for i in range(matrix.size)] == list(
            matrix.texts
        )


PIECES = [
    "| a | b |",
    "|---|---|",
    "--|:-:",
    "a | b",
    "x",
    "",
    "> ",
    "- ",
    "  ",
    "    ",
    "1. ",
    "```",
    "<div>",
]
PIECES += ["</div>", "# h", "---", "===", "| c | d | e", "|-|-|", r"\|", "`x|y`", "\t", "2) ", "    |1|2|"]
LINES = st.lists(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=2).map("".join), min_size=1, max_size=7
)


@given(LINES)
def test_tables_are_those_of_an_independent_reader(lines):
    cmarkgfm = pytest.importorskip("cmarkgfm")
    html = pytest.importorskip("lxml.html")
    text = "\n".join(lines)
    page = html.fromstring("<div>" + cmarkgfm.github_flavored_markdown_to_html(text) + "</div>")
    shapes = [[len(row) for row in table.iter("tr")] for table in page.iter("table")]
    assert [[len(row) for row in rows] for rows in read(text, asked=True)] == shapes


CELL = st.text(st.sampled_from("ab1 \\`*é中-~"), min_size=1, max_size=6)


@given(
    st.integers(1, 4).flatmap(
        lambda n: st.lists(st.lists(CELL, min_size=n, max_size=n), min_size=2, max_size=5)
    )
)
def test_cells_are_those_of_an_independent_reader(rows):
    reader = pytest.importorskip("markdown_it").MarkdownIt("commonmark").enable("table")
    ruler = "|" + "-|" * len(rows[0])
    rows[0] = [f"h{cell}h" for cell in rows[0]]
    text = "\n".join(["|" + "|".join(rows[0]) + "|", ruler, *("|" + "|".join(row) + "|" for row in rows[1:])])
    tokens = reader.parse(text)
    said = [tokens[i + 1].content for i, t in enumerate(tokens) if t.type in ("th_open", "td_open")]
    assert [cell for table in read(text) for row in table for cell in row] == said


@given(st.text(st.sampled_from("|-:\\ \n\r\t>`~<a1.\x00\ud800\u2028#"), max_size=60))
def test_no_text_raises(text):
    read(text)


@pytest.mark.parametrize(
    "text",
    [
        "{{Table start}}\n! town\n|-\n| Ely\n{{Table end}}\n",
        "{{Box\n| list = {|\n| town\n|-\n| Ely\n|}\n}}\n",
        "| town\n|-\n| Ely\n|-\n| Bath\n",
    ],
)
def test_rows_of_a_wiki_are_a_table_of_one_column_only_where_markdown_is_asked_for(text):
    assert read(text) == []
    assert read(text, asked=True)[0][1] == ["Ely"]
