"""What tests/shape.py measures, on sources made for it, and that gouji's own keep to the aims."""

import re
from pathlib import Path

import pytest

import shape

LONG = "def long(x: int) -> int:\n    'Long.'\n" + "    x += 1\n" * 38 + "    return x\n"
DESIGN = Path(__file__).parents[1] / "docs" / "design.md"


def shape_of(folder, **sources):
    for name, text in sources.items():
        (folder / f"{name}.py").write_text(text, "utf-8")
    return shape.measured(folder)


@pytest.mark.parametrize("name", shape.SOURCES)
def test_the_sources_keep_to_the_aims(name):
    assert list(shape.missed(shape.measured(shape.SOURCES[name]))) == []


def test_a_long_function_module_and_class_miss_the_aims(tmp_path):
    long_class = "'A class.'\n\n\nclass Wide:\n    'Wide.'\n" + "    x = 1\n" * 400
    found = list(shape.missed(shape_of(tmp_path, a=LONG, b=long_class)))
    assert [line.partition(",")[0] for line in found] == [
        "function median: 41",
        "function p90: 41",
        "module b: 405",
        "class b.Wide: 402",
    ]


def test_what_is_public_is_typed_and_documented(tmp_path):
    text = """
class Known:
    def bare(self, x, *rest: int) -> int:
        '''Says so.'''
        def inner(y): return y
    def silent(self) -> int: return 1
    def _own(self, x): return x
"""
    found = list(shape.missed(shape_of(tmp_path, a=text)))
    assert found == ["a.Known.bare: not typed", "a.Known.silent: not documented", "a.Known: not documented"]


def test_layers_count_the_longest_way_down_and_a_circle_has_none(tmp_path):
    chain = {"a": "x = y = z = 1\n", "b": "import a\n", "c": "from a import x\nfrom b import a\n"}
    assert shape_of(tmp_path, **chain).layers() == 3
    assert shape_of(tmp_path, a="import c\n").layers() == 0


def test_a_run_that_stands_twice_is_told_once_at_its_whole_length(tmp_path):
    body = "".join(f"    x{n} = {n}\n\n" for n in range(9))
    twice = shape_of(tmp_path, a=f"def a():\n{body}", b=f"import os\n\ndef other():\n    # why\n{body}").twice
    assert twice == [("a:2", "b:5", 9)]
    assert shape_of(tmp_path, b="def b():\n" + body[: body.index("x5")]).twice == []


def test_the_aims_are_those_of_the_docs():
    words = r"median function (\d+) lines, nine in ten (\d+), no module above (\d+), no class above (\d+)"
    told = re.search(words, " ".join(DESIGN.read_text("utf-8").split()))
    assert [int(n) for n in told.groups()] == list(shape.AIMS.values())
