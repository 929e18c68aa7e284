"""Plain rows of HTML: tables whose cells hold nothing but text and its markup.

Written for speed. Between the first table and the last a page is split at its texts: what stands between two
of them is markup, of which a page has few kinds. Where a comment, a script or a sign that is no tag stands
there, and outside the tables, the tags are looked for one by one.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from itertools import chain

from gouji.document import Document
from gouji.matrix import Span
from gouji.plain.rows import PlainRows
from gouji.unseen import PICTURES, STYLE, strikes, withdraws
from gouji_layouts.html_scan import HIDING, STRUCK, any_case, one_of, trim
from gouji_layouts.html_shown import hides, hides_on, shown
from gouji_layouts.plain_rows import BLANK, marked_up

_HIDING = one_of(HIDING)
_STRANGE_NAMES = HIDING | STRUCK | PICTURES | {"caption", "row", "entry", "cell"}
_STRANGE = one_of(_STRANGE_NAMES - HIDING)
_H, _S = (
    f"(?=[{''.join(sorted({c for name in names for c in (name[0], name[0].upper())}))}])"
    for names in (HIDING, _STRANGE_NAMES - HIDING)
)
"""First letters, which refuse most tags at once."""
_ROWS = one_of(frozenset({"tr", "tbody", "thead", "tfoot"}))
_SHAPING = rf"/?(?:{any_case('table')}|[tT][dDhH]|{_ROWS})"
TOKEN = re.compile(
    rf"<({_SHAPING})(?=[\s/>])"
    rf"|(<(?:{_S}(?:{_STRANGE})\b|[^a-zA-Z/!?<]|(?=<)|!\[CDATA))"
    r"|<!--(?:-?(?=>)|.*?(?:--(?=>)|\Z))"
    rf"|<{_H}({_HIDING})\b.*?(?:</\3(?=[\s/>])|\Z)"
    r"|>\s*(>|[^<>\s][^<>]*>?)",
    re.DOTALL,
)
"""A tag that shapes a table; one that does what a plain table has not, or ``<`` in a text; a comment; an
element whose text is hidden; a text node, with a ``>`` in it that ends no tag. What looks for the next of
them skips all other markup at the pattern engine's speed."""
SIGN = "\x00"
"""A text that no page holds; what is put behind a part of a page is seen by the pattern, or hidden by it."""
FIRST = re.compile(r"<[tT][aA][bB][lL][eE]\b")
TEXT = re.compile(r">(\s*[^<>\s][^<>]*)<")
"""A text with the signs around it; four of five tags of an office program have none, and are skipped."""
SKIPPED = re.compile(
    rf"<!--.*?-->|(<!--.*)|<{_H}(?:({_HIDING})\b.*?</\2(?=[\s/>])|((?:{_HIDING})\b.*))", re.DOTALL
)
"""What no reader sees: a comment, an element whose text is hidden; groups 1 and 3 are what nothing ends."""
UNCLOSED = re.compile(r"<[a-zA-Z](?:[^<>\"']++|\"[^\"<>]*+\"|'[^'<>]*+')*+[\"']")
"""A tag with a quoted value that holds ``<`` or ``>``: what looks like tags may be a part of it."""
QUOTED = re.compile(r"[\"'][^\"'<>]*+<")
"""What a page has where a quoted value holds ``<``; most pages have it in scripts only."""
MUTE = re.compile(r"!--[^>]*--|[!?](?!--)[^>\[]*")
"""A whole comment, a document's type, an instruction."""
NAME = re.compile(r"(/?)([a-zA-Z][^\s/]*)")
STYLING = ("hid", "none", "collapse", "line-through", "vertical-align")
"""Where a tag has none of these, no style of it withdraws or hides a text."""
ENCODED = re.compile(rf"{any_case('style')}\s*=\s*[\"']?[^\"'<>]*(?:&|/\*)")
"""A style with character references or comments in it."""
SPANNED = re.compile(rf"\b({any_case('row')}|{any_case('col')}){any_case('span')}\s*=[\s\"']*(\d{{1,9}})")
MOST_SPANNED = 1000
"""Columns that HTML lets a cell span; no form has more columns, nor a cell more rows."""


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
            or (seen := _seen(text)) is None
            or _goes_on(seen)
            or shown(text) is not text
        )
        whole = not refused and page.looked_through(text)
    return page.rows(text) if whole else None


def _seen(text: str) -> str | None:
    """A part of a page with a mark for what no reader sees; None where that does not end in it."""
    parts = SKIPPED.split(text)
    if any((*parts[1::4], *parts[3::4])):
        return None
    return "<!>".join(parts[::4])  # a quoted value in which something was left out still holds "<"


def _goes_on(seen: str) -> bool:
    """Whether a tag goes on after what looks like its end."""
    return UNCLOSED.search(f"{seen}<") is not None


def _head(text: str, first: re.Match[str]) -> Sequence[tuple[str, ...]] | None:
    """The tokens of a page before its first table; None where they hide it, or may mislead."""
    head: str | None = text[: first.start()]
    if QUOTED.search(text, 0, first.end()) or withdraws(text[: first.start()]):
        head = _seen(text[: first.start()])
    if head is not None and QUOTED.search(f"{head}<") and _goes_on(head):
        return None
    if head is None or strikes(head) or hides_on(head):
        return None
    tokens = TOKEN.findall(f">{head}<br>{SIGN}")
    return tokens[:-1] if tokens[-1][3] == SIGN else None


class _Kinds(dict[str, int]):
    """What each tag met, given without its angle brackets, is to a plain table."""

    def __missing__(self, tag: str) -> int:
        kind = self[tag] = _kind(tag)
        return kind


NOTHING, CELL, ROW, TABLE, END, CELL_END, ROW_END, OTHER = range(8)
CLOSING = {CELL_END: {CELL, ROW, TABLE, END, ROW_END}, ROW_END: {ROW, TABLE, END, ROW_END}}
"""What each end of a cell or a row says nothing before: a cell or a text behind it is in none."""
Mark = tuple[int, str, int, int]
"""The kind of a tag that shapes a table, and the tag; or NOTHING and the half-open offsets of a text."""


def _kind(tag: str) -> int:
    """OTHER is what hides, strikes out or withdraws a text, and what is no tag."""
    named, lower = NAME.match(tag), tag.lower()
    if "/*" in tag or ("&" in tag and "style" in lower):
        return OTHER  # a style that has to be read first
    if tag.count('"') % 2 or tag.count("'") % 2:
        return OTHER
    if named is None:
        return NOTHING if MUTE.fullmatch(tag) else OTHER
    name, styled = named[2].lower(), any(word in lower for word in STYLING)
    own = f"<{tag if styled else named[0]}>"  # most tags have no style that hides: a look spares two patterns
    if name in _STRANGE_NAMES or (styled and STYLE.search(tag)) or hides(named[1] + name, own):
        return OTHER if name in HIDING or not named[1] else NOTHING
    return _SHAPED.get(named[1] + name, NOTHING)


Tags = list[tuple[int, str]]
"""Tags that shape a table, each with its kind."""


class _Markups(dict[str, Tags | None]):
    """The tags between two texts that shape a table, each with its kind; of each markup met, once.

    It is given without its first sign and its last. None where not all of it is plain tags.
    """

    def __init__(self) -> None:
        super().__init__()
        self.kinds = _Kinds()

    def __missing__(self, markup: str) -> Tags | None:
        found = self[markup] = self._shaping(markup)
        return found

    def _shaping(self, markup: str) -> Tags | None:
        *pieces, last = markup.split("<")
        tags = [piece.partition(">") for piece in pieces]
        if ">" in last or any(not closed or rest.strip() for _, closed, rest in tags):
            return None
        kinds = [(self.kinds[tag], tag) for tag in (*(tag for tag, _, _ in tags), last)]
        if any(kind == OTHER for kind, _ in kinds):
            return None
        shaping = [one for one in kinds if one[0]]
        after = [kind for kind, _ in shaping[1:]] + [NOTHING]
        return [one for one, kind in zip(shaping, after, strict=False) if kind not in CLOSING.get(one[0], ())]


class _Page:
    """A page while it is cut: the rows of its tables, the texts outside them."""

    def __init__(self) -> None:
        self.tables: list[list[list[str]]] = []
        self.rest: list[str] = []
        self.before: list[int] = []
        self.inside = self.row = self.cell = False
        self.marks: Callable[[str], Iterable[Mark]] = _marks
        self.tags: Callable[[str], Iterable[tuple[int, str]]] = _tags

    def rows(self, text: str) -> PlainRows:
        """The page as rows."""
        return PlainRows(
            self.tables,
            self.rest,
            self.before,
            lambda: _places(text, self.marks(text)),
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
        pieces, shapes = TEXT.split(text[first.start() + 1 : stop] + "<br"), _Markups()
        found = [shapes[markup] for markup in pieces[::2]]
        head = None if None in found else _head(text, first)
        if head is None:
            return None
        self.marks = partial(_divided_marks, first.start() + 1, pieces, found)
        self.tags = lambda _: chain.from_iterable(tags or () for tags in found)
        return self._taken(head) and self._cut(found, pieces[1::2]) and self.looked_through(text[stop:])

    def _cut(self, markups: Sequence[Tags | None], texts: Sequence[str]) -> bool:
        """Take texts and the markup between them in turn; False where they are not plain."""
        for tags, text in zip(markups, [*map(str.strip, texts), ""], strict=True):
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
            elif tag and not self._shaped(_SHAPES[tag]):
                return False
        return True


def _marks(text: str) -> Iterator[Mark]:
    """What shapes the tables of a page, and its texts, looked for one by one."""
    for found in TOKEN.finditer(f">{text}"):
        if kind := _SHAPES.get(found[1], NOTHING):
            start = found.start(1) - 1
            yield kind, text[start : text.find(">", start)], 0, 0
        elif found[4]:
            yield NOTHING, "", found.start(4) - 1, found.end(4) - 1


def _tags(text: str) -> Iterator[tuple[int, str]]:
    return ((kind, tag) for kind, tag, _, _ in _marks(text) if kind)


def _divided_marks(first: int, pieces: Sequence[str], found: Sequence[Tags | None], _: str) -> Iterator[Mark]:
    """The same from the first table to the last, of a page split at its texts from an offset on."""
    at = first
    for markup, tags, text in zip(pieces[::2], found, [*pieces[1::2], ""], strict=True):
        yield from ((kind, tag, 0, 0) for kind, tag in tags or ())
        at += len(markup) + 1
        if text:
            yield NOTHING, "", at, at + len(text)
        at += len(text) + 1


def _places(text: str, marks: Iterable[Mark]) -> list[list[tuple[Span, ...]]]:
    """Of each row the half-open offsets of its cells' texts."""
    rows: list[list[tuple[Span, ...]]] = []
    inside = False
    for kind, _, start, stop in marks:
        if kind == NOTHING:
            span = trim(text, start, stop) if inside else None
            if span:
                rows[-1][-1] += (span,)
        elif kind == CELL:
            rows[-1].append(())
        elif kind == ROW:
            rows.append([])
        elif kind in (TABLE, END):
            inside = kind == TABLE
    return rows


def _lefts(tags: Iterable[tuple[int, str]]) -> list[list[int]]:
    """The grid column of each cell, by the spans of those before it and above (WHATWG, forming a table)."""
    lefts: list[list[int]] = []
    covered: list[int] = []
    spans, left = _Spans(), 0
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


class _Spans(dict[str, tuple[int, int]]):
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


def _spelled(name: str) -> frozenset[str]:
    """A name in every mixture of cases."""
    found = {""}
    for letter in name:
        found = {start + end for start in found for end in (letter.lower(), letter.upper())}
    return frozenset(found)


_SHAPED = {"table": TABLE, "/table": END, "tr": ROW, "td": CELL, "th": CELL, "/td": CELL_END, "/th": CELL_END}
_SHAPED |= dict.fromkeys(
    ("/tr", *(f"{end}{name}" for name in ("tbody", "thead", "tfoot") for end in ("", "/"))), ROW_END
)
_SHAPES = {tag: kind for name, kind in _SHAPED.items() for tag in _spelled(name)}
"""What each tag that shapes a table is, in every spelling."""
