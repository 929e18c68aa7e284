"""Leftovers: figures inside a table's source that no canonical cell uses. None is lost silently."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from gouji.matrix import Span
from gouji.printed import Print
from gouji.reading import Reading
from gouji.reconcile import Site
from gouji.report import STATED, Cell, Unclaimed


def unclaimed(
    sites: Sequence[Site], repeats: Sequence[Site], cells: Mapping[str, Cell], prints: Iterable[Print]
) -> Iterator[Unclaimed]:
    """Figures that no canonical cell uses: surplus in a site's row, in no row of its source, or of no site.

    ``sites`` are those of one report: tables printed side by side lie over each other, and what is surplus in
    a row of one may be stated by a cell of another, or be surplus in both and told once. ``repeats`` are the
    tables printed again, whose rows are told where they differ. ``prints`` are those of its form, in its
    stretch of the text, that no site has.
    """
    sure = (cell for cell in cells.values() if cell.status in STATED or cell.status == "contested")
    told = _Told(span for cell in sure for span in cell.spans)
    used = {span for site in sites for span in site.spans()}
    used.update(span for cell in cells.values() if cell.status != "contested" for span in cell.spans)
    for one in (*_unused(sites, repeats), *_aside(prints, used)):
        if one.span not in told:
            told.add(one.span)
            yield one


class _Told:
    """Spans by their ends: layouts differ in the unseen signs they trim, and share one end of a figure."""

    def __init__(self, spans: Iterable[Span]) -> None:
        self._starts: set[int] = set()
        self._ends: set[int] = set()
        for span in spans:
            self.add(span)

    def add(self, span: Span) -> None:
        self._starts.add(span[0])
        self._ends.add(span[1])

    def __contains__(self, span: Span) -> bool:
        return span[0] in self._starts or span[1] in self._ends


def _unused(sites: Sequence[Site], repeats: Sequence[Site]) -> Iterator[Unclaimed]:
    """Figures that no row of their own table uses."""
    used = _Told(span for site in (*sites, *repeats) for r in _printed(site) for span in r.spans)
    for site in sites:
        for reading in site.best():
            yield from _surplus(reading)
        yield from _rowless(site, used)


def _printed(site: Site) -> Iterator[Reading]:
    """The best reading of each row, and those of its copies elsewhere, which it was compared with."""
    for best, *others in site.rows.values():
        own = {*best.reading.spans}
        yield best.reading
        yield from (j.reading for j in others if own.isdisjoint(j.reading.spans))


def _aside(prints: Iterable[Print], used: Container[Span]) -> Iterator[Unclaimed]:
    """Figures of whole tables of which nothing is used, printed again under another section's title."""
    for printed in prints:
        own = [span for r in printed.readings for span in r.spans]
        if printed.headed and printed.solid and not any(span in used for span in own):
            for r in printed.readings:
                for piece in r.figures:
                    yield Unclaimed(
                        piece.text, piece.spans[0], r.table, r.row_id, "under another section's title"
                    )


def _rowless(site: Site, used: _Told) -> Iterator[Unclaimed]:
    """Figures that share neither end with what a row uses."""
    for printed in site.prints:
        if printed.schema.id == site.schema.id:
            for piece in printed.marked.strand.pieces[slice(*printed.extent)]:
                if piece.kind == "figure" and not any(span in used for span in piece.spans):
                    yield Unclaimed(piece.text, piece.spans[0], site.table, note="stands in no row")


def _surplus(reading: Reading) -> Iterator[Unclaimed]:
    used = {s for p in reading.placements for s in p}
    always = set.intersection(*(set(p) for p in reading.placements)) if reading.placements else set()
    for i, piece in enumerate(reading.slots):
        if piece.kind != "figure" or i in always:
            continue
        if i not in used:
            yield Unclaimed(piece.text, piece.spans[0], reading.table, reading.row_id, "fits no column")
        elif not reading.surplus:
            yield Unclaimed(piece.text, piece.spans[0], reading.table, reading.row_id, "column undetermined")
    if reading.surplus and used - always:
        spare = [s for i, s in enumerate(reading.slots) if i in used][-reading.surplus :]
        for piece in spare:
            yield Unclaimed(
                piece.text, piece.spans[0], reading.table, reading.row_id, "surplus; which one cannot be said"
            )
