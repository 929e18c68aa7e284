"""What is read of 708 prints by 59 real converters and of every fixture: nothing wrong, and exactly what the ledger says."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

import outside
import proof
import tally

DOCUMENTS = {"matrix": 708, "fixtures": len(proof.manifest())}
LEDGERS = ["fixtures", pytest.param("matrix", marks=[pytest.mark.shared, pytest.mark.slow])]


@pytest.mark.parametrize("name", LEDGERS)
def test_no_cell_is_wrong_and_the_ledger_says_what_is_read(name):
    """One test for both, so that the documents are read once."""
    if name == "matrix":
        outside.shared("matrix")
    measured = tally.measured(name)
    assert sum(count["docs"] for count in measured.counts.values()) == DOCUMENTS[name]
    assert measured.wrong == []
    ledger = tally.path_of(name).read_text("utf-8").splitlines()
    changed = sorted(set(ledger) ^ set(measured.lines()))
    assert changed == [], "run make ledger and look at the diff"
    assert ledger == measured.lines()


@pytest.mark.parametrize("name", tally.MANIFESTS)
def test_every_line_adds_up(name):
    head, *lines = (line.split("\t") for line in tally.path_of(name).read_text("utf-8").splitlines())
    assert tuple(head) == tally.HEAD
    for line in lines:
        docs, cells, *numbers = map(int, line[3:])
        assert docs > 0
        assert cells == sum(numbers[:4])
        assert numbers[4] == sum(numbers[5:])
        assert (numbers[3] > 0) == (name == "fixtures" and line[1] in proof.MISREAD)
        assert numbers[8] <= numbers[3]


@pytest.mark.parametrize(
    ("verdict", "lie"),
    [
        ("right", {}),
        ("wrong", {"value": 10**9}),
        ("misled", {"status": "blank", "value": None}),
        ("misled", {"status": "ambiguous", "value": None, "candidates": (10**9, None)}),
        ("abstained", {"status": "ambiguous", "value": None, "candidates": (302885, None)}),
        ("abstained", {"status": "absent", "value": None}),
    ],
)
def test_the_tally_tells_the_verdicts_apart(verdict, lie):
    """One lie about a report that is right in all its cells."""
    key, name = "proactive/procurement/amount", "wrapped-char-per-line"
    values = tally.values_of(proof.FIXTURES / f"truth/{name}.json")
    (report,) = proof.reports_of(proof.FIXTURES / f"reports/{name}.txt")
    assert values[key] == 302885
    told = replace(report, cells={**report.cells, key: report[key]._replace(**lie)})
    found = tally.counts_of(values, told, list(tally.mistakes(values, [told])))
    expected = Counter(right=len(values) - 1) + Counter([verdict])
    assert {v: found[v] for v in tally.VERDICTS} == {v: expected[v] for v in tally.VERDICTS}
    assert found["cells"] == len(values)
    assert found[f"figures {verdict}"] > 0
