"""Layouts with a delimiter between cells and one printed row a line: tabs, commas, pipes, Org."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable

from gouji.sheet import Box, Sheet
from gouji.testing.options import Options
from gouji.testing.page import pieces
from gouji.testing.width import display_width

Rows = list[list[str]]
Fill = Callable[[Sheet, Options, str], Rows]
"""Rows of texts of a sheet; the pieces of a wrapped label are joined by the given string."""


def ragged_rows(sheet: Sheet, options: Options, joint: str) -> Rows:
    """Each row holds only the cells that begin in it."""
    return [[_text(cell, options, joint) for cell in row] for row in sheet.rows]


def grid_rows(sheet: Sheet, options: Options, joint: str) -> Rows:
    """Every slot of the grid; a merged cell's text stands in its first slot, the others are blank."""
    seen = set()
    out: Rows = []
    for line in sheet.owners():
        out.append([])
        for owner in line:
            fresh = owner is not None and owner not in seen
            out[-1].append(_text(sheet.cell(owner), options, joint) if owner and fresh else "")
            seen.add(owner)
    return out


def repeated_rows(sheet: Sheet, options: Options, joint: str) -> Rows:
    """Every slot of the grid; a merged cell's text is repeated in each slot it covers."""
    return [
        [_text(sheet.cell(owner), options, joint) if owner else "" for owner in line]
        for line in sheet.owners()
    ]


def tabs(fill: Fill) -> Callable[[Sheet, Options], str]:
    """A renderer of tab-separated rows."""
    return lambda sheet, options: "\n".join("\t".join(row) for row in fill(sheet, options, " "))


def commas(sheet: Sheet, options: Options) -> str:
    """Comma-separated rows on the full grid; a cell with a comma, quote or line break is quoted."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(grid_rows(sheet, options, "\n"))
    return out.getvalue().removesuffix("\n")


def pipes(fill: Fill) -> Callable[[Sheet, Options], str]:
    """A renderer of Markdown pipe tables; a pipe inside a cell is escaped."""

    def draw(sheet: Sheet, options: Options) -> str:
        rows = [[t.replace("|", "\\|") for t in row] for row in fill(sheet, options, "<br>")]
        if options.rule:
            rows.insert(1, ["---"] * max(len(row) for row in rows))
        left, right = ("| ", " |") if options.outer_pipes else ("", "")
        return "\n".join(f"{left}{' | '.join(row)}{right}" for row in rows)

    return draw


def org(sheet: Sheet, options: Options) -> str:
    """An Org table: padded to display width, covered cells blank, no rule."""
    rows = [[t.replace("|", "\\vert{}") for t in row] for row in grid_rows(sheet, options, " ")]
    widths = [max(display_width(t) for t in column) for column in zip(*rows, strict=True)]
    padded = [[t + " " * (w - display_width(t)) for t, w in zip(row, widths, strict=True)] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in padded)


def _text(cell: Box, options: Options, joint: str) -> str:
    return joint.join(pieces(cell.text, options.wrap if cell.is_label else 0))
