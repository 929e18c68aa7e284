"""Plain rows of the delimited layouts, words of wrapped text: what the straight road compares with a form.

Written for speed: whatever is not as plain as can be is refused, and no cell is looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import chain

from gouji.document import Document
from gouji.matrix import Span
from gouji.plain.rows import PlainRows
from gouji.plain.words import PlainWords
from gouji.unseen import veiled

RULE = re.compile(r"\|?[\s:]*-[-\s:|]*")
_BLANKS, _FIGURE = r"[^\S\n]", r"[-+]?[0-9][0-9,.]*(?!\S)"
BESIDE = re.compile(rf"[0-9]{_BLANKS}+{_FIGURE}")
SCATTERED = re.compile(rf"{BESIDE.pattern}\s*\n\s*{_FIGURE}|[0-9]{_BLANKS}*\n\s*{_FIGURE}{_BLANKS}+{_FIGURE}")
"""Figures beside each other, and another one on the line above or below: it may be a page's number."""
BESIDE_LABEL = [
    re.compile(rf"{blank}(?<=[^\s\d].){_FIGURE}{_BLANKS}*$", re.MULTILINE)
    for blank in (" ", "\u3000", "\xa0")
]
ALONE = re.compile(rf"\n{_BLANKS}*{_FIGURE}{_BLANKS}*$", re.MULTILINE)
"""A line that ends in one figure behind its label, and a figure alone on its line: this may be no row's.

Patterns that begin with a certain sign, of which a text has few, are looked for ten times as fast.
"""
BLANK = "&nbsp;"
GAPS = ("  ", " \xa0", "\xa0 ", "\xa0\xa0")
"""What may be the space between two columns."""


def tabs(document: Document) -> PlainRows | None:
    """Lines with tabs; each run of them is a table."""
    text = document.text
    if "\t" not in text or _is_foreign(document):
        return None
    lines, parts = _parted(text, "\t")
    tables = [_cells(lines[first:stop], "\t") for first, stop in parts.runs]
    return PlainRows(tables, parts.rest, parts.before, partial(_tabbed_places, text, tables))


def _cells(lines: list[str], mark: str) -> list[list[str]]:
    """The cells of lines, trimmed."""
    return [list(map(str.strip, line.split(mark))) for line in lines]


@dataclass(frozen=True)
class _Parts:
    """The half-open runs of lines with a mark, all other lines, how many of these stand before each run."""

    runs: list[Span]
    rest: list[str]
    before: list[int]


def _parted(text: str, mark: str) -> tuple[list[str], _Parts]:
    """The lines of a text, and which of them hold a mark.

    A run is taken as a whole, not line by line: that took a third as long as cutting the cells.
    """
    lines = text.split("\n")
    marked = [mark in line for line in lines]
    marked += [False, True]
    parts = _Parts([], [], [])
    end = 0
    while (first := marked.index(True, end)) < len(lines):
        parts.rest.extend(lines[end:first])
        parts.before.append(len(parts.rest))
        end = marked.index(False, first)
        parts.runs.append((first, end))
    parts.rest.extend(lines[end:])
    return lines, parts


def _tabbed_places(text: str, tables: list[list[list[str]]]) -> list[list[tuple[Span, ...]]]:
    rows = chain.from_iterable(tables)
    return [_places(text, span, next(rows), "\t") for span, line in _lines(text) if "\t" in line]


def pipes(document: Document) -> PlainRows | None:
    """Markdown tables: lines with pipes, among them a rule; each run of them is a table."""
    text = document.text
    if "|" not in text or _is_foreign(document, "\t", "\\|", "-+-"):
        return None
    lines, parts = _parted(text, "|")
    tables: list[list[list[str]]] = []
    opened: list[bool] = []
    for first, stop in parts.runs:
        kept = _ruled(lines[first:stop])
        if len(kept) == stop - first:
            return None
        rows, pipe = _piped(kept)
        tables.append(rows)
        opened += [pipe] * len(rows)
    return PlainRows(tables, parts.rest, parts.before, partial(_piped_places, text, tables, opened))


def _piped(lines: list[str]) -> tuple[list[list[str]], bool]:
    """The cells of lines, trimmed, and whether a pipe opens all lines before their first cell."""
    rows = _padded(lines)
    if rows is not None:
        return rows, True
    rows = _cells(lines, "|")
    first, last = _inner(rows)
    return [row[first:last] for row in rows] if first or last else rows, first == 1


def _padded(lines: list[str]) -> list[list[str]] | None:
    """The cells where blanks stand around every pipe, as most print it; else None.

    What is cut with its blanks needs no other text when it is trimmed: a quarter of the time is saved.
    """
    whole = "\n".join(lines)
    inner = whole[2:-2].split(" |\n| ")
    if len(inner) != len(lines) or whole[:2] != "| " or whole[-2:] != " |":
        return None
    rows = _cells(inner, " | ")
    return rows if whole.count("|") == sum(map(len, rows)) + len(rows) else None


def _ruled(lines: list[str]) -> list[str]:
    """The lines that are no rules."""
    return [line for line in lines if "--" not in line or not RULE.fullmatch(line.strip())]


def _inner(rows: list[list[str]]) -> tuple[int, int | None]:
    """The half-open range of the cells between the pipes that open and close all lines."""
    first = 0 if any(row[0] for row in rows) else 1
    return first, None if any(row[-1] for row in rows) else -1


def _piped_places(
    text: str, tables: list[list[list[str]]], opened: list[bool]
) -> list[list[tuple[Span, ...]]]:
    """Where the cells of lines stand, of which some are opened by a pipe before their first cell."""
    lines = (span for span, line in _lines(text) if "|" in line and _ruled([line]))
    places = []
    for cells, (start, stop), pipe in zip(chain.from_iterable(tables), lines, opened, strict=True):
        places.append(_places(text, (text.find("|", start) + 1 if pipe else start, stop), cells, "|"))
    return places


def _lines(text: str) -> Iterator[tuple[Span, str]]:
    """The lines of a text with their half-open offsets."""
    at = 0
    for line in text.split("\n"):
        yield (at, at + len(line)), line
        at += len(line) + 1


def _places(text: str, line: Span, cells: list[str], mark: str) -> list[tuple[Span, ...]]:
    """Where the trimmed cells of a line stand; an empty span at the end of a blank one.

    Between a cell and the next are blanks and the mark: the next begins where its text is found first.
    """
    (at, stop), find = line, text.find
    if sum(map(len, cells)) + len(cells) - 1 == stop - at:  # no blanks between cells and marks
        at -= 1
        return [((at := at + 1, at := at + len(cell)),) for cell in cells]
    if "" not in cells:
        return [((at := find(cell, at), at := at + len(cell)),) for cell in cells]
    places: list[tuple[Span, ...]] = []
    for i, cell in enumerate(cells):
        at = find(mark, at, stop) + 1 if i else at
        end = find(mark, at, stop) if not cell else -1
        start = find(cell, at) if cell else end if end >= 0 else stop
        at = start + len(cell)
        places.append(((start, at),))
    return places


def wrapped(document: Document) -> PlainWords | None:
    """Text without delimiters: a cell, a piece of one, a character or a row a line."""
    text = document.text
    if _is_foreign(document, "\t", "|", "\f", *GAPS):
        return None
    if BESIDE.search(text) and SCATTERED.search(text):
        return None
    mixed = any(one.search(text) for one in BESIDE_LABEL) and ALONE.search(text)
    return None if mixed else PlainWords(text)


def _is_foreign(document: Document, *marks: str) -> bool:
    """Whether a text holds any of the marks, or what none of the layouts here reads."""
    text = document.text
    return _holds(text, *marks, BLANK) or marked_up(document) or _lone_returns(text) or _veils(text)


def _holds(text: str, *marks: str) -> bool:
    """Whether any of the marks stands in a text; that its first sign does not is told far sooner."""
    return any(mark[0] in text and mark in text for mark in marks)


def marked_up(document: Document) -> bool:
    """Whether there may be an element of a table in a text."""
    return "<" in document.text and document.holds("<t", "<T")


def _veils(text: str) -> bool:
    """Whether markup may hide a part of a text without tables of its own."""
    return "<" in text and bool(veiled(text))


def _lone_returns(text: str) -> bool:
    """Whether a carriage return stands without a line feed: it ends a line of its own."""
    return "\r" in text and text.count("\r") != text.count("\r\n")
