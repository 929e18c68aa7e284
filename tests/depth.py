"""How hard the property tests look: in CI at few examples, the same in every run; at night at many, new ones each time."""

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Sequence
from random import Random
from typing import TypeVar
from zlib import crc32

import pytest
from hypothesis import HealthCheck, Phase, settings

CI, NIGHTLY = "ci", "nightly"
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
EXAMPLES = 25
TIMES = {CI: 0.5, NIGHTLY: 20}
"""How many times the number that a test names."""
CHOSEN = os.environ.get("HYPOTHESIS_PROFILE", CI)
T = TypeVar("T")


def load() -> None:
    """Register the profiles and load the one that HYPOTHESIS_PROFILE names, ``ci`` where it names none."""
    settings.register_profile(
        CI,
        derandomize=True,
        deadline=None,
        max_examples=drawn(EXAMPLES),
        suppress_health_check=QUIET,
        # Nothing is shrunk here: a failure that is known by its cause should not cost minutes.
        phases=[Phase.explicit, Phase.generate],
    )
    settings.register_profile(
        NIGHTLY, deadline=None, max_examples=drawn(EXAMPLES), suppress_health_check=QUIET
    )
    settings.load_profile(CHOSEN)


def drawn(number: int) -> int:
    """How many examples the chosen profile draws where a test names a number."""
    return max(int(number * TIMES[CHOSEN]), 1)


def examples(number: int) -> settings:
    """Half of so many examples in CI, and many times more at night."""
    return settings(max_examples=drawn(number))


def share(items: Sequence[T], *of: object) -> Sequence[T]:
    """One of the items in CI, chosen by what it is tried on, so that many of those try all; at night all of them."""
    return every(len(items), items, *of)


def every(step: int, items: Sequence[T], *of: object) -> Sequence[T]:
    """One in so many of the items in CI, beginning with one that is chosen by what they are tried on; at night all."""
    return items if CHOSEN == NIGHTLY else items[crc32(repr(of).encode()) % step :: step]


def one_in(step: int, names: Sequence[str]) -> list[str]:
    """One in so many of the names, mixed, so that no kind of a test that is named by several is left out."""
    return sorted(names, key=lambda name: Random(name).random())[: -(-len(names) // step)]


def left_out(items: Sequence[pytest.Item]) -> list[pytest.Item]:
    """What ``share`` marks of some tests but for one in so many of each; nothing at night."""
    marked: dict[tuple[object, ...], list[str]] = defaultdict(list)
    for item in items:
        if (mark := item.get_closest_marker("share")) and CHOSEN != NIGHTLY:
            marked[item.path, getattr(item, "originalname", ""), mark.args[0]].append(item.nodeid)
    kept = {name for (*_, step), names in marked.items() for name in one_in(step, names)}
    own = {name for names in marked.values() for name in names}
    return [item for item in items if item.nodeid in own - kept]
