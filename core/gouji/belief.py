"""Belief: what a row's placements are worth once the equations have chosen between them."""

from __future__ import annotations

from itertools import dropwhile

from gouji.reading import Placement, Reading

WITNESSES = 3
"""Figures other than 0 that make a row's own sum a proof: ``5 1 6`` hardly adds up by chance, ``2 2`` may."""
WRAPPED = 2
"""Figures too many in a row without columns that may be the rest of its own, wrapped in their cells."""


def settled(before: Reading, after: Reading, *, reached: bool, solved: bool) -> Reading:
    """A row with the placements that count, of those its print leaves and those the equations leave of them.

    ``reached`` says whether equations over several rows join it, ``solved`` whether they have a solution.
    """
    own = _believed(before, after, reached=reached, solved=solved)
    return own.keep(()) if _heaped(before, own) else own


def _believed(before: Reading, after: Reading, *, reached: bool, solved: bool) -> Reading:
    if len(before.placements) < 2 or len(after.placements) == len(before.placements):  # noqa: PLR2004
        return after
    if any(_among(after, p) for p in after.placements):
        return before.keep(())
    if solved if reached else sum(bool(p.numeral.value) for p in before.figures) >= WITNESSES:
        return after
    return before.keep(()) if before.scattered or before.guessed else before


def _among(reading: Reading, placement: Placement) -> bool:
    """Whether what a placement leaves out stands on a line among what it takes.

    Then it is no page's number, and may be a part of what the cell beside it says: ``5 / 3``.
    """
    if reading.grid or not reading.surplus:
        return False
    taken = [s for s in placement if s >= 0]
    lines = {reading.slots[s].row for s in taken}
    return any(reading.slots[s].row in lines for s in set(range(max(taken))) - set(taken))


def _heaped(before: Reading, after: Reading) -> bool:
    """Whether a row has several figures too many, and nothing tells which are the row's own.

    What all choices have in common is no proof either: the row may be joined of two, of which the label
    between or a figure is lost. Without columns that is so where no equation rules a choice out, and a
    figure stands behind zeros, so that its place counts.
    """
    if len(after.placements) <= 1:
        return False
    if after.grid:
        return after.surplus > 1
    if after.surplus <= WRAPPED or len(after.placements) < len(before.placements):
        return False
    behind = dropwhile(bool, (p.numeral.value for p in after.figures))
    return any(behind)
