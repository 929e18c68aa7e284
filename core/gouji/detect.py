"""Detect: which of the tables that the layouts claim are the document's.

Each layout reads what its own standard calls a table. Where two claim the same text, the claim with the
stronger evidence stands: markup that names a table, then lines that a standard prescribes, then a printer's
drawing, then a separator, then blanks alone. Between equals the larger table stands, for the other lies in
its cells. A layout's own tables may lie in each other. Markup within one cell of another table is what that
cell says, unless blanks alone make the cell.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from gouji.document import Document, Int
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


LARGE = 1 << 15
"""Characters of a table from which on it is in no cell of another: the longest quoted has half as many."""
_MARKUP = re.compile(r"<[^<>]*+>")


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
    found = list(claims)
    ranks = _ranks(found)
    order = sorted(
        range(len(found)),
        key=lambda i: (ranks[i], found[i].span[0] - found[i].span[1], found[i].span, found[i].layout),
    )
    ordered = [found[i] for i in order]
    held = _Held()
    judged = [held.judge(claim) for claim in ordered]
    return sorted(judged, key=lambda c: (c.span[0], -c.span[1], c.layout))


def unclaimed(document: Document, claims: Sequence[Claim]) -> Document:
    """The document with blanks for large tables that markup names, each alone on several lines of its own.

    What stands in one is in no cell of another table, for none has so long a cell: other layouts could only
    lose there, after reading each of its lines.
    """
    text, parts, end = document.text, [], 0
    for start, stop in sorted(claim.span for claim in claims):
        if stop - start < LARGE or start < end:
            continue
        first, last = document.line_of(start), document.line_of(stop)
        before, after = document.lines.span(first)[0], document.lines.span(last)[1]
        if first < last and before >= end and _is_alone(text[before:start], text[stop:after]):
            parts += [text[end:before], " " * (after - before)]
            end = after
    return replace(document, text="".join([*parts, text[end:]])) if parts else document


def _is_alone(before: str, after: str) -> bool:
    """Whether nothing but tags stands before and after a table."""
    return not any(_MARKUP.sub("", beside).strip() for beside in (before, after))


def _ranks(claims: Sequence[Claim]) -> list[int]:
    """How strong each claim is, 0 for the strongest; markup in a cell is as strong as the cell's table."""
    ranks = [list(STRENGTH).index(claim.evidence) for claim in claims]
    markup = sorted((claim.span, index) for index, claim in enumerate(claims) if claim.evidence == "markup")
    spans = np.array([span for span, _ in markup], dtype=np.int64).reshape(-1, 2)
    for claim, rank in zip(claims, list(ranks), strict=True):
        if markup and claim.evidence not in ("markup", "space"):
            for at in _in_a_cell(spans, claim):
                index = markup[at][1]
                ranks[index] = max(ranks[index], rank)
    return ranks


def _in_a_cell(spans: Int, claim: Claim) -> list[int]:
    """Which of the half-open spans, sorted, lie within a single cell's line of a claimed table."""
    first, last = np.searchsorted(spans[:, 0], claim.span).tolist()
    here = spans[first:last]
    if not len(here):
        return []
    cells = claim.matrix.spans[np.argsort(claim.matrix.spans[:, 0], kind="stable")]
    cell = cells[np.searchsorted(cells[:, 0], here[:, 0], side="right") - 1]
    within = (here[:, 0] < here[:, 1]) & (here[:, 1] <= cell[:, 1])
    return [first + at for at in np.flatnonzero(within).tolist()]


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
