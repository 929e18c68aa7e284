"""Reports that are cut, thinned, doubled, shuffled or copied with a change: nothing wrong, and how much is still given."""

from __future__ import annotations

import re
from collections import Counter

import hostile
from depth import every

LEAST = {
    "cut": 0.47,
    "head-lost": 0.57,
    "cut-in-figure": 0.47,
    "doubled": 0.65,
    "some-doubled": 0.75,
    "few-dropped": 0.9,
    "some-dropped": 0.75,
    "many-dropped": 0.45,
    "swapped": 0.95,
    "twice": 1.0,
    "after": 0.99,
    "before": 0.99,
}
"""Share of the whole report's figures that is still given, in each kind of harm at least: of a text cut at shares from
0.1 to 0.97 a little over half is left."""
SWAPPED = re.compile(r"swapped-.*cell-per-line")
"""Two lines of one cell each that changed places: nothing in the print tells them apart."""


def kind(verdict):
    return re.sub(r"-\d.*", "", verdict.case.partition("/")[2])


def test_nothing_wrong_is_stated_nothing_foreign_raised_and_what_is_left_is_still_given():
    given, printed = Counter(), Counter()
    cases = [c for c in hostile.cases(("harm",)) if not SWAPPED.match(c.name)]
    verdicts = [hostile.judge(case) for case in every(2, cases)]
    assert [(v.case, v.fault) for v in verdicts if v.fault] == []
    for verdict in verdicts:
        given[kind(verdict)] += verdict.given
        printed[kind(verdict)] += verdict.printed
    assert printed.keys() >= LEAST.keys()
    assert {
        harm: given[harm] / printed[harm] for harm in LEAST if given[harm] < LEAST[harm] * printed[harm]
    } == {}
