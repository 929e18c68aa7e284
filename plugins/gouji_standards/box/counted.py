"""Counted tables: one column below a rule of dashes, as psql prints it, and the count of its rows.

A heading with its underline looks alike, so only ``(3 rows)`` below makes it a table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, from_rows
from gouji_standards.lines import bounds, dark, lines_with

_COUNT = re.compile(r"\((\d{1,9}) rows?\)\s*")
_RULE = re.compile(r"-+|─+|━+|═+")
MAX_ROWS = 100_000
"""Rows of a table that is looked for above its count, at most."""


def counted_tables(document: Document, code: Bool) -> Iterator[tuple[int, CellMatrix]]:
    """The tables of one column with the number of their first line."""
    if not document.holds(" row"):
        return
    free = 0
    for line in lines_with(document, " row)", " rows)"):
        found = _COUNT.fullmatch(document.text, *bounds(document, line))
        if found is None or code[line]:
            continue
        rule = line - int(found.group(1)) - 1
        if rule <= free or line - rule > MAX_ROWS or not _is_rule(document, rule):
            continue
        rows = [dark(document.text, *bounds(document, each)) for each in (rule - 1, *range(rule + 1, line))]
        if rows[0][0] < rows[0][1]:
            free = line
            yield rule - 1, from_rows(([[cell]] for cell in rows), header_rows=1)


def _is_rule(document: Document, line: int) -> bool:
    return _RULE.fullmatch(document.line_text(line).rstrip()) is not None
