"""Series: the keys that can be compared over the editions of a form, and whence each year's figure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from gouji.panel.observation import Observation
from gouji.report import Status, Value
from gouji.schema import Schema

How = Literal["exact", "sum", "none"]
STRENGTH: tuple[Status, ...] = ("printed", "solved", "corrected")
"""The statuses of values, the best proven first."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of one agency in one year.

    ``how``: "exact" says that the report's edition has the key, "sum" that it prints it in ``parts`` that
    were added, "none" that it has nothing that means the same. ``value`` is None unless the cell, or each
    part, is known; ``status`` is then the cell's, or the first part's that is not. ``corrected`` are the keys
    among them that a person gave the value of.
    """

    unit: str
    agency: str
    year: int
    key: str
    value: Value
    how: How
    status: Status
    source: str
    parts: tuple[str, ...] = ()
    corrected: tuple[str, ...] = ()


def keys_of(family: Mapping[str, Schema]) -> dict[str, None]:
    """The keys of all editions of a family in printed order, the oldest edition first."""
    return dict.fromkeys(key for schema in family.values() for key in schema.keys)


def entries(one: Observation, schemas: Mapping[str, Schema]) -> Iterator[Entry]:
    """One entry for each key of the family of the report's schema."""
    lead = schemas.get(one.schema or "")
    if lead is None or one.year is None:
        return
    family = {name: s for name, s in schemas.items() if s.family == lead.family}
    coarser = {c.key: c.parts for name in _editions(one) if name in family for c in family[name].coarser}
    for key in keys_of(family):
        how, parts = _way(key, one, coarser)
        value, status = _total(one, parts)
        yield Entry(
            one.unit,
            one.agency,
            one.year,
            key,
            value,
            how,
            status,
            one.place,
            parts if how == "sum" else (),
            tuple(part for part in parts if one.cells[part].status == "corrected"),
        )


def _editions(one: Observation) -> list[str]:
    """The schemas of a report: a table may be of another edition than the rest."""
    return list(dict.fromkeys([*one.tables.values(), *([one.schema] if one.schema else [])]))


def _way(key: str, one: Observation, coarser: Mapping[str, tuple[str, ...]]) -> tuple[How, tuple[str, ...]]:
    if key in one.cells:
        return "exact", (key,)
    parts = coarser.get(key, ())
    return ("sum", parts) if parts and all(part in one.cells for part in parts) else ("none", ())


def _total(one: Observation, parts: tuple[str, ...]) -> tuple[Value, Status]:
    """The sum of cells and the weakest of their statuses, or None and the status of the first not known."""
    cells = [one.cells[part] for part in parts]
    for cell in cells:
        if cell.value is None:
            return None, cell.status
    if not cells:
        return None, "absent"
    total = sum((cell.value for cell in cells if cell.value is not None), 0)
    return total, max((cell.status for cell in cells), key=STRENGTH.index)
