"""The physical grid: shapes, spans, and what page breaks and other options do to it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.testing import Options, fill, sheets
from gouji.testing.page import fragments, pieces
from gouji.testing.sample import sample

SCHEMA = sample()
VALUES = fill(SCHEMA, 3, "city")
SHEETS = sheets(SCHEMA, VALUES)


def slots(sheet):
    """The cell of each slot, or None."""
    return [[None if o is None else sheet.cell(o) for o in line] for line in sheet.owners()]


def test_shapes():
    shapes = {name: (len(s.rows), s.width) for name, s in SHEETS.items()}
    assert shapes == {"stock": (7, 4), "requests": (11, 6), "complaints": (4, 9)}


@pytest.mark.parametrize("name", list(SHEETS))
def test_spans_cover_every_slot_once(name):
    sheet = SHEETS[name]
    area = sum(c.rowspan * c.colspan for c in sheet.cells)
    assert area == len(sheet.rows) * sheet.width
    assert all(cell is not None for line in slots(sheet) for cell in line)


def test_every_key_is_printed_once_with_its_value():
    cells = [c for sheet in SHEETS.values() for c in sheet.cells if c.role == "value"]
    assert {c.key: c.text for c in cells} == VALUES
    assert len(cells) == len(VALUES)


def test_label_area_is_the_deepest_path_and_groups_span_their_rows():
    cells = {c.text: c for c in SHEETS["requests"].cells if c.is_label}
    assert (cells["三、办理结果"].rowspan, cells["三、办理结果"].colspan) == (5, 1)
    assert (cells["（二）未能借出"].rowspan, cells["（二）未能借出"].colspan) == (3, 1)
    assert cells["（一）借出"].colspan == 2
    assert cells["四、结转下年度继续办理"].colspan == 3
    note = SCHEMA.table("requests").notes[0]
    assert (cells[note].rowspan, cells[note].colspan) == (3, 3)


def test_every_figure_stands_under_its_column_and_beside_its_row():
    table = slots(SHEETS["requests"])
    for line in table[3:]:
        for column, cell in enumerate(line[3:], start=3):
            row, reader = cell.key.split("/")[1:]
            block = SCHEMA.table("requests").blocks[0]
            label = next(r.label.text for r in block.rows if r.id == row)
            header = next(c.label.text for c in block.columns if c.id == reader)
            assert (line[2].text, table[2][column].text) == (label, header)


def test_column_groups_of_unequal_depth():
    header = [[c.text for c in line] for line in slots(SHEETS["complaints"])[:3]]
    assert header[0] == ["复查"] * 3 + ["诉讼"] * 6
    assert header[1] == ["结果维持", "结果纠正", "总计"] + ["直接起诉"] * 3 + ["复查后起诉"] * 3
    assert header[2] == ["结果维持", "结果纠正", "总计"] * 3


def test_low_headers_stand_in_the_last_header_row():
    low = sheets(SCHEMA, VALUES, Options(low_headers=True))
    header = [[c.text for c in line] for line in slots(low["complaints"])[:3]]
    assert header[:2] == [["复查"] * 3 + ["诉讼"] * 6, ["复查"] * 3 + ["直接起诉"] * 3 + ["复查后起诉"] * 3]
    assert header[2] == ["结果维持", "结果纠正", "总计"] * 3
    assert low["requests"] == SHEETS["requests"]


def test_a_narrow_block_is_stretched_or_filled():
    stretched = SHEETS["stock"].rows[-1]
    filled = sheets(SCHEMA, VALUES, Options(stretch=False))["stock"].rows[-1]
    assert [c.colspan for c in stretched] == [1, 1, 2]
    assert [c.role for c in filled] == ["label", "value", "value", "filler"]


def test_header_note_and_choice_of_tables():
    chosen = sheets(SCHEMA, VALUES, Options(header_note="注", tables=("requests",)))
    assert list(chosen) == ["requests"]
    assert chosen["requests"].rows[0][0].text == "注"


@pytest.mark.parametrize(
    ("carry", "first"), [("drop", []), ("blank", ["", ""]), ("repeat", ["三、办理结果", "（二）未能借出"])]
)
def test_a_break_inside_a_group(carry, first):
    before, after = fragments(SHEETS["requests"], Options(page_breaks=(8,), carry=carry))
    assert [len(before.rows), len(after.rows)] == [8, 3]
    assert [c.text for c in after.rows[0] if c.role == "group"] == first
    assert [c.rowspan for c in after.rows[0] if c.role == "group"] == [2, 1][: len(first)]
    assert max(c.rowspan for c in before.rows[5]) == 3


def test_a_split_label_leaves_its_figures_behind():
    before, after = fragments(SHEETS["requests"], Options(page_breaks=(8,), split_label=True))
    assert [c.text for c in before.rows[-1] if c.role == "label"] == ["2.已被他人预"]
    assert [c.text for c in after.rows[0]] == ["约而无法借出", "", "", ""]
    assert len(after.rows) == 4


def test_extra_columns_from_the_second_fragment_on():
    options = Options(page_breaks=(4,), extra_columns=(1, 2), extra_from=1)
    before, after = fragments(SHEETS["stock"], options)
    assert [before.width, after.width] == [4, 7]
    for row, extended in zip(SHEETS["stock"].rows[4:], after.rows, strict=True):
        assert [c.text for c in extended] == ["", *(c.text for c in row), "", ""]


@given(st.lists(st.integers(-3, 30), max_size=5), st.sampled_from(["drop", "blank", "repeat"]))
def test_no_break_loses_a_figure_or_its_order(rows, carry):
    for sheet in SHEETS.values():
        parts = fragments(sheet, Options(page_breaks=tuple(rows), carry=carry))
        keys = [c.key for part in parts for c in part.cells if c.role == "value"]
        assert keys == [c.key for c in sheet.cells if c.role == "value"]
        assert sum(len(p.rows) for p in parts) == len(sheet.rows)
        for part in parts:
            assert all(r + c.rowspan <= len(part.rows) for r, row in enumerate(part.rows) for c in row)


@given(st.text(alphabet="一二三 .0ab", max_size=40), st.integers(0, 12))
def test_pieces_keep_the_printed_characters(text, width):
    lines = pieces(text, width)
    assert "".join("".join(lines).split()) == "".join(text.split())
    assert lines
    assert not width or all(len(line) <= max(width, 1) for line in lines)
