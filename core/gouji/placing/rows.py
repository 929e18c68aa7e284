"""Rows: what is printed for a label, right of it in a grid, after it where only the order is sure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import dropwhile, islice, pairwise

from gouji.fold import is_lost, ordinal
from gouji.mark import Mark
from gouji.marked import Marked
from gouji.placing import again
from gouji.placing.grid_row import GridRow
from gouji.placing.loose import loose, typed
from gouji.reading import BLANK, Reading, fits
from gouji.references import decoded
from gouji.schema import Block, Schema
from gouji.strand import Piece, Strand, as_text

SEVERAL = re.compile(r"[+-]?\d[\d,.]*(?:[ \xa0\u3000]+[+-]?\d[\d,.]*)+")
"""Figures side by side in one cell."""
JAMMED = re.compile(r"[+-]?\d[\d,.]*(?:[+-][\d,.]*)+")
"""Figures with nothing but their signs between."""
STOPS = ("。", "！", "？", "；")
"""What a sentence ends with."""
SCRAWL = 12
"""Characters of a text that stands where a figure should; longer ones with words are notes."""
LIKE_DIGITS, ALIKE = frozenset("OoDQlIiSsZzBbgqЗз|"), 3
"""Letters that stand where a scanner took a digit for one, and how many of them are no word."""


def row_of(marked: Marked, mark: Mark, size: int) -> GridRow:
    """The slots of a label's row; where it runs over several physical rows, those of the row with figures.

    ``size`` is the number of columns of its block.
    """
    strand = marked.strand
    piece = strand.pieces[mark.last]
    if not strand.grid(piece):
        row = _loose_row(strand, mark) or _line_row(marked, mark)
        between = strand.pieces[mark.first : mark.last] if strand.grid(strand.pieces[mark.first]) else ()
        row.crowded |= not row.printed and any(p.kind == "figure" for p in between)
        return row
    numbers = sorted({strand.pieces[i].row for i in mark.pieces})
    rows = [_beside(marked, mark, number, size) for number in numbers]
    best = max(rows, key=lambda r: (len(r.printed), bool(r.slots)))
    best.crowded |= sum(bool(r.printed) for r in rows) > 1 or _heads(marked, mark, numbers[-1])
    best.crowded |= not best.slots and _lost_behind(strand, mark)
    return best


def _lost_behind(strand: Strand, mark: Mark) -> bool:
    """Whether a label is followed by signs in place of others, which may be its row's."""
    following = strand.pieces[mark.last + 1 : mark.last + 2]
    return any(p.kind == "text" and is_lost(p.text) for p in following)


def _heads(marked: Marked, mark: Mark, number: int) -> bool:
    """Whether a row that another edition has as a group stands beside figures without a label of their own.

    Then its figures may be those of one of the group's rows, whose label is lost as well. A group's label may
    be printed beside each of its rows.
    """
    if not {"row", "group"} <= {e.kind for e in mark.entries}:
        return False
    strand = marked.strand
    own = {p.text for p in strand.pieces[slice(*strand.rows[number])]}
    return any(_unnamed(strand, n, own) for n in (number - 1, number + 1) if 0 <= n < len(strand.rows))


def _unnamed(strand: Strand, number: int, texts: set[str]) -> bool:
    """Whether a row of a grid prints figures and no other texts than these."""
    pieces = strand.pieces[slice(*strand.rows[number])]
    figures = any(p.kind == "figure" for p in pieces)
    return figures and strand.grid(pieces[0]) and all(p.text in texts for p in pieces if p.kind == "text")


def _line_row(marked: Marked, mark: Mark) -> GridRow:
    """What follows a label where only the order counts; figures behind a strange text may be its own."""
    mark = again.last(marked, mark)
    row = GridRow(tuple(_following(marked, mark)), marked.strand.pieces[mark.last].matrix, 0, 0)
    if not row.printed:
        beyond = tuple(_beyond(marked, mark))
        row.slots, row.crowded = beyond or row.slots, bool(beyond) or _goes_on(marked, mark)
    return row


def _goes_on(marked: Marked, mark: Mark) -> bool:
    """Whether the text behind a label goes on with a longer one: the rest of that stands elsewhere."""
    following = marked.strand.pieces[mark.last + 1 : mark.last + 2]
    return any(
        len(p.body) > 1
        and p.index not in marked.pieces
        and any(mark.label + p.body in e for e in marked.lexicon.entries)
        for p in following
        if p.kind == "text"
    )


def _beyond(marked: Marked, mark: Mark) -> Iterator[Piece]:
    """The figures behind texts that follow a label and are none: the rest of the label, cut or misprinted.

    A part of a group's label, printed beside the rows, is no rest of one.
    """
    strand = marked.strand
    begun = False
    line = -1
    for piece in islice(strand.pieces, mark.last + 1, None):
        if piece.kind == "gap" or strand.grid(piece) or piece.index in marked.pieces:
            return
        ends = begun or piece.text.endswith(STOPS) or piece.label in marked.lexicon.scraps
        if piece.kind == "text" and ends:
            return
        if piece.kind in ("figure", "mark"):
            if piece.row != line and _text_after(strand, piece.index) is not None:
                return
            begun, line = True, piece.row
            yield piece


def _loose_row(strand: Strand, mark: Mark) -> GridRow | None:
    """The grid's row without text that follows a label printed outside the grid, directly before it."""
    index = mark.last + 1
    if index >= len(strand.pieces) or not strand.grid(strand.pieces[index]):
        return None
    first = strand.pieces[index]
    begin, end = strand.rows[first.row]
    slots = tuple(strand.pieces[begin:end])
    if first.kind == "gap" or begin != index or any(p.kind == "text" and not _signs(p.text) for p in slots):
        return None
    return GridRow(slots, first.matrix, strand.widths[first.row], 0)


def _beside(marked: Marked, mark: Mark, number: int, size: int) -> GridRow:
    """The slots right of a label in one physical row, up to the next label where a row holds several."""
    strand = marked.strand
    own = [strand.pieces[i] for i in mark.pieces if strand.pieces[i].row == number]
    edge = max(p.right for p in own)
    first, last = strand.rows[number]
    slots: list[Piece] = []
    shared = False
    for index in range(first, last):
        if strand.pieces[index].left >= edge:
            if index in marked.pieces:
                shared = not _abreast(marked, mark, index)
                break
            slots += _cells(strand.pieces[index])
    if any(s.part for s in slots) and len({s.left for s in slots}) >= size:
        slots = _whole(slots)
    row = GridRow(tuple(slots), own[0].matrix, strand.widths[number], edge)
    row.left = min(p.left for p in own)
    squeezed = any(s.part for s in slots)
    whole = len(list(dropwhile(lambda s: s.kind == "blank", slots))) == size
    row.crowded = _crowded(marked, mark, own, squeezed=squeezed, whole=whole) or _before(strand, own[0])
    row.squeezed = any(s.kind == "text" and SEVERAL.fullmatch(s.text) for s in slots)
    row.scattered = shared and len(row.printed) != size
    return row


def _cells(piece: Piece) -> Sequence[Piece]:
    """The cells of a piece: where figures stand, what is printed twice is no merged cell."""
    return [replace(p, index=piece.index) for p in piece.repeats] or [piece]


def _before(strand: Strand, label: Piece) -> bool:
    """Whether several figures begin a label's row, before any text: its columns stand in another order."""
    first, _ = strand.rows[label.row]
    kinds = [p.kind for p in strand.pieces[first : label.index]]
    return "text" not in kinds and kinds.count("figure") > 1


def _whole(slots: Sequence[Piece]) -> list[Piece]:
    """The slots with the lines of each cell put together: where no column is wanting, they are no columns."""
    out: list[Piece] = []
    for slot in slots:
        if slot.part and out and out[-1].left == slot.left:
            last = out[-1]
            out[-1] = as_text(last, f"{last.text} {slot.text}", (*last.spans, *slot.spans))
        else:
            out.append(slot)
    return out


def _crowded(marked: Marked, mark: Mark, own: Sequence[Piece], *, squeezed: bool, whole: bool) -> bool:
    """Whether another row's label stands in the label's cell or before it, or strange text before figures.

    Two labels side by side are two rows whose parting line was lost. Text between a label and its figures may
    be the label of a row below it, cut or misprinted; a word with which the row has a slot for each column
    stands in the first figure's.
    """
    strand = marked.strand
    first, last = strand.rows[own[-1].row]
    cell = {own[-1].left}
    for other in marked.by_row[own[-1].row]:
        at = strand.pieces[other.first]
        beside = at.left in cell or squeezed or _adjoins(strand, other, mark)
        if other.pieces != mark.pieces and beside and _only_row(other):
            return True
    strange = [p for p in strand.pieces[first:last] if p.kind == "text" and p.index not in marked.pieces]
    figures = [p.left for p in strand.pieces[first:last] if p.kind == "figure"]
    worded = [p for p in strange if _letters(p.text) and not (p.part or _noted(p.text))]
    worded = [p for p in worded if not whole or _letters(p.text) > ALIKE]
    between = any(own[-1].right <= p.left < max(figures, default=0) for p in worded)
    return between or (squeezed and any(p.label not in marked.lexicon.scraps for p in strange))


def _adjoins(strand: Strand, other: Mark, mark: Mark) -> bool:
    """Whether another label of its table stands right before a label, without cells of its row between."""
    between = strand.pieces[other.last + 1 : mark.first]
    apart = other.label == mark.label or mark.apart(other)
    return other.last < mark.first and not apart and all(p.kind == "text" for p in between)


def _letters(text: str) -> int:
    """How many letters a text has, a reference to a character counted as that."""
    return sum(map(str.isalpha, decoded(text)))


def _noted(text: str) -> bool:
    """Whether a text is a figure with a word or a note's letter, and no label with its ordinal."""
    return len(text) <= SCRAWL and any(map(str.isdecimal, text)) and not ordinal(text)


def _only_row(mark: Mark) -> bool:
    kinds = {e.kind for e in mark.entries}
    return "row" in kinds and "group" not in kinds


def _following(marked: Marked, mark: Mark) -> Iterator[Piece]:
    """Figures, marks and printed blanks from a label's first piece to the next text that is not its own.

    A line in which text follows a figure is another row's, or prose, and ends the row too. If it is the
    label's own line, text that is no label makes its figure unreadable, for it may be the row's. A text with
    digits before any figure is a figure that nobody can read.
    """
    strand = marked.strand
    own = set(mark.pieces)
    begun = False
    line, after = -1, None
    for index in range(mark.first + 1, len(strand.pieces)):
        piece = strand.pieces[index]
        turned = begun and piece.row == strand.pieces[index - 1].row and _page_ends(strand, index - 1, index)
        if turned and piece.kind == "figure":  # it may be the next page's number
            yield as_text(piece, piece.text, piece.spans)
            return
        if index > mark.last and not begun and is_unread(marked, piece):
            yield piece
            return
        if piece.kind == "gap" or (piece.kind == "text" and index > mark.last) or strand.grid(piece):
            return
        if piece.kind != "text" and index not in own:
            if piece.row != line or (after is not None and after < index):  # once a line: it may be long
                line, after = piece.row, _text_after(strand, index)
            if after is not None and after not in own:
                beside = piece.row in {strand.pieces[i].row for i in own}
                if not beside and not is_unread(marked, strand.pieces[after]):
                    return
                if not _abreast(marked, mark, after):
                    yield as_text(piece, piece.text, piece.spans)
                    return
            begun |= piece.kind != "blank"
            yield piece


def is_unread(marked: Marked, piece: Piece) -> bool:
    """Whether a piece prints numerals of any script, with a word at most, that nobody can read.

    What ends as a sentence is prose below the table.
    """
    free = piece.kind == "text" and piece.index not in marked.pieces and not marked.strand.grid(piece)
    return free and not piece.text.endswith(STOPS) and _scrawled(piece.text)


def is_jammed(marked: Marked, piece: Piece) -> bool:
    """Whether a piece is figures without the blanks between them, which nobody can read."""
    return JAMMED.fullmatch(piece.text) is not None and is_unread(marked, piece)


def _scrawled(text: str) -> bool:
    """Whether a text has numerals and hardly more, or nothing but signs in place of others."""
    if is_lost(text):
        return True
    digits = len(text) <= SCRAWL and any(c.isnumeric() and not c.isalpha() for c in text)
    return digits or _signs(text)


def _signs(text: str) -> bool:
    """Whether a text is numerals and signs alone, or letters that are printed like digits."""
    signs = all(c.isnumeric() or not c.isalpha() for c in text)
    alike = len(text) <= ALIKE and LIKE_DIGITS.issuperset(text)
    return alike or (signs and any(map(str.isnumeric, text)))


def _abreast(marked: Marked, mark: Mark, index: int) -> bool:
    """Whether a piece begins a row label of another table of a form, printed right of the label's row."""
    return any(mark.apart(m) for m in marked.by_first.get(index, ()))


def _text_after(strand: Strand, index: int) -> int | None:
    """The next text in the same line, and on the same page, after a figure."""
    _, end = strand.rows[strand.pieces[index].row]
    after = next((i for i in range(index + 1, end) if strand.pieces[i].kind == "text"), None)
    return None if after is None or _page_ends(strand, index, after) else after


def _page_ends(strand: Strand, index: int, after: int) -> bool:
    """Whether a page ends between two pieces."""
    if not strand.document.holds("\f"):
        return False
    between = slice(strand.pieces[index].spans[-1][1], strand.pieces[after].spans[0][0])
    return "\f" in strand.document.text[between]


def settle_line(row: GridRow, block: Block) -> None:
    """Placements of a row that has no columns, only an order; a printed blank counts where all are kept."""
    size, printed = len(block.columns), row.printed
    broken = any(row.slots[i].broken for i in printed)
    row.scattered = row.stray or broken or _scattered([row.slots[i].row for i in printed])
    if row.crowded:
        row.leave_open("text before the figures")
    elif any(s.kind == "text" for s in row.slots):
        row.leave_open("text among the figures")
    elif any(s.kind == "mark" for s in row.slots) and len(row.slots) < size:
        row.leave_open("cells elsewhere")
    elif not printed:
        row.placements = ((BLANK,) * size,)
        row.assumed = ("blanks dropped",)
    elif len(printed) == size:
        whole = _fitting(row, block, printed) and not _is_uneven(printed)
        row.placements = (tuple(printed),) if whole else ()
    elif len(row.slots) == size == len({s.row for s in row.slots}) and _fitting(row, block, range(size)):
        row.placements = (tuple(range(size)),)
        row.assumed = ("blank lines",)
    else:
        loose(row, block.columns)
        row.placements = typed(row, block.columns)


def _is_uneven(printed: Sequence[int]) -> bool:
    """Whether figures have more blanks between some of them than between others: some are another row's."""
    return len({after - before for before, after in pairwise(printed)}) > 1


def _fitting(row: GridRow, block: Block, slots: Sequence[int]) -> bool:
    """Whether each of a row's slots may stand in its column."""
    return all(fits(row.slots[i], c) for i, c in zip(slots, block.columns, strict=True))


def _scattered(lines: Sequence[int]) -> bool:
    """Whether figures are neither all on one line nor one a line."""
    return 1 < len(set(lines)) < len(lines)


def is_grid(strand: Strand, row: GridRow) -> bool:
    """Whether the row's columns are evidence."""
    return strand.sources[row.matrix].matrix.grid


def _is_parted(label: Sequence[Piece], figures: Sequence[int]) -> bool:
    """Whether a piece of a row's label stands among its figures: cells that were drawn by their heights."""
    return any(figures[0] < piece.index < figures[-1] for piece in label if figures)


def reading(
    strand: Strand, schema: Schema, block: Block, index: int, row: GridRow, label: Sequence[Piece]
) -> Reading:
    """A settled row as the reading of the ``index``-th row of a block."""
    spans = tuple(s for p in label for s in p.spans)
    places = [a for a, _ in (*spans, *(s for p in row.slots for s in p.spans))]
    document = strand.document
    grid = is_grid(strand, row)
    return Reading(
        schema=schema,
        block=block,
        row=index,
        layout=strand.sources[row.matrix].layout,
        label="".join(p.text for p in label),
        label_spans=spans,
        slots=row.slots,
        placements=row.placements,
        assumed=row.assumed,
        surplus=row.surplus,
        lines=(document.line_of(min(places)), document.line_of(max(places)) + 1) if places else (0, 0),
        matrix=row.matrix,
        left=min((p.left for p in label), default=0),
        first=row.edge,
        grid=grid,
        parts=len({p.matrix for p in label}) or 1,
        dropped=not grid and len(row.printed) < len(block.columns) and "blank lines" not in row.assumed,
        scattered=row.scattered,
        parted=row.scattered and _is_parted(label, [row.slots[i].index for i in row.printed]),
        guessed=row.guessed,
        rows=tuple(sorted({p.row for p in label})),
        spread=not grid and len({row.slots[i].row for i in row.printed}) > 1,
        proven=row.proven,
        strand=strand,
    )
