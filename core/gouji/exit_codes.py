"""Exit codes: what a command, and each report in a data set, comes to as a number; the highest one wins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gouji.report import Report

SURE, DOUBT, NOTHING, UNREADABLE = 0, 1, 2, 3
"""No doubt; doubtful cells or broken equations; nothing recognised, or wrong usage; an input not read."""
INTERRUPTED, BROKEN_PIPE = 130, 141
"""By the shell's custom of 128 plus the signal, so that they are none of the above."""


def verdict(report: Report) -> int:
    """The exit code that a report asks for."""
    if not report.cells:
        return NOTHING
    return DOUBT if report.doubtful else SURE
