"""The engine knows no layout and no form: it works with toy plugins alone."""

from __future__ import annotations

import re

import numpy as np
import pytest

import small_form
from gouji import MatrixError, PluginError, SchemaError
from gouji.engine import Engine
from gouji.equation import Equation
from gouji.hookspecs import hookimpl
from gouji.matrix import CellMatrix, from_rows
from gouji.schema import Block, Column, Label, Row, Schema, Table

FRUIT = Block(
    "fruit",
    "harvest",
    (Column("old", Label("旧果树")), Column("new", Label("新果树")), Column("sum", Label("果树合计"))),
    (Row("apple", Label("苹果园")), Row("pear", Label("雪梨园")), Row("plum", Label("李子园"))),
)
SUMS = tuple(
    Equation(
        f"S/{row}",
        ((1, f"harvest/{row}/old"), (1, f"harvest/{row}/new")),
        "=",
        ((1, f"harvest/{row}/sum"),),
        message="合计",
    )
    for row in ("apple", "pear", "plum")
)
FORM = Schema("orchard-1", "果园表", "orchard", "invented", (Table("harvest", "收成", (), (FRUIT,)),), SUMS)
HEADER = "园名;旧果树;新果树;果树合计\n"
TEXT = f"果园\n{HEADER}苹果园;3;4;7\n雪梨园;10;;10\n李子园;0;0;0\n完"


class Semicolons:
    """Rows with cells between semicolons."""

    name = "semicolons"

    def __init__(self, mark=";"):
        self.mark = mark

    @hookimpl
    def gouji_cell_matrices(self, document):
        rows = []
        for number in range(len(document.lines.start)):
            start, line = int(document.lines.start[number]), document.line_text(number)
            if self.mark in line:
                edges = [m.start() for m in re.finditer(re.escape(self.mark), line)]
                bounds = zip([0, *(e + 1 for e in edges)], [*edges, len(line)], strict=True)
                rows.append([[(start + a, start + b)] for a, b in bounds])
        if rows:
            yield from_rows(rows)


class Orchard:
    name = "orchard"

    @hookimpl
    def gouji_schemas(self):
        return [FORM]


class Failing:
    """A layout that raises after its first matrix."""

    name = "failing"

    @hookimpl
    def gouji_cell_matrices(self, document):
        yield from_rows([[[(0, 1)]]])
        raise RuntimeError("out of paper")


class Rubbish:
    """A layout that returns whatever it was made with."""

    name = "rubbish"

    def __init__(self, value):
        self.value = value

    @hookimpl
    def gouji_cell_matrices(self, document):
        return self.value


def values(report):
    return {c.key: c.value for c in report}


TRUTH = {
    "harvest/apple/old": 3,
    "harvest/apple/new": 4,
    "harvest/apple/sum": 7,
    "harvest/pear/old": 10,
    "harvest/pear/new": None,
    "harvest/pear/sum": 10,
    "harvest/plum/old": 0,
    "harvest/plum/new": 0,
    "harvest/plum/sum": 0,
}


def test_a_toy_layout_and_a_toy_form_are_enough():
    report = Engine([Semicolons(), Orchard()]).parse(TEXT)
    assert values(report) == TRUTH
    assert report["harvest/pear/new"].status == "blank"
    assert (report.schema, report.tables) == ("orchard-1", {"harvest": "orchard-1"})
    cell = report["harvest/apple/new"]
    assert [TEXT[a:b] for a, b in cell.spans] == ["4"] == [cell.raw]
    assert cell.layout == "semicolons"


def test_a_broken_sum_is_found_and_no_figure_is_changed():
    report = Engine([Semicolons(), Orchard()]).parse(TEXT.replace(";7\n", ";8\n"))
    assert values(report) == {**TRUTH, "harvest/apple/sum": 8}
    assert [(f.code, f.verdict) for f in report.findings if f.verdict == "broken"] == [
        ("equation:S/apple", "broken")
    ]
    assert report.doubtful


def test_an_option_is_a_plugin_instance():
    text = TEXT.replace(";", "^")
    assert values(Engine([Semicolons("^"), Orchard()]).parse(text)) == TRUTH
    assert Engine([Semicolons(), Orchard()]).parse(text).cells == {}


def test_without_layouts_and_without_forms():
    assert Engine([]).parse(TEXT).cells == {}
    assert Engine([Orchard()]).parse(TEXT).cells == {}
    assert Engine([Semicolons()]).parse(TEXT).cells == {}
    assert Engine([]).tables(TEXT) == []
    assert [f.code for f in Engine([]).parse("").findings] == ["nothing-recognised"]


def test_tables_need_no_form():
    (table,) = Engine([Semicolons()]).tables(TEXT)
    assert table.rows()[1] == ["苹果园", "3", "4", "7"]
    assert Engine([Semicolons()]).tables(TEXT, layout="semicolons")[0].rows() == table.rows()


def test_a_plugin_that_raises_is_recorded_and_costs_only_itself():
    report = Engine([Semicolons(), Orchard(), Failing()]).parse(TEXT)
    assert values(report) == TRUTH
    runs = {run.name: run for run in report.plugins}
    assert (runs["failing"].matrices, runs["failing"].error) == (0, "RuntimeError: out of paper")
    assert (runs["semicolons"].matrices, runs["semicolons"].error) == (1, "")
    told = [f.message for f in report.findings if f.code == "plugin-failed"]
    assert len(told) == 1
    assert "failing" in told[0]
    assert "out of paper" in told[0]
    told = [f.code for f in Engine([Failing()]).parse(TEXT).findings]
    assert told == ["nothing-recognised", "plugin-failed"]


def test_strict_raises_with_the_cause():
    engine = Engine([Semicolons(), Orchard(), Failing()], strict=True)
    with pytest.raises(PluginError, match="failing") as caught:
        engine.parse(TEXT)
    assert isinstance(caught.value.__cause__, RuntimeError)


def matrix(spans, owner=((0,),), indptr=(0, 1)):
    return CellMatrix(
        np.array(owner, dtype=np.int32), np.array(indptr, dtype=np.int32), np.array(spans, dtype=np.int32)
    )


RUBBISH = {
    "beyond the text": [matrix([[0, 10**6]])],
    "before the text": [matrix([[-5, 2]])],
    "reversed": [matrix([[4, 2]])],
    "no such cell": [matrix([[0, 1]], owner=((3,),))],
    "flat": [matrix([[0, 1]], owner=(0,))],
    "falling": [matrix([[0, 1], [1, 2]], owner=((0, 1, 1),), indptr=(0, 2, 1, 2))],
    "a cell without a slot": [matrix([[0, 1], [1, 2]], indptr=(0, 1, 2))],
    "cells out of order": [matrix([[0, 1], [1, 2]], owner=((1, 0),), indptr=(0, 1, 2))],
    "a matrix without a list": matrix([[0, 1]]),
    "too few spans": [matrix([[0, 1]], indptr=(0, 2))],
    "text": ["苹果园"],
    "a number": 7,
    "a table of texts": [[["苹果园", "3"]]],
}


@pytest.mark.parametrize("value", RUBBISH.values(), ids=RUBBISH)
def test_a_plugin_that_returns_rubbish_is_recorded(value):
    report = Engine([Semicolons(), Orchard(), Rubbish(value)]).parse(TEXT)
    assert values(report) == TRUTH
    assert next(run for run in report.plugins if run.name == "rubbish").error
    with pytest.raises(PluginError, match="rubbish"):
        Engine([Rubbish(value)], strict=True).tables(TEXT)


@pytest.mark.parametrize("value", [None, [], (), iter(())], ids=["None", "list", "tuple", "iterator"])
def test_a_plugin_may_return_nothing_in_any_way(value):
    report = Engine([Semicolons(), Orchard(), Rubbish(value)]).parse(TEXT)
    assert values(report) == TRUTH
    assert not any(run.error for run in report.plugins)


def test_a_matrix_says_itself_what_is_wrong_with_it():
    with pytest.raises(MatrixError, match="outside"):
        matrix([[0, 9]]).validate(8)
    matrix([[0, 8]]).validate(8)


def test_a_schema_twice_is_refused_by_its_name():
    class Again(Orchard):
        name = "again"

    with pytest.raises(SchemaError, match=r"orchard-1.*'orchard'|orchard-1.*'again'"):
        Engine([Orchard(), Again()])


def test_two_forms_side_by_side():
    class Town:
        name = "town"

        @hookimpl
        def gouji_schemas(self):
            return [small_form.schema()]

    engine = Engine([Semicolons(), Orchard(), Town()])
    assert sorted(engine.schemas) == ["orchard-1", "small-1"]
    assert values(engine.parse(TEXT)) == TRUTH
    assert engine.parse(TEXT, schema="small-1").cells == {}


def test_two_prints_that_clash_are_contested_and_what_they_share_stays():
    (report,) = Engine([Semicolons(), Orchard()]).parse_all(
        f"{TEXT}\n{'文' * 80}\n{TEXT.replace(';4;7', ';5;8')}"
    )
    shared = {k: v for k, v in TRUTH.items() if k not in ("harvest/apple/new", "harvest/apple/sum")}
    assert {k: report[k].value for k in shared} == shared
    assert report["harvest/apple/new"].status == "contested"
    assert sorted(report["harvest/apple/new"].candidates) == [4, 5]
    assert sorted(report["harvest/apple/sum"].candidates) == [7, 8]


def test_a_print_that_is_repeated_word_for_word_changes_no_cell():
    (report,) = Engine([Semicolons(), Orchard()]).parse_all(f"{TEXT}\n{'文' * 80}\n{TEXT}")
    assert values(report) == TRUTH
    assert "printed-again" in [f.code for f in report.findings]


class Shy:
    name = "shy"

    @hookimpl
    def gouji_tables(self, document, asked):
        return [from_rows([[[(0, 1)]]])] if asked else []


class Eager(Shy):
    name = "eager"

    @hookimpl
    def gouji_tables(self, document, asked=False):  # noqa: FBT002 - as a plugin may write it
        return super().gouji_tables(document, asked)


@pytest.mark.parametrize("plugin", [Shy(), Eager()])
def test_a_reader_is_told_whether_its_layout_was_named(plugin):
    engine = Engine([plugin], strict=True)
    assert engine.tables("x") == []
    assert engine.tables("x", layout=plugin.name)[0].rows() == [["x"]]
    assert engine.parse("x").cells == {}


class Boastful(Semicolons):
    name = "boastful"
    evidence = "certain"


def test_evidence_of_a_kind_that_does_not_exist_is_refused():
    with pytest.raises(PluginError, match="'boastful': it has evidence 'certain'; it may be one of markup"):
        Engine([Boastful()])
