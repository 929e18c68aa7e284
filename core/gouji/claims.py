"""Claims: a printed figure proves one cell. Rows that state the same characters are both open.

Readings of different layouts are chosen row by row: one may give a line's figures to the label before them,
another to the label after.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from gouji.document import Document
from gouji.keys import table_of
from gouji.matrix import Span
from gouji.reconcile import Site
from gouji.report import STATED, Cell, Finding


def settle(cells: dict[str, Cell], sites: Sequence[Site], document: Document) -> Iterator[Finding]:
    """Open every row that shares a figure with another one, and say so."""
    rows = {
        r.key(c): (s.table, r.row, r.block.id) for s in sites for r in s.best() for c in range(len(r.columns))
    }
    shared = _shared(cells)
    doubtful = {rows[key] for _, keys in shared for key in keys if key in rows}
    for key, row in rows.items():
        cell = cells[key]
        if row in doubtful and cell.status in STATED:
            cells[key] = cell._replace(
                value=None, raw="", status="ambiguous", spans=(), unit="", candidates=(cell.value, None)
            )
    for span, keys in shared:
        line = document.line_of(span[0]) + 1
        text = f"{document.text[slice(*span)]} (line {line}) is read as {' and as '.join(keys)}"
        table = table_of(keys[0])
        yield Finding("claimed-twice", f"{table}: {text}", "warning", "open", table, keys, (span,), line)


def _shared(cells: dict[str, Cell]) -> list[tuple[Span, tuple[str, ...]]]:
    """Stretches of text that several stated cells claim, with their keys, in order of place."""
    claims = sorted((span, key) for key, c in cells.items() if c.status in STATED for span in c.spans)
    found: dict[Span, list[str]] = defaultdict(list)
    for (before, first), (span, second) in pairwise(claims):
        if span[0] < before[1] and first != second:
            found[before] = [*found[before], *(k for k in (first, second) if k not in found[before])]
    return [(span, tuple(keys)) for span, keys in found.items()]
