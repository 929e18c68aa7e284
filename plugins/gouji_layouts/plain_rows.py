"""Plain rows of the delimited layouts and of HTML: what the straight road compares with a form.

Written for speed: whatever is not as plain as can be is refused, and no cell is looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Document
from gouji.matrix import Span
from gouji.plain.rows import PlainRows
from gouji.plain.words import PlainWords
from gouji.unseen import withdraws
from gouji_layouts.html_scan import RAW, STRUCK, any_case, one_of, trim

RULE = re.compile(r"\|?[\s:]*-[-\s:|]*")
_HIDING = one_of(RAW | {"template"})
_STRANGE = one_of(STRUCK | {"caption", "row", "entry", "cell"})
_SHAPING = rf"/?{any_case('table')}|[tT][rRdDhH]"
TOKEN = re.compile(
    rf"<(?:({_SHAPING})\b|((?:{_STRANGE})\b|[^a-zA-Z/!?])|!--.*?(?:-->|\Z)|({_HIDING})\b.*?(?:</\3|\Z))|>\s*([^<>\s][^<>]*)",
    re.DOTALL,
)
"""A tag that shapes a table; one that does what a plain table has not, or ``<`` in a text; a comment; an
element whose text is hidden; a text node. What looks for the next of them skips all other markup at the
pattern engine's speed."""
LOOSE = re.compile(r"/[tT][rR]\s*>(?:\s|</[tT][dDhH]\s*>)*<[tT][dDhH]\b")
"""A cell after the end of a row: it begins a row of its own, which no tag shows."""
_BLANKS, _FIGURE = r"[^\S\n]", r"[-+]?[0-9][0-9,.]*(?!\S)"
BESIDE = re.compile(rf"[0-9]{_BLANKS}+{_FIGURE}")
SCATTERED = re.compile(rf"{BESIDE.pattern}\s*\n\s*{_FIGURE}|[0-9]{_BLANKS}*\n\s*{_FIGURE}{_BLANKS}+{_FIGURE}")
"""Figures beside each other, and another one on the line above or below: it may be a page's number."""
BLANK = "&nbsp;"
SPANNED = re.compile(rf"\b({any_case('row')}|{any_case('col')}){any_case('span')}\s*=[\s\"']*(\d{{1,9}})")
MOST_SPANNED = 1000
"""Columns that HTML lets a cell span; more rows are none of a form's."""


def tabs(document: Document) -> PlainRows | None:
    """Lines with tabs; each run of them is a table."""
    text = document.text
    if "\t" not in text or BLANK in text or _marked_up(text) or _lone_returns(text):
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
    if _marked_up(text) or _lone_returns(text):
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


def html(document: Document) -> PlainRows | None:
    """The tables of a page whose cells hold nothing but text and its markup."""
    if not _marked_up(document.text) or withdraws(document.text) or LOOSE.search(document.text):
        return None
    page = _Page()
    for tag, strange, hidden, text in TOKEN.findall(f">{document.text}"):
        if text:
            if not page.inside:
                page.rest.append(text)
            elif not page.printed(text):
                return None
        elif (tag or page.inside) and not page.shaped(tag, strange or hidden):
            return None
    text = document.text
    return PlainRows(
        page.tables, page.rest, page.before, lambda: _html_places(text), lambda: _html_lefts(text)
    )


class _Page:
    """A page while it is cut: the rows of its tables, the texts outside them."""

    def __init__(self) -> None:
        self.tables: list[list[list[str]]] = []
        self.rest: list[str] = []
        self.before: list[int] = []
        self.inside = False

    def shaped(self, tag: str, other: str) -> bool:
        """Take a tag; False where a plain table has no such tag there, or a part of one stands alone."""
        if tag in _TABLES and not self.inside:
            self.tables.append([])
            self.before.append(len(self.rest))
        elif not self.inside or other:
            return False
        elif tag in _ROWS:
            self.tables[-1].append([])
        elif tag in _CELLS and self.tables[-1]:
            self.tables[-1][-1].append("")
        elif tag and tag not in _ENDS:
            return False
        self.inside = tag not in _ENDS
        return True

    def printed(self, text: str) -> bool:
        """Put a text into the last cell; False where there is none, or where the text is not plain."""
        if "&" in text:
            text = text.replace(BLANK, " ")
        table = self.tables[-1]
        if not table or not table[-1] or "&" in text or "\\" in text:
            return not text.strip()
        own = table[-1]
        own[-1] = f"{own[-1]} {text.strip()}" if own[-1] else text.strip()
        return True


def _html_places(text: str) -> list[list[list[Span]]]:
    rows: list[list[list[Span]]] = []
    inside = False
    for found in TOKEN.finditer(f">{text}"):
        tag = found[1]
        if tag in _TABLES or tag in _ENDS:
            inside = tag in _TABLES
        elif tag in _ROWS:
            rows.append([])
        elif tag in _CELLS:
            rows[-1].append([])
        elif found[4] and inside:
            span = trim(text, found.start(4) - 1, found.end(4) - 1)
            rows[-1][-1] += [span] if span else []
    return rows


def _html_lefts(text: str) -> list[list[int]]:
    """The grid column of each cell, by the spans of those before it and above (WHATWG, forming a table)."""
    lefts: list[list[int]] = []
    covered: list[int] = []
    for found in TOKEN.finditer(f">{text}"):
        tag = found[1]
        if tag in _TABLES:
            covered = []
        elif tag in _ROWS:
            covered = [max(rows - 1, 0) for rows in covered]
            lefts.append([])
        elif tag in _CELLS:
            left = lefts[-1][-1] if lefts[-1] else 0
            while left < len(covered) and covered[left]:
                left += 1
            lefts[-1].append(left)
            rows, columns = _spanned(text[found.end() - 1 : text.find(">", found.end() - 1)])
            covered += [0] * (left + columns - len(covered))
            covered[left : left + columns] = [rows] * columns
    return lefts


def _spanned(attributes: str) -> tuple[int, int]:
    """The rows and columns that a cell spans by the attributes of its tag."""
    spans = {"r": 1, "c": 1}
    for side, number in SPANNED.findall(attributes) if attributes else ():
        spans[side[0].lower()] = min(max(int(number), 1), MOST_SPANNED)
    return spans["r"], spans["c"]


def wrapped(document: Document) -> PlainWords | None:
    """Text without delimiters: a cell, a piece of one, a character or a row a line."""
    text = document.text
    foreign = any(mark in text for mark in ("\t", "|", "  ", "\f", BLANK))
    if foreign or _marked_up(text) or _lone_returns(text):
        return None
    return None if BESIDE.search(text) and SCATTERED.search(text) else PlainWords(text)


def _spelled(name: str) -> frozenset[str]:
    """A name in every mixture of cases."""
    found = {""}
    for letter in name:
        found = {start + end for start in found for end in (letter.lower(), letter.upper())}
    return frozenset(found)


_CELLS = _spelled("td") | _spelled("th")
_ROWS = _spelled("tr")
_TABLES = _spelled("table")
_ENDS = _spelled("/table")


def _marked_up(text: str) -> bool:
    """Whether there may be an element of a table in a text."""
    return "<t" in text or "<T" in text


def _lone_returns(text: str) -> bool:
    """Whether a carriage return stands without a line feed: it ends a line of its own."""
    return "\r" in text and text.count("\r") != text.count("\r\n")
