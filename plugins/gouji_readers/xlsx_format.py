"""Number formats: what a workbook prints for a stored number, where its format has only the common signs."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal

STORED = Context(prec=15, rounding=ROUND_HALF_UP)
"""A workbook computes with fifteen digits; what is stored behind them is the noise of binary fractions."""
SHOWN = 10
"""Digits that the general format shows of a fraction."""
LONGEST = 60
"""Digits of a number that are printed one by one; a larger exponent is left as it is stored."""
LONGEST_FORMAT = 1024
"""Signs of a format that is understood; programs write at most 255."""

BUILTIN = {
    1: "0",
    2: "0.00",
    3: "#,##0",
    4: "#,##0.00",
    9: "0%",
    10: "0.00%",
    14: "yyyy/m/d",
    15: "d-mmm-yy",
    16: "d-mmm",
    17: "mmm-yy",
    20: "h:mm",
    21: "h:mm:ss",
    22: "yyyy/m/d h:mm",
    27: 'yyyy"年"m"月"',
    28: 'm"月"d"日"',
    29: 'm"月"d"日"',
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    36: 'yyyy"年"m"月"',
    37: "#,##0_);(#,##0)",
    38: "#,##0_);(#,##0)",
    39: "#,##0.00_);(#,##0.00)",
    40: "#,##0.00_);(#,##0.00)",
    41: '#,##0;-#,##0;"-";@',
    42: '"¥"#,##0;-"¥"#,##0;"-";@',
    43: '#,##0.00;-#,##0.00;"-";@',
    44: '"¥"#,##0.00;-"¥"#,##0.00;"-";@',
    49: "@",
    50: 'yyyy"年"m"月"',
    57: 'yyyy"年"m"月"',
    58: 'm"月"d"日"',
}
"""Formats that a workbook names by number only, as Chinese editions of the programs mean them."""
MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]

_TOKEN = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|[_*].|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General)|(?P<exponent>E[+-])|(?P<number>[0#?.,%/]+)|(?P<date>y+|m+|d+|h+|s+|AM/PM)"
    r"|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d{1,15}(?:\.\d{1,15})?)")
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt,
    ">": operator.gt,
    "=": operator.eq,
    "<=": operator.le,
    ">=": operator.ge,
    "<>": operator.ne,
}
MOST_COMPARED = 3
"""Sections of a format for numbers; the fourth is for text."""
_COLOURS = re.compile(
    r"black|blue|cyan|green|magenta|red|white|yellow|color ?\d+|dbnum\d|黑色|蓝色|红色|绿色|白色|黄色",
    re.IGNORECASE,
)


class Unknown(Exception):  # noqa: N818 - no error of anybody's: the format is beyond what is understood
    """A format with signs that are not understood; the number is then shown as stored."""


@dataclass(frozen=True, slots=True)
class Section:
    """One of a format's parts: signs as printed (kind "text"), placeholders ("number") and date letters.

    It may hold only for numbers of which a comparison is true.
    """

    tokens: tuple[tuple[str, str], ...] = ()
    only: tuple[str, Decimal] | None = None

    def holds(self, number: Decimal) -> bool:
        """Whether it prints a number, by its own comparison."""
        return self.only is None or _COMPARED[self.only[0]](number, self.only[1])

    def has(self, kind: str) -> bool:
        """Whether a sign of a kind is in it."""
        return any(own == kind for own, _ in self.tokens)


def shown(stored: str, code: str, *, from_1904: bool = False) -> str:
    """What a format prints for a stored number; the number itself where the format is not understood."""
    try:
        number = STORED.create_decimal(stored)
    except ArithmeticError:
        return stored
    if not number.is_finite() or abs(number.adjusted()) > LONGEST:
        return stored
    if len(code) > LONGEST_FORMAT:
        return general(number)
    try:
        return _shown(number, sections(code), from_1904=from_1904)
    except Unknown:
        return general(number)


def text_shown(text: str, code: str) -> str:
    """What a format prints for a text: nothing where its fourth section is empty."""
    return "" if code.count(";") >= 3 and not code.rpartition(";")[2] else text  # noqa: PLR2004


def general(number: Decimal) -> str:
    """A number as the general format shows it."""
    if number != number.to_integral_value():
        digits = max(SHOWN - max(number.adjusted() + 1, 1), 0)
        number = number.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP, Context(prec=LONGEST))
        number = number.normalize()
    return format(number.to_integral_value() if number == number.to_integral_value() else number, "f")


def sections(code: str) -> list[Section]:
    """The sections of a format; raises Unknown for a count of hours."""
    out: list[list[tuple[str, str]]] = [[]]
    only: dict[int, tuple[str, Decimal]] = {}
    for found in _TOKEN.finditer(code):
        kind, text = found.lastgroup, found[found.lastgroup] if found.lastgroup else ""
        if kind == "other" and text == ";":
            out.append([])
        elif kind == "bracket":
            compared = _CONDITION.fullmatch(text)
            if compared is not None:
                only[len(out) - 1] = compared[1], Decimal(compared[2])
            elif not _COLOURS.fullmatch(text):
                raise Unknown(text)
        elif kind in ("quoted", "escaped", "money", "other"):
            out[-1].append(("@", "") if text == "@" and kind == "other" else ("text", text))
        elif kind is not None:
            out[-1].append((kind, text))
    return [Section(tuple(tokens), only.get(place)) for place, tokens in enumerate(out)]


def _shown(number: Decimal, parts: Sequence[Section], *, from_1904: bool) -> str:
    sign = ""
    if any(part.only for part in parts):
        section = _chosen(number, parts)
    elif number < 0 and len(parts) > 1:
        section, number = parts[1], -number
    elif number == 0 and len(parts) > 2:  # noqa: PLR2004
        section = parts[2]
    else:
        section = parts[0]
        sign, number = ("-", -number) if number < 0 else ("", number)
    if section.has("date"):
        return _date(number, section, from_1904=from_1904)
    if section.has("exponent"):
        raise Unknown(section)
    body = _number(number, section)
    return sign + body if sign and re.search(r"[1-9]", body) else body


def _chosen(number: Decimal, parts: Sequence[Section]) -> Section:
    """The first section that holds; of a negative number the sign depends on more than that."""
    found = next((part for part in parts[:MOST_COMPARED] if part.holds(number)), None)
    if found is None or number < 0:
        raise Unknown(number)
    return found


def _number(number: Decimal, section: Section) -> str:
    """Signs and digits of a section; raises Unknown where signs stand between the digits."""
    codes = [text for kind, text in section.tokens if kind == "number"]
    pattern = "".join(codes)
    whole = section.has("general") or section.has("@")
    if "/" in pattern or len([c for c in codes if c.strip("%")]) > 1 or (whole and pattern):
        raise Unknown(pattern)
    digits = general(number) if whole else _digits(number, pattern) if pattern.strip("%") else ""
    out, written = "", False
    for kind, text in section.tokens:
        if kind == "text":
            out += text
        elif kind in ("general", "@") or (kind == "number" and text.strip("%") and not written):
            out, written = out + digits + "%" * text.count("%"), True
        elif kind == "number":
            out += text
    return out


def _digits(number: Decimal, pattern: str) -> str:
    """The digits of a number by placeholders such as ``#,##0.00``."""
    number = number.scaleb(2 * pattern.count("%"))
    body = pattern.replace("%", "").rstrip(",")
    scaled = len(pattern.replace("%", "")) - len(body)
    whole, point, fraction = body.partition(".")
    if "." in fraction or (fraction and "," in fraction):
        raise Unknown(pattern)
    number = number.scaleb(-3 * scaled)
    exact = number.quantize(Decimal(1).scaleb(-len(fraction)), ROUND_HALF_UP, Context(prec=LONGEST + 30))
    left, _, right = format(exact, "f").partition(".")
    least = len(re.sub(r"[^0]", "", whole))
    left = left.lstrip("0").rjust(least, "0")
    if "," in whole:
        left = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ",", left)
    optional = len(fraction) - len(fraction.rstrip("#?"))
    kept = right[: len(right) - optional] + right[len(right) - optional :].rstrip("0") if optional else right
    return left + (point + kept if kept else "")


@dataclass(slots=True)
class _Clock:
    """The date letters of a section in turn; an m after hours or before seconds means minutes."""

    when: datetime
    half: bool
    hours: bool = False
    out: list[str] = field(default_factory=list)

    def letter(self, text: str, following: str) -> str:
        kind, long = text[0].lower(), len(text)
        if kind == "a":
            return "AM" if self.when.hour < 12 else "PM"  # noqa: PLR2004
        if kind == "m" and not (self.hours or following == "s"):
            return self._month(long)
        values = {
            "y": self.when.year if long > 2 else self.when.year % 100,  # noqa: PLR2004
            "d": self.when.day,
            "h": (self.when.hour - 1) % 12 + 1 if self.half else self.when.hour,
            "m": self.when.minute,
            "s": self.when.second,
        }
        self.hours = kind == "h"
        if kind == "d" and long > 2:  # noqa: PLR2004 - names of weekdays
            raise Unknown(text)
        return str(values[kind]).rjust(2 if long > 1 else 1, "0")

    def _month(self, long: int) -> str:
        if long > 2:  # noqa: PLR2004
            return MONTHS[self.when.month - 1]
        return str(self.when.month).rjust(long, "0")


def _date(number: Decimal, section: Section, *, from_1904: bool) -> str:
    base = datetime(1904, 1, 1) if from_1904 else datetime(1899, 12, 30 if number >= 60 else 31)  # noqa: DTZ001, PLR2004
    try:
        seconds = int((number * 86400).to_integral_value(ROUND_HALF_UP))
        when = base + timedelta(seconds=seconds)
    except OverflowError as error:
        raise Unknown(number) from error
    letters = [text[0].lower() for kind, text in section.tokens if kind == "date"]
    clock = _Clock(when, "a" in letters)
    out = ""
    for kind, text in section.tokens:
        if kind == "date":
            letters.pop(0)
            out += clock.letter(text, letters[0] if letters else "")
        elif kind == "text" or (kind == "number" and not text.strip("/.,")):
            out += text
        else:
            raise Unknown(text)
    return out
