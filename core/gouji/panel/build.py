"""Building a panel: observe, link, compare, compute, check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gouji.panel.carry import carried
from gouji.panel.indicator import Share, shares
from gouji.panel.link import Year, link
from gouji.panel.observation import Observation, Seen, observe
from gouji.panel.series import Entry, entries
from gouji.report import Finding
from gouji.schema import Indicator, Schema


@dataclass(frozen=True, slots=True)
class Noted:
    """A finding between reports, with the agency and the later of its years."""

    agency: str
    year: int
    finding: Finding
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Panel:
    """Cells, indicators and findings, each in order of agency and year; and what no year took in.

    ``indicator_list`` are the indicators computed; ``unlinked`` are reports with the reason why they stand
    outside.
    """

    cells: tuple[Entry, ...]
    indicators: tuple[Share, ...]
    findings: tuple[Noted, ...]
    unlinked: tuple[tuple[str, str], ...]
    indicator_list: tuple[Indicator, ...] = ()


def panel(
    reports: Iterable[Seen],
    schemas: Mapping[str, Schema],
    *,
    names: Mapping[str, str] | None = None,
) -> Panel:
    """The panel of some reports: Report objects, the JSON objects that gouji prints, or observations.

    ``names`` has for an agency as printed the name it goes by, for agencies that were renamed or are
    written in several ways. Agencies are compared without blanks, punctuation and differences of width or
    script. Raises InputError for an object that is no report.
    """
    linked = link(_observations(reports, names or {}))
    years = [year for found in linked.agencies.values() for year in found]
    cells = [tuple(entries(year.chosen, schemas)) for year in years]
    known = {i.id: i for year in years for i in _indicators(year.chosen, schemas)}
    return Panel(
        cells=tuple(entry for own in cells for entry in own),
        indicators=tuple(share for own in cells for share in shares(own, known.values())),
        findings=tuple(n for found in linked.agencies.values() for n in _noted(found, schemas)),
        unlinked=tuple((one.place, reason) for one, reason in linked.unlinked),
        indicator_list=tuple(known.values()),
    )


def _observations(reports: Iterable[Seen], names: Mapping[str, str]) -> Iterator[Observation]:
    seen: Counter[str] = Counter()
    for report in reports:
        one = observe(report, 1, names)
        seen[one.source] += 1
        yield replace(one, number=seen[one.source])


def _indicators(one: Observation, schemas: Mapping[str, Schema]) -> tuple[Indicator, ...]:
    """The indicators of the family, whichever edition lists them."""
    lead = schemas.get(one.schema or "")
    family = lead.family if lead else None
    return tuple(i for s in schemas.values() if s.family == family for i in s.indicators)


def _noted(years: Sequence[Year], schemas: Mapping[str, Schema]) -> Iterator[Noted]:
    for before, now in zip([None, *years], years, strict=False):
        one = now.chosen
        places = (one.place, *(other.place for other in now.others))
        for finding in now.clashes:
            yield Noted(one.agency, one.year or 0, finding, places)
        if now.others and not now.clashes:
            yield Noted(one.agency, one.year or 0, _again(one, places), places)
        if before is not None and (before.chosen.year or 0) + 1 == one.year:
            for finding in carried(before.chosen, one, schemas):
                yield Noted(one.agency, one.year, finding, (before.chosen.place, one.place))


def _again(one: Observation, places: Sequence[str]) -> Finding:
    message = f"{len(places)} reports of {one.agency} {one.year} agree; {one.place} stands for them"
    return Finding("reported-again", message, "info")
