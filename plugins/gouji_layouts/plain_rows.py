"""Plain rows of the delimited layouts, words of wrapped text: what the straight road compares with a form.

Written for speed: whatever is not as plain as can be is refused, and no cell is looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

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


def tabs(document: Document) -> PlainRows | None:
    """Lines with tabs; each run of them is a table."""
    text = document.text
    if "\t" not in text or BLANK in text or marked_up(text) or _lone_returns(text) or _veils(text):
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
            tables[-1].append([cell.strip() for cell in line.split("\t")])
        else:
            rest.append(line)
        within = inside
    return PlainRows(tables, rest, before, lambda: _tabbed_places(text))


def _tabbed_places(text: str) -> list[list[list[Span]]]:
    return [_places(*line, "\t") for line in _lines(text) if "\t" in line[1]]


def pipes(document: Document) -> PlainRows | None:
    """Markdown tables: lines with pipes, among them a rule; each run of them is a table."""
    text = document.text
    if "|" not in text or "\t" in text or "\\|" in text or "-+-" in text or BLANK in text:
        return None
    if marked_up(text) or _lone_returns(text) or _veils(text):
        return None
    tables: list[list[list[str]]] = []
    rest: list[str] = []
    before: list[int] = []
    run: list[str] = []
    for line in [*text.split("\n"), ""]:
        if "|" in line:
            run.append(line)
        else:
            if run:
                before.append(len(rest))
                if len(kept := _ruled(run)) == len(run):
                    return None
                cut = _inner(kept)
                tables.append([[cell.strip() for cell in row.split("|")[cut]] for row in kept])
                run = []
            rest.append(line)
    return PlainRows(tables, rest, before, lambda: list(_piped_places(text)))


def _ruled(lines: list[str]) -> list[str]:
    """The lines that are no rules."""
    return [line for line in lines if "--" not in line or not RULE.fullmatch(line.strip())]


def _inner(lines: list[str]) -> slice:
    """The cells of a line between the pipes that open and close all lines."""
    first = 1 if all(line.lstrip()[:1] == "|" for line in lines) else 0
    last = -1 if all(line.rstrip()[-1:] == "|" for line in lines) else None
    return slice(first, last)


def _piped_places(text: str) -> Iterator[list[list[Span]]]:
    run: list[tuple[int, str]] = []
    for at, line in [*_lines(text), (len(text), "")]:
        if "|" in line:
            run.append((at, line))
        elif run:
            kept = set(_ruled([line for _, line in run]))
            cut = _inner([line for _, line in run if line in kept])
            yield from (_places(at, line, "|")[cut] for at, line in run if line in kept)
            run = []


def _lines(text: str) -> Iterator[tuple[int, str]]:
    """The lines of a text with their offsets."""
    at = 0
    for line in text.split("\n"):
        yield at, line
        at += len(line) + 1


def _places(at: int, line: str, mark: str) -> list[list[Span]]:
    """Where the cells of a line stand, without the blanks around them."""
    places = []
    for cell in line.split(mark):
        left = len(cell) - len(cell.lstrip())
        places.append([(at + left, at + max(len(cell.rstrip()), left))])
        at += len(cell) + len(mark)
    return places


def wrapped(document: Document) -> PlainWords | None:
    """Text without delimiters: a cell, a piece of one, a character or a row a line."""
    text = document.text
    foreign = any(mark in text for mark in ("\t", "|", "  ", "\f", BLANK))
    if foreign or marked_up(text) or _lone_returns(text) or _veils(text):
        return None
    return None if BESIDE.search(text) and SCATTERED.search(text) else PlainWords(text)


def marked_up(text: str) -> bool:
    """Whether there may be an element of a table in a text."""
    return "<t" in text or "<T" in text


def _veils(text: str) -> bool:
    """Whether markup may hide a part of a text without tables of its own."""
    return "<" in text and bool(veiled(text))


def _lone_returns(text: str) -> bool:
    """Whether a carriage return stands without a line feed: it ends a line of its own."""
    return "\r" in text and text.count("\r") != text.count("\r\n")
