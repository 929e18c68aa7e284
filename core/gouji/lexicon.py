"""The lexicon: every label of the loaded schemas, folded, with the places it can stand for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Literal

from gouji.fold import core
from gouji.schema import Block, Label, Schema, Table

Kind = Literal["row", "column", "group", "title", "heading", "note", "number"]
BlockKey = tuple[str, str, str]
"""Schema, table and block."""
COUNTED = (*"件个项条次宗起份例人户", "人次", "件次")
"""Units that may stand behind a column's label; one of money is no other label's."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One place a label can stand for: the ``index``-th row, column or title of a block."""

    kind: Kind
    schema: str
    table: str
    block: str = ""
    index: int = 0


@dataclass(frozen=True, slots=True)
class Abreast:
    """Tables of a schema that are printed side by side, from the left.

    ``starts`` counts for each table and block the table's rows before it; ``ends`` is each table's last row.
    """

    schema: str
    tables: tuple[str, ...]
    starts: Mapping[tuple[str, str], int]
    ends: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded labels → entries, all proper beginnings of labels, and all pieces of labels that are no cells.

    ``scraps`` are the parts of group labels, notes and headers that a narrow column or a page break may
    leave between the pieces of a row's label. ``numbers`` are the rows' printed numbers, by block and index;
    ``leading`` are the blocks that print them before the labels. ``abreast`` are the groups of tables printed
    side by side. ``wordings`` are the labels of the rows as their forms print them, in the forms' order.
    """

    entries: dict[str, tuple[Entry, ...]]
    beginnings: frozenset[str]
    scraps: frozenset[str]
    letters: frozenset[str] = field(default=frozenset())
    numbers: Mapping[tuple[BlockKey, int], str] = field(default_factory=dict)
    leading: frozenset[BlockKey] = frozenset()
    abreast: tuple[Abreast, ...] = ()
    wordings: Mapping[Entry, str] = field(default_factory=dict)

    def __contains__(self, text: object) -> bool:
        return text in self.entries

    def kinds(self, text: str) -> set[Kind]:
        """What a folded label can be."""
        return {e.kind for e in self.entries.get(text, ())}


def build(schemas: Iterable[Schema]) -> Lexicon:
    """Fold every label of the schemas once."""
    found: dict[str, list[Entry]] = defaultdict(list)
    schemas = tuple(schemas)
    blocks = {(s.id, t.id, b.id): b for s in schemas for t in s.tables for b in t.blocks}
    for schema in schemas:
        for table in schema.tables:
            for label, entry in _labels(schema, table):
                if label and entry not in found[label]:
                    found[label].append(entry)
    loose = [t for t, es in found.items() if {e.kind for e in es} & {"group", "note", "column", "number"}]
    return Lexicon(
        entries=dict(_with_units(found)) | {t: tuple(es) for t, es in found.items()},
        beginnings=frozenset(t[:k] for t in found for k in range(1, len(t))),
        scraps=frozenset(s for t in loose for s in _parts(t)),
        letters=frozenset(c for t in loose for c in t),
        numbers={(k, i): r.number for k, b in blocks.items() for i, r in enumerate(b.rows) if r.number},
        leading=frozenset(k for k, b in blocks.items() if b.numbers_first),
        abreast=tuple(g for s in schemas for g in _abreast(s)),
        wordings={Entry("row", *k, i): r.label.text for k, b in blocks.items() for i, r in enumerate(b.rows)},
    )


def _with_units(found: Mapping[str, Iterable[Entry]]) -> Iterator[tuple[str, tuple[Entry, ...]]]:
    """The labels of columns with each unit behind them."""
    for label, entries in found.items():
        columns = tuple(e for e in entries if e.kind == "column")
        if columns:
            yield from ((label + unit, columns) for unit in COUNTED)


def _abreast(schema: Schema) -> Iterator[Abreast]:
    for left in schema.tables:
        group = (left, *(t for t in schema.tables if t.beside == left.id))
        if len(group) > 1:
            sizes = [list(accumulate([0, *(len(b.rows) for b in t.blocks)])) for t in group]
            starts = {
                (t.id, b.id): n
                for t, before in zip(group, sizes, strict=True)
                for b, n in zip(t.blocks, before, strict=False)
            }
            yield Abreast(schema.id, tuple(t.id for t in group), starts, tuple(n[-1] - 1 for n in sizes))


def _parts(text: str) -> Iterator[str]:
    size = len(text)
    return (text[a:b] for a in range(size) for b in range(a + 1, size + 1))


def _labels(schema: Schema, table: Table) -> Iterator[tuple[str, Entry]]:
    for heading in table.headings:
        yield core(heading), Entry("heading", schema.id, table.id)
    for note in table.notes:
        yield core(note), Entry("note", schema.id, table.id)
    for block in table.blocks:
        yield from _block_labels(schema, table, block)


def _block_labels(schema: Schema, table: Table, block: Block) -> Iterator[tuple[str, Entry]]:
    parts: tuple[tuple[Kind, list[Label]], ...] = (
        ("title", list(block.titles)),
        ("row", [r.label for r in block.rows]),
        ("column", [c.label for c in block.columns]),
        ("number", [block.numbers] if block.numbers else []),
    )
    for kind, labels in parts:
        for index, label in enumerate(labels):
            for wording in (label.text, *label.aliases):
                yield core(wording), Entry(kind, schema.id, table.id, block.id, index)
            for above in label.path:
                yield core(above), Entry("group", schema.id, table.id, block.id)
