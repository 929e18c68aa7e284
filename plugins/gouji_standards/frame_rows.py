"""Rows of a frame: whether its rules part rows or its lines are rows, and which lines go on a row.

A database client prints a row a line and a rule only below the header; a grid has a rule below every row.
Both look alike where few rows are printed. Lines are rows

- in a body that no rule parts, if more than one of its lines begins a row;
- in a body in sections, if all its cells are filled and some column holds figures on each line, or, above a
  foot and in a frame that only printers draw, if a word would have fitted on the line above.

A line goes on the row above if it has a blank cell, all it prints stands below printed cells, and either
its first cell is blank (a line break in a cell) or no cell's first word would have fitted above (a wrapped
cell: one of several words, or below a blank first cell in a table with such lines). All columns go on at
once only where they hold phrases, in small letters. A column of codes is not wrapped: what stands in it
begins a row. psql marks lines that go on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji_standards.drawn_lines import Drawn, piece
from gouji_standards.frame import PLAIN, Frame, Part, frame_of
from gouji_standards.frame_matrix import rule_of_types

_FIGURE = re.compile(r"[-+−(]?\W{0,2}\d[\d., ]*\W{0,2}|NULL|None|nan|null", re.IGNORECASE)
_DASHED = frozenset("┄┅┈┉╌╍")
"""Signs of a rule below each row: comfy-table and polars draw them nowhere else."""
_WORD = re.compile(r"[^\W\d_]")
_CODE = re.compile(r"\S*\d\S*")
LEAST_CODE = 6
"""Characters of a code, at least: a shorter one may be a word's end."""
NEAR = 8
"""Lines above that tell whether a cell holds words."""
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
        blank = any(not _dark(frame.parts[line]) for line in groups[0])  # between paragraphs of a cell
        return frame.width > 1 and (asked or not blank) and len(row_lines(frame, groups[0])) > 1
    typed = any(rule_of_types([piece(frame.text, part.span) for part in frame.parts[n]]) for n in groups[0])
    if len(groups) < MIN_SECTIONS and len(groups[0]) > 1 and not (frame.printed or asked or typed):
        least = MIN_SECTIONS if _is_doubled(frame, groups[0]) else MIN_SECTIONS - 1
        several = [row_lines(frame, group) for group in groups if len(group) > 1]
        return any(len(r) >= least and has_figures(frame, [row[0] for row in r]) for r in several)
    if len(groups) < MIN_SECTIONS:
        return _is_divided(frame, groups) and len(row_lines(frame, groups[1])) > 1
    return _in_sections(frame, groups[1:]) or (asked and _are_full(frame, groups[1:]))


def _is_headed(frame: Frame, *, asked: bool) -> bool:
    """Whether the one group below a header with merged cells has full lines of figures; asked for, any."""
    groups = frame.groups()
    if len(groups) != 2 or any(_is_cut(frame, frame.parts[line]) for line in groups[1]):  # noqa: PLR2004
        return False
    return len(row_lines(frame, groups[1])) > 1 and (asked or has_figures(frame, groups[1]))


def _is_cut(frame: Frame, parts: Sequence[Part]) -> bool:
    """Whether a line has merged cells or a piece of a rule."""
    said = [piece(frame.text, part.span) for part in parts]
    ruled = any(cell and set(cell.translate(PLAIN)) == {"-"} for cell in said)
    return len(parts) != frame.width or ruled


def _is_doubled(frame: Frame, group: Sequence[int], *, above: bool = False) -> bool:
    """Whether the rule below (or above) a group is a double one: that between a header and a body."""
    rule = frame.lines[group[0] - 1] if above else frame.lines[group[-1] + 1]
    return any(char in "=═" for char in rule.chars)


def untitled(frame: Frame) -> list[list[int]]:
    """The groups of lines without a title: one cell over all columns, above a header or a body."""
    groups = frame.groups()
    return groups[1:] if title(frame) is not None else groups


def title(frame: Frame) -> Part | None:
    """The one cell over all columns above the header, if there is one."""
    groups = frame.groups()
    if frame.width == 1:
        return frame.parts[groups[0][0]][0] if _is_titled_list(groups) else None
    if len(groups) < 2 or len(groups[0]) > 1:  # noqa: PLR2004 - a title and a table
        return None
    parts, below = (frame.parts[group[0]] for group in groups[:2])
    return parts[0] if len(parts) == 1 < len(below) else None


def _is_divided(frame: Frame, groups: list[list[int]]) -> bool:
    """Whether a body's lines have cells as the header has: one column has a header of one line."""
    if frame.width == 1:
        return len(groups[0]) == 1
    return all(len(frame.parts[line]) > 1 for line in groups[1])


def _is_titled_list(groups: list[list[int]]) -> bool:
    """Whether a frame of one column holds a title, a name and several values."""
    return len(groups) == MIN_SECTIONS and len(groups[0]) == len(groups[1]) == 1 < len(groups[2])


def _in_sections(frame: Frame, body: list[list[int]]) -> bool:
    if all(not _DASHED.isdisjoint(frame.lines[group[-1] + 1].chars) for group in body[:-1]):
        return False
    footed = [len(group) > 1 for group in body] == [True, False] and not _is_doubled(
        frame, body[0], above=True
    )
    footed = footed and _is_foot(frame, body[1][0])
    if (frame.printed or footed) and any(
        _would_fit(frame, a, b) for group in body for a, b in zip(group, group[1:], strict=False)
    ):
        return True
    if (frame.printed or footed) and any(
        _starts_late(frame, group) or _resumes(frame, group) for group in body
    ):
        return True
    if any(_is_figured(frame, group) or _lists_codes(frame, group) for group in body):
        return True
    return has_figures(frame, [line for group in body for line in group if len(group) > 1])


def _are_full(frame: Frame, body: list[list[int]]) -> bool:
    """Whether some of the groups have several lines, and none of these a blank cell among three and more."""
    wide = [group for group in body if len(group) > 1]
    return frame.width >= MIN_SECTIONS and all(_is_full(frame, frame.parts[line]) for g in wide for line in g)


def _is_foot(frame: Frame, line: int) -> bool:
    """Whether a line sums up those above: it has a figure or a blank cell."""
    said = [piece(frame.text, part.span) for part in frame.parts[line]]
    return not all(said) or any(map(_FIGURE.fullmatch, said))


def _starts_late(frame: Frame, group: Sequence[int]) -> bool:
    """Whether the lines of a section are rows: printers begin a wrapped cell on its row's first line.

    So they are if the first cell is blank on the first line only, if any is while each line begins a row, or
    if no cell is blank among three columns and more.
    """
    lines = [set(_dark(frame.parts[line])) for line in group]
    if len(lines) > 1 and 0 not in lines[0] and any(0 in dark for dark in lines):
        return True
    if len(lines) < 2 or any(0 not in dark for dark in lines):  # noqa: PLR2004 - a line and one below it
        return False
    full = frame.width >= MIN_SECTIONS and all(len(dark) == frame.width for dark in lines)
    return full or any(dark - lines[0] for dark in lines[1:])


def _resumes(frame: Frame, group: Sequence[int]) -> bool:
    """Whether the first column is blank on a line between others: cells are not wrapped around a gap."""
    return " " in "".join(" x"[0 in _dark(frame.parts[line])] for line in group).strip()


def _is_figured(frame: Frame, group: Sequence[int]) -> bool:
    """Whether a column holds a figure on each of several lines: figures are not wrapped."""
    lines = [frame.parts[line] for line in group]
    if len(lines) < MIN_SECTIONS or any(len(parts) != frame.width for parts in lines):
        return False
    columns = zip(*([piece(frame.text, part.span) for part in parts] for parts in lines), strict=True)
    return any(all(_FIGURE.fullmatch(cell) for cell in column) for column in columns)


def _lists_codes(frame: Frame, group: Sequence[int]) -> bool:
    """Whether each line begins a row, for its first cell is printed, and a column holds codes."""
    named = all(0 in _dark(frame.parts[line]) for line in group)
    return named and any(_is_coded(frame, group, index) for index in range(frame.width))


def has_figures(frame: Frame, numbers: Sequence[int]) -> bool:
    """Whether all cells of these lines are filled and one column holds a figure on each of them."""
    lines = [frame.parts[line] for line in numbers]
    if not lines or not all(_is_full(frame, parts) for parts in lines):
        return False
    said = [[piece(frame.text, part.span) for part in parts] for parts in lines]
    if len({len(cells) for cells in said}) > 1:
        return False
    columns = zip(*said, strict=True)
    return any(all(map(_FIGURE.fullmatch, column)) or _are_codes(column) for column in columns)


def _are_codes(column: Sequence[str]) -> bool:
    """Whether cells are codes of one length and one kind of characters, each another one."""
    kinds = {frozenset("9" if char.isdigit() else char for char in cell) for cell in column}
    coded = len(kinds) == 1 and all(map(_CODE.fullmatch, column)) and len(column[0]) >= LEAST_CODE
    return coded and len({len(cell) for cell in column}) == 1 and len(set(column)) == len(column) > 1


def _would_fit(frame: Frame, above: int, line: int) -> bool:
    """Whether two full lines are two rows: a printer wraps a cell only where its next word has no room."""
    upper, lower = frame.parts[above], frame.parts[line]
    if frame.width == 1 or not _is_full(frame, upper) or not _is_full(frame, lower):
        return False
    said = [(piece(frame.text, a.span), piece(frame.text, b.span)) for a, b in zip(upper, lower, strict=True)]
    return not all(_is_full_up(a, b, part.width) for (a, b), part in zip(said, upper, strict=True))


def _is_full(frame: Frame, parts: Sequence[Part]) -> bool:
    return len(parts) == frame.width and all(part.span[1] > part.span[0] for part in parts)


def row_lines(frame: Frame, group: Sequence[int]) -> list[list[int]]:
    """The lines of each row of a group whose lines are rows unless they go on the one above."""
    rows: list[list[int]] = []
    wraps = any(_hangs(frame, a, b) for a, b in zip(group, group[1:], strict=False))
    wordy = [index for index in range(frame.width) if _has_words(frame, group, index)]
    coded = [index for index in range(frame.width) if _is_coded(frame, group, index)]
    for line in group:
        dark = _dark(frame.parts[line])
        if rows and any(index in dark for index in coded):
            rows.append([line])
        elif rows and (
            _goes_on(frame, rows[-1], line, wraps=wraps)
            or _is_rest(frame, rows[-1], line, wordy)
            or (wraps and len(wordy) == frame.width and _is_all_rest(frame, rows[-1], line))
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return rows


def _is_coded(frame: Frame, lines: Sequence[int], column: int) -> bool:
    """Whether a column's cells, several, are each one word with a digit, none of them cut off by its room."""
    parts = [frame.parts[line][column] for line in lines if len(frame.parts[line]) == frame.width]
    said = [piece(frame.text, part.span) for part in parts if part.span[1] > part.span[0]]
    if len(said) < MIN_SECTIONS or any(part.broken for part in parts) or not all(map(_CODE.fullmatch, said)):
        return False
    if any(cell.endswith(",") for cell in said):  # a list goes on
        return False
    longest = max(map(len, said))
    return longest < parts[0].width - 2 or len(set(map(len, said))) == 1


def _dark(parts: Sequence[Part]) -> list[int]:
    return [index for index, part in enumerate(parts) if part.span[1] > part.span[0]]


def _hangs(frame: Frame, above: int, line: int) -> bool:
    """Whether a line's first cell is blank and what it prints stands below printed cells."""
    upper, parts = _dark(frame.parts[above]), _dark(frame.parts[line])
    return bool(parts) and parts[0] > 0 and set(parts) <= set(upper)


def _goes_on(frame: Frame, row: Sequence[int], line: int, *, wraps: bool) -> bool:
    upper, parts = frame.parts[row[-1]], frame.parts[line]
    if any(part.broken for part in upper):
        return True
    dark = _dark(parts)
    if len(upper) != len(parts) or len(dark) in (0, len(parts)) or not set(dark) <= set(_dark(upper)):
        return False
    said = [(piece(frame.text, upper[index].span), piece(frame.text, parts[index].span)) for index in dark]
    breaks = dark[0] > 0 and (len(dark) < len(parts) - 1 or len(parts) == 2)  # noqa: PLR2004 - label and value
    worded = all(_WORD.search(lower) and not _FIGURE.fullmatch(lower) for _, lower in said)
    worded = worded or all(upper.endswith(",") for upper, _ in said)  # a list goes on
    goes_on = len(row) > 1 and len(dark) == 1 and dark == _dark(upper)
    if (breaks or goes_on or (dark[0] > 0 and said[-1][0].endswith(","))) and worded:
        return True
    figured = any(_FIGURE.fullmatch(lower) and not upper.endswith(",") for upper, lower in said)
    if dark[0] == 0 and len(dark) > 1 and figured:
        return False
    if not (wraps and worded and dark[0] > 0) and not all(
        _has_words(frame, [*row[-NEAR:], line], index) for index in dark
    ):
        return False
    return all(_is_full_up(*words, upper[index].width) for words, index in zip(said, dark, strict=True))


def _is_rest(frame: Frame, row: Sequence[int], line: int, wordy: Sequence[int]) -> bool:
    """Whether a line holds but one cell among several, in small letters, and had no room above.

    Among three it is one of a column of phrases.
    """
    upper, parts = frame.parts[row[-1]], frame.parts[line]
    dark = _dark(parts)
    if len(parts) < MIN_SECTIONS or len(upper) != len(parts) or len(dark) != 1:
        return False
    if len(parts) == MIN_SECTIONS and dark[0] not in wordy:
        return False
    said, lower = (piece(frame.text, each[dark[0]].span) for each in (upper, parts))
    return bool(said) and lower[:1].islower() and _is_full_up(said, lower, upper[dark[0]].width)


def _is_all_rest(frame: Frame, row: Sequence[int], line: int) -> bool:
    """Whether all cells of a line go on phrases: they begin in small letters and had no room above."""
    upper, parts = frame.parts[row[-1]], frame.parts[line]
    if not _is_full(frame, upper) or not _is_full(frame, parts):
        return False
    said = [(piece(frame.text, a.span), piece(frame.text, b.span)) for a, b in zip(upper, parts, strict=True)]
    phrased = all(lower[0].islower() and " " in upper + lower for upper, lower in said)
    return phrased and all(_is_full_up(a, b, part.width) for (a, b), part in zip(said, upper, strict=True))


def _has_words(frame: Frame, lines: Sequence[int], column: int) -> bool:
    """Whether one of a column's cells has several words: a column of single words is a list of names."""
    pieces = (parts[column] for parts in map(frame.parts.__getitem__, lines) if column < len(parts))
    return any(" " in piece(frame.text, part.span) for part in pieces)


def _is_full_up(upper: str, lower: str, width: int) -> bool:
    """Whether the first word below had no room above."""
    return len(upper) + 1 + len(lower.split(" ", 1)[0]) > width - 2
