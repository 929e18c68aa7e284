"""The grid of a sheet: its printed cells as lines and as a matrix, hidden rows and columns left out."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gouji.errors import InputError
from gouji.matrix import CellMatrix
from gouji.origin import Runs
from gouji_readers.grid import Placed, matrix

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


def draw(sheet: Sheet, title: str, runs: Runs) -> CellMatrix | None:
    """Write a sheet's rows; give them as a matrix, every blank slot as a cell."""
    covered = _covered(sheet)
    texts = {at: text for at, text in sheet.texts.items() if covered.get(at, at) == at}
    tops = {box[:2]: box for box in sheet.merged}
    corners = [c for at in texts for c in _corners(at, tops)]
    rows = _Axis(sorted({r for r, _ in corners}), sheet.hidden_rows)
    columns = _Axis(sorted({c for _, c in corners}), sheet.hidden_columns)
    if len(rows.shown) * len(columns.shown) > MOST_SLOTS:
        raise InputError(
            f"sheet {title!r} spreads over {len(rows.shown)} rows and {len(columns.shown)} columns; split it"
        )
    return matrix(_placed(texts, tops, rows, columns, title, runs))


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


def _placed(
    texts: dict[tuple[int, int], str],
    tops: dict[tuple[int, int], tuple[int, int, int, int]],
    rows: _Axis,
    columns: _Axis,
    title: str,
    runs: Runs,
) -> list[Placed]:
    boxes = {
        (row, col): (row, col, bottom, right)
        for (row, bottom), (col, right) in (
            (rows.stretch(box[0], box[2]), columns.stretch(box[1], box[3])) for box in tops.values()
        )
        if bottom > row and right > col
    }
    taken = {
        (r, c)
        for row, col, bottom, right in boxes.values()
        for r in range(row, bottom)
        for c in range(col, right)
    }
    shown = {}
    for (row, column), text in texts.items():
        box = tops.get((row, column), (row, column, row + 1, column + 1))
        (r, r_end), (c, c_end) = rows.stretch(box[0], box[2]), columns.stretch(box[1], box[3])
        if r_end > r and c_end > c:
            shown[r, c] = (text, name(row, column))
    out: list[Placed] = []
    for r in range(len(rows.shown)):
        for c in range(len(columns.shown)):
            if c:
                runs.write("\t")
            if (r, c) in taken and (r, c) not in boxes:
                continue
            _, _, bottom, right = boxes.get((r, c), (r, c, r + 1, c + 1))
            placed = Placed(r, c, bottom, right)
            _write(placed, *shown.get((r, c), ("", "")), title, runs)
            out.append(placed)
        runs.write("\n")
    return out


def _write(placed: Placed, text: str, address: str, sheet: str, runs: Runs) -> None:
    pieces = [p.strip() for line in text.splitlines() for p in line.split("\t") if p.strip()]
    for number, piece in enumerate(pieces):
        if number:
            runs.write(" ")
        placed.spans.append(runs.write(piece, sheet=sheet, cell=address))
        placed.lines.append(piece)
    placed.spans = placed.spans or [(runs.length, runs.length)]
