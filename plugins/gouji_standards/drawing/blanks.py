"""Blanks in frames: columns that blanks part where no bar does, rows that blank lines set apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from gouji.matrix import Span
from gouji_standards.drawing.frame import Frame, Part
from gouji_standards.drawing.lines import Drawn

MIN_GUTTER = 3
"""Blank columns between two cells, at least: printers pad each cell by one and part cells by one."""
_GUTTER = re.compile(r" {2,}")


def extent(line: Drawn) -> Span:
    """The half-open columns from the first to the last printed one."""
    return len(line.chars) - len(line.chars.lstrip()), len(line.chars.rstrip())


def gutter_columns(ruler: Drawn, lines: Sequence[Drawn], least: int = MIN_GUTTER) -> list[Span] | None:
    """The half-open columns of cells between gutters of at ``least`` so many blanks on all lines.

    None where a line leaves the stretch of the rule, or nothing parts two columns.
    """
    left, right = extent(ruler)
    chars = [line.chars.rstrip() for line in lines]
    if any(len(line) > right or line[:left].strip() for line in chars):
        return None
    used = np.zeros(right, dtype=np.bool_)
    for line in chars:
        used[: len(line)] |= np.array([not char.isspace() for char in line], dtype=np.bool_)
    shown = "".join("x" if dark else " " for dark in used.tolist())
    gutters = [
        found.span()
        for found in _GUTTER.finditer(shown.rstrip())
        if found.end() - found.start() >= least and found.start()
    ]
    edges = [0, *(edge for gutter in gutters for edge in gutter), right]
    return list(zip(edges[::2], edges[1::2], strict=True)) if gutters else None


def gutter_parts(line: Drawn, columns: Sequence[Span]) -> list[Part]:
    """A line's cells in some columns."""
    return [
        Part(i, i + 1, line.span(a, min(b, len(line.chars)) if b else a), b - a + 2)
        for i, (a, b) in enumerate(columns)
    ]


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
        if all(part.printed for row in needed for part in row):
            return Frame(frame.text, frame.lines, parts, len(columns), partial=False)
    return None


def spaced(frame: Frame) -> Frame:
    """A frame without its blank lines, if these set every line apart that is printed, and those are full."""
    dark = [[part.printed for part in parts] for parts in frame.parts]
    printed = [at for at, row in enumerate(dark) if any(row)]
    blank = [at for at, row in enumerate(dark) if row and not any(row)]
    apart = all(b - a > 1 for a, b in pairwise(printed)) and all(all(dark[at]) for at in printed)
    if len(blank) < 2 or not apart:  # noqa: PLR2004 - one may be a blank row
        return frame
    kept = [at for at, row in enumerate(dark) if any(row) or not row]
    lines, parts = [frame.lines[at] for at in kept], [frame.parts[at] for at in kept]
    return Frame(frame.text, lines, parts, frame.width, frame.partial)
