"""Aligned tables: columns kept apart by blanks only.

Printed by pdftotext -layout, pdfplumber's layout mode, pymupdf's sorted text, lynx, links and w3m for tables
without borders, the console print of data frames, and people who type. Position counts characters in some of
them and display width, a wide character as two, in others; some keep to neither.

A matrix has ``grid`` where geometry proves the column of every value. Otherwise it has a row a line and a
cell a word: their order is all that such a print proves. A row whose lines cannot be told from its
neighbours' is left out: a wrapped figure would be read as two.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np

from gouji.document import Bool, Document
from gouji.hookspecs import hookimpl
from gouji.matrix import MISSING, CellMatrix, Span, freeze, from_rows
from gouji.qualified import stands_alone
from gouji_layouts import aligned_pages
from gouji_layouts.aligned_blocks import MAX_STUBS, Block, begins, blocks, kind
from gouji_layouts.aligned_columns import Columns, prove
from gouji_layouts.aligned_lines import Line, Word, read_lines
from gouji_layouts.aligned_row import Row, lined_up
from gouji_layouts.aligned_rows import rows
from gouji_standards.fixed import gouji_tables

__all__ = ["gouji_cell_matrices", "gouji_tables"]
aliases = ("fixed", "fwf", "spaces", "space-aligned")
evidence = "space"


REACH = 48
"""Lines around one with gaps and figures that may belong to its table: a header and a page break's blanks."""

Cell = tuple[int, int, list[Span]]
"""First and last column, half-open, and the spans."""


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each stretch of lines whose figures stand under the same header."""
    near = _near(document)
    if near is None:
        return
    for first, last in document.runs(near):
        for block in blocks(document.text, read_lines(document, first, last)):
            yield from _matrices(document.text, block)


def _near(document: Document) -> Bool | None:
    """Lines near a gap with figures that hold no other layout's mark; None where there is no such gap."""
    lines = document.lines
    seeds = (lines.gaps > 0) & (lines.digits > 0)
    if not seeds.any():
        return None
    own = (lines.tabs == 0) & (lines.pipes == 0) & (lines.boxes == 0) & (lines.tags == 0)
    total = np.concatenate(([0], np.cumsum(seeds & own)))
    here = np.arange(len(seeds))
    reach = total[np.minimum(here + REACH + 1, len(seeds))] > total[np.maximum(here - REACH, 0)]
    mask: Bool = reach & own
    return mask


def _matrices(text: str, block: Block) -> Iterator[CellMatrix]:
    width, found = rows(text, block)
    sure = [row for row in found if row.sure]
    if not sure or not _tabular(block, sure):
        return
    columns = prove(text, sure, block.header, width) if len(sure) > len(found) // 2 else None
    if columns and aligned_pages.told(text, block, sure, columns):
        yield _grid(text, block, sure, columns)
    else:
        yield _lines(text, block, sure)


def _tabular(block: Block, sure: list[Row]) -> bool:
    """Whether some row has two cells: a list of lone words is another layout's."""
    return bool(block.header) or any(len(row.values) > 1 or row.lines[0].names for row in sure)


def _lines(text: str, block: Block, sure: list[Row]) -> CellMatrix:
    """Build a matrix of a row a line and a cell a word, in reading order."""
    listed: list[list[list[Span]]] = [[[w.span] for w in line.words] for line in block.header]
    for row in sure:
        for names, values in _content(text, block, row):
            if names or values:
                ordered = sorted(names, key=lambda cell: _item(text, cell)) if values else names
                listed.append([*ordered, *(w.spans for w in values)])
    return from_rows(listed, header_rows=len(block.header), grid=False)


def _content(text: str, block: Block, row: Row) -> Iterator[tuple[list[list[Span]], tuple[Word, ...]]]:
    """Yield the printed lines of a row: its labels, and its values on the last line that has any.

    A label wrapped around the line of the values is put together before them, where its extent is known.
    """
    lines = _own(block, row)
    words = [w for line in lines for w in line.names]
    whole = _labels(words) if row.listed and len(lines) > 1 and _one(text, words, row) else None
    if whole or (row.broken and sum(bool(line.names) for line in lines) <= 1):
        yield whole or [[w.span] for w in words], row.values
        return
    for line in lines:
        yield [[w.span] for w in line.names], row.values if line is row.lines[-1] else ()


def _item(text: str, cell: list[Span]) -> bool:
    """Whether a label begins an item of a list: a group's loose pieces stand before it, not after.

    A sign or word that changes the figure behind it stays beside it.
    """
    return begins(text, cell[0]) or stands_alone(text[slice(*cell[0])])


def _own(block: Block, row: Row) -> list[Line]:
    """Take the lines of a row up to one with words over the values: the next table's first."""
    edge = [place[0] for place in row.values[0].places]
    last = block.body.index(row.lines[-1], row.first) + 1
    while last < row.last:
        if any(w.places[0][0] >= edge[0] or w.places[1][0] >= edge[1] for w in block.body[last].words):
            break
        last += 1
    return block.body[row.first : last]


def _one(text: str, words: list[Word], row: Row) -> bool:
    """Whether the items that begin in a row's lines are groups and one label, and no blank row's label.

    Items of one column line up. Where a group's mark stands beside the values, the label runs on below them.
    """
    items = [w for w in words if begins(text, w.span)]
    pairs = list(combinations(items, 2))
    if not 0 < len(items) <= MAX_STUBS or any(lined_up(a, b) or _alike(text, a, b) for a, b in pairs):
        return False
    inner = max(items, key=lambda w: w.places[0][0])
    names = row.lines[-1].names
    if inner in names or not any(w in names for w in items):
        return True
    return any(w.start > row.values[-1].end and _over([w.places[0]], inner.places[0]) for w in words)


def _alike(text: str, a: Word, b: Word) -> bool:
    """Whether two items are numbered alike: both of one list, hence two rows."""
    return kind(text, a.span) == kind(text, b.span)


def _labels(words: list[Word]) -> list[list[Span]] | None:
    """Put a wrapped label together, one cell a label column; None where a piece stands under two of them."""
    stubs = _stubs([w.places[0] for w in words])
    cells: list[list[Span]] = [[] for _ in stubs]
    for word in words:
        over = _over(stubs, word.places[0])
        if len(over) != 1:
            return None
        cells[over[0]].append(word.span)
    return cells


def _over(stubs: list[Span], place: Span) -> list[int]:
    return [i for i, p in enumerate(stubs) if p[0] < place[1] and place[0] < p[1]]


def _grid(text: str, block: Block, sure: list[Row], columns: Columns) -> CellMatrix:
    content = [line for row in sure for line in _content(text, block, row)]
    places = {w.start: w.places[columns.unit] for line in (*block.header, *block.body) for w in line.words}
    edge = columns.places[0][0]
    heads = [[w.span] for line in block.header for w in line.words if w.places[columns.unit][1] <= edge]
    pieces = [span for names, _ in content for cell in names for span in cell]
    stubs = _stubs([places[a] for a, _ in (*pieces, *(cell[0] for cell in heads))])
    width = len(stubs) if stubs else max((len(names) for names, _ in content), default=1)
    listed = list(_header(block, columns, places, (stubs, width)))
    header_rows = len(listed)
    for names, words in content:
        line = [*_stubbed(names, places, stubs), *_values(words, columns, width)]
        if line:
            listed.append(line)
    return _frozen(listed, width + len(columns.places), header_rows, width)


def _stubs(places: list[Span]) -> list[Span]:
    """Find the label columns: the short pieces' intervals, which long labels may span; none where unclear."""
    taken: list[Span] = []
    for left, right in sorted(places, key=lambda p: p[1] - p[0]):
        over = [taken[i] for i in _over(taken, (left, right))]
        if len(over) < 2:  # noqa: PLR2004 - a piece over two columns spans them
            taken = [p for p in taken if p not in over]
            taken.append((min([left, *(p[0] for p in over)]), max([right, *(p[1] for p in over)])))
        if len(taken) > MAX_STUBS:
            return []
    return sorted(taken)


def _stubbed(cells: list[list[Span]], places: dict[int, Span], stubs: list[Span]) -> list[Cell]:
    """Set label cells in the label columns where they begin, or one after the other if these are unclear."""
    if not stubs:
        return [(i, i + 1, spans) for i, spans in enumerate(cells)]
    out: list[Cell] = []
    for spans in cells:
        at = min((i for start, _ in spans for i in _over(stubs, places[start])), default=0)
        if out and out[-1][0] >= at:
            out[-1][2].extend(spans)
        else:
            out.append((at, at + 1, list(spans)))
    return out


def _values(words: tuple[Word, ...], columns: Columns, stubs: int) -> list[Cell]:
    """Make a cell for each column; a blank one has an empty span where the next value begins."""
    if not words:
        return []
    placed = {columns.column(w)[0]: w.spans for w in words}
    out: list[Cell] = []
    at = words[-1].end
    for column in reversed(range(len(columns.places))):
        spans = placed.get(column, [(at, at)])
        at = spans[0][0]
        out.append((stubs + column, stubs + column + 1, spans))
    return out[::-1]


def _header(
    block: Block, columns: Columns, places: dict[int, Span], labels: tuple[list[Span], int]
) -> Iterator[list[Cell]]:
    """Yield a row for each header line with labels of groups or words aside, then the leaves."""
    leaves = {w.start for leaf in columns.leaves for w in leaf}
    groups = {w.start for w in columns.groups}
    stubs, width = labels
    for line in block.header:
        aside = [w.span for w in line.words if w.start not in leaves and w.start not in groups]
        joined = [[span] for span in aside] if stubs else [aside] if aside else []
        cells = _stubbed(joined, places, stubs)
        for word in line.words:
            if word.start in groups:
                first, last = columns.column(word)
                cells.append((width + min(first, last - 1), width + last, [word.span]))
        if cells:
            yield _spread(cells)
    yield [(width + i, width + i + 1, [w.span for w in leaf]) for i, leaf in enumerate(columns.leaves)]


def _spread(cells: list[Cell]) -> list[Cell]:
    """Join cells that claim the same column: labels of groups may overlap where position is rough."""
    out: list[Cell] = []
    for first, last, spans in cells:
        if out and first < out[-1][1]:
            out[-1][2].extend(spans)
            out[-1] = (out[-1][0], max(out[-1][1], last), out[-1][2])
        else:
            out.append((first, last, spans))
    return out


def _frozen(listed: list[list[Cell]], width: int, header_rows: int, header_cols: int) -> CellMatrix:
    owner = np.full((len(listed), width), MISSING, dtype=np.int32)
    cells: list[list[Span]] = []
    for row, line in enumerate(listed):
        for first, last, spans in line:
            owner[row, first:last] = len(cells)
            cells.append(spans)
    return freeze(owner, cells, header_rows=header_rows, header_cols=header_cols)
