"""A trial of a schema: forms made from it are read back, so that labels nobody finds come to light."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from gouji.engine import Engine
from gouji.remark import Kind, Remark
from gouji.report import STATED
from gouji.schema import Schema
from gouji.testing.corpus import MadeReport, make
from gouji.testing.forms import Profile

LAYOUTS: dict[str, Kind] = {"html": "finding", "pipes-grid": "finding", "row-per-line": "info"}
"""A layout with spans, one with a grid alone, and one that shows where rows are and no more: there even a
good form may leave figures open."""
PROFILE: Profile = "city"
LISTED = 4


def try_out(schema: Schema) -> Iterator[Remark]:
    """Remarks on keys that are not read back from plain prints of the form, with the installed layouts.

    Every cell of these prints holds a figure, so in a grid only the labels can be the cause.
    """
    engine = alone(schema)
    for layout, kind in LAYOUTS.items():
        try:
            made = make(schema, layout, profile=PROFILE)
        except ValueError as error:
            yield Remark("finding", "equations", f"leave no figures to print: {error}")
            return
        lost = unread(engine, made)
        rows = Counter(key.rpartition("/")[0] for key in lost)
        if rows:
            shown = ", ".join(list(rows)[:LISTED]) + (" …" if len(rows) > LISTED else "")
            share = f"{len(lost)} of {len(schema.keys)} cells of a form printed in {layout}"
            message = f"{share} are not read back: {shown}; word those labels apart"
            yield Remark(kind, "tables", f"{message}, or see gouji schema render --layout {layout}")


def alone(schema: Schema) -> Engine:
    """An engine with the installed layouts that knows one schema only."""
    engine = Engine()
    engine.schemas = {schema.id: schema}
    return engine


def unread(engine: Engine, made: MadeReport) -> list[str]:
    """The keys of a made report whose printed figure the engine does not state."""
    report = engine.parse(made.data)
    stated = {c.key: c.value for c in report if c.status in STATED}
    return [key for key, value in made.truth.values.items() if stated.get(key) != value]
