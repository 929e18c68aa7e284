"""The squeezed view: how printed labels are compared, whatever their blanks, widths and script.

Labels are the one anchor that survives every layout. They are compared without white space and
punctuation, NFKC-folded (full-width forms, Kangxi radicals), in simplified script, and without a leading
ordinal: ordinals repeat, shift and get lost, so the text decides. Nor does the number of a note count.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from gouji.lost import LOST

RAISED = frozenset("⁰¹²³⁴⁵⁶⁷⁸⁹")
"""Digits of notes."""

_RADICALS = dict(zip("⺠⻅⻓⻔⻛⻥⻬⻋⻚⻢⻉⻄⺟", "民见长门风鱼齐车页马贝西母", strict=True))
"""CJK radicals (U+2E80 ff.) that PDF tools print for characters and NFKC does not repair."""

_SCRIPTS = dict(
    zip(
        "開數業規發製處決對總計機構組織務關請結轉續辦屬國祕穩護權內過類執檔詢項現無補確認訪舉報訴複復審維糾"
        "餘還費額購採繳納獲應動況資訊強許罰廢單萬條後經議與從區為這將於員點體車書產線監級縣鄉鎮廳價",
        "开数业规发制处决对总计机构组织务关请结转续办属国秘稳护权内过类执档询项现无补确认访举报诉复复审维纠"
        "余还费额购采缴纳获应动况资讯强许罚废单万条后经议与从区为这将于员点体车书产线监级县乡镇厅价",
        strict=True,
    )
)
"""Traditional to simplified, for the characters that statutory forms are printed with."""


class _Table(dict[int, str]):
    """A translation table that learns each code point once; bounded by the size of Unicode."""

    def __init__(self, *, punctuation: bool) -> None:
        super().__init__()
        self.punctuation = punctuation

    def __missing__(self, code: int) -> str:
        char = chr(code)
        if char in RAISED:
            self[code] = ""
            return ""
        folded = unicodedata.normalize("NFKC", _SCRIPTS.get(char, _RADICALS.get(char, char))).casefold()
        folded = "".join(_SCRIPTS.get(c, c) for c in folded if self._keeps(c))
        self[code] = folded
        return folded

    def _keeps(self, char: str) -> bool:
        major = unicodedata.category(char)[0]
        return major in "LNM" or (self.punctuation and major in "PS" and char != "\\")


_SQUEEZED = _Table(punctuation=True)
_BODY = _Table(punctuation=False)
_PINYIN = re.compile(r"[(\uff08][a-zA-Z\u00c0-\u024f]{1,8}[)\uff09]")
_ORDINAL = re.compile(r"^[*_#]*(?:[(\[]?[li|]?(?:[一二三四五六七八九十]{1,3}|\d{1,2})[)\]、.,:;]+)+")
_NUMBER = re.compile(r"[一二三四五六七八九十\d]+")
_NOTE = re.compile(r"(?<=\w)[)）》”]?(?:[①-⑳]|\[\d{1,2}\]|[(（]?注\s?\d{1,2}[)）]?)(?=$|[(（])")
"""The number of a note behind a label."""
_CLOSED = frozenset("①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳]）)0123456789")
ORDINAL_START = frozenset(
    "(（[〔lI|一二三四五六七八九十⼀⼆⼋⼗0123456789０１２３４５６７８９ \u3000\xa0*_#、"
)


def squeeze(text: str) -> str:
    """The text NFKC-folded, without white space, controls, zero-width characters and Markdown's escapes."""
    return text.translate(_SQUEEZED)


def body(text: str) -> str:
    """The text squeezed and without punctuation, its ordinal kept."""
    if "(" in text or "\uff08" in text:
        text = _PINYIN.sub("", text)
    return text.translate(_BODY)


@lru_cache(maxsize=8192)
def core(text: str) -> str:
    """What two printings of one label have in common: the body without a leading ordinal or a note's number.

    An ordinal is Chinese or Arabic digits closed by a bracket, point or 、: 三、, （三）, 3., 3、. A note's
    number stands at the end or before a bracket: ①, [1], （注1）.
    """
    if text[-1:] in _CLOSED:
        text = _NOTE.sub("", text)
    if text[:1] in ORDINAL_START:
        return body(_ORDINAL.sub("", squeeze(_PINYIN.sub("", text))))
    return body(text)


def is_lost(text: str) -> bool:
    """Whether a text is nothing but signs in place of others: not decoded, drawn over, or a picture."""
    return LOST.issuperset(text)


def ordinal(text: str) -> str:
    """The leading ordinal of a label, squeezed; empty where none is printed."""
    match = _ORDINAL.match(squeeze(text))
    return match.group() if match else ""


def number(text: str) -> str:
    """The digits, Chinese or Arabic, of a label's leading ordinal; empty where none is printed."""
    match = _NUMBER.search(ordinal(text))
    return match.group() if match else ""
