"""Clipped: figures at an end of lines that were all cut at one width, or that all lost their first signs.

``cut -c1-60`` leaves 12 of 1,204 at a line's end, and a row without its last cells; ``cut -c3-`` leaves 04 of
it, or nothing. Where lines end at one width a figure is believed if an equation holds with it. Where labels
have lost their first signs none is: sums hold between last digits as they do between the whole.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from gouji import row_sums
from gouji.displaced import cut_off
from gouji.document import Document
from gouji.equation import Equation
from gouji.fold import core, ordinal, squeeze
from gouji.keys import table_of
from gouji.reading import Reading
from gouji.report import STATED, Cell, Finding
from gouji.suspect import wanted

LABELS = 3
"""Labels without their first signs from which on all lines may be: a PDF tool loses those of one or two."""
REST = frozenset("、.,:;)]")
"""What an ordinal leaves when its number is lost, squeezed."""

ENDS = "ends at the width of the longest lines, which may have been cut there"
BEGINS = "begins a line, of which the first signs may be lost as those of the labels are"


def settle(
    cells: dict[str, Cell], readings: Sequence[Reading], equations: Sequence[Equation], document: Document
) -> Iterator[Finding]:
    """Open the cells whose figure may be a part of one, or that only the lost rest of a row would place."""
    for reading in readings:
        own = [key for key in reading.keys if key in cells]
        doubted = [
            *_cut(own, cells, equations, document),
            *_unplaced(reading, own, cells, equations, document),
        ]
        yield from _opened(cells, dict.fromkeys(doubted), ENDS, document)
    if _are_beheaded(readings, document):
        for reading in readings:
            yield from _opened(cells, _beginning(reading, cells, document), BEGINS, document)


def _cut(
    own: Sequence[str], cells: Mapping[str, Cell], equations: Sequence[Equation], document: Document
) -> Iterator[str]:
    """The keys of a row's figures at a line's end that no equation bears out.

    Where too few lines are that wide for an edge one must fail, by what a longer figure would mend; so it
    must at the end of a row's line of figures between blanks, which the paper's side may have cut.
    """
    edges = document.edges
    last = max((cells[key].spans[-1][1] for key in own if cells[key].spans), default=-1)
    for key in own:
        end = cells[key].spans[-1][1] if cells[key].spans else -1
        aside = end in edges.widest or (end == last >= 0 and _ends_line(key, own, cells, document))
        cut = end in edges.cut or (aside and _falls_short(key, cells, equations))
        if cut and not cut_off.holds(key, cells, equations):
            yield key


def _ends_line(key: str, own: Sequence[str], cells: Mapping[str, Cell], document: Document) -> bool:
    """Whether a figure ends a line behind another one of its row, with nothing but blanks between them."""
    text, (start, end) = document.text, cells[key].spans[-1]
    before = max((e for k in own for _, e in cells[k].spans if e <= start), default=start)
    return text[end : end + 1] in "\r\n" and bool(text[before:start]) and not text[before:start].strip(" ")


def _falls_short(key: str, cells: Mapping[str, Cell], equations: Sequence[Equation]) -> bool:
    """Whether an equation asks for a figure of which the printed one is the beginning."""
    values = {k: c.value for k, c in cells.items() if c.status in STATED and c.value is not None}
    own = [e for e in equations if e.places and key in e.keys and all(k in values for k in e.keys)]
    asked = (wanted(equation, key, values) for equation in own) if key in values else ()
    return any(n is not None and f"{n}".startswith(f"{values[key]}") for n in asked)


def _unplaced(
    reading: Reading,
    own: Sequence[str],
    cells: Mapping[str, Cell],
    equations: Sequence[Equation],
    document: Document,
) -> list[str]:
    """The keys of a row whose place only the row's end tells, where lines lost theirs.

    All, if cells before them are lost, or left blank while the row's sum fails: the blank may be the label's.
    """
    if not document.edges.cut:
        return []
    stated = [key for key in own if cells[key].status in STATED]
    last = max((stop for piece in reading.figures for _, stop in piece.spans), default=0)
    before = {cells[key].status for key in (own[: own.index(stated[-1])] if stated else ())}
    sound = before <= STATED or (before <= {*STATED, "blank"} and _adds_up(reading, equations))
    if sound or _line_end(last, document) not in document.edges.cut:
        return [key for key in stated if cells[key].status == "solved"]
    return stated


def _adds_up(reading: Reading, equations: Sequence[Equation]) -> bool:
    return all(s.holds for s in row_sums.of(reading.numbers, equations))


def _line_end(offset: int, document: Document) -> int:
    """The offset after the last sign of a line that is no blank."""
    start, end = document.lines.span(document.line_of(offset))
    return start + len(document.text[start:end].rstrip())


def _are_beheaded(readings: Iterable[Reading], document: Document) -> bool:
    """Whether the labels that begin a line have lost their first signs, and none has its whole ordinal."""
    first = [r for r in readings if r.label_spans and r.block.rows and _begins(r.label_spans[0][0], document)]
    return sum(map(_is_beheaded, first)) >= LABELS and not any(map(_is_numbered, first))


def _is_numbered(reading: Reading) -> bool:
    printed = ordinal(reading.label)
    return bool(printed) and printed == ordinal(reading.block.rows[reading.row].label.text)


def _is_beheaded(reading: Reading) -> bool:
    printed, label = core(reading.label), reading.block.rows[reading.row].label
    known = {core(text) for text in (label.text, *label.aliases)}
    tail = printed not in known and any(whole.endswith(printed) for whole in known)
    return tail or squeeze(reading.label)[:1] in REST


def _begins(offset: int, document: Document) -> bool:
    return int(document.lines.start[document.line_of(offset)]) == offset


def _beginning(reading: Reading, cells: dict[str, Cell], document: Document) -> list[str]:
    """The keys of a row's figures that begin a line, and of its blanks where each cell has a line."""
    own = [key for key in reading.keys if key in cells]
    blank = [k for k in own if cells[k].status == "blank" and not cells[k].raw and not reading.grid]
    return [k for k in own if cells[k].spans and _begins(cells[k].spans[0][0], document)] + blank


def _opened(cells: dict[str, Cell], keys: Iterable[str], told: str, document: Document) -> Iterator[Finding]:
    for key in keys:
        cell = cells[key]
        if cell.status in STATED or cell.status == "blank":
            cells[key] = cell._replace(value=None, status="ambiguous", unit="")
            line = document.line_of(cell.spans[0][0]) + 1 if cell.spans else None
            table = table_of(key)
            message = f"{table}: {cell.raw or key} {told}"
            yield Finding("cut-off", message, "warning", "open", table, (key,), cell.spans, line)
