"""Fuzz one target, or ``all`` in turn: ``python tests/fuzz/run.py TARGET [--runs N] [--seconds S]``.

With Atheris (``pip install 'gouji[fuzz]'``, Linux) the inputs follow the code's branches; without it, or with
``--plain``, they are seeds changed at random. What fails is written to ``out/fuzz/TARGET-…``; it ends a run with Atheris.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path

TREE = Path(__file__).parents[2]
sys.path[:0] = [str(TREE / "tests"), str(TREE / "core"), str(TREE / "plugins")]
OUT = TREE / "out" / "fuzz"
ALL = "all"
LOT = 20_000
"""Inputs of one process with Atheris."""
LONGEST = {"decode": 4096, "numerals": 120, "layouts": 1024, "html": 1024, "document": 3072}
"""Bytes of the longest input by target: figures are short, and a long input only repeats a table."""


def plain(target: str, runs: int, seconds: float, seed: int) -> int:
    """Run inputs made without looking at the code; each kind of failure is written once, and told."""
    from fuzz.corpus import Mutator
    from fuzz.targets import TARGETS

    function, mutator = TARGETS[target], Mutator(target, seed)
    end, count = time.monotonic() + seconds, 0
    found: set[str] = set()
    while count < runs and time.monotonic() < end:
        data = mutator.make()
        try:
            function(data)
        except Exception as error:
            place = traceback.extract_tb((error.__cause__ or error).__traceback__)[-1]
            kind = f"{type(error).__name__} at {place.filename}:{place.lineno}: {str(error)[:200]}"
            if (key := kind.partition(": ")[0]) not in found:
                found.add(key)
                print(f"{target}: {kind}; the input is {_kept(target, data)}", file=sys.stderr, flush=True)
        count += 1
    print(f"{target}: {count} inputs, {len(found)} kinds of failure (without Atheris, seed {seed})")
    return bool(found)


def _kept(target: str, data: bytes) -> Path:
    path = OUT / f"{target}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return path


def lots(target: str, runs: int, seconds: float, seed: int) -> int:
    """Run Atheris in a process for each lot, since what it traces fills the memory; give the failures."""
    end, count = time.monotonic() + seconds, 0
    while count < runs and time.monotonic() < end:
        arguments = [
            target,
            "--lot",
            "--runs",
            str(min(LOT, runs - count)),
            "--seed",
            str(seed + count // LOT),
        ]
        limit = ["--seconds", str(max(1, int(end - time.monotonic())))]
        done = subprocess.run(
            [sys.executable, __file__, *arguments, *limit],
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
            check=False,
        )
        found = re.search(r"number_of_executed_units: (\d+)", done.stderr)
        if done.returncode or not found:
            print(f"{target}: failed after {count} inputs\n{done.stderr[-4000:]}", file=sys.stderr)
            return 1
        count += int(found[1])
        print(f"{target}: {count} inputs, none failed (Atheris)", flush=True)
    return 0


def guided(target: str, runs: int, seconds: float, seed: int) -> None:
    """Run Atheris, which ends the process."""
    import atheris

    with atheris.instrument_imports(
        include=["gouji", "gouji_layouts", "gouji_standards", "gouji_disclosure"]
    ):
        from fuzz.corpus import seeds, words
        from fuzz.targets import TARGETS, engine

        engine()  # plugins are imported when they are asked for
    corpus = OUT / f"corpus-{target}"
    corpus.mkdir(parents=True, exist_ok=True)
    for data in seeds(target):
        if len(data) <= LONGEST[target]:
            (corpus / hashlib.sha256(data).hexdigest()[:16]).write_bytes(data)
    dictionary = OUT / "words.dict"
    escaped = ("".join(f"\\x{byte:02x}" for byte in word) for word in words() if len(word) <= 64)
    dictionary.write_text("".join(f'"{word}"\n' for word in escaped))
    options = [
        f"-runs={runs}",
        f"-max_total_time={int(seconds)}",
        f"-seed={seed}",
        f"-max_len={LONGEST[target]}",
        f"-dict={dictionary}",
        f"-artifact_prefix={OUT}/{target}-",
        "-timeout=60",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], TARGETS[target])
    atheris.Fuzz()


def main() -> int:
    """Read the arguments and fuzz."""
    parser = argparse.ArgumentParser(description="Fuzz one target of gouji.")
    parser.add_argument("target", choices=[*LONGEST, ALL])
    parser.add_argument("--runs", type=int, default=1_000_000)
    parser.add_argument("--seconds", type=float, default=36_000.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="without Atheris")
    parser.add_argument("--lot", action="store_true", help="one lot, in this process")
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    targets = LONGEST if options.target == ALL else [options.target]
    return max(_one(target, options) for target in targets)


def _one(target: str, options: argparse.Namespace) -> int:
    arguments = (target, options.runs, options.seconds, options.seed)
    if options.lot:
        guided(*arguments)
    if not options.plain and importlib.util.find_spec("atheris"):
        return lots(*arguments)
    return plain(*arguments)


if __name__ == "__main__":
    sys.exit(main())
