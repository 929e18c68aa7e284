"""Printers' tables that look like grids: each line is a row, or blanks part columns that no bar does."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby

from gouji.document import Document
from gouji_standards.drawing.blanks import gapped
from gouji_standards.drawing.frame import frame_of
from gouji_standards.drawing.kind import prints_rows_by_line
from gouji_standards.drawing.lines import Drawn
from gouji_standards.grid.blocks import RULE
from gouji_standards.grid.prose import holds_prose
from gouji_standards.grid.room import has_room
from gouji_standards.grid.trace import Tracing


def is_printed(document: Document, lines: Sequence[Drawn], tracing: Tracing, head: int) -> bool:
    """Whether a drawing is a printer's; ``head`` is the line of the rule below its header, 0 without one."""
    plain = _unaligned(lines)
    if len(tracing.cols) == 2 and _leaves_gaps(document, plain):  # noqa: PLR2004 - one column's edges
        return True
    drawn = has_room(lines, tracing) and not _names_rows(lines)
    return not drawn and prints_rows(document, plain, tracing, head)


def prints_rows(document: Document, lines: Sequence[Drawn], tracing: Tracing, head: int) -> bool:
    """Whether each line of a drawing is a row, and no cell's lines read as one text."""
    return prints_rows_by_line(lines, document.text) and not holds_prose(lines, tracing, head)


def _unaligned(lines: Sequence[Drawn]) -> list[Drawn]:
    """The lines, those of pandoc's rules that align columns with ``:`` as rules without them."""
    return [
        Drawn(line.chars.replace(":", "-"), line.at) if RULE.fullmatch(line.chars) else line for line in lines
    ]


def _leaves_gaps(document: Document, lines: Sequence[Drawn]) -> bool:
    """Whether blanks part columns inside the only one that bars show: printers draw so without inner bars."""
    frame = frame_of(document.text, lines)
    return frame is not None and gapped(frame) is not None


def _names_rows(lines: Sequence[Drawn]) -> bool:
    """Whether names stand above one group of several lines: clients of databases print so, with room too."""
    runs = groupby(lines, lambda line: RULE.fullmatch(line.chars) is not None)
    heights = [len(list(run)) for ruled, run in runs if not ruled]
    return len(heights) == 2 and heights[0] == 1 < heights[1]  # noqa: PLR2004 - names and the rows
