"""The balance: each equation of the form over a report's cells, whether it holds, fails or is open."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from gouji.check import equations_of, optional_of
from gouji.equation import Equation
from gouji.report import Cell, Report
from gouji.schema import Schema

Verdict = Literal["holds", "broken", "open"]


@dataclass(frozen=True, slots=True)
class Balance:
    """An equation and its verdict; ``left`` and ``right`` are the sums of what is stated, a blank being 0."""

    equation: Equation
    verdict: Verdict
    left: int | Decimal
    right: int | Decimal


def balances(report: Report, schemas: Mapping[str, Schema]) -> Iterator[Balance]:
    """The equations within one report that have at least one figure."""
    optional = optional_of(report.tables, schemas)
    for equation in equations_of(report.tables, schemas):
        known = [report.cells[k] for k in equation.keys if k in report.cells]
        if equation.level == "document" and any(c.value is not None for c in known):
            yield _judge(equation, report.cells, optional)


def _judge(equation: Equation, cells: Mapping[str, Cell], optional: Collection[str]) -> Balance:
    values = {k: v for k in equation.keys if k in cells and (v := cells[k].value) is not None}
    left, right = equation.sides(values)
    if any(k not in cells or _undecided(cells[k], optional) for k in equation.keys):
        return Balance(equation, "open", left, right)
    if left == right or (equation.op == "<=" and left <= right):
        return Balance(equation, "holds", left, right)
    return Balance(equation, "broken" if len(values) == len(set(equation.keys)) else "open", left, right)


def _undecided(cell: Cell, optional: Collection[str]) -> bool:
    if cell.status == "absent":
        return cell.key not in optional
    return cell.value is None and cell.status not in ("blank", "corrected")
