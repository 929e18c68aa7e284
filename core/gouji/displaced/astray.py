"""Astray: rows of a grid of which a cell was lost or came in, so that figures stand a column off.

A row alone does not tell: with a cell too few or too many its other cells still lie in columns. What tells is
that it has other cells than the rows of its kind; of rows read in an order of their header's own, that no sum
bears it out; and of a whole table, that most sums fail. Rows whose own sum holds stand as they are, but for
those with other cells: a sum says nothing of the order of its parts.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence

from gouji import row_sums
from gouji.displaced.moved import is_reordered
from gouji.equation import Equation
from gouji.reading import Reading

USUAL = 3
"""Rows of a kind for each odd one, and rows whose sums must fail before a table is astray."""
MOST = 0.5
"""Share of the rows with sums to judge that fail in a table that is astray."""

Rows = Mapping[int, Reading]
Sums = Mapping[int, bool | None]
"""Whether the sums of a row's figures hold; None where they say nothing."""


def rows(readings: Sequence[Reading], equations: Sequence[Equation]) -> set[int]:
    """The places of the rows that may stand a column off."""
    own = {i: r for i, r in enumerate(readings) if r.grid and r.figures and len(r.placements) == 1}
    sums = {i: _bears_out(r, equations) for i, r in own.items()}
    gaps = {i for i, r in own.items() if len(r.figures) < len(r.columns)}
    odd = _odd(own) | _wide(own, readings)
    narrow = {i for i in _narrow(own) if not _holds(own[i], equations)}
    doubtful = odd | (gaps & (narrow | _unordered(own, sums, equations) | _moved(own, sums)))
    return {i for i in doubtful if not sums[i] or i in odd & gaps}


def _bears_out(reading: Reading, equations: Sequence[Equation]) -> bool | None:
    own = [s for s in row_sums.of(reading.numbers, equations) if s.is_totalled]
    return all(s.holds for s in own) if any(s.tells for s in own) else None


def _holds(reading: Reading, equations: Sequence[Equation]) -> bool:
    """Whether the sums of a row hold, a total that is left blank taken for 0."""
    return all(s.holds for s in row_sums.of(reading.numbers, equations))


def _groups(own: Rows, kinds: Iterable[Hashable]) -> Iterable[list[int]]:
    """The places of the rows, kind by kind."""
    found: dict[Hashable, list[int]] = defaultdict(list)
    for i, kind in zip(own, kinds, strict=True):
        found[kind].append(i)
    return found.values()


def _odd(own: Rows) -> set[int]:
    """Rows with other cells than most of their kind, which have just the form's or stand under its header."""
    found: set[int] = set()
    depths = (len(r.block.rows[r.row].label.path) if r.block.rows else 0 for r in own.values())
    kinds = ((r.matrix, r.first, depth) for r, depth in zip(own.values(), depths, strict=True))
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
    widths = {i: _width(reading) for i, reading in own.items()}
    usual = max(Counter(widths.values()).items(), key=lambda kind: kind[1], default=(0, 0))[0]
    return {i for i, r in own.items() if widths[i] < usual and "header" not in r.assumed}


def _width(reading: Reading) -> int:
    strand = reading.strand
    return max((strand.widths[row] for row in reading.rows), default=0) if strand else 0


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


def _unordered(own: Rows, sums: Sums, equations: Sequence[Equation]) -> set[int]:
    """Rows read in an order of their header's own, where it sets no more sums right than wrong."""
    found: set[int] = set()
    for alike in _groups(own, (r.matrix for r in own.values())):
        near = {i for i in alike if is_reordered(own[i]) and row_sums.of(own[i].numbers, equations)}
        if sum(sums[i] is False for i in near) >= sum(sums[i] is True for i in near):
            found |= near
    return found


def _moved(own: Rows, sums: Sums) -> set[int]:
    """Rows that no header places, of a matrix in which most sums fail."""
    found: set[int] = set()
    for alike in _groups(own, (r.matrix for r in own.values())):
        failing = sum(sums[i] is False for i in alike)
        if failing >= max(USUAL, MOST * sum(sums[i] is not None for i in alike)):
            found |= {i for i in alike if "header" not in own[i].assumed}
    return found
