"""Cut labels: cells of a grid that show a part of a row's label, as they are too low or too narrow for it.

A cell whose text is a part of one label only, under that row's number where it has one, beside figures and
between the labels that the form prints around it, names that row.
"""

from __future__ import annotations

from bisect import bisect
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from gouji.fold import core, number
from gouji.lexicon import Entry, Lexicon
from gouji.mark import Mark, next_piece
from gouji.strand import Piece, Strand

LEAST = 4
"""Characters of a part that is printed without its number."""

Place = tuple[int, Entry]
"""A piece, and the row that it names."""


def joined(strand: Strand, marks: Sequence[Mark], lexicon: Lexicon) -> list[Mark]:
    """The marks, and those of cut labels among them, in order of their first piece."""
    taken = {i for one in marks for i in one.pieces}
    grids = {strand.pieces[one.first].matrix for one in marks if one.tables}
    cut = [
        (piece.index, entry)
        for piece in strand.pieces
        if piece.kind == "text" and piece.label and piece.matrix in grids and piece.index not in taken
        if strand.grid(piece) and _is_beside_figures(strand, piece)
        if next_piece(strand, lexicon, [piece.index], piece.label, taken) is None
        for entry in _rows(piece, lexicon)
    ]
    entries: dict[int, list[Entry]] = defaultdict(list)
    for index, entry in _placed(strand, marks, cut, lexicon) if cut else ():
        entries[index].append(entry)
    found = [Mark((i,), core(lexicon.wordings[es[0]]), tuple(es)) for i, es in entries.items()]
    return sorted([*marks, *found], key=lambda one: one.first) if found else [*marks]


def _is_beside_figures(strand: Strand, piece: Piece) -> bool:
    """Whether figures or signs for none, and no more text, stand right of a cell."""
    right = {p.kind for p in strand.pieces[piece.index + 1 : strand.rows[piece.row][1]]}
    return not right.isdisjoint(("figure", "mark")) and "text" not in right


def _rows(piece: Piece, lexicon: Lexicon) -> Iterator[Entry]:
    """The row of each form of whose label, and no other, a text is a part; behind a number it begins it."""
    printed = number(piece.text)
    whole = {e for text, es in lexicon.entries.items() if piece.label in text for e in es}
    if (not printed and len(piece.label) < LEAST) or any(e.kind != "row" for e in whole):
        return
    for form in sorted({e.schema for e in whole}):
        rows = [e for e in whole if e.schema == form and printed in ("", number(lexicon.wordings[e]))]
        if len(rows) == 1 and (not printed or core(lexicon.wordings[rows[0]]).startswith(piece.label)):
            yield rows[0]


def _placed(strand: Strand, marks: Sequence[Mark], cut: Sequence[Place], lexicon: Lexicon) -> Iterator[Place]:
    """The cut labels that stand between whole ones as in the form, one of them in their own grid."""
    order = {entry: n for n, entry in enumerate(lexicon.wordings)}
    whole = {entry for one in marks for entry in one.entries}
    for form in sorted({entry.schema for _, entry in cut}):
        full = [(one.first, entry) for one in marks if (entry := _row(one, form))]
        firsts = [index for index, _ in full]
        own = [place for place in cut if place[1].schema == form and place[1] not in whole]
        for at, group in groupby(own, key=lambda place: bisect(firsts, place[0])):
            run = list(group)
            tables = {entry.table for _, entry in run}
            before, after = ([x for x in full[n : n + 1] if x[1].table in tables] for n in (at - 1, at))
            rows = [order[entry] for _, entry in (*before, *run, *after)]
            grids = {strand.pieces[index].matrix for index, _ in (*before, *after)}
            if len(tables) == 1 and all(a < b for a, b in pairwise(rows)):
                yield from (place for place in run if strand.pieces[place[0]].matrix in grids)


def _row(one: Mark, form: str) -> Entry | None:
    """The row that a label names in a form, if it is one only."""
    rows = [entry for entry in one.entries if entry.kind == "row" and entry.schema == form]
    return rows[0] if len(rows) == 1 else None
