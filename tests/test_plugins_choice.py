"""Which plugins come in: installed, built-in, named, left out, with options; by arguments and by gouji.toml."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

import patience
from gouji import Engine, PluginError, SchemaError, cli
from gouji.candidate import Candidate, installed, named
from gouji.schema.file import load
from gouji.settings import Settings, SettingsError, nearest
from gouji.settings import load as load_settings
from test_engine_toys import FORM, TEXT, TRUTH, Orchard, Semicolons, values

PLUGIN = '''
"""Cells between marks. Printed by: nobody."""
import re
from gouji.hookspecs import hookimpl
from gouji.matrix import from_rows


class Marks:
    """Rows with cells between marks."""

    aliases = ("marked",)

    def __init__(self, mark: str = "^"):
        self.mark = mark

    @hookimpl
    def gouji_cell_matrices(self, document):
        rows = []
        for number, start in enumerate(document.lines.start.tolist()):
            line = document.line_text(number)
            if self.mark in line:
                edges = [m.span() for m in re.finditer(re.escape(self.mark), line)]
                bounds = zip([0, *(e[1] for e in edges)], [*(e[0] for e in edges), len(line)])
                rows.append([[(start + a, start + b)] for a, b in bounds])
        return [from_rows(rows)] if rows else []
'''
FORM_TEXT = """
id = "orchard-2"
title = "果园表"
source = "invented"
[[tables]]
id = "harvest"
title = "收成"
[[tables.blocks]]
id = "fruit"
columns = [{ id = "old", label = "旧果树" }, { id = "new", label = "新果树" }, { id = "sum", label = "果树合计" }]
rows = [{ id = "apple", label = "苹果园" }, { id = "pear", label = "雪梨园" }, { id = "plum", label = "李子园" }]
"""


@pytest.fixture
def folder(tmp_path, monkeypatch):
    (tmp_path / "marks_plugin.py").write_text(PLUGIN, "utf-8")
    (tmp_path / "orchard.toml").write_text(FORM_TEXT, "utf-8")
    (tmp_path / "report.txt").write_text(TEXT.replace(";", "^"), "utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", [*sys.path])
    monkeypatch.delitem(sys.modules, "marks_plugin", raising=False)
    yield tmp_path
    sys.modules.pop("marks_plugin", None)


def run(capsys, *arguments):
    code = cli.main([str(a) for a in arguments])
    return code, *capsys.readouterr()


def stated(out):
    return {c["key"]: c["value"] for c in json.loads(out)["cells"]}


PARSE = ("parse", "report.txt", "--format", "jsonl", "--schema", "orchard.toml")


@pytest.mark.parametrize("spec", ["marks_plugin:Marks", "marks_plugin.py:Marks", "./marks_plugin.py:Marks"])
def test_a_plugin_and_a_form_nobody_installed(folder, capsys, spec):
    code, out, _ = run(capsys, *PARSE, "--plugin", spec)
    assert (code, stated(out)) == (0, TRUTH)
    assert run(capsys, *PARSE)[0] != 0


def test_settings_give_plugins_options_and_forms(folder, capsys):
    (folder / "report.txt").write_text(TEXT.replace(";", "¦"), "utf-8")
    settings = 'load = ["marks_plugin:Marks"]\nschemas = ["*chard.toml"]\n[options.marks]\nmark = "¦"\n'
    (folder / "gouji.toml").write_text(settings, "utf-8")
    sys.path.insert(0, str(folder))
    (folder / "deep").mkdir()
    os.chdir(folder / "deep")
    code, out, _ = run(capsys, "parse", "../report.txt", "--format", "jsonl")
    assert (code, stated(out)) == (0, TRUTH)
    assert "orchard-2" in run(capsys, "schemas")[1]
    assert "orchard-2" not in run(capsys, "schemas", "--config", "-")[1]
    listed = run(capsys, "plugins")[1]
    assert f"settings: {folder / 'gouji.toml'}" in listed
    assert "Rows with cells between marks." in listed
    assert "options: mark: str = '^'" in listed


def test_a_pyproject_counts_if_it_speaks_of_gouji(folder, capsys):
    (folder / "pyproject.toml").write_text("[tool.other]\nx = 1\n", "utf-8")
    assert nearest(folder / "x") == nearest(folder)
    assert nearest(folder).path is None
    (folder / "pyproject.toml").write_text('[tool.gouji]\nwithout = ["tabs"]\n', "utf-8")
    assert nearest(folder).without == ("tabs",)
    listed = {p["name"]: p for p in json.loads(run(capsys, "plugins", "--format", "json")[1])}
    assert listed["tabs"]["off"]
    assert not listed["pipes"]["off"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("plugin = 1", "plugin: unknown; known are plugins"),
        ('plugins = "mine"', "plugins: must be"),
        ('without = "tabs"', "without: must be a list"),
        ('load = ["../x.py"]', "install it, or name it with --plugin"),
        ('schemas = ["none*.toml"]', "matches no file"),
        ('schemas = ["/etc/*"]', "schemas"),
        ("seconds = -1", "seconds: must be"),
        ("options = { tabs = 1 }", "write [options.NAME]"),
        ("x = ", "no valid TOML"),
    ],
)
def test_settings_that_are_wrong_say_where(folder, capsys, text, said):
    (folder / "gouji.toml").write_text(text, "utf-8")
    with pytest.raises(SettingsError, match=r"gouji\.toml"):
        load_settings(folder / "gouji.toml")
    code, out, err = run(capsys, "parse", "report.txt")
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-p", "no:taps"], "no plugin is named 'taps'"),
        (["--plugin", "no_such_module"], "no_such_module"),
        (["--plugin", "nowhere.py"], "there is no file nowhere.py"),
        (["--plugin", "marks_plugin:Signs"], "Signs"),
        (["--plugin", "marks_plugin:Marks", "--plugin", "marks_plugin.py:Marks"], "two plugins are named"),
        (["--config", "absent.toml"], "absent.toml"),
        (["--schema", "absent.toml"], "absent.toml"),
        (["--schema", "absent"], "no such schema"),
    ],
)
def test_what_is_not_there_is_told(folder, capsys, arguments, said):
    code, out, err = run(capsys, "parse", "report.txt", *arguments)
    assert (code, out) == (2, "")
    assert said in err


def test_a_slip_after_p_is_wrong_usage(folder, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(["parse", "report.txt", "-p", "tabs"])
    assert caught.value.code == 2
    assert "write no:NAME" in capsys.readouterr().err


def test_a_plugin_left_out_reads_nothing(folder, capsys):
    (folder / "table.txt").write_text("甲\t乙\n1\t2\n3\t4\n", "utf-8")
    assert json.loads(run(capsys, "tables", "table.txt")[1])[0]["layout"] == "tabs"
    code, out, _ = run(capsys, "tables", "table.txt", "-p", "no:tabs", "--layout", "tabs")
    assert (code, out) == (2, "")
    assert "tabs  (gouji" in run(capsys, "plugins", "-p", "no:tabs")[1]
    assert "left out" in run(capsys, "plugins", "-p", "no:tabs")[1]


def test_a_module_of_the_working_folder_is_found_only_when_it_is_named(folder):
    """A folder of documents must not bring in code."""
    (folder / "gouji.toml").write_text('load = ["marks_plugin"]', "utf-8")
    script = "import sys; sys.argv[0] = 'gouji'; from gouji.cli import main; sys.exit(main())"
    command = [sys.executable, "-P", "-c", script, "schemas"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=patience.SECONDS, check=False)
    assert done.returncode == 2
    assert "marks_plugin" in done.stderr


def test_builtin_are_gouji_s_own(monkeypatch):
    stranger = Candidate("stranger", Semicolons, distribution="strange", needed=False)
    every = [*installed(), stranger]
    monkeypatch.setattr("gouji.candidate.entry_points", lambda **_: [])
    assert installed() == []
    own = [c for c in every if c.distribution == "gouji"]
    assert {p.name for p in Engine(own).plugins} == {c.name for c in own}
    with pytest.raises(PluginError, match="give 'builtin' or a list"):
        Engine("mine")


class Choosy(Semicolons):
    """A layout whose mark has to be told."""

    name = "choosy"

    def __init__(self, mark):
        super().__init__(mark)


def test_options_make_a_plugin():
    text = TEXT.replace(";", "^")
    engine = Engine([Choosy, Orchard], options={"choosy": {"mark": "^"}})
    assert values(engine.parse(text)) == TRUTH
    info = next(p for p in engine.plugins if p.name == "choosy")
    assert (info.about, info.options) == ("A layout whose mark has to be told.", "mark")


@pytest.mark.parametrize(
    ("plugins", "options", "said"),
    [
        ([Choosy], {}, "'choosy': TypeError"),
        ([Choosy], {"choosy": {"marks": 1}}, "has no option 'marks'; there are mark"),
        ([Choosy], {"chosy": {"mark": 1}}, "no plugin is named 'chosy'"),
        ([Semicolons()], {"semicolons": {"mark": ","}}, "takes no options, but is given mark"),
    ],
)
def test_options_that_do_not_fit_are_refused(plugins, options, said):
    with pytest.raises(PluginError, match=said):
        Engine(plugins, options=options)


def test_an_installed_plugin_that_does_not_fit_the_hooks_is_listed_and_left_out():
    class Odd:
        aliases = "tsv"

    odd = Candidate("odd", Odd, distribution="odd-tables", needed=False)
    curious = Candidate("curious", type("C", (), {"evidence": "faith"}), needed=False)
    engine = Engine([Semicolons, Orchard, odd, curious])
    assert values(engine.parse(TEXT)) == TRUTH
    errors = {p.name: p.error for p in engine.plugins if p.error}
    assert errors.keys() == {"odd", "curious"}
    assert "must be a tuple of texts" in errors["odd"]
    assert "evidence 'faith'" in errors["curious"]


def test_a_name_goes_before_an_alias_and_two_of_one_alias_are_refused():
    class Signs(Semicolons):
        name, aliases = "signs", ("semicolons", "dotted")

    class Dots(Semicolons):
        name, aliases = "dots", ("dotted",)

    engine = Engine([Signs(), Semicolons(), Dots()])
    assert engine.layout("semicolons") == "semicolons"
    with pytest.raises(PluginError, match="'dotted' may be signs or dots"):
        engine.layout("dotted")


def test_a_schema_is_an_id_a_file_or_an_object(folder):
    engine = Engine([Semicolons, Orchard])
    for choice in ("orchard.toml", folder / "orchard.toml", load("orchard.toml")):
        assert engine.parse(TEXT, schema=choice).schema == "orchard-2"
        assert values(engine.parse(TEXT, schema=choice)) == TRUTH
    assert engine.parse(TEXT, schema=FORM).schema == engine.parse(TEXT).schema == "orchard-1"
    with pytest.raises(SchemaError, match="orchard-1"):
        engine.parse(TEXT, schema="orchard-3")
    with pytest.raises(SchemaError, match=r"absent\.toml"):
        engine.parse(TEXT, schema="absent.toml")


def test_a_schema_added_stands_in_place_of_one_of_its_id(folder):
    (folder / "orchard.toml").write_text(FORM_TEXT.replace("orchard-2", "orchard-1"), "utf-8")
    engine = Engine([Semicolons, Orchard], schemas=["orchard.toml"])
    assert engine.schemas["orchard-1"].equations == ()
    assert values(engine.parse(TEXT)) == TRUTH


def test_settings_without_a_file_are_the_defaults(tmp_path):
    assert Settings().plugins == "all"
    with pytest.raises(SettingsError, match="has no settings"):
        load_settings(tmp_path / "x.toml")


def test_the_settings_of_the_page_are_settings(folder):
    page = (Path(__file__).parents[1] / "docs" / "plugins.md").read_text("utf-8")
    (text,) = re.findall(r"```toml\n(.*?)```", page, re.DOTALL)
    (folder / "forms").mkdir()
    (folder / "forms" / "orchard.toml").write_text(FORM_TEXT, "utf-8")
    (folder / "gouji.toml").write_text(text, "utf-8")
    read = nearest(folder)
    assert (read.plugins, read.without, read.load) == ("builtin", ("soup",), ("mytables.dots:Dots",))
    assert read.schemas == (folder / "forms" / "orchard.toml",)
    assert (read.limits.seconds, read.options) == (30, {"dots": {"mark": "¦"}})


def test_a_file_may_be_named_on_any_system():
    assert named("C:\\layouts\\dots.py:Dots").name == "dots"
    assert named("layouts/dots.py").name == "dots"
    assert named("my.layouts.dots").name == "dots"
