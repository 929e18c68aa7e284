"""Bare, row by row: which rows without figures may have lost a line of them."""

from __future__ import annotations

from gouji.displaced import bare
from gouji.document import Document
from gouji.numerals import read
from gouji.reading import Reading
from gouji.report import Cell
from gouji.schema import Block, Column, Label, Row
from gouji.strand import Piece

COLUMNS = tuple(Column(name, Label(name)) for name in "xyz")
SIZE = 14


def block(name="b", *, open_rows=False):
    rows = tuple(Row(f"r{n}", Label(f"r{n}")) for n in range(SIZE))
    return Block(name, "t", COLUMNS, rows, open_rows=open_rows)


def opened(*rows, of=None):
    """The rows of which blanks are opened, of a text of rows: number, label in lines, figures below or beside.

    ``3 甲/乙 = 1 2 3`` is row 3, its label on two lines, its figures beside the second; without ``=`` they
    stand on a line of their own, and behind ``!`` a text stands there instead.
    """
    text, readings, cells = "", [], {}
    for row in rows:
        number, label, *rest = row.split()
        spans = []
        for part in label.split("/"):
            spans.append((len(text), len(text) + len(part)))
            text += f"{part}\n"
        beside = rest[:1] in (["="], ["!"])
        text = text[:-1] + " " if beside else text
        slots = []
        for figure in rest[beside:]:
            place = (len(text), len(text) + len(figure))
            if rest[0] != "!":
                slots.append(Piece("figure", figure, (place,), 0, 0, 0, 1, read(figure)))
            text += f"{figure} "
        text += "\n"
        at = range(3)
        placement = tuple(n if n < len(slots) else -1 for n in at)
        own = Reading(
            None, of or block(), int(number), "toy", label, tuple(spans), tuple(slots), (placement,)
        )
        readings.append(own)
        for key, slot in zip(own.keys, placement, strict=True):
            cells[key] = Cell(key, status="blank" if slot < 0 else "printed", value=None if slot < 0 else 1)
    findings = list(bare.settle(cells, readings, Document(text)))
    keys = [key for finding in findings for key in finding.keys]
    assert keys == [key for key, cell in cells.items() if cell.status == "ambiguous"]
    assert all(f.code == "lines-lost" and f.verdict == "open" and f.table == "t" for f in findings)
    return list(dict.fromkeys(key.split("/")[1] for key in keys)), [f.message for f in findings]


def told(*rows, of=None):
    return opened(*rows, of=of)[0]


def lines(*numbers, form="{} 甲 = 1 2 3"):
    return [form.format(n) for n in numbers]


APART = "{} 甲 1 2 3"


def test_a_label_of_several_lines_in_a_block_that_lacks_rows():
    assert told("0 甲/乙", *lines(1, 3)) == ["r0"]
    assert told("0 甲/乙/丙", *lines(2)) == ["r0"]
    assert told("0 甲/乙", *lines(1, 2)) == [], "no row is lost"
    assert told("0 甲", *lines(1, 3)) == [], "on one line"
    assert told("0 甲/乙 ! 7", *lines(1, 3)) == [], "something stands behind it"
    assert told("0 甲/乙 = 1", *lines(1, 3)) == [], "a figure"
    assert told("0 甲/乙", *lines(1, 3), of=block(open_rows=True)) == [], "such blocks leave rows out"


def test_where_figures_have_lines_of_their_own_a_row_right_above_lost_ones():
    assert told("0 甲", *lines(2, 3, form=APART)) == ["r0"]
    assert told("0 甲", *lines(1, 3, form=APART)) == []
    assert told("0 甲", *lines(1, 2, form=APART)) == []
    assert told("0 甲/乙", *lines(1, 3, form=APART)) == ["r0"]
    assert told("0 甲", "2 甲 1 2 3", "3 甲 = 1 2 3") == [], "half of them are not most"
    assert told(*lines(0, 1, form=APART), "3 甲") == [], "the last row"


def test_where_all_else_is_full():
    full = lines(*range(1, 10), form=APART)
    assert told("0 甲", *full) == ["r0"]
    assert told("0 甲", *full[:7]) == [], "too few"
    assert told("0 甲", *full[:-1], "9 甲 1 2") == [], "another row has a blank"
    beside = lines(*range(1, 10))
    assert told("0 甲", *beside) == [], "a row a line"
    assert told("0 甲/乙", *beside) == []
    long = "9 甲/乙 1 2 3"
    assert told("0 甲/乙", *beside[:-1], long) == ["r0"], "another label of several lines has them below"
    assert told("0 甲", *beside[:-1], long) == []


def test_a_row_with_more_figures_than_columns_is_full():
    assert told("0 甲", *lines(*range(1, 10), form="{} 甲 1 2 3 4")) == ["r0"]


def test_what_is_said_of_several():
    rows, (message,) = opened("0 甲/乙", "1 丙/丁", *lines(2, 4))
    assert rows == ["r0", "r1"]
    assert message == "t: rows are lost, and so may be the lines of figures of 甲/乙; 丙/丁"


def test_only_blanks_are_opened():
    text = "甲\n乙\n"
    own = Reading(None, block(), 0, "toy", "甲乙", ((0, 1), (2, 3)), (), ((-1, -1, -1),))
    other = Reading(None, block(), 2, "toy", "", (), (), ((-1, -1, -1),))
    cells = {key: Cell(key, status="absent") for key in own.keys} | {
        own.key(1): Cell(own.key(1), status="blank")
    }
    (finding,) = bare.settle(cells, [own, other], Document(text))
    assert finding.keys == (own.key(1),)
    assert cells[own.key(0)].status == "absent"
