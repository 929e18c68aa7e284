"""What else a report says of a plain print: its findings, title, agency and year, without the engine."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from gouji import grouping, metadata, narrative, oddity, section, suspect
from gouji.check import check, equations_of
from gouji.displaced import cut_off
from gouji.document import Document
from gouji.fold import core
from gouji.matrix import Span
from gouji.plain.form import PlainBlock, PlainForm
from gouji.plain.match import Match
from gouji.plain.rows import Place, PlainRows
from gouji.plain.words import PlainWords
from gouji.report import Cell, Finding, Printed, by_severity
from gouji.schema import Schema


@dataclass(frozen=True, slots=True)
class Remarks:
    """The findings of a report, the gravest first, and its metadata."""

    findings: tuple[Finding, ...]
    metadata: Mapping[str, Printed]


def remarks(
    document: Document,
    schemas: Mapping[str, Schema],
    rows: PlainRows | PlainWords,
    prints: Sequence[Match],
    index: int,
    cells: dict[str, Cell],
) -> Remarks:
    """What is said of an ordinary print with these cells, the ``index``-th of all that a document holds."""
    tables = _stretches(rows, prints[index])
    begin = max(stop for _, stop in _stretches(rows, prints[index - 1]).values()) if index else 0
    end = max(stop for _, stop in tables.values()) if index + 1 < len(prints) else len(document.text)
    own = _Print(document, prints[index].form.schema, rows, prints[index], cells, tables, (begin, end))
    meta = _metadata(document, schemas, list(tables.values()), begin)
    said = [*own.cut_off(), *own.failing(schemas)]
    for table in tables:
        said += own.about(table)
    said += own.sections()
    said += oddity.decoding(document)
    said += own.narratives(meta["year"].value)
    return Remarks(by_severity(said), meta)


def _stretches(rows: PlainRows | PlainWords, found: Match) -> dict[str, Span]:
    """The half-open stretch of each table, from its first label to its last figure."""
    own: dict[str, Span] = {}
    for block, places in _blocks(found):
        start = own[block.table][0] if block.table in own else min(_row(rows, places[0], block.width))[0]
        own[block.table] = start, max(stop for _, stop in _row(rows, places[-1], block.width))
    return own


def _row(rows: PlainRows | PlainWords, place: Place, width: int) -> list[Span]:
    """Where the label and the figures of a row stand."""
    return [*rows.label(place), *chain.from_iterable(rows.figures(place, width))]


@dataclass(frozen=True)
class _Print:
    """An ordinary print, of which the parts of the engine that only tell of it are asked.

    ``stretches`` are those of its tables, ``stretch`` is what belongs to it of the text.
    """

    document: Document
    schema: Schema
    rows: PlainRows | PlainWords
    found: Match
    cells: dict[str, Cell]
    stretches: Mapping[str, Span]
    stretch: Span

    def cut_off(self) -> Iterator[Finding]:
        """A last figure that may be cut off."""
        inside = self.stretches.values()
        if min(inside)[0] == 0 or max(stop for _, stop in inside) == len(self.document.text):
            yield from cut_off.settle(self.cells, self.schema.equations, self.document, self.schema.keys[-1])

    def failing(self, schemas: Mapping[str, Schema]) -> Iterator[Finding]:
        """The equations that fail, and the figure by which they may."""
        if self.found.failing:
            failing = [self.found.form.equations[i] for i in self.found.failing]
            names = {e.id for e in failing}
            every = equations_of(dict.fromkeys(self.stretches, self.schema.id), schemas)
            yield from check(self.cells, [e for e in every if e.id in names])
            if sum(e.places for e in failing) >= suspect.LEAST:
                yield from suspect.findings(self.cells, every)

    def about(self, table: str) -> Iterator[Finding]:
        """A table that is full or in pieces, its amounts without a unit, its blank columns."""
        own = {key: self.cells[key] for key in self.found.form.keys[table]}
        yield from oddity.complete(table, own)
        if isinstance(self.rows, PlainRows) and self.rows.lefts is None:
            yield from self._fragments(self.rows, table, own)
        yield from oddity.unitless(
            self.schema, table, {key: own[key] for key in self.found.form.unitless[table]}
        )
        if None in self.found.values:
            yield from oddity.blank_columns(self.schema, table, own)

    def _fragments(self, rows: PlainRows, table: str, cells: Mapping[str, Cell]) -> Iterator[Finding]:
        """What is said of a table that the document prints in several."""
        own = [(block, places) for block, places in _blocks(self.found) if block.table == table]
        first, last = own[0][1][0][0], own[-1][1][-1][0]
        if rows.table_of(first) != rows.table_of(last):
            keys, label = tuple(cells)[: own[0][0].width], next(iter(cells.values())).label
            yield from oddity.fragments(table, self._pieces(rows, table), keys, label)

    def _pieces(self, rows: PlainRows, table: str) -> list[oddity.Piece]:
        """The tables of the document in which a table is printed, each row of it a line."""
        pieces: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for block, places in _blocks(self.found):
            for at, _, first in places if block.table == table else ():
                line = self.document.line_of(rows.places[at][first][0][0])
                pieces[rows.table_of(at)].append((line, line + 1))
        return [(max(map(len, rows.tables[i])), lines) for i, lines in pieces.items()]

    def sections(self) -> Iterator[Finding]:
        """What is odd about the headings around the tables."""
        headings = section.headings(self.document, self.schema, self.stretch, self.found.form.names)
        yield from section.judge(headings, self.schema, list(self.stretches.items()))

    def narratives(self, year: str | int | None) -> Iterator[Finding]:
        """Counts in the prose that differ from the tables'."""
        tables = list(self.stretches.values())
        yield from narrative.find(self.document, self.schema, self.cells, self.stretch, tables, year)


def named_alike(
    document: Document, schemas: Mapping[str, Schema], rows: PlainRows | PlainWords, prints: Sequence[Match]
) -> bool:
    """Whether a print may be a copy of the one before it: it bears its agency and year, or no title."""
    before: Mapping[str, Printed] | None = None
    reach = 0
    for found in prints:
        tables = list(_stretches(rows, found).values())
        own = metadata.read(document, list(schemas.values()), (reach, tables[0][0]))
        if before is not None and (own["title"].value is None or grouping.named_alike(own, before)):
            return True
        before = own if own["title"].value is not None else _metadata(document, schemas, tables, reach)
        reach = max(stop for _, stop in tables)
    return False


def ordinary(rows: PlainRows | PlainWords, found: Match) -> bool:
    """Whether a print is worded and arranged as the form itself, so that nothing is to be said of that.

    Each table is printed in one piece, with no row or header cell of others in it and the labels of rows of
    a kind in one column.
    """
    if isinstance(rows, PlainWords):
        return True
    return not found.foreign and _worded(rows.lines, found) and _whole(rows, found) and _aligned(rows, found)


def _worded(lines: Sequence[Sequence[str]], found: Match) -> bool:
    """Whether headers and labels are the form's own, row by row with no other between them."""
    end = 0
    for block, places in _blocks(found):
        first, last = places[0][0], places[-1][0]
        if last - first != len(places) - 1 or not _headed(found.form, block, lines[end:first]):
            return False
        labels = (text for at, _, edge in places for text in lines[at][:edge])
        if not all(found.form.words_alike(block.table, text) for text in labels):
            return False
        end = last + 1
    return True


def _headed(form: PlainForm, block: PlainBlock, above: Sequence[Sequence[str]]) -> bool:
    """Whether the rows above a block hold its table's texts only, but for those before the table's first."""
    own = [[form.words_alike(block.table, text) for text in cells if text] for cells in above]
    begin = next((i for i, alike in enumerate(own) if any(alike)), len(own))
    strangers = (text for cells in above[:begin] for text in cells)
    return all(map(all, own[begin:])) and not any(core(text) in form.words for text in strangers)


def _whole(rows: PlainRows, found: Match) -> bool:
    """Whether each table is printed in one piece, or in pieces whose rows are as wide as they look."""
    pieces: dict[str, set[int]] = defaultdict(set)
    for block, places in _blocks(found):
        pieces[block.table].update(rows.table_of(at) for at, _, _ in places)
    return rows.lefts is None or all(len(own) == 1 for own in pieces.values())


def _aligned(rows: PlainRows, found: Match) -> bool:
    """Whether the labels of all rows of a kind stand in one column, or have others before them.

    Rows of different lengths, in layouts that know no merged cells, have no columns.
    """
    even = [same for t in rows.tables for same in [len(set(map(len, t))) == 1] * len(t)]
    lefts = rows.lefts() if rows.lefts is not None else None
    for block, places in _blocks(found):
        kinds: dict[int, list[tuple[int, bool]]] = defaultdict(list)
        for row, (at, label, _) in zip(block.rows, places, strict=True):
            if label >= 0 and (lefts is not None or even[at]):
                left = lefts[at][label] if lefts is not None else label
                kinds[len(row.groups)].append((left, any(rows.lines[at][:label])))
        if not all(map(_upright, kinds.values())):
            return False
    return True


def _upright(labels: Sequence[tuple[int, bool]]) -> bool:
    """Whether labels stand in the usual column; each says whether others are before it."""
    usual = Counter(left for left, _ in labels).most_common(1)[0][0]
    return all(left == usual or beside for left, beside in labels)


def _blocks(found: Match) -> Iterator[tuple[PlainBlock, Sequence[tuple[int, int, int]]]]:
    """Each block with the places of its rows."""
    at = 0
    for block in found.form.blocks:
        yield block, found.places[at : at + len(block.rows)]
        at += len(block.rows)


def _metadata(
    document: Document, schemas: Mapping[str, Schema], tables: Sequence[Span], reach: int
) -> Mapping[str, Printed]:
    """Title, agency and year from before the first table, else from between them; none before ``reach``."""
    meta: Mapping[str, Printed] = {}
    for start, stop in tables:
        meta = metadata.read(document, list(schemas.values()), (reach, start))
        if meta["title"].value is not None:
            break
        reach = max(reach, stop)
    return meta
