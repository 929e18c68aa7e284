"""The grid of a sheet: its printed cells as lines and as a matrix, hidden rows and columns left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.errors import InputError
from gouji.matrix import CellMatrix
from gouji.origin import Runs
from gouji_readers import sheet_parts
from gouji_readers.grid import Placed, matrix
from gouji_readers.sheet_parts import Part

LAST_ROW, LAST_COLUMN = 1 << 20, 1 << 14
"""Rows and columns of a sheet in the formats."""
MOST_CELLS = 4_000_000
"""Filled cells of a sheet: each takes some hundred bytes while it is read."""
ZERO = re.compile(r"[-+]?0*\.?0*(?:[eE][-+]?\d+)?")
"""How a sheet stores nothing: of a figure a zero, of a row or a column no height or width."""
MOST_SLOTS = 1 << 22
"""Slots of a sheet between its first and last filled cells; each takes some 500 bytes while it is read."""


@dataclass(slots=True)
class Sheet:
    """Texts by row and column from 0, merged ranges as half-open boxes, and what is hidden."""

    texts: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    zeros: bool = True


def name(row: int, column: int) -> str:
    """The name of a cell by row and column from 0."""
    letters, column = "", column + 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return f"{letters}{row + 1}"


class _Axis:
    """The rows or the columns of a sheet that are printed: each run of blank ones counts as one.

    ``used`` are those that hold anything, in order; ``shown`` are the indices of the printed places.
    """

    def __init__(self, used: Sequence[int], hidden: set[int]) -> None:
        self.shown: list[int] = []
        self._used = [index for index in used if index not in hidden]
        self._places: list[int] = []
        unseen, last = sorted(hidden), None
        for index in self._used:
            if last is not None and index - last - 1 > bisect_left(unseen, index) - bisect_left(unseen, last):
                self.shown.append(index - 1)
            self._places.append(len(self.shown))
            self.shown.append(index)
            last = index

    def stretch(self, first: int, stop: int) -> tuple[int, int]:
        """Half-open places of the printed ones in a half-open range; an empty range where none is."""
        low, high = bisect_left(self._used, first), bisect_left(self._used, stop)
        return (self._places[low], self._places[high - 1] + 1) if low < high else (0, 0)


def draw(sheet: Sheet, title: str, runs: Runs) -> list[CellMatrix]:
    """Write a sheet's rows; give them as matrices, one for each of its parts, every blank slot as a cell."""
    print_ = _Print(sheet, title)
    found = (matrix(print_.write(part, runs)) for part in print_.parts())
    return [drawn for drawn in found if drawn is not None]


def _covered(sheet: Sheet) -> dict[tuple[int, int], tuple[int, int]]:
    """For each filled cell in a merged range the cell whose text the range shows."""
    columns: dict[int, list[int]] = {}
    for row, column in sorted(sheet.texts):
        columns.setdefault(row, []).append(column)
    rows = list(columns)
    out: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in sheet.merged:
        for row in rows[bisect_left(rows, top) : bisect_left(rows, bottom)]:
            listed = columns[row]
            inside = listed[bisect_left(listed, left) : bisect_left(listed, right)]
            out.update(((row, column), (top, left)) for column in inside)
    return out


def _corners(
    at: tuple[int, int], tops: dict[tuple[int, int], tuple[int, int, int, int]]
) -> Iterator[tuple[int, int]]:
    yield at
    if at in tops:
        yield tops[at][2] - 1, tops[at][3] - 1


class _Print:
    """The cells of a sheet in their printed places: merged ones as boxes, texts with their cells' names."""

    def __init__(self, sheet: Sheet, title: str) -> None:
        covered = _covered(sheet)
        texts = {at: text for at, text in sheet.texts.items() if covered.get(at, at) == at}
        tops = {box[:2]: box for box in sheet.merged}
        corners = [c for at in texts for c in _corners(at, tops)]
        self._rows = _Axis(sorted({r for r, _ in corners}), sheet.hidden_rows)
        self._columns = _Axis(sorted({c for _, c in corners}), sheet.hidden_columns)
        self.height, self.width = len(self._rows.shown), len(self._columns.shown)
        if self.height * self.width > MOST_SLOTS:
            raise InputError(
                f"sheet {title!r} spreads over {self.height} rows and {self.width} columns; split it"
            )
        self._title = title
        self._boxes = {box[:2]: box for box in map(self._place, tops.values()) if _holds(box)}
        self._taken = {(r, c) for box in self._boxes.values() for r, c in _slots(box)}
        self._texts: dict[tuple[int, int], tuple[str, str]] = {}
        for (row, column), text in texts.items():
            box = self._place(tops.get((row, column), (row, column, row + 1, column + 1)))
            if _holds(box):
                self._texts[box[:2]] = text, name(row, column)

    def _place(self, box: Part) -> Part:
        """The printed places of a half-open range of the sheet, none where all of it is hidden."""
        (top, bottom), (left, right) = (
            self._rows.stretch(box[0], box[2]),
            self._columns.stretch(box[1], box[3]),
        )
        return top, left, bottom, right

    def parts(self) -> list[Part]:
        """The parts of the sheet; none of an empty one."""
        cells = {at: (self._box(*at), text) for at, (text, _) in self._texts.items()}
        blank = {at: (box, "") for at, box in self._boxes.items()}
        kinds = sheet_parts.painted(self.height, self.width, (blank | cells).values())
        return sheet_parts.parts(kinds) if self.height else []

    def _box(self, row: int, column: int) -> Part:
        return self._boxes.get((row, column), (row, column, row + 1, column + 1))

    def write(self, part: Part, runs: Runs) -> list[Placed]:
        """Write the rows of a part, a line each, cells parted by tabs."""
        top, left, bottom, right = part
        out: list[Placed] = []
        for r in range(top, bottom):
            for c in range(left, right):
                if c > left:
                    runs.write("\t")
                if (r, c) in self._taken and (r, c) not in self._boxes:
                    continue
                _, _, below, after = self._box(r, c)
                placed = Placed(r - top, c - left, below - top, after - left)
                _write(placed, *self._texts.get((r, c), ("", "")), self._title, runs)
                out.append(placed)
            runs.write("\n")
        return out


def _holds(box: Part) -> bool:
    """Whether a half-open box has any slot."""
    return box[0] < box[2] and box[1] < box[3]


def _slots(box: Part) -> Iterator[tuple[int, int]]:
    return ((r, c) for r in range(box[0], box[2]) for c in range(box[1], box[3]))


def _write(placed: Placed, text: str, address: str, sheet: str, runs: Runs) -> None:
    pieces = [p.strip() for line in text.splitlines() for p in line.split("\t") if p.strip()]
    for number, piece in enumerate(pieces):
        if number:
            runs.write(" ")
        placed.spans.append(runs.write(piece, sheet=sheet, cell=address))
        placed.lines.append(piece)
    placed.spans = placed.spans or [(runs.length, runs.length)]
