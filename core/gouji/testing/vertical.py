"""Layouts printed downwards: one cell, one piece of a cell or one row a line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from gouji.testing.options import Options
from gouji.testing.page import pieces
from gouji.testing.sheet import Box, Role, Sheet

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
    """The lines of one printed row: group labels on their own, then the label beside its figures."""
    figures = " ".join(c.text for c in row if not c.is_label and c.text)
    heads = [c for c in row if c.role in ("header", "corner") and c.text]
    if not any(widths[c.role] for c in heads) and all(c.role == "header" or c.rowspan == 1 for c in heads):
        heads = [Box(" ".join(c.text for c in heads), "header")] if heads else []
    for cell in (*heads, *(c for c in row if c.role in ("title", "group") and c.text)):
        yield from pieces(cell.text, widths[cell.role])
    label = next((c.text for c in row if c.role == "label"), "")
    yield from _beside(pieces(label, widths["label"]) if label else [], figures, options)


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
