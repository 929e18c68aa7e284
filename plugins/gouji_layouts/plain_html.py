"""Plain rows of HTML: tables whose cells hold nothing but text and its markup.

Written for speed. Between the first table and the last a page is split at its tags; where a comment, a script
or a sign that is no tag stands there, and outside the tables, the tags are looked for one by one.
"""

from __future__ import annotations

import re

from gouji.document import Document
from gouji.matrix import Span
from gouji.plain.rows import PlainRows
from gouji.unseen import STYLE, withdraws
from gouji_layouts.html_scan import HIDING, STRUCK, any_case, one_of, trim
from gouji_layouts.html_shown import hides, hides_on, shown
from gouji_layouts.plain_rows import BLANK, marked_up

_HIDING = one_of(HIDING)
_STRANGE = one_of(STRUCK | {"caption", "row", "entry", "cell"})
_SHAPING = rf"/?{any_case('table')}|[tT][rRdDhH]"
TOKEN = re.compile(
    rf"<(?:({_SHAPING})\b|((?:{_STRANGE})\b|[^a-zA-Z/!?])|!--(?:-?(?=>)|.*?(?:--(?=>)|\Z))|({_HIDING})\b.*?(?:</\3|\Z))|>\s*([^<>\s][^<>]*)",
    re.DOTALL,
)
"""A tag that shapes a table; one that does what a plain table has not, or ``<`` in a text; a comment; an
element whose text is hidden; a text node. What looks for the next of them skips all other markup at the
pattern engine's speed."""
SIGN = "\x00"
"""A text that no page holds; what is put behind a part of a page is seen by the pattern, or hidden by it."""
FIRST = re.compile(r"<[tT][aA][bB][lL][eE]\b")
MUTE = re.compile(r"!--[^>]*--|[!?](?!--)[^>\[]*")
"""A whole comment, a document's type, an instruction."""
NAME = re.compile(r"(/?)([a-zA-Z]\w*)")
_STRANGE_NAMES = HIDING | STRUCK | {"caption", "row", "entry", "cell"}
LOOSE = re.compile(r"/[tT][rR]\s*>(?:\s|</[tT][dDhH]\s*>)*<[tT][dDhH]\b")
"""A cell after the end of a row: it begins a row of its own, which no tag shows."""
SPANNED = re.compile(rf"\b({any_case('row')}|{any_case('col')}){any_case('span')}\s*=[\s\"']*(\d{{1,9}})")
MOST_SPANNED = 1000
"""Columns that HTML lets a cell span; no form has more columns, nor a cell more rows."""


def html(document: Document) -> PlainRows | None:
    """The tables of a page whose cells hold nothing but text and its markup."""
    text = document.text
    if not marked_up(text) or LOOSE.search(text):
        return None
    page = _Page()
    whole = page.divided(text)
    if whole is None:
        page = _Page()
        whole = not withdraws(text) and shown(text) is text and page.looked_through(text)
    return page.rows(text) if whole else None


class _Kinds(dict[str, int]):
    """What each tag met, given without its angle brackets, is to a plain table."""

    def __missing__(self, tag: str) -> int:
        kind = self[tag] = _kind(tag)
        return kind


class _Pieces(dict[str, tuple[int, str]]):
    """What stands between two ``<``: the kind of the tag, and the text behind it; of each piece met, once."""

    def __init__(self) -> None:
        super().__init__()
        self.kinds = _Kinds()

    def __missing__(self, piece: str) -> tuple[int, str]:
        tag, closed, text = piece.partition(">")
        kind = self.kinds[tag if closed else ">"]
        if "&" in text:
            text = text.replace(BLANK, " ")
        found = self[piece] = kind, text.strip()
        return found


NOTHING, CELL, ROW, TABLE, END, OTHER = range(6)


def _kind(tag: str) -> int:
    """OTHER is what hides, strikes out or withdraws a text, and what is no tag."""
    named = NAME.match(tag)
    if named is None:
        return NOTHING if MUTE.fullmatch(tag) else OTHER
    name = named[2].lower()
    if name in _STRANGE_NAMES or STYLE.search(tag) or hides(named[1] + name, f"<{tag}>"):
        return OTHER if name in HIDING or not named[1] else NOTHING
    return _SHAPED.get(named[1] + name, NOTHING)


class _Page:
    """A page while it is cut: the rows of its tables, the texts outside them."""

    def __init__(self) -> None:
        self.tables: list[list[list[str]]] = []
        self.rest: list[str] = []
        self.before: list[int] = []
        self.inside = False

    def rows(self, text: str) -> PlainRows:
        """The page as rows."""
        return PlainRows(
            self.tables, self.rest, self.before, lambda: _html_places(text), lambda: _html_lefts(text)
        )

    def divided(self, text: str) -> bool | None:
        """Read a page split at its tags from the first table to the last; None where that may mislead.

        Pages of office programs have four tags a cell that say nothing: to look for the others one by one
        takes three times as long.
        """
        first, stop = FIRST.search(text), max(text.rfind("</table"), text.rfind("</TABLE"))
        if first is None or stop < first.start():
            return None
        parts = text[first.start() + 1 : stop].split("<")
        pieces = _Pieces()
        found = [pieces[part] for part in parts]
        bounds = text.count(">", first.start(), stop)
        if OTHER in pieces.kinds.values() or bounds != len(parts) or withdraws(text[stop:]):
            return None
        head = text[: first.start()]
        if withdraws(head) or not _ends_in_sight(head) or hides_on(head):
            return None
        return self.looked_through(head) and self._cut(found) and self.looked_through(text[stop:])

    def _cut(self, pieces: list[tuple[int, str]]) -> bool:
        """Take tags by their kinds, each with the text behind it; False where they are not plain."""
        for kind, text in pieces:
            if kind == NOTHING:
                if text and not self._printed(text):
                    return False
            elif kind == CELL:
                if not self.inside or not self.tables[-1] or "&" in text or "\\" in text:
                    return False
                self.tables[-1][-1].append(text)
            elif not self._shaped(kind, text):
                return False
        return True

    def _printed(self, text: str) -> bool:
        """Put a text into the last cell; False where there is none, or where it is not plain."""
        if not self.inside:
            self.rest.append(text)
            return True
        table = self.tables[-1]
        if not table or not table[-1] or "&" in text or "\\" in text:
            return False
        own = table[-1]
        own[-1] = f"{own[-1]} {text}" if own[-1] else text
        return True

    def _shaped(self, kind: int, text: str) -> bool:
        """Take a tag that begins a row, or begins or ends a table, with the text behind it."""
        if kind == TABLE and not self.inside:
            self.tables.append([])
            self.before.append(len(self.rest))
        elif kind == ROW and self.inside:
            self.tables[-1].append([])
        elif kind != END or not self.inside:
            return False
        self.inside = kind != END
        return not text or (kind == END and self._printed(text))

    def looked_through(self, text: str) -> bool:
        """Take what stands in a page, or a part of it, tag by tag; False where it is not plain."""
        for tag, strange, hidden, own in TOKEN.findall(f">{text}"):
            if own:
                printed = own.replace(BLANK, " ").strip() if "&" in own else own.strip()
                if printed and not self._printed(printed):
                    return False
            elif strange or hidden:
                if self.inside:
                    return False
            elif tag and not self._cut([(_SHAPES[tag], "")]):
                return False
        return True


def _ends_in_sight(head: str) -> bool:
    """Whether what stands behind the beginning of a page is seen: no comment, no script is open."""
    *_, last = TOKEN.finditer(f">{head}<br>{SIGN}")
    return last[4] == SIGN


def _html_places(text: str) -> list[list[list[Span]]]:
    rows: list[list[list[Span]]] = []
    inside = False
    for found in TOKEN.finditer(f">{text}"):
        kind = _SHAPES.get(found[1])
        if kind in (TABLE, END):
            inside = kind == TABLE
        elif kind == ROW:
            rows.append([])
        elif kind == CELL:
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
        kind = _SHAPES.get(found[1])
        if kind == TABLE:
            covered = []
        elif kind == ROW:
            covered = [max(rows - 1, 0) for rows in covered]
            lefts.append([])
        elif kind == CELL:
            left = lefts[-1][-1] if lefts[-1] else 0
            while left < len(covered) and covered[left]:
                left += 1
            lefts[-1].append(left)
            rows, columns = _spanned(text[found.end() - 1 : text.find(">", found.end() - 1)])
            end = min(left + columns, MOST_SPANNED)
            covered += [0] * (end - len(covered))
            covered[left:end] = [rows] * (end - left)
    return lefts


def _spanned(attributes: str) -> tuple[int, int]:
    """The rows and columns that a cell spans by the attributes of its tag."""
    spans = {"r": 1, "c": 1}
    for side, number in SPANNED.findall(attributes) if attributes else ():
        spans[side[0].lower()] = min(max(int(number), 1), MOST_SPANNED)
    return spans["r"], spans["c"]


def _spelled(name: str) -> frozenset[str]:
    """A name in every mixture of cases."""
    found = {""}
    for letter in name:
        found = {start + end for start in found for end in (letter.lower(), letter.upper())}
    return frozenset(found)


_SHAPED = {"table": TABLE, "/table": END, "tr": ROW, "td": CELL, "th": CELL}
_SHAPES = {tag: kind for name, kind in _SHAPED.items() for tag in _spelled(name)}
"""What each tag that shapes a table is, in every spelling."""
