"""Run over: a row whose line broke, so that the next line, of figures only, may be the rest of it.

Where such a line follows a row of a grid directly and no cell claims its figures, the row's blanks need not
be blank, and a figure at the row's very end may go on in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from gouji import numerals
from gouji.displaced import cut_off
from gouji.document import Document
from gouji.equation import Equation
from gouji.keys import table_of
from gouji.reading import Reading
from gouji.report import STATED, Cell, Finding, Value
from gouji.strand import NO_VALUE

BARE = re.compile(r"[\s\d.,，+|│┃-]*\d[\s\d.,，|│┃]*")
"""A line of figures; a page's number between dashes is none."""
VOID = re.compile("|".join(map(re.escape, sorted(NO_VALUE, key=len, reverse=True))))
FIGURE = re.compile(r"[+-]?\d[\d.,，]*")
BARS = "| \t│┃"
MOST = 400
"""Characters of a line of figures."""


def settle(
    cells: dict[str, Cell], readings: Iterable[Reading], equations: Sequence[Equation], document: Document
) -> Iterator[Finding]:
    """Open what may go on in the next line, and say so; a sum that holds with a figure proves it whole."""
    used = {document.line_of(a) for c in cells.values() for a, _ in c.spans}
    for reading in readings:
        line = _line(reading, document)
        rest = "" if line is None or line + 1 in used else _below(document, line)
        if line is not None and rest and not _is_number(reading, rest):
            own = [key for key in reading.keys if key in cells]
            end = int(document.lines.end[line]) if rest[0].isdigit() else -1
            blank = [key for key in own if cells[key].status in ("blank", "absent") and not cells[key].raw]
            lost = blank if reading.grid else []
            cut = [key for key in own if _ends(cells[key], end) and not cut_off.holds(key, cells, equations)]
            _open(cells, lost, cut, rest)
            if lost or cut:
                yield _finding((*lost, *cut), rest, line)


def _line(reading: Reading, document: Document) -> int | None:
    """The one line on which a row of a grid has its label and figures; None where they are several.

    Elsewhere the line of its last figure, if the layout's text ends with it.
    """
    if not reading.grid:
        return document.line_of(reading.slots[-1].spans[-1][0]) if _is_last(reading) else None
    pieces = (s for piece in reading.slots for s in piece.spans if s[0] < s[1])
    lines = {document.line_of(at) for a, b in (*reading.label_spans, *pieces) for at in (a, b - 1)}
    return lines.pop() if reading.label_spans and len(lines) == 1 else None


def _is_last(reading: Reading) -> bool:
    """Whether text of no matrix follows a row's last slot."""
    after = reading.slots[-1].index + 1 if reading.slots else 0
    pieces = reading.strand.pieces if reading.strand else []
    return 0 < after < len(pieces) and pieces[after].kind == "gap"


def _below(document: Document, line: int) -> str:
    """The next line if it prints figures only, else nothing."""
    text = document.line_text(line + 1) if line + 1 < len(document.lines.start) else ""
    return text if is_bare(text) else ""


def is_bare(text: str) -> bool:
    """Whether a line prints figures only, and marks for nothing."""
    lead = text[:1]
    if (
        lead.isalpha() and lead not in "nN"
    ):  # a label, as nearly all lines: only signs for none begin with an n
        return False
    return len(text) <= MOST and BARE.fullmatch(VOID.sub("", text)) is not None


def _is_number(reading: Reading, rest: str) -> bool:
    """Whether a line holds one integer only, where the form prints numbers of rows."""
    return reading.block.numbers is not None and rest.strip(BARS).isdecimal()


def _ends(cell: Cell, end: int) -> bool:
    return cell.status in STATED and cell.spans[-1][1] == end


def _open(cells: dict[str, Cell], lost: Sequence[str], cut: Sequence[str], rest: str) -> None:
    found: list[Value] = [numerals.read(raw).value for raw in FIGURE.findall(rest)]
    values = tuple(dict.fromkeys(value for value in found if value is not None))
    for key in lost:
        cells[key] = cells[key]._replace(status="ambiguous", candidates=(*values, None))
    for key in cut:
        cells[key] = cells[key]._replace(value=None, status="ambiguous", unit="")


def _finding(keys: tuple[str, ...], rest: str, line: int) -> Finding:
    table = table_of(keys[0])
    told = f"the row on line {line + 1} may go on in the next, which prints figures only: {rest.strip()}"
    return Finding("cut-off", f"{table}: {told}", "warning", "open", table, keys, (), line + 1)
