"""Prose: a stretch of text as sentences without blanks and markup, their characters folded (NFKC)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import cached_property

from gouji.matrix import Span
from gouji.musts import Musts

LONGEST = 1000
"""Characters of a sentence; what is longer is no prose."""
STOPS = re.compile(r"[。！？；;!?]")
SILENT = re.compile(r"<[^<>]*>|&nbsp;|[\s#*|_]+")
"""What stands between the characters of a sentence and is none of it."""
_WIDE = tuple(zip("，：；！？（）％", ",:;!?()%", strict=True))
"""The compatibility forms that nearly all prose prints, and no other."""


class _Folded(dict[int, str]):
    """The compatibility form (NFKC) of each code point met; bounded by the size of Unicode."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = unicodedata.normalize("NFKC", chr(code))
        return folded


_FOLDED = _Folded()


class _Held(dict[tuple[str, ...], bool]):
    """Whether any of some texts stands in another."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def __missing__(self, texts: tuple[str, ...]) -> bool:
        found = self[texts] = any(one in self.text for one in texts)
        return found


class Prose:
    """What stands between two offsets of a text; where its characters stand is worked out when asked for."""

    def __init__(self, text: str, start: int, end: int) -> None:
        self.text, self.start, self.end = text, start, end

    @cached_property
    def whole(self) -> str:
        """All of it: each character folded by itself, so that its place can be told."""
        squeezed = self._squeezed
        for wide, narrow in _WIDE:  # then most prose needs no look at each of its characters
            squeezed = squeezed.replace(wide, narrow)
        return squeezed if unicodedata.is_normalized("NFKC", squeezed) else squeezed.translate(_FOLDED)

    def may_match(self, needed: Musts) -> bool:
        """Whether it holds what a pattern cannot match without; most patterns need what others need too."""
        return all(map(self._held.__getitem__, needed))

    @cached_property
    def _held(self) -> _Held:
        return _Held(self.whole)

    @cached_property
    def _squeezed(self) -> str:
        return SILENT.sub("", self.text[self.start : self.end])

    def sentences(self) -> Iterator[Span]:
        """The half-open stretches of ``whole`` that are sentences."""
        first = 0
        for stop in [*(m.end() for m in STOPS.finditer(self.whole)), len(self.whole)]:
            if 0 < stop - first <= LONGEST:
                yield first, stop
            first = stop

    def span(self, first: int, stop: int) -> Span:
        """The half-open source offsets of a half-open stretch of ``whole``."""
        return self._offsets[first], self._offsets[stop - 1] + 1

    @cached_property
    def _offsets(self) -> list[int]:
        """The source offset of each character of ``whole``."""
        printed: list[int] = []
        at = self.start
        for silent in SILENT.finditer(self.text, self.start, self.end):
            printed += range(at, silent.start())
            at = silent.end()
        printed += range(at, self.end)
        if len(printed) == len(self.whole):  # no character folds to none, so each folds to one
            return printed
        return [place for place in printed for _ in _FOLDED[ord(self.text[place])]]
