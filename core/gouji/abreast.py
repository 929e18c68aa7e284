"""Abreast: tables printed side by side, row by row, under one heading.

Each is chained by its own labels. What they share is told apart here: a label of both (总计) is each table's
on its own side, a row's figures end where the other table's labels begin, and a header counts on one side.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from gouji.chain import Chain, Link
from gouji.columns import GridRow
from gouji.mark import Mark
from gouji.marked import Marked

Side = tuple[int, int]
"""Half-open physical columns that one table has of a matrix that prints several."""
WIDE = 1 << 30
"""Past the last column of any matrix."""


def apart(marked: Marked, chains: Sequence[Chain]) -> list[Chain]:
    """The chains of one schema, a label that tables printed abreast claim left to one of them at most.

    The claims stand in the form's order, and so do the labels in print; where these are too few, none counts.
    """
    claims: dict[int, list[int]] = defaultdict(list)
    beside = {t for c in chains if c.table.beside for t in (c.table.beside, c.table.id)}
    for number, one in enumerate(chains):
        for link in one.links if one.table.id in beside else ():
            claims[link.mark].append(number)
    given: dict[tuple[int, int], int | None] = {}
    for mark, claimants in claims.items():
        if len(claimants) > 1:
            choices = _alike(marked, mark, claims)
            own: list[int | None] = [*choices] if len(choices) == len(claimants) else [None] * len(claimants)
            given.update({(c, mark): choice for c, choice in zip(claimants, own, strict=True)})
    if not given:
        return list(chains)
    moved = (
        replace(c, links=tuple(_links(c.links, {m: to for (k, m), to in given.items() if k == n})))
        for n, c in enumerate(chains)
    )
    return [c for c in moved if c.links]


def _links(links: Sequence[Link], given: Mapping[int, int | None]) -> Iterator[Link]:
    for link in links:
        mark = given.get(link.mark, link.mark)
        if mark is not None:
            yield replace(link, mark=mark)


def _alike(marked: Marked, mark: int, claims: Mapping[int, Sequence[int]]) -> list[int]:
    """A mark and those of the same label that follow it before any other label, claimed by no table."""
    marks = marked.row_marks
    found = [mark]
    for later in range(mark + 1, len(marks)):
        if marks[later].label != marks[mark].label or later in claims:
            break
        found.append(later)
    return found


def sides(marked: Marked, found: Chain, printed: Sequence[GridRow]) -> dict[int, Side]:
    """For each matrix in which labels of other tables stand beside this table's: its own columns."""
    low: dict[int, int] = {}
    high: dict[int, Counter[int]] = defaultdict(Counter)
    shared: set[int] = set()
    for link, row in zip(found.links, printed, strict=True):
        own = marked.marks[link.mark]
        piece = marked.strand.pieces[own.last]
        if not marked.strand.grid(piece):
            continue
        low[row.matrix] = min(row.left, low.get(row.matrix, row.left))
        for left in _others(marked, found, own):
            shared.add(row.matrix)
            if left > row.left:
                high[row.matrix][left] += 1
    return {m: (low[m], _usual(high[m])) for m in shared}


def _usual(lefts: Counter[int]) -> int:
    return min(lefts, key=lambda left: (-lefts[left], left)) if lefts else WIDE


def _others(marked: Marked, found: Chain, own: Mark) -> Iterator[int]:
    """Where the row labels of other tables stand in a label's physical row."""
    for other in marked.by_row[marked.strand.pieces[own.last].row]:
        foreign = {e.table for e in other.entries if e.kind == "row" and e.schema == found.schema.id}
        if foreign and found.table.id not in foreign:
            yield marked.strand.pieces[other.first].left


def cut(printed: Sequence[GridRow], sides: Mapping[int, Side]) -> None:
    """End the rows where another table's labels begin, also where one of these is blank or strange."""
    for row in printed:
        if row.matrix in sides:
            row.slots = tuple(s for s in row.slots if s.left < sides[row.matrix][1])
