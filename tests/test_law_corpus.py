"""Law 6 over the corpus of every schema: no damage makes gouji state what a report does not print."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

import proof
from depth import examples
from gouji.testing import DAMAGES, PROFILES, RENDERERS, UnsuitableError, make
from gouji.testing.sample import sample

SCHEMAS = {s.id: s for s in (sample(), *proof.real_engine().schemas.values())}
LAYOUTS = proof.readable()

DRIFT = "a page without its header was read a column off where only the sums are printed"
SHORT = "the only figure of a row was stated under a column though its blanks left no trace"
MOVED = "rows that moved left with their lost group label were read by the header's columns"
MISREAD = [
    ("lost-groups", MOVED, ("cn-disclosure-2019", "totals_only", 34), ["box", "pipes-grid", "tabs-grid"]),
    ("pages", DRIFT, ("library", "totals_only", 2), ["aligned"]),
    ("page-marks", DRIFT, ("library", "totals_only", 2), ["aligned"]),
    ("repeated-groups", DRIFT, ("cn-disclosure-2019", "totals_only", 2), ["aligned"]),
    ("pages", SHORT, ("cn-disclosure-2019", "blanks", 2), ["piece-per-line"]),
    ("page-marks", SHORT, ("cn-disclosure-2019", "blanks", 2), ["piece-per-line"]),
    ("repeated-groups", SHORT, ("cn-disclosure-2019", "blanks", 2), ["piece-per-line"]),
    ("late-columns", SHORT, ("cn-disclosure-2019", "blanks", 2), ["piece-per-line"]),
]
"""What was read wrongly once: the damage, the reason, one report that shows it, and in which layouts."""
MENDED = [(damage, layout, made, reason) for damage, reason, made, layouts in MISREAD for layout in layouts]


NARROW = {"dropped-blanks", "blank-lines"}
"""Damages of layouts that are printed downwards."""
CITY = {"thousands"}
"""Damages of figures above 999."""


def read(name, layout, damages, profile, seed):
    """A made report's printed numbers, and what gouji makes of it; None where the damage does not suit."""
    try:
        made = make(SCHEMAS[name], layout, damages, seed=seed, profile=profile)
    except UnsuitableError:
        return None
    values = {key: fact.value for key, fact in made.truth.cells.items()}
    return values, proof.best(values, proof.engine_of(SCHEMAS[name]).parse_all(made.data))


@pytest.mark.parametrize(("damage", "layout", "made", "reason"), MENDED)
def test_made_reports_that_were_read_wrongly_once(damage, layout, made, reason):
    name, profile, seed = made
    values, report = read(name, layout, [damage], profile, seed)
    assert proof.faults(report) == []
    wrong = [k for k, verdict in proof.verdicts(values, report).items() if verdict == "wrong"]
    assert wrong == [], reason


def suited(damage):
    """The layouts in which a damage can be: some suit only those printed downwards."""
    return [y for y in LAYOUTS if damage not in NARROW or RENDERERS[y].family == "vertical"]


@pytest.mark.parametrize("damage", sorted(DAMAGES))
def test_no_damage_makes_gouji_state_another_number(damage):
    profiles = ["city"] if damage in CITY else PROFILES
    seen = Counter()

    @examples(3 if damage in NARROW else 8)  # blanks without a trace take the solver long
    @given(
        st.sampled_from(sorted(SCHEMAS)),
        st.sampled_from(suited(damage)),
        st.sampled_from(profiles),
        st.integers(0, 99),
    )
    def check(name, layout, profile, seed):
        found = read(name, layout, [damage], profile, seed)
        assume(found is not None)
        seen[layout] += 1
        assert proof.silent(*found) == []

    check()
    assert seen
