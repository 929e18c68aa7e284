"""Parts: groups of a block's columns, and blocks of which each group is printed as a table of its own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, product
from math import prod

from gouji.fold import core
from gouji.mark import Mark
from gouji.marked import Marked
from gouji.placing import header
from gouji.placing.grid_row import GridRow
from gouji.placing.loose import MOST_PLACEMENTS
from gouji.reading import Placement
from gouji.schema import Block, Schema

Columns = tuple[int, int]
"""Half-open columns of a block."""


@dataclass(frozen=True, slots=True)
class Part:
    """A header of some groups of a block's columns, these, and the settled row of figures below it."""

    zone: Sequence[Mark]
    columns: Columns
    row: GridRow


def named(zone: Sequence[Mark], schema: Schema, block: Block) -> Columns | None:
    """The columns that a header of some groups only names, each of them once and in order."""
    groups = _groups(zone, schema, block)
    start, stop = min((a for a, _ in groups), default=0), max((b for _, b in groups), default=0)
    listed = [own for mark in zone if (own := header.named(mark, schema, block))]
    if stop - start in (0, len(block.columns)) or len(listed) != stop - start:
        return None
    inorder = all(place in own for place, own in enumerate(listed, start))
    return (start, stop) if inorder else None


def exchangeable(marked: Marked, zone: Sequence[Mark], row: GridRow, schema: Schema, block: Block) -> bool:
    """Whether lines of figures may have changed places: each has whole groups, whose sums hold anywhere.

    Names on just such lines, the first of which has the first group, are printed alike, and tell the order.
    """
    sums = {n for n, c in enumerate(block.columns) if n and c.label.path != block.columns[n - 1].label.path}
    first = [c.label.path[:1] for c in block.columns]
    whole = {n for n in sums if first[n] != first[n - 1]}
    own = _breaks([row.slots[i].row for i in row.printed])
    pieces = marked.strand.pieces
    names = _breaks([pieces[mark.first].row for mark in zone if header.named(mark, schema, block)])
    return bool(own) and own <= sums and not own == names <= whole


def _breaks(lines: Sequence[int]) -> set[int]:
    """Before which of some pieces a line begins, the first left out."""
    return {n for n, (above, below) in enumerate(pairwise(lines), 1) if above != below}


def joined(parts: Sequence[Part], block: Block) -> Iterator[tuple[Part, ...]]:
    """Parts that follow each other and together have each of a block's columns once."""
    start = 0
    while start < len(parts):
        for stop in range(start + 2, len(parts) + 1):
            ends = sorted(part.columns for part in parts[start:stop])
            apart = all(a[1] == b[0] for a, b in pairwise(ends))
            if apart and (ends[0][0], ends[-1][1]) == (0, len(block.columns)):
                yield tuple(parts[start:stop])
                start = stop - 1
                break
        start += 1


def row(parts: Sequence[Part]) -> GridRow:
    """The rows of all parts as one; without a placement where one has none, or all have too many ways."""
    slots = tuple(slot for part in parts for slot in part.row.slots)
    out = GridRow(slots, parts[0].row.matrix, 0, 0)
    ordered = sorted(zip(parts, _starts(parts), strict=True), key=lambda own: own[0].columns)
    if prod(len(part.row.placements) for part in parts) <= MOST_PLACEMENTS:
        each = [[_moved(p, start) for p in part.row.placements] for part, start in ordered]
        out.placements = tuple(tuple(s for p in one for s in p) for one in product(*each))
    out.assumed = tuple(dict.fromkeys(why for part in parts for why in part.row.assumed))
    out.scattered = any(part.row.scattered for part in parts)
    return out


def _starts(parts: Sequence[Part]) -> Iterator[int]:
    """How many slots stand before those of each part."""
    start = 0
    for part in parts:
        yield start
        start += len(part.row.slots)


def _moved(placement: Placement, by: int) -> Placement:
    return tuple(slot + by if slot >= 0 else slot for slot in placement)


def _groups(zone: Sequence[Mark], schema: Schema, block: Block) -> list[Columns]:
    """The columns of each group whose label is printed, in print."""
    out = []
    for mark in zone:
        if any(e.kind == "group" and e.schema == schema.id and e.block == block.id for e in mark.entries):
            label = core(mark.label)
            own = [n for n, c in enumerate(block.columns) if label in map(core, c.label.path)]
            out += [(own[0], own[-1] + 1)] if own else []
    return out
