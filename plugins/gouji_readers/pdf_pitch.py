"""How far apart the lines of one cell are: by their kind, and as the cells beside them show it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from gouji_readers.pdf_block import FIGURE, LETTER, NUMBER, ORDINAL, Drawn

PITCH = (0.8, 2.1)
"""Shares of the font's size between two lines of one cell."""
DOUBLE = 6.0
"""The same where cells show that their lines are so far apart: four times the height that most fonts have."""
ASTRIDE = 0.35
"""Shares of the font's size by which what stands beside a line's end is above the line below."""
SAME_PITCH = 1.1
"""How much farther apart than the nearest lines, of words or of figures, those of one cell may be."""
PIXEL = 0.8
"""Points by which they may be so in any case: browsers lay lines on whole pixels, of 0.75 points."""

WORDS, SIGNS, FIGURES = "words", "signs", "figures"
"""What two lines below each other are: lines of words, one sign each, or figures."""

ALIKE = 1.02
"""How much larger one of two steps may be that are the same."""


@dataclass(frozen=True, slots=True)
class _Pitch:
    """How far apart lines of one cell are, in shares of the font's size, and how much farther they may be."""

    step: float
    ratio: float
    most: float

    def has(self, before: Drawn, piece: Drawn) -> bool:
        """Whether two lines are near enough to be one cell's."""
        near = max(self.ratio * self.step, self.step + PIXEL / piece.piece.size)
        return _step(before, piece) <= min(near, self.most)


@dataclass(frozen=True, slots=True)
class Pitches:
    """The pitch of each kind of lines; ``shown`` where cells beside them show that of words."""

    kinds: dict[str, _Pitch]
    shown: bool

    def join(self, before: Drawn, piece: Drawn) -> bool:
        """Whether a piece is the next line of the cell of the one before."""
        return _below(before, piece) and any(
            self.kinds[kind].has(before, piece) for kind in _kinds(before, piece)
        )


def pitches(pieces: Sequence[Drawn]) -> Pitches:
    """How far apart lines of cells are, by their kind; prose has lines of its own height."""
    shown = _shown(pieces)
    levels = Counter(round(own.base) for own in pieces)
    most = max([PITCH[1], *(ALIKE * step for step in shown)])
    pairs = [(a, b) for a, b in pairwise(pieces) if _below(a, b) and _step(a, b) <= most]
    steps: dict[str, list[float]] = {WORDS: [], SIGNS: [], FIGURES: []}
    beside: list[float] = []
    for pair in pairs:
        kind, step = _kinds(*pair)[0], _step(*pair)
        steps[kind].append(step)
        if kind == WORDS and any(levels[round(own.base)] > 1 for own in pair):
            beside.append(step)
    kinds = {kind: _Pitch(_shared(listed), SAME_PITCH, most) for kind, listed in steps.items()}
    words = _shared(beside or steps[WORDS] or steps[SIGNS])
    kinds[WORDS] = _Pitch(max(shown), ALIKE, DOUBLE) if shown else _Pitch(words, SAME_PITCH, most)
    return Pitches(kinds, bool(shown))


def _shown(pieces: Sequence[Drawn]) -> list[float]:
    """Steps between lines that cells beside them show to be of one cell, where such a step comes twice.

    What stands right of both and above the second was drawn behind it: the row does not begin with that one.
    """
    drawn = zip(pieces, pieces[1:], pieces[2:], strict=False)
    below = ((a, b, c) for a, b, c in drawn if _below(a, b) and _kinds(a, b)[0] != SIGNS)
    steps = sorted(_step(a, b) for a, b, c in below if _above_end(a, b, c))
    least = next((a for a, b in pairwise(steps) if b < ALIKE * a), None)
    return [step for step in steps if least and least <= step < SAME_PITCH * least]


def _above_end(first: Drawn, second: Drawn, beside: Drawn) -> bool:
    """Whether a piece stands right of two lines, level with the first one or between both."""
    off = ASTRIDE * second.piece.size
    right = max(first.piece.box[2], second.piece.box[2])
    return beside.piece.box[0] > right and first.base - off < beside.base < second.base - off


def _shared(steps: Sequence[float]) -> float:
    """The least step that comes twice, else the least: one alone may lead from a cell to another's line."""
    listed = sorted(steps)
    twice = (a for a, b in pairwise(listed) if b < ALIKE * a)
    return next(twice, listed[0] if listed else PITCH[1])


def _kinds(before: Drawn, piece: Drawn) -> tuple[str, ...]:
    """What two lines may be, the likeliest first.

    The font of figures may have lines of another height than that of the words; signs below each other are a
    word set upright, or one in a cell as narrow as a sign.
    """
    if all(FIGURE.fullmatch(own.piece.text) is not None for own in (before, piece)):
        return (FIGURES,)
    return (SIGNS, WORDS) if len(before.piece.text) == len(piece.piece.text) == 1 else (WORDS,)


def _step(before: Drawn, piece: Drawn) -> float:
    """How far a line is below the one before, in shares of the font's size."""
    return (piece.base - before.base) / min(before.piece.size, piece.piece.size)


def _below(before: Drawn, piece: Drawn) -> bool:
    size = min(before.piece.size, piece.piece.size)
    beside = piece.piece.box[0] > before.piece.box[2] or piece.piece.box[2] < before.piece.box[0]
    alike = abs(before.piece.size - piece.piece.size) < 0.1 * size
    begins = ORDINAL.match(piece.piece.text) is not None or _apart(before, piece)
    return alike and not beside and not begins and PITCH[0] <= _step(before, piece) <= DOUBLE


def _apart(before: Drawn, piece: Drawn) -> bool:
    """Whether of two lines one is words and one a figure: the next row's."""
    lines = before.piece.text, piece.piece.text
    return any(map(NUMBER.fullmatch, lines)) and any(map(LETTER.search, lines))
