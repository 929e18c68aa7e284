"""Headers: which physical columns of a matrix a block's column labels stand over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji.mark import Mark
from gouji.schema import Block, Schema
from gouji.strand import Strand

_Cell = tuple[int, int, int, frozenset[int], int, int]
"""Matrix, half-open physical columns, the block's columns the label can name, width and number of its row."""

NOWHERE: Mapping[int, tuple[int, int]] = {}


@dataclass(frozen=True, slots=True)
class Header:
    """The columns of a block as one printed header has them.

    ``places`` maps a column of the block to its half-open physical columns; a column of the block that is
    not in it is not printed. ``width`` is that of the header's widest row.
    ``others`` are the physical columns right of these that bear another heading. ``contrary`` says that as
    many labels as columns are printed, in an order that tells no columns apart.
    """

    matrix: int
    width: int
    places: dict[int, tuple[int, int]]
    contrary: bool = False
    others: frozenset[int] = frozenset()


def read(
    strand: Strand,
    marks: Iterable[Mark],
    schema: Schema,
    block: Block,
    sides: Mapping[int, tuple[int, int]] = NOWHERE,
) -> Header | None:
    """The header made by the column labels among ``marks``, or None where they prove no order.

    The labels, from left to right, must fit into the block's columns in one way only, and must not overlap.
    ``sides`` are, for matrices of a width that print several tables, the half-open physical columns of the
    block's own.
    """
    found = sorted(_cells(strand, marks, schema, block), key=lambda c: c[:3])
    found = _last_matrix([c for c in found if c[4] not in sides or _inside(c, sides[c[4]])])
    if not found or any(a[2] > b[1] for a, b in zip(found, found[1:], strict=False)):
        return None
    matrix = found[0][0]
    width = max(f[4] for f in found)
    high = sides[width][1] if width in sides else width
    labels = [f[3] for f in found]
    columns = embed(labels, len(block.columns)) or _permuted(labels, len(block.columns))
    if columns is None:
        each = [f[3] for f in found for _ in range(f[1], f[2])]  # equal labels side by side are one cell
        contrary = len(each) >= len(block.columns) and embed(each, len(block.columns)) is None
        return Header(matrix, width, {}, contrary=contrary or len(found) >= len(block.columns))
    places = {c: (f[1], f[2]) for c, f in zip(columns, found, strict=True)}
    whole = _complete(places, len(block.columns), min(high, width))
    if whole is None:
        return None
    others = frozenset(left for left in _others(strand, found) if left < high)
    return Header(matrix, width, whole, others=others)


def _inside(cell: _Cell, side: tuple[int, int]) -> bool:
    return side[0] <= cell[1] and cell[2] <= side[1]


def _others(strand: Strand, found: Sequence[_Cell]) -> frozenset[int]:
    """The physical columns right of a header's labels that bear other text in one of its rows."""
    last = max(f[2] for f in found)
    numbers = {f[5] for f in found}
    pieces = (p for n in numbers for p in strand.pieces[slice(*strand.rows[n])])
    return frozenset(p.left for p in pieces if p.kind == "text" and p.left >= last)


def _cells(strand: Strand, marks: Iterable[Mark], schema: Schema, block: Block) -> Iterable[_Cell]:
    for mark in marks:
        columns = named(mark, schema, block)
        piece = strand.pieces[mark.last]
        if columns and strand.grid(piece):
            yield piece.matrix, piece.left, piece.right, columns, strand.widths[piece.row], piece.row


def named(mark: Mark, schema: Schema, block: Block) -> frozenset[int]:
    """The columns of a block that a label may name."""
    return frozenset(
        e.index
        for e in mark.entries
        if e.kind == "column" and e.schema == schema.id and e.table == block.table and e.block == block.id
    )


def _last_matrix(
    found: list[_Cell],
) -> list[_Cell]:
    """Only the labels of the last matrix, each once: a header repeated in it adds nothing."""
    seen = {}
    for cell in found:
        if cell[0] == found[-1][0]:
            seen[cell[1], cell[2], cell[3]] = cell
    return sorted(seen.values(), key=lambda c: c[:3])


def embed(labels: Sequence[frozenset[int]], columns: int) -> list[int] | None:
    """The one increasing choice of a column for each label; None where there is none, or more than one."""
    leftmost = _greedy(labels, columns)
    mirrored = _greedy([frozenset(columns - 1 - c for c in s) for s in reversed(labels)], columns)
    if leftmost is None or mirrored is None:
        return None
    rightmost = [columns - 1 - c for c in reversed(mirrored)]
    return leftmost if leftmost == rightmost else None


def _permuted(labels: Sequence[frozenset[int]], columns: int) -> list[int] | None:
    """The columns of labels that each name one, all of them once, in another order than the form's."""
    named = [c for options in labels for c in options]
    return named if len(named) == len(labels) and sorted(named) == list(range(columns)) else None


def _greedy(labels: Sequence[frozenset[int]], columns: int) -> list[int] | None:
    chosen: list[int] = []
    for options in labels:
        later = [c for c in options if not chosen or c > chosen[-1]]
        if not later:
            return None
        chosen.append(min(later))
    return chosen if all(c < columns for c in chosen) else None


def _complete(
    places: dict[int, tuple[int, int]], columns: int, width: int
) -> dict[int, tuple[int, int]] | None:
    """Fill in columns whose label was not read where just as many physical columns lie between the others.

    None where their places are unclear: a label over several columns beside a missing one may head both.
    """
    out = dict(places)
    known = sorted(places)
    bounds = [(-1, None), *((c, places[c]) for c in known), (columns, None)]
    for (a, left), (b, right) in zip(bounds, bounds[1:], strict=False):
        missing = list(range(a + 1, b))
        if not missing or left is None:
            if missing:
                return None
            continue
        start, stop = left[1], right[0] if right else width
        if stop - start == len(missing):
            out.update({c: (start + i, start + i + 1) for i, c in enumerate(missing)})
        elif stop > start or any(p is not None and p[1] - p[0] > 1 for p in (left, right)):
            return None
    return out
