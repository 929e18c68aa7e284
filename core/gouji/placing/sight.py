"""Sight: figures whose row has only an order, seen to stand under the words of their column's label.

No layout that reads by geometry knows the form's labels, so a column without figures, or a label with a
blank in it, keeps it from proving a grid. Here the labels are known. Figures prove their columns where all
of them on a page stand under the words of one label each, those of a column on one edge, though their lines
begin differently. What pushes a line aside is what stands left in it, wide characters above all. The sums
must agree as well (``guessed``). Where tools that turn coordinates into characters let lines drift, nothing
is proven.
"""

from __future__ import annotations

import unicodedata
from bisect import bisect
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby, pairwise
from typing import NamedTuple

from gouji.document import Document
from gouji.fold import body
from gouji.line_table import usual
from gouji.numerals import page_number
from gouji.placing import header, rows
from gouji.placing.grid_row import GridRow
from gouji.placing.printing import Printing
from gouji.reading import Placement
from gouji.schema import Block
from gouji.strand import Piece, Strand

UNITS = 3
"""Measures of a line: characters; terminal columns, of which wide characters take two; and these with
full-width digits as one, for a text whose digits were changed after it was drawn."""
ZONE = 64
"""Pieces before the first row that may be the header's: three times the largest form's, which wraps."""
APART = 4
"""Wide characters by which what stands left of two figures differ at least where their agreement counts."""
GAP = 2
"""Blanks that show that a figure was not pushed aside by what stands before it."""
BLANKS = 4
"""Blank lines after which another page may have begun: a row drawn high leaves two, rarely three."""
PAGE = 10_000
"""Characters that a page of print has at most, its blanks included."""
SLACK = 1
"""Columns by which the edges of a column's figures may differ: half a wide character."""


class Seen(NamedTuple):
    """Where a piece stands in its line, half-open in each measure; wide characters left of it; its offset."""

    places: tuple[tuple[int, int], ...]
    wide: int
    at: int


Sights = dict[tuple[int, int], Seen]
"""Where the figures stand, by row and slot."""
Votes = dict[tuple[int, int], int]
"""The column under whose label a figure stands, by row and slot."""


def settle(printing: Printing) -> None:
    """Drop the placements of rows without columns in which a figure stands under another column's label."""
    strand = printing.strand
    before = -1
    for block in printing.table.blocks:
        pairs = printing.of(block)
        if not pairs:
            continue
        first = printing.label(pairs[0][0]).first
        open_rows = [r for _, r in pairs if _open(strand, r)]
        if open_rows and block.rows:
            words = list(_words(strand, range(max(before + 1, first - ZONE), first), block))
            if len({column for column, _ in words}) == len(block.columns):
                whole = [r for _, r in pairs if _is_whole(strand, r, len(block.columns))]
                _place(open_rows, whole, strand.document, words)
        before = printing.label(pairs[-1][0]).last


def _open(strand: Strand, row: GridRow) -> bool:
    return len(row.placements) > 1 and not rows.is_grid(strand, row) and not row.surplus


def _is_whole(strand: Strand, row: GridRow, size: int) -> bool:
    """Whether a row without columns has a figure for each of them."""
    return len(row.printed) == size and not rows.is_grid(strand, row) and not row.surplus


def _place(
    open_rows: Sequence[GridRow],
    whole: Sequence[GridRow],
    document: Document,
    words: Sequence[tuple[int, Seen]],
) -> None:
    wide = _wide(open_rows, document)
    for page in _pages(open_rows, document):
        seen = {(n, s): _seen(document, r.slots[s]) for n, r in enumerate(page) for s in _free(document, r)}
        stacks = _stacks(_beside(page, whole, document), document)
        found = (_proven(seen, words, unit) for unit in range(UNITS))
        found = (votes if _fits(votes, seen, stacks, unit) else {} for unit, votes in enumerate(found))
        joined = (_joined(votes, seen, words, document, wide) for votes in found)
        proofs = [votes for votes in joined if votes]
        kept = [
            [p for p in row.placements if all(_agrees(p, n, v) for v in proofs)] for n, row in enumerate(page)
        ]
        if all(kept):
            for row, placements in zip(page, kept, strict=True):
                row.guessed |= len(placements) < len(row.placements)
                row.placements = tuple(placements)


def _beside(page: Sequence[GridRow], whole: Sequence[GridRow], document: Document) -> Iterator[GridRow]:
    """The whole rows between which and the nearest of a page's rows no page may end."""
    starts = [row.slots[0].spans[0][0] for row in page]
    for row in whole:
        own = row.slots[0].spans[0][0]
        at = bisect(starts, own)
        near = min(starts[max(0, at - 1) : at + 1], key=lambda start: abs(start - own))
        if abs(own - near) <= PAGE and not _turned(document, min(own, near), max(own, near)):
            yield row


def _stacks(whole: Iterable[GridRow], document: Document) -> list[list[Seen]]:
    """The figures of whole rows, column by column."""
    figures = [[_seen(document, row.slots[slot]) for slot in row.printed] for row in whole]
    return [list(stack) for stack in zip(*figures, strict=True)]


def _fits(votes: Votes, seen: Sights, stacks: Sequence[Sequence[Seen]], unit: int) -> bool:
    """Whether figures stand in the columns of the whole rows beside them, where those are straight."""
    if not stacks or not all(_even(stack, unit) for stack in stacks):
        return True
    joined = [list(stack) for stack in stacks]
    for at, column in votes.items():
        joined[column].append(seen[at])
    return all(_even(stack, unit) for stack in joined)


def _wide(open_rows: Sequence[GridRow], document: Document) -> int:
    """How many blank lines between rows are more than usual."""
    ends = [(r.slots[0].spans[0][0], r.slots[-1].spans[-1][1]) for r in open_rows]
    return usual(_blanks(document.text[a[1] : b[0]]) for a, b in pairwise(ends)) + 1


def _blanks(text: str) -> int:
    """The most blank lines that follow each other in a stretch of text, which ends within its last line."""
    lines = text.splitlines()[1:-1]
    return max((len(list(run)) for blank, run in groupby(lines, lambda x: not x.strip()) if blank), default=0)


def _joined(
    votes: Votes, seen: Sights, words: Sequence[tuple[int, Seen]], document: Document, wide: int
) -> Votes:
    """The votes for columns with figures beside other columns', or that no wide gap parts from their label.

    Each page is laid out anew, and a column that alone bears figures may come under another label by chance.
    """
    stretches: list[list[tuple[int, int]]] = []
    for at in sorted(votes):
        apart = not stretches or _parted(document, seen[stretches[-1][-1]].at, seen[at].at, wide)
        stretches += [[]] if apart else []
        stretches[-1].append(at)
    sure: set[int] = set()
    for stretch in stretches:
        own = {votes[at] for at in stretch}
        label = max(word.at for column, word in words if column in own)
        if len(own) > 1 or not _parted(document, label, seen[stretch[0]].at, wide):
            sure |= own
    return {at: column for at, column in votes.items() if column in sure}


def _parted(document: Document, start: int, end: int, wide: int) -> bool:
    return _turned(document, start, end) or _blanks(document.text[start:end]) >= wide


def _proven(seen: Sights, words: Sequence[tuple[int, Seen]], unit: int) -> Votes:
    votes = _votes(seen, words, unit)
    if len(votes) < len(seen):
        votes = _close(seen, words, unit)
    return _supported(votes, seen, words, unit)


def _agrees(placement: Placement, row: int, votes: Votes) -> bool:
    return all(placement[column] == slot for (n, slot), column in votes.items() if n == row)


def _pages(open_rows: Sequence[GridRow], document: Document) -> Iterator[list[GridRow]]:
    """The rows parted where a page may end: each page has its own scale, whatever header it has."""
    page: list[GridRow] = []
    for row in open_rows:
        if page and _turned(document, page[-1].slots[-1].spans[-1][1], row.slots[0].spans[0][0]):
            yield page
            page = []
        page.append(row)
    yield page


def _turned(document: Document, start: int, end: int) -> bool:
    """Whether a page may end in a half-open stretch of text: at a form feed, a number or many blank lines."""
    blank = 0
    for line in document.text[start:end].splitlines():
        blank = 0 if line.strip() else blank + 1
        if blank >= BLANKS or "\f" in line or page_number(line):
            return True
    return "\f" in document.text[start:end]


def _free(document: Document, row: GridRow) -> Iterator[int]:
    """The slots that nothing pushed aside: no label right before them, nor a figure that one has pushed."""
    ends: set[int] = set()
    for slot in row.printed:
        start, end = row.slots[slot].spans[0][0], row.slots[slot].spans[-1][1]
        origin = int(document.lines.start[document.line_of(start)])
        last = origin + len(document.text[origin:start].rstrip())
        if last in ends or last == origin or start - last >= GAP:
            ends.add(end)
            yield slot


def _words(strand: Strand, zone: Iterable[int], block: Block) -> Iterator[tuple[int, Seen]]:
    """The words of column labels above the rows, each with its column, where the line's order tells it."""
    labels = [[body(t) for t in (c.label.text, *c.label.aliases)] for c in block.columns]
    lines: dict[int, list[tuple[frozenset[int], Piece]]] = defaultdict(list)
    for index in zone:
        piece = strand.pieces[index]
        named = frozenset(c for c, texts in enumerate(labels) if any(piece.body in t for t in texts))
        if piece.kind == "text" and piece.body and named:
            lines[piece.row].append((named, piece))
    for line in lines.values():
        line.sort(key=lambda w: w[1].spans[0])
        for column, (_, piece) in zip(
            header.embed([named for named, _ in line], len(labels)) or (), line, strict=False
        ):
            yield column, _seen(strand.document, piece)


def _seen(document: Document, piece: Piece) -> Seen:
    start, end = piece.spans[0][0], piece.spans[-1][1]
    origin = int(document.lines.start[document.line_of(start)])
    before, after = _measures(document.text[origin:start]), _measures(document.text[origin:end])
    return Seen(tuple(zip(before, after, strict=True)), before[1] - before[0], start)


def _measures(text: str) -> tuple[int, int, int]:
    """What a line's beginning takes in each measure; characters without width take nothing."""
    kinds = Counter(map(_kind, text))
    counted, wide = kinds.total() - kinds[""], kinds["W"] + kinds["F"]
    return counted, counted + wide + kinds["digit"], counted + wide


@lru_cache(maxsize=8192)
def _kind(char: str) -> str:
    """The East Asian width (UAX #11) of a character; empty where it takes no room, digits apart."""
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return ""
    width = unicodedata.east_asian_width(char)
    return "digit" if width == "F" and char.isdigit() else width


def _votes(seen: Sights, words: Sequence[tuple[int, Seen]], unit: int) -> Votes:
    """The column that alone a figure stands under, and whose words' middles are the nearest."""
    votes: Votes = {}
    for at, figure in seen.items():
        place = figure.places[unit]
        over = {column for column, word in words if _overlap(word.places[unit], place)}
        if len(over) == 1:
            away = sorted((abs(sum(word.places[unit]) - sum(place)), column) for column, word in words)
            if {column for distance, column in away if distance == away[0][0]} == over:
                votes[at] = over.pop()
    return votes


def _close(seen: Sights, words: Sequence[tuple[int, Seen]], unit: int) -> Votes:
    """Votes of figures that may miss their label by SLACK, where all have one and each column is straight."""
    wide = [(column, _widened(word)) for column, word in words]
    votes = _votes(seen, wide, unit)
    stacks = defaultdict(list)
    for at, column in votes.items():
        stacks[column].append(seen[at])
    straight = len(votes) == len(seen) and all(_even(stack, unit) for stack in stacks.values())
    return votes if straight else {}


def _widened(word: Seen) -> Seen:
    return word._replace(places=tuple((a - SLACK, b + SLACK) for a, b in word.places))


def _overlap(a: tuple[int, int], b: tuple[int, int]) -> bool:
    return a[0] < b[1] and b[0] < a[1]


def _supported(votes: Votes, seen: Sights, words: Sequence[tuple[int, Seen]], unit: int) -> Votes:
    """The votes for columns in which rows agree that would be shifted differently; none if columns cross."""
    places = sorted((word.places[unit], column) for column, word in words)
    if not places or any(a[1] > b[1] and a[0][1] <= b[0][0] for a, b in pairwise(places)):
        return {}
    edge = max(place[1] for place, _ in places)
    if any(figure.places[unit][0] > edge for figure in seen.values()):
        return {}
    last = max(column for _, column in places)
    step = min((b[0][0] - a[0][0] for a, b in pairwise(places) if b[1] == a[1] + 1), default=0)
    stacks: dict[int, list[Seen]] = defaultdict(list)
    for at, column in votes.items():
        stacks[column].append(seen[at])
    good = {c for c, stack in stacks.items() if _even(stack, unit) and _apart(stack) >= max(step, APART)}
    return {at: column for at, column in votes.items() if column in good} if last in good else {}


def _apart(stack: Sequence[Seen]) -> int:
    wide = [figure.wide for figure in stack]
    return max(wide) - min(wide)


def _even(stack: Sequence[Seen], unit: int) -> bool:
    """Whether figures share their left edge, right edge or middle."""
    spans = [figure.places[unit] for figure in stack]
    sides = ([a for a, _ in spans], [b for _, b in spans], [(a + b) / 2 for a, b in spans])
    return any(max(side) - min(side) <= SLACK for side in sides)
