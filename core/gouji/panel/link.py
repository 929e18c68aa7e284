"""Linking: the reports of one agency, one a year; reports of the same year agree or clash."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gouji.panel.observation import Observation
from gouji.report import Cell, Finding


@dataclass(frozen=True, slots=True)
class Year:
    """One agency in one year: the report that stands for it, what others say, and where they clash."""

    chosen: Observation
    others: tuple[Observation, ...] = ()
    clashes: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Linked:
    """The years of each agency, by its folded name, in order; and reports that nothing links."""

    agencies: Mapping[str, tuple[Year, ...]]
    unlinked: tuple[tuple[Observation, str], ...] = field(default=())


def link(observations: Iterable[Observation]) -> Linked:
    """Group reports by agency and year; one without either is kept apart with the reason."""
    groups: dict[str, dict[int, list[Observation]]] = defaultdict(lambda: defaultdict(list))
    unlinked = []
    for one in observations:
        reason = _missing(one)
        if reason:
            unlinked.append((one, reason))
        elif one.year is not None:
            groups[one.unit][one.year].append(one)
    agencies = {
        unit: tuple(_year(years[year]) for year in sorted(years)) for unit, years in sorted(groups.items())
    }
    return Linked(agencies, tuple(unlinked))


def _missing(one: Observation) -> str:
    if not any(cell.status != "absent" for cell in one.cells.values()):
        return "no table was recognised"
    if not one.unit:
        return "the report prints no agency's name"
    return "" if one.year is not None else "the report prints no year"


def _year(found: Sequence[Observation]) -> Year:
    """The report with most figures stands for the year; a cell that another states otherwise is contested."""
    ranked = sorted(found, key=lambda one: (-len(_known(one)), one.source, one.number))
    chosen, others = ranked[0], tuple(ranked[1:])
    clashes = list(_clashes(chosen, others))
    open_ = {f.keys[0]: f for f in clashes}
    if open_:
        cells = {k: _contested(c, others) if k in open_ else c for k, c in chosen.cells.items()}
        chosen = replace(chosen, cells=cells)
    return Year(chosen, others, tuple(clashes))


def _known(one: Observation) -> dict[str, Cell]:
    return {k: c for k, c in one.cells.items() if c.value is not None}


def _clashes(chosen: Observation, others: Sequence[Observation]) -> Iterator[Finding]:
    for key, cell in _known(chosen).items():
        for other in others:
            said = other.cells.get(key)
            if said and said.value not in (None, cell.value):
                yield Finding(
                    "reports-clash",
                    f"{key}: {cell.value} in {chosen.place}, {said.value} in {other.place}; both are for "
                    f"{chosen.agency} {chosen.year}",
                    keys=(key,),
                )
                break


def _contested(cell: Cell, others: Sequence[Observation]) -> Cell:
    said = [one.value for other in others if (one := other.cells.get(cell.key))]
    candidates = tuple(dict.fromkeys([cell.value, *(value for value in said if value is not None)]))
    return cell._replace(value=None, status="contested", candidates=candidates)
