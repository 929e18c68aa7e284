"""Columns of a space-aligned block: its lines cut at those gutters that part columns."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from gouji.document import Int
from gouji_standards.fixed.cut import PAIR, Cut
from gouji_standards.fixed.evidence import Evidence
from gouji_standards.fixed.grid import Grid
from gouji_standards.fixed.gutters import joined, kept


def cut(text: str, grid: Grid, runs: Int) -> Cut:
    """Lines cut at the gutters between runs."""
    return replace(Cut.of(text, grid.cells(runs), runs), flush=grid.flush(runs))


def columns(text: str, grid: Grid) -> Cut | None:
    """The lines cut at those gutters that part columns; None where there are none, or too many."""
    runs = grid.runs()
    if len(runs) < PAIR or grid.is_sparse(runs):
        return None
    words = joined(_evidence(text, grid, runs))
    parted = kept(_evidence(text, grid, words))
    return cut(text, grid, np.array(parted)) if len(parted) > 1 else None


def _evidence(text: str, grid: Grid, runs: Int) -> Evidence:
    fine = cut(text, grid, runs)
    return Evidence(fine, grid.places(fine.rows))
