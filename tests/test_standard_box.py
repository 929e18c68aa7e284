from textwrap import indent

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import gouji
from depth import examples
from gouji_standards import box, grid, simple
from standard_laws import one, rows, tables

PRINTED = {
    "mysql": "mysql> SELECT * FROM trees;\n+----+------+\n| id | name |\n+----+------+\n|  1 | fir  |\n|  2 |      |\n|  3 | elm  |\n+----+------+\n3 rows in set (0.00 sec)\n",
    "psql": " id | name \n----+------\n  1 | fir\n  2 | \n  3 | elm\n(3 rows)\n",
    "psql border 2": "+----+------+\n| id | name |\n+----+------+\n|  1 | fir  |\n|  2 |      |\n|  3 | elm  |\n+----+------+\n(3 rows)\n",
    "psql unicode": " id │ name \n────┼──────\n  1 │ fir\n  2 │ \n  3 │ elm\n(3 rows)\n",
    "psql border 0": "id name\n-- ----\n 1 fir\n 2 \n 3 elm\n(3 rows)\n",
    "light": "┌────┬──────┐\n│ id │ name │\n├────┼──────┤\n│  1 │ fir  │\n│  2 │      │\n│  3 │ elm  │\n└────┴──────┘\n",
    "rows ruled": "╔════╤══════╗\n║ id │ name ║\n╠════╪══════╣\n║  1 │ fir  ║\n╟────┼──────╢\n║  2 │      ║\n╟────┼──────╢\n║  3 │ elm  ║\n╚════╧══════╝\n",
    "org": "| id | name |\n|----+------|\n|  1 | fir  |\n|  2 |      |\n|  3 | elm  |\n",
    "org framed": "|----+------|\n| id | name |\n|----+------|\n|  1 | fir  |\n|  2 |      |\n|  3 | elm  |\n|----+------|\n",
    "rich ascii": "+-----------+\n| id | name |\n|----+------|\n|  1 | fir  |\n|  2 |      |\n|  3 | elm  |\n+-----------+\n",
    "minimal": "     ╷      \n  id │ name \n╶────┼──────╴\n   1 │ fir  \n   2 │      \n   3 │ elm  \n     ╵      \n",
    "header ruled": "id    name\n==========\n1     fir\n2\n3     elm\n",
    "no bars": "─────────────\n  id   name  \n─────────────\n   1   fir   \n   2         \n   3   elm   \n─────────────\n",
    "bare": "| id | name |\n|  1 | fir  |\n|  2 |      |\n|  3 | elm  |\n",
}


@pytest.mark.parametrize("style", PRINTED)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_printed_tables(style, newline):
    text = PRINTED[style].replace("\n", newline)
    table = one(box, text)
    assert table.rows(text) == [["id", "name"], ["1", "fir"], ["2", ""], ["3", "elm"]]
    assert table.header_rows == (style != "bare")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # psql marks lines that go on
        (
            " k |   v   \n---+-------\n a | one  +\n   | two\n b | three\n(2 rows)\n",
            [["k", "v"], ["a", "one\ntwo"], ["b", "three"]],
        ),
        # wrapped cells
        (
            "┌─────┬───────────┐\n│ k   │ v         │\n├─────┼───────────┤\n│ a   │ one two   │\n│     │ three     │\n│ b   │ x         │\n└─────┴───────────┘\n",
            [["k", "v"], ["a", "one two\nthree"], ["b", "x"]],
        ),
        # names above types
        (
            "┌─────┬─────┐\n│ a   ┆ b   │\n│ --- ┆ --- │\n│ i64 ┆ str │\n╞═════╪═════╡\n│ 1   ┆ fir │\n│ …   ┆ …   │\n└─────┴─────┘\n",
            [["a", "b"], ["i64", "str"], ["1", "fir"], ["…", "…"]],
        ),
        (
            "┌───────┬─────────┐\n│   a   │    b    │\n│ int32 │ varchar │\n├───────┼─────────┤\n│     1 │ fir     │\n├───────┴─────────┤\n│ 1 rows          │\n└─────────────────┘\n",
            [["a", "b"], ["int32", "varchar"], ["1", "fir"]],
        ),
        # sections, a foot
        (
            "+------+-----+\n| tree | age |\n+------+-----+\n| fir  |  31 |\n| elm  |  12 |\n+------+-----+\n| sum  |  43 |\n+------+-----+\n",
            [["tree", "age"], ["fir", "31"], ["elm", "12"], ["sum", "43"]],
        ),
        # merged cells
        (
            "┌─────┬─────┐\n│ a   │ b   │\n│     ├──┬──┤\n│     │c │d │\n├─────┼──┴──┤\n│ e   │ f   │\n└─────┴─────┘\n",
            [["a", "b", "b"], ["a", "c", "d"], ["e", "f", "f"]],
        ),
        # names in the border, a rule of the header without crossings
        (
            "┌─id─┬─name─┐\n│  1 │ fir  │\n│  2 │ elm  │\n└────┴──────┘\n",
            [["id", "name"], ["1", "fir"], ["2", "elm"]],
        ),
        (
            "+----+------+\n| id | name |\n+===========+\n| 1  | fir  |\n|----+------|\n| 2  | elm  |\n+----+------+\n",
            [["id", "name"], ["1", "fir"], ["2", "elm"]],
        ),
        # a header underlined by dashes
        ("id  name\n--  ----\n1   fir\n2   elm\n", [["id", "name"], ["1", "fir"], ["2", "elm"]]),
        # one column
        ("+------+\n| name |\n+------+\n| fir  |\n| elm  |\n+------+\n", [["name"], ["fir"], ["elm"]]),
        # a tool that counts characters
        (
            "+----+----+\n| 松 | b  |\n+----+----+\n| c  | 杉木 |\n| dd | e  |\n+----+----+\n",
            [["松", "b"], ["c", "杉木"], ["dd", "e"]],
        ),
        # one column with its count, results without rows
        (" answer \n--------\n     42\n(1 row)\n", [["answer"], ["42"]]),
        (" a | b \n---+---\n(0 rows)\n", [["a", "b"]]),
        ("+---+---+\n| a | b |\n+---+---+\n+---+---+\n(0 rows)\n", [["a", "b"]]),
        # psql's unicode line style without borders
        ("id name \n── ────\n 1 fir\n 2 elm\n(2 rows)\n", [["id", "name"], ["1", "fir"], ["2", "elm"]]),
        # sections of a printed frame whose cells are blank, or all words
        (
            "┌────┬──────┬──────┐\n│ id │ name │ note │\n├────┼──────┼──────┤\n│ a  │ fir  │      │\n│ b  │      │ tall │\n├────┼──────┼──────┤\n│ c  │ elm  │      │\n└────┴──────┴──────┘\n",
            [["id", "name", "note"], ["a", "fir", ""], ["b", "", "tall"], ["c", "elm", ""]],
        ),
        (
            "┌──────┬──────┬─────┐\n│ name │ leaf │ use │\n├──────┼──────┼─────┤\n│ fir  │ pin  │ oil │\n│ elm  │ oval │ hub │\n├──────┼──────┼─────┤\n│ oak  │ lobe │ sea │\n└──────┴──────┴─────┘\n",
            [["name", "leaf", "use"], ["fir", "pin", "oil"], ["elm", "oval", "hub"], ["oak", "lobe", "sea"]],
        ),
        # two rules inside a frame
        (
            "╔════╦════╗\n║ a  ║ b  ║\n╠════╬════╣\n║ c  ║ 1  ║\n╠════╬════╣\n╠════╬════╣\n║ d  ║ 2  ║\n╚════╩════╝\n",
            [["a", "b"], ["c", "1"], ["d", "2"]],
        ),
        # a frame without bars inside
        (
            "+--------------+\n| tree     age |\n+--------------+\n|  fir     31  |\n|  elm     12  |\n+--------------+\n",
            [["tree", "age"], ["fir", "31"], ["elm", "12"]],
        ),
        # several groups in Org, a line that only aligns
        (
            "| a | b |\n| <l> | <5> |\n|---+---|\n| 1 | 2 |\n|---+---|\n| 3 | 4 |\n",
            [["a", "b"], ["1", "2"], ["3", "4"]],
        ),
        # escape sequences of a terminal
        (
            "+-----+---+\n| \x1b[31mred\x1b[0m | 1 |\n+-----+---+\n| ok  | 2 |\n| no  | 3 |\n+-----+---+\n",
            [["red", "1"], ["ok", "2"], ["no", "3"]],
        ),
    ],
)
def test_rows(text, expected):
    assert rows(box, text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "+-------------+\n|    Trees    |\n+------+------+\n| name | age  |\n+------+------+\n| fir  | 31   |\n| elm  | 12   |\n+------+------+\n",
        "┌─────────────┐\n│    Trees    │\n├──────┬──────┤\n│ name │ age  │\n├──────┼──────┤\n│ fir  │ 31   │\n│ elm  │ 12   │\n└──────┴──────┘\n",
        "+Trees-+------+\n| name | age  |\n+------+------+\n| fir  | 31   |\n| elm  | 12   |\n+------+------+\n",
        "     Trees     \n╭──────┬──────╮\n│ name │ age  │\n├──────┼──────┤\n│ fir  │ 31   │\n│ elm  │ 12   │\n╰──────┴──────╯\n",
        "     Trees     \n name │ age \n──────┼──────\n fir  │ 31\n elm  │ 12\n(2 rows)\n",
        "+-------------+\n|    Trees    |\n| name | age  |\n| fir  | 31   |\n| elm  | 12   |\n",
        "     Trees     \n ───────────── \n  name   age   \n ───────────── \n  fir    31    \n  elm    12    \n ───────────── \n",
        "#+CAPTION: Trees\n| name | age |\n|------+-----|\n| fir  | 31  |\n| elm  | 12  |\n",
    ],
)
def test_a_title_is_the_caption_and_no_row(text):
    table = one(box, text)
    assert table.rows(text) == [["name", "age"], ["fir", "31"], ["elm", "12"]]
    assert text[slice(*table.caption)] == "Trees"


def test_a_record_is_a_table_of_names_and_values():
    expanded = "-[ RECORD 1 ]--\nid   | 1\nname | fir\n-[ RECORD 2 ]--\nid   | 2\nname | \n"
    vertical = (
        "*************************** 1. row ***************************\n  id: 1\nname: a: b\n1 row in set\n"
    )
    assert rows(box, expanded) == [[["id", "1"], ["name", "fir"]], [["id", "2"], ["name", ""]]]
    assert rows(box, vertical) == [[["id", "1"], ["name", "a: b"]]]
    assert one(box, vertical).header_cols == 1
    broken = "-[ RECORD 1 ]\nk | one+\n  | two\nn | 1\n"
    assert rows(box, broken) == [[["k", "one\ntwo"], ["n", "1"]]]


def test_tables_without_a_line_between():
    text = PRINTED["psql border 2"].replace("(3 rows)\n", "")
    assert rows(box, text + text) == [[["id", "name"], ["1", "fir"], ["2", ""], ["3", "elm"]]] * 2


@pytest.mark.parametrize("style", ["mysql", "rich ascii", "org framed", "psql"])
def test_other_readers_leave_printed_tables(style):
    assert rows(grid, PRINTED[style]) == rows(simple, PRINTED[style]) == []


@pytest.mark.parametrize(
    "text",
    [
        "├── src\n│   ├── a.py\n│   └── b.py\n└── README\n",
        "┌──────────────┐\n│ one message  │\n│ in a frame   │\n└──────────────┘\n",
        "┌───────┐   ┌───────┐\n│ one   │──▶│ two   │\n└───────┘   └───────┘\n",
        "┌───────┐\n│ one   │\n└───┬───┘\n    │\n    ▼\n┌───────┐\n│ two   │\n└───────┘\n",
        "* | 12ab one\n* | 34cd two\n|/\n* 56ef three\n",
        "| quoted\n| lines of\n| a mail\n",
        "a | b\n--|--\n1 | 2\n",
        "09:00 | INFO | up\n09:01 | WARN | slow\n",
        " ███░░ 60% │ 3/5 │ 00:12\n ████░ 80% │ 4/5 │ 00:15\n",
        "A heading\n==========\n\ntext   in   columns\n",
        "x = a | b\ny = c | d\n",
        "|\\   /|\n| \\ / |\n|  X  |\n|/   \\|\n",
        "```\n+---+---+\n| a | b |\n+---+---+\n| 1 | 2 |\n+---+---+\n```\n",
        "╭─ Title ───────╮\n│ one line      │\n│ another       │\n╰───────────────╯\n",
        "A heading\n---------\ntext\n\n(1 row)\n",
        "===========\n Big title\n===========\n\ntext\n",
        "+-+-+-+-+-+-+-+-+-+-+\n|   port    |  length |\n+-+-+-+-+-+-+-+-+-+-+\n",
        "---------- Forwarded message ---------\nFrom: me\n",
    ],
)
def test_what_is_no_table(text):
    assert rows(box, text) == []


WORDS = st.sampled_from(["fir", "12.5", "松", "two words", "x-y", "2024-05-01", "a/b"])
BODIES = st.integers(2, 4).flatmap(
    lambda width: st.lists(st.lists(WORDS, min_size=width, max_size=width), min_size=2, max_size=5)
)
STYLES = [
    "psql",
    "pretty",
    "outline",
    "presto",
    "orgtbl",
    "simple_grid",
    "rounded_grid",
    "heavy_grid",
    "mixed_grid",
    "double_grid",
    "fancy_grid",
    "simple_outline",
    "rounded_outline",
    "heavy_outline",
    "mixed_outline",
    "double_outline",
    "fancy_outline",
]


@examples(200)
@given(BODIES, st.sampled_from(STYLES))
def test_tables_of_tabulate(body, style):
    tabulate = pytest.importorskip("tabulate")
    pytest.importorskip("wcwidth")
    header = [f"h{column}" for column in range(len(body[0]))]
    text = tabulate.tabulate(body, header, tablefmt=style, disable_numparse=True)
    assert rows(box, text) == [[header, *body]]


@examples(100)
@given(BODIES, st.sampled_from(["DEFAULT", "ORGMODE", "SINGLE_BORDER", "DOUBLE_BORDER", "MSWORD_FRIENDLY"]))
def test_tables_of_prettytable(body, style):
    prettytable = pytest.importorskip("prettytable")
    printed = prettytable.PrettyTable([f"h{column}" for column in range(len(body[0]))])
    printed.add_rows(body)
    printed.set_style(prettytable.TableStyle[style])
    assert rows(box, printed.get_string()) == [[printed.field_names, *body]]


@examples(100)
@given(
    BODIES,
    st.sampled_from(
        [
            "ASCII",
            "SQUARE",
            "MINIMAL",
            "SIMPLE",
            "HORIZONTALS",
            "ROUNDED",
            "HEAVY_HEAD",
            "HEAVY_EDGE",
            "DOUBLE",
        ]
    ),
)
def test_tables_of_rich(body, style):
    table, console, boxes = (pytest.importorskip(f"rich.{name}") for name in ("table", "console", "box"))
    printed = table.Table(box=getattr(boxes, style))
    header = [f"h{column}" for column in range(len(body[0]))]
    for name in header:
        printed.add_column(name)
    for row in body:
        printed.add_row(*row)
    screen = console.Console(width=120, color_system=None)
    with screen.capture() as captured:
        screen.print(printed)
    assert rows(box, captured.get()) == [[header, *body]]


@examples(300)
@given(st.text(st.sampled_from("+-|=: \na松│─┼┌┐└┘╷\r\x00\ud800\u2028\x1b[m"), max_size=200))
def test_nothing_raises(text):
    tables(box, text)


ONLY_ASKED = {
    "porcelain": (" id | name \n 1  | fir  \n 2  | elm  \n", [["id", "name"], ["1", "fir"], ["2", "elm"]]),
    "porcelain with a line break": (
        " id | name \n 1  | fir  \n    | tree \n 2  | elm  \n",
        [["id", "name"], ["1", "fir\ntree"], ["2", "elm"]],
    ),
    "two lines": ("| id | name |\n|  1 | fir  |\n", [["id", "name"], ["1", "fir"]]),
    "bars that do not line up": (
        "id | name\n1 | fir\n234 | elm\n",
        [["id", "name"], ["1", "fir"], ["234", "elm"]],
    ),
    "drawn bars": ("│ id │ 名前 │\n│ 1  │ 樅   │\n", [["id", "名前"], ["1", "樅"]]),
    "wide characters": ("名前 | n\n樅   | a\nelm  | b\n", [["名前", "n"], ["樅", "a"], ["elm", "b"]]),
    "bars on the left only": ("| id | n\n| 1  | 2\n", [["id", "n"], ["1", "2"]]),
    "a header of two lines": (
        "+----+------+\n| id | name |\n| no |      |\n+----+------+\n| a  | fir  |\n|    | tree |\n| b  | elm  |\n+----+------+\n",
        [["id\nno", "name"], ["a", "fir\ntree"], ["b", "elm"]],
    ),
    "in a fence": (
        f"See\n\n```text\n{PRINTED['mysql']}```\n",
        [["id", "name"], ["1", "fir"], ["2", ""], ["3", "elm"]],
    ),
    "below a fence": ("```\nid    name\n==========\n1     fir\n```\n", [["id", "name"], ["1", "fir"]]),
    "in a page": (
        "<!DOCTYPE html>\n<pre>+----+\n| id |\n+----+\n|  1 |\n+----+</pre>\n",
        [["id"], ["1"]],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ONLY_ASKED.values(), ids=ONLY_ASKED)
def test_what_might_be_another_layout_s_is_read_if_asked_for(text, expected):
    assert rows(box, text) != [expected]
    assert rows(box, text, asked=True) == [expected]


@pytest.mark.parametrize("style", PRINTED)
def test_what_is_a_table_unasked_is_the_same_if_asked_for(style):
    assert rows(box, PRINTED[style], asked=True) == rows(box, PRINTED[style])
    assert rows(box, f"```\n{PRINTED[style]}```\n", asked=True) == rows(box, PRINTED[style])
    assert rows(box, f"```\n{PRINTED[style]}```\n") == []
    assert rows(box, f"<!DOCTYPE html>\n<pre>\n{PRINTED[style]}</pre>\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "if a || b:\nor c || d:\n",
        "ls|sort\nps|head\n",
        "a | b\n\nc | d\n",
        "a | b\n" + "c " * 20_000 + "| d\n",
        "a | b\n\x1b]8;;x | y\x07c d\n",
    ],
)
def test_signs_are_no_bars_of_a_table_even_if_asked_for(text):
    assert rows(box, text, asked=True) == []


@example("***** 1. row *****\n : value\n")
@example("*a ═b*\n**c*d*e**\n***f** g*\n")
@given(st.text(st.sampled_from("|+-=*:│─═ \n\ra1`\x00\ud800\u2028中"), max_size=80))
def test_no_text_raises_if_asked_for(text):
    tables(box, text, asked=True)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "* Record 1\nid   1\nname fir\n* Record 2\nid   2\nname \n",
            [[["id", "1"], ["name", "fir"]], [["id", "2"], ["name", ""]]],
        ),
        # names of several words, a value that goes on, wide characters
        (
            "* Record 1\nno        1\nfull name oak+\n          tree\n",
            [[["no", "1"], ["full name", "oak\ntree"]]],
        ),
        ("* Record 1\n名称 樅 x\nn    1\n", [[["名称", "樅 x"], ["n", "1"]]]),
        # psql's old style: a colon instead of a bar where a value goes on
        ("-[ RECORD 1 ]\nk | a\nv | one\n  : two\nn | 1\n", [[["k", "a"], ["v", "one\ntwo"], ["n", "1"]]]),
        (
            " k |  v  | n\n---+-----+---\n a | one | 1\n   : two  \n b | x   | 2\n(2 rows)\n",
            [[["k", "v", "n"], ["a", "one\ntwo", "1"], ["b", "x", "2"]]],
        ),
    ],
)
def test_what_psql_prints_without_borders_and_in_its_old_style(text, expected):
    assert rows(box, text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "* Record 1\nsome text here\n* Record 2\nsome more\n",
        "* Record 1\n  of a list\n* Record 2\n  of a list\n",
        "* Record 1\n\nThe text below.\n",
    ],
)
def test_a_list_s_items_are_no_records(text):
    assert rows(box, text) == []


@pytest.mark.parametrize("second", ["| --- |  |", "| === | === |", "| \u2014\u2014 | --- |", "|:--|:==|"])
def test_names_underlined_in_another_way_are_not_lines_between_bars(second):
    text = f"| town | wells |\n{second}\n| Ely | 3 |\n| Bath | 11 |\n"
    assert rows(box, text) == []
    assert rows(box, text.replace(second, "|======|======|")) == [
        [["town", "wells"], ["Ely", "3"], ["Bath", "11"]]
    ]


def test_a_literal_block_of_restructuredtext_shows_no_open_table():
    text = " id | name\n----+------\n  1 | fir\n  2 | elm\n"
    assert len(rows(box, text)) == 1
    assert rows(box, "As in::\n\n" + indent(text, "    ")) == []


def test_bars_with_nothing_between_them_are_no_rows():
    assert rows(box, "|  |  |\n|  |  |\n|  |  |\n") == []


@pytest.mark.parametrize(
    "text",
    [
        # another sign at the crossings
        "*----*------*\n| id | name |\n*----*------*\n|  1 | fir  |\n|  2 | elm  |\n*----*------*\n",
        # Hive's rules are a column longer than the lines
        "+-----+-------+--+\n| id  | name  |\n+-----+-------+--+\n| 1   | fir   |\n| 2   | elm   |\n+-----+-------+--+\n",
        # a rule without a crossing below the names, others between the rows
        " id | name \n===========\n 1  | fir  \n----+------\n 2  | elm  \n",
    ],
)
def test_a_header_is_read_with_whatever_rule_stands_at_it(text):
    assert rows(box, text) == [[["id", "name"], ["1", "fir"], ["2", "elm"]]]


def test_a_title_below_a_border_without_corners_is_the_caption():
    text = "-------------\n|   Trees   |\n+----+------+\n| id | name |\n+----+------+\n|  1 | fir  |\n+----+------+\n"
    table = one(box, text)
    assert table.rows(text) == [["id", "name"], ["1", "fir"]]
    assert text[slice(*table.caption)] == "Trees"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| id | name |\n|----|------|\n| 1  | fir  |\n", [["id", "name"], ["1", "fir"]]),
        ("| id | name |\n| --:| :--- |\n| 1  | fir  |\n", [["id", "name"], ["1", "fir"]]),
        ("| name |\n|------|\n| fir  |\n| elm  |\n", [["name"], ["fir"], ["elm"]]),
        ("id     name\n-----------\n1      fir\n2      elm\n", [["id", "name"], ["1", "fir"], ["2", "elm"]]),
    ],
)
def test_one_rule_of_dashes_makes_a_box_if_asked_for(text, expected):
    assert rows(box, text) == []
    assert rows(box, text, asked=True) == [expected]


ROWS_BY_LINE = {
    "figures below names without a rule": (
        "+------------+---------+--------+\n| state (kg) | count A |  Unit  |\n| 13         | 3883.50 |        |\n| 91         | 6420.81 | user   |\n+------------+---------+--------+\n",
        [["state (kg)", "count A", "Unit"], ["13", "3883.50", ""], ["91", "6420.81", "user"]],
    ),
    "as many lines as rows are counted": (
        " wood  |      price      \n-------+-----------------\n fir   | tin river index\n       | value tin wind\n elm   | motor\n(3 rows)\n",
        [["wood", "price"], ["fir", "tin river index"], ["", "value tin wind"], ["elm", "motor"]],
    ),
    "a figure on each line": (
        "┌──────┬───────┐\n│ wood │ rings │\n├──────┼───────┤\n│ fir  │    12 │\n│      │     7 │\n│ elm  │   101 │\n├──────┼───────┤\n│ ash  │     3 │\n└──────┴───────┘\n",
        [["wood", "rings"], ["fir", "12"], ["", "7"], ["elm", "101"], ["ash", "3"]],
    ),
    "a row's rest below it": (
        "+-------+------+\n| NAME  | SIGN |\n+-------+------+\n| A     | The  |\n|       | Good |\n| B     | The  |\n|       | Bad  |\n+-------+------+\n| TOTAL | 2    |\n+-------+------+\n",
        [["NAME", "SIGN"], ["A", "The\nGood"], ["B", "The\nBad"], ["TOTAL", "2"]],
    ),
    "the rest of a phrase that had no room": (
        "+---------+--------+-----+\n|  Note   | Region | qty |\n+---------+--------+-----+\n| old tin |  Ely   |  5  |\n|  value  |        |     |\n|  motor  |  Oslo  | 12  |\n+---------+--------+-----+\n",
        [["Note", "Region", "qty"], ["old tin\nvalue", "Ely", "5"], ["motor", "Oslo", "12"]],
    ),
}


@pytest.mark.parametrize(("text", "expected"), ROWS_BY_LINE.values(), ids=ROWS_BY_LINE)
def test_lines_are_rows_or_go_on(text, expected):
    assert rows(box, text) == [expected]


def test_a_title_is_one_line_and_stands_in_the_middle():
    first = "┌──────────────┐\n│ trees        │\n"
    table = "├──────┬───────┤\n│ wood │ rings │\n└──────┴───────┘\n"
    assert rows(box, first + "├──────────────┤\n│ all of them  │\n" + table) == [
        [["trees", "trees"], ["all of them", "all of them"], ["wood", "rings"]]
    ]
    text = "+--------------+\n|    trees     |\n+------+-------+\n| wood | rings |\n+------+-------+\n| fir  |  12   |\n+------+-------+\n"
    table = one(box, text)
    assert text[slice(*table.caption)] == "trees"
    assert table.rows(text) == [["wood", "rings"], ["fir", "12"]]


def test_rules_may_cross_no_bar_and_end_elsewhere():
    text = "+===========+\n| wood | rings |\n+===========+\n| fir  |    12 |\n+-----------+\n| elm  |       |\n+-----------+\n"
    assert rows(box, text) == [[["wood", "rings"], ["fir", "12"], ["elm", ""]]]


@pytest.mark.parametrize(
    "text",
    [
        " X | O | X\n---+---+---\n O | X | O\n---+---+---\n   | O | X\n",
        "5 3 . | . 7 .\n6 . . | 1 9 5\n------+------\n8 . . | . 6 .\n",
    ],
)
def test_a_board_of_a_game_is_no_table(text):
    assert rows(box, text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("| fir |  41.99 |\n| elm | 451    |\n", [["fir", "41.99"], ["elm", "451"]]),
        (" fir |  41.99\n elm | 451\n", [["fir", "41.99"], ["elm", "451"]]),
        (" wood | n\n fir  | 1\n elm  | 22\n", [["wood", "n"], ["fir", "1"], ["elm", "22"]]),
    ],
)
def test_bars_below_each_other_part_figures_if_they_are_all_of_a_text(text, expected):
    assert rows(box, text) == [expected]
    assert rows(box, f"As told:\n\n{text}") == []
    assert rows(box, text.replace("|", "| a")) == []


@pytest.mark.parametrize("text", ["Page: 1 | 2 | 3\n", "    | 1  0 |\nA = | 0  1 |\n", "x | 1\nyz | 2\n"])
def test_bars_amid_figures_may_be_signs(text):
    assert rows(box, text) == []


def test_a_caption_below_the_last_rule_bridges_no_gutter():
    text = " ─────────────────────── \n  wood   rings   age     \n ─────────────────────── \n  fir       12   old     \n  elm        7   young   \n ─────────────────────── \n  all the trees of town  \n"
    assert rows(box, text) == [[["wood", "rings", "age"], ["fir", "12", "old"], ["elm", "7", "young"]]]


RULED_ELSEWHERE = {
    "a plan": (
        "------------------\n| Id | Step      |\n------------------\n|  0 | SCAN      |\n|* 1 |  READ TREE|\n------------------\n",
        [["Id", "Step"], ["0", "SCAN"], ["* 1", "READ TREE"]],
    ),
    "bars as crossings": (
        "-----|-----|-----\ntree | old | cut \n-----|-----|-----\nelm  |  12 |     \n oak |   7 | 3-5 \n-----|-----|-----\n",
        [["tree", "old", "cut"], ["elm", "12", ""], ["oak", "7", "3-5"]],
    ),
    "words in borders": (
        "+------+---- Trees -----+----+\n| tree | where it grows | no |\n+------+----------------+----+\n| elm  | on a hill      | 12 |\n| oak  | in a wood      |  7 |\n+------+---- Page 2 ----+----+\n",
        [["tree", "where it grows", "no"], ["elm", "on a hill", "12"], ["oak", "in a wood", "7"]],
    ),
    "dots as corners": (
        ".------------.\n|   Trees    |\n+------+-----+\n| tree | no  |\n+------+-----+\n| elm  |  12 |\n| oak  |   7 |\n'------+-----'\n",
        [["tree", "no"], ["elm", "12"], ["oak", "7"]],
    ),
    "one bar": (
        "    tree |   old     mean height\n---------+----------------------\n     elm |    12           12.10\n     oak |     7            9.50\n",
        [["tree", "old", "mean height"], ["elm", "12", "12.10"], ["oak", "7", "9.50"]],
    ),
}


@pytest.mark.parametrize(("text", "expected"), RULED_ELSEWHERE.values(), ids=RULED_ELSEWHERE)
def test_rules_without_crossings_of_their_own_part_header_and_body(text, expected):
    table = one(box, text)
    assert table.rows(text) == expected
    assert table.header_rows == 1
    assert [each.layout for each in gouji.tables(text)] == ["box"]


def test_words_in_a_border_are_the_caption():
    text = RULED_ELSEWHERE["words in borders"][0]
    assert text[slice(*one(box, text).caption)] == "Trees"


@pytest.mark.parametrize(
    ("text", "header_rows"),
    [
        ("|| tree || no ||\n| elm | 12 |\n| oak |  |\n", 1),
        ("|| tree || no ||\n|| elm || 12 ||\n|| oak || ||\n", 0),
    ],
)
def test_double_bars_part_names(text, header_rows):
    table = one(box, text)
    assert table.rows(text) == [["tree", "no"], ["elm", "12"], ["oak", ""]]
    assert table.header_rows == header_rows


@pytest.mark.parametrize(
    "text", ["||x + y|| <= ||x|| + ||y||\n", "|| tree || no ||\n", "if (a || b || c)\n|| d || e;\n"]
)
def test_double_bars_of_formulas_make_no_table(text):
    assert rows(box, text) == []


def test_codes_of_one_length_are_one_a_row():
    text = "+---------+-------+\n| code    | tree  |\n+---------+-------+\n| 99-21-5 | elm   |\n| 9-71-50 | oak   |\n+---------+-------+\n| 96-42-5 | maple |\n+---------+-------+\n"
    assert rows(box, text) == [
        [["code", "tree"], ["99-21-5", "elm"], ["9-71-50", "oak"], ["96-42-5", "maple"]]
    ]


def test_a_cell_that_went_on_goes_on_with_a_shorter_word():
    text = "+---------+-----------+\n| red elm |   hello   |\n|   and   |           |\n|   oak   |           |\n|         | many      |\n|         | trees     |\n+---------+-----------+\n"
    assert rows(box, text) == [[["red elm\nand\noak", "hello"], ["", "many\ntrees"]]]


def test_figures_below_names_of_two_lines_are_one_a_row():
    text = "+-------+-------+\n| count | trees |\n| of    | that  |\n+-------+-------+\n|   1   |   a   |\n|   2   |   b   |\n+-------+-------+\n"
    (table,) = gouji.tables(text)
    assert table.rows() == [["count\nof", "trees\nthat"], ["1", "a"], ["2", "b"]]


FRAME = "+------+-----+\n| name | qty |\n+------+-----+\n| bolt | 12  |\n| nut  | 7   |\n+------+-----+\n"
NAMED = [["name", "qty"], ["bolt", "12"], ["nut", "7"]]
SIGNS = {
    "stars": str.maketrans("|+-", "***"),
    "hashes": str.maketrans("|+-", "###"),
    "dots": str.maketrans("|+-", ":.."),
    "exclamation marks": str.maketrans("|+", "!o"),
    "equals signs": str.maketrans("+-", "=="),
}


@pytest.mark.parametrize("signs", SIGNS.values(), ids=SIGNS)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_boxes_of_other_signs(signs, newline):
    text = FRAME.translate(signs).replace("\n", newline)
    assert one(box, text).rows(text) == NAMED


@pytest.mark.parametrize("mark", ["# ", "-- ", "// ", " * ", ";; ", "% "])
@pytest.mark.parametrize("newline", ["\n", "\r"])
def test_boxes_behind_a_remarks_mark(mark, newline):
    text = indent("seen:\n" + FRAME, mark).replace("\n", newline)
    assert one(box, text).rows(text) == NAMED
    assert rows(box, indent(" name | qty\n------+-----\n bolt | 12\n nut  | 7\n", mark)) == [NAMED]


@pytest.mark.parametrize(
    "text",
    [
        "*****************\n*  wells, pumps *\n*  and ropes    *\n*****************\n",
        "#########\n#   # # #\n# # # # #\n#########\n",
        "# a heading\n\n* an item\n* another\n",
        " * a word:\n * <---- 8 bits ---->\n * +-+-------+\n * |1| error |\n * +-+-------+\n *\n",
    ],
)
def test_notices_mazes_and_lists_are_no_boxes(text):
    assert rows(box, text) == []


PRINTERS = {
    "Derby": "NO   |TREE \n-----------\n12   |elm  \n7    |oak  \n\n2 rows selected\n",
    "H2": "NO | TREE\n12 | elm\n7  | oak\n(2 rows, 3 ms)\n",
    "ClickHouse": "┌─NO─┬─TREE─┐\n│ 12 │ elm  │\n│  7 │ oak  │\n└────┴──────┘\n",
    "rich with lines around": "┌────┬──────┐\n│    │      │\n│ NO │ TREE │\n│    │      │\n├────┼──────┤\n│    │      │\n│ 12 │ elm  │\n│    │      │\n│    │      │\n│ 7  │ oak  │\n│    │      │\n└────┴──────┘\n",
    "terminaltables without bars inside": "+----------+\n| NO  TREE |\n+----------+\n| 12  elm  |\n| 7   oak  |\n+----------+\n",
}


@pytest.mark.parametrize("text", PRINTERS.values(), ids=PRINTERS)
def test_printers_of_rules_and_bars_of_their_own(text):
    assert one(box, text).rows(text) == [["NO", "TREE"], ["12", "elm"], ["7", "oak"]]


def test_two_tables_with_their_names_in_the_border_touch():
    text = PRINTERS["ClickHouse"] + "┌─NO─┐\n│  3 │\n└────┘\n"
    assert rows(box, text)[0] == [["NO", "TREE"], ["12", "elm"], ["7", "oak"]]


def test_one_blank_row_among_others_is_a_row():
    assert rows(box, FRAME.replace("| nut ", "|      |     |\n| nut ")) == [[*NAMED[:2], ["", ""], NAMED[2]]]


def test_names_stand_above_types_behind_one_bar():
    text = " Row │ name    qty\n     │ String  Int64\n─────┼───────────────\n   1 │ bolt       12\n   2 │ nut         7\n"
    assert rows(box, text) == [
        [["Row", "name", "qty"], ["", "String", "Int64"], ["1", "bolt", "12"], ["2", "nut", "7"]]
    ]


def test_a_cell_goes_on_below_its_comma():
    text = "+---+------+-----------+\n| n | name | addresses |\n+---+------+-----------+\n| 1 | web  | 10.0.0.5, |\n|   |      | 10.0.0.6  |\n| 2 | db   |           |\n+---+------+-----------+\n"
    assert rows(box, text) == [
        [["n", "name", "addresses"], ["1", "web", "10.0.0.5,\n10.0.0.6"], ["2", "db", ""]]
    ]


def test_blanks_that_fill_up_words_before_several_bars_show_a_table():
    text = "Name    | Color | Type\nAvocado | green | nut\nTomato  | red   | fruit\n"
    assert rows(box, text) == [
        [["Name", "Color", "Type"], ["Avocado", "green", "nut"], ["Tomato", "red", "fruit"]]
    ]
    assert rows(box, "Home | About | News\nTerms | Privacy | Help\nShop | Cart | Pay\n") == []


@pytest.mark.parametrize(
    "text",
    [
        "====  ===\nname  qty\n====  ===\nbolt  12\nnut   7\n====  ===\n",
        "name|qty\n----|---\nbolt|12\nnut|7\n",
    ],
)
def test_tables_of_other_layouts_are_read_if_asked_for(text):
    assert rows(box, text, asked=True) == [NAMED]
    assert rows(box, text) == []


def test_figures_that_single_blanks_part_are_no_cell_between_wide_gutters():
    text = "   remote       st when poll\n=============================\n*one.example     1   34   64\n+two.example     2   12   64\n"
    assert rows(box, text) == []
    (table,) = gouji.tables(text, layout="fixed")
    assert table.rows()[1] == ["*one.example", "1", "34", "64"]
