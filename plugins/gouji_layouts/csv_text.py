"""Separated values: records of fields between commas or semicolons, quoted where they must be.

Printed by: pandas' ``to_csv``, the CSV export of Excel, LibreOffice, databases and R; a quoted field may
hold separators, line breaks and doubled quotes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from gouji.document import Bool, Document
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, Span, from_rows
from gouji_layouts.tags import trim
from gouji_standards.delimited import gouji_tables

__all__ = ["gouji_cell_matrices", "gouji_tables"]
aliases = ("delimited", "comma")
evidence = "separator"


SEPARATORS = ";,"
"""In this order: where semicolons separate, commas may be decimal marks."""
FIELD_LIMIT = 10_000
"""Characters of one quoted field; a longer one is an unclosed quote in prose."""
SHORT, SHORT_SHARE = 60, 0.8
"""A table's cells are short: so many characters, in such a share of the fields; prose's clauses are not."""
FEW, MANY = 3, 4
"""Fields of the narrowest record that needs no quotes as evidence; records of a table spaced like prose."""

_FIELD = {
    mark: re.compile(
        rf'[ ]?"((?:[^"]|""){{0,{FIELD_LIMIT}}}+)"[ ]*(?=[{mark}\r\n]|\Z)|([^"{mark}\r\n][^{mark}\r\n]*|)'
    )
    for mark in SEPARATORS
}
_TORN = re.compile(r"\d[ \t]+[\d+-]|[|\t<>│┃]|[ \u3000]{4}")
"""What few records hold: two figures in a field, another layout's separators, a gap between columns."""
TORN_SHARE = 0.25
"""The share of such records at which they are another layout's."""
_GROUPED = re.compile(r"(?<!\d)[1-9]\d{0,2},(?=\d{3}(?!\d))|(?<=,\d{3}),(?=\d{3}(?!\d))")
"""A comma that may group a figure's thousands, or part two fields."""
_GROUP = re.compile(r"\d{3}(?!\d)")
_FIGURE = re.compile(r"[ ]*[+-]?[\d.]*%?[ ]*\Z")

Record = list[tuple[Span, bool]]
"""The fields of one record: where each stands, and whether it is quoted."""


@hookimpl
def gouji_cell_matrices(document: Document) -> Iterator[CellMatrix]:
    """One matrix for each run of records with one number of fields, where they look like a table's."""
    last = -1
    for mark in SEPARATORS:
        if mark not in document.text:
            continue
        for group in _groups(document, mark):
            if group and group[0][0][0][0] >= last and _is_table(document.text, group, mark):
                last = group[-1][-1][0][1] if mark == SEPARATORS[0] else last
                yield from_rows([_spans(document.text, field) for field in record] for record in group)


def _groups(document: Document, mark: str) -> Iterator[list[Record]]:
    """Runs of consecutive records with the same number of fields, in lines that hold the separator."""
    starts, last = document.lines.start[_held(document, mark)].tolist(), -1
    group: list[Record] = []
    for start in starts:
        if start < last:
            continue
        record, end = _record(document.text, start, mark)
        if group and (start != last or len(record) != len(group[-1])):
            yield group
            group = []
        if record:
            group.append(record)
        last = end
    yield group


def _held(document: Document, mark: str) -> Bool:
    """Which lines hold the separator, but for runs of records that another layout's separator tears.

    A huge table of tabs or bars with a comma in each line is refused so without a look at its fields; not
    where a quote stands, behind which a separator parts nothing.
    """
    lines = document.lines
    count = lines.count(mark)
    held = count > 0
    torn = held & ((lines.tabs > 0) | (lines.pipes > 0) | (lines.tags > 0))
    if not torn.any():
        return held
    begins = np.append(True, held[1:] != held[:-1])
    block, run = np.cumsum(begins), np.cumsum(begins | np.append(False, count[1:] != count[:-1]))
    quoted = np.isin(block, block[lines.count('"') > 0])
    return held & (quoted | ~np.isin(run, run[torn]))


def _record(text: str, start: int, mark: str) -> tuple[Record, int]:
    """The fields of the record at an offset, none if it is malformed, and the next record's offset."""
    fields: Record = []
    match = _FIELD[mark].match
    while True:
        found = match(text, start)
        if found is None:
            return [], -1
        quoted = found.group(1) is not None
        fields.append((found.span(1 if quoted else 2), quoted))
        start = found.end()
        following = text[start : start + 1]
        if following == mark:
            start += 1
        elif following in ("", "\r", "\n"):
            return fields, start + (2 if text.startswith("\r\n", start) else 1)
        else:
            return [], -1


def _spans(text: str, field: tuple[Span, bool]) -> list[Span]:
    """Where a field's text stands, without blanks at its ends; of a doubled quote the second is left out."""
    span, quoted = field
    start, end = trim(text, *span)
    if not quoted or '""' not in text[start:end]:
        return [(start, end)]
    pieces: list[Span] = []
    for part in re.split('(?<=")"', text[start:end]):
        pieces.append((start, start + len(part)))
        start += len(part) + 1
    return pieces


def _is_table(text: str, group: list[Record], mark: str) -> bool:
    if len(group) < 2 or len(group[0]) < 2:  # noqa: PLR2004 - one record or one field is no table
        return False
    fields = [(text[a:b], quoted) for record in group for (a, b), quoted in record]
    quotes = any(quoted for _, quoted in fields)
    if len(group[0]) < FEW and not quotes:
        return False
    torn = sum(any(not quoted and _TORN.search(text[a:b]) for (a, b), quoted in r) for r in group)
    if torn >= TORN_SHARE * len(group):
        return False
    grouped = mark == "," and not quotes and _is_grouped(text, group)
    if grouped or all(_FIGURE.match(part) for part, _ in fields) or _is_thousands(text, group):
        return False
    spaced = sum(part.startswith(" ") for part, _ in fields) * 2 > len(fields) - len(group)
    figures = sum(_FIGURE.match(part) is not None for part, _ in fields)
    if spaced and not quotes and (len(group) < MANY or figures * 4 < len(fields)):
        return False
    return sum(len(part) <= SHORT for part, _ in fields) >= SHORT_SHARE * len(fields)


def _is_grouped(text: str, group: list[Record]) -> bool:
    """Whether commas may group thousands (``2,440``): the line of words above has fewer fields.

    Then each record has at least as many such commas as it has fields more.
    """
    start = group[0][0][0][0]
    line = text[text.rfind("\n", 0, max(text.rfind("\n", 0, start), 0)) + 1 : start].strip()
    words = line.split(",")
    if "\n" in line or not 1 < len(words) < len(group[0]) or any(w.strip()[:1].isdigit() for w in words):
        return False
    more = len(group[0]) - len(words)
    return all(len(_GROUPED.findall(text, record[0][0][0], record[-1][0][1])) >= more for record in group)


def _is_thousands(text: str, group: list[Record]) -> bool:
    """Whether a record has its separators only between digits: a figure glued to a label (量15,172)."""
    for record in group:
        between = [
            text[end - 1 : end].isdigit() and text[start : start + 1].isdigit() and not quoted
            for ((_, end), quoted), ((start, _), _) in pairwise(record)
        ]
        group_of_three = _GROUP.match(text, record[1][0][0])
        if all(between) and group_of_three and not _FIGURE.match(text[slice(*record[0][0])]):
            return True
    return False
