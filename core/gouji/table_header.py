"""Table headers: what markup says of them, what the content shows where markup is silent, and header paths."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji import numerals
from gouji.matrix import CellMatrix

SHARE = re.compile(r"[+-]?[\d.,]+\s*%|[$€£¥]\s*[\d.,]+|\d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,4}日?)?")
"""What is a value besides figures and marks: shares, prices, dates."""
MOST_HEADER = 8
"""Header rows that content may show; the deepest statutory header has four."""

Texts = Sequence[Sequence[str]]


def headers(matrix: CellMatrix, rows: Texts) -> tuple[int, int]:
    """Header rows and columns of a table: as marked, else as far as the content shows any."""
    top = matrix.header_rows or _header_rows(matrix, rows)
    return top, matrix.header_cols or (_header_cols(rows, top) if top else 0)


def _value(text: str) -> bool:
    return numerals.read(text).kind in ("figure", "mark") or SHARE.fullmatch(text) is not None


def _header_rows(matrix: CellMatrix, rows: Texts) -> int:
    """The first rows without values, if values follow: one row, or those that merged cells bind together.

    A row with a blank cell of its own is no header: it may be a row of the table that was not filled in.
    """
    count = 0
    while count < min(len(rows), MOST_HEADER) and all(t and not _value(t) for t in rows[count]):
        count += 1
    if not count or count == len(rows) or not any(_value(t) for t in rows[count]):
        return 0
    bound = 1
    while bound < count and _bound(matrix, bound):
        bound += 1
    return bound


def _bound(matrix: CellMatrix, row: int) -> bool:
    """Whether a cell is merged over columns in the row above, or over it and this row."""
    above, here = matrix.owner[row - 1], matrix.owner[row]
    return bool((above[1:] == above[:-1]).any() or (above == here).any())


def _header_cols(rows: Texts, top: int) -> int:
    """The first columns without values, if all others hold nothing but values and blanks."""
    body = rows[top:]
    if not body:
        return 0
    width = len(rows[0])
    valued = [all(not r[c] or _value(r[c]) for r in body) for c in range(width)]
    first = next((c for c in range(width) if valued[c] and any(r[c] for r in body)), 0)
    named = all(any(r[c] for r in body) for c in range(first))
    return first if first and named and all(valued[first:]) else 0


def paths(rows: Texts, top: int) -> list[tuple[str, ...]]:
    """For each column its header texts from the top; a cell merged over rows counts once."""
    if not rows:
        return []
    out = []
    for column in range(len(rows[0])):
        path: list[str] = []
        for row in rows[:top]:
            if row[column] and (not path or row[column] != path[-1]):
                path.append(row[column])
        out.append(tuple(path))
    return out
