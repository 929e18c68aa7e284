"""Diff: two reports side by side: two years, two versions of one report, two parses of one document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from gouji.export import number
from gouji.panel.carry import carried
from gouji.panel.observation import Observation
from gouji.report import STATED, Cell, Finding, Value
from gouji.schema import Schema

Kind = Literal["value", "status", "only before", "only after"]

SIGNS = {"blank": "∅", "absent": "·", "ambiguous": "?", "contested": "≠"}
"""What stands for a cell that states no value."""


@dataclass(frozen=True, slots=True)
class Change:
    """One cell that differs.

    ``kind``: "value" where both state one, "status" where at most one does, "only before" and "only after"
    where one of the forms does not have the key. A cell the form does not have is None.
    """

    key: str
    kind: Kind
    before: Cell | None
    after: Cell | None

    @property
    def delta(self) -> Value:
        """After minus before, where both state a value."""
        if self.kind != "value" or self.before is None or self.after is None:
            return None
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    def to_dict(self) -> dict[str, Any]:
        """The change as plain data."""
        return {
            "key": self.key,
            "kind": self.kind,
            "before": self.before.to_dict() if self.before else None,
            "after": self.after.to_dict() if self.after else None,
            "delta": self.delta,
        }


@dataclass(frozen=True, slots=True)
class Diff:
    """What differs between two reports, and what the form's equations say of the step from one to the next.

    ``carried`` has findings only where the second report is of the year after the first.
    """

    before: Observation
    after: Observation
    changes: tuple[Change, ...]
    carried: tuple[Finding, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The difference as plain data."""
        return {
            "before": {"source": self.before.place, "agency": self.before.agency, "year": self.before.year},
            "after": {"source": self.after.place, "agency": self.after.agency, "year": self.after.year},
            "changes": [change.to_dict() for change in self.changes],
            "carried": [finding.to_dict() for finding in self.carried],
        }


def diff(before: Observation, after: Observation, schemas: Mapping[str, Schema]) -> Diff:
    """Compare two reports cell by cell, in the printed order of the second, then what only the first has."""
    changes = tuple(_changes(before.cells, after.cells))
    steps = before.year is not None and after.year == before.year + 1
    findings = tuple(carried(before, after, schemas)) if steps else ()
    return Diff(before, after, changes, findings)


def _changes(before: Mapping[str, Cell], after: Mapping[str, Cell]) -> Iterator[Change]:
    for key in dict.fromkeys([*after, *before]):
        old, new = before.get(key), after.get(key)
        kind = _kind(old, new)
        if kind is not None:
            yield Change(key, kind, old, new)


def _kind(old: Cell | None, new: Cell | None) -> Kind | None:
    if old is None or new is None:
        return "only after" if old is None else "only before"
    if old.status in STATED and new.status in STATED:
        return "value" if old.value != new.value else None
    same = (old.status, old.value) == (new.status, new.value) and set(old.candidates) == set(new.candidates)
    return None if same else "status"


def shown(cell: Cell | None) -> str:
    """A cell in a few characters: its value, or the sign of its status; a cell the form lacks is empty."""
    if cell is None:
        return ""
    if cell.status == "corrected":
        return f"✎{'∅' if cell.value is None else number(cell.value)}"
    return number(cell.value) if cell.status in STATED else SIGNS[cell.status]
