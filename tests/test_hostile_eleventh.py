"""An eleventh set: prints of a cell a line, of which lines are lost, printed twice or out of order."""

from __future__ import annotations

import random
import re

import pytest

import gouji
from depth import every
from form_prints import SCHEMA, printed, stated
from gouji.testing import fill

PROFILES = ("small", "gaps", "city", "sparse")
SEEDS = range(6)
COUNTS = [k for k in SCHEMA.keys if k.startswith("requests/")]


def lines_of(layout, own):
    """A print whose cells have lines of their own."""
    text = printed(layout, own)
    return re.sub(r"(?<=>)(?=<t[drh/])", "\n", text).split("\n")


def wrong(lines, own):
    reports = gouji.parse_all("\n".join(lines))
    return {k: v for report in reports for k, v in stated(report).items() if v != own.get(k)}


def harmed(lines, drawn, change):
    """The lines with one in ten changed."""
    return [kept for line in lines for kept in (change(line) if drawn.random() < 0.1 else (line,))]


@pytest.mark.parametrize("layout", ["html", "html-flat", "mediawiki"])
@pytest.mark.parametrize("change", [lambda line: (), lambda line: (line, line)], ids=["lost", "twice"])
def test_of_cells_that_were_lost_or_stand_twice_none_is_stated_wrongly(layout, change):
    for seed in every(2, SEEDS, layout):
        for profile in PROFILES:
            own = fill(SCHEMA, seed=seed, profile=profile)
            drawn = random.Random(f"{layout}{profile}{seed}")
            assert wrong(harmed(lines_of(layout, own), drawn, change), own) == {}, (profile, seed)


@pytest.mark.parametrize("layout", ["html", "mediawiki"])
def test_each_line_twice_places_nothing_by_a_window_of_cells(layout):
    for profile in PROFILES:
        own = fill(SCHEMA, seed=1, profile=profile)
        assert wrong([line for line in lines_of(layout, own) for _ in range(2)], own) == {}, profile


def test_two_cells_exchanged_in_a_table_that_has_a_misprint_besides():
    """The sums of their columns fail by more than the misprint: the exchange leaves no more than that."""
    own = fill(SCHEMA, seed=5, profile="city")
    first, third = "requests/carried_in/natural", "requests/carried_in/research"
    total = "requests/results.total/natural"
    misprinted = own | {total: str(int(own[total]) + 1)}
    assert {first, third} <= {
        c.key for c in gouji.parse(printed("mediawiki", misprinted)) if c.value is not None
    }
    report = gouji.parse(printed("mediawiki", misprinted | {first: own[third], third: own[first]}))
    assert [report[key].value for key in (first, third)] == [None, None]
    assert set(map(str, report[first].candidates)) == {own[first], own[third]}


@pytest.mark.parametrize("layout", ["csv", "tabs-grid", "pipes-grid"])
def test_a_table_and_its_second_print_are_two_though_another_layout_takes_them_for_one(layout):
    """The half of a copy below a report: where the two differ neither is stated, nor is the first passed over."""
    own = fill(SCHEMA, seed=7, profile="city")
    key = "review_litigation/review/upheld"
    text, again = printed(layout, own), printed(layout, own | {key: str(int(own[key]) + 7)})
    report = gouji.parse(text + "\n" + again[len(again) // 2 :])
    assert report[key].value is None
