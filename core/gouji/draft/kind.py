"""What the columns of a blank form may hold: counts, signed figures, money or shares, and in which unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from gouji.draft.form import FormTable, Kind, Leaf

MONEY = ("亿元", "百万元", "万元", "千元", "元")
COUNTED = (
    "人次",
    "宗",
    "件",
    "人",
    "次",
    "个",
    "户",
    "册",
    "条",
    "份",
    "项",
    "起",
    "家",
    "名",
    "例",
    "台",
    "辆",
    "套",
    "篇",
    "期",
)
MEASURED = (
    "万人次",
    "万人",
    "万件",
    "平方米",
    "万平方米",
    "公顷",
    "公里",
    "千米",
    "吨",
    "万吨",
    "亩",
    "万亩",
    "小时",
    "千克",
    "立方米",
)
"""Units of figures with decimals."""
_ANY = "|".join(sorted((*MONEY, *COUNTED, *MEASURED), key=len, reverse=True))
_UNIT_LINE = re.compile(r"(?:计量|金额)?单位\s*[:：]\s*([^\s:：]+)")
_IN_LABEL = re.compile(rf"[（(](?:(?:计量)?单位\s*[:：])?\s*({_ANY})\s*[)）]")
_FIRST = re.compile(_ANY)
_MONEY = re.compile(r"金额|经费|费用|收入|支出|款|[（(]?[万亿千]?元[)）]?$|资金|预算数|决算数")
_COUNTS = re.compile(r"数量|件数|人数|次数|个数|册数|户数|项数|宗数|篇数|条数|家数|份数|台数|辆数")
_SIGNED = re.compile(r"增\s*[/／]?\s*减|增减")
_SHARE = re.compile(r"[%％]|百分比|比例|比重|率$")
_LISTED = re.compile(r"[、,，/／;；及和]")
SIGNED = "has a sign, and decimals as money: gouji reads signed figures without decimals only"
UNSURE = "no unit is printed; is it money?"
MIXED = "its rows have units of their own, some with decimals, which only money may have"


def unit_line(text: str) -> bool:
    """Whether a line names a unit: 单位：万元; 单位：某某局 names none."""
    return any(_FIRST.match(part) for m in _UNIT_LINE.finditer(text) for part in _LISTED.split(m[1]))


def without_unit(label: str) -> str:
    """A label without the unit in brackets behind it: 合计（宗） as 合计."""
    match = _IN_LABEL.search(label)
    return label[: match.start()] if match and match.end() == len(label.rstrip()) else label


def settle(table: FormTable, lines: Iterable[str]) -> None:
    """Set type, unit and whether it adds up of each column, by labels and the unit lines around the table."""
    printed = (part for line in lines for m in _UNIT_LINE.finditer(line) for part in _LISTED.split(m[1]))
    units = [m[0] for part in printed if (m := _FIRST.match(part))]
    for block in table.blocks:
        for row in block.rows:
            row.adds = not _SHARE.search(row.label)
        own = list(dict.fromkeys(row.unit for row in block.rows if row.unit))
        for column in block.columns:
            column.adds = not _SHARE.search(column.label)
            column.type, column.unit = _kind(column, own if len(own) == 1 else units)
            if len(own) > 1 and column.adds:
                column.type, column.unit, column.remark = _by_rows(own)
            elif column.type == "signed" and set(units) & set(MONEY):
                column.remark = SIGNED
            elif column.type == "money" and column.adds and not column.unit:
                column.remark = UNSURE


def _by_rows(units: Sequence[str]) -> tuple[Kind, str, str]:
    """A column whose rows have units of their own."""
    whole = all(unit in COUNTED for unit in units)
    return ("count", "", "") if whole else ("money", "", MIXED)


def _kind(column: Leaf, units: Sequence[str]) -> tuple[Kind, str]:
    """Type and unit of a column by its label and the units printed around the table."""
    words = "".join((*column.path, column.label))
    amounts = [unit for unit in units if unit in MONEY or unit in MEASURED]
    if _SHARE.search(column.label):
        return "money", ""
    printed = next(
        (m[1] for text in (column.label, *reversed(column.path)) if (m := _IN_LABEL.search(text))), ""
    )
    if printed:
        return _type(printed), printed
    if _SIGNED.search(column.label):
        return "signed", ""
    counted = [unit for unit in units if unit in COUNTED]
    if _COUNTS.search(words) or (counted and not amounts):
        return "count", counted[0] if len(counted) == 1 else ""
    if amounts and (not counted or _MONEY.search(words)):
        return "money", amounts[0]
    return ("money", "") if not units and _MONEY.search(column.label) else ("count", "")


def _type(unit: str) -> Kind:
    return "count" if unit in COUNTED else "money"
