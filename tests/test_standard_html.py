from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depth import examples
from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji_standards import html
from layout_laws import assert_grows

X = "{http://www.w3.org/1999/xhtml}"


def read(text: str, *, asked: bool = False) -> list[CellMatrix]:
    found = list(html.gouji_tables(Document(text), asked))
    for matrix in found:
        matrix.validate(len(text))
        assert set(matrix.owner.ravel().tolist()) - {-1} == set(range(matrix.size))
    return found


def rows(text: str, *, asked: bool = False) -> list[list[list[str]]]:
    return [matrix.rows(text) for matrix in read(text, asked=asked)]


def one(text: str) -> CellMatrix:
    [matrix] = read(text)
    return matrix


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<table><tr><td>1<td>2<tr><td>3<td>4</table>", [["1", "2"], ["3", "4"]]),
        ("<TABLE><TR><TD>1</TD><TD>2</TD></TR></TABLE>", [["1", "2"]]),
        ("<table><td>1</td><td>2</td></table>", [["1", "2"]]),
        ("<table><thead><th>a<th>b</thead><td>1<td>2", [["a", "b"], ["1", "2"]]),
        ("<table><tr><td>1<td>2<tr><td>3", [["1", "2"], ["3", ""]]),
        ("<table><tr><tr><td>1", [[""], ["1"]]),
        ("<table><tr><td><div>1<td>2</div></table>", [["1", "2"]]),
        ("<table><tr><td>1</th><td>2</tbody></td>3</table>", [["1", "2"]]),
        ("<table><tr><td>1<col><tr><td>2", [["1"], ["2"]]),
        ("<table><tr><td>1</caption></td></thead><td>2</table>", [["1", "2"]]),
        ("<table><tfoot><tr><td>f<tbody><tr><td>b</table>", [["b"], ["f"]]),
        ("<table><tbody><tr><td>1<tbody><tr><td>2</table>", [["1"], ["2"]]),
        ("<table><tr><td>1</table><td>2", [["1"]]),
        ("<table><tr><td>1<b>2<//b>3</b></td><td>4</td></table>", [["123", "4"]]),
        ("<table><tr><td><b hidden>1</b>2</td><td><pre><i> 3\n4</i></pre></table>", [["2", "3\n4"]]),
        ("<table><tr><td><p>1</p></td><Td>2</tD><td>3</td x><th></th></table>", [["1", "2", "3", ""]]),
        ("<table><tr><td><script>1</script><textarea></textarea><br>2</br>3</td></table>", [["2\n3"]]),
        ("<table><b>1</b><tr><td><svg><b>2</b></svg>3</td></table>", [["23"]]),
        ("<table\nclass=a\r\nid='b>c'><tr/><td x=y/>1</table>", [["1"]]),
        ("<table><tr><td title='</td>'>1</td><td a=\"<td>\">2</table>", [["1", "2"]]),
        ("<table><tr><td>1</td foo='>'><td>2</table>", [["1", "2"]]),
        ("<table><select><tr><td>1</table>", [["1"]]),
        ("<table><tr><td><svg><desc><td>2</svg></table>", [["", "2"]]),
        ("<table><tr><td><svg><tr><td>x</svg><td>2</table>", [["x", "2"]]),
        ("<table><tr><td><svg><td>a<p>b<td>c</table>", [["a\nb", "c"]]),
        ("<table><tr><td><math><mi><td>2</table>", [["", "2"]]),
        ("<table><tr><td><svg><![CDATA[a<b>]]></svg></table>", [["a<b>"]]),
        ("<table><tr><td>a<![CDATA[b<i>c</i>]]></table>", [["ac]]>"]]),
        ("<table><tr><td>a<template><td>b</template><td>c</table>", [["a", "c"]]),
        ("<table><tr><td>a<template><template></template><td>b</template>c</table>", [["ac"]]),
        ("<table><tr><td>a</body></html><td>b</table>", [["a", "b"]]),
        ("<table><tr><td>a<!-- <td>b</td> --><td>c<!--></table>", [["a", "c"]]),
        ("<table><tr><td>a<!-- <td>b", [["a"]]),
        ("<table><tr><td>a<td b", [["a"]]),
        ("<table><colgroup><col><col><col></colgroup><tr><td>1<td>2</table>", [["1", "2"]]),
    ],
)
def test_tree_construction(text: str, wanted: list[list[str]]) -> None:
    assert rows(text) == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("<td rowspan=2>1<td>2<tr><td>3", [[0, 1], [0, 2]]),
        ("<td colspan=2>1<tr><td>2<td>3", [[0, 0], [1, 2]]),
        ("<td colspan='2' rowspan='2'>1<td>2<tr><td>3", [[0, 0, 1], [0, 0, 2]]),
        ("<td rowspan=3>1<td>2", [[0, 1], [0, -1], [0, -1]]),
        ("<td rowspan=0>1<td>2<tr><td>3<tr><td>4<tbody><tr><td>5", [[0, 1], [0, 2], [0, 3], [4, -1]]),
        ("<td rowspan=2>1<tbody><tr><td>2", [[0], [0], [1]]),
        ("<td>1<td rowspan=2>2<tr><td colspan=2>3", [[0, 1], [2, 1]]),
        ("<td colspan=0>1<td colspan=-2>2<td colspan=x>3", [[0, 1, 2]]),
        ("<td colspan=' +2.9em'>1<td rowspan=-1>2", [[0, 0, 1]]),
        ("<td colspan='&#50;'>1<td>2", [[0, 0, 1]]),
        ("<td colspan=2 colspan=3>1<td>2", [[0, 0, 1]]),
        ("<td rowspan=-0>1<td>2<tr><td>3", [[0, 1], [0, 2]]),
    ],
)
def test_forming_a_table(text: str, wanted: list[list[int]]) -> None:
    assert one(f"<table><tr>{text}</table>").owner.tolist() == wanted


def test_a_span_is_clamped_and_a_table_keeps_to_its_budget() -> None:
    assert one("<table><tr><td colspan=5000>1</table>").shape == (1, 1000)
    assert one("<table><tr><td rowspan=99999>1</table>").shape == (65534, 1)
    wide = one("<table><tr><td rowspan=65534 colspan=1000>1<td>2<tr><td>3</table>")
    assert wide.rows("")[1][1000:] == ["3"]
    many = "<tr>" + "<td>1" * 3000 + "<tr><td>2" * 3000
    assert one(f"<table>{many}</table>").owner.size < 2_000_000


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("a &amp; b&lt;c&copy&nbsp;d", "a & b<c©\xa0d"),
        ("&nbsp;", ""),
        ("  a \n\t b ", "a b"),
        ("a<br>b<br/>c", "a\nb\nc"),
        ("a<br><br><br>b", "a\n\nb"),
        ("<p>a</p><p>b</p>", "a\nb"),
        ("<ul><li>a<li>b</ul>c", "a\nb\nc"),
        ("a<b>b</b> <i> c</i>", "ab c"),
        ("<div><div>a</div></div>b", "a\nb"),
        ("<pre>\na  b\n c</pre>", "a  b\n c"),
        ("<textarea> a <td> </textarea>", "a <td>"),
        ("<script>a</script>b<style>c</style><title>d</title>", "b"),
        ("<script><!-- <script>x</script> --></script>b", "b"),
        ("a<span style='display: none'>b</span>c", "ac"),
        ("a<p hidden>b<p>c", "a\nc"),
        ("<select><option>a<option>b</select>", "a\nb"),
        ("<noscript>a</noscript>", "a"),
        ("a<svg><title>b</title><text>c</text></svg>", "ac"),
        ("a < b &gt; c", "a < b > c"),
        ("a\0b", "ab"),
        ("<a href=x>a</a><img alt=b>", "a"),
        ("a</p>b", "a\nb"),
        ("<b><p>a</b>b</p>c", "ab\nc"),
    ],
)
def test_what_a_cell_says(text: str, wanted: str) -> None:
    assert rows(f"<table><tr><td>{text}</td></tr></table>") == [[[wanted]]]


def test_spans_are_the_characters_printed() -> None:
    text = "<table><tr><td> ab <b>c</b>&nbsp;<td></td><td>&nbsp; d\n</table>"
    matrix = one(text)
    assert [[text[a:b] for a, b in matrix.cell_spans(i)] for i in range(3)] == [["ab", "c"], [""], ["d"]]
    assert matrix.cell_spans(1)[0][0] == text.index("<td></td>") + 4


def test_a_nested_table_is_a_table_and_text_of_its_cell() -> None:
    text = "<table><tr><td>a<table>s<tr><td>b<td>c</table>d<td>e</table>"
    assert rows(text) == [[["as\nb\nc\nd", "e"]], [["b", "c"]]]


def test_a_table_between_cells_ends_the_one_around_it() -> None:
    assert rows("<table><tr><td>1</td><table><tr><td>2</table><td>3</table>") == [[["1"]], [["2"]]]


@pytest.mark.parametrize(
    ("text", "head"),
    [
        ("<thead><tr><td>a<tr><td>b<tbody><tr><td>1", (2, 0)),
        ("<tr><th>a<th>b<tr><td>1<td>2", (1, 0)),
        ("<tr><th>a<td>1<tr><th>b<td>2", (0, 1)),
        ("<tr><td><th>a<tr><th>b<td>2", (0, 0)),
        ("<thead><tr><th><th>a<tbody><tr><th>b<td>2", (1, 1)),
        ("<thead></thead><tr><th>a<tr><td>1", (1, 0)),
        ("<tr><th>a<th>b", (1, 0)),
        ("<tr><td>a<td>b", (0, 0)),
        ("<tr><td>a<thead><tr><td>b", (0, 0)),
    ],
)
def test_headers(text: str, head: tuple[int, int]) -> None:
    matrix = one(f"<table>{text}</table>")
    assert (matrix.header_rows, matrix.header_cols) == head


def test_the_first_caption_is_the_caption() -> None:
    text = "<table><caption> <b>Table 3</b>: nuts </caption><caption>x</caption><tr><td>1</table>"
    found = one(text).caption
    assert found is not None
    assert text[slice(*found)] == "Table 3</b>: nuts"
    assert one("<table><caption>&nbsp;</caption><tr><td>1</table>").caption is None


def test_hidden_rows_cells_and_tables_are_left_out() -> None:
    assert rows("<table><tr hidden><td>1<tr><td style='DISPLAY:none'>2<td>3</table>") == [[["3"]]]
    assert rows("<table style=display:none><tr><td>1<table><tr><td>2</table></table>") == []


@pytest.mark.parametrize(
    ("text", "arranges"),
    [
        ("<table role=presentation><tr><td>1</table>", [True]),
        ("<table><tr><td><table><tr><td>1</table></table>", [True, False]),
        ("<table><tr><td>a<td><table><tr><td>1</table></table>", [False, False]),
        ("<table><tr><td><a href=a>a</a><td><a href=b>b</a></table>", [True]),
        ("<table><tr><th>Name<tr><td><a href=b>b</a></table>", [False]),
        ("<table><tr><td><a href=a>a</a></table>", [False]),
        ("<table><tr><td><a href=a>a</a> &gt; <a href=b>b</a></table>", [True]),
        ("<table><tr><td><a href=a>a</a><td>&nbsp;|<td><a href=b>b</a></table>", [True]),
        ("<table><tr><td>Menu<tr><td><a href=a>a</a><tr><td><a href=b>b</a></table>", [True]),
        ("<table><tr><th>File<tr><td><a href=a>a</a><tr><td><a href=b>b</a></table>", [False]),
        ("<table><tr><td>Ann<td>7<td><a href=a>a</a></table>", [False]),
        ("<table><tr><td><a>a</a><td><a>b</a><tr><td><a>c</a><td><a>d</a></table>", [True]),
        ("<table>" + 5 * "<tr><td><a>a</a><td><a>b</a>" + "</table>", [False]),
        ("<table><tr><td><img src=a><tr><td><img src=b></table>", [True]),
        ("<table><tr><td>Name<td><input><tr><td>Town<td><input></table>", [True]),
        ("<table><tr><td><input type=hidden>Ann<td>7<tr><td><input type=hidden>Bob<td>8</table>", [False]),
        ("<table><tr><td><input><td>Ann<td>7<td>9<tr><td><input><td>Bob<td>8<td>9</table>", [False]),
        ("<table><tr><th>Name<td><input><tr><th>Town<td><input></table>", [False]),
        ("<table><tr><td><pre>1\n2</pre><td><pre>a = 1\nb = 2</pre></table>", [True]),
        ("<table><tr><td>1<td><pre>a\nb</pre><tr><td>2<td><pre>c</pre></table>", [False]),
        (f"<table><tr><td>{'many words ' * 12}</table>", [True]),
        ("<table><tr><td>few words</table>", [False]),
        (f"<table><tr><td><ul><li><a>a</a><li><a>b</a></ul><td>{'many words ' * 12}</table>", [True]),
        ("<table><tr><td><ul><li>a<li>b</ul><td>few words</table>", [False]),
        ("<table><tr><td colspan=2>Rain<tr><td><a>a</a><br><a>b</a><td>few words</table>", [True]),
        ("<table><tr><td><a>a</a><br><a>b</a><td><p>few<p>words</table>", [True]),
        ("<table><tr><td><a>a</a><br><a>b</a><td>7</table>", [False]),
        ("<table><tr><td>x<td><a>a</a><br><a>b</a><tr><td>y<br>z<td><a>c</a><br><a>d</a></table>", [False]),
        ("<table><tr><td><h2>News</h2>Rain<td>x</table>", [True]),
        ("<table>" + 5 * "<tr><td><h4>News</h4><td>7" + "</table>", [False]),
        ("<table><caption>Rain</caption><tr><td><h2>May</h2><td>7</table>", [False]),
    ],
)
def test_tables_that_arrange_a_page(text: str, arranges: list[bool]) -> None:
    assert [matrix.presentation for matrix in read(text)] == arranges


TABLE = "<table><tr><td>1</td></tr></table>"


@pytest.mark.parametrize(
    "text",
    [
        f"<!-- {TABLE} -->",
        f"<script>{TABLE}</script>",
        f"<template>{TABLE}</template>",
        f"<textarea>{TABLE}</textarea>",
        f"<iframe>{TABLE}</iframe>",
        f"<title>{TABLE}</title>",
        f"<select>{TABLE}</select>",
        f"<svg><title>{TABLE}",
        f"<html><head></head><frameset><frame src=a><noframes>{TABLE}</noframes></frameset>",
        f'<?xml version="1.0"?><feed><a x="{TABLE}">',
        "<td>1</td><tr><td>2",
        "<table></table><table><tr></tr></table>",
        "&lt;table>&lt;tr>&lt;td>1",
        f"```html\n{TABLE}\n```\n",
        f"Write\n\n~~~~\n~~~\n{TABLE}\n~~~~\n",
        f"Write\n\n    {TABLE}\n\nor so",
        f"- write\n\n  ```\n  {TABLE}\n  ```\n",
        f"Write `{TABLE}` or ``{TABLE} ` ``",
        f"Write::\n\n  {TABLE}\n\nor so",
        f".. code-block:: html\n\n   {TABLE}\n",
        f"See\n\n[source,html]\n----\n{TABLE}\n----\n",
        f"page = '<div>{TABLE}</div>'",
        f'page = """\n{TABLE}\n"""\n',
        f'{{"page": "{TABLE}"}}',
        "A <table> holds <tr>, and a row holds <td> or <th>.",
        "return (\n  <table>\n    {all.map(r => (\n  <tr><td>{r}</td></tr>))}\n  </table>\n)",
        "for r in all:\n-<table>\n-<tr><td>1</td></tr>\n-</table>\n",
        f"<?php\n$page = '<p>';\necho '{TABLE}';\n",
        "<h1>Tags</h1>\n\n## Tables\n\nA <table> holds <tr> and <td>.\n",
        f"<!-- tags -->\nWrite\n\n    {TABLE}\n",
        "a < b | c > d",
        "",
    ],
)
def test_no_table(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    "text",
    [
        f"# Nuts\n\n{TABLE}\n",
        f"All of it: {TABLE} and more",
        f"- one\n\n    {TABLE}\n",
        f".. raw:: html\n\n   {TABLE}\n",
        f"Use `<b>` here.\n\n<div>`</div>\n{TABLE}\n`\n",
        f"<p>Nuts</p>\n\n    {TABLE}\n",
        f"\ufeff \n<!DOCTYPE html>\n```\n{TABLE}",
        TABLE.replace("<", "\r<"),
    ],
)
def test_a_table_in_another_text(text: str) -> None:
    assert rows(text) == [[["1"]]]


def test_code_in_a_cell_is_its_text() -> None:
    assert rows("x\n<table><tr><td>\n\n```\n<td>\n```\n\n</td></tr></table>") == [[["```\n<td>\n```"]]]


STRUCTURE = [
    f"<{slash}{name}>"
    for slash in ("", "/")
    for name in ["table", "tr", "td", "th", "thead", "tbody", "tfoot", "caption", "col"]
]
SPANS = ["<td rowspan=2>", "<td colspan=2>", "<td rowspan=0>", "<th>b</th>", "<td>a</td>", "<tr><td>"]
OTHERS = [
    "x",
    " ",
    "<div>",
    "</div>",
    "<p>",
    "<b>",
    "</b>",
    "<a>",
    "<br>",
    "<li>",
    "<ul>",
    "<pre>",
    "<!-- c -->",
    "<h1>",
    "</h1>",
    "&amp;",
    "<",
    "<form>",
    "<button>",
]


@examples(400)
@given(st.lists(st.sampled_from(STRUCTURE + SPANS + OTHERS), max_size=16).map("".join))
def test_grids_are_those_of_html5lib(inside: str) -> None:
    html5lib = pytest.importorskip("html5lib")
    text = f"<!DOCTYPE html><table>{inside}"
    tree = html5lib.parse(text, treebuilder="etree")
    wanted = [_formed(table) for table in tree.iter(f"{X}table")]
    found = [(m.owner.tolist(), _bare(m.rows(text))) for m in read(text)]
    assert found == [table for table in wanted if table[0]]


def _formed(table: Any) -> tuple[list[list[int]], list[list[str]]]:
    """The WHATWG algorithm, word by word, with a dict of slots."""
    slots: dict[tuple[int, int], int] = {}
    said: list[str] = []
    width = height = y = 0
    for group in sorted(_children(table, "thead", "tbody", "tfoot"), key=lambda g: g.tag == f"{X}tfoot"):
        growing: list[tuple[int, int, int]] = []
        for row in _children(group, "tr"):
            height = max(height, y + 1)
            x = 0
            _grow(slots, growing, y)
            for cell in _children(row, "td", "th"):
                while (y, x) in slots:
                    x += 1
                down, across = int(cell.get("rowspan", 1)), int(cell.get("colspan", 1))
                growing += [(x, across, len(said))] if not down else []
                for at in range(y, y + max(down, 1)):
                    _grow(slots, [(x, across, len(said))], at)
                height, width = max(height, y + down), max(width, x + across)
                x += across
                said.append(re.sub(r"\s+", "", _text(cell)))
            y += 1
        while y < height:
            _grow(slots, growing, y)
            y += 1
    if not said:
        return [], []
    owner = [[slots.get((a, b), -1) for b in range(width)] for a in range(height)]
    return owner, [[said[o] if o >= 0 else "" for o in line] for line in owner]


def _text(node: Any) -> str:
    return (node.text or "") + "".join(
        (_text(n) if isinstance(n.tag, str) else "") + (n.tail or "") for n in node
    )


def _grow(slots: dict[tuple[int, int], int], growing: list[tuple[int, int, int]], y: int) -> None:
    for x, across, cell in growing:
        for at in range(x, x + across):
            slots.setdefault((y, at), cell)


def _children(node: Any, *names: str) -> Iterator[Any]:
    return (child for child in node if child.tag in {X + name for name in names})


def _bare(grid: list[list[str]]) -> list[list[str]]:
    return [[re.sub(r"\s+", "", cell) for cell in row] for row in grid]


TOKENS = (
    STRUCTURE
    + SPANS
    + OTHERS
    + ["<svg>", "</svg>", "<math>", "<select>", "<script>", "\0", "\ud800", "\r", "`", "<td '"]
)


@given(text=st.lists(st.sampled_from(TOKENS)).map("".join), prose=st.booleans())
def test_no_text_raises(text: str, *, prose: bool) -> None:
    read("x " + text if prose else text)


@pytest.mark.share(2)
@pytest.mark.parametrize(
    "unit",
    [
        *(
            "<table>",
            "<td>",
            "<td><table>",
            "<tfoot><tr><td>",
            "<td rowspan=99 colspan=99>",
            "<div>",
            "<td '",
        ),
        *(
            "<b>",
            "</b>",
            "<p>",
            "<!--",
            "<script><!--",
            "&nbsp;",
            "<svg>",
            "<td>`",
            "<pre>\n",
            "<template>",
            "\r",
        ),
    ],
)
def test_time_is_linear(unit: str) -> None:
    assert_grows(partial(html.gouji_tables, asked=False), unit, "<table><tr><td>")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Fig<table><tr><td>7", [[["7"]]]),
        ("{% load x %}<table>{% for y in z %}<tr><td>7</tr>{% endfor %}</table>", [[["7"]]]),
        ("A <table> holds <tr> with <td> for cells.", []),
        ("// <table><tr><td>7</table>", []),
        ('def page():\n  """Prints\n  <table><tr><td>7</table>\n  """', []),
    ],
)
def test_prose_around_tables_is_html_where_it_is_asked_for(text: str, wanted: list[list[list[str]]]) -> None:
    assert rows(text, asked=True) == wanted
    assert rows(text) == []


def test_a_table_comes_before_those_in_its_cells() -> None:
    outer, inner = read("<table><tr><td><table><tr><td><td>7</table><td>8</table>")
    assert (outer.size, inner.size) == (2, 2)
    assert outer.extent[0] < inner.extent[0]
    assert inner.extent[1] < outer.extent[1]


def test_bold_words_of_a_wiki_are_no_program_s_string() -> None:
    assert rows("'''Ely''' is\n<table><tr><td>7</table>\n'''old'''") == [[["7"]]]


def test_long_strings_on_their_own_lines_are_programs() -> None:
    assert rows("'''\n<table><tr><td>7</table>\n'''\n") == []
