"""Figures in HTML beside what is raised, struck out or hidden: nothing is read across it."""

from __future__ import annotations

import pytest

import gouji
from gouji.testing import fill, render

SCHEMA = gouji.Engine("builtin").schemas["cn-disclosure-2021"]
DATA = fill(SCHEMA, 3, "city")
PAGE = render(SCHEMA, DATA, "html")
PRINTED = gouji.parse(PAGE).values
CELL = "1639"

WITHDRAWN = [
    "{}<sup>1</sup>",
    "{}<SUP>1</SUP>",
    "{}<sub>1</sub>",
    "10<sup>3</sup>",
    '<span style="text-decoration:line-through">9</span>{}',
    '16<span style="display: none">2</span>39',
    '<span style="display:none">2<b>3</b></span>{}',
    '<p style="display:none">2</p>{}',
    "<ruby>{}<rt>1</rt></ruby>",
    "{}<details><summary>2</summary></details>",
    "16<h4>39</h4>",
    "<table><tr><td>16<td>39</table>",
    "<table><tr><td>{}<table><tr><td>5</table></table>",
    '{}<span style="vertical-align:super">2</span>',
    '<span style="text-decoration: line-through">77</span>',
    "{}<sup>①</sup>",
    "<sup>{}</sup>",
    '<span style="Text-Decoration: Line-Through">9</span>{}',
]


def stated(page):
    return {c.key: c.value for c in gouji.parse(page).cells.values() if c.status in ("printed", "solved")}


@pytest.mark.parametrize("text", WITHDRAWN)
def test_no_figure_is_read_across_what_is_raised_struck_out_or_hidden(text):
    assert PAGE.count(f"<td>{CELL}</td>") == 1
    page = PAGE.replace(f"<td>{CELL}</td>", f"<td>{text.format(CELL)}</td>")
    found = stated(page)
    assert not [key for key, value in found.items() if value != PRINTED[key]]
    assert len(found) > len(PRINTED) - 20


@pytest.mark.parametrize(
    "text",
    [
        "{}",
        '{}<span style="display: none">2</span>',
        '{}<span STYLE="VISIBILITY: hidden">2</span>',
        '<span style="display:none">2</span>{}',
        "{}<em hidden>2</em>",
        "{}<noscript>2</noscript>",
        "<table><tr><td>{}</table>",
        "<p><table><tr><td> {}</td></tr></table>&nbsp;",
        "<b>1</b>639",
        '<span style="vertical-align:middle">{}</span>',
        "<s>9</s>{}",
    ],
)
def test_other_markup_changes_no_figure(text):
    page = PAGE.replace(f"<td>{CELL}</td>", f"<td>{text.format(CELL)}</td>")
    assert gouji.parse(page).values == PRINTED


SHEETS = {
    ".q{display:none}": True,
    "b, span.q { color: red; DISPLAY : None }": True,
    "/* .q{} */ .q{visibility:hidden}": True,
    ".q{display:none} .on .q{display:inline}": False,
    "@media print{.a{} .q{display:none}}": False,
    ".on .q{display:none}": False,
    "/* .q{display:none} */": False,
}


@pytest.mark.parametrize("sheet", SHEETS)
def test_what_a_page_hides_by_a_class_of_its_own_is_not_printed(sheet):
    head = f"<style type=text/css>{sheet}</style></head>"
    hidden, shown = f'<td>{CELL}<span class="p q">2</span></td>', f'<td><span class="p q">{CELL}</span></td>'
    pages = [PAGE.replace("</head>", head).replace(f"<td>{CELL}</td>", cell) for cell in (hidden, shown)]
    found = [gouji.parse(page).values == PRINTED for page in pages]
    assert found == ([True, False] if SHEETS[sheet] else [False, True])


def test_tables_that_a_class_hides_are_shown_by_scripts():
    panes = PAGE.replace("</head>", "<style>.q{display:none}</style></head>").replace(
        "<body>", "<body><div class=q>"
    )
    assert gouji.parse(panes).values == PRINTED
