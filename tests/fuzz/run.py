"""Fuzz one target, or ``all`` in turn: ``python tests/fuzz/run.py TARGET [--runs N] [--seconds S]``.

Of the inputs a tenth follows the code's branches, with Atheris (``pip install 'gouji[fuzz]'``, Linux), at a tenth of the
speed; the others are seeds, and what those found, changed at random. Without Atheris, or with ``--plain``, all are.
What has passed since a target's code changed is counted in ``out/fuzz/counts.json``, and a run goes on from there.
What fails is written to ``out/fuzz/TARGET-…``; it ends a run with Atheris.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
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
MILLION = 1_000_000
GUIDED = 10
"""One input in so many follows the code's branches."""
LOT = 50_000
"""Inputs of one process with Atheris."""
COUNTED = 5_000
"""Inputs without Atheris after which they are counted."""
LONGEST = {"decode": 4096, "numerals": 120, "layouts": 600, "html": 600, "document": 2048}
"""Bytes of the longest input by target: figures are short, and a long input only repeats a table."""
RUNS = {"document": 200_000}
"""Inputs of a whole run, a million where nothing is said."""
_TABLES = (
    "core/gouji/matrix.py",
    "core/gouji/document.py",
    "plugins/gouji_layouts",
    "plugins/gouji_standards",
)
CODE = {
    "decode": (
        "core/gouji/decode.py",
        "core/gouji/codec.py",
        "core/gouji/containers.py",
        "core/gouji/encoding_labels.py",
    ),
    "numerals": ("core/gouji/numerals.py",),
    "layouts": _TABLES,
    "html": _TABLES,
    "document": ("core/gouji", "plugins"),
}
"""The code of a target: files, and folders with all below them."""


def plain(target: str, runs: int, seconds: float, seed: int) -> int:
    """Run inputs made without looking at the code; each kind of failure is written once, and told."""
    from fuzz.corpus import Mutator
    from fuzz.targets import TARGETS

    function, mutator = TARGETS[target], Mutator(target, seed, OUT / f"corpus-{target}")
    end, made = time.monotonic() + seconds, 0
    found: set[str] = set()
    while made < runs and time.monotonic() < end:
        data = mutator.make()
        try:
            function(data)
        except Exception as error:
            place = traceback.extract_tb((error.__cause__ or error).__traceback__)[-1]
            kind = f"{type(error).__name__} at {place.filename}:{place.lineno}: {str(error)[:200]}"
            if (key := kind.partition(": ")[0]) not in found:
                found.add(key)
                print(f"{target}: {kind}; the input is {_kept(target, data)}", file=sys.stderr, flush=True)
        made += 1
    if not found:
        count(target, "changed", made)
    return bool(found)


def _digest(target: str) -> str:
    """A digest of a target's code."""
    whole = hashlib.sha256()
    for place in (TREE / name for name in CODE[target]):
        for path in sorted(place.rglob("*.py")) if place.is_dir() else [place]:
            whole.update(path.read_bytes())
    return whole.hexdigest()[:16]


def _counts() -> dict[str, dict[str, object]]:
    path = OUT / "counts.json"
    return json.loads(path.read_text("utf-8")) if path.exists() else {}


def counted(target: str) -> dict[str, int]:
    """How many inputs a target has passed since its code changed, "guided" ones and "changed" ones."""
    own = _counts().get(target, {})
    kept = own if own.get("code") == _digest(target) else {}
    return {kind: int(str(kept.get(kind, 0))) for kind in ("guided", "changed")}


def count(target: str, kind: str, passed: int) -> None:
    """Count inputs of a kind that a target has passed."""
    own = counted(target)
    found = _counts() | {target: {"code": _digest(target), **own, kind: own[kind] + passed}}
    OUT.mkdir(parents=True, exist_ok=True)
    (OUT / "counts.json").write_text(json.dumps(found, indent=1), "utf-8")


def _kept(target: str, data: bytes) -> Path:
    path = OUT / f"{target}-{hashlib.sha256(data).hexdigest()[:12]}"
    path.write_bytes(data)
    return path


def lots(target: str, runs: int, seconds: float, seed: int) -> int:
    """Run Atheris in a process for each lot, since what it traces fills the memory; give the failures."""
    end, made = time.monotonic() + seconds, 0
    while made < runs and time.monotonic() < end:
        arguments = [target, "--lot", "--runs", str(min(LOT, runs - made)), "--seed", str(seed + made // LOT)]
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
            print(f"{target}: failed after {made} inputs\n{done.stderr[-4000:]}", file=sys.stderr)
            return 1
        made += int(found[1])
        count(target, "guided", int(found[1]))
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
        "-timeout=400",
        "-rss_limit_mb=4096",
        "-print_final_stats=1",
    ]
    atheris.Setup([sys.argv[0], *options, str(corpus)], TARGETS[target])
    atheris.Fuzz()


def main() -> int:
    """Read the arguments and fuzz."""
    parser = argparse.ArgumentParser(description="Fuzz one target of gouji.")
    parser.add_argument("target", choices=[*LONGEST, ALL])
    parser.add_argument("--runs", type=int, help="inputs in all, those that are counted too")
    parser.add_argument("--seconds", type=float, default=36_000.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--plain", action="store_true", help="without Atheris")
    parser.add_argument("--lot", action="store_true", help="one lot, in this process")
    options = parser.parse_args()
    OUT.mkdir(parents=True, exist_ok=True)
    targets = LONGEST if options.target == ALL else [options.target]
    return max(_one(target, options) for target in targets)


def _one(target: str, options: argparse.Namespace) -> int:
    runs, seconds, seed = options.runs or RUNS.get(target, MILLION), options.seconds, options.seed
    if options.lot:
        guided(target, runs, seconds, seed)
    before, failed = counted(target), 0
    if not options.plain and importlib.util.find_spec("atheris"):
        failed = lots(target, runs // GUIDED - before["guided"], seconds / 2, seed + before["guided"] // LOT)
    end = time.monotonic() + (options.seconds if options.plain else options.seconds / 2)
    while not failed and time.monotonic() < end and (left := runs - sum(counted(target).values())) > 0:
        own = seed + counted(target)["changed"]
        failed = plain(target, min(COUNTED, left), end - time.monotonic(), own)
    told = ", ".join(f"{made} {kind}" for kind, made in counted(target).items())
    print(f"{target}: {told} since its code changed, none of them failed", flush=True)
    return failed


if __name__ == "__main__":
    sys.exit(main())
