"""Assembling: the sites of a document become reports, each with its cells, findings and metadata."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from gouji import (
    claims,
    copies,
    displaced,
    leftover,
    metadata,
    narrative,
    oddity,
    overlooked,
    suspect,
)
from gouji.check import check, equations_of, optional_of
from gouji.document import Document
from gouji.grouping import Group, group
from gouji.keys import row_of
from gouji.printed import Print
from gouji.reconcile import Site
from gouji.report import Cell, Evidence, Finding, PluginRun, Report, by_severity
from gouji.schema import Schema


def assemble(
    document: Document,
    sites: Sequence[Site],
    prints: Sequence[Print],
    schemas: Mapping[str, Schema],
    runs: Sequence[PluginRun],
    beyond: Sequence[Finding] = (),
) -> list[Report]:
    """One report for each set of tables, in order of place; one without cells where none was recognised.

    ``prints`` are all that the sites were chosen from, and ``beyond`` tells of prints left out.
    """
    told = (*failures(runs), *beyond)
    whole = _Whole(document, prints, schemas, tuple(runs), told)
    groups = group(document, sites, schemas)
    if not groups:
        return [_nothing(whole)]
    bounds = [g.begin for g in groups]
    stretches = zip(bounds, [*bounds[1:], len(document.text)], strict=True)
    return [_report(whole, g, stretch) for g, stretch in zip(groups, stretches, strict=True)]


@dataclass(frozen=True, slots=True)
class _Whole:
    """What the reports of a document have in common; ``told`` are the findings that each of them repeats."""

    document: Document
    prints: Sequence[Print]
    schemas: Mapping[str, Schema]
    runs: tuple[PluginRun, ...]
    told: tuple[Finding, ...]


def _report(whole: _Whole, own: Group, stretch: tuple[int, int]) -> Report:
    document, schemas, sites = whole.document, whole.schemas, own.sites
    tables = {s.table: s.schema.id for s in sites}
    lead = schemas[Counter(tables.values()).most_common(1)[0][0]]
    cells = _cells(sites, lead)
    near = [p for p in whole.prints if p.schema is lead and stretch[0] <= p.span[0] < stretch[1]]
    taken = {id(printed) for site in (*sites, *own.repeats) for printed in site.prints}
    aside = [p for p in near if id(p) not in taken]
    claimed = [*claims.settle(cells, sites, document), *copies.settle(cells, sites, aside, document)]
    equations, optional = equations_of(tables, schemas), optional_of(tables, schemas)
    best = [reading for site in sites for reading in site.best()]
    claimed += displaced.settle(cells, best, equations, document, lead.keys[-1])
    findings = [*claimed, *check(cells, equations, optional), *suspect.findings(cells, equations)]
    findings += _own(document, own, lead, stretch)
    findings += _open_overlooked(document, list(overlooked.rows(near, sites)), cells)
    spans, year = [s.stretch for s in sites], own.metadata["year"].value
    findings += narrative.find(document, lead, cells, stretch, spans, year)
    findings += whole.told
    return Report(
        document=document,
        schema=lead.id,
        tables=tables,
        cells=cells,
        findings=by_severity(findings),
        unclaimed=tuple(leftover.unclaimed(sites, own.repeats, cells, aside)),
        joint=tuple(j for s in sites for j in s.joint),
        metadata=own.metadata,
        plugins=whole.runs,
        evidence=tuple(e for s in sites for e in evidence(s)),
        forms=schemas,
    )


def _cells(sites: Sequence[Site], lead: Schema) -> dict[str, Cell]:
    """Every key of each table's schema once, in the printed order, absent where nothing was read."""
    by_table = {s.table: s.schema for s in sites}
    cells = {
        key: Cell(key)
        for table in lead.tables
        for block in by_table.get(table.id, lead).table(table.id).blocks
        for key in block.every_key()
    }
    for site in sites:
        cells.update(site.cells)
    return cells


def _open_overlooked(
    document: Document, found: Sequence[overlooked.Row], cells: dict[str, Cell]
) -> Iterable[Finding]:
    """Open the cells of the rows found, and say so, table by table."""
    by_table: dict[str, list[overlooked.Row]] = defaultdict(list)
    for reading, opened in found:
        cells.update({k: c for k, c in opened.items() if k in cells and cells[k].status == "absent"})
        by_table[reading.table].append((reading, opened))
    for table, own in by_table.items():
        yield overlooked.finding(document, table, own)


def _own(document: Document, own: Group, lead: Schema, stretch: tuple[int, int]) -> Iterable[Finding]:
    yield from oddity.find(document, own.sites, lead, stretch)
    for site in own.repeats:
        line = document.line_of(site.span[0]) + 1
        yield Finding(
            "printed-again",
            f"{site.table}: printed a second time from line {line}, with the same figures",
            "info",
            table=site.table,
            spans=(site.span,),
            line=line,
        )


def failures(runs: Sequence[PluginRun]) -> Iterable[Finding]:
    """A finding for each layout that failed or went beyond a limit."""
    for run in runs:
        if run.error:
            yield Finding(
                "plugin-failed",
                f"layout plugin {run.name!r} failed and was left out: {run.error}; the other plugins went on",
            )
        for name, told in run.over.items():
            yield Finding(f"limit:{name}", f"layout {run.name!r}: {told} (limit {name})", "warning", "open")


def _nothing(whole: _Whole) -> Report:
    document = whole.document
    message = "no table of a known form was recognised"
    if not document.text or document.text.isspace():
        message = "the document is empty"
    finding = Finding("nothing-recognised", message, "warning", "open")
    return Report(
        document,
        None,
        {},
        {},
        (finding, *whole.told),
        metadata=metadata.read(document, list(whole.schemas.values()), (0, len(document.text))),
        plugins=whole.runs,
    )


def evidence(site: Site) -> Iterable[Evidence]:
    """All readings that competed for each row of a site, the chosen one first."""
    for judged in site.rows.values():
        for i, one in enumerate(judged):
            reading = one.reading
            yield Evidence(
                row=row_of(reading.key(0)),
                layout=reading.layout,
                lines=(reading.lines[0] + 1, reading.lines[1] + 1),
                label=reading.label,
                figures=tuple(p.text for p in reading.slots if p.kind != "blank"),
                assumptions=reading.assumed,
                score=one.score,
                candidates=len(reading.placements),
                chosen=i == 0,
            )
