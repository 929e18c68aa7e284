"""The law of reports: a form that is printed in the layout is read without a wrong figure."""

from __future__ import annotations

from collections import Counter

from gouji.hookspecs import hookimpl
from gouji.keys import row_of
from gouji.report import DOUBTFUL, STATED, Cell, Report
from gouji.schema import Schema
from gouji.testing.forms import Truth, fill
from gouji.testing.kit_law import Trial
from gouji.testing.ledger import Number
from gouji.testing.options import Options
from gouji.testing.render import render
from gouji.testing.sample import sample

FORMS = (("small", 1), ("city", 2), ("sparse", 3), ("zero", 4))
"""Profiles and seeds of the reports."""
FULL = ("small", "city")
"""The profiles that print every figure, so that nearly all of them have to be found."""
ENOUGH = 0.9
"""The share of the cells that a layout with columns reads; from an order alone fewer follow."""
LISTED = 4
"""Keys that a message names."""
OPTIONS = (Options(), Options(prose=True, title="城北图书馆2020年年报", seed=5), Options(fullwidth=True))


class Form:
    """A plugin with one schema."""

    name = "form-of-the-laws"

    def __init__(self, schema: Schema) -> None:
        self.schema = schema

    @hookimpl
    def gouji_schemas(self) -> list[Schema]:
        """The schema."""
        return [self.schema]


def reports(trial: Trial) -> None:
    """Sample reports printed in the layout state no wrong figure, and nearly all figures."""
    from gouji.engine import Engine  # noqa: PLC0415 - only this law runs the engine

    renderer, schema = trial.layout.reports(), sample()
    if renderer is None or trial.hook.name != "gouji_cell_matrices":
        return
    engine = Engine([trial.layout.plugin, Form(schema)], strict=True)
    for profile, seed in FORMS:
        values = fill(schema, seed, profile)  # type: ignore[arg-type]
        for options in OPTIONS:
            text = render(schema, values, renderer, options)
            found = engine.parse(text)
            matrices = trial.hook(found.document)
            grid = all(m.grid for m in matrices)
            told = verdicts(values, found, whole=grid and bool(matrices) and sure(trial))
            wrong = {key: _said(found, key) for key, verdict in told.items() if verdict == "wrong"}
            if wrong:
                expected = {key: values[key] for key in wrong}
                remedy = (
                    "see which row is misread with `gouji explain FILE KEY`: a cell is lost, moved or joined,"
                    " or a printed blank is MISSING"
                )
                raise trial.broken(text, wrong, expected, remedy)
            right = Counter(told.values())["right"] / len(told)
            if grid and profile in FULL and right < ENOUGH:
                said = f"{right:.0%} of the cells; not read are {_listed(told, 'absent', 'open')}"
                raise trial.broken(text, said, f"at least {ENOUGH:.0%}", _remedy(told, found))


def sure(trial: Trial) -> bool:
    """Whether the print shows every blank, and every row of it is read."""
    renderer = trial.layout.reports()
    return trial.layout.sure and trial.layout.blanks and renderer is not None and renderer.keeps_blanks


def verdicts(values: dict[str, str], report: Report, *, whole: bool = False) -> dict[str, str]:
    """How each key fares: right, wrong, open or absent; open is wrong where no candidate is the truth.

    With ``whole`` each row found has all its cells, so that one stated absent there is wrong.
    """
    truth = Truth.of(values)
    rows = {row_of(key) for key, cell in report.cells.items() if cell.status != "absent"}
    return {
        key: _verdict(report.cells.get(key), fact.value, found=whole and row_of(key) in rows)
        for key, fact in truth.cells.items()
    }


def _remedy(told: dict[str, str], report: Report) -> str:
    """What to look at: rows that nobody finds, or figures that are found and fit no cell."""
    counts = Counter(told.values())
    if not report.cells or counts["absent"] >= counts["open"]:
        return (
            "the labels or headers of these rows are not found: see with `gouji explain FILE --tables`"
            " whether each is one whole cell, and whether all rows of the table are in one matrix"
        )
    return (
        "see with `gouji explain FILE KEY` why one of them is open: each row has a cell for each column,"
        " blank ones and all, and no two cells are one"
    )


def _listed(told: dict[str, str], *verdicts: str) -> str:
    keys = [key for key, verdict in told.items() if verdict in verdicts]
    return ", ".join(keys[:LISTED]) + (" …" if len(keys) > LISTED else "")


def _verdict(cell: Cell | None, value: Number | None, *, found: bool) -> str:
    if cell is None or cell.status == "absent":
        return "wrong" if found else "right" if value is None else "absent"
    if cell.status in STATED:
        return "right" if cell.value == value else "wrong"
    if cell.status in DOUBTFUL:
        return "open" if not cell.candidates or value in cell.candidates else "wrong"
    return "right" if value is None else "wrong"


def _said(report: Report, key: str) -> str:
    cell = report.cells.get(key, Cell(key))
    return f"{cell.status} {cell.raw!r}"
