"""Both ways of cutting a page into rows, at all its tags or tag by tag, give the same rows."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
from depth import examples
from gouji.testing import fill, render
from gouji_layouts.plain_html import _Page

SCHEMAS = gouji.Engine("builtin").schemas
FORM = SCHEMAS["cn-disclosure-2021"]
PAGE = render(FORM, fill(FORM, 1, "city"), "html", prose=True)


def cut(read):
    page = _Page()
    done = getattr(page, read)
    return page, done


def both(text):
    """What the fast way says of a page; where it cuts it the other one must cut it alike."""
    (fast, divided), (slow, looked_through) = cut("divided"), cut("looked_through")
    whole = divided(text)
    if whole:
        assert looked_through(text)
        assert (fast.tables, fast.before) == (slow.tables, slow.before)
        assert [t.strip() for t in fast.rest] == [t.strip() for t in slow.rest]
    return whole


@pytest.mark.parametrize("form", sorted(SCHEMAS))
def test_a_page_is_cut_the_same_both_ways(form):
    schema = SCHEMAS[form]
    assert both(render(schema, fill(schema, 2, "blanks"), "html", prose=True))


SIGNS = ["<", ">", "<!-- x -->", "<br>", "</td>", "<td>", "</tr>", "<tr>", "<table>", "</table>", "<p>甲</p>"]
SIGNS += [
    "&nbsp;",
    "&lt;",
    "\\",
    "<s>",
    "</s>",
    "<script>",
    "<caption>",
    "<td style='display:none'>",
    "<1",
    "<!x>",
]


@examples(60)
@given(st.lists(st.tuples(st.integers(0, len(PAGE)), st.sampled_from(SIGNS)), min_size=1, max_size=3))
def test_a_page_with_other_signs_is_cut_the_same_both_ways(signs):
    text = PAGE
    for at, sign in signs:
        text = text[:at] + sign + text[at:]
    both(text)


@pytest.mark.parametrize("hidden", ["hidden", 'style="display:none"', 'style="visibility: hidden"'])
def test_a_hidden_table_is_not_read(hidden):
    text = PAGE.replace("<table ", f"<table {hidden} ")
    assert text != PAGE
    assert both(text) is None
    assert not any(cell.value for cell in gouji.Engine("builtin").parse(text))


@pytest.mark.parametrize("mark", ["<!-- x -->", "<!-->", "<!--->", "<!-- <td> -->", "<!x>", "<br>"])
def test_a_figure_is_not_read_in_part_around_a_comment(mark):
    engine = gouji.Engine("builtin")
    for text in (PAGE, f"<style>p {{}}</style>{PAGE}"):
        figure = engine.parse(text)["proactive/regulations/made"]
        (start, stop), *_ = figure.spans
        cut = engine.parse(text[: start + 1] + mark + text[start + 1 :])["proactive/regulations/made"]
        assert stop - start > 1
        assert cut.value in (None, figure.value)


@pytest.mark.parametrize("style", ["display:none", "text-decoration: line-through", "mso-hide:all"])
def test_what_is_hidden_or_struck_out_is_left_to_the_other_way_and_refused(style):
    text = PAGE.replace("<tr><td>规章</td>", f'<tr><td style="{style}">规章</td>')
    assert text != PAGE
    assert both(text) is None
    assert gouji.Engine("builtin")._road.read(gouji.Engine("builtin").open(text)[0], SCHEMAS) is None


TABLES = PAGE[PAGE.index("<table") : PAGE.rindex("</table>") + 8].replace('"', "").replace("'", "")


@pytest.mark.parametrize("quote", ['"', "'"])
def test_tables_in_an_attribute_are_no_tables(quote):
    text = f"<html><body><p>年度报告</p><div title={quote}{TABLES}{quote}>甲</div></body></html>"
    assert (
        gouji.Engine("builtin")
        .parse(f"<html><body>{TABLES}</body></html>")["proactive/regulations/made"]
        .value
    )
    assert not any(cell.value for cell in gouji.Engine("builtin").parse(text))


@pytest.mark.parametrize("attribute", ['title="甲>12<b"', "title='甲>12<b'", 'title="甲>12"', 'title=">12<"'])
@pytest.mark.parametrize("tag", ["<td {}>", "<td><p {}>"])
def test_a_figure_in_an_attribute_is_none_of_the_cell(attribute, tag):
    engine, key = gouji.Engine("builtin"), "proactive/regulations/made"
    (start, stop), *_ = engine.parse(PAGE)[key].spans
    cell = PAGE.rindex("<td", 0, start)
    text = PAGE[:cell] + tag.format(attribute) + PAGE[stop:]
    assert engine.parse(text)[key].value is None


KEY = "proactive/regulations/made"
FIGURE = re.compile(r"(<tr>\s*<td>规章</td>\s*)<td>(\d+)</td>")


@pytest.mark.parametrize(
    "cell",
    [
        "<td>>{}</td>",
        "<td>{}></td>",
        "<td></td>{}",
        "</tr><td>{}</td>",
        "</tr>{}<td></td>",
        "</tbody><td>{}</td>",
    ],
)
def test_a_figure_beside_a_sign_or_outside_the_cells_of_its_row_is_not_stated(cell):
    text, times = FIGURE.subn(lambda found: found[1] + cell.format(found[2]), PAGE)
    assert times == 1
    assert gouji.Engine("builtin").parse(PAGE)[KEY].value
    assert gouji.Engine("builtin").parse(text)[KEY].value is None


@pytest.mark.parametrize("opened", ["<<script>", "<style>x</style]]>", "<!-- ", "<title>", "<p<textarea>"])
def test_what_an_open_element_hides_is_not_read(opened):
    text = PAGE.replace("<table", f"{opened}<table", 1).replace("</table>", "</table><b>", 1)
    values = gouji.Engine("builtin", straight=False).parse(text).values
    assert gouji.Engine("builtin").parse(text).values == values
    assert opened[:2] == "<p" or not any(values.values())


@pytest.mark.parametrize(
    "cell", ["<td&nbsp;>{}</td>", "<td\xa0>{}</td>", "<td\u3000x>{}</td>", "<td>1<![CDATA[{}</td>"]
)
def test_a_cell_of_another_name_and_a_part_of_a_comment_are_not_read(cell):
    text = FIGURE.sub(lambda found: found[1] + cell.format(found[2]), PAGE)
    assert gouji.Engine("builtin").parse(text)[KEY].value is None


@pytest.mark.parametrize(
    "picture", ['<img src="5.png">', "<p><svg></svg></p>", '<input value="5">', "<object></object>"]
)
@pytest.mark.parametrize("straight", [False, True])
def test_a_cell_with_nothing_but_a_picture_is_not_blank(picture, straight):
    text = FIGURE.sub(lambda found: f"{found[1]}<td>{picture}</td>", PAGE)
    cell = gouji.Engine("builtin", straight=straight).parse(text)[KEY]
    assert (cell.value, cell.status) == (None, "ambiguous")
