import pytest
from hypothesis import given
from hypothesis import strategies as st

from depth import examples
from gouji.document import Document
from gouji.testing import clock
from gouji_standards import box, grid
from standard_laws import docutils_rows, one, rows, tables

PLAIN = """\
+------+-----+
| Tree | Age |
+======+=====+
| Oak  | 310 |
+------+-----+
| Yew  | 900 |
+------+-----+
"""
SPANS = """\
+-------+--------------+
| river | length, flow |
|       +-------+------+
|       | 1230  | 2900 |
+-------+-------+------+
| short one     | 7    |
+---------------+------+
"""
PINWHEEL = """\
+-----+-----------+
| nw  | north     |
|     +-----+-----+
|     | mid | se  |
+-----+-----+     |
| south     |     |
+-----------+-----+
"""


def test_a_header_is_above_the_double_rule():
    table = one(grid, PLAIN)
    assert table.rows(PLAIN) == [["Tree", "Age"], ["Oak", "310"], ["Yew", "900"]]
    assert table.header_rows == 1


def test_merged_cells_own_their_slots():
    table = one(grid, SPANS)
    assert table.owner.tolist() == [[0, 1, 1], [0, 2, 3], [4, 4, 5]]
    assert table.rows(SPANS)[1] == ["river", "1230", "2900"]


def test_a_table_none_of_whose_edges_knows_all_rows():
    assert one(grid, PINWHEEL).owner.tolist() == [[0, 1, 1], [0, 2, 3], [4, 4, 3]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "+----+-----+\n| a  | - x |\n|    |     |\n|    | - y |\n+----+-----+\n| b  | z   |\n+----+-----+",
            [["a", "- x\n\n- y"], ["b", "z"]],
        ),
        ("+-----+---+\n| a+b | | |\n+-----+---+\n| -|- | + |\n+-----+---+", [["a+b", "|"], ["-|-", "+"]]),
        (
            "+--------+----+\n| 松の木 | x  |\n+--------+----+\n| ab     | 杉 |\n+--------+----+",
            [["松の木", "x"], ["ab", "杉"]],
        ),
        (
            "+------+---+\n| e\u0301te\u0301  | 1 |\n+------+---+\n| no   | 2 |\n+------+---+",
            [["e\u0301te\u0301", "1"], ["no", "2"]],
        ),
        ("+---+---+\n|   | b |\n+---+---+\n| c |   |\n+---+---+", [["", "b"], ["c", ""]]),
        ("+:--+--:+\n| a | b |\n+---+---+\n| c | d |\n+---+---+", [["a", "b"], ["c", "d"]]),
        (
            "+---:+:---+\n| a  | b  |\n+===:+:===+\n| c  | d  |\n+----+----+",
            [["a", "b"], ["c", "d"]],
        ),
        ("> +---+---+\n> | a | b |\n> +---+---+", [["a", "b"]]),
        ("- +---+---+\n  | a | b |\n  +---+---+", [["a", "b"]]),
        ("text\n\n   +---+---+\n   | a | b |\n   +---+---+\n\nmore", [["a", "b"]]),
        ("+---+---+\n| a | b |\n+---+---+\nmore", [["a", "b"]]),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_rows(text, expected, newline):
    assert rows(grid, text.replace("\n", newline)) == [expected]


def test_a_foot_of_pandoc_is_a_row_and_no_second_header():
    text = "+---+---+\n| a | b |\n+===+===+\n| 1 | 2 |\n+===+===+\n| 3 | 4 |\n+===+===+\n"
    table = one(grid, text)
    assert (table.rows(text), table.header_rows) == ([["a", "b"], ["1", "2"], ["3", "4"]], 1)


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        (PLAIN + "\nTable: Old trees\n", "Old trees"),
        (PLAIN + "\n: Old\n  trees\n", "Old\n  trees"),
        (": Old trees\n\n" + PLAIN, "Old trees"),
        (".. table:: Old trees\n\n   " + PLAIN.replace("\n", "\n   "), "Old trees"),
    ],
)
def test_captions(text, caption):
    found = one(grid, text).caption
    assert text[slice(*found)] == caption


@pytest.mark.parametrize(
    "text",
    [
        "+---+---+\n| a | b\n+---+---+\n",
        "+---+---+\n| a | b |\n",
        "+---+---+\n| a | b |\n+---+--- +\n",
        "+---+---+\n| a | b |\n+--   --+\n| c | d |\n+--- ---+\n",
        "+---+---+\n| a | b |\n+===+===+\n| a | b |\n+===+===+\n| c | d |\n+---+---+\n",
        "+---------+\n|  Begin  |\n+----+----+\n     |\n     v\n+----+----+\n|   End   |\n+---------+\n",
        "+------+     +------+\n| one  | --> | two  |\n+------+     +------+\n",
        "+--------------------+\n|       NOTICE       |\n+--------------------+\n",
        "+-+-+-+-+-+-+-+-+-+-+\n|   port    |  length |\n" * 2 + "+-+-+-+-+-+-+-+-+-+-+\n",
        "```\n" + PLAIN + "```\n",
        "like this::\n\n    " + PLAIN.replace("\n", "\n    "),
        "+----+------+\n| id | name |\n+----+------+\n|  1 | fir  |\n|  2 | elm  |\n+----+------+\n",
        "| a | b |\n|---|---|\n| 1 | 2 |\n",
        "+====+\n| a  |\n+----+\n| b  |\n+----+\n",
        "+----+---+\n| a  | b |\n+====+===+\n| c  | d |\n| e  | f |\n",
        "+--:-+---+\n| a  | b |\n+----+---+\n",
        "+-=--+---+\n| a  | b |\n+----+---+\n",
    ],
)
def test_what_is_no_grid_table(text):
    assert rows(grid, text) == []


WORDS = st.sampled_from(["", "oak", "a b", "12.5", "松", "x-y", "- item", "2024", "Q|", "e+f"])


@st.composite
def drawings(draw):
    """A grid of one to four columns and rows, cells of up to two lines, some rows joined over two columns."""
    cols, count = draw(st.integers(1, 4)), draw(st.integers(1, 4))
    sizes = [draw(st.integers(8, 12)) for _ in range(cols)]
    rule = "+" + "+".join("-" * size for size in sizes) + "+"
    lines, head = [rule], draw(st.booleans()) and count > 1
    for row in range(count):
        joined = cols > 1 and draw(st.booleans())
        widths = [sizes[0] + 1 + sizes[1], *sizes[2:]] if joined else sizes
        for _ in range(draw(st.integers(1, 2))):
            cells = [draw(WORDS) for _ in widths]
            lines.append(
                "|"
                + "|".join(
                    f" {c}" + " " * (w - 1 - len(c) - c.count("松"))
                    for c, w in zip(cells, widths, strict=True)
                )
                + "|"
            )
        lines.append(rule.replace("-", "=") if head and not row else rule)
    return "\n".join(lines) + "\n"


def docutils_tables(text):
    parts = docutils_rows("GridTableParser", text)
    if parts is None:
        return None
    head, body = parts
    slots = {}
    for number, row in enumerate([*head, *body]):
        for column, cell in enumerate(row):
            if cell:
                down, right, _, lines = cell
                said = "\n".join(line.strip() for line in lines).strip()
                slots |= {(number + i, column + j): said for i in range(down + 1) for j in range(right + 1)}
    width = max(column for _, column in slots) + 1
    return [[slots[row, column] for column in range(width)] for row in range(len(head) + len(body))], len(
        head
    )


@examples(150)
@given(drawings())
def test_cells_are_those_of_docutils(text):
    found = tables(grid, text)
    if found:  # a grid that prints a row a line, or one notice, is left to others
        assert (found[0].rows(text), found[0].header_rows) == docutils_tables(text)


@examples(200)
@given(st.text(st.sampled_from("+-|=: \na松\r\x00\ud800\u2028>`~"), max_size=200))
def test_nothing_raises(text):
    tables(grid, text)


def test_time_is_linear():
    def drawn(count):
        return Document("+----+----+\n" + "|  1 | ab |\n+----+----+\n" * count)

    def read(document):
        assert len(list(grid.gouji_tables(document, asked=False))) == 1

    assert clock.beyond(read, lambda: drawn(400), lambda: drawn(4000), 40, 0.05) == []


def test_what_a_fence_shows_is_a_grid_only_if_one_is_asked_for():
    text = "```\n" + PLAIN + "```\n"
    assert rows(grid, text) == []
    assert rows(grid, text, asked=True) == [[["Tree", "Age"], ["Oak", "310"], ["Yew", "900"]]]


def test_a_page_that_shows_a_grid_has_none_unless_asked_for():
    page = "<html><body><pre>\n+---+---+\n| a | b |\n+---+---+\n| c | d |\n+---+---+\n</pre></body></html>"
    assert tables(grid, page) == []
    assert rows(grid, page, asked=True) == [[["a", "b"], ["c", "d"]]]


WRAPPED = """\
+-------+--------+
| oak   | tall   |
| and   | broad  |
+-------+--------+
"""
MARKED = """\
+------+------+
| tree | age  |
| name | year |
+:=====+=====:+
| oak  | 310  |
+------+------+
"""
SECTIONS = """\
+---------+-------+
| tree    | state |
+=========+=======+
| oak     | old   |
| english | sound |
+---------+-------+
| yew     | young |
+---------+-------+
"""


def test_lines_between_two_rules_are_one_row_if_a_grid_is_asked_for():
    assert rows(grid, WRAPPED) == []
    assert rows(grid, WRAPPED, asked=True) == [[["oak\nand", "tall\nbroad"]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (MARKED, [["tree\nname", "age\nyear"], ["oak", "310"]]),
        (SECTIONS, [["tree", "state"], ["oak\nenglish", "old\nsound"], ["yew", "young"]]),
        (
            WRAPPED + "| yew   | dark   |\n+-------+--------+\n",
            [["oak\nand", "tall\nbroad"], ["yew", "dark"]],
        ),
    ],
)
def test_words_on_several_lines_above_or_below_a_double_rule_are_one_row(text, expected):
    assert rows(grid, text) == [expected]


FIGURES = {
    "a board": "+-------+-------+\n| 5 3 . | . 7 . |\n| 6 . . | 1 9 5 |\n+-------+-------+\n| 8 . . | . 6 . |\n+-------+-------+\n",
    "a class": "+---------------+\n|    Person     |\n+---------------+\n| - age: int    |\n| - size: int   |\n+---------------+\n| + get_name()  |\n+---------------+\n",
}


@pytest.mark.parametrize("text", FIGURES.values(), ids=FIGURES)
def test_boards_and_diagrams_of_a_class_are_no_tables(text):
    assert rows(grid, text) == rows(box, text) == []


def test_a_last_row_of_words_is_no_foot():
    text = "+-----+-----+\n| one | two |\n+-----+-----+\n| a   | b   |\n| c   | d   |\n+-----+-----+\n| e   | f   |\n+-----+-----+\n"
    assert rows(grid, text) == [[["one", "two"], ["a\nc", "b\nd"], ["e", "f"]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+-------------+\n|  two lines  |\n|  of notice  |\n+-------------+\n", [["two lines\nof notice"]]),
        ("+---+\n|   |\n+---+\n", [[""]]),
        ("+---+---+\n| a | b |\n+===+===+\n+---+---+\n", [["a", "b"], ["", ""]]),
        (
            "+-+-+-+-+-+-+-+-+-+-+\n|   port    | size  |\n+-+-+-+-+-+-+-+-+-+-+\n",
            [["port"] * 6 + ["size"] * 4],
        ),
    ],
)
def test_what_is_a_grid_only_if_one_is_asked_for(text, expected):
    assert rows(grid, text) == []
    assert rows(grid, text, asked=True) == [expected]


@pytest.mark.parametrize(
    "lead",
    ["(a) ", "#. ", ":field: ", ".. [3] ", ":  ", "+ "],
)
def test_a_grid_stands_behind_the_mark_of_an_item_field_or_footnote(lead):
    text = lead + PLAIN.rstrip().replace("\n", "\n" + " " * len(lead))
    assert rows(grid, text) == [[["Tree", "Age"], ["Oak", "310"], ["Yew", "900"]]]


@pytest.mark.parametrize(
    ("lead", "shown"),
    [
        (".. not printed\n\n", False),
        ("..\n", False),
        ("..\n\n", True),
        (".. note::\n\n", True),
        (".. _here:\n\n", True),
        (".. [1] Note\n\n", True),
    ],
)
def test_a_comment_hides_a_grid(lead, shown):
    text = lead + "   " + PLAIN.replace("\n", "\n   ")
    assert bool(rows(grid, text, asked=True)) == bool(rows(grid, text)) == shown


TALL = {
    "sentences": [
        "| The oak grows slow | A yew may grow for |",
        "| but lives for long | two thousand years |",
    ],
    "items": [
        "| - bark             | * seen in May      |",
        "| - leaves           | on a hill          |",
        "|                    | * and in June      |",
    ],
    "code": [
        "| ```                | 12                 |",
        "| x = 1              |                    |",
        "| ```                |                    |",
    ],
}


@pytest.mark.parametrize("lines", TALL.values(), ids=TALL)
def test_sentences_items_and_code_on_several_lines_are_one_row(lines):
    rule = "+--------------------+--------------------+"
    text = "\n".join([rule, "| Tree               | Note               |", rule, *lines, rule, ""])
    [[head, body]] = rows(grid, text)
    assert head == ["Tree", "Note"]
    assert max(cell.count("\n") for cell in body) == len(lines) - 1


def test_below_a_double_rule_cells_that_stop_after_a_line_show_one_row():
    text = """\
+------+-----+------+
| tree | age | use  |
+======+=====+======+
| oak  | 310 | beam |
| elm  |     |      |
| ash  |     |      |
+------+-----+------+
"""
    assert rows(grid, text) == [[["tree", "age", "use"], ["oak\nelm\nash", "310", "beam"]]]


def test_below_a_double_rule_rules_part_the_rows_of_one_column():
    text = "+-----+\n| oak |\n+=====+\n| ash |\n+-----+\n| elm |\n| fir |\n+-----+\n"
    assert rows(grid, text) == [[["oak"], ["ash"], ["elm\nfir"]]]


BOXED = """\
╒══════╤═══════╕
│ tree │ age   │
╞══════╪═══════╡
│ oak  │ 310   │
├──────┼───────┤
│ yew  │ 900   │
│      │ years │
╘══════╧═══════╛
"""


def test_a_grid_of_box_characters_is_one_if_asked_for():
    assert rows(grid, BOXED) == []
    [table] = tables(grid, BOXED, asked=True)
    assert (table.rows(BOXED), table.header_rows) == (
        [["tree", "age"], ["oak", "310"], ["yew", "900\nyears"]],
        1,
    )


def test_box_characters_around_a_row_a_line_are_no_grid():
    text = "┌──────┬─────┐\n│ tree │ age │\n├──────┼─────┤\n│ oak  │ 310 │\n│ yew  │ 900 │\n└──────┴─────┘\n"
    assert rows(grid, text, asked=True) == []


def test_a_blank_line_parts_paragraphs_of_one_column_and_rows_of_several():
    text = "+-----+\n| oak |\n+-----+\n| elm |\n|     |\n| fir |\n+-----+\n"
    assert rows(grid, text) == [[["oak"], ["elm\n\nfir"]]]
    double = text.replace("-", "=", 10).replace("=", "-", 5)
    assert rows(grid, double) == [[["oak"], ["elm\n\nfir"]]]
    wide = text.replace("+\n", "+--+\n").replace("|\n", "|  |\n")
    assert rows(grid, wide) == []


def drawn(head, *lines, double=False):
    """Lines of cells of eight columns below a header, all between three rules."""
    rule = "+----------" * len(head) + "+"
    said = ["".join(f"| {cell:<8} " for cell in line) + "|" for line in (head, *lines)]
    return "\n".join([rule, said[0], rule.replace("-", "=") if double else rule, *said[1:], rule, ""])


def test_lines_that_leave_room_in_a_column_are_one_row():
    text = drawn(["Tree", "Age"], ["oak", "310"], ["red elm", "90"])
    several = text + "| fir      | 12       |\n" + text.partition("\n")[0] + "\n"
    assert rows(grid, several) == [[["Tree", "Age"], ["oak\nred elm", "310\n90"], ["fir", "12"]]]


@pytest.mark.parametrize("double", [False, True])
def test_names_above_one_group_of_lines_are_a_client_s_print_with_room_too(double):
    text = drawn(["Tree", "Age"], ["oak", "310"], ["red elm", "90"], double=double)
    assert rows(grid, text) == []


@pytest.mark.parametrize(
    "text",
    [
        drawn(["Tree", "Site"], ["english", "hillside"], ["hornbeam", "moor"]),
        drawn(["Tree", "Age"], [" oak", "  310"], [" red elm", "   90"]),
        drawn(["Tree", "Site"], ["red elms", "a"], ["hornbeam", "hillside"]),
    ],
    ids=["no room", "figures to the right", "wrapped at the width"],
)
def test_lines_that_a_printer_sets_are_left_to_the_printers(text):
    assert rows(grid, text) == []
    assert len(rows(box, text)[0]) == 3


def test_one_cell_of_several_lines_beside_two_of_one_is_a_row():
    text = "+-----+----+----+\n| elm | 松 | 12 |\n| oak |    |    |\n+-----+----+----+\n"
    assert rows(grid, text) == [[["elm\noak", "松", "12"]]]


def test_one_row_of_sentences_without_a_header():
    text = "+---------------+---------------+\n| The oak stays | A yew is here |\n| in the field. | until we die. |\n+---------------+---------------+\n"
    assert rows(grid, text) == [[["The oak stays\nin the field.", "A yew is here\nuntil we die."]]]


NESTED = """\
+---------------------------+
| Around it:                |
|                           |
| +-----+-----------------+ |
| | in  | +------+        | |
| |     | | deep |        | |
| |     | +------+        | |
| +-----+-----------------+ |
+---------------------------+
"""


@pytest.mark.parametrize("asked", [False, True])
def test_grids_in_cells_are_tables_after_the_one_around_them(asked):
    outer, inner, deep = rows(grid, NESTED, asked=asked)
    assert outer[0][0].startswith("Around it:\n\n+-----+")
    assert inner[0][0] == "in"
    assert deep == [["deep"]]


def test_what_touches_words_in_a_cell_is_no_grid_of_its_own():
    text = NESTED.replace("|                           |\n", "", 1)
    assert len(rows(grid, text, asked=True)) == 1


def test_grids_in_grids_take_linear_time_however_deep():
    def nested(depth):
        lines = ["+---+", "| x |", "+---+"]
        for _ in range(depth):
            wide = len(lines[0])
            border = "+" + "-" * (wide + 2) + "+"
            lines = [border, *(f"| {line} |" for line in lines), border]
        return "\n".join(lines)

    def read(text):
        assert tables(grid, text, asked=True)

    small, large = nested(40), nested(160)
    times = 12 * len(large) / len(small)
    assert clock.beyond(read, lambda: small, lambda: large, times, 0.05) == []


def test_a_tab_reaches_to_the_next_stop():
    text = "+-------+-------+\n| a\t| b\t|\n+-------+-------+\n| c     | d     |\n+-------+-------+\n"
    assert rows(grid, text, asked=True) == rows(grid, text) == [[["a", "b"], ["c", "d"]]]


def test_a_tab_that_a_printer_counted_as_one_character():
    text = "+-----+---+\n| a\tb | c |\n+-----+---+\n| def | g |\n+-----+---+\n"
    assert rows(grid, text) == [[["a\tb", "c"], ["def", "g"]]]


@pytest.mark.parametrize(
    "text",
    [
        drawn(["oak", "310"], ["elm", "90"], ["fir", "12"]).replace("--+", "-:+", 1),
        drawn(["oak", "310"], ["elm", "90"], ["fir", "12"], double=True).replace("==+", "=:+", 1),
        ".. table:: Woods\n   :width: 20\n\n   "
        + drawn(["oak", "310"], ["elm", "90"], ["fir", "12"]).replace("\n", "\n   "),
    ],
    ids=["aligned", "aligned below the header", "directive"],
)
def test_what_only_a_grid_has_makes_lines_between_two_rules_one_row(text):
    assert rows(grid, text) == [[["oak", "310"], ["elm\nfir", "90\n12"]]]


def test_one_framed_text_whose_border_aligns_it_is_a_table():
    text = "+:---------------------+\n|    Keep off          |\n+----------------------+\n"
    assert rows(grid, text) == [[["Keep off"]]]
    assert rows(grid, text.replace(":", "-")) == []


def test_numbered_items_of_restructuredtext_are_one_cell():
    text = "+---------+----------+\n| #. oaks | in all   |\n| #. elms | 12       |\n+---------+----------+\n| a       | b        |\n+---------+----------+\n"
    assert rows(grid, text)[0][0] == ["#. oaks\n#. elms", "in all\n12"]


def test_simple_tables_in_cells_are_tables_after_the_one_around_them():
    text = "+-----------+---+\n| === ===   | x |\n| oak 310   |   |\n| === ===   |   |\n+-----------+---+\n| y         | z |\n+-----------+---+\n"
    assert [table[0][-1] for table in rows(grid, text)] == ["x", "310"]
