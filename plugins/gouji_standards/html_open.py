"""The open elements between two of a table's own: a cell's inline and block content, or strays."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gouji_standards.html_names import FORMATTING, REACHED, SCOPES, SPECIAL
from gouji_standards.html_nodes import Cell, Group, Piece, Row, Table
from gouji_standards.html_tokens import attributes

MOST_OPEN = 256
"""Open elements of one level; browsers stop at 512 in all. What opens deeper is not kept on the stack, so
that a search in it stays short."""

_STYLE = re.compile(r"display\s*+:\s*+(?:(none)|block|flex|grid|table\b|list-item)", re.IGNORECASE)


class Bit:
    """What an open element means for what stands in it, as bits of a number: an enum's are slower.

    ``FOREIGN`` marks nodes of SVG and MathML, ``SVG`` those of SVG, the points those that hold HTML, HTML in
    a formula's text, or SVG in an annotation (13.2.6, "integration point").
    """

    HIDDEN = 1
    PRESERVED = 2
    BLOCK = 4
    FOREIGN = 8
    SVG = 16
    HTML_POINT = 32
    MATH_POINT = 64
    SVG_POINT = 128
    POINTS = HTML_POINT | MATH_POINT | SVG_POINT


class Kind:
    """Which of a table's elements is the innermost open one, so the insertion mode; numbers, as ``Bit``."""

    BODY = 0
    TABLE = 1
    CAPTION = 2
    COLUMNS = 3
    SECTION = 4
    ROW = 5
    CELL = 6


FLOW = frozenset((Kind.BODY, Kind.CELL, Kind.CAPTION))
"""Where text and other elements stand at their place; elsewhere they are strays."""


@dataclass(slots=True)
class Level:
    """One open element of a table (or the body) with the other elements that are open in it.

    ``names`` and ``flags`` are these, outermost first; ``union`` is all their flags. ``content`` takes what
    stands here, None where nobody asks for it. ``group``, ``row`` and ``cell`` are the level's own node.
    """

    kind: int
    name: str
    content: list[Piece] | None
    hidden: bool = False
    table: Table | None = None
    group: Group | None = None
    row: Row | None = None
    cell: Cell | None = None
    names: list[str] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    union: int = 0

    @property
    def foreign(self) -> bool:
        """Whether the current node is one of SVG or MathML."""
        return bool(self.flags) and self.flags[-1] & Bit.FOREIGN != 0

    def push(self, name: str, flag: int) -> None:
        """Open an element."""
        if len(self.names) < MOST_OPEN:
            self.names.append(name)
            self.flags.append(flag)
            self.union |= flag

    def drop(self, name: str) -> bool:
        """Close the innermost element if it has this name and no effect."""
        plain = bool(self.names) and self.names[-1] == name and not self.flags[-1]
        if plain:
            del self.names[-1], self.flags[-1]
        return plain

    def cut(self, size: int) -> int:
        """Close all open elements from the given depth on; their flags."""
        gone = _union(self.flags[size:])
        del self.names[size:], self.flags[size:]
        if gone:
            self.union = _union(self.flags)
        return gone

    def end(self, names: frozenset[str], bars: frozenset[str]) -> int:
        """Close the innermost open element of these names; none if a bar is before it."""
        depth = self._reach(names, bars)
        return 0 if depth is None else self.cut(depth)

    def end_paragraph(self) -> int:
        """Close an open paragraph that is in scope."""
        return self.end(_PARAGRAPH, SCOPES) if "p" in self.names else 0

    def end_siblings(self, names: frozenset[str]) -> int:
        """Close the element that a start tag of its like ends."""
        return self.end(names, REACHED)

    def close(self, name: str) -> int:
        """Apply the end tag of an element that is no part of a table ("in body", 13.2.6.4.7)."""
        if name not in self.names:
            return 0
        if self.names[-1] == name and not self.foreign:
            return self.cut(len(self.names) - 1)
        depth = self._reach(frozenset((name,)), SCOPES if name in SPECIAL else SPECIAL)
        if depth is not None:
            return self.cut(depth)
        return self._lift(name) if name in FORMATTING else 0

    def _reach(self, names: frozenset[str], bars: frozenset[str]) -> int | None:
        for depth in range(len(self.names) - 1, -1, -1):
            if self.flags[depth] & Bit.FOREIGN:
                if self.flags[depth] & Bit.POINTS:
                    return None
                continue
            if self.names[depth] in names:
                return depth
            if self.names[depth] in bars:
                return None
        return None

    def _lift(self, name: str) -> int:
        """Take a formatting element out from around the blocks in it: what its end tag comes to."""
        depth = len(self.names) - 1 - self.names[::-1].index(name)
        flag = self.flags.pop(depth)
        del self.names[depth]
        self.union = _union(self.flags)
        return flag & ~Bit.BLOCK


_PARAGRAPH = frozenset(("p",))


def _union(flags: list[int]) -> int:
    union = 0
    for flag in flags:
        union |= flag
    return union


class Flags(dict[str, int]):
    """What start tags' attributes say, by their source: tags repeat, so it is kept."""

    def __missing__(self, rest: str) -> int:
        self[rest] = flag = flag_of(rest)
        return flag


def flag_of(rest: str) -> int:
    """What a start tag's attributes say about being seen, from its source after the name."""
    low = rest.lower()
    if "display" not in low and "hidden" not in low:
        return 0
    found = attributes(rest)
    style = _STYLE.search(found.get("style", ""))
    if "hidden" in found or (style is not None and style[1]):
        return Bit.HIDDEN
    return Bit.BLOCK if style else 0
