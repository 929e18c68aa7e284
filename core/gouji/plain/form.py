"""The form as a plain print shows it: labels in their wordings, each block's header in its reading orders."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from gouji.equation import Equation
from gouji.fold import ORDINAL_START, body, core, number
from gouji.keys import table_of
from gouji.schema import Block, Column, Label, Schema, Table, ValueType
from gouji.wording import labels_in, labels_of

HALF_WIDTH = str.maketrans("（）：，．", "():,.")
"""The punctuation that prints have in either width."""
MARKS = " \t\r\xa0\u3000|│┃║¦!>*\"'"
"""What may stand before the first cell of a line."""


@dataclass(frozen=True, slots=True)
class PlainRow:
    """A row of a block: the wordings of its label and of the groups above it, folded; none without a label.

    ``exact`` are its official wordings as printed, ``heads`` those of its groups and a blank. ``body`` is its
    official label without blanks and punctuation, ``runs`` what it is run together with its groups.
    ``number`` is its printed number where a column has the same label: then another number is not its own.
    """

    labels: frozenset[str]
    groups: frozenset[str]
    exact: frozenset[str]
    heads: frozenset[str]
    body: str
    runs: frozenset[str]
    exact_runs: Mapping[str, int]
    number: str = ""


NO_LABEL = PlainRow(frozenset(), frozenset(), frozenset(), frozenset(("",)), "", frozenset(("",)), {"": 0})


@dataclass(frozen=True)
class PlainBlock:
    """A block of a form, its labels folded.

    ``headers`` are the orders in which its header may be read. ``names`` has for each text of it, as printed
    or folded, the official label, "" for what is no column's: titles of rows, notes. ``leaves`` are the
    labels of its columns. A block without rows has one row without a label. ``openings`` are its headers run
    together with its first row, ``exact_openings`` the same as printed, ``corners`` the texts that may stand
    before them.
    """

    table: str
    headers: frozenset[tuple[str, ...]]
    names: Mapping[str, str]
    leaves: tuple[str, ...]
    rows: tuple[PlainRow, ...]
    openings: tuple[str, ...]
    exact_openings: tuple[str, ...]
    corners: tuple[str, ...]

    @cached_property
    def width(self) -> int:
        """How many columns the block has."""
        return len(self.leaves)

    @cached_property
    def printed(self) -> Mapping[str, str]:
        """``names`` with that of a blank, none."""
        return {**self.names, "": ""}

    @cached_property
    def begins(self) -> frozenset[str]:
        """What the first row begins with as the form words it, if nothing in the header is called so."""
        first = self.rows[0].exact | self.rows[0].heads
        return frozenset(t for t in first if t and not self.names.keys() & {t, core(t)})


class _Ends(dict[str, bool]):
    """Of each character met whether it folds to one of the given, or to nothing."""

    def __init__(self, ends: Iterable[str]) -> None:
        super().__init__()
        self.ends = frozenset(ends)

    def __missing__(self, char: str) -> bool:
        folded = body(char)
        found = self[char] = not folded or folded[-1] in self.ends
        return found


@dataclass(frozen=True)
class PlainForm:
    """A schema as plain prints are compared with it."""

    schema: Schema

    @cached_property
    def blocks(self) -> tuple[PlainBlock, ...]:
        """The blocks of all tables, in the printed order."""
        return tuple(_block(t, b) for t in self.schema.tables for b in t.blocks)

    @cached_property
    def lines(self) -> tuple[tuple[tuple[str, ...], tuple[Column, ...]], ...]:
        """The keys of each printed row with their columns."""
        blocks = [b for t in self.schema.tables for b in t.blocks]
        return tuple(
            (tuple(b.key(r, c) for c in range(len(b.columns))), b.columns)
            for b in blocks
            for r in range(b.height)
        )

    @cached_property
    def keys(self) -> dict[str, tuple[str, ...]]:
        """The keys of each table, in the schema's order."""
        own: dict[str, list[str]] = {table.id: [] for table in self.schema.tables}
        for key in self.schema.keys:
            own[table_of(key)].append(key)
        return {table: tuple(keys) for table, keys in own.items()}

    @cached_property
    def unitless(self) -> dict[str, tuple[str, ...]]:
        """The keys of each table whose amounts the form gives no unit."""
        columns = self.schema.columns
        return {
            table: tuple(k for k in keys if columns[k].type == "money" and not columns[k].unit)
            for table, keys in self.keys.items()
        }

    @cached_property
    def units(self) -> tuple[str, ...]:
        """The unit of each key's column, "" where it has none."""
        return tuple(column.unit for _, columns in self.lines for column in columns)

    @cached_property
    def types(self) -> tuple[ValueType, ...]:
        """What the figure of each key may be."""
        return tuple(self.schema.columns[key].type for key in self.schema.keys)

    @cached_property
    def labels(self) -> dict[str, str]:
        """Every official wording, in either width of its punctuation, and its folded form."""
        return {wording: core(wording) for wording in _wordings(self._texts())}

    def _texts(self) -> Iterator[str]:
        for table in self.schema.tables:
            yield from _notes_of(table)
            for block in table.blocks:
                yield from (t for x in block.titles for t in (x.text, *x.aliases))
        for label in self._labels():
            yield from (label.text, *label.path)

    def _labels(self) -> Iterator[Label]:
        for block in (b for t in self.schema.tables for b in t.blocks):
            yield from (row.label for row in block.rows)
            yield from (column.label for column in block.columns)

    def words_alike(self, table: str, text: str) -> bool:
        """Whether a text in a table is a label as the form words and numbers it, a heading, note or blank."""
        return text in self._official[table] or (bool(text) and self._alike(table, text))

    def _alike(self, table: str, text: str) -> bool:
        folded = core(text)
        known = self._numbers[table].get(folded)
        if known is None:
            return folded in self._notes
        return number(text) in known or body(text) in self._bodies[table]

    @cached_property
    def _official(self) -> dict[str, frozenset[str]]:
        """What the form itself prints in each table, in either width of its punctuation, and a blank."""
        return {
            table.id: _wordings([*_notes_of(table), *(label.text for label in labels_in(table))]) | {""}
            for table in self.schema.tables
        }

    @cached_property
    def _numbers(self) -> dict[str, dict[str, set[str]]]:
        """The numbers before each folded label of a table."""
        found: dict[str, dict[str, set[str]]] = {}
        for table in self.schema.tables:
            own = found[table.id] = {}
            for label in labels_in(table):
                own.setdefault(core(label.text), set()).add(number(label.text))
        return found

    @cached_property
    def _bodies(self) -> dict[str, frozenset[str]]:
        return {t.id: frozenset(body(x.text) for x in labels_in(t)) for t in self.schema.tables}

    @cached_property
    def _notes(self) -> frozenset[str]:
        return frozenset(core(text) for table in self.schema.tables for text in _notes_of(table))

    @cached_property
    def names(self) -> frozenset[str]:
        """All its labels folded, without other wordings."""
        return labels_of(self.schema)

    @cached_property
    def words(self) -> frozenset[str]:
        """The labels of rows, columns and groups, folded: where one stands elsewhere may be another print."""
        return frozenset(map(core, self._wordings_of_labels()))

    def _wordings_of_labels(self) -> Iterator[str]:
        return (text for x in self._labels() for text in (x.text, *x.aliases, *x.path))

    def fold(self, text: str) -> str:
        """A cell's text folded."""
        found = self.labels.get(text)
        return core(text) if found is None else found

    @cached_property
    def bodies(self) -> tuple[str, ...]:
        """What the rows' labels end with, without blanks, punctuation and ordinals."""
        return tuple(
            {
                core(t)
                for b in self.schema.tables
                for k in b.blocks
                for r in k.rows
                for t in (r.label.text, *r.label.aliases)
            }
        )

    @cached_property
    def initials(self) -> frozenset[str]:
        """What a printed label of the form may begin with: its own first characters and those of ordinals."""
        texts = self._wordings_of_labels()
        return frozenset(c for t in texts for c in (t[:1], core(t)[:1])) | ORDINAL_START

    @cached_property
    def first_signs(self) -> frozenset[str]:
        """The same, and what may stand before a line's first cell."""
        return self.initials | frozenset(MARKS)

    @cached_property
    def ends(self) -> _Ends:
        """The characters that a printed label of the form may end with."""
        return _Ends(core(text)[-1:] for text in self._wordings_of_labels())

    @cached_property
    def longest(self) -> int:
        """Characters of the longest label with as much again: a longer line is none."""
        return 2 * max(len(text) for x in self._labels() for text in (x.text, *x.aliases))

    @cached_property
    def equations(self) -> tuple[Equation, ...]:
        """The equations over one document."""
        return tuple(e for e in self.schema.equations if e.level == "document")

    @cached_property
    def sums(self) -> NDArray[np.float64]:
        """Left minus right of each equation, shape (equations, keys); plain counts are exact in it."""
        place = {key: i for i, key in enumerate(self.schema.keys)}
        matrix = np.zeros((len(self.equations), len(place)))
        for row, equation in enumerate(self.equations):
            for sign, terms in ((1, equation.left), (-1, equation.right)):
                for factor, key in terms:
                    matrix[row, place[key]] += sign * factor
        return matrix

    @cached_property
    def summed(self) -> tuple[int, ...]:
        """The places of keys of amounts that stand in an equation."""
        summed = {key for equation in self.equations for key in equation.keys}
        kinds = enumerate(zip(self.schema.keys, self.types, strict=True))
        return tuple(i for i, (key, kind) in kinds if kind == "money" and key in summed)

    @cached_property
    def uncounted(self) -> tuple[int, ...]:
        """The places of keys whose figures may be other than counts."""
        return tuple(i for i, kind in enumerate(self.types) if kind != "count")

    @cached_property
    def allowed(self) -> NDArray[np.float64]:
        """What left minus right of each equation may be and more: 0 where it says "at most", else nothing."""
        return np.array([-np.inf if e.op == "=" else 0.0 for e in self.equations])


def plain(schema: Schema) -> bool:
    """Whether a schema's prints may be plain: every row and column has a label, and is always printed."""
    blocks = [b for t in schema.tables for b in t.blocks]
    return not any(t.beside for t in schema.tables) and not any(b.open_rows or b.numbers for b in blocks)


def _block(table: Table, block: Block) -> PlainBlock:
    headers = _headers(block.columns, core)
    columns = frozenset(core(c.label.text) for b in table.blocks for c in b.columns)
    rows = tuple(_row(r.label, columns) for r in block.rows) or (NO_LABEL,)
    corners = {body(text) for text, _ in _corners(table, block)} - {""}
    return PlainBlock(
        table=table.id,
        headers=headers,
        names=dict(_corners(table, block)) | dict(_names(block.columns)),
        leaves=tuple(core(c.label.text) for c in block.columns),
        rows=rows,
        openings=tuple("".join(header) + run for header in headers for run in rows[0].runs),
        exact_openings=tuple(
            wording
            for header in _headers(block.columns, str)
            for run in rows[0].exact_runs
            for wording in _wordings(("".join(header) + run,))
        ),
        corners=tuple(sorted(corners, key=len, reverse=True)),
    )


def _notes_of(table: Table) -> tuple[str, ...]:
    return (*table.notes, *table.headings, table.title)


def _corners(table: Table, block: Block) -> Iterator[tuple[str, str]]:
    texts = [*_notes_of(table)]
    texts += [t for x in block.titles for t in (x.text, *x.aliases)]
    return ((text, "") for text in (*_wordings(texts), *map(core, texts)))


def _row(label: Label, columns: frozenset[str]) -> PlainRow:
    labels, groups = map(core, (label.text, *label.aliases)), map(core, label.path)
    exact, heads = _wordings((label.text,)), _wordings(label.path) | {""}
    path = [body(text) for text in (*label.path, label.text)]
    runs = frozenset("".join(path[i:]) for i in range(len(path)))
    printed = (*label.path, label.text)
    exact_runs = {w: len(label.text) for i in range(len(path)) for w in _wordings(("".join(printed[i:]),))}
    own = number(label.text) if core(label.text) in columns else ""
    return PlainRow(frozenset(labels), frozenset(groups), exact, heads, path[-1], runs, exact_runs, own)


def _wordings(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(w for text in texts for w in (text, text.translate(HALF_WIDTH)))


def _names(columns: Sequence[Column]) -> Iterator[tuple[str, str]]:
    for label in (c.label for c in columns):
        for text in label.path:
            yield from ((wording, core(text)) for wording in (*_wordings((text,)), core(text)))
        for text in (label.text, *label.aliases):
            yield from ((wording, core(label.text)) for wording in (*_wordings((text,)), core(text)))


def _headers(columns: Sequence[Column], fold: Callable[[str], str]) -> frozenset[tuple[str, ...]]:
    """The labels of a header in the orders in which it may be read."""
    paths = [(*c.label.path, c.label.text) for c in columns]
    return frozenset((tuple(_by_level(paths, fold)), tuple(_leaves_last(paths, fold))))


Paths = Sequence[tuple[str, ...]]
"""Of each column its label, after those of the groups above it."""


def _by_level(paths: Paths, fold: Callable[[str], str]) -> Iterator[str]:
    """The labels of a header line by line, each as high as it can stand."""
    for level in range(max(map(len, paths))):
        yield from map(fold, _line(paths, level))


def _leaves_last(paths: Paths, fold: Callable[[str], str]) -> Iterator[str]:
    """The labels of a header line by line, those of all columns on the last."""
    groups = [path[:-1] for path in paths]
    for level in range(max(map(len, groups))):
        yield from map(fold, _line(groups, level))
    yield from (fold(path[-1]) for path in paths)


def _line(paths: Paths, level: int) -> Iterator[str]:
    before: tuple[str, ...] = ()
    for path in paths:
        own = path[: level + 1]
        if len(path) > level and own != before:
            yield path[level]
        before = own
