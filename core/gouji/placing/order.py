"""Order: rows whose figures may be another row's, because labels and figures do not take turns.

Where only the order of the pieces is known, a row's figures are those that follow its label. A print that has
figures too many in one place and a label without any in another may have moved all rows between the two by
one: a converter that prints columns one by one, labels after their figures, or a group's label between.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import chain, pairwise
from typing import NamedTuple

from gouji.mark import Mark
from gouji.marked import Marked
from gouji.placing import remnant, rows, thousands, unplaced, unsound
from gouji.placing.chain import Chain, Link
from gouji.placing.grid_row import GridRow
from gouji.placing.printing import Printing
from gouji.strand import Piece

NEAR = 4
"""Rows that a single figure row out of its place moves."""
DISORDER = 3
"""Places with too many and with too few figures from which on no row of the print is believed."""
TWICE = 4
"""One row in so many printed a second time among the others makes two reports of one."""
ORDERED = 0.5
"""Least share of the labels found that stand in the form's order: of shuffled lines a third do."""
APART = 0.8
"""The same of rows whose label and figures stand on several lines, in a grid too."""
LOST = 2 / 3
"""The same of rows in doubt from which on a row of zeros is so too."""
LARGE = 8
"""Labels of a table that tell whether lines are shuffled; of fewer half may stand in order by chance."""

Event = tuple[int, int, bool]
"""Half-open range of rows, and whether figures are too many there (else there are none)."""


class Standing(NamedTuple):
    """The rows of the longest printing of each table, by schema and table; whether a text is shuffled."""

    longest: Mapping[tuple[str, str], int]
    shuffled: bool


def standing(marked: Marked, chains: Sequence[Chain]) -> Standing:
    """How labels stand: anywhere, where no printing of a large table has half of those met in order."""
    longest: dict[tuple[str, str], int] = defaultdict(int)
    for one in chains:
        table = one.schema.id, one.table.id
        longest[table] = max(longest[table], len(one.links))
    met = {table: len(marked.rows_met[table]) for table in longest}
    large = [table for table in longest if met[table] >= LARGE]
    return Standing(longest, any(longest[table] < ORDERED * met[table] for table in large))


def in_doubt(printing: Printing, whole: Standing) -> set[int]:
    """Indices of the rows without columns that lie between figures too many and figures too few.

    Where labels are out of order those of other rows too, whose cells may be another row's.
    """
    marked, links = printing.marked, printing.links
    if _interleaved(marked, links):
        return set(range(len(links)))
    doubtful = _out_of_order(printing, whole)
    doubtful.update(_robbed(printing))
    doubtful.update(printing.apart.intersection(remnant.above(printing)), remnant.tails(printing))
    doubtful.update(_beside_lost(printing), _entwined(printing))
    if len(links) < ORDERED * len(marked.rows_met[printing.schema.id, printing.table.id]):
        return doubtful | printing.loose
    return doubtful | _between(printing)


def _robbed(printing: Printing) -> Iterator[int]:
    """Rows among whose lines another label ends, which may have lost its figures to theirs.

    So may each row that follows to the next one, while labels take several lines.
    """
    for robbed in printing.heads.entwined():
        yield robbed
        for i in range(robbed + 1, len(printing.rows)):
            label = [printing.strand.pieces[n] for n in printing.label(printing.links[i]).pieces]
            if not printing.rows[i].printed or len(set(map(printing.line, label))) == 1:
                break
            yield i


def _beside_lost(printing: Printing) -> Iterator[int]:
    """Rows apart from their figures, which share a line with the label, or its beginning, of a lost row."""
    heads = printing.heads.passed if printing.apart else []
    lost = {printing.line(printing.strand.pieces[head.piece]) for head in heads}
    return (i for i in printing.apart if lost and not lost.isdisjoint(printing.lines(printing.rows[i])))


def _entwined(printing: Printing) -> Iterator[int]:
    """Rows apart from their figures, without a sum, between the lines of whose label only other text stands.

    Where rows are lost, what stands below such a label was printed there by its height.
    """
    if len(printing.links) < printing.table.labelled:
        for i in printing.apart & printing.unsummed:
            own = printing.label(printing.links[i])
            between = {
                p.kind for p in printing.strand.pieces[own.first : own.last] if p.index not in own.pieces
            }
            if "text" in between and "figure" not in between:
                yield i


def _between(printing: Printing) -> set[int]:
    """The rows without columns between figures too many and figures too few, and those that a rule doubts."""
    if not printing.loose:
        return set()
    events = list(_events(printing))
    many = sum(event[2] for event in events)
    if not any(row.printed for row in printing.rows) or min(many, len(events) - many) >= DISORDER:
        return printing.loose  # where no figure follows any label, none is proven blank
    doubtful = set(chain.from_iterable(rule(printing) for rule in LOOSE))
    doubtful.update(_moved(printing, events))
    doubtful &= printing.loose
    return doubtful | _zeros(printing) if len(doubtful) > LOST * len(printing.loose) else doubtful


def _moved(printing: Printing, events: Sequence[Event]) -> set[int]:
    """The rows that figures too many in one place and too few in another may have moved by one."""
    moved: set[int] = set()
    for before, after in pairwise(_merged(events)):
        between = range(before[0], max(before[1], after[1]))
        near = min(after[1], after[0] + 1) - max(before[0], before[1] - 1) <= NEAR
        if before[2] != after[2] and (near or printing.apart.issuperset(between[:-1])):
            moved.update(between)
    if any((a, a, True) in events and (b - 1, b, False) in events for a, b in _blocks(printing.links)):
        moved.update(range(len(printing.links)))
    return moved


def _zeros(printing: Printing) -> set[int]:
    """The rows without columns that print nothing but zeros, if any: those fit in any row."""
    return {i for i in printing.loose if not unsound.tells(printing.rows[i])}


def _out_of_order(printing: Printing, whole: Standing) -> set[int]:
    """The rows whose cells may be another's as labels are out of order, in grids too."""
    links = printing.links
    table = printing.schema.id, printing.table.id
    partly = any(x.block.open_rows for x in links)
    mixed = not partly and whole.longest[table] < APART * len(printing.marked.rows_met[table])
    if whole.shuffled or mixed:
        return printing.apart | printing.unsummed
    holed = not partly and len(links) < ORDERED * (links[-1].row - links[0].row + 1)
    beside = set(_beside_displaced(printing))
    doubtful = {i for i in beside if not _is_a_line(printing, links[i], printing.rows[i])}
    return doubtful | printing.apart if holed else doubtful


def _is_a_line(printing: Printing, link: Link, row: GridRow) -> bool:
    """Whether a label and its figures stand on one line; in a grid, all of them and some of the label."""
    strand = printing.strand
    own = [strand.pieces[i] for i in printing.label(link).pieces]
    label, figures = set(map(printing.line, own)), printing.lines(row)
    if strand.grid(own[0]):
        return figures <= label and len(figures) <= 1
    return len(label | figures) == 1


def _beside_displaced(printing: Printing) -> Iterator[int]:
    """The rows whose labels are displaced, or stand next to labels of no row that are."""
    places = [printing.label(link).first for link in printing.links]
    for first, last in printing.heads.displaced():
        at = bisect_left(places, first)
        beside = (at - 1, at, bisect(places, last) - 1)
        yield from (i for i in beside if 0 <= i < len(places))


def _unproven_blanks(printing: Printing) -> set[int]:
    """The rows without columns that lack figures in a print in which a row's figures stand that no row has.

    Those are rows without any, and rows of which no sum tells where their figures stand. What follows the
    label below a bare one may be that one's too, unless the label goes on behind it.
    """
    links, printed = printing.links, printing.rows
    missing = [len(link.block.columns) - len(row.printed) for link, row in printing.pairs]
    lacking = {i for i in printing.loose if missing[i] > 0}
    bare = {i for i in lacking if not printed[i].printed}
    short = (lacking - bare) & printing.unsummed
    least = min((missing[i] for i in bare | short), default=0)
    least = unplaced.STRAY if len(bare) >= DISORDER else max(unplaced.STRAY, least)
    if not bare | short or unplaced.most(printing) < least:
        return set()
    below = (i + 1 for i in bare if i + 1 < len(links))
    return bare | short | {i for i in below if not _is_enclosed(printed[i], printing.label(links[i]))}


def _at_end(printing: Printing) -> Iterator[int]:
    """The last rows without figures of a printing that lacks rows below them: theirs may stand there too."""
    if printing.links[-1].row + 1 < printing.table.labelled and not printing.links[-1].block.open_rows:
        for i in range(len(printing.rows) - 1, -1, -1):
            if printing.rows[i].printed:
                return
            yield i


def _above(printing: Printing) -> Iterator[int]:
    """Rows of several columns and no sums of which one is bare, and the next has figures below its label.

    A tool that prints labels and figures of a block by turns may mean either; so may one that prints cells by
    their heights, where the next one's figures stand on several lines.
    """
    for i, ((one, row), (after, below)) in enumerate(pairwise(printing.pairs)):
        wide = one.block is after.block and len(one.block.columns) > 1 and i in printing.unsummed
        if wide and below.printed and not row.printed:
            lines = {below.slots[s].row for s in below.printed}
            if len(lines) > 1 or min(lines) > printing.end(after).row:
                yield from (i, i + 1)


def _behind_names(printing: Printing) -> Iterator[int]:
    """Rows whose first figure stands right behind the name of a column, and not behind their label."""
    for i, (link, row) in enumerate(printing.pairs):
        first = next((p.index for p in row.slots if p.kind == "figure"), 0)
        own = first - 1 in printing.label(link).pieces
        if first and not own and unplaced.names_column(printing.marked, printing.strand.pieces[first - 1]):
            yield i


def _broken_up(printing: Printing) -> Iterator[int]:
    """Rows without sums whose figures have lines of their own, though names of their columns share one.

    Where one of a block's rows lacks a figure, those of one line may have been said behind the next label.
    """
    marked, strand = printing.marked, printing.strand
    for start, stop in _blocks(printing.links):
        block = printing.links[start].block
        rows = [i for i in range(start, stop) if i in printing.unsummed & printing.apart]
        lacking = any(len(printing.rows[i].printed) < len(block.columns) for i in range(start, stop))
        above = strand.pieces[printing.label(printing.links[start]).first].row
        heads = marked.by_row.get(above - 1, ()) if rows and lacking else ()
        named = {e.index for m in heads for e in m.entries if e.kind == "column" and e.block == block.id}
        if len(named) > 1:
            yield from (i for i in rows if len(printing.lines(printing.rows[i])) > 1)


def _is_enclosed(row: GridRow, label: Mark) -> bool:
    """Whether the figures of a row stand between the lines of its label."""
    return all(label.first < s.index < label.last for s in row.slots if s.kind == "figure")


def _interleaved(marked: Marked, links: Sequence[Link]) -> bool:
    """Whether many rows stand a second time between the first and the last: two reports side by side.

    A row of a grid that is printed twice with just the same cells is one row.
    """
    own = {link.mark for link in links}
    said = {_cells(marked, marked.marks[i]) for i in own}
    first, last = links[0], links[-1]
    others = (
        m
        for i, m in enumerate(marked.row_marks[first.mark : last.mark], first.mark)
        if i not in own and _cells(marked, m) not in said
    )
    second = sum({e.kind for e in m.entries if e.table == first.block.table} == {"row"} for m in others)
    return second >= DISORDER and second * TWICE >= len(links)


def _cells(marked: Marked, one: Mark) -> tuple[str, ...] | int:
    """What a label's row of a grid says, cell by cell; elsewhere the label's own place."""
    strand = marked.strand
    piece = strand.pieces[one.first]
    if not strand.grid(piece):
        return one.first
    return tuple(p.text for p in strand.pieces[slice(*strand.rows[piece.row])])


def _blocks(links: Sequence[Link]) -> Iterator[tuple[int, int]]:
    """The half-open range of rows of each block: where labels follow their figures, it begins and ends so."""
    starts = [i for i, x in enumerate(links) if not i or x.block is not links[i - 1].block]
    yield from pairwise([*starts, len(links)])


def _events(printing: Printing) -> Iterator[Event]:
    claimed = {s.index for row in printing.rows for s in row.slots}
    for i, (link, row) in enumerate(printing.pairs):
        size = len(link.block.columns)
        before = _before(printing.marked, _begin(printing, link), claimed, link.block.table)
        if before >= min(unplaced.STRAY, size):
            yield i, i, True
        elif before and not row.printed:
            yield i, min(i + 2, len(printing.links)), True
        if not row.printed:
            yield i, i + 1, False
        elif len(row.printed) > size:
            yield i, i + 1, True


def _begin(printing: Printing, link: Link) -> int:
    """Where a row's label begins, with parts of a group's label right before it."""
    pieces, first = printing.strand.pieces, printing.label(link).first
    while first and _is_scrap(printing.marked, pieces[first - 1]):
        first -= 1
    return first


def _is_scrap(marked: Marked, piece: Piece) -> bool:
    """Whether a piece is a part of a label that is no row's, and of no mark."""
    return piece.kind == "text" and piece.index not in marked.pieces and piece.label in marked.lexicon.scraps


def _merged(events: Iterable[Event]) -> list[Event]:
    """The events, those of one kind as one where nothing stands between them."""
    merged: list[Event] = []
    for start, end, many in events:
        if merged and many == merged[-1][2] and start <= merged[-1][1]:
            first, last, _ = merged.pop()
            merged.append((first, max(end, last), many))
        else:
            merged.append((start, end, many))
    return merged


def _before(marked: Marked, index: int, claimed: set[int], table: str) -> int:
    """How many figures of no row, nor of another table's row or a note, stand right before a piece.

    Numerals and signs that nobody can read may be several.
    """
    count = 0
    for piece in reversed(marked.strand.pieces[:index]):
        if piece.index not in claimed and rows.is_jammed(marked, piece):
            count += unplaced.STRAY
            continue
        if piece.kind in ("text", "gap") or piece.index in claimed:
            return 0 if _labels_row(marked, piece, table) else count
        count += piece.kind in ("figure", "mark")
    return count


def _labels_row(marked: Marked, piece: Piece, table: str) -> bool:
    """Whether a piece ends a label of another table's row and of none of this, or a note of columns."""
    ended = [m for m in marked.by_row[piece.row] if m.last == piece.index]
    tables = {e.table for m in ended for e in m.entries if e.kind == "row"}
    return table not in tables and (bool(tables) or any(m.label in marked.counting for m in ended))


LOOSE: Sequence[Callable[[Printing], Iterable[int]]] = (
    _unproven_blanks,
    _at_end,
    _above,
    _behind_names,
    _broken_up,
    unsound.beside,
    unsound.short,
    unsound.untotalled,
    unplaced.strewn,
    thousands.below,
)
"""The rules that doubt single rows without columns, each by what it finds in a printing."""
