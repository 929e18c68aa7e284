"""The document: decoded text with its line table, never edited."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from gouji.limits import DEFAULT, Limits
from gouji.origin import Origin

if TYPE_CHECKING:
    from gouji.matrix import CellMatrix

Bool = NDArray[np.bool_]
Int = NDArray[np.int64]

BYTE_ORDER_MARK = 0xFEFF
"""At the start of a text it belongs to no line; bytes lose it when they are decoded."""
TAB, NEWLINE, RETURN, SPACE, PIPE, LESS = 0x09, 0x0A, 0x0D, 0x20, 0x7C, 0x3C
WIDE_BLANKS = (0xA0, 0x3000)
"""No-break space and ideographic space."""
DIGITS, FULLWIDTH_DIGITS = (0x30, 0x39), (0xFF10, 0xFF19)
BOX = (0x2500, 0x257F)
"""Box Drawing block of Unicode."""
CJK = (0x3400, 0x9FFF)
"""CJK unified ideographs with extension A."""


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes became text: the codec, why it was chosen, and how many characters had to be replaced."""

    name: str = "str"
    reason: str = "given as text"
    replaced: int = 0


@dataclass(frozen=True, slots=True)
class LineTable:
    """What every layout asks of the lines, one array entry a line.

    ``start`` and ``end`` are half-open character offsets without the line's terminator; ``indent`` counts
    leading blanks; ``tabs``, ``pipes``, ``tags`` (``<``), ``boxes``, ``digits``, ``cjk`` count characters;
    ``gaps`` counts runs of two or more blanks after the first printed character.
    """

    start: Int
    end: Int
    indent: Int
    printed: Int
    tabs: Int
    pipes: Int
    tags: Int
    boxes: Int
    digits: Int
    cjk: Int
    gaps: Int


@dataclass(frozen=True, eq=False)
class Document:
    """Decoded text; every offset in gouji is an offset into ``text`` as decoded, newlines untouched.

    ``sha256`` is the hex digest of the bytes it was decoded from, "" for text; ``file`` is the path they were
    read from, if any. ``limits`` are what reading it may take.

    A file that is no text is made one by a reader: ``kind`` is then the name of what it is ("docx"),
    ``origin`` says where in the file the characters stand, and ``drawn`` are the tables that the file's own
    structure shows, which no layout has to find.
    """

    text: str
    source: str = "<text>"
    encoding: Encoding = field(default_factory=Encoding)
    sha256: str = ""
    file: Path | None = None
    limits: Limits = DEFAULT
    kind: str = ""
    origin: Origin | None = None
    drawn: tuple[CellMatrix, ...] = ()

    @cached_property
    def codes(self) -> NDArray[np.uint32]:
        """The code point of each character."""
        return np.frombuffer(self.text.encode("utf-32-le", "surrogatepass"), dtype=np.uint32)

    @cached_property
    def lines(self) -> LineTable:
        """The line table; lines end at LF, CR LF or a lone CR."""
        return _line_table(self.codes)

    def line_of(self, offset: int) -> int:
        """The index, from 0, of the line that holds a character offset."""
        return max(int(np.searchsorted(self.lines.start, offset, side="right")) - 1, 0)

    def line_text(self, line: int) -> str:
        """The text of one line without its terminator."""
        return self.text[int(self.lines.start[line]) : int(self.lines.end[line])]

    def runs(self, mask: Bool) -> list[tuple[int, int]]:
        """Half-open ranges of consecutive lines for which the per-line ``mask`` holds."""
        padded = np.zeros(len(mask) + 2, dtype=np.int8)
        padded[1:-1] = mask
        edges = np.flatnonzero(np.diff(padded))
        pairs = edges.reshape(-1, 2).tolist()
        return [(a, b) for a, b in pairs]


def _line_table(codes: NDArray[np.uint32]) -> LineTable:
    size = len(codes)
    breaks = codes == NEWLINE
    returns = codes == RETURN
    if returns.any():
        follows = np.zeros(size, dtype=np.bool_)
        follows[:-1] = breaks[1:]
        breaks = breaks | (returns & ~follows)
    stops = np.flatnonzero(breaks)
    start = np.concatenate(([int(size > 0 and codes[0] == BYTE_ORDER_MARK)], stops + 1))
    end = np.concatenate((stops, [size]))
    before = codes[np.maximum(end - 1, 0)] == RETURN if size else np.zeros(len(end), np.bool_)
    crlf = (end > start) & before & np.concatenate((codes[stops] == NEWLINE, [False]))
    end = end - crlf
    count = _counter(start, end, size)
    blank = (codes == SPACE) | (codes == TAB) | np.isin(codes, WIDE_BLANKS)
    dark = ~blank & ~breaks & ~returns
    digits = _between(codes, DIGITS) | _between(codes, FULLWIDTH_DIGITS)
    return LineTable(
        start=start,
        end=end,
        indent=_indent(dark, start, end),
        printed=count(dark),
        tabs=count(codes == TAB),
        pipes=count(codes == PIPE),
        tags=count(codes == LESS),
        boxes=count(_between(codes, BOX)),
        digits=count(digits),
        cjk=count(_between(codes, CJK)),
        gaps=count(_gap_starts(blank, dark)) - _trailing(dark, start, end),
    )


def _between(codes: NDArray[np.uint32], block: tuple[int, int]) -> Bool:
    return (codes >= block[0]) & (codes <= block[1])


class _counter:  # noqa: N801 - used like a function
    """Count marked characters between line starts and ends by one prefix sum each."""

    def __init__(self, start: Int, end: Int, size: int) -> None:
        self.start, self.end, self.size = start, end, size

    def __call__(self, mask: Bool) -> Int:
        total = np.zeros(self.size + 1, dtype=np.int64)
        np.cumsum(mask, out=total[1:])
        result: Int = total[self.end] - total[self.start]
        return result


def _indent(dark: Bool, start: Int, end: Int) -> Int:
    where = np.flatnonzero(dark)
    first = np.searchsorted(where, start)
    padded = np.append(where, len(dark))
    result: Int = np.minimum(padded[first], end) - start
    return result


def _trailing(dark: Bool, start: Int, end: Int) -> Int:
    """1 for each line that ends in two blanks or more after a printed character, else 0."""
    where = np.flatnonzero(dark)
    if not len(where):
        return np.zeros(len(start), dtype=np.int64)
    last = where[np.maximum(np.searchsorted(where, end) - 1, 0)]
    result: Int = ((last >= start) & (last < end) & (end - last > 2)).astype(np.int64)  # noqa: PLR2004
    return result


def _gap_starts(blank: Bool, dark: Bool) -> Bool:
    starts = np.zeros(len(blank), dtype=np.bool_)
    if len(blank) > 2:  # noqa: PLR2004 - a gap needs a printed character and two blanks
        starts[1:-1] = dark[:-2] & blank[1:-1] & blank[2:]
    return starts
