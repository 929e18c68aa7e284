"""One slot of a blank form: a label, a count of rows or columns, or room for a figure."""

from __future__ import annotations

import re
from typing import Self

from gouji import numerals
from gouji.fold import core

BLANK_SIGNS = frozenset("√✓✔□☐■○●◯△—－-/／…*")
"""Signs that a blank form prints where a figure will stand."""
CROSSED = frozenset("—－–―─━×✕")
"""Signs that cross out where no figure will ever stand."""
COUNTING = frozenset(("行次", "序号", "编号", "代码", "栏次", "行号", "栏号"))
"""Labels of the column that counts rows, or of the row that counts columns."""
LETTERS = frozenset(("甲", "甲乙", "乙", "丙"))
UNIT_HEADS = frozenset(("计量单位", "单位"))
"""Labels of the column that prints the unit of each row."""
REMARKS = frozenset(("备注", "说明", "附注"))
"""Labels of a column for words."""
LONGEST_UNIT = 6
NUMBERED = re.compile(r"\s*[（(]?(\d{1,3})[)）]?\s*(?:[=＝][\s\d()（）+＋＝=－-]*)?")
"""A count such as 1, (1) or 3=1+2."""
_ROW_NUMBER = re.compile(r"\s*[（(]?(\d{1,12})[)）]?\s*(?:[=＝].*)?")
_WIDE = r"\u3000|&emsp;|&#12288;|&#[xX]3000;"
_INDENT = re.compile(rf"{_WIDE}|\xa0|&nbsp;|&ensp;|&#160;|&#[xX][aA]0;")
_INLINE = r"</?(?:p|div|span|font|b|strong|i|em|u|a|o:p)\b[^<>]*>"
_BEFORE = re.compile(rf"(?:{_INDENT.pattern}|{_INLINE}|\s)*$")
_LEADING = re.compile(rf"(?:{_INDENT.pattern}|\s)*")
FARTHEST = 400
"""Characters before a cell's text that may indent it, markup included."""
_CODE_HEAD = re.compile(r"(?:行次|序号|编号|代码|行号|编码)$")


class Indented(str):
    """The text of a slot that knows behind how many blanks it is printed; an ideographic blank counts two."""

    __slots__ = ("indent",)
    indent: int

    def __new__(cls, text: str, indent: int) -> Self:
        """A text behind so many blanks."""
        made = super().__new__(cls, text)
        made.indent = indent
        return made


def indent_of(text: str) -> int:
    """How far a slot's text is indented; 0 where nothing is known of that."""
    return text.indent if isinstance(text, Indented) else 0


def indent_before(text: str, start: int) -> int:
    """The blanks that a form prints to indent the text of a cell, which begins at ``start``.

    Only blanks that no layout pads its cells with count, before the text and at its beginning.
    """
    head = text[max(0, start - FARTHEST) : start]
    before, own = _BEFORE.search(head), _LEADING.match(text, start)
    found = (before[0] if before else "") + (own[0] if own else "")
    return sum(2 if re.fullmatch(_WIDE, m[0]) else 1 for m in _INDENT.finditer(found))


def is_label(text: str) -> bool:
    """Whether a slot holds words rather than a figure, a count such as (1) or 3=1+2, a sign or nothing."""
    bare = text.strip()
    if not bare or set(bare) <= BLANK_SIGNS or NUMBERED.fullmatch(bare):
        return False
    return numerals.read(bare).kind == "text" and bool(core(bare))


def is_figure(text: str) -> bool:
    """Whether a slot holds a figure."""
    return any(map(str.isdigit, text)) and numerals.read(text.strip()).kind != "text"


def counts_rows(head: str) -> bool:
    """Whether a column of this head numbers the rows: 行次, 序号, 科目编码."""
    return bool(_CODE_HEAD.search(core(head)))


def row_number(text: str) -> str:
    """The number of a row as its slot prints it, without brackets; empty where there is none."""
    match = _ROW_NUMBER.fullmatch(text)
    return match[1] if match else ""
