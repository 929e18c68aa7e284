"""An eleventh set: prints of a cell a line, of which lines are lost, printed twice or out of order."""

from __future__ import annotations

import re

import pytest

import gouji
from depth import every
from form_prints import SCHEMA, printed, stated
from gouji.testing import fill

PROFILES = ("small", "gaps", "city", "sparse")


def lines_of(layout, own):
    """A print whose cells have lines of their own."""
    text = printed(layout, own)
    return re.sub(r"(?<=>)(?=<t[drh/])", "\n", text).split("\n")


def wrong(lines, own):
    reports = gouji.parse_all("\n".join(lines))
    return {k: v for report in reports for k, v in stated(report).items() if v != own.get(k)}


def cells_of(lines):
    """The places of the lines that are a cell of a figure or a blank one, in the second table."""
    first = next(i for i, line in enumerate(lines) if "二、上年结转" in line)
    last = next(i for i, line in enumerate(lines) if "四、结转下年度" in line)
    return [i for i in range(first, last) if re.fullmatch(r"(<td>|\| *)([0-9]*)(</td>)?", lines[i])]


@pytest.mark.parametrize("profile", ["gaps", "sparse", "city"])
@pytest.mark.parametrize("layout", ["html", "mediawiki"])
@pytest.mark.parametrize("times", [0, 2], ids=["lost", "twice"])
def test_of_a_row_with_a_cell_too_few_or_too_many_no_figure_stands_a_column_off(layout, profile, times):
    own = fill(SCHEMA, seed=3, profile=profile)
    lines = lines_of(layout, own)
    cells = cells_of(lines)
    assert len(cells) > 100
    for i in every(48, cells, layout, profile, times):
        assert wrong([*lines[:i], *[lines[i]] * times, *lines[i + 1 :]], own) == {}, lines[i - 8 : i + 8]


@pytest.mark.parametrize("layout", ["html", "mediawiki"])
def test_each_line_twice_places_nothing_by_a_window_of_cells(layout):
    for profile in every(2, PROFILES, layout):
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


@pytest.mark.parametrize("layout", ["row-per-line", "aligned", "tabs-ragged", "pipes-ragged"])
def test_a_groups_label_that_another_edition_has_for_a_row_shows_the_figures_of_the_groups_rows(layout):
    """The first row of （六）其他处理 lost its label and the second is lost: 2019 had one row of that name."""
    own = fill(SCHEMA, seed=7, profile="city")
    first, second = "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请", "2.申请人逾期未按收费"
    lines = [line for line in printed(layout, own).replace(first, "").split("\n") if second not in line]
    assert wrong(lines, own) == {}
    (report,) = gouji.parse_all("\n".join(lines))
    assert sum(c.value is not None for c in report if c.key.startswith("requests/")) > 130
