"""Abreast: tables printed side by side, row by row, under one heading.

Each is chained by its own labels, those that several have as allotted (allot.py). What else they share is
told apart here: a row's figures end where the other table's labels begin, a header counts on one side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gouji.marked import Marked
from gouji.placing.chain import Chain, Link
from gouji.placing.printing import Printing

Side = tuple[int, int]
"""Half-open physical columns that one table has of the matrices that print several."""
WIDE = 1 << 30
"""Past the last column of any matrix."""


def apart(marked: Marked, chains: Sequence[Chain]) -> list[Chain]:
    """The chains of one schema, with the labels that are as well another's of the tables printed abreast.

    A lone one of these is no table.
    """
    return [c for one in chains if (c := _disputed(marked, one)).disputed != {x.mark for x in c.links}]


def _disputed(marked: Marked, one: Chain) -> Chain:
    group = one.schema.abreast(one.table.id)
    shared = (x.mark for x in one.links if len(marked.row_marks[x.mark].tables[one.schema.id] & group) > 1)
    return replace(one, disputed=frozenset(shared)) if len(group) > 1 else one


def sides(printing: Printing) -> dict[int, Side]:
    """For each width of matrices in which labels of other tables stand beside this table's: its own columns.

    Pages and empty lines cut a table into matrices; those of one width have the same columns.
    """
    low: dict[int, int] = {}
    high: dict[int, Counter[int]] = defaultdict(Counter)
    shared: set[int] = set()
    for link, row in printing.pairs:
        if not printing.strand.grid(printing.end(link)):
            continue
        low[row.width] = min(row.left, low.get(row.width, row.left))
        for left in _others(printing, link):
            shared.add(row.width)
            if left > row.left:
                high[row.width][left] += 1
    return {w: (low[w], _usual(high[w])) for w in shared}


def _usual(lefts: Counter[int]) -> int:
    return min(lefts, key=lambda left: (-lefts[left], left)) if lefts else WIDE


def _others(printing: Printing, link: Link) -> Iterator[int]:
    """Where the row labels of other tables stand in the physical row of a row's label."""
    for other in printing.marked.by_row[printing.end(link).row]:
        foreign = other.tables[printing.schema.id]
        if foreign and printing.table.id not in foreign:
            yield printing.strand.pieces[other.first].left


def cut(printing: Printing, sides: Mapping[int, Side]) -> None:
    """End the rows where another table's labels begin, also where one of these is blank or strange.

    A row with such a label ends there already; where rows have cells left out, columns say nothing.
    """
    for link, row in printing.pairs:
        if row.width in sides and not printing.strand.sources[row.matrix].matrix.ragged:
            end = sides[row.width][1]
            if not any(left > row.left for left in _others(printing, link)):
                row.slots = tuple(s for s in row.slots if s.left < end)
