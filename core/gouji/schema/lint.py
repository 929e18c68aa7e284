"""What is odd about the labels of a schema file that can be read: labels that no reader could tell apart."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from gouji import numerals
from gouji.fold import core
from gouji.keys import row_of
from gouji.schema import Block, Label, Schema, Table
from gouji.schema.entry import Entry
from gouji.schema.file import leaves
from gouji.schema.remark import Remark
from gouji.titles import matching_title, titles

Placed = tuple[str, Label]
"""The path of a row or column in the file, and its label."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A block with the paths of its parts inside the file."""

    block: Block
    path: str
    rows: tuple[Placed, ...]
    columns: tuple[Placed, ...]
    titles: tuple[Placed, ...]


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """A table with the paths of its parts inside the file."""

    table: Table
    path: str
    blocks: tuple[Printed, ...]


def parts(schema: Schema, values: Mapping[str, Any]) -> list[PrintedTable]:
    """The tables of a schema with the paths of their entries in the plain data it was read from."""
    entries = Entry(values, schema.id, "").entries("tables")
    return [_table(t, e) for t, e in zip(schema.tables, entries, strict=True)]


def _table(table: Table, entry: Entry) -> PrintedTable:
    blocks = zip(table.blocks, entry.entries("blocks"), strict=True)
    return PrintedTable(table, entry.path, tuple(_block(b, e) for b, e in blocks))


def _block(block: Block, entry: Entry) -> Printed:
    rows = zip((leaf.entry.path for leaf in leaves(entry, "rows")), block.rows, strict=True)
    columns = zip((leaf.entry.path for leaf in leaves(entry, "columns")), block.columns, strict=True)
    heads = zip((e.path for e in entry.entries("titles")), block.titles, strict=True)
    return Printed(
        block,
        entry.path,
        tuple((path, row.label) for path, row in rows),
        tuple((path, column.label) for path, column in columns),
        tuple(heads),
    )


def paths(schema: Schema, values: Mapping[str, Any]) -> dict[str, str]:
    """The path in the file of each key, and of its row's part: that of the row, else of the column."""
    found: dict[str, str] = {}
    for printed in (block for table in parts(schema, values) for block in table.blocks):
        block = printed.block
        for r in range(block.height):
            for c, (column, _) in enumerate(printed.columns):
                key = block.key(r, c)
                found[key] = printed.rows[r][0] if block.rows else column
                found.setdefault(row_of(key), found[key])
    return found


def lint_labels(schema: Schema, values: Mapping[str, Any]) -> Iterator[Remark]:
    """Remarks on the labels, headings, sections and title patterns of a file."""
    tables = parts(schema, values)
    for table in tables:
        for block in table.blocks:
            yield from _wordings(block)
            yield from _alike(block)
            yield from _swallowed(block, table)
        yield from _repeated(table)
    yield from _headings(schema, tables)
    yield from _sections(schema)
    yield from _title_patterns(schema)


def _wordings(block: Printed) -> Iterator[Remark]:
    """Labels that look like a figure or a mark, and aliases that fold to their own label."""
    for path, label in (*block.titles, *block.columns, *block.rows):
        for key, text in _keyed(label):
            if numerals.read(text).kind != "text" or numerals.page_number(text):
                problem = "looks like a figure, a mark or a page number; it is never taken for a label"
                yield Remark("finding", f"{path}.{key}", f"{text!r} {problem}; add a printed word")
        seen = {core(label.text): "its label"}
        for i, alias in enumerate(label.aliases):
            first = seen.setdefault(core(alias), f"aliases[{i}]")
            if first != f"aliases[{i}]":
                message = f"{alias!r} is {first} for gouji: ordinals, blanks, signs and script do not count"
                yield Remark("finding", f"{path}.aliases[{i}]", f"{message}; drop it")


def _keyed(label: Label) -> list[tuple[str, str]]:
    return [("label", label.text), *((f"aliases[{i}]", a) for i, a in enumerate(label.aliases))]


def _alike(block: Printed) -> Iterator[Remark]:
    """Rows of a block that only their groups tell apart, and rows that begin like another."""
    seen: dict[str, str] = {}
    for path, label in block.rows:
        for key, text in _keyed(label):
            first = seen.setdefault(core(text), path)
            if first != path:
                why = "only their groups tell them apart, or their numbers where the form prints some"
                yield Remark("info", f"{path}.{key}", f"{text!r} reads like {first}: {why}")
    yield from _beginnings(block)


def _beginnings(block: Printed) -> Iterator[Remark]:
    """Rows that begin with the whole label of another under the same group."""
    known = {(label.path, core(label.text)): (path, label.text) for path, label in block.rows}
    for path, label in block.rows:
        own = core(label.text)
        for length in range(1, len(own)):
            first = known.get((label.path, own[:length]))
            if first:
                why = f"a line that ends behind {first[1]!r} may be either"
                yield Remark("info", f"{path}.label", f"{label.text!r} begins like {first[0]}: {why}")


def _swallowed(block: Printed, table: PrintedTable) -> Iterator[Remark]:
    """Rows that read like something else in the same place, which is taken for that."""
    others: dict[str, str] = {}
    for what, texts in _others(block, table):
        others.update((core(text), f"{what} {text!r}") for text in texts)
    columns = {core(text): "a group of columns" for _, label in block.columns for text in label.path}
    columns |= {core(t): f"the column {path}" for path, label in block.columns for _, t in _keyed(label)}
    for path, label in block.rows:
        for key, text in _keyed(label):
            if core(text) in others:
                message = f"{text!r} reads like the {others[core(text)]}; it may be taken for that"
                yield Remark("finding", f"{path}.{key}", message)
            elif core(text) in columns:
                message = f"{text!r} is {columns[core(text)]} too; it counts only next to other rows"
                yield Remark("info", f"{path}.{key}", message)


def _others(block: Printed, table: PrintedTable) -> Iterable[tuple[str, list[str]]]:
    yield "heading", list(table.table.headings)
    yield "note", list(table.table.notes)
    yield (
        "block title",
        [t for b in table.blocks for _, label in b.titles for t in (label.text, *label.aliases)],
    )
    yield "group", [g for _, label in block.rows for g in label.path]


def _repeated(table: PrintedTable) -> Iterator[Remark]:
    """Rows of two blocks of a table that read alike."""
    seen: dict[str, tuple[str, str]] = {}
    for block in table.blocks:
        for path, label in block.rows:
            first = seen.setdefault(core(label.text), (path, block.path))
            if first[1] != block.path:
                yield Remark(
                    "info", f"{path}.label", f"{label.text!r} reads like {first[0]} of another block"
                )


def _headings(schema: Schema, tables: Iterable[PrintedTable]) -> Iterator[Remark]:
    """Headings without a word, and those of two tables that are not printed under one."""
    seen: dict[str, PrintedTable] = {}
    for table in tables:
        for i, heading in enumerate(table.table.headings):
            path = f"{table.path}.headings[{i}]"
            if not core(heading):
                yield Remark("finding", path, f"{heading!r} has no letter or digit to know it by; drop it")
                continue
            first = seen.setdefault(core(heading), table)
            if first.table.id not in schema.abreast(table.table.id):
                message = f"{heading!r} is a heading of {first.path} too; add the words that tell them apart"
                yield Remark("finding", path, message)


def _sections(schema: Schema) -> Iterator[Remark]:
    """Tables that no section holds, and sections that read like a table's heading but name none."""
    held = {s.table for s in schema.sections}
    by_heading = {core(h): t.id for t in schema.tables for h in (*t.headings, t.title)}
    for i, table in enumerate(schema.tables):
        if schema.sections and not schema.abreast(table.id) & held:
            yield Remark(
                "finding", f"tables[{i}]", f"no section names table {table.id!r}; add table = to one"
            )
    wordings: dict[str, list[int]] = defaultdict(list)
    for i, section in enumerate(schema.sections):
        wordings[core(section.title)].append(i)
        held_there = by_heading.get(core(section.title), "")
        if held_there and not section.table:
            message = f"reads like table {held_there!r}; add table = {held_there!r}"
            yield Remark("finding", f"sections[{i}]", message)
    for same in wordings.values():
        if len(same) > 1:
            yield Remark("finding", f"sections[{same[1]}].title", f"reads like sections[{same[0]}]")


def _title_patterns(schema: Schema) -> Iterator[Remark]:
    """Patterns that none of the usual titles of the form match."""
    for i, pattern in enumerate(schema.title_patterns):
        if not matching_title(schema, pattern):
            tried = next(titles(schema))
            message = (
                f"matches no usual title, such as {tried!r}; a title is searched in a line without blanks"
            )
            yield Remark("info" if _any(schema) else "finding", f"title_patterns[{i}]", message)
    if not schema.title_patterns:
        message = (
            "no title_patterns: agency and year are not read, nor reports in one file told apart by title"
        )
        yield Remark("info", "title_patterns", message)


def _any(schema: Schema) -> bool:
    return any(matching_title(schema, pattern) for pattern in schema.title_patterns)
