"""The line table against a look at each line by itself, in pieces of any length."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji import line_table
from gouji.line_table import BLANKS, BYTE_ORDER_MARK, LineTable

NAMES = (
    "start",
    "end",
    "indent",
    "first",
    "printed",
    "tabs",
    "pipes",
    "tags",
    "boxes",
    "digits",
    "cjk",
    "gaps",
)
TEXTS = st.text(" \t\xa0\u3000\n\ra1|<─中５😀\ufeff", max_size=40)


def told(text):
    """For each line what the table says of it, in the order of NAMES."""
    start = int(text[:1] == chr(BYTE_ORDER_MARK))
    for end in [*re.finditer("\r\n|\n|\r", text), None]:
        stop, after = end.span() if end else (len(text), 0)
        line = text[start:stop]
        indent = len(line) - len(line.lstrip(BLANKS))
        signs = [sum(map(said.__contains__, line)) for said in ("\t", "|", "<")]
        kinds = [len(re.findall(said, line)) for said in ("[\u2500-\u257f]", "[0-9０-９]", "[\u3400-\u9fff]")]
        gaps = len(re.findall(f"[{BLANKS}]{{2,}}", line.strip(BLANKS)))
        first = ord(line[indent]) if indent < len(line) else 0
        yield (
            start,
            stop,
            indent,
            first,
            len(line) - sum(map(BLANKS.__contains__, line)),
            *signs,
            *kinds,
            gaps,
        )
        start = after


@pytest.mark.parametrize("piece", [1, 2, 3, 5, 16])
@given(text=TEXTS)
def test_the_table_says_what_each_line_does(piece, text):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(line_table, "PIECE", piece)
        table = LineTable(text)
        columns = [getattr(table, name).tolist() for name in NAMES]
    assert list(zip(*columns, strict=True)) == list(told(text))


def test_blanks_behind_a_byte_order_mark_are_no_gap():
    assert LineTable("\ufeff   1   2").gaps.tolist() == [1]
