"""Tables of comma-, semicolon- or bar-separated values: one record a line, quotes as in RFC 4180.

Printed by: spreadsheets' CSV (with semicolons where the comma is the decimal mark), databases' exports
(``COPY ... CSV``, ``psql -A``), DataFrame.to_csv, open-data portals; alone or as a block between prose.
Commas and semicolons are a sentence's signs as well, so a block must agree on its width in every record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

import numpy as np

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix
from gouji_standards.separated import Record, blocks, figures, joined, line_spans, matrix, records

SEPARATORS = (",", ";", "|")
FEWEST, FEWEST_NARROW = 2, 3
"""Records of a table: more where only one separator stands in a line."""
GAP = "  "
GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
LONGEST_NAME = 40
"""Characters of a name in a header."""
PROSE = re.compile(
    r"[^\W\d_]+(?:[ ’'-]+[^\W\d_]+){5,}[.!?]?|.*[a-z)][.!?]$|(?:and|or|but|the|which|und|et|y|o)\s.*"
)
RULER = re.compile(r"[\s|;,:=-]*[=-][\s|;,:=-]*")
"""A delimiter row of Markdown, or another layout's ruler."""
CODE = re.compile(
    r"[^,;|]*(?:[(\[{}=]|//|/\*|#!|::|=>|->)|\s|[-*+>#<|@$%&\\]|\d{1,2}[.)]\s|.*[({\[\\]$|[\w\"' -]+:\s"
)
"""A line of a program, of markup, of data in brackets, a list's item, a key with its value."""


@hookimpl
def gouji_tables(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each block of records of one width; no row is marked as a header."""
    if (document.lines.tabs > 0).any() or int((document.lines.printed > 0).sum()) < FEWEST:
        return
    for separator in SEPARATORS:
        found = list(_tables(document, separator))
        yield from map(matrix, found)
        if found:
            return


def _tables(document: Document, separator: str) -> Iterator[list[Record]]:
    total = np.zeros(len(document.codes) + 1, dtype=np.int64)
    np.cumsum(document.codes == ord(separator), out=total[1:])
    lines = document.lines
    held = np.flatnonzero(total[lines.end] > total[lines.start])
    if len(held) < FEWEST:
        return
    spans = line_spans(document, int(held[0]), len(lines.start))
    found = joined(blocks(records(document.text, spans, separator)))
    printed = int((lines.printed > 0).sum())
    alone = sum(r.lines for t in found for r in t) >= printed
    yield from (t for t in found if _is_table(t, separator, document.text, alone=alone))


def _is_table(table: Sequence[Record], separator: str, text: str, *, alone: bool) -> bool:
    """Whether records agree on their width, and hold figures under names or at least names without blanks."""
    width = len(table[0].fields)
    if any(len(r.fields) != width for r in table) or width < FEWEST:
        return False
    if len(table) < (FEWEST if width > FEWEST and alone else FEWEST_NARROW):
        return False
    if not any(r.fields[-1].said for r in table) or _is_foreign(table, separator):
        return False
    spaced = sum(_follows_blank(text, r) for r in table) * 2 > len(table)
    columns = _figure_columns(table)
    if spaced:
        return separator != "|" and width > FEWEST and sum(columns) * 2 >= width
    return any(columns) or (alone and len(table) >= FEWEST_NARROW and _is_header(table[0]))


def _is_foreign(table: Sequence[Record], separator: str) -> bool:
    """Whether the lines are a program's, sentences, or a table of another layout."""
    said = [separator.join(f.said for f in r.fields) for r in table]
    if separator == "," and all(map(_is_grouped, said)):
        return True
    if any(RULER.fullmatch(s) for s in said) or _most(CODE, said, 3):
        return True
    return _most(PROSE, [f.said for r in table for f in r.fields], 5)


def _is_grouped(said: str) -> bool:
    """Whether columns stand apart by blanks and all commas group the digits of their figures."""
    return GAP in said and said.count(",") == len(GROUPED.findall(said))


def _follows_blank(text: str, record: Record) -> bool:
    """Whether the second field stands behind a separator and a blank, or the first behind an indent."""
    return any(text[f.spans[0][0] - 1 : f.spans[0][0]] == " " for f in record.fields[:2])


def _figure_columns(table: Sequence[Record]) -> list[bool]:
    """Which columns hold figures, or nothing, below the first record."""
    body = [figures(r) for r in table[1:]]
    said = [[bool(f.said) for f in r.fields] for r in table[1:]]
    return [
        any(f[i] for f in body) and all(f[i] or not s[i] for f, s in zip(body, said, strict=True))
        for i in range(len(table[0].fields))
    ]


def _is_header(record: Record) -> bool:
    names = [f.said for f in record.fields]
    return len(set(names)) == len(names) and all(
        n and not n[0].isdigit() and len(n) <= LONGEST_NAME for n in names
    )


def _most(pattern: re.Pattern[str], said: Sequence[str], part: int) -> bool:
    """Whether at least one in ``part`` is of the pattern's kind."""
    return sum(pattern.match(s) is not None for s in said) * part >= len(said)
