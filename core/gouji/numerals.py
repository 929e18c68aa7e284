r"""Numerals: what one printed cell states.

=======================================  ==================================================
printed                                  read as
=======================================  ==================================================
nothing, white space, zero-width         ``blank``
``/ - — … · * × 无 NaN None N/A 增 减``  ``mark``: a sign that states no number; also ``--``
``0`` ``12`` ``１２``                    ``figure``, an ``int``
``1,204`` ``1，204``                     ``figure``; ``12,34`` has no right groups: ``text``
``+3`` ``-9`` ``－9`` ``−9`` ``\-9``     ``figure`` with its sign, a Markdown escape ignored
``增98`` ``增加5`` ``减3`` ``减少 3``    ``figure`` 98, 5, -3, -3
``96171.6`` ``85.50``                    ``figure``, a ``Decimal`` with its printed digits
``1204.0``                               ``figure``, the ``int`` 1204: a data frame's count
``251000元`` ``97.8 万元`` ``8（万元）`` ``figure`` with ``unit``; never rescaled
``22（其中修订 16 件）``                 ``figure`` 22 with ``remark`` ``其中修订 16 件``
``**5**`` ``5*``                         ``figure``: emphasis and footnote stars are ignored
``1 2`` ``007`` ``5%`` ``三`` ``²``      ``text``, as is all else
``1.`` ``(1)`` ``0/0`` ``1-2`` ``1e3``   ``text``: ordinals, ranges and the like
=======================================  ==================================================

Full-width forms are the only characters outside ASCII that count as digits. An en or em dash before a
figure is not a sign: prints use it for ranges and page marks. ``Numeral`` says what is printed, not where
it belongs.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from itertools import pairwise
from typing import Literal

Kind = Literal["figure", "blank", "mark", "text"]

MAX_DIGITS = 18
"""Digits of a figure, decimals included: no real amount has more, and 18 fit a signed 64-bit integer."""
MAX_MARK = 40
"""Characters of a page mark's line, or of a figure with one glued on; the longest real ones have half."""
CACHED_LENGTH = 40
"""Characters of a cell worth remembering; longer cells are prose, and could fill the memory."""
CACHE_SIZE = 4096
"""Remembered cells: a report has some 200 cells and some dozens of distinct ones."""

UNITS = (
    "万元",
    "亿元",
    "萬元",
    "億元",
    "元",
    "件",
    "项",
    "項",
    "条",
    "條",
    "个",
    "個",
    "次",
    "人",
    "份",
    "起",
    "宗",
)
"""Units that may follow a figure, the longer first. A percent sign is none: a share is not a count."""

_BLANKS = (
    "\t\n\v\f\r\x1c\x1d\x1e\x1f \x85\xa0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008"
    "\u2009\u200a\u2028\u2029\u202f\u205f\u3000"  # white space, and from here on what is not seen at all
    "\x00\u00ad\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u2060\u2066\u2067\u2068"
    "\u2069\ufeff"  # but not U+202E, which shows 12 as 21
)
_EMPHASIS = f"{_BLANKS}*＊_`"
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#[xX][aA]0|#12288|#[xX]3000);")
_WIDE = str.maketrans("０１２３４５６７８９＋－﹣−‐‑，．（）＼", "0123456789+-----,.()\\")

_DASHES = r"\-－﹣−‐‑‒–—―─━"
_SIGNS = re.compile(rf"[{_DASHES}/／\\＼…⋯·•・*＊×✕{_BLANKS}]+|[+＋]")
_LEFT_OUT = frozenset("…⋯.\\＼")
"""What a tool prints where it cut a text short or broke a line: neither a figure nor a sign for none."""
_WORDS = frozenset(
    (
        "无",
        "無",
        "增",
        "减",
        "減",
        "增加",
        "减少",
        "減少",
        "不适用",
        "nan",
        "none",
        "null",
        "n/a",
        "#n/a",
        "na",
        "<na>",
    )
)
_FIGURE = re.compile(
    rf"(?:(?P<sign>\\?[+-])|(?:增加?|(?P<down>[减減]少?))[{_BLANKS}]*)?"
    r"(?P<whole>0|[1-9][0-9]{0,2}(?:,[0-9]{3})+|[1-9][0-9]*)(?:\.(?P<fraction>[0-9]+))?"
    rf"(?:[{_BLANKS}]*+(?P<unit>{'|'.join(UNITS)}))?"
    rf"(?:[{_BLANKS}]*+\((?P<remark>[^()]+)\))?"
)

_ESCAPE = re.compile(r"\\(?=[-+.*_()\[\]#|~])")
"""What Markdown writers put before a sign that could be markup."""
_COUNT = "0?[1-9][0-9]{0,3}"
_FRAME = rf"[{_DASHES}·•・~～=]{{1,5}}"
_PAGE = re.compile(
    rf"(?P<left>{_FRAME})?\s*(?:"
    rf"(?P<bare>{_COUNT})(?:(?P<over>\s{{0,2}}/\s{{0,2}})(?P<total>{_COUNT}))?"
    rf"|{_COUNT}\s*of\s*{_COUNT}"
    rf"|page\s*{_COUNT}(?:\s*(?:of|/)\s*{_COUNT})?"
    rf"|第\s*{_COUNT}\s*[页頁](?:\s*[,/、]?\s*\(?\s*共\s*{_COUNT}\s*[页頁]\s*\)?)?"
    rf"|共\s*{_COUNT}\s*[页頁]\s*[,/、]?\s*第\s*{_COUNT}\s*[页頁]"
    rf")\s*(?P<right>{_FRAME})?",
    re.IGNORECASE,
)
_GLUED = re.compile(
    rf"\s*(?P<figure>[+\-－﹣−]?[0-9０-９][0-9０-９,，.．]*(?:{'|'.join(UNITS)})?)\s*"
    rf"(?P<mark>[{_DASHES}]\s*[1-9１-９][0-9０-９]{{0,3}}\s*[{_DASHES}])\s*"
)


@dataclass(frozen=True, slots=True)
class Numeral:
    """What a cell states: ``value`` is set for a ``figure`` only, exact and in the printed ``unit``.

    ``unit`` and ``remark`` (the words in brackets after a figure) are as printed, ``""`` where there is none.
    """

    kind: Kind
    value: int | Decimal | None = None
    unit: str = ""
    remark: str = ""


_BLANK_CELL, _MARK_CELL, _TEXT_CELL = Numeral("blank"), Numeral("mark"), Numeral("text")


def read(raw: str) -> Numeral:
    """Say what one cell, as printed, states. Any string is accepted; time is linear in its length."""
    if len(raw) <= CACHED_LENGTH:
        return _remembered(raw)
    return _read(raw)


def is_left_out(text: str) -> bool:
    """Whether a text is nothing but signs which say that something was left out."""
    return bool(text) and _LEFT_OUT.issuperset(text)


def page_number(line: str) -> bool:
    """Whether a whole line is a page mark (``— 1 —``, ``第 3 页``, ``3 / 10``, ``Page 3 of 9``).

    A bare number is none, nor is ``0/0`` or ``3/10`` without blanks: those are printed values of cells, as
    are numbers on both sides of a stroke that stands apart.
    """
    if len(line) > MAX_MARK and len(line := line.strip()) > MAX_MARK:
        return False
    found = _PAGE.fullmatch(line.strip().translate(_WIDE))
    if not found:
        return False
    left, right, bare, over = found.group("left", "right", "bare", "over")
    if not bare or (left and right):
        return bool(left) == bool(right)
    if left or right or not over or over == "/":
        return False
    return 1 <= int(bare) <= int(found["total"])


def counts_on(before: str, after: str) -> bool:
    """Whether two texts are whole numbers, the second greater by one; endless digits are none."""
    plain = all(text.isdecimal() and len(text) <= MAX_DIGITS for text in (before, after))
    return plain and int(after) == int(before) + 1


def count_up(texts: Sequence[str]) -> bool:
    """Whether texts go up one by one, as numbers of columns do."""
    return all(counts_on(before, after) for before, after in pairwise(texts))


def split_page_mark(raw: str) -> tuple[str, str] | None:
    """Part a figure from a page mark glued to its end: ``769- 5 -`` gives ``("769", "- 5 -")``.

    Both are slices of ``raw``. None where there is no such mark: it has a dash on both sides of its number.
    """
    if len(raw) > MAX_MARK:
        return None
    found = _GLUED.fullmatch(raw)
    if not found or read(found["figure"]).kind != "figure":
        return None
    return found["figure"], found["mark"]


def _read(raw: str) -> Numeral:
    if raw.isascii() and raw.isdigit():
        return _plain(raw)
    if raw.isascii() and "&" not in raw and "\\" not in raw and (found := _FIGURE.fullmatch(raw)):
        return _figure(found, raw)  # most others: what follows would not change them
    body = (_ENTITY.sub(" ", raw) if "&" in raw else raw).strip(_BLANKS)
    body = _ESCAPE.sub("", body) if "\\" in body else body
    if not body:
        return _BLANK_CELL
    if _SIGNS.fullmatch(body) or body.lower() in _WORDS:
        return _MARK_CELL
    body = body.strip(_EMPHASIS)
    found = _FIGURE.fullmatch(body.translate(_WIDE))
    return _figure(found, body) if found else _TEXT_CELL


_remembered = lru_cache(maxsize=CACHE_SIZE)(_read)


def _plain(digits: str) -> Numeral:
    if len(digits) > MAX_DIGITS or (digits[0] == "0" and len(digits) > 1):
        return _TEXT_CELL
    return Numeral("figure", int(digits))


def _figure(found: re.Match[str], body: str) -> Numeral:
    whole, fraction = found["whole"].replace(",", ""), found["fraction"]
    if len(whole) + len(fraction or "") > MAX_DIGITS:
        return _TEXT_CELL
    unit, remark = found["unit"] or "", found["remark"]
    if remark is not None:
        remark = body[found.start("remark") : found.end("remark")].strip(_BLANKS)
        if not unit and remark in UNITS:
            unit, remark = remark, ""
        elif not any(c.isalpha() for c in remark):
            return _TEXT_CELL  # 5(3) is two figures, and nothing says which one counts
    minus = "-" if found["down"] or (found["sign"] or "").endswith("-") else ""
    value = _value(minus + whole, fraction, whole_only=not unit and "," not in found["whole"])
    return Numeral("figure", value, unit, remark or "")


def _value(whole: str, fraction: str | None, *, whole_only: bool) -> int | Decimal:
    if fraction is None or (whole_only and fraction == "0"):
        return int(whole)
    return Decimal(f"{whole}.{fraction}")
