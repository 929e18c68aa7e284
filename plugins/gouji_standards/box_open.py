"""Open tables: bars only between columns, a rule of dashes with crossings below the header.

psql with border 1 (ASCII and Unicode), tabulate ``presto``, rich MINIMAL. The table is the rule, the lines
above and below it with a bar under each crossing, and psql's ``(3 rows)`` is no row. A cell that psql ends
with ``+`` or ``↵`` goes on below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from gouji.document import Bool, Document
from gouji.matrix import CellMatrix, Span
from gouji.units import UNITS, Unit
from gouji_standards.box_captions import centred_above
from gouji_standards.code_blocks import is_literal
from gouji_standards.drawn_lines import Drawn, drawn, piece
from gouji_standards.frame import HORIZONTAL, MARKS_BREAK, PLAIN, Frame, Part
from gouji_standards.frame_matrix import frame_matrix
from gouji_standards.frame_rows import row_lines
from gouji_standards.lines import bounds
from gouji_standards.row_counts import COUNT, row_count

_RULE = re.compile(r"[ \t]*-+(?:\+-+)+[ \t]*")
_BARRED = re.compile(r"[ \t]*-+(?:\|-+)+[ \t]*")
"""A rule with bars for crossings, as Istanbul's report of a coverage has it."""
_UNBROKEN = re.compile(r"-{6,}")
_BAR = re.compile(r"\|")
_WHOLE = re.compile(r"=+|═+")
_JULIA = re.compile(r"[A-Z]\w*(?:\{.*\}|…)?\??")
"""A type of Julia's."""
_STUBS = frozenset("╷╵╻╹ ")
"""Rich draws the ends of its bars on lines of their own."""
_GOES_ON = frozenset((":", ";", " ", ""))
"""What stands for a bar on a line that goes on in psql's old style."""
MAX_HEADER = 12
"""Lines of a header, at most."""


@dataclass(frozen=True, slots=True)
class _Found:
    """The lines above a rule, the groups below it, as drawn in one unit; all by line number."""

    header: list[int]
    groups: list[list[int]]
    lines: dict[int, Drawn]
    stop: int

    @property
    def size(self) -> int:
        return len(self.lines)


def open_tables(document: Document, code: Bool) -> Iterator[tuple[int, CellMatrix]]:
    """The open tables with the number of their first line."""
    free = 0
    for line in _rules(document, code):
        if line < free or is_literal(document, line):
            continue
        rule = _barred_through(document, line) or _crossed(document.line_text(line))
        bars = [index for index, char in enumerate(rule.rstrip()) if char == "+"]
        found = _grown(document, line, bars, free)
        if found is None:
            continue
        free = found.stop
        if _is_board(found, bars):
            continue
        first = min(found.header)
        yield first, _matrix(document, found, bars, len(rule.rstrip()), line)


def _is_board(found: _Found, bars: Sequence[int]) -> bool:
    """Whether single characters stand between rules as on the board of a game."""
    order = [*found.header, *(line for group in found.groups for line in group)]
    said = [found.lines[line].chars for line in order]
    cells = [row[a + 1 : b].split() for row in said for a, b in pairwise([-1, *bars, len(row)])]
    single = all(len(sign) == 1 for cell in cells for sign in cell)
    return single and (len(found.groups) > 1 or all(len(cell) > 1 for cell in cells))


def _rules(document: Document, code: Bool) -> list[int]:
    """The lines that are rules with crossings inside and none at their ends."""
    lines = document.lines
    many = lines.count("".join(HORIZONTAL)) * 2 >= lines.printed
    likely = np.flatnonzero(many & (lines.printed > 2) & ~code).tolist()  # noqa: PLR2004 - the shortest is -+-
    return [
        line
        for line in likely
        if (_RULE.fullmatch(_crossed(document.line_text(line))) and _is_own(document, line))
        or _barred_through(document, line)
    ]


def _barred_through(document: Document, line: int) -> str:
    """An unbroken rule with crossings where the lines above and below have bars, "" where it is none.

    Derby draws it so.
    """
    said = document.line_text(line).rstrip()
    if not _UNBROKEN.fullmatch(said) or not 0 < line < len(document.lines.start) - 1:
        return ""
    above, below = ([m.start() for m in _BAR.finditer(document.line_text(at))] for at in (line - 1, line + 1))
    if not above or above != below or above[0] == 0 or above[-1] >= len(said) - 1:
        return ""
    return "".join("+" if at in above else "-" for at in range(len(said)))


def _crossed(said: str) -> str:
    """A line by plain signs, with crossings where a rule has bars instead."""
    flat = said.translate(PLAIN)
    return flat.replace("|", "+") if _BARRED.fullmatch(flat) else flat


def _is_own(document: Document, line: int) -> bool:
    """Whether a rule is none of Markdown's: with bars for crossings, it stands above the header as well."""
    said = document.line_text(line).rstrip()
    if "+" in said.translate(PLAIN):
        return True
    return line > 1 and document.line_text(line - 2).rstrip() == said


def _grown(document: Document, rule: int, bars: Sequence[int], free: int) -> _Found | None:
    """The table around a rule, in the unit in which most lines have their bars below each other."""
    best: _Found | None = None
    for unit in UNITS:
        found = _grow(document, rule, bars, free, unit)
        if found is not None and (best is None or found.size > best.size):
            best = found
        if found is not None and all(line.chars.isascii() for line in found.lines.values()):
            break
    return best


def _grow(document: Document, rule: int, bars: Sequence[int], free: int, unit: Unit) -> _Found | None:
    lines: dict[int, Drawn] = {}
    header: list[int] = []
    for line in range(rule - 1, max(free, rule - MAX_HEADER) - 1, -1):
        cells = _cells(document, line, bars, unit) or _shifted(document, line, bars, unit)
        if cells is None:
            break
        header.insert(0, line)
        lines[line] = cells
    header = [line for line in header if not _is_stub(lines[line])]
    if not header:
        return None
    named = _named_above(document, header[0], bars, free, unit)
    lines |= named
    groups: list[list[int]] = [header, []] if named else [[]]
    header = sorted(named) or header
    stop = rule + 1
    while stop < len(document.lines.start):
        cells = _cells(document, stop, bars, unit) or (
            _continued(document, stop, bars, unit)
            if groups[-1]
            else _foot(document, stop, bars, unit)
            if len(groups) > 1
            else None
        )
        if cells is not None:
            if not _is_stub(cells):
                lines[stop] = cells
                groups[-1].append(stop)
        elif _crosses(document.line_text(stop), bars):
            groups.append([])
        else:
            break
        stop += 1
    groups = [group for group in groups if group]
    counted = stop < len(document.lines.start) and COUNT.fullmatch(document.line_text(stop))
    return _Found(header, groups, lines, stop) if groups or counted else None


def _named_above(
    document: Document, first: int, bars: Sequence[int], free: int, unit: Unit
) -> dict[int, Drawn]:
    """The lines of names above a rule without a crossing, which polars draws below them; often none."""
    found: dict[int, Drawn] = {}
    above = document.line_text(first - 1).rstrip() if first else ""
    if len(above) <= bars[-1] or not _WHOLE.fullmatch(above):
        return found
    for line in range(first - 2, max(free, first - MAX_HEADER) - 1, -1):
        cells = _cells(document, line, bars, unit)
        if cells is None:
            break
        found[line] = cells
    return found


def _cells(document: Document, line: int, bars: Sequence[int], unit: Unit) -> Drawn | None:
    """A line that has a bar in each of the columns ``bars``."""
    span = bounds(document, line)
    cells = drawn(document.text, span, unit)
    if len(cells.chars) <= bars[-1]:
        return None
    flat = cells.chars.translate(PLAIN)
    return cells if not _BARRED.fullmatch(flat) and all(flat[bar] == "|" for bar in bars) else None


def _shifted(document: Document, line: int, bars: Sequence[int], unit: Unit) -> Drawn | None:
    """A text's first line, its blanks lost: all bars stand left of the rule's crossings by as much."""
    if document.lines.printed[:line].any():
        return None
    cells = drawn(document.text, bounds(document, line), unit)
    shift = bars[0] - cells.chars.translate(PLAIN).find("|")
    if not 0 < shift < bars[0]:
        return None
    moved = Drawn(" " * shift + cells.chars, [cells.at[0]] * shift + list(cells.at))
    flat = moved.chars.translate(PLAIN)
    return moved if all(flat[bar : bar + 1] == "|" for bar in bars) else None


def _foot(document: Document, line: int, bars: Sequence[int], unit: Unit) -> Drawn | None:
    """A last line below a rule with a bar before its sum alone, as tablewriter prints a footer."""
    cells = drawn(document.text, bounds(document, line), unit)
    said = [cells.chars.translate(PLAIN)[bar : bar + 1] for bar in bars]
    return cells if said[-1] == "|" and set(said[:-1]) == {" "} else None


def _continued(document: Document, line: int, bars: Sequence[int], unit: Unit) -> Drawn | None:
    """A line that goes on in psql's old style: a colon or a semicolon where a cell does, else a blank."""
    cells = drawn(document.text, bounds(document, line), unit)
    said = [cells.chars[bar : bar + 1] for bar in bars]
    return cells if _GOES_ON.issuperset(said) and set(said) - {"", " "} else None


def _crosses(said: str, bars: Sequence[int]) -> bool:
    flat = _crossed(said)
    return _RULE.fullmatch(flat) is not None and all(flat[bar : bar + 1] == "+" for bar in bars)


def _is_stub(line: Drawn) -> bool:
    return _STUBS.issuperset(line.chars)


def _matrix(document: Document, found: _Found, bars: Sequence[int], width: int, rule: int) -> CellMatrix:
    order = [*found.header, *(line for group in found.groups for line in group)]
    lines = [found.lines[line] for line in order]
    edges = [*bars, *_gutters(lines, len(found.header), bars)]
    parts = [_parts(line, edges, width) for line in lines]
    for above, line in pairwise(range(len(lines))):
        if "|" not in {lines[line].chars[bar : bar + 1].translate(PLAIN) for bar in bars}:
            parts[above] = [part._replace(broken=True) for part in parts[above]]
    frame = Frame(document.text, lines, parts, len(edges) + 1, partial=False)
    index = {line: position for position, line in enumerate(order)}
    heads = [index[line] for line in found.header]
    rows = _names_and_types(frame, heads)
    header_rows = len(rows)
    counted = row_count(document, found.stop) == sum(map(len, found.groups))
    for group in found.groups:
        body = [index[line] for line in group]
        rows.extend([[line] for line in body] if counted else row_lines(frame, body))
    return frame_matrix(frame, rows, header_rows=header_rows, caption=_caption(document, found, rule))


def _names_and_types(frame: Frame, heads: list[int]) -> list[list[int]]:
    """The lines of each header row: one, or names and below them Julia's types, the corner blank."""
    said = [piece(frame.text, part.span) for part in frame.parts[heads[-1]]]
    if len(heads) > 1 and not said[0] and all(map(_JULIA.fullmatch, said[1:])):
        return [heads[:-1], heads[-1:]]
    return [heads]


def _gutters(lines: Sequence[Drawn], headers: int, bars: Sequence[int]) -> list[int]:
    """Blank columns that part what stands behind the only bar, often none: Stata and Julia draw no other.

    They are the last of two blanks on every line, with a name on each side.
    """
    if len(bars) > 1 or not any("  " in line.chars[bars[0] :].strip("|│ ") for line in lines[:headers]):
        return []
    stop = max(len(line.chars) for line in lines)
    dark = [
        {at for at in range(bars[0] + 1, len(line.chars)) if not line.chars[at].isspace()} for line in lines
    ]
    used = set().union(*dark)
    ends = [at for at in range(bars[0] + 2, stop) if at in used and not {at - 1, at - 2} & used]
    edges = [bars[0], *(at - 1 for at in ends[1:] if min(used) < at), stop]
    named = [any(a < at < b for head in dark[:headers] for at in head) for a, b in pairwise(edges)]
    return edges[1:-1] if all(named) else []


def _parts(line: Drawn, bars: Sequence[int], width: int) -> list[Part]:
    edges = [-1, *bars, max(len(line.chars), width)]
    found = []
    for index, (bar, stop) in enumerate(zip(edges, edges[1:], strict=False)):
        right = min(stop, len(line.chars))
        last = index == len(bars)
        goes_on = line.chars[right - 1 : right] in tuple(MARKS_BREAK) and right > bar + 2
        broken = goes_on and line.chars[bar + 1] == " " and (not last or right == width)
        found.append(Part(index, index + 1, _span(line, bar + 1, right - broken), stop - bar - 1, broken))
    return found


def _span(line: Drawn, left: int, right: int) -> Span:
    return line.span(left, max(left, right))


def _caption(document: Document, found: _Found, rule: int) -> Span | None:
    start, end = bounds(document, rule)
    said = document.text[start:end].rstrip()
    first = min(found.header)
    return centred_above(
        document,
        first,
        Drawn(said, range(bounds(document, first)[0], bounds(document, first)[0] + len(said) + 1)),
    )
