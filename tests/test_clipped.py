"""Lines cut at one width, or robbed of their first signs: what ends or begins there may be a part of a figure."""

from __future__ import annotations

import pytest

import depth
import hostile
import proof
from gouji import edges
from gouji.line_table import LineTable
from gouji.report import STATED

ENGINE = proof.real_engine
BASES = [hostile.base(layout, form) for layout in hostile.LAYOUTS for form in hostile.FORMS]


def wrong(of, text):
    """The cells that are stated otherwise than the whole report prints them.

    But for those of 2019 under a header that is cut too short to tell its edition from the other, and those
    that only a sum places where lines were cut in the space between columns, where nothing shows it.
    """
    reports = ENGINE().parse_all(text)
    assert [f for report in reports for f in proof.faults(report)] == []
    stated = [c for report in reports for c in report if c.status in STATED]
    differ = [c for c in stated if c.value != of.values.get(c.key)]
    if not edges.of(text, LineTable(text)).cut and of.name.endswith("aligned"):
        differ = [c for c in differ if c.status == "printed"]
    known = of.name.startswith("2019") and all(c.key.startswith("proactive/") for c in differ)
    known &= all(report.tables.get("proactive") == "cn-disclosure-2021" for report in reports)
    return [] if known else [(c.key, c.value, of.values.get(c.key)) for c in differ]


def every_line(text, change):
    return "\n".join(map(change, text.split("\n")))


@pytest.mark.parametrize("of", BASES, ids=lambda of: of.name)
def test_of_lines_cut_at_any_width_no_half_of_a_figure_is_stated(of):
    longest = max(map(len, of.text.split("\n")))
    for width in depth.every(24, range(12, min(longest, 120)), of.name):
        assert wrong(of, every_line(of.text, lambda line, width=width: line[:width])) == [], width


@pytest.mark.parametrize("of", BASES, ids=lambda of: of.name)
def test_of_lines_without_their_first_signs_no_rest_of_a_figure_is_stated(of):
    for lost in depth.every(2, range(1, 7), of.name):
        assert wrong(of, every_line(of.text, lambda line, lost=lost: line[lost:])) == [], lost


def clipped_at(key):
    """A report in tabs whose lines are cut after the first digit of a row's last figure, which has three."""
    of = hostile.base("tabs-grid")
    ((start, end),) = ENGINE().parse(of.text)[key].spans
    line = of.text.rindex("\n", 0, start) + 1
    tab = of.text.index("\t", line)
    text = of.text[:tab] + " " * (40 + line - start) + of.text[tab:start] + "123" + of.text[end:]
    return ENGINE().parse(every_line(text, lambda line: line[:41]))


def test_a_figure_cut_at_the_edge_is_open_and_told():
    key = "proactive/regulations/in_force"
    report = clipped_at(key)
    cell = report[key]
    assert cut_lines(report.document.text, cell)
    assert (cell.status, cell.value, cell.raw) == ("ambiguous", None, "1")
    (told,) = [f for f in report.findings if f.code == "cut-off" and f.keys == (key,)]
    line = report.document.text[: cell.spans[0][0]].count("\n") + 1
    assert (told.verdict, told.table, told.spans, told.line) == ("open", "proactive", cell.spans, line)
    assert "the width of the longest lines" in told.message


def test_a_figure_at_the_edge_that_a_sum_proves_is_stated():
    of, key = hostile.base("tabs-grid"), "requests/received/total"
    ((_, end),) = ENGINE().parse(of.text)[key].spans
    width = end - (of.text.rindex("\n", 0, end) + 1)
    report = ENGINE().parse(every_line(of.text, lambda line: line[:width]))
    assert cut_lines(report.document.text, report[key])
    assert report[key].value == of.values[key]


def cut_lines(text, cell):
    """Whether a cell ends at an edge of the text."""
    return cell.spans[-1][1] in edges.of(text, LineTable(text)).cut


@pytest.mark.parametrize(
    ("lines", "cut"),
    [
        (["abcde", "ab 12", "abc 1", "x"], {"ab 12", "abc 1", "abcde"}),
        (["ab  1", "cd 12", "efg 3"], set()),  # flush right: all end in a figure
        (["abcde", "ab 12", "x"], set()),  # two agree by chance
        (["abcde", "fghij", "klmno"], set()),  # prose that was wrapped
        (["ab 12", "ab 1,", "ab 34", "x"], {"ab 12", "ab 1,", "ab 34"}),
        (["", "", ""], set()),
        (["ab 12  ", "ab 1,", "ab 34 ", "x       "], {"ab 12", "ab 1,", "ab 34"}),  # blanks count for nothing
        ([], set()),
    ],
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_lines_are_cut_where_several_of_the_longest_end_differently(lines, cut, end):
    text = end.join(lines)
    table = LineTable(text)
    found = edges.of(text, table).cut
    assert edges.may_be_cut(text) == bool(found) == edges.may_be_cut("\ufeff" + text)
    assert {text[text.rfind(end, 0, at) + 1 : at].strip() for at in found} == cut


def test_a_table_flush_right_whose_header_is_too_loses_no_figure_that_a_sum_proves():
    of = hostile.base("aligned")
    width = max(map(len, of.text.split("\n")))
    flush = every_line(of.text, lambda line: line.rjust(width) if line[-1:].isdigit() else line)
    assert wrong(of, flush) == []
    tables = ("requests/", "review_litigation/")
    report = ENGINE().parse(flush)
    assert [c.key for c in report if c.key.startswith(tables) and c.status not in STATED] == []
