"""Columns: which slots of a printed row are which columns of its block, row by row and kind by kind."""

from __future__ import annotations

from math import comb

import pytest

from gouji.numerals import read
from gouji.placing import columns
from gouji.placing import loose as loose_rows
from gouji.placing.grid_row import GridRow
from gouji.placing.header import Header
from gouji.placing.loose import loose, typed
from gouji.schema import Column, Label
from gouji.strand import Piece

B, A = -1, -2
"""In a placement: blank, and not printed."""
WHOLE = (0, 1, 2, 3)
COUNTS = tuple(Column(name, Label(name)) for name in "wxyz")


def row(printed, *, edge=1, width=None, start=None, **more):
    """A row of cells parted by blanks, a point for a blank cell, from a slot on."""
    texts = ["" if text == "." else text for text in printed.split()]
    start = edge if start is None else start
    slots = tuple(_piece(text, start + n, more.get("matrix", 0)) for n, text in enumerate(texts))
    more.setdefault("matrix", 0)
    return GridRow(slots, width=start + len(texts) if width is None else width, edge=edge, **more)


def _piece(text, left, matrix):
    kind = "blank" if not text else "figure" if text.lstrip("-").replace(".", "").isdigit() else "text"
    return Piece(kind, text, (), matrix, 0, left, left + 1, numeral=read(text))


def header(*lefts, width=5, matrix=0, **more):
    """A header that has a column of the block over each of these physical columns, None for one it lacks."""
    return Header(matrix, width, {c: (n, n + 1) for c, n in enumerate(lefts) if n is not None}, **more)


def settled(*rows, headers=(), of=COUNTS):
    """The placements of the rows, a lone one by itself."""
    columns.settle(rows, headers, of)
    return [one.placements[0] if len(one.placements) == 1 else set(one.placements) for one in rows]


def alone(one, *headers, of=COUNTS):
    return settled(one, headers=headers, of=of)[0]


@pytest.mark.parametrize(
    ("headers", "placement"), [((header(1, 2, None, None, width=4),), (0, 1, A, A)), ((), set())]
)
@pytest.mark.parametrize("printed", ["1 2 \ufffc", "1 . \ufffc", ". . \ufffc"])
def test_the_last_cell_of_a_row_that_is_cut_off_stands_for_all_columns_that_it_lacks(
    printed, headers, placement
):
    found = settled(*(row(printed) for _ in range(3)), headers=headers)
    assert found == [placement] * 3


@pytest.mark.parametrize("printed", ["1 2 3 4 \ufffc", "1 . 3 �� \ufffc"])
def test_a_row_that_is_cut_off_behind_a_whole_header_has_all_its_columns_before(printed):
    assert alone(row(printed), header(1, 2, 3, 4, width=6)) == WHOLE
    assert alone(row(printed)) != WHOLE


# --- rows that need no help --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "placement"),
    [
        ("1 2 3 4", WHOLE),
        ("1 . 3 4", WHOLE),
        (". . . 4", WHOLE),
        ("1 2 3 words", WHOLE),
        (". 1 2 3 4", (1, 2, 3, 4)),
        ("1 2 3 4 .", WHOLE),
        ("1 2 3 4 remark", WHOLE),
        ("1 2 3 4 5%x", {(0, 1, 2, 3), (0, 1, 2, 4), (0, 1, 3, 4), (0, 2, 3, 4), (1, 2, 3, 4)}),
        (". . . .", WHOLE),
        (". . . . .", WHOLE),
        (". .", (B, B, B, B)),
        ("", (A, A, A, A)),
    ],
)
def test_a_row_by_itself(printed, placement):
    one = row(printed)
    assert alone(one) == placement
    assert (one.scattered, one.surplus > 0) == (isinstance(placement, set),) * 2
    assert one.assumed == (("surplus figures",) if one.scattered else ())


def test_what_is_printed_are_the_slots_that_are_not_blank():
    assert row(". 1 . words").printed == [1, 3]


def test_a_row_of_two_is_in_no_column():
    one = row("1 2 3 4", crowded=True)
    assert (alone(one), one.assumed) == (set(), ("two rows in one",))


def test_one_that_is_torn_has_only_its_order_and_needs_proof():
    one = row(". 1 . 2 3 4", torn=True)
    assert (alone(one), one.scattered, one.assumed) == ((1, 3, 4, 5), True, ())
    one = row("1 . 2 3", torn=True)
    assert alone(one) == {(0, 2, 3, B), (0, 2, B, 3), (0, B, 2, 3), (B, 0, 2, 3)}
    assert (one.scattered, one.assumed) == (True, ("blanks dropped",))
    assert alone(row("1 . 2 -3", torn=True), of=SIGNED) == {(0, 2, B, 3), (0, B, 2, 3), (B, 0, 2, 3)}


def test_a_squeezed_row_is_placed_by_a_header_alone():
    assert alone(row("1 2 3 4", squeezed=True)) == set()
    assert alone(row("1 2 3 4", squeezed=True), header(1, 2, 3, 4)) == WHOLE
    assert alone(row(". . . .", squeezed=True)) == WHOLE


@pytest.mark.parametrize(
    ("printed", "left"),
    [
        ("1 2 3 4 see", 4),
        ("1 2 3 4 see see", 4),
        ("1 2 3 see", 4),
        ("1 2 3 4 5", 5),
        ("1 2 3 4 3x", 5),
        ("1 2 3 4 x3", 4),
        ("1 2 3 4 **", 5),
    ],
)
def test_texts_at_the_end_are_remarks_where_enough_is_left(printed, left):
    one = row(printed)
    alone(one)
    assert len(one.slots) == left


# --- under a header ----------------------------------------------------------------------------------------


def test_a_header_has_the_slots_under_it():
    one = row("1 . 3 . 5 6", width=7)
    assert alone(one, header(1, 3, 5, 6, width=7)) == (0, 2, 4, 5)
    assert (one.assumed, one.surplus) == (("header",), 0)
    cut = row("1 2 3", width=4)
    assert alone(cut, header(1, None, 2, 3, width=4)) == (0, A, 1, 2)
    assert cut.assumed == ("header",)


def test_of_a_wide_heading_the_filled_slot_counts_else_the_first():
    wide = Header(0, 7, {0: (1, 3), 1: (3, 5), 2: (5, 6), 3: (6, 7)})
    assert alone(row(". 1 . . 3 4", width=7), wide) == (1, 2, 4, 5)
    assert alone(row("1 . 2 2 3 4", width=7), wide) == (0, 2, 4, 5), "one cell, printed twice"
    assert alone(row("1 . 2 9 3 4", width=7), wide) != (0, 2, 4, 5), "they differ"


def test_a_header_says_nothing_of_rows_of_another_width_or_against_their_figures():
    for other in (header(1, 3, 5, 6, width=8), header(1, 3, 4, 6, width=7), header(0, 3, 5, 6, width=7)):
        one = row("1 . 3 . 5 6", width=7)
        assert alone(one, other) == (0, 2, 4, 5)
        assert one.scattered, "by its order alone"
        assert one.assumed == ()
    assert alone(row("1 2 3 4", width=9), Header(0, 9, {})) == WHOLE


def test_two_columns_are_never_in_one_slot():
    both = Header(0, 5, {0: (1, 3), 1: (2, 3), 2: (3, 4), 3: (4, 5)})
    one = row(". 2 3 4", width=5)
    assert alone(one, both) == WHOLE
    assert one.assumed == ()


def test_the_last_header_that_fits_counts():
    first, second = header(1, 2, 4, 5, width=6), header(1, 2, 3, 5, width=6)
    assert alone(row("1 2 . . 5", width=6), first, second) == (0, 1, 2, 4)
    assert alone(row("1 2 . . 5", width=6), second, first) == (0, 1, 3, 4)
    assert alone(row("1 2 3 . 5", width=6), second, first) == (0, 1, 2, 4)


def test_a_header_that_does_not_fit_hides_no_earlier_one():
    fits = header(1, 2, 4, 5, width=6)
    for other in (header(1, 2, 3, 5, width=7), header(1, 2, 3, 4, width=6)):
        assert alone(row("1 2 . . 5", width=6), fits, other) == (0, 1, 3, 4)


def test_beside_a_header_with_fewer_columns_a_rows_own_order_is_possible():
    lacks = header(1, None, 2, 4, width=5)
    assert alone(row("1 2 . 4"), lacks) == {(0, A, 1, 3), WHOLE}
    assert alone(row("1 . . 4"), lacks) == (0, A, 1, 3), "both say the same"
    assert alone(row("1 2 . 4"), header(1, 2, None, 4, width=5)) == (0, 1, A, 3)
    assert alone(row("1 2 ."), header(1, None, 2, 3, width=4)) == (0, A, 1, 2), "it has fewer cells"


def test_what_stands_under_another_heading_is_anothers():
    one = row("1 2 3 4 5", width=6)
    assert alone(one, header(1, 2, 3, 4, width=6, others=frozenset({5}))) == WHOLE
    assert one.surplus == 1
    part = row("1 2 3 . 5", width=6)
    assert alone(part, header(1, 2, 3, None, width=6, others=frozenset({5}))) != (0, 1, 2, A)


def test_a_header_in_another_order_leaves_figures_open_and_blanks_blank():
    filled, blank, wide = row("1 2 3 4"), row(". . . ."), row("1 2 3 4 5")
    odd = Header(0, 5, {}, contrary=True)
    assert settled(filled, blank, wide, headers=[odd])[:2] == [set(), WHOLE]
    assert filled.assumed == ("header in another order",)
    assert wide.assumed == ("surplus figures",)
    assert alone(row("1 2 3 4"), Header(0, 5, {})) == WHOLE


def test_a_row_whose_label_moved_left_has_no_header_unless_a_figure_stands_too_far_right():
    over = header(1, 3, 5, 6, width=7)
    assert "header" not in moved_by(0 + 1, "1 . 3 . 5 .", over)
    assert "header" in moved_by(1, "1 . 3 . . 6", over)
    assert "header" in moved_by(0, "1 . 3 . 5 .", over)
    assert "header" not in moved_by(2, "1 . 3 . . .", over)


def moved_by(columns_left, printed, over):
    one = row(printed, width=7, moved=columns_left)
    alone(one, over)
    return one.assumed


def test_rows_without_figures_are_blank_where_the_header_has_its_columns():
    one = row(". . . . .", width=6)
    assert alone(one, header(1, 2, 4, 5, width=6)) == (0, 1, 3, 4)
    assert one.assumed == ()
    assert alone(row(". . . . .", width=6), header(1, 2, None, 5, width=6)) == WHOLE
    short = row(". .", width=3)
    assert alone(short, header(1, None, 2, None, width=3)) == (0, A, 1, A)
    assert short.assumed == ("header",)
    assert alone(row(".", width=2), header(1, None, None, None, width=2)) == (0, A, A, A)
    assert alone(row(". . . .", width=5), header(1, 2, None, 4, width=5)) == WHOLE
    none = row("", width=3)
    assert (alone(none, header(1, None, 2, None, width=3)), none.assumed) == ((A, A, A, A), ())


# --- kinds of rows -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("printed", "shapes"),
    [
        ([". 2 . 4 ."], {WHOLE, (1, 2, 3, 4)}),
        (["1 2 . 4 ."], {WHOLE}),
        ([". 2 3 . 5"], {(1, 2, 3, 4)}),
        ([". 2 . 4 .", "1 2 . 4 ."], {WHOLE}),
        ([". 2 . 4 .", ". 2 . 4 5"], {(1, 2, 3, 4)}),
    ],
)
def test_windows_that_hold_all_figures_of_a_kind(printed, shapes):
    rows = [row(one) for one in printed]
    columns.settle(rows, [], COUNTS)
    assert [set(one.placements) for one in rows] == [shapes] * len(rows)
    assert {one.assumed for one in rows} == {("window",)}


def test_another_kind_has_places_of_its_own():
    for other in ({"edge": 2, "start": 1}, {"matrix": 1}, {"width": 9}, {"depth": 1}):
        rows = [row(". 2 . 4 ."), row("1 2 . 4 .", **other)]
        columns.settle(rows, [], COUNTS)
        assert [len(one.placements) for one in rows] == [2, 1], other


def test_slots_in_which_some_row_has_a_figure_are_the_columns_if_as_many():
    rows = [row("1 . 3 . . 4"), row("1 . . . 5 4"), row(". . 3 . 5 .")]
    assert settled(*rows) == [(0, 2, 4, 5)] * 3
    assert {(one.assumed, one.guessed, one.scattered) for one in rows} == {(("window",), False, False)}
    two = rows = [row("1 . 3 . . 4"), row("1 . . . 5 4")]
    assert all(isinstance(found, set) for found in settled(*two)), "two rows are too few"
    more = [row("1 . 3 . . 4"), row("1 . . . 5 4"), row("1 2 . . 5 .")]
    assert all(isinstance(found, set) for found in settled(*more)), "five slots"


def test_rows_with_too_few_slots_lost_a_column():
    one = row("1 . 3")
    assert alone(one) == {(0, 1, 2, B), (0, 1, B, 2), (0, B, 1, 2), (B, 0, 1, 2)}
    assert (one.assumed, one.guessed, one.scattered) == (("columns missing",), False, False)
    lone = row("1")
    assert (alone(lone), lone.assumed) == (
        {(0, B, B, B), (B, 0, B, B), (B, B, 0, B), (B, B, B, 0)},
        ("columns missing",),
    )
    two = row("1 3")
    assert len(alone(two)) == comb(4, 2)


def full(*printed):
    return [row(one) for one in printed]


def changes(shape, printed, pattern_rows):
    """Columns that change between filled and blank, by the words of the rule."""
    filled = [{n for n, text in enumerate(one.split()) if text != "."} for one in pattern_rows]
    always, never = set.intersection(*filled), set(range(4)) - set.union(*filled)
    own = {c for c, slot in enumerate(shape) if slot >= 0 and printed.split()[slot] != "."}
    return len(never & own) + len(always - own)


@pytest.mark.parametrize("printed", ["7 . 9", ". 8 9", "7 8 .", "7 . .", ". 8 ."])
@pytest.mark.parametrize(
    "whole",
    [("1 2 . 4", "5 6 . 8", "9 . . 3"), ("1 2 3 .", "5 6 7 .", "9 1 2 ."), (". . 1 2", ". 3 4 5", "1 2 3 4")],
)
def test_the_shapes_left_change_the_fewest_columns_against_the_rows_settled(printed, whole):
    short = row(printed, matrix=1)
    columns.settle([*full(*whole), short], [], COUNTS)
    every = list(columns._shapes(3, 4, 0))
    least = min(changes(shape, printed, whole) for shape in every)
    left = {shape for shape in every if changes(shape, printed, whole) == least}
    assert set(short.placements) == left
    assert short.guessed == (len(left) < len(every))


def test_two_rows_settled_tell_nothing_nor_do_blank_ones():
    for others in (full("1 2 . 4", "5 6 . 8"), full("1 2 . 4", "5 6 . 8", ". . . .")):
        short = row("7 . 9", matrix=1)
        columns.settle([*others, short], [], COUNTS)
        assert (len(short.placements), short.guessed) == (4, False)


def test_where_no_blank_is_printed_blanks_may_have_left_no_trace():
    short = row("7 8 9", matrix=1)
    columns.settle([*full("1 2 . 4", "5 6 . 8", "9 1 . 3"), short], [], COUNTS)
    assert (len(short.placements), short.guessed) == (4, False)
    wide = [row("1 2 . 4 .") for _ in range(3)]
    columns.settle([*full("1 2 . 4", "5 6 . 8", "9 1 . 3"), *wide], [], COUNTS)
    assert {one.placements for one in wide} == {(WHOLE,)}


def stray(*rows):
    """Which rows have only the order of their figures."""
    columns.settle(rows, [], COUNTS)
    return [n for n, one in enumerate(rows) if one.scattered]


def test_single_rows_of_a_matrix_that_lack_cells_lost_no_column():
    wide, short = "1 2 3 4", "7 . 9"
    for printed in ([wide, short], [short, wide], [wide, short, short, wide], [wide, ". . . .", short]):
        assert stray(*full(*printed)) == [n for n, one in enumerate(printed) if one == short]
    assert stray(*full(short, short, wide, short)) == [0, 1, 3], "they do not follow each other"
    assert stray(*full(wide, short, short, short)) == [], "a page may have lost it"
    assert stray(*full(short, short)) == [], "none has it"
    assert stray(row(wide), row(short, matrix=1)) == [], "none of its matrix has"
    mixed = [row(short), row(short), row(wide, matrix=1), row(short), row(wide), row("1 . 2 3 .")]
    assert stray(*mixed) == [0, 1, 3], "others are placed as ever"


# --- slots that belong to the label ------------------------------------------------------------------------


def test_in_a_narrow_matrix_slots_left_of_the_figures_are_the_labels():
    short = full("1 2 3", "4 5 6", "7 8 9")
    one = row(". 1 2 3 4")
    lead = row(". 1 2 3")
    assert settled(*short, lead)[3] == {(1, 2, 3, B), (1, 2, B, 3), (1, B, 2, 3), (B, 1, 2, 3)}
    assert (lead.assumed, lead.scattered) == (("columns missing",), False)
    assert settled(*short, row(". 1 . 3 4"))[3] == (1, 2, 3, 4)
    assert settled(*full("1", "4", "7"), row(". 1 2 3"))[3] != WHOLE, "of one figure each"
    assert settled(*full("", "", ""), row(". 1 2 3"))[3] == WHOLE, "without any"
    assert settled(*full("1 2 3", "4 5 6", "7 8 9"), one)[3] == (1, 2, 3, 4)
    assert settled(*full("1 2 3", "4 5 6"), row(". 1 2 3"))[2] == WHOLE, "two rows are too few"
    assert settled(*full("1 2 3", "4 5 6", "7 8 ."), row(". 1 2 3"))[3] == WHOLE, "with a blank"
    others = [row(one, matrix=1) for one in ("1 2 3", "4 5 6", "7 8 9")]
    assert settled(*others, row(". 1 2 3"))[3] == WHOLE, "of another matrix"
    assert settled(*full("1 2 3 4", "4 5 6 7", "7 8 9 1"), row(". 1 2 3"))[3] == WHOLE, "as wide as the form"


def test_in_one_with_deeper_labels_the_slots_left_of_their_edge_are():
    deep = row("1 2 3", edge=2, width=5)
    flat = row(". 1 2 3", edge=1, width=5)
    assert settled(deep, flat)[1] == {(1, 2, 3, B), (1, 2, B, 3), (1, B, 2, 3), (B, 1, 2, 3)}
    assert flat.assumed == ("columns missing",)
    shifted = row("1 . 2 3", edge=1, width=5)
    assert settled(row("1 2 3", edge=2, width=5), shifted)[1] == WHOLE, "a figure stands left of it"
    wide = row(". 1 2 3 4", edge=1, width=6)
    assert settled(row("1 2 3 4", edge=2, width=6), wide)[1] == (1, 2, 3, 4), "all columns fit"
    assert settled(row("1 2 3", edge=2, width=5, matrix=1), row(". 1 2 3", width=5))[1] == WHOLE


def test_they_are_no_columns_only_where_not_all_columns_fit_beside_them():
    rows = [row("1 2 3 4", edge=2, width=6), row(". . 2 3 .", edge=1, width=6)]
    assert settled(*rows)[1] == {WHOLE, (1, 2, 3, 4)}


def test_a_matrix_without_labels_has_no_such_slots():
    assert alone(row(". 1 2 3", edge=0)) == WHOLE
    deep, flat = row("2 3 4", edge=1, width=4), row("1 . 3 4", edge=0)
    assert settled(deep, flat)[1] == WHOLE, "a figure stands left of the deeper label's edge"


def test_a_header_tells_where_the_labels_end_too():
    over = Header(0, 9, {0: (2, 3), 1: (3, 4), 2: (4, 5)})
    assert settled(row(". 1 2 3", width=5), headers=[over])[0] != WHOLE
    assert settled(row(". 1 2 3", width=5), headers=[Header(1, 9, over.places)])[0] == WHOLE


# --- order alone -------------------------------------------------------------------------------------------


def loosely(printed, of=COUNTS):
    one = row(printed)
    loose(one, of)
    return one


def test_of_too_few_figures_each_order_preserving_place_is_possible():
    one = loosely("1 . 2")
    assert set(one.placements) == {
        (0, 2, B, B),
        (0, B, 2, B),
        (0, B, B, 2),
        (B, 0, 2, B),
        (B, 0, B, 2),
        (B, B, 0, 2),
    }
    assert (one.assumed, one.surplus) == (("blanks dropped",), 0)
    assert (loosely(". 1 2 3 4").placements, loosely(". 1 2 3 4").assumed) == (((1, 2, 3, 4),), ())


def test_of_too_many_each_choice():
    one = loosely("1 2 . 3 4 5")
    assert set(one.placements) == {(0, 1, 3, 4), (0, 1, 3, 5), (0, 1, 4, 5), (0, 3, 4, 5), (1, 3, 4, 5)}
    assert (one.assumed, one.surplus) == (("surplus figures",), 1)


@pytest.mark.parametrize(("size", "figures"), [(4, 2), (4, 6)])
def test_more_ways_than_are_listed_are_none(size, figures, monkeypatch):
    ways = comb(max(size, figures), min(size, figures))
    monkeypatch.setattr(loose_rows, "MOST_PLACEMENTS", ways)
    assert len(loosely("1 " * figures).placements) == ways
    monkeypatch.setattr(loose_rows, "MOST_PLACEMENTS", ways - 1)
    assert loosely("1 " * figures).placements == ()
    one = row("1 2 .")
    for module in (columns, loose_rows):
        monkeypatch.setattr(module, "MOST_PLACEMENTS", 4)
    assert len(alone(one)) == 4
    for module in (columns, loose_rows):
        monkeypatch.setattr(module, "MOST_PLACEMENTS", 3)
    assert (len(alone(row("1 2 ."))), alone(row(". ."))) == (0, (B, B, B, B))


SIGNED = (*COUNTS[:3], Column("z", Label("z"), "signed"))


def test_a_figure_stands_only_where_its_type_may():
    two = loosely("1 -2")
    assert set(typed(two, SIGNED)) == {p for p in two.placements if p[3] == 1}
    assert set(typed(two, COUNTS)) == set(two.placements), "where none fits all stay"
    whole = row("-1 2 3 4", placements=(WHOLE,))
    assert (typed(whole, SIGNED), typed(whole, COUNTS)) == ((), (WHOLE,))


def test_typed_placements_are_all_that_settle_leaves():
    assert alone(row("1 . -3"), of=SIGNED) == {(0, 1, B, 2), (0, B, 1, 2), (B, 0, 1, 2)}
    assert alone(row("1 2 3 -4"), of=SIGNED) == WHOLE


def test_a_row_is_left_open_with_a_reason():
    one = row("1 2 3 4", placements=(WHOLE,))
    one.leave_open("why")
    assert (one.placements, one.assumed) == ((), ("why",))
