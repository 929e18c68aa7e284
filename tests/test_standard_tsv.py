import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Document
from gouji_standards import tsv


def read(text, *, asked=False):
    found = list(tsv.gouji_tables(Document(text), asked))
    for matrix in found:
        matrix.validate(len(text))
        assert matrix.header_rows == 0
    return [matrix.rows(text) for matrix in found]


ROWS = {
    "plain": ("id\tv\n1\t2\n", [["id", "v"], ["1", "2"]]),
    "no last line end": ("id\tv\n1\t2", [["id", "v"], ["1", "2"]]),
    "CR LF": ("id\tv\r\n1\t2\r\n", [["id", "v"], ["1", "2"]]),
    "lone CR": ("id\tv\r1\t2\r", [["id", "v"], ["1", "2"]]),
    "a header alone": ("id\tname\tv", [["id", "name", "v"]]),
    "blank fields": ("\tx\ty\na\t\t2\nb\t1\t\n", [["", "x", "y"], ["a", "", "2"], ["b", "1", ""]]),
    "blanks around and in fields": ("x y\t z\n1 \t 2\n", [["x y", "z"], ["1", "2"]]),
    "quotes": ('x\t"y ""z"""\n"1\t2"\t3\n', [["x", 'y "z"'], ["1\t2", "3"]]),
    "line breaks in quotes": ('x\ty\n"1\n\n2"\t3\n', [["x", "y"], ["1\n\n2", "3"]]),
    "a quote that is never closed": ('x\ty\n"1\t2\n3\t4\n', [["x", "y"], ['"1', "2"], ["3", "4"]]),
    "a quote as a sign of inches": ('5" pipe\t3\n6" pipe\t4\n', [['5" pipe', "3"], ['6" pipe', "4"]]),
    "a short record": (
        "x\ty\tz\n1\t2\t3\n4\n5\t6\t7",
        [["x", "y", "z"], ["1", "2", "3"], ["4", "", ""], ["5", "6", "7"]],
    ),
    "an empty line before more figures": ("x\ty\n1\t2\n\n3\t4\n", [["x", "y"], ["1", "2"], ["3", "4"]]),
    "figures that number short lines": ("1\tone\n2\ttwo\n", [["1", "one"], ["2", "two"]]),
    "code below a header": ("id\tas\n1\tx = y;\n2\t{}\n", [["id", "as"], ["1", "x = y;"], ["2", "{}"]]),
    "code in wide records": ("a\tb\tc;\nd\te\tf;\n", [["a", "b", "c;"], ["d", "e", "f;"]]),
    "a byte order mark": ("\ufeffid\tv\n1\t2\n", [["id", "v"], ["1", "2"]]),
    "tags in cells": (
        "tag\ttext\n<b>\tbold\n<i>\titalic\n",
        [["tag", "text"], ["<b>", "bold"], ["<i>", "italic"]],
    ),
    "between prose": ("Here it is:\nid\tv\n1\t2\nThat was it.\n", [["id", "v"], ["1", "2"]]),
}


@pytest.mark.parametrize(("text", "rows"), ROWS.values(), ids=ROWS)
def test_a_table_is_read_as_records(text, rows):
    assert read(text) == [rows]


def test_an_empty_line_parts_tables_with_headers():
    first, second = read("x\ty\n1\t2\n3\t4\n\nu\tv\n5\t6\n7\t8\n")
    assert (first[0], second[0]) == (["x", "y"], ["u", "v"])


def test_spans_are_what_is_printed():
    text = 'x\t"a\n\nb"\n 1 \t\n'
    (matrix,) = tsv.gouji_tables(Document(text), asked=False)
    printed = [[text[a:b] for a, b in matrix.cell_spans(i)] for i in range(matrix.size)]
    assert printed == [["x"], ["a", "b"], ["1"], [""]]


@pytest.mark.parametrize(
    "text",
    [
        "def f(x):\n\tif x:\n\t\treturn 1\n\treturn 2\n",
        "all: build\n\tcc -o a a.c\n\nclean:\n\trm -f a\n",
        "CC\t= gcc\nCFLAGS\t= -O2\nLIBS\t= -lm\n",
        "int a;\t\t/* count */\nchar b;\t\t/* flag */\n",
        "\tmovl\t$0, %eax\n\tpopq\t%rbp\n\tret\t\n",
        "2024-01-02 10:00:01\tINFO\tup\n2024-01-02 10:00:02\tERROR\tdisk full\n2024-01-02 10:00:09\tINFO\tretry\n",
        "1.\tFirst thing\n2.\tSecond thing\n",
        "-\tmilk\n-\teggs\n",
        "To:\tall\nFrom:\tme\nSubject:\tlunch\n\nHello all,\nlunch at noon.\n",
        "--- a/x.c\t2024-01-01 10:00\n+++ b/x.c\t2024-01-02 10:00\n@@ -1 +1 @@\n-a\n+b\n",
        "     1\timport os\n     2\timport sys\n",
        "<ul>\n\t<li>a</li>\n\t<li>b</li>\n</ul>\n",
        "Sign here:\t____\n\nThanks.\n\nDate:\t____\n",
        "Q: Who is it?\tA: A friend.\n\nQ: Who?\tA: You.\n",
        "Dear Sir,\t12 May\n\n\tI write of\tthe house.\nIt is old,\tand cold.\n\nYours,\tJ.\n",
        "#define A\t1\n#define BB\t2\n",
        "\tOnce there was a man who\nlived near a river.\n",
        "|\ta\t|\tb\t|\n|\t-\t|\t-\t|\n",
        "\t\n\t\n",
        "See\n\n```\nid\tv\n1\t2\n3\t4\n```\n",
        "<!DOCTYPE html>\n<pre>\nid\tv\n1\t2\n3\t4\n</pre>\n",
        "",
    ],
)
def test_tabs_that_do_not_part_cells_make_no_table(text):
    assert read(text) == []


FIELD = st.text(st.sampled_from('ab1"\n é中,'), max_size=5).filter(lambda s: s == s.strip())
TABLES = st.integers(2, 4).flatmap(
    lambda n: st.lists(st.lists(FIELD, min_size=n, max_size=n), min_size=1, max_size=5).map(
        lambda rows: [[f"n{i}" for i in range(n)], *([f"r{i}", *row[1:]] for i, row in enumerate(rows))]
    )
)


@given(TABLES)
def test_records_are_what_csv_reads(rows):
    out = io.StringIO()
    csv.writer(out, dialect="excel-tab", lineterminator="\n").writerows(rows)
    text = out.getvalue()
    several = sum(sum(map(bool, row)) > 1 for row in rows)
    found = read(text)
    if several * tsv.REGULAR >= len(rows):
        assert found == [list(csv.reader(io.StringIO(text), dialect="excel-tab"))]


@given(st.text(st.sampled_from('\t"\n\ra1 |\x00\ud800\u2028:-'), max_size=60))
def test_no_text_raises(text):
    read(text)


ONLY_ASKED = {
    "short records in a row and at the end": (
        "a\tb\n1\t2\nEurope\nAsia\n3\t4\nTotal\n",
        [["a", "b"], ["1", "2"], ["Europe", ""], ["Asia", ""], ["3", "4"], ["Total", ""]],
    ),
    "ever shorter records": ("a\tb\tc\n1\t2\n3\n", [["a", "b", "c"], ["1", "2", ""], ["3", "", ""]]),
    "keys": ("Name:\tBob\nTown:\tRome\n", [["Name:", "Bob"], ["Town:", "Rome"]]),
    "marks of a list": ("1.\tone\n2.\ttwo\n", [["1.", "one"], ["2.", "two"]]),
    "a log": (
        "2024-01-02 10:00:01\tINFO\tup\n2024-01-02 10:00:02\tERROR\tfull\n",
        [["2024-01-02 10:00:01", "INFO", "up"], ["2024-01-02 10:00:02", "ERROR", "full"]],
    ),
    "in a fence": ("See\n\n```\nid\tv\n1\t2\n```\n", [["id", "v"], ["1", "2"]]),
    "in a page": ("<!DOCTYPE html>\n<pre>id\tv\n1\t2</pre>\n", [["id", "v"], ["1", "2"]]),
}


@pytest.mark.parametrize(("text", "rows"), ONLY_ASKED.values(), ids=ONLY_ASKED)
def test_what_only_its_tabs_show_is_read_if_asked_for(text, rows):
    assert read(text) != [rows]
    assert read(text, asked=True) == [rows]


@pytest.mark.parametrize("prose", ["That was it.", "Source: the town", "* as of May"])
def test_a_phrase_below_is_no_short_record(prose):
    assert read(f"id\tv\n1\t2\n{prose}\n", asked=True) == [[["id", "v"], ["1", "2"]]]


@given(st.text(st.sampled_from('\t"\n\ra1 |`\x00\ud800\u2028:-'), max_size=60))
def test_no_text_raises_if_asked_for(text):
    read(text, asked=True)


def test_declarations_that_tabs_line_up_are_no_records():
    text = "int\t\tfamily = x;\nchar\t*name = y;\nchar\thost[256];\n"
    assert read(text) == []
    genes = 'ely\texon\t1\t9\tid "a";\nely\texon\t12\t19\tid "b";\n'
    assert read(genes) == [[["ely", "exon", "1", "9", 'id "a";'], ["ely", "exon", "12", "19", 'id "b";']]]


def test_speakers_and_what_they_say_are_no_table():
    said = "ANN\tWhere do you go?\nBOB\tTo the market, for a pig.\nANN\tBring me some apples, please.\n"
    assert read(said) == []
    assert read(f"who\twhat\n{said}") == [
        [["who", "what"], *(line.split("\t") for line in said.splitlines())]
    ]


def test_one_command_on_each_line_makes_no_records():
    assert read("bind\t.c\t<Button-1>\t{start %x}\nbind\t.c\t<Delete>\t{clear}\n") == []


NOTES = {
    "keys behind colons": "Author\t: Jane\nDate\t: 2021-05-04\nState\t: draft\n",
    "addresses and names": "127.0.0.1\tlocalhost\n10.0.0.7\tmail web\n::1\tlocalhost\n",
    "a key and a telephone number": "Phone\t0123 456\nFax\t0123 457\n",
    "outcomes of tests": "ok  \texample.org/a\t0.012s\n?   \texample.org/b\t[none]\nFAIL\texample.org/c\t1.2s\n",
    "levels of a log": "INFO\tup\nWARN\tlow on room\nINFO\tdown\n",
    "changes of files": "M\ttree/elm.py\nA\ttree/oak.md\nD\told.txt\n",
    "counts set to the right": "  120\tJane Doe\n   31\tJo Roe\n    2\tMary Ann\n",
    "words moved to the right": "elm\t\t1/hill\t\t# old\nmaple\t\t7/wood\t\t\noak\t\t9/wood\t\tsink null\n",
    "headings before their pages": "1.\tWells\t1\n1.1\tDug\t2\n2.\tPumps\t7\n",
    "code behind four blanks": "    a\ta\n    é\ta\n",
    "names, signs and values": "name\t=\tAnn\ntown\t=\tEly\n",
    "what is said when": "00:01\tThe river was low.\n00:05\tIt rained.\n00:09\tNobody came.\n",
    "files behind their checksums": "100644 e69de29bb2d1d6434b8b29ae775ad8c2e48c5391 0\ta\n100644 257cc5642cb1a054f08cc83f2d943e56fd3ebe99 0\tb\n",
    "a query": "SELECT\tname,\n\tdepth\nFROM\twells\nWHERE\tdepth > 20\n",
    "an outline": "I.\tFirst\n\tA.\tAims\n\tB.\tScope\nII.\tSecond\n",
}


@pytest.mark.parametrize("text", NOTES.values(), ids=NOTES)
def test_notes_that_tabs_set_off_are_no_records(text):
    assert read(text) == []
    assert read(f"a\tb\tc\n{text}", asked=True) != []


@pytest.mark.parametrize(
    "text", ["name\ttown\nBob\tNew York\n", "first name\tlast name\nMary Ann\tvan der Berg\n"]
)
def test_a_name_above_a_phrase_makes_records_of_two_lines(text):
    assert read(text) == [[line.split("\t") for line in text.splitlines()]]


@pytest.mark.parametrize(
    ("text", "rows"),
    [
        ("1.0\t2.0\n3.0\t4.0\n", [["1.0", "2.0"], ["3.0", "4.0"]]),  # no list's marks
        ("-1\tx\n-2\ty\n", [["-1", "x"], ["-2", "y"]]),
        ("x\ty\tz\n\t1\t\n\t2\t\n", [["x", "y", "z"], ["", "1", ""], ["", "2", ""]]),
        (
            "1\tIt\tit\n2\trains\train\n\n1\tWe\twe\n",
            [["1", "It", "it"], ["2", "rains", "rain"], ["1", "We", "we"]],
        ),
    ],
)
def test_figures_and_tabs_below_names_are_records(text, rows):
    assert read(text) == [rows]


@pytest.mark.parametrize(
    "text",
    [
        "well\ta hole for water\npump\twhat lifts the water\nrope\twhat holds a pail\n",
        "Ann\tWhere were you?\nBob\tAt the well, as always.\nAnn\tAll day?\n",
        "  -v\tverbose\n  -q\tquiet\n  -o\toutput\n",
    ],
)
def test_words_and_what_they_mean_or_what_is_said_are_no_records(text):
    assert read(text) == []
    assert len(read(text, asked=True)) == 1


def test_what_programs_report_of_files_and_of_time_is_no_table():
    counts = "10\t2\tsrc/a.c\n1\t1\tREADME\n-\t-\ta.png\n"
    assert read(counts) == []
    assert len(read("more\tless\tname\n" + counts)) == 1
    assert read("real\t0m1.234s\nuser\t0m1.010s\nsys\t0m0.120s\n") == []


def test_a_quote_is_no_indent_and_a_lone_figure_is_a_short_record():
    assert read('"1"\t"2"\n"3"\t"4"\n') == [[["1", "2"], ["3", "4"]]]
    assert read("a\tb\tc\n1\n2\t3\n4\t5\t6\n") == [
        [["a", "b", "c"], ["1", "", ""], ["2", "3", ""], ["4", "5", "6"]]
    ]
    assert read("a\tb\n \t2\n3\t \n", asked=True) == [[["a", "b"], ["", "2"], ["3", ""]]]


def test_figures_by_the_time_are_records_and_commands_between_prose_are_none():
    stamped = "2020-03-04 00:00:00\t1.5\n2020-03-04 01:00:00\t1.7\n"
    assert read(stamped) == [[line.split("\t") for line in stamped.splitlines()]]
    said = "syn keyword Name\tann bob\nsyn match Sign\tplus\n"
    assert len(read(said)) == 1
    assert read(f"The syntax:\n\n{said}") == []
