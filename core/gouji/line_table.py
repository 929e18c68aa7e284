"""The line table: what every layout asks of a text's lines, counted piece by piece.

A text is looked at in pieces that fit a processor's cache, in the narrowest code units that hold them: one
array of all code points, and masks and sums as long, took a dozen times the text's memory and five times as
long. What a text has none of is counted by one search.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

Bool = NDArray[np.bool_]
Int = NDArray[np.int64]
Count = NDArray[np.signedinteger[Any]]
Codes = NDArray[np.unsignedinteger[Any]]
Blocks = tuple[tuple[int, int], ...]
"""Blocks of code points in order, each given by its first and its last."""

BYTE_ORDER_MARK = 0xFEFF
"""At the start of a text it belongs to no line; bytes lose it when they are decoded."""
TAB, NEWLINE, RETURN, SPACE, PIPE = 0x09, 0x0A, 0x0D, 0x20, 0x7C
WIDE_BLANKS = (0xA0, 0x3000)
"""No-break space and ideographic space."""
DIGITS, FULLWIDTH_DIGITS = (0x30, 0x39), (0xFF10, 0xFF19)
BOX = (0x2500, 0x257F)
"""Box Drawing block of Unicode."""
CJK = (0x3400, 0x9FFF)
"""CJK unified ideographs with extension A."""

_ASCII = 0x7F
PIECE = 1 << 18
"""Characters looked at together: their masks stay in the cache."""
RARE = 64
"""Characters a sign from which on finding one sign after the other is quicker than looking at all."""
BLANKS = "".join(map(chr, (SPACE, TAB, *WIDE_BLANKS)))
"""Signs that a line may hold and yet print nothing."""
_BLANK = tuple((ord(blank), ord(blank)) for blank in sorted(BLANKS))
CLASSES: tuple[Blocks, ...] = (_BLANK, (BOX,), (DIGITS, FULLWIDTH_DIGITS), (CJK,))
"""What nearly every layout asks of the lines."""


def usual(gaps: Iterable[int]) -> int:
    """The commonest gap between lines, the least of several: below a wider one something new begins."""
    counts = Counter(gaps)
    return max(counts, key=lambda gap: (counts[gap], -gap), default=0)


def codes_of(text: str) -> Codes:
    """The code point of each character, in units of one byte for ASCII, else of two or four as needed."""
    if text.isascii():
        return np.frombuffer(text.encode("ascii"), dtype=np.uint8)
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) == 2 * len(text):
        return np.frombuffer(units, dtype=np.uint16)
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)


class LineTable:
    """What every layout asks of the lines, one array entry a line; each group is counted when asked for.

    ``start`` and ``end`` are half-open character offsets without the line's terminator; ``indent`` counts
    leading blanks, ``first`` is the code point after them, 0 where nothing is printed; ``printed``, ``tabs``,
    ``pipes``, ``tags`` (``<``), ``boxes``, ``digits``, ``cjk`` count characters; ``gaps`` counts runs of two
    or more blanks after the first printed character. Lines end at LF, CR LF or a lone CR. The arrays are not
    to be written to.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._signs: dict[str, Count] = {}

    def count(self, signs: str) -> Count:
        """How many of some signs each line has."""
        if signs not in self._signs:
            self._signs[signs] = _counted_signs(self._text, self.start, signs)
        return self._signs[signs]

    def span(self, line: int) -> tuple[int, int]:
        """The half-open offsets of one line."""
        return int(self.start[line]), int(self.end[line])

    @property
    def start(self) -> Int:
        """The offset of each line's first character."""
        return self._edges[0]

    @property
    def end(self) -> Int:
        """The offset after each line's last character."""
        return self._edges[1]

    @property
    def indent(self) -> Count:
        """Blanks before the first printed character."""
        return self._spacing[0]

    @property
    def first(self) -> Count:
        """The code point of the first printed character, 0 where nothing is printed."""
        return self._spacing[2]

    @property
    def gaps(self) -> Count:
        """Runs of two or more blanks after the first printed character."""
        return self._spacing[1]

    @cached_property
    def printed(self) -> Count:
        """Characters that are no blanks."""
        return (self.end - self.start - self._classes[0]).astype(np.int32)

    @property
    def tabs(self) -> Count:
        """Tabs."""
        return self.count("\t")

    @property
    def pipes(self) -> Count:
        """Signs ``|``."""
        return self.count("|")

    @property
    def tags(self) -> Count:
        """Signs ``<``."""
        return self.count("<")

    @property
    def boxes(self) -> Count:
        """Signs of Unicode's box drawing block."""
        return self._classes[1]

    @property
    def digits(self) -> Count:
        """Digits, wide ones too."""
        return self._classes[2]

    @property
    def cjk(self) -> Count:
        """Ideographs."""
        return self._classes[3]

    @cached_property
    def _classes(self) -> list[Count]:
        """Blanks, box drawing, digits and ideographs: together, for the code points take longest."""
        return _counted(self._text, self.start, *CLASSES)

    @cached_property
    def _edges(self) -> tuple[Int, Int]:
        text = self._text
        found = [_breaks(text, at) for at in range(0, len(text), PIECE)]
        stops = np.concatenate([stop for stop, _ in found]) if found else np.zeros(0, dtype=np.int64)
        start = np.concatenate(([int(text[:1] == chr(BYTE_ORDER_MARK))], stops + 1))
        if any(double is not None for _, double in found):
            stops -= np.concatenate([np.zeros(len(s), np.bool_) if d is None else d for s, d in found])
        return start, np.concatenate((stops, [len(text)]))

    @cached_property
    def _spacing(self) -> tuple[Count, Count, Count]:
        return _spacing(self._text, *self._edges, self.printed)


def _breaks(text: str, at: int) -> tuple[Int, Bool | None]:
    """Where lines end in the piece from ``at``, and which of the ends are CR LF, None where no CR is."""
    piece = text[at : at + PIECE]
    codes = codes_of(piece)
    feeds = codes == NEWLINE
    if "\r" not in piece and text[at - 1 : at] != "\r":
        return np.flatnonzero(feeds) + at, None
    returns = codes == RETURN
    after = np.append(feeds[1:], text[at + PIECE : at + PIECE + 1] == "\n")
    before = np.append(at > 0 and text[at - 1] == "\r", returns[:-1])
    stops = np.flatnonzero(feeds | (returns & ~after))
    return stops + at, (feeds & before)[stops]


def _pieces(text: str, start: Int) -> Iterator[tuple[int, int, Codes, int]]:
    """The pieces of a text: the half-open range of lines in each, its code points, and its offset.

    The first of the lines may have begun in the piece before.
    """
    for at in range(0, len(text), PIECE):
        codes = codes_of(text[at : at + PIECE])
        first = max(int(np.searchsorted(start, at, side="right")) - 1, 0)
        last = int(np.searchsorted(start, at + len(codes), side="left"))
        if last > first:
            yield first, last, codes, at


def _counted_signs(text: str, start: Int, signs: str) -> Count:
    """How many of some signs stand in each line."""
    if len(signs) > 1:
        return _counted(text, start, blocks_of(signs))[0]
    often = text.count(signs)
    if often * RARE > len(text):
        return _counted(text, start, blocks_of(signs))[0]
    return _times(start, _places(text, signs)) if often else _none(start)


def _counted(text: str, start: Int, *classes: Blocks) -> list[Count]:
    """How many characters of each class stand in each line; a class that the text has not takes no memory."""
    counts = [_none(start)] * len(classes)
    sought = [n for n, blocks in enumerate(classes) if blocks[0][0] <= _ASCII or not text.isascii()]
    for first, last, codes, offset in _pieces(text, start) if sought else ():
        for n in sought:
            places = np.flatnonzero(within(classes[n], codes))
            if len(places):
                if not counts[n].flags.owndata:
                    counts[n] = np.zeros(len(start), dtype=np.int32)
                counts[n][first:last] += _times(start[first:last] - offset, places)
    return counts


def _places(text: str, sign: str) -> Int:
    """Where a sign stands, found one after the other."""
    places = []
    at = text.find(sign)
    while at >= 0:
        places.append(at)
        at = text.find(sign, at + 1)
    return np.array(places, dtype=np.int64)


def within(blocks: Blocks, codes: Codes) -> Bool:
    """Which of the code points are in blocks; comparing takes a fiftieth of the time of looking them up."""
    found = np.zeros(len(codes), dtype=np.bool_)
    for low, high in blocks:
        if low <= np.iinfo(codes.dtype).max:
            found |= codes - codes.dtype.type(low) <= high - low  # what is less wraps around
    return found


@cache
def blocks_of(signs: str) -> Blocks:
    """The blocks that some signs make."""
    codes = np.unique([ord(sign) for sign in signs])
    begins = np.flatnonzero(np.append(True, np.diff(codes) > 1))
    ends = np.append(begins[1:], len(codes)) - 1
    return tuple(zip(codes[begins].tolist(), codes[ends].tolist(), strict=True))


def _times(start: Int, places: Int) -> Count:
    """How many of the places, in order, stand in each line; those before the first count for it."""
    cuts = np.searchsorted(places, start)
    cuts[:1] = 0
    return np.diff(cuts, append=len(places)).astype(np.int32)


def _none(start: Int) -> Count:
    """0 for each line, in no memory."""
    return np.broadcast_to(np.int32(0), len(start))


def _spacing(text: str, start: Int, end: Int, printed: Count) -> tuple[Count, Count, Count]:
    """How many blanks begin each line, how often two or more part its words, and its first sign."""
    indent, gaps, begins = (np.zeros(len(start), dtype=np.int32) for _ in range(3))
    for at in range(0, len(text), PIECE):
        after = at + PIECE if at + PIECE < len(text) else len(text) + 1
        left = max(at - 2, 0)
        codes = codes_of(text[left : after + 1])
        blank = (codes == SPACE) | (codes == TAB) | (codes == WIDE_BLANKS[0]) | (codes == WIDE_BLANKS[1])
        dark = ~(blank | (codes == NEWLINE) | (codes == RETURN))
        dark[: max(int(start[0]) - left, 0)] = False  # a byte order mark
        first, last = np.searchsorted(start, (at, min(after, len(text)))).tolist()
        own = np.arange(first, last)[blank[start[first:last] - left]]
        if len(own):
            indent[own] = _leading(text, dark, left, start[own], end[own])
        at_first = start[first:last] + indent[first:last]
        begins[first:last] = np.where(
            at_first < end[first:last], codes[np.minimum(at_first - left, len(codes) - 1)], 0
        )
        for line in np.flatnonzero((at_first >= left + len(codes)) & (at_first < end[first:last])).tolist():
            begins[first + line] = ord(text[int(at_first[line])])
        gap = np.flatnonzero(dark[:-2] & blank[1:-1] & blank[2:]) + (left + 1)
        gap = gap[(gap >= at) & (gap < after)]
        if len(gap):
            one = max(first - 1, 0)
            gaps[one:last] += _times(start[one:last], gap)
        closing = np.arange(*np.searchsorted(end, (at, after)).tolist())
        closing = closing[(end[closing] - start[closing] > 2) & (printed[closing] > 0)]  # noqa: PLR2004
        edge = end[closing] - left
        gaps[closing] -= blank[edge - 1] & blank[edge - 2]  # a line's trailing blanks part nothing
    return (indent if indent.any() else _none(start)), (gaps if gaps.any() else _none(start)), begins


def _leading(text: str, dark: Bool, left: int, start: Int, end: Int) -> Int:
    """How many blanks begin each of some lines, by what is dark from the offset ``left`` on."""
    places = np.append(np.flatnonzero(dark), len(dark)) + left
    first = places[np.searchsorted(places, start)]
    size: Int = np.minimum(first, end) - start
    for line in np.flatnonzero((first == len(dark) + left) & (end > first)).tolist():
        printed = text[int(start[line]) : int(end[line])]
        size[line] = len(printed) - len(printed.lstrip(BLANKS))
    return size
