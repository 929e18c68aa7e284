"""Lines that were cut, row by row: which cells are open where a line ends at an edge, or has lost its first signs."""

from __future__ import annotations

from dataclasses import replace

import pytest

import form_prints
import gouji
from gouji.displaced import clipped
from gouji.document import Document
from gouji.equation import Equation
from gouji.schema import Label
from plain_readings import total
from printed_tables import printed

PROSE = "words words"
"""As long as the rows below that are cut."""
CUT = f"{PROSE}\n{PROSE}\naaa\t1\t2\t3\t6\nb\t4\t5\t6\t7\n"
"""The first row ends at the edge; its sum holds."""
FEW = "aaa\t1\t2\t3\t6\nb\t4\t5\t6\t7\n"
"""One line is the longest, which may be by chance."""
SHORT = "aaaa\t3\t4\t5\t1\nb\t4\t5\t6\t7\n"
"""The total, 1, begins as the sum does, 12."""


def opened(of, *equations):
    """The keys of the cells that are opened, as the findings tell them."""
    findings = list(clipped.settle(of.cells, of.readings, equations, of.document))
    keys = [key for finding in findings for key in finding.keys]
    for finding in findings:
        (key,) = finding.keys
        assert (finding.code, finding.severity, finding.verdict) == ("cut-off", "warning", "open")
        assert (finding.table, finding.spans) == ("t", of.cells[key].spans)
        assert (of.cells[key].status, of.cells[key].value, of.cells[key].unit) == ("ambiguous", None, "")
    assert {cell.key for cell in of.cells.values() if cell.status == "ambiguous" and not cell.unit} == set(
        keys
    )
    return keys


def test_a_figure_at_the_edge_is_open():
    of = printed(CUT)
    before = of.cells["t/a/total"]
    (finding,) = clipped.settle(of.cells, of.readings, [], of.document)
    assert of.cells["t/a/total"] == before._replace(value=None, status="ambiguous", unit="")
    assert (finding.keys, finding.spans, finding.line) == (("t/a/total",), before.spans, 3)
    assert (finding.code, finding.severity, finding.verdict, finding.table) == (
        "cut-off",
        "warning",
        "open",
        "t",
    )
    assert finding.message == f"t: 6 {clipped.ENDS}"


def test_one_that_a_sum_bears_out_is_stated():
    assert opened(printed(CUT), total("a")) == []
    assert opened(printed(CUT.replace("\t6\n", "\t8\n")), total("a")) == ["t/a/total"]


@pytest.mark.parametrize("text", ["", "\n" * 3, "a\tb\n", "x\n" * 4], ids=repr)
def test_where_no_line_is_cut_nothing_is_open(text):
    assert opened(printed(text)) == []


def test_what_an_equation_asks_for_goes_on_at_the_longest_line_whatever_its_number():
    assert opened(printed(SHORT), total("a")) == ["t/a/total"]
    assert opened(printed(FEW), total("a")) == []
    assert opened(printed(FEW.replace("3\t6", "9\t6")), total("a")) == [], "12 does not begin with a 6"
    assert opened(printed(SHORT), total("a", status="inferred-soft")) == []
    assert opened(printed(SHORT), total("a", level="cross-year")) == []
    assert opened(printed(SHORT), total("b")) == [], "no equation of its own"
    assert opened(printed(SHORT)) == []
    assert opened(printed(SHORT), total("b"), total("a")) == ["t/a/total"]


def test_so_does_only_the_figure_that_ends_there():
    shorter = SHORT.replace("aaaa", "a") + "some words\n"
    assert opened(printed(shorter), total("a")) == []
    wide = printed("aaaa\t1\t4\t5\t12\nbb\t4\t5\t6\t77\n")
    three = Equation("e", ((1, "t/a/x"),), "=", ((1, "t/a/y"), (1, "t/a/z"), (1, "t/b/x")))
    assert opened(wide, three) == [], "x would be 13"


@pytest.mark.parametrize(
    ("key", "parts"), [("t/a/x", {"status": "ambiguous", "value": None}), ("t/a/x", {"value": None})]
)
def test_what_is_not_known_asks_for_nothing(key, parts):
    assert opened(printed(SHORT).change(key, **parts), total("a")) == []


def test_a_figure_that_is_open_already_stays_as_it_is():
    of = printed(CUT).change("t/a/total", status="contested", value=None, candidates=(6, 7))
    assert opened(of) == []
    assert of.cells["t/a/total"].candidates == (6, 7)


def test_the_last_line_of_a_cell_of_several_counts():
    of = printed(CUT)
    ((start, end),) = of.cells["t/a/total"].spans
    assert opened(of.change("t/a/total", spans=((0, 1), (start, end)))) == ["t/a/total"]
    assert opened(of.change("t/a/total", spans=((start, end), (end + 1, end + 2)))) == []


def test_a_blank_without_a_place_is_at_no_edge():
    of = replace(printed("\t\t\t\t"), document=Document("a\n1\n,"))
    assert of.document.edges.cut == {1, 3, 5}
    assert opened(replace(of, cells={key: cell._replace(spans=()) for key, cell in of.cells.items()})) == []


LOST = f"{PROSE}\n{PROSE}\naaaaa\t\t44\t5\n"
"""A row at the edge with a blank before its figures, and without a last cell."""


def test_where_cells_before_a_rows_end_are_lost_none_of_the_row_is_stated():
    of = printed(LOST)
    assert opened(of.change("t/a/x", status="absent")) == ["t/a/z", "t/a/y"]


def test_a_blank_before_them_may_be_the_labels_where_the_rows_sum_fails():
    fails = Equation("e", ((1, "t/a/y"),), "=", ((1, "t/a/z"),))
    holds = Equation("e", ((1, "t/a/y"),), "=", ((1, "t/a/y"),))
    assert opened(printed(LOST), fails) == ["t/a/z", "t/a/y"]
    assert opened(printed(LOST), holds, fails) == ["t/a/z", "t/a/y"]
    of = printed(LOST).change("t/a/z", spans=((0, 1),))
    assert opened(of, holds) == []
    assert opened(printed(LOST).change("t/a/z", spans=((0, 1),))) == [], "no sum fails"


def test_a_blank_behind_them_says_nothing():
    fails = Equation("e", ((1, "t/a/x"),), "=", ((1, "t/a/y"),))
    of = printed(f"{PROSE}\n{PROSE}\naaaaaa\t4\t55\t\n")
    assert opened(of, fails) == ["t/a/y"], "the last figure alone"


def test_only_where_the_rows_line_ends_at_the_edge():
    inside = f"{LOST}{PROSE}\n".replace("aaaaa", "a")
    assert opened(printed(inside).change("t/a/x", status="absent")) == []
    blanks = LOST.replace("\t5\n", "\t5\t \n")
    assert opened(printed(blanks).change("t/a/x", status="absent")) == ["t/a/z", "t/a/y"]


def test_a_figure_that_only_a_sum_places_is_open_in_any_row_of_lines_that_were_cut():
    of = printed(CUT).change("t/b/y", status="solved").change("t/a/x", status="solved")
    assert opened(of, total("a")) == ["t/a/x", "t/b/y"]
    uncut = printed(FEW).change("t/b/y", status="solved")
    assert opened(uncut, total("a")) == []


def test_a_row_without_figures_has_nothing_to_open():
    assert opened(printed(f"{PROSE}\n{PROSE}\naaa\t1\t2\t3\t6\nc\t\t\t\t\n"), total("a")) == []


def test_cells_of_other_rows_are_left_alone():
    of = printed(CUT)
    del of.cells["t/a/total"]
    assert opened(of) == []


# --- lines without their first signs -----------------------------------------------------------------------

FORM = {name: Label(f"一二{name * 3}", (f"又{name}名{name}",)) for name in "abcd"}
"""What the form calls the rows; the prints below have lost its first two signs."""
HEADLESS = "aaa\t1\t2\t3\t6\nbbb\t1\t2\t3\t6\nccc\t1\t2\t3\t6\n"
CELLS = "aaa\t1\nbbb\t2\nccc\t3\n"


def beginning(text, form=FORM):
    """The cells opened of a print of which the first row's figures x and y begin a line."""
    of = printed(f"{text}4\n5\n", form)
    at = len(text)
    of = of.change("t/a/x", spans=((at, at + 1),)).change("t/a/y", spans=((at + 2, at + 3),))
    return opened(of)


def test_three_labels_without_their_first_signs_show_that_figures_lost_theirs():
    of = printed(f"{HEADLESS}4\n", FORM).change("t/b/y", spans=((len(HEADLESS), len(HEADLESS) + 1),))
    (finding,) = clipped.settle(of.cells, of.readings, [total(n) for n in "abc"], of.document)
    assert (finding.keys, finding.line) == (("t/b/y",), 4)
    assert finding.message == f"t: 2 {clipped.BEGINS}"
    assert beginning(HEADLESS) == ["t/a/x", "t/a/y"]


@pytest.mark.parametrize(
    "whole",
    ["一二ccc", "又c名c", "zzz", "一二c"],
    ids=["whole", "another name", "another label", "its beginning"],
)
def test_two_do_not(whole):
    assert beginning(HEADLESS.replace("ccc", whole)) == []
    assert beginning(HEADLESS + f"{whole}\t1\t2\t3\t6\n", FORM | {"d": FORM["c"]}) == ["t/a/x", "t/a/y"]


def test_labels_that_lost_an_alias_count_too():
    assert beginning(HEADLESS.replace("ccc", "名c")) == ["t/a/x", "t/a/y"]


@pytest.mark.parametrize("rest", ["、", ".", ",", ":", ";", ")", "]", "）", "："])
def test_the_rest_of_an_ordinal_shows_it_too(rest):
    assert beginning(HEADLESS.replace("ccc", f"{rest}一二ccc")) == ["t/a/x", "t/a/y"]


def test_none_is_where_a_label_has_its_ordinal():
    form = FORM | {"d": Label("（二）一二ddd")}
    assert beginning(HEADLESS + "（二）一二ddd\t1\t2\t3\t6\n", form) == []
    assert beginning(HEADLESS + "（三）一二ddd\t1\t2\t3\t6\n", form) == ["t/a/x", "t/a/y"], (
        "another's ordinal"
    )
    assert beginning(HEADLESS + "一二ddd\t1\t2\t3\t6\n", form) == ["t/a/x", "t/a/y"]
    assert beginning(HEADLESS + "一二ddd\t1\t2\t3\t6\n") == ["t/a/x", "t/a/y"], "the form has none"


def test_only_labels_that_begin_a_line_are_asked():
    of = printed(f"{HEADLESS}4\n", FORM).change("t/b/y", spans=((len(HEADLESS), len(HEADLESS) + 1),))
    inside = [
        replace(r, label_spans=((r.label_spans[0][0] + 1, r.label_spans[0][1]),)) for r in of.readings[:1]
    ]
    assert opened(replace(of, readings=[*inside, *of.readings[1:]])) == []
    assert opened(replace(of, readings=[replace(of.readings[0], label_spans=()), *of.readings[1:]])) == []
    numbered = printed(f"{HEADLESS} \t1\t2\t3\t6\n4\n", FORM)
    assert opened(numbered) == []


def test_where_each_cell_has_a_line_blanks_are_open_too():
    of = printed(CELLS, FORM).with_rows(grid=False)
    for key in ("t/a/y", "t/b/z", "t/c/x"):
        of = of.change(key, status="blank", value=None, raw="", spans=())
    assert opened(of) == ["t/a/y", "t/b/z", "t/c/x"]
    findings = list(clipped.settle(printed(CELLS, FORM).cells, of.readings, [], of.document))
    assert findings == []


def test_all_cells_before_the_last_are_asked():
    of = printed(f"{PROSE}\n{PROSE}\naaaa\t1\t2\t\t6\n").change("t/a/z", status="absent")
    assert opened(of) == ["t/a/total", "t/a/x", "t/a/y"]


def test_cells_are_not_lost_whether_they_are_printed_or_solved():
    of = printed(CUT.replace("3\t6", "3\t7")).change("t/a/x", status="solved")
    assert opened(of, total("a")) == ["t/a/total", "t/a/x"]
    of = printed(f"{PROSE}\n{PROSE}\naaaa\t1\t2\t\t3\n").change("t/a/x", status="solved")
    assert opened(of, total("a")) == ["t/a/x"], "nor is a blank, as the sum holds"


def test_a_total_of_which_the_paper_cut_the_end_is_open_where_its_sum_begins_with_it():
    own, key = form_prints.values(), "requests/received/total"
    total, text = str(own[key]), form_prints.printed("row-per-line", form_prints.values())
    row = next(line for line in text.split("\n") if "本年新收" in line)
    cut = text.replace(row, row.removesuffix(total) + total[:-1])
    assert key not in form_prints.stated(gouji.parse(cut))
    assert "requests/received/natural" in form_prints.stated(gouji.parse(cut))
    wrong = f"9{total[1:]}"
    other = text.replace(row, row.removesuffix(total) + wrong)
    assert form_prints.stated(gouji.parse(other))[key] == wrong, "another error"
