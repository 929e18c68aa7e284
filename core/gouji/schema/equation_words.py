"""Equations in words: keys by their printed labels, and how sure each equation is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from gouji.equation import PREVIOUS, Equation, Term
from gouji.schema import Schema

STANDING: Mapping[str, str] = {
    "official": "printed in the form",
    "inferred-label": "follows from a label",
    "inferred-soft": "usual, not certain",
}
SIGN: Mapping[str, str] = {"=": "=", "<=": "≤"}


@dataclass(frozen=True, slots=True)
class Place:
    """The labels of a key: its table's title, its row's and its column's with the groups above."""

    table: str
    row: str
    column: str


@dataclass(frozen=True, slots=True)
class Family:
    """Equations of one entry: the first of them in words, and the ids of the others."""

    first: Equation
    words: str
    others: tuple[str, ...]


def places(schema: Schema) -> dict[str, Place]:
    """The labels of each key; in a block without rows the column's groups stand for the row."""
    found = {}
    for table in schema.tables:
        for block in table.blocks:
            for r in range(block.height):
                for c, column in enumerate(block.columns):
                    path = column.label.path
                    row = block.rows[r].label.text if block.rows else " ".join(path)
                    found[block.key(r, c)] = Place(table.title, row, column.label.text)
    return found


def families(schema: Schema) -> list[Family]:
    """The equations of a schema, those of one entry's loops together."""
    grouped: dict[str, list[Equation]] = {}
    for equation in schema.equations:
        grouped.setdefault(equation.id.partition("/")[0], []).append(equation)
    by_key = places(schema)
    return [Family(own[0], words(own[0], by_key), tuple(e.id for e in own[1:])) for own in grouped.values()]


def words(equation: Equation, by_key: Mapping[str, Place]) -> str:
    """An equation over printed labels; a row or column that all its keys share is said once."""
    own = {key: by_key[key.removeprefix(PREVIOUS)] for key in equation.keys}
    rows, columns = {p.row for p in own.values()}, {p.column for p in own.values()}
    shared, named = "", {k: " · ".join(part for part in (p.row, p.column) if part) for k, p in own.items()}
    if len(columns) == 1 and len(rows) > 1:
        shared, named = f"{columns.pop()}: ", {key: p.row or p.table for key, p in own.items()}
    elif len(rows) == 1 and len(columns) > 1:
        shared, named = f"{rows.pop()}: ", {key: p.column for key, p in own.items()}
    left, right = _side(equation.left, named), _side(equation.right, named)
    return f"{shared.removeprefix(': ')}{left} {SIGN[equation.op]} {right}"


def _side(terms: Sequence[Term], named: Mapping[str, str]) -> str:
    if not terms:
        return "0"
    text = "".join(_term(coefficient, key, named[key]) for coefficient, key in terms)
    return text.removeprefix(" + ") if text.startswith(" + ") else text.lstrip()


def _term(coefficient: int, key: str, name: str) -> str:
    factor = "" if abs(coefficient) == 1 else f"{abs(coefficient)} × "
    before = "the year before's " if key.startswith(PREVIOUS) else ""
    return f" {'−' if coefficient < 0 else '+'} {factor}{before}“{name}”"
