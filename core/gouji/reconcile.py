"""Reconciling: printings of one table, read by several layouts and schemas, become one canonical table.

Rows are compared one by one: whole-table winners fail at page breaks, votes over cells mix shifted rows.
Readings are compared by an ordered tuple of counts, never by one weighted number, structure first.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from math import inf

from gouji import canonical, displaced, section, solve
from gouji.fold import core
from gouji.judged import Judged, score
from gouji.matrix import Span
from gouji.printed import Print, span_of
from gouji.reading import Reading
from gouji.report import Cell, Joint
from gouji.schema import Column, Schema, Table

MARGIN = 0.5
"""Share of a block's column labels by which another edition must lead to take over the block."""

RowKey = tuple[str, int]
Measure = tuple[float, int, int]
"""How well an edition fits a printing, the smaller the better."""
Fit = tuple[Measure, int, str]
"""The same, with what parts equals: the edition's rank among the document's, and its name."""


@dataclass(frozen=True, slots=True)
class Site:
    """One printing of a table in the text, with all that read it.

    ``rows`` maps (block, row) to the readings of that row, best first; ``rivals`` of the same score follow
    the first.
    """

    table: str
    schema: Schema
    span: Span
    rows: Mapping[RowKey, tuple[Judged, ...]]
    prints: tuple[Print, ...]
    joint: tuple[Joint, ...] = ()
    overrun: bool = False
    foreign: frozenset[str] = frozenset()
    cells: Mapping[str, Cell] = field(default_factory=dict)

    def best(self) -> list[Reading]:
        """The reading of each row that counts, in the form's order."""
        return [judged[0].reading for judged in self.rows.values()]

    def spans(self) -> Iterator[Span]:
        """Where the labels and slots of all readings stand, of those too that do not count."""
        return (span for own in self.rows.values() for judged in own for span in judged.reading.spans)

    @property
    def stretch(self) -> Span:
        """The half-open text from the first row's label to the last figure.

        ``span`` may begin earlier, at what names a row without a label: a heading with prose below it.
        """
        own = [s for r in self.best() for s in (r.label_spans if r.block.rows else ())]
        own += [s for r in self.best() for p in r.slots for s in p.spans]
        return (min(a for a, _ in own), max(b for _, b in own)) if own else self.span


def reconcile(prints: Iterable[Print]) -> list[Site]:
    """Group printings that lie over the same text and settle each group; in order of place.

    Two of one layout are two groups, though another layout's lies over both.
    Where a table is printed with its header somewhere, a few labels met elsewhere without one are talk of it;
    and labels under another table's header are that table's.
    """
    every = sorted(_own(prints), key=lambda p: p.span)
    headed = {p.table.id for p in every if p.headed}
    groups: dict[str, list[tuple[Span, list[Print]]]] = defaultdict(list)
    for printed in every:
        span = printed.span
        own = groups[printed.table.id]
        if own and span[0] < own[-1][0][1] and not any(_precedes(p, printed) for p in own[-1][1]):
            (low, high), members = own[-1]
            own[-1] = ((low, max(high, span[1])), [*members, printed])
        else:
            own.append((span, [printed]))
    chosen = [
        (table, members)
        for table, own in groups.items()
        for _, members in own
        if any((p.headed or p.whole) if table in headed else p.solid for p in members)
    ]
    return sorted(_agreed(chosen), key=lambda s: s.span)


def _agreed(chosen: Sequence[tuple[str, Sequence[Print]]]) -> list[Site]:
    """Each group settled; of editions that fit one alike that counts by which most of the others are printed.

    A group that more than one edition fits tells nothing of the others.
    """
    sites = [_settle(table, members) for table, members in chosen]
    fits = [_fits(members) for _, members in chosen]
    votes = Counter({site.schema.id: 0 for site in sites})
    votes.update(s.schema.id for s, own in zip(sites, fits, strict=True) if _alone(s.schema.id, own))
    usual = [name for name, _ in votes.most_common()]
    for i, (table, members) in enumerate(chosen):
        own = sites[i].schema.id
        if own != usual[0] and fits[i].get(usual[0], (inf, 0, 0)) <= fits[i][own]:
            sites[i] = _settle(table, members, usual)
    return sites


def _fits(prints: Sequence[Print]) -> dict[str, Measure]:
    """How well each edition fits a group at best."""
    measured = [(printed.schema.id, _measure(printed)) for printed in prints]
    return {name: min(own for n, own in measured if n == name) for name, _ in measured}


def _alone(name: str, fits: Mapping[str, Measure]) -> bool:
    """Whether no other edition fits a group as well as one."""
    return all(fits[name] < fit for other, fit in fits.items() if other != name)


def _precedes(first: Print, printed: Print) -> bool:
    """Whether a layout prints a table here again: what another takes for one print are two."""
    alike = first.marked is printed.marked and first.schema.id == printed.schema.id
    return alike and first.span[1] <= printed.span[0]


def _own(prints: Iterable[Print]) -> list[Print]:
    """The prints without those that are another table's.

    One that has no header and shares most of its labels with one that has is no printing of its table; nor
    is one under the title of another section, where the table is printed under its own.
    """
    every = _titled(list(prints))
    labels = [{r.label_spans for r in p.readings} for p in every]
    headed: dict[Span, set[tuple[str, str]]] = defaultdict(set)
    for printed, own in zip(every, labels, strict=True):
        for spans in filter(None, own if printed.headed else ()):
            headed[spans[0]].add((printed.schema.family, printed.table.id))
    return [p for p, own in zip(every, labels, strict=True) if p.headed or not _taken(p, own, headed)]


def _titled(prints: Sequence[Print]) -> list[Print]:
    """The prints without those under another section's title whose table is printed under its own.

    Nor do rows without header count there that begin with another row than the form, nor such that stand, but
    under their own title, between two rows of another table: they are another report's.
    """
    above = [section.above(p.marked.strand.document, p.schema, p.begin, p.span[0]) for p in prints]
    own = [s.table in p.schema.abreast(p.table.id) if s else None for p, s in zip(prints, above, strict=True)]
    placed = {p.table.id for p, is_own in zip(prints, own, strict=True) if is_own}
    kept = [
        (p, is_own)
        for p, is_own in zip(prints, own, strict=True)
        if is_own is not False or (p.table.id not in placed and (p.headed or p.begins))
    ]
    enclosed = _enclosed([p for p, _ in kept])
    return [p for p, is_own in kept if is_own or id(p) not in enclosed]


def _enclosed(prints: Sequence[Print]) -> set[int]:
    """The identities of the prints without header that stand between two rows of another table."""
    found: set[int] = set()
    around: list[tuple[Span, Print]] = []
    spans = ((p.span, p) for p in prints)
    for span, printed in sorted(spans, key=lambda pair: pair[0]):
        around = [(own, other) for own, other in around if own[1] > span[0]]
        if printed.headed:
            around.append((span, printed))
        elif any(own[0] < span[0] and span[1] < own[1] and _parts(o, printed, span) for own, o in around):
            found.add(id(printed))
    return found


def _parts(other: Print, printed: Print, span: Span) -> bool:
    """Whether a print around another one's span is of another table, longer, and not printed beside it."""
    return (
        len(other.readings) > len(printed.readings)
        and printed.table.id not in other.schema.abreast(other.table.id)
        and not any(a < span[1] and span[0] < b for r in other.readings for a, b in r.spans)
    )


def _taken(
    printed: Print, labels: Iterable[tuple[Span, ...]], headed: Mapping[Span, set[tuple[str, str]]]
) -> bool:
    """Whether most labels of a print are read under the header of another table of its form."""
    family, table = printed.schema.family, printed.table.id
    shared = [
        any(f == family and t != table for f, t in headed.get(spans[0], ())) for spans in labels if spans
    ]
    return 2 * sum(shared) > len(shared)


def _settle(table: str, prints: Sequence[Print], usual: Sequence[str] = ()) -> Site:
    """One canonical table of its printings; of editions that fit alike the earlier of ``usual`` counts."""
    strands: dict[int, list[Print]] = defaultdict(list)
    for printed in prints:
        strands[id(printed.marked)].append(printed)
    fit = partial(_fit, usual=usual)
    chosen = [_choose(members, fit) for members in strands.values()]
    lead = min((printed for printed, _ in chosen), key=fit)
    same = [(p, r) for p, r in chosen if p.schema.id == lead.schema.id]
    solved = [(p, _solved(r, p), r) for p, r in same]
    rows = _rank((s.readings, before) for _, s, before in solved)
    ordered = _unbeaten(dict(sorted(rows.items(), key=lambda item: _order(lead, item[0]))))
    winner = min(solved, key=lambda entry: fit(entry[0]))[1]
    readings = [j[0].reading for j in ordered.values()]
    foreign = frozenset(r.schema.id for r in readings) - {lead.schema.id}
    return Site(
        table=table,
        schema=lead.schema,
        span=span_of(readings),
        rows=ordered,
        prints=tuple(prints),
        joint=winner.joint,
        overrun=winner.overrun,
        foreign=foreign,
        cells=canonical.table(ordered),
    )


def _unbeaten(rows: Mapping[RowKey, tuple[Judged, ...]]) -> dict[RowKey, tuple[Judged, ...]]:
    """The rows, those left open that are blank as read while another layout finds figures for them.

    Where no row has these, each layout may have left them to a neighbour's label.
    """
    taken = {spans for first, *_ in rows.values() for spans in _figures(first)}
    opened = {
        key: replace(first, reading=first.reading.keep(()))
        for key, (first, *others) in rows.items()
        if not first.reading.grid and not _figures(first) and any(_figures(o) - taken for o in others)
    }
    return {key: (opened.get(key, first), *others) for key, (first, *others) in rows.items()}


def _figures(judged: Judged) -> set[tuple[Span, ...]]:
    """Where the figures of a reading stand."""
    return {piece.spans for piece in judged.reading.slots if piece.kind == "figure"}


def _choose(prints: Sequence[Print], fit: Callable[[Print], Fit]) -> tuple[Print, list[Reading]]:
    """The edition that fits a strand's printing best, with blocks taken over from a better fitting one."""
    longest: dict[str, Print] = {}
    for printed in sorted(prints, key=lambda p: (len(p.readings), sum(p.support.values()))):
        longest[printed.schema.id] = printed
    best = min(longest.values(), key=fit)
    readings = list(best.readings)
    for other in longest.values():
        if other is best or other.schema.family != best.schema.family:
            continue
        for block, share in other.support.items():
            if share - best.support.get(block, 0.0) >= MARGIN:
                readings = [r for r in readings if r.block.id != block]
                readings += [r for r in other.readings if r.block.id == block]
    return best, [_edition(r, best, longest.values()) for r in readings]


def _solved(readings: list[Reading], printed: Print) -> solve.Solution:
    equations, limits = printed.schema.equations, printed.marked.strand.document.limits
    return solve.solve(displaced.opened(_slipped(readings), equations), equations, steps=limits.steps)


def _slipped(readings: list[Reading]) -> list[Reading]:
    """The readings, those without figures left open where figures heap up in another row of wrapped text.

    Then the order of the print is lost, and a row that shows nothing need not be blank.
    """
    if not any(not r.grid and r.surplus >= len(r.columns) for r in readings):
        return readings
    return [r if r.grid or r.figures else r.keep(()) for r in readings]


def _edition(reading: Reading, best: Print, prints: Iterable[Print]) -> Reading:
    """The reading, left open where nothing but its edition's narrower block says which column is meant.

    Without header and without columns one figure under 行政许可 fits the edition with one column as well as
    the one with three whose blanks left no trace; and without any header in the table three figures under
    规章 mean one thing in one edition and another in the other. A row that another edition has for a group's
    label, rows of which are printed, shows their figures.
    """
    rivals = [p for p in prints if p is not best and p.schema.family == best.schema.family]
    if reading.block.rows and any(_is_group(reading, r) for p in rivals for r in p.readings):
        return reading.keep(())
    if best.support.get(reading.block.id) or not reading.block.rows:
        return reading
    others = [r for p in rivals for r in p.readings if r.block.rows and r.row_id == reading.row_id]
    if any(not r.grid and len(r.columns) > len(reading.columns) for r in others):
        return reading.keep(())
    read = [r for r in others if _names(r.columns) != _names(reading.columns)]
    narrower = any(
        r.figures and r.placements and not r.surplus and len(r.columns) < len(reading.columns) for r in read
    )
    headless = not best.headed and any(_holds(p.table, reading) for p in rivals)
    return reading.keep(()) if narrower or headless else reading


def _holds(table: Table, reading: Reading) -> bool:
    """Whether a row of a table could hold a reading's figures in other columns than the reading's.

    A figure printed again and again may be one, of a cell that spans them all.
    """
    blocks = [b.columns for b in table.blocks if any(row.id == reading.row_id for row in b.rows)]
    merged = len({piece.text for piece in reading.figures}) == 1
    size = range(1 if merged else len(reading.figures), len(reading.columns) + 1)
    return any(len(own) in size and _names(own) != _names(reading.columns) for own in blocks)


def _is_group(reading: Reading, other: Reading) -> bool:
    """Whether a row's label is that of the group in which another edition finds a row."""
    path = other.block.rows[other.row].label.path if other.block.rows else ()
    label = reading.block.rows[reading.row].label.text
    return other.block.table == reading.block.table and bool(path) and core(path[-1]) == core(label)


def _names(columns: Iterable[Column]) -> list[str]:
    return [c.id for c in columns]


def _fit(printed: Print, usual: Sequence[str] = ()) -> Fit:
    name = printed.schema.id
    return _measure(printed), usual.index(name) if name in usual else len(usual), name


def _measure(printed: Print) -> Measure:
    support = sum(printed.support.values()) / max(len(printed.support), 1)
    rows = len(printed.readings)
    return -round(support, 6), printed.misfits - rows, -rows


def _rank(solved: Iterable[tuple[Sequence[Reading], Sequence[Reading]]]) -> dict[RowKey, tuple[Judged, ...]]:
    rows: dict[RowKey, list[Judged]] = defaultdict(list)
    for after, before in solved:
        for reading, raw in zip(after, before, strict=True):
            judged = Judged(reading, len(raw.placements), score(reading))
            rows[reading.block.id, reading.row].append(judged)
    return {
        key: tuple(sorted(judged, key=lambda j: (j.score, j.reading.layout))) for key, judged in rows.items()
    }


def _order(lead: Print, key: RowKey) -> tuple[int, int]:
    blocks = {b.id: i for i, b in enumerate(lead.table.blocks)}
    return (blocks.get(key[0], len(blocks)), key[1])
