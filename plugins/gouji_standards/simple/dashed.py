"""Dashed tables: columns under runs of ``-``, as pandoc's simple_tables and multiline_tables define them.

A simple table has a header line above the dashes and ends at a blank line, or no header and dashes below
too; each line is a row. A multiline table is closed by dashes, and blank lines part its rows. tabulate
``simple``, SQL*Plus, sqlcmd, SQLite ``.mode column`` and psql without borders print the former; there a
header has several lines where a name is wrapped, a line of dashes may stand between rows, and a line under
the last row counts them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span
from gouji.units import UNITS
from gouji_standards.drawing.frame import Frame, Part
from gouji_standards.drawing.lines import Drawn, drawn
from gouji_standards.drawing.rows import row_lines
from gouji_standards.lines import bounds
from gouji_standards.separated import FIGURE
from gouji_standards.simple.candidates import Dashed, candidates
from gouji_standards.simple.column import MARGIN, is_filled
from gouji_standards.simple.dashes import DOUBLE, Page, page_of
from gouji_standards.simple.rows import Rows, is_centred
from gouji_standards.table_captions import caption_of

MAX_RETRY = 200
"""Lines after which a table that failed is not tried again from a later line of dashes within it."""


def dashed_tables(
    document: Document, code: Bool | None = None, *, asked: bool = False
) -> Iterator[tuple[Dashed, CellMatrix]]:
    """The tables with the lines they were found on, none in ``code``; if ``asked``, one column is one too."""
    page = page_of(document, code, asked=asked)
    free = 0
    for index, line in enumerate(page.order):
        if line < free or not _names_columns(page, line) or _underlines_title(page, line):
            continue
        for found in candidates(page, index, free):
            table = _table(page, found) if len(page.runs[line]) > 1 or _is_column(page, found) else None
            if table is not None:
                yield found, table
            if table is not None or found.last - line > MAX_RETRY:
                free = found.last + 1
                break


def _names_columns(page: Page, line: int) -> bool:
    """Whether a line of dashes has a run of several, or one dash a column above a line of as many columns."""
    runs = page.runs[line]
    if any(end - start > 1 for start, end in runs):
        return True
    gaps = {right - left for (_, left), (right, _) in zip(runs, runs[1:], strict=False)}
    return gaps == {2} and not page.blank(line + 1) and _width(page, line + 1) == _width(page, line)


def _width(page: Page, line: int) -> int:
    return len(page.document.line_text(line).rstrip())


def _underlines_title(page: Page, line: int) -> bool:
    """Whether a single run of dashes is shorter than printers make it below a name, or has no rows."""
    runs = page.runs[line]
    if page.asked or len(runs) > 1:
        return False
    above = page.document.line_text(line - 1).strip() if line else ""
    return not above or page.blank(line + 1) or runs[0][1] - runs[0][0] < len(above) + MARGIN


def _is_column(page: Page, found: Dashed) -> bool:
    """Whether a single run of dashes is one column's: rows follow, no line is longer than it.

    Unless a simple table is asked for, it is as long as printers make it.
    """
    start, stop = page.runs[found.ruler][0]
    metadata = found.first == 0 and stop == len("---")
    names = [page.document.line_text(line).rstrip() for line in found.header]
    rows = [page.document.line_text(line).rstrip() for group in found.groups for line in group]
    if not page.asked:
        names, rows = [line[start:] for line in names], [line[start:] for line in rows]
        return not found.multiline and is_filled(names, rows, stop - start)
    return all(len(line) <= stop for line in [*names, *rows]) and bool(rows) and not metadata


def _table(page: Page, found: Dashed) -> CellMatrix | None:
    """The table, in the first unit in which no word runs through the gap between two columns."""
    text = page.document.text
    numbers = [*found.header, *(line for group in found.groups for line in group)]
    spans = [bounds(page.document, line) for line in numbers]
    if any(DOUBLE.fullmatch(text, *span) for span in spans):
        return None
    starts = [0, *(start for start, _ in page.runs[found.ruler][1:])]
    for unit in UNITS:
        lines = [drawn(text, span, unit).rstrip() for span in spans]
        if not any(_is_cut(line.chars, start) for line in lines for start in starts[1:]):
            return _matrix(page, found, dict(zip(numbers, lines, strict=True)), starts)
        gutters = _gutters(page.runs[found.ruler], lines) if found.header and not found.multiline else None
        if gutters:
            return _matrix(page, found, dict(zip(numbers, lines, strict=True)), gutters)
        if all(text[start:end].isascii() for start, end in spans):
            return None
    return None


def _gutters(runs: Sequence[tuple[int, int]], lines: Sequence[Drawn]) -> list[int] | None:
    """The columns' beginnings where each gap has a column that is blank on all lines, None where one has not.

    PowerShell underlines names alone: what is set to the right and longer begins left of its dashes.
    """
    starts = [0]
    for (_, end), (start, _) in zip(runs, runs[1:], strict=False):
        free = (b for b in range(start, end, -1) if all(not line.chars[b - 1 : b].strip() for line in lines))
        starts.append(next(free, 0))
    return starts if all(starts[1:]) else None


def _is_cut(chars: str, start: int) -> bool:
    return not chars[start - 1 : start].isspace() and bool(chars[start : start + 1].strip()) and start > 0


def _matrix(page: Page, found: Dashed, lines: dict[int, Drawn], starts: Sequence[int]) -> CellMatrix | None:
    pieces = {number: _pieces(line, starts) for number, line in lines.items()}
    rows = Rows(page.document.text, len(starts))
    if found.header:
        heads = [pieces[line] for line in found.header]
        if _are_rows(page.document.text, heads):
            return None
        named = sum(any(a < b for a, b in column) for column in zip(*heads, strict=True))
        if named * 2 < len(starts) or (not found.groups and (named < len(starts) or len(heads) > 1)):
            return None
        _add(rows, heads)
    for group in found.groups:
        for row in [group] if found.multiline else _rows(page, group, pieces, starts):
            _add(rows, [pieces[line] for line in row])
    if not rows.slots:
        return None
    return rows.matrix(int(bool(found.header)), caption_of(page.document, found.first, found.last))


def _are_rows(text: str, heads: Sequence[Sequence[Span]]) -> bool:
    """Whether a column holds a figure on each of several lines below the first: dashes set off their sum."""
    columns = zip(*heads[1:], strict=True)
    return len(heads) > 2 and any(all(FIGURE.fullmatch(text[a:b]) for a, b in c) for c in columns)  # noqa: PLR2004 - a name and figures


def _add(rows: Rows, lines: Sequence[Sequence[Span]]) -> None:
    rows.add([(i, i + 1, column) for i, column in enumerate(zip(*lines, strict=True))])


def _pieces(line: Drawn, starts: Sequence[int]) -> list[Span]:
    stops = [*starts[1:], len(line.chars)]
    return [line.span(a, max(b, a)) for a, b in zip(starts, stops, strict=True)]


def _rows(
    page: Page, group: list[int], pieces: dict[int, list[Span]], starts: Sequence[int]
) -> list[list[int]]:
    """The lines of each row: a line break in a cell leaves the cells beside it blank."""
    widths = [b - a for a, b in zip(starts, [*starts[1:], starts[-1] + 1_000_000], strict=True)]
    parts = [[Part(i, i + 1, span, widths[i]) for i, span in enumerate(pieces[line])] for line in group]
    frame = Frame(page.document.text, [], parts, len(starts), partial=False)
    begun = {group[row[0]] for row in row_lines(frame, range(len(group)))}
    if page.asked:
        begun.update(line for line in group if pieces[line][0][0] < pieces[line][0][1])
    rows: list[list[int]] = []
    for line in group:
        if line not in begun or (rows and _is_centred(page, rows[-1][0], line, pieces)):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_centred(page: Page, above: int, line: int, pieces: dict[int, list[Span]]) -> bool:
    """Whether a first cell that stands alone is centred below the one of the row that begins ``above``."""
    if len(pieces[line]) == 1 or any(start < end for start, end in pieces[line][1:]):
        return False
    text = page.document.text
    return is_centred(*(text[bounds(page.document, at)[0] : pieces[at][0][1]] for at in (above, line)))
