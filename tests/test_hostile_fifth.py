"""A fifth set: what the generator of the fourth still found, kind by kind."""

from __future__ import annotations

import re

import pytest

import gouji
from gouji.displaced import exchanged
from gouji.report import STATED
from gouji.testing import fill, render
from gouji_disclosure import gouji_schemas

TITLE = "某某区人民政府2021年政府信息公开工作年度报告"
SCHEMA, OLDER = (next(s for s in gouji_schemas() if s.id == f"cn-disclosure-{y}") for y in (2021, 2019))
LAYOUTS = ["html", "tabs-grid", "pipes-grid", "aligned", "cell-per-line"]
CARRIED_IN, UNCLEAR = "requests/carried_in/", "requests/results.unavailable.unclear/"
INQUIRY, PARTIAL = "requests/results.refused.inquiry/", "requests/results.partial/"
KINDS = [c.id for c in SCHEMA.table("requests").blocks[0].columns]


def printed(layout, values):
    return render(SCHEMA, values, layout, title=TITLE)


def values(profile="city", **more):
    return {**fill(SCHEMA, seed=7, profile=profile), **more}


def row(prefix, *figures):
    return {prefix + kind: figure for kind, figure in zip(KINDS, figures, strict=True)}


def wrong(report, truth):
    return [c.key for c in report if c.status in STATED and str(c.value) != truth.get(c.key)]


def stated(report):
    return sum(cell.status in STATED for cell in report)


@pytest.mark.parametrize("layout", LAYOUTS)
def test_the_last_figure_of_a_row_without_a_total_is_no_part_of_its_sum(layout):
    own = values(**row(INQUIRY, "5", "2", "9", "0", "1", "0", "17"))
    text = printed(layout, {**own, **row(INQUIRY, "5", "9", "0", "1", "0", "17", "")})
    assert wrong(gouji.parse(text), own) == []


@pytest.mark.parametrize("layout", ["html", "tabs-grid", "pipes-grid"])
def test_totals_that_an_author_leaves_blank_open_no_row(layout):
    totals = [k for k in values() if k.startswith("requests/") and k.endswith("/total")]
    own = {**values(), **dict.fromkeys(totals, "")}
    report = gouji.parse(printed(layout, own))
    assert stated(report) == sum(map(bool, own.values()))
    assert wrong(report, own) == []


@pytest.mark.parametrize("layout", ["html", "tabs-grid", "cell-per-line"])
def test_a_figure_in_the_place_of_a_blank_is_open_where_both_rows_say_so(layout):
    own = {key: "" if value == "0" else value for key, value in values().items()}
    figure = next(INQUIRY + kind for kind in KINDS if own[INQUIRY + kind])
    blank = next(
        k for k in own if k.startswith("requests/results.") and not own[k] and k.endswith(figure[-5:])
    )
    report = gouji.parse(printed(layout, {**own, figure: "", blank: own[figure]}))
    assert wrong(report, own) == []
    assert report[figure].status == "ambiguous"


def test_a_figure_and_a_blank_that_changed_places_are_told():
    own = {key: int(value) for key, value in values().items() if key.startswith("requests/")}
    figure = next(INQUIRY + kind for kind in KINDS if own[INQUIRY + kind])
    blank = next(k for k in own if "/results." in k and not own[k] and k.endswith(figure[-5:]))
    harmed = {**own, figure: None, blank: own[figure]}
    assert exchanged.pairs(harmed, SCHEMA.equations) == [tuple(k for k in own if k in {figure, blank})]
    assert exchanged.pairs({**own, blank: None}, SCHEMA.equations) == []


@pytest.mark.parametrize("layout", ["html", "tabs-grid", "row-per-line"])
def test_two_rows_that_changed_places_are_open_where_every_column_says_so(layout):
    own = values()
    first, second = ([own[prefix + kind] for kind in KINDS] for prefix in (CARRIED_IN, UNCLEAR))
    assert sum(a != b for a, b in zip(first, second, strict=True)) > 2
    text = printed(layout, {**own, **row(CARRIED_IN, *second), **row(UNCLEAR, *first)})
    report = gouji.parse(text)
    assert wrong(report, own) == []
    assert stated(report) >= len(own) - 3 * len(KINDS)


@pytest.mark.parametrize("layout", ["org", "pipes-grid", "tabs-grid", "tabs-repeat"])
def test_a_groups_label_above_rows_that_lost_theirs_is_no_rows_label(layout):
    """One edition has 其他处理 as a row, another as a group of rows."""
    own = values()
    separator = "\t" if layout.startswith("tabs") else "|"
    lines = [line.split(separator) for line in printed(layout, own).split("\n")]
    kept = [separator.join(c for c in cells if not re.match(r"\s*\d[.．、]", c)) for cells in lines]
    assert wrong(gouji.parse("\n".join(kept)), own) == []


@pytest.mark.parametrize("layout", ["org", "pipes-grid"])
def test_a_line_that_is_joined_of_two_rows_states_nothing(layout):
    own = values(**row(PARTIAL, *"1000001"))
    lines = printed(layout, own).split("\n")
    at = next(i for i, line in enumerate(lines) if "部分公开" in line and line.count("|") > len(KINDS))
    lines[at : at + 2] = [
        lines[at].rstrip("| ").rpartition("|")[0].rpartition("|")[0] + "| 0 | 0 | 0 | 0 | 0 |"
    ]
    assert wrong(gouji.parse("\n".join(lines)), own) == []


@pytest.mark.parametrize("layout", ["tabs-grid", "pipes-grid"])
def test_a_signed_figure_in_the_column_of_a_count_has_moved(layout):
    own = fill(OLDER, seed=7, profile="city")
    own |= {k: "-9" if "penalty" in k else "+4" for k in own if k.endswith("/change")}
    first = r"[\t|] ?\d+ ?(?=[\t|] ?[+-]\d)"
    text = re.sub(first, "", render(OLDER, own, layout, title=TITLE))
    assert wrong(gouji.parse(text), {k: v.removeprefix("+") for k, v in own.items()}) == []
