"""The record of one HTML table: its cells, rows and sections as lists while it is read."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from gouji_layouts.html_scan import attributes

MAX_COLSPAN = 1000
"""The standard's clamp."""
MAX_ROWSPAN = 65534
"""The standard's clamp."""
XML_CELLS = ("cell", "entry")
"""Cells of TEI and of the CALS model."""
SHORTEST_SPAN = len(" colspan=2>")
_NUMBER = re.compile(r"""(?:\\["'])?[\t\n\f\r ]*\+?0*([0-9]+)""")


@dataclass(slots=True)
class Table:
    """One table while and after it is read; rows, cells and sections are in source order.

    ``edges`` are the starts and ends of the cells' text runs in one list; a blank cell has an empty run after
    its start tag. ``cells``, ``rows`` and ``groups`` hold the first edge of each cell, the first cell of each
    row and the first row of each section. ``spans`` are rows and columns of cells that cover several.
    ``inked`` says whether a closed cell holds text.
    """

    start: int
    end: int
    edges: list[int] = field(default_factory=list)
    cells: list[int] = field(default_factory=list)
    rows: list[int] = field(default_factory=list)
    groups: list[int] = field(default_factory=list)
    spans: dict[int, tuple[int, int]] = field(default_factory=dict)
    heads: set[int] = field(default_factory=set)
    head_rows: int = 0
    caption: list[int] | None = None
    nested: bool = False
    inked: bool = False
    section: str = ""
    row: str = ""
    cell: str = ""
    blank: int = 0
    runs: list[int] | None = None
    struck: int = 0

    def close_cell(self) -> None:
        """Close the open cell or caption, if any."""
        if self.runs is self.edges:
            if len(self.edges) == self.cells[-1]:
                self.edges += (self.blank, self.blank)
            else:
                self.inked = True
        self.cell, self.runs, self.struck = "", None, 0

    def close_row(self) -> None:
        """Close the open row with its cell."""
        self.close_cell()
        self.row = ""

    def close_section(self) -> None:
        """Close the open section with its row and cell."""
        self.close_row()
        self.section = ""

    def open_section(self, name: str) -> None:
        """Open a row group."""
        self.close_row()
        self.section = name
        self.groups.append(len(self.rows))

    def open_row(self, name: str, first: int | None = None) -> None:
        """Open a row, in an implied group if there is none; ``first`` is its first cell if not the next."""
        self.close_cell()
        if not self.section:
            self.open_section("tbody")
        self.row = name
        self.rows.append(len(self.cells) if first is None else first)
        if self.section == "thead" and self.head_rows == len(self.rows) - 1:
            self.head_rows += 1

    def open_cell(self, name: str, end: int) -> None:
        """Open a cell whose start tag ends at ``end``, in an implied row if there is none."""
        if self.runs is not None:
            self.close_cell()
        if not self.row:
            self.open_row("row" if name in XML_CELLS else "tr")
        self.cell, self.blank, self.runs = name, end, self.edges
        self.cells.append(len(self.edges))

    @property
    def printed(self) -> bool:
        """Whether any cell holds text."""
        return any(a < b for a, b in zip(self.edges[::2], self.edges[1::2], strict=True))

    def describe_cell(self, size: tuple[int, int], *, head: bool) -> None:
        """Note the rows and columns of the open cell and whether it is a header."""
        if size != (1, 1):
            self.spans[len(self.cells) - 1] = size
        if head:
            self.heads.add(len(self.cells) - 1)

    def open_caption(self) -> None:
        """Open a caption; only the first one is kept."""
        self.close_section()
        self.cell, self.runs = "caption", []
        if self.caption is None:
            self.caption = self.runs


def cell_size(found: dict[str, str], words: tuple[str, str] = ("rowspan", "colspan")) -> tuple[int, int]:
    """Rows and columns of a cell by its attributes; 0 rows reach to the end of the row group."""
    rows = span_number(found.get(words[0], ""), MAX_ROWSPAN)
    return 1 if rows is None else rows, span_number(found.get(words[1], ""), MAX_COLSPAN) or 1


def span_number(value: str, most: int) -> int | None:
    """The leading number of a span attribute, at most ``most``; None where the standard sees an error."""
    found = _NUMBER.match(value)
    if found is None:
        return 0 if re.match(r"[\t\n\f\r ]*-0+(?![0-9])", value) else None
    digits = found[1]
    return most if len(digits) > len(str(most)) else min(int(digits), most)


class Sizes(dict[str, tuple[int, int]]):
    """Rows and columns of a cell by its start tag's source after the name; tags repeat, so they are kept."""

    def __missing__(self, source: str) -> tuple[int, int]:
        size = cell_size(attributes(source.removesuffix(">"))) if "span" in source.lower() else (1, 1)
        self[source] = size
        return size
