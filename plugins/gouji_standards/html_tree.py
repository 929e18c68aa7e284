"""Tree construction of an HTML source as far as tables are concerned (WHATWG 13.2.6).

The stack of open elements is cut into levels: one for each open element of a table, holding the other
elements open in it. The insertion mode is the kind of the innermost level; a table's element ends by cutting
levels off, so that "clear the stack back to a table context" is never a search.
"""

from __future__ import annotations

from collections.abc import Callable

from gouji_standards.html_names import SECTIONS
from gouji_standards.html_nodes import Cell, Group, Piece, Row, Table
from gouji_standards.html_open import FLOW, Bit, Kind, Level, flag_of
from gouji_standards.html_tokens import attributes, whole_number

MOST_LEVELS = 2048
"""Open elements of tables, four a table: browsers stop at 512 nodes. A table that opens deeper is passed
over."""
MAX_COLSPAN, MAX_ROWSPAN = 1000, 65534
"""The standard's clamps (4.9.11)."""
_LONGEST_PLAIN = len(" hidden")


class Sizes(dict[str, tuple[int, int, bool]]):
    """Rows (0 to the end of the group), columns and whether it is hidden, by a cell's tag after the name.

    Tags repeat, so what they say is kept. ``said`` tells a tag's attributes; wikis let repeated ones win.
    """

    def __init__(self, said: Callable[[str], dict[str, str]] = attributes) -> None:
        super().__init__()
        self.said = said

    def __missing__(self, rest: str) -> tuple[int, int, bool]:
        size = (1, 1, bool(flag_of(rest) & Bit.HIDDEN))
        if "span" in rest.lower():
            found = self.said(rest)
            rows = whole_number(found.get("rowspan"), MAX_ROWSPAN)
            cols = whole_number(found.get("colspan"), MAX_COLSPAN)
            size = (1 if rows is None else rows, cols or 1, size[2])
        self[rest] = size
        return size


class Tree:
    """The open levels and the tables found, in the order of their start tags."""

    def __init__(self) -> None:
        self.tables: list[Table] = []
        self.levels = [Level(Kind.BODY, "body", None)]
        self.at = 0
        self._sizes = Sizes()

    @property
    def level(self) -> Level:
        """The innermost level."""
        return self.levels[-1]

    def start(self, name: str, rest: str, pos: int, end: int) -> None:
        """Apply the start tag of a table's element, between the offsets ``pos`` and ``end``."""
        self.at = pos
        while self._makes_way(name):
            pass
        kind = self.level.kind
        if name == "table":
            self._open_table(rest, pos, end)
        elif kind == Kind.BODY or name == "col":
            return
        elif name == "colgroup":
            self._open(Level(Kind.COLUMNS, name, None))
        elif name == "caption":
            self._open_caption(rest)
        elif name in SECTIONS:
            self._open_group(name, rest)
        elif name == "tr":
            self._open_row(rest)
        elif self.level.row is not None:
            self.open_cell(self.level.row, name, rest, end)

    def _makes_way(self, name: str) -> bool:
        """Close or imply one element before a start tag; False when the tag can be applied."""
        level = self.level
        kind = level.kind
        if kind == Kind.BODY or (name == "table" and kind in FLOW):
            return False
        if kind in FLOW or (kind == Kind.COLUMNS and name != "col"):
            self.pop()
            return True
        level.cut(0)
        if name == "table" or (kind == Kind.ROW and name not in ("td", "th")):
            self.pop()
            return True
        if kind == Kind.SECTION and name not in ("tr", "td", "th"):
            self.pop()
            return True
        return self._implies(kind, name)

    def _implies(self, kind: int, name: str) -> bool:
        """Open what stands between an open element and a tag, if anything is left out."""
        if kind == Kind.TABLE and name in ("tr", "td", "th"):
            self._open_group("tbody", "")
        elif kind == Kind.TABLE and name == "col":
            self._open(Level(Kind.COLUMNS, "colgroup", None))
        elif kind == Kind.SECTION and name in ("td", "th"):
            self._open_row("")
        else:
            return False
        return True

    def end(self, name: str, end: int) -> None:
        """Apply the end tag of a table's element, which ends at an offset; it is ignored out of scope."""
        self.at = end
        while self.level.kind != Kind.BODY:
            level = self.level
            if level.kind == Kind.COLUMNS and name not in ("col", "colgroup"):
                self.pop()
                continue
            if level.name == name:
                if level.kind == Kind.TABLE and level.table is not None:
                    level.table.closed = True
                self.pop()
                return
            if name not in _OUTSIDE[level.kind] or not self._in_scope(name):
                return
            self.pop()

    def _in_scope(self, name: str) -> bool:
        """Whether a section of this name is open in the innermost table; other elements always are."""
        if name not in SECTIONS:
            return True
        for level in reversed(self.levels):
            if level.kind == Kind.SECTION:
                return level.name == name
            if level.kind in (Kind.TABLE, Kind.CAPTION):
                return False
        return False

    def pop(self) -> None:
        """Close the innermost level."""
        level = self.levels.pop()
        if level.kind == Kind.TABLE and level.table is not None:
            level.table.end = self.at

    def _open(self, level: Level) -> None:
        """Put a level on the stack; it is hidden where the one around it is."""
        outer = self.level
        level.hidden = level.hidden or outer.hidden or bool(outer.union & Bit.HIDDEN)
        level.table = level.table or outer.table
        self.levels.append(level)

    def _open_table(self, rest: str, pos: int, end: int) -> None:
        outer = self.level
        if len(self.levels) > MOST_LEVELS:
            return
        hidden = outer.hidden or bool((outer.union | flag_of(rest)) & Bit.HIDDEN)
        role = attributes(rest).get("role", "") if "role" in rest.lower() else ""
        table = Table(pos, end, role.strip().lower(), hidden)
        self.tables.append(table)
        if outer.content is not None:
            outer.content.append(table)
        self._open(Level(Kind.TABLE, "table", table.strays, hidden, table))

    def _open_caption(self, rest: str) -> None:
        table = self.level.table
        level = Level(Kind.CAPTION, "caption", [], bool(flag_of(rest) & Bit.HIDDEN))
        if table is not None and table.caption is None and not level.hidden:
            table.caption = level.content
        self._open(level)

    def _open_group(self, name: str, rest: str) -> None:
        table = self.level.table
        group = Group(name, hidden=bool(flag_of(rest) & Bit.HIDDEN))
        if table is not None:
            table.groups.append(group)
            self._open(Level(Kind.SECTION, name, table.strays, group.hidden, group=group))

    def _open_row(self, rest: str) -> None:
        level = self.level
        row = Row(hidden=bool(flag_of(rest) & Bit.HIDDEN))
        if level.group is not None:
            level.group.rows.append(row)
        self._open(Level(Kind.ROW, "tr", level.content, row.hidden, row=row))

    def open_cell(self, row: Row, name: str, rest: str, end: int) -> None:
        """Open a cell in the open row; ``rest`` is its start tag's source after the name."""
        cell = self.add_cell(row, name == "th", rest, end, [])
        self._open(Level(Kind.CELL, name, cell.content, cell.hidden, cell=cell))

    def add_cell(self, row: Row, head: bool, rest: str, end: int, content: list[Piece]) -> Cell:  # noqa: FBT001
        """Add a cell to a row, without opening it."""
        cell = Cell(head, end, content)
        if len(rest) > _LONGEST_PLAIN:
            cell.rows, cell.cols, cell.hidden = self._sizes[rest]
        row.cells.append(cell)
        return cell

    def close_all(self, end: int) -> None:
        """End the source: what is open ends there."""
        self.at = end
        while len(self.levels) > 1:
            self.pop()


_PARTS = SECTIONS | {"table"}
_OUTSIDE = {
    Kind.TABLE: frozenset[str](),
    Kind.CAPTION: frozenset(("table",)),
    Kind.COLUMNS: frozenset[str](),
    Kind.SECTION: frozenset(("table",)),
    Kind.ROW: _PARTS,
    Kind.CELL: _PARTS | {"tr"},
}
"""For an open element the end tags that end it from outside."""
