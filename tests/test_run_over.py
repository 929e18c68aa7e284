"""A row whose line broke: what may go on in the next line, of figures only, is not stated."""

from __future__ import annotations

import pytest

import gouji
import hostile
from depth import every
from gouji import Engine
from gouji.report import STATED

BASE = hostile.base("tabs-grid", "cn-disclosure-2021", 13, "city")
LONG = Engine(straight=False)
LINES = BASE.text.split("\n")
FREE = next(n for n, line in enumerate(LINES) if line.startswith("规章"))
"""A row without sums."""
SUMMED = next(n for n, line in enumerate(LINES) if "2.重复申请" in line)
"""A row whose last figure is its total."""


def keys_of(line):
    start = len("\n".join(LINES[:line])) + (line > 0)
    return [
        c.key for c in gouji.parse(BASE.text) if c.spans and start <= c.spans[0][0] < start + len(LINES[line])
    ]


def parsed(line, *instead):
    """What is read where other lines stand in place of one."""
    return gouji.parse("\n".join([*LINES[:line], *instead, *LINES[line + 1 :]]))


def told(report):
    return [f for f in report.findings if f.code == "cut-off"]


def blanked(line):
    """A row's line with its last cell blank."""
    return line.rpartition("\t")[0] + "\t"


@pytest.mark.parametrize("rest", ["77", "77\t", "| 77 |", " 77", "+77", "7\t7"])
def test_blanks_of_a_row_above_a_line_of_figures_are_open(rest):
    report, (*whole, last) = parsed(FREE, blanked(LINES[FREE]), rest), keys_of(FREE)
    assert report[last].status == "ambiguous"
    assert None in report[last].candidates
    assert len(report[last].candidates) > 1
    (finding,) = told(report)
    assert last in finding.keys
    assert (finding.line, finding.verdict, finding.table) == (FREE + 1, "open", "proactive")
    assert rest.strip() in finding.message
    assert [report[key].value for key in whole[:-1]] == [BASE.values[key] for key in whole[:-1]]


@pytest.mark.parametrize(
    "rest", [["无"], ["第77号"], ["— 77 —"], ["- 77 -"], ["", "77"], ["7 " * 300], ["/"], []], ids=str
)
def test_what_is_no_line_of_figures_right_below_leaves_them_blank(rest):
    report, last = parsed(FREE, blanked(LINES[FREE]), *rest), keys_of(FREE)[-1]
    assert report[last].status == "blank"
    assert told(report) == []


def test_a_figure_at_the_very_end_of_a_row_may_go_on():
    report, (*others, last) = parsed(FREE, LINES[FREE], "77"), keys_of(FREE)
    assert (report[last].status, report[last].value) == ("ambiguous", None)
    assert report[last].raw == str(BASE.values[last]), "what is printed is shown"
    assert all(report[key].value == BASE.values[key] for key in others)
    assert [f.keys for f in told(report)] == [(last,)]


@pytest.mark.parametrize("rest", [" 77", "\t77", "| 77"])
def test_it_does_not_where_the_next_line_begins_with_something_else(rest):
    report, last = parsed(FREE, LINES[FREE], rest), keys_of(FREE)[-1]
    assert report[last].value == BASE.values[last]
    assert told(report) == []


def test_a_sum_that_holds_with_it_proves_it_whole():
    report, keys = parsed(SUMMED, LINES[SUMMED], "77"), keys_of(SUMMED)
    assert [report[key].value for key in keys] == [BASE.values[key] for key in keys]
    assert told(report) == []


def test_a_line_whose_figures_are_cells_is_another_row():
    """Where a cell is a line, each is followed by a line of figures."""
    base = hostile.base("row-per-line", "cn-disclosure-2021", 13, "city")
    report = gouji.parse(base.text)
    assert told(report) == []
    assert sum(cell.status in STATED for cell in report) > len(base.figures) * 0.9


def test_the_last_row_of_wrapped_text_may_go_on():
    base = hostile.base("row-per-line", "cn-disclosure-2021", 13, "city")
    end = max(c.spans[-1][1] for c in gouji.parse(base.text) if c.spans)
    report = gouji.parse(base.text[:end] + "\n77\n")
    wrong = [c.key for c in report if c.status in STATED and c.value != base.values[c.key]]
    assert wrong == []


@pytest.mark.parametrize("layout", ["tabs-grid", "pipes-grid", "html"])
@pytest.mark.parametrize("rest", ["77", "7\t7", "| 7 | 7 |"])
def test_the_straight_road_leaves_such_rows_to_the_engine(layout, rest):
    base = hostile.base(layout, "cn-disclosure-2021", 13, "city")
    last = {c.key.rpartition("/")[0]: c for c in gouji.parse(base.text) if c.key.startswith("proactive/")}
    for cell in every(2, list(last.values()), layout, rest):
        start, stop = cell.spans[0]
        end = base.text.find("\n", stop)
        text = f"{base.text[:start]}{base.text[stop:end]}\n{rest}{base.text[end:]}"
        short, long = gouji.parse(text), LONG.parse(text)
        assert [(c.key, c.status, c.value) for c in short] == [(c.key, c.status, c.value) for c in long], text
