"""Plain rows of HTML: tables whose cells hold nothing but text and its markup.

Written for speed. Between the first table and the last a page is split at its texts: what stands between two
of them is markup, of which a page has few kinds. Where a comment, a script or a sign that is no tag stands
there, and behind the tables, the tags are looked for one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import accumulate, chain, islice

from gouji.document import Document
from gouji.matrix import Span
from gouji.plain.rows import PlainRows
from gouji.unseen import any_case, withdraws
from gouji_layouts.html_classes import hides_below
from gouji_layouts.html_scan import HIDING, one_of, trim
from gouji_layouts.html_shown import shown
from gouji_layouts.plain_head import goes_on, head_texts, seen_of
from gouji_layouts.plain_rows import BLANK, marked_up
from gouji_layouts.plain_tags import (
    CELL,
    CELL_END,
    CLOSING,
    END,
    NAMED,
    NOTHING,
    ROW,
    SHAPES,
    SHAPING,
    STRANGE,
    TABLE,
    Markups,
    Tags,
    begins,
)

TOKEN = re.compile(
    rf"<({SHAPING}){NAMED}"
    rf"|(<(?:{begins(STRANGE)}(?:{one_of(STRANGE)})\b|[^a-zA-Z/!?<]|(?=<)|!\[CDATA))"
    r"|<!--(?:-?(?=>)|.*?(?:--(?=>)|\Z))"
    rf"|<{begins(HIDING)}({one_of(HIDING)})\b.*?(?:</\3{NAMED}|\Z)"
    r"|>\s*(>|[^<>\s][^<>]*>?)",
    re.DOTALL,
)
"""A tag that shapes a table; one that does what a plain table has not, or ``<`` in a text; a comment; an
element whose text is hidden; a text node, with a ``>`` in it that ends no tag. What looks for the next of
them skips all other markup at the pattern engine's speed."""
FIRST = re.compile(r"<[tT][aA][bB][lL][eE]\b")
TEXT = re.compile(r">(\s*[^<>\s][^<>]*)<")
"""A text with the signs around it; four of five tags of an office program have none, and are skipped."""
ENCODED = re.compile(rf"{any_case('style')}\s*=\s*[\"']?[^\"'<>]*(?:&|/\*)")
"""A style with character references or comments in it."""
SPANNED = re.compile(rf"\b({any_case('row')}|{any_case('col')}){any_case('span')}\s*=[\s\"']*([0-9]{{1,9}})")
MOST_SPANNED = 1000
"""Columns that HTML lets a cell span; no form has more columns, nor a cell more rows."""
Spans = tuple[Span, ...]
Mark = tuple[int, str, int, int]
"""The kind of a tag that shapes a table, and the tag; or NOTHING and the half-open offsets of a text."""


def html(document: Document) -> PlainRows | None:
    """The tables of a page whose cells hold nothing but text and its markup."""
    text = document.text
    if not marked_up(document):
        return None
    page = _Page()
    whole = page.divided(text)
    if whole is None:
        page = _Page()
        refused = (
            withdraws(text)
            or ENCODED.search(text)
            or (seen := seen_of(text)) is None
            or goes_on(seen)
            or shown(text) is not text
        )
        whole = not refused and page.looked_through(text)
    return page.rows(text) if whole else None


class _Page:
    """A page while it is cut: the rows of its tables, the texts outside them."""

    def __init__(self) -> None:
        self.tables: list[list[list[str]]] = []
        self.rest: list[str] = []
        self.before: list[int] = []
        self.inside = self.row = self.cell = False
        self.places: Callable[[str], list[list[Spans]]] = _places
        self.tags: Callable[[str], Iterable[tuple[int, str]]] = _tags

    def rows(self, text: str) -> PlainRows:
        """The page as rows."""
        return PlainRows(
            self.tables,
            self.rest,
            self.before,
            lambda: self.places(text),
            lambda: _lefts(self.tags(text)),
        )

    def divided(self, text: str) -> bool | None:
        """Read a page split at its texts from the first table to the last; None where that may mislead.

        Pages of office programs have four tags a cell that say nothing: to look for the others one by one
        takes three times as long.
        """
        first, stop = FIRST.search(text), max(text.rfind("</table"), text.rfind("</TABLE"))
        if first is None or stop < first.start() or FIRST.search(text, stop):
            return None
        pieces, shapes = TEXT.split(text[first.start() + 1 : stop] + "<br"), Markups()
        found = [shapes[markup] for markup in pieces[::2]]
        misled = None in found or hides_below(text, first.start())
        head = None if misled else head_texts(text[: first.start()])
        if head is None:
            return None
        self.places = partial(_divided_places, first.start() + 1, pieces, found)
        self.tags = lambda _: chain.from_iterable(tags or () for tags in found)
        return all(map(self._printed, map(str.strip, head))) and (
            self._cut(found, pieces[1::2]) and self.looked_through(text[stop:])
        )

    def _cut(self, markups: Sequence[Tags | None], texts: Sequence[str]) -> bool:
        """Take texts and the markup between them in turn; False where they are not plain."""
        for tags, text in zip(markups, [*map(str.strip, texts), ""], strict=True):
            if self.cell and tags and len(tags) == 1 and tags[0][0] == CELL and text.isalnum():
                self.tables[-1][-1].append(text)  # as nearly all cells are
                continue
            for kind, _ in tags or ():
                if not self._shaped(kind):
                    return False
            if text and not self._printed(text):
                return False
        return True

    def _printed(self, text: str) -> bool:
        """Put a trimmed text into the last cell; False where there is none, or where it is not plain."""
        if "&" in text:
            text = text.replace(BLANK, " ").strip()
        if not self.inside or not text:
            self.rest += [text] if text else ()
            return True
        if not self.cell or "&" in text or "\\" in text or ">" in text:
            return False
        own = self.tables[-1][-1]
        own[-1] = f"{own[-1]} {text}" if own[-1] else text
        return True

    def _shaped(self, kind: int) -> bool:
        """Take a tag that begins or ends a cell, a row or a table; False where it has no place."""
        if kind == CELL:
            if self.row:
                self.tables[-1][-1].append("")
            self.cell = self.row
            return self.row
        self.row, self.cell = kind == ROW or (kind == CELL_END and self.row), False
        if kind == TABLE and not self.inside:
            self.tables.append([])
            self.before.append(len(self.rest))
        elif kind == ROW and self.inside:
            self.tables[-1].append([])
        elif kind == TABLE or not self.inside:
            return kind in CLOSING
        self.inside = kind != END
        return True

    def looked_through(self, text: str) -> bool:
        """Take what stands in a page, or a part of it, tag by tag; False where it is not plain."""
        return self._taken(TOKEN.findall(f">{text}"))

    def _taken(self, tokens: Sequence[tuple[str, ...]]) -> bool:
        for tag, strange, hidden, own in tokens:
            if own:
                if not self._printed(own.strip()):
                    return False
            elif strange or hidden:
                if self.inside:
                    return False
            elif tag and not self._shaped(SHAPES[tag]):
                return False
        return True


def _marks(text: str) -> Iterator[Mark]:
    """What shapes the tables of a page, and its texts, looked for one by one."""
    for found in TOKEN.finditer(f">{text}"):
        if kind := SHAPES.get(found[1], NOTHING):
            start = found.start(1) - 1
            yield kind, text[start : text.find(">", start)], 0, 0
        elif found[4]:
            yield NOTHING, "", found.start(4) - 1, found.end(4) - 1


def _tags(text: str) -> Iterator[tuple[int, str]]:
    return ((kind, tag) for kind, tag, _, _ in _marks(text) if kind)


def _places(text: str) -> list[list[Spans]]:
    """Of each row the half-open offsets of its cells' texts."""
    rows: list[list[Spans]] = []
    inside = False
    for kind, _, start, stop in _marks(text):
        if kind == NOTHING:
            _place(rows, trim(text, start, stop) if inside else None)
        else:
            inside = _opened(rows, kind, inside=inside)
    return rows


def _divided_places(
    first: int, pieces: Sequence[str], found: Sequence[Tags | None], text: str
) -> list[list[Spans]]:
    """The same of a page split at its texts from an offset on."""
    rows: list[list[Spans]] = []
    inside = False
    ends = accumulate(len(piece) + 1 for piece in pieces)  # behind each is the sign that it was split at
    for tags, own, end in zip(found, [*pieces[1::2], ""], islice(ends, 0, None, 2), strict=True):
        start = first + end
        stop = start + len(own)
        if inside and tags and len(tags) == 1 and tags[0][0] == CELL and own.isalnum():
            rows[-1].append(((start, stop),))
            continue
        for kind, _ in tags or ():
            inside = _opened(rows, kind, inside=inside)
        if inside and own:
            _place(rows, trim(text, start, stop))
    return rows


def _place(rows: list[list[Spans]], span: Span | None) -> None:
    """Put a text into the last cell."""
    if span:
        rows[-1][-1] += (span,)


def _opened(rows: list[list[Spans]], kind: int, *, inside: bool) -> bool:
    """Begin the cell or row that a tag begins; give whether a table is open behind it."""
    if kind == CELL:
        rows[-1].append(())
    elif kind == ROW:
        rows.append([])
    return kind == TABLE if kind in (TABLE, END) else inside


def _lefts(tags: Iterable[tuple[int, str]]) -> list[list[int]]:
    """The grid column of each cell, by the spans of those before it and above (WHATWG, forming a table)."""
    lefts: list[list[int]] = []
    covered: list[int] = []
    spans, left = _Spanned(), 0
    for kind, tag in tags:
        if kind == CELL:
            while left < len(covered) and covered[left]:
                left += 1
            lefts[-1].append(left)
            rows, columns = spans[tag]
            end = min(left + columns, MOST_SPANNED)
            covered[left:end] = [rows] * (end - left)
        elif kind == ROW:
            covered, left = [max(rows - 1, 0) for rows in covered], 0
            lefts.append([])
        elif kind == TABLE:
            covered = []
    return lefts


class _Spanned(dict[str, tuple[int, int]]):
    """The rows and columns that each tag of a cell spans; a page has few such tags."""

    def __missing__(self, tag: str) -> tuple[int, int]:
        found = self[tag] = _spanned(tag)
        return found


def _spanned(tag: str) -> tuple[int, int]:
    """The rows and columns that a cell spans by the attributes of its tag."""
    spans = {"r": 1, "c": 1}
    for side, number in SPANNED.findall(tag) if "span" in tag.lower() else ():
        spans[side[0].lower()] = min(max(int(number), 1), MOST_SPANNED)
    return spans["r"], spans["c"]
