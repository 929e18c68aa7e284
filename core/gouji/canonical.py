"""Canonical cells: what the readings of a table prove about each key of its schema."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gouji.judged import Judged, contested
from gouji.matrix import Span
from gouji.reading import ABSENT, Reading
from gouji.report import Cell, Value
from gouji.strand import Piece

RowKey = tuple[str, int]


def table(rows: Mapping[RowKey, Sequence[Judged]]) -> dict[str, Cell]:
    """The cells of every row that was read, by key; the first reading of a row counts."""
    return {c.key: c for judged in rows.values() for c in _row(judged)}


def _row(judged: Sequence[Judged]) -> Iterator[Cell]:
    rivals = contested(judged)
    for column in range(len(judged[0].reading.columns)):
        cell = _cell(judged[0], column)
        yield _dispute(cell, rivals) if rivals else cell


def _cell(judged: Judged, column: int) -> Cell:
    reading = judged.reading
    if len(reading.placements) == 1:
        return _settled(judged, column, reading.placements[0][column])
    if not reading.placements:
        return _open(reading, column, _any_of(reading.slots))
    slots = {p[column] for p in reading.placements}
    values = list(dict.fromkeys(reading.value(s) for s in sorted(slots, key=lambda s: (s < 0, s))))
    if len(values) > 1:
        return _open(reading, column, values)
    return _settled(judged, column, min((s for s in slots if s >= 0), default=max(slots)))


def _settled(judged: Judged, column: int, slot: int) -> Cell:
    reading = judged.reading
    if slot < 0:
        status = "absent" if slot == ABSENT else "blank"
        return Cell(reading.key(column), status=status, layout=reading.layout, label=_label(reading))  # type: ignore[arg-type]
    return _printed(reading, column, reading.slots[slot], judged.printed)


def _printed(reading: Reading, column: int, piece: Piece, placements: int) -> Cell:
    value = piece.numeral.value
    status = "ambiguous" if piece.kind == "text" else "blank"
    if value is not None:
        status = "printed" if placements == 1 and not (reading.proven or piece.broken) else "solved"
    return Cell(
        key=reading.key(column),
        value=value,
        raw=piece.text,
        status=status,  # type: ignore[arg-type]
        spans=tuple(span for span in piece.spans if span[0] < span[1]) if piece.text else (),
        layout=reading.layout,
        unit=piece.numeral.unit or reading.columns[column].unit if value is not None else "",
        label=_label(reading),
    )


def _open(reading: Reading, column: int, values: Sequence[Value]) -> Cell:
    ordered = tuple(v for v in dict.fromkeys(values) if v is not None)
    blank = (None,) if None in values else ()
    return Cell(
        reading.key(column),
        status="ambiguous",
        layout=reading.layout,
        candidates=(*ordered, *blank),
        label=_label(reading),
    )


def _label(reading: Reading) -> tuple[Span, ...]:
    """The spans of the row's label; a row without one is known by its header, which is no label of it."""
    return reading.label_spans if reading.block.rows else ()


def _any_of(slots: Iterable[Piece]) -> tuple[Value, ...]:
    """Any of the figures, or a blank; nothing where there is none."""
    figures = dict.fromkeys(s.numeral.value for s in slots if s.kind == "figure")
    return (*figures, None) if figures else ()


def _column(reading: Reading, key: str) -> int | None:
    return next((c for c in range(len(reading.columns)) if reading.key(c) == key), None)


def _dispute(cell: Cell, rivals: Sequence[Reading]) -> Cell:
    """The cell as contested where the rivals differ in it; their spans are all kept.

    A rival of another edition may have no such column: it states nothing of the cell. Where none that has it
    has a placement the cell is open, for the figures of all that have.
    """
    own = [(r, c) for r in rivals if (c := _column(r, cell.key)) is not None]
    claims = [(r, p[c]) for r, c in own for p in r.placements]
    if not claims:
        return cell._replace(candidates=_any_of(slot for r, _ in own for slot in r.slots))
    options = [r.value(s) for r, s in claims]
    if len(set(options)) == 1 and len({id(r) for r, _ in claims}) == len(rivals):
        return cell
    spans = tuple(s for r, slot in claims if slot >= 0 for s in r.slots[slot].spans if s[0] < s[1])
    return Cell(
        cell.key,
        status="contested",
        spans=tuple(dict.fromkeys(spans)),
        layout="+".join(sorted({r.layout for r in rivals})),
        candidates=tuple(dict.fromkeys(options)),
        label=cell.label,
    )
