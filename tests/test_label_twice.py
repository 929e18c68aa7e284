"""Labels printed twice, one right behind the other, as where a text has one of its lines twice."""

from __future__ import annotations

import pytest

import gouji
from form_prints import SCHEMA, printed
from gouji.testing import fill

LABELS = {row.label.text for table in SCHEMA.tables for block in table.blocks for row in block.rows}


def verdicts(text):
    return {c.key: (c.status, c.value) for c in gouji.parse(text)}


@pytest.mark.parametrize("profile", ["small", "city"])
def test_a_label_that_a_text_has_twice_makes_no_figure_blank_nor_another(profile):
    lines = printed("cell-per-line", fill(SCHEMA, seed=4, profile=profile)).split("\n")
    told = verdicts("\n".join(lines))
    places = [i for i, line in enumerate(lines) if line in LABELS]
    assert len(places) > len(LABELS) // 2
    opened = 0
    for i in places:
        found = verdicts("\n".join([*lines[: i + 1], *lines[i:]]))
        others = {key: cell for key, cell in found.items() if cell != told[key]}
        assert {status for status, _ in others.values()} <= {"ambiguous"}, lines[i]
        opened += len(others)
    assert opened <= len(places)


@pytest.mark.parametrize("end", [1, 3])
def test_the_end_of_a_label_that_a_text_has_twice_makes_no_figure_blank_nor_another(end):
    lines = printed("cell-per-line", fill(SCHEMA, seed=4, profile="city")).split("\n")
    told = verdicts("\n".join(lines))
    long = [i for i, line in enumerate(lines) if line in LABELS and len(line) > 8]
    same = 0
    for i in long:
        start, tail = lines[i][:-end], lines[i][-end:]
        found = verdicts("\n".join([*lines[:i], start, tail, tail, *lines[i + 1 :]]))
        others = {key: cell for key, cell in found.items() if cell != told[key]}
        assert {status for status, _ in others.values()} <= {"ambiguous"}, lines[i]
        same += not others
    assert same > len(long) // 2
