"""The solver against brute force: it states what all solutions share, counts them, and never more."""

from __future__ import annotations

from decimal import Decimal
from itertools import combinations, product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from depth import examples
from gouji.equation import Equation
from gouji.numerals import Numeral
from gouji.reading import BLANK, Reading
from gouji.schema import Block, Column, Label, Row, Schema, Table
from gouji.solve import MOST_LISTED, solve
from gouji.strand import Piece


def form(rows, columns):
    block = Block(
        "b",
        "t",
        tuple(Column(f"c{c}", Label(f"列{c}"), "signed") for c in range(columns)),
        tuple(Row(f"r{r}", Label(f"行{r}")) for r in range(rows)),
    )
    return Schema("s-1", "表", "s", "invented", (Table("t", "表", (), (block,)),)), block


def reading(schema, block, row, figures, placements=None):
    """A row whose blanks left no trace: every placement that keeps the order of its figures."""
    slots = tuple(
        Piece("figure", str(v), ((row * 100 + i, row * 100 + i + 1),), 0, row, i, i + 1, Numeral("figure", v))
        for i, v in enumerate(figures)
    )
    width = len(block.columns)
    every = tuple(
        tuple(chosen.index(c) if c in chosen else BLANK for c in range(width))
        for chosen in combinations(range(width), len(figures))
    )
    return Reading(
        schema, block, row, "toy", f"行{row}", (), slots, placements or every, grid=False, dropped=True
    )


def value(one, placement, column):
    return one.value(placement[column]) or 0


def solutions(readings, equations):
    """Every joint placement under which all equations hold, by trying all of them."""
    place = {r.key(c): (i, c) for i, r in enumerate(readings) for c in range(len(r.columns))}
    found = []
    for choice in product(*(r.placements for r in readings)):
        values = {k: value(readings[i], choice[i], c) for k, (i, c) in place.items()}
        if all(e.sides(values)[0] == e.sides(values)[1] for e in equations):
            found.append(choice)
    return found


def term(row, column):
    return (1, f"t/r{row}/c{column}")


FAR = (-2, -(10**17), 10**17, Decimal("0.5"), Decimal("-2.25"))
"""Figures whose sums are far apart, or lie between whole numbers."""


@st.composite
def riddles(draw):
    """A filled table that keeps its equations, printed without its blanks: the truth is one of the solutions."""
    width, height = draw(st.integers(2, 5)), draw(st.integers(2, 3))
    schema, block = form(height, width)
    cell = st.one_of(st.just(0), st.integers(0, 4), st.sampled_from(FAR))
    table = [[draw(cell) for _ in range(width - 1)] for _ in range(height - 1)]
    table = [[*row, sum(row)] for row in table]
    table.append([sum(column) for column in zip(*table, strict=True)])
    wide = [
        Equation(f"w{r}", tuple(term(r, c) for c in range(width - 1)), "=", (term(r, width - 1),))
        for r in range(height)
    ]
    tall = [
        Equation(f"h{c}", tuple(term(r, c) for r in range(height - 1)), "=", (term(height - 1, c),))
        for c in range(width)
    ]
    equations = [*(wide if draw(st.booleans()) else []), *(tall if draw(st.booleans()) else [])]
    readings = [reading(schema, block, r, [v for v in row if v]) for r, row in enumerate(table)]
    return readings, equations, table


def shown(one, placement):
    """The values of a placement, blanks as None."""
    return one.values(placement)


@examples(120)
@given(riddles())
def test_what_is_stated_is_the_same_in_every_solution(riddle):
    readings, equations, table = riddle
    every = solutions(readings, equations)
    assert every
    solved = solve(readings, equations)
    for i, one in enumerate(solved.readings):
        possible = {choice[i] for choice in every}
        assert possible <= set(one.placements), "a solution was lost"
        for c in range(len(one.columns)):
            kept = {one.values(p)[c] for p in one.placements}
            if len(kept) == 1:
                assert {readings[i].values(p)[c] for p in possible} == kept, "stated, and not certain"
                assert (kept.pop() or 0) == table[i][c], "stated, and not true"


@examples(120)
@given(riddles())
def test_joint_solutions_are_those_of_brute_force(riddle):
    readings, equations, _ = riddle
    if not equations:
        return
    every = solutions(readings, equations)
    for joint in solve(readings, equations).joint:
        place = {r.key(c): (i, c) for i, r in enumerate(readings) for c in range(len(r.columns))}
        ways = [
            tuple(readings[place[k][0]].values(ch[place[k][0]])[place[k][1]] for k in joint.keys)
            for ch in every
        ]
        assert joint.count == len(set(every))
        if joint.solutions:
            assert sorted(joint.solutions, key=str) == sorted(ways, key=str)
        else:
            assert joint.count > MOST_LISTED


def applicants():
    """Two applicants somewhere in six columns, five rows, blanks without a trace: the case of a real report."""
    schema, block = form(8, 7)
    figures = [(5, 1, 6), (1, 1), (2, 2), (2, 1, 3), (5, 1, 6), (), (), ()]
    readings = [reading(schema, block, r, row) for r, row in enumerate(figures)]
    wide = [Equation(f"w{r}", tuple(term(r, c) for c in range(6)), "=", (term(r, 6),)) for r in range(8)]
    total = [Equation(f"t{c}", (term(4, c),), "=", tuple(term(r, c) for r in (1, 2, 3))) for c in range(7)]
    flow = [Equation(f"f{c}", (term(0, c), term(5, c)), "=", (term(4, c), term(6, c))) for c in range(7)]
    return readings, [*wide, *total, *flow]


def test_fifteen_solutions_are_left_of_all_placements():
    readings, equations = applicants()
    placements = 1
    for one in readings:
        placements *= len(one.placements)
    assert placements == 35 * 21 * 21 * 35 * 35
    solved = solve(readings, equations)
    (joint,) = solved.joint
    assert joint.count == len(joint.solutions) == len(set(joint.solutions)) == 15
    totals = [{one.values(p)[6] for p in one.placements} for one in solved.readings[:5]]
    assert totals == [{6}, {1}, {2}, {3}, {6}]
    pairs = {
        tuple(k.rpartition("/")[2] for k, v in zip(joint.keys, s, strict=True) if k.startswith("t/r0/") and v)
        for s in joint.solutions
    }
    assert pairs == set(combinations([f"c{c}" for c in range(6)], 2))


def test_one_more_figure_settles_all():
    readings, equations = applicants()
    schema, block = readings[0].schema, readings[0].block
    received = reading(schema, block, 0, (5, 1, 6), ((0, BLANK, 1, BLANK, BLANK, BLANK, 2),))
    solved = solve([received, *readings[1:]], equations)
    assert solved.joint == ()
    assert all(len(one.placements) == 1 for one in solved.readings)
    assert solved.readings[3].values(solved.readings[3].placements[0]) == (2, None, 1, None, None, None, 3)


def test_figures_that_no_placement_satisfies_stay_as_open_as_printed():
    schema, block = form(2, 3)
    readings = [reading(schema, block, 0, (5, 9)), reading(schema, block, 1, (4, 4))]
    equations = [Equation("w", (term(0, 0), term(0, 1)), "=", (term(0, 2),))]
    solved = solve(readings, equations)
    assert solved.readings[0].placements == readings[0].placements
    assert solved.readings[1].placements == readings[1].placements


@pytest.mark.parametrize(
    "change", [{"op": "<="}, {"status": "inferred-soft"}, {"level": "cross-year"}], ids=str
)
def test_only_equations_that_may_place_figures_do(change):
    schema, block = form(1, 3)
    one = reading(schema, block, 0, (1, 2, 3)[:2])
    parts = {"left": (term(0, 0), term(0, 1)), "op": "=", "right": (term(0, 2),), **change}
    assert solve([one], [Equation("w", **parts)]).readings == (one,)


def test_a_search_without_end_is_given_up_and_said():
    readings, equations = applicants()
    solved = solve(readings, equations, steps=50)
    assert solved.overrun
    for before, after in zip(readings, solved.readings, strict=True):
        assert set(after.placements) <= set(before.placements)
        assert after.placements
