"""Allotting: the labels that several tables printed abreast have (其他, 合计), each given to one of them.

In a grid the side decides: where a table's own labels stand, its shared ones do. Where only the order is
left, the labels are those of the tables shuffled together: each table's follow in the form's order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from gouji.lexicon import Abreast, Lexicon
from gouji.mark import Mark
from gouji.strand import Strand

GAP = 96
"""Pieces between two labels of one printing, at most; the largest form's blank rows print fewer."""
BEHIND = 2
"""Labels by which a way to shuffle may fall behind the best so far; keeps the search linear."""

SKIPPED = -1
"""In place of a table: no row of any."""

Option = tuple[int, int]
"""A table of a group, by its place in the form's order, and a row of it."""
State = tuple[int, ...]
"""The table of the last label, and the last row met of each table."""


def allot(strand: Strand, marks: Sequence[Mark], lexicon: Lexicon) -> list[Mark]:
    """The marks, those of several tables of a group left to one where the print says which."""
    found = list(marks)
    for group in lexicon.abreast:
        options = {i: o for i, m in enumerate(found) if (o := _options(m, group))}
        if any(len(_tables(o)) > 1 for o in options.values()):
            own = _by_side(strand, found, options)
            left = {i: [x for x in o if i not in own or x[0] == own[i]] for i, o in options.items()}
            for run in _runs(found, left):
                own |= _by_order(strand, found, run, left, group.ends)
            for i, table in own.items():
                found[i] = _only(found[i], group, table)
    return found


def _options(mark: Mark, group: Abreast) -> list[Option]:
    return [
        (group.tables.index(e.table), group.starts[e.table, e.block] + e.index)
        for e in mark.entries
        if e.kind == "row" and e.schema == group.schema and e.table in group.tables
    ]


def _tables(options: Sequence[Option]) -> set[int]:
    return {table for table, _ in options}


def _only(mark: Mark, group: Abreast, table: int) -> Mark:
    """The mark without the rows of the group's other tables."""
    others = {t for i, t in enumerate(group.tables) if i != table}
    kept = (e for e in mark.entries if e.kind != "row" or e.schema != group.schema or e.table not in others)
    return replace(mark, entries=tuple(kept))


# --- by side -----------------------------------------------------------------------------------------------


def _by_side(
    strand: Strand, marks: Sequence[Mark], options: Mapping[int, Sequence[Option]]
) -> dict[int, int]:
    """The tables of shared labels in grids whose tables' own labels stand in columns of their own."""
    lefts: dict[int, dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
    shared: dict[int, list[int]] = defaultdict(list)
    for i, own in options.items():
        piece = strand.pieces[marks[i].first]
        tables = _tables(own)
        if not strand.grid(piece):
            continue
        if len(tables) == 1:
            lefts[piece.matrix][min(tables)].append(piece.left)
        else:
            shared[piece.matrix].append(i)
    found: dict[int, int] = {}
    for matrix, labels in shared.items():
        begins = _begins(lefts[matrix])
        for i in labels:
            table = next((t for b, t in reversed(begins) if b <= strand.pieces[marks[i].first].left), None)
            if table in _tables(options[i]):
                found[i] = table
    return found


def _begins(lefts: Mapping[int, Sequence[int]]) -> list[tuple[int, int]]:
    """The columns at which the labels of each table begin, from the left; none where they are mixed."""
    order = sorted(lefts, key=lambda table: min(lefts[table]))
    mixed = any(max(lefts[a]) >= min(lefts[b]) for a, b in pairwise(order))
    return [] if mixed or len(order) < 2 else [(min(lefts[t]), t) for t in order]  # noqa: PLR2004 - two sides


# --- by order ----------------------------------------------------------------------------------------------


@dataclass(slots=True)
class _Way:
    """The best ways to reach a state: labels met, faults, and the tables that each label can be given to."""

    met: int = 0
    faults: int = 0
    given: dict[int, frozenset[int]] = field(default_factory=dict)

    @property
    def rank(self) -> tuple[int, int]:
        """The more labels the better, then the fewer faults."""
        return self.met, -self.faults


def _runs(marks: Sequence[Mark], options: Mapping[int, Sequence[Option]]) -> Iterator[list[int]]:
    """The labels of each printing: a row of a table met before begins another one, and so does a gap."""
    run: list[int] = []
    last: dict[int, int] = {}
    for i, own in options.items():
        sure = own[0] if len(own) == 1 else None
        back = sure is not None and sure[1] <= last.get(sure[0], -1)
        if run and (back or marks[i].first - marks[run[-1]].last > GAP):
            yield run
            run, last = [], {}
        run.append(i)
        if sure:
            last[sure[0]] = sure[1]
    yield run


def _by_order(
    strand: Strand,
    marks: Sequence[Mark],
    run: Sequence[int],
    options: Mapping[int, Sequence[Option]],
    ends: Sequence[int],
) -> dict[int, int]:
    """The tables of the shared labels of a printing, where the best ways to shuffle the tables agree."""
    shared = [i for i in run if len(_tables(options[i])) > 1]
    sure = {t for i in run if len(_tables(options[i])) == 1 for t in _tables(options[i])}
    prints = Counter(marks[i].label for i in run)
    if not shared or not sure:
        return {}
    if len(sure) == 1 and all(prints[marks[i].label] == 1 and sure <= _tables(options[i]) for i in shared):
        return dict.fromkeys(shared, min(sure))
    lines = _lines(strand, marks, run, len(ends))
    found = _agreed(_shuffle(run, options, lines))
    paired = all(prints[marks[i].label] == len(_tables(options[i])) for i in shared)
    if paired and not lines and any(i not in found for i in shared):
        turns = _agreed(_shuffle(run, options, lines, ends))
        found = (turns if _in_turn(run, turns, options, ends) else {}) | found
    return {i: found[i] for i in shared if i in found}


def _in_turn(
    run: Sequence[int], given: Mapping[int, int], options: Mapping[int, Sequence[Option]], ends: Sequence[int]
) -> bool:
    """Whether every label of a printing is given to a table, and none stands out of turn."""
    state: State = (SKIPPED, *(-1,) * len(ends))
    for i in run:
        table = given.get(i, SKIPPED)
        rows = [r for t, r in options[i] if t == table and r > state[1 + t]]
        if not rows or _faults(state, table, ends):
            return False
        state = _after(state, table, min(rows))
    return True


def _lines(strand: Strand, marks: Sequence[Mark], run: Sequence[int], size: int) -> dict[int, int]:
    """The physical row of each label, where it holds several, but no more than the group has tables."""
    rows = {i: strand.pieces[marks[i].first].row for i in run}
    held = Counter(rows.values())
    return {i: row for i, row in rows.items() if 1 < held[row] <= size}


def _agreed(given: Mapping[int, frozenset[int]]) -> dict[int, int]:
    return {i: min(tables) for i, tables in given.items() if len(tables) == 1 and SKIPPED not in tables}


def _shuffle(
    run: Sequence[int],
    options: Mapping[int, Sequence[Option]],
    lines: Mapping[int, int],
    ends: Sequence[int] | None = None,
) -> dict[int, frozenset[int]]:
    """For each label the tables it has in the best ways: most labels met, then fewest out of turn.

    In a line the tables stand in the form's order. Turns are counted where ``ends``, the last row of each
    table, are given.
    """
    size = 1 + max(t for i in run for t in _tables(options[i]))
    ways: dict[State, _Way] = {(SKIPPED, *(-1,) * size): _Way()}
    before: int | None = None
    for i in run:
        line = lines.get(i)
        after_it = line is not None and line == before
        before = line
        reached = {s: _Way(w.met, w.faults, w.given | {i: frozenset((SKIPPED,))}) for s, w in ways.items()}
        for state, way in ways.items():
            for table, row in options[i]:
                if row > state[1 + table] and not (after_it and table <= state[0]):
                    after = _after(state, table, row)
                    _offer(reached, after, way, i, table, _faults(state, table, ends) if ends else 0)
        most = max(w.met for w in reached.values())
        ways = {s: w for s, w in reached.items() if w.met >= most - BEHIND}
    best = max(w.rank for w in ways.values())
    given: dict[int, frozenset[int]] = {}
    for way in ways.values():
        if way.rank == best:
            for i, tables in way.given.items():
                given[i] = given.get(i, frozenset()) | tables
    return given


def _after(state: State, table: int, row: int) -> State:
    """The state once a row of a table is met."""
    return (table, *state[1 : 1 + table], row, *state[2 + table :])


def _faults(state: State, table: int, ends: Sequence[int]) -> int:
    """1 where a label stands out of turn: tables abreast are printed line by line, the left one first.

    A table that has printed its last row is left out.
    """
    before, last = state[0], state[1:]
    size = len(last)
    turns = ((before + k) % size for k in range(1, size + 1))
    due = next((t for t in turns if last[t] < ends[t]), table)
    return int(before != SKIPPED and table != due)


def _offer(reached: dict[State, _Way], after: State, way: _Way, label: int, table: int, fault: int) -> None:
    """Add a way to a state, beside those as good, in the place of worse ones."""
    new = _Way(way.met + 1, way.faults + fault, way.given | {label: frozenset((table,))})
    held = reached.get(after)
    if held is None or held.rank < new.rank:
        reached[after] = new
    elif held.rank == new.rank:
        both = {
            i: held.given.get(i, frozenset()) | new.given.get(i, frozenset()) for i in held.given | new.given
        }
        reached[after] = _Way(new.met, new.faults, both)
