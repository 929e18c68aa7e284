"""Lines lost: where each cell has a line of its own and many are lost, rows that may lack one are open."""

from __future__ import annotations

import random
import re

import pytest

import gouji
from depth import every
from form_prints import SCHEMA, printed, stated
from gouji.testing import fill

CELL = re.compile(r"(<td>|\| *)?[0-9]*(</td>)?")
"""A line that is one cell of a figure, or a blank one."""
LAYOUTS = ("html", "mediawiki", "cell-per-line")


def lines_of(layout, own):
    """A print whose cells have lines of their own."""
    text = printed(layout, own)
    return (re.sub(r"(?<=>)(?=<t[drh/])", "\n", text) if layout == "html" else text).split("\n")


def harmed(lines, times, seed, share=0.1):
    """The lines, of which a share stands there so many times."""
    draw = random.Random(seed)
    return "\n".join(line for line in lines for _ in range(times if draw.random() < share else 1))


def told(text):
    return [f for report in gouji.parse_all(text) for f in report.findings if f.code == "lines-lost"]


@pytest.mark.parametrize("profile", ["gaps", "sparse", "city", "small"])
@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("times", [0, 2], ids=["lost", "twice"])
def test_of_a_report_that_lost_a_tenth_of_its_lines_or_has_them_twice_no_figure_is_another(
    layout, profile, times
):
    own = fill(SCHEMA, seed=5, profile=profile)
    lines = lines_of(layout, own)
    for seed in every(6, range(12), layout, profile, times):
        text = harmed(lines, times, seed)
        wrong = {k: v for r in gouji.parse_all(text) for k, v in stated(r).items() if v != own.get(k)}
        assert wrong == {}, seed


@pytest.mark.parametrize("layout", ["html", "mediawiki"])
@pytest.mark.parametrize("times", [0, 2], ids=["lost", "twice"])
def test_harm_is_told_where_many_lines_are_lost_and_what_is_whole_stands(layout, times):
    own = fill(SCHEMA, seed=6, profile="city")
    text = harmed(lines_of(layout, own), times, seed=2)
    assert told(text)
    report = gouji.parse(text)
    assert len(stated(report)) > 35
    for finding in told(text):
        assert finding.keys
        assert {report[key].status for key in finding.keys} == {"ambiguous"}
        assert all(None in report[key].candidates for key in finding.keys)


@pytest.mark.parametrize("profile", ["gaps", "sparse", "city", "small"])
@pytest.mark.parametrize("layout", LAYOUTS)
def test_one_line_lost_or_twice_makes_no_other_row_doubtful(layout, profile):
    own = fill(SCHEMA, seed=6, profile=profile)
    lines = lines_of(layout, own)
    assert told("\n".join(lines)) == []
    cells = [i for i, line in enumerate(lines) if CELL.fullmatch(line)]
    for i in every(192, cells, layout, profile):
        assert told("\n".join([*lines[:i], *lines[i + 1 :]])) == []
        assert told("\n".join([*lines[:i], lines[i], *lines[i:]])) == []


@pytest.mark.parametrize("layout", ["pipes-grid", "tabs-grid", "row-per-line"])
def test_rows_on_a_line_each_lose_no_cell_with_a_line(layout):
    own = fill(SCHEMA, seed=6, profile="city")
    for seed in range(4):
        assert told(harmed(lines_of(layout, own), 0, seed)) == []


@pytest.mark.parametrize("layout", LAYOUTS)
def test_each_line_twice_is_told_and_no_figure_is_another(layout):
    own = fill(SCHEMA, seed=6, profile="city")
    text = harmed(lines_of(layout, own), 2, seed=0, share=1)
    assert {k: v for r in gouji.parse_all(text) for k, v in stated(r).items() if v != own.get(k)} == {}
    assert layout != "mediawiki" or told(text)


def test_a_figure_on_several_lines_of_a_harmed_report_is_sure_only_in_a_sum():
    """A line that is there twice makes 337 of 37, where each digit is written on its own."""
    own = fill(SCHEMA, seed=6, profile="city") | {"proactive/regulations/in_force": "37"}
    lines = lines_of("html", own)
    label = next(i for i, line in enumerate(lines) if ">规章<" in line)
    at = next(i for i, line in enumerate(lines) if i > label and ">37<" in line)
    parted = [*lines[:at], "<td><b", ">3</b><b", ">3</b><b", ">7</b></td>", *lines[at + 1 :]]
    assert gouji.parse("\n".join(parted))["proactive/regulations/in_force"].value == 337
    for seed in range(8):
        text = harmed(lines[:label], 1, seed) + "\n" + "\n".join(parted[label : at + 4]) + "\n"
        text += harmed(lines[at + 1 :], 2, seed)
        if told(text):
            cell = gouji.parse(text)["proactive/regulations/in_force"]
            assert (cell.status, 337 in cell.candidates) == ("ambiguous", True), seed
