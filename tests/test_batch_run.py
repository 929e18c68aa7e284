"""gouji batch: every document once, whatever becomes of its worker; stopped and resumed it gives the same."""

import csv
import json
import signal
import subprocess

import pytest

import hazard
import many
import patience
from gouji.batch import pool
from gouji.errors import GoujiError

BAD = ("leave", "segfault", "hang", "eat")
POSIX = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="asks for POSIX signals")


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    """A data set of good and bad documents, made by two workers, and what the run said."""
    home = tmp_path_factory.mktemp("done")
    inputs = many.write(home / "in", 12, bad=BAD)
    return home, many.batch([inputs], home / "out", workers=2, seconds=3)


def rows(path):
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def failures(out):
    return [json.loads(line) for line in (out / "failures.jsonl").read_text("utf-8").splitlines()]


def names(items):
    return [item["document"].rpartition("/")[2] for item in items]


def test_every_document_stands_once_in_the_reports_or_in_the_failures(done):
    home, summary = done
    reports, failed = rows(home / "out/reports.csv"), failures(home / "out")
    assert sorted(names(reports) + names(failed)) == sorted(p.name for p in (home / "in").iterdir())
    assert (summary.documents, summary.failed, summary.code) == (16, 4, 3)
    assert names(reports) == sorted(names(reports))
    cells = rows(home / "out/cells.csv")
    assert len(cells) == len(many.sample().keys) * 12
    assert len({(c["document"], c["report"], c["key"]) for c in cells}) == len(cells)


@POSIX
def test_a_lost_worker_is_named_with_its_reason_and_costs_one_document(done):
    told = {n["document"].rpartition("-")[2]: n for n in failures(done[0] / "out")}
    assert told["leave.txt"]["kind"] == "crash"
    assert "exit code 7" in told["leave.txt"]["reason"]
    assert "SIGSEGV" in told["segfault.txt"]["reason"]
    assert (told["hang.txt"]["kind"], told["eat.txt"]["kind"]) == ("timeout", "memory")
    assert "within 3 seconds" in told["hang.txt"]["reason"]
    assert all(len(n["sha256"]) == 64 for n in told.values())


def test_the_number_of_workers_changes_no_byte(done, tmp_path):
    home, _ = done
    many.batch([home / "in"], tmp_path / "out", workers=3, seconds=3)
    assert many.tree(tmp_path / "out") == many.tree(home / "out")


def test_the_manifest_counts_and_sums(done):
    told = json.loads((done[0] / "out/manifest.json").read_bytes())
    assert told["counts"]["documents"] == told["counts"]["read"] + told["counts"]["failed"] == 16
    assert told["counts"]["failures"] == {"crash": 2, "memory": 1, "timeout": 1}
    sums = {name: entry["sha256"] for name, entry in told["files"].items()}
    assert sums == {k: v for k, v in many.tree(done[0] / "out").items() if k != "manifest.json"}


def test_resume_reads_only_what_changed(tmp_path, monkeypatch):
    inputs = many.write(tmp_path / "in", 5)
    many.batch([inputs], tmp_path / "out")
    (inputs / "0002.txt").write_text(many.text(77), "utf-8")
    (inputs / "0004.txt").unlink()
    (inputs / "0000a.txt").write_text(many.text(78), "utf-8")
    heard, hear = [], pool.Pool._hear
    monkeypatch.setattr(pool.Pool, "_hear", lambda self, w: heard.append(hear(self, w)) or heard[-1])
    many.batch([inputs], tmp_path / "out", mode="resume")
    assert sorted(o.name.rpartition("/")[2] for o in heard if o and o.body) == ["0000a.txt", "0002.txt"]
    monkeypatch.undo()
    many.batch([inputs], tmp_path / "fresh")
    assert many.tree(tmp_path / "fresh") == many.tree(tmp_path / "out")


def test_a_document_named_twice_is_read_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    many.write(tmp_path / "in", 2)
    summary = many.batch(["in", "./in/0001.txt", "in/../in/0000.txt"], tmp_path / "out")
    assert (summary.documents, summary.again) == (2, 2)
    assert names(rows(tmp_path / "out/reports.csv")) == ["0000.txt", "0001.txt"]


@pytest.mark.parametrize("mode", ["new", "resume", "overwrite"])
def test_a_folder_of_others_is_never_written(tmp_path, mode):
    out = many.write(tmp_path / "out", 1)
    with pytest.raises(GoujiError, match=r"holds other files \(0000.txt"):
        many.batch([out], out, mode=mode)
    assert [p.name for p in out.iterdir()] == ["0000.txt"]


def test_a_data_set_is_replaced_only_when_asked(tmp_path):
    first, second = many.write(tmp_path / "a", 1), many.write(tmp_path / "b", 2)
    many.batch([first], tmp_path / "out", formats=("csv", "sqlite"))
    before = many.tree(tmp_path / "out")
    with pytest.raises(GoujiError, match=r"--resume, or replace it with --overwrite"):
        many.batch([second], tmp_path / "out")
    assert many.tree(tmp_path / "out") == before
    many.batch([second], tmp_path / "out", mode="overwrite")
    assert "data.sqlite" not in many.tree(tmp_path / "out")
    assert len(rows(tmp_path / "out/reports.csv")) == 2


def test_another_setup_is_not_mixed_in(tmp_path):
    inputs = many.write(tmp_path / "in", 1)
    many.batch([inputs], tmp_path / "out", parameters={"strict": False})
    with pytest.raises(GoujiError, match=r"another parameters.strict \(false, now true\)"):
        many.batch([inputs], tmp_path / "out", parameters={"strict": True}, mode="resume")


def test_an_output_among_the_inputs_is_no_input(tmp_path):
    inputs = many.write(tmp_path / "in", 2)
    for mode in ("new", "resume"):
        assert many.batch([inputs], inputs / "out", mode=mode).documents == 2


def test_nothing_to_read_gives_an_empty_data_set(tmp_path):
    (tmp_path / "in").mkdir()
    summary = many.batch([tmp_path / "in"], tmp_path / "out")
    assert (summary.code, summary.documents) == (2, 0)
    assert rows(tmp_path / "out/cells.csv") == []


def test_workers_that_cannot_begin_are_told_once(tmp_path, capfd):
    inputs = many.write(tmp_path / "in", 2)
    with pytest.raises(GoujiError, match="workers end before they begin"):
        many.batch([inputs], tmp_path / "out", make=Unmakeable())
    assert "toy fault" in capfd.readouterr().err


class Unmakeable:
    """An engine that is made here and nowhere else."""

    def __init__(self, *, here=True):
        self.here = here

    def __call__(self):
        if not self.here:
            raise RuntimeError("toy fault")
        return many.toy()

    def __reduce__(self):
        return _elsewhere, ()


def _elsewhere():
    return Unmakeable(here=False)


def start(home, *more):
    command = [
        *many.COMMAND,
        "in",
        "-o",
        "out",
        "--format",
        "csv",
        "--plugin",
        many.HAZARD,
        *more,
    ]
    return subprocess.Popen(command, cwd=home, env=many.environment(), stderr=subprocess.PIPE, text=True)


def finish(home, *more):
    """The exit code of a run that is left alone."""
    process = start(home, "-j", "1", *more)
    process.communicate(timeout=patience.SECONDS)
    return process.returncode


@POSIX
@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_stops_at_once_and_resume_ends_as_if_there_was_none(tmp_path, monkeypatch, number):
    many.write(tmp_path / "in", 6, bad=["hang"])
    monkeypatch.setenv(hazard.TOLD, str(tmp_path / "hangs"))
    process = start(tmp_path, "-j", "1", "--timeout", str(2 * patience.SECONDS))
    many.await_file(tmp_path / "hangs", process)
    process.send_signal(number)
    told = process.communicate(timeout=patience.CPU_SECONDS)[
        1
    ]  # a run that waited for the document would wait far longer
    assert process.returncode == 130
    assert "-o out --resume" in told
    assert not (tmp_path / "out/manifest.json").exists()
    (tmp_path / "in/0000-hang.txt").unlink()
    assert finish(tmp_path, "--resume", "-q") < 3
    assert len(rows(tmp_path / "out/reports.csv")) == 6


@POSIX
def test_two_runs_into_one_folder_are_refused(tmp_path):
    many.write(tmp_path / "in", 1, bad=["hang"])
    first = start(tmp_path, "-j", "1", "--timeout", str(2 * patience.SECONDS), "-q")
    many.await_file(tmp_path / "out/.gouji/setup.json", first)
    for more in ("--resume", "--overwrite"):
        second = start(tmp_path, more)
        told = second.communicate(timeout=patience.SECONDS)[1]
        assert second.returncode == 2
        assert f"another run is writing there (process {first.pid} on " in told
    first.kill()
    first.communicate(timeout=patience.SECONDS)
    (tmp_path / "in/0000-hang.txt").unlink()
    assert finish(tmp_path, "--resume", "-q") < 3
    assert len(rows(tmp_path / "out/reports.csv")) == 1
