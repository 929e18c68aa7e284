"""Layouts printed downwards: one cell, one piece of a cell or one row a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from gouji.sheet import Box, Role, Sheet
from gouji.testing.options import Options
from gouji.testing.page import pieces

Widths = Mapping[Role, int]
"""The most characters of a line for each kind of label; 0 where it is not wrapped."""

PIECE = 6
"""The narrow label column of a printed form."""
COLUMN = 8


def cell_per_line(sheet: Sheet, options: Options) -> str:
    """A line for each cell; a blank cell is a line with one blank unless blanks are dropped."""
    return _one_a_line(sheet, options, options.wrap, drop=options.drop_blanks is True)


def piece_per_line(sheet: Sheet, options: Options) -> str:
    """A line for each piece of a label and for each figure; blanks leave no trace unless kept."""
    return _one_a_line(sheet, options, options.wrap or PIECE, drop=options.drop_blanks is not False)


def row_per_line(sheet: Sheet, options: Options) -> str:
    """A line for each row, single blanks between its cells; blank cells leave no trace."""
    return _rows(sheet, options, _widths(options.wrap, options.wrap))


def char_per_line(sheet: Sheet, options: Options) -> str:
    """A line for each character of a header or group label, the rows wrapped and a line each."""
    return _rows(sheet, options, _widths(1, options.wrap or COLUMN))


def _widths(tall: int, wide: int) -> Widths:
    return {"title": 0, "corner": wide, "header": tall, "group": tall, "label": wide}


def _one_a_line(sheet: Sheet, options: Options, wrap: int, *, drop: bool) -> str:
    lines: list[str] = []
    for cell in sheet.cells:
        if cell.is_label:
            lines += pieces(cell.text, wrap) if cell.text else []
        elif cell.text or (cell.role == "value" and not drop):
            lines.append(cell.text or " ")
    return _join(lines, options)


def _rows(sheet: Sheet, options: Options, widths: Widths) -> str:
    return _join((line for row in sheet.rows for line in _row(row, options, widths)), options)


def _row(row: tuple[Box, ...], options: Options, widths: Widths) -> Iterable[str]:
    """The lines of one printed row: group labels on their own, then each label beside its figures."""
    heads = [c for c in row if c.role in ("header", "corner") and c.text]
    if not any(widths[c.role] for c in heads) and all(c.role == "header" or c.rowspan == 1 for c in heads):
        heads = [Box(" ".join(c.text for c in heads), "header")] if heads else []
    for cell in (*heads, *(c for c in row if c.role in ("title", "group") and c.text)):
        yield from pieces(cell.text, widths[cell.role])
    beside = [list(_labelled(part, options, widths)) for part in _parts(row)]
    if all(len(lines) < 2 for lines in beside):  # noqa: PLR2004 - labels abreast share a line unless one is wrapped
        beside = [[" ".join(line for lines in beside for line in lines)]] if any(beside) else []
    yield from (line for lines in beside for line in lines)


def _parts(row: Iterable[Box]) -> list[list[Box]]:
    """A row's labels, numbers and figures, cut before each label, or before the number that leads to it."""
    parts: list[list[Box]] = [[]]
    cells = [c for c in row if c.role in ("label", "number", "value") and (c.text or c.role == "value")]
    for before, cell in zip([None, *cells], cells, strict=False):
        led = before is not None and before.role == "number" and not parts[-1][:-1]
        if parts[-1] and cell.role == "label" and not led:
            parts.append([])
        parts[-1].append(cell)
    return parts


def _labelled(part: Sequence[Box], options: Options, widths: Widths) -> Iterable[str]:
    """A label with the number before it, beside what stands after it."""
    place = next((i for i, c in enumerate(part) if c.role == "label"), None)
    figures = " ".join(c.text for c in part[0 if place is None else place + 1 :] if c.text)
    if place is None:
        return [figures] if figures else []
    text = " ".join(c.text for c in part[: place + 1])
    return _beside(pieces(text, widths["label"]), figures, options)


def _beside(label: list[str], figures: str, options: Options) -> Iterable[str]:
    if not label or not figures:
        return [*label, *([figures] if figures else [])]
    if options.figures == "own" and len(label) > 1:
        return [*label, figures]
    line = 0 if options.figures == "first" else -1
    label[line] = f"{label[line]} {figures}"
    return label


def _join(lines: Iterable[str], options: Options) -> str:
    return ("\n" * (options.line_gap + 1)).join(lines)
