"""How hard the property tests look: in CI at few examples, the same in every run; at night at many, new ones each time."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import TypeVar
from zlib import crc32

from hypothesis import HealthCheck, Phase, settings

CI, NIGHTLY = "ci", "nightly"
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
EXAMPLES = 25
TIMES = {CI: 1, NIGHTLY: 20}
CHOSEN = os.environ.get("HYPOTHESIS_PROFILE", CI)
T = TypeVar("T")


def load() -> None:
    """Register the profiles and load the one that HYPOTHESIS_PROFILE names, ``ci`` where it names none."""
    settings.register_profile(
        CI,
        derandomize=True,
        deadline=None,
        max_examples=EXAMPLES,
        suppress_health_check=QUIET,
        # Nothing is shrunk here: a failure that is known by its cause should not cost minutes.
        phases=[Phase.explicit, Phase.generate],
    )
    many = EXAMPLES * TIMES[NIGHTLY]
    settings.register_profile(NIGHTLY, deadline=None, max_examples=many, suppress_health_check=QUIET)
    settings.load_profile(CHOSEN)


def examples(number: int) -> settings:
    """So many examples in CI, and as many times more as the loaded profile asks for."""
    return settings(max_examples=number * TIMES[CHOSEN])


def share(items: Sequence[T], *of: object) -> Sequence[T]:
    """One of the items in CI, chosen by what it is tried on, so that many of those try all; at night all of them."""
    if CHOSEN == NIGHTLY:
        return items
    return [items[crc32(repr(of).encode()) % len(items)]]
