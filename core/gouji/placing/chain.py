"""Chains: the rows of one printing of a table, found as marks that follow in the schema's order.

Ordinals repeat and words recur (总计 heads a column and a row, 规章 stands in menus), so no mark decides
alone: the longest run of marks in the form's order does, the closer together the better.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gouji.fold import number
from gouji.mark import Mark
from gouji.placing import again
from gouji.schema import Block, Schema, Table

REACH = 64
"""How many earlier marks a link may look back over: a form's longest table has fewer rows and groups;
keeps chaining linear in the number of marks."""
WINDOW = 3
"""Options judged together, in printings of the table: a chain, what may come between, and the next one."""
NEAR = 3
"""Rows between a label that is also a column's (总计, 其他) and the row that vouches for it."""
RESTART = 2
"""Cost of a link over a row that stands earlier in the form: there another printing begins."""
DISTANCE = 1 / 4096
"""Cost of a piece between two linked rows, against 1 for a row: breaks ties in favour of the nearer."""
UNNUMBERED = 1 / 16
"""Cost of a label that is also a column's and lacks the row's number: where a page repeats its header."""


@dataclass(frozen=True, slots=True)
class Link:
    """A mark taken for a row: ``row`` counts over the table, ``block`` and ``index`` say which it is."""

    mark: int
    row: int
    block: Block
    index: int


@dataclass(frozen=True, slots=True)
class Chain:
    """The rows of one printing of a table of one schema, in the printed order.

    ``disputed`` are the marks that may as well be rows of a table printed beside it.
    """

    schema: Schema
    table: Table
    links: tuple[Link, ...]
    disputed: frozenset[int] = frozenset()


def find(marks: Sequence[Mark], schema: Schema, table: Table) -> list[Chain]:
    """Every printing of a table, in order of place; a mark belongs to at most one.

    Where no two options of a window follow each other, each stands alone and the window is done.
    """
    room = WINDOW * table.labelled
    found = _chains(marks, _options(marks, schema, table), schema, table, room)
    return sorted(found, key=lambda c: c.links[0].mark)


def _chains(
    marks: Sequence[Mark], options: list[Link], schema: Schema, table: Table, room: int
) -> Iterator[Chain]:
    window, taken = options[:room], room
    while window:
        links = _best(marks, window, schema)
        if len(links) == 1:
            yield from (Chain(schema, table, (x,)) for x in window if _distinctive(marks[x.mark], schema))
            window, taken = options[taken : taken + room], taken + room
            continue
        low, high = links[0].mark, links[-1].mark
        window = [o for o in window if not low <= o.mark <= high]
        passed = [o for o in window if o.mark < low]
        # Words of headers and of prose are left over by each printing; in time they would fill the window.
        if len(passed) * WINDOW > room and taken < len(options):
            yield from _chains(marks, passed, schema, table, room)
            window = window[len(passed) :]
        free = room - len(window)
        window += options[taken : taken + free]
        taken += free
        kept = _company(marks, links, schema)
        if kept:
            yield Chain(schema, table, tuple(kept))


def _company(marks: Sequence[Mark], links: list[Link], schema: Schema) -> list[Link]:
    """The links without column labels that stand alone; nothing where no label is a row's own.

    Where a block prints only some of its rows, those that it prints are counted.
    """
    places = [i if x.block.open_rows else x.row for i, x in enumerate(links)]
    sure = [_distinctive(marks[x.mark], schema) for x in links]
    own = [p for p, certain in zip(places, sure, strict=True) if certain]
    return [
        x
        for x, place, certain in zip(links, places, sure, strict=True)
        if certain or any(abs(place - p) <= NEAR for p in own)
    ]


def _distinctive(mark: Mark, schema: Schema) -> bool:
    """Whether a label heads no column of the form."""
    return all(e.kind != "column" or e.schema != schema.id for e in mark.entries)


def _options(marks: Sequence[Mark], schema: Schema, table: Table) -> list[Link]:
    first: dict[str, int] = {}
    blocks = {b.id: b for b in table.blocks}
    total = 0
    for block in table.blocks:
        first[block.id] = total
        total += len(block.rows)
    return [
        Link(m, first[e.block] + e.index, blocks[e.block], e.index)
        for m, mark in enumerate(marks)
        for e in mark.entries
        if e.kind == "row" and e.schema == schema.id and e.table == table.id
        if _numbered(mark, blocks[e.block].rows[e.index].label.text)
        if not again.is_copied(marks, m)
    ]


def _numbered(mark: Mark, official: str) -> bool:
    """Whether a mark bears no other number than its row, where that is all that tells rows apart."""
    if not mark.ordinal:
        return True
    printed, own = number(mark.ordinal), number(official)
    return not printed or not own or printed == own


def _best(marks: Sequence[Mark], options: list[Link], schema: Schema) -> list[Link]:
    """The chain of the highest score: a point for each row, less the cost of its links."""
    own = [_distinctive(marks[o.mark], schema) for o in options]
    least = [
        0.0 if x else UNNUMBERED * _lacks_number(marks[o.mark], o) for x, o in zip(own, options, strict=True)
    ]
    score: list[float] = []
    ceiling: list[float] = []
    back: list[int] = []
    for j, link in enumerate(options):
        best, source, lowest = 1.0, -1, link.row
        for i in range(j - 1, max(-1, j - 1 - REACH), -1):
            if ceiling[i] + 1.0 <= best:
                break  # no earlier link can score more: chains in the form's order stop here at once
            before = options[i]
            if before.row >= link.row or before.mark >= link.mark:
                continue
            gain = score[i] + 1.0 - _cost(marks, before, link, least[j]) - RESTART * (lowest <= before.row)
            if own[i]:
                lowest = min(lowest, before.row)
            if gain > best:
                best, source = gain, i
        score.append(best)
        back.append(source)
        ceiling.append(max(best, ceiling[-1] if ceiling else 0.0))
    return _path(options, score, back)


def _path(options: list[Link], score: list[float], back: list[int]) -> list[Link]:
    end = max(range(len(options)), key=lambda k: (score[k], -k))
    path = []
    while end >= 0:
        path.append(options[end])
        end = back[end]
    return path[::-1]


def _lacks_number(mark: Mark, link: Link) -> bool:
    """Whether a row's label lacks the number that the form prints before it."""
    return not number(mark.ordinal) and bool(number(link.block.rows[link.index].label.text))


def _cost(marks: Sequence[Mark], before: Link, link: Link, least: float) -> float:
    pieces = marks[link.mark].first - marks[before.mark].last
    skipped = link.row - before.row - 1
    return min(0.9, least + pieces * DISTANCE + skipped / 256)
