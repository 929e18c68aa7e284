"""The cell matrix: what its arrays say, and which arrays are refused."""

from __future__ import annotations

import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.errors import MatrixError
from gouji.matrix import MISSING, CellMatrix, freeze, from_rows

TEXT = "ab|cd||ef"


def int32(*values):
    return np.array(values, dtype=np.int32)


def two_rows(**more):
    """A merged cell over both columns, then a cell in two pieces and a blank one."""
    return freeze(int32([0, 0], [1, 2]), [[(0, 2)], [(3, 4), (4, 5)], [(6, 6)]], **more)


def test_what_the_arrays_say():
    matrix = two_rows()
    assert (matrix.shape, matrix.size, matrix.extent, matrix.ragged) == ((2, 2), 3, (0, 6), False)
    assert [matrix.cell_spans(i) for i in range(3)] == [((0, 2),), ((3, 4), (4, 5)), ((6, 6),)]
    assert [matrix.cell_text(i, TEXT) for i in range(3)] == ["ab", "cd", ""]
    assert matrix.rows(TEXT) == [["ab", "ab"], ["cd", ""]]
    assert (matrix.header_rows, matrix.header_cols, matrix.grid, matrix.caption) == (0, 0, True, None)
    assert (matrix.texts, matrix.presentation) == (None, False)
    matrix.validate(len(TEXT))


def test_what_a_layout_says_beside_them_is_kept():
    told = two_rows(
        header_rows=1, header_cols=2, grid=False, caption=(1, 2), texts=["x", "y", "z"], presentation=True
    )
    assert (told.header_rows, told.header_cols, told.grid, told.caption) == (1, 2, False, (1, 2))
    assert (told.texts, told.presentation) == (("x", "y", "z"), True)
    assert told.rows(TEXT) == [["x", "x"], ["y", "z"]]
    listed = from_rows([[[(0, 2)]]], header_rows=1, header_cols=1, grid=False, caption=(3, 5), texts=["x"])
    assert (listed.header_rows, listed.header_cols, listed.grid, listed.caption) == (1, 1, False, (3, 5))
    assert listed.texts == ("x",)
    assert from_rows([[[(0, 2)]]]).grid is True


def test_arrays_are_read_only():
    matrix = two_rows()
    for array in (matrix.owner, matrix.indptr, matrix.spans):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0


def test_no_cell_at_all():
    empty = from_rows([])
    assert (empty.shape, empty.size, empty.extent, empty.rows("")) == ((0, 0), 0, (0, 0), [])
    empty.validate(0)


def test_rows_of_other_lengths_are_filled_with_missing_slots():
    matrix = from_rows([[[(0, 1)]], [[(1, 2)], [(2, 3)], [(3, 4)]], []])
    assert matrix.owner.tolist() == [[0, MISSING, MISSING], [1, 2, 3], [MISSING] * 3]
    assert matrix.ragged
    assert matrix.rows("abcd") == [["a", "", ""], ["b", "c", "d"], ["", "", ""]]
    assert not from_rows([[[(0, 1)]], [[(1, 2)]]]).ragged


@given(st.lists(st.lists(st.integers(0, 3), max_size=4), max_size=4))
def test_cells_are_numbered_in_reading_order(rows):
    matrix = from_rows([[[(at, at + size)] for at, size in enumerate(row)] for row in rows])
    owned = matrix.owner[matrix.owner != MISSING].tolist()
    assert owned == list(range(sum(map(len, rows))))
    matrix.validate(100)


LIES = {
    "owner of one dimension": ({"owner": int32(0, 1)}, "two-dimensional"),
    "owner of three": ({"owner": np.zeros((1, 1, 1), np.int32)}, "two-dimensional"),
    "spans of one dimension": ({"spans": int32(0, 1)}, "two-dimensional"),
    "spans of three columns": ({"spans": np.zeros((4, 3), np.int32)}, "two-dimensional"),
    "a cell that is none": ({"owner": int32([0, 3])}, "cells outside 0..2"),
    "a cell below missing": ({"owner": int32([0, -2])}, "cells outside 0..2"),
    "indptr that begins late": ({"indptr": int32(1, 1, 3, 4)}, "indptr must run from 0"),
    "indptr that ends early": ({"indptr": int32(0, 1, 2, 3)}, "indptr must run from 0"),
    "indptr that ends late": ({"indptr": int32(0, 1, 3, 5)}, "indptr must run from 0"),
    "indptr that falls": ({"indptr": int32(0, 3, 2, 4)}, "must not fall"),
    "no indptr": ({"indptr": int32(), "owner": np.zeros((0, 0), np.int32)}, "indptr must run from 0"),
    "too few texts": ({"texts": ("a", "b")}, "texts has 2 entries for 3 cells"),
    "too many texts": ({"texts": ("a",) * 4}, "texts has 4 entries for 3 cells"),
    "a span before the text": ({"spans": int32([-1, 2], [3, 4], [4, 5], [6, 6])}, "outside the document's 9"),
    "a span behind it": ({"spans": int32([0, 2], [3, 4], [4, 5], [6, 10])}, "outside the document's 9"),
    "a reversed span": ({"spans": int32([2, 0], [3, 4], [4, 5], [6, 6])}, "is reversed"),
}


@pytest.mark.parametrize(("lie", "told"), LIES.values(), ids=LIES.keys())
def test_arrays_that_do_not_fit_are_refused(lie, told):
    with pytest.raises(MatrixError, match=re.escape(told)):
        replace(two_rows(), **lie).validate(len(TEXT))


def test_the_edge_of_what_fits():
    replace(two_rows(), spans=int32([0, 0], [0, 9], [9, 9], [0, 0])).validate(9)
    CellMatrix(int32([MISSING]).reshape(1, 1), int32(0), np.zeros((0, 2), np.int32)).validate(0)
    with pytest.raises(MatrixError):
        two_rows().validate(5)
    two_rows().validate(6)


def test_a_cell_may_have_no_span_at_all():
    matrix = freeze(int32([0, 1]), [[(0, 1)], []])
    matrix.validate(1)
    assert matrix.rows("a") == [["a", ""]]
