"""From tokens to the tree: text, elements that are no part of a table, raw text, foreign content."""

from __future__ import annotations

import re
from collections.abc import Iterable

from gouji.matrix import Span
from gouji_standards.html_names import (
    BLOCK,
    BREAKOUT,
    CELLS,
    CLOSES_P,
    CONTROLS,
    FOREIGN,
    FORMULA_TEXT,
    HEADINGS,
    HTML_POINTS,
    PAGE,
    PHRASING,
    PICTURES,
    PRESERVED,
    SCOPES,
    SIBLINGS,
    STRUCTURE,
    UNSEEN,
    VOID,
)
from gouji_standards.html_nodes import Break, Piece, Preserved, Table
from gouji_standards.html_open import FLOW, Bit, Flags, Kind, Level, flag_of
from gouji_standards.html_plain import SMALLEST, plain_matrix
from gouji_standards.html_tokens import (
    ANY_RAW,
    END_GROUP,
    ENTRANCE,
    EVENT,
    SELECT_END,
    SHOWN_RAW,
    START_GROUP,
    TEXT_GROUP,
    WHOLE_GROUP,
    WIKI_RAW,
    attributes,
    raw_end,
    self_closed,
    template_end,
)
from gouji_standards.html_tree import Tree

SHORT_CELLS = {"td": False, "TD": False, "th": True, "TH": True}
"""Names of cells as they are usually written, and whether they are header cells."""
WORD = re.compile(r"(?:[^\w&]|_|&(?![a-z#])|&(?:[a-z]+|\#[0-9a-fx]+);?)*+\w", re.IGNORECASE)
"""The first letter or figure of a text; what only parts links has none, references left out."""
OUTERMOST = 2
"""Levels where a table is open that stands in no other: the body's and its own."""
LOOKS = 4
"""How often a text is looked through for plain tables, all in all: of those that are open none has an end."""
_CDATA = "<![CDATA["
_POINTS = Bit.HTML_POINT | Bit.MATH_POINT


class Parser:
    """One pass over a source; ``literal`` are stretches whose tags are text (code in Markdown)."""

    def __init__(self, text: str, *, xml: bool = False) -> None:
        self.text = text
        self.xml = xml
        self.tree = Tree()
        self._flags = Flags()
        self._looks = LOOKS * len(text)

    def read(self, literal: Iterable[Span]) -> list[Table]:
        """All tables, in the order of their start tags; those still open at the end are closed there."""
        pos = 0
        for start, end in literal:
            self._stretch(pos, start)
            self._add(Preserved((start, end), markup=False))
            pos = end
        self._stretch(pos, len(self.text))
        self.tree.close_all(len(self.text))
        return self.tree.tables

    def _stretch(self, pos: int, limit: int) -> None:
        body = self.tree.levels[0]
        while pos < limit:
            if len(self.tree.levels) > 1 or body.union & Bit.FOREIGN:
                pos = self._inside(pos, limit)
            else:
                body.cut(0)
                pos = self._outside(pos, limit)

    def _outside(self, pos: int, limit: int) -> int:
        """Go to the next tag outside any table that can matter, and apply it; the offset to go on at."""
        found = ENTRANCE.match(self.text, pos, limit)
        if found is None or found.lastindex is None:
            return limit
        name, rest = found[1].lower(), found[2]
        if name == "select":
            end = SELECT_END.search(self.text, found.end(), limit)
            return end.end() if end else found.end()
        return self._start(name, rest, found.start(1) - 1, found.end(), limit)

    def _inside(self, pos: int, limit: int) -> int:
        """Apply tokens until the table ends or one reaches beyond itself; the offset to go on at."""
        levels = self.tree.levels
        for event in EVENT.finditer(self.text, pos, limit):
            group = event.lastindex
            if group == WHOLE_GROUP and self._short(event):
                continue
            if group == TEXT_GROUP:
                self._run(*event.span())
                continue
            if group == END_GROUP:
                if event[END_GROUP][-1:] != ">":
                    return limit
                self._end(event[END_GROUP - 1].lower(), event.end())
            else:
                pos = self._comment(event, limit) if group is None else self._element(event, limit)
                if pos != event.end():
                    return pos
            if len(levels) == 1 and not levels[0].union & Bit.FOREIGN:
                return event.end()
        return limit

    def _short(self, event: re.Match[str]) -> bool:
        """Apply a cell or a phrase that is written without tags inside, the most common case by far."""
        level = self.tree.levels[-1]
        name, rest, said = event.group(1, 2, 3)
        if level.row is not None and not level.names and name in SHORT_CELLS:
            content: list[Piece] = [event.span(WHOLE_GROUP)] if said else []
            cell = self.tree.add_cell(level.row, SHORT_CELLS[name], rest, event.end(2), content)
            cell.words = WORD.match(said) is not None
            return True
        if not self._is_phrase(level, name, rest):
            return False
        if said:
            self._run(*event.span(WHOLE_GROUP), linked=name == "a")
        return True

    def _is_phrase(self, level: Level, name: str, rest: str) -> bool:
        """Whether a start tag in a cell only opens its element."""
        if level.cell is None or name not in PHRASING or level.union & Bit.FOREIGN:
            return False
        return not self._flags[rest]

    def _element(self, event: re.Match[str], limit: int) -> int:
        """Apply a start tag, and the text and end tag that follow it if no tag is between; where to go on."""
        name, rest, end = event[1].lower(), event[2], event.end(2)
        if rest[-1:] != ">":
            return limit
        pos = self._start(name, rest, event.start(), end, limit)
        if event.lastindex == START_GROUP or pos != end:
            return pos
        if event[WHOLE_GROUP]:
            self._run(*event.span(WHOLE_GROUP))
        self._end(name, event.end())
        return event.end()

    def _comment(self, event: re.Match[str], limit: int) -> int:
        """Pass over a comment; in foreign content ``<![CDATA[`` is text up to its end (13.2.5.42)."""
        if not self.tree.levels[-1].foreign or not event[0].startswith(_CDATA):
            return event.end()
        start = event.start() + len(_CDATA)
        end = self.text.find("]]>", start, limit)
        stop = limit if end < 0 else end
        self._add(Preserved((start, stop), markup=False))
        return stop + len("]]>") if end >= 0 else limit

    def _run(self, start: int, end: int, *, linked: bool = False) -> None:
        """Put a text run where it belongs; blanks between a table's elements belong nowhere."""
        level = self.tree.levels[-1]
        blank = self.text[start:end].isspace()
        if not level.names and level.kind not in FLOW:
            if blank:
                return
            if level.kind == Kind.COLUMNS:
                self.tree.pop()
        self._add(Preserved((start, end)) if level.union & Bit.PRESERVED else (start, end))
        if not blank and level.cell is not None and not level.union & Bit.HIDDEN:
            if linked or "a" in level.names:
                level.cell.links = True
            elif not level.cell.words:
                level.cell.words = WORD.match(self.text, start, end) is not None

    def _add(self, piece: Piece) -> None:
        """Put a piece into the content of the innermost level, unless it is hidden."""
        level = self.tree.levels[-1]
        if level.content is not None and not (level.hidden or level.union & Bit.HIDDEN):
            level.content.append(piece)

    def _start(self, name: str, rest: str, start: int, end: int, limit: int) -> int:
        """Apply a start tag; the offset to go on at."""
        level = self.tree.levels[-1]
        if self._is_phrase(level, name, rest):
            level.push(name, 0)
            return end
        if level.foreign and self._in_foreign(level, name, rest):
            return end
        if level.row is not None and not level.names and name in CELLS:
            self.tree.open_cell(level.row, name, rest, end)
        elif name in STRUCTURE:
            self.tree.start(name, rest, start, end)
            if name == "table":
                return self._plain(start, end, limit)
        elif name in ANY_RAW:
            self._flow_level()
            return self._raw(name, rest, end, limit)
        elif name == "template":
            return template_end(self.text, end, limit)
        elif name in FOREIGN:
            _open_foreign(self._flow_level(), name, rest, svg=name == "svg")
        elif name not in PAGE:
            self._open(self._flow_level(), name, rest)
        return end + _first_break(self.text, end) if name in PRESERVED else end

    def _plain(self, start: int, end: int, limit: int) -> int:
        """Read the table just opened as a whole if it is large, plain and in no other; where to go on."""
        levels = self.tree.levels
        if len(levels) != OUTERMOST or levels[-1].kind != Kind.TABLE or self._looks < 0:
            return end
        closing = "</table>" if self.text[start + 1] == "t" else "</TABLE>"
        stop = self.text.find(closing, end, limit)
        self._looks -= (limit if stop < 0 else stop) - end
        table = self.tree.tables[-1]
        if stop - end < SMALLEST or table.role or table.hidden:
            return end
        table.plain = plain_matrix(self.text, end, stop)
        if table.plain is None:
            return end
        self.tree.end("table", stop + len(closing))
        return stop + len(closing)

    def _flow_level(self) -> Level:
        """The level that takes an element which is no part of a table: columns end before it."""
        if self.tree.levels[-1].kind == Kind.COLUMNS:
            self.tree.pop()
        return self.tree.levels[-1]

    def _open(self, level: Level, name: str, rest: str) -> None:
        """Apply the start tag of an element that may stand anywhere."""
        if level.cell is not None:
            level.cell.heading = level.cell.heading or name in HEADINGS
            level.cell.controls = level.cell.controls or (name in CONTROLS and not _is_hidden(rest))
        gone = level.end_paragraph() if name in CLOSES_P else 0
        gone |= level.end_siblings(SIBLINGS[name]) if name in SIBLINGS else 0
        if gone & Bit.BLOCK or name == "hr":
            self._add(Break.BLOCK)
        if name in VOID:
            self._void(level, name)
            return
        flag = self._flags[rest] | (Bit.BLOCK if name in BLOCK else 0)
        if flag & Bit.BLOCK:
            self._add(Break.BLOCK)
        level.push(name, flag | Bit.PRESERVED if name in PRESERVED else flag)

    def _void(self, level: Level, name: str) -> None:
        if name == "br":
            self._add(Break.LINE)
        elif name in PICTURES and level.cell is not None:
            level.cell.links = True

    def _raw(self, name: str, rest: str, end: int, limit: int) -> int:
        """Pass over a raw element's content, or take it where it is printed."""
        stop = raw_end(self.text, name, end, limit)
        if (name in WIKI_RAW or (self.xml and stop == limit)) and self_closed(rest):
            return end
        if name == "nowiki":
            self._add((end, stop))
        elif name in SHOWN_RAW:
            first = end + _first_break(self.text, end) if name == "textarea" else end
            self._add(Preserved((min(first, stop), stop), markup=name == "textarea"))
        return stop

    def _in_foreign(self, level: Level, name: str, rest: str) -> bool:
        """Apply a start tag within SVG or MathML; False where it is to be taken as HTML."""
        flag = level.flags[-1]
        if flag & Bit.HTML_POINT or (flag & Bit.SVG_POINT and name == "svg"):
            return False
        if flag & Bit.MATH_POINT and name not in ("mglyph", "malignmark"):
            return False
        if name in BREAKOUT or (name == "font" and {"color", "face", "size"} & attributes(rest).keys()):
            _break_out(level)
            return False
        _open_foreign(level, name, rest, svg=bool(flag & Bit.SVG))
        return True

    def _end(self, name: str, end: int) -> None:
        """Apply an end tag that ends at an offset."""
        level = self.tree.levels[-1]
        if level.drop(name):
            return
        if level.foreign:
            if name in ("br", "p"):
                _break_out(level)
            elif _end_foreign(level, name):
                return
        if name in STRUCTURE:
            self.tree.end(name, end)
        elif name == "br":
            self._add(Break.LINE)
        elif level.names or name == "p":
            self._end_element(level, name)

    def _end_element(self, level: Level, name: str) -> None:
        if name == "p":
            gone = level.end_paragraph() | Bit.BLOCK
        else:
            gone = level.end(HEADINGS, SCOPES) if name in HEADINGS else level.close(name)
        if gone & Bit.BLOCK:
            self._add(Break.BLOCK)


def _first_break(text: str, pos: int) -> int:
    """The length of a line break right after ``<pre>``, which is not printed."""
    if text.startswith("\r\n", pos):
        return 2
    return 1 if text[pos : pos + 1] in ("\n", "\r") else 0


def _is_hidden(rest: str) -> bool:
    return "hidden" in rest.lower() and attributes(rest).get("type", "").lower() == "hidden"


def _open_foreign(level: Level, name: str, rest: str, *, svg: bool) -> None:
    """Open an element of SVG or MathML."""
    if self_closed(rest):
        return
    flag = Bit.FOREIGN | flag_of(rest)
    if svg:
        flag |= Bit.SVG
        flag |= Bit.HTML_POINT if name in HTML_POINTS else 0
        flag |= Bit.HIDDEN if name in UNSEEN else 0
    elif name == "annotation-xml":
        encoding = attributes(rest).get("encoding", "").lower()
        html = encoding in ("text/html", "application/xhtml+xml")
        flag |= Bit.HTML_POINT if html else Bit.SVG_POINT
    else:
        flag |= Bit.MATH_POINT if name in FORMULA_TEXT else 0
        flag |= Bit.HIDDEN if name == "annotation" else 0
    level.push(name, flag)


def _break_out(level: Level) -> None:
    """Close foreign elements up to one that holds HTML."""
    depth = len(level.flags)
    while depth and level.flags[depth - 1] & Bit.FOREIGN and not level.flags[depth - 1] & _POINTS:
        depth -= 1
    level.cut(depth)


def _end_foreign(level: Level, name: str) -> bool:
    """Apply an end tag to the foreign elements; False if none of them has its name."""
    for depth in range(len(level.names) - 1, -1, -1):
        if not level.flags[depth] & Bit.FOREIGN:
            return False
        if level.names[depth] == name:
            level.cut(depth)
            return True
    return False
