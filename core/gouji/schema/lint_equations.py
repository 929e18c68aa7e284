"""What is odd about the equations of a schema: those that say nothing, cannot be right, or say it twice."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from gouji.equation import PREVIOUS, Equation
from gouji.schema import Schema
from gouji.schema.remark import Remark

LISTED = 6
"""Keys that a remark lists before it only counts the rest."""

_KEY = re.compile(r"(?:prev:)?[\w.]+/[\w./]+|(?<=same as )\S+")
"""What differs between equations of one entry: keys, and ids of equations."""

Form = tuple[str, frozenset[tuple[str, int]]]
"""An operator, and the terms of left minus right."""


def lint_equations(schema: Schema, values: Mapping[str, Any]) -> Iterator[Remark]:
    """Remarks on the equations; those that an entry's loops repeat are one remark."""
    paths = _paths(schema, values)
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    first: dict[tuple[str, str], str] = {}
    said: dict[Form, str] = {}
    for equation in schema.equations:
        for problem in _problems(equation, schema, said):
            kind = paths.get(equation.id, "equations"), _KEY.sub("", problem)
            first.setdefault(kind, problem)
            found[kind].append(equation.id)
    for kind, names in found.items():
        often = f" (and alike in {len(names) - 1} more of its equations)" if len(names) > 1 else ""
        yield Remark("finding", f"{kind[0]}.formula", f"{names[0]}: {first[kind]}{often}")
    yield from _uncovered(schema)


def _paths(schema: Schema, values: Mapping[str, Any]) -> dict[str, str]:
    """The path of the entry that each equation was written out from: its id, then its loops' values."""
    entries = {entry["id"]: f"equations[{i}]" for i, entry in enumerate(values.get("equations", ()))}
    found = {}
    for equation in schema.equations:
        name = equation.id
        while name and name not in entries:
            name = name.rpartition("/")[0]
        found[equation.id] = entries.get(name, "equations")
    return found


def _problems(equation: Equation, schema: Schema, said: dict[Form, str]) -> Iterator[str]:
    form = _form(equation)
    both = sorted({k for _, k in equation.left} & {k for _, k in equation.right})
    if not form[1]:
        yield "holds whatever is printed: both sides are the same; write what must equal what"
    elif both:
        yield f"{both[0]} stands on both sides and cancels; drop it on one"
    if form[1] and all(key.startswith(PREVIOUS) for key in equation.keys):
        yield "names the year before only, so nothing of the report is checked; drop prev: somewhere"
    yield from _kinds(equation, schema)
    if form[1]:
        opposite = (form[0], frozenset((k, -c) for k, c in form[1])) if equation.op == "=" else form
        first = said.get(form) or said.get(opposite)
        if first:
            yield f"says the same as {first}; drop one"
        said.setdefault(form, equation.id)


def _form(equation: Equation) -> Form:
    terms: Counter[str] = Counter()
    for coefficient, key in equation.left:
        terms[key] += coefficient
    for coefficient, key in equation.right:
        terms[key] -= coefficient
    return equation.op, frozenset((k, c) for k, c in terms.items() if c)


def _kinds(equation: Equation, schema: Schema) -> Iterator[str]:
    """Sums of unlike things."""
    columns = {key: schema.columns[key.removeprefix(PREVIOUS)] for key in equation.keys}
    money = {column.type == "money" for column in columns.values()}
    if len(money) > 1:
        amount = next(k for k, c in columns.items() if c.type == "money")
        count = next(k for k, c in columns.items() if c.type != "money")
        yield f"adds or compares money ({amount}) and counts ({count}); correct a key or a column's type"
    units = sorted({c.unit for c in columns.values() if c.unit})
    if len(units) > 1:
        yield f"adds or compares figures in {' and '.join(units)}; gouji never converts units"


def _uncovered(schema: Schema) -> Iterator[Remark]:
    covered = {key.removeprefix(PREVIOUS) for e in schema.equations for key in e.keys}
    left = [key for key in schema.keys if key not in covered]
    if not left:
        return
    message = f"{len(left)} of {len(schema.keys)} keys stand in no equation: {_listed(left)}"
    yield Remark("info", "equations", f"{message}; nothing checks them, and nothing places their figures")


def _listed(keys: Sequence[str]) -> str:
    more = f", and {len(keys) - LISTED} more" if len(keys) > LISTED else ""
    return ", ".join(keys[:LISTED]) + more
