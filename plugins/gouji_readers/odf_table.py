"""An OpenDocument table's rows and cells on its grid: spans, repeated cells and rows, covered cells."""

from __future__ import annotations

from collections.abc import Iterator

from gouji.errors import InputError
from gouji_readers.grid import Placed
from gouji_readers.odf_slots import Slots
from gouji_readers.package import Element, local, number
from gouji_readers.story import Row

WIDEST = 1024
"""Columns of a table in a text; programs make some sixty."""
MOST_ROWS = 1 << 16
"""Rows of a table in a text, repeated ones counted as often as they stand."""
MOST_REPEATED = 1 << 16
"""Cells of rows that are said to be repeated."""
AROUND = frozenset(("table-header-rows", "table-rows", "table-row-group"))
"""What stands around rows."""


def rows(table: Element) -> list[Row]:
    """The rows of a table; a merged cell stands in its first row, a repeated one each time."""
    found = list(_repeated(table))
    out: list[Row] = []
    slots = Slots(WIDEST)
    for row, header in found:
        out.append(Row(list(_cells(row, len(out), len(found), slots)), header))
    return out


def _repeated(table: Element) -> Iterator[tuple[Element, bool]]:
    rest, cells = MOST_ROWS, 0
    for row, header in _listed(table, header=False):
        times = number(row, "number-rows-repeated", MOST_ROWS + 1)
        rest -= times
        cells += (times - 1) * len(row) + sum(_times(cell) - 1 for cell in row)
        if rest < 0 or cells > MOST_REPEATED:
            raise InputError(
                f"a table repeats over {MOST_REPEATED} rows or cells; make it a sheet, or split it"
            )
        yield from [(row, header)] * times


def _times(cell: Element) -> int:
    return number(cell, "number-columns-repeated", WIDEST)


def _listed(element: Element, *, header: bool) -> Iterator[tuple[Element, bool]]:
    """The rows below an element, and whether they repeat on each page."""
    for part in element:
        name = local(part)
        if name == "table-row":
            yield part, header
        elif name in AROUND:
            yield from _listed(part, header=header or name == "table-header-rows")


def _cells(row: Element, at: int, height: int, slots: Slots) -> Iterator[tuple[Placed, Element | None]]:
    column = 0
    for cell in row:
        if local(cell) == "covered-table-cell":
            column += _times(cell)
        elif local(cell) == "table-cell":
            free = slots.free(at, column, _times(cell))
            if not free and len(cell):
                raise InputError(f"a table has more than {WIDEST} columns; make it a sheet, or split it")
            for column in free:
                right = min(column + number(cell, "number-columns-spanned", WIDEST), WIDEST)
                bottom = min(at + number(cell, "number-rows-spanned", MOST_ROWS), height)
                if right > column + 1 or bottom > at + 1:
                    slots.span(bottom, column, right)
                yield Placed(at, column, bottom, right), cell
            column += 1
