"""Which cells, spans, captions and headers the html layout reads, on clean and on malformed markup."""

import pytest

from gouji.document import Document
from gouji_layouts.html import gouji_cell_matrices, text_spans


def read(text):
    found = list(gouji_cell_matrices(Document(text)))
    for matrix in found:
        matrix.validate(len(text))
    return found


def grids(text):
    return [m.rows(text) for m in read(text)]


PLAIN = [["规章", "3", "1,204"], ["合计", "", "0"]]


HANDS = {
    "tidy": "<table><tr><td>规章</td><td>3</td><td>1,204</td></tr>"
    "<tr><td>合计</td><td></td><td>0</td></tr></table>",
    "upper case, nothing closed": "<TABLE BORDER=1><TR><TD>规章<TD>3<TD>1,204<TR><TD>合计<TD><TD>0</TABLE>",
    "implied rows, cut end": "<table><td>规章<td>3<td>1,204</tr><tr><td>合计</td><td/><td>0",
    "white space": "<table><tbody><tr><td>规章</td>\n<td>\n3\n</td><td> 1,204\t</tr>\r\n"
    "<tr><td>合计<td>&nbsp;<td>0</tbody></table>",
    "attributes": "<table><tr><td title='a>b'>规章</td><td title=\"<td>x</td>\">3</td>"
    "<td width=10%>1,204</td>"
    "<tr><td title = '\"'>合计</td><td>&#160;&#xA0;\u3000\u200b</td><td>0</td></tr></table>",
    "comments and scripts": "<table><tr><td>规章</td><!-- <td>9</td> --><td>3<!--9--></td>"
    "<td><script>'<td>'</script>1,204</td></tr><tr><td>合计</td><td><style>9</style></td><td>0</table>",
    "inline markup": "<table><tr><td><p>规章</p></td><td><font size=2><b>3</b></font></td>"
    "<td><span>1,204</span></td></tr><tr><td><div>合计<div></td><td><p>&nbsp;</p></td>"
    "<td><o:p>0</o:p></table>",
    "rows and cells": "<table><row><cell>规章</cell><cell>3</cell><cell>1,204</cell></row>"
    "<row><cell>合计</cell><cell/><cell><![CDATA[0]]></cell></row></table>",
    "start lost": "<tr><td>规章</td><td>3</td><td>1,204</td></tr>"
    "<tr><td>合计</td><td></td><td>0</td></tr></table>",
    "in prose": "前文 n<m 且 a < b。\n\n<table><tr><td>规章</td><td>3</td><td>1,204</td></tr>\n"
    "<tr><td>合计</td><td></td><td>0</td></tr></table>\n\n后文",
    "in a string literal": r'{"html":"<table class=\"t\">\n'
    r"<tr>\n<td>规章<\/td><td>3<\/td><td>\n1,204\n<\/td><\/tr>"
    r'<tr><td>合计<\/td><td>\n<\/td><td>0<\/td><\/tr><\/table>"}',
    "text between rows, marks between cells": "<table><tr><td>规章</td><td>3</td>·<td>1,204</td></tr>8"
    "<tr><td>合计</th><td></td></th><td>0</td></table>",
    "hidden tables, struck text": "<template><table><td>9</table></template><title><table></title>"
    "<textarea><table><td>9</table></textarea>"
    "<table><tr><td>规章<td>3<td>1,204<tr><td>合计<td><del>7</del><td><s>6</s>0</table>",
    "hidden beside": "<div hidden><table><td>9</table></div><p hidden><input type=hidden><dialog open>"
    "<p style='overflow:hidden'><svg><desc>x</desc></svg><![CDATA["
    "<table><tr><td>规章<td>3<td>1,204<tr><td>合计<td><s hidden><td>0</table>]]>",
    "empty title": "<title/><table><tr><td>规章<td>3<td>1,204<tr><td>合计<td><td>0</table>",
}


@pytest.mark.parametrize("text", HANDS.values(), ids=HANDS.keys())
def test_the_same_table_in_many_hands(text):
    assert grids(text) == [PLAIN]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "没有标签的一行。",
        "1 < 2 且 <b>粗</b>",
        "<script>var t='<table><tr><td>1</td></tr></table>'</script>",
        "<style><table><td>1</style>",
        "<template><p><template></template><table><tr><td>1</td></tr></table></template>",
        "<!-- <table><tr><td>1</td></tr></table> -->",
        "<!-- <table><tr><td>1</td></tr></table>",
        "<textarea><table><tr><td>1</td></tr></table></textarea><title><table><td>1</title>",
        "<a title='<table><tr><td>1'>x</a>",
        "<table></table><table><tr></tr></table>",
        "<tablet><trail><tdx>1</tdx></trail></tablet>",
        "<row><cell>1</cell></row>",
        *(
            cover.replace("{}", "<table><tr><td>1</td></tr></table>")
            for cover in (
                "<script/>{}</script>",
                "<style />{}</style>",
                "<title/>{}</title>",
                "<template/>{}</template>",
                "<svg><desc><![CDATA[{}]]></desc></svg>",
                "<svg><title/><text>x</text><![CDATA[{}",
                "<MATH><annotation-xml><![CDATA[{}]]></annotation-xml></MATH>",
                "<div hidden><div></div>{}</div>",
                "<div style='Display : none'>{}",
                "<canvas>{}</canvas><select>{}</select><noscript>{}</noscript><dialog>{}</dialog>",
                "<del>{}</del>",
            )
        ),
    ],
)
def test_what_is_no_table(text):
    assert grids(text) == []


def test_spans_are_source_text_run_by_run():
    text = "<table><td> 1<b>2</b> <td>a&amp;b<br/>&#48;&nbsp;<td>\n<td>x<sup>2</sup></table>"
    (matrix,) = read(text)
    pieces = [[text[a:b] for a, b in matrix.cell_spans(i)] for i in range(matrix.size)]
    assert pieces == [["1", "2"], ["a&amp;b", "&#48;"], [""], ["x", "2"]]
    assert matrix.cell_spans(2) == ((text.index("\n"), text.index("\n")),)


def test_nested_tables_are_tables_of_their_own():
    text = (
        "<table><tr><td>外1<table><tr><td>内1</td><td><table><td>里<td>面</table></td></tr></table>外2</td>"
        "<td>5</td></tr></table>"
    )
    outer, inner, last = read(text)
    assert outer.rows(text) == [["外1外2", "5"]]
    assert len(outer.cell_spans(0)) == 2
    assert inner.rows(text) == [["内1", ""]]
    assert last.rows(text) == [["里", "面"]]


def test_a_table_of_one_cell_says_what_the_blank_cell_around_it_says():
    one = "<table><tr><td>{}</table>"
    assert grids(f"<table><tr><td>甲<td>{one.format(5)}<td>{one.format('')}</table>") == [[["甲", "5", ""]]]
    assert grids(f"<table><tr><td>甲<td>6{one.format(5)}</table>") == [[["甲", "6"]], [["5"]]]
    assert grids(f"<table><caption>{one.format(5)}</caption><tr><td>甲</table>") == [[["甲"]], [["5"]]]


def test_a_table_that_only_lays_out_others_is_passed_over():
    text = "<table><tr><td>&nbsp;<td><table><tr><td>1</table><td><table><tr><td>2</table></table>"
    assert grids(text) == [[["1"]], [["2"]]]


def test_words_between_the_cells_of_a_row_are_a_cell_that_lost_its_start_tag():
    """Else the cells behind it would stand a column off, and the lost one's figure be missed by nobody."""
    harmed = '<table><tr><td>规章</td><td>3</td>style="width: 36pt"><p>9</p></td><td>1,204</td></tr></table>'
    assert grids(harmed) == [[["规章", "3", '>style="width: 36pt">9', "1,204"]]]


def test_a_table_tag_between_cells_ends_the_open_table():
    assert grids("<table><tr><td>1</td><table><tr><td>2</td></tr></table>") == [[["1"]], [["2"]]]


def test_captions_and_sections():
    text = (
        "<table><caption> 收到和<b>处理</b> </caption><caption>x</caption><colgroup><col><col></colgroup>"
        "<thead><tr><td>甲<td>乙</thead><tfoot><tr><td>计<td>9</tfoot><tbody><tr><td>一<td>9</tbody></table>"
    )
    (matrix,) = read(text)
    assert text[slice(*matrix.caption)] == "收到和<b>处理"
    assert matrix.rows(text) == [["甲", "乙"], ["计", "9"], ["一", "9"]]
    assert (matrix.header_rows, matrix.header_cols) == (1, 0)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<table><tr><th>a<th>b<tr><th>c<td>1<tr><th>d<td>2</table>", (1, 1)),
        ("<table><tr><th>a<td>b<tr><th>c<td>1</table>", (0, 1)),
        ("<table><tr><th colspan=2>a<tr><th>b<th>c<tr><td>1<td>2</table>", (2, 0)),
        ("<table><tr><th>a<th>b<tr><th>1<th>2</table>", (0, 0)),
        ("<table><thead><tr><th>a<th>b<tbody><tr><th>1<th>2</table>", (1, 0)),
        ("<table><row><cell role='head'>a<cell role='head'>b<row><cell>1<cell>2</table>", (1, 0)),
        ("<table><tr><td>a<td>b<tr><td>1<td>2</table>", (0, 0)),
    ],
)
def test_headers(text, expected):
    (matrix,) = read(text)
    assert (matrix.header_rows, matrix.header_cols) == expected


def test_tei_spans():
    text = "<table><row><cell rows='2'>a</cell><cell cols='2'>b</cell></row><row><cell>c</cell></row></table>"
    assert grids(text) == [[["a", "b", "b"], ["a", "c", ""]]]


def test_text_spans_leave_out_markup_and_struck_text():
    text = "甲<br>1&nbsp;<s>2<s>3</s></s> <style>4</style><b>5</b><!--6--> 7<template>8</template>"
    assert [text[a:b] for a, b in text_spans(text, 0, len(text))] == ["甲", "1", "5", "7"]
    assert [text[a:b] for a, b in text_spans(text, 1, 6)] == ["1"]
    assert text_spans(text, 0, 0) == []
