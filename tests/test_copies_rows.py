"""Tables printed again under another section's title: which cells they contradict, without the engine."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from gouji import copies
from gouji.printed import MANY, Print
from gouji.schema import Table
from printed_tables import printed

REPORT = "a\t1\t2\t3\t6\nb\t4\t5\t0\t\n"
COPY = "c\t1\t2\t3\t7\nd\t4\t5\t0\t\n"
"""The rows again, one figure of them another."""


def both(text, rows=2):
    """The cells of the first rows, and a print of the next ones, which are as many and read them again."""
    of = printed(text)
    block = replace(of.readings[0].block, rows=of.readings[0].block.rows[:rows])
    again = tuple(replace(r, row=r.row - rows, block=block) for r in of.readings[rows:])
    cells = {key: cell for key, cell in of.cells.items() if key[2] < chr(ord("a") + rows)}
    table = Table("t", "t", (), (block,))
    return replace(of, cells=cells), Print(None, table, again, (0, 0), {}, None)


def contested(of, copy, *used):
    """The keys told to be contested, and nothing else is."""
    sites = [SimpleNamespace(spans=lambda: iter(used))]
    findings = list(copies.settle(of.cells, sites, [copy], of.document))
    keys = [key for finding in findings for key in finding.keys]
    assert keys == [key for key, cell in of.cells.items() if cell.status == "contested"]
    return keys


def test_a_figure_that_the_copy_prints_otherwise_is_contested():
    of, copy = both(REPORT + COPY)
    before, own = of.cells["t/a/total"], copy.readings[0].slots[3].spans
    (finding,) = copies.settle(of.cells, [], [copy], of.document)
    assert of.cells["t/a/total"] == before._replace(
        value=None, raw="", status="contested", unit="", candidates=(6, 7), spans=before.spans + own
    )
    assert (finding.code, finding.severity, finding.verdict) == ("contested", "warning", "open")
    assert (finding.table, finding.keys, finding.spans, finding.line) == ("t", ("t/a/total",), own, 3)
    assert finding.message == ("t: t/a/total is 6, and 7 in a copy under another section's title (line 3)")


def test_where_it_prints_the_same_nothing_is():
    assert contested(*both(REPORT + REPORT)) == []


def test_a_blank_in_which_it_prints_a_figure_is_contested_and_not_the_reverse():
    of, copy = both(REPORT + COPY.replace("7", "6").replace("0\t", "\t9"))
    (finding,) = copies.settle(of.cells, [], [copy], of.document)
    cell = of.cells["t/b/total"]
    assert (cell.status, cell.candidates, cell.spans) == (
        "contested",
        (None, 9),
        copy.readings[1].slots[3].spans,
    )
    assert (finding.keys, finding.line) == (("t/b/total",), 4)
    assert finding.message.startswith("t: t/b/total is blank, and 9 in a copy")
    assert of.cells["t/b/z"].value == 0


@pytest.mark.parametrize("status", ["absent", "ambiguous", "missing"])
def test_what_is_open_stays(status):
    of, copy = both(REPORT + COPY)
    assert contested(of.change("t/a/total", status=status, value=None), copy) == []


def test_what_was_solved_is_contested_too():
    of, copy = both(REPORT + COPY)
    assert contested(of.change("t/a/total", status="solved"), copy) == ["t/a/total"]


def test_a_table_whose_figures_are_others_is_no_copy():
    assert contested(*both(REPORT + "c\t9\t8\t3\t6\nd\t4\t7\t1\t\n")) == []
    assert contested(*both(REPORT + "c\t1\t2\t9\t6\nd\t4\t7\t1\t\n")) == ["t/a/z", "t/b/y", "t/b/z"]


def test_blanks_that_it_fills_do_not_make_it_another():
    few = "a\t1\t2\t0\t\nb\t\t\t\t\n"
    assert contested(*both(few + "c\t1\t2\t0\t5\nd\t6\t7\t8\t9\n")) == [
        "t/a/total", "t/b/x", "t/b/y", "t/b/z", "t/b/total",
    ]  # fmt: skip


def test_what_the_report_has_read_is_none():
    of, copy = both(REPORT + COPY)
    for reading in copy.readings:
        assert contested(of, copy, reading.label_spans[0]) == []
        assert contested(of, copy, (0, 0), reading.slots[0].spans[0]) == []
    assert contested(of, copy, *of.readings[0].spans) == ["t/a/total"]


def test_a_few_rows_without_a_grid_are_none():
    of, copy = both(REPORT + COPY)
    loose = tuple(replace(r, grid=False) for r in copy.readings)
    assert contested(of, replace(copy, readings=loose)) == []


def test_a_row_whose_places_are_doubtful_says_nothing():
    of, copy = both(REPORT + "c\t1\t2\t3\t7\nd\t4\t5\t0\t8\n")
    second = copy.readings[1]
    either = replace(second, placements=((0, 1, 2, 3), (-1, 0, 1, 2)))
    assert contested(of, replace(copy, readings=(copy.readings[0], either))) == ["t/a/total"]


def test_a_doubtful_row_of_as_many_figures_as_the_report_has_there_says_what_they_say_in_order():
    of, copy = both(REPORT + "c\t1\t2\t3\t6\nd\t4\t\t6\t0\n")
    either = replace(copy.readings[1], placements=((0, 1, 2, 3), (0, 2, 3, 1)))
    assert contested(of, replace(copy, readings=(copy.readings[0], either))) == ["t/b/y"]


def test_most_of_the_forms_rows_without_a_header_are_a_copy_whatever_they_print():
    lines = ["{}\t1\t2\t3\t6\n", "{}\t7\t8\t9\t24\n"]
    text = "".join(line.format(f"r{n}{line[3]}") for line in lines for n in range(MANY))
    of, copy = both(text, MANY)
    assert contested(of, replace(copy, support={"t": 0.5})) == [], "another table of the form has a header"
    assert contested(of, copy) == list(of.cells)


def test_a_cell_that_the_report_does_not_have_is_not_asked():
    of, copy = both(REPORT + COPY)
    del of.cells["t/a/total"]
    assert contested(of, copy) == []


def test_the_first_line_of_a_figure_of_several_is_told():
    of, copy = both(REPORT + COPY)
    first = copy.readings[0]
    at = of.document.text.index("d")
    slots = (*first.slots[:3], replace(first.slots[3], spans=(*first.slots[3].spans, (at, at + 1))))
    copy = replace(copy, readings=(replace(first, slots=slots), copy.readings[1]))
    (finding,) = copies.settle(of.cells, [], [copy], of.document)
    assert (finding.line, len(finding.spans)) == (3, 2)
