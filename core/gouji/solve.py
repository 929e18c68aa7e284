"""The exact solver: which placements of all rows together satisfy the form's equations.

Rows are variables, their placements the values, the schema's placing equations the constraints. What is
the same in all solutions is certain; the rest stays open with its candidates. A blank counts as 0.
Equations choose between placements that fit the print equally well; they never change a printed figure.

Equations inside one row filter its placements. Those over several rows are solved by dynamic programming
over the rows: the state is the vector of partial sums, pruned by what the rows to come can still add.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import prod

from gouji import alone, belief
from gouji.equation import Equation, Number
from gouji.limits import DEFAULT
from gouji.reading import Placement, Reading
from gouji.report import Joint

MOST_LISTED = 200
"""Joint solutions that are listed one by one."""

Sums = tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """Readings with the placements left, what is undetermined together, and remarks on the search."""

    readings: tuple[Reading, ...]
    joint: tuple[Joint, ...] = ()
    overrun: bool = False
    solved: bool = True


@dataclass(slots=True)
class _Variable:
    """A row with several placements: each placement's share in the equations over several rows."""

    position: int
    placements: tuple[Placement, ...]
    shares: tuple[Sums, ...]
    groups: dict[Sums, int] = field(default_factory=dict)


def solve(
    readings: Sequence[Reading], equations: Sequence[Equation], *, steps: int = DEFAULT.steps
) -> Solution:
    """Drop every placement that no solution of the placing equations holds.

    The joint search takes at most ``steps`` transitions; past them the rows stay as open as their print.

    What a row's own equations leave is believed where the equations over several rows have a common
    solution with it; where none reaches the row, only if enough figures stand in it; and where
    they have no solution at all (an error of the print, or figures that slipped into another row) the row
    stays as open as its print.
    """
    if not any(_open(r) for r in readings):
        return Solution(tuple(readings))
    rows = _Rows(readings)
    inner, outer = rows.split([e for e in equations if e.places])
    dropped = any(r.dropped for r in readings)
    filtered = [alone.narrowed(r, inner.get(i, ()), dropped=dropped) for i, r in enumerate(readings)]
    doubted = {i for i, (_, honest) in enumerate(filtered) if not honest}
    outer = [e for e in outer if not doubted & rows.of(e)]
    joint = _joint([r for r, _ in filtered], rows, outer, steps)
    reached = {i for e in outer for i in rows.of(e)}
    decided = (
        belief.settled(before, after, reached=i in reached, solved=joint.solved)
        for i, (before, after) in enumerate(zip(readings, joint.readings, strict=True))
    )
    told = reached if joint.solved else set()
    proven = (
        r.keep(()) if alone.are_halves(r, inner.get(i, ())) or (_is_loose(r) and i not in told) else r
        for i, r in enumerate(decided)
    )
    return Solution(tuple(proven), joint.joint, joint.overrun)


def _open(reading: Reading) -> bool:
    return reading.scattered or len(reading.placements) != 1


def _is_loose(reading: Reading) -> bool:
    """Whether any order of a row's figures, which are not alike, fits the print, and so its own sum."""
    return reading.parted and len({f.numeral.value for f in reading.figures}) > 1


class _Rows:
    """Which reading prints which key."""

    def __init__(self, readings: Sequence[Reading]) -> None:
        self.readings = readings
        self.place = {r.key(c): (i, c) for i, r in enumerate(readings) for c in range(len(r.columns))}

    def of(self, equation: Equation) -> set[int]:
        return {self.place[k][0] for k in equation.keys if k in self.place}

    def split(self, equations: Sequence[Equation]) -> tuple[dict[int, list[Equation]], list[Equation]]:
        """Equations inside one row, by row, and equations over several rows; others cannot be judged."""
        inner: dict[int, list[Equation]] = defaultdict(list)
        outer: list[Equation] = []
        for equation in equations:
            touched = self.of(equation)
            whole = all(k in self.place for k in equation.keys)
            if not whole:
                continue
            if len(touched) == 1:
                inner[touched.pop()].append(equation)
            elif all(self.readings[i].placements for i in touched):
                outer.append(equation)
        return inner, outer


def _joint(readings: list[Reading], rows: _Rows, equations: list[Equation], steps: int) -> Solution:
    start, variables = _variables(readings, rows, equations)
    if not variables:
        return Solution(tuple(readings), solved=not any(start))
    search = _Search(start, variables, steps)
    if not search.run():
        return Solution(tuple(readings), overrun=search.steps >= steps, solved=False)
    for variable, shares, alive in zip(variables, search.shares, search.alive(), strict=True):
        kept = tuple(p for p, s in zip(variable.placements, shares, strict=True) if s in alive)
        readings[variable.position] = readings[variable.position].keep(kept)
    return Solution(tuple(readings), _undetermined(readings, variables, search))


def _variables(
    readings: Sequence[Reading], rows: _Rows, equations: Sequence[Equation]
) -> tuple[Sums, list[_Variable]]:
    """The constant part of each equation, and the rows whose placements change any of them."""
    size = len(equations)
    terms: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
    for e, equation in enumerate(equations):
        for sign, side in ((1, equation.left), (-1, equation.right)):
            for coefficient, key in side:
                row, column = rows.place[key]
                terms[row].append((e, column, sign * coefficient))
    start: list[Number] = [0] * size
    variables = []
    for row, own in terms.items():
        shares = tuple(_share(readings[row], p, own, size) for p in readings[row].placements)
        if len(set(shares)) == 1:
            start = [a + b for a, b in zip(start, shares[0], strict=True)]
        elif shares:
            variables.append(_Variable(row, readings[row].placements, shares))
    for variable in variables:
        for share in variable.shares:
            variable.groups[share] = variable.groups.get(share, 0) + 1
    return tuple(start), _ordered(variables, size)


def _ordered(variables: list[_Variable], size: int) -> list[_Variable]:
    """Rows so that an equation closes as early as can be: the one with the fewest combinations first."""
    moved = [{e for e in range(size) if len({s[e] for s in v.groups}) > 1} for v in variables]
    ordered: list[int] = []
    while len(ordered) < len(variables):
        rest = [i for i in range(len(variables)) if i not in ordered]
        costs = {}
        for e in set().union(*(moved[i] for i in rest)):
            own = [i for i in rest if e in moved[i]]
            costs[e] = (prod(len(variables[i].groups) for i in own), e)
        first = min(costs, key=lambda e: costs[e]) if costs else None
        chosen = [i for i in rest if first is None or first in moved[i]]
        ordered += sorted(chosen, key=lambda i: len(variables[i].groups))
    return [variables[i] for i in ordered]


def _share(reading: Reading, placement: Placement, terms: list[tuple[int, int, int]], size: int) -> Sums:
    share: list[Number] = [0] * size
    for equation, column, coefficient in terms:
        if placement[column] >= 0:
            share[equation] += coefficient * reading.number(placement[column])
    return tuple(share)


class _Packing:
    """Sums as one integer each, with a field of bits for each equation: to add them all is one addition.

    The fields hold whatever the sums of ``vectors``, one of each list, can come to, twice over.
    """

    def __init__(self, vectors: Sequence[Sequence[Sums]]) -> None:
        numbers = [n for of_row in vectors for sums in of_row for n in sums]
        self._places = max(
            (-int(n.as_tuple().exponent) for n in numbers if isinstance(n, Decimal)), default=0
        )
        most = sum(max(abs(self._whole(n)) for sums in of_row for n in (*sums, 0)) for of_row in vectors)
        self._width = (2 * most).bit_length() + 2
        self.signs = sum(1 << (self._width * (e + 1) - 1) for e in range(len(vectors[0][0])))
        """The highest bit of each field; added to sums it stays where they are not negative."""

    def __call__(self, sums: Sums) -> int:
        return sum(self._whole(n) << (self._width * e) for e, n in enumerate(sums))

    def _whole(self, number: Number) -> int:
        return int(number.scaleb(self._places)) if isinstance(number, Decimal) else number * 10**self._places


class _Search:
    """Forward and backward reachability over the rows; exact, within ``most`` transitions.

    A state is what the rows so far have added to each equation, packed into one integer.
    """

    def __init__(self, start: Sums, variables: Sequence[_Variable], most: int) -> None:
        pack = _Packing([[start], *(v.shares for v in variables)])
        self.most, self.steps = most, 0
        self.shares = [tuple(map(pack, v.shares)) for v in variables]
        """Of each row, what each of its placements adds."""
        self.groups = [{pack(share): times for share, times in v.groups.items()} for v in variables]
        self.layers: list[dict[int, int]] = [{pack(start): 1}]
        self.signs = pack.signs
        self.least, self.highest = [self.signs], [self.signs]
        """A state taken from one and added to the other leaves all signs if each equation can still hold."""
        for variable in reversed(variables):
            columns = list(zip(*variable.groups, strict=True))
            self.least.append(self.least[-1] - pack(tuple(map(min, columns))))
            self.highest.append(self.highest[-1] + pack(tuple(map(max, columns))))
        self.least.reverse()
        self.highest.reverse()

    def run(self) -> bool:
        """Whether a solution was reached; False also where the work ran over the limit."""
        signs = self.signs
        for i, groups in enumerate(self.groups):
            layer: dict[int, int] = defaultdict(int)
            least, highest = self.least[i + 1], self.highest[i + 1]
            for state, ways in self.layers[-1].items():
                self.steps += len(groups)
                for share, times in groups.items():
                    following = state + share
                    if (least - following) & (highest + following) & signs == signs:
                        layer[following] += ways * times
                if self.steps >= self.most:
                    return False
            self.layers.append(layer)
        return bool(self.layers[-1])

    @property
    def count(self) -> int:
        """The number of joint solutions."""
        return sum(self.layers[-1].values())

    def alive(self) -> list[set[int]]:
        """For each row the shares that stand in some solution."""
        out: list[set[int]] = []
        good = set(self.layers[-1])
        for i in range(len(self.groups) - 1, -1, -1):
            shares: set[int] = set()
            before: set[int] = set()
            for state in self.layers[i]:
                for share in self.groups[i]:
                    if state + share in good:
                        shares.add(share)
                        before.add(state)
            out.append(shares)
            good = before
        return out[::-1]


def _undetermined(
    readings: Sequence[Reading], variables: Sequence[_Variable], search: _Search
) -> tuple[Joint, ...]:
    """The joint solutions over the cells that differ between them."""
    if search.count < 2:  # noqa: PLR2004 - one solution leaves nothing open
        return ()
    ordered = sorted(variables, key=lambda v: v.position)
    cells = [(readings[v.position], c) for v in ordered for c in range(len(readings[v.position].columns))]
    if search.count > MOST_LISTED:
        return (Joint(tuple(r.key(c) for r, c in cells), search.count),)
    found = sorted(_list(variables, search), key=str)
    order = sorted(range(len(variables)), key=lambda i: variables[i].position)
    lines = [
        tuple(x for i in order for x in readings[variables[i].position].values(choice[i])) for choice in found
    ]
    moving = [k for k in range(len(cells)) if len({line[k] for line in lines}) > 1]
    keys = tuple(cells[k][0].key(cells[k][1]) for k in moving)
    return (Joint(keys, search.count, tuple(tuple(line[k] for k in moving) for line in lines)),)


def _list(variables: Sequence[_Variable], search: _Search) -> list[tuple[Placement, ...]]:
    """Every joint solution, found backwards from the last layer so that no branch is in vain."""
    partial: list[tuple[int, tuple[Placement, ...]]] = [(s, ()) for s in search.layers[-1]]
    for i in range(len(variables) - 1, -1, -1):
        variable = variables[i]
        grown = []
        for state, tail in partial:
            for placement, share in zip(variable.placements, search.shares[i], strict=True):
                before = state - share
                if before in search.layers[i]:
                    grown.append((before, (placement, *tail)))
        partial = grown
    return [tail for _, tail in partial]
