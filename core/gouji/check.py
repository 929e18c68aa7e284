"""Checking: the schema's equations over the canonical cells, as findings.

Kept apart: an equation that the printed figures break, and one that cannot be judged because an operand is
blank, absent or undetermined. A blank counts as 0, but an equation that fails with a blank operand is not
called broken: the blank may be a figure that was not printed. Equations never change a cell.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence

from gouji.equation import Equation, Level, Number
from gouji.keys import table_of
from gouji.report import KNOWN, Cell, Finding
from gouji.schema import Schema


def check(
    cells: Mapping[str, Cell],
    equations: Sequence[Equation],
    optional: Collection[str] = frozenset(),
    *,
    level: Level = "document",
) -> Iterator[Finding]:
    """A finding for each equation of one level that does not hold; none for those that do.

    ``optional`` are keys that a form prints only where they hold figures: absent, they count as blank.
    Equations over years need the cells of the year before under their keys prefixed ``prev:``.
    """
    values = {k: c.value for k, c in cells.items() if c.status in KNOWN and c.value is not None}
    for equation in equations:
        if equation.level == level and any(k in values for k in equation.keys):
            finding = _judge(equation, cells, values, optional)  # type: ignore[arg-type]
            if finding is not None:
                yield finding


def borne_out(
    found: Mapping[str, Cell],
    known: Mapping[str, Number],
    equations: Sequence[Equation],
    bears: Callable[[Equation, Mapping[str, Number]], bool] = lambda *_: True,
) -> dict[str, Cell]:
    """Those of the figures found that an equation bears out, not of zeros alone, and that none refutes.

    ``known`` are the values they are judged beside; ``bears`` says whether an equation that holds is a proof.
    What is refuted proves no other: it is asked anew until all that are left stand.
    """
    left = dict(found)
    while True:
        values = {**known, **{k: c.value for k, c in left.items() if c.value is not None}}
        judged = [(e, e.sides(values)) for e in equations if all(k in values for k in e.keys)]
        failing = {key for e, (a, b) in judged if a != b for key in e.keys}
        proven = (e for e, (a, b) in judged if a == b != 0 and bears(e, values))
        sound = {key for e in proven for key in e.keys} - failing
        if sound.issuperset(left):
            return left
        left = {key: cell for key, cell in left.items() if key in sound}


def equations_of(tables: Mapping[str, str], schemas: Mapping[str, Schema]) -> list[Equation]:
    """The equations of a report's tables, each from the schema whose id its table is mapped to."""
    return [
        equation
        for table, name in tables.items()
        for equation in (schemas[name].equations if name in schemas else ())
        if equation.keys and table_of(equation.keys[0]) == table
    ]


def optional_of(tables: Mapping[str, str], schemas: Mapping[str, Schema]) -> frozenset[str]:
    """The keys of rows that their forms print only where they hold figures."""
    known = ((schemas[name], table) for table, name in tables.items() if name in schemas)
    blocks = (block for schema, table in known for block in schema.table(table).blocks)
    return frozenset(key for block in blocks if block.open_rows for key in block.every_key())


def _judge(
    equation: Equation, cells: Mapping[str, Cell], values: Mapping[str, int], optional: Collection[str]
) -> Finding | None:
    silent = {k for k in equation.keys if k in optional and k in cells and cells[k].status == "absent"}
    known = [k for k in equation.keys if k in cells and k not in silent]
    doubtful = [k for k in known if cells[k].status not in (*KNOWN, "blank")]
    unread = [k for k in equation.keys if k not in cells]
    if doubtful or unread:
        return (
            None
            if unread or all(cells[k].status == "absent" for k in doubtful)
            else _open(equation, doubtful)
        )
    left, right = equation.sides(values)
    if left == right or (equation.op == "<=" and left <= right):
        return None
    blank = [k for k in equation.keys if k not in values]
    if blank:
        return _open(equation, blank)
    relation = "≠" if equation.op == "=" else ">"
    return Finding(
        code=f"equation:{equation.id}",
        message=f"{equation.message or equation.formula}: {left} {relation} {right}{_given(equation, cells)}",
        severity=equation.severity,
        verdict="broken",
        table=table_of(equation.keys[0]),
        keys=equation.keys,
        spans=tuple(s for k in equation.keys for s in cells[k].spans),
    )


def _given(equation: Equation, cells: Mapping[str, Cell]) -> str:
    """Says which values of an equation a person gave, where one did."""
    given = [k for k in equation.keys if k in cells and cells[k].status == "corrected"]
    return f"; with corrected values of {', '.join(given)}" if given else ""


def _open(equation: Equation, missing: Sequence[str]) -> Finding:
    gap = f"{len(missing)} of its cells have no certain figure"
    return Finding(
        code=f"equation:{equation.id}",
        message=f"{equation.message or equation.formula}: cannot be judged, {gap}",
        severity="info",
        verdict="open",
        table=table_of(equation.keys[0]),
        keys=equation.keys,
    )
