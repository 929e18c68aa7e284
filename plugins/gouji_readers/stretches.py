"""Stretches: where flags hold, as half-open ranges."""

from __future__ import annotations

from typing import Any

import numpy as np


def stretches(flags: Any) -> list[tuple[int, int]]:
    """The half-open ranges in which flags hold."""
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]
