import subprocess
import sys
from importlib.metadata import version

import pytest

import patience
from gouji import cli
from gouji.plugins import PluginInfo
from test_cli_parse import ToyEngine


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
    assert done.stdout == f"gouji {version('gouji')}\n[]\n"


def test_help_states_the_exit_codes(capsys):
    for arguments in (["--help"], ["parse", "--help"]):
        with pytest.raises(SystemExit) as caught:
            cli.main(arguments)
        assert caught.value.code == 0
        assert "an input could not be read" in capsys.readouterr().out
