"""Rows: which figure lines are a printed row each, and which cannot be told apart.

A narrow column wraps its figures over lines (``339`` above ``6``), and a drawn row may put its figures at two
heights. A line with fewer figures than the table has columns is a row with blank cells only where nothing
beside it may be a piece of the same row.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from operator import lt

from gouji_layouts.aligned_blocks import Block, begins
from gouji_layouts.aligned_broken import joined
from gouji_layouts.aligned_lines import GAP, UNITS, Kind, Line, Word
from gouji_layouts.aligned_row import Row, clear, lined_up, stacked, under

LISTED = 0.7
"""Share of figure lines under an item mark from which on the marks alone say where a row begins."""
NEAR = 4
"""Lines on each side that show how wide a column is; bounds the work a line."""
MAX_TAIL = 24
"""Characters at a label's end where a figure may have run into it; a figure has at most 18 digits."""
GLUED = re.compile(r"[^0-9０-９][0-9０-９][0-9０-９,.]*$")


def rows(text: str, block: Block) -> tuple[int, list[Row]]:
    """Part a block into rows, and say how many values its fullest line has. Doubtful rows are not sure."""
    figures = block.figures
    found = joined(text, block, _grouped(text, block))
    lines = [*(line.values for line in figures), *(row.values for row in found if row.broken)]
    width = max(map(len, lines))
    for row in found:
        row.sure = len(row.lines) == 1 and not any(w.broken for w in row.values)
        row.sure &= len(row.values) == width or not _glued(text, row)
        row.under = not row.broken and _is_under(block, row)
        row.sure &= not row.under
    over = list(_over(text, block, found))
    for row in found if 2 * len(over) > len(found) else over:  # a print sets its labels below throughout
        row.sure = False
    found[0].sure &= not block.torn[0]
    found[-1].sure &= not block.torn[1]
    _mend(found, width)
    _spread(found, width)
    for row, following in reversed(list(pairwise(found))):
        row.sure &= following.sure or not _leads(text, block, row)
    return width, found


def _leads(text: str, block: Block, row: Row) -> bool:
    """Whether labels behind a row's figures begin others: theirs may be the figures below, or these."""
    last = next(n for n in range(row.first, row.last) if block.body[n] is row.lines[-1])
    return any(begins(text, w.span) for line in block.body[last + 1 : row.last] for w in line.names)


def _grouped(text: str, block: Block) -> list[Row]:
    starts = _starts(text, block)
    figures = block.figures
    listed = sum(start is not None for start in starts) >= LISTED * len(starts)
    out: list[Row] = []
    rest: list[list[Word]] = []
    place = {line.index: i for i, line in enumerate(block.body)}
    before = 0
    for n, (line, start) in enumerate(zip(figures, starts, strict=True)):
        here = place[line.index]
        apart = start is not None or (n > 0 and not listed and _apart(text, block, (figures, n), before))
        if out and not apart:
            out[-1].lines.append(line)
            rest[-1].extend(line.values)
        else:
            first = before if start is None else start
            out.append(Row(first, here + 1, [line], (), listed=start is not None))
            rest.append(list(line.values))
        before = here + 1
    for row, values in zip(out, rest, strict=True):
        row.values = tuple(values)
    for row, following in pairwise(out):
        row.last = following.first
        row.listed &= following.listed
    out[-1].last = len(block.body)
    return out


def _starts(text: str, block: Block) -> list[int | None]:
    """For each figure line the body line on which its list item begins, None where none does."""
    out: list[int | None] = []
    marked: list[tuple[int, Word]] = []
    for i, line in enumerate(block.body):
        marked += [(i, w) for w in line.names if begins(text, w.span)]
        if line.kind is Kind.FIGURES:
            out.append(_start(block.body, marked) if marked else None)
            marked = []
    return out


def _start(body: Sequence[Line], marked: Sequence[tuple[int, Word]]) -> int:
    """Find the first line of a row's label: that of its innermost item, or of a group's label right above it.

    A group's label may also begin beside the last piece of the row before, which is not this row's; and an
    item below another in its column leaves that one to a row that is blank.
    """
    inner = max(w.places[0][0] for _, w in marked)
    at = max(n for n, (_, w) in enumerate(marked) if w.places[0][0] > inner - GAP)
    start, item = marked[at]
    for below, word in marked[at + 1 :]:
        if below > start and lined_up(word, item):
            start, item = below, word
    for above, _ in reversed(marked):
        if above == start - 1 and not any(stacked(w, item) for w in body[above].names):
            start = above
    return start


def _apart(text: str, block: Block, at: tuple[list[Line], int], before: int) -> bool:
    """Whether two figure lines without item marks are a row each.

    A label that did not fill its column does not run on, so one right below it is another row's. In one row a
    value below another could only be its wrapped rest; one that cannot be that proves two rows.
    """
    figures, n = at
    upper, lower = figures[n - 1], figures[n]
    named = bool(lower.names) or block.body[before].index < lower.index
    if not named:
        return False
    if upper.names and lower.names and stacked(upper.names[-1], lower.names[-1]) and _short(figures, n):
        return True
    pairs = [(a, b) for unit in range(UNITS) for b in lower.values for a in under(upper.values, b, unit)]
    if pairs and len(upper.values) == len(lower.values):
        pairs += zip(upper.values, lower.values, strict=True)
    once = {(a.start, b.start): (a, b) for a, b in pairs}
    return any(not _wraps(text, a, b, figures, n) for a, b in once.values())


def _short(figures: Sequence[Line], n: int) -> bool:
    """Whether the upper line's label leaves its column room: it does not run on in the line below."""
    around = (line.names[-1] for line in figures[max(0, n - NEAR) : n + NEAR] if line.names)
    last = figures[n - 1].names[-1]
    return any(w.end - w.start > last.end - last.start for w in around)


def _wraps(text: str, upper: Word, lower: Word, figures: Sequence[Line], n: int) -> bool:
    """Whether the lower word may be the rest of the upper one, broken where its column was full."""
    head, tail = text[upper.start : upper.end], text[lower.start : lower.end]
    if head == "0" or not (head[-1].isdigit() or head[-1] in ",.") or not tail[0].isdigit():
        return False
    around = (w for line in figures[max(0, n - NEAR) : n + NEAR] for w in under(line.values, upper, 0))
    return all(w.end - w.start <= len(head) for w in around)


def _glued(text: str, row: Row) -> bool:
    """Whether a label ends in digits: a figure may have run into it."""
    ends = (line.names[-1] for line in row.lines if line.names)
    return any(GLUED.search(text, max(w.start, w.end - MAX_TAIL), w.end) for w in ends)


def _mend(found: list[Row], width: int) -> None:
    """Join the lines of a row drawn at several heights, where its neighbours are whole rows.

    Lines with a label each may as well be two rows whose blanks happen to fit together.
    """
    whole = [row.full(width) for row in found]
    for i, row in enumerate(found):
        if len(row.lines) == 1 or len(row.values) != width or any(w.broken for w in row.values) or row.under:
            continue
        if not row.listed and sum(bool(line.names) for line in row.lines) > 1:
            continue
        beside = whole[max(0, i - 1) : i + 2]
        if row.broken:
            row.sure = sum(beside) == len(beside) - 1
        elif sum(beside) == min(2, len(found) - 1) and len(found) > 1 and _in_order(row.values):
            row.values = tuple(sorted(row.values, key=lambda w: w.places[0]))
            row.sure = True


def _is_under(block: Block, row: Row) -> bool:
    """Whether a line of nothing but values begins below the row's label, left of where that ends."""
    edges = [0] * UNITS
    for line in block.body[row.first : row.last]:
        if not line.names and line.kind is Kind.FIGURES:
            left = [place[0] for place in line.values[0].places]
            if all(map(lt, left, edges)):
                return True
        for name in line.names:
            edges = list(map(max, edges, (place[1] for place in name.places)))
    return False


def _over(text: str, block: Block, found: Sequence[Row]) -> Iterator[Row]:
    """The rows with a line of nothing but values nearer to the words below it than to those above it.

    A label that stands below its figures, at the bottom of its row, is the next row's; where it is too long
    for one, it ends the block.
    """
    row = {line.index: each for each in found for line in each.lines}
    belows = [*block.body[2:], None]
    for above, line, below in zip(block.body, block.body[1:], belows, strict=False):
        if line.index not in row or line.names or (below and below.index in row):
            continue
        gap = below.index - line.index if below else 1 if _goes_on(text, line) else line.index
        if gap < line.index - above.index:
            yield row[line.index]


def _goes_on(text: str, line: Line) -> bool:
    """Whether the line below one prints anything."""
    start = text.find("\n", line.words[-1].end) + 1
    return bool(start and text[start : text.find("\n", start) + 1 or None].strip())


def _in_order(values: Sequence[Word]) -> bool:
    """Whether values lie clear of each other, in the same order in both units."""
    orders = {tuple(w.start for w in sorted(values, key=lambda w: w.places[unit])) for unit in range(UNITS)}
    return len(orders) == 1 and all(clear(values, unit) for unit in range(UNITS))


def _spread(found: list[Row], width: int) -> None:
    """Doubt each row with room for a stray piece of a neighbour that could not be put together."""
    torn = [not row.sure and len(row.lines) > 1 for row in found]
    for i, row in enumerate(found):
        if len(row.values) < width and any(torn[max(0, i - 1) : i + 2]):
            row.sure = False
