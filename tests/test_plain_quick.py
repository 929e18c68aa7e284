"""What is looked at all together says what a look at each would say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
from depth import examples
from gouji.decode import PIECE, decode
from gouji.document import Document
from gouji.errors import DecodeError
from gouji.plain import figures, match
from gouji.plain.form import PlainForm
from gouji.testing import fill, render
from gouji_layouts import plain_rows, soup
from gouji_standards import record_lines, tsv

ENGINE = gouji.Engine("builtin")
FORM = PlainForm(ENGINE.schemas["cn-disclosure-2021"])
SIZE = len(FORM.types)
COUNTS = ["0", "7", "12", "999", "1000", "56001", str(figures.MOST - 1)]
STRANGE = [
    "", "007", "00", "-0", "+0", "+5", "-5", "-05", "+-5", "--5", "1 2", "- 5", "5-", "5+6", "+", "-", "1_0", "１２",
    "1,234", "12,34", "3.5", "8.0", "8.00", "8.05", "0.5", "01.5", ".5", "5.", "1.2.3", "1234567890.1234567891", "12345678.123456789", "123456789.123456789", "-1.5", "1.5 ", "９.5", "1\t2", "1\n2", "无", "/", "5%", "\\-9", str(figures.MOST), "9" * 19, "9" * 30,
]  # fmt: skip


def one_by_one(texts):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(figures, "_together", lambda *_: None)
        return figures.read_figures(texts, FORM)


@examples(300)
@given(
    st.lists(st.sampled_from(COUNTS), min_size=SIZE, max_size=SIZE),
    st.dictionaries(st.integers(0, SIZE - 1), st.sampled_from(STRANGE), max_size=3),
)
def test_figures_read_together_are_those_read_one_by_one(texts, strange):
    for at, text in strange.items():
        texts[at] = text
    together, alone = figures.read_figures(texts, FORM), one_by_one(texts)
    if alone is None:
        assert together is None
        return
    assert together is not None
    assert together[0] == alone[0]
    assert [*map(type, together[0])] == [*map(type, alone[0])]
    assert together[1].tolist() == alone[1].tolist()


@pytest.mark.parametrize("strange", STRANGE)
@pytest.mark.parametrize("kind", ["count", "signed", "money"])
def test_a_strange_figure_is_the_same_alone_and_among_counts(strange, kind):
    if kind in FORM.types:
        texts = ["3"] * SIZE
        texts[FORM.types.index(kind)] = strange
        together, alone = figures.read_figures(texts, FORM), one_by_one(texts)
        assert (together and together[0]) == (alone and alone[0])


def test_counts_are_read_together():
    assert figures._together(["3"] * SIZE, FORM.uncounted) is not None


PIPED = st.sampled_from(
    ["| a | b |", "|  | b |", "| a |  |", "|a|b|", "| a | b", "a | b |", "|| a |", "| | a |", "| a |   | b |", "| |",
     "| a  |  b |", "|\u3000a | b |", "| a | b |\r", "| a || b |", "|  |  |", "| a b | c |"]
)  # fmt: skip


@examples(300)
@given(st.lists(PIPED, min_size=1, max_size=4))
def test_cells_cut_with_their_blanks_are_those_trimmed_after(lines):
    found = plain_rows._piped(lines)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plain_rows, "_padded", lambda _: None)
        assert plain_rows._piped(lines) == found


def test_the_usual_cells_of_markdown_are_cut_with_their_blanks():
    assert plain_rows._padded(["| a |  | b c |", "| 1 | 2 | 3 |"]) == [["a", "", "b c"], ["1", "2", "3"]]


@pytest.mark.parametrize("form", sorted(ENGINE.schemas))
@pytest.mark.parametrize("layout", ["tabs-grid", "tabs-ragged", "pipes-grid", "pipes-ragged", "html"])
def test_a_header_known_at_one_look_is_the_one_read_row_by_row(form, layout, monkeypatch):
    schema = ENGINE.schemas[form]
    text = render(schema, fill(schema, 3, "city"), layout, prose=True, seed=3)
    usual = ENGINE.parse(text)
    looked = []
    monkeypatch.setattr(match._Walk, "_usual", lambda *_: looked.append(1))
    slow = ENGINE.parse(text)
    assert looked
    assert (usual.values, usual.to_dict()["findings"]) == (slow.values, slow.to_dict()["findings"])


LINE = st.sampled_from(
    ["a\tb", "1\t2", "x\ty\tz", "word", "7", "", " ", "a sentence of words.", "\t", "3\t4"]
)


@examples(400)
@given(st.lists(LINE, max_size=14))
def test_lines_far_from_tabs_may_be_passed_over(lines):
    document = Document("\n".join(lines))
    near = [m.rows(document.text) for m in tsv.gouji_tables(document, asked=False)]
    runs = record_lines._printed_runs
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(record_lines, "_printed_runs", lambda d, first, whole: runs(d, first, whole=True))
        assert [m.rows(document.text) for m in tsv.gouji_tables(document, asked=False)] == near


JOINED = st.lists(
    st.sampled_from(["、", "；", "^", "1", "22", "-", " ", "\n", "\r\n", "a", "，", "|"]), max_size=40
)


@examples(400)
@given(JOINED)
def test_the_sign_that_joins_most_is_found_sign_by_sign(pieces):
    text = "".join(pieces)
    signs = re.escape(soup.SIGNS)
    joint = re.compile(rf"([{signs}])[ ]*(?:{soup.FIGURE}|[-/])[ ]*(?=\1|\r?$)", re.MULTILINE)
    ended = re.compile(rf"^[ ]*{soup.FIGURE}[ ]*([{signs}])[ ]*\r?$", re.MULTILINE)
    found = [m[1] for pattern in (joint, ended) for m in pattern.finditer(text)]
    best = max(dict.fromkeys(found), key=found.count, default=None)
    assert soup._sign(Document(text)) == (best if found.count(best) >= soup.ROWS else None)


def test_control_characters_are_counted_over_all_pieces():
    text = b"a" * (PIECE - 10) + b"\x01" * (PIECE // 8)
    with pytest.raises(DecodeError, match=f"{PIECE // 8} of {len(text)} bytes"):
        decode(text)
