"""Grouping: which printed tables belong to one report, and what a table printed twice means."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from gouji import canonical, metadata
from gouji.document import Document
from gouji.judged import Judged
from gouji.reading import BLANK
from gouji.reconcile import RowKey, Site
from gouji.report import STATED, Cell, Printed
from gouji.schema import Schema

Metadata = Mapping[str, Printed]

UNFILLED = frozenset(("blank", "absent"))
"""What a cell is where nothing is printed in it."""
KNOWN = STATED | {"blank"}
"""What a cell is where it is known what is printed in it."""
BOTH_WAYS = ((True, True), (False, False))
"""A cell that both prints fill, and one that neither does."""
LEAST_ALIKE, ALIKE, HALF = 3, 2 / 3, 1 / 2
"""Figures that two prints of one report have in common, and their share: a clash is in some.

Half is enough where no title stands with the second, if most of their cells can be compared.
"""


@dataclass(slots=True)
class Group:
    """The sites of one report, those that only print one of them again, and its title, agency and year.

    ``begin`` is where the tables of the report before end, 0 for the first; ``last`` is the table printed
    last, be it again.
    """

    begin: int
    metadata: Metadata
    sites: list[Site] = field(default_factory=list)
    repeats: list[Site] = field(default_factory=list)
    last: str = ""

    def of(self, table: str) -> Site | None:
        """The site of a table, or None."""
        return next((s for s in self.sites if s.table == table), None)


def group(document: Document, sites: Sequence[Site], schemas: Mapping[str, Schema]) -> list[Group]:
    """Sites, given in order of place, as reports.

    Another report begins where another title is printed, and where the tables begin again from the first
    with a header, unless they say mostly the same. A table printed again in the same report repeats it, or
    clashes with it: then both readings stay.
    """
    groups: list[Group] = []
    reach = 0
    for place, site in enumerate(sites):
        found = metadata.read(document, list(schemas.values()), (reach, site.span[0]))
        if not groups or _begins(groups[-1], sites[place:], found):
            groups.append(Group(reach, found))
        current = groups[-1]
        if current.metadata["title"].value is None:
            current.metadata = found
        _add(current, site)
        current.last = site.table
        reach = max(reach, site.span[1])
    return groups


def _name(found: Metadata) -> tuple[object, object] | None:
    return (found["agency"].value, found["year"].value) if found["title"].value else None


def named_alike(first: Metadata, second: Metadata) -> bool:
    """Whether two titles name the same agency and year: their reports are one, printed twice."""
    name = _name(first)
    return name is not None and None not in name and name == _name(second)


def _begins(current: Group, coming: Sequence[Site], found: Metadata) -> bool:
    site = coming[0]
    if None not in (_name(found), _name(current.metadata)) and _name(found) != _name(current.metadata):
        return True
    own = current.of(site.table)
    if own is None or repeats(own, site):
        return False
    if named_alike(found, current.metadata):
        return False
    order = [t.id for t in site.schema.tables]
    again = current.last in order and order.index(site.table) < order.index(current.last)
    unnamed = _name(found) is None
    if unnamed and not any(printed.headed for printed in site.prints):
        return False
    return again and not _is_copy(current, coming, unnamed=unnamed)


def _is_copy(current: Group, coming: Sequence[Site], *, unnamed: bool) -> bool:
    """Whether the tables to come are those of a report printed again, if not figure by figure.

    They are compared up to the next table that comes twice. Where no title stands with them it is enough that
    half of the figures agree, or that just the same cells are filled.
    """
    again: dict[str, Site] = {}
    for site in coming:
        if again.setdefault(site.table, site) is not site:
            break
    both = [
        (cell, own.cells[key])
        for site in again.values()
        if (own := current.of(site.table))
        for key, cell in site.cells.items()
        if key in own.cells
    ]
    pairs = [(a.value, b.value) for a, b in both if None not in (a.value, b.value)]
    compared = len(pairs) >= ALIKE * len(both)
    return alike(pairs, HALF if unnamed and compared else ALIKE) or (unnamed and _filled_alike(both))


def _filled_alike(both: Iterable[tuple[Cell, Cell]]) -> bool:
    """Whether two prints of one layout have figures in just the same cells, and blanks in some."""
    known = [(a, b) for a, b in both if {a.status, b.status} <= KNOWN]
    filled = [(a.value is not None, b.value is not None) for a, b in known]
    same = all(a == b for a, b in filled) and all(a.layout == b.layout for a, b in known)
    return same and min(map(filled.count, BOTH_WAYS)) >= LEAST_ALIKE


def alike(pairs: Sequence[tuple[object, object]], least: float = ALIKE) -> bool:
    """Whether figures of two prints are mostly the same, so that one is the other's copy.

    Two agencies, or two years of one, have few figures other than 0 in common; where hardly any is printed
    the 0 count too.
    """
    telling = [pair for pair in pairs if all(pair)]
    if len(telling) < LEAST_ALIKE:
        telling = list(pairs)
    return sum(theirs == ours for theirs, ours in telling) >= max(LEAST_ALIKE, least * len(telling))


def _add(current: Group, site: Site) -> None:
    own = current.of(site.table)
    if own is None:
        current.sites.append(site)
    elif repeats(own, site) or _is_empty(site):
        current.repeats.append(site)
    elif _is_empty(own):
        current.sites[current.sites.index(own)] = site
        current.repeats.append(own)
    else:
        current.sites[current.sites.index(own)] = _both(own, site)


def _is_empty(site: Site) -> bool:
    """Whether a site is the form with nothing filled in: beside a filled one it says nothing."""
    return all(cell.status in UNFILLED and not cell.raw for cell in site.cells.values())


def repeats(first: Site, again: Site) -> bool:
    """Whether a site only prints a table, or a part of it, a second time with the same figures."""
    if first.table != again.table:
        return False
    return all(
        key in first.cells
        and (cell.value, cell.status in STATED) == (first.cells[key].value, first.cells[key].status in STATED)
        for key, cell in again.cells.items()
    )


def _both(first: Site, second: Site) -> Site:
    """One site of two prints: a row that both determine stands against itself, else the surer one counts."""
    rows: dict[RowKey, tuple[Judged, ...]] = dict(first.rows)
    for key, judged in second.rows.items():
        rows[key] = _rivals(rows[key], judged) if key in rows else judged
    return replace(
        first,
        rows=rows,
        cells=canonical.table(rows),
        prints=(*first.prints, *second.prints),
        joint=(*first.joint, *second.joint),
    )


def _rivals(first: tuple[Judged, ...], second: tuple[Judged, ...]) -> tuple[Judged, ...]:
    ours, theirs = _alike(first[0], second[0]), _alike(second[0], first[0])
    if _denies(theirs, ours) or _denies(ours, theirs):
        ours, theirs = (replace(j, reading=j.reading.keep(())) for j in (ours, theirs))
    if len(ours.reading.placements) == len(theirs.reading.placements) > 0:
        theirs = replace(theirs, score=ours.score)
    both = sorted((ours, theirs), key=lambda j: j.score)
    return (*both, *first[1:], *second[1:])


def _denies(own: Judged, other: Judged) -> bool:
    """Whether an open row prints figures that are not, in their order, among those of its other print."""
    if len(own.reading.placements) == 1 or len(other.reading.placements) != 1:
        return False
    printed = iter([piece.text for piece in other.reading.figures])
    return not all(piece.text in printed for piece in own.reading.figures)


def _alike(own: Judged, other: Judged) -> Judged:
    """The more open of a row's two prints, read as the other where it has as many figures and some differ.

    A copy with another figure often fails its sums and is left open: it still says that the figure differs.
    """
    placements = other.reading.placements
    if not placements or 0 < len(own.reading.placements) <= len(placements):
        return own
    used = {slot for p in placements for slot in p if other.reading.value(slot) is not None}
    slots = [i for i, s in enumerate(own.reading.slots) if s.kind == "figure"]
    at = dict(zip(sorted(used), slots, strict=False))
    differ = any(other.reading.value(theirs) != own.reading.value(ours) for theirs, ours in at.items())
    if own.reading.columns != other.reading.columns or len(used) != len(slots) or not differ:
        return own
    as_other = tuple(tuple(at.get(slot, BLANK) for slot in p) for p in placements)
    return replace(own, reading=own.reading.keep(as_other))
