"""The doubts: what a person has to look at, and in which order: cells by rows, findings, stray figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from gouji.keys import row_of
from gouji.report import DOUBTFUL, Finding, Report

LOUD = ("error", "warning")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing to look at: cells of one row that share a status, or a finding, or an unclaimed figure.

    ``cells`` are keys; ``finding`` and ``unclaimed`` are places in the report's lists, -1 for none.
    """

    kind: str
    cells: tuple[str, ...] = ()
    finding: int = -1
    unclaimed: int = -1


def doubts(report: Report) -> list[Doubt]:
    """All doubts of a report."""
    found = [*_cells(report)]
    findings = [(i, f) for i, f in enumerate(report.findings) if is_doubt(f)]
    findings.sort(key=lambda pair: (pair[1].verdict != "broken", LOUD.index(pair[1].severity)))
    found += [Doubt(f.verdict, tuple(k for k in f.keys if k in report.cells), i) for i, f in findings]
    found += [Doubt("unclaimed", unclaimed=i) for i in range(len(report.unclaimed))]
    return found


def is_doubt(finding: Finding) -> bool:
    """Whether a person has to look at a finding; open equations are told by the cells that open them."""
    return finding.severity in LOUD


def _cells(report: Report) -> Iterator[Doubt]:
    rows: dict[tuple[str, str], list[str]] = {}
    for cell in report:
        if cell.status in DOUBTFUL:
            rows.setdefault((row_of(cell.key), cell.status), []).append(cell.key)
    for status in ("contested", "ambiguous"):
        yield from (Doubt(s, tuple(keys)) for (_, s), keys in rows.items() if s == status)
