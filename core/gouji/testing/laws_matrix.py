"""Laws of a matrix: what it says stands in the text, and no text makes its reader raise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
from hypothesis import strategies as st

from gouji.document import Document
from gouji.errors import MatrixError
from gouji.matrix import MISSING, CellMatrix
from gouji.testing.kit_grids import each
from gouji.testing.kit_law import Trial
from gouji.testing.laws_reading import texts_of
from gouji.testing.strategies import hostile

ODD = ("\x00", "\r", "\x0b", "\x1c", "\x85", "\u2028", "\ufeff", "\ud800", "\U0010ffff")
"""Characters that texts seldom hold and converters leave in them."""


def provenance(trial: Trial) -> None:
    """Every cell stands in the text where its spans say, trimmed, and owns one rectangle of slots."""
    _sound(trial, texts_of(trial) if trial.layout.draw or trial.layout.cases else st.just(""))


def any_text(trial: Trial) -> None:
    """No text raises: any characters, pieces of any layout, and the layout's own marks in any order."""
    marks = list(trial.layout.marks)
    own = st.lists(st.sampled_from([*marks, "\n", "甲", "12", " ", "\r", "\x00"]), max_size=40).map("".join)
    wounded = texts_of(trial).flatmap(_wounds) if trial.layout.draw or trial.layout.cases else own
    for strategy in (own, hostile(marks, size=60), st.text(max_size=80), wounded):
        _sound(trial, strategy)
    for char in ODD:
        _sound(trial, st.just(char.join(["", *marks, "甲", "12", ""])))


def _wounds(text: str) -> st.SearchStrategy[str]:
    """The text with a stretch cut out and any text in its place."""
    places = st.tuples(st.integers(0, len(text)), st.integers(0, 30), hostile(size=2))
    return places.map(lambda cut: text[: cut[0]] + cut[2] + text[cut[0] + cut[1] :])


def _sound(trial: Trial, strategy: st.SearchStrategy[str]) -> None:
    def check(text: str) -> None:
        try:
            found = trial.hook(Document(text))
        except Exception as error:
            told = f"{type(error).__name__}: {error}"
            raise trial.broken(
                text, told, "a reading or none", "read or refuse it without raising"
            ) from error
        for matrix in found:
            left = () if trial.layout.markup else _left_out(matrix, text, found)
            for fault, remedy in (*faults(matrix, text), *left):
                raise trial.broken(text, fault, "", remedy)

    each(trial.layout, strategy, check)


def faults(matrix: CellMatrix, text: str) -> Iterator[tuple[str, str]]:
    """What is wrong with a matrix of a text, each with its remedy."""
    try:
        matrix.validate(len(text))
    except (MatrixError, AttributeError, ValueError) as error:
        yield str(error), "build it with from_rows, place or freeze from offsets into document.text"
        return
    if not matrix.size:
        yield "a matrix without cells", "give nothing where there is no table"
        return
    yield from _head(matrix, text)
    yield from _texts(matrix, text)
    yield from _slots(matrix)
    yield from _shared(matrix)


def _head(matrix: CellMatrix, text: str) -> Iterator[tuple[str, str]]:
    for array in (matrix.owner, matrix.indptr, matrix.spans):
        if array.dtype != np.int32:
            yield f"an array of {array.dtype}", "build it with from_rows, place or freeze; arrays are int32"
    rows, cols = matrix.shape
    if not (0 <= matrix.header_rows <= rows and 0 <= matrix.header_cols <= cols):
        said = (
            f"{matrix.header_rows} header rows and {matrix.header_cols} columns in a table of {rows} x {cols}"
        )
        yield said, "header_rows and header_cols lie within the shape"
    if matrix.caption and not 0 <= matrix.caption[0] <= matrix.caption[1] <= len(text):
        yield f"the caption {matrix.caption} outside the text", "a caption is a span of the text"


def _texts(matrix: CellMatrix, text: str) -> Iterator[tuple[str, str]]:
    for cell in range(matrix.size):
        said, spans = matrix.cell_text(cell, text), matrix.cell_spans(cell)
        if said != said.strip():
            yield f"cell {cell} says {said!r}, with blanks at its ends", "trim its span"
        if not spans:
            yield f"cell {cell} has no span", "a blank cell has one empty span where it is printed"
        if any(b[0] < a[1] for a, b in pairwise(spans)):
            yield f"cell {cell} has the spans {spans}", "list them in reading order, none over another"


def _left_out(matrix: CellMatrix, text: str, found: Sequence[CellMatrix]) -> Iterator[tuple[str, str]]:
    """Letters and digits between the spans of a cell that no cell has: the cell says less than is printed."""
    if matrix.texts is not None:
        return
    held = np.zeros(len(text), dtype=np.bool_)
    for start, stop in (span for one in found for span in one.spans.tolist()):
        held[start:stop] = True
    for cell in range(matrix.size):
        for (_, start), (stop, _) in pairwise(matrix.cell_spans(cell)):
            lost = [
                char for at, char in enumerate(text[start:stop], start) if char.isalnum() and not held[at]
            ]
            if lost:
                yield (
                    f"cell {cell} says {matrix.cell_text(cell, text)!r} and leaves out {text[start:stop]!r}",
                    (
                        "leave out only characters that say nothing: an escape that stands for another"
                        " character is kept as printed; or say markup=True for tags and commands"
                    ),
                )


def _slots(matrix: CellMatrix) -> Iterator[tuple[str, str]]:
    owners, first, counts = np.unique(matrix.owner, return_index=True, return_counts=True)
    kept = owners != MISSING
    owners, first, counts = owners[kept], first[kept], counts[kept]
    if len(owners) != matrix.size:
        lost = set(range(matrix.size)) - set(owners.tolist())
        yield f"cells {sorted(lost)[:5]} own no slot", "every cell covers at least one slot of owner"
    elif (np.diff(first) < 0).any():
        yield f"cells first covered at {first.tolist()[:12]}", "number cells row by row, from the left"
    for cell in owners[counts > 1].tolist():
        rows, cols = np.nonzero(matrix.owner == cell)
        if np.ptp(rows) * np.ptp(cols) + np.ptp(rows) + np.ptp(cols) + 1 != len(rows):
            yield (
                f"cell {cell} covers slots that are no rectangle",
                "a merged cell covers whole rows and columns",
            )


def _shared(matrix: CellMatrix) -> Iterator[tuple[str, str]]:
    """No two cells have a character in common, but a text that is repeated may be named twice."""
    spans = sorted({(a, b) for a, b in matrix.spans.tolist() if a < b})
    for one, other in pairwise(spans):
        if other[0] < one[1]:
            yield f"spans {one} and {other} share characters", "each character belongs to one cell"
