"""A cut: the lines of a space-aligned block cut into cells, and what its columns and its first line hold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from gouji.document import Int
from gouji.matrix import Span

WIDE_GUTTER = 2
"""Blanks that part columns anywhere."""
GAP = "  "
"""Blanks between two cells, which are none within one."""
PAIR = 2
"""Columns of the narrowest table, and of a list."""
FEWEST_ROWS = 3
"""Rows that show a column: two may be alike by chance."""
FIGURE = re.compile(
    r"<[a-z]+>"
    r"|(?:[<>≤≥] )?[(\[<]?[-+−–~<>≤≥±$€£¥#]*\d[\d.,:/%'+-]*(?:[eE][-+]?\d+)?[a-zA-Z%‰°]{0,3}[)\]>]?\*{0,3}"
    r"|[-–—]+|nan|NaN|NaT|NA|N/A|null|None|<NA>|\?|\.\.\.?|…|-?[Ii]nf"
)
"""A cell that holds a figure, a size, a time, a date or what stands for none."""
_DIGIT = re.compile(r"\d")


@dataclass(frozen=True, slots=True)
class Cut:
    """Lines cut at gutters: spans and texts of the cells, ``runs`` the columns' ranges.

    ``flush`` tells of each column whether every line prints its last character column; ``above`` counts the
    rows above a rule, 0 where there is none.
    """

    runs: Int
    rows: list[list[Span]]
    said: list[list[str]]
    flush: list[bool]
    above: int = 0

    @classmethod
    def of(cls, text: str, rows: list[list[Span]], runs: Int | None = None) -> Cut:
        """Lines of as many cells each, without gutters unless ``runs`` says where columns stand."""
        runs = np.zeros((len(rows[0]), 2), dtype=np.int64) if runs is None else runs
        return cls(runs, rows, [[text[a:b] for a, b in row] for row in rows], [False] * len(runs))

    @property
    def width(self) -> int:
        """The number of columns."""
        return len(self.runs)

    def column(self, index: int, first: int = 0) -> list[str]:
        """What a column's cells say from a row on, blank ones left out."""
        return [r[index] for r in self.said[first:] if r[index]]

    def figures(self, first: int = 1) -> list[bool]:
        """Which columns hold figures in every cell from a row on, and a digit in one of them."""
        return [is_figures(self.column(i, first)) for i in range(self.width)]


def is_figures(said: Sequence[str]) -> bool:
    """Whether some cells all hold figures."""
    return any(_DIGIT.search(s) for s in said) and all(FIGURE.fullmatch(s) for s in said)


def are_listed(said: Sequence[str]) -> bool:
    """Whether each text ends in a comma: a part of one cell with what follows it."""
    return bool(said) and all(s.endswith(",") for s in said)


def has_header(part: Cut) -> bool:
    """Whether the first line names the columns: words over figures, beside a blank corner, or in capitals."""
    header = part.said[0]
    names = [s for s in header if s]
    figures = part.figures()
    over = [not FIGURE.fullmatch(name) for name, under in zip(header, figures, strict=True) if under and name]
    if over and (any(over) or header[0]):
        return sum(over) * 2 > len(over)
    if not header[0] and len(names) == len(header) - 1 and all(row[0] for row in part.said[1:]):
        return figures[0] or len(names) > 1
    if names and not header[0] and _are_numbered([row[0] for row in part.said[1:]]):
        return True
    return is_capital(header) and len(names) > 1 and any(s != s.upper() for row in part.said[1:] for s in row)


def _are_numbered(said: Sequence[str]) -> bool:
    """Whether cells number several rows from 0 or 1 on, as consoles number a frame's."""
    first = said[0]
    return (
        first in {"0", "1"}
        and len(said) > 1
        and list(said) == [str(int(first) + i) for i in range(len(said))]
    )


def is_capital(header: Sequence[str]) -> bool:
    """Whether names are printed in capitals."""
    return all(s == s.upper() and any(c.isalpha() for c in s) for s in header if s)
