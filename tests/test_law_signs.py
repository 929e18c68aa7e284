"""A sign, a tag or an attribute more, less or moved, anywhere in a print: both roads state the same cells.

The harms of test_law_plain are those of text; here markup is harmed, where what looks like a cell may be none.
"""

from __future__ import annotations

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
from depth import examples
from gouji.plain.report import PlainReport
from gouji.testing import fill, render
from test_law_plain import told

STRAIGHT, LONG = gouji.Engine("builtin"), gouji.Engine("builtin", straight=False)
FORM = STRAIGHT.schemas["cn-disclosure-2021"]
TAGS = [
    *(
        "<td>",
        "</td>",
        "<th>",
        "<tr>",
        "</tr>",
        "<table>",
        "</table>",
        "<tbody>",
        "</TBODY>",
        "<br>",
        "<p>",
        "</p>",
    ),
    *(
        "<sup>",
        "</sup>",
        "<s>",
        "</s>",
        "<del>",
        "<b>",
        "<a href='#1'>",
        "</a>",
        "<img>",
        "<input>",
        "<svg>",
        "<select>",
    ),
    *(
        "<script>",
        "</script>",
        "<style>",
        "</style>",
        "<title>",
        "<textarea>",
        "</textarea>",
        "<template>",
        "<noscript>",
    ),
    *(
        "<td style='display:none'>",
        "<td hidden>",
        "<div hidden>",
        "</div>",
        "<span style=display:none>",
        "</span>",
    ),
    *(
        "<p style='text-decoration:line-through'>",
        "<td style='vertical-align:super'>",
        "<td colspan=2>",
        "<td rowspan=2>",
    ),
    *(
        "<!--",
        "-->",
        "<!-- x -->",
        "<!-->",
        "--!>",
        "<!x>",
        "<?x?>",
        "<![CDATA[",
        "]]>",
        "</x",
        "<x/>",
        "<td/>",
        "<tr x",
    ),
]
SIGNS = [
    "<",
    ">",
    "'",
    '"',
    "=",
    "/",
    "\\",
    "&",
    ";",
    "\n",
    " ",
    "\t",
    "|",
    "\xa0",
    "&nbsp;",
    "&lt;",
    "&#49;",
    "\x00",
]
FIGURES = [
    "0",
    "7",
    "１",
    "五",
    "-",
    "+3",
    "1,000",
    "1.",
    "(2)",
    "%",
    "\u200b",
    "其他",
    "总计",
    "行政处罚",
    "合计",
]
ATTRIBUTES = [
    "title='12'",
    'title="<td>5"',
    "hidden",
    "style='display:none'",
    "x='>'",
    'x="\'"',
    "colspan='0'",
    "a=>",
]
PIECES = TAGS + SIGNS + FIGURES
OPENED = re.compile(r"<[a-z][^<>]*")
LINES = ("tabs-grid", "tabs-ragged", "pipes-grid", "pipes-ragged", "cell-per-line", "row-per-line")


def page(seed: int) -> str:
    """A page with what pages have: a head, a style for each cell, a comment, blanks as references."""
    drawn = random.Random(seed)
    text = render(FORM, fill(FORM, seed, drawn.choice(("city", "blanks", "zero"))), "html", prose=True)
    if drawn.random() < 0.6:
        text = re.sub(
            r"<(t[dh])([^>]*)>([^<]*)",
            r'<\1\2 style="padding:0"><p class="a"><span lang="EN">\3</span></p>',
            text,
        )
    if drawn.random() < 0.4:
        text = text.replace("></span>", ">&nbsp;</span>")
    head = "<html><head><title>年报</title><style>.a{margin:0}</style><script>if (1 < 2) f('<td>')</script></head>"
    return f"{head}<body><div class='m'><a href='/x?a=1'>首页</a><!-- menu --></div>{text}</body></html>"


SPANS = re.compile(r"<t[dh] (?:col|row)span=\"\d+\"[^>]*>")


def harmed(text: str, drawn: random.Random) -> str:
    """A text with one to three pieces more, less or moved; the spans of its cells are left as they are.

    Where they are not, a grid says nothing, and the roads may differ in what reading order proves.
    """
    found = _harmed(text, drawn)
    return found if SPANS.findall(found) == SPANS.findall(text) else text


def _harmed(text: str, drawn: random.Random) -> str:
    for _ in range(drawn.choice((1, 1, 1, 2, 3))):
        at = drawn.randrange(len(text))
        kind = drawn.choice(("insert", "insert", "insert", "attribute", "erase", "move", "tag"))
        if kind == "attribute" and (tags := list(OPENED.finditer(text))):
            at = drawn.choice(tags).end()
            text = f"{text[:at]} {drawn.choice(ATTRIBUTES)}{text[at:]}"
        elif kind == "erase":
            text = text[:at] + text[at + drawn.choice((1, 1, 2, 5)) :]
        elif kind == "tag" and (tags := list(re.finditer(r"<[^<>]*>", text))):
            lost = drawn.choice(tags)
            text = text[: lost.start()] + text[lost.end() :]
        elif kind == "move":
            other, size = drawn.randrange(len(text)), drawn.choice((1, 4, 12))
            text = text[:other] + text[at : at + size] + text[other:]
        else:
            text = text[:at] + drawn.choice(PIECES) + text[at:]
    return text


def agree(text: str) -> bool:
    """Whether the straight road takes a text; both then state the same."""
    found = STRAIGHT.parse_all(text)
    if not isinstance(found[0], PlainReport):
        return False
    whole = LONG.parse_all(text)
    assert [told(one) for one in found] == [told(one) for one in whole]
    return True


def test_pages_as_they_are_take_the_straight_road():
    assert sum(agree(page(seed)) for seed in range(6)) == 6


@examples(40)
@given(st.integers(0, 10**9))
def test_a_page_with_harmed_markup_is_stated_by_both_roads_or_left_to_the_long_one(seed):
    agree(harmed(page(seed % 97), random.Random(seed)))


@pytest.mark.parametrize("layout", LINES)
@examples(12)
@given(seed=st.integers(0, 10**9))
def test_lines_with_a_sign_more_are_stated_by_both_roads_or_left_to_the_long_one(layout, seed):
    kind = ("city", "blanks", "zero")[seed % 3]
    agree(harmed(render(FORM, fill(FORM, seed % 97, kind), layout, prose=seed % 2 == 0), random.Random(seed)))


def test_a_tag_inserted_in_a_figure_is_tried_on_the_straight_road_too():
    """The law is not empty: many harmed pages still take the straight road."""
    assert sum(agree(harmed(page(seed), random.Random(seed))) for seed in range(30)) > 5
