"""Filled forms printed and read: what the later hostile sets are made with."""

from __future__ import annotations

from gouji.report import STATED
from gouji.testing import fill, render
from gouji_disclosure import gouji_schemas

TITLE = "某某区人民政府2021年政府信息公开工作年度报告"
SCHEMA = next(s for s in gouji_schemas() if s.id == "cn-disclosure-2021")
LOOSE = ["cell-per-line", "row-per-line"]
"""Layouts without columns."""
PENALTY, UPHELD = "proactive/penalty/decisions", "review_litigation/review/upheld"
GRANTED = "requests/results.granted/natural"


def printed(layout, values, title=TITLE):
    return render(SCHEMA, values, layout, title=title)


def values(seed=7, **more):
    return {**fill(SCHEMA, seed=seed, profile="city"), **more}


def stated(report):
    return {c.key: str(c.value) for c in report if c.status in STATED}
