"""Folders of documents, some of them bad in every way, and batches over them with a small engine."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import replace
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path

import hazard
from gouji.batch import progress
from gouji.batch.run import Batch, run
from gouji.testing import fill, render
from gouji.testing.sample import sample
from hazard import toy

ROOT = Path(__file__).parents[1]
COMMAND = [sys.executable, "-c", "import sys; from gouji.cli import main; sys.exit(main())", "batch"]
STRACE = shutil.which("strace")
LEFT_OUT = [e.name for e in entry_points(group="gouji") if e.name not in ("tabs", "disclosure")]
"""The plugins without which the command line is started: two thirds of the time that its start takes."""
HAZARD = f"{hazard.__file__}:Hazard"
"""The layout of hazards as a plugin, for ``--plugin``."""


@cache
def text(seed):
    schema = sample()
    title = f"第{seed}图书馆{2000 + seed % 20}年年报"
    return render(schema, fill(schema, seed=seed, profile="city"), "tabs-grid", title=title)


def write(folder, count, *, bad=()):
    """``count`` good documents, and one for each harm in ``bad``, their names mixed.

    Beside them the command line is told to do without most layouts, as the small engine does.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder.parent / "gouji.toml").write_text(f"without = {json.dumps(LEFT_OUT)}\n", "utf-8")
    for seed in range(count):
        (folder / f"{seed:04d}.txt").write_text(text(seed), "utf-8")
    for number, word in enumerate(bad):
        (folder / f"{number:04d}-{word}.txt").write_text(f"!{word}\n", "utf-8")
    return folder


def batch(inputs, out, **changes):
    """The small engine's batch, run here; what its workers are is the same as in earnest."""
    wanted = Batch([str(i) for i in inputs], out, toy, formats=("csv",), seconds=30, memory=256)
    return run(replace(wanted, **changes), progress.Silent())


def await_file(path, process):
    """Wait until a run that was started has made a file."""
    while not path.exists():
        assert process.poll() is None, process.communicate()
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
