"""Origin: where in a file the text stands that a reader made of it.

A reader writes a text and notes of each run of its characters where it comes from: the page and box of a
PDF, the part and cell of an office file. The notes are columns of numbers, one entry a run, so that a long
document costs arrays and no objects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Span = tuple[int, int]
Numbers = NDArray[Any]

UNSAID = -1
"""In a column of whole numbers: the run says nothing there."""


@dataclass(frozen=True, eq=False)
class Origin:
    """Runs of characters with what is known of each.

    ``start`` and ``stop`` are half-open offsets of the text, sorted and disjoint; characters between two runs
    are the reader's own (blanks and line ends). ``columns`` have an entry for each run: whole numbers, which
    are places in ``words`` where that has a list for the column, or rows of numbers, as a box's. A whole
    number ``UNSAID`` is left out of what is told.
    """

    start: Numbers
    stop: Numbers
    columns: Mapping[str, Numbers]
    words: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def of(self, spans: Iterable[Span]) -> list[dict[str, Any]]:
        """What is known of some half-open spans, each thing once, in order."""
        found: list[dict[str, Any]] = []
        for start, stop in spans:
            first = int(np.searchsorted(self.stop, start, side="right"))
            last = int(np.searchsorted(self.start, max(stop, start + 1), side="left"))
            for run in range(first, last):
                told = self.run(run)
                if told not in found:
                    found.append(told)
        return found

    def run(self, run: int) -> dict[str, Any]:
        """What is known of one run, as plain data."""
        out: dict[str, Any] = {}
        for name, column in self.columns.items():
            value = column[run].tolist()
            if isinstance(value, list):
                out[name] = [round(number, 2) for number in value]
            elif value != UNSAID:
                out[name] = self.words[name][value] if name in self.words else value
        return out


@dataclass(frozen=True, eq=False)
class Second:
    """The characters of a reader's text in another order, as a text of their own.

    ``places`` has for each character its offset in the first text, ``UNSAID`` for one that is not there.
    """

    text: str
    places: Numbers

    def first(self, spans: Iterable[Span]) -> tuple[Span, ...]:
        """Half-open spans of this text as spans of the first, without what is not there."""
        found: list[Span] = []
        for start, stop in spans:
            for place in self.places[start:stop].tolist():
                if found and found[-1][1] == place:
                    found[-1] = (found[-1][0], place + 1)
                elif place != UNSAID:
                    found.append((place, place + 1))
        return tuple(found)


class Runs:
    """A text while it is written, with the origin of what is written."""

    def __init__(self, words: Iterable[str] = ()) -> None:
        self._parts: list[str] = []
        self._runs: list[tuple[int, int, tuple[Any, ...]]] = []
        self._words: dict[str, dict[str, int]] = {name: {} for name in words}
        self._names: tuple[str, ...] = ()
        self.length = 0

    def write(self, text: str, **known: Any) -> Span:
        """Add a text and what is known of it, always under the same names; give its half-open span."""
        start, self.length = self.length, self.length + len(text)
        self._parts.append(text)
        if known and text:
            self._names = self._names or tuple(known)
            values = tuple(self._number(name, known[name]) for name in self._names)
            self._runs.append((start, self.length, values))
        return start, self.length

    def _number(self, name: str, value: Any) -> Any:
        if value is None:
            return UNSAID
        listed = self._words.get(name)
        return value if listed is None else listed.setdefault(value, len(listed))

    @property
    def text(self) -> str:
        """All that was written."""
        return "".join(self._parts)

    def origin(self) -> Origin:
        """The origin of all that was written."""
        columns = {name: np.array([run[2][i] for run in self._runs]) for i, name in enumerate(self._names)}
        starts, stops = (np.array([run[i] for run in self._runs], dtype=np.int64) for i in (0, 1))
        return Origin(starts, stops, columns, {name: tuple(listed) for name, listed in self._words.items()})
