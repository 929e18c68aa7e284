"""Rows of a grid that may stand a column off, by their cells and sums alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import SimpleNamespace

import pytest

import hostile
import proof
from gouji.displaced import astray
from gouji.report import STATED
from plain_readings import COLUMNS, Row, sums, total, totals

USUAL = [Row(f"u{n}", (n, 2, 3, n + 5)) for n in range(1, 7)]
ODD = Row("odd", (1, 2, None, 9), ("window",), cells=3)
"""Other cells than the rows of its kind, and a sum that fails."""
FAILING = [Row(f"f{n}", (n, 2, None, 90)) for n in range(1, 5)]
"""Their sums fail, and one column is blank."""


def astrays(rows, equations=None):
    return astray.rows(rows, sums(rows, equations))


def test_rows_alike_whose_sums_hold_stand():
    assert astrays(USUAL) == set()


def test_a_row_with_other_cells_is_astray():
    assert astrays([*USUAL, ODD]) == {6}
    assert astrays([*USUAL, replace(ODD, cells=4)]) == set(), "as many cells as the others"
    assert astrays([*USUAL, replace(ODD, assumed=())]) == set(), "just the form's cells"


def test_a_sum_that_holds_says_nothing_of_the_order_of_its_parts():
    holding = replace(ODD, printed=(1, 2, None, 3))
    assert astrays([*USUAL, holding]) == {6}, "a blank may stand elsewhere"
    assert astrays([*USUAL, replace(holding, printed=(1, 2, 3, 6))]) == set()
    assert astrays([*USUAL, replace(ODD, printed=(1, 2, 3, 9))]) == {6}
    assert astrays([*USUAL, ODD], totals(USUAL)) == {6}, "no sum to judge it"


def test_each_odd_row_needs_three_usual_ones_of_its_kind():
    assert astrays([*USUAL[:3], ODD]) == {3}
    assert astrays([*USUAL[:2], ODD]) == set()
    assert astrays([*(replace(row, assumed=("header",)) for row in USUAL), ODD]) == {6}, (
        "a header places them"
    )
    assert astrays([*(replace(row, assumed=("window",)) for row in USUAL), ODD]) == set()
    assert astrays([*USUAL[:5], ODD, replace(ODD, name="odd2")]) == set()
    assert astrays([*USUAL, ODD, replace(ODD, name="odd2")]) == {6, 7}


@pytest.mark.parametrize("kind", [{"matrix": 1}, {"first": 2}, {"path": ("group",)}], ids=str)
def test_rows_of_another_kind_are_no_measure(kind):
    assert astrays([*USUAL, replace(ODD, **kind)]) == set()


def test_what_is_no_grid_has_no_figure_or_several_placements_is_not_asked():
    assert astrays([*USUAL, replace(ODD, grid=False)]) == set()
    assert astrays([*USUAL, replace(ODD, doubtful=True)]) == set()
    assert astrays([*USUAL, replace(ODD, printed=(None,) * 4)]) == set()


def test_rows_with_cells_enough_where_most_lack_columns_are_astray():
    lacking = [Row(f"l{n}", (n, 2, 3, 90), ("columns missing",)) for n in range(4)]
    full = Row("full", (1, 2, 3, 9))
    assert astrays([*lacking, full]) == {4}
    assert astrays([*lacking[:3], full]) == {3}
    assert astrays([*lacking[:2], full]) == set(), "two are too few"
    assert astrays([*lacking, replace(full, assumed=("header",))]) == set()
    assert astrays([*lacking, replace(full, matrix=1)]) == set()
    assert astrays([*lacking, *USUAL[:3], full]) == {7}, "half of a matrix lacks them, and its sum fails"
    assert astrays([*lacking, *USUAL[:5]]) == set()
    assert astrays([*lacking, *USUAL[:4], full]) == set(), "less than half"
    assert astrays([*(replace(row, grid=False) for row in lacking), full]) == set()
    loose = [replace(row, grid=False) for row in USUAL]
    assert astrays([*lacking, *loose, full]) == {10}, "only rows of grids are counted"


def turned(name, *printed, **more):
    """A row that is read in another order than the form's."""
    return Row(name, printed, order=(1, 0, 2, -1), **more)


def test_rows_in_an_order_of_their_headers_own_are_astray_where_no_sum_bears_it_out():
    failing = [turned(f"f{n}", n, 2, None, 90, assumed=("header",)) for n in range(3)]
    holding = [turned(f"h{n}", n, 2, None, n + 2, assumed=("header",)) for n in range(3)]
    assert astrays(failing[:1]) == {0}
    assert astrays([failing[0], *holding[:1]]) == {0}, "as many as fail"
    assert astrays([failing[0], *holding[:2]]) == set(), "more than fail"
    assert astrays([replace(failing[0], order=(0, 1, 2, -1))]) == set()
    assert astrays(failing[:1], []) == set(), "no sum is within the row"
    assert astrays([failing[0], *(replace(row, matrix=1) for row in holding)]) == {0}
    assert astrays([replace(failing[0], printed=(1, 2, 3, 90))]) == set(), "no blank"


def test_where_most_sums_of_a_matrix_fail_no_row_with_a_blank_stands():
    assert astrays(FAILING) == {0, 1, 2, 3}
    assert astrays(FAILING[:2]) == set(), "two are too few"
    assert astrays([replace(row, printed=(*row.printed[:3], 0)) for row in FAILING]) == {0, 1, 2, 3}
    assert astrays([*FAILING[:3], *USUAL[:3]]) == {0, 1, 2}, "half of them"
    assert astrays([*FAILING[:3], *USUAL[:4]]) == set(), "less than half"
    assert astrays([*FAILING[:3], replace(FAILING[3], assumed=("header",))]) == {0, 1, 2}
    assert astrays([*FAILING[:2], replace(FAILING[2], matrix=1)]) == set()
    silent = [Row(f"s{n}", (0, 0, None, 0)) for n in range(9)]
    assert astrays([*FAILING[:3], *silent]) == {0, 1, 2, *range(3, 12)}, "sums of nothing are not counted"


def test_a_blank_total_is_no_sum_to_judge():
    rows = [replace(row, printed=(*row.printed[:3], None)) for row in FAILING]
    assert astrays(rows) == set()
    soft = [total(row.name, status="inferred-soft") for row in FAILING]
    assert astrays(FAILING, soft) == set()


def test_a_row_too_narrow_with_a_blank_and_a_sum_that_fails_is_astray():
    """A lost cell joins two figures, and a blank of the label's counts as the first cell."""
    wide, narrow = SimpleNamespace(widths=[6]), SimpleNamespace(widths=[5])
    usual = [replace(row, strand=wide) for row in USUAL[:2]]
    joined = Row("joined", (None, 1, 2, 39), strand=narrow)
    assert astrays([*usual, joined]) == {2}
    assert astrays([*usual, replace(joined, strand=wide)]) == set(), "as wide as the others"
    assert astrays([*usual, replace(joined, assumed=("header",))]) == set()
    assert astrays([*usual, replace(joined, printed=(None, 1, 2, 3))]) == set(), "its sum holds"
    assert astrays([*usual, replace(joined, printed=(1, 1, 2, 39))]) == set(), "no blank"
    assert astrays([*usual, joined], totals(usual)) == set(), "no sum to judge it"
    assert astrays([*usual, replace(joined, printed=(None, 27, 5, None))]) == {2}, "its total is lost"
    assert astrays([replace(row, strand=narrow) for row in usual] + [replace(joined, strand=wide)]) == set()


def test_a_row_into_which_the_header_has_run_is_not_believed():
    of = hostile.base("pipes-grid")
    key = "requests/results.granted/{}".format
    label = next(line for line in of.text.split("\n") if "予以公开" in line)
    cells = label.split("|")
    first = len(cells) - 8
    cells[first : first + 3] = [
        " 9 ",
        f" 自然人{cells[first].strip()} ",
        f" 商业企业{cells[first + 1].strip()} ",
    ]
    report = proof.real_engine().parse(of.text.replace(label, "|".join(cells)))
    assert report["requests/results.partial/natural"].status in STATED
    assert [c for c in ("natural", "social", "total") if report[key(c)].status in STATED] == []


@dataclass(frozen=True)
class Counted(Row):
    """A row of counts of one block, on a physical row of its own that is ``width`` cells wide."""

    at: int = 0
    width: int = 5
    signed: bool = False

    @property
    def block(self):
        return SimpleNamespace(id="b", rows=[SimpleNamespace(label=SimpleNamespace(path=self.path))])

    @property
    def rows(self):
        return (self.at,)

    @property
    def columns(self):
        kinds = ("signed", *("count" for _ in COLUMNS[1:])) if self.signed else ("count" for _ in COLUMNS)
        return tuple(SimpleNamespace(type=kind) for kind in kinds)

    @property
    def figures(self):
        return tuple(
            SimpleNamespace(kind="figure", text=str(v), numeral=SimpleNamespace(value=v))
            for v in self.printed
            if v is not None
        )


def wide(rows):
    """The rows on a strand that tells how wide each is."""
    strand = SimpleNamespace(widths={row.at: row.width for row in rows})
    return [replace(row, strand=strand) for row in rows]


ALIKE = [Counted(f"a{n}", (n, 2, 3, n + 5), at=n) for n in range(1, 7)]
MORE = Counted("more", (1, 2, None, 3), cells=5, width=6, at=9)
"""A blank, a sum that holds, and a cell more than the others."""


def test_a_row_with_blanks_and_other_cells_than_those_of_its_depth_is_astray_though_its_sum_holds():
    assert astrays(wide([*ALIKE, MORE])) == {6}
    assert astrays(wide([*ALIKE, replace(MORE, width=5)])) == set(), "as wide as the others: a merged label"
    assert astrays(wide([*ALIKE, replace(MORE, cells=4)])) == set(), "as many cells behind its label"
    assert astrays(wide([*ALIKE, replace(MORE, printed=(1, 2, 3, 6))])) == set(), "no blank"
    assert astrays(wide([*ALIKE, replace(MORE, path=("group",))])) == set(), "alone of its depth"
    assert astrays(wide([*ALIKE[:2], MORE])) == {2}, "two others tell what is usual"
    assert astrays(wide([*ALIKE[:1], MORE])) == set(), "one does not"
    told = replace(MORE, printed=(-1, 4, None, 3), signed=True)
    assert astrays(wide([*ALIKE, told])) == set(), "its sign tells the first column"


def test_where_a_third_has_other_cells_no_row_with_blanks_stands():
    own = [*ALIKE[:4], replace(ALIKE[4], printed=(5, 2, None, 7))]
    odd = [replace(MORE, name=f"m{n}", at=10 + n) for n in range(3)]
    assert astrays(wide([*own, odd[0]])) == {5}
    assert astrays(wide([*own, *odd])) == {4, 5, 6, 7}


def test_where_two_rows_of_a_block_stand_in_one_none_with_blanks_stands_but_by_a_header():
    blank = replace(ALIKE[5], printed=(5, 2, None, 7))
    joined = [ALIKE[0], replace(ALIKE[1], at=ALIKE[0].at)]
    assert astrays(wide([*ALIKE[:5], blank])) == set()
    assert astrays(wide([*joined, *ALIKE[2:5], blank])) == {5}
    assert astrays(wide([*joined, *ALIKE[2:5], replace(blank, assumed=("header",))])) == set()


def test_a_window_that_its_sum_refutes_is_astray_without_any_blank():
    guessed = Counted("g", (1, 2, 3, 9), ("window",), cells=6, at=9)
    assert astrays(wide([*ALIKE[:2], guessed])) == {2}
    assert astrays(wide([*ALIKE[:2], replace(guessed, printed=(1, 2, 3, 6))])) == set()
    assert astrays(wide([*ALIKE[:2], replace(guessed, cells=4)])) == set(), "just the form's cells"
    lost = replace(guessed, printed=(1, 2, 3, None), matrix=1)
    assert astrays(wide([*ALIKE[:2], lost])) == set(), "a total that is not printed refutes nothing"
    assert astrays(wide([*ALIKE[:2], replace(guessed, assumed=("header",))])) == set()
