"""The frame of a form: what stands around or inside a table and is no part of it: 公开01表, 单位：万元."""

from __future__ import annotations

import re
from collections.abc import Sequence

LONGEST_LABEL = 60
"""Characters of a row label; what is longer and ends a sentence is prose."""
_BLANK = r"[\s_＿\u3000]*"
_DAY = rf"{_BLANK}\d{{0,2}}{_BLANK}月(?:{_BLANK}\d{{0,2}}{_BLANK}日)?"
_DATE = rf"[（(]?{_BLANK}\d{{0,4}}{_BLANK}年度?(?:{_DAY})?{_BLANK}[)）]?"
_NAMES = (
    r"[\u4e00-\u9fff]{0,6}(?:单位|机关|部门)(?:名称|负责人|[（(][公盖]*章[)）])?|表\s*号|(?:批准|备案)?文\s*号|有效期至?|"
    r"(?:填[表报]|审核|制表|统计|经办|联系|报送|报出)\s*(?:人|日期|时间)?|联系电话|(?:统计|报告)(?:年度|期|时间)|"
    r"(?:统计)?负责人|日期|时间|年度"
)
_FURNITURE = re.compile(
    rf"[\u4e00-\u9fff]{{0,4}}\s*\d{{1,3}}(?:-\d+)?\s*表|附[件表]?\s*[一二三四五六七八九十\d]*|表\s*[一二三四五六七八九十\d]+|"
    rf"{_DATE}|(?:{_NAMES}){_BLANK}[:：].*",
    re.DOTALL,
)
_GAP = re.compile(r"\s{3,}|[\u3000\xa0]{2,}|\s(?=[^\s:：]{2,8}[:：])")
_YEAR = re.compile(_DATE)
_PROSE = re.compile(
    r"(?:注|说明|备注|附注|填[表报]说明|指标解释|勾稽关系|审核关系|逻辑关系|表内关系)\s*(?:[:：]|[\d一①⒈]).+",
    re.DOTALL,
)


def is_furniture(text: str) -> bool:
    """Whether a line or cell says what the form is, whose, and in what unit: 公开01表, 单位：万元."""
    return bool(text.strip()) and all(_FURNITURE.fullmatch(part) for part in _GAP.split(text.strip()) if part)


def is_date(text: str) -> bool:
    """Whether a text is a date or room for one: 2023年度, 年 月 日."""
    return bool(_YEAR.fullmatch(text.strip()))


def pieces(line: str) -> list[str]:
    """A line, cut at its wide gaps where it frames a table: 填报单位：　　　　单位：万元."""
    parts = [part for part in _GAP.split(line.strip()) if part]
    return parts if any(map(_FURNITURE.fullmatch, parts)) else [line]


def is_prose(text: str) -> bool:
    """Whether a cell is a note or a sentence, no label."""
    return bool(_PROSE.fullmatch(text.strip())) or (len(text) > LONGEST_LABEL and "。" in text)


def unframed(grid: Sequence[Sequence[str]]) -> tuple[list[list[str]], list[str]]:
    """The rows of a table without those that frame it, and the texts of these, each once."""
    kept: list[list[str]] = []
    framing: list[str] = []
    for row in grid:
        words = [text.strip() for text in dict.fromkeys(row) if text.strip()]
        dates = len(set(row)) > 1 and all(_YEAR.fullmatch(text) for text in words)  # a header may name years
        if words and not dates and all(is_furniture(text) or is_prose(text) for text in words):
            framing += [part for text in words for part in pieces(text)]
        else:
            kept.append(list(row))
    return kept, list(dict.fromkeys(framing))
