"""Blocks: stretches of lines that share their columns, with the header above them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from unicodedata import normalize

from gouji.matrix import Span
from gouji_layouts.aligned_lines import GAP, UNITS, Kind, Line, Word

MAX_HEADER = 40
"""Lines of a header: more than any statutory form wraps its column labels over, margins included."""
MAX_TAIL = 12
"""Lines that the last row's label may run on below its figures."""
MAX_STUBS = 3
"""Label columns of the deepest statutory table; a line of words with more of them is a header."""
_NUMBER = "[一二三四五六七八九十0-9]{1,3}"
ORDINAL = re.compile(rf"[(]?{_NUMBER}[)、.,](?![0-9])|第{_NUMBER}[条条項项]")
MARK = 8
"""Characters that hold any item mark."""
NUMBER = re.compile(_NUMBER)
HEADING = re.compile(r"[一二三四五六七八九十]{1,3}、")

Edges = tuple[int, int]
"""A column in each unit."""


@dataclass(slots=True)
class Block:
    """Header lines, then the lines of the rows: the first and the last figure line are among these.

    ``torn`` says whether a line that could not be read stands right above and below: its figures may
    belong here.
    """

    header: list[Line]
    body: list[Line] = field(default_factory=list)
    torn: tuple[bool, bool] = (False, False)

    @property
    def figures(self) -> list[Line]:
        """The lines that hold figures."""
        return [line for line in self.body if line.kind is Kind.FIGURES]


def ordinal(text: str, line: Line) -> bool:
    """Whether a label on the line begins as an item of a list: 一、 （三） 2. 第二十条."""
    return any(begins(text, word.span) for word in line.names)


def begins(text: str, span: Span) -> bool:
    """Whether a half-open stretch of text begins as an item of a list."""
    return bool(kind(text, span))


def kind(text: str, span: Span) -> str:
    """How a stretch of text is numbered as an item of a list, without the number; empty where it is not."""
    found = ORDINAL.match(normalize("NFKC", text[span[0] : min(span[1], span[0] + MARK)]))
    return NUMBER.sub("", found.group()) + found.group()[-2:-1].isdigit() * "1" if found else ""


def blocks(text: str, lines: Iterable[Line]) -> Iterator[Block]:
    """Part lines into blocks; a header line between figures, prose or a rule ends a block."""
    pending: list[Line] = []
    block: Block | None = None
    left: Edges = (0, 0)
    value: Word | None = None
    odd = False
    for line in lines:
        if line.kind is Kind.FIGURES:
            value = line.values[0]
            start = (value.places[0][0], value.places[1][0])
            left = start if block is None else (min(left[0], start[0]), min(left[1], start[1]))
            if block is None:
                block = Block(*_above(text, pending, value), (odd, False))
                pending = []
            block.body += [*pending, line]
            pending = []
        elif line.kind is not Kind.BLANK:
            stops = line.kind in (Kind.ODD, Kind.STOP)
            odd = line.kind is Kind.ODD
            if block and (stops or heads(text, line, left, value)):
                block.torn = (block.torn[0], odd)
                pending = _close(text, block, pending)
                yield block
                block = None
            pending = [] if stops else [*pending[-MAX_HEADER:], line]
    if block:
        _close(text, block, pending)
        yield block


def heads(text: str, line: Line, left: Edges, value: Word | None) -> bool:
    """Whether a line of words prints column labels: words that reach over the figures' left edge.

    A long label of a row may reach there too; it stands alone, or begins an item of a list. A word one blank
    from the next is a column label where it covers a whole ``value``.
    """
    if len(line.words) > MAX_STUBS:
        return True
    over = [i for i, w in enumerate(line.words) if w.places[0][1] > left[0] or w.places[1][1] > left[1]]
    if len(over) != 1 or len(line.words) == 1:
        return len(over) > 1
    last = over[0]
    if last == 0 or begins(text, line.words[last].span):
        return False
    aside = line.words[last].start - line.words[last - 1].end >= GAP
    return aside or (value is not None and _covers(line.words[last], value))


def _covers(word: Word, value: Word) -> bool:
    pairs = zip(word.places[:UNITS], value.places[:UNITS], strict=True)
    return any(a[0] <= b[0] and b[1] <= a[1] for a, b in pairs)


def _above(text: str, pending: list[Line], value: Word) -> tuple[list[Line], list[Line]]:
    """Part the lines above the first figures into the header and the first row's own label lines."""
    cut = len(pending)
    left = (value.places[0][0], value.places[1][0])
    while cut and not heads(text, pending[cut - 1], left, value):
        cut -= 1
    if not cut:
        return [], list(pending[-MAX_TAIL:])
    top = cut - 1
    while top and not _heading(text, pending[top - 1]):
        top -= 1
    return pending[top:cut], pending[cut:]


def _heading(text: str, line: Line) -> bool:
    return len(line.words) == 1 and HEADING.match(text, line.words[0].start) is not None


def _close(text: str, block: Block, pending: list[Line]) -> list[Line]:
    """Give the block the lines its last label runs on over, as close as its lines; return the others."""
    printed = [line.index for line in (block.body if len(block.body) > 2 else (*block.header, *block.body))]  # noqa: PLR2004
    step = max((b - a for a, b in pairwise(printed)), default=1)
    cut, last = 0, printed[-1]
    while cut < min(len(pending), MAX_TAIL) and pending[cut].index - last <= step:
        if ordinal(text, pending[cut]):
            break
        last = pending[cut].index
        cut += 1
    block.body += pending[:cut]
    return pending[cut:]
