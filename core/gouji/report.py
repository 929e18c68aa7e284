"""The report: what a parse says, cell by cell, with its findings and its proof."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields
from decimal import Decimal
from typing import Any, Literal, NamedTuple, get_args

from gouji.document import Document
from gouji.matrix import Span
from gouji.schema import Schema

Status = Literal["printed", "solved", "blank", "absent", "ambiguous", "contested", "corrected"]
STATUSES: tuple[Status, ...] = get_args(Status)
"""In the order in which they are counted."""
Value = int | Decimal | None
Severity = Literal["error", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""The gravest first."""

STATED = frozenset({"printed", "solved"})
"""Statuses whose value the document proves."""
DOUBTFUL = frozenset({"ambiguous", "contested"})
"""Statuses whose value is one of ``candidates``."""
KNOWN = STATED | {"corrected"}
"""Statuses that may have a value: a person's counts in equations, though nothing proves it."""


class Cell(NamedTuple):
    """One canonical cell; ``value`` is not None only where ``status`` is printed, solved or corrected.

    ``spans`` are half-open character offsets of the figure, ``label`` those of the row's label;
    ``candidates`` lists the possible values of a doubtful cell, None among them where blank is possible.
    ``correction`` says who gave the value of a corrected cell, in place of what was read.

    A named tuple, for a report has hundreds: ``cell._replace(value=7)`` is a copy with other parts.
    """

    key: str
    value: Value = None
    raw: str = ""
    status: Status = "absent"
    spans: tuple[Span, ...] = ()
    layout: str = ""
    candidates: tuple[Value, ...] = ()
    unit: str = ""
    label: tuple[Span, ...] = ()
    correction: Correction | None = None

    def to_dict(self) -> dict[str, Any]:
        """The cell as plain data, as JSON has it; optional parts only where they say something."""
        out: dict[str, Any] = {
            "key": self.key,
            "value": self.value,
            "raw": self.raw,
            "status": self.status,
            "spans": list(map(list, self.spans)),
            "layout": self.layout,
        }
        if self.candidates:
            out["candidates"] = list(self.candidates)
        if self.unit:
            out["unit"] = self.unit
        if self.correction is not None:
            out["correction"] = self.correction.to_dict()
        return out


@dataclass(frozen=True, slots=True)
class Correction:
    """Who gave a cell its value, when (RFC 3339) and why; ``read`` is the cell as it was read."""

    who: str
    when: str
    why: str
    read: Cell

    def to_dict(self) -> dict[str, Any]:
        """The correction as plain data, with what was read."""
        read = {
            "status": self.read.status,
            "value": self.read.value,
            "candidates": list(self.read.candidates),
        }
        return {"who": self.who, "when": self.when, "why": self.why, "read": read}


@dataclass(frozen=True, slots=True)
class Finding:
    """Something a reader should know: a broken equation, an oddity of the print, a conflict.

    ``verdict`` keeps apart what is inconsistent ("broken"), what cannot be judged ("open") and what is
    merely worth saying ("note").
    """

    code: str
    message: str
    severity: Severity = "warning"
    verdict: Literal["broken", "open", "note"] = "note"
    table: str = ""
    keys: tuple[str, ...] = ()
    spans: tuple[Span, ...] = ()
    line: int | None = None

    def to_dict(self) -> dict[str, Any]:
        """The finding as plain data; ``line`` counts from 1."""
        out: dict[str, Any] = {"code": self.code, "severity": self.severity, "verdict": self.verdict}
        out["message"] = self.message
        if self.table:
            out["table"] = self.table
        if self.keys:
            out["keys"] = list(self.keys)
        if self.spans:
            out["spans"] = [list(s) for s in self.spans]
        if self.line is not None:
            out["line"] = self.line
        return out


def by_severity(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings with the gravest first, otherwise in their order."""
    return tuple(sorted(findings, key=lambda f: SEVERITIES.index(f.severity)))


@dataclass(frozen=True, slots=True)
class Unclaimed:
    """A figure inside a table's source that no cell uses."""

    raw: str
    span: Span
    table: str
    row: str = ""
    note: str = ""

    def to_dict(self) -> dict[str, Any]:
        """The figure as plain data."""
        return {
            "raw": self.raw,
            "span": list(self.span),
            "table": self.table,
            "row": self.row,
            "note": self.note,
        }


@dataclass(frozen=True, slots=True)
class Joint:
    """Cells that are undetermined together: each solution gives a value to each of ``keys``.

    ``count`` is the number of all solutions; ``solutions`` lists them only up to a limit of the solver.
    """

    keys: tuple[str, ...]
    count: int
    solutions: tuple[tuple[Value, ...], ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The joint solutions as plain data."""
        rows = [list(s) for s in self.solutions]
        return {"keys": list(self.keys), "count": self.count, "solutions": rows}


@dataclass(frozen=True, slots=True)
class Printed:
    """A piece of metadata as the document prints it; value None and no spans where it does not."""

    value: str | int | None = None
    spans: tuple[Span, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The value with its spans."""
        return {"value": self.value, "spans": [list(s) for s in self.spans]}


@dataclass(frozen=True, slots=True)
class PluginRun:
    """What one layout plugin did: matrices returned, seconds taken, its error, seconds it was allowed.

    ``over`` says for each limit that its matrices went beyond what was left out for it.
    """

    name: str
    matrices: int
    seconds: float
    error: str = ""
    allowed: float = 0.0
    over: Mapping[str, str] = field(default_factory=dict)

    def to_dict(self) -> dict[str, Any]:
        """The run without the seconds it took, which would make equal inputs print unequal outputs."""
        out: dict[str, Any] = {"name": self.name, "matrices": self.matrices}
        if self.error:
            out["error"] = self.error
        return out


@dataclass(frozen=True, slots=True)
class Evidence:
    """One reading that competed for a canonical row, for ``gouji explain``.

    ``score`` is the ordered tuple the readings were compared by, smaller is better; ``candidates`` counts
    the placements that the print allows; ``chosen`` says whether the canonical row was taken from it.
    """

    row: str
    layout: str
    lines: tuple[int, int]
    label: str
    figures: tuple[str, ...]
    assumptions: tuple[str, ...]
    score: tuple[int, ...]
    candidates: int
    chosen: bool


@dataclass(frozen=True)
class Report:
    """One report found in a document: canonical cells in schema order, findings, and their evidence.

    ``forms`` are the schemas it was read by, by their ids. Of a plain print only the figures are worked out
    at once, all else when it is first asked for (``gouji.plain``).
    """

    document: Document
    schema: str | None
    tables: Mapping[str, str]
    cells: Mapping[str, Cell]
    findings: tuple[Finding, ...] = ()
    unclaimed: tuple[Unclaimed, ...] = ()
    joint: tuple[Joint, ...] = ()
    metadata: Mapping[str, Printed] = field(default_factory=dict)
    plugins: tuple[PluginRun, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    forms: Mapping[str, Schema] = field(default_factory=dict, repr=False, compare=False)

    def __getitem__(self, key: str) -> Cell:
        return self.cells[key]

    def __iter__(self) -> Iterator[Cell]:
        return iter(self.cells.values())

    def _repr_html_(self) -> str:
        """The form as printed, each figure with its status, as a notebook shows it."""
        from gouji.review.notebook import html  # noqa: PLC0415 - only where a notebook asks

        return html(self)

    @property
    def values(self) -> Mapping[str, Value]:
        """The value of each key, None where none is stated."""
        return {key: cell.value for key, cell in self.cells.items()}

    @property
    def doubtful(self) -> bool:
        """Whether any cell is ambiguous or contested, or an equation of severity error is broken."""
        return any(c.status in DOUBTFUL for c in self) or any(
            f.verdict == "broken" and f.severity == "error" for f in self.findings
        )

    def but(self, **changes: Any) -> Report:
        """A copy with some fields changed."""
        return Report(**{f.name: getattr(self, f.name) for f in fields(Report)} | changes)

    def origins(self, spans: Iterable[Span]) -> list[dict[str, Any]]:
        """Where in a file that is no text some spans stand: page and box, part and cell; else nothing."""
        return self.document.origin.of(spans) if self.document.origin is not None else []

    def _placed(self) -> list[dict[str, Any]]:
        """The cells as plain data, with their origins where the document was made by a reader."""
        placed = [cell.to_dict() for cell in self]
        for cell, out in zip(self, placed, strict=True) if self.document.origin is not None else ():
            if origins := self.origins(cell.spans):
                out["origins"] = origins
        return placed

    def to_dict(self) -> dict[str, Any]:
        """The whole report as plain data, the object of one JSON line; amounts stay Decimal."""
        encoding = self.document.encoding
        return {
            "source": self.document.source,
            "schema": self.schema,
            "tables": dict(self.tables),
            "encoding": {"name": encoding.name, "reason": encoding.reason, "replaced": encoding.replaced},
            "metadata": {k: v.to_dict() for k, v in self.metadata.items()},
            "cells": self._placed(),
            "joint": [j.to_dict() for j in self.joint],
            "findings": [f.to_dict() for f in self.findings],
            "unclaimed": [u.to_dict() for u in self.unclaimed],
            "plugins": [p.to_dict() for p in self.plugins],
            "limits": {"plugin_seconds": round(max((p.allowed for p in self.plugins), default=0.0), 1)},
        }
