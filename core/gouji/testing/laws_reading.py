"""Laws of what is read: the cases, what was drawn, line ends, prose around, and the order of tables."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import strategies as st

from gouji.document import Document
from gouji.matrix import MISSING, CellMatrix
from gouji.testing.kit_foreign import ENGLISH, PROSE
from gouji.testing.kit_grids import each, grids_of, padded
from gouji.testing.kit_law import Trial
from gouji.testing.kit_layout import Grid

GAP = "\n\n"
Table = list[list[str | None]]
"""A table as it is read: None is a slot that no cell covers."""


def cases(trial: Trial) -> None:
    """Each given text has the given tables."""
    for text, expected in trial.layout.cases:
        found = trial.hook(Document(text))
        if not _says(found, text, expected):
            remedy = (
                "mend the layout, or the case: '' is a cell that is printed blank, None a slot without one"
            )
            raise trial.broken(text, slots(found, text), list(expected), remedy)


def round_trip(trial: Trial) -> None:
    """What ``draw`` prints of a grid is read as that grid."""

    def check(grid: Grid) -> None:
        text = trial.layout.printed(grid)
        found, said = trial.hook(Document(text)), [[cell.strip() for cell in row] for row in grid]
        if not _says(found, text, [said]) and (trial.layout.sure or not _within(_rows(found, text), said)):
            remedy = (
                "mend the layout or draw; name in cannot= the characters that no cell can hold, and say"
                " blanks=False where a blank cell leaves no trace; None is a slot that no cell covers, where"
                " a blank is printed"
            )
            raise trial.broken(text, slots(found, text), [said], remedy)

    plain = grids_of(trial.layout)
    each(trial.layout, st.one_of(plain, plain, padded(plain)) if trial.layout.sure else plain, check)


def line_ends(trial: Trial) -> None:
    """A text with CR LF or CR for LF has the same tables."""

    def check(text: str) -> None:
        expected = _plain(_rows(trial.hook(Document(text)), text))
        for end in ("\r\n", "\r"):
            other = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", end)
            found = _plain(_rows(trial.hook(Document(other)), other))
            if found != expected:
                remedy = "take lines from blocks() or document.lines, which know every line end"
                raise trial.broken(other, found, expected, remedy)

    each(trial.layout, texts_of(trial), check)


def embedding(trial: Trial) -> None:
    """Prose before and after a table changes no cell and moves each span by what stands before."""
    if reads_prose(trial):
        return
    before, after = PROSE + GAP + ENGLISH + GAP, GAP + PROSE

    def check(text: str) -> None:
        alone, whole = trial.hook(Document(text)), before + text + after
        found = trial.hook(Document(whole))
        moved = [[(a + len(before), b + len(before)) for a, b in m.spans.tolist()] for m in alone]
        if _rows(found, whole) != _rows(alone, text) or moved != [
            [(a, b) for a, b in m.spans.tolist()] for m in found
        ]:
            remedy = "end the table where its own lines end; count offsets from the document's beginning"
            raise trial.broken(whole, _rows(found, whole), _rows(alone, text), remedy)

    each(trial.layout, texts_of(trial), check)


def reading_order(trial: Trial) -> None:
    """Two tables with prose between them come as two matrices, the first first."""
    if reads_prose(trial):
        return

    def check(pair: tuple[Grid, Grid]) -> None:
        one, other = map(trial.layout.printed, pair)
        text = one + GAP + PROSE + GAP + other
        alone = [rows for part in (one, other) for rows in _rows(trial.hook(Document(part)), part)]
        found = _rows(trial.hook(Document(text)), text)
        if found != alone:
            raise trial.broken(text, found, alone, "give one matrix a table, in the order they are printed")

    each(trial.layout, st.tuples(grids_of(trial.layout), grids_of(trial.layout)), check)


def texts_of(trial: Trial) -> st.SearchStrategy[str]:
    """Texts of the layout: what it draws, and its cases."""
    texts = [text for text, _ in trial.layout.cases]
    kinds = [st.sampled_from(texts)] if texts else []
    if trial.layout.draw is not None:
        kinds.append(grids_of(trial.layout).map(trial.layout.printed))
    return st.one_of(kinds)


def slots(found: Sequence[CellMatrix], text: str) -> list[Table]:
    """The tables with None where no cell covers a slot, which differs from a cell that is printed blank."""
    return [
        [
            [said if owner != MISSING else None for said, owner in zip(row, owners, strict=True)]
            for row, owners in zip(matrix.rows(text), matrix.owner.tolist(), strict=True)
        ]
        for matrix in found
    ]


def _says(found: Sequence[CellMatrix], text: str, expected: Sequence[Sequence[Sequence[str | None]]]) -> bool:
    """Whether the matrices are the tables; where only their order is known, the texts in order."""
    if all(matrix.grid for matrix in found):
        return slots(found, text) == [[list(row) for row in table] for table in expected]
    return _stream(_rows(found, text)) == _stream(expected)


def _within(found: Sequence[Grid], grid: Grid) -> bool:
    """Whether all rows found, blanks aside, are rows of the grid in their order."""
    left = iter(_stream([[row]]) for row in grid)
    if found and all(len(row) == 1 for table in found for row in table):
        cells = iter(_stream([grid]))
        return all(cell in cells for cell in _stream(found))
    return all(_stream([[row]]) in left for table in found for row in table)


def reads_prose(trial: Trial) -> bool:
    """Whether the layout finds something in prose, so that prose beside a table is no other thing."""
    return bool(trial.hook(Document(PROSE + GAP + ENGLISH)))


def _stream(tables: Sequence[Sequence[Sequence[str | None]]]) -> list[str]:
    return [cell for table in tables for row in table for cell in row if cell]


def _rows(found: Sequence[CellMatrix], text: str) -> list[Grid]:
    return [matrix.rows(text) for matrix in found]


def _plain(tables: Sequence[Grid]) -> list[Grid]:
    """The rows with one kind of line end in their cells."""
    return [[[c.replace("\r\n", "\n").replace("\r", "\n") for c in row] for row in table] for table in tables]
