"""Which cells an HTML source's tables have: the tree construction rules that concern tables.

Only tables, sections, rows, cells and captions are kept, with the end tags the standard implies. Tags that
the standard would move out of a table (between its cells) belong to no cell, nor does text between its rows;
words between the cells of a row are a cell that lost its start tag, which holds the place of its figure.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

from gouji_layouts.html_scan import (
    EVENT,
    RAW,
    STRUCK,
    STRUCTURE,
    attributes,
    hidden_end,
    next_opening,
    self_closed,
    struck_step,
    trim,
)
from gouji_layouts.html_table import SHORTEST_SPAN, XML_CELLS, Sizes, Table, cell_size

SECTIONS = ("thead", "tbody", "tfoot")
TAG_GROUP, RUN_GROUP = 5, 6


class Tree:
    """The stack of open tables and the tables found, by their start tags' order."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tables: list[Table] = []
        self.open: list[Table] = []
        self._sizes = Sizes()

    def read(self) -> list[Table]:
        """All tables of the text; those still open at its end are closed there."""
        pos, size = 0, len(self.text)
        while pos < size:
            pos = self._read_open(pos) if self.open else self._enter(pos)
        while self.open:
            self.close_table(size)
        return self.tables

    def _enter(self, pos: int) -> int:
        """Open the next table, an implied one for a row or cell that lost its table's start."""
        name, start, end = next_opening(self.text, pos)
        if name:
            self.open_table(start)
        return end if name in ("", "table") else start

    def _read_open(self, pos: int) -> int:
        """Read events until no table is open or a hidden element is passed; the offset to go on at."""
        cell, tag = self._add_cell, self._tag
        for event in EVENT.finditer(self.text, pos):
            group = event.lastindex
            if group is None:
                continue
            if group < TAG_GROUP:
                cell(event)
            elif group == RUN_GROUP:
                self._add_run(*event.span(RUN_GROUP))
            else:
                pos = tag(event)
                if pos != event.end() or not self.open:
                    return pos
        return len(self.text)

    def _add_cell(self, event: re.Match[str]) -> None:
        """Add a cell with its first run, and close it where its end tag follows at once."""
        table = self.open[-1]
        source, run, closed = event.group(2, 3, 4)
        head = event.start(1) >= 0
        table.open_cell("th" if head else "td", event.end(2))
        if head or len(source) >= SHORTEST_SPAN:
            table.describe_cell(self._sizes[source], head=head)
        if run:
            table.edges += event.span(3) if run.isalnum() else trim(self.text, *event.span(3)) or ()
        if closed is not None:
            table.close_cell()

    def _add_run(self, start: int, end: int) -> None:
        """Add a text run to the open cell or caption, unless it is struck out or blank."""
        table = self.open[-1]
        if table.runs is not None:
            if not table.struck:
                table.runs += trim(self.text, start, end) or ()
        elif table.row:
            self._add_lost(start, end)

    def _add_lost(self, start: int, end: int) -> None:
        """Add a run with letters or digits between the cells of a row: a cell that lost its start tag.

        With the last sign before it, which ends a tag, it is no figure that anybody could vouch for.
        """
        table, inked = self.open[-1], trim(self.text, start, end)
        if inked is not None and any(map(str.isalnum, self.text[slice(*inked)])):
            table.open_cell("td", start)
            last = self.text.rindex(">", 0, start)
            table.edges += (last, inked[1]) if last + 1 == inked[0] else (last, last + 1, *inked)

    def _tag(self, event: re.Match[str]) -> int:
        """Apply a tag and return the offset to go on at."""
        name = event[TAG_GROUP].lower().lstrip("\\")
        start, end = event.start(TAG_GROUP) - 1, event.end()
        if self.text[end - 1] != ">":
            return len(self.text)
        action = _ACTIONS.get(name)
        if action is not None:
            action(self, name, start, end)
            return end
        return hidden_end(self.text, name, start, end)

    def open_table(self, start: int) -> None:
        """Open a table: nested in the open cell, else in place of the open table."""
        if self.open:
            if self.open[-1].runs is None:
                self.close_table(start)
            else:
                self.open[-1].nested = True
        table = Table(start, start)
        self.tables.append(table)
        self.open.append(table)

    def close_table(self, end: int) -> None:
        """Close the innermost table."""
        table = self.open.pop()
        table.close_section()
        table.end = end
        if self.tables[-1] is table and (not table.cells or self._given_up(table)):
            self.tables.pop()

    def _given_up(self, table: Table) -> bool:
        """Whether a table of one cell gives its text up to the blank cell that it stands in, among others."""
        around = self.open[-1] if self.open else None
        if around is None or not around.inked or around.runs is not around.edges:
            return False
        if len(table.cells) > 1 or len(around.edges) > around.cells[-1]:
            return False
        around.edges += table.edges if table.inked else ()
        return True


_NUMBER = re.compile(r"[0-9]{1,4}\Z", re.ASCII)
"""The number at the end of a column's name."""

_Action = Callable[[Tree, str, int, int], None]


def _start_table(tree: Tree, _name: str, start: int, end: int) -> None:
    if not self_closed(tree.text[start:end]):
        tree.open_table(start)


def _end_table(tree: Tree, _name: str, _start: int, end: int) -> None:
    tree.close_table(end)


def _start_section(tree: Tree, name: str, _start: int, _end: int) -> None:
    tree.open[-1].open_section(name)


def _end_section(tree: Tree, name: str, _start: int, _end: int) -> None:
    if tree.open[-1].section == name[1:]:
        tree.open[-1].close_section()


def _start_row(tree: Tree, name: str, _start: int, _end: int) -> None:
    table = tree.open[-1]
    if name == "tr" or table.cell in ("", *XML_CELLS):
        table.open_row(name)


def _end_row(tree: Tree, name: str, _start: int, _end: int) -> None:
    if tree.open[-1].row == name[1:]:
        tree.open[-1].close_row()


def _start_xml_cell(tree: Tree, name: str, start: int, end: int) -> None:
    table = tree.open[-1]
    if table.cell in ("", *XML_CELLS):
        table.open_cell(name, end)
        found = attributes(tree.text[start + len(name) + 1 : end - 1])
        size = _cals_size(found) if name == "entry" else cell_size(found, ("rows", "cols"))
        table.describe_cell(size, head=found.get("role") in ("head", "label"))


def _cals_size(found: Mapping[str, str]) -> tuple[int, int]:
    """Rows and columns of a CALS entry: ``morerows`` counts those below, column names end in a number."""
    first, last = (_NUMBER.search(found.get(name, "")) for name in ("namest", "nameend"))
    more = found.get("morerows", "")
    across = int(last.group()) - int(first.group()) + 1 if first and last else 1
    rows = int(more) + 1 if _NUMBER.fullmatch(more) else 1
    return cell_size({"rows": str(rows), "cols": str(max(across, 1))}, ("rows", "cols"))


def _end_cell(tree: Tree, name: str, _start: int, _end: int) -> None:
    if tree.open[-1].cell == name[1:]:
        tree.open[-1].close_cell()


def _start_caption(tree: Tree, _name: str, _start: int, _end: int) -> None:
    tree.open[-1].open_caption()


def _start_column(tree: Tree, _name: str, _start: int, _end: int) -> None:
    tree.open[-1].close_section()


def _strike(tree: Tree, name: str, start: int, end: int) -> None:
    table = tree.open[-1]
    table.struck = max(table.struck + struck_step(name, tree.text[start:end]), 0)


def _nothing(tree: Tree, name: str, start: int, end: int) -> None:
    """Pass over an end tag that ends nothing."""


_ACTIONS: dict[str, _Action] = (
    dict.fromkeys(("/" + name for name in STRUCTURE | RAW | {"template"}), _nothing)
    | dict.fromkeys(STRUCK, _strike)
    | dict.fromkeys(("/" + name for name in STRUCK), _strike)
    | dict.fromkeys(SECTIONS, _start_section)
    | dict.fromkeys(("/" + name for name in SECTIONS), _end_section)
    | dict.fromkeys(("/td", "/th", "/cell", "/entry", "/caption"), _end_cell)
    | dict.fromkeys(("tr", "row"), _start_row)
    | dict.fromkeys(("/tr", "/row"), _end_row)
    | dict.fromkeys(("col", "colgroup"), _start_column)
    | dict.fromkeys(XML_CELLS, _start_xml_cell)
    | {"table": _start_table, "/table": _end_table, "caption": _start_caption}
)
