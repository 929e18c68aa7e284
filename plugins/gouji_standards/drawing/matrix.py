"""Frame matrices: the rows of a frame as a cell matrix.

Types under column names are a header row of their own: polars prints ``---`` and the type below a name,
duckdb the type alone.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence

import numpy as np

from gouji.matrix import MISSING, CellMatrix, Span, freeze
from gouji_standards.drawing.frame import Frame, Part
from gouji_standards.drawing.lines import seamed

_TYPE = re.compile(
    r"(?:u?(?:tiny|small|big|huge)?int(?:eger)?\d{0,3}|[iuf]\d{1,3}|float\d{0,2}|double|varchar|str(?:ing)?|bool(?:ean)?"
    r"|date|time(?:stamp)?(?:_n?s|_ms)?|datetime|duration|interval|blob|binary|uuid|cat|enum|null|object|json|bit"
    r"|(?:decimal|numeric|list|array|struct|map|datetime|duration|enum)[(\[<].*|.*\[\]|…)",
    re.IGNORECASE,
)
"""A column's type as polars, duckdb, datafusion and ClickHouse name it."""
_INNER = re.compile(r"[^\s](?:[^\r\n]*[^\s])?")
"""What a line prints, from its first to its last sign."""


def rule_of_types(said: Sequence[str]) -> bool:
    """Whether a line is polars' ``---`` between names and types; a column left out prints ``…``."""
    return "---" in said and all(cell in ("---", "…", "") for cell in said)


def header_lines(frame: Frame, group: Sequence[int]) -> list[list[int]]:
    """The lines of each header row: one, or names and types."""
    said = [frame.said(line) for line in group]
    for index, cells in enumerate(said):
        if index and rule_of_types(cells):
            return [list(lines) for lines in (group[:index], group[index + 1 :]) if lines]
    if len(group) > 1 and all(_TYPE.fullmatch(cell) for cell in said[-1]):
        return [list(group[:-1]), [group[-1]]]
    return [list(group)]


def frame_matrix(
    frame: Frame, rows: Sequence[Sequence[int]], *, header_rows: int = 0, caption: Span | None = None
) -> CellMatrix:
    """The matrix of rows, each the lines it is printed on; a cell owns the slots between its bars."""
    owner = np.full((len(rows), frame.width), MISSING, dtype=np.int32)
    cells: list[list[Span]] = []
    texts: list[str] = []
    for index, row in enumerate(rows):
        parts = [part for line in row for part in frame.parts[line]]
        slots = _slots(parts)
        for (first, stop), pieces in zip(slots, _pieces(frame.text, parts, slots), strict=True):
            owner[index, first:stop] = len(cells)
            spans, said = seamed(frame.text, pieces)
            cells.append(spans)
            texts.append(said)
    return freeze(owner, cells, header_rows=header_rows, caption=caption, texts=texts)


def _pieces(text: str, parts: Sequence[Part], slots: Sequence[tuple[int, int]]) -> list[list[Span]]:
    """The text of each slot's parts, in order of their lines."""
    starts = [first for first, _ in slots]
    found: list[list[Span]] = [[] for _ in slots]
    for part in parts:
        found[bisect_right(starts, part.first) - 1].extend(_lines(text, part.span))
    return found


def _lines(text: str, span: Span) -> list[Span]:
    """The lines of a part, which has several where a row is torn, without the blanks around them."""
    said = text[slice(*span)]
    if "\n" not in said and "\r" not in said:
        return [span]
    inner = [found.span() for found in _INNER.finditer(said)]
    return [(span[0] + start, span[0] + end) for start, end in inner]


def _slots(parts: Sequence[Part]) -> list[tuple[int, int]]:
    """The half-open slots of a row's cells: a bar on any of its lines parts two."""
    edges = sorted({part.first for part in parts} | {part.stop for part in parts})
    return list(zip(edges, edges[1:], strict=False))
