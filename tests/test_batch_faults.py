"""What the machine does to a batch: each fault is told in a sentence, and a rerun completes."""

import json
import os
import re
import subprocess
from importlib.util import find_spec
from pathlib import Path

import pytest

import many
import patience
from gouji.batch import atomic
from gouji.errors import GoujiError
from gouji.extra import MissingExtraError

POSIX = pytest.mark.skipif(os.name == "nt", reason="asks for POSIX limits")


def batch(home, *more, inputs=("in",), **how):
    """The command line over the folder ``in``; exit code and what it says."""
    done = subprocess.run(
        [*many.COMMAND, *inputs, "-o", "out", "--format", "csv", "-j", "1", *more],
        cwd=home,
        env=many.environment(),
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
        timeout=patience.SECONDS,
        check=False,
        **how,
    )
    assert "Traceback" not in done.stderr
    return done.returncode, done.stderr


def limited(name, most):
    """What sets a limit of the system in a process before it begins."""
    resource = pytest.importorskip("resource")
    kind = getattr(resource, name)
    return lambda: resource.setrlimit(kind, (most, most))


@POSIX
def test_a_full_disk_is_told_and_a_rerun_completes(tmp_path):
    """A limit on the size of files says what a full disk says, by another number."""
    many.write(tmp_path / "in", 4)
    code, told = batch(tmp_path, preexec_fn=limited("RLIMIT_FSIZE", 60_000))
    assert code == 2
    assert re.search(r"out: cannot be written: .*; make room .* go on with --resume", told)
    assert not [p for p in (tmp_path / "out").iterdir() if p.name != ".gouji"]
    assert batch(tmp_path, "--resume")[0] < 3
    batch(tmp_path, "-o", "fresh")
    assert many.tree(tmp_path / "out") == many.tree(tmp_path / "fresh")


@pytest.fixture(scope="module")
def two(tmp_path_factory):
    """Two documents, and the hashes of their data set."""
    home = tmp_path_factory.mktemp("two")
    inputs = many.write(home / "in", 2)
    many.batch([inputs], home / "whole")
    return inputs, many.tree(home / "whole")


@pytest.mark.parametrize("name", ["cells.csv", "manifest.json", "00000001.part", "setup.json"])
def test_a_disk_that_is_full_at_any_file_leaves_no_torn_one(two, tmp_path, monkeypatch, name):
    (inputs, whole), sync = two, atomic.sync

    def full(path):
        if path.name == f".{name}.part":
            raise OSError(28, "No space left on device")
        sync(path)

    monkeypatch.setattr(atomic, "sync", full)
    with pytest.raises(GoujiError, match="out: cannot be written: No space left on device; make room"):
        many.batch([inputs], tmp_path / "out")
    monkeypatch.undo()
    assert not (tmp_path / "out/manifest.json").exists()
    many.batch([inputs], tmp_path / "out", mode="resume")
    assert many.tree(tmp_path / "out") == whole
    assert not list((tmp_path / "out").rglob(".*.part"))


@POSIX
def test_an_output_that_cannot_be_made_is_told(tmp_path):
    many.write(tmp_path / "in", 1)
    (tmp_path / "file").write_text("")
    for out, why in {
        "file": "is a file; name a folder",
        "file/out": "cannot be written: Not a directory",
    }.items():
        code, told = batch(tmp_path, "-o", out)
        assert (code, told.count("\n")) == (2, 1)
        assert why in told
    if Path("/proc/self").is_dir():
        assert "/proc/out: cannot be written: " in batch(tmp_path, "-o", "/proc/out")[1]


@POSIX
def test_closed_streams_are_no_fault(tmp_path):
    many.write(tmp_path / "in", 2)

    def closed():
        for number in range(3):
            os.close(number)

    code, told = batch(tmp_path, preexec_fn=closed)
    assert (code < 3, told) == (True, "")
    assert json.loads((tmp_path / "out/manifest.json").read_bytes())["counts"]["read"] == 2


@POSIX
def test_few_descriptors_make_few_workers(tmp_path):
    many.write(tmp_path / "in", 12)
    code, told = batch(tmp_path, "-j", "12", preexec_fn=limited("RLIMIT_NOFILE", 16))
    assert re.search(
        r"no more than \d of the workers can be started: Too many open files; raise the limit", told
    )
    assert code < 3
    assert json.loads((tmp_path / "out/manifest.json").read_bytes())["counts"]["read"] == 12


@POSIX
def test_too_few_descriptors_are_told_and_a_rerun_completes(tmp_path):
    many.write(tmp_path / "in", 2)
    code, told = batch(tmp_path, preexec_fn=limited("RLIMIT_NOFILE", 7))
    assert code == 2
    assert "Too many open files" in told
    assert batch(tmp_path, "--resume")[0] < 3


def test_unreadable_documents_are_named_and_cost_only_themselves(tmp_path):
    inputs = many.write(tmp_path / "in", 2)
    (inputs / "a.txt").write_bytes(b"%PDF-1.4 no text")
    (inputs / "b.zip").write_bytes(b"PK\3\4 torn")
    (inputs / "c.txt").symlink_to("nowhere")
    assert batch(tmp_path, inputs=["in", "no.txt"])[0] == 3
    lines = (tmp_path / "out/failures.jsonl").read_text("utf-8").splitlines()
    told = {f["document"]: f for f in map(json.loads, lines)}
    assert list(told) == ["in/a.txt", "in/b.zip", "in/c.txt", "no.txt"]
    assert [f["kind"] for f in told.values()] == ["unreadable", "archive", "unreadable", "unreadable"]


def test_a_missing_extra_is_named_with_its_command(tmp_path, monkeypatch):
    monkeypatch.setitem(__import__("sys").modules, "pyarrow.parquet", None)
    with pytest.raises(
        MissingExtraError, match=r"--format parquet needs pyarrow; run: pip install 'gouji\[data\]'"
    ):
        many.batch([many.write(tmp_path / "in", 1)], tmp_path / "out", formats=("parquet",))
    assert not (tmp_path / "out").exists()


# --- what the system is asked ----------------------------------------------------------------------------


def test_a_file_is_safe_before_it_has_its_name(tmp_path, monkeypatch):
    """By the calls of the os module: each file is synced, then renamed, then its folder is synced."""
    calls = []
    fsync, replace = os.fsync, os.replace
    monkeypatch.setattr(os, "fsync", lambda n: (calls.append(("sync", _name(n))), fsync(n))[1])
    monkeypatch.setattr(os, "replace", lambda a, b: (calls.append(("name", os.fspath(b))), replace(a, b))[1])
    atomic.write(tmp_path / "a", b"x")
    named = os.fspath(tmp_path / "a")
    assert calls == [("sync", _inode(tmp_path / "a")), ("name", named), ("sync", _inode(tmp_path))]


def _name(number):
    return os.fstat(number).st_ino


def _inode(path):
    return path.stat().st_ino


WRITERS = {"csv": "cells.csv", "parquet": "cells.parquet", "sqlite": "data.sqlite", "xlsx": "data.xlsx"}
NEEDS = {"parquet": "pyarrow", "xlsx": "xlsxwriter"}


@pytest.fixture(scope="module")
def trace(tmp_path_factory):
    """What the system saw of one run that writes all formats: names in the order of their syncs and renames."""
    if not many.STRACE:
        pytest.skip("strace is not here; the test before this one has seen the calls of the os module")
    home = tmp_path_factory.mktemp("trace")
    many.write(home / "in", 1)
    formats = [name for name in WRITERS if name not in NEEDS or find_spec(NEEDS[name])]
    more = ["-o", "out", "--format", ",".join(formats), "-j", "1", "-q"]
    return formats, many.traced(home, "batch", "in", *more)


@pytest.mark.slow
@pytest.mark.parametrize("writer", WRITERS)
def test_every_file_is_synced_before_its_rename_as_the_system_saw_it(trace, writer):
    formats, calls = trace
    if writer not in formats:
        pytest.skip(f"{NEEDS[writer]} is not installed")
    wanted = [WRITERS[writer], "failures.jsonl", "manifest.json", "setup.json", "00000001.part"]
    for name in wanted:
        at = calls.index(("name", f".{name}.part", name))
        assert ("sync", f".{name}.part") in calls[:at]
        assert (
            "sync",
            "parts" if name == "00000001.part" else ".gouji" if name == "setup.json" else "out",
        ) in calls[at:]


@pytest.mark.slow
def test_no_file_gets_its_name_before_it_is_synced(trace):
    synced, renamed = set(), 0
    for call, name, *_ in trace[1]:
        if call == "sync":
            synced.add(name)
        else:
            assert name in synced
            synced.discard(name)
            renamed += 1
    assert renamed > len(trace[0])
