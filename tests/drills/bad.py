"""The drill: one document in a hundred is bad, in eight ways; each is named for what it is, the rest is read.

python tests/drills/bad.py [DOCUMENTS] [WORKERS]
"""

from __future__ import annotations

import json
import os
import sys
import tempfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

import many

DIFFERENT = 50
"""Good documents that differ; the others repeat them."""


def _harm(word: str) -> Callable[[Path], object]:
    return lambda path: path.write_text(f"!{word}\n", "utf-8")


KINDS: dict[str, tuple[str, Callable[[Path], object]]] = {
    "page.pdf": ("unreadable", lambda path: path.write_bytes(b"%PDF-1.7\n\0\1\2")),
    "torn.zip": ("archive", lambda path: path.write_bytes(b"PK\3\4 torn")),
    "link.txt": ("unreadable", lambda path: path.symlink_to("nowhere")),
    "pipe.txt": ("unreadable", os.mkfifo),
    "leave.txt": ("crash", _harm("leave")),
    "segfault.txt": ("crash", _harm("segfault")),
    "hang.txt": ("timeout", _harm("hang")),
    "eat.txt": ("memory", _harm("eat")),
}
"""For the end of a bad document's name, how its failure is called, and how it is made."""


def fill(folder: Path, documents: int, every: int) -> Counter[str]:
    """So many documents, one in ``every`` bad; how many failures of each kind there must be."""
    folder.mkdir()
    wanted: Counter[str] = Counter()
    names = list(KINDS)
    for number in range(documents):
        if number % every == every // 2:
            name = names[number // every % len(names)]
            kind, make = KINDS[name]
            make(folder / f"{number:06d}-{name}")
            wanted[kind] += 1
        else:
            (folder / f"{number:06d}.txt").write_text(many.text(number % DIFFERENT), "utf-8")
    return wanted


def drill(documents: int, workers: int, home: Path, every: int = 100, seconds: int = 15) -> Counter[str]:
    """Read them all; the failures by kind."""
    wanted = fill(home / "in", documents, every)
    summary = many.batch([home / "in"], home / "out", workers=workers, seconds=seconds, formats=("csv",))
    told = [json.loads(line) for line in (home / "out/failures.jsonl").read_text("utf-8").splitlines()]
    for failure in told:
        name = failure["document"].rpartition("-")[2]
        assert failure["kind"] == KINDS[name][0], failure
    assert Counter(f["kind"] for f in told) == wanted
    assert (summary.code, summary.documents, summary.failed) == (3, documents, wanted.total())
    good = [str(p) for p in sorted((home / "in").iterdir()) if "-" not in p.name]
    with (home / "out/reports.csv").open(encoding="utf-8") as lines:
        next(lines)
        assert [line.partition(",")[0] for line in lines] == good
    return wanted


def main() -> None:
    """Drill as the command line says."""
    documents, workers = (*map(int, sys.argv[1:]), *(10_000, 2)[len(sys.argv) - 1 :])
    with tempfile.TemporaryDirectory() as home:
        sys.stdout.write(f"{dict(drill(documents, workers, Path(home)))}\n")


if __name__ == "__main__":
    main()
