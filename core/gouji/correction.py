"""Corrections: a person's values in place of what was read, where document and cell are still the same.

A correction is bound to the document's bytes and to the cell as it was read, its status and raw text. Where
either changed it is not applied, and a finding says so. A corrected cell has a status of its own: it counts
in the equations, which are judged again, and proves nothing.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from gouji import suspect
from gouji.check import check, equations_of, optional_of
from gouji.equation import Equation
from gouji.errors import InputError
from gouji.export import number
from gouji.keys import table_of
from gouji.report import Cell, Correction, Finding, Report, by_severity
from gouji.schema import Schema
from gouji.sidecar import Fix, Sidecar, beside, load

LISTED = 6
"""Equations that a finding names."""


def honour(reports: list[Report], schemas: Mapping[str, Schema]) -> list[Report]:
    """The reports of a document with the corrections of the sidecar file beside it, if there is one."""
    file = reports[0].document.file
    path = beside(file) if file is not None else None
    if path is None or not path.is_file():
        return reports
    try:
        sidecar = load(path)
    except InputError as error:
        told = Finding("sidecar", f"{error}; no correction of it was applied", "warning", "open")
        return [_with(reports[0], [told]), *reports[1:]]
    return corrected(reports, sidecar, schemas)


def corrected(reports: Sequence[Report], sidecar: Sidecar, schemas: Mapping[str, Schema]) -> list[Report]:
    """The reports of a document with the corrections of a sidecar file."""
    first = reports[0]
    if sidecar.sha256 != first.document.sha256:
        return [_with(first, [_other_document(sidecar)] if sidecar.fixes else []), *reports[1:]]
    out = [
        _corrected(report, [f for f in sidecar.fixes if f.report == number_], schemas)
        for number_, report in enumerate(reports, 1)
    ]
    lost = [
        _refused(f, f"the document has {len(reports)} reports") for f in sidecar.fixes if f.report > len(out)
    ]
    return [_with(out[0], lost), *out[1:]]


def _corrected(report: Report, fixes: Sequence[Fix], schemas: Mapping[str, Schema]) -> Report:
    cells, told = dict(report.cells), []
    for fix in fixes:
        reason = _mismatch(fix, cells.get(fix.key))
        if reason:
            told.append(_refused(fix, reason))
        else:
            cells[fix.key] = _cell(cells[fix.key], fix)
    if not any(cell.correction for cell in cells.values()):
        return _with(report, told)
    equations, optional = equations_of(report.tables, schemas), optional_of(report.tables, schemas)
    judged = list(check(cells, equations, optional))
    before = {f.code for f in report.findings if f.verdict == "broken"}
    told += _applied(cells, equations, before, {f.code for f in judged if f.verdict == "broken"})
    kept = [f for f in report.findings if not f.code.startswith(("equation:", "suspect:"))]
    found = (*judged, *suspect.findings(cells, equations), *kept)
    return _with(report.but(cells=cells, findings=found), told)


def _mismatch(fix: Fix, cell: Cell | None) -> str:
    """Why a correction is not of this cell, "" where it is."""
    if cell is None:
        return "the report has no such cell"
    if cell.correction is not None:
        return "the file corrects the cell twice; keep one of both"
    if cell.status != fix.status:
        return f"it was read as {fix.status} then and is {cell.status} now"
    if cell.raw != fix.raw:
        return f"{fix.raw!r} stood there then, {cell.raw!r} stands there now"
    return ""


def _cell(cell: Cell, fix: Fix) -> Cell:
    why = Correction(fix.who, fix.when, fix.why, cell)
    return cell._replace(value=fix.value, status="corrected", candidates=(), correction=why)


def _applied(
    cells: Mapping[str, Cell], equations: Sequence[Equation], before: set[str], after: set[str]
) -> Iterator[Finding]:
    for cell in cells.values():
        if cell.correction is not None:
            own = [f"equation:{e.id}" for e in equations if cell.key in e.keys]
            mended = [_bare(c) for c in own if c in before - after]
            broken = [_bare(c) for c in own if c in after - before]
            effect = _list("; as read these failed: ", mended) + _list("; with it these fail: ", broken)
            yield Finding(
                "corrected",
                f"{cell.key}: {_shown(cell.correction.read)} corrected to {_value(cell)} by "
                f"{cell.correction.who} ({cell.correction.when}): {cell.correction.why}{effect}",
                "info",
                table=table_of(cell.key),
                keys=(cell.key,),
                spans=cell.spans,
            )


def _bare(code: str) -> str:
    return code.partition(":")[2]


def _list(head: str, names: Sequence[str]) -> str:
    more = f" and {len(names) - LISTED} more" if len(names) > LISTED else ""
    return f"{head}{', '.join(names[:LISTED])}{more}" if names else ""


def _value(cell: Cell) -> str:
    return "blank" if cell.value is None else number(cell.value)


def _shown(cell: Cell) -> str:
    """What was read: the printed text, or the status of a cell that has none."""
    return repr(cell.raw) if cell.raw else cell.status


def _refused(fix: Fix, reason: str) -> Finding:
    value = "blank" if fix.value is None else number(fix.value)
    return Finding(
        "correction-refused",
        f"{fix.key}: the correction to {value} by {fix.who} ({fix.when}) was not applied: {reason}",
        "warning",
        "open",
        table=table_of(fix.key),
        keys=(fix.key,),
    )


def _other_document(sidecar: Sidecar) -> Finding:
    return Finding(
        "correction-refused",
        f"{sidecar.name}: its {len(sidecar.fixes)} corrections are of a document with other bytes "
        f"(SHA-256 {sidecar.sha256[:12]}…) and were not applied; look at this one again",
        "warning",
        "open",
    )


def _with(report: Report, more: Sequence[Finding]) -> Report:
    if not more:
        return report
    return report.but(findings=by_severity((*report.findings, *more)))
