"""Placing: what is said of rows whose figures may be another's, seen through the reports of the fixtures."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import pytest

import proof
from gouji import Engine
from gouji.placing import place, under
from gouji.placing.grid_row import GridRow
from gouji.placing.header import Header
from gouji.placing.printing import Printing
from gouji.reading import ABSENT, BLANK
from gouji.schema.file import load
from gouji.strand import Piece
from gouji.testing import fill, render
from test_other_forms import FORMS

GRID = 1
"""The matrix whose rows have columns."""
ABREAST = {path.stem: path for path in FORMS}


@cache
def report_of(name):
    """The first report of a fixture, or of a form's print."""
    if name in ABREAST:
        schema = load(ABREAST[name])
        return Engine(schemas=[schema]).parse(ABREAST[name].with_suffix(".txt"), schema=schema.id)
    (path,) = [p for p in proof.documents() if p.stem == name]
    return proof.reports_of(path)[0]


def assumed(name):
    return {(e.row, a) for e in report_of(name).evidence for a in e.assumptions}


@pytest.mark.parametrize(
    ("name", "row", "words"),
    [
        ("figures-above-and-below", "requests/received", "order in doubt"),
        ("repeated-lines-dropped", "requests/carried_in", "order in doubt"),
        ("labels-after-all-figures", "requests/received", "figures in the form's order"),
        ("labels-after-all-figures", "requests/results.granted", "figures in the form's order"),
        ("tsv-blank-applicants", "requests/results.refused.internal_affairs", "columns missing"),
        ("empty-lines-for-blank-cells", "requests/received", "blank lines"),
        ("two-reports-side-by-side", "proactive/regulations", "printed twice"),
        ("cells-cut-by-guessed-columns", "requests/carried_out", "text breaks off"),
    ],
)
def test_what_a_reading_rests_on_is_told(name, row, words):
    assert (row, words) in assumed(name)


@pytest.mark.parametrize("layout", ["tabs-grid", "pipes-grid", "cell-per-line", "aligned", "html"])
def test_a_plain_print_rests_on_nothing(layout):
    """Neither the figures' order nor their columns are in doubt where every row prints all of its cells."""
    schema = proof.real_engine().schemas["cn-disclosure-2021"]
    values = fill(schema, 3, "city")
    report = proof.real_engine().parse(render(schema, values, layout))
    told = {a for e in report.evidence if e.chosen for a in e.assumptions}
    assert told <= {"header", "blanks dropped"}
    assert all(c.status == "printed" for c in report if values[c.key])


def test_rows_read_in_the_forms_order_are_solved_and_not_printed():
    report = report_of("labels-after-all-figures")
    assert {c.status for c in report if c.key.startswith("requests/received/")} <= {"solved", "blank"}


def printing(marked, links, rows):
    """Rows of a printing whose chain is known by its links alone."""
    return Printing(marked, SimpleNamespace(links=links), rows)


def numbered(prints, *, due="1", grid=False, figures=0):
    """Rows of one block, each with the number printed beside it; what becomes of the others' placements."""
    block = SimpleNamespace(id="b", rows=[SimpleNamespace(number=due) for _ in prints])
    links = [SimpleNamespace(block=block, mark=i, index=i) for i in range(len(prints))]
    marked = SimpleNamespace(marks=[SimpleNamespace(number=n) for n in prints], strand=None)
    slots = (Piece("figure", "7", (), 0, 0, 0, 1),) * figures
    rows = [GridRow(slots, matrix=GRID if grid else 0, width=0, edge=0, placements=("one",)) for _ in prints]
    place._leave_unnumbered(printing(marked, links, rows))
    return [row.placements or row.assumed for row in rows]


@pytest.fixture
def _grids(monkeypatch):
    monkeypatch.setattr(place.rows, "is_grid", lambda _strand, row: row.matrix == GRID)


@pytest.mark.usefixtures("_grids")
def test_a_row_without_the_number_that_the_others_print_is_left_open():
    kept, left = ("one",), ("number elsewhere",)
    assert numbered(["1", ""]) == [kept, left]
    assert numbered(["", ""]) == [kept, kept]
    assert numbered(["1", ""], due="") == [kept, kept]
    assert numbered(["1", ""], grid=True) == [kept, kept]
    assert numbered(["1", ""], figures=2) == [kept, kept]


def beheaded(*lines, blocks="bb", grid=True):
    """The labels of rows of one table left open: a line is words, "" a blank cell, "~" text of no matrix; ！ has figures."""
    kinds = {"": "blank", "~": "gap"}
    pieces, ends, links, marks, rows = [], [], [], [], []
    for number, line in enumerate(lines):
        first = len(pieces)
        for word in line.split("|"):
            label = word.strip("0123456789.~")
            kind = "text" if label else kinds.get(word, "figure")
            if label:
                marks.append(SimpleNamespace(pieces=[len(pieces)], first=len(pieces)))
                links.append(SimpleNamespace(mark=len(links), block=blocks[min(len(links), len(blocks) - 1)]))
                slot = Piece("figure", "7", (), 0, 0, 0, 1)
                rows.append(
                    GridRow((slot,) * word.count("！"), matrix=GRID, width=0, edge=0, placements=("one",))
                )
            pieces.append(Piece(kind, word, (), 0, number, 0, 1))
        ends.append((first, len(pieces)))
    strand = SimpleNamespace(pieces=pieces, rows=ends, grid=lambda _piece: grid)
    place._leave_beheaded(printing(SimpleNamespace(strand=strand, marks=marks), links, rows))
    assert all(row.assumed == ("figures above without a label",) for row in rows if not row.placements)
    return [pieces[mark.first].text for mark, row in zip(marks, rows, strict=True) if not row.placements]


@pytest.mark.usefixtures("_grids")
def test_a_row_without_figures_right_below_figures_of_no_label_is_open():
    assert beheaded("甲！|7", "8|3", "乙|") == ["乙"]
    assert beheaded("甲！|7", "8", "|", "~", "乙|") == ["乙"], "blank rows and what no table has between"
    assert beheaded("8|3", "甲！|乙") == ["乙"], "two labels on one line"
    assert beheaded("甲！|乙") == beheaded("|", "甲！|乙") == []
    assert beheaded("甲！|7", "8|3", "乙！|7") == [], "it has figures"
    assert beheaded("甲！|7", "|", "乙|") == [], "those above are of a label"
    assert beheaded("甲！|7", "8|3", "丙|", "乙|", blocks="bbb") == ["丙"]
    assert beheaded("甲！|7", "8|3", "乙|", blocks="bc") == [], "the first row of its block"
    assert beheaded("甲！|7", "8|3", "乙|", grid=False) == [], "figures of no columns"
    assert beheaded("甲！|7", "丙|", "8|3", "乙|") == ["乙"], "whatever the row before it is"
    assert beheaded("甲！|7", "1|2", "乙|") == [], "numbers of columns"
    assert beheaded("甲！|7", "1", "乙|") == ["乙"], "one alone is a figure"


def broken_off(after, cells=("7", "8"), *, before="甲|", size=3, matrix=GRID):
    """Whether the last row of a text is left open because the text breaks off behind its cells."""
    text, slots = before, []
    for cell in cells:
        slots.append(
            Piece("figure" if cell else "blank", cell, ((len(text), len(text) + len(cell)),), 0, 0, 0, 1)
        )
        text += f"{cell}|"
    row = GridRow(tuple(slots), matrix=matrix, width=0, edge=0, placements=((0,),))
    document = SimpleNamespace(text=text.removesuffix("|") + after)
    place.broken_off.settle_row(SimpleNamespace(document=document), row, size)
    assert row.assumed == (() if row.placements else ("text breaks off",))
    return not row.placements


@pytest.mark.usefixtures("_grids")
def test_the_row_with_which_a_text_breaks_off_is_open_if_it_has_too_few_cells():
    assert broken_off("")
    assert broken_off("|\n")
    assert broken_off("", ["7"])
    assert not broken_off("", ["7", "8", "9"])
    assert not broken_off("", [])
    assert not broken_off("", ["", ""]), "a blank row"
    assert not broken_off("\n乙")


@pytest.mark.usefixtures("_grids")
@pytest.mark.parametrize(("after", "last"), [("", ABSENT), (" ", ABSENT), ("\n", 2), ("|", 2)])
def test_columns_right_of_the_end_of_a_text_that_breaks_off_are_absent(after, last):
    slots = [Piece("figure", t, ((i, i + 1),), 0, 0, 0, 1) for i, t in enumerate("78")]
    row = GridRow((*slots, Piece("blank", "", (), 0, 0, 0, 1)), matrix=GRID, width=0, edge=0)
    row.placements = ((0, 1, 2), (BLANK, 0, 1))
    place.broken_off.settle_row(SimpleNamespace(document=SimpleNamespace(text="78" + after)), row, 3)
    assert row.placements == ((0, 1, last), (BLANK, 0, 1))


@pytest.mark.usefixtures("_grids")
def test_a_text_may_break_off_within_a_tag():
    assert broken_off("</td></tr>")
    assert broken_off("</t")
    assert broken_off("</td></t")
    assert broken_off("<td " + "x" * (place.broken_off.REACH - 4))
    assert not broken_off("<td " + "x" * place.broken_off.REACH), "no tag is as long"
    assert not broken_off("</td>乙</t")
    assert not broken_off("</td></tr>乙")
    assert not broken_off("乙", before="<td " + "x" * 9 + "甲|"), "the row's own tags are over"


@pytest.mark.usefixtures("_grids")
def test_rows_are_uneven_where_one_without_columns_has_figures_too_many():
    row = GridRow((), matrix=0, width=0, edge=0, surplus=1)
    for own, uneven in (
        ([row], True),
        ([replace(row, surplus=0)], False),
        ([replace(row, matrix=GRID)], False),
        ([], False),
    ):
        assert place._uneven(printing(SimpleNamespace(strand=None), [], own)) is uneven


WHYS = [
    "columns in another order",
    "lines doubled",
    "printed twice",
    "rows lost below",
    "rows lost within",
    "rows lost beside",
]


@pytest.fixture
def ordered(monkeypatch):
    """What is said of five rows, of which order and copies say something, and whether the stream was asked."""

    def say(
        *,
        doubtful=(),
        twice=(),
        lost=(),
        within=(),
        doubled=(),
        beside=(),
        crossed=(),
        uneven=False,
        proven=None,
    ):
        asked = []
        monkeypatch.setattr(place, "_uneven", lambda *_: uneven)
        monkeypatch.setattr(place.order, "in_doubt", lambda *_: doubtful)
        monkeypatch.setattr(place.stream, "settle", lambda *_: asked.append("stream") or proven or {})
        monkeypatch.setattr(place.sight, "settle", lambda *_: asked.append("sight"))
        told = dict(zip(WHYS, (crossed, doubled, twice, lost, within, beside), strict=True))
        assert [why for _, why in place.DOUBTS] == WHYS
        rules = [(lambda _, found=found: found, why) for why, found in told.items()]
        monkeypatch.setattr(place, "DOUBTS", rules)
        rows = [GridRow((), matrix=0, width=0, edge=0) for _ in range(5)]
        assert place._ordered(printing(SimpleNamespace(strand=None), [], rows), None) == (proven or {})
        return [why for row in rows for why in row.assumed or ("",)], asked

    return say


def test_rows_out_of_order_are_open_unless_the_stream_proves_them(ordered):
    placed = [""] * 5
    assert ordered() == (placed, ["sight"])
    assert ordered(uneven=True) == (placed, ["stream", "sight"])
    assert ordered(doubtful=[1]) == (["", "order in doubt", "", "", ""], ["stream", "sight"])
    assert ordered(doubtful=[1], twice=[2], lost=[3], proven={7: "row"}) == (placed, ["stream"])
    said = ordered(twice=[2], lost=[3])
    assert said == (["", "", "printed twice", "rows lost below", ""], ["sight"])
    assert ordered(beside=[3], doubled=[1]) == (["", "lines doubled", "", "rows lost beside", ""], ["sight"])


def moved(*lefts):
    """Rows of one block as (depth, left edge of the label): by how many columns each has moved."""
    rows = [SimpleNamespace(left=left) for _, left in lefts]
    labels = [SimpleNamespace(label=SimpleNamespace(path=("x",) * depth)) for depth, _ in lefts]
    block = SimpleNamespace(id="b", rows=labels)
    place._mark_moved(
        printing(None, [SimpleNamespace(block=block, index=i) for i in range(len(lefts))], rows)
    )
    assert [row.depth for row in rows] == [depth for depth, _ in lefts]
    return [row.moved for row in rows]


def test_a_row_has_moved_by_what_its_label_stands_left_of_others_of_its_depth():
    assert moved((0, 2), (0, 2), (0, 1)) == [0, 0, 1]
    assert moved((0, 1), (0, 2), (0, 0)) == [1, 0, 2]
    assert moved((0, 0), (1, 0), (0, 0)) == [0, 0, 0], "all labels in one column"


def test_a_deeper_label_stands_further_right_where_depths_have_columns():
    assert moved((0, 0), (1, 1), (2, 1), (2, 0)) == [0, 0, 1, 2]
    assert moved((0, 0), (1, 1), (2, 2), (1, 0)) == [0, 0, 0, 1]
    assert moved((0, 0), (1, 0), (2, 1)) == [0, 0, 0], "groups in rows of their own"


def test_rows_of_another_block_say_nothing_of_a_rows_place():
    blocks = [
        SimpleNamespace(id=name, rows=[SimpleNamespace(label=SimpleNamespace(path=()))]) for name in "ab"
    ]
    rows = [SimpleNamespace(left=left) for left in (2, 1)]
    place._mark_moved(printing(None, [SimpleNamespace(block=block, index=0) for block in blocks], rows))
    assert [row.moved for row in rows] == [0, 0]


def test_a_moved_row_is_not_read_by_the_header_unless_a_figure_stands_too_far_right():
    header = Header(0, 9, {0: (3, 4), 1: (4, 5)})

    def may(moved, *lefts):
        row = SimpleNamespace(
            moved=moved, printed=range(len(lefts)), slots=[SimpleNamespace(left=x) for x in lefts]
        )
        return under._may_have_moved(row, header)

    assert may(1, 3)
    assert may(1)
    assert not may(1, 3, 4)
    assert may(2, 2)
    assert not may(2, 3)
    assert not may(0, 3)


def mark(*entries):
    """A mark of the schema "s": each entry its kind and its table."""
    return SimpleNamespace(entries=[SimpleNamespace(schema=s, kind=k, table=t) for s, k, t in entries])


COLUMN, ROW, BESIDE = ("s", "column", "t"), ("s", "row", "u"), ("s", "row", "v")
FOUND = SimpleNamespace(
    schema=SimpleNamespace(id="s", abreast=lambda _table: {"t", "v"}), table=SimpleNamespace(id="t")
)


def zone(marks, first=0):
    """How many of some marks may be the header of the row that follows them."""
    marked = SimpleNamespace(marks=marks, row_marks=marks)
    found = place._zone(marked, FOUND, first, len(marks))
    assert list(found) == list(marks[len(marks) - len(found) :])
    return len(found)


def test_a_header_goes_up_to_the_row_of_another_table():
    column = mark(COLUMN)
    assert zone([column] * 5) == 5
    assert zone([column] * 5, first=2) == 3
    assert zone([mark(ROW), *[column] * 5]) == 5
    assert zone([column, mark(ROW), column]) == 1
    assert zone([column, mark(ROW)]) == 0
    assert zone([column, mark(BESIDE), column]) == 3, "rows of the table beside it"
    assert zone([column, mark(("s", "row", "t")), column]) == 1, "another print of the same table"
    assert zone([column, mark(ROW, COLUMN), column]) == 3, "总计 heads a column too"
    assert zone([column, mark(ROW, ("s", "group", "t")), column]) == 3
    assert zone([column, mark(("x", "row", "u")), column]) == 3, "of another form"
    assert zone([mark(ROW), column, column], first=1) == 2


def test_a_header_is_no_longer_than_any_form_prints():
    assert zone([mark(COLUMN)] * (place.ZONE + 9)) == place.ZONE
    assert zone([mark(COLUMN)] * (place.ZONE + 9), first=11) == place.ZONE - 2
    assert zone([mark(ROW), *[mark(COLUMN)] * place.ZONE]) == place.ZONE
    assert zone([]) == 0


@pytest.mark.parametrize(("slots", "end"), [([[7, 8], [11]], 12), ([[7], []], 10), ([], 10)])
def test_a_print_reaches_from_its_first_label_to_its_last_label_or_slot(slots, end):
    marked = SimpleNamespace(marks=[SimpleNamespace(first=a, last=a + 1) for a in (3, 5, 8)])
    links = [SimpleNamespace(mark=i) for i in range(3)]
    printed = [SimpleNamespace(slots=[SimpleNamespace(index=i) for i in row]) for row in slots]
    assert place._extent(marked, links, printed) == (3, end)


def headed(monkeypatch, shares, heads, blocks):
    """The headers and the support of blocks, each of whose rows has a share of labels and a header above it."""
    zones = []

    def zone(_marked, _found, first, last):
        zones.append((first, last))
        return [len(zones) - 1]

    monkeypatch.setattr(place, "_zone", zone)
    monkeypatch.setattr(place, "share_met", lambda zone, *_: shares[zone[0]])
    monkeypatch.setattr(place.header, "read", lambda _strand, zone, *_: heads[zone[0]])
    own = {name: SimpleNamespace(id=name) for name in (*blocks, "unseen")}
    found = SimpleNamespace(
        schema=None,
        table=SimpleNamespace(blocks=own.values()),
        links=[SimpleNamespace(block=own[name], mark=5 * i) for i, name in enumerate(blocks)],
    )
    headers, support = place._headers(SimpleNamespace(strand=None), found, {})
    assert zones == [(5 * i - 4 if i else 0, 5 * i) for i in range(len(blocks))]
    return headers, support


def test_a_block_has_the_headers_above_its_rows(monkeypatch):
    one, two, none = (SimpleNamespace(places={0: (1, 2)}, contrary=False) for _ in range(3))
    none.places = {}
    other = SimpleNamespace(places={}, contrary=True)
    headers, support = headed(monkeypatch, [0.4, 0.4, 0.5, 0.0], [one, none, other, two], "aaaa")
    assert headers == {"a": [one, other], "unseen": []}
    assert support == {"a": 0.5, "unseen": 0.0}
    headers, support = headed(monkeypatch, [0.6, 0.5, 0.2], [one, None, two], "aab")
    assert headers == {"a": [one], "b": [two], "unseen": []}
    assert support == {"a": 0.6, "b": 0.2, "unseen": 0.0}
    assert headed(monkeypatch, [0.2, 0.4], [None, None], "aa")[1]["a"] == 0.2, "not repeated: 总计 and 其他"
