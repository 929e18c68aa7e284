import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from depth import examples
from gouji_standards import fixed, simple
from standard_laws import docutils_rows, one, rows, tables

RST = """\
=====  =======  ====
bird   colours
-----  -------------
name   wing     tail
=====  =======  ====
tit    blue     blue
       and tan

rook   black    black and long
kite
=====  =======  ====
"""


def test_underlined_spans_continued_rows_and_overlong_last_columns():
    table = one(simple, RST)
    assert table.rows(RST) == [
        ["bird", "colours", "colours"],
        ["name", "wing", "tail"],
        ["tit", "blue\nand tan", "blue"],
        ["rook", "black", "black and long"],
        ["kite", "", ""],
    ]
    assert table.header_rows == 2
    assert table.owner.tolist()[0] == [0, 1, 1]


@pytest.mark.parametrize(
    ("text", "expected", "header"),
    [
        ("=== ===\na   b\n=== ===", [["a", "b"]], 0),
        ("  === ===\n  a   b\n  === ===\n", [["a", "b"]], 0),
        ("=== ===\na   b\n=== ===\n\\   1\n..  2\n=== ===\n", [["a", "b"], ["", "1"], ["", "2"]], 1),
        ("==== ====\n杉木 x\ny    松\n==== ====\n", [["杉木", "x"], ["y", "松"]], 0),
        (
            "=== ===\na   b\n--- ---\n--- ---\n\n--- ---\n=== ===",
            [["a", "b"], ["", ""], ["", ""], ["", ""]],
            0,
        ),
        ("=== ===\na   b\n\n    c\n=== ===\n", [["a", "b\n\nc"]], 0),
        (" x    y\n---  ---\n 1    2\n\nend", [["x", "y"], ["1", "2"]], 1),
        ("---  ---\n 1    2\n 3    4\n---  ---\n", [["1", "2"], ["3", "4"]], 0),
        ("x    y\n---  ---\n1    2\n---  ---\n3    4\n", [["x", "y"], ["1", "2"], ["3", "4"]], 1),
        ("----  ----\nfir   1\n----  ----\nelm   2\n----  ----\n", [["fir", "1"], ["elm", "2"]], 0),
        (
            "Name     Id\n----     --\nfir      12\nelm   10345\n",
            [["Name", "Id"], ["fir", "12"], ["elm", "10345"]],
            1,
        ),
        ("id name\n-- ----\n 1 fir\n 2 elm\n(2 rows)\n", [["id", "name"], ["1", "fir"], ["2", "elm"]], 1),
        (
            "ID         NAME\n---------- ----------\n         1 fir\n\n1 row selected.",
            [["ID", "NAME"], ["1", "fir"]],
            1,
        ),
        (
            "more  long\n      name\n----  ------\n 2    two\n      lines\n",
            [["more", "long\nname"], ["2", "two\nlines"]],
            1,
        ),
        (
            "--------------\n name   note\n------  ------\nfir     tall\n        tree\n\nelm     gone\n--------------\n",
            [["name", "note"], ["fir", "tall\ntree"], ["elm", "gone"]],
            1,
        ),
        (
            "------  ------\nfir     tall\n        tree\n\nelm     gone\n------  ------\n",
            [["fir", "tall\ntree"], ["elm", "gone"]],
            0,
        ),
        ("名      数\n------  ----\n杉      1\n松の木  2\n", [["名", "数"], ["杉", "1"], ["松の木", "2"]], 1),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_rows(text, expected, header, newline):
    text = text.replace("\n", newline)
    table = one(simple, text)
    assert (table.rows(text), table.header_rows) == (
        [[cell.replace("\n", "\n") for cell in row] for row in expected],
        header,
    )


@pytest.mark.parametrize(
    ("text", "caption"),
    [
        ("a    b\n---  ---\n1    2\n\nTable: Two by two\n", "Two by two"),
        ("a    b\n---  ---\n1    2\n\n: Two by two\n", "Two by two"),
        (".. table:: Two by two\n\n   === ===\n   a   b\n   === ===\n", "Two by two"),
    ],
)
def test_captions(text, caption):
    assert text[slice(*one(simple, text).caption)] == caption


@pytest.mark.parametrize(
    "text",
    [
        "=== ===\na   b\n",
        "=== ===\na   b\n=== ====\n",
        "=== ===\na b c\nabcde\n=== ===\n",
        "=== ===\na   b\n--- \n=== ===\n",
        "Heading\n=======\n\ntext\n",
        "Heading of two words\n--------------------\n\ntext\n",
        "---\ntitle: x\n---\n",
        "--- a/x\n+++ b/x\n@@ -1 +1 @@\n- one\n+ two\n",
        "text\n\n- - -\n\ntext\n",
        "words that run through the gap\n--- ---\n1   2\n",
        "```\na    b\n---  ---\n1    2\n```\n",
        "===== 3 passed in 1s =====\n",
        "-- \nA. Nonymous\n",
        "============ ============\n",
        "=== ====\na   b\n=== ===\n1   2\n=== ===\n",
        "::\n\n   === ===\n   a   b\n   === ===\n   1   2\n   === ===\n",
    ],
)
def test_what_is_no_simple_table(text):
    assert rows(simple, text) == []


CELLS = st.text(st.sampled_from("abc 松1"), max_size=4).map(str.strip)


@st.composite
def rst_drawings(draw):
    """Two to four columns between borders, rows that may be continued, blank cells and underlines."""
    cols = draw(st.integers(2, 4))
    sizes = [draw(st.integers(8, 18)) for _ in range(cols)]
    border = "  ".join("=" * size for size in sizes)
    lines, header = [border], draw(st.booleans())
    for _ in range(draw(st.integers(1, 5))):
        cells = [draw(CELLS) for _ in sizes]
        padded = [
            cell + " " * (size - len(cell) - cell.count("松"))
            for cell, size in zip(cells, sizes, strict=True)
        ]
        lines.append("  ".join(padded).rstrip() or "x")
        if draw(st.booleans()):
            lines.append(
                "-" * sizes[0]
                + draw(st.sampled_from(["--", "  "]))
                + "-" * sizes[1]
                + "".join("  " + "-" * size for size in sizes[2:])
            )
        if header and len(lines) > 2:
            lines.append(border)
            header = False
    return "\n".join([*lines, border]) + "\n"


def docutils_tables(text):
    parts = docutils_rows("SimpleTableParser", text)
    if parts is None:
        return None
    head, body = parts
    read = []
    for row in [*head, *body]:
        cells = []
        for _, right, _, lines in row:
            cells += ["\n".join(line.strip() for line in lines).strip()] * (right + 1)
        read.append(cells)
    return read, len(head)


@examples(200)
@given(rst_drawings())
def test_cells_are_those_of_docutils(text):
    found = tables(simple, text)
    assert [(table.rows(text), table.header_rows) for table in found[:1]] == [
        read for read in [docutils_tables(text)] if read
    ]


@examples(200)
@given(
    st.lists(st.sampled_from(["name", "a b", "c"]), min_size=2, max_size=4, unique=True),
    st.lists(
        st.lists(st.sampled_from(["fir", "two words", "12.5", "松", "x-y"]), min_size=4, max_size=4),
        min_size=1,
        max_size=4,
    ),
    st.sampled_from(["simple", "rst"]),
)
def test_tables_of_tabulate(header, body, style):
    tabulate = pytest.importorskip("tabulate")
    pytest.importorskip("wcwidth")
    body = [row[: len(header)] for row in body]
    text = tabulate.tabulate(body, header, tablefmt=style, disable_numparse=True)
    assert rows(simple, text) == [[header, *body]]


@examples(300)
@example("a   b\n--- ---\n1   2\n\x0b\n3   4\n")
@given(st.text(st.sampled_from("-= \na松\r\x00\x0b\ud800\u2028>`~"), max_size=200))
def test_nothing_raises(text):
    tables(simple, text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("=======\n  ages\n=======\n   310\n   900\n=======\n", [["ages"], ["310"], ["900"]]),
        ("===\nfir\nelm\n===\n", [["fir"], ["elm"]]),
        ("  ages\n---------\n   310\n   900\n", [["ages"], ["310"], ["900"]]),
        ("----\n 310\n 900\n----\n", [["310"], ["900"]]),
        (
            "--------\n Tree\n--------\n fir\n spruce\n\n elm\n--------\n",
            [["Tree"], ["fir\nspruce"], ["elm"]],
        ),
    ],
)
def test_one_column_is_a_table_only_if_one_is_asked_for(text, expected):
    assert rows(simple, text) == []
    assert rows(simple, text, asked=True) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "=====\nTrees\n=====\n\nA tree grows.\n",
        "Trees\n=====\n\nA tree grows.\n",
        "Trees\n-----\n\nA tree grows.\n\n----\n\nEnd\n",
        "Trees\n-----\nA tree that grows for long.\n",
        "---\ntitle: Trees\nlang: en\n---\n\nA tree grows.\n",
    ],
)
def test_titles_and_metadata_are_no_column(text):
    assert rows(simple, text, asked=True) == []


def test_a_comment_hides_a_simple_table():
    table = "  === ===\n  a   b\n  === ===\n"
    assert rows(simple, ".. not printed\n\n" + table) == []
    assert rows(simple, ".. note::\n\n" + table) == [[["a", "b"]]]


def test_a_line_whose_first_cell_is_printed_is_a_row_if_a_simple_table_is_asked_for():
    text = "tree                site\n------------------  ------\nan oak of the east  bog\nespecially\nelm                 on\n                    hills\n"
    wrapped = [["tree", "site"], ["an oak of the east\nespecially", "bog"], ["elm", "on\nhills"]]
    apart = [["tree", "site"], ["an oak of the east", "bog"], ["especially", ""], ["elm", "on\nhills"]]
    assert rows(simple, text) == [wrapped]
    assert rows(simple, text, asked=True) == [apart]


@pytest.mark.parametrize(
    "shown",
    ["```\n%s```\n", "words\n\n~~~ text\n%s~~~\nwords", "<html><p>a</p><pre>%s</pre>\n<p>b</p></html>"],
    ids=["fence", "tildes", "page"],
)
@pytest.mark.parametrize(
    "table",
    ["=== ===\na   b\n=== ===\n1   2\n=== ===\n", "a    b\n---  ---\n1    2\n"],
    ids=["bordered", "dashed"],
)
def test_what_a_listing_shows_is_a_table_only_if_one_is_asked_for(shown, table):
    assert rows(simple, shown % table) == []
    assert rows(simple, shown % table, asked=True) == [[["a", "b"], ["1", "2"]]]


@pytest.mark.parametrize("reader", [simple, fixed])
@pytest.mark.parametrize("around", ["<pre>\n%s</pre>", "<p>Trees</p>\n<PRE id=a>%s</PRE>\nwords below\n"])
def test_tags_around_preformatted_text_in_a_fragment_are_no_rows(reader, around):
    table = (
        "tree    no\n----  ----\noak    310\nelm     12\n"
        if reader is simple
        else "tree    no\noak    310\nelm     12\n"
    )
    assert rows(reader, around % table, asked=True) == [[["tree", "no"], ["oak", "310"], ["elm", "12"]]]


def test_a_simple_table_of_one_character_a_column_is_read_if_asked_for():
    text = "= =\na b\n= =\n1 2\n= =\n"
    assert rows(simple, text, asked=True) == rows(simple, text) == [[["a", "b"], ["1", "2"]]]


def test_equals_signs_underline_names_one_by_one():
    text = "Tree Name   No of them\n========= ============\nRed Elm          12 St\nOak               7 St\n"
    assert rows(simple, text) == [[["Tree Name", "No of them"], ["Red Elm", "12 St"], ["Oak", "7 St"]]]


@pytest.mark.parametrize(
    "text",
    [
        "==== ===\ntree no\nelm  12\n",
        "a\n=== ===\nb   c\n=== ===\nd",
    ],
)
def test_borders_of_a_malformed_table_underline_no_names(text):
    assert rows(simple, text) == []


def test_dashes_above_a_sum_underline_no_names():
    text = "tree       no\nelm        12\noak         7\nash         1\n------  -----\nall        20\n"
    assert rows(simple, text) == []


@pytest.mark.parametrize("asked", [False, True])
def test_a_centred_first_cell_that_stands_alone_goes_on(asked):
    text = "-------  ---------\nred elm    hello\n  and\n  oak\n           many\n           trees\n-------  ---------\n"
    assert rows(simple, text, asked=asked) == [[["red elm\nand\noak", "hello"], ["", "many\ntrees"]]]


CENTRED = """\
========  ========
  many      more
  trees    woods
========  ========
 red elm    hello
   and
   oak
   ..       many
            trees
========  ========
"""


@pytest.mark.parametrize("asked", [False, True])
def test_lines_that_a_printer_centred_below_each_other_are_one_row(asked):
    [table] = tables(simple, CENTRED, asked=asked)
    expected = [["many\ntrees", "more\nwoods"], ["red elm\nand\noak", "hello"], ["", "many\ntrees"]]
    assert (table.rows(CENTRED), table.header_rows) == (expected, 1)


def test_names_that_begin_at_the_edge_are_header_rows_each():
    text = "====  =====\ntree  site\nname  there\n====  =====\noak   hill\n====  =====\n"
    table = one(simple, text)
    assert (table.rows(text)[:2], table.header_rows) == ([["tree", "site"], ["name", "there"]], 2)


@pytest.mark.parametrize(
    "text",
    [
        "===  ====\n no  site\n===  ====\n12   bog\n 3\n===  ====\n",
        " no  site\n---  ----\n12   bog\n 3\n",
    ],
)
def test_a_figure_alone_goes_on_nothing(text):
    assert rows(simple, text) == [[["no", "site"], ["12", "bog"], ["3", ""]]]


@pytest.mark.parametrize("asked", [False, True])
def test_columns_of_one_dash(asked):
    text = "-  -  -\n0  a  1\n1  b  2\n-  -  -\n"
    assert rows(simple, text, asked=asked) == [[["0", "a", "1"], ["1", "b", "2"]]]


def test_a_multiline_table_between_whole_rules_ends_at_the_lower_one():
    text = "---------------\n Tree    Site\n------- -------\n oak     on a\n         hill\n\n elm     bog\n---------------\nwords below\n"
    assert rows(simple, text) == [[["Tree", "Site"], ["oak", "on a\nhill"], ["elm", "bog"]]]


@pytest.mark.parametrize("lead", ["#. ", ":field: ", ".. [3] ", "+ "])
def test_a_simple_table_stands_behind_the_mark_of_an_item_field_or_footnote(lead):
    text = (lead + "===  ===\na    b\n===  ===\n1    2\n===  ===").replace("\n", "\n" + " " * len(lead))
    assert rows(simple, text) == [[["a", "b"], ["1", "2"]]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "===========\ntrees\n===========\noak\nred elm hot\n===========\n",
            [["trees"], ["oak"], ["red elm hot"]],
        ),
        ("=======\ntrees\n=======\noak\nelm\n=======\n", [["trees"], ["oak"], ["elm"]]),
        ("trees\n-----------\noak\nred elm hot\n", [["trees"], ["oak"], ["red elm hot"]]),
        ("  trees\n  -----------\n  oak\n  red elms\n  hot elms\n", None),
        ("  trees\n  ----------\n  oak\n  red elms\n", [["trees"], ["oak"], ["red elms"]]),
        ("  age\n-----\n  310\n   12\n", [["age"], ["310"], ["12"]]),
        ("date\n------\n2025\n1999\n", [["date"], ["2025"], ["1999"]]),
    ],
)
def test_one_column_whose_rule_is_as_long_as_printers_make_it(text, expected):
    assert rows(simple, text) == ([expected] if expected else [])


@pytest.mark.parametrize(
    "text",
    [
        "Trees\n-----\noak and elm\n",
        "Trees\n-------\noak\nelm\n",
        "Trees\n---------\noak\n12\n",
        "trees  no\n-----------\noak    12\nelm     7\n",
        "=====\nTrees\n=====\nElms\n=====\n",
        "========\n Trees\n========\noaks\nred elms\n========\n",
        "Trees\n-------\n2025\n",
        "a\n\n-  -  -\nb\n-  -  -\n",
        "==========\nREPORT\n==========\nall is well\n==========\n",
    ],
)
def test_a_title_and_a_rule_below_several_columns_are_no_column(text):
    assert rows(simple, text) == []


SESSION = "tree  no\n----  --\noak    3\nelm   12\n"


@pytest.mark.parametrize("asked", [False, True])
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("$ list trees\n", "$\n"),
        ("sqlite> .mode column\nsqlite> select * from trees;\n", "sqlite>\n"),
        ("1> select tree, no from trees\n2> go\n", "3> quit\n"),
        ("trees=# \\pset border 0\n", "trees=# \\q\n"),
        ("PS C:\\woods> Get-Tree\n", "PS C:\\woods>\n"),
        ("ann@host:~/woods$ list trees\n", "ann@host:~/woods$ \n"),
    ],
)
def test_what_was_typed_at_a_prompt_is_no_line_of_the_table(before, after, asked):
    assert rows(simple, before + SESSION + after, asked=asked) == [
        [["tree", "no"], ["oak", "3"], ["elm", "12"]]
    ]


def test_a_price_and_a_bound_are_no_prompts():
    text = SESSION.replace("oak ", "$ 5 ").replace("elm ", "> 9 ")
    assert rows(simple, text) == [[["tree", "no"], ["$ 5", "3"], ["> 9", "12"]]]


@pytest.mark.parametrize("lead", ["> ", ">", " > > "])
@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_dashed_tables_in_a_quote(lead, newline):
    text = "".join(lead + line + newline for line in [*SESSION.splitlines(), "", "Table: Woods"])
    table = one(simple, text)
    assert table.rows(text) == [["tree", "no"], ["oak", "3"], ["elm", "12"]]
    assert text[slice(*table.caption)] == "Woods"


NESTED = """\
=====  =============
oak    first words

       ====== ======
       tree   age
       ====== ======
       small  ===  =
              9    8
              ===  =
       ====== ======

elm    last
=====  =============
"""


def test_tables_in_cells_are_tables_after_the_one_around_them():
    outer, inner, deep = rows(simple, NESTED)
    assert [row[0] for row in outer] == ["oak", "elm"]
    assert outer[0][1].startswith("first words\n\n====== ======")
    assert inner[0] == ["tree", "age"]
    assert deep == [["9", "8"]]


@pytest.mark.parametrize(
    "harmed",
    [
        NESTED.replace("first words\n\n", "first words\n"),
        NESTED.replace("====== ======\n\nelm", "====== =====\n\nelm"),
        NESTED.replace("small  ===", "smaller==="),
    ],
    ids=["below words", "cut short", "in the gap"],
)
def test_what_is_malformed_in_a_cell_is_its_text(harmed):
    assert len(rows(simple, harmed)) == 1


@pytest.mark.parametrize("dash", "─━═")
def test_names_above_box_characters_are_a_simple_table_only_if_asked_for(dash):
    text = SESSION.replace("-", dash)
    assert rows(simple, text) == []
    assert rows(simple, text, asked=True) == [[["tree", "no"], ["oak", "3"], ["elm", "12"]]]
