"""Cells without rules: programs draw a table cell by cell and row by row, each cell line by line.

So the order in which the characters were drawn tells which lines are one cell and where a row begins, and
their places tell the columns. What is found is believed only where both agree; see ``pdf_columns``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from gouji_readers import pdf_late
from gouji_readers.pdf_block import FIGURE, LETTER, ORDINAL, Block, Drawn, Row
from gouji_readers.pdf_lines import Numbers, Piece, around
from gouji_readers.pdf_notes import MARKS
from gouji_readers.pdf_page import Page
from gouji_readers.pdf_pitch import pitches

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
SIGN = re.compile(r"\d{1,2}[.、]|[^\d\s]")
"""What stands alone in a spread word: an ordinal, or one sign."""
PUNCTUATION = re.compile(r"[“”‘’《》〈〉「」『』【】（）、，。：；]+")
"""What another font may draw behind its line, and what is no cell by itself."""


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
        torn = bool(page.torn[dark].any())
        yield Drawn(Piece(text, box, size, dark, torn), float(page.base[dark[0]]), list(held))


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
    piece = Piece(text, box, pieces[0].piece.size, dark, any(own.piece.torn for own in pieces))
    return Drawn(piece, pieces[0].base, [index for d in pieces for index in d.own])


def _blocks(pieces: Sequence[Drawn]) -> Iterator[Block]:
    """Pieces as cells: a piece right below the one drawn before it goes on with its cell.

    Where cells show that what stands beside them is not level with their last lines, such a piece begins one.
    """
    pitch = pitches(pieces)
    held: Block | None = None
    for number, piece in enumerate(pieces):
        last = held.lines[-1] if held else None
        begins = pitch.shown and _level_beside(piece, pieces[number + 1 : number + 2])
        if held and last and not begins and pitch.join(last, piece):
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


def _full(line: Drawn, following: Drawn, block: Block) -> bool:
    """Whether a line is as wide as its cell: no other line of it is much wider, and it ends in no figure."""
    widest = max(d.piece.box[2] - d.piece.box[0] for d in [*block.lines, following])
    figures = FIGURE.fullmatch(line.piece.text) and FIGURE.fullmatch(following.piece.text)
    own = line.piece.box[2] - line.piece.box[0]
    return not figures and own > widest - 2 * line.piece.size
