"""Prints of a form for a trial: filled, blank, with other wordings, with rows left out, with numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import chain

from gouji.schema import Block, Label, Row, Schema
from gouji.testing.forms import Profile, fill, sums
from gouji.testing.options import Options

GRIDS = ("html", "pipes-grid")
"""Layouts with spans, and with a grid alone: there only the labels can be the cause of what is left open."""
EVERY = (*GRIDS, "tabs-ragged", "cell-per-line", "aligned", "row-per-line")
"""The grids, a layout whose rows have lost their blanks, one cell a line, aligned columns, one row a line."""
PROFILES: tuple[Profile, ...] = ("city", "gaps")
"""Figures of one to six digits and money with decimals, in every cell and with blanks between."""
FEWEST = 3
"""Rows of a block of which some are left out."""


@dataclass(frozen=True, slots=True)
class Print:
    """A form as it will be printed: in words how, its labels, its figures by key, and in which layouts.

    ``form`` differs from the schema only in what is printed; ``profile`` is set where
    ``gouji schema render`` prints the same.
    """

    says: str
    form: Schema
    values: Mapping[str, str]
    layouts: tuple[str, ...]
    options: Options = field(default_factory=Options)
    profile: str = ""


def plain(schema: Schema) -> list[Print]:
    """The form filled, as ``gouji schema render`` prints it; raises ValueError where nothing fills it."""
    return [Print("", schema, fill(schema, 0, p), EVERY, profile=p) for p in PROFILES]


def variations(schema: Schema) -> Iterator[Print]:
    """The form as agencies print it otherwise; what cannot be filled so is left out."""
    with suppress(ValueError):
        filled = fill(schema, 0, "gaps")
        if any(label.aliases for b in _blocks(schema) for label in _labels(b)):
            yield Print(
                "aliases as labels", _aliased(schema), filled, (*GRIDS, "tabs-ragged", "row-per-line")
            )
        numbered = Options(column_numbers=True)
        says = "column numbers under the header"
        yield Print(says, schema, filled, EVERY[:5], numbered)
        yield Print(f"{says} and no figure", schema, {}, EVERY[:5], numbered)
    yield Print("no figure", schema, {}, EVERY)
    with suppress(ValueError):
        yield from _some_tables(schema)
    with suppress(ValueError):
        yield from _some_rows(schema)
    with suppress(ValueError):
        blank = {k for b in _blocks(schema) for r in range(b.height) for k in _keys(b, r)[r % 2 :: 2]}
        says = "blanks where the rows beside have figures"
        yield Print(says, schema, fill(schema, 0, "blanks", silent=blank), ("pipes-grid", "aligned"))


def _some_tables(schema: Schema) -> Iterator[Print]:
    """Every second table without a figure, and the others."""
    for first in range(2) if len(schema.tables) > 1 else ():
        blank = {k for table in schema.tables[first::2] for b in table.blocks for k in b.every_key()}
        values = fill(schema, 0, "gaps", silent=blank)
        yield Print("tables without a figure", schema, values, ("html", "tabs-ragged", "aligned"))


def _some_rows(schema: Schema) -> Iterator[Print]:
    """Rows without a figure left out; those that count from 1 on counted anew."""
    rows = [(b, r) for b in _blocks(schema) for r in range(b.height) if len(b.rows) >= FEWEST]
    summed = sums(schema)
    parts = [(b, r) for b, r in rows if not summed.issuperset(_keys(b, r))]
    blank = set(chain.from_iterable(_keys(b, r) for b, r in parts[1::2]))
    values = fill(schema, 0, "blanks", silent=blank)
    short = _blocks_changed(schema, lambda block: _shortened(block, values))
    kept = {k: v for k, v in values.items() if k in set(short.keys)}
    if len(kept) == len(values):
        return
    layouts = ("html", "tabs-ragged", "aligned")
    yield Print("rows left out", short, kept, layouts)
    if _renumbered(short, schema) != short:
        yield Print("rows left out and the others numbered anew", _renumbered(short, schema), kept, layouts)


def _shortened(block: Block, values: Mapping[str, str]) -> Block:
    rows = tuple(row for r, row in enumerate(block.rows) if any(values[k] for k in _keys(block, r)))
    return replace(block, rows=rows) if rows and len(block.rows) >= FEWEST else block


def _renumbered(short: Schema, schema: Schema) -> Schema:
    """The numbers that count rows from 1 on, through tables side by side too, without gaps again."""
    begins: dict[tuple[str, str, str], int] = {}
    before, begin = 0, 0
    for block in _blocks(schema):
        for row in block.rows:
            number = int(row.number) if row.number.isdigit() else 0
            begin = begin if number == before + 1 and begin else int(number == 1)
            before = number or before
            begins[block.table, block.id, row.id] = begin
    last = 0

    def renumber(block: Block, row: Row) -> Row:
        nonlocal last
        if not row.number.isdigit() or not begins[block.table, block.id, row.id]:
            return row
        last = 1 if int(row.number) == 1 else last + 1
        return replace(row, number=str(last).zfill(len(row.number)) if row.number[0] == "0" else str(last))

    return _blocks_changed(
        short, lambda block: replace(block, rows=tuple(renumber(block, row) for row in block.rows))
    )


def _aliased(schema: Schema) -> Schema:
    """The form with the first alias of each label in its place."""

    def other(label: Label) -> Label:
        return replace(label, text=label.aliases[0]) if label.aliases else label

    def change(block: Block) -> Block:
        rows = tuple(replace(row, label=other(row.label)) for row in block.rows)
        columns = tuple(replace(column, label=other(column.label)) for column in block.columns)
        return replace(block, rows=rows, columns=columns, titles=tuple(map(other, block.titles)))

    return _blocks_changed(schema, change)


def _labels(block: Block) -> list[Label]:
    return [*block.titles, *(row.label for row in block.rows), *(column.label for column in block.columns)]


def _blocks(schema: Schema) -> list[Block]:
    return [block for table in schema.tables for block in table.blocks]


def _keys(block: Block, row: int) -> list[str]:
    return [block.key(row, c) for c in range(len(block.columns))]


def _blocks_changed(schema: Schema, change: Callable[[Block], Block]) -> Schema:
    """A schema to print from, without equations, with each block changed."""
    tables = (replace(t, blocks=tuple(map(change, t.blocks))) for t in schema.tables)
    return replace(schema, tables=tuple(tables), equations=())
