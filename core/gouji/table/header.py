"""Table headers: what is marked, what the content shows where nothing is, and the header path of a column."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji import numerals
from gouji.matrix import CellMatrix

SHARE = re.compile(r"[+-]?[\d.,]+\s*%|[$€£¥]\s*[\d.,]+|\d{1,4}[-/.年]\d{1,2}(?:[-/.月]\d{1,4}日?)?")
"""What is a value besides figures and marks: shares, prices, dates."""
YEAR = re.compile(r"(?:19|20)\d\d年?")
"""A figure that may name a column."""
FIGURED = re.compile(r"[^\w\s]{0,3}\s?\d")
"""How times, ranges, sizes with their units and figures in other writings begin."""
MOST_HEADER = 8
"""Header rows that content may show; the deepest statutory header has four."""

Texts = Sequence[Sequence[str]]


def headers(matrix: CellMatrix, rows: Texts) -> tuple[int, int]:
    """Header rows and columns of a table: as marked, else as far as the content shows any."""
    top = matrix.header_rows or _header_rows(matrix, rows)
    return top, matrix.header_cols or (_header_cols(rows, top) if top else 0)


def _value(text: str) -> bool:
    return numerals.read(text).kind in ("figure", "mark") or SHARE.fullmatch(text) is not None


def _names(row: Sequence[str]) -> bool:
    """Whether a row may name columns: words, or words and years; blank only at its start, above row labels.

    A row with another blank cell is no header: it may be a row of the table that was not filled in.
    """
    words = [text for text in row if text and not YEAR.fullmatch(text)]
    first = next((column for column, text in enumerate(row) if text), 0)
    return bool(words) and all(row[first:]) and not any(map(_value, words))


def _valued(texts: Sequence[str]) -> bool:
    """Whether a column holds values and nothing else but blanks."""
    return any(texts) and all(not text or _value(text) for text in texts)


def _figured(texts: Sequence[str], head: Sequence[str] = ()) -> bool:
    """Whether a column's texts begin with figures, at least two and all, while none above them does."""
    named = not any(FIGURED.match(text) and not YEAR.fullmatch(text) for text in head)
    return named and sum(map(bool, texts)) > 1 and all(not text or FIGURED.match(text) for text in texts)


def _header_rows(matrix: CellMatrix, rows: Texts) -> int:
    """The first rows without values, if a column holds nothing but values below them.

    They are one row, or those that merged cells or a blank above the row labels bind together.
    """
    count = 0
    while count < min(len(rows), MOST_HEADER) and _names(rows[count]):
        count += 1
    bound = min(count, 1)
    while bound < count and (_bound(matrix, bound) or not rows[bound][0]):
        bound += 1
    columns = list(zip(*rows, strict=True)) if bound else []
    below = any(_valued(texts[bound:]) or _figured(texts[bound:], texts[:bound]) for texts in columns)
    return bound if below else 0


def _bound(matrix: CellMatrix, row: int) -> bool:
    """Whether a cell is merged over columns in the row above, or over it and this row."""
    above, here = matrix.owner[row - 1], matrix.owner[row]
    return bool((above[1:] == above[:-1]).any() or (above == here).any())


def _header_cols(rows: Texts, top: int) -> int:
    """The first columns without values, if all others hold nothing but values and blanks."""
    body = rows[top:]
    if not body:
        return 0
    columns = [[row[c] for row in body] for c in range(len(rows[0]))]
    valued = [_valued(texts) or _figured(texts) for texts in columns]
    first = valued.index(True) if True in valued else 0
    named = all(map(any, columns[:first]))
    rest = zip(valued[first:], columns[first:], strict=True)
    return first if named and all(held or not any(texts) for held, texts in rest) else 0


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
