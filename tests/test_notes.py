"""Notes: the number of a note behind a label is no part of it, and none of a figure."""

from __future__ import annotations

from functools import cache

import pytest

import proof
from gouji.fold import core
from gouji.testing import Truth, fill, render

NOTES = [
    "<sup>1</sup>",
    "<sup>12</sup>",
    "<sup>①</sup>",
    "<sup>[1]</sup>",
    '<a href="#n1">1</a>',
    '<sup><a href="#n1">12</a></sup>',
    "¹",
    "①",
    "[1]",
    "（注1）",
]
LABELS = ["行政许可", "规范性文件", "部分公开"]


@cache
def printed():
    """A form's page and what it prints."""
    schema = proof.real_engine().schemas["cn-disclosure-2021"]
    values = fill(schema, 3, "city")
    truth = {key: fact.value for key, fact in Truth.of(values).cells.items()}
    return render(schema, values, "html"), truth


@pytest.mark.parametrize("note", NOTES)
def test_a_note_behind_a_label_moves_no_cell(note):
    page, truth = printed()
    for label in LABELS:
        assert page.count(label)
        page = page.replace(label, label + note)
    report = proof.real_engine().parse(page)
    assert {*proof.verdicts(truth, report).values()} == {"right"}


@pytest.mark.parametrize("note", ["<sup>1</sup>", "[1]", "①", "¹"])
def test_a_note_behind_a_figure_leaves_it_open_or_as_it_is(note):
    page, truth = printed()
    figure = max((v for v in truth.values() if v), key=lambda v: len(str(v)))
    report = proof.real_engine().parse(page.replace(f">{figure}<", f">{figure}{note}<"))
    assert "wrong" not in proof.verdicts(truth, report).values()


@pytest.mark.parametrize("text", ["合计①", "合计[12]", "合计（注1）", "合计注 3", "合计²"])
def test_a_label_is_compared_without_its_note(text):
    assert core(text) == core("合计")


@pytest.mark.parametrize("text", ["合计（1）", "第1项", "合计12", "甲（2）"])
def test_a_number_that_is_no_note_stays(text):
    assert any(c.isdigit() for c in core(text))
