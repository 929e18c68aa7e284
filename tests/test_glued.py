"""Glued: figures run together with their label, which a blank dropped between them leaves."""

from __future__ import annotations

import pytest

import gouji
from gouji.strand import MOST_GLUED
from gouji.testing import clock


def text(digits):
    return (
        "二、主动公开政府信息情况\n第二十条第（一）项\n信息内容\n本年制发件数\n本年废止件数\n现行有效件数\n"
        f"规章{digits}\n行政规范性文件\n7\n8\n9\n第二十条第（五）项\n信息内容\n本年处理决定数量\n行政许可\n5\n"
    )


def test_zeros_are_as_many_figures():
    cells = gouji.parse(text("000")).cells
    own = [cells[f"proactive/regulations/{c}"] for c in ("made", "abolished", "in_force")]
    assert [c.value for c in own] == [0, 0, 0]


@pytest.mark.parametrize("digits", ["120", "0" * (MOST_GLUED + 1)])
def test_other_digits_and_more_zeros_than_any_form_has_columns_are_figures_that_nobody_can_read(digits):
    cells = gouji.parse(text(digits)).cells
    own = [c for key, c in cells.items() if key.startswith("proactive/regulations/")]
    assert {c.status for c in own} == {"ambiguous"}
    assert {c.value for c in own} == {None}


def test_zeros_without_end_cost_little_more_than_other_digits():
    ones, zeros = text("1" * 100_000), text("0" * 100_000)
    assert clock.beyond(gouji.parse, lambda: ones, lambda: zeros, 5, 0.02) == []
