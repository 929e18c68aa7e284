"""Heads: labels of a table's rows, whole or begun, that are no row of its printing: they stand out of order.

A chain takes labels in the form's order. One that it passes by, or the beginning of one whose end stands
elsewhere, still says where its row was printed, and that lines there have changed places.
"""

from __future__ import annotations

from bisect import bisect
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice, pairwise
from typing import NamedTuple

from gouji.fold import core, number
from gouji.mark import Mark
from gouji.marked import Marked
from gouji.matrix import Span
from gouji.placing.chain import Chain

BEGUN = 4
"""Least characters of a text that begins a label, its number among them."""
NEXT = 200
"""Marks, or pieces, behind a print's last row among which the next label is looked for: all of them for each
print would be square."""


class Head(NamedTuple):
    """Where a row's label stands or begins, and which row of the table it is."""

    piece: int
    row: int


def displaced(marked: Marked, found: Chain, passed: Sequence[Head]) -> Iterator[Span]:
    """From piece to piece where lines have changed places, both ends included.

    There an earlier row's label stands behind a later one's, or the end of a label before its beginning.
    Labels that stand together tell no order where figures have lines of their own: some tools print them so.
    ``passed`` are the labels that the printing passes by.
    """
    aside = set(passed)
    if not aside:
        return
    pieces = marked.strand.pieces
    own = sorted(aside | set(_followed(marked, found)))
    alone = own if _is_lined(marked, found) else _alone(marked, own)
    yield from ((a.piece, b.piece) for a, b in pairwise(own) if a.row > b.row and {a, b} <= {*alone})
    labels = _missing(found)
    for head in aside:
        before = pieces[head.piece - 1]
        whole = pieces[head.piece].label + before.body
        if before.kind == "text" and before.body and whole == core(labels[head.row]):
            yield before.index, head.piece


def entwined(marked: Marked, found: Chain, passed: Iterable[Head]) -> Iterator[int]:
    """The indices of rows between whose label and the next one a label ends that began before theirs.

    Its row lost its label to theirs, and may have lost its figures too.
    """
    pieces, labels = marked.strand.pieces, _missing(found)
    firsts = [marked.marks[link.mark].first for link in found.links]
    ends = [*firsts[1:], _next_label(marked, found.links[-1].mark)]
    for head in passed:
        at = bisect(firsts, head.piece)
        if at == len(firsts) or any(p.kind == "figure" for p in pieces[head.piece : firsts[at]]):
            continue
        rest = core(labels[head.row]).removeprefix(pieces[head.piece].label)
        below = pieces[firsts[at] : ends[at]]
        if any(p.kind == "text" and len(p.body) > 1 and rest.startswith(p.body) for p in below):
            yield at


def _next_label(marked: Marked, last: int) -> int:
    """The piece with which a row's label or a heading begins behind that of a mark; it may be far off."""
    end = marked.marks[last].last
    for one in islice(marked.marks, last + 1, last + NEXT):
        if one.first > end and any(e.kind in ("row", "heading", "title") for e in one.entries):
            return one.first
    return min(end + NEXT, len(marked.strand.pieces))


def _is_lined(marked: Marked, found: Chain) -> bool:
    """Whether most figures of a printing share their lines."""
    first, last = (marked.marks[found.links[i].mark].first for i in (0, -1))
    lines = Counter(p.row for p in marked.strand.pieces[first:last] if p.kind == "figure")
    return 2 * sum(count for count in lines.values() if count > 1) > lines.total()


def _alone(marked: Marked, own: Sequence[Head]) -> list[Head]:
    """The labels without another between the figures around them; one beside a figure on its line is."""
    pieces = marked.strand.pieces
    figures = [p.index for p in pieces if p.kind == "figure"]
    lines = {pieces[i].row for i in figures}
    runs = [bisect(figures, head.piece) for head in own if pieces[head.piece].row not in lines]
    return [head for head in own if runs.count(bisect(figures, head.piece)) <= 1]


def _followed(marked: Marked, found: Chain) -> Iterator[Head]:
    """The labels of a printing's rows, but for those without a figure in them or right behind.

    Such a label was printed apart from its figures, which did not move with it.
    """
    for one, row in ((marked.marks[x.mark], x.row) for x in found.links):
        if any(p.kind not in ("text", "gap") for p in marked.strand.pieces[one.first : one.last + 2]):
            yield Head(one.first, row)


def passed(marked: Marked, found: Chain) -> Iterator[Head]:
    """The labels, whole or begun, of rows that a printing has not, among its rows or beside them.

    Above them the name of a column stands in the header, though a row may have it too.
    """
    labels = _missing(found)
    if not labels:
        return
    first, last = _region(marked, found)
    numbers = _numbers(found)
    for index, one in enumerate(marked.row_marks[first:last], first):
        row = _row(one, found, numbers)
        named = index < found.links[0].mark and any(e.kind == "column" for e in one.entries)
        if row in labels and not named:
            yield Head(one.first, row)
    for piece in marked.strand.pieces[marked.marks[first].first : marked.marks[last - 1].last]:
        long = len(piece.label) + len(number(piece.text)) >= BEGUN
        if piece.kind == "text" and long and piece.index not in marked.pieces:
            begun = [row for row, label in labels.items() if _begins(piece.text, label)]
            if len(begun) == 1:
                yield Head(piece.index, begun[0])


def _region(marked: Marked, found: Chain) -> tuple[int, int]:
    """The half-open range of marks of a printing, and of those beside that are of its table's other rows."""
    numbers, linked = _numbers(found), {link.row for link in found.links}
    first, last = found.links[0].mark, found.links[-1].mark
    while first and _is_aside(marked.row_marks[first - 1], found, numbers, linked):
        first -= 1
    while last + 1 < len(marked.row_marks) and _is_aside(marked.row_marks[last + 1], found, numbers, linked):
        last += 1
    return first, last + 1


def _is_aside(one: Mark, found: Chain, numbers: Mapping[tuple[str, int], int], linked: set[int]) -> bool:
    """Whether a mark is no row of another table or printing."""
    if all(e.kind != "row" or e.schema != found.schema.id for e in one.entries):
        return True
    row = _row(one, found, numbers)
    return row is not None and row not in linked


def _row(one: Mark, found: Chain, numbers: Mapping[tuple[str, int], int]) -> int | None:
    """The row of the table that a mark names, if it names no other."""
    named = [e for e in one.entries if e.kind == "row" and e.schema == found.schema.id]
    if len(named) != 1 or named[0].table != found.table.id:
        return None
    return numbers[named[0].block, named[0].index]


def _numbers(found: Chain) -> dict[tuple[str, int], int]:
    """The number of each row over the table, by block and index."""
    places = ((block.id, i) for block in found.table.blocks for i in range(len(block.rows)))
    return {place: row for row, place in enumerate(places)}


def _missing(found: Chain) -> dict[int, str]:
    """The labels of the rows that a printing has not, by number."""
    linked = {link.row for link in found.links}
    labels = (row.label.text for block in found.table.blocks for row in block.rows)
    return {row: label for row, label in enumerate(labels) if row not in linked}


def _begins(text: str, label: str) -> bool:
    """Whether a text is the beginning of a label, under its number if it has one."""
    printed = number(text)
    return core(label).startswith(core(text)) and printed in ("", number(label))
