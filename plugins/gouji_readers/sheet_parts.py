"""The parts of a sheet: tables that stand side by side, and what is above and below them.

Blank rows part what stands below each other, as a report's tables: a header counts for the one below it.
Blank columns part tables that have labels beside all their figures each, or begin with a title. So a blank
column within a table, which parts labels from figures, is told from one between two tables.
"""

from __future__ import annotations

from collections.abc import Iterable
from enum import IntEnum

import numpy as np
from numpy.typing import NDArray

from gouji import numerals
from gouji_readers.stretches import stretches

Part = tuple[int, int, int, int]
"""Top row, left column, and half-open bottom and right ends, in printed places."""


class Kind(IntEnum):
    """What a slot of a sheet prints."""

    NOTHING, FIGURE, MARK, WORD = range(4)


Kinds = NDArray[np.int8]


def kind(text: str) -> Kind:
    """What a cell prints; a blank one that is merged is MARK."""
    if any(map(str.isalpha, text)) and numerals.read(text).kind != "figure":
        return Kind.WORD
    return Kind.FIGURE if any(map(str.isdigit, text)) else Kind.MARK


def painted(height: int, width: int, cells: Iterable[tuple[Part, str]]) -> Kinds:
    """What each slot prints, by the cells that print anything or are merged, with their places."""
    out = np.zeros((height, width), dtype=np.int8)
    for (top, left, bottom, right), text in cells:
        out[top:bottom, left:right] = kind(text)
    return out


def parts(kinds: Kinds) -> list[Part]:
    """The parts in reading order; a blank row ends one, and belongs to it."""
    height, width = kinds.shape
    out: list[Part] = []
    done = 0
    for top, bottom in stretches((kinds > 0).any(axis=1)):
        out += [(done, 0, top, width)] * (done < top)
        done = top
        beside = stretches((kinds[top:bottom] > 0).any(axis=0))
        if len(beside) < 2 or not all(_is_table(kinds[top:bottom, a:b]) for a, b in beside):  # noqa: PLR2004
            continue
        out += [(top, a, bottom, b) for a, b in beside]
        done = bottom
    return [*out, (done, 0, height, width)] if done < height or not out else out


def _is_table(kinds: Kinds) -> bool:
    """Whether some slots have figures, each right of a word in its row, or all below a title."""
    figures = kinds == Kind.FIGURE
    titled = np.count_nonzero(kinds[0]) == 1 < kinds.shape[1] and (kinds[0] == Kind.WORD).any()
    labelled = (~figures | np.logical_or.accumulate(kinds == Kind.WORD, axis=1)).all()
    return bool(figures.any() and (titled or labelled))
