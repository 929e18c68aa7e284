"""Exchanged: figures that stand in each other's place, as the sums say that fail together.

Lines that changed places, two cells of a row, or one that moved past others, leave every figure where some
figure belongs; so do two rows, and a figure that stands where a blank belongs. What tells is that the
equations which fail would all hold with the figures in the other order. None of them is stated then: a
misprint seldom leaves sums that other figures of the table set right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations, groupby, pairwise

from gouji.equation import Equation, Number
from gouji.keys import column_of, row_of, table_of
from gouji.report import STATED, Cell, Finding

LEAST, LEAST_MOVED = 2, 3
"""Equations that an exchange, and a move past several figures, must mend; one is enough for neighbours."""
MOST, MOST_OF_ROWS = 12, 40
"""Failing equations of a table; two figures stand in fewer, and so do two rows of figures."""
LITTLE = 4
"""What part of a lack another misprint may account for."""

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """An equation: by how much it fails, and how often each key counts in that."""

    lack: Number
    weights: Mapping[str, int]


def pairs(values: Mapping[str, Number | None], equations: Iterable[Equation]) -> list[Keys]:
    """Keys in the form's order whose figures, exchanged, mend what fails of the equations and break none.

    Where no two do, the runs of a row in which one figure, moved past the others, does; else a figure and a
    blank; else the figures of two rows, column by column; else two figures, beside a misprint. ``values``
    are in the form's order, None for a blank; equations over other keys are not judged.
    """
    sums = sums_of(values, equations)
    failing = sum(bool(s.lack) for s in sums)
    if not 0 < failing <= MOST_OF_ROWS:
        return []
    of: dict[str, list[Sum]] = defaultdict(list)
    for one in sums:
        for key in one.weights:
            of[key].append(one)
    figures = {k: v for k, v in values.items() if v is not None}
    few = failing <= MOST
    found = (_swapped(figures, of) or list(_moved(figures, of))) if few else []
    found = found or list(_vacated(values, of)) or list(_rows(values, of))
    return found or (_swapped(figures, of, misprint=True) if few else [])


def _swapped(
    figures: Mapping[str, Number], of: Mapping[str, Sequence[Sum]], *, misprint: bool = False
) -> list[Keys]:
    """Two figures in each other's place."""
    accused = [k for k in figures if any(s.lack for s in of[k])]
    near = {pair for pair in pairwise(figures) if table_of(pair[0]) == table_of(pair[1])}
    order = {key: i for i, key in enumerate(figures)}
    tried = {*combinations(accused, 2), *(p for p in near if any(s.lack for k in p for s in of[k]))}
    mended = {p: _mended(p, p[::-1], figures, of, misprint=misprint) for p in tried}
    found = [p for p in tried if mended[p] >= (1 if p in near else LEAST)]
    return sorted(found, key=lambda p: (order[p[0]], order[p[1]]))


def _moved(figures: Mapping[str, Number], of: Mapping[str, Sequence[Sum]]) -> Iterator[Keys]:
    """The runs of a row of which one figure, at an end, belongs at the other end."""
    for _, row in groupby(figures, key=row_of):
        keys = tuple(row)
        for start, stop in combinations(range(len(keys) + 1), 2):
            run = keys[start:stop]
            orders = ((*run[1:], run[0]), (run[-1], *run[:-1])) if len(run) > LEAST else ()
            if any(_mended(run, order, figures, of) >= LEAST_MOVED for order in orders):
                yield run


def _vacated(values: Mapping[str, Number | None], of: Mapping[str, Sequence[Sum]]) -> Iterator[Keys]:
    """A figure and a blank of its table, each in the other's place."""
    numbers = {k: v or 0 for k, v in values.items()}
    accused = [k for k in values if any(s.lack for s in of.get(k, ()))]
    for pair in combinations(accused, 2):
        one_blank = None in (own := [values[k] for k in pair]) and any(own)
        if (
            one_blank
            and table_of(pair[0]) == table_of(pair[1])
            and _mended(pair, pair[::-1], numbers, of) >= LEAST
        ):
            yield pair


def _rows(values: Mapping[str, Number | None], of: Mapping[str, Sequence[Sum]]) -> Iterator[Keys]:
    """The columns of two rows of a table, each of which stands in the other's place."""
    numbers = {k: v or 0 for k, v in values.items()}
    accused = dict.fromkeys(row_of(k) for k in values if any(s.lack for s in of.get(k, ())))
    rows = {name: [k for k in values if row_of(k) == name] for name in accused}
    for (_, first), (_, second) in combinations(rows.items(), 2):
        if table_of(first[0]) == table_of(second[0]) and _columns(first) == _columns(second):
            apart = [(a, b) for a, b in zip(first, second, strict=True) if values[a] != values[b]]
            keys, order = tuple(chain(*apart)), tuple(chain(*(p[::-1] for p in apart)))
            if _mended(keys, order, numbers, of) >= LEAST_MOVED:
                yield from apart


def _columns(keys: Sequence[str]) -> list[str]:
    return [column_of(key) for key in keys]


def sums_of(values: Mapping[str, Number | None], equations: Iterable[Equation]) -> list[Sum]:
    """The equations over keys that have values, a blank taken for 0."""
    return [_sum(e, values) for e in equations if e.places and all(k in values for k in e.keys)]


def _sum(equation: Equation, values: Mapping[str, Number | None]) -> Sum:
    left, right = equation.sides({k: values[k] or 0 for k in equation.keys})
    weights: dict[str, int] = defaultdict(int)
    for sign, terms in ((1, equation.left), (-1, equation.right)):
        for count, key in terms:
            weights[key] += sign * count
    return Sum(left - right, weights)


def _mended(
    keys: Keys,
    order: Keys,
    figures: Mapping[str, Number],
    of: Mapping[str, Sequence[Sum]],
    *,
    misprint: bool = False,
) -> int:
    """How many equations the figures mend in that order of keys; 0 where one of them fails then.

    Beside a ``misprint`` one must hold then, and the others fail by little of what they lack.
    """
    steps = {key: figures[other] - figures[key] for key, other in zip(keys, order, strict=True)}
    mended = whole = 0
    for one in {id(s): s for key in keys for s in of.get(key, ())}.values():
        change = sum(one.weights.get(key, 0) * step for key, step in steps.items())
        little = max(one.lack, -one.lack) // LITTLE if misprint else 0
        if change and not -little <= one.lack + change <= little:
            return 0
        mended += bool(change)
        whole += bool(change) and not one.lack + change
    return mended if whole else 0


def settle(cells: dict[str, Cell], equations: Sequence[Equation]) -> Iterator[Finding]:
    """Open the cells of each exchange, and say so."""
    values = {k: c.value for k, c in cells.items() if c.status in STATED or c.status == "blank"}
    yield from opened(cells, values, pairs(values, equations), "exchanged, the sums hold")


def opened(
    cells: dict[str, Cell], values: Mapping[str, Number | None], found: Iterable[Keys], reason: str
) -> Iterator[Finding]:
    """Open the cells of keys that may have changed places, each with the others' figures, and say so."""
    options: dict[str, list[Number | None]] = defaultdict(list)
    for keys in found:
        for key in keys:
            options[key] += [values[other] for other in keys if other != key]
        *printed, last = ("a blank" if values[key] is None else cells[key].raw or values[key] for key in keys)
        told = f"{', '.join(map(str, printed))} and {last} may have changed places: {reason}"
        spans = tuple(span for key in keys for span in cells[key].spans)
        table = table_of(keys[0])
        yield Finding("exchanged", f"{table}: {told}", "warning", "open", table, keys, spans)
    for key, others in options.items():
        cells[key] = doubted(cells[key], (values[key], *others))


def doubted(cell: Cell, candidates: Iterable[Number | None]) -> Cell:
    """The cell open for any of some values, each named once."""
    options = tuple(dict.fromkeys(candidates))
    return Cell(cell.key, status="ambiguous", layout=cell.layout, candidates=options, label=cell.label)
