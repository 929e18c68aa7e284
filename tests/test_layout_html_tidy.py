"""Reading tidy markup by arrays gives exactly what the tree gives, or steps aside."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depth import examples
from gouji.document import Document
from gouji_layouts.html_tidy import tidy_tables
from gouji_layouts.html_tree import Tree
from outside import shared

FIELDS = (
    "start",
    "end",
    "edges",
    "cells",
    "rows",
    "groups",
    "spans",
    "heads",
    "head_rows",
    "caption",
    "nested",
)


def same(text):
    """Whether the arrays read the text; what they read must be what the tree reads."""
    found = tidy_tables(Document(text))
    if found is None:
        return False
    expected = Tree(text).read()
    assert [[getattr(t, f) for f in FIELDS] for t in found] == [
        [getattr(t, f) for f in FIELDS] for t in expected
    ]
    return True


RUNS = st.sampled_from(
    ["", " ", "\n\t", "5", " 1,204 ", "规章", "&nbsp;", "<b>3</b>", "<br>", "\u200b7", "\\n", "5]]"]
)
NOTES = st.sampled_from(
    ["", "", "", ' colspan="2"', ' ROWSPAN="3"', ' title="a b"', " x", ' a="=b"', ' b=""', " /"]
)
MARKS = [
    '"',
    "'",
    "<",
    ">",
    "=",
    "/",
    "</",
    "\\",
    "\x0b",
    " x",
    " w=1",
    ' ="x"',
    ' a= "x"',
    ' a="="',
    "<!-- x -->",
]
TAGS = [
    "<p>",
    "<s>",
    "<td>",
    "</td>",
    "</th>",
    "<tr>",
    "</tr>",
    "<table>",
    "</table>",
    "<tbody>",
    "</thead>",
    "</col>",
]
OTHERS = [
    "<title/>",
    "<template>",
    "<caption>",
    "<row>",
    "<cell>",
    "<col/>",
    "<t\u5264>",
    "<tdx>",
    "</tablet>",
]
ODD = st.sampled_from([*MARKS, *TAGS, *OTHERS, '<a="x b= ">', '<i a="b=">'])
CELLS = st.builds(
    lambda name, note, runs, close: f"<{name}{note}>{''.join(runs)}" + f"</{name}>" * close,
    st.sampled_from(["td", "th", "TD"]),
    NOTES,
    st.lists(RUNS, max_size=3),
    st.booleans(),
)
ROWS = st.builds(
    lambda note, cells, close: f"<tr{note}>{''.join(cells)}" + "</tr>\n" * close,
    NOTES,
    st.lists(CELLS, max_size=4),
    st.booleans(),
)
SECTIONS = st.builds(
    lambda name, note, rows, close: f"<{name}{note}>{''.join(rows)}" + f"</{name}>" * close,
    st.sampled_from(["thead", "tbody", "tfoot", "TBODY"]),
    NOTES,
    st.lists(ROWS, max_size=3),
    st.booleans(),
)
TABLES = st.builds(
    lambda columns, rows, sections: f'<table border="1">{columns}{"".join(rows)}{"".join(sections)}</table>',
    st.sampled_from(["", "", '<colgroup>\n<col width="1"/><col>\n</colgroup>']),
    st.lists(ROWS, max_size=2),
    st.lists(SECTIONS, max_size=3),
)
TEXTS = st.lists(TABLES, min_size=1, max_size=3).map("前文 <p>\n".join)


@examples(300)
@given(TEXTS)
def test_tidy_markup_is_read_by_arrays_as_by_the_tree(text):
    assert same(text)


@examples(400)
@given(TEXTS, ODD, st.floats(0, 1))
def test_one_odd_piece_anywhere_changes_no_reading(text, odd, place):
    at = int(place * len(text))
    same(text[:at] + odd + text[at:])


@pytest.mark.parametrize(
    ("text", "tidy"),
    [
        ('<table border="1"><tr><td>5</td></tr></table>', True),
        ("<p>x</p><table><thead><tr><th>a<th>b</thead><tbody><tr><td>5<td/></tbody></table>后文", True),
        ("<table><tr><td>5</table><table><tr><td>6</table>", True),
        ("<script>if (a<b) {}</script><table><tr><td>5</table>", True),
        ("<table border=1><tr><td>5</td></tr></table>", False),
        ("<table><tr><td>5<table><tr><td>6</table></table>", False),
        ("<table><td>5</table>", False),
        ("<table><tr><td>5</table><tr><td>6</table>", False),
        ("<table><tr><td>5</table><td>6", False),
        ("<table><tr><td><s>5</s></table>", False),
        ("<table><tr><td>5 > 3</table>", False),
        ("<table/><table><tr><td>5</table>", False),
        ("没有标签", False),
    ],
)
def test_what_is_tidy(text, tidy):
    assert same(text) is tidy


@pytest.mark.shared
def test_real_converters_print_tidy_markup():
    paths = sorted(shared("matrix").glob("m7-*/*html*.html"))
    texts = [
        path.read_bytes().decode("gb18030" if b"charset=gb" in path.read_bytes() else "utf-8")
        for path in paths
    ]
    assert sum(map(same, texts)) > len(texts) / 2
