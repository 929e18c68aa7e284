"""The strand: the pieces of a document's matrices in reading order, as placing reads them."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise
from typing import Literal

from gouji import between, nothing, numerals
from gouji.cells import places, texts
from gouji.document import Document
from gouji.fold import body, core
from gouji.matrix import MISSING, CellMatrix, Span
from gouji.numerals import Numeral
from gouji.qualified import changes, is_cell_a_line, of_one_cell, qualified
from gouji.references import decoded
from gouji.sources import Source
from gouji.unseen import pictured, unraised, withdrawn

PieceKind = Literal["figure", "mark", "blank", "text", "gap"]

DASHES = frozenset({"/", "／", "-", "--", "－", "﹣", "–", "—", "——", "―"})
"""Signs for no figure that stand for a cell even where only the order of the pieces is known."""
NO_VALUE = frozenset({"NaN", "nan", "NAN", "None", "none", "null", "NULL", "<NA>", "NaT", "#N/A"})
"""What data frames and spreadsheets print for an empty cell."""

GLUED = re.compile(r"(.*[^\d.,．，+\-－—/％%])(\d+)")
"""Text that ends in digits."""
MOST_GLUED = 64
"""Zeros behind a label that are a figure each at most: no form has so many columns."""
PAGE = re.compile(r"\S(?:[^\f]*\S)?")
"""What stands between two form feeds."""
COUNTERS = frozenset("一二三四五六七八九十⼀⼆⼋⼗") | {"十一", "十二"}
CLOSERS = frozenset("、.．)）")
COUNTED, COUNTED_CELLS = 3, 5
"""Lines that begin with one number after the other and a label before they are taken for counted; cells a
line, where the number before a label may be the total of the row above it."""
WORDY = 4
"""Characters of a text that is not printed twice in a line by chance, as single characters are."""
ORDINALS = frozenset(range(1, 13))
"""An ordinal printed apart: 二 | 、 or 1 | . | 属; forms count to twelve at most."""

_BLANK = Numeral("blank", None, "", "")
_TEXT = Numeral("text", None, "", "")


@dataclass(slots=True)
class Piece:
    """A cell of a matrix on the strand, or a gap: printed text that no matrix holds.

    ``row`` counts physical rows over the whole strand; ``left`` and ``right`` are its half-open slots.
    ``label`` is the text folded as the beginning of a label, ``body`` as its continuation. ``part`` marks
    one of several lines of a cell that each are a piece, ``broken`` a figure on several lines, which only an
    equation proves; ``index`` is the place on the strand. ``repeats`` are the cells of which a piece was
    joined because they print the same.
    """

    kind: PieceKind
    text: str
    spans: tuple[Span, ...]
    matrix: int
    row: int
    left: int
    right: int
    numeral: Numeral = _BLANK
    label: str = ""
    body: str = ""
    part: bool = False
    broken: bool = False
    index: int = -1
    repeats: tuple[Piece, ...] = ()


@dataclass(eq=False)
class Strand:
    """Pieces in reading order; physical rows by number, and each matrix's first; widths in printed slots."""

    document: Document
    sources: Sequence[Source]
    pieces: list[Piece] = field(default_factory=list)
    rows: list[tuple[int, int]] = field(default_factory=list)
    widths: list[int] = field(default_factory=list)
    firsts: list[int] = field(default_factory=list)

    def grid(self, piece: Piece) -> bool:
        """Whether the piece's column is evidence."""
        return self.sources[piece.matrix].matrix.grid

    @cached_property
    def by_slot(self) -> dict[tuple[int, int], int]:
        """Index of the piece that begins at (row, left)."""
        return {(p.row, p.left): p.index for p in reversed(self.pieces)}

    @cached_property
    def copies(self) -> tuple[int, int]:
        """How many of its lines of words are copies of the line of words before, and how many there are."""
        lines = ([p.body for p in self.pieces[a:b] if p.kind == "text"] for a, b in self.rows)
        wordy = [line for line in lines if sum(map(len, line)) >= WORDY]
        return sum(a == b for a, b in pairwise(wordy)), len(wordy)

    def next_text(self, index: int) -> int | None:
        """The next text piece in reading order, or None before a gap or the end."""
        for j in range(index + 1, len(self.pieces)):
            kind = self.pieces[j].kind
            if kind == "text":
                return j
            if kind == "gap":
                return None
        return None

    def below(self, index: int) -> int | None:
        """The text piece in the next physical row of the same matrix at the same slot."""
        piece = self.pieces[index]
        j = self.by_slot.get((piece.row + 1, piece.left))
        if j is None or self.pieces[j].matrix != piece.matrix or self.pieces[j].kind != "text":
            return None
        return j


def weave(document: Document, sources: Iterable[Source], labels: Container[str] = frozenset()) -> Strand:
    """Lay the cells of non-overlapping matrices, given in order of their place, on one strand.

    ``labels`` are the folded labels that figures may be run together with (规章000).
    """
    strand = Strand(document, tuple(sources))
    end: int | None = None
    for index, source in enumerate(strand.sources):
        start, stop = source.matrix.extent
        if end is not None and start > end and between.has_word(document.text, end, start):
            strand.pieces.append(Piece("gap", "", ((end, start),), index, len(strand.rows), 0, 0))
        _lay(strand, index, source.matrix, labels)
        end = max(stop, end or 0)
    for number, piece in enumerate(strand.pieces):
        piece.index = number
    return strand


def _lay(strand: Strand, index: int, matrix: CellMatrix, labels: Container[str]) -> None:
    base = len(strand.rows)
    strand.firsts.append(base)
    height, width = matrix.shape
    per_row: list[list[Piece]] = [[] for _ in range(height)]
    for (row, left, right), (text, spans) in zip(
        places(matrix), texts(matrix, strand.document.text), strict=True
    ):
        if right > left:
            piece = _piece(strand.document.text, text, spans, (index, base + row, left, right))
            if piece.kind == "mark" and (
                numerals.is_left_out(text) or not (matrix.grid or text.lstrip("\\") in DASHES)
            ):
                piece.kind, piece.label, piece.body = "text", core(text), body(text)
            per_row[row].append(piece if matrix.grid else _joined(strand.document.text, piece))
    used = (matrix.owner != MISSING)[:, ::-1].argmax(axis=1).tolist() if width else []
    turned = not matrix.grid and strand.document.holds("\f")
    for r, line in enumerate(per_row):
        first = len(strand.pieces)
        merged = _merge_repeats(line, shortest=1 if matrix.grid else WORDY)
        known = frozenset() if matrix.grid else labels
        if turned:
            merged = [page for piece in merged for page in _pages(strand.document.text, piece)]
        divided = [p for piece in merged for p in _divided(strand.document.text, piece)]
        if not matrix.grid and sum(p.part and p.label in labels for p in divided) > 1:
            divided.sort(key=lambda piece: piece.spans[0])
        strand.pieces.extend(p for piece in divided for p in _unglued(piece, known))
        strand.rows.append((first, len(strand.pieces)))
        strand.widths.append(width - used[r])
    own = strand.pieces[strand.rows[base][0] :] if height else []
    if matrix.grid:
        _mute_index(own)
        _mute_beside(strand.document.text, own)
    else:
        for piece in nothing.cells(own, labels):
            piece.kind, piece.label, piece.body = "mark", "", ""
        _mute_counters(own)
        _mute_ordinals(own)
        _mute_qualified([strand.pieces[a:b] for a, b in strand.rows[base:]], labels)


def _mute_counters(pieces: Sequence[Piece]) -> None:
    """Numbers that count the lines or the labels, one after the other, are a listing's index and no figures.

    They stand first on their lines, three of them before a label; or, a cell a line, each before a label.
    """
    pairs = list(pairwise(pieces))
    lines = [(p, after) for p, after in pairs if p.left == 0 and after.row == p.row and p.kind == "figure"]
    cells = [(p, after) for p, after in pairs if after.row != p.row and _heads(p, after)]
    for listed, least, misses in ((lines, COUNTED, 0), (cells, COUNTED_CELLS, 1)):
        for run in _counts(listed, misses):
            if sum(after.kind == "text" for _, after in run) >= least:
                for piece, _ in run:
                    piece.kind, piece.numeral, piece.label, piece.body = "text", _TEXT, "", ""


def _heads(piece: Piece, after: Piece) -> bool:
    """Whether a figure stands right before a label, and not as part of it, before a point."""
    return piece.kind == "figure" and after.kind == "text" and after.text not in CLOSERS


def _counts(listed: Sequence[tuple[Piece, Piece]], misses: int) -> list[list[tuple[Piece, Piece]]]:
    """The pairs in runs whose first pieces print one number after the other, but for so many in between.

    A table's last figure stands before the next table's title.
    """
    runs: list[list[tuple[Piece, Piece]]] = []
    missed = 0
    for pair in listed:
        if runs and _counts_on(runs[-1][-1][0], pair[0]):
            runs[-1].append(pair)
            missed = 0
        elif runs and len(runs[-1]) > 1 and missed < misses:
            missed += 1
        else:
            runs.append([pair])
            missed = 0
    return runs


def _counts_on(before: Piece, piece: Piece) -> bool:
    return numerals.counts_on(before.text, piece.text)


def _mute_index(own: Sequence[Piece]) -> None:
    """A first column that counts its rows from 0 under a blank header is a data frame's index, no figures.

    Fewer than three rows count so by chance where figures have moved to the left, which leaves a blank.
    """
    column = [p for p in own if p.left == 0]
    first = next((i for i, p in enumerate(column) if p.kind == "figure"), 0)
    counted = [p.numeral.value for p in column[first:]]
    if first and counted == list(range(len(counted))) and all(p.kind == "blank" for p in column[:first]):
        if len(counted) < COUNTED and not (
            _full(own, {p.row for p in column[first:]}) and _named(own, column[first])
        ):
            return
        for piece in column[first:]:
            piece.kind, piece.numeral = "blank", _BLANK


def _named(own: Sequence[Piece], counted: Piece) -> bool:
    """Whether each column but the first has a name above its figures."""
    named = {p.left for p in own if p.row < counted.row and p.kind == "text"}
    return all(p.left in named for p in own if p.row == counted.row and p.left > counted.left)


def _full(own: Sequence[Piece], rows: Container[int]) -> bool:
    """Whether rows of a matrix print something in each of its slots."""
    width = max(p.right for p in own)
    slots = [p for p in own if p.row in rows]
    ends = sum(p.right == width for p in slots) == len({p.row for p in slots})
    return ends and all(p.kind != "blank" for p in slots)


def _mute_ordinals(pieces: Sequence[Piece]) -> None:
    """Numbers that only count a label, first on a line before the sign that closes them, are no figures."""
    for piece, after in zip(pieces, pieces[1:], strict=False):
        alone = piece.left == 0 and after.text in CLOSERS
        if alone and (piece.text in COUNTERS or piece.numeral.value in ORDINALS):
            piece.kind, piece.numeral, piece.label, piece.body = "text", _TEXT, "", ""


def _mute_qualified(lines: Sequence[Sequence[Piece]], labels: Container[str]) -> None:
    """Figures that what stands beside them in their cell makes others are none that can be read."""
    words = [[(p.kind == "figure", p.text) for p in line] for line in lines]
    cells = is_cell_a_line(words)
    for line, said in zip(lines, words, strict=True):
        if len(line) > 1:
            whole = cells and of_one_cell(said, labels)
            for piece in (
                [p for p in line if p.kind == "figure"] if whole else [line[i] for i in qualified(said)]
            ):
                piece.kind, piece.numeral, piece.label, piece.body = "text", _TEXT, "", ""


def _mute_beside(source: str, own: Sequence[Piece]) -> None:
    """The same in columns of blanks, where a sign one blank aside stands in the figure's cell."""
    for before, after in pairwise(own):
        nearest = [(before.kind, before.spans[-1]), (after.kind, after.spans[0])]
        signs = [span for kind, span in nearest if kind == "text" and changes(source[slice(*span)])]
        if signs and source[before.spans[-1][1] : after.spans[0][0]] == " ":
            for piece in (p for p in (before, after) if p.kind == "figure"):
                piece.kind, piece.numeral, piece.label, piece.body = "text", _TEXT, "", ""


def _piece(source: str, text: str, spans: tuple[Span, ...], place: tuple[int, int, int, int]) -> Piece:
    if text in NO_VALUE:
        return Piece("blank", text, spans, *place)
    if not text and (shown := pictured(source, spans[0][0])) is not None:
        return Piece("text", source[slice(*shown)], (shown,), *place, _TEXT)
    plain = decoded(text)
    numeral = numerals.read(plain)
    if numeral.kind == "figure" and (
        (len(spans) > 1 and between.is_broken(source, spans)) or withdrawn(source, spans)
    ):
        numeral = _TEXT
    if numeral.kind == "text":
        glued = numerals.split_page_mark(text) if len(spans) == 1 else None
        if glued is None:
            named = decoded(unraised(source, spans)) if len(spans) > 1 else plain
            return Piece("text", text, spans, *place, numeral, core(named), body(named))
        start = spans[0][0]
        text, numeral, spans = glued[0], numerals.read(glued[0]), ((start, start + len(glued[0])),)
    return Piece(numeral.kind, text, spans, *place, numeral)


def _joined(source: str, piece: Piece) -> Piece:
    """A text whose lines are digits as the figure that they print together, which only an equation proves."""
    several = piece.kind == "text" and len(piece.spans) > 1 and between.is_broken(source, piece.spans)
    if not several or between.is_stacked(source, piece.spans) or withdrawn(source, piece.spans):
        return piece
    numeral = numerals.read(piece.text)
    if numeral.kind != "figure":
        return piece
    return replace(piece, kind="figure", numeral=numeral, label="", body="", broken=True)


def _pages(source: str, piece: Piece) -> list[Piece]:
    """What a text prints before and after a form feed, as pieces: some tools end a page with it alone."""
    if piece.kind != "text" or len(piece.spans) > 1 or "\f" not in piece.text:
        return [piece]
    (start, end), place = piece.spans[0], (piece.matrix, piece.row, piece.left, piece.right)
    spans = [m.span() for m in PAGE.finditer(source, start, end)]
    return [_piece(source, source[a:b], ((a, b),), place) for a, b in spans]


def _divided(source: str, piece: Piece) -> list[Piece]:
    """The lines of a cell as pieces of their own, where all are labels or none is.

    A converter may squeeze two columns, two rows, or a group label and a row label into one cell.
    """
    if piece.kind != "text" or len(piece.spans) == 1 or not between.is_broken(source, piece.spans):
        return [piece]
    parts: list[list[Span]] = [[piece.spans[0]]]
    for before, span in zip(piece.spans, piece.spans[1:], strict=False):
        if between.is_broken(source, (before, span)):
            parts.append([span])
        else:
            parts[-1].append(span)
    place = (piece.matrix, piece.row, piece.left, piece.right)
    pieces = [_piece(source, "".join(source[a:b] for a, b in p), tuple(p), place) for p in parts]
    kinds = {p.kind == "text" for p in pieces}
    if len(kinds) > 1 or (kinds == {False} and not between.is_stacked(source, piece.spans)):
        return [piece]
    for one in pieces:
        one.part = True
    return pieces


def _unglued(piece: Piece, labels: Container[str]) -> list[Piece]:
    """A label and the figures run together with it, as far as the digits are figures in one way only.

    A figure has no leading zero, so zeros are as many figures, and a single digit is one; others stay text.
    """
    found = GLUED.fullmatch(piece.text) if piece.kind == "text" and len(piece.spans) == 1 else None
    if found is None or core(found[1]) not in labels:
        return [piece]
    start, middle = piece.spans[0][0], piece.spans[0][0] + len(found[1])
    digits = found[2]
    zeros = len(digits) <= MOST_GLUED and not digits.strip("0０")
    step = 1 if len(digits) == 1 or zeros else len(digits)
    place = (piece.matrix, piece.row, piece.left, piece.right)
    label = _piece("", found[1], ((start, middle),), place)
    out = [label]
    for at in range(0, len(digits), step):
        one = _piece("", digits[at : at + step], ((middle + at, middle + at + step),), place)
        out.append(one if step == 1 else as_text(one, one.text, one.spans))
    return out


def as_text(piece: Piece, text: str, spans: tuple[Span, ...]) -> Piece:
    """The piece as a slot that prints something, but no figure that can be read."""
    return replace(piece, kind="text", text=text, spans=spans, numeral=_TEXT)


def _merge_repeats(line: list[Piece], shortest: int) -> list[Piece]:
    """Join neighbours that print the same text: a merged cell repeated over each of its slots."""
    runs: list[list[Piece]] = []
    for piece in line:
        if runs and piece.kind == "text" == runs[-1][-1].kind and _same(runs[-1][-1], piece, shortest):
            runs[-1].append(piece)
        else:
            runs.append([piece])
    return [_merged(run) if len(run) > 1 else run[0] for run in runs]


def _merged(run: Sequence[Piece]) -> Piece:
    """The first of several pieces that print the same, over the slots of all."""
    return replace(run[0], right=run[-1].right, repeats=tuple(run))


def _same(last: Piece, piece: Piece, shortest: int) -> bool:
    return last.right == piece.left and last.text == piece.text and len(piece.text) >= shortest
