import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from shutil import copy

import pytest

import gouji
import patience
from gouji import cli
from gouji.plugins import PluginInfo
from test_cli_parse import ToyEngine

ROOT = Path(__file__).parents[1]


@pytest.fixture
def engine(monkeypatch, tmp_path):
    toy = ToyEngine()
    monkeypatch.setattr("gouji.cli.asked.engine", lambda *_, **__: toy)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "doubt.txt").write_text("doubt")
    (tmp_path / "prose.txt").write_text("prose")
    return toy


def run(capsys, *arguments):
    code = cli.main(list(arguments))
    return code, *capsys.readouterr()


def test_explain_prints_the_rows_or_one(engine, capsys):
    code, out, _ = run(capsys, "explain", "doubt.txt")
    assert code == 1
    assert out.startswith("plants/tree  3 1 4")
    assert "Readings" in run(capsys, "explain", "doubt.txt", "plants/bush")[1]


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["doubt.txt", "nope"], 2, "no such cell"),
        (["missing.txt"], 3, "missing.txt"),
        (["."], 3, "is a folder"),
        (["doubt.txt", "--schema", "nope"], 2, "no such schema"),
    ],
)
def test_explain_says_what_is_wrong(engine, capsys, arguments, code, said):
    got, out, err = run(capsys, "explain", *arguments)
    assert (got, out) == (code, "")
    assert said in err


def test_explain_of_prose_is_nothing_recognised_and_points_to_other_tables(engine, capsys):
    code, out, err = run(capsys, "explain", "prose.txt")
    assert code == 2
    assert out.startswith("No table of a known form")
    assert "prose.txt: `gouji explain --tables`" in err


def test_schemas_are_listed_with_their_tables(engine, capsys):
    code, out, _ = run(capsys, "schemas")
    assert code == 0
    assert out == "small-1  小表  (12 cells, 2 equations; tables: plants, cases)\n"


def test_plugins_are_listed_with_those_that_failed(engine, capsys):
    engine.plugins = [PluginInfo("tabs", "gouji", "1.0", ("gouji_cell_matrices",))]
    assert run(capsys, "plugins") == (0, "tabs  (gouji 1.0)  gouji_cell_matrices\n", "")
    engine.plugins.append(PluginInfo("odd", "odd-tables", "2", error="ImportError: no"))
    code, out, _ = run(capsys, "plugins")
    assert code == 1
    assert "odd  (odd-tables 2)  failed to load: ImportError: no" in out


def test_the_version_is_told_without_loading_the_engine():
    program = "import sys; sys.argv = ['gouji', '--version']\nfrom gouji import cli\n"
    program += "try: cli.main()\nfinally: print(sorted({'numpy', 'lxml', 'gouji.engine'} & set(sys.modules)))"
    command = [sys.executable, "-c", program]
    done = subprocess.run(command, capture_output=True, text=True, timeout=patience.SECONDS, check=True)
    assert done.stdout == f"gouji {gouji.__version__}\n[]\n"
    assert version("gouji") == gouji.__version__


def test_help_states_the_exit_codes(capsys):
    for arguments in (["--help"], ["parse", "--help"]):
        with pytest.raises(SystemExit) as caught:
            cli.main(arguments)
        assert caught.value.code == 0
        assert "an input could not be read" in capsys.readouterr().out


WANTED = "give what gouji parse --format jsonl prints"


@pytest.mark.parametrize(
    ("command", "said"),
    [
        ("verify folder", f"folder: cannot be read (Is a directory); {WANTED}"),
        ("verify gbk.txt", f"gbk.txt: is no UTF-8 from byte 0; {WANTED}"),
        ("verify prose.txt", f"prose.txt: line 1 cannot be read as JSON: Expecting value: line 1 column 1 (char 0); {WANTED}"),
        ("audit none.json prose.txt", "none.json: cannot be read (No such file or directory); give one JSON object"),
        ("audit list.json prose.txt", "list.json: is no object; give one JSON object"),
        ("panel none -o out", f"none: cannot be read (No such file or directory); name the folder of a gouji batch, or {WANTED}"),
        ("panel list.json -o out --names none", "none: cannot be read (No such file or directory); give a CSV file of two columns"),
        ("bench none", "none: cannot be read (No such file or directory); check the path and its rights"),
        ("parse none", "none: cannot be read (No such file or directory); check the path and its rights"),
        ("tables prose.txt", "prose.txt: no table in it; `gouji explain FILE --tables` says"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_with_a_remedy(command, said, monkeypatch, tmp_path, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    (tmp_path / "gbk.txt").write_bytes("你".encode("gbk"))
    (tmp_path / "prose.txt").write_text("prose")
    (tmp_path / "list.json").write_text("[]")
    code, _, err = run(capsys, *command.split())
    assert code in (2, 3)
    assert f"gouji: {said}" in err
    assert "Errno" not in err


def test_a_schema_of_the_settings_is_shown_by_its_id(monkeypatch, tmp_path, capsys):
    copy(ROOT / "examples" / "final-accounts" / "final-accounts-2021.toml", tmp_path / "own.toml")
    (tmp_path / "gouji.toml").write_text('schemas = ["own.toml"]')
    monkeypatch.chdir(tmp_path)
    listed = [line.split()[0] for line in run(capsys, "schemas")[1].splitlines()]
    (own,) = [name for name in listed if not name.startswith("cn-disclosure")]
    assert run(capsys, "schema", "show", own)[1].startswith(own)
    assert f"there are {', '.join(listed)}" in run(capsys, "schema", "show", "nope")[2]
