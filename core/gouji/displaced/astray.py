"""Astray: rows of a grid of which a cell was lost or came in, so that figures stand a column off.

A row alone does not tell: with a cell too few or too many its other cells still lie in columns. What tells is
that it has other cells than the rows of its kind; of rows read in an order of their header's own, that no sum
bears it out; of a window of cells that was guessed, that the row's sum refutes it; and of a whole table, that
most sums fail, that rows run together, or that too many have other cells. Rows whose own sum holds stand as
they are, but for those with other cells: a sum says nothing of the order of its parts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from gouji.displaced.moved import is_reordered
from gouji.fold import core
from gouji.reading import Reading, depth, fits, width
from gouji.row_sums import RowSum
from gouji.schema import Column
from gouji.strand import Piece

USUAL = 3
"""Rows of a kind for each odd one, and rows whose sums must fail before a table is astray."""
MOST = 0.5
"""Share of the rows with sums to judge that fail in a table that is astray."""
MANY = 0.34
"""Share of the rows with other cells than those of their depth from which on no row's cells are usual."""

Rows = Mapping[int, Reading]
Borne = Mapping[int, bool | None]
"""Whether the sums of a row bear its figures out; None where they say nothing."""


def rows(readings: Sequence[Reading], sums: Sequence[Sequence[RowSum]]) -> set[int]:
    """The places of the rows that may stand a column off; ``sums`` are those of each."""
    own = {i: r for i, r in enumerate(readings) if r.grid and r.figures and len(r.placements) == 1}
    borne = {i: _bear_out(sums[i]) for i in own}
    gaps = {i for i, r in own.items() if len(r.figures) < len(r.columns)}
    odd = _odd(own) | _wide(own, readings)
    narrow = {i for i in _narrow(own) if not all(s.holds for s in sums[i])}
    unsure = _unsure(own) | _irregular(own)
    summed = {i: r for i, r in own.items() if sums[i]}
    doubtful = (
        odd
        | _named(own)
        | _failing(own, sums)
        | (gaps & (narrow | unsure | _unordered(summed, borne) | _moved(own, borne)))
    )
    return {i for i in doubtful if not borne[i] or i in (odd | unsure) & gaps}


def _bear_out(sums: Sequence[RowSum]) -> bool | None:
    own = [s for s in sums if s.is_totalled]
    return all(s.holds for s in own) if any(s.tells for s in own) else None


def _groups(own: Rows, kinds: Iterable[Hashable]) -> Iterable[list[int]]:
    """The places of the rows, kind by kind."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for i, kind in zip(own, kinds, strict=True):
        found[kind].append(i)
    return found.values()


def _odd(own: Rows) -> set[int]:
    """Rows with other cells than most of their kind, which have just the form's or stand under its header."""
    found: set[int] = set()
    kinds = ((r.matrix, r.first, depth(r)) for r in own.values())
    for alike in _groups(own, kinds):
        usual = {i for i in alike if own[i].assumed in ((), ("header",))}
        sizes = {len(own[i].slots) for i in usual}
        odd = {i for i in alike if own[i].assumed == ("window",) and len(own[i].slots) not in sizes}
        if USUAL * len(odd) <= len(usual):
            found |= odd
    return found


def _narrow(own: Rows) -> set[int]:
    """Rows that no header places, of fewer columns than most of their table, those of their labels counted.

    Where a cell of theirs was lost between two figures, a blank of the label's counts as the first one.
    """
    widths = {i: width(reading) for i, reading in own.items()}
    usual = max(Counter(widths.values()).items(), key=lambda kind: kind[1], default=(0, 0))[0]
    return {i for i, r in own.items() if widths[i] < usual and "header" not in r.assumed}


def _failing(own: Rows, sums: Sequence[Sequence[RowSum]]) -> set[int]:
    """Rows of more cells than columns whose sum fails with those that a guess leaves out."""
    return {
        i
        for i, r in own.items()
        if r.assumed == ("window",)
        and len(r.slots) > len(r.columns)
        and any(s.is_totalled and not s.holds for s in sums[i])
    }


def _unsure(own: Rows) -> set[int]:
    """Rows that no header places, of matrices in which the ends of rows, so perhaps of cells too, were lost.

    Two rows of a block that stand in one tell.
    """
    places = Counter((r.matrix, r.block.id, row) for r in own.values() for row in set(r.rows))
    joined = {matrix for (matrix, _, _), count in places.items() if count > 1}
    return {i for i, r in own.items() if r.matrix in joined and "header" not in r.assumed}


def _irregular(own: Rows) -> set[int]:
    """Rows with other cells behind their label than most of their depth; all of a matrix with too many.

    But for those that are as wide as most, and those of which the kind of a figure tells its column.
    """
    found: set[int] = set()
    for alike in _groups(own, (r.matrix for r in own.values())):
        odd: set[int] = set()
        kinds = ((own[i].block.id, depth(own[i])) for i in alike)
        for group in _groups({i: own[i] for i in alike}, kinds):
            widths, sizes = ({i: of(own[i]) for i in group} for of in (width, _size))
            odd |= _unusual(widths) & _unusual(sizes) if len(group) >= USUAL else set()
        found |= set(alike) if len(odd) > len(alike) * MANY else odd
    return {i for i in found if all(fits(p, c) for p in own[i].figures for c in own[i].columns)}


def _unusual(sizes: Mapping[int, int]) -> set[int]:
    ((usual, _),) = Counter(sizes.values()).most_common(1)
    return {i for i, size in sizes.items() if size != usual}


def _size(reading: Reading) -> int:
    return len(reading.slots)


def _wide(own: Rows, readings: Sequence[Reading]) -> set[int]:
    """Rows that have cells enough without a header's word in a matrix in which most rows lack columns.

    A cell of theirs is one that a label left blank.
    """
    rows_of = Counter(r.matrix for r in readings if r.grid and r.figures)
    lacking = Counter(r.matrix for r in readings if r.grid and r.figures and "columns missing" in r.assumed)
    found = {m for m, count in lacking.items() if count >= max(USUAL, MOST * rows_of[m])}
    return {
        i for i, r in own.items() if r.matrix in found and not {"header", "columns missing"} & {*r.assumed}
    }


def _named(own: Rows) -> set[int]:
    """Rows in which a cell bears the name of a column: a header has run into them."""
    return {i for i, r in own.items() if any(p.kind == "text" and _is_named(p, r.columns) for p in r.slots)}


def _is_named(piece: Piece, columns: Iterable[Column]) -> bool:
    names = (core(name) for column in columns for name in (column.label.text, *column.label.path))
    return any(piece.label.startswith(name) for name in names)


def _unordered(own: Rows, borne: Borne) -> set[int]:
    """Rows read in an order of their header's own, where it sets no more sums right than wrong."""
    found: set[int] = set()
    for alike in _groups(own, (r.matrix for r in own.values())):
        near = {i for i in alike if is_reordered(own[i])}
        if sum(borne[i] is False for i in near) >= sum(borne[i] is True for i in near):
            found |= near
    return found


def _moved(own: Rows, borne: Borne) -> set[int]:
    """Rows that no header places, of a matrix in which most sums fail."""
    found: set[int] = set()
    for alike in _groups(own, (r.matrix for r in own.values())):
        failing = sum(borne[i] is False for i in alike)
        if failing >= max(USUAL, MOST * sum(borne[i] is not None for i in alike)):
            found |= {i for i in alike if "header" not in own[i].assumed}
    return found
