"""How a table is printed: the options that every renderer understands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Beside = Literal["last", "own", "first"]
"""Where a row of figures stands beside a wrapped label: on the label's last line, on a line of its own
after it, or on its first line."""
Carry = Literal["drop", "blank", "repeat"]
"""What becomes of a group label on the page after a break: its cell is gone and the row moves to the left,
its cell is there and blank, or it is printed again. A header cell is blank at least."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Options:
    """The options of one print; each layout ignores what it cannot show.

    Breaking: ``page_breaks`` are printed rows, from 0, before which every table that is long enough is
    cut; ``page_mark`` is printed there (a page number, say); ``carry`` says what becomes of spanning
    labels; ``split_label`` cuts the label of the row before the break in two, its figures staying behind.

    Cells: ``wrap`` is the most characters of a label's line (0: not wrapped); ``spaced`` sets a blank
    after every so many characters of a label; ``cut`` is how many characters of a label are left (0: all);
    ``fullwidth`` prints figures in full-width digits;
    ``drop_blanks`` lets blank cells leave no trace where a layout prints one cell a line (None: as the
    layout does by default); ``extra_columns`` are empty columns left and right of the table, from the
    fragment ``extra_from`` on; ``header_note`` replaces the text of the corner; ``stretch`` says whether
    a narrow block's last column is widened; ``low_headers`` sets the labels of a column group that has no
    subgroups in the last header row, the group spanning the rows above; ``column_numbers`` prints a row of
    column numbers 1, 2 … under each header, through tables that stand side by side.

    Lines: ``newline`` ends each line; ``line_gap`` blank lines follow each line of a vertical layout;
    ``figures`` places them beside a wrapped label. For pipe tables ``rule`` prints the rule
    line and ``outer_pipes`` the pipes at both ends. For boxes and aligned columns ``unit`` says whether a
    wide character counts one or two, ``align`` where a text stands in its column; there ``figures`` means the
    last, a middle or the first line of the row.

    Around: ``title`` is the first line; ``prose`` adds paragraphs with figures that belong to no table,
    made from ``seed``, and the sections that hold no table; ``headings`` prints the tables' headings;
    ``tables`` are the ids of the tables to print, () for all.
    """

    page_breaks: tuple[int, ...] = ()
    page_mark: str = ""
    carry: Carry = "drop"
    split_label: bool = False
    wrap: int = 0
    spaced: int = 0
    cut: int = 0
    fullwidth: bool = False
    drop_blanks: bool | None = None
    extra_columns: tuple[int, int] = (0, 0)
    extra_from: int = 0
    header_note: str | None = None
    stretch: bool = True
    low_headers: bool = False
    column_numbers: bool = False
    newline: str = "\n"
    line_gap: int = 0
    figures: Beside = "last"
    rule: bool = True
    outer_pipes: bool = True
    unit: Literal["chars", "display"] = "chars"
    align: Literal["left", "right", "center"] = "left"
    title: str = ""
    prose: bool = False
    seed: int = 0
    headings: bool = True
    tables: tuple[str, ...] = ()
