"""Cut off: a figure that touches an end of the text may be the rest of a longer one.

A download that broke off leaves 12 of 1,204, and nothing in the text tells. Such a figure is believed where
an equation holds with it, or where the form ends with it, as a whole document does, and no equation breaks.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gouji.check import check
from gouji.document import Document
from gouji.equation import Equation
from gouji.keys import table_of
from gouji.report import STATED, Cell, Finding


def settle(
    cells: dict[str, Cell], equations: Sequence[Equation], document: Document, final: str
) -> Iterator[Finding]:
    """Open the cells whose figure may be cut, and say so; ``final`` is the key that the form prints last."""
    ends = (0, len(document.text))
    for key, cell in list(cells.items()):
        touching = cell.status in STATED and bool(cell.spans) and _touches(cell, ends)
        if touching and not _is_whole(key, cells, equations, final):
            cells[key] = cell._replace(value=None, status="ambiguous", unit="")
            yield _finding(key, cell, document)


def _touches(cell: Cell, ends: tuple[int, int]) -> bool:
    return cell.spans[0][0] == ends[0] or cell.spans[-1][1] == ends[1]


def _is_whole(key: str, cells: Mapping[str, Cell], equations: Sequence[Equation], final: str) -> bool:
    judged, broken = _judged(key, cells, equations)
    return len(broken) < len(judged) or (not broken and key == final)


def holds(key: str, cells: Mapping[str, Cell], equations: Sequence[Equation]) -> bool:
    """Whether an equation holds with a figure."""
    judged, broken = _judged(key, cells, equations)
    return len(broken) < len(judged)


def _judged(
    key: str, cells: Mapping[str, Cell], equations: Sequence[Equation]
) -> tuple[list[Equation], set[str]]:
    """The equations that can be judged with a figure, and the codes of those that fail."""
    own = [e for e in equations if key in e.keys and e.level == "document" and e.op == "="]
    judged = [e for e in own if all(k in cells and _is_known(cells[k]) for k in e.keys)]
    return judged, {f.code for f in check(cells, judged)}


def _is_known(cell: Cell) -> bool:
    return cell.status in STATED or cell.status == "blank"


def _finding(key: str, cell: Cell, document: Document) -> Finding:
    line = document.line_of(cell.spans[0][0]) + 1
    told = (
        f"{cell.raw} (line {line}) stands at the very end of the text, which may break off within the figure"
    )
    table = table_of(key)
    return Finding("cut-off", f"{table}: {told}", "warning", "open", table, (key,), cell.spans, line)
