"""The law of growth: twice the text takes about twice the time."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from typing import Any

from gouji.document import Document
from gouji.testing import clock
from gouji.testing.kit_foreign import FOREIGN, foreign
from gouji.testing.kit_law import Trial

MOST = 8.0
"""The most that four times the input may take over once the input: 4 is even, 16 quadratic."""
SHORT, LARGE = 0.001, 64
"""Seconds too short to tell growth from noise, and thousands of characters that may take so little."""
LONG = 0.5
"""Seconds of work that no noise explains."""
LONGEST = 6
"""How often a text is doubled before work that is short on all of them is called uneven."""
TABLES, MARKS = 1, 8
"""Thousands of characters with which the measure begins, of work that takes long enough there.

A table takes long to read; a search from each mark to the end shows late.
"""

DocumentOf = Callable[[int], Any]


def growth(trial: Trial) -> None:
    """Many tables, many marks and much foreign text take time in proportion to their length."""
    for unit, frame, size in dict.fromkeys(_units(trial)):
        ratios = uneven(trial.hook, partial(lined, unit, frame=frame), size)
        if ratios:
            found = f"four times the text takes {min(ratios):.1f} times as long, made of {unit[:80]!r}"
            remedy = (
                "go through the text once: no search from each line to the end, no slice of all that follows"
            )
            raise trial.broken("", found, f"at most {MOST:.1f} times", remedy)


Frame = tuple[str, str]
NO_FRAME: Frame = ("", "")


def _units(trial: Trial) -> Iterator[tuple[str, Frame, int]]:
    """What the documents are made of, what stands around it, and the size to begin with."""
    yield from ((unit, NO_FRAME, TABLES) for unit in _tables(trial))
    for mark in trial.layout.marks:
        yield from ((unit, trial.layout.frame, MARKS) for unit in (mark, f"{mark}\n", f"{mark}甲{mark}1\n"))


def _tables(trial: Trial) -> Iterator[str]:
    """Tables of the layout, and texts that are none."""
    layout = trial.layout
    if layout.draw is not None:
        words = [["项目", "数量", "总计"], ["规章", "12", "7"]]
        yield layout.printed(words)
        yield layout.printed([*words, *[["行政许可", "", "3"]] * 40]) + "\n"
    yield from (text + "\n" for text, _ in layout.cases)
    yield from (foreign()[name] for name in FOREIGN if layout.is_like(name))
    yield from ("一年来，我们共受理申请3件，办结2件。\n", "x", "\n")


def uneven(work: clock.Work, document_of: DocumentOf, size: int) -> list[float]:
    """Nothing where doubling the input twice about doubles the time twice, else the ratios of all tries.

    What outgrows a cache of a busy machine takes longer there, though its work is even; so each doubt is
    settled by a text twice as long, until one takes too long for any noise.
    """
    size = _measurable(work, document_of, size)
    first = clock.least(work, partial(document_of, size))
    if clock.once(work, document_of(4 * size)) <= clock.SURE * MOST * first + SHORT:
        return []
    ratios = []
    for doubled in range(1, LONGEST + 1):  # square work shows the more the longer the text is
        tried = size << doubled
        once = max(clock.least(work, partial(document_of, tried)), 1e-9)
        spent = clock.over(work, partial(document_of, 4 * tried), MOST * once + SHORT)
        if not spent:
            return []
        ratios.append(min(spent) / once)
        if min(spent) > LONG:
            break
    return ratios


def _measurable(work: clock.Work, document_of: DocumentOf, size: int) -> int:
    """The size, or a multiple of it at which the work is long enough to show its growth."""
    while clock.once(work, document_of(size)) < SHORT and size < LARGE:
        size *= 4
    return size


def repeated(unit: str, size: int) -> str:
    """So many thousand characters of one unit, the last copy cut off."""
    return (unit * (size * 1000 // len(unit) + 1))[: size * 1000]


@lru_cache(maxsize=4)
def lined(unit: str, size: int, frame: Frame = NO_FRAME) -> Document:
    """A document of one unit with its line table made, as the first layout that looks makes it for all."""
    document = Document(frame[0] + repeated(unit, size) + frame[1])
    _ = document.lines.gaps, document.lines.tags, document.codes
    return document
