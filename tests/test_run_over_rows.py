"""A row above a line of figures, without the engine: which of its cells may go on there, and which lines are such."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import pytest

from gouji.displaced import run_over
from gouji.equation import Equation
from gouji.schema import Label
from plain_readings import total
from printed_tables import printed

LEAD = "some words\n"
ROW = "a\t1\t\t3\t4\n"
"""A row with a blank, whose last figure ends the line."""
ABOVE = f"{LEAD}{ROW}77\n"


def opened(of, *equations):
    """The keys of all cells that are told to be open."""
    findings = list(run_over.settle(of.cells, of.readings, equations, of.document))
    keys = [key for finding in findings for key in finding.keys]
    assert sorted(keys) == sorted(key for key, cell in of.cells.items() if cell.status == "ambiguous")
    return keys


def test_blanks_and_the_last_figure_may_go_on_in_the_line_below():
    of = printed(ABOVE)
    blank, last = of.cells["t/a/y"], of.cells["t/a/total"]
    (finding,) = run_over.settle(of.cells, of.readings, [], of.document)
    assert of.cells["t/a/y"] == blank._replace(status="ambiguous", candidates=(77, None))
    assert of.cells["t/a/total"] == last._replace(status="ambiguous", value=None, unit="")
    assert [of.cells[key].value for key in ("t/a/x", "t/a/z")] == [1, 3]
    told = "t: the row on line 2 may go on in the next, which prints figures only: 77"
    assert (finding.message, finding.keys) == (told, ("t/a/y", "t/a/total"))
    assert (finding.code, finding.severity, finding.verdict) == ("cut-off", "warning", "open")
    assert (finding.table, finding.spans, finding.line) == ("t", (), 2)


@pytest.mark.parametrize(
    ("rest", "keys"),
    [
        ("77", ["t/a/y", "t/a/total"]),
        ("7", ["t/a/y", "t/a/total"]),
        (" 77", ["t/a/y"]),
        ("| 7", ["t/a/y"]),
        ("+77", ["t/a/y"]),
        ("words", []),
        ("", []),
        ("\n77", []),
    ],
)
def test_only_figures_right_below_say_so_and_only_at_once_a_figure_goes_on(rest, keys):
    assert opened(printed(f"{LEAD}{ROW}{rest}\n")) == keys
    assert opened(printed(f"{LEAD}{ROW}{rest}")) == keys


def test_nothing_is_below_the_last_line():
    assert opened(printed(f"{LEAD}{ROW}"[:-1])) == []
    assert opened(printed(ROW[:-1])) == []


def test_what_stands_below_are_candidates_each_once_and_as_figures_are_read():
    of = printed(f"{LEAD}{ROW}7 8 7 1,204 9,,9\n")
    opened(of)
    assert of.cells["t/a/y"].candidates == (7, 8, 1204, None)


def test_a_line_that_another_row_claims_is_none():
    of = printed(f"{ABOVE}b\t1\t2\t3\t6\n")
    assert opened(of) == ["t/a/y", "t/a/total"]
    below = of.document.text.index("77")
    of = printed(f"{ABOVE}b\t1\t2\t3\t6\n").change("t/b/x", spans=((0, 1), (below, below + 2)))
    assert opened(of) == []


def test_a_sum_that_holds_proves_a_figure_whole_and_no_blank():
    assert opened(printed(ABOVE), total("a")) == ["t/a/y"]
    assert opened(printed(ABOVE), Equation("e", ((1, "t/a/x"),), "=", ((1, "t/a/z"),))) == [
        "t/a/y",
        "t/a/total",
    ]
    full = printed(ABOVE.replace("\t\t", "\t0\t"))
    assert opened(full, total("a")) == []
    assert opened(full) == ["t/a/total"]


@pytest.mark.parametrize("status", ["blank", "absent"])
def test_what_prints_a_mark_is_not_opened(status):
    assert opened(printed(ABOVE).change("t/a/y", status=status)) == ["t/a/y", "t/a/total"]
    assert opened(printed(ABOVE).change("t/a/y", status=status, raw="—")) == ["t/a/total"]


def test_cells_that_are_open_already_stay():
    of = printed(ABOVE).change("t/a/total", status="contested").change("t/a/y", status="missing")
    assert opened(of) == []
    of = printed(ABOVE)
    del of.cells["t/a/y"]
    assert opened(of) == ["t/a/total"]


def test_where_nothing_goes_on_no_figure_does():
    of = printed(f"{LEAD}{ROW} 77\n").change("t/a/x", spans=((0, 1),))
    assert opened(of) == ["t/a/y"]


def test_the_last_line_of_a_figure_of_several_ends_the_row():
    of = printed(ABOVE)
    (own,) = of.cells["t/a/total"].spans
    assert opened(of.change("t/a/total", spans=(own, (0, 4)))) == ["t/a/y"]
    assert opened(printed(ABOVE).change("t/a/total", spans=((0, 4), own))) == ["t/a/y", "t/a/total"]


def numbered(text):
    """The same where the form prints numbers of rows."""
    of = printed(text)
    return of.with_rows(block=replace(of.readings[0].block, numbers=Label("行次")))


@pytest.mark.parametrize(("rest", "free"), [("77", []), ("| 77 |", []), ("7 7", ["t/a/y", "t/a/total"])])
def test_one_integer_may_be_a_rows_number_where_the_form_has_them(rest, free):
    assert opened(numbered(f"{LEAD}{ROW}{rest}\n")) == free
    assert "t/a/y" in opened(printed(f"{LEAD}{ROW}{rest}\n"))


# --- the row's line ----------------------------------------------------------------------------------------


def where(of, **parts):
    """What is opened of the only row, its reading changed."""
    return opened(replace(of, readings=[replace(of.readings[0], **parts)]))


def test_a_row_of_a_grid_stands_on_one_line_with_its_label():
    of = printed(ABOVE)
    (label,) = of.readings[0].label_spans
    assert where(of, label_spans=()) == []
    assert where(of, label_spans=((0, 1), label)) == []
    assert where(of, label_spans=((label[0] - 1, label[1]),)) == []
    assert where(printed("a\n\n1\t\t\n7\n"), label_spans=((0, 1),)) == []


def moved(of, slot, *spans):
    """The slots of the only row, one of them with other spans."""
    slots = list(of.readings[0].slots)
    slots[slot] = replace(slots[slot], spans=spans)
    return tuple(slots)


def test_its_figures_stand_there_too_and_a_blank_stands_nowhere():
    of = printed(ABOVE)
    ((start, end),) = of.readings[0].slots[3].spans
    assert where(of, slots=moved(of, 3, (0, 1))) == []
    assert where(of, slots=moved(of, 3, (start, end), (0, 1))) == []
    assert where(of, slots=moved(of, 3, (start, end + 2))) == []
    assert where(of, slots=moved(of, 1, (0, 0))) == ["t/a/y", "t/a/total"]


def on_strand(of, *kinds, at=0):
    """The only row in no grid, its last slot at a place of a strand of such pieces."""
    (reading,) = of.readings
    slots = (*reading.slots[:-1], replace(reading.slots[-1], index=at))
    strand = SimpleNamespace(pieces=[SimpleNamespace(kind=kind) for kind in kinds])
    return where(of, grid=False, slots=slots, strand=strand)


def test_elsewhere_only_the_last_figure_before_a_gap_goes_on():
    assert on_strand(printed(ABOVE), "figure", "gap") == ["t/a/total"]
    assert on_strand(printed(ABOVE), "gap", "figure", "text") == []
    assert on_strand(printed(ABOVE), "figure", "text", "gap") == []
    assert on_strand(printed(ABOVE), "figure") == []
    assert on_strand(printed(ABOVE), "gap", at=-1) == [], "it is on no strand"
    assert where(printed(ABOVE), grid=False) == [], "there is none"
    gap = SimpleNamespace(pieces=[SimpleNamespace(kind="gap")] * 2)
    assert where(printed(ABOVE), grid=False, slots=(), placements=((-1,) * 4,), strand=gap) == []


def test_there_the_line_is_that_of_the_last_figure():
    of = printed(f"{ABOVE}5\n8\n")
    at = of.document.text.index("5\n8")
    own = ((of.document.text.index("3"), of.document.text.index("3") + 1), (at, at + 1))
    of = of.change("t/a/total", spans=own)
    slots = (*of.readings[0].slots[:3], replace(of.readings[0].slots[3], spans=own))
    assert on_strand(replace(of, readings=[replace(of.readings[0], slots=slots)]), "figure", "gap") == [
        "t/a/total"
    ]


# --- lines of figures --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text",
    [
        "7",
        "7 8",
        "| 7 | 8 |",
        "+7",
        "-7",
        "1,204",
        "3.5",
        "７",
        "│7┃8│",
        "NaN 7",
        "nan\t7",
        "None 7",
        "null 7",
    ],
)
def test_figures_and_marks_for_none_are_a_line_of_figures(text):
    assert run_over.is_bare(text)


@pytest.mark.parametrize(
    "text", ["", " ", "NaN", "|", "words", "a7", "7a", "第7号", "- 7 -", "7-", "n7", "Notes 7", "无 7", "7/8"]
)
def test_all_else_is_none(text):
    assert not run_over.is_bare(text)


def test_a_line_of_figures_is_not_longer_than_most():
    assert run_over.is_bare("7" * run_over.MOST)
    assert not run_over.is_bare("7" * (run_over.MOST + 1))
