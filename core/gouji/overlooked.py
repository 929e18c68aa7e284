"""Overlooked: rows that bear a table's labels and figures where too little else shows the table.

Too little is printed to read them, and too much to say that they are not there: their cells are open, with
the figures beside the labels as candidates.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from gouji import canonical
from gouji.document import Document
from gouji.fold import core
from gouji.judged import Judged, score
from gouji.printed import Print
from gouji.reading import Reading
from gouji.reconcile import Site
from gouji.report import STATED, Cell, Finding

Row = tuple[Reading, dict[str, Cell]]


def rows(prints: Iterable[Print], sites: Sequence[Site]) -> Iterator[Row]:
    """The open rows of prints that no site of theirs has."""
    found = {(s.table, key) for s in sites for key in s.rows}
    cells = [c for s in sites for c in s.cells.values() if c.status in STATED]
    used = {span for c in cells for span in (*c.spans, *c.label)}
    for printed in prints:
        new = [r for r in printed.readings if (r.table, (r.block.id, r.row)) not in found]
        left = [r for r in new if r.figures and used.isdisjoint(r.spans)]
        if any(_own(printed, r) for r in left):
            yield from ((r, _opened(r)) for r in left)


def finding(document: Document, table: str, found: Sequence[Row]) -> Finding:
    """What is said of the open rows of a table."""
    labels = tuple(r.label_spans[0] for r, _ in found if r.label_spans)
    line = document.line_of(min(a for a, _ in labels)) + 1
    names = "; ".join(r.block.rows[r.row].label.text for r, _ in found)
    text = f"{table}: labels beside figures from line {line}, too little of the table to read them: {names}"
    keys = tuple(key for _, cells in found for key in cells)
    return Finding("rows-overlooked", text, "warning", "open", table, keys, labels, line)


def _opened(reading: Reading) -> dict[str, Cell]:
    open_ = reading.keep(())
    return canonical.table({(reading.block.id, reading.row): (Judged(open_, 0, score(open_)),)})


def _own(printed: Print, reading: Reading) -> bool:
    """Whether a row's label is this table's alone, and heads no column."""
    entries = printed.marked.lexicon.entries.get(core(reading.label), ())
    own = [e for e in entries if e.schema == printed.schema.id]
    return bool(own) and all(e.kind == "row" and e.table == printed.table.id for e in own)
