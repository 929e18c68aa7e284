"""Kind of a frame: a printer's, whose lines are rows, or a grid, whose rules part them.

A database client prints a row a line and a rule only below the header; a grid has a rule below every row.
Both look alike where few rows are printed. Lines are rows

- in a body that no rule parts, if more than one of its lines begins a row;
- in a body in sections, if all its cells are filled and some column holds figures on each line, or, above a
  foot and in a frame that only printers draw, if a word would have fitted on the line above.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from gouji_standards.drawing.figures import FIGURE, has_figures, is_coded, is_figured
from gouji_standards.drawing.frame import Frame, frame_of
from gouji_standards.drawing.lines import Drawn
from gouji_standards.drawing.matrix import rule_of_types
from gouji_standards.drawing.rows import WIDE, has_no_room, row_lines
from gouji_standards.drawing.signs import PLAIN
from gouji_standards.drawing.title import untitled

_DASHED = frozenset("┄┅┈┉╌╍")
"""Signs of a rule below each row: comfy-table and polars draw them nowhere else."""
MIN_SECTIONS = 3
"""Groups that make a body in sections: a header and two more."""


def prints_rows_by_line(lines: Sequence[Drawn], text: str) -> bool:
    """Whether a drawing that might be a grid prints a row on each line; see the module's rule."""
    frame = frame_of(text, lines)
    return frame is not None and rows_by_line(frame)


def rows_by_line(frame: Frame, *, asked: bool = False) -> bool:
    """Whether the lines of a frame, not its rules, part its rows.

    If a printer's table is ``asked`` for, a header of several lines does not make it a grid.
    """
    if frame.partial:
        return _is_headed(frame, asked=asked)
    groups = untitled(frame)
    if not groups or all(len(group) == 1 for group in groups):
        return False
    if len(groups) == 1:
        blank = any(not frame.dark(line) for line in groups[0])  # between paragraphs of a cell
        return frame.width > 1 and (asked or not blank) and len(row_lines(frame, groups[0])) > 1
    if len(groups) >= MIN_SECTIONS:
        return _in_sections(frame, groups[1:]) or (asked and _are_full(frame, groups[1:]))
    typed = any(rule_of_types(frame.said(line)) for line in groups[0])
    if len(groups[0]) > 1 and not (frame.printed or asked or typed):
        return _lists_figures(frame, groups)
    return _is_divided(frame, groups) and len(row_lines(frame, groups[1])) > 1


def _is_headed(frame: Frame, *, asked: bool) -> bool:
    """Whether the one group below a header with merged cells has full lines of figures; asked for, any."""
    groups = frame.groups()
    if len(groups) != 2 or any(_is_cut(frame, line) for line in groups[1]):  # noqa: PLR2004
        return False
    return len(row_lines(frame, groups[1])) > 1 and (asked or has_figures(frame, groups[1]))


def _is_cut(frame: Frame, line: int) -> bool:
    """Whether a line has merged cells or a piece of a rule."""
    ruled = any(cell and set(cell.translate(PLAIN)) == {"-"} for cell in frame.said(line))
    return len(frame.parts[line]) != frame.width or ruled


def _lists_figures(frame: Frame, groups: Sequence[Sequence[int]]) -> bool:
    """Whether a group has several rows of figures; below names that a double rule underlines, three."""
    least = 3 if _is_double(frame, groups[0][-1] + 1) else 2
    several = [row_lines(frame, group) for group in groups if len(group) > 1]
    return any(len(rows) >= least and has_figures(frame, [row[0] for row in rows]) for rows in several)


def _is_double(frame: Frame, rule: int) -> bool:
    """Whether a rule is a double one: that between a header and a body."""
    return any(char in "=═" for char in frame.lines[rule].chars)


def _is_divided(frame: Frame, groups: list[list[int]]) -> bool:
    """Whether a body's lines have cells as the header has: one column has a header of one line."""
    if frame.width == 1:
        return len(groups[0]) == 1
    return all(len(frame.parts[line]) > 1 for line in groups[1])


def _in_sections(frame: Frame, body: list[list[int]]) -> bool:
    """Whether the lines of a body in sections are rows."""
    if all(not _DASHED.isdisjoint(frame.lines[group[-1] + 1].chars) for group in body[:-1]):
        return False
    if (frame.printed or _is_footed(frame, body)) and any(_begins_rows(frame, group) for group in body):
        return True
    if any(is_figured(frame, group) or _lists_codes(frame, group) for group in body):
        return True
    return has_figures(frame, [line for group in body for line in group if len(group) > 1])


def _is_footed(frame: Frame, body: list[list[int]]) -> bool:
    """Whether a body is a group of lines and below it a line that sums them up: with a figure or a blank."""
    if [len(group) > 1 for group in body] != [True, False] or _is_double(frame, body[0][0] - 1):
        return False
    said = frame.said(body[1][0])
    return not all(said) or any(map(FIGURE.fullmatch, said))


def _begins_rows(frame: Frame, group: Sequence[int]) -> bool:
    """Whether the lines of a section can be no wrapped cells."""
    fits = any(_would_fit(frame, above, line) for above, line in pairwise(group))
    return fits or _starts_late(frame, group) or _resumes(frame, group)


def _would_fit(frame: Frame, above: int, line: int) -> bool:
    """Whether two full lines are two rows: a printer wraps a cell only where its next word has no room."""
    if frame.width == 1 or not frame.is_full(above) or not frame.is_full(line):
        return False
    words = zip(frame.said(above), frame.said(line), frame.parts[above], strict=True)
    return not all(has_no_room(upper, lower, part.width) for upper, lower, part in words)


def _starts_late(frame: Frame, group: Sequence[int]) -> bool:
    """Whether the lines of a section are rows: printers begin a wrapped cell on its row's first line.

    So they are if the first cell is blank on the first line only, if any is while each line begins a row, or
    if no cell is blank among three columns and more.
    """
    lines = [set(frame.dark(line)) for line in group]
    if len(lines) > 1 and 0 not in lines[0] and any(0 in dark for dark in lines):
        return True
    if len(lines) < 2 or any(0 not in dark for dark in lines):  # noqa: PLR2004 - a line and one below it
        return False
    full = frame.width >= WIDE and all(len(dark) == frame.width for dark in lines)
    return full or any(dark - lines[0] for dark in lines[1:])


def _resumes(frame: Frame, group: Sequence[int]) -> bool:
    """Whether the first column is blank on a line between others: cells are not wrapped around a gap."""
    return " " in "".join(" x"[0 in frame.dark(line)] for line in group).strip()


def _lists_codes(frame: Frame, group: Sequence[int]) -> bool:
    """Whether each line begins a row, for its first cell is printed, and a column holds codes."""
    named = all(0 in frame.dark(line) for line in group)
    return named and any(is_coded(frame, group, index) for index in range(frame.width))


def _are_full(frame: Frame, body: list[list[int]]) -> bool:
    """Whether no group of several lines has a blank cell among three columns and more."""
    return frame.width >= WIDE and all(frame.is_full(line) for g in body if len(g) > 1 for line in g)
