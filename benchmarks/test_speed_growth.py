"""Ten times and a hundred times the input against the input: 10 and 100 are a straight line."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import documents
import pytest
import runners

from gouji.testing import RENDERERS

ROWS = 50
ROUNDS = {1: 15, 10: 5, 100: 2}
"""How many times the input, and in how many rounds."""


def _growth(layouts: list[str], most: int) -> list[Any]:
    """Each layout with each size up to the largest; a slow one takes seconds a round."""
    slow = {100: [pytest.mark.slow]}
    return [
        pytest.param(name, times, marks=slow.get(times, []))
        for name in layouts
        for times in ROUNDS
        if times <= most
    ]


@pytest.mark.parametrize(("layout", "times"), _growth(documents.timed_renderers(), 100))
def test_one_long_table(timed: Callable[..., Any], layout: str, times: int) -> None:
    runner = runners.matrices(RENDERERS[layout].family)
    sized = replace(runner, label=f"{times * ROWS:,} rows", role="floor" if times == 1 else "gouji")
    group = f"growth of matrices: {layout}"
    timed(group, sized, lambda i: documents.grid(layout, times * ROWS, i), rounds=ROUNDS[times])


@pytest.mark.parametrize(("layout", "times"), _growth(documents.first_renderers(), 100))
def test_many_reports(timed: Callable[..., Any], layout: str, times: int) -> None:
    label = f"{times} reports" if times > 1 else "1 report"
    sized = replace(runners.parse_all(), label=label, role="floor" if times == 1 else "gouji")
    group = f"growth of reports: {layout}"
    make, warm = documents.reports, int(times < 100)
    timed(group, sized, lambda i: make(layout, 1000 * i, times), rounds=ROUNDS[times], warm=warm)
