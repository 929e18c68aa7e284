"""Dashed tables: columns under runs of ``-``, as pandoc's simple_tables and multiline_tables define them.

A simple table has a header line above the dashes and ends at a blank line, or no header and dashes below
too; each line is a row. A multiline table is closed by dashes, and blank lines part its rows. tabulate
``simple``, SQL*Plus, sqlcmd, SQLite ``.mode column`` and psql without borders print the former; there a
header has several lines where a name is wrapped, a line of dashes may stand between rows, and a line under
the last row counts them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span
from gouji_standards.drawn_blocks import bounds, by_unit
from gouji_standards.drawn_lines import UNITS, Drawn
from gouji_standards.frame import DRAWING, Frame, Part
from gouji_standards.frame_rows import row_lines
from gouji_standards.prompts import is_typed
from gouji_standards.separated import FIGURE
from gouji_standards.simple_column import MARGIN, is_filled
from gouji_standards.simple_rows import Rows, is_centred
from gouji_standards.table_captions import caption_of

COUNT = re.compile(r"\s*(?:\(\d+ rows?(?: affected|, \d+ ms)?\)|\d+ rows? (?:selected\.?|in set.*))\s*")
"""What a database client prints below the last row."""
MAX_HEADER = 8
"""Lines of a header, at most."""
MAX_RETRY = 200
"""Lines after which a table that failed is not tried again from a later line of dashes within it."""
SLACK = 3
"""Columns by which the dashes above and below a multiline table may miss the edges of those between."""
DASHES = "-=─━═"
"""What rules are drawn with: dashes, tasklist's equals signs, and psql's unicode line styles."""
_DASHES = re.compile(r"[ \t]*(?:-[- \t]*|=[= \t]*|─[─ \t]*|━[━ \t]*|═[═ \t]*)(?=[\r\n]|\Z)")
_RUN = re.compile(r"[-=─━═]+")
_DOUBLE = re.compile(r"\s*=[= ]*=\s*")
"""A border of reStructuredText: what stands beside it is that table's, well formed or not."""


@dataclass(frozen=True, slots=True)
class Dashed:
    """A table's lines: [first, last] with its borders, the dashes that name its columns, its rows."""

    first: int
    ruler: int
    last: int
    header: range
    groups: list[list[int]]
    multiline: bool = False


@dataclass(slots=True)
class _Page:
    """The document's lines of dashes, in order, each with the half-open columns of its runs.

    ``asked`` is whether pandoc's reading is asked for: each line whose first cell is printed begins a row.
    """

    document: Document
    asked: bool
    runs: dict[int, list[tuple[int, int]]] = field(default_factory=dict)
    order: list[int] = field(default_factory=list)
    spoiled: int = -1

    def blank(self, line: int) -> bool:
        """Whether a line is blank or beyond the text, or was typed: no table's line."""
        printed = self.document.lines.printed
        return not 0 <= line < len(printed) or not printed[line] or is_typed(self.document.line_text(line))


def dashed_tables(
    document: Document, code: Bool | None = None, *, asked: bool = False
) -> Iterator[tuple[Dashed, CellMatrix]]:
    """The tables with the lines they were found on, none in ``code``; if ``asked``, one column is one too."""
    page = _page(document, code, asked=asked)
    free = 0
    for index, line in enumerate(page.order):
        if line < free or not _names_columns(page, line) or _underlines_title(page, line):
            continue
        for found in _candidates(page, index, free):
            table = _table(page, found) if len(page.runs[line]) > 1 or _is_column(page, found) else None
            if table is not None:
                yield found, table
            if table is not None or found.last - line > MAX_RETRY:
                free = found.last + 1
                break


def _page(document: Document, code: Bool | None, *, asked: bool) -> _Page:
    page = _Page(document, asked)
    lines = document.lines
    full = (lines.count(DRAWING) == lines.printed) & (lines.printed > 1)
    full = full if code is None else full & ~code
    for line in np.flatnonzero(full).tolist():
        span = bounds(document, line)
        if _DASHES.match(document.text, *span) and not _is_border(document, line):
            page.runs[line] = [f.span() for f in _RUN.finditer(document.text[slice(*span)])]
            page.order.append(line)
    return page


def _is_border(document: Document, line: int) -> bool:
    """Whether a line of equals signs is reStructuredText's: it stands first, or another below its rows."""
    if "=" not in document.line_text(line):
        return False
    printed, text = document.lines.printed, document.text
    if not line or not printed[line - 1] or (line > 1 and printed[line - 2]):
        return True
    stop = line + 1
    while stop < len(printed) and printed[stop] and not _DOUBLE.fullmatch(text, *bounds(document, stop)):
        stop += 1
    return stop < len(printed) and bool(printed[stop])


def _names_columns(page: _Page, line: int) -> bool:
    """Whether a line of dashes has a run of several, or one dash a column above a line of as many columns."""
    runs = page.runs[line]
    if any(end - start > 1 for start, end in runs):
        return True
    gaps = {right - left for (_, left), (right, _) in zip(runs, runs[1:], strict=False)}
    return gaps == {2} and not page.blank(line + 1) and _width(page, line + 1) == _width(page, line)


def _width(page: _Page, line: int) -> int:
    return len(page.document.line_text(line).rstrip())


def _underlines_title(page: _Page, line: int) -> bool:
    """Whether a single run of dashes is shorter than printers make it below a name, or has no rows."""
    runs = page.runs[line]
    if page.asked or len(runs) > 1:
        return False
    above = page.document.line_text(line - 1).strip() if line else ""
    return not above or page.blank(line + 1) or runs[0][1] - runs[0][0] < len(above) + MARGIN


def _is_column(page: _Page, found: Dashed) -> bool:
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


def _candidates(page: _Page, index: int, free: int) -> Iterator[Dashed]:
    """What pandoc tries, in its order: multiline, simple without a header, simple, multiline without one."""
    ruler = page.order[index]
    following = page.order[index + 1] if index + 1 < len(page.order) else None
    above = page.order[index - 1] if index else -1
    opened = page.blank(ruler - 1)
    closed = following is not None and page.blank(following + 1)
    if (
        not opened
        and (closed or _is_framed(page, above, following))
        and above >= free
        and above + 1 < ruler
        and page.blank(above - 1)
    ):
        yield from _multiline(page, above, ruler, following, range(above + 1, ruler))
    if opened:
        yield from _headless(page, ruler, index)
    if not opened:
        yield from _headed(page, ruler, free)
    if opened and closed:
        yield from _multiline(page, ruler, ruler, following, range(0))


def _is_framed(page: _Page, first: int, last: int | None) -> bool:
    """Whether both borders are a single run: what follows on the next line is not the table's."""
    return first >= 0 and last is not None and len(page.runs[first]) == len(page.runs[last]) == 1


def _multiline(page: _Page, first: int, ruler: int, last: int | None, header: range) -> Iterator[Dashed]:
    if last is None or page.blank(ruler + 1) or any(page.blank(line) for line in header):
        return
    if len(header) > MAX_HEADER or not _spans_all(page, first, ruler) or not _spans_all(page, last, ruler):
        return
    groups: list[list[int]] = [[]]
    for line in range(ruler + 1, last):
        if not page.blank(line):
            groups[-1].append(line)
        elif groups[-1]:
            groups.append([])
    groups = [group for group in groups if group]
    if groups:
        yield Dashed(first, ruler, last, header, groups, multiline=True)


def _spans_all(page: _Page, border: int, ruler: int) -> bool:
    """Whether a border reaches from the first to the last column, give or take."""
    a, b = page.runs[border], page.runs[ruler]
    return abs(a[0][0] - b[0][0]) <= SLACK and abs(a[-1][1] - b[-1][1]) <= SLACK


def _headless(page: _Page, ruler: int, index: int) -> Iterator[Dashed]:
    """Rows between equal dashes; tabulate prints the same dashes where rows are set apart."""
    groups: list[list[int]] = []
    line = ruler
    if ruler <= page.spoiled:
        return
    for following in page.order[index + 1 :]:
        rows = list(range(line + 1, following))
        if not rows or page.runs[following] != page.runs[ruler] or any(page.blank(row) for row in rows):
            page.spoiled = line
            return
        groups.append(rows)
        line = following
        if page.blank(following + 1):
            yield Dashed(ruler, ruler, following, range(0), groups)
            return


def _headed(page: _Page, ruler: int, free: int) -> Iterator[Dashed]:
    top = ruler
    while top > free and not page.blank(top - 1) and top - 1 not in page.runs and ruler - top <= MAX_HEADER:
        top -= 1
    stop, groups = ruler + 1, [[]]  # type: tuple[int, list[list[int]]]
    while not page.blank(stop):
        if stop in page.runs:
            groups.append([])
        else:
            groups[-1].append(stop)
        stop += 1
    last = stop - 1
    groups = [group for group in groups if group]
    if groups and COUNT.fullmatch(page.document.line_text(groups[-1][-1])):
        groups[-1].pop()
    if ruler - top <= MAX_HEADER:
        yield Dashed(top, ruler, last, range(top, ruler), [g for g in groups if g])


def _table(page: _Page, found: Dashed) -> CellMatrix | None:
    """The table, in the first unit in which no word runs through the gap between two columns."""
    text = page.document.text
    numbers = [*found.header, *(line for group in found.groups for line in group)]
    spans = [bounds(page.document, line) for line in numbers]
    if any(_DOUBLE.fullmatch(text, *span) for span in spans):
        return None
    starts = [0, *(start for start, _ in page.runs[found.ruler][1:])]
    for unit in UNITS:
        lines = by_unit(text, spans, unit)
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


def _matrix(page: _Page, found: Dashed, lines: dict[int, Drawn], starts: Sequence[int]) -> CellMatrix | None:
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
    page: _Page, group: list[int], pieces: dict[int, list[Span]], starts: Sequence[int]
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


def _is_centred(page: _Page, above: int, line: int, pieces: dict[int, list[Span]]) -> bool:
    """Whether a first cell that stands alone is centred below the one of the row that begins ``above``."""
    if len(pieces[line]) == 1 or any(start < end for start, end in pieces[line][1:]):
        return False
    text = page.document.text
    return is_centred(*(text[bounds(page.document, at)[0] : pieces[at][0][1]] for at in (above, line)))
