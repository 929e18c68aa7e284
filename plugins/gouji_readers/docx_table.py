"""A Word table's rows and cells on its grid: spans over columns and rows, cells left out before and after."""

from __future__ import annotations

from collections.abc import Iterator

from gouji_readers.docx_styles import on
from gouji_readers.grid import Placed
from gouji_readers.package import Element, child, local, value
from gouji_readers.story import Row

WIDEST = 1024
"""Columns of a table; Word's own limit is 63."""
MOST_LEFT_OUT = 63
"""Columns that a row may leave out; Word makes no wider tables."""
AROUND = frozenset(("sdt", "sdtContent", "customXml", "ins", "moveTo"))
"""What may stand around rows, cells and paragraphs without being printed."""
DELETED = ("del", "cellDel", "moveFrom")


def unwrapped(element: Element, *wanted: str) -> Iterator[Element]:
    """The children of some names, those within content controls and accepted changes too."""
    for part in unfolded(element, *wanted, *AROUND):
        name = local(part)
        if name in wanted:
            yield part
        elif name in AROUND:
            yield from unwrapped(part, *wanted)


def unfolded(element: Element, *wanted: str) -> Iterator[Element]:
    """The children of an element, in place of alternatives the children of the first that has wanted ones."""
    for part in element:
        choices = part if local(part) == "AlternateContent" else ()
        chosen = next((choice for choice in choices if any(local(c) in wanted for c in choice)), None)
        yield from [part] if chosen is None else chosen


def rows(table: Element) -> list[Row]:
    """The rows of a table that are printed; a merged cell stands in its first row."""
    out: list[Row] = []
    open_cells: dict[int, Placed] = {}
    kept = [row for row in unwrapped(table, "tr") if not _deleted(child(row, "trPr"))]
    for number, row in enumerate(kept):
        out.append(_row(row, number, open_cells))
    width = max((placed.right for row in out for placed, _ in row.cells), default=0)
    for number, row in enumerate(kept):
        _leave_out(out[number], number, child(row, "trPr"), width)
    return out


def _row(row: Element, number: int, open_cells: dict[int, Placed]) -> Row:
    """One row; ``open_cells`` are those that may go on downwards, by their first column."""
    properties = child(row, "trPr")
    column = _count(child(properties, "gridBefore"), 0)
    out = Row(header=on(child(properties, "tblHeader")))
    going_on: dict[int, Placed] = {}
    for cell in unwrapped(row, "tc"):
        own = child(cell, "tcPr")
        if _deleted(own):
            continue
        right = min(column + max(_count(child(own, "gridSpan"), 1), 1), WIDEST)
        merged, above = _merge(own), open_cells.get(column)
        if value(child(own, "hMerge")) == "continue" and out.cells:
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
    open_cells.clear()
    open_cells.update(going_on)
    return out


def _leave_out(row: Row, number: int, properties: Element | None, width: int) -> None:
    """Add blank cells for the columns before and after a row that it has no cells for."""
    before, after = (_count(child(properties, name), 0) for name in ("gridBefore", "gridAfter"))
    right = max((placed.right for placed, _ in row.cells), default=before)
    columns = *range(min(before, MOST_LEFT_OUT)), *range(right, min(right + min(after, MOST_LEFT_OUT), width))
    blank: list[tuple[Placed, Element | None]] = [
        (Placed(number, column, number + 1, column + 1), None) for column in columns
    ]
    row.cells = sorted([*row.cells, *blank], key=lambda cell: cell[0].col)


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
