"""Cells without rules: programs draw a table cell by cell and row by row, each cell line by line.

So the order in which the characters were drawn tells which lines are one cell and where a row begins, and
their places tell the columns. What is found is believed only where both agree; see ``pdf_columns``.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import numpy as np

from gouji_readers import pdf_late
from gouji_readers.pdf_block import FIGURE, NUMBER, Block, Drawn, Row
from gouji_readers.pdf_lines import Numbers, Piece, around
from gouji_readers.pdf_notes import MARKS
from gouji_readers.pdf_page import Page

SAME_LINE = 0.2
"""Shares of the font's size by which a baseline may move within a line."""
GAP, GAP_WITHIN = 0.15, 0.8
"""Shares of the font's size between characters from which on they are two pieces, and where they were drawn
at once, as a justified line is."""
SPREAD, WIDEST, EVEN = 3, 2.5, 0.05
"""Least pieces of a word whose signs are spread over a line; shares of the font's size that they are apart
at most, and by which the gaps differ."""
ABOVE = 12.0
"""Shares of the font's size from a header down to the figures that stand below it."""
PITCH = (0.8, 2.1)
"""Shares of the font's size between two lines of one cell."""
DOUBLE = 6.0
"""The same where cells show that their lines are so far apart: four times the height that most fonts have."""
ASTRIDE = 0.35
"""Shares of the font's size by which what stands beside a line's end is above the line below."""
SIGN = re.compile(r"\d{1,2}[.、]|[^\d\s]")
"""What stands alone in a spread word: an ordinal, or one sign."""
ORDINAL = re.compile(
    r"(?:\d{1,2}[.．、](?!\d)|[（(][一二三四五六七八九十\d]{1,3}(?:[）)]|$)|[一二三四五六七八九十]{1,3}、)"
)
"""What begins a row of its own, and no line that goes on; a narrow cell may break it."""
PUNCTUATION = re.compile(r"[“”‘’《》〈〉「」『』【】（）、，。：；]+")
"""What another font may draw behind its line, and what is no cell by itself."""
LETTER = re.compile(r"[^\W\d_]")
SAME_PITCH = 1.1
"""How much farther apart than the nearest lines, of words or of figures, those of one cell may be."""
PIXEL = 0.8
"""Points by which they may be so in any case: browsers lay lines on whole pixels, of 0.75 points."""

ALIKE = 1.02
"""How much larger one of two steps may be that are the same."""


def rows(page: Page, chosen: Numbers) -> list[Row]:
    """The rows of cells as they were drawn; a line outside a table is a row of one cell."""
    out: list[Row] = []
    for block in cells(page, chosen):
        if out and _beside(out[-1][-1], block) and not _above(out, block):
            out[-1].append(block)
        else:
            out.append([block])
    return pdf_late.in_place(out)


def cells(page: Page, chosen: Numbers) -> Iterator[Block]:
    """The lines of a page's cells as they were drawn, cell by cell."""
    filled = _filled(page, _pieces(page, chosen), behind=False)
    return _blocks(_numbered(_filled(page, _spread(filled), behind=True)))


def words(page: Page, chosen: Numbers) -> list[int]:
    """The places of the signs that go on with the one before them in a word, however far they are spread."""
    pieces = (line.piece for block in cells(page, chosen) for line in block.lines)
    return [index for piece in pieces if LETTER.search(piece.text) for index in piece.own[1:]]


def _beside(before: Block, block: Block) -> bool:
    """Whether a cell is the next one of the row: right of the one before, and not all below it."""
    (_, _, right, bottom), (left, top, _, _) = before.box, block.box
    return left >= right - 1 and top < bottom


def _above(rows: Sequence[Row], block: Block) -> bool:
    """Whether a cell stands above all cells of the last row and above the row before it, as late ones do."""
    if len(rows) < 2:  # noqa: PLR2004
        return False
    _, top, _, bottom = block.box
    return bottom <= min(own.box[1] for own in rows[-1]) and top < rows[-2][-1].box[1]


def _pieces(page: Page, chosen: Numbers) -> Iterator[Drawn]:
    held: list[int] = []
    for index in chosen.tolist():
        if held and _apart(page, held, index):
            yield from _drawn(page, held)
            held = []
        held.append(index)
    yield from _drawn(page, held)


def _filled(page: Page, pieces: Iterable[Drawn], *, behind: bool) -> list[Drawn]:
    """Pieces with punctuation of another font, drawn after a line, in the line's gap or ``behind`` it."""
    out: list[Drawn] = []
    for piece in pieces:
        if out and _punctuates(page, out[-1], piece, behind=behind):
            both = sorted([*out[-1].own, *piece.own], key=lambda index: float(page.boxes[index, 0]))
            out[-1:] = _drawn(page, both)
        else:
            out.append(piece)
    return out


def _punctuates(page: Page, line: Drawn, piece: Drawn, *, behind: bool) -> bool:
    """Whether a piece is punctuation, level with words, and between two of their signs or ``behind`` them."""
    if not PUNCTUATION.fullmatch(piece.piece.text) or not LETTER.search(line.piece.text):
        return False
    (left, _, right, _), signs = piece.piece.box, page.boxes[line.piece.own]
    level = abs(piece.base - line.base) <= SAME_LINE * piece.piece.size
    over = (signs[:, 0] < right - 1) & (signs[:, 2] > left + 1)
    inside = signs[:, 0].min() < left and (behind or right < signs[:, 2].max())
    return bool(level and inside and not over.any())


def _apart(page: Page, held: Sequence[int], index: int) -> bool:
    last, size = held[-1], page.size[index]
    if page.tied[index] or page.codes[index] in MARKS:
        return False
    gap = page.boxes[index, 0] - page.boxes[last, 2]
    most = GAP_WITHIN if page.run[index] == page.run[last] else GAP
    moved = abs(page.base[index] - page.base[last]) > SAME_LINE * size
    return bool(moved or gap > most * size or gap < -size)


def _drawn(page: Page, held: Sequence[int]) -> Iterator[Drawn]:
    dark = [i for i in held if not chr(page.codes[i]).isspace()]
    if dark:
        text = " ".join("".join(chr(page.codes[i]) for i in held).split())
        box = around([tuple(page.boxes[i].tolist()) for i in dark])
        size = float(np.median(page.size[dark]))
        yield Drawn(Piece(text, box, size, dark), float(page.base[dark[0]]), list(held))


def _spread(pieces: Sequence[Drawn]) -> list[Drawn]:
    """Pieces with those joined that are one word, its signs spread evenly over the cell's width."""
    stops = [_even(pieces, start) for start in range(len(pieces))]
    column = _Column()
    for start, stop in enumerate(stops):
        column.note(pieces[start:stop])
    out: list[Drawn] = []
    start = 0
    while start < len(pieces):
        longest = range(stops[start], start + 1, -1)
        stop = next((stop for stop in longest if _is_word(pieces[start:stop], column)), start + 1)
        out.append(_one(pieces[start:stop]))
        start = stop
    return out


def _numbered(pieces: Sequence[Drawn]) -> list[Drawn]:
    """Pieces with ordinals joined to the words that they number, as far apart as a justified line's signs."""
    out: list[Drawn] = []
    for piece in pieces:
        if out and _numbers(out[-1], piece):
            out[-1] = _one([out[-1], piece])
        else:
            out.append(piece)
    return out


def _numbers(ordinal: Drawn, words: Drawn) -> bool:
    gap, size = words.piece.box[0] - ordinal.piece.box[2], words.piece.size
    near = 0 <= gap < size and abs(words.base - ordinal.base) <= SAME_LINE * size
    return near and bool(ORDINAL.fullmatch(ordinal.piece.text) and LETTER.match(words.piece.text))


def _even(pieces: Sequence[Drawn], start: int) -> int:
    """Up to where signs follow a piece, all as far apart as the first two."""
    stop = start + 1
    while stop < len(pieces) and _evenly(pieces[start], pieces[start + 1], pieces[stop - 1], pieces[stop]):
        stop += 1
    return stop


def _evenly(first: Drawn, second: Drawn, before: Drawn, last: Drawn) -> bool:
    """Whether the last of some pieces stands as far from the one before as the first two do."""
    size = first.piece.size
    gap, own = (b.piece.box[0] - a.piece.box[2] for a, b in ((first, second), (before, last)))
    level = abs(last.base - before.base) <= SAME_LINE * size
    signs = all(SIGN.fullmatch(own.piece.text) for own in (before, last))
    return level and signs and gap > 0 and abs(own - gap) < EVEN * size


@dataclass(slots=True)
class _Column:
    """The baselines of lines by the whole points of their sides, and of figures by where they begin."""

    filled: dict[tuple[int, int], set[float]] = field(default_factory=dict)
    figures: dict[int, set[float]] = field(default_factory=dict)

    def note(self, pieces: Sequence[Drawn]) -> None:
        """Take in signs that may be a word, or a piece that is one."""
        first, last = pieces[0].piece, pieces[-1].piece
        pair = len(pieces) == 2 and _pair(*pieces)  # noqa: PLR2004
        if pair or len(pieces) >= SPREAD or len(first.text) >= SPREAD:
            self.filled.setdefault((round(first.box[0]), round(last.box[2])), set()).add(pieces[0].base)
        if first.text.isdigit():
            self.figures.setdefault(round(first.box[0]), set()).add(pieces[0].base)

    def fills(self, pieces: Sequence[Drawn]) -> bool:
        """Whether another line begins and ends as some pieces do."""
        left, right = round(pieces[0].piece.box[0]), round(pieces[-1].piece.box[2])
        near = [self.filled.get((left + a, right + b), set()) for a in (-1, 0, 1) for b in (-1, 0, 1)]
        return len({pieces[0].base}.union(*near)) > 1

    def heads(self, pieces: Sequence[Drawn]) -> bool:
        """Whether figures close below begin where some pieces begin, and none where a later piece begins."""
        return [self._above(own) for own in pieces] == [True] + [False] * (len(pieces) - 1)

    def _above(self, own: Drawn) -> bool:
        left, most = round(own.piece.box[0]), ABOVE * own.piece.size
        return any(0 < base - own.base < most for a in (-1, 0, 1) for base in self.figures.get(left + a, ()))


def _pair(first: Drawn, second: Drawn) -> bool:
    """Whether two pieces are a letter each, nearer to each other than the next column would be."""
    letters = all(len(own.piece.text) == 1 and LETTER.match(own.piece.text) for own in (first, second))
    return letters and second.piece.box[0] - first.piece.box[2] < first.piece.size


def _is_word(pieces: Sequence[Drawn], column: _Column) -> bool:
    """Whether evenly spread signs are one word: near each other, or over a justified column."""
    if all(FIGURE.fullmatch(own.piece.text) for own in pieces):
        return False
    first, second = pieces[0].piece, pieces[1].piece
    if len(pieces) < SPREAD:
        return column.fills(pieces)
    near = second.box[0] - first.box[2] < WIDEST * first.size
    return near or column.fills(pieces) or column.heads(pieces)


def _one(pieces: Sequence[Drawn]) -> Drawn:
    """Some pieces as one."""
    text, box = "".join(d.piece.text for d in pieces), around([d.piece.box for d in pieces])
    dark = [index for d in pieces for index in d.piece.own]
    piece = Piece(text, box, pieces[0].piece.size, dark)
    return Drawn(piece, pieces[0].base, [index for d in pieces for index in d.own])


def _blocks(pieces: Sequence[Drawn]) -> Iterator[Block]:
    """Pieces as cells: a piece right below the one drawn before it goes on with its cell.

    Where cells show that what stands beside them is not level with their last lines, such a piece begins one.
    """
    shown = _shown(pieces)
    pitch = _pitch(pieces, shown)
    held: Block | None = None
    for number, piece in enumerate(pieces):
        last = held.lines[-1] if held else None
        begins = bool(shown) and _level_beside(piece, pieces[number + 1 : number + 2])
        if (
            held
            and last
            and not begins
            and _below(last, piece)
            and pitch[_figures(last, piece)].has(last, piece)
        ):
            full = _full(last, piece, held)
            held.lines.append(piece)
            held.joined.append(full)
            continue
        if held:
            yield held
        held = Block([piece], [False])
    if held:
        yield held


def _level_beside(piece: Drawn, following: Sequence[Drawn]) -> bool:
    """Whether a figure is drawn next, right of words and level with them."""
    return any(
        FIGURE.fullmatch(own.piece.text) is not None
        and LETTER.search(piece.piece.text) is not None
        and own.piece.box[0] > piece.piece.box[2]
        and abs(own.base - piece.base) <= SAME_LINE * piece.piece.size
        for own in following
    )


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


def _pitch(pieces: Sequence[Drawn], shown: Sequence[float]) -> dict[bool, _Pitch]:
    """How far apart lines of cells are, of words and of figures; prose has lines of its own height."""
    levels = Counter(round(own.base) for own in pieces)
    most = max([PITCH[1], *(ALIKE * step for step in shown)])
    pairs = [(a, b) for a, b in pairwise(pieces) if _below(a, b) and _step(a, b) <= most]
    beside = [pair for pair in pairs if any(levels[round(own.base)] > 1 for own in pair)]
    least = {
        kind: _shared([_step(*pair) for pair in some if _figures(*pair) == kind])
        for kind, some in ((False, beside or pairs), (True, pairs))
    }
    words = _Pitch(max(shown), ALIKE, DOUBLE) if shown else _Pitch(least[False], SAME_PITCH, most)
    return {False: words, True: _Pitch(least[True], SAME_PITCH, most)}


def _shown(pieces: Sequence[Drawn]) -> list[float]:
    """Steps between lines that cells beside them show to be of one cell, where such a step comes twice.

    What stands right of both and above the second was drawn behind it: the row does not begin with that one.
    """
    drawn = zip(pieces, pieces[1:], pieces[2:], strict=False)
    steps = sorted(_step(a, b) for a, b, c in drawn if _below(a, b) and _above_end(a, b, c))
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


def _figures(before: Drawn, piece: Drawn) -> bool:
    """Whether both are figures, whose font may have lines of another height than that of the words."""
    return all(FIGURE.fullmatch(own.piece.text) is not None for own in (before, piece))


def _step(before: Drawn, piece: Drawn) -> float:
    """How far a line is below the one before, in shares of the font's size."""
    return (piece.base - before.base) / min(before.piece.size, piece.piece.size)


def _below(before: Drawn, piece: Drawn) -> bool:
    size = min(before.piece.size, piece.piece.size)
    beside = piece.piece.box[0] > before.piece.box[2] or piece.piece.box[2] < before.piece.box[0]
    alike = abs(before.piece.size - piece.piece.size) < 0.1 * size
    begins = ORDINAL.match(piece.piece.text) is not None or _words_below(before, piece)
    return alike and not beside and not begins and PITCH[0] <= _step(before, piece) <= DOUBLE


def _words_below(before: Drawn, piece: Drawn) -> bool:
    """Whether words stand below a figure: the next row's, long enough to reach under it."""
    return NUMBER.fullmatch(before.piece.text) is not None and LETTER.search(piece.piece.text) is not None


def _full(line: Drawn, following: Drawn, block: Block) -> bool:
    """Whether a line is as wide as its cell: no other line of it is much wider, and it ends in no figure."""
    widest = max(d.piece.box[2] - d.piece.box[0] for d in [*block.lines, following])
    figures = FIGURE.fullmatch(line.piece.text) and FIGURE.fullmatch(following.piece.text)
    own = line.piece.box[2] - line.piece.box[0]
    return not figures and own > widest - 2 * line.piece.size
