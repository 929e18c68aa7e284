"""Boxes with something lost or something added: numbers before the edge, raw breaks, ends torn off."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

import gouji
from depth import examples
from gouji_standards import box
from standard_laws import one, rows

NAMED = [["tree", "no"], ["elm", "12"], ["oak", "7"]]


def _layouts(text):
    return [table.layout for table in gouji.tables(text)]


NUMBERED = {
    "names in the border": "   ┌─tree─┬─no─┐\n1. │ elm  │ 12 │\n2. │ oak  │  7 │\n   └──────┴────┘\n",
    "rows ruled": "   ┏━━━━━━┳━━━━┓\n   ┃ tree ┃ no ┃\n   ┡━━━━━━╇━━━━┩\n1. │ elm  │ 12 │\n   ├──────┼────┤\n2. │ oak  │  7 │\n   └──────┴────┘\n",
    "no bars inside": "     +--------------+\n     | tree      no |\n     |--------------|\n  1. | elm       12 |\n  2. | oak        7 |\n     +--------------+\n",
}


@pytest.mark.parametrize("text", NUMBERED.values(), ids=NUMBERED)
def test_numbers_before_the_edge_are_the_first_column(text):
    table = one(box, text)
    assert table.rows(text) == [["", "tree", "no"], ["1.", "elm", "12"], ["2.", "oak", "7"]]
    spans = [table.cell_spans(cell)[0] for cell in range(table.size)]
    assert [text[a:b] for a, b in spans] == [cell for row in table.rows(text) for cell in row]
    assert spans == sorted(spans)


def test_numbers_of_a_list_are_no_column():
    text = "1. | a | b |\n2. | c | d |\n"
    assert rows(box, text) == []
    assert rows(box, NUMBERED["no bars inside"].replace("1. |", "1) |").replace("2. |", "2) |")) == []


@given(
    st.lists(st.sampled_from(["fir", "a | b", "x", "two words"]), min_size=1, max_size=3), st.integers(0, 3)
)
@examples(40)
def test_a_raw_break_in_a_cell_ends_no_row(lines, padding):
    cell = "\n".join(line.replace("|", "/") for line in lines)
    text = f"+----+-------+\n| id | note  |\n+----+-------+\n|  1 | {cell}{' ' * padding} |\n|  2 | elm   |\n+----+-------+\n"
    table = one(box, text)
    assert table.rows(text) == [["id", "note"], ["1", cell], ["2", "elm"]]
    assert len(table.cell_spans(3)) == len(lines)
    assert _layouts(text) == ["box"]


def test_a_break_is_looked_for_up_to_the_bars_of_a_row():
    rule = "+----+------+\n"
    text = f"{rule}| id | note |\n{rule}|  1 | elm\nand | then | oak |\n{rule}"
    assert rows(box, text) == [[["id", "note"]]] or rows(box, text) == []
    assert rows(box, f"{rule}| id | note\n{rule}") == []  # one line alone is malformed


@pytest.mark.parametrize("keep", range(3))
def test_an_end_without_its_edge_is_the_cell_s(keep):
    lines = ["| tree | no |", "| elm  | 12 |", "| oak  | 7  |"]
    torn = [line if at == keep else line[:-1].rstrip() for at, line in enumerate(lines)]
    rule = "+------+----+"
    text = "\n".join([rule, torn[0], rule, *torn[1:], rule]) + "\n"
    assert rows(box, text) == [NAMED]
    assert _layouts(text) == ["box"]


SHIFTED = {
    "blanks lost": "tree | no\n------+----\n elm  | 12\n oak  |  7\n",
    "a footer's bar": "  tree | no  \n-------+-----\n  elm  | 12  \n  oak  |  7  \n-------+-----\n   sum | 19  \n",
    "double bars": "+------++----+\n| tree || no |\n+------++----+\n| elm  || 12 |\n| oak  || 7  |\n+------++----+\n",
    "dashes in cells": "+------+-----+\n| tree | no  |\n+------+-----+\n| elm  | --- |\n| ---  | --- |\n| oak  | 7   |\n+------+-----+\n",
}


@pytest.mark.parametrize("text", SHIFTED.values(), ids=SHIFTED)
def test_bars_are_what_the_rule_crosses(text):
    extra = [["sum", "19"]] if "sum" in text else []
    expected = [NAMED[0], ["elm", "---"], ["---", "---"], NAMED[2]] if "---  |" in text else NAMED + extra
    assert rows(box, text) == [expected]


def test_a_footer_may_have_one_bar_of_several():
    text = "  tree | old | no  \n-------+-----+-----\n  elm  | yes | 12  \n  oak  | no  |  7  \n-------+-----+-----\n         sum | 19  \n"
    (table,) = rows(box, text)
    assert table[-1] == ["", "sum", "19"]


def test_only_a_text_s_first_line_has_lost_its_blanks():
    assert rows(box, "As told:\n" + SHIFTED["blanks lost"]) != [NAMED]


ROWS = {
    "codes": (
        "+------+--------+\n| tree | code   |\n+------+--------+\n| elm  | B8E0F8 |\n|      | FD0EGC |\n| oak  | 825J60 |\n+------+--------+\n",
        [["tree", "code"], ["elm", "B8E0F8"], ["", "FD0EGC"], ["oak", "825J60"]],
    ),
    "a blank value": (
        "+--------------+---------------+\n| Field        | Value         |\n+--------------+---------------+\n| longest_name | nova          |\n| description  |               |\n| location     | cloud='', in, |\n|              | region 'one'  |\n+--------------+---------------+\n",
        [
            ["Field", "Value"],
            ["longest_name", "nova"],
            ["description", ""],
            ["location", "cloud='', in,\nregion 'one'"],
        ],
    ),
    "a blank first cell": (
        "┌──────┬────┐\n│ tree │ no │\n├──────┼────┤\n│      │ 12 │\n│ oak  │    │\n├──────┼────┤\n│ sum  │ 12 │\n└──────┴────┘\n",
        [["tree", "no"], ["", "12"], ["oak", ""], ["sum", "12"]],
    ),
    "all columns wrapped": (
        "┌────────────┬───────────┐\n│ note       │ state     │\n├────────────┼───────────┤\n│ old valve  │ in repair │\n│ meter tank │ since may │\n│ gate       │           │\n│ weir gauge │ not known │\n│            │ to any    │\n└────────────┴───────────┘\n",
        [
            ["note", "state"],
            ["old valve\nmeter tank\ngate", "in repair\nsince may"],
            ["weir gauge", "not known\nto any"],
        ],
    ),
    "figures below a header of two lines": (
        "+-----------+------+\n| tree      | no   |\n|           | (mm) |\n+-----------+------+\n| in repair | 12   |\n| since may |      |\n| not known | 7    |\n+-----------+------+\n",
        [["tree", "no\n(mm)"], ["in repair\nsince may", "12"], ["not known", "7"]],
    ),
    "full lines of words without a blank": (
        "┌────────────┬───────────┐\n│ note       │ state     │\n├────────────┼───────────┤\n│ weir@ely   │ in repair │\n│ weir@oslo  │ since may │\n│ Old valve  │ not known │\n│            │ to any    │\n└────────────┴───────────┘\n",
        [
            ["note", "state"],
            ["weir@ely", "in repair"],
            ["weir@oslo", "since may"],
            ["Old valve", "not known\nto any"],
        ],
    ),
    "codes above a foot": (
        "+--------+------+\n| code   | tree |\n+--------+------+\n| 176003 | elm  |\n| 93EG99 | oak  |\n| 0EH0G9 | fir  |\n+--------+------+\n| 772B76 | ash  |\n+--------+------+\n",
        [["code", "tree"], ["176003", "elm"], ["93EG99", "oak"], ["0EH0G9", "fir"], ["772B76", "ash"]],
    ),
    "dashed rules": (
        "┌──────┬───────┐\n│ tree ┆ note  │\n╞══════╪═══════╡\n│ tall ┆ it is │\n│ elm  ┆ old   │\n├╌╌╌╌╌╌┼╌╌╌╌╌╌╌┤\n│ oak  ┆ x     │\n└──────┴───────┘\n",
        [["tree", "note"], ["tall\nelm", "it is\nold"], ["oak", "x"]],
    ),
    "below merged names": (
        "+------+-----------+\n|      |   Rain    |\n| tree +-----+-----+\n|      | May | Jun |\n+------+-----+-----+\n| elm  | 12  | 3   |\n| oak  | 7   | 41  |\n+------+-----+-----+\n",
        [["tree", "Rain", "Rain"], ["tree", "May", "Jun"], ["elm", "12", "3"], ["oak", "7", "41"]],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ROWS.values(), ids=ROWS)
def test_what_begins_a_row(text, expected):
    (table,) = gouji.tables(text)
    assert table.layout == "box"
    assert table.rows() == expected


@pytest.mark.parametrize("second", [":- - | --", ": | :", "_ | _", "- - | -", "-- : | --"])
def test_what_markdown_refuses_as_its_delimiter_row_makes_no_box(second):
    assert rows(box, f"| a | b |\n| {second} |\n| c | d |\n") == []


@pytest.mark.parametrize(
    "text",
    [
        " tree    no \n elm     12 \n oak      7 \n",
        " ------ ---- \n  tree   no  \n ------ ---- \n  elm    12  \n  oak    7   \n ------ ---- \n",
        "tree|no\nelm|12\noak|7\n",
    ],
)
def test_a_printer_s_table_without_bars_is_read_if_asked_for(text):
    assert rows(box, text, asked=True) == [NAMED]
    assert rows(box, text) == []


def test_records_of_a_prompt_with_completion():
    text = "***************[ 1. row ]***************\ntree | elm\nno   | 12\n***************[ 2. row ]***************\ntree | oak\nno   | \n"
    assert rows(box, text) == [[["tree", "elm"], ["no", "12"]], [["tree", "oak"], ["no", ""]]]
