"""gouji new layout NAME: a skeleton that works at once."""

from __future__ import annotations

import json

import pytest

import proof
from distributions import Installed
from gouji.cli import main
from gouji.testing import Renderer, fill, render
from gouji.testing.delimited import grid_rows


@pytest.fixture
def made(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "layout", "dot-ruler"]) == 0
    capsys.readouterr()
    return Installed(tmp_path / "gouji-dot-ruler", tmp_path / "site")


def test_it_writes_four_files_and_says_what_to_do(tmp_path, capsys):
    assert main(["new", "layout", "jira", "--into", str(tmp_path / "a" / "b")]) == 0
    said = capsys.readouterr().out
    files = sorted(p.relative_to(tmp_path / "a" / "b") for p in tmp_path.rglob("*") if p.is_file())
    assert list(map(str, files)) == [
        "README.md",
        "pyproject.toml",
        "src/gouji_jira.py",
        "tests/test_gouji_jira.py",
    ]
    assert all(str(tmp_path / "a" / "b" / f) in said for f in files)
    assert "pip install -e '.[test]' && pytest" in said
    assert not [p for p in files if "{{" in (tmp_path / "a" / "b" / p).read_text("utf-8")]


@pytest.mark.slow
def test_its_tests_pass_and_the_first_thing_to_do_is_told_when_it_is_done(made):
    done = made.pytest()
    assert "14 passed, 1 skipped, 1 xfailed" in done.stdout, done.stdout
    module = made.folder / "src" / "gouji_dot_ruler.py"
    module.write_text(module.read_text("utf-8").replace("    # return bool", "    return bool"), "utf-8")
    told = made.pytest("-k", "first_thing")
    assert "XPASS(strict)" in told.stdout


@pytest.mark.slow
def test_it_is_listed_and_its_reports_are_parsed(made):
    assert (
        "dot-ruler  (gouji-dot-ruler 0.1.0, gouji_dot_ruler)  gouji_cell_matrices"
        in made.gouji("plugins").stdout
    )
    schema = proof.real_engine().schemas["cn-disclosure-2019"]
    values = fill(schema, 3, "small")
    daggers = Renderer(
        "d", "d", lambda sheet, options: "\n".join(" ‡ ".join(row) for row in grid_rows(sheet, options, " "))
    )
    (made.folder / "report.txt").write_text(render(schema, values, daggers), "utf-8")
    done = made.gouji("parse", "--format", "jsonl", "report.txt")
    assert done.returncode == 0, done.stderr
    cells = json.loads(done.stdout)["cells"]
    assert {c["layout"] for c in cells} == {"dot-ruler"}
    assert all(
        str(c["value"]) == values[c["key"]] for c in cells if c["value"] is not None and c["key"] in values
    )


@pytest.mark.parametrize("name", ["Dots", "9dots", "a b", "-a", "a--b", "../a", "点", "", "class"])
def test_a_name_that_will_not_do_is_refused_and_nothing_is_written(name, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "layout", "--", name]) == 2
    assert "is no name for a layout" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_refused(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    assert main(["new", "layout", "tabs"]) == 2
    assert "already installed, of gouji" in capsys.readouterr().err
    assert main(["new", "layout", "layouts"]) == 2
    assert "'gouji_layouts'" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_nothing_is_overwritten(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gouji-jira").mkdir()
    (tmp_path / "gouji-jira" / "README.md").write_text("mine", "utf-8")
    assert main(["new", "layout", "jira"]) == 2
    assert "README.md: already there" in capsys.readouterr().err
    assert [p.name for p in (tmp_path / "gouji-jira").iterdir()] == ["README.md"]
    (tmp_path / "file").write_text("", "utf-8")
    assert main(["new", "layout", "jira", "--into", "file/below"]) == 2
    assert "file: is no folder" in capsys.readouterr().err
