"""Printed checks: 第一项加第二项之和，等于第三项加第四项之和; 1栏=2栏+3栏; 7=1+2-3."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

Axis = Literal["item", "row", "column", "any"]
AXES: dict[str, Axis] = {"项": "item", "行": "row", "栏": "column", "列": "column", "": "any"}
DIGITS = "零一二三四五六七八九"

_REF = r"(?:第[一二三四五六七八九十\d]{1,3}[项行栏列]|[(]?\d{1,3}[)]?[项行栏列]?)"
_ADD = r"(?:,?(?:加上|减去|加|减|\+|-|−|–))"
_SUM = rf"{_REF}(?:{_ADD}{_REF})*(?:之和|之差|的和|的差|合计)?"
_EQUAL, _LESS, _MORE = (
    r"=|应?等于",
    r"<=|≤|应?小于(?:或者?)?等于|应?不大于|应?不超过",
    r">=|≥|应?大于(?:或者?)?等于|应?不小于",
)
_CHECK = re.compile(rf"(?P<left>{_SUM}),?(?P<sign>{_LESS}|{_MORE}|{_EQUAL}),?(?P<right>{_SUM})")
_PIECE = re.compile(rf"(?P<add>{_ADD})?(?P<ref>{_REF})")
_REF_PARTS = re.compile(r"第?[(]?([一二三四五六七八九十\d]{1,3})[)]?([项行栏列]?)")


@dataclass(frozen=True, slots=True)
class Reference:
    """A sign 1 or -1, what is counted, and its number."""

    sign: int
    axis: Axis
    number: int


@dataclass(frozen=True, slots=True)
class Check:
    """A printed check: ``left op right`` over numbers of items, rows or columns, and its own words."""

    left: tuple[Reference, ...]
    op: Literal["=", "<="]
    right: tuple[Reference, ...]
    words: str


def checks(text: str) -> Iterator[Check]:
    """The checks that a text prints, in order."""
    flat = "".join(unicodedata.normalize("NFKC", text).split())
    for match in _CHECK.finditer(flat):
        left, right = _side(match["left"]), _side(match["right"])
        if re.fullmatch(_MORE, match["sign"]):
            left, right = right, left
        op: Literal["=", "<="] = "=" if re.fullmatch(_EQUAL, match["sign"]) else "<="
        yield Check(left, op, right, match.group())


def _side(text: str) -> tuple[Reference, ...]:
    pieces = list(_PIECE.finditer(text))
    axes = [m[2] for p in pieces if (m := _REF_PARTS.fullmatch(p["ref"]))]
    shared = next((a for a in axes if a), "")
    found = []
    for piece in pieces:
        match = _REF_PARTS.fullmatch(piece["ref"])
        if match:
            minus = any(sign in (piece["add"] or "") for sign in ("减", "-", "−", "–"))
            found.append(Reference(-1 if minus else 1, AXES[match[2] or shared], number(match[1])))
    return tuple(found)


def number(text: str) -> int:
    """A number in Chinese or Arabic digits, up to 99."""
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    return (DIGITS.index(tens) if tens else 1) * 10 * bool(ten) + (DIGITS.index(ones[-1]) if ones else 0)
