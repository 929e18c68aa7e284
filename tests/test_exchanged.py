"""Figures that have changed places: none is stated in another's place where the sums show it."""

from __future__ import annotations

import random
import re

import pytest

import gouji
import hostile
from gouji.check import equations_of
from gouji.displaced import exchanged
from gouji.report import STATED

FORM = "cn-disclosure-2021"


def swapped(text, first, second):
    """The text with two stretches exchanged."""
    (a, b), (c, d) = first, second
    return text[:a] + text[c:d] + text[b:c] + text[a:b] + text[d:]


def figures_of_requests(base):
    """The places of the figures of the table in which every figure stands in two sums at least."""
    report = gouji.parse(base.text)
    cells = [c for c in report if c.key.startswith("requests/") and c.status in STATED]
    return [(c.key, c.value, c.spans[0]) for c in cells]


@pytest.mark.parametrize("layout", ["cell-per-line", "tabs-grid", "html"])
def test_no_figure_of_sums_is_stated_in_anothers_place(layout):
    base = hostile.base(layout, FORM, 13, "city")
    places, rng = figures_of_requests(base), random.Random(5)
    tried = 0
    while tried < 12:
        at = rng.randrange(len(places) - 1)
        first, second = (places[at], places[at + 1]) if tried % 2 else sorted(rng.sample(places, 2), key=str)
        first, second = sorted((first, second), key=lambda place: place[2])
        if first[1] == second[1]:
            continue
        tried += 1
        report = gouji.parse(swapped(base.text, first[2], second[2]))
        cells = {cell.key: cell for cell in report}
        assert {cells[place[0]].status for place in (first, second)} == {"ambiguous"}
        assert {first[1], second[1]} <= set(cells[first[0]].candidates)
        told = [f for f in report.findings if f.code == "exchanged"]
        assert (first[0], second[0]) in [f.keys for f in told]
        assert sum(cell.status == "ambiguous" for cell in report) <= 8


def test_a_misprint_is_stated_as_it_stands():
    base = hostile.base("tabs-grid", FORM, 13, "city")
    for key, value, (start, end) in figures_of_requests(base)[::25]:
        cells = gouji.parse(base.text[:start] + str(value + 7) + base.text[end:])
        assert cells[key].value == value + 7


def test_what_sums_do_not_tell_is_no_exchange():
    schema = gouji.Engine("builtin").schemas[FORM]
    equations = equations_of({"requests": FORM}, {FORM: schema})
    row = ("natural", "business", "research", "social", "legal_services", "other", "total")
    keys = [f"requests/carried_in/{column}" for column in row]

    def pairs(*values):
        return exchanged.pairs(dict(zip(keys, values, strict=True)), equations)

    assert pairs(1, 2, 3, 4, 5, 6, 21) == []
    assert pairs(1, 2, 3, 4, 5, 21, 6) == [(keys[5], keys[6])], "neighbours, and one sum"
    assert pairs(21, 2, 3, 4, 5, 6, 1) == [], "one sum is too few for others"
    assert pairs(1, 2, 3, 4, 5, 6, 22) == []
    assert pairs(None, 2, 3, 4, 5, 20, 6) == [(keys[5], keys[6])], "a blank counts as 0"


def test_an_empty_line_behind_a_block_is_no_blank_cell():
    """Where a figure is dropped from a block's last row, the line that parts the blocks is not its cell."""
    base = hostile.base("cell-per-line", FORM, 101, "city")
    row = re.search(r"结转下年度继续办理\n((?:\d+\n){7})", base.text)
    figures = row[1].split()
    for dropped in range(7):
        left = "".join(f"{figure}\n" for i, figure in enumerate(figures) if i != dropped)
        report = gouji.parse(base.text.replace(row[1], left))
        stated = {c.key: c.value for c in report if c.status in STATED and "/carried_out/" in c.key}
        assert not [key for key, value in stated.items() if value != base.values[key]]


def test_a_count_has_no_sign_wherever_lines_are_counted():
    base = hostile.base("cell-per-line", "cn-disclosure-2019", 105, "city")
    text = base.text.replace("-66125\n21515\n", "21515\n-66125\n")
    assert text != base.text
    assert gouji.parse(text)["proactive/penalty/decisions"].status not in STATED
