"""Spans, nesting, bombs and long runs: a part of them, each in a process of its own with its time and memory."""

from __future__ import annotations

import sys

import pytest

import hostile

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not sys.platform.startswith("linux"), reason="counts memory as Linux does"),
]
EVERY = {"spans": 3, "nesting": 12, "bombs": 7, "runs": 12, "archives": 5}
CASES = [case for group, step in EVERY.items() for case in list(hostile.cases((group,)))[::step]]


@pytest.mark.share(2)
@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.group}-{case.name}")
def test_what_must_hold_does_within_its_time_and_memory(case):
    assert hostile.run(case).fault == ""
