from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depth import examples
from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji_standards import mediawiki
from layout_laws import assert_grows


def read(text: str) -> list[CellMatrix]:
    found = list(mediawiki.gouji_tables(Document(text)))
    for matrix in found:
        matrix.validate(len(text))
        assert set(matrix.owner.ravel().tolist()) - {-1} == set(range(matrix.size))
    return found


def rows(text: str) -> list[list[list[str]]]:
    return [matrix.rows(text) for matrix in read(text)]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("| 1 || 2\n|-\n| 3\n| 4", [["1", "2"], ["3", "4"]]),
        ("|-\n|-\n|1\n|-\n|2\n|-", [["1"], ["2"]]),
        ("|1||2\n|---- style='x'\n|3||", [["1", "2"], ["3", ""]]),
        ("|1\n|-2\n|3", [["1"], ["3"]]),
        ("! a !! b || c\n|-\n| 1 !! 2 || 3", [["a", "b", "c"], ["1 !! 2", "3", ""]]),
        ('| style="x" | 1 || width=3|2', [["1", "2"]]),
        ("| 1 | 2 | 3", [["2 | 3"]]),
        ("|| 1 || 2", [["1", "2"]]),
        ("| [[a|b]] || x=1 | [[c|d]]", [["[[a|b]]", "[[c|d]]"]]),
        ("| [[File:a|b]] | c", [["[[File:a|b]] | c"]]),
        ("| -{a|b}-", [["-{a|b}-"]]),
        ("| {{t|x||y}} || {{s|z}} | 2", [["{{t|x||y}}", "2"]]),
        ("| {{t\n| 1\n|- \n}} || {{{p|q}}}", [["{{t\n| 1\n|-\n}}", "{{{p|q}}}"]]),
        ("| {{a|{{b||c}}}} || 2", [["{{a|{{b||c}}}}", "2"]]),
        ("{{!}} 1 {{!}}{{!}} 2\n{{!}}-\n{{!}} 3", [["1", "2"], ["3", ""]]),
        (
            "| <nowiki>a||b</nowiki> || <ref name=x>c|d</ref>",
            [["<nowiki>a||b</nowiki>", "<ref name=x>c|d</ref>"]],
        ),
        ("| a <ref name=x /> || b<nowiki /> || c", [["a <ref name=x />", "b<nowiki />", "c"]]),
        ("| <nowiki> a || b", [["<nowiki> a", "b"]]),
        ("| 1 <!-- || x\n| y --> || 2", [["1", "2"]]),
        ('! <b title="a!!b">1</b> !! < 2 !! 3', [['<b title="a!!b">1</b>', "< 2", "3"]]),
        ('| <b title="a||b">1</b> || 2', [['<b title="a||b">1</b>', "2"]]),
        ('| <b title="a|b" id=c>1</b>', [['<b title="a|b" id=c>1</b>']]),
        ("| 1 <b || 2 | c> d", [["1 <b", "c> d"]]),
        ("| 1 {{!}} 2 || {{!}}", [["1 {{!}} 2", "{{!}}"]]),
        ('| id=x {{!}} 2 || style="y" | {{!}}', [["2", "{{!}}"]]),
        ("| 1\n<!-- none -->\n| 2", [["1", "2"]]),
        ("| a<!-- -->b", [["ab"]]),
        ("| a\nb\n\n\nc\n|\n* d\n* e", [["a\nb\n\nc", "* d\n* e"]]),
        ("  | 1\n  |-\n  ! 2", [["1"], ["2"]]),
        ("lost\n|-\nlost\n| 1", [["1"]]),
        ("| a<br />b || '''c'''", [["a<br />b", "'''c'''"]]),
        ("|\n| &nbsp; || x", [["", "&nbsp;", "x"]]),
        ("<includeonly>| 9</includeonly>| 1<noinclude>2</noinclude>", [["12"]]),
    ],
)
def test_cells(text: str, wanted: list[list[str]]) -> None:
    assert rows("{|\n" + text + "\n|}") == [wanted]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("| rowspan=2 | 1 || 2\n|-\n| 3", [[0, 1], [0, 2]]),
        ('! colspan="2" style="a" | 1\n|-\n| 2 || 3', [[0, 0], [1, 2]]),
        ("| COLSPAN='2' rowspan=2| 1 || 2\n|-\n| 3", [[0, 0, 1], [0, 0, 2]]),
        ("| rowspan=2 | 1 || 2", [[0, 1], [0, -1]]),
        ("| colspan=<!-- 3 -->2 | 1 || 2", [[0, 0, 1]]),
        ("| colspan=3 colspan=2 | 1 || 2", [[0, 0, 1]]),
    ],
)
def test_spans(text: str, wanted: list[list[int]]) -> None:
    [matrix] = read("{|\n" + text + "\n|}")
    assert matrix.owner.tolist() == wanted


def test_headers_caption_and_source_spans() -> None:
    text = "{| class=wikitable\n|+ class=x | Nuts [[a]]\nby year\n! Year !! Nuts\n|-\n! 1998\n| 7 <!-- ? --> kg\n|}"
    [matrix] = read(text)
    assert (matrix.header_rows, matrix.header_cols) == (1, 1)
    assert matrix.caption is not None
    assert text[slice(*matrix.caption)] == "Nuts [[a]]\nby year"
    assert [text[a:b] for a, b in matrix.cell_spans(3)] == ["7", "kg"]
    assert matrix.rows(text)[1] == ["1998", "7  kg"]


def test_a_nested_table_is_a_table_and_text_of_its_cell() -> None:
    text = "{|\n| a\n|\n{|\n| 1 || 2\n|}\nb\n|-\n| c\n|}\n"
    assert rows(text) == [[["a", "{|\n| 1 || 2\n|}\nb"], ["c", ""]], [["1", "2"]]]


@pytest.mark.parametrize(
    "text",
    [
        "{|\n| 1\n|-\n| 2",
        ":::{| border=1\n|1\n|-\n|2\n|} tail",
        "x\n {|\n|1\n|-\n|2\n|}}",
        "<!-- x\ny -->{|\n|1\n|-\n|2\n|}",
        "\ufeff{|\n|1\n|-\n|2\n|}",
        "<includeonly>\n{|\n|1\n|-\n|2\n|}\n</includeonly><noinclude>x</noinclude>",
        "a<ref>\n{|\n|1\n|-\n|2\n|}\n</ref>b",
        "<poem>\n<ref>|</ref>\n{|\n|1\n|-\n|2\n|}\n</poem>",
    ],
)
def test_where_a_table_begins_and_ends(text: str) -> None:
    assert rows(text) == [[["1"], ["2"]]]


def test_line_ends_of_any_kind() -> None:
    for end in ("\n", "\r\n", "\r"):
        assert rows(f"a{end}{{|{end}|1||2{end}|-{end}|3{end}b{end}|}}{end}") == [[["1", "2"], ["3\nb", ""]]]


@pytest.mark.parametrize(
    "text",
    [
        "A table begins with {| and ends with |} on lines of their own.",
        "```\n{|\n| 1\n|}\n```",
        "<pre>\n{|\n| 1\n|}\n</pre>",
        "<nowiki>\n{|\n| 1\n|}</nowiki>",
        "<syntaxhighlight lang=x>\n{|\n| 1\n|}\n</syntaxhighlight>",
        "<!--\n{|\n| 1\n|}\n-->",
        "{{box|\n{|\n| 1\n|}\n}}",
        "{|\n|}",
        "{|\n|-\n|+ x\n|}",
        "{|x| puts x }\n| 1",
        "{|l|c|}\n| x\n",
        "f = {|a, b| a + b};\n| x\n",
        "type A = {|\n  a: number,\n|};\n",
        "match x with\n| A -> {| v = 1 |}\n| B -> 2\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "{% if a %}\n| x |\n{% endif %}",
        '{"a": "{|",\n "b": "| 1"}',
        "<!doctype html><pre>\n{|\n| 1\n|}\n</pre>",
        "a || b\n! c\n|- d\n|}",
        "",
    ],
)
def test_no_table(text: str) -> None:
    assert read(text) == []


CELLS = st.sampled_from(
    ["1", "a b", "", "[[a|b]]", "{{t|1}}", "-7", "''x''", "<br>", "x\ny", "a<ref>1|2</ref>"]
)
GIVEN = [["", "rowspan=2|", 'style="x"|'], ["", 'colspan="2" |', "|"]]
"""Attributes that go together: with both kinds of spans cells may overlap, where the parsers differ."""


@st.composite
def tables(draw: st.DrawFn) -> str:
    lines = ["{|"]
    attributes = st.sampled_from(draw(st.sampled_from(GIVEN)))
    for _ in range(draw(st.integers(1, 4))):
        lines.append("|-")
        mark = draw(st.sampled_from("|!"))
        cells = draw(st.lists(st.tuples(attributes, CELLS), min_size=1, max_size=4))
        if draw(st.booleans()) and not any("\n" in cell for _, cell in cells):
            lines.append(mark + " " + (" || " if mark == "|" else " !! ").join(g + c for g, c in cells))
        else:
            lines += [f"{mark} {given} {cell}" for given, cell in cells]
    return "\n".join([*lines, "|}"])


@examples(200)
@given(tables())
def test_grids_are_those_of_wikitextparser(text: str) -> None:
    parser = pytest.importorskip("wikitextparser")
    [wanted] = parser.parse(text).tables
    grid = [[(cell or "").strip() for cell in row] for row in wanted.data(span=True)]
    assert rows(text) == [grid]


TOKENS = [
    "{|",
    "|",
    "|}",
    "|-",
    "|",
    "||",
    "",
    "!",
    "!!",
    "{{",
    "}}",
    "{{!}}",
    "{{{",
    "<!--",
    "-->",
    "<nowiki>",
    "</nowiki>",
    "[[",
    "x",
    "|+",
    "\r",
    "\x00",
    "�",
    "rowspan=2",
]


@given(st.lists(st.sampled_from([*TOKENS, "\n", "\n|", "\n{|"])).map("".join))
def test_no_text_raises(text: str) -> None:
    read("{|\n" + text)


@pytest.mark.share(2)
@pytest.mark.parametrize(
    "unit",
    [
        "{|\n",
        "|}\n",
        "| a\n",
        "|-\n",
        "{{",
        "}}",
        "{{!}}",
        "<!--",
        "<nowiki>",
        "||",
        "[[",
        "\n",
        "|a|b||",
        "<includeonly>\n{|\n",
        "<ref>\n{|\n",
        "<b a='|",
        "{|\n|a\n",
    ],
)
def test_time_is_linear(unit: str) -> None:
    assert_grows(mediawiki.gouji_tables, unit, "{|\n| x\n")
