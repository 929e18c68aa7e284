import pytest

import small_form
from gouji.document import Document
from gouji.errors import GoujiError
from gouji.explain import AROUND, explain
from gouji.report import Cell, Report
from gouji.view import display_width

SCHEMA = small_form.schema()
SCHEMAS = {SCHEMA.id: SCHEMA}


def told(key=None, report=None):
    return explain(report or small_form.report(), SCHEMAS, key)


def test_without_a_key_each_canonical_row_has_a_line():
    assert told().splitlines() == [
        "plants/tree  3 1 4  line 2  tabs",
        "plants/bush  5|∅ 5≠6 ‹5›  line 3  tabs",
        "plants/all  / ∅ 9  line 4  tabs",
        "plants/fee  85.50元  line 5  tabs",
        "cases  · ·",
    ]


def test_a_table_lists_its_rows():
    assert told("plants").splitlines() == told().splitlines()[:4]


def test_the_chosen_reading_comes_before_those_passed_over():
    text = told("plants/bush")
    assert text.index("chosen: pipes, line 3") < text.index("passed over: tabs, line 3")
    assert "assumes one blank dropped" in text
    assert "score (0, 1), smaller is better; placements the print allows: 2" in text


def test_candidates_and_joint_solutions_are_told():
    text = told("plants/bush/a")
    assert "5 or blank (ambiguous" in text
    assert "2 cells of 1 rows, 9 solutions\n  plants/bush: a, b" in text
    assert "plants/bush/sum" not in text


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "S1  holds, 4 = 4: 甲 + 乙 = 总计"),
        ({"value": 2, "status": "printed"}, "S1  broken, 5 = 4: 甲 + 乙 = 总计"),
        (
            {"status": "ambiguous", "candidates": (1, 2)},
            "S1  open, no certain figure in plants/tree/b: 甲 + 乙 = 总计",
        ),
        ({"status": "absent"}, "S1  open, no certain figure in plants/tree/b: 甲 + 乙 = 总计"),
        ({"status": "blank"}, "S1  open, does not hold, 3 = 4, 1 blank counted as 0: 甲 + 乙 = 总计"),
    ],
)
def test_equations_of_the_row_are_judged(changed, verdict):
    report = small_form.report(**({"b": Cell("plants/tree/b", **changed)} if changed else {}))
    assert verdict in told("plants/tree/a", report)


def test_an_equation_over_years_is_not_judged():
    assert "S2  needs the report of another year: 去年" in told("plants/all")


def test_findings_on_the_cell_are_told():
    assert "error broken: 9 is not 4 + 5" in told("plants/all/sum")
    assert "Findings" not in told("plants/all/a")


def test_the_figures_of_an_undetermined_row_are_marked_where_its_reading_found_them():
    assert marks(told("plants/bush/a")) == ("  3: 灌木→5", " " * 10 + "^")


def marks(text):
    lines = text.splitlines()
    at = next(i for i, line in enumerate(lines) if set(line) == {" ", "^"})
    return lines[at - 1], lines[at]


def test_figures_are_marked_under_the_line_in_terminal_columns():
    line, under = marks(told("plants/tree"))
    assert line == "  2: 树木→3→1→4"
    assert [i for i, c in enumerate(under) if c == "^"] == [
        display_width(line[: line.index(d)]) for d in "314"
    ]


def one_figure(text, *spans):
    cell = Cell("plants/tree/a", 1, "1", "printed", spans)
    return Report(Document(text), "small-1", {"plants": "small-1"}, {cell.key: cell})


def test_a_long_line_is_shown_around_its_figures():
    text = "x" * 10_000 + "1" + "y" * 10_000 + "2" + "z" * 500
    shown = told("plants/tree/a", one_figure(text, (10_000, 10_001), (20_001, 20_002)))
    line, under = marks(shown)
    assert len(line) < 6 * AROUND
    assert [line[i] for i, c in enumerate(under) if c == "^"] == ["1", "2"]


def test_a_blank_span_and_a_figure_over_two_lines_are_marked():
    assert marks(told("plants/tree/a", one_figure("ab||cd", (3, 3))))[1].rstrip() == " " * 8 + "^"
    assert marks(told("plants/tree/a", one_figure("ab1\n2", (2, 5))))[1] == " " * 7 + "^"


def test_hostile_source_is_shown_harmless():
    shown = told("plants/tree/a", one_figure("\x1b[2J1\u202e", (4, 5)))
    assert "\x1b" not in shown
    assert "\u202e" not in shown


@pytest.mark.parametrize("key", ["plants/tre", "plants/bush/x", "", "/", "\x1b"])
def test_an_unknown_key_names_the_nearest(key):
    with pytest.raises(GoujiError, match="no such cell") as caught:
        told(key)
    assert "\x1b" not in str(caught.value)


def test_a_document_without_tables_says_so():
    assert "No table of a known form" in explain(small_form.nothing(), SCHEMAS, "plants/tree")
