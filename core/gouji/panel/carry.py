"""Carry-over: the schema's equations between a report and the one of the year before."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gouji.check import check
from gouji.equation import PREVIOUS, Equation
from gouji.keys import table_of
from gouji.panel.observation import Observation
from gouji.report import Cell, Finding
from gouji.schema import Schema


def carried(before: Observation, now: Observation, schemas: Mapping[str, Schema]) -> Iterator[Finding]:
    """A finding for each equation over years that does not hold, or cannot be judged, between two reports."""
    cells: dict[str, Cell] = {**now.cells, **{PREVIOUS + key: cell for key, cell in before.cells.items()}}
    yield from check(cells, _equations(now, schemas), level="cross-year")


def _equations(now: Observation, schemas: Mapping[str, Schema]) -> list[Equation]:
    return [
        equation
        for table, name in now.tables.items()
        if name in schemas
        for equation in schemas[name].equations
        if equation.keys and table_of(equation.keys[0].removeprefix(PREVIOUS)) == table
    ]
