"""Holes: beside a lost row nothing is stated that may be the lost row's."""

from __future__ import annotations

import pytest

import gouji
from form_prints import SCHEMA, printed, stated
from gouji.testing import fill

CITY = fill(SCHEMA, seed=5, profile="city")
LINED = ("row-per-line", "pipes-grid", "tabs-grid", "csv", "tabs-ragged", "aligned")


def lines_of(layout, *names):
    """The lines of a print, and where rows begin in it."""
    lines = printed(layout, CITY).split("\n")
    return lines, [next(i for i, line in enumerate(lines) if name in line) for name in names]


def wrong(lines):
    reports = gouji.parse_all("\n".join(lines))
    return {k: v for report in reports for k, v in stated(report).items() if v != CITY.get(k)}


@pytest.mark.parametrize("layout", LINED)
def test_a_row_that_goes_on_in_the_end_of_the_lost_one_below_is_open(layout):
    """A cut within the text leaves the first figures of one row and the last of the next in a line."""
    lines, (first, second) = lines_of(layout, "6.属于", "7.属于")
    mark = {"pipes-grid": "|", "csv": ",", "tabs-grid": "\t", "tabs-ragged": "\t"}.get(layout)
    one, other = (lines[i].split(mark) for i in (first, second))
    assert len(one) == len(other)
    for count in range(2, 7):
        spliced = (mark or "  ").join([*one[:-count], *other[-count:]])
        assert wrong([*lines[:first], spliced, *lines[second + 1 :]]) == {}, spliced


def test_two_labels_in_each_others_place_before_their_ends_place_neither_row():
    """Each of two wrapped labels ends on the line of its figures, and their first lines changed places."""
    lines, (first, second) = lines_of("row-per-line", "一、本年新收", "二、上年结转")
    broken = []
    for i in (first, second):
        label, _, figures = lines[i].partition(" ")
        broken.append((label[:-1], f"{label[-1]} {figures}"))
    (one, rest), (other, more) = broken
    assert wrong([*lines[:first], one, rest, other, more, *lines[second + 1 :]]) == {}
    assert wrong([*lines[:first], one, other, rest, more, *lines[second + 1 :]]) == {}
    assert wrong([*lines[:first], other, one, rest, more, *lines[second + 1 :]]) == {}
