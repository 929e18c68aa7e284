"""No markup makes the html layout raise, recurse or take more than linear time."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depth import examples, share
from gouji.document import Document
from gouji.testing import clock
from gouji_layouts.html import gouji_cell_matrices, text_spans

MARKS = [
    *"<>/=\"'! -&;\\\n5",
    "<!--",
    "-->",
    "<![CDATA[",
    "]]>",
    "<?",
    "</",
    "\\/",
    "\u200b",
    "\ud800",
    "\x00",
]
TAGS = [
    "<table>",
    "</table>",
    "<tr>",
    "</tr>",
    "<td>",
    "</td>",
    "<TH>",
    "<th/>",
    "<tbody>",
    "</thead>",
    "<s>",
]
OTHERS = [
    "<caption>",
    "<col>",
    "<row>",
    "<cell>",
    "<template>",
    "</template>",
    "<script>",
    "</script>",
    "</s>",
]
PARTS = ["<table", "<td ", "<del", "<title/>", "<textarea>", "colspan=", "rowspan='", "99999999999", "<br>"]
HIDDEN = ["<svg>", "</svg>", "<div hidden>", "</div>", "<select>", "<del>", "<script/>"]
PIECES = [*MARKS, *TAGS, *OTHERS, *PARTS, *HIDDEN, "规章", "&nbsp;", "&#48;"]


def read(text):
    return list(gouji_cell_matrices(Document(text)))


@examples(200)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join))
def test_any_soup_gives_valid_matrices(soup):
    for text in (soup, "<table><tr><td>" + soup):
        seen = []
        for matrix in read(text):
            matrix.validate(len(text))
            assert matrix.shape[0] > 0
            assert set(range(matrix.size)) <= set(matrix.owner.ravel().tolist())
            for cell in range(matrix.size):
                spans = matrix.cell_spans(cell)
                assert spans
                assert all(a < b for a, b in spans) or len(spans) == 1
                assert all(text[a:b] == text[a:b].strip() for a, b in spans)
                seen += [span for span in spans if span[0] < span[1]]
        assert all(a[1] <= b[0] for a, b in zip(sorted(seen), sorted(seen)[1:], strict=False))


@examples(100)
@given(st.lists(st.sampled_from(PIECES), max_size=40).map("".join), st.integers(0, 60), st.integers(0, 120))
def test_text_spans_stay_inside_their_stretch(soup, start, length):
    end = min(start + length, len(soup))
    spans = text_spans(soup, min(start, end), end)
    edges = [edge for span in spans for edge in span]
    assert edges == sorted(edges)
    assert all(start <= edge <= end for edge in edges)


UNITS = {
    "open tables in cells": "<table><tr><td>",
    "open tables": "<table>",
    "closed tables": "<table><td>5</table>",
    "open cells": "<td>",
    "open rows with text": "<tr><td>5",
    "tags that never close": "<td ",
    "other tags that never close": "<a ",
    "quotes that never close": '<a b="',
    "crossed quotes": "<a b=\"<td c='",
    "quotes in names": '<a " b="<a ',
    "end tags that never close": "</td ",
    "comments that never close": "<!--",
    "comments": "<!-- - -- --!",
    "declarations": "<!",
    "instructions": "<?",
    "templates": "<template>",
    "self-closed titles": "<title/>",
    "scripts": "<script>",
    "titles closed": "<title></title>",
    "struck": "<td><s>",
    "bare angles": "<",
    "angles and blanks": "< ",
    "blank references": "&nbsp;x",
    "blanks": "<td> &nbsp;\u200b",
    "ampersands": "&",
    "backslashes": "\\n",
    "ends of CDATA": "]]>",
    "attributes": " a=b",
    "slashes": "/",
    "equals": "=",
    "inline tags": "<b>",
    "line ends": "\n",
    "text": "规章5 ",
    "spans": "<td rowspan=9 colspan=9>",
    "hidden elements": "<div hidden>",
    "hidden elements in cells": "<td><b hidden>",
    "foreign content": "<svg><![CDATA[<table>",
    "foreign content closed": "<svg><![CDATA[<table>]]></svg>",
    "replaced": "<select><table></select>",
    "rows of spans": "<tr><td rowspan=65534 colspan=1000>",
}
PREFIXES = ("<table><tr><td>", "<table><tr><td ", "<table><tr><td>5<", "")


@pytest.mark.share(2)
@pytest.mark.parametrize("unit", UNITS.values(), ids=UNITS.keys())
def test_eight_times_the_input_takes_about_eight_times_the_time(unit):
    for prefix in share(PREFIXES, unit):
        small = prefix + unit * (40_000 // len(unit))
        large = prefix + unit * (320_000 // len(unit))
        assert clock.beyond(read, lambda small=small: small, lambda large=large: large, 24, 0.05) == []


def test_depth_and_length_are_no_limit():
    deep = read("<table><tr><td>" * 100_000 + "5")
    assert [m.shape for m in deep] == [(1, 1)]
    text = "<table><tr><td>" + "5" * 10_000_000 + "</td><td>6</td></tr></table>"
    (long,) = read(text)
    assert [long.cell_spans(0)[0][1] - long.cell_spans(0)[0][0], long.cell_text(1, text)] == [10_000_000, "6"]
    text = "<table><tr><td title='" + ">" * 10_000_000 + "' colspan=2>6</td></tr></table>"
    assert read(text)[0].rows(text) == [["6", "6"]]
    inline = "<table><tr><td>" + "<b>" * 500_000 + "6</td></tr></table>"
    assert read(inline)[0].rows(inline) == [["6"]]
