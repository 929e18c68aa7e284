"""Which lines can be records at all, and blocks of very many plain ones as arrays.

A text of fifty megabytes may hold a hundred small tables, and one table a million records. The first is read
where a separator stands, the second without an object a field.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from gouji.document import Document, Int
from gouji.matrix import CellMatrix, Packed, Span, uniform
from gouji_standards import separated
from gouji_standards.code_spans import STRIPPED, fields
from gouji_standards.separated import LONGEST_QUOTED, Record, blocks, is_short, line_spans, records

TAB = "\t"

LARGE = 2000
"""Records from which on a block is read as arrays: below them objects take some hundredths of a second."""
PART = 500
"""Records of the beginning, of the middle and of the end by which a large block is judged."""
_OPENED = ('\t"', '\n"', '\r"')
"""A quote that opens a field."""


@dataclass(frozen=True, eq=False)
class Large:
    """A block of plain records, all of one length: the lines ``first`` to ``last``, half-open."""

    document: Document
    first: int
    last: int

    @property
    def start(self) -> int:
        """The offset of the first record."""
        return int(self.document.lines.start[self.first])

    @cached_property
    def plain(self) -> bool:
        """Whether these are very many records of one length, none of them quoted."""
        tabs = self.document.lines.tabs[self.first : self.last]
        if len(tabs) < LARGE or not tabs[0] or (tabs != tabs[0]).any():
            return False
        return self.document.text.find('"', self.start, int(self.document.lines.end[self.last - 1])) < 0

    @cached_property
    def width(self) -> int:
        """Fields of each record."""
        return int(self.document.lines.tabs[self.first]) + 1

    def __len__(self) -> int:
        return self.last - self.first

    def records(self, first: int = 0, last: int | None = None) -> list[Record]:
        """Some of the records as objects, all if nothing else is said."""
        stop = self.last if last is None else min(self.first + last, self.last)
        lines = line_spans(self.document, self.first + first, stop)
        return records(self.document.text, lines, TAB)

    def parts(self) -> Iterator[list[Record]]:
        """Records of the beginning, the middle and the end: judging a million takes longer than cutting them.

        To each are added a record for every column that only others fill, and the one with the longest field.
        """
        edges = self.fields.edges
        for first in sorted({0, max(len(self) - PART, 0) // 2, max(len(self) - PART, 0)}):
            blank = np.flatnonzero(~self.fields.sizes(first, first + PART).any(axis=0)).tolist()
            filled = (edges[:, 2 * column] < edges[:, 2 * column + 1] for column in blank)
            others = {self._longest, *(int(some.argmax()) for some in filled if some.any())}
            more = sorted(others - set(range(first, first + PART)))
            yield [*self.records(first, first + PART), *(self.records(n, n + 1)[0] for n in more)]

    @cached_property
    def _longest(self) -> int:
        """The record with the longest field."""
        firsts = range(0, len(self), PART)
        most = [int(self.fields.sizes(first, first + PART).max()) for first in firsts]
        first = firsts[most.index(max(most))]
        return first + int(self.fields.sizes(first, first + PART).argmax()) // self.width

    def matrix(self) -> CellMatrix:
        """The records as a grid."""
        return uniform(self.fields, self.width)

    @cached_property
    def fields(self) -> Packed:
        """The span of each field without the blanks around it."""
        lines = self.document.lines
        own = lines.start[self.first : self.last], lines.end[self.first : self.last]
        return fields(self.document.text, own, self.width, TAB, STRIPPED)


def stretches(document: Document, *, short: bool) -> Iterator[list[Record] | Large]:
    """The blocks of records between tabs, from the first tab on; an empty one is prose.

    What ``separated.blocks`` makes of all lines, but only lines are read that can belong to a record of
    several fields: those of a block with a tab, and where quotes open fields, those that one can reach.
    """
    lines = document.lines
    tabbed = np.flatnonzero(lines.tabs)
    reach = _reach(document)
    runs = _printed_runs(document, int(tabbed[0]), whole=short or reach > 0)
    before = 0
    for first, last in _reached(document, runs, tabbed, reach):
        if first > before:
            yield []
        before = last
        block = int(runs[first, 0]), int(runs[last - 1, 1])
        own = tabbed[slice(*np.searchsorted(tabbed, block))]
        large = Large(document, int(own[0]), int(own[-1]) + 1)
        below = block[1] - large.last
        if (
            last - first == 1
            and large.plain
            and not (short and below and is_short(_record(document, large.last)))
        ):
            prose: list[list[Record] | Large] = [[]]
            yield from [*prose * (large.first > block[0]), large, *prose * (below > 0)]
        else:
            yield from blocks(records(document.text, line_spans(document, *block), TAB), short=short)
    if before < len(runs):
        yield []


def _record(document: Document, line: int) -> Record:
    return records(document.text, line_spans(document, line, line + 1), TAB)[0]


def _printed_runs(document: Document, first: int, *, whole: bool) -> Int:
    """The half-open ranges of lines between blank ones, from a line on, shape (runs, 2).

    If not ``whole``, of lines without a tab only those beside one with a tab are kept, and the first of a
    run: a record of one field is a table's only between two others, what parts them may be longer.
    """
    lines = document.lines
    tabs = lines.tabs[first:] > 0
    some = np.zeros(len(tabs) + 2, dtype=np.bool_)
    some[1:-1] = (lines.printed[first:] > 0) | tabs
    if not whole:
        near = np.zeros_like(some)
        near[1:-1] = tabs
        near[:-2] |= tabs
        near[2:] |= tabs
        near[1:] |= ~some[:-1]
        some &= near
    edges: Int = np.flatnonzero(np.diff(some.view(np.int8))).reshape(-1, 2) + first
    return edges


def _reach(document: Document) -> int:
    """Characters that a quoted field may take beyond its line."""
    quoted = document.holds(*_OPENED) or document.text[:2].lstrip("\ufeff")[:1] == '"'
    return LONGEST_QUOTED if quoted else 0


def _reached(document: Document, runs: Int, tabbed: Int, reach: int) -> list[Span]:
    """The runs that hold tabs, and those that a quoted field of theirs can reach, as ranges of runs."""
    held = np.zeros(len(runs), dtype=np.bool_)
    held[np.searchsorted(runs[:, 0], tabbed, side="right") - 1] = True
    own = np.flatnonzero(held)
    starts, ends = document.lines.start[runs[:, 0]], document.lines.end[runs[:, 1] - 1]
    first = np.searchsorted(ends, starts[own] - reach)
    last = np.searchsorted(starts, ends[own] + reach, side="right")
    ranges: list[Span] = []
    for a, b in zip(first.tolist(), last.tolist(), strict=True):
        if ranges and reach and a <= ranges[-1][1]:
            ranges[-1] = (ranges[-1][0], max(b, ranges[-1][1]))
        else:
            ranges.append((a, b))
    return ranges


def joined(found: Sequence[list[Record] | Large]) -> list[list[Record] | Large]:
    """Blocks put together as ``separated.joined`` does; a large one stands alone unless it goes on."""
    large = [at for at, block in enumerate(found) if isinstance(block, Large)]
    if any(_goes_on(found[at - 1 : at + 1]) or _goes_on(found[at : at + 2]) for at in large):
        return [*separated.joined([_objects(block) for block in found])]
    tables: list[list[Record] | Large] = []
    for first, last in pairwise([-1, *large, len(found)]):
        between = [_objects(block) for block in found[first + 1 : last]]
        tables += separated.joined([*between, *[[]] * bool(large)])
        tables += found[last : last + 1]
    return tables


def _goes_on(pair: Sequence[list[Record] | Large]) -> bool:
    if len(pair) < 2 or not all(map(len, pair)):  # noqa: PLR2004 - no neighbour, or prose between
        return False
    before, after = pair
    above = before.records(max(len(before) - 2, 0)) if isinstance(before, Large) else before
    below = after.records(0, 1) if isinstance(after, Large) else after
    return separated.goes_on(above, below)


def _objects(block: list[Record] | Large) -> list[Record]:
    return block.records() if isinstance(block, Large) else block


def taken(block: list[Record] | Large) -> int:
    """The lines that records take."""
    return len(block) if isinstance(block, Large) else sum(record.lines for record in block)
