"""The PDF reader: characters and rules with their places on the page become a text and ruled tables."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from gouji.document import Document, Encoding
from gouji.errors import InputError
from gouji.extra import need
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span
from gouji.origin import Runs
from gouji_readers import pdf_cells, pdf_columns, pdf_lines, pdf_page, pdf_rules, pdf_stream
from gouji_readers.grid import Placed, matrix

KIND = "pdf"
HEAD = 1024
"""Bytes in which the mark of a PDF must begin; some writers put a few before it."""
MARK = b"%PDF-"
MOST_PAGES = 2000
"""Pages read; a yearly report has ten."""
PASSWORD = 4
"""PDFium's number for an error of password."""
OCR = "ocrmypdf FILE read.pdf"
EDGE = 0.12
"""Share of a page's height at its top and bottom in which lines that come again are the page's furniture."""
SAME_PLACE = 3.0
"""Points by which such a line may move from page to page."""


@hookimpl
def gouji_documents(data: bytes, name: str | None) -> list[Document] | None:
    """The one document of a PDF; InputError where it is encrypted, damaged or has no text."""
    del name
    if MARK not in data[:HEAD]:
        return None
    pages = list(_pages(data))
    if not any(len(page.codes) for page in pages):
        told = "has no text layer, only pictures" if any(p.pictures for p in pages) else "has no text at all"
        raise InputError(f"{told}; recognise its text first, as with `{OCR}`, and check what that made")
    return [_document(pages)]


def _pages(data: bytes) -> Iterator[pdf_page.Page]:
    library = need("pypdfium2", "reading PDF files")
    raw = library.raw
    try:
        file = library.PdfDocument(data)
    except library.PdfiumError as error:
        raise InputError(_fault(data, getattr(error, "err_code", 0), error)) from error
    try:
        if len(file) > MOST_PAGES:
            raise InputError(f"has {len(file)} pages, more than the {MOST_PAGES} read; split it")
        for number in range(len(file)):
            yield _page(library, raw, file, number)
    finally:
        file.close()


def _page(library: Any, raw: Any, file: Any, number: int) -> pdf_page.Page:
    try:
        page = file[number]
        found = pdf_page.read(raw, page)
        page.close()
    except library.PdfiumError as error:
        raise InputError(f"its page {number + 1} is damaged ({error}); print or fetch it anew") from error
    return found


def _fault(data: bytes, code: int | None, error: Exception) -> str:
    if code == PASSWORD or "assword" in str(error):
        return "is encrypted with a password; open it with the password and print it to a new PDF"
    if b"%%EOF" not in data[-2048:]:
        return "is cut off before its end; fetch the file anew"
    return f"is damaged ({error}); fetch the file anew, or print it to a new PDF"


# --- from pages to one text ------------------------------------------------------------------------------


@dataclass(slots=True)
class _Sheet:
    """A page's ruled tables with the words of their cells, and its lines outside them."""

    number: int
    page: pdf_page.Page
    tables: list[tuple[pdf_rules.Ruled, list[pdf_cells.Words]]] = field(default_factory=list)
    columns: list[pdf_columns.Found] = field(default_factory=list)
    lines: list[pdf_lines.Line] = field(default_factory=list)


def _document(pages: Sequence[pdf_page.Page]) -> Document:
    sheets = [_sheet(number, page) for number, page in enumerate(pages, 1)]
    furniture = _furniture(sheets)
    writer = _Writer()
    for sheet in sheets:
        writer.sheet(sheet, furniture[sheet.number])
    writer.furniture(sheets, furniture)
    blank = sum(not len(page.codes) for page in pages)
    reason = f"a PDF of {len(pages)} pages, read by the places of its characters"
    reason += f"; {blank} without text" if blank else ""
    runs = writer.runs
    return Document(
        runs.text,
        encoding=Encoding(KIND, reason),
        kind=KIND,
        origin=runs.origin(),
        drawn=tuple(writer.drawn),
    )


def _sheet(number: int, page: pdf_page.Page) -> _Sheet:
    out = _Sheet(number, page)
    middle = (page.boxes[:, :2] + page.boxes[:, 2:]) / 2
    free = np.ones(len(page.codes), dtype=np.bool_)
    spared: list[tuple[pdf_rules.Ruled, list[pdf_cells.Words], pdf_lines.Numbers]] = []
    for ruled in pdf_rules.tables(page.across, page.down):
        columns = np.searchsorted(ruled.xs, middle[:, 0]) - 1
        rows = np.searchsorted(ruled.ys, middle[:, 1]) - 1
        height, width = ruled.cells.shape
        inside = free & (columns >= 0) & (columns < width) & (rows >= 0) & (rows < height)
        if inside.any():
            own = np.flatnonzero(inside)
            words = _cells(page, ruled, own, ruled.cells[rows[own], columns[own]])
            if any(said.stacked for said in words):
                spared.append((ruled, words, own))
            else:
                out.tables.append((ruled, words))
                free &= ~inside
    out.columns = list(pdf_columns.tables(pdf_stream.rows(page, np.flatnonzero(free))))
    used = [i for t in out.columns for row in t.rows for _, _, b in row for line in b.lines for i in line.own]
    free[used] = False
    for ruled, words, own in spared:
        if free[own].all():
            out.tables.append((ruled, words))
            free[own] = False
    out.lines = pdf_lines.lines(page, np.flatnonzero(free), wide=True)
    return out


def _cells(
    page: pdf_page.Page, ruled: pdf_rules.Ruled, own: pdf_lines.Numbers, cells: pdf_lines.Numbers
) -> list[pdf_cells.Words]:
    found = []
    for cell in range(int(ruled.cells.max()) + 1):
        rows, columns = np.nonzero(ruled.cells == cell)
        left, right = float(ruled.xs[columns.min()]), float(ruled.xs[columns.max() + 1])
        box = (left, float(ruled.ys[rows.min()]), right, float(ruled.ys[rows.max() + 1]))
        found.append((box, pdf_lines.lines(page, own[cells == cell])))
    pad = pdf_cells.padding(found)
    return [pdf_cells.words(box, lines, pad) for box, lines in found]


def _furniture(sheets: Sequence[_Sheet]) -> dict[int, set[int]]:
    """For each page the places of its lines that are printed on other pages too, but for their numbers."""
    keys: dict[int, list[tuple[int, tuple[str, int]]]] = {}
    for sheet in sheets:
        height = sheet.page.height
        keys[sheet.number] = [
            (place, (re.sub(r"\d+", "0", line.text), round(line.base / SAME_PLACE)))
            for place, line in enumerate(sheet.lines)
            if not EDGE * height < line.base < (1 - EDGE) * height
        ]
    count = Counter(key for own in keys.values() for key in {key for _, key in own})
    return {number: {place for place, key in own if count[key] > 1} for number, own in keys.items()}


class _Writer:
    def __init__(self) -> None:
        self.runs = Runs()
        self.drawn: list[CellMatrix] = []

    def sheet(self, sheet: _Sheet, furniture: set[int]) -> None:
        """Write a page's lines and tables from the top down."""
        blocks: list[tuple[float, Any]] = [(ruled.box[1], (ruled, words)) for ruled, words in sheet.tables]
        blocks += [(_top(found), found) for found in sheet.columns]
        blocks += [(line.base, line) for n, line in enumerate(sheet.lines) if n not in furniture]
        for _, block in sorted(blocks, key=lambda block: block[0]):
            if isinstance(block, pdf_lines.Line):
                self.line(block, sheet.number)
            elif isinstance(block, pdf_columns.Found):
                self.columns(block, sheet.number)
            else:
                self.table(*block, sheet.number)

    def furniture(self, sheets: Sequence[_Sheet], furniture: dict[int, set[int]]) -> None:
        """Write what pages repeat at their edges behind all else, so that it parts no table."""
        for sheet in sheets:
            for place in sorted(furniture[sheet.number]):
                self.line(sheet.lines[place], sheet.number)

    def line(self, line: pdf_lines.Line, page: int) -> None:
        """Write a line outside the tables, its pieces as far apart as they are printed."""
        column = 0
        for piece in line.pieces:
            at = round(2 * piece.box[0] / max(piece.size, 1))
            self.runs.write(" " * max(at - column, 2 if column else 0))
            column = max(at, column + 2 if column else 0) + _width(piece.text)
            self.piece(piece, page)
        self.runs.write("\n")

    def piece(self, piece: pdf_lines.Piece, page: int) -> Span:
        """Write one piece with its place."""
        return self.runs.write(piece.text, page=page, box=piece.box)

    def table(self, ruled: pdf_rules.Ruled, words: Sequence[pdf_cells.Words], page: int) -> None:
        """Write a ruled table, a line for each row, and keep its matrix."""
        placed: list[Placed] = []
        for cell, said in enumerate(words):
            rows, columns = np.nonzero(ruled.cells == cell)
            own = Placed(
                int(rows.min()), int(columns.min()), int(rows.max()) + 1, int(columns.max()) + 1
            )
            if placed:
                self.runs.write("\n" if own.row != placed[-1].row else "\t")
            self._words(own, said, page)
            placed.append(own)
        self.runs.write("\n")
        drawn = matrix(placed)
        self.drawn += [drawn] if drawn is not None else []

    def columns(self, found: pdf_columns.Found, page: int) -> None:
        """Write a table without rules; a place that nothing stands in is a blank cell."""
        placed: list[Placed] = []
        for number, row in enumerate(found.rows):
            blank = set(range(found.width)) - {c for a, b, _ in row for c in range(a, b)}
            cells: list[tuple[int, int, pdf_stream.Block | None]] = [(c, c + 1, None) for c in blank]
            for first, stop, block in sorted([*cells, *row], key=lambda cell: cell[0]):
                if placed:
                    self.runs.write("\n" if placed[-1].row != number else "\t")
                own = Placed(number, first, number + 1, stop)
                self._words(own, pdf_cells.Words(_groups(block) if block else []), page)
                placed.append(own)
        self.runs.write("\n")
        drawn = matrix(placed)
        self.drawn += [drawn] if drawn is not None else []

    def _words(self, placed: Placed, words: pdf_cells.Words, page: int) -> None:
        for number, group in enumerate(words.groups):
            if number:
                self.runs.write(" ")
            spans = [self.piece(piece, page) for piece in group]
            placed.spans.append((spans[0][0], spans[-1][1]))
            placed.lines.append("".join(piece.text for piece in group))
        placed.spans = placed.spans or [(self.runs.length, self.runs.length)]


def _groups(block: pdf_stream.Block) -> list[list[pdf_lines.Piece]]:
    """The lines of a cell, those that go on with each other together."""
    out: list[list[pdf_lines.Piece]] = []
    for line, joined in zip(block.lines, block.joined, strict=True):
        if joined:
            out[-1].append(line.piece)
        else:
            out.append([line.piece])
    return out


def _top(found: pdf_columns.Found) -> float:
    return min(block.box[1] for row in found.rows for _, _, block in row)


def _width(text: str) -> int:
    """Columns of a text on a grid of half the font's size: an ideograph takes two."""
    return sum(1 + (ord(sign) >= 0x1100) for sign in text)  # noqa: PLR2004
