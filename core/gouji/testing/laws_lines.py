"""The law of lines: what stands on a table's lines is read, or its row is not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hypothesis import strategies as st

from gouji.document import Document
from gouji.matrix import CellMatrix, Span
from gouji.testing.kit_grids import each, grids_of
from gouji.testing.kit_law import Trial
from gouji.testing.kit_layout import Grid
from gouji.testing.laws_reading import reads_prose, slots

FOREIGN_LINE = "以上各项以外另有说明"
"""A line of words that stands between two tables."""
JUNK = "Жд"
"""What no drawn text holds."""


def lines(trial: Trial) -> None:
    """A foreign line parts two tables or is read; junk after a row is read, or the row is not."""
    if reads_prose(trial) or not trial.layout.sure:
        return
    plain = grids_of(trial.layout)

    def parted(pair: tuple[Grid, Grid]) -> None:
        one, other = (trial.layout.printed(grid).removesuffix("\n") + "\n" for grid in pair)
        text = f"{one}{FOREIGN_LINE}\n{other}"
        found = trial.hook(Document(text))
        if any(_reaches_over(matrix, (len(one), len(one) + len(FOREIGN_LINE))) for matrix in found):
            remedy = "end the table at a line that is none of its own, or give the line as a row"
            raise trial.broken(text, slots(found, text), "two matrices, or the line in a cell", remedy)

    def damaged(grid: Grid) -> None:
        text = trial.layout.printed(grid)
        for start, stop in _rows(trial.hook(Document(text)), text):
            for junk in (JUNK, f" {JUNK}"):
                _reads_all(trial, text[:stop] + junk + text[stop:], (start, stop + len(junk)))
            _keeps_lines(trial, text[: stop - 1] + text[stop:], (start, stop - 1))

    each(trial.layout, st.tuples(plain, plain), parted)
    if not trial.layout.markup:
        each(trial.layout, plain, damaged)


def _reads_all(trial: Trial, text: str, line: Span) -> None:
    """What is added to a row's end is in a cell, or the row is not read."""
    found = trial.hook(Document(text))
    read = any(JUNK in matrix.cell_text(cell, text) for matrix in found for cell in range(matrix.size))
    if not read and any(_meets(span, line) for matrix in found for span in matrix.spans.tolist()):
        remedy = (
            "read what stands after the last cell as a part of it or as one more, or refuse the line; say"
            " markup=True where the layout's standard passes it over"
        )
        raise trial.broken(text, slots(found, text), f"{JUNK!r} in a cell, or no cell of its line", remedy)


def _keeps_lines(trial: Trial, text: str, line: Span) -> None:
    """A row that has lost its last sign takes nothing from another line."""
    found = trial.hook(Document(text))
    for matrix in found:
        for cell in range(matrix.size):
            spans = [span for span in matrix.cell_spans(cell) if span[0] < span[1]]
            within = [line[0] <= a and b <= line[1] for a, b in spans]
            if any(_meets(span, line) for span in spans) and not all(within):
                remedy = (
                    "end a cell at its line's end, though its closing sign is lost; say markup=True where"
                    " cells may run over lines"
                )
                said = matrix.cell_text(cell, text)
                raise trial.broken(text, f"the cell {said!r}", "no cell of two rows' characters", remedy)


def _rows(found: Sequence[CellMatrix], text: str) -> Iterator[Span]:
    """The lines that print a row each: those of two or more cells, without the blanks at their ends."""
    begins = {a for matrix in found for a, b in matrix.spans.tolist() if a < b}
    at = 0
    for line in text.splitlines(keepends=True):
        stop = at + len(line.rstrip())
        if sum(at <= begin < stop for begin in begins) > 1:
            yield at, stop
        at += len(line)


def _meets(span: Sequence[int], line: Span) -> bool:
    return span[0] < span[1] and span[0] < line[1] and line[0] < span[1]


def _reaches_over(matrix: CellMatrix, line: Span) -> bool:
    """Whether a matrix goes on after a line that it has not read, or a cell of it does."""
    spans = [(int(a), int(b)) for a, b in matrix.spans.tolist() if a < b]
    before, after = any(a < line[0] for a, _ in spans), any(b > line[1] for _, b in spans)
    if before and after and not any(_meets(span, line) for span in spans):
        return True
    cells = (matrix.cell_spans(cell) for cell in range(matrix.size))
    return any(min(a for a, _ in c) < line[0] and max(b for _, b in c) > line[1] for c in cells if c)
