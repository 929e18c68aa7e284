"""The registry: who may come in, under which name, and that the order of coming changes nothing."""

from __future__ import annotations

import ast
import inspect
import itertools
import textwrap
from importlib.metadata import entry_points

import pytest

import proof
from gouji import Engine, PluginError
from gouji.hookspecs import hookimpl
from test_engine_toys import TEXT, Failing, Orchard, Semicolons

OWN = sorted(
    (e for e in entry_points(group="gouji") if e.dist and e.dist.name == "gouji"), key=lambda e: e.name
)


def test_a_second_plugin_of_one_name_is_refused_with_both_named():
    class Other(Semicolons):
        pass

    with pytest.raises(PluginError, match="two plugins are named 'semicolons'"):
        Engine([Semicolons(), Other()])
    with pytest.raises(PluginError, match=r"semicolons.*the caller.*the caller"):
        Engine([Semicolons(), Orchard(), Semicolons()])


def test_a_hook_that_gouji_does_not_have_is_refused():
    class Eager:
        name = "eager"

        @hookimpl
        def gouji_cell_matrixes(self, document):
            return ()

    with pytest.raises(PluginError, match="gouji_cell_matrixes"):
        Engine([Eager()])


def test_an_argument_that_the_hook_does_not_have_is_refused():
    class Curious:
        name = "curious"

        @hookimpl
        def gouji_cell_matrices(self, document, engine):
            return ()

    with pytest.raises(PluginError, match="curious"):
        Engine([Curious()])


def test_every_order_of_plugins_gives_the_same_report():
    reports = [
        Engine(order).parse(TEXT).to_dict()
        for order in itertools.permutations([Semicolons(), Orchard(), Failing()])
    ]
    assert len(reports) == 6
    assert all(report == reports[0] for report in reports)


def test_the_engine_lists_what_it_loaded():
    listed = {p.name: p for p in Engine([Semicolons(), Orchard()]).plugins}
    assert listed["semicolons"].hooks == ("gouji_cell_matrices",)
    assert listed["orchard"].hooks == ("gouji_schemas",)
    installed = {p.name: p for p in Engine().plugins}
    assert set(installed) >= {e.name for e in OWN}
    assert all(
        (p.distribution, p.error) == ("gouji", "") for n, p in installed.items() if n in {e.name for e in OWN}
    )


def test_a_plugin_that_cannot_be_imported_is_listed_and_costs_only_itself(monkeypatch):
    class Broken:
        name, dist, group = "aaa-broken", None, "gouji"

        def load(self):
            raise ImportError("no module named paper")

    real = entry_points(group="gouji")
    monkeypatch.setattr("gouji.candidate.entry_points", lambda **_: [*real, Broken()])
    engine = Engine()
    errors = {p.name: p.error for p in engine.plugins if p.error}
    assert errors == {"aaa-broken": "ImportError: no module named paper"}
    assert engine.schemas


@pytest.mark.parametrize("entry", [pytest.param(e, id=e.name) for e in OWN])
def test_a_plugin_of_ours_says_who_prints_its_layout(entry):
    """A layout's module names the tools that print it, so that a user knows which to expect."""
    text = inspect.getdoc(entry.load()) or ""
    assert len(text) > 60
    if hasattr(entry.load(), "gouji_cell_matrices"):
        assert "Printed by" in text, text


@pytest.mark.parametrize("name", sorted(proof.layouts()))
def test_a_layout_of_ours_has_a_fixture_that_it_reads(name):
    paths = [proof.FIXTURES / e["doc"] for e in proof.manifest() if e["family"] == name]
    if not paths:
        pytest.skip(f"no fixture of family {name} yet")
    used = {c.layout for p in paths for r in proof.reports_of(p) for c in r if c.layout}
    assert any(name in layout.split("+") for layout in used)


@pytest.mark.parametrize("name", sorted(proof.layouts()))
def test_a_layout_keeps_no_state_between_calls(name):
    """No global statement, and no mutable value at the top of a module that a function could change."""
    tree = ast.parse(textwrap.dedent(inspect.getsource(proof.layouts()[name])))
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Global | ast.Nonlocal)]
    mutable = (ast.List, ast.Set, ast.ListComp, ast.SetComp)
    assigned = [n for n in tree.body if isinstance(n, ast.Assign | ast.AnnAssign)]
    names = [ast.unparse(n) for n in assigned if isinstance(n.value, mutable)]
    assert [n for n in names if not n.startswith("__all__")] == []
