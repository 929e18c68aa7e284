"""Exchanged: two figures that stand in each other's place, as the sums say that fail together.

Lines that changed places, or two cells of a row, leave every figure where some figure belongs. What tells is
that the equations which fail would all hold with the two exchanged. Neither is stated then: a misprint seldom
leaves sums that another figure of the table sets right.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import combinations, pairwise

from gouji.equation import Equation
from gouji.report import STATED, Cell, Finding

LEAST = 2
"""Equations that the exchange must mend; one is enough for figures that follow one another."""
MOST = 12
"""Failing equations of a table; two figures stand in fewer."""

Number = int | Decimal
Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class _Sum:
    """An equation: by how much it fails, and how often each key counts in that."""

    lack: Number
    weights: Mapping[str, int]


def pairs(values: Mapping[str, Number | None], equations: Iterable[Equation]) -> list[Pair]:
    """Keys in the form's order whose figures, exchanged, mend what fails of the equations and break none.

    ``values`` are in the form's order, None for a blank; equations over other keys are not judged.
    """
    sums = [_sum(e, values) for e in equations if e.places and all(k in values for k in e.keys)]
    failing = [s for s in sums if s.lack]
    if not 0 < len(failing) <= MOST:
        return []
    of: dict[str, list[_Sum]] = defaultdict(list)
    for one in sums:
        for key in one.weights:
            of[key].append(one)
    figures = [k for k, v in values.items() if v is not None]
    accused = [k for k in figures if any(s.lack for s in of[k])]
    near = {pair for pair in pairwise(figures) if pair[0].partition("/")[0] == pair[1].partition("/")[0]}
    order = {key: i for i, key in enumerate(figures)}
    tried = {*combinations(accused, 2), *(p for p in near if any(s.lack for k in p for s in of[k]))}
    found = (p for p in tried if _mended(p, values, of) >= (1 if p in near else LEAST))
    return sorted(found, key=lambda p: (order[p[0]], order[p[1]]))


def _sum(equation: Equation, values: Mapping[str, Number | None]) -> _Sum:
    left, right = equation.sides({k: values[k] or 0 for k in equation.keys})
    weights: dict[str, int] = defaultdict(int)
    for sign, terms in ((1, equation.left), (-1, equation.right)):
        for count, key in terms:
            weights[key] += sign * count
    return _Sum(left - right, weights)


def _mended(pair: Pair, values: Mapping[str, Number | None], of: Mapping[str, Sequence[_Sum]]) -> int:
    """How many equations an exchange mends; 0 where it leaves one failing that it touches."""
    first, second = pair
    step = (values[second] or 0) - (values[first] or 0)
    mended = 0
    for one in {id(s): s for key in pair for s in of.get(key, ())}.values():
        change = (one.weights.get(first, 0) - one.weights.get(second, 0)) * step
        if change and one.lack + change:
            return 0
        mended += bool(change)
    return mended


def settle(cells: dict[str, Cell], equations: Sequence[Equation]) -> Iterator[Finding]:
    """Open the cells of each pair, and say so."""
    values = {k: c.value for k, c in cells.items() if c.status in STATED or c.status == "blank"}
    found = pairs(values, equations)
    options: dict[str, list[Number | None]] = defaultdict(list)
    for first, second in found:
        options[first].append(values[second])
        options[second].append(values[first])
        told = f"{cells[first].raw} and {cells[second].raw} may have changed places: exchanged, the sums hold"
        spans = (*cells[first].spans, *cells[second].spans)
        table = first.partition("/")[0]
        yield Finding("exchanged", f"{table}: {told}", "warning", "open", table, (first, second), spans)
    for key, others in options.items():
        candidates = tuple(dict.fromkeys((values[key], *others)))
        cells[key] = Cell(
            key, status="ambiguous", layout=cells[key].layout, candidates=candidates, label=cells[key].label
        )
