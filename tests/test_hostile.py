"""The hostile set: what can be read in a moment is, case by case; `make hostile` reads all of it."""

from __future__ import annotations

import pytest

import depth
import hostile

QUICK = ("decoys", "entities", "encodings", "injection")
LONG = set() if depth.CHOSEN == depth.NIGHTLY else {"numbers", "exchanges", "notes", "covers", "several"}
"""Groups of which each case prints a report of its own: only making them takes ten seconds."""
MANY = 300


@pytest.mark.parametrize("case", list(hostile.cases(QUICK)), ids=lambda case: f"{case.group}-{case.name}")
def test_what_must_hold_does(case):
    assert hostile.judge(case).fault == ""


def test_the_set_is_large_and_no_name_comes_twice():
    names = [(case.group, case.name) for case in hostile.cases(hostile.GROUPS.keys() - LONG)]
    assert len(names) == len(set(names)) >= 2 * MANY
    assert {group for group, _ in names} == {*hostile.GROUPS, "clash"} - LONG


def test_the_judge_finds_what_is_wrong():
    """Each way to fail a case is noticed."""
    of = hostile.base()
    key = hostile.PLACES[0]
    good = hostile.whole("judge", "good", of.text)
    assert hostile.judge(good).fault == ""
    lies = {
        "wrong": hostile.Case("judge", "other", of.text, {**of.values, key: 777}),
        "wrong:": hostile.Case("judge", "none", of.text, {k: v for k, v in of.values.items() if k != key}),
        "1 of": hostile.Case("judge", "must", of.text, of.values, frozenset({"proactive/none"})),
        "no such table": hostile.Case("judge", "rows", hostile.TABLE, rows=[["x"]]),
        "a table holds": hostile.Case("judge", "leak", hostile.TABLE, rows=hostile.ROWS, clean=("甲",)),
        "refused": hostile.Case("judge", "refused", b"%PDF-1.7", of.values),
        "raised": hostile.Case("judge", "raised", 7, of.values),
    }
    for start, case in lies.items():
        assert hostile.judge(case).fault.startswith(start), case.name
    assert hostile.judge(hostile.Case("judge", "may", b"%PDF-1.7", of.values, may_refuse=True)).fault == ""
