"""Lines in any order: a row whose cells stand on lines of their own is not believed, one that is a line may be."""

from __future__ import annotations

import random
import re

import pytest

import gouji
from depth import every
from form_prints import SCHEMA, printed, stated
from gouji.testing import fill


def shuffled(layout, own, seed):
    text = printed(layout, own)
    lines = re.sub(r"(?<=>)(?=<t[drh/])", "\n", text).split("\n")
    random.Random(seed).shuffle(lines)
    return "\n".join(lines)


def stated_in(text):
    return [pair for report in gouji.parse_all(text) for pair in stated(report).items()]


@pytest.mark.parametrize("profile", ["gaps", "sparse", "city", "small"])
@pytest.mark.parametrize(
    "layout",
    ["html", "mediawiki", "cell-per-line", "pipes-grid", "tabs-grid", "csv", "row-per-line", "aligned"],
)
def test_of_lines_in_any_order_no_figure_is_another(layout, profile):
    own = fill(SCHEMA, seed=4, profile=profile)
    for seed in every(4, range(8), layout, profile):
        wrong = [(k, v) for k, v in stated_in(shuffled(layout, own, seed)) if v != own.get(k)]
        assert wrong == [], seed


@pytest.mark.parametrize("layout", ["pipes-grid", "tabs-grid", "csv"])
def test_rows_of_a_line_each_that_their_sums_bear_out_are_still_given(layout):
    own = fill(SCHEMA, seed=4, profile="city")
    given = [len(stated_in(shuffled(layout, own, seed))) for seed in range(6)]
    assert max(given) > 10
