"""Ten times the input against the input: 10 is a straight line, 100 a square."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import documents
import pytest
import runners

from gouji.testing import RENDERERS

ROWS = 100
TIMES = 10
ROUNDS = 8


@pytest.mark.parametrize("times", [1, TIMES])
@pytest.mark.parametrize("layout", documents.timed_renderers())
def test_one_long_table(timed: Callable[..., Any], layout: str, times: int) -> None:
    runner = runners.matrices(RENDERERS[layout].family)
    sized = replace(runner, label=f"{times} x {ROWS} rows", role="floor" if times == 1 else "gouji")
    group = f"growth of matrices: {layout}"
    timed(group, sized, lambda i: documents.grid(layout, times * ROWS, i), ask=TIMES, rounds=ROUNDS)


@pytest.mark.parametrize("times", [1, TIMES])
@pytest.mark.parametrize("layout", documents.first_renderers())
def test_many_reports(timed: Callable[..., Any], layout: str, times: int) -> None:
    sized = replace(runners.parse_all(), label=f"{times} reports", role="floor" if times == 1 else "gouji")
    group = f"growth of parse: {layout}"
    timed(group, sized, lambda i: documents.reports(layout, 100 * i, times), ask=TIMES, rounds=ROUNDS)
