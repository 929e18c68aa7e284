"""The second part of the hostile set: a part of each group, case by case; `make hostile` reads all of it."""

from __future__ import annotations

from functools import cache

import pytest

import hostile
import hostile_second
from depth import every

LEAST = {
    "exchanges": 0.97,
    "columns": 0.4,
    "notes": 0.95,
    "covers": 0.95,
    "several": 0.8,
    "labels": 0.75,
    "printed": 0.95,
    "harms": 0.7,
}
"""Share of the figures that are given in each group at least."""
STEP = {"several": 3, "columns": 12}
"""One case in so many is read by day, elsewhere one in eighteen."""


@cache
def verdicts(group):
    return [
        hostile.judge(case)
        for case in every(STEP.get(group, 18), list(hostile_second.GROUPS[group]()), group)
    ]


@pytest.mark.parametrize("group", LEAST)
def test_nothing_wrong_is_stated_and_what_is_left_is_given(group):
    own = verdicts(group)
    assert [(v.case, v.fault) for v in own if v.fault] == []
    assert sum(v.given for v in own) / sum(v.printed for v in own) >= LEAST[group]
