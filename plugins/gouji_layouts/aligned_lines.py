"""Lines of text drawn by position: words with their places, and what kind of line they make."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from gouji.document import Document
from gouji.line_table import codes_of
from gouji.matrix import Span
from gouji.numerals import page_number, read

UNITS = 2
"""Ways to count a line's columns: one a character, or two for a wide character."""
MEASURES = 3
"""Ways to prove a column: the units, and words that begin where characters are counted but are half as wide
again: what a tool prints that turns coordinates into characters, whose grid is finer than the wide ones."""
CACHED_WORD = 24
"""Characters of a word worth remembering; a longer one is prose."""
WIDE = np.array(
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0xA4CF), (0xAC00, 0xD7A3), (0xF900, 0xFAFF),
        (0xFE30, 0xFE6F), (0xFF01, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1FAFF), (0x20000, 0x3FFFD),
    ]
)  # fmt: skip
"""Blocks of East Asian Wide and Fullwidth characters (UAX #11), both ends included."""
WORD = re.compile(
    r"(?<!\S)[+-]?[0-9０-９][0-9０-９,.，．]*[^\S\n]?[（(][^（）()\n]{3,40}[）)](?!\S)"
    r"|(?<!\S)(?:增加?|[减減]少?)[^\S\n][0-9０-９]+(?!\S)"
    r"|(?<!\S)[0-9０-９][0-9０-９,.，．]*[^\S\n](?:[万萬亿億]?元|[件项条次人个])(?!\S)"
    r"|(?<!\S)[\u4e00-\u9fff][^\S\n]{1,2}[\u4e00-\u9fff](?!\S|[^\S\n]{1,4}[\u4e00-\u9fff](?!\S))"
    r"|\S+"
)
"""A word; a figure keeps its remark, unit or 增/减 one blank aside, a spread-out word (总 计) its halves."""
BROKEN = re.compile(r"[0-9０-９+\-－−,，.．/%％]*[0-9０-９%％]")
"""Digits and signs that are no figure of their own: a piece of one, two glued together, or a ratio."""
RULER = re.compile(r"[-=_+:─━\s]{3,}")
CODE = re.compile(r"[0-9０-９]{3,}")
"""A row's code before its label; shorter digits may be a figure of the row above, or an ordinal."""
LETTER = re.compile(r"[^\W\d_]")
GAP = 2
"""Blanks between two columns; a single one may stand inside a label."""
LONGEST = 36
"""Characters without a break that no label has: the longest of a form has 34."""
UNBROKEN = re.compile(rf"[^\s0-9（(]{{{LONGEST}}}")
MAX_VALUES = 64
"""Values of a row; keeps comparing neighbours linear. Statutory tables have at most 15."""


class Kind(Enum):
    """What a line is to a table: figures at its end, words only, nothing, figures amid words, or its end."""

    BLANK = 0
    TEXT = 1
    FIGURES = 2
    ODD = 3
    STOP = 4


class Word(NamedTuple):
    """A run of printed characters: half-open offsets in the text, half-open columns in each measure.

    ``rest`` is where a figure goes on that is broken over two lines.
    """

    start: int
    end: int
    places: tuple[Span, Span, Span]
    value: bool
    broken: bool
    rest: Span | None = None

    @property
    def span(self) -> Span:
        """The half-open offsets."""
        return self.start, self.end

    @property
    def spans(self) -> list[Span]:
        """The half-open offsets, those of the rest too."""
        return [self.span, self.rest] if self.rest else [self.span]


@dataclass(frozen=True, slots=True)
class Line:
    """A line's words, labels first: ``labels`` of them stand before the values."""

    index: int
    kind: Kind
    words: tuple[Word, ...] = ()
    labels: int = 0

    @property
    def values(self) -> tuple[Word, ...]:
        """The figures and marks at the line's end."""
        return self.words[self.labels :]

    @property
    def names(self) -> tuple[Word, ...]:
        """The words before the figures."""
        return self.words[: self.labels]


def read_lines(document: Document, first: int, last: int) -> Iterator[Line]:
    """Read the lines of a half-open range, in order."""
    starts = document.lines.start[first:last].tolist()
    ends = document.lines.end[first:last].tolist()
    base = starts[0]
    prefix = _wide_before(codes_of(document.text[base : ends[-1]])).tolist()
    for index, (start, end) in enumerate(zip(starts, ends, strict=True), first):
        yield _line(document.text, index, (start, end), (prefix, base))


def _wide_before(codes: NDArray[np.uint32]) -> NDArray[np.int64]:
    block = np.searchsorted(WIDE[:, 0], codes, side="right") - 1
    wide = (block >= 0) & (codes <= WIDE[block, 1])
    total = np.zeros(len(codes) + 1, dtype=np.int64)
    np.cumsum(wide, out=total[1:])
    return total


def _line(text: str, index: int, span: Span, wide: tuple[list[int], int]) -> Line:
    body = text[span[0] : span[1]]
    if not body.strip() or page_number(body):
        return Line(index, Kind.BLANK)
    if _prose(body.rstrip()) or RULER.fullmatch(body):
        return Line(index, Kind.STOP)
    words = tuple(_words(text, span, wide))
    labels = len(words)
    while labels and words[labels - 1].value:
        labels -= 1
    if labels == len(words) or not _states(text, words[labels:]):
        return Line(index, Kind.TEXT, words, len(words))
    names = words[_led(text, words) : labels]
    if len(words) - labels > MAX_VALUES or any(w.value and _figure(text, w) for w in names):
        return Line(index, Kind.ODD)
    return Line(index, Kind.FIGURES, words, labels)


def _led(text: str, words: tuple[Word, ...]) -> int:
    """1 if a code leads to the label of a row in a column of its own, else 0."""
    if len(words) < 2 or words[1].value:  # noqa: PLR2004 - a code and a label
        return 0
    led = CODE.fullmatch(text, *words[0].span) and words[1].start - words[0].end >= GAP
    return int(bool(led) and LETTER.match(text, words[1].start) is not None)


def _prose(body: str) -> bool:
    """Whether a line is part of a sentence: it has a full stop, or ends in more than a label."""
    return "。" in body or body[-1] == "；" or UNBROKEN.fullmatch(body[-LONGEST:]) is not None


def _words(text: str, span: Span, wide: tuple[list[int], int]) -> Iterator[Word]:
    prefix, base = wide
    origin = span[0]
    shift = origin + prefix[origin - base]
    for match in WORD.finditer(text, *span):
        start, end = match.span()
        counted = (start - origin, end - origin)
        shown = (start + prefix[start - base] - shift, end + prefix[end - base] - shift)
        places = (counted, shown, (counted[0], counted[0] + (end - start + shown[1] - shown[0] + 1) // 2))
        value, broken = _judge(text[start:end])
        yield Word(start, end, places, value, broken)


def _judge(word: str) -> tuple[bool, bool]:
    return _remembered(word) if len(word) <= CACHED_WORD else _value(word)


def _value(word: str) -> tuple[bool, bool]:
    if read(word).kind in ("figure", "mark"):
        return True, False
    broken = BROKEN.fullmatch(word) is not None
    return broken, broken


_remembered = lru_cache(maxsize=4096)(_value)


def _figure(text: str, word: Word) -> bool:
    return word.broken or read(text[word.start : word.end]).kind == "figure"


def _states(text: str, values: tuple[Word, ...]) -> bool:
    """One mark alone may end any sentence; a figure, or several marks, end a row."""
    return len(values) > 1 or _figure(text, values[0])
