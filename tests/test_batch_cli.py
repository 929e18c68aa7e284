"""The command line of batch: what it says, what it takes, and what it refuses."""

import csv
import io
import json
import signal
import subprocess
import sys
import time
import zipfile

import pytest

import many
import patience
from gouji import cli
from gouji.testing import fill, render


@pytest.fixture
def home(tmp_path, monkeypatch, engine):
    """A folder ``in`` of two reports on an installed form, sure ones."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    schema = engine.schemas["cn-disclosure-2021"]
    for year in (2021, 2022):
        text = render(
            schema, fill(schema, seed=year), "html", title=f"清溪县{year}年政府信息公开工作年度报告"
        )
        (tmp_path / f"in/{year}.html").write_text(text, "utf-8")
    return tmp_path


def run(capsys, *arguments, inputs=("in",)):
    code = cli.main(["batch", *inputs, "-o", "out", "--format", "csv", "-j", "1", *arguments])
    out, err = capsys.readouterr()
    told = [line for line in err.splitlines(keepends=True) if not line.startswith("reading ")]
    return code, out, "".join(told)  # without how far it is, which a busy machine tells


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_it_says_what_there_is_and_prints_no_data(home, capsys):
    assert run(capsys) == (0, "", "gouji: out: 2 documents\n")
    assert [r["year"] for r in rows(home / "out/reports.csv")] == ["2021", "2022"]
    assert run(capsys, "--resume", "-q") == (0, "", "")
    (home / "in/no.pdf").write_bytes(b"%PDF-1.4")
    code, out, err = run(capsys, "--resume")
    assert (code, out) == (3, "")
    assert err == "gouji: out: 3 documents, 1 of them without a report (see out/failures.jsonl)\n"


def test_a_list_on_stdin_and_a_document_named_twice(home, capsys, monkeypatch):
    names = b"in/2022.html\n\nin/2021.html\r\nin/2022.html\n"
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(names)))
    code, _, err = run(capsys, inputs=["-"])
    assert code == 0
    assert "1 inputs name a document a second time; each was read once" in err
    assert [r["document"] for r in rows(home / "out/reports.csv")] == ["in/2022.html", "in/2021.html"]


def test_an_archive_of_chinese_names(home, capsys):
    name = "清溪县（2021年）.html"
    with zipfile.ZipFile("a.zip", "w", zipfile.ZIP_DEFLATED) as out:
        out.writestr("?" * len(name.encode("gbk")), (home / "in/2021.html").read_bytes())
        out.writestr("../up.html", b"x")
    packed = (home / "a.zip").read_bytes().replace(b"?" * len(name.encode("gbk")), name.encode("gbk"))
    (home / "a.zip").write_bytes(packed)
    assert run(capsys, inputs=["a.zip"])[0] == 3
    (report,) = rows(home / "out/reports.csv")
    assert (report["document"], report["agency"], report["doubtful"]) == (f"a.zip!/{name}", "清溪县", "0")
    (failure,) = map(json.loads, (home / "out/failures.jsonl").read_text("utf-8").splitlines())
    assert failure["document"] == "a.zip!/../up.html"
    assert not (home.parent / "up.html").exists()


def test_the_same_engine_is_made_in_the_workers(home, capsys):
    """What the command line leaves out is left out there too; a plugin of a file is found there."""
    assert run(capsys, "-p", "no:html", "-p", "no:soup")[0] == 2
    assert rows(home / "out/cells.csv") == []
    hazard = many.HAZARD
    (home / "in/harm.txt").write_text("!fail\n", "utf-8")
    assert run(capsys, "--overwrite", "--plugin", hazard)[0] == 2
    told = rows(home / "out/reports.csv")
    assert [r["plugin_errors"] for r in told] == ["", "", "hazard: RuntimeError: toy"]
    assert run(capsys, "--overwrite", "--plugin", hazard, "--strict")[0] == 3
    (failure,) = map(json.loads, (home / "out/failures.jsonl").read_text("utf-8").splitlines())
    assert (failure["kind"], failure["reason"][:23]) == ("defect", "layout plugin 'hazard' ")


def test_one_schema_only(home, capsys):
    assert run(capsys, "--schema", "cn-disclosure-2019")[0] > 0
    assert {r["schema"] for r in rows(home / "out/cells.csv")} <= {"cn-disclosure-2019"}
    code, _, err = run(capsys, "--resume", "--schema", "auto")
    assert code == 2
    assert 'another parameters.schema ("cn-disclosure-2019", now "auto")' in err
    assert "known are" in run(capsys, "--resume", "--schema", "none")[2]


@pytest.mark.parametrize(
    "wrong",
    [
        ["--format", "csv,xml"],
        ["--timeout", "0"],
        ["--timeout", "nan"],
        ["--memory", "-1"],
        ["-j", "0"],
        ["--resume", "--overwrite"],
    ],
)
def test_wrong_usage_is_told_before_anything_is_written(home, capsys, wrong):
    with pytest.raises(SystemExit) as told:
        run(capsys, *wrong)
    assert told.value.code == 2
    assert not (home / "out").exists()


@pytest.mark.parametrize("name", ["empty", "none/*.txt"])
def test_no_document_at_all(home, capsys, name):
    (home / "empty").mkdir()
    code, _, err = run(capsys, inputs=[name])
    assert code == (2 if name == "empty" else 3)
    assert ("no files in it" in err) == (name == "empty")


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="asks for POSIX signals")
def test_a_signal_ends_the_waiting_for_a_list(home):
    command = [*many.COMMAND, "-", "-o", "out", "--format", "csv", "-q"]
    process = subprocess.Popen(
        command, env=many.environment(), stdin=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    many.await_file(home / "out/.gouji/index.sqlite", process)
    time.sleep(0.5)
    process.send_signal(signal.SIGINT)
    assert process.wait(patience.SECONDS) == 130
    assert "--resume" in process.communicate()[1]
