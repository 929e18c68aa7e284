"""The drawing of a schema: its tables with the numbers of their keys, tables printed abreast side by side."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from gouji.document import Document
from gouji.report import Cell, Report
from gouji.schema import Block, Column, Label, Row, Table
from gouji.view import display_width, drawing

WIDEST = 130
"""Columns of a terminal that tables abreast may take; wider ones are drawn below each other."""
GAP = "  "
NUMBER = "number"


def drawn(tables: Sequence[Table], numbers: Mapping[str, int]) -> list[str]:
    """The lines of tables printed abreast, or of one table; ``numbers`` count the keys."""
    blocks = [_lines(table, numbers) for table in tables]
    notes = list(dict.fromkeys(line for table in tables for line in _notes(table)))
    widths = [max(map(display_width, lines)) for lines in blocks]
    if sum(widths) + len(GAP) * (len(blocks) - 1) > WIDEST:
        return [*(line for lines in blocks for line in lines), *notes]
    return [*_side_by_side(blocks, widths), *notes]


def _side_by_side(blocks: Sequence[Sequence[str]], widths: Sequence[int]) -> Iterator[str]:
    for lines in zip_longest(*blocks, fillvalue=""):
        padded = (line + " " * (w - display_width(line)) for line, w in zip(lines, widths, strict=True))
        yield GAP.join(padded).rstrip()


def _lines(table: Table, numbers: Mapping[str, int]) -> list[str]:
    made = replace(table, blocks=tuple(map(_numbered, table.blocks)))
    keys = [key for block in table.blocks for key in block.every_key()]
    cells = {key: Cell(key, numbers[key], str(numbers[key]), "printed") for key in keys}
    for block in made.blocks:
        for r, row in enumerate(block.rows if block.columns[0].id == NUMBER else ()):
            cells[block.key(r, 0)] = Cell(block.key(r, 0), None, row.number, "blank")
    return drawing(made, Report(Document("", table.id), table.id, {table.id: table.id}, cells))


def _numbered(block: Block) -> Block:
    """The block with its row numbers where they are printed: in a column, or before the labels."""
    if block.numbers is None:
        return block
    if block.numbers_first:
        wide = max(len(row.number) for row in block.rows)
        return replace(block, rows=tuple(_led(row, wide) for row in block.rows))
    return replace(block, columns=(Column(NUMBER, Label(block.numbers.text)), *block.columns))


def _led(row: Row, wide: int) -> Row:
    return replace(row, label=replace(row.label, text=f"{row.number:{wide}}  {row.label.text}"))


def _notes(table: Table) -> Iterator[str]:
    for block in table.blocks:
        if block.numbers and block.numbers_first:
            yield f"  {block.numbers.text}: the numbers before the labels"
        if block.open_rows:
            yield f"  {block.id} is open: rows without figures are left out, others may stand between"
    yield from (f"  note: {note}" for note in table.notes)
