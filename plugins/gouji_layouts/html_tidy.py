"""Tables of tidy markup read by arrays: the same result as the tree's, in less time.

Most converters print markup that balances: every ``<`` opens a tag that the next ``>`` ends, attributes stand
in double quotes, rows and cells are nested as the standard has them without implied tags other than sections
and cell ends. Whether a text is tidy is checked in full; anything else is left to ``html_tree``.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from gouji.document import Document
from gouji.line_table import codes_of
from gouji_layouts.html_scan import next_opening, trim
from gouji_layouts.html_table import SHORTEST_SPAN, Sizes, Table
from gouji_standards.code_spans import holding
from gouji_standards.html_plain import odd_signs

Int = NDArray[np.int64]
Codes = NDArray[np.uint32]

MAX_STRETCH = 1 << 25
"""Characters up to which tables are read by arrays; beyond, their memory outweighs the time."""
_LETTERS = {
    "tabl": ("T", "t"),
    "thea": ("A", "a"),
    "tbod": ("B", "b"),
    "tfoo": ("F", "f"),
    "tr": ("R", "r"),
    "td": ("D", "d"),
    "th": ("H", "h"),
    "col": ("C", "C"),
    "colg": ("C", "C"),
}
"""The letters of start and end tags in the table's outline, by the first four characters of their names."""
_FOREIGN = (
    "capt",
    "del",
    "s",
    "stri",
    "scri",
    "styl",
    "titl",
    "text",
    "xmp",
    "ifra",
    "noem",
    "nofr",
    "plai",
    "temp",
)
"""First four characters of elements that the tree must read."""
_ROWS = "(?:R(?:Dd?|Hh?)*r?)"
_OUTLINE = re.compile(rf"(?:TC*(?:A{_ROWS}*a?|B{_ROWS}*b?|F{_ROWS}*f?|{_ROWS}++)*t)*".replace("*", "*+"))
_NAME = re.compile(r"</?(table|thead|tbody|tfoot|colgroup|col)(?=[\t\n\f\r />])", re.IGNORECASE)
_FRAME = np.frombuffer(b"TtAaBbFfCR", dtype=np.uint8)
"""Letters that shape tables down to their rows."""
_ASCII = 0x80
_BREAKS = np.isin(np.arange(ord(" ")), [ord(blank) for blank in "\t\n\f\r"])
"""Which control characters separate attributes; a text with others is not tidy."""
_BLANKS = 6
"""Blanks taken off both ends of all runs at once, as deep as converters indent; the rest goes run by run."""
_SECTIONS = {"A": "thead", "B": "tbody", "F": "tfoot"}


def _key(name: str) -> int:
    return int.from_bytes(name.encode().ljust(4, b"\0"), "big")


_KNOWN = sorted(
    [(_key(name), ord(opening), ord(ending)) for name, (opening, ending) in _LETTERS.items()]
    + [(_key(name), ord("!"), ord("!")) for name in (*_FOREIGN, "row", "cell", "entr")]
)
_KEYS = np.array([key for key, _, _ in _KNOWN], dtype=np.uint32)
_MARKS = np.array([marks for _, *marks in _KNOWN], dtype=np.uint8)


@dataclass(slots=True)
class _Tags:
    """The tags of a stretch: offsets of ``<`` and ``>`` in it, and a letter each, 0 for inline markup."""

    opens: Int
    closes: Int
    letters: NDArray[np.uint8]


def tidy_tables(document: Document) -> list[Table] | None:
    """The tables of a document as the tree gives them, or None where its markup is not tidy."""
    text = document.text
    name, start, _ = next_opening(text, 0)
    stop = text.rfind("</table>") + len("</table>")
    if name != "table" or not start < stop <= start + MAX_STRETCH or text.find("'", start, stop) >= 0:
        return None
    codes = codes_of(text[start:stop])
    tags = _tags(codes)
    if tags is None or next_opening(text, stop)[0]:
        return None
    if not _OUTLINE.fullmatch(tags.letters[tags.letters > 0].tobytes().decode("latin-1")):
        return None
    return _Reader(text, start, codes, tags).read()


def _tags(codes: Codes) -> _Tags | None:
    opens, closes = np.flatnonzero(codes == ord("<")), np.flatnonzero(codes == ord(">"))
    if len(opens) != len(closes) or (opens >= closes).any() or (closes[:-1] >= opens[1:]).any():
        return None
    control = codes[codes < ord(" ")]
    if not (_BREAKS[control].all() and _plainly_quoted(codes, opens, closes)):
        return None
    ending = codes[opens + 1] == ord("/")
    key = _name_keys(codes, opens + np.int64(1) + ending)
    if key is None:
        return None
    place = np.searchsorted(_KEYS, key)
    place[place == len(_KEYS)] = 0
    letters = np.where(_KEYS[place] == key, _MARKS[place, ending.view(np.uint8)], np.uint8(0))
    return _Tags(opens, closes, letters)


def _plainly_quoted(codes: Codes, opens: Int, closes: Int) -> bool:
    """Whether quotes stand in tags only, and pair by pair after the ``=`` that follows a name."""
    quotes = np.flatnonzero(codes == ord('"'))
    equals = np.flatnonzero(codes == ord("="))
    if len(quotes) % 2 or (len(quotes) and quotes[0] < opens[0]):
        return False
    tag = np.searchsorted(opens, quotes) - 1
    if (quotes > closes[tag]).any() or (tag[::2] != tag[1::2]).any():
        return False
    outside = equals[np.searchsorted(quotes, equals) % 2 == 0]
    if len(outside) * 2 != len(quotes) or (outside + 1 != quotes[::2]).any():
        return False
    before = codes[outside - 1]
    named = (before > ord(" ")) & (before != ord("/")) & (before != ord('"')) & (before != ord("<"))
    last, other = codes[quotes[1::2] - 1], codes[quotes[1::2] - 2]
    # A tag name may hold a quote, and then the pairs end elsewhere; where none follows "=" all is the same.
    opening = (last == ord("=")) | ((last <= ord(" ")) & ((other <= ord(" ")) | (other == ord("="))))
    return bool(named.all() and not opening.any())


def _name_keys(codes: Codes, at: Int) -> NDArray[np.uint32] | None:
    """The first four characters of each tag's name, lower case, packed; None where one is no letter."""
    last = len(codes) - 1
    key: NDArray[np.uint32] = np.zeros(len(at), dtype=np.uint32)
    going = np.ones(len(at), dtype=np.bool_)
    for i in range(4):
        code = codes[np.minimum(at + i, last)]
        going &= (code > ord(" ")) & (code != ord("/")) & (code != ord(">"))
        lower = np.where(code < _ASCII, code | 0x20, np.uint32(_ASCII))
        if not i and ((lower < ord("a")) | (lower > ord("z"))).any():
            return None
        key = (key << np.uint32(8)) | np.where(going, lower, np.uint32(0))
    return key


class _Reader:
    """Cuts the arrays of a stretch that starts at ``start`` into tables."""

    def __init__(self, text: str, start: int, codes: Codes, tags: _Tags) -> None:
        self.text, self.start, self.codes, self.tags = text, start, codes, tags
        is_head = tags.letters == ord("H")
        is_cell = is_head | (tags.letters == ord("D"))
        self.cells = np.flatnonzero(is_cell)
        self.heads = np.flatnonzero(is_head[self.cells]).tolist()
        self.before: Int = np.cumsum(is_cell)
        self.edges, self.firsts = self._edges()
        self.sizes = self._sizes()

    def read(self) -> list[Table] | None:
        """The tables in source order; None if a tag that looks like a table's is another."""
        letters = self.tags.letters
        frame = np.flatnonzero(np.isin(letters, _FRAME))
        outline = letters[frame].tobytes().decode("latin-1")
        begins = (self.tags.opens[frame] + self.start).tolist()
        counts = self.before[frame].tolist()
        tables: list[Table] = []
        base = 0
        for letter, begin, count in zip(outline, begins, counts, strict=True):
            if letter == "R":
                tables[-1].open_row("tr", count - base)
            elif letter == "T":
                base = count
                tables.append(Table(begin, begin))
            elif letter in _SECTIONS:
                tables[-1].open_section(_SECTIONS[letter])
            elif letter == "t":
                self._fill(tables[-1], base, count)
                tables[-1].end = self.text.index(">", begin) + 1
            else:
                tables[-1].close_section()
            if letter != "R" and not _NAME.match(self.text, begin):
                return None
            if letter == "T" and self.text[self.text.index(">", begin) - 1] == "/":
                return None
        return [table for table in tables if table.cells]

    def _fill(self, table: Table, first: int, stop: int) -> None:
        """Give a table its cells, those from ``first`` to ``stop``."""
        table.close_section()
        edge = self.firsts[first]
        table.edges = self.edges[edge : self.firsts[stop]]
        table.cells = [at - edge for at in self.firsts[first:stop]]
        heads = self.heads[bisect_left(self.heads, first) : bisect_left(self.heads, stop)]
        table.heads = {cell - first for cell in heads}
        spanned = self.sizes[bisect_left(self.sizes, (first,)) : bisect_left(self.sizes, (stop,))]
        table.spans = {cell - first: size for cell, size in spanned}

    def _sizes(self) -> list[tuple[int, tuple[int, int]]]:
        """The cells that cover several slots, with their rows and columns."""
        begins = self.tags.opens[self.cells] + len("<td")
        ends = self.tags.closes[self.cells] + 1
        long = np.flatnonzero(ends - begins >= SHORTEST_SPAN)
        places = zip(
            long.tolist(),
            (begins[long] + self.start).tolist(),
            (ends[long] + self.start).tolist(),
            strict=True,
        )
        sizes = Sizes()
        found = [(cell, sizes[self.text[begin:end]]) for cell, begin, end in places]
        return [pair for pair in found if pair[1] != (1, 1)]

    def _edges(self) -> tuple[list[int], list[int]]:
        """The edges of all cells' runs, and the first edge of each cell; a blank cell has an empty run."""
        owners, starts, ends = self._trimmed(*self._runs())
        count = np.bincount(owners, minlength=len(self.cells))
        firsts = np.append(0, np.cumsum(2 * np.maximum(count, 1)))
        edges = np.empty(firsts[-1], dtype=np.int64)
        blank = np.flatnonzero(count == 0)
        edges[firsts[blank]] = edges[firsts[blank] + 1] = self.tags.closes[self.cells[blank]] + self.start + 1
        before = np.cumsum(count) - count
        place = firsts[owners] + 2 * (np.arange(len(owners)) - before[owners])
        edges[place], edges[place + 1] = starts, ends
        return edges.tolist(), firsts.tolist()

    def _trimmed(self, owners: Int, starts: Int, ends: Int) -> tuple[Int, Int, Int]:
        """The runs without what prints nothing at their ends; those with odd signs are looked at alone."""
        first, last = starts - self.start, ends - self.start
        held = holding(odd_signs(self.codes) | (self.codes == ord("\\")), first, last)
        held |= (self.codes[first] <= ord(" ")) | (self.codes[last - 1] <= ord(" "))
        kept = np.ones(len(owners), dtype=np.bool_)
        for run in np.flatnonzero(held).tolist():
            span = trim(self.text, int(starts[run]), int(ends[run]))
            kept[run] = span is not None
            starts[run], ends[run] = span or (0, 0)
        return owners[kept], starts[kept], ends[kept]

    def _runs(self) -> tuple[Int, Int, Int]:
        """Cell, start and end of each gap between tags that lies in a cell and is not blank."""
        tags = self.tags
        starts, ends = tags.closes[:-1] + 1, tags.opens[1:]
        index = np.arange(len(tags.letters))
        latest = np.maximum.accumulate(np.where(tags.letters > 0, index, 0))[:-1]
        letter = tags.letters[latest]
        inside = ((letter == ord("D")) | (letter == ord("H"))) & (starts < ends)
        owners, starts, ends = np.searchsorted(self.cells, latest[inside]), starts[inside], ends[inside]
        for _ in range(_BLANKS):
            starts = starts + (self.codes[starts] <= ord(" "))
            ends = ends - (self.codes[ends - 1] <= ord(" "))
            printed = starts < ends
            owners, starts, ends = owners[printed], starts[printed], ends[printed]
        return owners, starts + self.start, ends + self.start
