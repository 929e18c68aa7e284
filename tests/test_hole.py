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


@pytest.mark.parametrize("names", [("一、本年新收", "（一）予以公开"), ("二、上年结转", "（二）部分公开")])
def test_a_cut_within_the_label_cells_of_a_grid_gives_no_row_anothers_figures(names):
    """It joins a row's label and the figures of a row farther down in one, of which the sum holds."""
    lines, (first, last) = lines_of("pipes-grid", *names)
    one, other = lines[first].split("|"), lines[last].split("|")
    for kept in range(2, 4):
        spliced = "|".join([*one[:kept], *other[-8:]])
        assert spliced.count("|") < lines[first].count("|")
        cut = [*lines[:first], spliced, *lines[last + 1 :]]
        assert wrong(cut) == {}, spliced
        assert any(
            names[0] in f.message for f in gouji.parse("\n".join(cut)).findings if f.code == "order-lost"
        )


def test_the_number_of_a_lost_label_is_none_of_the_next_rows():
    """The label ended with its number, its row has figures, and the next row prints its own number."""
    lines, (first, last) = lines_of("pipes-grid", "5.要求行政", "四、结转下年度")
    total = lines[last - 1].split("|")
    figures = lines[last].split("|")[-8:-1]
    assert all(x.strip() for x in figures)
    spliced = "|".join([*lines[first].split("|")[:3], " 5． ", *total[-8:]])
    bare = lines[last].replace("|".join(figures), "|".join("  " for _ in figures))
    cut = wrong([*lines[:first], spliced, bare, *lines[last + 1 :]])
    assert {k: v for k, v in cut.items() if k.startswith("requests/carried_out")} == {}
