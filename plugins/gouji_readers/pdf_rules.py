"""Ruled tables: from the rules of a page to grids whose cells the rules part from each other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_page import Floats

__all__ = ["TOUCH", "Flags", "Numbers", "Ruled", "bounds", "edges", "narrowed", "tables"]

Flags = NDArray[np.bool_]
Numbers = NDArray[np.int64]

GAP = 3.0
"""Points between pieces of one rule: dots, dashes, and the gap between cells with frames of their own."""
TOUCH = 4.0
"""Points within which rules meet: edges of cells lie farther apart, for a line of small print is higher."""
MOST_RULES = 4000
"""Rules of a page after they were joined; a form of a thousand cells has a hundred."""
COVERED = 0.6
"""Share of a cell's side that a rule must cover to part it from its neighbour."""


@dataclass(frozen=True, slots=True, eq=False)
class Ruled:
    """A ruled table: edges of columns and rows, and for each place of the grid the cell that holds it.

    ``open_top`` and ``open_bottom`` say for each column that no rule closes it there, as where a page cuts a
    row.
    """

    xs: Floats
    ys: Floats
    cells: Numbers
    open_top: Flags
    open_bottom: Flags

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return float(self.xs[0]), float(self.ys[0]), float(self.xs[-1]), float(self.ys[-1])


def narrowed(ruled: Ruled, width: int) -> Ruled:
    """The table without its columns from ``width`` on."""
    _, cells = np.unique(ruled.cells[:, :width], return_inverse=True)
    sides = ruled.open_top[:width], ruled.open_bottom[:width]
    return Ruled(ruled.xs[: width + 1], ruled.ys, cells.reshape(-1, width), *sides)


def tables(across: Floats, down: Floats) -> Iterator[Ruled]:
    """The ruled tables of a page, those with columns and rows, from the top down."""
    flat, upright = _joined(across), _joined(down)
    if not len(flat) or not len(upright) or len(flat) + len(upright) > MOST_RULES:
        return
    found = [_table(flat[f], upright[u]) for f, u in _clusters(flat, upright)]
    whole = [part for t in found if t is not None for part in _apart(t, across, down) or [t]]
    yield from sorted(whole, key=lambda t: (t.box[1], t.box[0]))


def _apart(ruled: Ruled, across: Floats, down: Floats) -> list[Ruled]:
    """Two tables side by side that seem one, for the gap between them is a cell's; none where they are one.

    Both have walls at the gap, over which no rule goes, and end at different heights.
    """
    left, top, right, bottom = ruled.box
    inside = (across[:, 0] > top - TOUCH) & (across[:, 0] < bottom + TOUCH)
    flat = across[inside & (across[:, 1] > left - TOUCH) & (across[:, 2] < right + TOUCH)]
    inside = (down[:, 1] > top - TOUCH) & (down[:, 2] < bottom + TOUCH)
    upright = down[inside & (down[:, 0] > left - TOUCH) & (down[:, 0] < right + TOUCH)]
    xs = np.unique(upright[:, 0])
    for middle in ((xs[1:] + xs[:-1]) / 2)[(np.diff(xs) > 1) & (np.diff(xs) <= TOUCH)].tolist():
        sides = flat[:, 2] < middle, flat[:, 1] > middle
        ends = [flat[own, 0].max(initial=top) for own in sides]
        if (sides[0] | sides[1]).all() and np.ptp(ends) > 2 * TOUCH:
            walls = upright[:, 0] < middle
            parts = [
                list(tables(flat[own], upright[up])) for own, up in zip(sides, (walls, ~walls), strict=True)
            ]
            if all(len(own) == 1 for own in parts):
                return [*parts[0], *parts[1]]
    return []


def _joined(rules: Floats) -> Floats:
    """Rules with those on one line that touch or overlap made one."""
    if not len(rules):
        return rules
    order = np.lexsort((rules[:, 1], np.round(rules[:, 0])))
    out: list[list[float]] = []
    lines: dict[int, list[list[float]]] = {}
    for at, start, stop in rules[order].tolist():
        near = [r for key in (round(at) - 1, round(at), round(at) + 1) for r in lines.get(key, ())[-2:]]
        own = next(
            (r for r in near if abs(r[0] - at) <= 1 and start <= r[2] + GAP and r[1] <= stop + GAP), None
        )
        if own is None:
            own = [at, start, stop]
            out.append(own)
            lines.setdefault(round(at), []).append(own)
        else:
            own[1], own[2] = min(own[1], start), max(own[2], stop)
    joined: Floats = np.array(out)
    return joined[joined[:, 2] - joined[:, 1] > TOUCH]


def _clusters(flat: Floats, upright: Floats) -> Iterator[tuple[Numbers, Numbers]]:
    """The rules that hang together, as places in both arrays; only what has both kinds."""
    meets = (
        (upright[None, :, 0] >= flat[:, None, 1] - TOUCH)
        & (upright[None, :, 0] <= flat[:, None, 2] + TOUCH)
        & (flat[:, None, 0] >= upright[None, :, 1] - TOUCH)
        & (flat[:, None, 0] <= upright[None, :, 2] + TOUCH)
    )
    left = np.ones(len(flat), dtype=np.bool_)
    while left.any():
        rows = np.zeros(len(flat), dtype=np.bool_)
        rows[np.argmax(left)] = True
        while True:
            columns = meets[rows].any(axis=0)
            grown = rows | meets[:, columns].any(axis=1)
            if (grown == rows).all():
                break
            rows = grown
        left &= ~rows
        if columns.any():
            yield np.flatnonzero(rows), np.flatnonzero(columns)


def edges(values: Sequence[float]) -> Floats:
    """The places of edges: values that lie close together are one, at their middle."""
    groups: list[list[float]] = []
    for value in sorted(values):
        if groups and value - groups[-1][-1] <= TOUCH and value - groups[-1][0] <= 2 * TOUCH:
            groups[-1].append(value)
        else:
            groups.append([value])
    return np.array([(g[0] + g[-1]) / 2 for g in groups])


def _table(flat: Floats, upright: Floats) -> Ruled | None:
    """The grid of rules that hang together; None where they make no grid or a cell is no rectangle."""
    xs = edges([*upright[:, 0], flat[:, 1].min(), flat[:, 2].max()])
    ys = edges([*flat[:, 0], *_open_ends(flat, upright)])
    if len(xs) < 3 or len(ys) < 2:  # noqa: PLR2004 - one column is no table
        return None
    walls, floors = _covered(upright, xs, ys), _covered(flat, ys, xs).T
    cells = _cells(walls, floors)
    if not _rectangles(cells):
        return None
    return Ruled(xs, ys, cells, ~floors[0], ~floors[-1])


def _open_ends(flat: Floats, upright: Floats) -> Iterator[float]:
    """Where rules down begin above all rules across and end below them: there cells go on beyond the page.

    What is no higher than a gap between frames is no row of cells.
    """
    top, bottom = float(upright[:, 1].min()), float(upright[:, 2].max())
    if flat[:, 0].min() - top > 2 * TOUCH:
        yield top
    if bottom - flat[:, 0].max() > 2 * TOUCH:
        yield bottom


def _covered(rules: Floats, at: Floats, along: Floats) -> Flags:
    """For each stretch between two edges and each line of edges whether rules lie there: (stretch, line)."""
    near = np.abs(rules[:, None, 0] - at[None, :]) <= 2 * TOUCH
    own = np.where(near, np.abs(rules[:, None, 0] - at[None, :]), np.inf).argmin(axis=1)
    out = np.zeros((len(along) - 1, len(at)))
    for (_, start, stop), line in zip(rules.tolist(), own.tolist(), strict=True):
        shared = np.minimum(along[1:], stop) - np.maximum(along[:-1], start)
        out[:, line] = np.maximum(out[:, line], shared)
    covered: Flags = out >= COVERED * np.diff(along)[:, None]
    return covered


def _cells(walls: Flags, floors: Flags) -> Numbers:
    """The cell of each place: places that no rule parts are one cell; numbered in reading order."""
    rows, columns = walls.shape[0], floors.shape[1]
    parent = list(range(rows * columns))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = parent[parent[place]]
            place = parent[place]
        return place

    for row in range(rows):
        for column in range(columns):
            here = row * columns + column
            if column + 1 < columns and not walls[row, column + 1]:
                parent[root(here + 1)] = root(here)
            if row + 1 < rows and not floors[row + 1, column]:
                parent[root(here + columns)] = root(here)
    roots = np.array([root(place) for place in range(rows * columns)])
    _, first, number = np.unique(roots, return_index=True, return_inverse=True)
    rank: Numbers = np.argsort(np.argsort(first))[number].reshape(rows, columns)
    return rank


def _rectangles(cells: Numbers) -> bool:
    """Whether each cell is a rectangle."""
    top, left, bottom, right = bounds(cells)
    return bool(((bottom - top) * (right - left) == np.bincount(cells.ravel())).all())


def bounds(cells: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
    """For each cell its first row and column and those behind its last."""
    count, (rows, columns) = int(cells.max()) + 1, np.indices(cells.shape)
    sides = [
        np.full(count, max(cells.shape)),
        np.full(count, max(cells.shape)),
        np.zeros(count),
        np.zeros(count),
    ]
    top, left, bottom, right = (side.astype(np.int64) for side in sides)
    np.minimum.at(top, cells.ravel(), rows.ravel())
    np.minimum.at(left, cells.ravel(), columns.ravel())
    np.maximum.at(bottom, cells.ravel(), rows.ravel() + 1)
    np.maximum.at(right, cells.ravel(), columns.ravel() + 1)
    return top, left, bottom, right
