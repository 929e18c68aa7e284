"""Columns of a space-aligned block: its lines cut at those gutters that part columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gouji.document import Int
from gouji_standards.fixed_cut import PAIR, Cut
from gouji_standards.fixed_grid import Grid
from gouji_standards.fixed_gutters import Gutters


def cut(text: str, grid: Grid, runs: Int) -> Cut:
    """Lines cut at the gutters between runs."""
    return replace(Cut.of(text, grid.cells(runs), runs), flush=grid.flush(runs))


def columns(text: str, grid: Grid) -> Cut | None:
    """The lines cut at those gutters that part columns; None where there are none, or too many."""
    runs = grid.runs()
    if len(runs) < PAIR or grid.is_sparse(runs):
        return None
    words = _gutters(text, grid, runs).joined()
    kept = _gutters(text, grid, words).kept()
    return cut(text, grid, np.array(kept)) if len(kept) > 1 else None


def _gutters(text: str, grid: Grid, runs: Int) -> Gutters:
    fine = cut(text, grid, runs)
    return Gutters(fine, grid.places(fine.rows))
