"""Begun labels: cells of a grid that show no more of a row's label than its beginning.

Cells that are too low or too narrow cut their labels. One whose text begins the label of one row only, under
that row's number, beside figures and between the labels that the form prints around it, names that row.
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
"""Characters of a beginning that is printed without its number."""

Place = tuple[int, Entry]
"""A piece, and the row that it names."""


def joined(strand: Strand, marks: Sequence[Mark], lexicon: Lexicon) -> list[Mark]:
    """The marks, and those of begun labels among them, in order of their first piece."""
    taken = {i for one in marks for i in one.pieces}
    begun = [
        (piece.index, entry)
        for piece in strand.pieces
        if piece.label in lexicon.beginnings and piece.index not in taken and strand.grid(piece)
        if _is_beside_figures(strand, piece)
        if next_piece(strand, lexicon, [piece.index], piece.label, taken) is None
        for entry in _rows(piece, lexicon)
    ]
    entries: dict[int, list[Entry]] = defaultdict(list)
    for index, entry in _placed(strand, marks, begun, lexicon) if begun else ():
        entries[index].append(entry)
    found = [Mark((i,), core(lexicon.wordings[es[0]]), tuple(es)) for i, es in entries.items()]
    return sorted([*marks, *found], key=lambda one: one.first) if found else [*marks]


def _is_beside_figures(strand: Strand, piece: Piece) -> bool:
    """Whether figures or signs for none, and no more text, stand right of a cell."""
    right = {p.kind for p in strand.pieces[piece.index + 1 : strand.rows[piece.row][1]]}
    return not right.isdisjoint(("figure", "mark")) and "text" not in right


def _rows(piece: Piece, lexicon: Lexicon) -> Iterator[Entry]:
    """The row of each form whose label a text begins, if it begins no other label."""
    printed = number(piece.text)
    whole = {e for text, es in lexicon.entries.items() if text.startswith(piece.label) for e in es}
    if (not printed and len(piece.label) < LEAST) or any(e.kind != "row" for e in whole):
        return
    for form in {e.schema for e in whole}:
        rows = [e for e in whole if e.schema == form and printed in ("", number(lexicon.wordings[e]))]
        if len(rows) == 1:
            yield rows[0]


def _placed(
    strand: Strand, marks: Sequence[Mark], begun: Sequence[Place], lexicon: Lexicon
) -> Iterator[Place]:
    """The begun labels that stand between whole ones as in the form, one of them in their own grid."""
    order = {entry: n for n, entry in enumerate(lexicon.wordings)}
    whole = {entry for one in marks for entry in one.entries}
    for form in sorted({entry.schema for _, entry in begun}):
        full = [(one.first, entry) for one in marks if (entry := _row(one, form))]
        firsts = [index for index, _ in full]
        own = [place for place in begun if place[1].schema == form and place[1] not in whole]
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
