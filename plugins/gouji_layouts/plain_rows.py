"""Plain rows of the delimited layouts and of HTML: what the straight road compares with a form.

Written for speed: whatever is not as plain as can be is refused, and no cell is looked at twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gouji.document import Document
from gouji.matrix import Span
from gouji.plain.rows import PlainRows
from gouji.unseen import veiled, withdraws
from gouji_layouts.html_scan import HIDING, STRUCK, any_case, one_of, trim
from gouji_layouts.html_shown import shown

RULE = re.compile(r"\|?[\s:]*-[-\s:|]*")
_HIDING = one_of(HIDING)
_STRANGE = one_of(STRUCK | {"caption", "row", "entry", "cell"})
_SHAPING = rf"/?{any_case('table')}|[tT][rRdDhH]"
TOKEN = re.compile(
    rf"<(?:({_SHAPING})\b|((?:{_STRANGE})\b|[^a-zA-Z/!?])|!--.*?(?:-->|\Z)|({_HIDING})\b.*?(?:</\3|\Z))|>\s*([^<>\s][^<>]*)",
    re.DOTALL,
)
"""A tag that shapes a table; one that does what a plain table has not, or ``<`` in a text; a comment; an
element whose text is hidden; a text node. What looks for the next of them skips all other markup at the
pattern engine's speed."""
BLANK = "&nbsp;"


def tabs(document: Document) -> PlainRows | None:
    """Lines with tabs; each run of them is a table."""
    text = document.text
    if "\t" not in text or BLANK in text or _marked_up(text) or _lone_returns(text) or _veils(text):
        return None
    tables: list[list[list[str]]] = []
    rest: list[str] = []
    before = False
    for line in text.split("\n"):
        inside = "\t" in line
        if inside:
            if not before:
                tables.append([])
            tables[-1].append([cell.strip() for cell in line.split("\t")])
        else:
            rest.append(line)
        before = inside
    return PlainRows(tables, rest, lambda: [_places(*line, "\t") for line in _lines(text) if "\t" in line[1]])


def pipes(document: Document) -> PlainRows | None:
    """Markdown tables: lines with pipes, among them a rule; each run of them is a table."""
    text = document.text
    if "|" not in text or "\t" in text or "\\|" in text or "-+-" in text or BLANK in text:
        return None
    if _marked_up(text) or _lone_returns(text) or _veils(text):
        return None
    tables: list[list[list[str]]] = []
    rest: list[str] = []
    run: list[str] = []
    for line in [*text.split("\n"), ""]:
        if "|" in line:
            run.append(line)
        else:
            rest.append(line)
            if run:
                if len(kept := _ruled(run)) == len(run):
                    return None
                cut = _inner(kept)
                tables.append([[cell.strip() for cell in row.split("|")[cut]] for row in kept])
                run = []
    return PlainRows(tables, rest, lambda: list(_piped_places(text)))


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
    if not _marked_up(document.text) or withdraws(document.text):
        return None
    if shown(document.text) is not document.text:
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
    return PlainRows(page.tables, page.rest, lambda: _html_places(document.text))


class _Page:
    """A page while it is cut: the rows of its tables, the texts outside them."""

    def __init__(self) -> None:
        self.tables: list[list[list[str]]] = []
        self.rest: list[str] = []
        self.inside = False

    def shaped(self, tag: str, other: str) -> bool:
        """Take a tag; False where a plain table has no such tag there, or a part of one stands alone."""
        if tag in _TABLES and not self.inside:
            self.tables.append([])
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


def _veils(text: str) -> bool:
    """Whether markup may hide a part of a text without tables of its own."""
    return "<" in text and bool(veiled(text))


def _lone_returns(text: str) -> bool:
    """Whether a carriage return stands without a line feed: it ends a line of its own."""
    return "\r" in text and text.count("\r") != text.count("\r\n")
