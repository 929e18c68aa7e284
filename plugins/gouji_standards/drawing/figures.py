"""Figures and codes in a frame's columns: they are not wrapped, so each line that has one is a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

from gouji_standards.drawing.frame import Frame
from gouji_standards.drawing.lines import piece

FIGURE = re.compile(r"[-+−(]?\W{0,2}\d[\d., ]*\W{0,2}|NULL|None|nan|null", re.IGNORECASE)
"""What a database client prints for a number, or for none."""
_CODE = re.compile(r"\S*\d\S*")
"""One word with a digit."""
LEAST_CODE = 6
"""Characters of a code, at least: a shorter one may be a word's end."""
SEVERAL = 3
"""Cells of a column that show what it holds."""


def has_figures(frame: Frame, lines: Sequence[int]) -> bool:
    """Whether all cells of these lines are filled and one column holds a figure, or another code, on each."""
    if not lines or not all(map(frame.is_full, lines)):
        return False
    columns = zip(*map(frame.said, lines), strict=True)
    return any(all(map(FIGURE.fullmatch, column)) or _are_codes(column) for column in columns)


def is_figured(frame: Frame, lines: Sequence[int]) -> bool:
    """Whether a column holds a figure on each of several lines."""
    if len(lines) < SEVERAL or any(len(frame.parts[line]) != frame.width for line in lines):
        return False
    columns = zip(*map(frame.said, lines), strict=True)
    return any(all(map(FIGURE.fullmatch, column)) for column in columns)


def is_coded(frame: Frame, lines: Sequence[int], column: int) -> bool:
    """Whether a column's cells, several, are each one word with a digit, none of them cut off by its room."""
    parts = [frame.parts[line][column] for line in lines if len(frame.parts[line]) == frame.width]
    said = [piece(frame.text, part.span) for part in parts if part.printed]
    if len(said) < SEVERAL or any(part.broken for part in parts) or not all(map(_CODE.fullmatch, said)):
        return False
    if any(cell.endswith(",") for cell in said):  # a list goes on
        return False
    longest = max(map(len, said))
    return longest < parts[0].width - 2 or len(set(map(len, said))) == 1


def _are_codes(column: Sequence[str]) -> bool:
    """Whether cells are codes of one length and one kind of characters, each another one."""
    kinds = {frozenset("9" if char.isdigit() else char for char in cell) for cell in column}
    coded = len(kinds) == 1 and all(map(_CODE.fullmatch, column)) and len(column[0]) >= LEAST_CODE
    return coded and len({len(cell) for cell in column}) == 1 and len(set(column)) == len(column) > 1
