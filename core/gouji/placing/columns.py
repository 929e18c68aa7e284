"""Columns: which physical column of a printed row is which column of its block.

A header's index and a value's index differ inside one fragment in real documents, page breaks swallow empty
columns and add others. So each kind of row (same matrix, width and label edge) is judged by what it prints;
the header counts where it contradicts no figure; and where several columns fit equally well all stay.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby
from math import comb

from gouji.lost import SHOWN
from gouji.placing.grid_row import GridRow
from gouji.placing.header import Header
from gouji.placing.loose import MOST_PLACEMENTS, loose, typed
from gouji.placing.under import by_header, crossing
from gouji.reading import ABSENT, BLANK, Placement, without_remarks
from gouji.schema import Column

TWICE = 2
"""A row of so many cells for each column has each cell twice, or other columns beside the form's."""
PATTERN_ROWS = 3
"""Rows that must agree before a column counts as always or never filled."""


def settle(rows: Sequence[GridRow], headers: Sequence[Header], columns: Sequence[Column]) -> None:
    """Find the placements of all rows of one block, those that need no help first."""
    size = len(columns)
    rows = _orderly(rows, headers)
    headers = [h for h in headers if h.places]
    areas, narrow = _areas(rows, headers), _narrow(rows, size)
    rows = list(_others(rows, headers, columns))
    for row in rows:
        row.slots = without_remarks(row.slots, size)
        found = _blank(row, headers, size) or by_header(row, headers, size)
        found = found or row.squeezed or _alone(row, size)
        if not found and len(row.slots) == size and not _lost(row, areas, narrow, size):
            row.placements = (tuple(range(size)),)
    rows = [r for r in rows if r.placements or not r.squeezed]
    kinds: dict[tuple[int, ...], list[GridRow]] = defaultdict(list)
    for row in rows:
        if not row.placements:
            kinds[row.sort].append(row)
    mixed = _mixed(rows, size)
    for alike in kinds.values():
        slots = len(alike[0].slots)
        if (slots < size and alike[0].matrix in mixed) or slots >= TWICE * size:
            continue
        own = [h for h in headers if h.matrix == alike[0].matrix and len(h.places) == size]
        _by_kind(alike, rows, size, min(_lost(row, areas, narrow, size) for row in alike), own)
    for row in rows:
        if not row.placements:
            loose(row, columns)
            row.scattered = True
        row.placements = typed(row, columns)


def _others(
    rows: Sequence[GridRow], headers: Sequence[Header], columns: Sequence[Column]
) -> Iterator[GridRow]:
    """The rows that are neither torn nor cut off.

    Only the order of a torn row's figures counts, and only with an equation's proof.
    """
    for row in rows:
        if row.torn:
            loose(row, columns)
            row.placements = typed(row, columns)
            row.scattered = True
        elif not row.slots or row.slots[-1].text != SHOWN or not _as_seen(row, headers, columns):
            yield row


def _as_seen(row: GridRow, headers: Sequence[Header], columns: Sequence[Column]) -> bool:
    """Place the cells of a row before its cut under their header; without one it stays open.

    A row with a cell for each column has its own at the cut, or all before it where a header says so: else
    the cut tells nothing of it.
    """
    size, whole = len(columns), row.slots
    if len(whole) == size or len(whole) > size + 1:
        return False
    row.slots = whole[:-1]
    placed = by_header(row, headers, size)
    row.slots = whole
    row.placements = typed(row, columns)
    if len(whole) < size or placed:
        row.assumed = ("header",) if placed else ("columns cut off",)
        return True
    return False


def _orderly(rows: Sequence[GridRow], headers: Sequence[Header]) -> list[GridRow]:
    """The rows that can be placed: none whose figures may be another's, none under a misleading header."""
    contrary = {h.width for h in headers if h.contrary}
    orderly = []
    for row in rows:
        if row.crowded:
            row.assumed = ("two rows in one",)
        elif row.width in contrary and row.printed:
            row.assumed = ("header in another order",)
        else:
            orderly.append(row)
    return orderly


def _narrow(rows: Sequence[GridRow], size: int) -> frozenset[int]:
    """The matrices in which rows have fewer cells than columns, all of them filled."""
    short = Counter(r.matrix for r in rows if 0 < len(r.slots) == len(r.printed) < size)
    return frozenset(matrix for matrix, count in short.items() if count >= PATTERN_ROWS)


def _mixed(rows: Sequence[GridRow], size: int) -> frozenset[int]:
    """The matrices in which single rows lack cells for columns that others have: no column was lost there.

    A page that lost a column lacks it in several rows that follow each other.
    """
    kinds = ((row.matrix, len(row.slots) < size) for row in rows)
    runs = [(matrix, short, len(list(run))) for (matrix, short), run in groupby(kinds)]
    wide = {matrix for matrix, short, _ in runs if not short}
    return frozenset(m for m, short, length in runs if short and length < PATTERN_ROWS and m in wide)


def _areas(rows: Sequence[GridRow], headers: Sequence[Header]) -> dict[tuple[int, int], int]:
    """Where the label area ends in each matrix whose rows print nothing left of its end.

    It reaches to the deepest label's edge, and to the first column of a header in the matrix.
    """
    heads = {h.matrix: min(left for left, _ in h.places.values()) for h in headers}
    edges: dict[tuple[int, int], int] = {}
    for row in rows:
        key = (row.matrix, row.width)
        edges[key] = max(edges.get(key, 0), row.edge, heads.get(row.matrix, 0))
    shifted = {
        (r.matrix, r.width) for r in rows for i in r.printed if r.slots[i].left < edges[r.matrix, r.width]
    }
    return {key: edge for key, edge in edges.items() if key not in shifted}


def _lost(row: GridRow, areas: dict[tuple[int, int], int], narrow: frozenset[int], size: int) -> int:
    """How many blank slots of a row are label area, in a matrix too narrow for all columns; else 0."""
    if row.matrix in narrow and row.printed:
        return row.printed[0]
    edge = areas.get((row.matrix, row.width), 0)
    if row.width - edge >= size or edge <= row.edge:
        return 0
    return sum(s.left < edge for s in row.slots)


def _blank(row: GridRow, headers: Sequence[Header], size: int) -> bool:
    """A row without figures is blank, or absent where it has no slot, as beyond a header that was cut."""
    if row.printed:
        return False
    if 0 < len(row.slots) < size and by_header(row, headers, size):
        return True
    row.placements = ((BLANK if row.slots else ABSENT,) * size,)
    if len(row.slots) >= size:
        under = by_header(row, headers, size) and ABSENT not in row.placements[0]
        row.placements = row.placements if under else (tuple(range(size)),)
        row.assumed = ()
    return True


def _alone(row: GridRow, size: int) -> bool:
    """Just as many neighbouring figures as columns place themselves."""
    printed = row.printed
    if len(printed) == size and printed[-1] - printed[0] == size - 1:
        row.placements = (tuple(printed),)
        return True
    return False


def _by_kind(
    alike: list[GridRow], rows: Sequence[GridRow], size: int, lost: int, headers: Sequence[Header]
) -> None:
    """Judge rows of one kind together: their columns lie at the same places.

    Where blank cells are printed, a slot too few is a column that was lost; then the rest of the table says
    which. Where no blank is, blanks may just have left no trace, and only equations can tell. Of a single
    row no columns are some of those that a whole header names and some beside: a tool made two of one there.
    """
    shapes = [
        s for s in _shapes(len(alike[0].slots), size, lost) if all(set(r.printed) <= set(s) for r in alike)
    ]
    possible = len(shapes)
    if len(alike[0].slots) > size or any(len(r.printed) < len(r.slots) for r in alike):
        shapes = _least(shapes, alike, _pattern(rows, size))
    if not shapes:
        shapes = _used(alike, size)
    single = rows if len(rows) == 1 else ()
    if any(crossing(row, shape, header) for row in single for shape in shapes for header in headers):
        shapes = []
    narrow = lost or len(alike[0].slots) < size
    for row in alike:
        row.placements = tuple(shapes)
        row.guessed = len(shapes) < possible
        row.assumed = ("columns missing" if narrow else "window",) if shapes else ()


def _shapes(slots: int, size: int, lost: int) -> list[Placement]:
    """Neighbouring slots for all columns, or all slots but the first ``lost`` for some of the columns."""
    shapes: list[Placement] = [tuple(range(k, k + size)) for k in range(lost, slots - size + 1)]
    narrow = slots - lost
    if (lost or slots < size) and 0 < narrow < size and comb(size, narrow) <= MOST_PLACEMENTS:
        shapes += [_spread(kept, size, lost) for kept in combinations(range(size), narrow)]
    return shapes


def _spread(kept: Iterable[int], size: int, lost: int) -> Placement:
    slot = {column: i + lost for i, column in enumerate(kept)}
    return tuple(slot.get(c, BLANK) for c in range(size))


def _used(alike: list[GridRow], size: int) -> list[Placement]:
    """The slots that hold figures in any row of the kind, if they are just as many as there are columns."""
    used = sorted({i for r in alike for i in r.printed})
    return [tuple(used)] if len(used) == size and len(alike) >= PATTERN_ROWS else []


@dataclass(frozen=True, slots=True)
class _Pattern:
    """Which columns are always and which never filled in the rows already settled."""

    always: frozenset[int]
    never: frozenset[int]


def _pattern(rows: Sequence[GridRow], size: int) -> _Pattern:
    settled = [r for r in rows if len(r.placements) == 1 and r.printed]
    if len(settled) < PATTERN_ROWS:
        return _Pattern(frozenset(), frozenset())
    filled = [
        {c for c, s in enumerate(r.placements[0]) if s >= 0 and r.slots[s].kind != "blank"} for r in settled
    ]
    every = frozenset(range(size))
    return _Pattern(every.intersection(*filled), every - frozenset().union(*filled))


def _least(shapes: list[Placement], alike: list[GridRow], pattern: _Pattern) -> list[Placement]:
    """The shapes under which the fewest columns change between filled and blank against other rows."""
    costs = [_changes(shape, alike, pattern) for shape in shapes]
    return [s for s, c in zip(shapes, costs, strict=True) if c == min(costs)]


def _changes(shape: Placement, alike: list[GridRow], pattern: _Pattern) -> int:
    changes = 0
    for row in alike:
        full = {c for c, s in enumerate(shape) if s >= 0 and row.slots[s].kind != "blank"}
        changes += len(pattern.never & full) + len(pattern.always - full)
    return changes
