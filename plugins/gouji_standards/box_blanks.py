"""Frames whose blanks part what bars and rules do not: cells between two blanks, rows between blank lines."""

from __future__ import annotations

from itertools import pairwise

from gouji_standards.box_gutters import MIN_GUTTER, gutter_columns, gutter_parts
from gouji_standards.drawn_lines import Drawn
from gouji_standards.frame import Frame


def gapped(frame: Frame) -> Frame | None:
    """A frame whose cells only blanks part: prettytable's vertical rules around, polars' borders only.

    Two blanks part them, as in terminaltables' without inner borders, where no cell is blank.
    """
    if frame.width > 1:
        return None
    inner = [Drawn(" " + line.chars[1:-1], line.at[:-1]) for line in frame.lines]
    ruler = Drawn("-" * len(inner[0].chars), inner[0].at)
    printed = [line for line, parts in zip(inner, frame.parts, strict=True) if parts]
    for least in (MIN_GUTTER, MIN_GUTTER - 1):
        columns = gutter_columns(ruler, printed, least)
        if columns is None:
            continue
        rows = zip(inner, frame.parts, strict=True)
        parts = [gutter_parts(line, columns) if parts else [] for line, parts in rows]
        needed = [parts[frame.groups()[0][0]]] if least == MIN_GUTTER else parts
        if all(part.span[0] < part.span[1] for row in needed for part in row):
            return Frame(frame.text, frame.lines, parts, len(columns), partial=False)
    return None


def spaced(frame: Frame) -> Frame:
    """A frame without its blank lines, if these set every line apart that is printed, and those are full."""
    dark = [[part.span[0] < part.span[1] for part in parts] for parts in frame.parts]
    printed = [at for at, row in enumerate(dark) if any(row)]
    blank = [at for at, row in enumerate(dark) if row and not any(row)]
    apart = all(b - a > 1 for a, b in pairwise(printed)) and all(all(dark[at]) for at in printed)
    if len(blank) < 2 or not apart:  # noqa: PLR2004 - one may be a blank row
        return frame
    kept = [at for at, row in enumerate(dark) if any(row) or not row]
    lines, parts = [frame.lines[at] for at in kept], [frame.parts[at] for at in kept]
    return Frame(frame.text, lines, parts, frame.width, frame.partial)
