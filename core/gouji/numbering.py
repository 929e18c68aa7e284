"""Numbering: the numbers that a form prints beside its row labels (行次, a classification's code).

They are no figures, and they tell rows of one label apart. Whether a print has them at all is judged block by
block; where it has, they leave the strand, and a label beside which another number stands is not that row's.
"""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, pairwise

from gouji.lexicon import BlockKey, Entry, Lexicon
from gouji.mark import Mark
from gouji.numerals import MAX_DIGITS
from gouji.strand import Piece, Strand

SHOWN, CERTAIN = 3, 6
"""Labels in a run beside which their own number stands, or one as far from it as the others': small figures
are so by chance here and there, but not beside most labels, nor in a run of so many."""

ROW = 16
"""Pieces beside a label that are looked at: blanks and the columns of a code."""


@dataclass(frozen=True, slots=True)
class _Found:
    """What stands where a row's number is due: its pieces and their digits; none where there are none."""

    pieces: tuple[int, ...]
    text: str


CODE = 3
"""Digits of the shortest code of a classification; shorter numbers count rows."""

Numbered = tuple[Strand, list[Mark], frozenset[int]]
"""A strand, the marks on it, and its pieces that may be numbers of lines or figures."""


def apart(strands: Sequence[Strand], found: Sequence[Sequence[Mark]], lexicon: Lexicon) -> list[Numbered]:
    """The strands of a document without the row numbers they print, and the marks on each."""
    if not lexicon.numbers:
        return [(strand, list(marks), frozenset()) for strand, marks in zip(strands, found, strict=True)]
    beside = [[_beside(s, mark) for mark in marks] for s, marks in zip(strands, found, strict=True)]
    blocks = (_shown(marks, near, lexicon) for marks, near in zip(found, beside, strict=True))
    shown: frozenset[BlockKey] = frozenset().union(*blocks)
    return [_apart(*one, lexicon, shown) for one in zip(strands, found, beside, strict=True)]


def _apart(
    strand: Strand,
    marks: Sequence[Mark],
    beside: Sequence[dict[bool, _Found]],
    lexicon: Lexicon,
    shown: frozenset[BlockKey],
) -> Numbered:
    """One strand without the row numbers of blocks, and its marks, each for the rows of its number.

    ``shown`` are the blocks that print them anywhere in the document: another layout's lines do too. Rows
    that print numbers are none of a block that does not: its table counts otherwise.
    """
    taken = set(_under_headers(strand, marks))
    counted = {strand.pieces[i].row for i in taken}
    if not shown and not taken:
        return strand, list(marks), frozenset()
    kept: list[Mark] = []
    for mark, sides in zip(marks, beside, strict=True):
        own = {i for e in mark.entries for i in _own(e, sides, shown, lexicon)}
        entries = tuple(e for e in mark.entries if _admits(e, sides, shown, lexicon))
        if strand.pieces[mark.last].row in counted:
            entries = tuple(e for e in entries if not _number(e, lexicon) or _block(e) in shown)
        number = "".join(strand.pieces[i].text for i in sorted(own))
        kept.append(replace(mark, entries=entries, number=number))
        taken |= own
    idle, doubtful = _idle(strand, kept, shown, lexicon)
    return _without(strand, kept, taken | idle, doubtful - taken)


def _block(entry: Entry) -> BlockKey:
    return entry.schema, entry.table, entry.block


def _number(entry: Entry, lexicon: Lexicon) -> str:
    return lexicon.numbers.get((_block(entry), entry.index), "") if entry.kind == "row" else ""


def _shown(
    marks: Sequence[Mark], beside: Sequence[dict[bool, _Found]], lexicon: Lexicon
) -> frozenset[BlockKey]:
    offsets: dict[BlockKey, list[frozenset[int]]] = defaultdict(list)
    codes: Counter[BlockKey] = Counter()
    for mark, sides in zip(marks, beside, strict=True):
        own: dict[BlockKey, set[int]] = defaultdict(set)
        for entry in mark.entries:
            number = _number(entry, lexicon)
            if number:
                block = _block(entry)
                text = sides[block in lexicon.leading].text
                own[block].update(_offset(text, number))
                codes[block] += text == number and len(text) >= CODE
        for block, found in own.items():
            offsets[block].append(frozenset(found))
    headed = {_block(e) for m in marks for e in m.entries if e.kind == "number"}
    return frozenset(
        b
        for b, near in offsets.items()
        if codes[b] >= SHOWN or _count_on(near) or (b in headed and _half(near))
    )


def _under_headers(strand: Strand, marks: Sequence[Mark]) -> Iterator[int]:
    """The digits in a grid's columns headed as the rows' numbers, down to the next heading or header.

    Whatever they count, they are no figures; fragments of one width have the same columns.
    """
    due = [m for m in marks if any(e.kind in ("number", "heading") for e in m.entries)]
    ends = [*(strand.pieces[m.first].row for m in due), len(strand.rows)]
    for i, head in enumerate(due):
        piece = strand.pieces[head.first]
        if strand.grid(piece) and any(e.kind == "number" for e in head.entries):
            width = strand.widths[piece.row]
            end = next(row for row in ends[i + 1 :] if row > piece.row)
            for row in range(piece.row + 1, end):
                if strand.widths[row] == width:
                    below = strand.pieces[slice(*strand.rows[row])]
                    yield from (p.index for p in below if p.left == piece.left and _digits(p))


def _offset(text: str, number: str) -> Iterator[int]:
    """How far the digits beside a label are from its own number; nothing where they are no numbers."""
    if text == number:
        yield 0
    elif text and number.isdecimal() and len(text) <= MAX_DIGITS:
        yield int(text) - int(number)


def _half(offsets: Sequence[frozenset[int]]) -> bool:
    """Whether beside half of the labels or more their own number stands."""
    own = sum(0 in found for found in offsets)
    return bool(own) and 2 * own >= len(offsets)


def _count_on(offsets: Sequence[frozenset[int]]) -> bool:
    """Whether the digits beside labels count as the labels' numbers do, and not by chance.

    Labels that follow each other are as far from their numbers: many in a run, or most of those with digits.
    A label of several rows is as far from each of them.
    """
    runs: list[int] = []
    alike: frozenset[int] = frozenset()
    for found in offsets:
        if alike & found:
            alike &= found
            runs[-1] += 1
        else:
            alike = found
            runs.append(bool(found))
    digits = sum(runs)
    return max(runs, default=0) >= CERTAIN or 2 * sum(n for n in runs if n >= SHOWN) >= max(digits, 1)


def _admits(entry: Entry, sides: dict[bool, _Found], shown: frozenset[BlockKey], lexicon: Lexicon) -> bool:
    """Whether a label may be a row's by its number: its own, or none where that stands after the label.

    A number before the label is a code, and a row without it, or with another, is of the agency's own.
    """
    number = _number(entry, lexicon)
    if not number or _block(entry) not in shown:
        return True
    first = _block(entry) in lexicon.leading
    return sides[first].text == number or (not first and not sides[first].text)


def _own(
    entry: Entry, sides: dict[bool, _Found], shown: frozenset[BlockKey], lexicon: Lexicon
) -> tuple[int, ...]:
    """The pieces that print the number of an entry's row."""
    number = _number(entry, lexicon)
    found = sides[_block(entry) in lexicon.leading]
    return found.pieces if number and found.text == number and _block(entry) in shown else ()


def _beside(strand: Strand, mark: Mark) -> dict[bool, _Found]:
    """The digits before a label (True) and after it (False)."""
    return {
        True: _found(list(_before(strand, mark))[::-1]),
        False: _found(_after(strand, mark)),
    }


def _found(pieces: Sequence[Piece]) -> _Found:
    text = unicodedata.normalize("NFKC", "".join(p.text for p in pieces))
    return _Found(tuple(p.index for p in pieces), text) if text.isdecimal() else _Found((), "")


def _before(strand: Strand, mark: Mark) -> Iterator[Piece]:
    """The digits right before a label, last first: in its row all columns of a code, else one piece.

    Digits that count lines may be taken for the label's ordinal, and be its mark's first piece.
    """
    first = next((i for i in mark.pieces if not _digits(strand.pieces[i])), mark.first)
    row = strand.pieces[first].row
    for piece in reversed(strand.pieces[max(0, first - ROW) : first]):
        if piece.row != row and (strand.grid(piece) or strand.rows[row][0] != first):
            return
        if piece.kind == "blank":
            continue
        if not _digits(piece):
            return
        yield piece
        if piece.row != row:
            return


def _after(strand: Strand, mark: Mark) -> list[Piece]:
    """The digits right after a label or its first line, in its row where it is a grid's."""
    own = set(mark.pieces)
    last = strand.pieces[mark.last]
    begin = mark.last if strand.grid(last) else mark.first
    for piece in strand.pieces[begin + 1 : mark.last + ROW]:
        if strand.grid(piece) and piece.row != last.row:
            break
        if piece.kind != "blank" and piece.index not in own:
            return [piece] if _digits(piece) else []
    return []


def _digits(piece: Piece) -> bool:
    return piece.kind in ("figure", "text") and unicodedata.normalize("NFKC", piece.text).isdecimal()


def _idle(
    strand: Strand, marks: Sequence[Mark], shown: frozenset[BlockKey], lexicon: Lexicon
) -> tuple[set[int], set[int]]:
    """The pieces without columns that number lines without a row, and those of which that is not sure.

    Numbers before labels are codes, and those of an agency's own rows continue a listed one. After the labels
    they are the numbers between two rows' that no row has: all of them once, or any may be a figure as well.
    """
    sure: set[int] = set()
    found: list[Sequence[Piece]] = []
    for block in sorted(shown):
        for low, high, between in _gaps(strand, marks, block, lexicon):
            if block in lexicon.leading:
                sure.update(p.index for p in between if _continues(strand, p, low, high))
            else:
                due = range(int(low) + 1, int(high))
                found += [[p for p in between if p.text == str(n)] for n in due]
    pieces = {p.index for one in found for p in one}
    if len(found) >= SHOWN and all(len(one) == 1 for one in found):
        return sure | pieces, set()
    return sure, pieces


def _continues(strand: Strand, piece: Piece, *codes: str) -> bool:
    """Whether digits are the code of an agency's own row: one of the codes with more digits, before a text.

    Row numbers that only count are no codes; whatever begins with such a digit is a figure.
    """
    longer = any(len(c) >= CODE and piece.text.startswith(c) and piece.text != c for c in codes)
    after = strand.pieces[piece.index + 1 : piece.index + 2]
    return longer and bool(after) and after[0].kind == "text"


def _gaps(
    strand: Strand, marks: Sequence[Mark], block: BlockKey, lexicon: Lexicon
) -> Iterator[tuple[str, str, list[Piece]]]:
    """The numbers of each two rows of a block that follow each other, and the digits between their labels."""
    numbers = {n for (b, _), n in lexicon.numbers.items() if b == block and n.isdecimal()}
    own = [
        m
        for m in marks
        if m.number in numbers
        and any(_number(e, lexicon) == m.number for e in m.entries if _block(e) == block)
    ]
    for before, after in pairwise(own):
        yield (
            before.number,
            after.number,
            [p for p in strand.pieces[before.last + 1 : after.first] if _numbers_line(strand, p)],
        )


def _numbers_line(strand: Strand, piece: Piece) -> bool:
    """Whether digits stand where only the order counts, with nothing but digits between them and a text."""
    if not _digits(piece) or strand.grid(piece):
        return False
    rest = (p for p in strand.pieces[piece.index + 1 : piece.index + ROW] if not _digits(p))
    following = next(rest, None)
    return following is not None and following.kind == "text"


def _without(strand: Strand, marks: Sequence[Mark], taken: set[int], doubtful: set[int]) -> Numbered:
    """The strand without some pieces, and the marks and doubtful pieces among the others."""
    place: dict[int, int] = {}
    for piece in strand.pieces:
        if piece.index not in taken:
            place[piece.index] = len(place)
    before = [0, *accumulate(p.index not in taken for p in strand.pieces)]
    pieces = [replace(p, index=place[p.index]) for p in strand.pieces if p.index in place]
    rows = [(before[first], before[last]) for first, last in strand.rows]
    left = [tuple(place[i] for i in m.pieces if i in place) for m in marks]
    kept = [replace(m, pieces=p) for m, p in zip(marks, left, strict=True) if p]
    left_over = frozenset(place[i] for i in doubtful if i in place)
    return Strand(strand.document, strand.sources, pieces, rows, strand.widths), kept, left_over
