"""Tables that several editions of the form fit alike are of the edition of those that only one fits."""

from __future__ import annotations

from editions import SCHEMAS
from gouji import Engine
from gouji.testing import make

ENGINE = Engine("builtin")
OWN = ("1.申请人无正当理由", "2.申请人逾期")
"""Rows that only the second table of 2021 has; without them it has as many as that of 2019."""


def printed(edition, layout="row-per-line"):
    """The lines of a made report, a row each, without the rows that part the editions' second tables."""
    made = make(SCHEMAS[edition], layout, [], seed=5, profile="city")
    return [line for line in made.data.decode().splitlines() if not line.strip().startswith(OWN)]


def test_tables_that_both_editions_fit_have_no_vote():
    report = ENGINE.parse("\n".join(printed("2021")))
    assert set(report.tables.values()) == {SCHEMAS["2021"].id}
    assert report["requests/results.other.other/total"].status == "printed"


def test_tables_that_the_older_edition_fits_better_stay_its_own():
    assert set(ENGINE.parse("\n".join(printed("2019"))).tables.values()) == {SCHEMAS["2019"].id}


def test_a_table_that_both_editions_fit_is_the_older_ones_where_nothing_tells():
    lines = printed("2021", "tabs-grid")
    third = next(n for n, line in enumerate(lines) if line.startswith("行政复议"))
    assert ENGINE.parse("\n".join(lines[third:])).tables == {"review_litigation": SCHEMAS["2019"].id}
