"""The tree keeps its shape: imports run one way, modules stay small, importing gouji stays cheap."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

import patience

ROOT = Path(__file__).parents[1]
CORE, PLUGINS = ROOT / "core" / "gouji", ROOT / "plugins"
OURS = ("gouji_disclosure", "gouji_layouts", "gouji_readers", "gouji_standards")
"""The packages of built-in plugins."""
LONGEST_FUNCTION = 40
CONTRACTS = (
    "errors",
    "limits",
    "origin",
    "line_table",
    "edges",
    "document",
    "matrix",
    "unseen",
    "plain.rows",
    "plain.words",
    "equation",
    "schema.model",
    "schema",
    "hookspecs",
)
LATER = {
    "decode": {"engine", "report"},
    "strand": {"placing", "reconcile", "engine", "report"},
    "mark": {"placing", "reconcile", "engine"},
    "placing": {"solve", "reconcile", "engine", "assemble"},
    "solve": {"reconcile", "engine", "assemble"},
    "displaced": {"placing", "solve", "reconcile", "canonical", "engine", "assemble"},
    "reconcile": {"engine", "assemble", "check"},
    "canonical": {"engine", "assemble", "check"},
    "check": {"engine", "assemble"},
    "assemble": {"engine"},
    "engine": {"cli", "view", "explain", "export"},
}
"""Modules of the flow, each with later ones that it must not import."""


@cache
def modules(folder):
    """The files of a package by the names under which they are imported, without the package's own."""
    found = {".".join(p.relative_to(folder).with_suffix("").parts): p for p in sorted(folder.rglob("*.py"))}
    return {name.removesuffix(".__init__"): path for name, path in found.items()}


@cache
def tree_of(path):
    return ast.parse(path.read_text("utf-8"), str(path))


@cache
def imported(path, *, late=True):
    """Full names of the modules a file imports, or of what it takes out of them; without ``late`` of its top level."""
    tree = tree_of(path)
    blocks = [n for n in ast.walk(tree) if isinstance(n, ast.If) and "TYPE_CHECKING" in ast.unparse(n.test)]
    typing = {n for block in blocks for line in block.body for n in ast.walk(line)}
    return [
        n for node in (ast.walk(tree) if late else tree.body) if node not in typing for n in named(node, path)
    ]


def named(node, path):
    """The full names that an import statement brings."""
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        assert node.level == 0, f"{path}: relative import"
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def links(package, folder, *, late=True):
    """Which module of a package imports which others of it, by their names without the package's."""
    own = modules(folder)
    found = {}
    for name, path in own.items():
        used = [
            n.removeprefix(f"{package}.") for n in imported(path, late=late) if n.startswith(f"{package}.")
        ]
        found[name] = {n if n in own else n.rpartition(".")[0] for n in used}.intersection(own) - {name}
    return found


def test_the_engine_imports_no_layout_and_no_form():
    for path in modules(CORE).values():
        assert not [n for n in imported(path) if n.startswith(OURS)], path


def test_plugins_import_the_contracts_and_never_the_engine():
    for path in modules(PLUGINS).values():
        used = {n.split(".")[1] for n in imported(path) if n.startswith("gouji.")}
        assert used.isdisjoint(
            {"engine", "reconcile", "place", "report", "assemble", "cli", "solve", "strand"}
        ), path


def test_plugin_packages_do_not_know_each_other_but_layouts_take_in_their_standards():
    packages = set(OURS)
    allowed = {"gouji_layouts": {"gouji_standards"}}
    for name, path in modules(PLUGINS).items():
        own = name.split(".")[0]
        strange = packages - {own} - allowed.get(own, set())
        assert not [n for n in imported(path) if n.split(".")[0] in strange], path


@pytest.mark.parametrize(
    ("package", "folder"),
    [
        ("gouji", CORE),
        *((name, PLUGINS / name) for name in ("gouji_layouts", "gouji_readers", "gouji_standards")),
    ],
)
def test_imports_make_no_circle(package, folder):
    graph = links(package, folder, late=False)
    graph.pop("__init__", None)
    assert list(TopologicalSorter(graph).static_order())


def test_families_of_standards_make_no_circle():
    folder = PLUGINS / "gouji_standards"
    graph = {}
    for name, path in modules(folder).items():
        used = {n.split(".")[1] for n in imported(path) if n.startswith(f"{folder.name}.")}
        graph.setdefault(name.split(".")[0], set()).update(used)
    for family, used in graph.items():
        used.discard(family)
    assert list(TopologicalSorter(graph).static_order())


def test_the_contracts_stand_below_all_else():
    graph = links("gouji", CORE)
    allowed = set()
    for name in CONTRACTS:
        assert graph[name] <= allowed, (name, graph[name] - allowed)
        allowed.add(name)


def test_the_flow_runs_one_way():
    graph = links("gouji", CORE)
    for name, later in LATER.items():
        assert name in graph
        own = [module for module in graph if module == name or module.startswith(f"{name}.")]
        rooms = {used.split(".")[0] for module in own for used in graph[module]}
        assert rooms.isdisjoint(later), (name, rooms & later)


def test_rows_that_may_be_displaced_are_judged_before_there_are_cells():
    """The four that the solver asks first know rows and sums alone; all of the folder's are in its order."""
    graph = links("gouji", CORE)
    folder = {name for name in graph if name.startswith("displaced.")}
    assert graph["displaced"] & folder == folder
    cells = {"report", "document", "check"}
    rows = {name for name in folder if not cells & {used.split(".")[0] for used in graph[name]}}
    assert rows == {"displaced.weak", "displaced.moved", "displaced.astray", "displaced.untotalled"}


def test_of_placing_only_the_place_and_its_chains_are_known_elsewhere():
    graph = links("gouji", CORE)
    used = {n for name, own in graph.items() if not name.startswith("placing") for n in own}
    assert {n for n in used if n.startswith("placing")} == {"placing.place", "placing.chain"}


def test_nothing_of_the_engine_imports_the_testing_kit():
    commands = {"cli.schema"}  # `gouji schema render` is the kit's own command
    for name, path in modules(CORE).items():
        if not name.startswith("testing") and name not in commands:
            assert not [n for n in imported(path) if n.startswith("gouji.testing")], name


def every_module():
    return {**{f"gouji.{n}": p for n, p in modules(CORE).items()}, **modules(PLUGINS)}


def test_no_function_is_longer_than_40_lines():
    long = []
    for name, path in every_module().items():
        for node in ast.walk(tree_of(path)):
            if isinstance(node, ast.FunctionDef) and node.end_lineno - node.lineno >= LONGEST_FUNCTION:
                doc = ast.get_docstring(node, clean=False) or ""
                lines = node.end_lineno - node.lineno + 1 - len(doc.splitlines())
                long += [(name, node.name, lines)] if lines > LONGEST_FUNCTION else []
    assert long == []


def test_the_map_in_the_design_names_every_folder():
    drawn = (
        (ROOT / "docs" / "design.md")
        .read_text("utf-8")
        .partition("## Where things stand")[2]
        .partition("\n## ")[0]
    )
    folders = {p.parent.name for folder in (CORE, PLUGINS) for p in folder.glob("*/__init__.py")}
    assert [name for name in sorted(folders) if not re.search(rf"[`/]{name}/?`", drawn)] == []


def test_the_design_names_every_module_of_the_engine():
    told = (ROOT / "docs" / "design.md").read_text("utf-8")
    names = [p.stem for p in sorted(CORE.glob("*.py")) if p.stem != "__init__"]
    assert [name for name in names if not re.search(rf"`{name}(\.py|\.\w+)?`", told)] == []
    ours = {p.name for folder in ("core", "plugins", "tests") for p in (ROOT / folder).rglob("*.py")}
    assert set(re.findall(r"`(?:[a-z]+/)*(\w+\.py)`", told)) - ours == set()


ROOMS = (
    *(CORE / name for name in ("arrow", "batch", "displaced", "draft", "panel", "placing", "plain", "review", "schema", "table", "view")),
    *(PLUGINS / name for name in ("gouji_layouts", "gouji_readers", "gouji_standards")),
)  # fmt: skip
"""Packages whose docstring is a map. Of the command line and the kit the names of commands and laws say it."""


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.name)
def test_the_map_of_a_package_names_its_modules(room):
    told = set(re.findall(r"\w+", ast.get_docstring(tree_of(room / "__init__.py"))))
    own = {p.stem for p in room.glob("*.py")} | {p.parent.name for p in room.glob("*/__init__.py")}
    assert own - told == {"__init__"}


def test_there_is_no_drawer_for_everything():
    names = {n.rpartition(".")[2] for n in every_module()}
    assert names.isdisjoint({"utils", "util", "helpers", "helper", "common", "misc", "tools"})


def test_every_module_says_what_it_is():
    trees = {name: tree_of(path) for name, path in every_module().items()}
    assert not [name for name, tree in trees.items() if tree.body and not ast.get_docstring(tree)]


def python(*arguments):
    done = subprocess.run(
        [sys.executable, *arguments], capture_output=True, text=True, timeout=patience.SECONDS, check=True
    )
    return done.stdout + done.stderr


HEAVY = (
    "pandas",
    "pyarrow",
    "rich",
    "hypothesis",
    "pytest",
    "scipy",
    "charset_normalizer",
    "pypdfium2",
    "importlib.metadata",
)


def test_importing_gouji_brings_nothing_heavy():
    told = python("-X", "importtime", "-c", "import gouji")
    names = {line.rpartition("|")[2].strip() for line in told.splitlines() if "|" in line}
    assert "gouji" in names
    assert names.isdisjoint(HEAVY)
    assert not [n for n in names if n.startswith(OURS)]


CLOCK = "import time; a = time.process_time(); import {0}; print(time.process_time() - a)"


@pytest.mark.slow
def test_importing_gouji_costs_little_more_than_numpy():
    """At most 2.2 times the CPU time of numpy alone, the best of five each: a ratio, so any machine may judge."""
    cost = {
        name: min(float(python("-c", CLOCK.format(name))) for _ in range(5)) for name in ("numpy", "gouji")
    }
    assert cost["gouji"] <= 2.2 * cost["numpy"], cost
