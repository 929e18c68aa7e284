"""Ruled tables over pages: where a page cuts cells open, what follows on the next page goes on with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouji_readers.pdf_block import LETTER, ORDINAL
from gouji_readers.pdf_cells import FIGURE, Words, evenly, fills, goes_on, padding, words
from gouji_readers.pdf_lines import Box, Line, Numbers
from gouji_readers.pdf_page import Floats
from gouji_readers.pdf_rules import TOUCH, Flags, Ruled, bounds, edges

MIXED = 1 / 4
"""Share of a table's cells that hold several figures, or words and one, from which on rows share cells."""

SPARSE = 4.0
"""Shares of the font's size that signs of a line are apart on average where it stands in two cells."""
SLIVER = 2.0
"""Digits that a column is wide at least, for one of them and the space beside it."""


@dataclass(slots=True)
class Cell:
    """A cell by half-open rows and columns, with its box on the long page, its lines and its words."""

    row: int
    col: int
    bottom: int
    right: int
    box: Box
    lines: list[Line]
    words: Words


@dataclass(slots=True, eq=False)
class Part:
    """A ruled table, or what one page has of it; ``own`` are its characters, ``cut`` if the page cuts it.

    ``short`` says that its last column is a part of one only.
    """

    xs: Floats
    rows: int
    cells: list[Cell]
    open_top: Flags
    open_bottom: Flags
    own: Numbers
    box: Box
    cut: bool = False
    short: bool = False

    @property
    def stacked(self) -> bool:
        """Whether rules are missing: in many cells figures stand together, or words with figures."""
        several = sum(cell.words.figures > 1 for cell in self.cells)
        figures = sum(cell.words.figures > 0 for cell in self.cells)
        mixed = sum(cell.words.mixed or any(map(_parted, cell.lines)) for cell in self.cells)
        filled = sum(bool(cell.lines) for cell in self.cells)
        return several > MIXED * figures or mixed > MIXED * filled

    @property
    def holds(self) -> tuple[bool, bool]:
        """Whether figures stand in its cells, and whether words do."""
        return any(cell.words.figures for cell in self.cells), any(map(_worded, self.cells))


def _parted(line: Line) -> bool:
    """Whether a figure stands far behind words on a line, as in a cell of its own."""
    size = max(piece.size for piece in line.pieces)
    far = line.box[2] - line.box[0] > SPARSE * size * len(line.text)
    return far and LETTER.search(line.text) is not None and line.text[-1].isdigit()


def _worded(cell: Cell) -> bool:
    return any(LETTER.search(line.text) for line in cell.lines)


def part(ruled: Ruled, lines: list[list[Line]], own: Numbers) -> Part:
    """A ruled table with the lines of each of its cells."""
    top, left, bottom, right = (side.tolist() for side in bounds(ruled.cells))
    xs, ys = ruled.xs.tolist(), ruled.ys.tolist()
    boxes = [(xs[a], ys[b], xs[c], ys[d]) for a, b, c, d in zip(left, top, right, bottom, strict=True)]
    listed = list(zip(boxes, lines, strict=True))
    pad, even = padding(listed), evenly(listed)
    cells = [
        Cell(a, b, c, d, box, said, words(box, said, pad, even))
        for a, b, c, d, box, said in zip(top, left, bottom, right, boxes, lines, strict=True)
    ]
    return Part(ruled.xs, len(ys) - 1, cells, ruled.open_top, ruled.open_bottom, own, ruled.box)


def hide(part: Part, edge: float, *, cut: bool = False) -> None:
    """Mark the blank cells of a last column that is ``cut``, or in which a digit would stand beyond an edge.

    So are those of one that is too narrow for a digit between its sides: the print shows the left one only.
    """
    last = [cell for cell in part.cells if cell.right == len(part.xs) - 1]
    figures = [line for cell in last for line in cell.lines if FIGURE.fullmatch(line.text)]
    sliver = not any(cell.lines for cell in last if cell.col == len(part.xs) - 2)
    beyond = cut or any(line.box[2] - _digit(figures) > edge for line in figures)
    digit = _digit([line for cell in part.cells for line in cell.lines])
    if beyond or (sliver and part.xs[-1] - part.xs[-2] < SLIVER * digit):
        part.short = True
        _hide_last(part)


def _hide_last(part: Part) -> None:
    for cell in part.cells:
        if cell.right == len(part.xs) - 1:
            cell.words.hidden = not cell.lines


def hide_alike(parts: Sequence[Part]) -> None:
    """Mark the blank cells of last columns with the sides of one that is cut: a table goes on over pages."""
    sides = [part.xs[-2:] for part in parts if part.short]
    for part in parts:
        if any(np.abs(part.xs[-2:] - own).max() <= TOUCH for own in sides):
            _hide_last(part)


def hide_nameless(part: Part) -> bool:
    """Mark the cells of a last column in which nothing stands, not even a name: a part of one is shown.

    Whether there is such a column.
    """
    own = [cell for cell in part.cells if cell.col == len(part.xs) - 2]
    nameless = bool(own) and all(part.holds) and not any(cell.lines for cell in own)
    if nameless:
        _hide_last(part)
    return nameless


def _digit(lines: Sequence[Line]) -> float:
    """How wide a digit of the figures among some lines is; 0 where there is none."""
    figures = [line for line in lines if FIGURE.fullmatch(line.text)]
    return min(((line.box[2] - line.box[0]) / len(line.text) for line in figures), default=0.0)


def lose(part: Part, right: float) -> None:
    """Give a table a last column of which nothing is known: what seems to be a row's end is not."""
    left, width, ys = float(part.xs[-1]), len(part.xs) - 1, _heights(part)
    for row in range(part.rows):
        box = (left, ys[row], right, ys[row + 1])
        part.cells.append(Cell(row, width, row + 1, width + 1, box, [], Words(hidden=True)))
    part.xs = np.append(part.xs, right)
    part.open_top, part.open_bottom = np.append(part.open_top, False), np.append(part.open_bottom, False)


def _heights(part: Part) -> list[float]:
    """Where the rows of a table lie."""
    places = {cell.row: cell.box[1] for cell in part.cells} | {part.rows: part.box[3]}
    return [places.get(row, part.box[3]) for row in range(part.rows + 1)]


def spaces(parts: Sequence[Part]) -> tuple[float, float]:
    """The least space that cells of some tables leave beside words and beside figures."""
    return padding([(cell.box, cell.lines) for part in parts for cell in part.cells])


def joined(first: Part, second: Part, least: tuple[float, float]) -> Part | None:
    """Both as one table where cells of the first go on in the second; None where none does.

    All of the document's cells leave the ``least`` space beside their words and figures.
    """
    if np.abs(first.xs[[0, -1]] - second.xs[[0, -1]]).max() > TOUCH:
        return None
    last = {_columns(c): c for c in first.cells if c.bottom == first.rows}
    above = {place: c for place, c in last.items() if _open(c, first.open_bottom)}
    pairs = [(_near(above, c), c) for c in second.cells if c.row == 0 and _open(c, second.open_top)]
    going_on = {id(below): cell for cell, below in pairs if cell is not None}
    again = 0 if going_on else _repeated(first, second)
    top = [cell for cell in second.cells if cell.row == again]
    for pad in (spaces([first]), least):
        going_on = going_on or _torn(last, top, pad)
    return _whole(first, second, going_on, again) if going_on or _headed(first, second) else None


def _headed(first: Part, second: Part) -> bool:
    """Whether figures without any words stand in the columns of the table above them."""
    words = second.holds[1] or not first.holds[1]
    return (
        not words and len(first.xs) == len(second.xs) and bool((np.abs(first.xs - second.xs) <= TOUCH).all())
    )


def _whole(first: Part, second: Part, going_on: dict[int, Cell], again: int) -> Part:
    """One table of both, without so many rows of a header that comes again."""
    xs = edges([*first.xs, *second.xs])
    cells = [_moved(cell, first.xs, xs, 0) for cell in first.cells]
    new = {id(old): cell for old, cell in zip(first.cells, cells, strict=True)}
    for below in second.cells:
        moved = _moved(below, second.xs, xs, first.rows - again)
        if id(below) in going_on:
            whole = new[id(going_on[id(below)])]
            whole.lines = [*whole.lines, *below.lines]
            whole.bottom = moved.bottom
        elif below.row >= again:
            cells.append(moved)
    listed = [(cell.box, cell.lines) for cell in cells]
    pad, even = padding(listed), evenly(listed)
    for cell in cells:
        hidden, cell.words = cell.words.hidden, words(cell.box, cell.lines, pad, even)
        cell.words.hidden = hidden
    bottom = second.open_bottom
    own = np.concatenate([first.own, second.own])
    rows, cells = _without_idle(first.rows + second.rows - again, cells)
    sides = first.open_top, _spread(bottom, second.xs, xs)
    return Part(xs, rows, cells, *sides, own, first.box, short=first.short or second.short)


def _repeated(first: Part, second: Part) -> int:
    """How many rows both begin with: a header that comes again on the next page.

    A page may have a column more or less than the other, which only other rows show.
    """
    xs = edges([*first.xs, *second.xs])
    one, other = _rows(first, xs), _rows(second, xs)
    same = next((n for n, (a, b) in enumerate(zip(one, other, strict=False)) if a != b), 0)
    return same if all(cell.bottom <= same for cell in second.cells if cell.row < same) else 0


def _rows(part: Part, xs: Floats) -> list[list[tuple[int, int, int, str]]]:
    """What stands in each row, in the half-open columns of a grid that has all of the table's."""
    at = np.abs(xs - part.xs[:, None]).argmin(axis=1).tolist()
    out: list[list[tuple[int, int, int, str]]] = [[] for _ in range(part.rows)]
    for cell in part.cells:
        said = "".join(line.text for line in cell.lines)
        out[cell.row].append((at[cell.col], cell.bottom, at[cell.right], said))
    return out


def _torn(
    last: dict[tuple[float, float], Cell], top: Sequence[Cell], pad: tuple[float, float]
) -> dict[int, Cell]:
    """The cells of a page's last row that those of the next first row go on with, though rules close both.

    Only where in each of them, words among them, a line above has no room for the first that begins no item,
    with so much space beside them as its own cells leave, or those of all tables. Of one cell alone the line
    may also fill a column whose width broke those above it.
    """
    pairs = [(_near(last, below), below) for below in top]
    said = [(cell, below) for cell, below in pairs if below.lines]
    alone = len(said) == 1
    torn = [
        cell is not None
        and bool(cell.lines)
        and (
            goes_on(cell.box, cell.lines[-1], below.lines[0], pad)
            or (alone and fills(cell.box, cell.lines, pad))
        )
        for cell, below in said
    ]
    begins = any(below.lines and ORDINAL.match(below.lines[0].text) for below in top)
    words_too = not begins and any(below.lines and not below.words.figures for below in top)
    return {id(below): cell for cell, below in pairs if cell is not None} if words_too and all(torn) else {}


def _columns(cell: Cell) -> tuple[float, float]:
    return cell.box[0], cell.box[2]


def _near(above: dict[tuple[float, float], Cell], cell: Cell) -> Cell | None:
    """The open cell above that has the same columns."""
    left, right = _columns(cell)
    found = (c for (a, b), c in above.items() if abs(a - left) <= TOUCH and abs(b - right) <= TOUCH)
    return next(found, None)


def _open(cell: Cell, flags: Flags) -> bool:
    return bool(flags[cell.col : cell.right].all())


def _moved(cell: Cell, old: Floats, xs: Floats, rows: int) -> Cell:
    """The cell on the joint grid, so many rows down."""
    left, right = (int(np.abs(xs - old[side]).argmin()) for side in (cell.col, cell.right))
    return Cell(cell.row + rows, left, cell.bottom + rows, right, cell.box, cell.lines, cell.words)


def _spread(flags: Flags, old: Floats, xs: Floats) -> Flags:
    """Flags of columns on a finer grid."""
    middle = (xs[1:] + xs[:-1]) / 2
    spread: Flags = flags[np.clip(np.searchsorted(old, middle) - 1, 0, len(flags) - 1)]
    return spread


def _without_idle(rows: int, cells: list[Cell]) -> tuple[int, list[Cell]]:
    """The cells without rows in which none begins: there all cells only go on."""
    begun = np.zeros(rows + 1, dtype=np.int64)
    for cell in cells:
        begun[cell.row] = 1
    place = np.cumsum(begun) - begun
    place[-1] = begun.sum()
    for cell in cells:
        cell.row, cell.bottom = int(place[cell.row]), int(place[cell.bottom])
    return int(begun.sum()), cells
