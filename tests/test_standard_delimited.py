import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gouji.document import Document
from gouji_standards import delimited


def read(text, *, asked=False):
    found = list(delimited.gouji_tables(Document(text), asked))
    for matrix in found:
        matrix.validate(len(text))
    return [matrix.rows(text) for matrix in found]


ROWS = {
    "commas": ("id,v\n1,2\n3,4\n", [["id", "v"], ["1", "2"], ["3", "4"]]),
    "two lines of three": ("id,v,w\n1,2,3\n", [["id", "v", "w"], ["1", "2", "3"]]),
    "semicolons with decimal commas": (
        "id;v;w\n1;ball;2,5\n2;net;3,5\n",
        [["id", "v", "w"], ["1", "ball", "2,5"], ["2", "net", "3,5"]],
    ),
    "bars": ("id|v|w\n1|2|3\n4|5|6", [["id", "v", "w"], ["1", "2", "3"], ["4", "5", "6"]]),
    "quotes": ('x,y\n"1,5",2\n"a ""b""\nc",3\n', [["x", "y"], ["1,5", "2"], ['a "b"\nc', "3"]]),
    "words only": ("name,town\nBob,Rome\nAl,Bern", [["name", "town"], ["Bob", "Rome"], ["Al", "Bern"]]),
    "figures with blanks before": (
        "a, b, c\n1, 2, 3\n4, 5, 6\n",
        [["a", "b", "c"], ["1", "2", "3"], ["4", "5", "6"]],
    ),
    "two lines of words": ("x,y,z\nred,blue,green", [["x", "y", "z"], ["red", "blue", "green"]]),
    "two lines of a name and a figure": ("name,n\nBob,2\n", [["name", "n"], ["Bob", "2"]]),
    "sentences without a blank behind the comma": (
        "word,sense\nship,What sails the wide sea.\ncart,What rolls on the old road.\n",
        [["word", "sense"], ["ship", "What sails the wide sea."], ["cart", "What rolls on the old road."]],
    ),
    "addresses and negative figures": (
        "at,n\nhttp://a.b/c,-1\nhttp://d.e/f,-2\n",
        [["at", "n"], ["http://a.b/c", "-1"], ["http://d.e/f", "-2"]],
    ),
    "figures below zero first": ("x,y\n-1,2\n-.3,4", [["x", "y"], ["-1", "2"], ["-.3", "4"]]),
    "a separator at each line's end": ("x,y,\n1,2,\n3,4,", [["x", "y", ""], ["1", "2", ""], ["3", "4", ""]]),
    "a short record": ("x,y,z\na,b,c\nd,e\n", [["x", "y", "z"], ["a", "b", "c"], ["d", "e", ""]]),
    "names, and blanks behind commas": (
        "name, age, town\nBob, 34, Rome\n",
        [["name", "age", "town"], ["Bob", "34", "Rome"]],
    ),
    "a byte order mark": ("\ufeffid,v,w\n1,2,3", [["id", "v", "w"], ["1", "2", "3"]]),
    "between prose": (
        "Here:\n\nid,v,w\n1,2,3\n4,5,6\n\nThat is it, all, done.",
        [["id", "v", "w"], ["1", "2", "3"], ["4", "5", "6"]],
    ),
}


@pytest.mark.parametrize(("text", "rows"), ROWS.values(), ids=ROWS)
def test_a_table_is_read_as_records(text, rows):
    assert read(text) == [rows]


@pytest.mark.parametrize(
    "text",
    [
        "Roses are red, violets are blue,\nSugar is sweet, and so are you.\n",
        "We went, we saw, we won.\nThey came, they lost, they left.\n",
        "January 5, 2024\nMarch 3, 2023\nMay 2, 2022\n",
        "Paris, France\nRome, Italy\nBern, Switzerland\n",
        "foo(a, b)\nbar(c, d)\nbaz(e, f)\n",
        "[1, 2, 3],\n[4, 5, 6],\n",
        '{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n',
        "a = 1; b = 2;\nc = 3; d = 4;\n",
        "color: red; margin: 0;\npadding: 1px; border: 0;\n",
        "Home | About | Contact\nNews | Blog | Shop\nHelp | Terms | Privacy\n",
        "cat a | grep b | wc\nls | sort | uniq\nps | head | tail\n",
        "a|b\n-|-\n1|2\n",
        "2024-01-01 12:00:00,123 INFO start\n2024-01-01 12:00:01,456 INFO stop\n2024-01-01 12:00:02,001 INFO end\n",
        "12, Main Street, Springfield\n14, Oak Street, Shelbyville\n",
        "- red, green\n- blue, black\n- pink, white\n",
        ",,\n,,\n",
        "1,234\n5,678\n9,012\n",
        "See\n\n```\nid,v,w\n1,2,3\n4,5,6\n```\n",
        "See\n\n    id,v,w\n    1,2,3\n    4,5,6\n\nor so\n",
        "<!DOCTYPE html>\n<script>\nid,v,w\n1,2,3\n4,5,6\n</script>\n",
        "",
    ],
)
def test_separators_of_sentences_and_code_make_no_table(text):
    assert read(text) == []


FIELD = st.text(st.sampled_from('ab1"\n é中;'), min_size=1, max_size=4).filter(lambda s: s == s.strip())


def test_commas_that_group_digits_separate_nothing():
    assert read("Year   Sales  Cost\n2019   1,200   900\n2020   1,150   870\n2021   1,480   990\n") == []


@given(
    st.integers(2, 4).flatmap(
        lambda n: st.lists(st.lists(FIELD, min_size=n, max_size=n), min_size=2, max_size=5)
    )
)
def test_records_are_what_csv_reads(rows):
    rows = [[f"n{i}" for i in range(len(rows[0]))], *([*row[:-1], str(i)] for i, row in enumerate(rows))]
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    assert read(out.getvalue()) == [list(csv.reader(io.StringIO(out.getvalue())))]


@given(st.text(st.sampled_from(',;|"\n\ra1 \x00\ud800\u2028:-'), max_size=60))
def test_no_text_raises(text):
    read(text)


ONLY_ASKED = {
    "two lines of words": ("a,red\nb,blue\n", [["a", "red"], ["b", "blue"]]),
    "two lines of figures": ("1,2\n3,4\n", [["1", "2"], ["3", "4"]]),
    "blanks behind commas": ("x, y\nred, blue\n", [["x", "y"], ["red", "blue"]]),
    "a short record at the end": ("a,b,c\n1,2,3\n4\n", [["a", "b", "c"], ["1", "2", "3"], ["4", "", ""]]),
    "records of all widths": ("a,b\n1,2,3\n4\n", [["a", "b", ""], ["1", "2", "3"], ["4", "", ""]]),
    "a header alone": ("a,b,c\n", [["a", "b", "c"]]),
    "a remark above": ("# as of May\na,b\n1,2\n", [["a", "b"], ["1", "2"]]),
    "the separator that parts more": ("a;d,e\nf;g\n", [["a", "d,e"], ["f", "g"]]),
    "bars": ("a|b\nc|d\n", [["a", "b"], ["c", "d"]]),
    "tabs in fields": ("a,b\n1\t2,3\n", [["a", "b"], ["1\t2", "3"]]),
    "between prose": ("Here:\n\na,b\nc,d\n\nDone.\n", [["a", "b"], ["c", "d"]]),
    "in a fence": ("See\n\n~~~\nid,v\n1,2\n~~~\n", [["id", "v"], ["1", "2"]]),
    "in a page": ("<!DOCTYPE html>\n<pre>id,v\n1,2</pre>\n", [["id", "v"], ["1", "2"]]),
}


@pytest.mark.parametrize(("text", "rows"), ONLY_ASKED.values(), ids=ONLY_ASKED)
def test_what_only_its_separators_show_is_read_if_asked_for(text, rows):
    assert read(text) != [rows]
    assert read(text, asked=True) == [rows]


@pytest.mark.parametrize(
    "text",
    [
        "Roses are red, violets are blue,\nSugar is sweet, and so are you.\n",
        "a|b\n-|-\n1|2\n",
        "So we sat, and\ntalked of it, and\nwent home.\n",
    ],
)
def test_sentences_and_other_layouts_are_no_table_even_if_asked_for(text):
    assert read(text, asked=True) == []


@given(st.text(st.sampled_from(',;|"\n\ra1 `\x00\ud800\u2028:-'), max_size=60))
def test_no_text_raises_if_asked_for(text):
    read(text, asked=True)


@pytest.mark.parametrize(
    "text",
    [
        "e|---0---2---|\nB|---1---3---|\nG|---0---2---|\n",
        "HH|x-x-x-x-|\nSD|----o---|\nBD|o-------|\n",
        "grep -E 'elm|fir|oak' a\ngrep -E 'ash|box|yew' b\ngrep -E 'one|two|six' c\n",
        ".. |e| replace:: Ely\n.. |b| replace:: Bath\n.. |t| image:: t.png\n",
    ],
)
def test_bars_of_tablatures_commands_and_substitutions_part_no_fields(text):
    assert read(text) == []


def test_commas_that_group_digits_of_money_part_no_fields():
    assert read("Region   Sum\n774075 $6,188.66\n533123 $2,897.30\n 51544 $6,601.13\n") == []
    assert read("   Total   Rain\n41,380,930 -58.2\n82,185,217 612.3\n51,784,075 400.5\n") == []
    assert (
        read("8.4  54,581,997  Jan 26, 2010\n9.1  81,511,872  Jan 25, 2010\n7.5  14,956,014  Jan 25, 2011\n")
        == []
    )


def test_a_field_with_a_sentence_s_end_is_no_name():
    assert read("PUMP, hand, iron, old but good. Tel. 11\nLADDER, wood, 4 m, some wear. Tel. 12\n") == []
