"""The story: the text of a Word or OpenDocument file, a line for each paragraph and each row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from gouji.document import Document, Encoding
from gouji.lost import SHOWN
from gouji.matrix import CellMatrix, Span
from gouji.origin import Runs
from gouji_readers.grid import Placed, matrix
from gouji_readers.package import Element
from gouji_readers.words import Words

Kind = Literal["paragraph", "table", "box", "page"]


@dataclass(slots=True)
class Row:
    """A row's cells with their elements, those that only go on with a cell above left out.

    A blank one may have no element.
    """

    cells: list[tuple[Placed, Element | None]] = field(default_factory=list)
    header: bool = False


class Format(Protocol):
    """How a kind of file says what it prints."""

    def blocks(self, container: Element) -> Iterable[tuple[Kind, Element]]:
        """The paragraphs, tables, boxes of text and embedded pages of a container in their order."""

    def words(self, paragraph: Element) -> Words:
        """What a paragraph prints."""

    def rows(self, table: Element) -> list[Row]:
        """The rows of a table that are printed."""

    def page(self, page: Element) -> tuple[str, str | None]:
        """The text of a page that is embedded whole, and the part that it stands in."""


class Story:
    """The text of a part while it is written, and the tables in it.

    A box of text or a table of one cell within a cell that prints nothing else is what the cell prints; other
    boxes and tables follow the row that they stand in. A cell with nothing but those, or a picture, is no
    blank one.
    """

    def __init__(self, form: Format, part: str | None) -> None:
        self.runs = Runs(("part",))
        self.drawn: list[CellMatrix] = []
        self._form, self._part, self._paragraphs, self._tables = form, part, 0, 0

    def document(self, kind: str, read: str) -> Document:
        """All that was written; ``read`` says how."""
        encoding, origin = Encoding(kind, read), self.runs.origin()
        return Document(self.runs.text, encoding=encoding, kind=kind, origin=origin, drawn=tuple(self.drawn))

    def blocks(self, container: Element) -> None:
        """Write the paragraphs and tables of a container in their order."""
        boxes: list[Element] = []
        joined = False
        for kind, block in self._form.blocks(container):
            if kind == "paragraph":
                said = self._words(block)
                self._lines(said, ends=not said.runs_on)
                joined, boxes = said.runs_on, boxes + said.boxes
            else:
                self._block(kind, block)
            if boxes and not joined:
                for box in boxes:
                    self.blocks(box)
                boxes = []

    def _block(self, kind: Kind, block: Element) -> None:
        """Write what is no paragraph."""
        if kind == "table":
            self._table(block)
        elif kind == "box":
            self.blocks(block)
        else:
            self._page(block)

    def _page(self, page: Element) -> None:
        text, part = self._form.page(page)
        self.runs.write(text, part=part, paragraph=None, table=None, row=None, column=None)
        self.runs.write("\n")

    def _words(self, paragraph: Element) -> Words:
        self._paragraphs += 1
        return self._form.words(paragraph)

    def _lines(self, said: Words, *, ends: bool) -> None:
        for number, line in enumerate(said.lines):
            self._write(line)
            if ends or number < len(said.lines) - 1:
                self.runs.write("\n")

    def _write(self, text: str, table: int | None = None, cell: Placed | None = None) -> Span:
        place = (cell.row + 1, cell.col + 1) if cell else (None, None)
        return self.runs.write(
            text, part=self._part, paragraph=self._paragraphs, table=table, row=place[0], column=place[1]
        )

    def _table(self, table: Element) -> None:
        self._tables += 1
        number, found = self._tables, self._form.rows(table)
        cells = [placed for row in found for placed, _ in row.cells]
        place = len(self.drawn)
        for row in found:
            self._row(row, number)
        drawn = matrix(cells, header_rows=_headers(found))
        if drawn is not None:
            self.drawn.insert(place, drawn)

    def _row(self, row: Row, table: int) -> None:
        inner: list[tuple[Kind, Element]] = []
        for place, (placed, element) in enumerate(row.cells):
            if place:
                self.runs.write("\t")
            inner += self._cell(placed, element, table)
        self.runs.write("\n")
        for kind, element in inner:
            self._block(kind, element)

    def _cell(self, placed: Placed, cell: Element | None, table: int) -> Iterator[tuple[Kind, Element]]:
        """Write a cell's own lines; give what else is in it."""
        blank = (self.runs.length, self.runs.length)
        inner, pictured = self._content(placed, cell, table) if cell is not None else ([], False)
        while not placed.spans and inner and (only := self._plain(*inner[0])) is not None:
            boxed, also = self._content(placed, only, table)
            inner, pictured = boxed + inner[1:], pictured or also
        if not placed.spans and (pictured or inner):
            self._piece(placed, SHOWN, table, joined=False)
        placed.spans = placed.spans or [blank]
        return iter(inner)

    def _plain(self, kind: Kind, block: Element) -> Element | None:
        """What holds the paragraphs of a part of a cell that has nothing else: a box, a table of one cell."""
        if kind == "table":
            cells = [cell for row in self._form.rows(block) for _, cell in row.cells]
            only = cells[0] if len(cells) == 1 else None
        else:
            only = block if kind == "box" else None
        blocks = self._form.blocks(only) if only is not None else ()
        return only if all(inner == "paragraph" for inner, _ in blocks) else None

    def _content(
        self, placed: Placed, container: Element, table: int
    ) -> tuple[list[tuple[Kind, Element]], bool]:
        """Write the paragraphs of a container as a cell's; give what else it holds, and if it pictures."""
        inner: list[tuple[Kind, Element]] = []
        joined = pictured = False
        for kind, block in self._form.blocks(container):
            if kind != "paragraph":
                inner.append((kind, block))
                continue
            said = self._words(block)
            for line in _pieces(said.lines):
                self._piece(placed, line, table, joined=joined)
                joined = False
            joined, pictured = said.runs_on, pictured or said.pictured
            inner += [("box", box) for box in said.boxes]
        return inner, pictured

    def _piece(self, placed: Placed, line: str, table: int, *, joined: bool) -> None:
        if placed.spans and not joined:
            self.runs.write(" ")
        placed.spans.append(self._write(line, table, placed))
        if joined and placed.lines:
            placed.lines[-1] += line
        else:
            placed.lines.append(line)


def _pieces(lines: Sequence[str]) -> Iterator[str]:
    """The printed stretches of a cell's lines; a tab parts two as an end of a line does."""
    for line in lines:
        yield from (piece.strip() for piece in line.split("\t") if piece.strip())


def _headers(found: Sequence[Row]) -> int:
    """How many rows at the top repeat on each page; where all do the file says nothing by it."""
    return next((n for n, row in enumerate(found) if not row.header), 0)
