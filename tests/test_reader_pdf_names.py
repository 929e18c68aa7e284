"""Headers of PDF files without rules: which names are names of columns."""

from __future__ import annotations

import pytest

from gouji_readers import pdf_names
from gouji_readers.pdf_block import Block, Drawn
from gouji_readers.pdf_lines import Piece

SIZE = 8.0


def name(left, *lines):
    """A name's lines, each with the height of its baseline."""
    drawn = [
        Drawn(Piece(text, (left, base - 7, left + SIZE * len(text), base + 1), SIZE, []), base, [])
        for text, base in lines
    ]
    return Block(drawn, [False] * len(drawn))


def below(top):
    """Three names in a row."""
    return [name(40, ("信息内容", top)), name(120, ("新制作数量", top)), name(300, ("总数量", top))]


@pytest.mark.parametrize(("own", "count"), [(60.0, 4), (50.0, 3)], ids=["beside the names", "above them"])
def test_a_name_drawn_with_that_of_all_columns_is_one_where_it_stands_beside_the_others(own, count):
    """Else a column that is blank throughout has a name less, and its neighbour two."""
    title = name(200, ("第二十条第（一）项", own - 10), ("新公开数量", own))
    assert len(pdf_names.columns([[title], below(60.0)])) == count


def test_a_name_of_all_columns_beside_high_names_is_none_of_a_column():
    """Upright names of a sign a line begin above the middle of the row that has its name alone."""
    high = [name(40 + 90 * n, ("制", 52.0), ("发", 60.0)) for n in range(3)]
    assert len(pdf_names.columns([[name(330, ("第二十条第（一）项", 50.0))], high])) == 3


def test_a_header_of_one_row_has_its_names():
    assert len(pdf_names.columns([below(60.0)])) == 3
