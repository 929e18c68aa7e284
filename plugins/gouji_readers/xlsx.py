"""The workbook reader: the sheets of an xlsx file as a text, a line for each row, cells parted by tabs."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Sequence

from gouji.document import Document, Encoding
from gouji.errors import InputError
from gouji.matrix import CellMatrix
from gouji.origin import Runs
from gouji_readers.docx_styles import OFF
from gouji_readers.grid import Placed, matrix
from gouji_readers.package import Package, child, local, value
from gouji_readers.xlsx_format import BUILTIN
from gouji_readers.xlsx_sheet import Book, Sheet, formats, name, read, rich, struck

KIND = "xlsx"
MOST_SLOTS = 1 << 24
"""Slots of a sheet between its first and last filled cells: 64 MB as an array."""


def documents(package: Package, main: str) -> list[Document]:
    """The one document of a workbook: its visible sheets one after the other."""
    runs, drawn = Runs(("sheet", "cell")), list[CellMatrix]()
    book, found = _book(package, main), 0
    for title, part in _sheets(package, main):
        found += 1
        sheet = read(package.part(part), f"its part {part}", book)
        grid = _grid(sheet, title, runs)
        drawn += [grid] if grid is not None else []
        runs.write("\n")
    if not found:
        raise InputError("has no visible sheet; show one and save the file anew")
    encoding = Encoding(KIND, "a workbook, read by its parts")
    return [Document(runs.text, encoding=encoding, kind=KIND, origin=runs.origin(), drawn=tuple(drawn))]


def _sheets(package: Package, main: str) -> Iterator[tuple[str, str]]:
    """Title and part of each visible sheet with cells, in the order of the tabs."""
    parts = {id_: part for id_, kind, part in package.related(main) if kind == "worksheet"}
    listed = child(package.xml(main), "sheets")
    for sheet in listed if listed is not None else ():
        id_ = next((str(v) for k, v in sheet.attrib.items() if str(k).endswith("}id")), "")
        if id_ in parts and (value(sheet, "state") or "visible") == "visible":
            yield value(sheet, "name") or "", parts[id_]


def _book(package: Package, main: str) -> Book:
    folder = posixpath.dirname(main)
    strings_part = package.first(main, "sharedStrings") or f"{folder}/sharedStrings.xml"
    styles_part = package.first(main, "styles") or f"{folder}/styles.xml"
    strings = package.xml(strings_part) if strings_part in package else ()
    styles = package.xml(styles_part) if styles_part in package else None
    counted = value(child(package.xml(main), "workbookPr"), "date1904") or "0"
    texts = [rich(item) for item in strings if local(item) == "si"]
    return Book(texts, formats(styles, BUILTIN), struck(styles), counted not in OFF)


class _Axis:
    """The rows or the columns of a sheet that are printed: each run of blank ones counts as one."""

    def __init__(self, used: Sequence[int], hidden: set[int]) -> None:
        self.shown: list[int] = []
        self.at: dict[int, int] = {}
        last = None
        for index in used:
            if index in hidden:
                continue
            if last is not None and any(i not in hidden for i in range(last + 1, min(index, last + 1000))):
                self.shown.append(index - 1)
            self.at[index] = len(self.shown)
            self.shown.append(index)
            last = index

    def stretch(self, first: int, stop: int) -> tuple[int, int]:
        """Half-open places of the printed ones in a half-open range; an empty range where none is."""
        places = [self.at[i] for i in self.at if first <= i < stop]
        return (places[0], places[-1] + 1) if places else (0, 0)


def _grid(sheet: Sheet, title: str, runs: Runs) -> CellMatrix | None:
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
    out: dict[tuple[int, int], tuple[int, int]] = {}
    for top, left, bottom, right in sheet.merged:
        if (bottom - top) * (right - left) < len(sheet.texts):
            inside = [(r, c) for r in range(top, bottom) for c in range(left, right)]
        else:
            inside = [(r, c) for r, c in sheet.texts if top <= r < bottom and left <= c < right]
        out.update(dict.fromkeys(inside, (top, left)))
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
