"""Lines lost: rows with a figure a line, in a report that lost such lines elsewhere, or has them twice.

A cell that stands on a line of its own is lost with it, and leaves no trace but a row that has other cells
than its like. A fifth of such rows show that a report's lines were harmed; then a row that has fewer or more
figures than columns may have lost one too, and a blank of it is none for sure.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence

from gouji import row_sums
from gouji.displaced import exchanged
from gouji.document import Document
from gouji.equation import Equation
from gouji.matrix import Span
from gouji.reading import Reading, depth, width
from gouji.report import STATED, Cell, Finding

LEAST, SHARE = 4, 0.2
"""Rows with other cells than their like, and their share of the rows with a figure a line, that show harm."""

MOST = 0.67
"""Share of a grid's rows that are as wide as most, from which on that is what its rows have."""


def settle(
    cells: dict[str, Cell], readings: Sequence[Reading], equations: Sequence[Equation], document: Document
) -> Iterator[Finding]:
    """Open the cells of rows that may have lost a line, or have one twice, and say so, table by table."""
    lined = [r for r in readings if _has_lines(r, document)]
    odd = sum(_odd(alike) for alike in _alike(lined)) + sum(map(_is_paired, lined))
    if odd < max(LEAST, SHARE * len(lined)):
        return
    usual = _usual_widths(lined)
    opened: dict[str, list[str]] = defaultdict(list)
    for reading in readings:
        sure = usual.get(reading.matrix) == width(reading)
        if _is_parted(reading.spans, document):
            parted = any(_is_parted(figure.spans, document) for figure in reading.figures)
            if not _is_whole(reading, cells, equations, sure=sure, parted=parted):
                opened[reading.table] += _open(reading, cells)
    for table, keys in opened.items():
        if keys:
            told = f"{table}: {odd} rows have other cells than their like: lines may be lost, or twice"
            yield Finding("lines-lost", told, "warning", "open", table, tuple(keys))


def _has_lines(reading: Reading, document: Document) -> bool:
    """Whether the cells of a row stand on lines of their own."""
    printed = [p.spans[0][0] for p in reading.slots if p.spans]
    return 1 < len({document.line_of(at) for at in printed}) == len(printed)


def _is_parted(spans: Iterable[Span], document: Document) -> bool:
    """Whether a row, or a figure's digits, stand on several lines, each of which may be lost or twice."""
    return len({document.line_of(a) for a, _ in spans}) > 1


def _alike(lined: Iterable[Reading]) -> Iterable[list[Reading]]:
    found: dict[tuple[Hashable, ...], list[Reading]] = defaultdict(list)
    for reading in lined:
        place = reading.matrix if reading.grid else reading.layout
        found[place, reading.block.id, depth(reading)].append(reading)
    return found.values()


def _odd(alike: Sequence[Reading]) -> int:
    """How many rows have another number of cells than most of their like."""
    sizes = Counter((len(r.slots), width(r)) for r in alike)
    return len(alike) - max(sizes.values())


def _is_paired(reading: Reading) -> bool:
    """Whether a row has more cells than columns, each of them twice, and not zeros alone."""
    texts = [piece.text for piece in reading.slots]
    tells = any(piece.numeral.value for piece in reading.figures)
    return tells and len(texts) > len(reading.columns) and texts[::2] == texts[1::2]


def _usual_widths(lined: Iterable[Reading]) -> dict[int, int]:
    """How wide most rows of a grid are, where most are alike."""
    widths: dict[int, Counter[int]] = defaultdict(Counter)
    for reading in lined:
        if reading.grid:
            widths[reading.matrix][width(reading)] += 1
    most = {matrix: own.most_common(1)[0] for matrix, own in widths.items()}
    return {m: usual for m, (usual, count) in most.items() if count >= MOST * widths[m].total()}


def _is_whole(
    reading: Reading, cells: Mapping[str, Cell], equations: Sequence[Equation], *, sure: bool, parted: bool
) -> bool:
    """Whether a row has a cell for each column, or a figure for each and more, and no sum of its own fails.

    Of a row with figures too many a sum that tells must hold, of one with a figure ``parted`` by lines too,
    and of one with blanks, which must be ``sure`` to have all its cells.
    """
    own = [cells[k] for k in reading.keys if k in cells and cells[k].status in (*STATED, "blank")]
    sums = row_sums.of({c.key: c.value for c in own}, equations)
    told = any(s.tells and len(s.equation.keys) == len(own) for s in sums)
    lack, surplus = (len(reading.columns) - len(of) for of in (reading.slots, reading.figures))
    if lack or surplus:
        chosen = surplus < 0 and all(c.status == "solved" for c in own)
        return all(s.holds for s in sums) and told and (chosen or (sure and not lack))
    return all(s.holds for s in sums) and (told or not parted)


def _open(reading: Reading, cells: dict[str, Cell]) -> list[str]:
    """Open the cells of a row that state a figure or a blank, each for any figure of the row; their keys."""
    figures = dict.fromkeys(piece.numeral.value for piece in reading.figures)
    own = [k for k in reading.keys if k in cells and cells[k].status in (*STATED, "blank")]
    for key in own:
        cells[key] = exchanged.doubted(cells[key], (cells[key].value, *figures, None))
    return own
