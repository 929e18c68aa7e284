"""Sources: which of the matrices that layouts returned are read, and which of them together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from gouji.document import Document
from gouji.matrix import CellMatrix
from gouji.unseen import veiled


@dataclass(frozen=True, slots=True)
class Source:
    """A matrix with the name of the layout that read it."""

    layout: str
    matrix: CellMatrix


def undrawn(document: Document, sources: Sequence[Source]) -> list[Source]:
    """The matrices without those that read anew what the file itself draws as tables."""
    drawn = {id(matrix.owner) for matrix in document.drawn}
    held = sorted(matrix.extent for matrix in document.drawn)
    starts, ends = [start for start, _ in held], list(accumulate((end for _, end in held), max))

    def anew(source: Source) -> bool:
        start, end = source.matrix.extent
        before = bisect_left(starts, end)
        return before > 0 and ends[before - 1] > start

    return [source for source in sources if id(source.matrix.owner) in drawn or not anew(source)]


def unveiled(document: Document, sources: Sequence[Source]) -> list[Source]:
    """The matrices without those that lie in a comment or an element whose content no reader sees."""
    held = veiled(document.text) if "<" in document.text and sources else []
    starts = [start for start, _ in held]

    def shown(source: Source) -> bool:
        start, end = source.matrix.extent
        at = bisect_right(starts, start) - 1
        return at < 0 or end > held[at][1]

    return [source for source in sources if shown(source)] if held else list(sources)


def choices(sources: Sequence[Source]) -> list[list[Source]]:
    """Choices of matrices that do not lie over each other, each in order of place.

    Where no two layouts claim the same text there is one strand of all matrices. Else there is one for each
    layout in dispute: its own matrices, and those of the others that nobody disputes.
    """
    disputed: set[int] = set()
    reach, holder = -1, -1
    for i, source in enumerate(sources):
        start, stop = source.matrix.extent
        if start < reach and sources[holder].layout != source.layout:
            disputed.update((holder, i))
        if stop > reach:
            reach, holder = stop, i
    rivals = sorted({sources[i].layout for i in disputed})
    if not rivals:
        return [list(sources)] if sources else []
    return [
        _flat([s for i, s in enumerate(sources) if i not in disputed or s.layout == name]) for name in rivals
    ]


def _flat(sources: Sequence[Source]) -> list[Source]:
    """Without matrices that lie inside an earlier one of another layout: nested tables are kept."""
    kept: list[Source] = []
    reach, holder = -1, ""
    for source in sources:
        stop = source.matrix.extent[1]
        if stop > reach or source.layout == holder:
            kept.append(source)
        if stop > reach:
            reach, holder = stop, source.layout
    return kept
