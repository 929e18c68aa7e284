"""Plain rows of the delimited layouts, words of wrapped text: what the straight road compares with a form.

Written for speed: whatever is not as plain as can be is refused, and no cell is looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
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
BLANK = "&nbsp;"
GAPS = ("  ", " \xa0", "\xa0 ", "\xa0\xa0")
"""What may be the space between two columns."""


def tabs(document: Document) -> PlainRows | None:
    """Lines with tabs; each run of them is a table."""
    text = document.text
    if "\t" not in text or _is_foreign(document):
        return None
    tables: list[list[list[str]]] = []
    rest: list[str] = []
    before: list[int] = []
    within = False
    for line in text.split("\n"):
        inside = "\t" in line
        if inside:
            if not within:
                tables.append([])
                before.append(len(rest))
            tables[-1].append(list(map(str.strip, line.split("\t"))))
        else:
            rest.append(line)
        within = inside
    return PlainRows(tables, rest, before, lambda: _tabbed_places(text, chain.from_iterable(tables)))


def _tabbed_places(text: str, rows: Iterator[list[str]]) -> list[list[tuple[Span, ...]]]:
    return [_places(text, span, next(rows), "\t") for span, line in _lines(text) if "\t" in line]


def pipes(document: Document) -> PlainRows | None:
    """Markdown tables: lines with pipes, among them a rule; each run of them is a table."""
    text = document.text
    if "|" not in text or _is_foreign(document, "\t", "\\|", "-+-"):
        return None
    tables: list[list[list[str]]] = []
    rest: list[str] = []
    before: list[int] = []
    run: list[str] = []
    opened: list[bool] = []
    for line in [*text.split("\n"), ""]:
        if "|" in line:
            run.append(line)
        else:
            if run:
                before.append(len(rest))
                if len(kept := _ruled(run)) == len(run):
                    return None
                rows = [list(map(str.strip, row.split("|"))) for row in kept]
                first, last = _inner(rows)
                opened += [first == 1] * len(rows)
                tables.append([row[first:last] for row in rows] if first or last else rows)
                run = []
            rest.append(line)
    return PlainRows(tables, rest, before, lambda: _piped_places(text, tables, opened))


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
    return None if BESIDE.search(text) and SCATTERED.search(text) else PlainWords(text)


def _is_foreign(document: Document, *marks: str) -> bool:
    """Whether a text holds any of the marks, or what none of the layouts here reads."""
    text = document.text
    return document.holds(*marks, BLANK) or marked_up(document) or _lone_returns(text) or _veils(text)


def marked_up(document: Document) -> bool:
    """Whether there may be an element of a table in a text."""
    return "<" in document.text and document.holds("<t", "<T")


def _veils(text: str) -> bool:
    """Whether markup may hide a part of a text without tables of its own."""
    return "<" in text and bool(veiled(text))


def _lone_returns(text: str) -> bool:
    """Whether a carriage return stands without a line feed: it ends a line of its own."""
    return "\r" in text and text.count("\r") != text.count("\r\n")
