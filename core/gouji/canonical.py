"""Canonical cells: what the readings of a table prove about each key of its schema."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from gouji.reading import ABSENT, Reading
from gouji.reconcile import Judged, Site, contested
from gouji.report import Cell, Unclaimed, Value
from gouji.strand import Piece


def cells(site: Site) -> Iterator[Cell]:
    """The cells of every row of a site that was read."""
    for judged in site.rows.values():
        rivals = contested(judged)
        for column in range(len(judged[0].reading.columns)):
            cell = _cell(judged[0], column)
            yield _dispute(cell, rivals, column) if rivals else cell


def _cell(judged: Judged, column: int) -> Cell:
    reading = judged.reading
    slots = {p[column] for p in reading.placements}
    if not reading.placements:
        return _open(reading, column, [*_figures(reading.slots), None])
    values = list(dict.fromkeys(reading.value(s) for s in sorted(slots, key=lambda s: (s < 0, s))))
    if len(values) > 1:
        return _open(reading, column, values)
    slot = min((s for s in slots if s >= 0), default=max(slots))
    if slot < 0:
        status = "absent" if slot == ABSENT else "blank"
        return Cell(reading.key(column), status=status, layout=reading.layout, label=reading.label_spans)  # type: ignore[arg-type]
    return _printed(reading, column, reading.slots[slot], judged.printed)


def _printed(reading: Reading, column: int, piece: Piece, placements: int) -> Cell:
    value = piece.numeral.value
    status = "ambiguous" if piece.kind == "text" else "blank"
    if value is not None:
        status = "printed" if placements == 1 else "solved"
    return Cell(
        key=reading.key(column),
        value=value,
        raw=piece.text,
        status=status,  # type: ignore[arg-type]
        spans=piece.spans if piece.text else (),
        layout=reading.layout,
        unit=piece.numeral.unit or reading.columns[column].unit if value is not None else "",
        label=reading.label_spans,
    )


def _open(reading: Reading, column: int, values: Sequence[Value]) -> Cell:
    ordered = tuple(v for v in dict.fromkeys(values) if v is not None)
    blank = (None,) if None in values else ()
    return Cell(
        reading.key(column),
        status="ambiguous",
        layout=reading.layout,
        candidates=(*ordered, *blank),
        label=reading.label_spans,
    )


def _figures(slots: Sequence[Piece]) -> list[int | Decimal | None]:
    return [s.numeral.value for s in slots if s.kind == "figure"]


def _dispute(cell: Cell, rivals: Sequence[Reading], column: int) -> Cell:
    """The cell as contested where the rivals differ in it; their spans are all kept."""
    options = [r.value(p[column]) for r in rivals for p in r.placements]
    if len(set(options)) == 1:
        return cell
    spans = tuple(
        s for r in rivals for p in r.placements if p[column] >= 0 for s in r.slots[p[column]].spans
    )
    return Cell(
        cell.key,
        status="contested",
        spans=tuple(dict.fromkeys(spans)),
        layout="+".join(sorted({r.layout for r in rivals})),
        candidates=tuple(dict.fromkeys(options)),
        label=cell.label,
    )


def unclaimed(site: Site) -> Iterator[Unclaimed]:
    """Figures in the site's source that no canonical cell uses: surplus in a row, or in no row at all."""
    used = {s for r in site.best() for piece in r.slots for s in piece.spans}
    for reading in site.best():
        yield from _surplus(reading)
    labels = {s for r in site.best() for s in r.label_spans}
    seen = set()
    for printed in site.prints:
        for piece in printed.strand.pieces[slice(*printed.extent)]:
            if piece.kind == "figure" and not used.intersection(piece.spans) and piece.spans[0] not in seen:
                seen.add(piece.spans[0])
                if piece.spans[0] not in labels and printed.schema.id == site.schema.id:
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
            yield Unclaimed(piece.text, piece.spans[0], reading.table, row, "surplus; which one cannot be said")
