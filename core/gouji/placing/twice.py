"""Twice: rows of one print that stand a second time in it, with other figures.

A table says one thing of a row. Where it is printed twice and the two differ, nothing tells which counts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.mark import Mark
from gouji.marked import Marked
from gouji.placing import rows
from gouji.placing.chain import Link
from gouji.placing.grid_row import GridRow
from gouji.placing.printing import Printing


def contradicted(printing: Printing) -> Iterator[int]:
    """Indices of the rows that stand again in their table, or right beside it, with other figures."""
    own = {(link.block.id, link.index): i for i, link in enumerate(printing.links)}
    for mark, place in _others(printing.marked, printing.links):
        at = own.get(place)
        if at is not None:
            again = rows.row_of(printing.marked, mark, len(printing.links[at].block.columns))
            said = _said(again)
            if said and _said(printing.rows[at]) not in ([], said):
                yield at


def _others(marked: Marked, links: Sequence[Link]) -> Iterator[tuple[Mark, tuple[str, int]]]:
    """The marks between the first and the last row, and one beside each, that can be one row only."""
    linked = {link.mark for link in links}
    table = links[0].block.table
    first = max(links[0].mark - 1, 0)
    for i, mark in enumerate(marked.row_marks[first : links[-1].mark + 2], first):
        places = {(e.block, e.index) for e in mark.entries if e.table == table and e.kind == "row"}
        if i not in linked and len(places) == 1 and {e.kind for e in mark.entries} == {"row"}:
            yield mark, places.pop()


def _said(row: GridRow) -> list[str]:
    return [row.slots[i].text for i in row.printed]
