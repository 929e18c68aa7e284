"""Pages: a sheet cut into the fragments that page breaks leave of it, and its cells dressed for print."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from gouji.sheet import Box, Sheet
from gouji.testing.options import Carry, Options

FULLWIDTH = {ord("0") + i: 0xFF10 + i for i in range(10)}


def fragments(sheet: Sheet, options: Options) -> tuple[Sheet, ...]:
    """The sheet as its pages print it: one fragment where no break lies inside the table."""
    dressed = sheet.map(lambda cell: _dress(cell, options))
    cuts = sorted({k for k in options.page_breaks if 0 < k < len(sheet.rows)})
    parts = [_part(dressed, a, b, options.carry) for a, b in pairwise([0, *cuts, len(sheet.rows)])]
    if options.split_label:
        parts = _split_labels(parts)
    left, right = options.extra_columns
    return tuple(p if i < options.extra_from else _extend(p, left, right) for i, p in enumerate(parts))


def pieces(text: str, width: int) -> list[str]:
    """A text cut into lines of at most ``width`` characters; 0 keeps it whole, and there is always a line."""
    if width <= 0 or len(text) <= width:
        return [text]
    return [text[i : i + width].strip() or " " for i in range(0, len(text), width)]


def _dress(cell: Box, options: Options) -> Box:
    if cell.is_label and options.cut:
        cell = replace(cell, text=cell.text[: options.cut])
    if cell.is_label and options.spaced:
        parts = [cell.text[i : i + options.spaced] for i in range(0, len(cell.text), options.spaced)]
        return replace(cell, text=" ".join(parts))
    if options.fullwidth and not cell.is_label:
        return replace(cell, text=cell.text.translate(FULLWIDTH))
    return cell


def _part(sheet: Sheet, start: int, stop: int, carry: Carry) -> Sheet:
    """Rows ``start`` to ``stop`` of a sheet; cells that span an edge are cut at it."""
    rows = [[_cut(c, stop - r) for c in sheet.rows[r]] for r in range(start, stop)]
    if start:
        rows[0] = list(_entering(sheet, start, stop, carry))
    return replace(sheet, rows=tuple(tuple(row) for row in rows))


def _cut(cell: Box, rows: int) -> Box:
    return replace(cell, rowspan=min(cell.rowspan, rows))


def _entering(sheet: Sheet, start: int, stop: int, carry: Carry) -> Iterator[Box]:
    """The first row of a new page: its own cells, and what is left of the cells that reach into it."""
    seen = set()
    for owner in sheet.owners()[start]:
        if owner is None or owner in seen:
            continue
        seen.add(owner)
        cell = sheet.cell(owner)
        if owner[0] == start:
            yield _cut(cell, stop - start)
        elif carry != "drop" or cell.role != "group":
            rest = _cut(replace(cell, rowspan=owner[0] + cell.rowspan - start), stop - start)
            yield rest if carry == "repeat" else replace(rest, text="")


def _split_labels(parts: list[Sheet]) -> list[Sheet]:
    """Cut the label of each row before a break; its second half begins the next page."""
    out = list(parts)
    for number, part in enumerate(parts[:-1]):
        row = part.rows[-1]
        place = next((i for i, c in enumerate(row) if c.role == "label" and len(c.text) > 1), None)
        if place is None:
            continue
        cell, half = row[place], (len(row[place].text) + 1) // 2
        kept = (*row[:place], replace(cell, text=cell.text[:half]), *row[place + 1 :])
        out[number] = replace(out[number], rows=(*out[number].rows[:-1], kept))
        fillers = (Box("", "filler", 1, c.colspan) for c in row[place + 1 :])
        rest = (replace(cell, text=cell.text[half:]), *fillers)
        out[number + 1] = replace(out[number + 1], rows=(rest, *out[number + 1].rows))
    return out


def _extend(sheet: Sheet, left: int, right: int) -> Sheet:
    """Empty columns on both sides of a sheet."""
    before, after = (Box("", "filler"),) * left, (Box("", "filler"),) * right
    rows = tuple((*before, *row, *after) for row in sheet.rows)
    return replace(sheet, rows=rows, width=sheet.width + left + right)
