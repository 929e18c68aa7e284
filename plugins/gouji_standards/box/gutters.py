"""Gutter tables: one unbroken rule below the header and columns parted by blanks alone.

rich SIMPLE and HORIZONTALS, texttable with only its header ruled, prettytable without bars. Columns are
what three blanks part on every line: these printers pad each cell by one and part cells by one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span
from gouji.units import UNITS
from gouji_standards.box.captions import centred_above
from gouji_standards.drawing.blanks import MIN_GUTTER, extent, gutter_columns, gutter_parts
from gouji_standards.drawing.frame import Frame, Part
from gouji_standards.drawing.lines import Drawn, drawn
from gouji_standards.drawing.matrix import frame_matrix
from gouji_standards.drawing.rows import row_lines
from gouji_standards.drawing.signs import DRAWING
from gouji_standards.lines import bounds

MIN_GLUED = 2
"""Lines that show by chance as many words each."""
MAX_HEADER = 8
"""Lines of a header, at most."""
MAX_RETRY = 200
"""Lines after which a table that failed is not tried again from a later rule within it."""
MAX_GUTTER_LINE = 2_000
"""A longer rule is no table's."""
_RULE = re.compile(r"[ \t]*(?:─{6,}|━{6,}|═{6,}|={6,}|-{6,})[ \t]*")


def gutter_tables(document: Document, code: Bool, *, asked: bool) -> Iterator[tuple[int, CellMatrix]]:
    """The gutter tables with the number of their first line.

    A heading is underlined by dashes too, so a table has two such rules unless one is ``asked`` for.
    """
    ruled = rules(document, code)
    free = 0
    for line in sorted(ruled):
        if line < free or _is_title(document, line, ruled):
            continue
        header, groups, stop = _lines(document, line, ruled, asked=asked)
        table = _table(document, line, header, groups) if header else None
        if table is not None:
            yield header[0], table
        if table is not None or stop - line > MAX_RETRY:
            free = stop


def _is_title(document: Document, rule: int, ruled: frozenset[int]) -> bool:
    """Whether a rule has a title above it, one phrase in its middle, and the header's lines below it."""
    if not rule or " " * MIN_GUTTER in document.line_text(rule - 1).strip():
        return False
    below = range(rule + 1, rule + MAX_HEADER + 2)
    return any(line in ruled for line in below) and _title(document, rule) is not None


def _title(document: Document, rule: int) -> Span | None:
    """The title above the rule above a header."""
    if rule < 1:
        return None
    return centred_above(document, rule, drawn(document.text, bounds(document, rule), UNITS[0]))


def rules(document: Document, code: Bool) -> frozenset[int]:
    """The lines that are one unbroken rule."""
    lines = document.lines
    likely = (lines.count(DRAWING) == lines.printed) & ~code
    fit = likely & (lines.printed > 5) & (lines.end - lines.start < MAX_GUTTER_LINE)  # noqa: PLR2004 - as _RULE
    return frozenset(
        line
        for line in np.flatnonzero(fit).tolist()
        if _RULE.fullmatch(document.text, *bounds(document, line))
    )


def _lines(
    document: Document, rule: int, ruled: frozenset[int], *, asked: bool
) -> tuple[list[int], list[list[int]], int]:
    """The header above a rule (none where this is no table), the groups below it, the line after them."""
    printed = document.lines.printed
    top = rule
    while top and printed[top - 1] and top - 1 not in ruled and rule - top <= MAX_HEADER:
        top -= 1
    header = list(range(top, rule))
    groups: list[list[int]] = [[]]
    stop = rule + 1
    while stop < len(printed) and (printed[stop] or _parts_sections(document, stop, rule)):
        if stop in ruled or not printed[stop]:
            groups.append([])
        else:
            groups[-1].append(stop)
        stop += 1
    drawn_above = top - 1 in ruled
    ascii_rule = document.line_text(rule).strip()[0] == "-"
    closed = stop - 1 in ruled and drawn_above
    if not 0 < len(header) <= MAX_HEADER or not groups[0] or (ascii_rule and not closed and not asked):
        return [], [], stop
    return header, [group for group in groups if group], stop


def _parts_sections(document: Document, line: int, rule: int) -> bool:
    """Whether a blank line is as wide as the rule and a printed one follows: rich parts rows by it."""
    lines = document.lines
    wide = lines.end[line] - lines.start[line] >= len(document.line_text(rule).rstrip())
    return bool(wide and line + 1 < len(lines.printed) and lines.printed[line + 1])


def _table(document: Document, rule: int, header: list[int], groups: list[list[int]]) -> CellMatrix | None:
    order = [*header, *(line for group in groups for line in group)]
    for unit in UNITS:
        ruler = drawn(document.text, bounds(document, rule), unit)
        lines = [drawn(document.text, bounds(document, line), unit) for line in order]
        columns = gutter_columns(ruler, lines) or _narrow(ruler, lines)
        inner = gutter_columns(ruler, lines[:-1]) if _is_below(ruler, lines[-1], groups) else None
        if inner is not None and len(inner) > len(columns or ()):
            return _matrix(document, lines[:-1], inner, header, groups[:-1])
        if columns is not None:
            return _matrix(document, lines, columns, header, groups)
    return None


def _narrow(ruler: Drawn, lines: Sequence[Drawn]) -> list[Span] | None:
    """The columns that two blanks part below a drawn rule, where no cell is blank: go-pretty's."""
    columns = gutter_columns(ruler, lines, MIN_GUTTER - 1) if not ruler.chars.isascii() else None
    parts = [part for line in lines for part in gutter_parts(line, columns or [])]
    return columns if all(part.printed for part in parts) else None


def _is_below(ruler: Drawn, last: Drawn, groups: Sequence[Sequence[int]]) -> bool:
    """Whether a last line, set apart from the others, stands in the middle of the rule: a caption's place."""
    if len(groups) < 2 or len(groups[-1]) > 1:  # noqa: PLR2004 - a body and a caption
        return False
    (a, b), (c, d) = map(extent, (ruler, last))
    return abs((a + b) - (c + d)) <= 2  # noqa: PLR2004 - half columns


def _matrix(
    document: Document,
    lines: Sequence[Drawn],
    columns: Sequence[Span],
    header: list[int],
    groups: list[list[int]],
) -> CellMatrix | None:
    parts = [gutter_parts(line, columns) for line in lines]
    frame = Frame(document.text, lines, parts, len(columns), partial=False)
    heads = range(len(header))
    named = sum(any(parts[i][j].printed for i in heads) for j in range(len(columns)))
    if named * 2 < len(columns) or _are_glued(parts, document.text):
        return None
    if len(groups) > 1 and not groups[-1][1:] and _is_caption(parts[-1]):
        groups = groups[:-1]
    rows = [list(heads)]
    begin = len(header)
    for group in groups:
        rows.extend(row_lines(frame, range(begin, begin + len(group))))
        begin += len(group)
    caption = centred_above(document, header[0], lines[0]) or _title(document, header[0] - 1)
    return frame_matrix(frame, rows, header_rows=1, caption=caption)


def _are_glued(parts: Sequence[Sequence[Part]], text: str) -> bool:
    """Whether a column's cells have as many words each, several, below the first all with figures.

    Single blanks part their columns: those of a table aligned by blanks.
    """
    for column in zip(*parts, strict=True):
        words = [text[slice(*part.span)].split() for part in column]
        measured = all(any(c.isdigit() for c in word) for row in words[1:] for word in row[1:])
        if len(words) > MIN_GLUED and len({len(row) for row in words}) == 1 < len(words[0]) and measured:
            return True
    return False


def _is_caption(parts: Sequence[Part]) -> bool:
    """Whether a last line, set apart, has text in one cell and not in the first: a caption in the middle."""
    return sum(part.printed for part in parts) == 1 and not parts[0].printed
