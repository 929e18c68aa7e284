"""Matrices whose slots are cells of one span each: held by their edges, they say what a matrix of arrays says."""

from __future__ import annotations

import copy
import pickle
import re
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from depth import examples
from gouji import matrix
from gouji.errors import MatrixError
from gouji.matrix import CellMatrix, Packed, Uniform, freeze, uniform

TEXT = "0123456789" * 12
WORDS = [(0, 2), (3, 4), (7, 7), (4, 7), (9, 12), (8, 9)]
"""Two rows of three cells: one is blank, and one stands left of the cell before it."""


def int32(values):
    return np.array(values, dtype=np.int32).reshape(-1, 2)


def everything(of, text):
    """All that a matrix says."""
    counts = (of.shape, of.slots, of.size, of.extent, of.ragged, of.texts)
    arrays = (of.owner.tolist(), of.indptr.tolist(), of.spans.tolist())
    cells = [(of.cell_spans(cell), of.cell_text(cell, text)) for cell in range(of.size)]
    heads = (of.header_rows, of.header_cols, of.grid, of.caption, of.presentation)
    return counts, arrays, cells, of.rows(text), heads


def arranged(spans, width, said, text, **more):
    """The same cells as arrays."""
    owner = np.arange(len(spans), dtype=np.int32).reshape(-1, width)
    texts = [said.get(n, text[a:b]) for n, (a, b) in enumerate(spans)] if said else None
    return freeze(owner, [[span] for span in spans], texts=texts, **more)


@st.composite
def tables(draw):
    """Spans of some rows, in any order within a row, and what some cells say."""
    width = draw(st.integers(1, 4))
    edge = st.tuples(st.integers(0, 90), st.integers(0, 20))
    drawn = draw(st.lists(st.lists(edge, min_size=width, max_size=width), max_size=7))
    said = draw(st.dictionaries(st.integers(0, 27), st.text(alphabet="ab中", max_size=3), max_size=4))
    spans = [(a, a + length) for row in drawn for a, length in row]
    return width, spans, {cell: words for cell, words in said.items() if cell < len(spans)}


@examples(100)
@given(tables(), st.integers(1, 3))
def test_edges_say_what_arrays_say(table, together):
    width, spans, said = table
    more = {"header_rows": 1, "header_cols": 2, "caption": (3, 5), "presentation": True}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(matrix, "_TOGETHER", together)
        made = uniform(int32(spans), width, said=said, text=TEXT, **more)
        assert isinstance(made, Uniform)
        assert everything(made, TEXT) == everything(arranged(spans, width, said, TEXT, **more), TEXT)


def test_only_what_is_asked_for_is_told():
    plain = uniform(int32(WORDS), 3)
    assert (plain.header_rows, plain.header_cols, plain.grid, plain.caption) == (0, 0, True, None)
    assert (plain.presentation, plain.texts) == (False, None)


@given(tables())
def test_its_copies_are_matrices_of_arrays_that_say_the_same(table):
    width, spans, said = table
    made = uniform(int32(spans), width, said=said, text=TEXT, header_rows=1, caption=(0, 3))
    arrays = (made.owner, made.indptr, made.spans, 1, 0, True, (0, 3), made.texts, False)
    for one in (replace(made), copy.copy(made), pickle.loads(pickle.dumps(made)), Uniform(*arrays)):
        assert type(one) is CellMatrix
        assert everything(one, TEXT) == everything(made, TEXT)


def test_its_arrays_are_read_only():
    made = uniform(int32(WORDS), 3)
    for array in (made.owner, made.indptr, made.spans):
        with pytest.raises(ValueError, match="read-only"):
            array[0] = 0
        assert array.dtype == np.int32


SHAPES = {
    "one dimension": (np.zeros(4, np.int32), 2, "shape (4,) are no rows of 2 cells"),
    "three dimensions": (np.zeros((2, 2, 1), np.int32), 2, "shape (2, 2, 1) are no rows of 2 cells"),
    "three edges": (np.zeros((4, 3), np.int32), 2, "shape (4, 3) are no rows of 2 cells"),
    "a row too short": (np.zeros((3, 2), np.int32), 2, "shape (3, 2) are no rows of 2 cells"),
    "rows of no cells": (np.zeros((4, 2), np.int32), 0, "shape (4, 2) are no rows of 0 cells"),
}


@pytest.mark.parametrize(("spans", "width", "told"), SHAPES.values(), ids=SHAPES.keys())
def test_spans_that_fit_no_rows_are_refused(spans, width, told):
    with pytest.raises(MatrixError, match=re.escape(told)):
        uniform(spans, width)


@pytest.mark.parametrize("together", [1, 4096])
def test_spans_outside_of_the_text_are_refused(together, monkeypatch):
    monkeypatch.setattr(matrix, "_TOGETHER", together)
    uniform(int32(WORDS), 3).validate(12)
    for lie in ([(5, 13)], [(-1, 4)], [(5, 4)]):
        for spans in ([*lie, *WORDS[1:]], [*WORDS[:-1], *lie]):
            with pytest.raises(MatrixError, match="outside the document's 12 characters or is reversed"):
                uniform(int32(spans), 3).validate(12)


@pytest.mark.parametrize("some", [1, 1 << 18])
def test_so_are_those_of_arrays(some, monkeypatch):
    monkeypatch.setattr(matrix, "_SOME", some)
    arranged(WORDS, 3, {}, TEXT).validate(12)
    for lie in ([(5, 13)], [(-1, 4)], [(5, 4)]):
        for spans in ([*lie, *WORDS[1:]], [*WORDS[:-1], *lie]):
            with pytest.raises(MatrixError, match="outside the document's 12 characters or is reversed"):
                arranged(spans, 3, {}, TEXT).validate(12)


UNITS = [(0, 1), (255, 1), (256, 2), (65_535, 2), (65_536, 4), (2**31 - 10, 4)]


@pytest.mark.parametrize(("longest", "size"), UNITS)
def test_rows_are_held_in_the_narrowest_unit_that_holds_the_longest(longest, size):
    spans = int32([(2, 3), (2, 2), (4, 4 + longest), (5, 6)])
    packed = Packed.of(spans, 2)
    assert packed.begins.tolist() == [2, 4]
    assert packed.edges.dtype == np.dtype(f"u{size}")
    assert packed.spans().tolist() == spans.tolist()
    assert packed.sizes().tolist() == [[1, 0], [longest, 1]]
    empty = Packed.empty(packed.begins, 5, longest)
    assert (empty.edges.dtype, empty.edges.shape) == (packed.edges.dtype, (2, 10))


@given(tables(), st.integers(0, 8), st.integers(0, 8) | st.none())
def test_some_rows_are_those_of_all(table, first, last):
    width, spans, _ = table
    packed = Packed.of(int32(spans), width)
    rows = np.array(spans, dtype=np.int32).reshape(-1, width, 2)[first:last]
    assert packed.spans(first, last).tolist() == rows.reshape(-1, 2).tolist()
    assert packed.sizes(first, last).tolist() == (rows[:, :, 1] - rows[:, :, 0]).tolist()


@pytest.mark.parametrize("longest", [30, 300, 70_000])
def test_a_matrix_may_be_made_of_packed_rows(longest):
    spans = int32([(2, 3), (3, 3 + longest), (4, 7), (9, 12)])
    made, packed = uniform(spans, 2), uniform(Packed.of(spans, 2), 2)
    assert everything(made, TEXT) == everything(packed, TEXT)
