"""AsciiDoc tables as the AsciiDoc language defines them and Asciidoctor 2.0 reads them: ``|===`` to ``|===``.

Printed by: pandoc's asciidoc writer, Asciidoctor's sources, kramdown-asciidoc, Antora pages. Cells of other
formats (``,===``, ``:===``, ``format=``, ``separator=``) are read too; a nested table (``!===``) stays text
of its cell. Attribute references and conditionals (``ifdef``) are not resolved.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, freeze
from gouji_standards.asciidoc.attributes import COLUMNS_LIMIT
from gouji_standards.asciidoc.barred import Barred
from gouji_standards.asciidoc.blocks import Block, table_blocks
from gouji_standards.asciidoc.cell import Cell
from gouji_standards.asciidoc.cells import Cells
from gouji_standards.asciidoc.records import Escaped, Quoted
from gouji_standards.asciidoc.rows import filled, first_width, placed
from gouji_standards.html_source import is_page

SLOTS_A_CHARACTER = 16
"""Slots that a table may have for each character of its source: spans must not make gigabytes of a line."""
FREE_SLOTS = 10_000
"""Slots that any table may have."""

_FENCE = re.compile(r"(?:\A|[\r\n])[|,:!]===")
_MARKS = {"psv": "|", "csv": ",", "tsv": "\t", "dsv": ":"}
_READERS: dict[str, type[Cells]] = {"psv": Barred, "csv": Quoted, "tsv": Quoted, "dsv": Escaped}
_FORMATS = {"|": "psv", "!": "psv", ",": "csv", ":": "dsv"}


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001
    """One matrix for each table block that has a full row.

    A block that is never closed, or whose lines hold no separator, is a table only where it is asked for.
    """
    if not document.holds("===") or not _FENCE.search(document.text) or is_page(document):
        return
    for block in table_blocks(document):
        if asked or (block.closed and _is_marked(block, document.text)):
            matrix = _matrix(block, document.text)
            if matrix is not None:
                yield matrix


def _is_marked(block: Block, text: str) -> bool:
    form, mark = _format(block)
    return form != "psv" or any(text.find(mark, start, end) >= 0 for start, end in block.lines)


def _format(block: Block) -> tuple[str, str]:
    """The format of a block and what parts its cells."""
    named = block.attributes.named
    form = named.get("format", _FORMATS[block.mark[0]])
    form = form if form in _MARKS else "psv"
    mark = named.get("separator") or _MARKS[form]
    return form, "\t" if mark == "\\t" else mark


def _matrix(block: Block, text: str) -> CellMatrix | None:
    lines = block.lines
    printed = next((n for n, (start, end) in enumerate(lines) if start < end), len(lines))
    cells = _cells(block, text, printed)
    columns = block.attributes.columns()
    width = len(columns) or first_width(cells)
    most = FREE_SLOTS + SLOTS_A_CHARACTER * sum(end - start for start, end in lines)
    slots = sum(cell.spec.cols * cell.spec.repeat for cell in cells)
    if not 0 < width <= COLUMNS_LIMIT or slots > most:
        return None
    kept = filled(cells, width)
    if not kept.rows or len(kept.rows) * width > most:
        return None
    owner, ordered = placed(kept)
    said = {id(cell): cell.printed(text) for cell in cells}
    header = _has_header(block, cells, printed)
    return freeze(
        owner,
        [said[id(cell)][1] for cell in ordered],
        header_rows=int(header),
        header_cols=_header_columns(kept.rows[int(header) :], columns),
        caption=block.attributes.title,
        texts=[said[id(cell)][0] for cell in ordered],
    )


def _cells(block: Block, text: str, printed: int) -> list[Cell]:
    """The cells from the first printed line on."""
    form, mark = _format(block)
    return _READERS[form](text, mark).read(block.lines[printed:])


def _has_header(block: Block, cells: list[Cell], printed: int) -> bool:
    """Whether the first row is a header: by option, or as the first line with a blank one after it.

    The first line must stand right below the opening line and hold its cells whole.
    """
    options, lines = block.attributes.options, block.lines
    if "header" in options:
        return True
    if "noheader" in options or printed or len(lines) < 2 or lines[1][0] < lines[1][1]:  # noqa: PLR2004
        return False
    return not any(cell.wrapped() for cell in _first_row(cells))


def _first_row(cells: list[Cell]) -> list[Cell]:
    """The cells that begin in the first line."""
    before = list(takewhile(lambda cell: not cell.last, cells))
    return cells[: len(before) + 1]


def _header_columns(rows: list[list[Cell]], columns: list[str]) -> int:
    """How many columns from the left hold cells of the header style only, below the header row.

    The column of a cell is its place in its row, as Asciidoctor counts it.
    """
    count = 0
    while rows and all(count < len(row) and _style(row, count, columns) == "h" for row in rows):
        count += 1
    return count


def _style(row: list[Cell], column: int, columns: list[str]) -> str:
    return row[column].spec.style or (columns[column] if column < len(columns) else "")
