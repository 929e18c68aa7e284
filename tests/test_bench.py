"""`gouji bench`: everything named is timed, what cannot be read costs only itself, and stages make up the whole."""

import json

import pytest

import proof
from gouji import cli
from gouji.bench.memos import forget
from gouji.bench.run import FLOOR, NO_REPORT, VALUES, WAYS, Bench, Item
from gouji.bench.shown import told, view
from gouji.bench.stages import FLOW, LAYOUT, Clock, Stages
from gouji.engine import Engine
from gouji.fold import core
from gouji.numerals import read

REPORTS = [p for p in sorted((proof.FIXTURES / "reports").iterdir()) if p.suffix == ".txt"][:2]


@pytest.fixture(scope="module")
def bench():
    return Bench(Engine())


@pytest.fixture
def folder(tmp_path):
    for path in REPORTS:
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "prose.txt").write_text("nothing but prose\n", "utf-8")
    return tmp_path


def run(capsys, *arguments):
    code = cli.main(["bench", *map(str, arguments)])
    return code, *capsys.readouterr()


def test_every_file_is_timed_by_way_layout_and_stage(folder, capsys):
    code, out, err = run(capsys, folder, "--rounds", "1", "--format", "json")
    found = json.loads(out)
    assert (code, err) == (0, "")
    assert (found["inputs"], found["documents"], found["reports"]) == (3, 3, 2)
    assert found["bytes"] == sum(p.stat().st_size for p in folder.iterdir())
    assert [one["way"] for one in found["ways"]] == list(WAYS)
    assert all(one["documents_per_second"] == pytest.approx(3 / one["seconds"]) for one in found["ways"])
    assert sum(one["documents"] for one in found["layouts"]) == 3
    assert sum(one["bytes"] for one in found["layouts"]) == found["bytes"]
    assert NO_REPORT in [one["layout"] for one in found["layouts"]]
    shares = [one["share"] for one in found["stages"] if one["part_of"] is None]
    assert sum(shares) == pytest.approx(1)
    names = {one["stage"] for one in found["stages"]}
    assert names > {*FLOW, "solve", "check", "detect", LAYOUT + "tabs", LAYOUT + "html"}


def test_the_table_shows_what_the_json_says(folder, capsys):
    code, out, _ = run(capsys, folder, "--rounds", "1")
    assert code == 0
    assert out.startswith("3 inputs, 3 documents, 2 reports, ")
    assert all(f"\n{name} " in out for name in (*WAYS, *FLOW, NO_REPORT))
    assert all("  layout " + name in out for name in ("tabs", "html"))


def test_what_cannot_be_read_costs_only_itself(folder, capsys):
    (folder / "cut.docx").write_bytes(b"PK\x03\x04cut off")
    code, out, err = run(capsys, folder, folder / "none.txt", "--rounds", "1", "--format", "json")
    assert code == 3
    assert json.loads(out)["inputs"] == 3
    assert "none.txt" in err
    assert "cut.docx" in err


@pytest.mark.parametrize(
    ("arguments", "code", "said"),
    [
        (["empty"], 2, "nothing to time"),
        (["none.txt"], 3, "none.txt"),
        (["empty", "--rounds", "0"], 2, "whole number"),
        (["empty", "--format", "csv"], 2, "invalid choice"),
    ],
)
def test_the_exit_code_says_what_is_wrong(tmp_path, monkeypatch, capsys, arguments, code, said):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "empty").mkdir()
    try:
        got = cli.main(["bench", *arguments])
    except SystemExit as left:
        got = left.code
    out, err = capsys.readouterr()
    assert (got, out) == (code, "")
    assert said in err


def test_progress_is_shown_on_a_terminal_only(folder, monkeypatch, capsys):
    prose = folder / "prose.txt"
    assert run(capsys, prose, "--rounds", "1")[2] == ""
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    shown = run(capsys, prose, "--rounds", "1")[2]
    passes = len(WAYS) + 1
    assert f"\r1/{passes}\x1b[K\r2/{passes}" in shown
    assert shown.endswith("\r\x1b[K")
    assert run(capsys, prose, "--rounds", "1", "--quiet")[2] == ""


def test_the_output_file_is_whole(folder, capsys):
    target = folder / "told.json"
    code, out, _ = run(capsys, REPORTS[0], "--rounds", "1", "--format", "json", "-o", target)
    assert (code, out) == (0, "")
    assert json.loads(target.read_text("utf-8"))["inputs"] == 1


def test_each_round_finds_every_input_new(bench, monkeypatch):
    """Memos are emptied before every pass, and only then: the second input may profit from the first."""
    emptied = []
    monkeypatch.setattr("gouji.bench.run.forget", lambda: emptied.append(1))
    steps = []
    timed = bench.time([Item(p.name, p.read_bytes()) for p in REPORTS], 2, steps.append)
    assert len(emptied) == 2 * bench.passes
    assert steps == list(range(1, 2 * 2 * bench.passes + 1))
    assert all(len(one.ways[way]) == 2 for one in timed for way in WAYS)


def test_forgetting_empties_the_memos_and_changes_no_answer():
    before = core("（一）规章"), read("1,234")
    core("又一个标签")
    forget()
    assert read.__globals__["_remembered"].cache_info().currsize == 0
    assert (core("（一）规章"), read("1,234")) == before


def test_the_stages_give_the_report_of_the_engine():
    engine = Engine(straight=False)
    for path in REPORTS:
        data = path.read_bytes()
        own = Stages(engine).run(Clock(), data, path.name)
        whole = engine.parse_all(data)
        assert [r.cells for r in own] == [r.cells for r in whole]
        assert [r.findings for r in own] == [r.findings for r in whole]


def test_rates_are_of_the_time_taken(bench):
    (one,) = bench.time([Item("a", "甲\t1\n".encode())])
    one.ways = {way: [0.5, 0.25, 9.0] for way in WAYS} | {FLOOR: [0.0]}
    found = told([one], 3)
    ways = {rate["way"]: rate for rate in found["ways"]}
    assert ways[VALUES]["seconds"] == 0.5
    assert ways[VALUES]["documents_per_second"] == 2
    assert ways[FLOOR]["documents_per_second"] is None
    assert "-" in view(found)
