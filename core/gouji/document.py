"""The document: decoded text with its line table, never edited."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from gouji import edges
from gouji.edges import Edges
from gouji.limits import DEFAULT, Limits
from gouji.line_table import BOX, PIPE, WIDE_BLANKS, Bool, Codes, Int, LineTable, codes_of
from gouji.origin import Origin, Second

if TYPE_CHECKING:
    from gouji.matrix import CellMatrix

__all__ = ["BOX", "PIPE", "WIDE_BLANKS", "Bool", "Document", "Encoding", "Int", "LineTable"]


@dataclass(frozen=True, slots=True)
class Encoding:
    """How bytes became text: the codec, why it was chosen, and how many characters had to be replaced.

    ``remark`` is what whoever reads the report should know of it, as a sentence without an end.
    """

    name: str = "str"
    reason: str = "given as text"
    replaced: int = 0
    remark: str = ""


@dataclass(frozen=True, eq=False)
class Document:
    """Decoded text; every offset in gouji is an offset into ``text`` as decoded, newlines untouched.

    ``sha256`` is the hex digest of the bytes it was decoded from, "" for text; ``file`` is the path they were
    read from, if any. ``limits`` are what reading it may take.

    A file that is no text is made one by a reader: ``kind`` is then the name of what it is ("docx"),
    ``origin`` says where in the file the characters stand, and ``drawn`` are the tables that the file's own
    structure shows, which no layout has to find. ``second`` makes a second text of the same characters, for
    what the first leaves open (``gouji.reread``).
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
    second: Callable[[], Second] | None = None

    @cached_property
    def codes(self) -> Codes:
        """The code point of each character, unsigned, in as many bytes as the text's widest one needs."""
        return codes_of(self.text)

    @cached_property
    def lines(self) -> LineTable:
        """The line table; lines end at LF, CR LF or a lone CR."""
        return LineTable(self.text)

    @cached_property
    def edges(self) -> Edges:
        """Where its lines may have been cut."""
        return edges.of(self.text, self.lines)

    def holds(self, *marks: str) -> bool:
        """Whether any of the marks stands in the text; many layouts ask for the same, so that it is kept."""
        return any(map(self._held.__getitem__, marks))

    @cached_property
    def _held(self) -> _Held:
        return _Held(self.text)

    def line_of(self, offset: int) -> int:
        """The index, from 0, of the line that holds a character offset."""
        # bisect over the array's memory: numpy's own takes five times as long for one offset
        return max(bisect_right(self.lines.start.data, offset) - 1, 0)

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


class _Held(dict[str, bool]):
    """Which marks a text holds; that a sign is nowhere is told twenty times as fast as that a pair is."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text

    def __missing__(self, mark: str) -> bool:
        signs = len(mark) == 1 or all(map(self.__getitem__, mark))
        self[mark] = held = signs and mark in self.text
        return held
