"""Leftovers: figures inside a table's source that no canonical cell uses. None is lost silently."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gouji.matrix import Span
from gouji.reading import Reading
from gouji.reconcile import Site
from gouji.report import STATED, Cell, Unclaimed


def unclaimed(sites: Sequence[Site], cells: Mapping[str, Cell]) -> Iterator[Unclaimed]:
    """Figures in the sites' sources that no canonical cell uses: surplus in a row, or in no row at all.

    ``sites`` are those of one report: tables printed side by side lie over each other, and what is surplus in
    a row of one may be stated by a cell of another, or be surplus in both and told once.
    """
    told = {span for cell in cells.values() if cell.status in STATED for span in cell.spans}
    for one in _unused(sites):
        if one.span not in told:
            told.add(one.span)
            yield one


def _unused(sites: Sequence[Site]) -> Iterator[Unclaimed]:
    """Figures that no row of their own table uses."""
    rows = [r for site in sites for r in site.best()]
    spans = [*(s for r in rows for s in r.label_spans), *(s for r in rows for p in r.slots for s in p.spans)]
    used = {start for start, _ in spans}, {end for _, end in spans}
    seen: set[Span] = set()
    for site in sites:
        for reading in site.best():
            yield from _surplus(reading)
        yield from _rowless(site, used, seen)


def _rowless(site: Site, used: tuple[set[int], set[int]], seen: set[Span]) -> Iterator[Unclaimed]:
    """Figures that share neither end with what a row uses: layouts differ in the unseen signs they trim."""
    for printed in site.prints:
        for piece in printed.marked.strand.pieces[slice(*printed.extent)]:
            taken = any(start in used[0] or end in used[1] for start, end in piece.spans)
            if piece.kind == "figure" and not taken and piece.spans[0] not in seen:
                seen.add(piece.spans[0])
                if printed.schema.id == site.schema.id:
                    yield Unclaimed(piece.text, piece.spans[0], site.table, note="stands in no row")


def _surplus(reading: Reading) -> Iterator[Unclaimed]:
    used = {s for p in reading.placements for s in p}
    always = set.intersection(*(set(p) for p in reading.placements)) if reading.placements else set()
    row = reading.block.rows[reading.row].id if reading.block.rows else ""
    for i, piece in enumerate(reading.slots):
        if piece.kind != "figure" or i in always:
            continue
        if i not in used:
            yield Unclaimed(piece.text, piece.spans[0], reading.table, row, "fits no column")
        elif not reading.surplus:
            yield Unclaimed(piece.text, piece.spans[0], reading.table, row, "column undetermined")
    if reading.surplus and used - always:
        spare = [s for i, s in enumerate(reading.slots) if i in used][-reading.surplus :]
        for piece in spare:
            yield Unclaimed(
                piece.text, piece.spans[0], reading.table, row, "surplus; which one cannot be said"
            )
