"""Snippets of docs that need what a test has not: their names, columns and types are gouji's, and all but the cluster runs."""

from __future__ import annotations

import ast
import re
import tomllib
from importlib import import_module
from pathlib import Path

import pytest

from gouji import sidecar
from gouji.batch.tables import CELLS

DOCS = Path(__file__).parents[1] / "docs"
TYPES = {
    "long": "int64",
    "double": "double",
    "string": "string",
    "array<string>": "list<item: string>",
    "array<struct<start: long, end: long>>": "list<item: struct<start: int64, end: int64>>",
}
"""Spark's types, and the same as Arrow says them."""


def fenced(page: str, language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", (DOCS / page).read_text("utf-8"), re.DOTALL)


@pytest.mark.parametrize("code", fenced("scale.md", "python"))
def test_the_names_of_gouji_are_there(code):
    for node in ast.walk(ast.parse(code)):
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) in ("gouji.arrow", "gouji.ray"):
            assert hasattr(import_module(ast.unparse(node.value)), node.attr)


class Spark:
    """A frame of documents that answers each call with itself, and hands its batches on."""

    def __init__(self, batches):
        self.batches, self.given = batches, ()

    def __getattr__(self, name):
        return self

    def __call__(self, *_):
        return self

    def mapInArrow(self, function, schema):  # noqa: N802 - Spark's name
        self.given = schema, list(function(iter(self.batches)))
        return self


def test_spark_is_given_the_columns_and_types_that_it_is_told():
    pa = pytest.importorskip("pyarrow")
    text = "规章\t2\t0\t1\n行政规范性文件\t\t3\t7\n".encode()
    spark = Spark(pa.table({"id": ["a.txt"], "bytes": [text]}).to_batches())
    (code,) = (code for code in fenced("scale.md", "python") if "mapInArrow" in code)
    exec(code, {"spark": spark})
    told, batches = spark.given
    columns = [part.strip().split(" ", 1) for part in re.split(r",(?![^<]*>)", told)]
    assert [(f.name, str(f.type).replace("large_", "")) for f in batches[0].schema] == [
        (name, TYPES[kind]) for name, kind in columns
    ]
    assert {"proactive/regulations/made"} < {key for b in batches for key in b["key"].to_pylist()}


def test_a_sidecar_as_shown_is_read_as_it_says():
    (code,) = fenced("review.md", "toml")
    (fix,) = sidecar.loads(code, "report.txt.gouji.toml").fixes
    (told,) = tomllib.loads(code)["corrections"]
    assert [fix.key, fix.status, fix.raw, fix.value, fix.who, fix.why] == [
        told[name] for name in ("key", "status", "raw", "value", "who", "why")
    ]


def test_the_programs_of_statistics_name_columns_that_are_there():
    (r,), (stata,) = fenced("data.md", "r"), fenced("data.md", "stata")
    assert {"status", "key"} <= set(CELLS.names)
    assert 'filter(status == "printed") |> count(key)' in r
    number = int(re.search(r"stringcols\((\d+)\)", stata)[1])
    assert CELLS.names[number - 1] == "value_text"
