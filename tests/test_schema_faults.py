"""Every fault of a schema file is a SchemaError that begins with its path."""

import time
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

import patience
from depth import examples
from gouji.errors import SchemaError
from gouji.schema.file import MAX_FILE, loads

GOOD = r"""
id = "f"
title = "表"
source = "invented"
title_patterns = ['(?P<agency>\S+)(?P<year>\d+)']
sections = [{ id = "s", title = "情况", table = "t" }, { id = "s2", title = "其他" }]

[[tables]]
id = "t"
title = "情况"
headings = ["情况"]

[[tables.blocks]]
id = "b"
titles = [{ label = "第一项" }]
columns = [{ id = "a", label = "甲" }, { id = "c", label = "乙", type = "money" }]
rows = [{ id = "x", label = "一、树" }, { group = "二、果", prefix = "f.", rows = [{ id = "y", label = "1.梨", aliases = ["鸭梨"] }] }]

[[tables]]
id = "u"
title = "别的"
[[tables.blocks]]
id = "b"
columns = [{ id = "p/q", label = "甲" }]

[[equations]]
id = "E"
each = { c = "columns of t" }
formula = "t/x/{c} = t/f.y/{c}"
"""


def test_the_form_under_test_is_good():
    assert loads(GOOD).keys == ("t/x/a", "t/x/c", "t/f.y/a", "t/f.y/c", "u/p/q")


FAULTS = [
    ('id = "f"\n', "", "id: missing"),
    ('id = "f"\n', 'id = "f f"\n', "id: 'f f' is no identifier"),
    ('title = "表"', "title = 7", "title: must be a text, is a number"),
    ('title = "表"', 'title = "  "', "title: empty"),
    ('source = "invented"', 'sauce = "x"', "sauce: unknown key; known here: id, title"),
    (r"(?P<year>\d+)", r"(?P<year>\d+", "title_patterns[0]: no regular expression"),
    ("(?P<year>", "(?P<jahr>", "title_patterns[0]: has no group 'year'"),
    ('table = "t"', 'table = "v"', "sections[0].table: no table 'v'; there are t, u"),
    ('id = "s2"', 'id = "s"', "sections[1].id: 's' twice"),
    ('{ id = "s2", title = "其他" }', '"s2"', "sections[1]: must be a table, is a text"),
    ('id = "u"', 'id = "t"', "tables[1].id: 't' twice"),
    ('id = "u"', 'id = "u/v"', "tables[1].id: 'u/v' is no identifier"),
    ('headings = ["情况"]', 'headings = "情况"', "tables[0].headings: must be a list, is a text"),
    ('headings = ["情况"]', 'headings = ["情况", true]', "tables[0].headings[1]: must be a text, is true or false"),
    ('headings = ["情况"]', 'headings = ["情况", "情况"]', "tables[0].headings[1]: '情况' twice"),
    ('titles = [{ label = "第一项" }]', "titles = [{ label = '（）' }]", "tables[0].blocks[0].titles[0].label: '（）' has no"),
    ('columns = [{ id = "p/q", label = "甲" }]', "columns = []", "tables[1].blocks[0].columns: missing"),
    ('"p/q"', '"pq"', "tables[1].blocks[0].columns[0].id: 'pq' is no identifier; a block without rows needs row/column"),
    ('type = "money"', 'type = "cash"', "tables[0].blocks[0].columns[1].type: 'cash' is none of count, signed, money"),
    ('id = "c", label = "乙"', 'id = "a", label = "乙"', "tables[0].blocks[0].columns[1].id: 'a' twice"),
    ('id = "c", label = "乙"', 'id = "c", label = "甲"', "tables[0].blocks[0].columns[1].label: '甲' reads like tables[0].blocks[0].columns[0]"),
    ('id = "y", label = "1.梨"', 'id = "y"', "tables[0].blocks[0].rows[1].rows[0].label: missing"),
    ('label = "1.梨"', 'labels = "1.梨"', "tables[0].blocks[0].rows[1].rows[0].labels: unknown key"),
    ('aliases = ["鸭梨"]', 'aliases = [""]', "tables[0].blocks[0].rows[1].rows[0].aliases[0]: empty"),
    (', aliases = ["鸭梨"] }]', ' }, { id = "z", label = "２、 梨" }]', "tables[0].blocks[0].rows[1].rows[1].label: '２、 梨' reads like"),
    ('prefix = "f."', 'prefix = "f x"', "tables[0].blocks[0].rows[1].prefix: 'f x' is no identifier"),
    ('group = "二、果", ', "", "tables[0].blocks[0].rows[1].prefix: unknown key"),
    ('rows = [{ id = "y", label = "1.梨", aliases = ["鸭梨"] }]', "rows = []", "tables[0].blocks[0].rows[1].rows: missing"),
    ('id = "E"', 'id = "E"\nstatus = "sure"', "equations[0].status: 'sure' is none of official"),
    ('id = "E"', 'id = "E"\nlevel = "cross-year"', "equations[0].level: must be 'document'"),
    ('id = "E"', 'id = "E"\nmessage = "{r.label}"', "equations[0].message: no loop gives {r.label}"),
    ('"columns of t"', '"columns of v"', "equations[0].each.c: matches nothing"),
    ('"columns of t"', '"cells of t"', "equations[0].each.c: 'cells of t' is no loop"),
    ('"columns of t"', '["a", "d"]', "equations[0].formula: character 0: the schema has no key 't/x/d'"),
    ('{ c = "columns of t" }', '"c"', "equations[0].each: must be a table, is a text"),
    ("t/x/{c} = ", "t/x/{d} = ", "equations[0].formula: no loop gives {d}"),
    ("t/x/{c} = t/f.y/{c}", "t/x/a = t/f.y/a", "equations[0].formula: does not use {c}"),
    ("t/f.y/{c}", "", "equations[0].formula: character"),
    ("t/f.y/{c}", "t/g*/{c}", "equations[0].formula: character 8: no key matches 't/g*/a'"),
    ('formula = "t/x/{c} = t/f.y/{c}"', "", "equations[0].formula: missing"),
    ('each = { c = "columns of t" }\nformula = "t/x/{c} = t/f.y/{c}"', 'formula = "t/x/a = t/f.y/a"\n[[equations]]\nid = "E"\nformula = "0 <= t/x/a"', "equations[1].id: 'E' twice"),
]  # fmt: skip


@pytest.mark.parametrize(("good", "bad", "said"), FAULTS, ids=[said.split(" ")[0] for _, _, said in FAULTS])
def test_a_fault_begins_with_its_path(good, bad, said):
    assert good in GOOD
    with pytest.raises(SchemaError) as caught:
        loads(GOOD.replace(good, bad, 1), "form.toml")
    assert str(caught.value).startswith(f"form.toml: {said}")


def test_one_key_in_two_blocks_is_a_fault():
    again = '[[tables.blocks]]\nid = "b2"\ncolumns = [{ id = "p/q", label = "丙" }]\n[[equations]]'
    with pytest.raises(SchemaError, match=r"^form\.toml: tables\[1\]\.blocks\[1\]: key 'u/p/q' twice"):
        loads(GOOD.replace("[[equations]]", again), "form.toml")


@pytest.mark.parametrize(
    ("text", "line"),
    [("id = \n", 1), ("id = 'a'\ntitle == 'b'\n", 2), ("id = 'a'\n\nrows = [", 3), ("a = 1\na = 2\n", 2)],
)
def test_bad_syntax_is_said_with_its_line(text, line):
    with pytest.raises(SchemaError) as caught:
        loads(text, "form.toml")
    assert str(caught.value).startswith(f"form.toml: line {line}: no valid TOML")


def _groups(depth):
    inner = '{ id = "y", label = "梨" }'
    for _ in range(depth):
        inner = '{ group = "果", rows = [' + inner + "] }"
    head, tail = GOOD.split("rows = [", 1)[0], GOOD.split('aliases = ["鸭梨"] }] }]', 1)[1]
    return head + "rows = [" + inner + "]" + tail.split("[[equations]]")[0]


def test_groups_nest_eight_deep_and_no_deeper():
    assert len(loads(_groups(8)).tables[0].blocks[0].rows[0].label.path) == 8
    with pytest.raises(SchemaError, match=r"rows\[0\]\.group: nested deeper than 8"):
        loads(_groups(9))


HOSTILE = {
    "open arrays of tables": "[" * (MAX_FILE - 1),
    "open arrays": "a=" + "[" * (MAX_FILE - 2),
    "open inline tables": "a=" + "{a=" * 30000,
    "endless digits": "a=" + "9" * 90000,
    "many tables": "[[a]]\n" * 16000,
    "a key of dots": "[" + "a." * 40000 + "a]",
    "too long": "x" * (MAX_FILE + 1),
    "no such day": "a = 1979-99-99",
    "a control": "\0",
    "a lone surrogate": "a='\ud800'",
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_hostile_text_ends_soon_in_a_schema_error(text):
    started = time.process_time()
    with pytest.raises(SchemaError, match=r"^h\.toml: "):
        loads(text, "h.toml")
    assert time.process_time() - started < patience.CPU_SECONDS


def test_too_many_cells_and_equations_are_refused():
    many = ", ".join(f'{{ id = "c{i}", label = "栏{i}" }}' for i in range(900))
    with pytest.raises(SchemaError, match=r"^f\.toml: equations\[0\]\.each: over 5000 combinations"):
        loads(
            GOOD.replace('{ id = "c", label = "乙", type = "money" }', many)
            .replace('"columns of t" }', '"columns of t", d = "columns of t" }')
            .replace("t/f.y/{c}", "t/f.y/{d}"),
            "f.toml",
        )
    rows = ", ".join(f'{{ id = "r{i}", label = "行{i}" }}' for i in range(6))
    wide = GOOD.replace('{ id = "c", label = "乙", type = "money" }', many).replace(
        "rows = [", f"rows = [{rows}, ", 1
    )
    with pytest.raises(SchemaError, match=r"^f\.toml: tables: 7209 cells, more than 5000"):
        loads(wide, "f.toml")


VALUES = st.sampled_from(["", "x", "a/b", "{c}", "t", 0, True, [], ["x"], {}, [{}], [{"id": "x"}], [[]], 1.5])


def _paths(node, at=()):
    """All places of a parsed file."""
    for key, value in node.items() if isinstance(node, dict) else enumerate(node):
        yield (*at, key)
        if isinstance(value, (dict, list)):
            yield from _paths(value, (*at, key))


PLACES = list(_paths(tomllib.loads(GOOD)))


@examples(300)
@given(st.sampled_from(PLACES), VALUES)
def test_any_value_at_any_place_is_read_or_refused(place, value):
    tree = tomllib.loads(GOOD)
    node = tree
    for key in place[:-1]:
        node = node[key]
    node[place[-1]] = value
    assert _fault(_toml(tree)).startswith("f.toml: ")


def _fault(text):
    """The fault's message; for a good file what every message begins with."""
    try:
        loads(text, "f.toml")
    except SchemaError as error:
        return str(error)
    return "f.toml: "


def _toml(tree):
    return "\n".join(f"{key} = {_value(value)}" for key, value in tree.items())


def _value(value):
    if isinstance(value, dict):
        return "{" + ", ".join(f"{k} = {_value(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_value, value)) + "]"
    return f"'''{value}'''" if isinstance(value, str) else str(value).lower()
