"""The equations of a schema file: entries with loops, written out over the keys of its tables."""

from __future__ import annotations

import itertools
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal, get_args

from gouji.equation import PREVIOUS, Equation, Formula, KeyTree, parse_formula
from gouji.errors import SchemaError
from gouji.schema import Table
from gouji.schema.entry import MAX_TEXT, NAME, Entry, one_of

MAX_EQUATIONS = 5_000
"""Most equations of a form, loops written out."""
MAX_TERMS = 100_000
"""Most terms of all equations together, globs expanded."""

Status = Literal["official", "inferred-label", "inferred-soft"]
Level = Literal["document", "cross-year"]
Severity = Literal["error", "warning", "info"]

_VARIABLE = re.compile(r"[^\W\d]\w*")
_HOLE = re.compile(r"\{([^{}]*)\}")
_LOOP = re.compile(r"(rows|columns)\s+of\s+(\S+)")


@dataclass(frozen=True, slots=True)
class Keys:
    """What equations are written over: the keys, and the labels of their middle and last parts."""

    tree: KeyTree
    tables: frozenset[str]
    labels: Mapping[str, tuple[str, str]] = field(default_factory=dict)

    @classmethod
    def of(cls, tables: tuple[Table, ...]) -> Keys:
        """The keys of some tables."""
        labels = {
            b.key(r, c): (b.rows[r].label.text if b.rows else " ".join(column.label.path), column.label.text)
            for t in tables
            for b in t.blocks
            for r in range(b.height)
            for c, column in enumerate(b.columns)
        }
        return cls(KeyTree(labels), frozenset(t.id for t in tables), labels)

    def parts(self, axis: str, pattern: str) -> dict[str, str]:
        """Give the different middle ("rows") or last ("columns") parts of matching keys → labels."""
        index = 1 if axis == "rows" else 2
        found: dict[str, str] = {}
        for key in self.tree.match(f"{pattern}/*/*" if pattern in self.tables else pattern):
            part = key.split("/")[index]
            found.setdefault(part, self.labels[key][index - 1] or part)
        return found


_SEVERITY: dict[str, Severity] = {"official": "error", "inferred-label": "error", "inferred-soft": "warning"}


def equations(top: Entry, keys: Keys) -> Iterator[Equation]:
    """All equations of a file, loops written out."""
    seen: set[str] = set()
    terms = 0
    for entry in top.entries("equations"):
        for equation in _family(entry, keys):
            if equation.id in seen:
                raise entry.fault("id", f"{equation.id!r} twice; rename one")
            seen.add(equation.id)
            terms += len(equation.left) + len(equation.right)
            if len(seen) > MAX_EQUATIONS or terms > MAX_TERMS:
                many = f"over {MAX_EQUATIONS} equations or {MAX_TERMS} terms in all"
                raise entry.fault("formula", f"{many}; use fewer loops")
            yield equation


def _family(entry: Entry, keys: Keys) -> Iterator[Equation]:
    """All equations of one entry: one, or one for each combination of its loops."""
    entry.only("id each formula status level severity message")
    name = entry.identifier("id", NAME, "use letters, digits, '.', '_', '-'")
    for suffix, chosen in loops(entry, keys):
        yield _equation(entry, "/".join([name, *suffix]), chosen, keys)


def loops(entry: Entry, keys: Keys) -> Iterator[tuple[tuple[str, ...], Mapping[str, tuple[str, str]]]]:
    """All combinations of an entry's ``each``: the values, and for each variable its value and label."""
    each = entry.entry("each")
    found = {v: _loop(each, v, keys) for v in each.values}
    if math.prod(map(len, found.values())) > MAX_EQUATIONS:
        raise entry.fault("each", f"over {MAX_EQUATIONS} combinations; use fewer loops")
    for values in itertools.product(*(loop.items() for loop in found.values())):
        yield tuple(v for v, _ in values), dict(zip(found, values, strict=True))


def _loop(each: Entry, variable: str, keys: Keys) -> dict[str, str]:
    """Give the values of a loop variable → their labels."""
    if _VARIABLE.fullmatch(variable) is None:
        raise each.fault(variable[:MAX_TEXT], "is no variable's name; use letters, a letter first")
    if isinstance(each.values[variable], list):
        found = {t: t for t in each.texts(variable)}
    else:
        text = each.text(variable)
        match = _LOOP.fullmatch(text)
        if match is None:
            raise each.fault(variable, f"{text!r} is no loop; write 'rows of P', 'columns of P' or a list")
        found = keys.parts(match[1], match[2])
    if not found:
        raise each.fault(variable, "matches nothing; name a table's id or keys of the schema")
    return found


def _equation(entry: Entry, name: str, chosen: Mapping[str, tuple[str, str]], keys: Keys) -> Equation:
    holes = {v: value for v, (value, _) in chosen.items()}
    text = filled(entry, "formula", holes, needed=True)
    try:
        formula = parse_formula(text, keys.tree)
    except SchemaError as error:
        raise entry.fault("formula", f"{error} (in {name}: {text[:MAX_TEXT]})") from None
    status: Status = one_of(entry.choice("status", get_args(Status), "inferred-label"), get_args(Status))
    severity = entry.choice("severity", get_args(Severity), _SEVERITY[status])
    labels = holes | {f"{v}.label": label for v, (_, label) in chosen.items()}
    return Equation(
        id=name,
        left=formula.left,
        op=formula.op,
        right=formula.right,
        status=status,
        level=_level(entry, formula),
        severity=one_of(severity, get_args(Severity)),
        formula=text,
        message=filled(entry, "message", labels) if "message" in entry.values else text,
    )


def filled(entry: Entry, key: str, holes: Mapping[str, str], *, needed: bool = False) -> str:
    """Give the text with its ``{variables}`` replaced and its blanks made single."""
    text = " ".join(entry.text(key).split())
    used = set(_HOLE.findall(text))
    for hole in sorted(used - holes.keys()):
        raise entry.fault(key, f"no loop gives {{{hole[:MAX_TEXT]}}}; add it to each")
    for variable in holes:
        if needed and variable not in used:
            raise entry.fault(key, f"does not use {{{variable}}}; use it, or drop it from each")
    return _HOLE.sub(lambda m: holes[m[1]], text)


def _level(entry: Entry, formula: Formula) -> Level:
    crosses = any(key.startswith(PREVIOUS) for _, key in formula.left + formula.right)
    level: Level = "cross-year" if crosses else "document"
    if entry.choice("level", get_args(Level), level) != level:
        raise entry.fault("level", f"must be {level!r} for this formula; leave it out")
    return level
