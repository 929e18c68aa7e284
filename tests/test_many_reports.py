"""A document of many reports is read like each of them alone, however many there are."""

from __future__ import annotations

import gouji
from gouji.testing import fill, render

ENGINE = gouji.Engine("builtin", straight=False)
FORM = ENGINE.schemas["cn-disclosure-2019"]
MANY = 16
"""More than a window of the search for rows holds, with the words that each printing leaves over."""


def test_each_of_many_reports_is_read_whole():
    values = [fill(FORM, seed, "city") for seed in range(MANY)]
    text = "\n".join(render(FORM, own, "mediawiki", prose=True, seed=i) for i, own in enumerate(values))
    reports = ENGINE.parse_all(text)
    assert [sum(cell.value is not None for cell in report) for report in reports] == [len(FORM.keys)] * MANY
