"""Bare: a row without figures is no blank one where the block lacks others and its label takes several lines."""

from __future__ import annotations

import pytest

import gouji
from form_prints import SCHEMA
from gouji.testing import fill, render

LABEL = "重复申请"
VALUES = fill(SCHEMA, seed=4, profile="city") | {
    key: "" for key in SCHEMA.keys if key.startswith("requests/results.not_processed.repeat/")
}
ROW = [key for key in VALUES if key.startswith("requests/results.not_processed.repeat/")]


def lines():
    text = render(SCHEMA, VALUES, "row-per-line")
    return text.splitlines()


def statuses(own):
    report = gouji.parse("\n".join(own))
    return {report.cells[key].status for key in ROW}, [f for f in report.findings if f.code == "lines-lost"]


def broken(own):
    """The blank row's label on two lines."""
    at = next(i for i, line in enumerate(own) if LABEL in line)
    before, after = own[at].split(LABEL[2:])
    assert not after.strip()
    return [*own[:at], before, LABEL[2:], *own[at + 1 :]]


@pytest.mark.parametrize("lost", ["信访举报投诉类申请", "要求提供公开出版物"])
def test_a_row_on_several_lines_beside_lost_rows_is_open(lost):
    own = [line for line in broken(lines()) if lost not in line]
    assert statuses(own)[0] == {"ambiguous"}
    assert [set(f.keys) for f in statuses(own)[1]] == [set(ROW)]


def test_it_is_blank_where_no_row_is_lost_or_its_label_stands_on_one_line():
    assert statuses(broken(lines()))[0] == {"blank"}
    assert statuses([line for line in lines() if "要求提供公开出版物" not in line])[0] == {"blank"}


def told_line_by_line(skip):
    """A cell a line; of the blank row's figures nothing is left, nor of some rows below it."""
    text = render(SCHEMA, VALUES, "cell-per-line").splitlines()
    rows = [i for i, line in enumerate(text) if any(own in line for own in FOLLOWING)]
    first = next(i for i, line in enumerate(text) if LABEL in line)
    own = text[: first + 1] + text[rows[skip] :]
    return {gouji.parse("\n".join(own))[key].status for key in ROW}


FOLLOWING = ("要求提供公开出版物", "无正当理由大量反复申请", "要求行政机关确认")


def test_where_figures_have_lines_of_their_own_a_bare_row_above_lost_ones_is_open():
    assert told_line_by_line(1) == {"ambiguous"}
    assert told_line_by_line(2) == {"ambiguous"}


def test_where_all_other_rows_are_full_and_figures_have_lines_of_their_own_a_bare_row_is_open():
    assert told_line_by_line(0) == {"ambiguous"}
    row = [k for k in VALUES if k.startswith("requests/results.refused.inquiry/")]
    for other in (VALUES, VALUES | dict.fromkeys(row, "")):
        text = render(SCHEMA, other, "row-per-line")
        assert {gouji.parse(text)[key].status for key in ROW} == {"blank"}
