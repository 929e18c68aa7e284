"""How the laws time work: in CPU seconds, without the collector, and no oftener than the verdict needs."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable
from typing import Any

TRIES = 3
"""Noise only adds time, so the least of so many tries is taken."""

SURE = 0.6
"""The share of what is allowed within which one call of each size is enough.

Noise would have to treble the shorter one's time to hide work that is square.
"""

Work = Callable[[Any], object]
Make = Callable[[], Any]


def once(work: Work, argument: object) -> float:
    """CPU seconds of one call.

    A suite's many live objects make a collection dear, and it is no part of the work.
    """
    gc.disable()
    try:
        began = time.process_time()
        work(argument)
        return time.process_time() - began
    finally:
        gc.enable()


def least(work: Work, make: Make) -> float:
    """The least of several calls, each on an argument made for it."""
    return min(once(work, make()) for _ in range(TRIES))


def over(work: Work, make: Make, most: float) -> list[float]:
    """Nothing where one of several calls takes at most so long, else what each of them took.

    The same verdict as the least of all of them gives; but the first good call ends it.
    """
    spent = []
    for _ in range(TRIES):
        spent.append(once(work, make()))
        if spent[-1] <= most:
            return []
    return spent


def beyond(work: Work, small: Make, large: Make, times: float, more: float) -> list[float]:
    """Nothing where the large argument takes at most so many times as long as the small one, and some more.

    Else what each of several calls on it took.
    """
    if once(work, large()) <= SURE * times * once(work, small()) + more:
        return []
    return over(work, large, times * least(work, small) + more)
