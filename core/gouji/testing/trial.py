"""A trial of a schema: forms made from it are read back, so that labels nobody finds come to light."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.engine import Engine
from gouji.fold import core
from gouji.remark import Kind, Remark
from gouji.report import STATED, Cell
from gouji.schema import Schema, Table
from gouji.testing.forms import Profile, Truth, fill
from gouji.testing.render import render
from gouji.titles import typical_title

LAYOUTS: dict[str, Kind] = {
    "html": "finding",
    "pipes-grid": "finding",
    "aligned": "info",
    "tabs-ragged": "info",
    "cell-per-line": "info",
    "row-per-line": "info",
}
"""Layouts with spans and with a grid alone, one whose rows have lost their blanks, one cell and one row a
line: without a grid even a good form may leave figures open."""
PROFILES: tuple[Profile, ...] = ("city", "gaps")
"""Figures of one to six digits and money with decimals, in every cell and with blanks between."""
LISTED = 4


@dataclass(frozen=True, slots=True)
class Trial:
    """A form printed in a layout and read back: the keys read otherwise than printed, and those left open.

    ``wrong`` has for each key what is printed and what was read, "" for a blank.
    """

    layout: str
    profile: Profile
    wrong: dict[str, tuple[str, str]]
    left: list[str]


def try_out(schema: Schema) -> Iterator[Remark]:
    """Remarks on keys that are not read back from plain prints of the form, with the installed layouts.

    A figure or blank read otherwise than printed is a finding in every layout. A figure left open is one
    in a grid, where only the labels can be the cause.
    """
    engine = alone(schema)
    try:
        forms = {profile: fill(schema, 0, profile) for profile in PROFILES}
    except ValueError as error:
        yield Remark("finding", "equations", f"leave no figures to print: {error}")
        return
    for layout, kind in LAYOUTS.items():
        trials = [read_back(engine, schema, layout, profile, forms[profile]) for profile in PROFILES]
        wrong = next((t for t in trials if t.wrong), None)
        if wrong is not None:
            yield Remark("finding", "tables", _misread(wrong, schema))
        elif trials[0].left:
            yield Remark(kind, "tables", _left_open(trials[0], schema))


def read_back(
    engine: Engine, schema: Schema, layout: str, profile: Profile, values: Mapping[str, str]
) -> Trial:
    """Print a filled form in a layout, and read it."""
    cells = engine.parse(render(schema, values, layout, title=typical_title(schema))).cells
    wrong, left = {}, []
    for key, fact in Truth.of(values).cells.items():
        cell = cells.get(key, Cell(key))
        if cell.status in STATED and cell.value != fact.value:
            wrong[key] = (fact.raw, cell.raw)
        elif cell.status == "blank" and fact.value is not None:
            wrong[key] = (fact.raw, "")
        elif cell.status not in STATED and fact.value is not None:
            left.append(key)
    return Trial(layout, profile, wrong, left)


def alone(schema: Schema) -> Engine:
    """An engine with the installed layouts that knows one schema only."""
    engine = Engine()
    engine.schemas = {schema.id: schema}
    return engine


def _misread(trial: Trial, schema: Schema) -> str:
    shown = (
        f"{key} ({printed or 'blank'} as {read or 'blank'})" for key, (printed, read) in trial.wrong.items()
    )
    return (
        f"{len(trial.wrong)} of {len(schema.keys)} cells of a form printed in {trial.layout} are read "
        f"wrongly: {_listed(list(shown))}; use the file for no such reports and tell the makers of gouji: "
        f"gouji schema render FILE --layout {trial.layout} --profile {trial.profile} prints the report"
    )


def _left_open(trial: Trial, schema: Schema) -> str:
    rows = list(dict.fromkeys(key.rpartition("/")[0] for key in trial.left))
    share = f"{len(trial.left)} of {len(schema.keys)} cells of a form printed in {trial.layout}"
    alike = [text for table in schema.tables for text in _alike(table, rows)]
    remedy = (
        f"{_listed(alike)} may be more than one row; give the rows their number, or other words"
        if alike
        else f"see what gouji schema render FILE --layout {trial.layout} --profile {trial.profile} prints"
    )
    return f"{share} are not read back: {_listed(rows)}; {remedy}"


def _alike(table: Table, rows: Sequence[str]) -> Iterator[str]:
    """The labels of some rows of a table that other rows, columns or groups of it have as well."""
    labels = [
        label
        for block in table.blocks
        for label in (*(r.label for r in block.rows), *(c.label for c in block.columns))
    ]
    said = [core(text) for label in labels for text in (label.text, *label.path[-1:])]
    for block in table.blocks:
        for row in block.rows:
            if f"{table.id}/{row.id}" in rows and said.count(core(row.label.text)) > 1:
                yield repr(row.label.text)


def _listed(items: Sequence[str]) -> str:
    return ", ".join(items[:LISTED]) + (" …" if len(items) > LISTED else "")
