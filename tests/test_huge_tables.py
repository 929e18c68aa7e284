"""Very large tables are read as arrays, small ones as objects: both ways state the same."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depth import examples
from gouji import decode, line_table
from gouji.ask import check_cells
from gouji.document import Document
from gouji.errors import DecodeError
from gouji.matrix import Uniform
from gouji_layouts import csv_text, soup
from gouji_standards import fixed, html, html_literal, html_parse, markdown, record_lines, tsv
from test_line_table import NAMES

FIXTURES = Path(__file__).parent.parent / "fixtures"
NEVER = 10**9


def told(text, reader, asked):
    """All that the matrices of a text say."""
    found = []
    for matrix in reader.gouji_tables(Document(text), asked):
        matrix.validate(len(text))
        check_cells(matrix)
        spans = [matrix.cell_spans(cell) for cell in range(matrix.size)]
        words = [matrix.cell_text(cell, text) for cell in range(matrix.size)]
        heads = (matrix.header_rows, matrix.header_cols, matrix.caption, matrix.presentation)
        shape = (matrix.shape, matrix.ragged, matrix.slots, matrix.extent)
        found.append((matrix.owner.tolist(), matrix.rows(text), spans, words, heads, shape))
    return found


def both(text, reader, *, asked=False):
    """What is said by arrays, as many cells as there may be, and by objects."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_lines, "PART", 10**4)
        patch.setattr(record_lines, "LARGE", 1)
        patch.setattr(html_parse, "SMALLEST", 0)
        arrays = told(text, reader, asked)
        patch.setattr(record_lines, "LARGE", NEVER)
        patch.setattr(html_parse, "SMALLEST", NEVER)
        return arrays, told(text, reader, asked)


def mostly(usual, *others):
    """A text that is nearly always the usual one: a single oddity leaves a whole table to the other way."""
    return st.sampled_from([usual] * 12 + list(others))


FIELD = st.text(alphabet='ab1 .\u3000"\x0b中', max_size=4)
GAP = mostly("\n", "\r\n", "\n\n", "\nprose, and more of it\n", "\n \n", "\r")


@examples(120)
@given(
    st.integers(1, 4).flatmap(
        lambda width: st.lists(st.lists(FIELD, min_size=width, max_size=width), min_size=1)
    ),
    st.lists(GAP, min_size=60, max_size=60),
    mostly("", "\ufeff", "Some words:\n", "\n", "a\tb\n\n"),
    st.booleans(),
)
def test_records_are_the_same_as_arrays(rows, gaps, lead, asked):
    text = lead + "".join("\t".join(row) + gap for row, gap in zip(rows, gaps, strict=False))
    arrays, objects = both(text, tsv, asked=asked)
    assert arrays == objects


WORDS = st.sampled_from(
    [
        *["12", "words", "1 234"] * 4,
        "",
        " 7 ",
        "\n8\n",
        "a  b",
        "&nbsp;",
        "x&lt;y",
        "\xa0",
        "<b>9</b>",
        "a\0",
        "中\u3000文",
        ">",
    ]
)
CELL = st.tuples(
    mostly("td", "th", "TD"),
    mostly("", ' class="n"', " width=3", ' colspan="2"', " hidden", " title='a>b'", ' title="a"b', " a=<td>"),
    WORDS,
    mostly("</td>", "</th>", "", "</td> ", "</td>x", "</TD>"),
)


@st.composite
def pages(draw):
    """Tables of as many cells in each row, most of them plain."""
    width = draw(st.integers(1, 4))
    rows = draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=4, max_size=12))
    head = draw(st.sampled_from(["", "<thead>", "<tbody>"]))
    after = draw(st.integers(0, 4))
    parts = [
        draw(
            mostly(
                "<table>",
                "<TABLE border=1>",
                "<table role=none>",
                "<p><table>",
                "<table><caption>c</caption>",
            )
        ),
        head,
    ]
    for number, row in enumerate(rows):
        parts.append(draw(mostly("<tr>", "<tr class=x>", "\n<tr>\n", "<tr hidden>", "")))
        for name, said, words, close in row:
            own = close.replace("td", name.lower(), 1) if close.startswith("</t") and name != "TD" else close
            parts.append(f"<{name}{said}>{words}{own}")
        parts.append(draw(mostly("</tr>\n", "</TR>", "", "</tr><!-- -->")))
        if head and number == after:
            parts.append(
                {"<thead>": "</thead><tbody>", "<tbody>": draw(mostly("</tbody>\n<tbody>", "<thead>"))}[head]
            )
    parts.append(draw(mostly("</tbody></table>" if head else "</table>", "</table>x", "", "</TABLE>")))
    return "".join(parts)


@examples(120)
@given(pages(), pages(), st.booleans())
def test_cells_of_pages_are_the_same_as_arrays(first, second, page):
    text = ("<!doctype html>" if page else "") + first + "<p>Between.</p>" + second
    arrays, objects = both(text, html)
    assert arrays == objects


@pytest.mark.parametrize("reader", [html, tsv])
def test_fixtures_are_read_the_same_as_arrays(reader):
    for path in sorted(FIXTURES.glob("*/*.*")):
        text = (
            path.read_bytes().decode("utf-8", "replace")
            if path.suffix in (".txt", ".html", ".tsv", ".md")
            else ""
        )
        if "\t" in text or "<table" in text:
            arrays, objects = both(text, reader)
            assert arrays == objects, path


PROSE = [
    "words",
    "more words",
    "中文",
    "",
    "",
    "| a | b |",
    "a | b",
    "|-|-|",
    "- item",
    "  more",
    "    code",
    "> said",
    "```",
    "<div>",
    "===",
    "\u3000",
    "1. x",
    "{|",
]


TAGGED = [
    "<pre>",
    "</pre>",
    "<b>",
    "<!-- a",
    "-->",
    "<p>x",
    "`<i>",
    "a`",
    "a::",
    "[source]",
    "----",
    'x = """<b>',
    '"""',
]
PROSE += ["~~~", "> ```", "- ```", "   |-|-|", "\t- x", "|}", "+--+--+", " ", "# Head", *TAGGED[:5]]


@examples(400)
@given(st.lists(st.sampled_from(PROSE), max_size=20), st.booleans())
def test_stretches_without_tables_may_be_passed_over(lines, asked):
    document = Document("\n".join(lines))
    with pytest.MonkeyPatch.context() as patch:
        passed = [m.rows(document.text) for m in markdown.gouji_tables(document, asked)]
        patch.setattr(markdown, "_without_tables", lambda _: [])
        assert [m.rows(document.text) for m in markdown.gouji_tables(document, asked)] == passed


@examples(400)
@given(st.lists(st.sampled_from([*PROSE, *TAGGED]), max_size=20), st.booleans())
def test_quiet_lines_may_be_passed_over_where_code_is_looked_for(lines, prose):
    document = Document("\n".join(lines))
    passed = html_literal.literal_spans(document, prose=prose)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(html_literal, "_quiet", lambda _: [])
        assert html_literal.literal_spans(document, prose=prose) == passed


RECORD = st.lists(st.sampled_from(["1", "2,5", "a", "b;c", '"q,r"', "n、1", "1,234"]), min_size=1, max_size=4)


@examples(200)
@given(st.lists(st.tuples(RECORD, st.sampled_from("\t\t|,;、")), max_size=12))
def test_records_of_others_may_be_passed_over(records):
    document = Document("\n".join(sign.join(fields) for fields, sign in records))
    for layout, name, never in (
        (csv_text, "_held", lambda document, mark: document.lines.count(mark) > 0),
        (soup, "_is_tabled", lambda _: False),
    ):
        passed = [m.rows(document.text) for m in layout.gouji_cell_matrices(document)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(layout, name, never)
            assert [m.rows(document.text) for m in layout.gouji_cell_matrices(document)] == passed


ALIGNED = st.lists(
    st.sampled_from(
        ["name    count   x", "a          1   y", "bb        22   z", "a few words", "\u3000中文。", "  in"]
    ),
    min_size=7,
    max_size=14,
)


@examples(60)
@given(ALIGNED)
def test_a_block_that_nothing_parts_is_refused_by_one_look(lines):
    """Lines of both columns are among those that are looked at, as in any table but one that begins half empty."""
    document = Document("\n".join([*lines[:3], "a          1   y", *lines[3:]]))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(fixed.block, "SAMPLE", 8)
        refused = [m.rows(document.text) for m in fixed.gouji_tables(document, asked=False)]
        patch.setattr(fixed.block, "_may_hold", lambda *_: True)
        assert [m.rows(document.text) for m in fixed.gouji_tables(document, asked=False)] == refused


def test_a_plain_page_is_read_as_arrays():
    rows = "".join(f"<tr><td>{n}</td><td>&nbsp;{n}&amp; </td></tr>" for n in range(2000))
    text = f"<table><tr><th>a</th><th>b</th></tr>{rows}</table>"
    [matrix] = html.gouji_tables(Document(text), asked=False)
    assert isinstance(matrix, Uniform)
    assert (matrix.rows(text)[-1], matrix.header_rows, matrix.shape) == (["1999", "1999&"], 1, (2001, 2))
    assert matrix.texts[-2:] == ("1999", "1999&")


def test_many_records_are_read_as_arrays_with_all_that_their_parts_need():
    """The only record that fills a column, and the longest field, stand where no part is looked at."""
    rows = [["n", "x", "y"], *([str(n), "word", ""] for n in range(record_lines.LARGE))]
    rows[record_lines.PART + 10][2] = "filled"
    table = "\n".join("\t".join(row) for row in rows)
    text = f"Here:\n{table}\nThat was it.\n"
    [matrix] = tsv.gouji_tables(Document(text), asked=False)
    assert isinstance(matrix, Uniform)
    assert matrix.rows(text) == rows
    rows[record_lines.PART + 20][1] = "word " * 100
    table = "\n".join("\t".join(row) for row in rows)
    assert not list(tsv.gouji_tables(Document(f"Here:\n{table}\nThat was it.\n"), asked=False))


def test_large_blocks_are_no_tables_where_small_ones_are_none():
    log = "".join(f"2026-01-01 00:00:{n % 60:02}\tINFO\tstarted {n}\n" for n in range(record_lines.LARGE))
    assert not list(tsv.gouji_tables(Document(log[:1000]), asked=False))
    assert not list(tsv.gouji_tables(Document(log), asked=False))


def test_large_blocks_go_on_below_an_empty_line():
    rows = [["n", "v"], *([str(n), str(n * 7 % 100)] for n in range(record_lines.LARGE))]
    lines = ["\t".join(row) for row in rows]
    text = "\n".join([*lines, "", "7\t8", "9\t1"])
    [matrix] = tsv.gouji_tables(Document(text), asked=False)
    assert matrix.rows(text) == [*rows, ["7", "8"], ["9", "1"]]


def attempt(data):
    try:
        return decode.decode(data)
    except DecodeError as error:
        return str(error)


@given(st.text(alphabet="a中é\U00020000\n", max_size=20), st.integers(1, 5), st.binary(max_size=2))
def test_bytes_are_decoded_the_same_in_pieces(text, size, others):
    data = text.encode() + others
    whole = attempt(data + b"x")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decode, "PIECE", size)
        assert attempt(data + b"x") == whole


@given(st.text(alphabet="a1 \t\n\r|<─中\u3000\xa0\U00020000", max_size=40), st.integers(1, 7))
def test_lines_are_counted_the_same_in_pieces(text, size):
    whole = [getattr(Document(text).lines, name).tolist() for name in NAMES]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_table, "PIECE", size)
        lines = Document(text).lines
        assert [getattr(lines, name).tolist() for name in NAMES] == whole
        said = [text[a:b] for a, b in zip(*whole[:2], strict=True)]
        assert whole[4] == [sum(sign not in " \t\xa0\u3000" for sign in line) for line in said]
        assert whole[8:11] == [[sum(map(line.count, signs)) for line in said] for signs in ("─", "1", "中")]
        assert lines.count("a|─1中").tolist() == [sum(map(line.count, "a|─1中")) for line in said]
        assert lines.count("a|").tolist() == [
            text[a:b].count("a") + text[a:b].count("|") for a, b in zip(*whole[:2], strict=True)
        ]
