"""Equations over canonical keys: data of the schema, shared by solver, checker and documentation.

A formula is text such as ``a/x/y + 2*a/x/z = prev:a/x/y`` with ``=`` or ``<=`` between two sums::

    formula = sum ("=" | "<=") sum
    sum     = "0" | ["-" | "+"] term {("+" | "-") term}
    term    = [integer "*"] ["prev:"] key
    key     = part "/" part "/" part          each of letters, digits, "_", "."; a key begins with no digit

A ``*`` inside a part makes the key a glob: it stands for the sum of all keys of the schema that match, at
least one, and never crosses ``/``. Like terms of one side are collected, those that cancel vanish. A side
without terms is written ``0``. No other constant exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from difflib import get_close_matches
from typing import Literal, NamedTuple, TypeVar

from gouji.errors import SchemaError

Level = Literal["document", "cross-year"]
Term = tuple[int, str]
"""A coefficient and a key; the key of another year is prefixed ``prev:``."""

PREVIOUS = "prev:"
"""Prefix of a key that is read from the report of the same agency for the year before."""
KEY_PARTS = 3
"""A key is ``table/row/column``."""
MAX_FORMULA = 10_000
"""Longest formula in characters: ten times the longest sum a person writes by hand."""
QUOTED = 40
"""How much of a faulty text a message repeats, in characters."""

Number = int | Decimal
"""What a figure says: never a float."""

Branch = TypeVar("Branch")


@dataclass(frozen=True, slots=True)
class Equation:
    """``sum(left) op sum(right)`` over keys, with its standing.

    ``status``: official (printed in the form), inferred-label (follows from a label such as 总计),
    inferred-soft (plausible, breaks in honest reports). Only equations of level "document" and operator
    "=" that are not soft may place figures.
    """

    id: str
    left: tuple[Term, ...]
    op: Literal["=", "<="]
    right: tuple[Term, ...]
    status: Literal["official", "inferred-label", "inferred-soft"] = "inferred-label"
    level: Level = "document"
    severity: Literal["error", "warning", "info"] = "error"
    formula: str = ""
    message: str = ""

    keys: tuple[str, ...] = field(init=False, repr=False, compare=False)
    """Every key of both sides, left first."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "keys", tuple(k for _, k in self.left + self.right))

    @property
    def places(self) -> bool:
        """Whether the solver may use it to place figures."""
        return self.op == "=" and self.level == "document" and self.status != "inferred-soft"

    def sides(self, values: Mapping[str, Number]) -> tuple[Number, Number]:
        """The sums of both sides; a key without a value counts as 0."""
        left = sum((c * values.get(k, 0) for c, k in self.left), 0)
        right = sum((c * values.get(k, 0) for c, k in self.right), 0)
        return left, right


class Formula(NamedTuple):
    """A parsed formula: ``sum(left) op sum(right)``, globs expanded and like terms of a side collected."""

    left: tuple[Term, ...]
    op: Literal["=", "<="]
    right: tuple[Term, ...]


class KeyTree:
    """The keys of a schema by their parts, so that a glob costs the keys beside it, not all keys."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._tables: dict[str, dict[str, dict[str, str]]] = {}
        for key in keys:
            table, row, column = key.split("/")
            self._tables.setdefault(table, {}).setdefault(row, {})[column] = key

    def match(self, pattern: str) -> list[str]:
        """Give the keys ``pattern`` stands for, in printed order; empty where none matches."""
        parts = pattern.split("/")
        if len(parts) != KEY_PARTS:
            return []
        rows = [r for table in _children(self._tables, parts[0]) for r in _children(table, parts[1])]
        return [key for row in rows for key in _children(row, parts[2])]

    def near(self, key: str) -> list[str]:
        """Up to three keys that are written much like ``key``, the likest first."""
        keys = [k for rows in self._tables.values() for columns in rows.values() for k in columns.values()]
        return get_close_matches(key, keys)


def parse_formula(text: str, keys: KeyTree) -> Formula:
    """Read a formula over the keys of a schema.

    Raises SchemaError that says at which character, from 0, what is wrong: a foreign character, a sum that
    breaks off, an unknown key, a glob without a match, a formula that says nothing.
    """
    if len(text) > MAX_FORMULA:
        raise SchemaError(f"longer than {MAX_FORMULA} characters; use a glob such as a/*/total")
    signs = list(_OPERATOR.finditer(text))
    if len(signs) != 1:
        raise SchemaError(f"{len(signs)} signs = or <=; write one, between two sums")
    left = _sum(text, 0, signs[0].start(), keys)
    right = _sum(text, signs[0].end(), len(text), keys)
    if not left and not right:
        raise SchemaError("no terms are left; name a key on one side at least")
    return Formula(left, "<=" if signs[0].group() == "<=" else "=", right)


def parse_sum(text: str, keys: KeyTree) -> tuple[Term, ...]:
    """Read one sum over the keys of one report; raises SchemaError as ``parse_formula`` does."""
    if len(text) > MAX_FORMULA:
        raise SchemaError(f"longer than {MAX_FORMULA} characters; use a glob such as a/*/total")
    terms = _sum(text, 0, len(text), keys)
    if not terms or any(key.startswith(PREVIOUS) for _, key in terms):
        raise SchemaError("must be a sum of keys of this year; name one at least")
    return terms


def render_formula(formula: Formula) -> str:
    """Write the formula with every term written out; ``parse_formula`` reads the same formula back."""
    return f"{_render_sum(formula.left)} {formula.op} {_render_sum(formula.right)}"


_OPERATOR = re.compile(r"<=|=")
_ZERO = re.compile(r"\s*0\s*")
_TERM = re.compile(
    r"\s*(?:(?P<sign>[+-])\s*)?"
    r"(?:(?P<factor>[0-9]{1,9})\s*\*\s*)?"  # nine digits: sums stay within machine integers
    r"(?P<previous>prev:)?"
    r"(?P<key>(?:[^\W\d]|\*)[\w.*]*/[\w.*]+/[\w.*]+)"
)


def _sum(text: str, at: int, end: int, keys: KeyTree) -> tuple[Term, ...]:
    if _ZERO.fullmatch(text, at, end):
        return ()
    total: dict[str, int] = {}
    end = len(text[:end].rstrip())
    first = True
    while first or at < end:
        match = _TERM.match(text, at, end)
        if match is None or not (first or match["sign"]):
            wanted = "a key table/row/column, 2*key or 0" if first else "+ or - and a key table/row/column"
            raise SchemaError(f"character {at}: {_quoted(text[at:end])} is not {wanted}")
        for coefficient, key in _expand(match, keys):
            total[key] = total.get(key, 0) + coefficient
        at, first = match.end(), False
    return tuple((coefficient, key) for key, coefficient in total.items() if coefficient)


def _expand(match: re.Match[str], keys: KeyTree) -> list[Term]:
    """Give the terms of one written term: as many as its glob matches."""
    found = keys.match(match["key"])
    if not found:
        what = "no key matches" if "*" in match["key"] else "the schema has no key"
        near = ", ".join(keys.near(match["key"]))
        remedy = f"near it: {near}" if near else "see its tables"
        raise SchemaError(f"character {match.start('key')}: {what} {_quoted(match['key'])}; {remedy}")
    coefficient = int(match["factor"] or 1) * (-1 if match["sign"] == "-" else 1)
    previous = match["previous"] or ""
    return [(coefficient, previous + key) for key in found]


def _children(branch: Mapping[str, Branch], pattern: str) -> list[Branch]:
    if "*" in pattern:
        return [child for name, child in branch.items() if _fits(pattern, name)]
    return [branch[pattern]] if pattern in branch else []


def _fits(pattern: str, name: str) -> bool:
    """Whether a glob with at least one ``*`` matches; greedy from the left, so never exponential."""
    head, *middle, tail = pattern.split("*")
    at, end = len(head), len(name) - len(tail)
    if at > end or not name.startswith(head) or not name.endswith(tail):
        return False
    for piece in middle:
        found = name.find(piece, at, end)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _render_sum(terms: tuple[Term, ...]) -> str:
    if not terms:
        return "0"
    text = "".join(_render_term(c, key) for c, key in terms)
    return text[3:] if text.startswith(" + ") else "-" + text[3:]


def _render_term(coefficient: int, key: str) -> str:
    factor = "" if abs(coefficient) == 1 else f"{abs(coefficient)}*"
    return f" {'-' if coefficient < 0 else '+'} {factor}{key}"


def _quoted(text: str) -> str:
    """Quote some text for a message, cut where it would fill the screen."""
    cut = text.strip()
    return repr(cut if len(cut) <= QUOTED else cut[:QUOTED] + "…")
