"""A trial of a schema: forms made from it are read back, so that labels nobody finds come to light."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from gouji.engine import Engine
from gouji.fold import core
from gouji.keys import row_of
from gouji.report import STATED, Cell
from gouji.schema import Schema, Table
from gouji.schema.blank import alone
from gouji.schema.remark import Remark
from gouji.testing.forms import Truth
from gouji.testing.prints import EVERY, GRIDS, Print, plain, variations
from gouji.testing.render import render
from gouji.titles import typical_title

__all__ = ["alone", "read_back", "try_out"]

LISTED = 4
LONGEST_TRIAL = 5.0
"""Seconds of processor time after which no further print is begun; the quick layouts come first."""
SLOW = ("aligned", "row-per-line")
"""Layouts without a grid, whose blanks only the equations can find."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A form printed in a layout and read back: the keys read otherwise than printed, and those left open.

    ``wrong`` has for each key what is printed and what was read, "" for a blank.
    """

    print: Print
    layout: str
    wrong: dict[str, tuple[str, str]]
    left: list[str]


def try_out(schema: Schema) -> Iterator[Remark]:
    """Remarks on keys that are not read back from prints of the form, with the installed layouts.

    A figure or blank read otherwise than printed is a finding in every layout, told once: by the first
    kind of print that shows its row so. A figure left open is one in a grid, where only the labels can be the
    cause, of the form as it is and of its aliases. The path of a remark is the key of its first row.
    """
    try:
        prints = [*plain(schema), *variations(schema)]
    except ValueError as error:
        yield Remark("finding", "equations", f"leave no figures to print: {error}")
        return
    trials, skipped = _tried(schema, prints)
    told: set[str] = set()
    for says in dict.fromkeys(p.says for p in prints):
        own = [t for t in trials if t.print.says == says]
        wrong = [t for t in own if any(row_of(key) not in told for key in t.wrong)]
        if wrong:
            yield _misread(wrong, schema, told)
            told.update(row_of(key) for trial in wrong for key in trial.wrong)
    yield from _left(trials, schema, told)
    if skipped:
        yield Remark("info", "tables", f"takes long to read: {skipped} more prints of it were not tried")


def _tried(schema: Schema, prints: Sequence[Print]) -> tuple[list[Trial], int]:
    """Each print read back in its layouts, and how many of them were not tried."""
    engine = alone(schema)
    jobs = [(one, layout) for one in prints for layout in one.layouts]
    jobs.sort(key=lambda job: (job[1] in SLOW, EVERY.index(job[1]) if not job[0].says else len(EVERY)))
    begun, trials = time.thread_time(), list[Trial]()
    for one, layout in jobs:
        if time.thread_time() - begun > LONGEST_TRIAL:
            break
        trials.append(read_back(engine, schema, one, layout))
    return trials, len(jobs) - len(trials)


def read_back(engine: Engine, schema: Schema, one: Print, layout: str) -> Trial:
    """Print a form in a layout, and read it."""
    title = typical_title(schema)
    cells = engine.parse(render(one.form, one.values, layout, one.options, title=title)).cells
    facts = Truth.of({key: one.values.get(key, "") for key in schema.keys}).cells
    wrong, left = {}, []
    for key, fact in facts.items():
        cell = cells.get(key, Cell(key))
        if cell.status in STATED and cell.value != fact.value:
            wrong[key] = (fact.raw, cell.raw)
        elif cell.status == "blank" and fact.value is not None:
            wrong[key] = (fact.raw, "")
        elif cell.status not in STATED and fact.value is not None:
            left.append(key)
    return Trial(one, layout, wrong, left)


# --- remarks ---------------------------------------------------------------------------------------------


def _misread(trials: Sequence[Trial], schema: Schema, told: set[str]) -> Remark:
    """The one finding on a kind of print: the rows that are read wrongly, and in which layouts."""
    wrong = {k: w for t in reversed(trials) for k, w in t.wrong.items() if row_of(k) not in told}
    wrong = {key: wrong[key] for key in schema.keys if key in wrong}
    shown = [f"{key} ({printed or 'blank'} as {read or 'blank'})" for key, (printed, read) in wrong.items()]
    first = trials[0]
    how = f" with {first.print.says}" if first.print.says else ""
    layouts = ", ".join(dict.fromkeys(t.layout for t in trials))
    remedy = "use the file for no such reports and tell the makers of gouji"
    if first.print.profile:
        command = f"gouji schema render FILE --layout {first.layout} --profile {first.print.profile}"
        remedy += f": {command} prints the report"
    message = (
        f"{_listed(_labels(schema, wrong))}: {len(wrong)} of {len(schema.keys)} cells of a form printed"
        f"{how} are read wrongly, in {layouts}: {_listed(shown)}; {remedy}"
    )
    return Remark("finding", row_of(next(iter(wrong))), message)


def _left(trials: Sequence[Trial], schema: Schema, told: set[str]) -> Iterator[Remark]:
    """What stays open of full forms: in the grids as one finding, elsewhere as good to know."""
    full = [t for t in trials if t.print.profile == "city" and t.left]
    aliased = [t for t in trials if t.print.says == "aliases as labels" and t.left]
    plainly = {key for t in trials if t.print.profile and t.layout in GRIDS for key in t.left}
    for own, kind in ((full, True), (full, False), (aliased, True)):
        found = [t for t in own if (t.layout in GRIDS) is kind]
        left = {k for t in found for k in t.left if row_of(k) not in told}
        left -= set() if own is full and kind else plainly
        if left:
            yield _left_open(found, [k for k in schema.keys if k in left], schema, grid=kind)


def _left_open(trials: Sequence[Trial], left: Sequence[str], schema: Schema, *, grid: bool) -> Remark:
    rows = list(dict.fromkeys(map(row_of, left)))
    first = trials[0]
    how = f" with {first.print.says}" if first.print.says else ""
    layouts = ", ".join(dict.fromkeys(t.layout for t in trials))
    share = f"{len(left)} of {len(schema.keys)} cells of a form printed{how} in {layouts}"
    alike = [text for table in schema.tables for text in _alike(table, rows)]
    if alike:
        remedy = f"{_listed(alike)} may be more than one row; give the rows their number, or other words"
    elif first.print.profile:
        remedy = f"see what gouji schema render FILE --layout {first.layout} --profile city prints"
    else:
        remedy = "give each row an alias that tells it from the others"
    named = _listed(_labels(schema, left))
    return Remark("finding" if grid else "info", rows[0], f"{share} are not read back: {named}; {remedy}")


def _labels(schema: Schema, keys: Mapping[str, object] | Sequence[str]) -> list[str]:
    """The rows of some keys as they are told: key and label."""
    labels = {f"{t.id}/{row.id}": row.label.text for t in schema.tables for b in t.blocks for row in b.rows}
    return [
        f"{row} {labels.get(row, '')!r}" if row in labels else row for row in dict.fromkeys(map(row_of, keys))
    ]


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
