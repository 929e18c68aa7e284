"""Struck-out text of a PDF: signs that a rule runs through, and which of them were replaced by others.

Programs that print changes strike out what was deleted, with a rule as long as that text, and draw what was
put in its place right behind it. Changes count as accepted then, as in Word files. Any other rule through
text leaves it unreadable.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from gouji_readers.pdf_text import BASE, BLANK, CODE, LEFT, RIGHT, RUN, SIZE

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]
Rules = Sequence[tuple[float, float, float]]

STRUCK = 0.12, 0.6
"""Shares of the font's size above the baseline in which a rule strikes a character out."""
LEAST = 0.5
"""Points that such a rule is long at least."""
FITS = 0.5
"""Points by which a rule's ends may differ from the text's, and by which signs that touch are apart."""
OVER = 0.3
"""Shares of the font's size by which the boxes of such signs overlap at most."""
LEVEL = 0.2
"""Shares of the font's size by which the baselines of one line may differ."""
PITCH = 0.8, 2.1
"""The same between two lines of one cell."""
LONGEST = 64
"""Signs of a line, before and behind one, that tell where it stands."""


def struck(table: Floats, rules: Rules) -> tuple[Flags, Flags, Flags]:
    """The characters that a rule runs through, which of them were replaced, and where it may be a wall.

    A wall is not as long as what it runs through.
    """
    out, fitted = (np.zeros(len(table), dtype=np.bool_) for _ in range(2))
    middle, base, size = (table[:, LEFT] + table[:, RIGHT]) / 2, table[:, BASE], table[:, SIZE]
    for y, left, right in rules:
        if right - left < LEAST:
            continue
        height = (base - y) / np.maximum(size, 0.1)
        own = (height > STRUCK[0]) & (height < STRUCK[1]) & (middle > left) & (middle < right)
        out |= own
        own &= table[:, CODE] > BLANK
        ends = (table[own, LEFT].min(), table[own, RIGHT].max()) if own.any() else (left - 1, right + 1)
        if abs(ends[0] - left) <= FITS and abs(ends[1] - right) <= FITS:
            fitted |= own
    replaced, dark = np.zeros(len(table), dtype=np.bool_), table[:, CODE] > BLANK
    replaced[dark] = _replaced(table[dark], out[dark], fitted[dark])
    before = np.maximum.accumulate(np.where(dark, np.arange(len(table)), 0))
    replaced = replaced[before] if len(table) else replaced  # a blank goes with what it stands behind
    return out, replaced, out & ~fitted


def _replaced(table: Floats, out: Flags, fitted: Flags) -> Flags:
    """Those of the fitted signs next to which, drawn apart from them, others stand that are not struck."""
    replaced = np.zeros(len(table), dtype=np.bool_)
    for start, stop in _stretches(table, fitted):
        beside = [(start - 1, start), (stop - 1, stop)]
        inside = (pair for pair in beside if pair[0] >= 0 and pair[1] < len(table))
        if any(not out[list(pair)].all() and _drawn_apart(table, *pair) for pair in inside):
            replaced[start:stop] = True
    return replaced


def _stretches(table: Floats, fitted: Flags) -> Iterator[tuple[int, int]]:
    """Fitted signs that were drawn one after the other and go on with each other, from where to where."""
    held: list[int] = []
    for index in np.flatnonzero(fitted).tolist():
        if held and not (held[-1] == index - 1 and _follows(table, index - 1, index)):
            yield held[0], held[-1] + 1
            held = []
        held.append(index)
    if held:
        yield held[0], held[-1] + 1


def _drawn_apart(table: Floats, one: int, other: int) -> bool:
    return bool(table[one, RUN] != table[other, RUN]) and _follows(table, one, other)


def _follows(table: Floats, one: int, other: int) -> bool:
    """Whether a sign touches the one before it, or begins a line that stands below that one's."""
    step = (table[other, BASE] - table[one, BASE]) / max(table[other, SIZE], 0.1)
    if abs(step) <= LEVEL:
        gap = table[other, LEFT] - table[one, RIGHT]
        return bool(-OVER * table[other, SIZE] < gap <= FITS)
    above, below = _line(table, one), _line(table, other)
    return bool(PITCH[0] <= step <= PITCH[1] and above[0] < below[1] and below[0] < above[1])


def _line(table: Floats, index: int) -> tuple[float, float]:
    """From where to where the signs of a line stand that were drawn at once with one of them."""
    near = slice(max(index - LONGEST, 0), index + LONGEST)
    own = table[near][(table[near, RUN] == table[index, RUN]) & (table[near, BASE] == table[index, BASE])]
    return float(own[:, LEFT].min()), float(own[:, RIGHT].max())


def without(table: Floats, replaced: Flags) -> Floats:
    """The characters without the replaced ones; what touches these takes their room, as in its cell."""
    out, dark = table.copy(), np.flatnonzero(table[:, CODE] > BLANK)
    own, gone = table[dark], replaced[dark]
    touching = _touching(own)
    for index in np.flatnonzero(gone[:-1] & ~gone[1:] & touching).tolist():
        out[dark[index + 1], LEFT] = _far(own, gone & np.append(touching, False), index, -1)
    for index in np.flatnonzero(~gone[:-1] & gone[1:] & touching).tolist():
        out[dark[index], RIGHT] = _far(own, gone & np.append(False, touching), index + 1, 1)
    return out[~replaced]


def _touching(table: Floats) -> Flags:
    """For each character but the last, whether the next one touches it on its line."""
    gap = table[1:, LEFT] - table[:-1, RIGHT]
    near: Flags = (gap <= FITS) & (gap > -OVER * table[1:, SIZE])
    near &= np.abs(np.diff(table[:, BASE])) <= LEVEL * table[1:, SIZE]
    return near


def _far(table: Floats, goes_on: Flags, index: int, step: int) -> float:
    """Where signs end that go on with each other in one direction."""
    while 0 <= index + step < len(table) and goes_on[index + step]:
        index += step
    return float(table[index, LEFT if step < 0 else RIGHT])
