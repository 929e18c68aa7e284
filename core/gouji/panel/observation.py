"""Observations: what one report says of one agency in one year, from a Report or from its JSON."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from gouji.errors import InputError
from gouji.export import WANTED
from gouji.fold import core
from gouji.report import Cell, Report


@dataclass(frozen=True, slots=True)
class Observation:
    """One report: who, when, by which schema each table is, and its cells.

    ``agency`` is as printed, ``unit`` the same folded, by which reports are linked; both are empty, or
    ``year`` is None, where the report does not print them. ``number`` counts the reports of a source from 1.
    """

    source: str
    number: int
    agency: str
    unit: str
    year: int | None
    schema: str | None
    tables: Mapping[str, str]
    cells: Mapping[str, Cell]

    @property
    def place(self) -> str:
        """The source, with the report's number where it is not the first."""
        return self.source if self.number == 1 else f"{self.source}#{self.number}"


Seen = Report | Mapping[str, Any] | Observation
"""A report, the JSON object of one, or what was observed of one."""


def observe(report: Seen, number: int, names: Mapping[str, str]) -> Observation:
    """A report in any form as an observation.

    ``names`` has for an agency as printed the name it goes by. Raises InputError for an object that is none
    of a report.
    """
    if isinstance(report, Observation):
        name = names.get(report.agency, report.agency)
        return replace(report, number=number, agency=name, unit=core(name))
    data = _plain(report) if isinstance(report, Report) else report
    try:
        agency = str(data["metadata"]["agency"]["value"] or "")
        year = data["metadata"]["year"]["value"]
        cells = {cell.key: cell for cell in map(_cell, data["cells"])}
        source, schema, tables = str(data["source"]), data["schema"], dict(data["tables"])
    except (KeyError, TypeError, AttributeError) as error:
        raise InputError(f"no report of gouji: {error!r} is missing; {WANTED}") from error
    name = names.get(agency, agency)
    return Observation(source, number, name, core(name), year, schema, tables, cells)


def _plain(report: Report) -> dict[str, Any]:
    """What ``to_dict`` gives, its cells left as they are."""
    return {
        "metadata": {k: v.to_dict() for k, v in report.metadata.items()},
        "cells": list(report),
        "source": report.document.source,
        "schema": report.schema,
        "tables": report.tables,
    }


def _cell(cell: Any) -> Cell:
    if isinstance(cell, Cell):
        return cell
    return Cell(
        cell["key"],
        cell["value"],
        cell["raw"],
        cell["status"],
        tuple((a, b) for a, b in cell["spans"]),
        cell["layout"],
        tuple(cell.get("candidates", ())),
        cell.get("unit", ""),
    )
