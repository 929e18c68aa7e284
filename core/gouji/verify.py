"""Verify: a parse derived again from the source alone, by another program than the one that made it.

Nothing of the parser is imported. From the codec an output names, the spans of its cells and their raw texts
each stated value is read again by the rules below, each blank is seen to be one, and the schema's equations
are judged over the stated values; title, agency and year must stand where the output says, but for blanks and
markup. What differs is a fault.

A raw text states a number by these rules, in this order: characters are folded (NFKC), blanks and zero-width
characters fall out, so do Markdown's escapes, emphasis and footnote stars and one remark in brackets at the
end; 增, 减 and signs before, a unit behind and grouping commas are understood; what is left must be digits,
with or without a fraction. A fraction of zeros only, as data frames print counts, is none.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from gouji.equation import Equation
from gouji.errors import DecodeError
from gouji.keys import table_of
from gouji.schema import Schema

STATED = ("printed", "solved")
CORRECTED = "corrected"
"""The status of a person's value: no source bears it out, and it counts in equations."""
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)
_NUMBER = re.compile(
    r"(?P<sign>[+-]|增加?|[减減]少?)?(?P<whole>\d{1,3}(?:,\d{3})+|\d+)(?:\.(?P<fraction>\d+))?"
    r"(?P<unit>[万亿萬億]?元|[件项項条條个個次人份起宗])?"
)
_REMARK = re.compile(r"\([^()]*\)$")
_NOTHING = re.compile(r"[-‐‑‒–—―─━/\\.⋯·•・*×✕+]*|无|無|增加?|[减減]少?|不适用|nan|none|null|#?n/a|na|<na>")
_FALLS = re.compile(
    r"[\s\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff]|\\+(?=[-+.*_()\[\]#|~])"
)
_MARKUP = re.compile(r"<[^<>]*>|&nbsp;|[#*|>\s]")
_ENTITY = re.compile(r"&(?:nbsp|ensp|emsp|thinsp|#160|#[xX][aA]0|#12288|#[xX]3000);")


@dataclass(frozen=True, slots=True)
class Fault:
    """What the source does not bear out: the key or equation, and what is wrong."""

    what: str
    message: str


def text_of(data: bytes, codec: str) -> str:
    """The bytes by the codec an output names; a byte order mark is no part of the text."""
    for mark, name in _MARKS:
        if name == codec and data.startswith(mark):
            data = data[len(mark) :]
            break
    try:
        return data.decode(codec, "replace")
    except LookupError as error:
        raise DecodeError(f"the output names the codec {codec!r}, which Python does not have") from error


def verify(report: Mapping[str, Any], text: str, schemas: Mapping[str, Schema]) -> Iterator[Fault]:
    """The faults of one report as gouji prints it in JSON, against its decoded source."""
    cells = report["cells"]
    for cell in cells:
        for message in _cell(cell, text):
            yield Fault(cell["key"], message)
    yield from _shared(cells)
    for name, printed in report.get("metadata", {}).items():
        there = "".join(text[a:b] for a, b in printed["spans"])
        said = "" if printed["value"] is None else str(printed["value"])
        if _letters(said) != _letters(there):
            yield Fault(name, f"says {said!r}, but {there!r} stands there")
    codes = (f["code"].partition(":") for f in report["findings"] if f["verdict"] == "broken")
    broken = {name for kind, _, name in codes if kind == "equation"}
    values = {c["key"]: c["value"] for c in cells if c["status"] in STATED or _given(c)}
    for equation in _equations(report, schemas):
        if equation.level == "document" and all(key in values for key in equation.keys):
            left, right = equation.sides(values)
            holds = left == right if equation.op == "=" else left <= right
            if holds == (equation.id in broken):
                verb = "holds, but is called broken" if holds else "fails, and no finding says so"
                yield Fault(equation.id, f"{equation.formula}: {left} and {right}: it {verb}")


def _equations(report: Mapping[str, Any], schemas: Mapping[str, Schema]) -> Iterable[Equation]:
    for table, name in report["tables"].items():
        for equation in schemas[name].equations if name in schemas else ():
            if equation.keys and table_of(equation.keys[0]) == table:
                yield equation


def _cell(cell: Mapping[str, Any], text: str) -> Iterator[str]:
    stated = cell["status"] in STATED
    spans = [(a, b) for a, b in cell["spans"]]
    if any(not 0 <= a <= b <= len(text) for a, b in spans):
        yield f"a span of {spans} lies outside the source's {len(text)} characters"
        return
    there = "".join(text[a:b] for a, b in spans)
    if there != cell["raw"] and cell["status"] != "contested":
        yield f"says {cell['raw']!r}, but {there!r} stands there"
    if stated and (read(there) is None or read(there) != _exact(cell["value"])):
        yield f"states {cell['value']}, but {there!r} stands there"
    if cell["status"] == CORRECTED and not all(
        cell.get("correction", {}).get(w) for w in ("who", "when", "why")
    ):
        yield "is corrected, and nobody says who did it, when and why"
    if not stated and cell["value"] is not None and cell["status"] != CORRECTED:
        yield f"is {cell['status']} and has the value {cell['value']}"
    if cell["status"] == "blank" and not is_nothing(there):
        yield f"is called blank, but {there!r} stands there"


def _given(cell: Mapping[str, Any]) -> bool:
    return cell["status"] == CORRECTED and cell["value"] is not None


def _shared(cells: Sequence[Mapping[str, Any]]) -> Iterator[Fault]:
    """Two cells that are proven by the same characters: one figure cannot stand in two cells."""
    claims = sorted(
        (a, b, cell["key"]) for cell in cells if cell["status"] in STATED for a, b in cell["spans"] if a < b
    )
    for (_, end, key), (start, _, other) in zip(claims, claims[1:], strict=False):
        if start < end and key != other:
            yield Fault(other, f"is proven by characters that prove {key} as well")


def read(raw: str) -> int | Decimal | None:
    """The number that a raw text states by the rules above, None where it states none."""
    match = _NUMBER.fullmatch(_REMARK.sub("", _plain(raw)).strip("*_"))
    if match is None:
        return None
    whole = match["whole"].replace(",", "")
    fraction = (match["fraction"] or "").rstrip("0") and match["fraction"]
    value: int | Decimal = Decimal(f"{whole}.{fraction}") if fraction else int(whole)
    return -value if (match["sign"] or "")[:1] in ("-", "减", "減") and match["sign"] else value


def is_nothing(raw: str) -> bool:
    """Whether a raw text is blank or a sign that states no number."""
    return _NOTHING.fullmatch(_plain(raw).casefold()) is not None


def _plain(raw: str) -> str:
    folded = unicodedata.normalize("NFKC", _ENTITY.sub("", raw))
    return _FALLS.sub("", folded.replace("−", "-").replace("﹣", "-"))


def _letters(text: str) -> str:
    return _MARKUP.sub("", text)


def _exact(value: Any) -> Any:
    return Decimal(str(value)) if isinstance(value, float) else value
