"""Folders of documents, some of them bad in every way, and batches over them with a small engine."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

import patience
from gouji import Engine
from gouji.batch import progress
from gouji.batch.run import Batch, run
from gouji.hookspecs import hookimpl
from gouji.testing import fill, render
from gouji.testing.sample import sample
from gouji_layouts import tabs

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-c", "import sys; from gouji.cli import main; sys.exit(main())", "batch"]
STRACE = shutil.which("strace")
HAZARD = str(Path(__file__))
"""This file as a plugin: ``--plugin`` with ``:Hazard`` after it."""


class Hazard:
    """A layout that does to its process what a document says after an exclamation mark."""

    name = "hazard"

    @hookimpl
    def gouji_cell_matrices(self, document):
        word = document.text.partition("!")[2].split("\n")[0]
        if word in HARMS:
            HARMS[word]()
        return []


def leave():
    os._exit(7)


def segfault():
    os.kill(os.getpid(), signal.SIGSEGV)


def hang():
    while True:
        time.sleep(0.05)


def eat():
    held = []
    while True:
        held.append(bytearray(16 * 1024 * 1024))


def nap():
    time.sleep(0.2)


def fail():
    raise RuntimeError("toy")


HARMS = {"leave": leave, "segfault": segfault, "hang": hang, "eat": eat, "nap": nap, "fail": fail}


def toy():
    """The small engine: quick to make, so that many workers may be lost."""
    return Engine([Hazard(), tabs], schemas=[sample()])


@cache
def text(seed):
    schema = sample()
    title = f"第{seed}图书馆{2000 + seed % 20}年年报"
    return render(schema, fill(schema, seed=seed, profile="city"), "tabs-grid", title=title)


def write(folder, count, *, bad=()):
    """``count`` good documents, and one for each harm in ``bad``, their names mixed."""
    folder.mkdir(parents=True, exist_ok=True)
    for seed in range(count):
        (folder / f"{seed:04d}.txt").write_text(text(seed), "utf-8")
    for number, word in enumerate(bad):
        (folder / f"{number:04d}-{word}.txt").write_text(f"!{word}\n", "utf-8")
    return folder


def batch(inputs, out, **changes):
    """The small engine's batch, run here; what its workers are is the same as in earnest."""
    wanted = Batch([str(i) for i in inputs], out, toy, formats=("csv",), seconds=30, memory=256)
    return run(replace(wanted, **changes), progress.Silent())


def await_file(path):
    """Wait until a run that was started has made a file."""
    deadline = time.monotonic() + patience.SECONDS
    while not path.exists():
        assert time.monotonic() < deadline, path
        time.sleep(0.05)


def tree(folder):
    """The hash of each file that belongs to the data set."""
    return {
        p.relative_to(folder).as_posix(): hashlib.sha256(p.read_bytes()).hexdigest()
        for p in sorted(folder.rglob("*"))
        if p.is_file() and ".gouji" not in p.parts
    }


def traced(home, *command):
    """The command line under strace: each ``sync`` with a name, each ``name`` with the old and the new one."""
    calls = ["strace", "-f", "-y", "-o", "trace", "-e", "trace=fsync,rename,renameat,renameat2"]
    done = subprocess.run([*calls, *COMMAND[:-1], *command], cwd=home, env=environment(), check=False)
    assert done.returncode < 3
    return list(_seen((home / "trace").read_text()))


def _seen(text):
    for line in text.splitlines():
        if found := re.search(r"fsync\(\d+<(.*?)>\)\s+= 0", line):
            yield "sync", Path(found[1]).name
        elif ".pyc" in line:
            continue  # Python's own
        elif found := re.search(r'rename.*"([^"]*)".*"([^"]*)".*= 0', line):
            yield "name", Path(found[1]).name, Path(found[2]).name


def environment():
    """For a process of the command line: this tree's modules first."""
    folders = [str(ROOT / "core"), str(ROOT / "plugins"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(f for f in folders if f)}
