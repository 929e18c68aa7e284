import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

import patience
import small_form
from gouji import cli
from gouji.cli import inout, line, parse
from gouji.engine import Engine
from gouji.exit_codes import BROKEN_PIPE
from gouji.hookspecs import hookimpl
from gouji.limits import Limits
from gouji.opening import documents

SCHEMA = small_form.schema()


class ToyEngine:
    """The engine's shape; the first word of a document names the report that is made of it."""

    def __init__(self):
        self.schemas = {SCHEMA.id: SCHEMA}
        self.plugins = ()
        self.limits = Limits()
        self.parsed = []

    def open(self, source, name=None):
        return documents(source, name)

    def parse_all(self, source, *, schema="auto"):
        (document,) = source
        self.parsed.append((document.text, schema))
        made = {"doubt": small_form.report, "sure": small_form.sure, "prose": small_form.nothing}
        return [replace(made[word](), document=document) for word in document.text.split()]


@pytest.fixture
def engine(monkeypatch):
    toy = ToyEngine()
    monkeypatch.setattr("gouji.cli.asked.engine", lambda *_, **__: toy)
    return toy


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name, text in {
        "doubt.txt": "doubt",
        "sure.txt": "sure",
        "prose.txt": "prose",
    }.items():
        (tmp_path / name).write_text(text)
    (tmp_path / "bad.txt").write_bytes(b"%PDF-1.4 no text")
    return tmp_path


def run(capsys, *arguments):
    code = cli.main(["parse", *arguments])
    return code, *capsys.readouterr()


def lines(out):
    return [json.loads(line) for line in out.splitlines()]


@pytest.mark.parametrize(
    ("names", "code"),
    [
        (["sure.txt"], 0),
        (["sure.txt", "doubt.txt"], 1),
        (["prose.txt", "doubt.txt"], 2),
        (["bad.txt", "sure.txt", "prose.txt"], 3),
        (["missing.txt", "doubt.txt"], 3),
    ],
)
@pytest.mark.parametrize("format_", ["table", "json", "jsonl", "csv"])
@pytest.mark.usefixtures("engine", "folder")
def test_the_highest_exit_code_wins_in_any_format(capsys, names, code, format_):
    assert run(capsys, *names, "--format", format_)[0] == code


class Failing:
    name = "failing"

    @hookimpl
    def gouji_cell_matrices(self, document):
        raise RuntimeError("toy")


def test_strict_lets_a_failing_layout_cost_the_input(folder, capsys, monkeypatch):
    monkeypatch.setattr("gouji.cli.asked.engine", lambda _, *, strict: Engine([Failing()], strict=strict))
    code, out, _ = run(capsys, "sure.txt", "--format", "jsonl")
    assert code == 2
    assert "RuntimeError: toy" in out
    code, out, err = run(capsys, "sure.txt", "--format", "jsonl", "--strict")
    assert (code, out) == (3, "")
    assert "'failing' failed on sure.txt: toy" in err


def test_a_bad_input_costs_only_itself(engine, folder, capsys):
    _, out, err = run(capsys, "missing.txt", "bad.txt", "sure.txt", "--format", "jsonl")
    assert [r["source"] for r in lines(out)] == ["sure.txt"]
    assert "missing.txt: cannot be read (No such file" in err
    assert "bad.txt: " in err


def test_a_defect_is_told_and_costs_only_its_input(engine, folder, capsys):
    (folder / "odd.txt").write_text("sure unheard-of")
    code, out, err = run(capsys, "odd.txt", "sure.txt", "--format", "jsonl")
    assert (code, [r["source"] for r in lines(out)]) == (3, ["sure.txt"])
    assert "odd.txt: not parsed: KeyError: 'unheard-of'; this is a defect of gouji" in err


def test_json_lines_one_a_report_under_the_path_as_given(engine, folder, capsys):
    (folder / "sub").mkdir()
    (folder / "sub/two.txt").write_text("doubt sure")
    _, out, _ = run(
        capsys, "./sub/../sure.txt", "sub/two.txt", str(folder / "prose.txt"), "--format", "jsonl"
    )
    given = ["./sub/../sure.txt", "sub/two.txt", "sub/two.txt", str(folder / "prose.txt")]
    assert [r["source"] for r in lines(out)] == given
    assert lines(out)[-1]["cells"] == []


def test_a_folder_is_walked_sorted_without_hidden_files(engine, folder, capsys):
    for name in ["z/b.txt", "z/a.txt", "z/.hidden", "z/.git/x", "z/m/n.txt"]:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text("sure")
    (folder / "z/loop").symlink_to(folder / "z")
    (folder / "z/gone").symlink_to(folder / "nowhere")
    os.mkfifo(folder / "z/pipe")
    _, out, _ = run(capsys, "./z", "--format", "jsonl")
    assert [r["source"] for r in lines(out)] == ["./z/a.txt", "./z/b.txt", "./z/m/n.txt"]


def test_an_empty_folder_is_nothing_recognised(engine, folder, capsys):
    (folder / "empty").mkdir()
    code, out, err = run(capsys, "empty", "--format", "json")
    assert (code, json.loads(out)) == (2, [])
    assert "no files" in err


def test_standard_input_is_a_dash(engine, capsys, monkeypatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"sure")))
    code, out, _ = run(capsys, "-", "--format", "jsonl")
    assert (code, lines(out)[0]["source"]) == (0, "-")
    assert engine.parsed == [("sure", "auto")]


def test_csv_counts_reports_over_all_inputs(engine, folder, capsys):
    (folder / "two.txt").write_text("doubt sure")
    _, out, _ = run(capsys, "two.txt", "sure.txt", "--format", "csv")
    rows = csv.DictReader(io.StringIO(out))
    pairs = dict.fromkeys((r["source"], r["report"]) for r in rows)
    assert list(pairs) == [("two.txt", "1"), ("two.txt", "2"), ("sure.txt", "1")]


def test_json_lines_come_as_they_are_ready(engine, folder):
    asked = []

    class Out(io.StringIO):
        def flush(self):
            asked.append((len(engine.parsed), self.getvalue().count("\n")))

    run_ = parse._Run(
        options(), engine, [inout.Input(n, Path(n)) for n in ("sure.txt", "doubt.txt", "sure.txt")]
    )
    parse._write_jsonl(run_.reports(), engine, Out())
    assert asked == [(1, 1), (2, 2), (3, 3)]


def options():
    return line._parser().parse_args(["parse", "x", "--quiet"])


def test_the_default_is_the_table_without_colour(engine, folder, capsys):
    _, out, _ = run(capsys, "doubt.txt")
    assert "┌" in out
    assert "‹5›" in out
    assert "\x1b" not in out


def test_colour_needs_a_terminal_and_no_no_color(engine, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    def drawn():
        out = Terminal()
        parse._write_table([small_form.report()], engine, out)
        return out.getvalue()

    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[" in drawn()
    monkeypatch.setenv("NO_COLOR", "1")
    assert "\x1b[" not in drawn()


def test_tables_fit_the_terminal_and_else_120_columns(engine, monkeypatch):
    widths = []
    monkeypatch.setattr("gouji.view.view", lambda *_, width, **__: widths.append(width) or "")
    for columns, terminal in (("70", True), ("200", True), ("70", False)):
        monkeypatch.setenv("COLUMNS", columns)
        out = io.StringIO()
        out.isatty = lambda terminal=terminal: terminal
        parse._write_table([small_form.report()], engine, out)
    assert widths == [70, 200, 120]


def test_progress_only_for_many_inputs_on_a_terminal(capsys, monkeypatch):
    def told(count, *, quiet=False):
        assert len(list(inout.progress([inout.Input("x", None)] * count, quiet=quiet))) == count
        return capsys.readouterr().err

    assert told(30) == ""
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert "\r30/30" in told(30)
    assert told(30, quiet=True) == ""
    assert told(20) == ""


def test_quiet_keeps_errors_and_drops_notes(engine, folder, capsys):
    assert "prose.txt: no table" in run(capsys, "prose.txt")[2]
    assert run(capsys, "prose.txt", "--quiet")[2] == ""
    assert "bad.txt" in run(capsys, "bad.txt", "--quiet")[2]


def test_an_unknown_schema_is_usage_and_names_the_known(engine, folder, capsys):
    code, out, err = run(capsys, "sure.txt", "--schema", "nope")
    assert (code, out) == (2, "")
    assert "small-1" in err
    run(capsys, "sure.txt", "--schema", "small-1")
    assert engine.parsed[-1][1] == "small-1"


@pytest.mark.parametrize("arguments", [[], ["parse"], ["parse", "x", "--format", "xml"], ["what"]])
def test_wrong_usage_is_2(arguments, capsys):
    with pytest.raises(SystemExit) as caught:
        cli.main(arguments)
    assert caught.value.code == 2


def test_an_output_file_is_written_whole(engine, folder, capsys):
    code, out, _ = run(capsys, "sure.txt", "bad.txt", "--format", "jsonl", "-o", "out.jsonl")
    assert (code, out) == (3, "")
    assert len(lines((folder / "out.jsonl").read_text())) == 1
    assert not list(folder.glob(".out*"))
    assert (folder / "out.jsonl").stat().st_mode == (folder / "sure.txt").stat().st_mode


def test_a_run_that_is_cut_off_leaves_the_old_output(engine, folder, capsys, monkeypatch):
    (folder / "out.jsonl").write_text("old")

    def interrupt(*_args, **_options):
        raise KeyboardInterrupt

    monkeypatch.setattr(ToyEngine, "parse_all", interrupt)
    assert run(capsys, "sure.txt", "--format", "jsonl", "-o", "out.jsonl")[0] == 130
    assert (folder / "out.jsonl").read_text() == "old"
    assert not list(folder.glob(".out*"))


def test_an_output_that_cannot_be_written_is_told(engine, folder, capsys):
    code, _, err = run(capsys, "sure.txt", "-o", "no/such/folder/out")
    assert code == 2
    assert "no/such/folder/out: cannot be written" in err


def test_output_may_be_a_device(engine, folder, capsys):
    assert run(capsys, "sure.txt", "-o", os.devnull)[0] == 0
    assert not Path(os.devnull).is_file()


def test_a_link_given_as_output_stays_a_link(engine, folder, capsys):
    (folder / "link").symlink_to("real.csv")
    run(capsys, "sure.txt", "--format", "csv", "-o", "link")
    assert (folder / "link").is_symlink()
    assert (folder / "real.csv").read_text().startswith("source,")


PROGRAM = """
import sys
sys.path.insert(0, {tests!r})
from test_cli_parse import ToyEngine
from gouji import cli
from gouji.cli import asked
from gouji.engine import Engine
from gouji.hookspecs import hookimpl
asked.engine = lambda *_, **__: ToyEngine()
sys.exit(cli.main(sys.argv[1:]))
"""


def process(*arguments, **more):
    program = PROGRAM.format(tests=str(Path(__file__).parent))
    return subprocess.Popen(
        [sys.executable, "-c", program, *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, **more
    )


def test_output_is_utf_8_in_any_locale(folder):
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    out, err = process("parse", "doubt.txt", "--format", "jsonl", env=environment).communicate(
        timeout=patience.SECONDS
    )
    assert "85.50元" in out.decode("utf-8")
    assert err == b""


def test_a_name_that_is_no_utf_8_comes_back_from_json(folder):
    name = os.fsdecode(b"\xb1\xa8.txt")
    Path(name).write_text("sure")
    out, _ = process("parse", ".", "--format", "jsonl").communicate(timeout=patience.SECONDS)
    assert f"./{name}" in [r["source"] for r in lines(out.decode("utf-8"))]


def test_a_reader_that_goes_away_is_no_error(folder):
    running = process("parse", *["doubt.txt"] * 300, "--format", "jsonl")
    running.stdout.readline()
    running.stdout.close()
    assert running.wait(timeout=patience.SECONDS) == BROKEN_PIPE
    assert running.stderr.read() == b""
    running.stderr.close()
