"""Rows of a frame: whether its rules part rows or its lines are rows, and which lines go on a row.

A database client prints a row a line and a rule only below the header; a grid has a rule below every row.
Both look alike where few rows are printed. Taken as rows by themselves are the lines of a body that no rule
parts, if more than one of them begins a row; and of a body in sections, if all its cells are filled and
some column holds figures on each line. A line goes on the row above if it has a blank cell, all that is
printed in it stands below printed cells, and either its first cell is blank (a line break in a cell) or no
cell's first word would have fitted above (a wrapped cell). psql marks such lines.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji_standards.drawn_lines import Drawn, piece
from gouji_standards.frame import Frame, Part, frame_of

_FIGURE = re.compile(r"[-+−(]?\W{0,2}\d[\d., ]*\W{0,2}|NULL|None|nan|null", re.IGNORECASE)
MIN_SECTIONS = 3
"""Groups that make a body in sections: a header and two more."""


def prints_rows_by_line(lines: Sequence[Drawn], text: str) -> bool:
    """Whether a drawing that might be a grid prints a row on each line; see the module's rule."""
    frame = frame_of(text, lines)
    return frame is not None and rows_by_line(frame)


def rows_by_line(frame: Frame) -> bool:
    """Whether the lines of a frame, not its rules, part its rows."""
    groups = untitled(frame)
    if frame.partial or not groups or all(len(group) == 1 for group in groups):
        return False
    if len(groups) == 1:
        return frame.width > 1 and len(row_lines(frame, groups[0])) > 1
    if len(groups) < MIN_SECTIONS:
        return _is_divided(frame, groups) and len(row_lines(frame, groups[1])) > 1
    return _in_sections(frame, groups[1:])


def untitled(frame: Frame) -> list[list[int]]:
    """The groups of lines without a title: one cell over all columns, above a header or a body."""
    groups = frame.groups()
    return groups[1:] if title(frame) is not None else groups


def title(frame: Frame) -> Part | None:
    """The one cell over all columns above the header, if there is one."""
    groups = frame.groups()
    if frame.width == 1 or len(groups) < 2 or len(groups[0]) > 1:  # noqa: PLR2004 - a title and a table
        return None
    parts = frame.parts[groups[0][0]]
    return parts[0] if len(parts) == 1 else None


def _is_divided(frame: Frame, groups: list[list[int]]) -> bool:
    """Whether a body's lines have cells as the header has: one column has a header of one line."""
    if frame.width == 1:
        return len(groups[0]) == 1
    return all(len(frame.parts[line]) > 1 for line in groups[1])


def _in_sections(frame: Frame, body: list[list[int]]) -> bool:
    lines = [frame.parts[line] for group in body for line in group if len(group) > 1]
    if not lines or not all(_is_full(frame, parts) for parts in lines):
        return False
    said = [[piece(frame.text, part.span) for part in parts] for parts in lines]
    if len({len(cells) for cells in said}) > 1:
        return False
    return any(all(_FIGURE.fullmatch(cell) for cell in column) for column in zip(*said, strict=True))


def _is_full(frame: Frame, parts: Sequence[Part]) -> bool:
    return len(parts) == frame.width and all(part.span[1] > part.span[0] for part in parts)


def row_lines(frame: Frame, group: Sequence[int]) -> list[list[int]]:
    """The lines of each row of a group whose lines are rows unless they go on the one above."""
    rows: list[list[int]] = []
    for line in group:
        if rows and _goes_on(frame, rows[-1][-1], line):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _goes_on(frame: Frame, above: int, line: int) -> bool:
    upper, parts = frame.parts[above], frame.parts[line]
    if any(part.broken for part in upper):
        return True
    if len(upper) != len(parts) or len(parts) == 1:
        return False
    dark = [index for index, part in enumerate(parts) if part.span[1] > part.span[0]]
    if len(dark) in (0, len(parts)) or any(upper[index].span[1] == upper[index].span[0] for index in dark):
        return False
    pairs = [(upper[index], parts[index]) for index in dark]
    said = [(piece(frame.text, a.span), piece(frame.text, b.span)) for a, b in pairs]
    if dark[0] and (len(dark) < len(parts) - 1 or len(parts) == 2):  # noqa: PLR2004 - label and value
        return not any(_FIGURE.fullmatch(lower) for _, lower in said)
    return _is_wrapped(said, [part.width for _, part in pairs])


def _is_wrapped(said: Sequence[tuple[str, str]], widths: Sequence[int]) -> bool:
    """Whether each lower piece goes on its upper one: words, of which the next had no room above."""
    if not all(" " in upper or " " in lower for upper, lower in said):
        return False
    return all(
        len(upper) + 1 + len(lower.split(" ", 1)[0]) > width - 2
        for (upper, lower), width in zip(said, widths, strict=True)
    )
