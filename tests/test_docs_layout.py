"""docs/write-a-layout.md is true: its distribution is built from the page alone, and its commands say what it says."""

from __future__ import annotations

import ast
import re
import shlex
from dataclasses import fields
from pathlib import Path

import pytest

import gouji.layout
from distributions import Installed
from gouji.testing import LAWS, Layout

PAGE = (Path(__file__).parents[1] / "docs" / "write-a-layout.md").read_text("utf-8")
FILES = dict(re.findall(r"\*\*(\S+)\*\*\n\n```\w+\n(.*?)```", PAGE, re.DOTALL))
COMMANDS = [
    (command, said)
    for block in re.findall(r"```console\n(.*?)```", PAGE, re.DOTALL)
    for command, said in re.findall(r"^\$ (.*)\n((?:(?!\$ ).*\n)*)", block, re.MULTILINE)
]
MOST_LINES = 40


@pytest.fixture(scope="module")
def page(tmp_path_factory):
    """The distribution of the page, written out and installed."""
    folder = tmp_path_factory.mktemp("page")
    for name, text in FILES.items():
        path = folder / "gouji-jira" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return Installed(folder / "gouji-jira", folder / "site")


def test_the_page_has_all_files_of_a_distribution():
    assert set(FILES) == {
        "pyproject.toml",
        "src/gouji_jira.py",
        "tests/test_gouji_jira.py",
        "permits.txt",
    }


def test_its_plugin_is_short():
    module = FILES["src/gouji_jira.py"]
    assert len([line for line in module.splitlines() if line.strip()]) <= MOST_LINES
    imported = {n.module for n in ast.walk(ast.parse(module)) if isinstance(n, ast.ImportFrom)}
    assert imported == {"gouji.layout"}


@pytest.mark.slow
@pytest.mark.parametrize(("command", "said"), COMMANDS, ids=[c for c, _ in COMMANDS])
def test_a_command_says_what_the_page_says(page, tmp_path, command, said):
    tool, *arguments = shlex.split(command)
    if arguments[:1] == ["new"]:
        done = _new(tmp_path, arguments)
    else:
        done = page.pytest(*arguments) if tool == "pytest" else page.gouji(*arguments)
    wanted = ".*?".join(re.escape(part) for part in said.split("..."))
    assert re.fullmatch(wanted, done.stdout, re.DOTALL), done.stdout + done.stderr


def _new(folder, arguments):
    """The command that begins, where the page's own plugin is not yet installed."""
    (folder / "p").mkdir()
    (folder / "p" / "pyproject.toml").write_text(
        '[project]\nname = "none"\nversion = "0"\nentry-points = {}\n', "utf-8"
    )
    return Installed(folder / "p", folder / "site").gouji(*arguments, cwd=folder)


@pytest.mark.slow
def test_an_installed_layout_is_asked_without_a_test_file(page):
    done = page.pytest("--gouji-layout", "jira", "-k", "contract or cases")  # its own tests ask all laws
    assert re.search(r"1 passed, 1 skipped", done.stdout), done.stdout
    done = page.pytest("--gouji-layout", "nothing")
    assert "no plugin is named 'nothing'" in done.stdout


def test_every_law_and_fact_is_told():
    for law in LAWS:
        assert f"| {law} |" in PAGE
    told = {f.name for f in fields(Layout)} - {"plugin", "draw", "cases", "hooks", "examples", "drawn"}
    assert {name for name in told if f"`{name}=" not in PAGE} == set()


def test_every_name_of_the_public_module_is_told():
    names = set(gouji.layout.__all__) - {"Iterator"}
    assert {name for name in names if not re.search(rf"`{name}\b", PAGE)} == set()
