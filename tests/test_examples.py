"""The examples are what a stranger would write: distributions that are found by their entry points."""

from __future__ import annotations

import json
import sys
from decimal import Decimal
from importlib import import_module
from pathlib import Path

import pytest

import proof
from distributions import Installed
from gouji.testing import Renderer, Truth, fill, render

EXAMPLES = Path(__file__).parents[1] / "examples"
LAYOUTS = sorted(p.parent.name for p in EXAMPLES.glob("*/pyproject.toml"))


@pytest.fixture(scope="module")
def installed(tmp_path_factory):
    return {name: Installed(EXAMPLES / name, tmp_path_factory.mktemp(name)) for name in LAYOUTS}


@pytest.mark.parametrize("name", LAYOUTS)
def test_an_example_is_listed(installed, name):
    done = installed[name].gouji("plugins")
    assert f"{name}  (gouji-{name} 0.1.0, gouji_{name})  gouji_cell_matrices" in done.stdout, done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("name", LAYOUTS)
def test_an_example_keeps_the_laws_by_its_own_tests(installed, name):
    done = installed[name].pytest()
    assert done.returncode == 0, done.stdout


@pytest.fixture(scope="module")
def typst():
    """The renderer of the example's own tests."""
    folders = [str(EXAMPLES / "typst" / part) for part in ("src", "tests")]
    sys.path[:0] = folders
    try:
        layout = import_module("test_gouji_typst").LAYOUT
    finally:
        del sys.path[:2]
    assert isinstance(layout.renderer, Renderer)
    return layout.renderer


@pytest.mark.slow
@pytest.mark.parametrize("edition", ["cn-disclosure-2019", "cn-disclosure-2021"])
def test_reports_in_typst_are_parsed_by_the_command_line(installed, typst, tmp_path, edition):
    schema = proof.real_engine().schemas[edition]
    truths = {}
    for profile in ("small", "city", "sparse", "blanks"):
        values = fill(schema, 7, profile)
        (tmp_path / f"{profile}.typ").write_text(render(schema, values, typst, prose=True), "utf-8")
        truths[profile] = Truth.of(values).cells
    done = installed["typst"].gouji("parse", "--format", "jsonl", "--quiet", tmp_path)
    reports = [json.loads(line, parse_float=Decimal) for line in done.stdout.splitlines()]
    assert len(reports) == len(truths), done.stderr
    right = wrong = 0
    for report in reports:
        truth = truths[Path(report["source"]).stem]
        for cell in report["cells"]:
            said, value = cell["value"], truth[cell["key"]].value
            right += said == value and cell["status"] not in ("absent", "ambiguous", "contested")
            wrong += said != value if said is not None else cell["status"] == "blank" and value is not None
            assert "typst" in cell["layout"] or not cell["layout"]
    assert wrong == 0
    assert right >= 0.99 * len(truths) * len(schema.keys)
