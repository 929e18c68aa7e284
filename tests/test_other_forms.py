"""Forms of other families, each with a print that was once misread: nothing wrong is stated of it any more."""

from __future__ import annotations

import json
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest

from gouji import Engine
from gouji.report import STATED
from gouji.schema.file import load

FORMS = sorted((Path(__file__).parents[1] / "fixtures" / "forms").glob("*.toml"))
UNDETERMINED = {"figures-after-or-before-the-label", "units-listed-in-two-tables"}
"""Prints of which too little is left to settle most figures."""


def read(path):
    """The report of a form's print, and its truth: a number or None for each key."""
    schema = load(path)
    report = Engine(schemas=[schema]).parse(path.with_suffix(".txt"), schema=schema.id)
    truth = json.loads(path.with_suffix(".json").read_text("utf-8"))
    return report, {k: None if v is None else Decimal(v) for k, v in truth.items()}


@pytest.fixture(params=FORMS, ids=lambda p: p.stem, name="case")
def _case(request):
    return read(request.param)


def test_what_is_stated_is_true_and_what_is_open_has_the_truth_among_its_candidates(case):
    report, truth = case
    assert set(truth) == set(report.cells)
    stated = {c.key: c.value for c in report if c.status in STATED}
    assert {k: v for k, v in stated.items() if truth[k] != v} == {}
    assert [c.key for c in report if c.status in ("blank", "absent") and truth[c.key] is not None] == []
    assert [c.key for c in report if c.candidates and truth[c.key] not in c.candidates] == []


def test_no_two_cells_claim_the_same_characters(case):
    report, _ = case
    spans = sorted(s for c in report if c.status in STATED for s in c.spans)
    assert [(a, b) for a, b in pairwise(spans) if b[0] < a[1]] == []


@pytest.mark.parametrize("path", [p for p in FORMS if p.stem not in UNDETERMINED], ids=lambda p: p.stem)
def test_most_of_the_print_is_read(path):
    report, truth = read(path)
    figures = [k for k, v in truth.items() if v is not None]
    assert 3 * sum(report[k].status in STATED for k in figures) >= 2 * len(figures)
