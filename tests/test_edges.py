"""Edges: which ends of a text's lines may be those of a cut, asked of the line table and of the lines alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depth import examples
from gouji import edges
from gouji.line_table import LineTable

MARK = "\ufeff"
SIGNS = "a中1１½,。"
"""Letters, digits and others: a fraction is a digit to nobody who counts."""


def found(text):
    return edges.of(text, LineTable(text))


def kind(sign):
    return ("digit", sign.isdigit(), "letter", sign.isalpha())[1::2]


def told(text):
    """The ends of the widest lines and of those that may be cut, by the words of the rule."""
    starts = [at for at in range(len(text) + 1) if at == 0 or text[at - 1] == "\n"]
    lines = [(at + (at == 0 and text[:1] == MARK), (text + "\n").index("\n", at)) for at in starts]
    for width in (lambda line: line, str.rstrip):
        sizes = [len(width(text[start:end])) for start, end in lines]
        ends = [start + size for (start, _), size in zip(lines, sizes, strict=True) if size == max(sizes)]
        if ends := [end for end in ends if text[end - 1 : end].strip()]:
            break
    unlike = len(ends) >= 3 and len({kind(text[end - 1]) for end in ends}) > 1
    return set(ends), set(ends) if unlike else set()


LINE = st.integers(3, 5).flatmap(lambda size: st.text(alphabet=f"{SIGNS}  \t", min_size=size, max_size=size))


@examples(400)
@given(st.lists(LINE | st.text(alphabet=f"{SIGNS} ", max_size=5), max_size=7), st.sampled_from(["", MARK]))
def test_edges_are_where_the_widest_lines_end(lines, lead):
    text = lead + "\n".join(lines)
    widest, cut = found(text)
    assert (widest, cut) == told(text)
    assert edges.may_be_cut(text) == bool(cut)


@examples(200)
@given(st.lists(st.text(alphabet=f"{SIGNS} ", min_size=3, max_size=4), max_size=6), st.data())
def test_the_end_of_a_line_is_no_part_of_it(lines, data):
    ends = data.draw(st.lists(st.sampled_from(["\n", "\r\n"]), min_size=len(lines), max_size=len(lines)))
    text = "".join(line + end for line, end in zip(lines, ends, strict=True))
    plain = "".join(f"{line}\n" for line in lines)
    assert edges.may_be_cut(text) == edges.may_be_cut(plain)
    assert [text[end - 1] for end in sorted(found(text).cut)] == [
        plain[end - 1] for end in sorted(found(plain).cut)
    ]


@pytest.mark.parametrize(
    ("lines", "cut"),
    [
        (["ab1", "abc", "ab1"], True),
        (["ab1", "abc"], False),
        (["ab1", "abc", "ab "], False),
        (["ab1", "abc", "ab ", "ab,"], True),
        (["ab1", "ab2", "ab3"], False),
        (["ab,", "ab2", "ab3"], True),
        (["ab,", "ab。", "ab;"], False),
        (["abc", "ab中", "abd"], False),
        (["ab1", "ab１", "ab2"], False),
        (["ab1 ", "abc  ", "ab", ""], False),
        (["ab1 ", "abc  ", "ab1", "      "], True),
        ([], False),
        ([""], False),
    ],
    ids=repr,
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_three_lines_that_end_otherwise_make_an_edge(lines, cut, end):
    for text in (end.join(lines), MARK + end.join(lines)):
        assert (edges.may_be_cut(text), bool(found(text).cut)) == (cut, cut)
