"""Printed checks: 第一项加第二项之和，等于第三项加第四项之和; 1栏=2栏+3栏; 7=1+2-3; 合计＝甲＋乙."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Axis = Literal["item", "row", "column", "any"]
AXES: dict[str, Axis] = {"项": "item", "行": "row", "栏": "column", "列": "column", "": "any"}
DIGITS = "零一二三四五六七八九"
LONGEST_RANGE = 100

_REF = r"(?:第[一二三四五六七八九十\d]{1,3}[项行栏列]|[(]?\d{1,3}[)]?[项行栏列]?)"
_MANY = rf"(?:{_REF}(?:至|到|~|[+](?:[.]{{3,}}|⋯+)[+]){_REF})"
_ADD = r"(?:,?(?:加上|减去|加|减|\+|-|−|–))"
_SUM = rf"(?:{_MANY}|{_REF})(?:{_ADD}(?:{_MANY}|{_REF}))*[)]?[项行栏列]?(?:之和|之差|的和|的差|合计)?"
_EQUAL, _LESS, _MORE = (
    r"==?|应?等于",
    r"<=|≤|≦|⩽|应?小于(?:或者?)?等于|应?不大于|应?不超过",
    r">=|≥|≧|⩾|应?大于(?:或者?)?等于|应?不小于",
)
_SIGN = re.compile(rf"{_LESS}|{_MORE}|{_EQUAL}")
_CHECK = re.compile(rf"(?P<left>{_SUM}),?(?P<sign>{_LESS}|{_MORE}|{_EQUAL}),?(?P<right>{_SUM})")
_PIECE = re.compile(rf"(?P<add>{_ADD})?(?:(?P<many>{_MANY})|(?P<ref>{_REF}))")
_REF_PARTS = re.compile(r"第?[(]?([一二三四五六七八九十\d]{1,3})[)]?([项行栏列]?)")
_STOPS = re.compile(r"[;。\n]|(?<![\d.])\.(?!\.)|(?<=[\u3400-\u9fff)])[.](?=\d)")
_LEAD = re.compile(
    r"(?:[(]?(?:\d{1,2}|[一二三四五六七八九十]{1,3})[)、.](?![+\-=<>≤≥])|[(]?(?:附?注|(?:填[表报])?说明|备注|其中|公式|即)\d*:?"
    r"|(?:本[表行列栏]|各[表行列栏]|每[行列栏]|表内|数据|的|间|之间|主要|审核|逻辑|平衡|勾稽|钩稽|关系|如下|为|公式|是)+:|(?:各|每|本)[行列栏表](?=第|[(]?\d))+"
)
_TELLS = re.compile(r"[=<>≤≥≦≧⩽⩾]|等于|[大小]于|不超过|之和|相等|相一致|勾稽|钩稽|平衡关系")
"""What shows that a text is about figures that must agree."""
_SPLIT = re.compile(r"([+]|-|−|–)")
_SPLIT_WORDS = re.compile(r"([+]|-|−|–|加上|减去|加|减|、|与|和|及)")
_MINUS = ("减", "-", "−", "–")


@dataclass(frozen=True, slots=True)
class Reference:
    """A sign 1 or -1, what is counted and its number, or the name of a row or column."""

    sign: int
    axis: Axis = "any"
    number: int = 0
    name: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """A printed check: ``left op right`` over numbers of items, rows or columns, and its own words."""

    left: tuple[Reference, ...]
    op: Literal["=", "<="]
    right: tuple[Reference, ...]
    words: str


@dataclass(frozen=True, slots=True)
class Statement:
    """A printed statement about figures that must agree: the ways it may be read, the likeliest first."""

    words: str
    readings: tuple[Check, ...]


def checks(text: str) -> Iterator[Check]:
    """The checks over numbers that a text prints anywhere, in order."""
    return (_check(m["left"], m["sign"], m["right"], m.group()) for m in _CHECK.finditer(_flat(text)))


def statements(text: str) -> Iterator[Statement]:
    """The statements that a note prints, in order; one that says more than a check has no readings."""
    for part in _STOPS.split(_flat(text)):
        for words in _single(part):
            bare = _bare(words)
            if _TELLS.search(bare):
                yield Statement(bare, tuple(_readings(bare)))


def _flat(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).split())


def _single(part: str) -> list[str]:
    """A part of a note, cut at its commas where it states several checks."""
    return part.split(",") if len(_SIGN.findall(part)) > 1 else [part]


def _bare(words: str) -> str:
    """A statement without its ordinal, what leads to it, and brackets around it all."""
    bare = words.strip(",")
    while True:
        match = _LEAD.match(bare)
        shorter = bare[match.end() :] if match else bare
        if re.fullmatch(r"[(][^()]*[)]", shorter) and _SIGN.search(shorter):
            shorter = shorter[1:-1]
        if shorter == bare:
            return bare
        bare = shorter


def _readings(words: str) -> Iterator[Check]:
    match = _CHECK.fullmatch(words)
    if match:
        yield _check(match["left"], match["sign"], match["right"], words)
        return
    signs = list(_SIGN.finditer(words))
    if len(signs) == 1:
        left, right = words[: signs[0].start()].strip(","), words[signs[0].end() :].strip(",")
        for split in (_SPLIT, _SPLIT_WORDS):
            sides = _named(left, split), _named(right, split)
            if sides[0] and sides[1]:
                yield _ordered(sides[0], signs[0].group(), sides[1], words)


def _named(text: str, split: re.Pattern[str]) -> tuple[Reference, ...]:
    """A side whose parts are names, or numbers of rows or columns; none where a part is empty.

    What 、 or 和 joins is one sum only where the side says so.
    """
    bare = re.sub(
        r"(?:之和|的和|之差|的差)$", "", text.strip("()") if text.count("(") != text.count(")") else text
    )
    pieces = split.split(bare)
    joined = any(sign in ("、", "与", "和", "及") for sign in pieces[1::2])
    if not all(pieces[::2]) or (joined and bare == text):
        return ()
    signs = [1, *(-1 if sign.startswith(_MINUS) else 1 for sign in pieces[1::2])]
    return tuple(_reference(sign, piece) for sign, piece in zip(signs, pieces[::2], strict=True))


def _reference(sign: int, text: str) -> Reference:
    match = _REF_PARTS.fullmatch(text)
    if match:
        return Reference(sign, AXES[match[2]], number(match[1]))
    return Reference(sign, name=text)


def _check(left: str, sign: str, right: str, words: str) -> Check:
    return _ordered(_side(left), sign, _side(right), words)


def _ordered(left: tuple[Reference, ...], sign: str, right: tuple[Reference, ...], words: str) -> Check:
    if re.fullmatch(_MORE, sign):
        left, right = right, left
    return Check(left, "=" if re.fullmatch(_EQUAL, sign) else "<=", right, words)


def _side(text: str) -> tuple[Reference, ...]:
    shared = next((axis for axis in reversed(text) if axis in AXES), "")
    found: list[Reference] = []
    for piece in _PIECE.finditer(text):
        sign = -1 if any(minus in (piece["add"] or "") for minus in _MINUS) else 1
        numbers = [m for m in _REF_PARTS.finditer(piece["many"] or piece["ref"]) if m[1]]
        counted = [number(m[1]) for m in numbers]
        if piece["many"]:
            counted = [*range(counted[0], min(counted[-1], counted[0] + LONGEST_RANGE) + 1)]
        axis = AXES[next((m[2] for m in numbers if m[2]), shared)]
        found += [Reference(sign, axis, n) for n in counted]
    return tuple(found)


def number(text: str) -> int:
    """A number in Chinese or Arabic digits, up to 99."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (DIGITS.index(ones[-1]) if ones else 0)
