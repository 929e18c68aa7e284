"""The clock of the benchmarks: time on a processor, which another program's work does not lengthen."""

from __future__ import annotations

import time

try:
    import resource
except ImportError:  # no such thing on Windows: there the wall's clock must do
    resource = None  # type: ignore[assignment]


def seconds() -> float:
    """CPU seconds of this process and of the children it has waited for."""
    if resource is None:
        return time.perf_counter()
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
