"""A Word table's rows and cells on its grid: spans over columns and rows, cells left out before and after."""

from __future__ import annotations

from collections.abc import Iterator

from gouji_readers.docx_styles import on
from gouji_readers.grid import Placed
from gouji_readers.package import Element, child, local, value
from gouji_readers.story import Row

WIDEST = 1024
"""Columns of a table; Word's own limit is 63."""
AROUND = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""What may stand around rows, cells and paragraphs without being printed."""
DELETED = ("del", "cellDel", "moveFrom")


def unwrapped(element: Element, *wanted: str) -> Iterator[Element]:
    """The children of some names, those within content controls and accepted changes too."""
    for part in element:
        name = local(part)
        if name in wanted:
            yield part
        elif name in AROUND:
            yield from unwrapped(part, *wanted)


def rows(table: Element) -> list[Row]:
    """The rows of a table that are printed; a merged cell stands in its first row."""
    out: list[Row] = []
    open_cells: dict[int, Placed] = {}
    for number, row in enumerate(r for r in unwrapped(table, "tr") if not _deleted(child(r, "trPr"))):
        out.append(_row(row, number, open_cells))
    return out


def _row(row: Element, number: int, open_cells: dict[int, Placed]) -> Row:
    """One row; ``open_cells`` are those that may go on downwards, by their first column."""
    properties = child(row, "trPr")
    column = _count(child(properties, "gridBefore"), 0)
    out = Row(_left_out(number, 0, column), header=on(child(properties, "tblHeader")))
    going_on: dict[int, Placed] = {}
    for cell in unwrapped(row, "tc"):
        own = child(cell, "tcPr")
        if _deleted(own):
            continue
        right = min(column + max(_count(child(own, "gridSpan"), 1), 1), WIDEST)
        merged, above = _merge(own), open_cells.get(column)
        if value(child(own, "hMerge")) == "continue" and out.cells and out.cells[-1][1] is not None:
            out.cells[-1][0].right = right
        elif merged == "continue" and above is not None and above.right == right:
            above.bottom = number + 1
            going_on[column] = above
        else:
            placed = Placed(number, column, number + 1, right)
            out.cells.append((placed, cell))
            if merged:
                going_on[column] = placed
        column = right
    out.cells += _left_out(number, column, _count(child(properties, "gridAfter"), 0))
    open_cells.clear()
    open_cells.update(going_on)
    return out


def _left_out(row: int, left: int, count: int) -> list[tuple[Placed, Element | None]]:
    """The columns before or after a row that it has no cells for: nothing is printed there."""
    return [
        (Placed(row, column, row + 1, column + 1), None) for column in range(left, min(left + count, WIDEST))
    ]


def _merge(properties: Element | None) -> str:
    """Whether a cell begins ("restart") or goes on with ("continue") one over several rows; else ""."""
    merge = child(properties, "vMerge")
    if merge is None:
        return ""
    return "restart" if value(merge) == "restart" else "continue"


def _deleted(properties: Element | None) -> bool:
    return any(child(properties, name) is not None for name in DELETED)


def _count(element: Element | None, default: int) -> int:
    digits = (value(element) or "").strip()
    return min(int(digits), WIDEST) if digits.isascii() and digits.isdigit() and len(digits) < 10 else default  # noqa: PLR2004
