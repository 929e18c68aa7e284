"""Whether an HTML table only arranges a page: menus, forms, frames around text, listings.

Browsers guess so for screen readers. What a table says about itself goes first; one with header cells or a
caption is data unless its cells are all tables or links.
"""

from __future__ import annotations

from itertools import pairwise

from gouji_standards.html_nodes import Break, Cell, Preserved, Table, shown_cells, shown_rows

FEWEST_LINKS = 2
FEW = 10
"""Cells from which on browsers take a table for data."""
LONG, SENTENCE = 100, 30
"""Characters that make a text of a cell rather than an entry, and those of the only cell of a table."""
WIDEST_FORM = 3
"""Columns of a form: a label, a control, a remark. A list whose rows can be ticked has more."""


def arranges(table: Table, text: str) -> bool:
    """Whether a table of the source ``text`` only arranges a page."""
    if table.role in ("presentation", "none"):
        return True
    cells = list(table.cells())
    worded = [cell for cell in cells if cell.words]
    if not worded and (any(map(_nests, cells)) or _shows_pictures(cells)):
        return True
    if _is_menu(table, cells, worded):
        return True
    if table.caption is not None or any(cell.head for cell in cells):
        return False
    if len(cells) == 1:
        return _holds_text(cells[0])
    return (bool(worded) and _is_form(table)) or _is_listing(table, text) or _is_frame(cells)


def _nests(cell: Cell) -> bool:
    """Whether a table with cells stands in a cell."""
    return any(isinstance(piece, Table) and any(piece.cells()) for piece in cell.content)


def _shows_pictures(cells: list[Cell]) -> bool:
    """Whether cells have pictures or controls and nothing printed."""
    silent = not any(isinstance(piece, tuple | Preserved) for cell in cells for piece in cell.content)
    return silent and any(cell.links for cell in cells)


def _is_menu(table: Table, cells: list[Cell], worded: list[Cell]) -> bool:
    """Whether few cells, a row or a column have links only; in the latter one may name menu or page."""
    if sum(cell.links and not cell.words for cell in cells) < FEWEST_LINKS:
        return False
    if _single_file(table):
        return len(worded) <= 1 and not any(cell.head for cell in worded)
    return not worded and len(cells) < FEW


def _single_file(table: Table) -> bool:
    """Whether the cells stand in one row or in one column."""
    rows = _rows(table)
    return len(rows) == 1 or max(map(len, rows)) == 1


def _rows(table: Table) -> list[list[Cell]]:
    return [shown_cells(row) for group in table.ordered() for row in shown_rows(group)]


def _length(cell: Cell) -> int:
    """The characters of a cell as printed in the source, those of tables in it left out."""
    spans = (piece.span if isinstance(piece, Preserved) else piece for piece in cell.content)
    return sum(span[1] - span[0] for span in spans if isinstance(span, tuple))


def _holds_text(cell: Cell) -> bool:
    """Whether a table's only cell holds a text, or links in a line of words or marks."""
    runs = sum(isinstance(piece, tuple) for piece in cell.content)
    return cell.heading or (cell.links and runs > 1) or _length(cell) >= SENTENCE


def _is_form(table: Table) -> bool:
    """Whether several cells, and half of the rows, none of them long, have something to fill in or press."""
    rows = [row for row in _rows(table) if row]
    several = sum(cell.controls for row in rows for cell in row) > 1
    filled = sum(any(cell.controls for cell in row) for row in rows)
    return several and 2 * filled >= len(rows) and max(map(len, rows)) <= WIDEST_FORM


def _is_listing(table: Table, text: str) -> bool:
    """Whether the only row has preformatted lines: a program beside the numbers of its lines."""
    rows = _rows(table)
    kept = [piece for cell in rows[0] for piece in cell.content if isinstance(piece, Preserved)]
    return len(rows) == 1 and any("\n" in text[slice(*piece.span)].strip() for piece in kept)


def _is_frame(cells: list[Cell]) -> bool:
    """Whether few cells hold a page's headings, or one menu beside a text or below a banner."""
    if len(cells) >= FEW:
        return False
    menus = [cell for cell in cells if cell.links and not cell.words and _parts(cell) > 1]
    others = any(
        cell.words and (_parts(cell) > 1 or _length(cell) >= LONG or cell.cols > 1) for cell in cells
    )
    return any(cell.heading for cell in cells) or (len(menus) == 1 and others)


def _parts(cell: Cell) -> int:
    """The lines and blocks of a cell in which something is printed."""
    breaks = [at for at, piece in enumerate(cell.content) if isinstance(piece, Break)]
    edges = [-1, *breaks, len(cell.content)]
    return sum(b - a > 1 for a, b in pairwise(edges))
