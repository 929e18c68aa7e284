"""What gouji.layout gives a plugin's author: cells without escapes, and merged cells placed with all they say."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.layout import Merged, place, without

PAIRS = re.compile(r"(\\)[\\|]")


@given(st.text(alphabet="\\|a7", max_size=12).filter(str.strip))
def test_what_is_escaped_whole_is_read_back(said):
    text = re.sub(r"[\\|]", r"\\\g<0>", said)
    assert "".join(text[start:stop] for start, stop in without(text, (0, len(text)), PAIRS)) == said


def test_a_pattern_without_a_group_leaves_out_all_it_matches():
    assert without("a<b>c", (0, 5), re.compile("<[^>]*>")) == [(0, 1), (4, 5)]


@pytest.mark.parametrize("across", [1, 2])
def test_merged_cells_keep_their_texts_and_headers(across):
    rows = [[Merged([(0, 1)], across), Merged([(1, 2)])], [Merged([(2, 3)]), Merged([(3, 4)])]]
    matrix = place(rows, header_rows=1, header_cols=1, caption=(4, 5), texts=["A", "B", "C", "D"])
    assert (matrix.header_rows, matrix.header_cols, matrix.caption) == (1, 1, (4, 5))
    assert matrix.rows("abcde")[0] == ["A"] * across + ["B"]
    assert matrix.rows("abcde")[1][:2] == ["C", "D"]
