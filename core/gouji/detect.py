"""Detect: which of the tables that the layouts claim are the document's.

Each layout reads what its own standard calls a table. Where two claim the same text, the claim with the
stronger evidence stands: markup that names a table, then lines that a standard prescribes, then a printer's
drawing, then a separator, then blanks alone. Between equals the larger table stands, for the other lies in
its cells. A layout's own tables may lie in each other.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from gouji.matrix import CellMatrix, Span

Evidence = Literal["markup", "standard", "drawing", "separator", "space"]

STRENGTH: dict[Evidence, str] = {
    "markup": "tags or commands that name a table",
    "standard": "lines that the layout's standard prescribes",
    "drawing": "bars and rules as table printers draw them",
    "separator": "a separator, as often in each line",
    "space": "blanks that line up",
}
"""Kinds of evidence, the strongest first, in words."""


@dataclass(frozen=True, slots=True, eq=False)
class Claim:
    """A table as one layout reads it. ``rival`` names the layout that holds its text, empty if none does."""

    layout: str
    matrix: CellMatrix
    evidence: Evidence = "markup"
    rival: str = ""

    @property
    def span(self) -> Span:
        """The half-open stretch of text that is claimed."""
        return self.matrix.extent

    @property
    def reason(self) -> str:
        """Why the claim stands or falls, as a sentence."""
        words = STRENGTH[self.evidence]
        if not self.rival:
            return f"{self.layout}: {words}"
        return f"{self.layout}: {words}; left out, for {self.rival} reads the same text on better evidence"


def choose(claims: Iterable[Claim]) -> list[Claim]:
    """All claims in order of place, those that fall with the ``rival`` they lost to."""
    rank = {kind: number for number, kind in enumerate(STRENGTH)}
    ordered = sorted(claims, key=lambda c: (rank[c.evidence], c.span[0] - c.span[1], c.span, c.layout))
    held = _Held()
    judged = [held.judge(claim) for claim in ordered]
    return sorted(judged, key=lambda c: (c.span[0], -c.span[1], c.layout))


class _Held:
    """The stretches of text that standing claims hold: disjoint, in order, each one layout's."""

    def __init__(self) -> None:
        self.starts: list[int] = []
        self.stops: list[int] = []
        self.layouts: list[str] = []

    def judge(self, claim: Claim) -> Claim:
        start, stop = claim.span
        stop = max(stop, start + 1)
        first, last = bisect_right(self.stops, start), bisect_left(self.starts, stop)
        rival = next((name for name in self.layouts[first:last] if name != claim.layout), "")
        if rival:
            return Claim(claim.layout, claim.matrix, claim.evidence, rival)
        here = slice(first, last)
        start, stop = min([start, *self.starts[here]]), max([stop, *self.stops[here]])
        self.starts[here], self.stops[here], self.layouts[here] = [start], [stop], [claim.layout]
        return claim
