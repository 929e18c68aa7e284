"""Lines lost, row by row: which rows of a report are open where others of it show that lines are lost, or twice."""

from __future__ import annotations

from dataclasses import dataclass, field
from types import SimpleNamespace

import pytest

from gouji.displaced import lines_lost
from gouji.document import Document
from gouji.equation import Equation
from gouji.numerals import read
from gouji.reading import ABSENT, Reading
from gouji.report import Cell
from gouji.schema import Block, Column, Label, Row
from gouji.strand import Piece
from small_prints import COLUMNS, total

FIGURES = tuple(Column(name, Label(name)) for name in COLUMNS)
STATUS = {"figure": "printed", "blank": "blank", "text": "ambiguous"}


@dataclass
class Report:
    """Rows as they were read, each cell on a line of its own unless a row says otherwise."""

    text: str = ""
    readings: list[Reading] = field(default_factory=list)
    cells: dict[str, Cell] = field(default_factory=dict)
    strand: object = field(default_factory=lambda: SimpleNamespace(widths=[]))

    def row(self, printed, *, lines=True, beside=False, table="t", status="", wide=None, **more):
        """A row of cells parted by blanks, a point for a blank; ``beside`` the label stands on the first's line."""
        name, mark = f"r{len(self.readings)}", "\n" if lines else " "
        start, slots = len(self.text), []
        self.text += name + (" " if beside else mark)
        for text in printed.split():
            slots.append(_piece(text, len(self.text), len(slots)))
            self.text += text + mark
        self.text += "\n"
        more = {"path": (), "block": f"{table}0", "grid": True, "layout": "toy", **more}
        path, block = more.pop("path"), more.pop("block")
        of = Block(block, table, FIGURES, (Row(name, Label(name, path=path)),))
        placement = tuple(n if n < len(slots) else ABSENT for n in range(len(FIGURES)))
        numbers = (len(self.strand.widths),)
        self.strand.widths.append(len(slots) if wide is None else wide)
        reading = Reading(
            None,
            of,
            0,
            more.pop("layout"),
            name,
            ((start, start + len(name)),),
            tuple(slots),
            (placement,),
            rows=numbers,
            strand=self.strand,
            **more,
        )
        self.readings.append(reading)
        for key, slot in zip(reading.keys, placement, strict=True):
            self.cells[key] = _cell(key, slots[slot] if slot >= 0 else None, status)
        return self

    def rows(self, count, printed="1 2 3", **more):
        for _ in range(count):
            self.row(printed, **more)
        return self

    def settled(self, *equations):
        document = Document(self.text)
        return list(lines_lost.settle(self.cells, self.readings, equations, document))

    def opened(self, *equations):
        """The numbers of the rows of which cells were opened."""
        keys = [key for finding in self.settled(*equations) for key in finding.keys]
        assert {k for k, c in self.cells.items() if c.candidates} == set(keys)
        return sorted({int(key.split("/")[1][1:]) for key in keys})


def _piece(text, at, left):
    blank = text == "."
    kind = "blank" if blank else "figure" if text.isdigit() else "text"
    span = (at, at + (0 if blank else len(text)))
    return Piece(kind, "" if blank else text, (span,), 0, 0, left, left + 1, read("" if blank else text))


def _cell(key, piece, status):
    if piece is None:
        return Cell(key)
    told = status or STATUS[piece.kind]
    return Cell(key, piece.numeral.value, piece.text, told, piece.spans, "toy")


def harmed(odd=4, whole=8, **more):
    """So many rows that have lost a cell, behind so many that have all."""
    return Report().rows(whole, **more).rows(odd, "1 2", **more)


def test_what_rows_have_lost_is_open_for_any_of_their_figures_or_none():
    report = harmed()
    (told,) = report.settled()
    assert (told.code, told.severity, told.verdict, told.table) == ("lines-lost", "warning", "open", "t")
    assert told.message == "t: 4 rows have other cells than their like: lines may be lost, or twice"
    assert told.keys == tuple(f"t/r{n}/{c}" for n in (8, 9, 10, 11) for c in "xy")
    assert {c.candidates for k, c in report.cells.items() if k in told.keys} == {(1, 2, None), (2, 1, None)}
    assert report.cells["t/r8/x"] == Cell("t/r8/x", status="ambiguous", layout="toy", candidates=(1, 2, None))
    assert report.cells["t/r8/total"] == Cell("t/r8/total"), "what is not printed stays so"
    assert report.cells["t/r7/x"].value == 1


def test_each_table_is_told_of():
    report = harmed().row("1 2", table="u").row("1 2 3", table="u")
    assert [(f.table, len(f.keys)) for f in report.settled()] == [("t", 8), ("u", 2)]


def test_a_table_of_which_nothing_was_stated_is_not_told_of():
    assert [f.table for f in harmed().row("1 2", table="u", status="ambiguous").settled()] == ["t"]


def test_four_rows_of_twenty_show_harm():
    assert harmed(3).opened() == []
    assert harmed(4, 16).opened() == [16, 17, 18, 19]
    assert harmed(4, 17).opened() == [], "a fifth of 21 is more"
    assert len(harmed(6, 24).opened()) == 6


@pytest.mark.parametrize("shape", [{"lines": False}, {"wide": 0, "grid": False, "lines": False}], ids=str)
def test_rows_of_one_line_each_lose_no_cell_with_a_line(shape):
    assert harmed(**shape).opened() == []


def test_rows_of_one_line_are_not_open_where_others_lost_lines():
    report = harmed().row("1 2", lines=False)
    assert report.opened() == [8, 9, 10, 11]


def test_a_row_of_one_cell_has_no_lines_of_its_own():
    """Of two cells it has; a single one may stand anywhere."""
    assert Report().rows(8).rows(4, "1", wide=3).opened() == []
    assert Report().rows(8, "1 2").rows(4).opened() == list(range(8))


def test_the_line_of_a_rows_label_counts_as_one_on_which_it_stands():
    assert harmed().row("1").opened() == [8, 9, 10, 11, 12]
    assert harmed().row("1", beside=True).opened() == [8, 9, 10, 11]


def test_rows_are_alike_in_one_matrix_block_and_depth():
    assert Report().rows(6).rows(6, "1 2").opened() == list(range(6, 12))
    assert Report().rows(6).rows(6, "1 2", matrix=1).opened() == []
    assert Report().rows(6).rows(6, "1 2", block="t1").opened() == []
    assert Report().rows(6).rows(6, "1 2", path=("上",)).opened() == []


def test_rows_without_columns_are_alike_in_one_layout_whatever_their_matrix():
    loose = {"grid": False}
    assert Report().rows(6, **loose).rows(6, "1 2", matrix=1, **loose).opened() == list(range(6, 12))
    assert Report().rows(6, **loose).rows(6, "1 2", layout="other", **loose).opened() == []


def test_rows_of_another_width_are_not_like_the_others():
    assert Report().rows(6, wide=3).rows(6, wide=4).row("1 2", wide=4).opened() == [12]
    assert (
        Report().rows(6, wide=3, grid=False).rows(6, wide=4, grid=False).row("1 2", grid=False).opened() == []
    )


PAIRS = "1 1 2 2"


def test_rows_with_each_cell_twice_show_harm_though_they_are_alike():
    assert Report().rows(6, PAIRS).opened() == list(range(6))
    assert Report().rows(3, PAIRS).opened() == [], "three are too few"
    assert Report().rows(6, "0 0 0 0").opened() == [], "zeros alone may be any"
    assert Report().rows(6, "1 2 1 2").opened() == []
    assert Report().rows(6, "1 1 1 2").opened() == []
    assert Report().rows(6, "1 1").opened() == [], "no more cells than columns"
    assert Report().rows(6, "5 5 .").opened() == []
    assert Report().rows(6, "1 1 2 2 3 3").opened() == list(range(6))
    assert Report().rows(6, "1 2 2").rows(6, ". 1 1").opened() == []


def test_rows_with_other_cells_and_rows_with_each_twice_count_together():
    report = harmed(2).rows(2, PAIRS)
    assert report.opened() == [8, 9, 10, 11]
    assert "6 rows" in harmed(2).rows(2, PAIRS).settled()[0].message


def test_a_row_with_a_figure_for_each_column_is_open_where_its_sum_fails():
    report = harmed().row("1 2 3").row("1 2 4").row("1 2 4")
    assert report.opened(total("r12"), total("r13"), total("r14", status="inferred-soft")) == [
        8,
        9,
        10,
        11,
        13,
    ]


def test_a_row_with_blanks_stands_if_a_sum_that_tells_holds_and_it_has_all_its_cells():
    blank = {"wide": 3}
    assert harmed().row("1 . 1").opened() == [8, 9, 10, 11, 12], "no sum"
    assert harmed().row("1 . 1").opened(total("r12")) == [8, 9, 10, 11]
    assert harmed().row("1 . 2").opened(total("r12")) == [8, 9, 10, 11, 12]
    assert harmed().row("0 . 0").opened(total("r12")) == [8, 9, 10, 11, 12], "0 = 0 tells nothing"
    assert harmed().row("1 . 1", wide=4).opened(total("r12")) == [8, 9, 10, 11, 12], "not as wide as most"
    assert harmed().row("1 . 1", grid=False).opened(total("r12")) == [8, 9, 10, 11, 12]
    assert harmed().row("1 . 1", **blank, matrix=1).opened(total("r12")) == [8, 9, 10, 11], (
        "the usual one there"
    )


def test_a_row_that_lacks_a_cell_is_open_whatever_its_sum_says():
    short = harmed().row("2 2")
    short.cells["t/r12/total"] = Cell("t/r12/total", status="blank")
    assert short.opened(total("r12")) == [8, 9, 10, 11, 12]
    pair = Equation("e", ((1, "t/r12/x"),), "=", ((1, "t/r12/y"),))
    assert harmed().row("2 2", wide=3).opened(pair) == [8, 9, 10, 11, 12]


def test_a_row_with_figures_too_many_stands_if_a_sum_chose_among_them():
    more = "1 2 3 3"
    assert harmed().row(more, status="solved").opened(total("r12")) == [8, 9, 10, 11]
    assert harmed().row(more).opened(total("r12")) == [8, 9, 10, 11, 12], "no sum chose"
    assert harmed().row("1 2 4 4", status="solved").opened(total("r12")) == [8, 9, 10, 11, 12]
    assert harmed().row(more, status="solved").opened() == [8, 9, 10, 11, 12]
    assert harmed().row("1 2 3", status="solved").opened(total("r12")) == [8, 9, 10, 11]
    assert harmed().row("1 . 1", status="solved", wide=4).opened(total("r12")) == [8, 9, 10, 11, 12]
    assert harmed().row("1 2 3 .", status="solved").opened(total("r12")) == [8, 9, 10, 11, 12], (
        "a blank too many"
    )


def test_a_sum_over_some_of_its_cells_does_not_bear_out_a_row():
    of_two = Equation("e", ((1, "t/r12/total"),), "=", ((1, "t/r12/x"),))
    assert harmed().row("1 . 1").opened(of_two) == [8, 9, 10, 11, 12]
    assert harmed().row("1 . 1").opened(of_two, total("r12")) == [8, 9, 10, 11]


def test_only_cells_that_state_something_are_asked_and_opened():
    report = harmed().row("1 2 4")
    report.cells["t/r12/y"] = Cell("t/r12/y", status="contested", candidates=(2, 3))
    assert [f for f in report.settled(total("r12")) if "t/r12/x" in f.keys] == []
    report = harmed().row("1 .")
    del report.cells["t/r12/x"]
    (told,) = report.settled()
    assert told.keys[-1] == "t/r12/y"
    assert report.cells["t/r12/y"].candidates == (None, 1)


def test_most_rows_of_a_grid_show_how_wide_a_row_is():
    """Two thirds of them, nearly: with as many of another width nothing is sure of a row with blanks."""

    def blanks(narrow, wide):
        report = harmed(4, narrow, wide=3).rows(wide, wide=5).row("1 . 1", wide=3)
        name = f"r{len(report.readings) - 1}"
        return len(report.readings) - 1 in report.opened(total(name))

    assert not blanks(12, 0)
    assert not blanks(12, 8)
    assert blanks(12, 9)
