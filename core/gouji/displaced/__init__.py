"""Displaced: figures that may belong elsewhere than where they are read; they are left open, never moved.

    rows of a table, before the solver    weak, moved, astray, untotalled → opened
    cells of a report, when all is read   exchanged, several, cut_off, clipped, run_over,
                                          lines_lost, bare → settle

Each of the first four judges the rows as they were printed and none sees what another has opened, so their
order says nothing. Of the others each takes the cells that the one before has left: a figure in doubt is in
no sum by which the next could believe another, but for ``several``, which takes it as it is printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gouji import row_sums
from gouji.displaced import (
    astray,
    bare,
    clipped,
    cut_off,
    exchanged,
    lines_lost,
    moved,
    run_over,
    several,
    untotalled,
    weak,
)
from gouji.document import Document
from gouji.equation import Equation
from gouji.reading import Reading
from gouji.report import Cell, Finding


def opened(readings: Sequence[Reading], equations: Sequence[Equation]) -> list[Reading]:
    """The rows of a table, those without a placement whose figures may be another row's or column's."""
    sums = [row_sums.of(reading.numbers, equations) for reading in readings]
    doubtful = weak.rows(readings, sums, equations) | moved.rows(readings, sums)
    doubtful |= astray.rows(readings, sums) | untotalled.rows(readings, sums, equations)
    return [reading.keep(()) if i in doubtful else reading for i, reading in enumerate(readings)]


def settle(
    cells: dict[str, Cell],
    readings: Iterable[Reading],
    equations: Sequence[Equation],
    document: Document,
    final: str,
) -> Iterator[Finding]:
    """Open the cells of a report that may be another's or the half of a figure, and say so.

    ``readings`` are the rows that its cells are of, ``final`` is the key that the form prints last.
    """
    readings = list(readings)
    yield from exchanged.settle(cells, equations)
    yield from several.settle(cells, readings, equations)
    yield from cut_off.settle(cells, equations, document, final)
    yield from clipped.settle(cells, readings, equations, document)
    yield from run_over.settle(cells, readings, equations, document)
    yield from lines_lost.settle(cells, readings, equations, document)
    yield from bare.settle(cells, readings, document)
