"""The Word reader: a docx file as a text, a line for each paragraph and each row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from gouji.decode import decode
from gouji.document import Document, Encoding
from gouji.errors import InputError
from gouji.matrix import CellMatrix, Span
from gouji.origin import Runs
from gouji_readers import docx_styles, mhtml
from gouji_readers.docx_paragraph import Words, words
from gouji_readers.docx_styles import Element
from gouji_readers.docx_table import Row, rows, unwrapped
from gouji_readers.grid import Placed, matrix
from gouji_readers.package import Package, child, local

KIND = "docx"
BLOCKS = ("p", "tbl", "altChunk")
HEAD = 4096
"""Bytes in which a page says that it is one."""
PAGE = re.compile(rb"<(?:!doctype html|html|body|table|p)[\s>]", re.IGNORECASE)


def documents(package: Package, main: str) -> list[Document]:
    """The one document of a Word file; raises InputError where its main part is none or holds nothing."""
    body = child(package.xml(main), "body")
    if body is None:
        raise InputError(f"its part {main} has no body; open the file in Word and save it anew")
    story = _Story(package, main)
    story.blocks(body)
    encoding = Encoding(KIND, "a Word file, read by its parts")
    return [
        Document(
            story.runs.text,
            encoding=encoding,
            kind=KIND,
            origin=story.runs.origin(),
            drawn=tuple(story.drawn),
        )
    ]


class _Story:
    """The text of a part while it is written, and the tables in it.

    Boxes of text and tables within a cell follow the row that they stand in.
    """

    def __init__(self, package: Package, part: str) -> None:
        self.runs = Runs(("part",))
        self.drawn: list[CellMatrix] = []
        self._package, self._part, self._paragraphs, self._tables = package, part, 0, 0
        styles = package.first(part, "styles")
        self._styles = docx_styles.read(package.xml(styles) if styles else None)

    def blocks(self, container: Element) -> None:
        """Write the paragraphs and tables of a container in their order."""
        boxes: list[Element] = []
        joined = False
        for block in unwrapped(container, *BLOCKS):
            if local(block) == "tbl":
                self._table(block)
            elif local(block) == "p":
                said = self._words(block)
                self._lines(said, ends=not said.runs_on)
                joined, boxes = said.runs_on, boxes + said.boxes
            else:
                self._chunk(block)
            if boxes and not joined:
                for box in boxes:
                    self.blocks(box)
                boxes = []

    def _chunk(self, chunk: Element) -> None:
        """Write a page that is embedded whole; raises InputError for a file of another kind."""
        number = next((str(v) for k, v in chunk.attrib.items() if str(k).endswith("}id")), "")
        part = next((path for id_, _, path in self._package.related(self._part) if id_ == number), None)
        data = self._package.part(part) if part and part in self._package else b""
        if not mhtml.is_mhtml(data) and not PAGE.search(data[:HEAD]):
            told = f"a part of its text is an embedded file ({part or 'lost'}), which is not read"
            raise InputError(f"{told}; open the file in Word and save it anew")
        text = mhtml.document(data).text if mhtml.is_mhtml(data) else decode(data)[0]
        self.runs.write(text, part=part, paragraph=None, table=None, row=None, column=None)
        self.runs.write("\n")

    def _words(self, paragraph: Element) -> Words:
        self._paragraphs += 1
        return words(paragraph, self._styles)

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
        number, found = self._tables, rows(table)
        cells = [placed for row in found for placed, _ in row.cells]
        place = len(self.drawn)
        for row in found:
            self._row(row, number)
        drawn = matrix(cells, header_rows=_headers(found))
        if drawn is not None:
            self.drawn.insert(place, drawn)

    def _row(self, row: Row, table: int) -> None:
        inner: list[Element] = []
        for place, (placed, element) in enumerate(row.cells):
            if place:
                self.runs.write("\t")
            inner += self._cell(placed, element, table)
        self.runs.write("\n")
        for element in inner:
            if local(element) == "tbl":
                self._table(element)
            else:
                self.blocks(element)

    def _cell(self, placed: Placed, cell: Element, table: int) -> Iterator[Element]:
        """Write a cell's own lines; give the tables and boxes of text within it."""
        blank = (self.runs.length, self.runs.length)
        inner: list[Element] = []
        joined = False
        for block in unwrapped(cell, "p", "tbl"):
            if local(block) == "tbl":
                inner.append(block)
                continue
            said = self._words(block)
            for line in _pieces(said.lines):
                self._piece(placed, line, table, joined=joined)
                joined = False
            joined = said.runs_on
            inner += said.boxes
        placed.spans = placed.spans or [blank]
        return iter(inner)

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
