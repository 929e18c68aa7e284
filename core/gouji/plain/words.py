"""The words of a text whose cells follow each other: a cell, a piece of one, or a row a line."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from gouji.matrix import Span

FIGURE = re.compile(r"[-+]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?")

Turn = tuple[int, int, int]
"""Words: where a text begins, where the figures behind it begin, and where they end."""
Place = tuple[int, int, int]
"""The turn of a row, the first word of its label (-1 for none), its first figure."""


@dataclass(frozen=True)
class PlainWords:
    """A text without delimiters, of which only the reading order is sure: what stands between its blanks."""

    text: str

    @cached_property
    def words(self) -> list[str]:
        """The words in reading order."""
        return self.text.split()

    @cached_property
    def turns(self) -> list[Turn]:
        """Texts and figures as they take turns; the text behind the last figure is in none."""
        figures = [
            w.isdecimal() or (w[-1].isdecimal() and FIGURE.fullmatch(w) is not None) for w in self.words
        ]
        figures += [True, False]
        found: list[Turn] = []
        begin = 0
        while (first := figures.index(True, begin)) < len(self.words):
            stop = min(figures.index(False, first), len(self.words))
            found.append((begin, first, stop))
            begin = stop
        return found

    @property
    def size(self) -> int:
        """How many words there are."""
        return len(self.words)

    @property
    def count(self) -> int:
        """Texts that were cut: the one."""
        return 1

    @cached_property
    def _places(self) -> list[Span]:
        find, at = self.text.find, 0
        return [(at := find(word, at), at := at + len(word)) for word in self.words]

    def label(self, place: Place) -> tuple[Span, ...]:
        """The half-open offsets of the words of a row's label."""
        return tuple(self._places[place[1] : place[2]]) if place[1] >= 0 else ()

    def figures(self, place: Place, width: int) -> Sequence[tuple[Span, ...]]:
        """The half-open offsets of each of a row's figures."""
        return [(span,) for span in self._places[place[2] : place[2] + width]]
