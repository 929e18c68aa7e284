"""Leftovers: a figure in a table's source that no cell uses is listed, in every layout and by either road."""

from __future__ import annotations

import re

import pytest

import hostile
import proof

ENGINE = proof.real_engine
LINES = ("tabs-grid", "pipes-grid", "csv", "html", "row-per-line")
ROWS = {"proactive": "规范性文件", "requests": "2.重复申请"}
"""A row of each table, below which another stands that is not the form's."""


FIGURE = re.compile(r"(?<![\d<=\"])\d+(?![\d\"])")


def with_a_row(text, below, label):
    """The text with a row of its own: the line of the row ``below``, with another label and figures from 701 on."""
    lines = text.split("\n")
    at = next(n for n, line in enumerate(lines) if below in line)
    head, _, tail = lines[at].partition(below)
    figures = [f"{number}" for number, _ in enumerate(FIGURE.findall(tail), 701)]
    new = iter(figures)
    lines.insert(at + 1, head.replace("行政", "") + label + FIGURE.sub(lambda _: next(new), tail))
    return "\n".join(lines), figures


@pytest.mark.parametrize("table", ROWS)
@pytest.mark.parametrize("form", hostile.FORMS)
@pytest.mark.parametrize("layout", LINES)
def test_the_figures_of_a_row_that_is_not_the_forms_are_listed(layout, form, table):
    of = hostile.base(layout, form)
    text, figures = with_a_row(of.text, ROWS[table], "其他主动公开文件")
    assert figures
    (report,) = ENGINE().parse_all(text)
    assert proof.faults(report) == []
    assert [u.raw for u in report.unclaimed if u.table == table] == figures
    assert [c.key for c in report if c.raw in figures] == []
