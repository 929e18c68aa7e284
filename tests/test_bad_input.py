"""Bad input through the command line: a clear message, the right exit code, and the other inputs parsed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

import patience
import proof
from gouji import cli
from gouji.engine import Engine
from gouji.hookspecs import hookimpl
from gouji.schema.file import loads
from test_engine_toys import RUBBISH, Failing, Orchard, Rubbish

GOOD = proof.FIXTURES / "reports/tsv-stray-rule.txt"
PROGRAM = "import sys; from gouji.cli import main; sys.exit(main())"
DOUBT = proof.FIXTURES / "reports/wrapped-dropped-blanks.txt"


@pytest.fixture
def parse(capsys):
    """Run ``gouji parse`` in this process: exit code, reports, and what was said."""

    def run(*paths):
        code = cli.main(["parse", *map(str, paths), "--format", "jsonl"])
        out, err = capsys.readouterr()
        return code, [json.loads(line) for line in out.splitlines()], err

    return run


@pytest.fixture
def loaded(monkeypatch):
    """Let the command line load these plugins beside all that are installed."""

    def use(*plugins):
        everything = [*proof.installed().values(), *plugins]
        monkeypatch.setattr(
            "gouji.cli.asked.engine", lambda _, *, strict=False: Engine(everything, strict=strict)
        )

    return use


def stated(report):
    return sum(c["value"] is not None for c in report["cells"])


def test_a_good_report_is_0_and_a_doubtful_one_1(parse):
    code, (report,), _ = parse(GOOD)
    assert (code, stated(report)) == (0, 198)
    assert parse(DOUBT)[0] == 1


def test_an_empty_file_is_2_and_has_a_line_of_its_own(parse, tmp_path):
    (tmp_path / "empty.txt").write_bytes(b"")
    code, reports, err = parse(tmp_path / "empty.txt", GOOD)
    assert code == 2
    assert [stated(r) for r in reports] == [0, 198]
    assert reports[0]["cells"] == []
    assert reports[0]["findings"][0]["message"] == "the document is empty"
    assert "empty.txt: no table of a known form" in err


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
        b"PK\x03\x04" + bytes(2000),
        b"%PDF-1.7\n%\xe2\xe3",
        bytes(5000),
    ],
    ids=["png", "zip", "pdf", "zeros"],
)
def test_a_binary_file_is_3_and_says_what_it_is(parse, tmp_path, data):
    (tmp_path / "scan.txt").write_bytes(data)
    code, reports, err = parse(tmp_path / "scan.txt", GOOD)
    assert code == 3
    assert [stated(r) for r in reports] == [198]
    assert "scan.txt: " in err
    assert "Traceback" not in err


def test_prose_is_2_and_the_reader_is_shown_a_way_on(parse, tmp_path):
    (tmp_path / "letter.txt").write_text("来信收到，谢谢。\n", encoding="utf-8")
    code, reports, err = parse(tmp_path / "letter.txt", DOUBT)
    assert code == 2
    assert [bool(r["cells"]) for r in reports] == [False, True]
    assert "gouji tables" in err


def test_a_folder_without_files_is_2(parse, tmp_path):
    code, reports, err = parse(tmp_path)
    assert (code, reports) == (2, [])
    assert f"{tmp_path}: no files in it" in err


def test_a_folder_without_reports_is_2_and_each_file_has_its_line(parse, tmp_path):
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text(f"{name}: nothing\n")
    code, reports, _ = parse(tmp_path)
    assert code == 2
    assert [r["cells"] for r in reports] == [[], []]


def test_a_missing_path_is_3(parse):
    code, reports, err = parse("nowhere/at-all.txt", GOOD)
    assert (code, [stated(r) for r in reports]) == (3, [198])
    assert "nowhere/at-all.txt: cannot be read (No such file" in err


@pytest.mark.skipif(os.name != "posix", reason="rights are set the POSIX way")
def test_an_unreadable_file_is_3(parse, tmp_path):
    closed = tmp_path / "closed.txt"
    closed.write_text("x")
    closed.chmod(0)
    if os.access(closed, os.R_OK):
        closed.unlink()
        closed.symlink_to(closed)  # who may read everything cannot read a link that leads to itself
    code, reports, err = parse(closed, GOOD)
    assert (code, [stated(r) for r in reports]) == (3, [198])
    assert "closed.txt: cannot be read" in err
    assert "check the path" in err


def test_a_plugin_that_raises_costs_only_itself(parse, loaded):
    loaded(Failing())
    code, (report,), _ = parse(GOOD)
    assert (code, stated(report)) == (0, 198)
    (told,) = [f["message"] for f in report["findings"] if f["code"] == "plugin-failed"]
    assert "'failing'" in told
    assert "RuntimeError: out of paper" in told
    assert {"name": "failing", "matrices": 0, "error": "RuntimeError: out of paper"} in report["plugins"]


def test_a_plugin_that_raises_costs_the_input_where_strict(loaded, capsys):
    loaded(Failing())
    assert cli.main(["parse", str(GOOD), "--format", "jsonl", "--strict"]) == 3
    out, err = capsys.readouterr()
    assert out == ""
    assert "'failing' failed on " in err
    assert "out of paper" in err


@pytest.mark.parametrize("name", ["beyond the text", "reversed", "no such cell", "text"])
def test_a_plugin_that_returns_rubbish_costs_only_itself(parse, loaded, name):
    loaded(Rubbish(RUBBISH[name]))
    code, (report,), _ = parse(GOOD)
    assert (code, stated(report)) == (0, 198)
    assert [f["code"] for f in report["findings"]].count("plugin-failed") == 1


class BrokenForm:
    """A plugin whose schema file breaks the rules."""

    name = "broken-form"

    @hookimpl
    def gouji_schemas(self):
        return [loads('id = "x-1"\ntitle = 7\n', "x-1.toml")]


@pytest.mark.parametrize("command", [["parse", str(GOOD)], ["schemas"], ["plugins"]], ids=lambda c: c[0])
def test_a_broken_schema_is_2_and_named(loaded, capsys, command):
    loaded(BrokenForm())
    assert cli.main(command) == 2
    out, err = capsys.readouterr()
    assert out == ""
    assert "x-1.toml" in err
    assert "Traceback" not in err


class Faulty:
    """A plugin whose schema hook raises something of its own."""

    name = "faulty"

    @hookimpl
    def gouji_schemas(self):
        raise ZeroDivisionError("no rows")


def test_a_schema_hook_that_raises_is_2_and_named(loaded, capsys):
    loaded(Faulty())
    assert cli.main(["schemas"]) == 2
    assert "faulty" in capsys.readouterr().err


def test_a_second_form_of_one_name_is_2(loaded, capsys):
    class Twin(Orchard):
        name = "twin"

    loaded(Orchard(), Twin())
    assert cli.main(["schemas"]) == 2
    assert "'orchard-1' comes twice" in capsys.readouterr().err


def test_the_program_itself_says_it_in_words(tmp_path):
    """One real process, with every kind of input at once: the worst decides, the good ones are there."""
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "scan.pdf").write_bytes(b"%PDF-1.7\n" + bytes(500))
    paths = ["empty.txt", "scan.pdf", "gone.txt", str(GOOD)]
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, "parse", *paths, "--format", "jsonl"],
        cwd=tmp_path,
        capture_output=True,
        timeout=patience.SECONDS,
        check=False,
    )
    reports = [json.loads(line) for line in done.stdout.decode().splitlines()]
    assert done.returncode == 3
    assert [stated(r) for r in reports] == [0, 198]
    err = done.stderr.decode()
    assert "scan.pdf: " in err
    assert "gone.txt: cannot be read" in err
    assert "Traceback" not in err
