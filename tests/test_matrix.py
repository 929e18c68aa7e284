"""708 prints of twelve made reports by 59 real converters: no wrong cell, and no less read than today."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from decimal import Decimal
from functools import cache

import pytest

import proof

pytestmark = [pytest.mark.shared, pytest.mark.slow]

FLOORS = {
    "full": (0.978, 0.971),
    "values": (0.863, 0.414),
    "damaged": (0.773, 0.700),
    "order lost": (0.793, 0.630),
    "lost": (0.274, 0.026),
}
"""Per grade the least share of truth's cells right, and of its printed figures; today's share less a hair."""


@pytest.fixture(scope="module")
def counts(shared):
    """Per grade how many cells are right, abstained and wrong; the wrong ones by name."""
    tally, wrong = defaultdict(Counter), []
    for line in (shared / "matrix/manifest.jsonl").read_text("utf-8").splitlines():
        entry = json.loads(line)
        truth = truth_of(shared / entry["truth"])
        found, mistakes = judged(truth, proof.real_engine().parse_all(shared / entry["doc"]))
        tally[entry["grade"]].update(found, docs=1)
        wrong += [(entry["doc"], *mistake) for mistake in mistakes]
    return tally, wrong


@cache
def truth_of(path):
    return json.loads(path.read_text("utf-8"), parse_float=Decimal)


def judged(truth, reports):
    """Counts for the best report of a document, and what any of its reports states wrongly."""
    values = {k: c["value"] for k, c in truth["cells"].items()}
    report = proof.best(values, reports)
    found = Counter(cells=len(values), figures=sum(v is not None for v in values.values()))
    mistakes = []
    for one in reports:
        stated = {c.key: c.value for c in one if c.value is not None}
        if one is report:
            right = {k for k, v in values.items() if stated.get(k) == v}
            found.update(right=len(right), figures_right=sum(values[k] is not None for k in right))
        mistakes += [(k, v, values.get(k)) for k, v in stated.items() if values.get(k) != v]
    return found, mistakes


def test_no_cell_is_wrong(counts):
    tally, wrong = counts
    assert sum(c["docs"] for c in tally.values()) == 708
    assert wrong == []


@pytest.mark.parametrize("grade", FLOORS)
def test_no_less_is_read_than_today(counts, grade):
    tally, _ = counts
    cells, figures = FLOORS[grade]
    assert tally[grade]["right"] / tally[grade]["cells"] >= cells
    assert tally[grade]["figures_right"] / tally[grade]["figures"] >= figures
