"""One slot of a blank form: a label, a count of rows or columns, or room for a figure."""

from __future__ import annotations

import re

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
_CODE_HEAD = re.compile(r"(?:行次|序号|编号|代码|行号|编码)$")


def is_label(text: str) -> bool:
    """Whether a slot holds words rather than a figure, a count such as (1) or 3=1+2, a sign or nothing."""
    bare = text.strip()
    if not bare or set(bare) <= BLANK_SIGNS or NUMBERED.fullmatch(bare):
        return False
    return numerals.read(bare).kind == "text" and bool(core(bare))


def counts_rows(head: str) -> bool:
    """Whether a column of this head numbers the rows: 行次, 序号, 科目编码."""
    return bool(_CODE_HEAD.search(core(head)))


def row_number(text: str) -> str:
    """The number of a row as its slot prints it, without brackets; empty where there is none."""
    match = _ROW_NUMBER.fullmatch(text)
    return match[1] if match else ""
