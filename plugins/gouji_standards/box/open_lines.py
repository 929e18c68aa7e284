"""Lines of an open table: those above and below its rule that have a bar under each crossing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from gouji.document import Document
from gouji.units import UNITS, Unit
from gouji_standards.box.open_rules import crossed, is_barred, is_crossed
from gouji_standards.drawing.lines import Drawn, drawn
from gouji_standards.drawing.signs import PLAIN
from gouji_standards.lines import bounds
from gouji_standards.row_counts import COUNT

_WHOLE = re.compile(r"=+|═+")
"""A rule without a crossing, as polars draws below its names."""
_STUBS = frozenset("╷╵╻╹ ")
"""Rich draws the ends of its bars on lines of their own."""
_GOES_ON = frozenset((":", ";", " ", ""))
"""What stands for a bar on a line that goes on in psql's old style."""
MAX_HEADER = 12
"""Lines of a header, at most."""


@dataclass(frozen=True, slots=True)
class Found:
    """The lines above a rule and the groups below it, by number; all as drawn in one unit; the line after."""

    header: list[int]
    groups: list[list[int]]
    lines: dict[int, Drawn]
    stop: int

    @property
    def order(self) -> list[int]:
        """The numbers of its lines, the header's first."""
        return [*self.header, *(line for group in self.groups for line in group)]


def lines_around(document: Document, rule: int, bars: Sequence[int], free: int) -> Found | None:
    """The table around a rule, from line ``free`` on, in the unit in which most lines have their bars."""
    best: Found | None = None
    for unit in UNITS:
        found = _grown(_Columns(document, bars, unit), rule, free)
        if found is not None and (best is None or len(found.lines) > len(best.lines)):
            best = found
        if found is not None and all(line.chars.isascii() for line in found.lines.values()):
            break
    return best


@dataclass(frozen=True, slots=True)
class _Columns:
    """Where bars stand, in columns of a unit, and how a line of the document may show them."""

    document: Document
    bars: Sequence[int]
    unit: Unit

    def line(self, at: int) -> Drawn:
        return drawn(self.document.text, bounds(self.document, at), self.unit)

    def signs(self, line: Drawn) -> str:
        """What stands in the bars' columns, a blank where the line has ended."""
        flat = line.chars.translate(PLAIN)
        return "".join(flat[bar : bar + 1] or " " for bar in self.bars)

    def are_barred(self, line: Drawn) -> bool:
        return self.signs(line) == "|" * len(self.bars)

    def barred(self, at: int) -> Drawn | None:
        """A line that has a bar in each column."""
        cells = self.line(at)
        return cells if self.are_barred(cells) and not is_barred(cells.chars.translate(PLAIN)) else None

    def shifted(self, at: int) -> Drawn | None:
        """A text's first line, its blanks lost: all bars stand left of the rule's crossings by as much."""
        if self.document.lines.printed[:at].any():
            return None
        cells = self.line(at)
        shift = self.bars[0] - cells.chars.translate(PLAIN).find("|")
        if not 0 < shift < self.bars[0]:
            return None
        moved = Drawn(" " * shift + cells.chars, [cells.at[0]] * shift + list(cells.at))
        return moved if self.are_barred(moved) else None

    def foot(self, at: int) -> Drawn | None:
        """A last line below a rule with a bar before its sum alone, as tablewriter prints a footer."""
        cells = self.line(at)
        several = len(self.bars) > 1
        return cells if several and self.signs(cells) == "|".rjust(len(self.bars)) else None

    def continued(self, at: int) -> Drawn | None:
        """A line that goes on in psql's old style: a colon or a semicolon where a cell does, else a blank."""
        cells = self.line(at)
        said = {cells.chars[bar : bar + 1] for bar in self.bars}
        return cells if said <= _GOES_ON and said - {"", " "} else None

    def crosses(self, at: int) -> bool:
        """Whether a line is a rule that crosses the bars."""
        said = self.document.line_text(at)
        flat = crossed(said)
        return is_crossed(said) and all(flat[bar : bar + 1] == "+" for bar in self.bars)


def _grown(columns: _Columns, rule: int, free: int) -> Found | None:
    lines = _header(columns, rule, free)
    if not lines:
        return None
    header = sorted(lines)
    named = _named_above(columns, header[0], free)
    groups: list[list[int]] = [header, []] if named else [[]]
    body, stop = _below(columns, rule + 1, groups)
    groups = [group for group in groups if group]
    document = columns.document
    counted = stop < len(document.lines.start) and COUNT.fullmatch(document.line_text(stop))
    return Found(sorted(named) or header, groups, lines | named | body, stop) if groups or counted else None


def _header(columns: _Columns, rule: int, free: int) -> dict[int, Drawn]:
    """The lines above the rule."""
    found: dict[int, Drawn] = {}
    for line in range(rule - 1, max(free, rule - MAX_HEADER) - 1, -1):
        cells = columns.barred(line) or columns.shifted(line)
        if cells is None:
            break
        if not _is_stub(cells):
            found[line] = cells
    return found


def _named_above(columns: _Columns, first: int, free: int) -> dict[int, Drawn]:
    """The lines of names above a rule without a crossing, which polars draws below them; often none."""
    found: dict[int, Drawn] = {}
    above = columns.document.line_text(first - 1).rstrip() if first else ""
    if len(above) <= columns.bars[-1] or not _WHOLE.fullmatch(above):
        return found
    for line in range(first - 2, max(free, first - MAX_HEADER) - 1, -1):
        cells = columns.barred(line)
        if cells is None:
            break
        found[line] = cells
    return found


def _below(columns: _Columns, line: int, groups: list[list[int]]) -> tuple[dict[int, Drawn], int]:
    """The lines from one on, added to groups, the last of which is open, and the line after them."""
    found: dict[int, Drawn] = {}
    while line < len(columns.document.lines.start):
        cells = columns.barred(line)
        if cells is None and groups[-1]:
            cells = columns.continued(line)
        elif cells is None and len(groups) > 1:
            cells = columns.foot(line)
        if cells is None and not columns.crosses(line):
            break
        if cells is None:
            groups.append([])
        elif not _is_stub(cells):
            found[line] = cells
            groups[-1].append(line)
        line += 1
    return found, line


def _is_stub(line: Drawn) -> bool:
    return _STUBS.issuperset(line.chars)
