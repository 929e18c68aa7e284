"""Tables of comma-, semicolon- or bar-separated values: one record a line, quotes as in RFC 4180.

Printed by: spreadsheets' CSV (with semicolons where the comma is the decimal mark), databases' exports
(``COPY ... CSV``, ``psql -A``), DataFrame.to_csv, open-data portals; alone or as a block between prose.
Commas and semicolons are a sentence's signs as well, so a block must agree on its width in every record.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import zip_longest
from typing import Protocol

import numpy as np

from gouji.document import Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix
from gouji_standards.code_blocks import code_lines
from gouji_standards.html_source import is_page
from gouji_standards.listings import readable
from gouji_standards.separated import (
    Record,
    blocks,
    figures,
    joined,
    line_spans,
    matrix,
    records,
    usual_width,
)

SEPARATORS = (",", ";", "|")
FEWEST, FEWEST_NARROW = 2, 3
"""Records of a table: more where only one separator stands in a line."""
GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
STOP = re.compile(r"[a-z]{3}[.!?] \S")
"""Where a sentence ends and another begins, in no name."""
LONGEST_NAME = 40
"""Characters of a name in a header."""
PROSE = re.compile(
    r"[^\W\d_]+(?:[ ’'-]+[^\W\d_]+){5,}[.!?]?|.*[a-z)][.!?]$|(?:and|or|but|the|which|und|et|y|o)\s.*"
)
GAP = re.compile(r".*\S {2,}\S")
"""A gap within a field, as columns of fixed width have between them."""
RULER = re.compile(r"[\s|;,:=-]*[=-][\s|;,:=-]*")
"""A delimiter row of Markdown, or another layout's ruler."""
CODE = re.compile(
    r"[^,;|]*(?:[(\[{}=]|(?<!:)//|/\*|#!|::|=>|->)"
    r"|\s|[-+](?!\.?\d)|[*>#<|@$%&\\]|\d{1,2}[.)]\s|\.\.\|.*::|.*[({\[\\]$|[\w\"' -]+:\s"
)
"""A line of a program, of markup, of data in brackets, a list's item, a key with its value."""
_STRUNG = re.compile(r"[^|]*\|(?:-*--[^|]*--|(?:[^-|]?-){3})")
_QUOTING = re.compile(r"""[^|"']*\s(["'])[^|"']*\|[^"']*\1""")
"""A line of a tablature; bars within a quoted argument of a command. Neither bar parts fields."""


class Test(Protocol):
    """What tells whether records are a table."""

    def __call__(self, table: Sequence[Record], separator: str, text: str, *, alone: bool) -> bool:
        """Whether they are; ``alone`` if they are all that the document prints."""


@hookimpl
def gouji_tables(document: Document, asked: bool) -> Iterator[CellMatrix]:  # noqa: FBT001
    """One matrix for each block of records of one width; no row is marked as a header.

    If ``asked``, blocks of one separator a line on two lines, of words or with blanks behind their commas are
    tables too: those of the separator that parts the most fields.
    """
    if asked:
        document = readable(document, asked=True)
    elif (document.lines.tabs > 0).any() or int((document.lines.printed > 0).sum()) < FEWEST:
        return
    if is_page(document):
        return
    for separator in SEPARATORS:
        found = list(_tables(document, separator, _is_table, short=asked))
        yield from map(matrix, found)
        if found:
            return
    if asked:
        readings = [list(_tables(document, s, _is_plain, short=True, fewest=1)) for s in SEPARATORS]
        yield from map(matrix, max(readings, key=lambda found: sum(map(_parted, found))))


def _parted(table: Sequence[Record]) -> int:
    """How many separators part the fields of a table."""
    return sum(len(r.fields) - 1 for r in table)


def _tables(
    document: Document, separator: str, accept: Test, *, short: bool, fewest: int = FEWEST
) -> Iterator[list[Record]]:
    lines = document.lines
    held = np.flatnonzero(lines.count(separator))
    if len(held) < fewest:
        return
    spans = line_spans(document, int(held[0]), len(lines.start))
    found = joined(blocks(records(document.text, spans, separator), short=short))
    printed = int((lines.printed > 0).sum())
    alone = sum(r.lines for t in found for r in t) >= printed
    code = code_lines(document)
    for table in found:
        shown = code[document.line_of(table[0].start)] or (table[0].indented and not alone)
        if not shown and accept(table, separator, document.text, alone=alone):
            yield table


def _is_table(table: Sequence[Record], separator: str, text: str, *, alone: bool) -> bool:
    """Whether records agree on their width, and hold figures under names or at least names without blanks.

    Two figures a line and no name are one figure: the comma is its decimal mark or parts its thousands.
    """
    width = len(table[0].fields)
    spaced = sum(_follows_blank(text, r) for r in table) * 2 > len(table)
    named = alone and _is_header(table[0])
    if width < FEWEST or not _is_even(table, short=named and not spaced):
        return False
    if _is_foreign(table, separator, prose=spaced or not named):
        return False
    columns = _figure_columns(table)
    wide = width > FEWEST or (named and any(columns))
    if len(table) < (FEWEST if alone and wide and (any(columns) or separator != "|") else FEWEST_NARROW):
        return False
    if spaced:
        most = any(columns) if named else sum(columns) * 2 >= width
        return most and separator != "|" and width > FEWEST
    return named or (any(columns) and any(r.fields[-1].said for r in table))


def _is_plain(table: Sequence[Record], separator: str, text: str, *, alone: bool) -> bool:
    """Whether records that only their separators show are a table; a document of one record is its header.

    The records of a block between prose have one width.
    """
    width = usual_width(table)
    if width < FEWEST or (len(table) < FEWEST and not (alone and table[0].filled == width)):
        return False
    said = [separator.join(f.said for f in r.fields) for r in table]
    spaced = sum(_follows_blank(text, r) for r in table) * 2 > len(table)
    if any(RULER.fullmatch(s) for s in said) or (separator == "," and all(map(_is_grouped, said))):
        return False
    if (spaced or not alone) and _most(PROSE, [f.said for r in table for f in r.fields], 5):
        return False
    widths = [len(r.fields) for r in table]
    if alone:
        return not spaced or widths.count(width) * 2 >= len(table) or widths[0] == max(widths)
    return len(set(widths)) == 1 and not _most(CODE, said, 3) and (width > FEWEST or not spaced)


def _is_even(table: Sequence[Record], *, short: bool) -> bool:
    """Whether all records have as many fields as the first; with ``short`` fewer than half may have less."""
    width = len(table[0].fields)
    widths = [len(r.fields) for r in table]
    return max(widths) == width and (min(widths) == width or (short and widths.count(width) * 2 > len(table)))


def _is_foreign(table: Sequence[Record], separator: str, *, prose: bool) -> bool:
    """Whether the lines are a program's, another layout's table, pairs of figures, or if ``prose`` sentences.

    A sentence has a blank behind its commas, lines of aligned cells have gaps between them.
    """
    said = [separator.join(f.said for f in r.fields) for r in table]
    if separator == "," and (all(map(_is_grouped, said)) or _most(GAP, said, 2)):
        return True
    if any(RULER.fullmatch(s) for s in said) or _most(CODE, said, 3):
        return True
    if separator == "|" and (_most(_STRUNG, said, 1) or _most(_QUOTING, said, 1)):
        return True
    if len(table[0].fields) == FEWEST and separator == "," and all(all(figures(r)) for r in table):
        return True
    return prose and _most(PROSE, [f.said for r in table for f in r.fields], 5)


def _is_grouped(said: str) -> bool:
    """Whether columns stand apart by blanks and all commas group the digits of their figures."""
    return " " in said.strip() and said.count(",") == len(GROUPED.findall(said))


def _follows_blank(text: str, record: Record) -> bool:
    """Whether the second field stands behind a separator and a blank, or the first behind an indent."""
    return any(text[f.spans[0][0] - 1 : f.spans[0][0]] == " " for f in record.fields[:2])


def _figure_columns(table: Sequence[Record]) -> list[bool]:
    """Which columns hold figures, or nothing, below the first record."""
    body = [figures(r) for r in table[1:]]
    said = [[bool(f.said) for f in r.fields] for r in table[1:]]
    columns = [zip_longest(*body, fillvalue=False), zip_longest(*said, fillvalue=False)]
    return [
        any(f) and all(a or not b for a, b in zip(f, s, strict=True)) for f, s in zip(*columns, strict=True)
    ]


def _is_header(record: Record) -> bool:
    """Whether all fields are names that differ; the last may be blank, for lines that end in a separator."""
    names = [f.said for f in record.fields]
    names = names if names[-1] else names[:-1]
    return len(set(names)) == len(names) >= FEWEST and all(
        n and not n[0].isdigit() and len(n) <= LONGEST_NAME and STOP.search(n) is None for n in names
    )


def _most(pattern: re.Pattern[str], said: Sequence[str], part: int) -> bool:
    """Whether at least one in ``part`` is of the pattern's kind."""
    return sum(pattern.match(s) is not None for s in said) * part >= len(said)
