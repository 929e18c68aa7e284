"""The drill: a batch is killed at random moments and resumed, until it ends; the data set must be the same.

    python tests/drills/kill.py [TIMES] [DOCUMENTS] [SEED]

Each round kills a run after a random time, by SIGKILL to it alone: its workers must end by themselves. Every
few rounds the data set is whole and the next begins anew. It fails at the first difference.
"""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import many
from gouji.batch.parts import sound

ROUND = """
import sys
sys.path.insert(0, {tests!r})
from pathlib import Path
import many
from gouji.batch import run
run.PART_SECONDS = 0.05
many.batch([{inputs!r}], Path({out!r}), mode="resume", workers=2, formats=("csv", "sqlite"))
"""
"""A run with the small engine that writes a part file twenty times a second."""


def command(inputs: Path, out: Path) -> list[str]:
    """A process that makes, or goes on to make, a data set."""
    tests = str(Path(many.__file__).parent)
    return [sys.executable, "-c", ROUND.format(tests=tests, inputs=str(inputs), out=str(out))]


def check_parts(out: Path) -> int:
    """How many part files there are; each must be whole at any moment."""
    paths = list((out / ".gouji/parts").glob("*.part"))
    whole = [p for p in paths if not p.name.startswith(".")]
    for path in whole:
        assert sound(path.read_bytes()), path
    return len(whole)


def drill(times: int, documents: int, seed: int, home: Path) -> dict[str, int]:
    """Kill ``times`` runs; how many of them had ended before, data sets compared, part files seen."""
    rng, seen = random.Random(seed), {"killed": 0, "ended": 0, "parts": 0}
    inputs, out = many.write(home / "in", documents, bad=["leave"]), home / "out"
    many.batch([inputs], home / "whole", workers=2, formats=("csv", "sqlite"))
    wanted, began = many.tree(home / "whole"), time.monotonic()
    subprocess.run(command(inputs, out), check=True, env=many.environment())
    longest = time.monotonic() - began
    for _ in range(times):
        if many.tree(out).keys() == wanted.keys() or not out.exists():
            assert many.tree(out) in (wanted, {}), "the data set differs"
            seen["ended"] += out.exists()
            shutil.rmtree(out, ignore_errors=True)
        process = subprocess.Popen(command(inputs, out), env=many.environment(), stderr=subprocess.DEVNULL)
        time.sleep(rng.uniform(0, longest))
        seen["killed"] += process.poll() is None
        process.kill()
        process.wait()
        seen["parts"] = max(seen["parts"], check_parts(out))
    subprocess.run(command(inputs, out), check=True, env=many.environment())
    assert many.tree(out) == wanted, "the data set differs"
    assert not [p for p in out.rglob(".*.part") if ".gouji" not in p.parts], "something is left"
    return seen


def main() -> None:
    """Drill as the command line says."""
    times, documents, seed = (*map(int, sys.argv[1:]), *(500, 40, 0)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as home:
        sys.stdout.write(f"{drill(times, documents, seed, Path(home))}\n")


if __name__ == "__main__":
    main()
