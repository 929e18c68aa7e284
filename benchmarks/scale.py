"""How many documents a second, how much memory, how many bytes: `gouji batch` over made documents.

    python benchmarks/scale.py speed [DOCUMENTS]        # reports of 2021: 1 worker, 2, and Ray where it is
    python benchmarks/scale.py memory [DOCUMENTS …]     # tiny reports, no two alike: peak memory
    python benchmarks/scale.py pipeline [DOCUMENTS …]   # 200 different ones, each parsed once a worker
    python benchmarks/scale.py project RATES            # a million, simulated from what `speed` printed

All is measured on the machine as it is, so look at its load, which is printed. Nothing is asserted but that
every document has a report, and that no two are alike where this is said.
"""

from __future__ import annotations

import heapq
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.util import find_spec
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from gouji import Engine, read_dataset
from gouji.batch import progress
from gouji.batch.run import Batch, run
from gouji.testing import fill, render
from gouji.testing.sample import sample
from gouji_layouts import tabs

KIB = 1024
DIFFERENT = 200
"""Documents that differ; others repeat them under another name, except for ``memory``."""
MILESTONES = (1000, 3000, 10_000, 30_000, 100_000)
"""Documents read at which the memory of all processes is noted."""
KINDS = ("html", "tabs-grid", "pipes-grid")


def small() -> Engine:
    """An engine for the tiny reports."""
    return Engine([tabs], schemas=[sample()])


class Remembering(Engine):
    """The engine for tiny reports; it parses each different text once, so that the rest is measured."""

    def parse_all(self, source: Any, **how: Any) -> Any:
        held = self.__dict__.setdefault("_held", {})
        key = getattr(source, "text", source)
        if key not in held:
            held[key] = super().parse_all(source, **how)
        return held[key]


def remembering() -> Engine:
    return Remembering([tabs], schemas=[sample()])


def reports(count: int) -> Iterator[str]:
    """Reports on the form of 2021 as agencies print them, some kilobytes each."""
    form = Engine().schemas["cn-disclosure-2021"]
    for seed in range(count):
        title = f"清溪县{2021 + seed % 4}年政府信息公开工作年度报告"
        yield render(form, fill(form, seed=seed, profile="city"), KINDS[seed % len(KINDS)], title=title)


def tiny(count: int) -> Iterator[str]:
    """Reports of half a kilobyte on the small form of the tests."""
    form = sample()
    for seed in range(count):
        title = f"第{seed}图书馆{2000 + seed % 20}年年报"
        yield render(form, fill(form, seed=seed, profile="city"), "tabs-grid", title=title)


def repeated(make: Callable[[int], Iterator[str]], count: int) -> Iterator[str]:
    """The first ``DIFFERENT`` documents over and over."""
    return islice(cycle(make(min(count, DIFFERENT))), count)


def write(folder: Path, texts: Iterable[str]) -> int:
    """Documents, a thousand a folder; the bytes of all."""
    size = 0
    for number, text in enumerate(texts):
        path = folder / f"{number // 1000:04d}" / f"{number:06d}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        size += path.write_bytes(text.encode())
    return size


class Stages(progress.Silent):
    """Notes when each stage began, when the first document was done, and the memory of the workers."""

    def __init__(self) -> None:
        super().__init__()
        self.began: dict[str, float] = {}
        self.first = 0.0
        self.peaks: dict[str, float] = {}
        self.workers: dict[int, int] = {}
        self.passed: dict[int, dict[str, Any]] = {}
        self._at = 0.0

    def begin(self, label: str, total: int) -> None:
        super().begin(label, total)
        self.began[label] = time.perf_counter()
        self.peaks[label] = round(peak() / KIB, 1)

    def step(self, done: int, failed: int = 0) -> None:
        super().step(done, failed)
        now = time.perf_counter()
        if done and not self.first and "reading" in self.began:
            self.first = now
        if now - self._at > 0.5:
            self._at = now
            self._look()
        if self._label == "reading" and done in MILESTONES and done not in self.passed:
            self._look()
            mib = [round(kib / KIB, 1) for kib in (peak(), *sorted(self.workers.values()))]
            self.passed[done] = {"parent_mib": mib[0], "worker_mib": mib[1:], "load": load()}

    def _look(self) -> None:
        self.workers |= {pid: most for pid in children() if (most := peak(pid))}


def load() -> list[float]:
    """How busy the machine is."""
    return [round(x, 1) for x in os.getloadavg()]


def children() -> list[int]:
    """The processes that this one has started."""
    told = "".join(path.read_text() for path in Path("/proc/self/task").glob("*/children"))
    return [int(word) for word in told.split()]


def peak(pid: int | str = "self") -> int:
    """The most memory that a process has had, in KiB; 0 for one that is gone."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in lines if line.startswith("VmHWM")), 0)


def measure(inputs: Path, out: Path, make: Callable[[], Engine], workers: int, engine: Any) -> dict[str, Any]:
    """One batch: seconds of its stages, rates, memory, bytes."""
    show, began = Stages(), time.perf_counter()
    summary = run(Batch([str(inputs)], out, make, workers=workers, engine=engine), show)
    ended, cpu = time.perf_counter(), os.times()
    assert (summary.failed, summary.code) in ((0, 0), (0, 1)), summary
    at = show.began
    reading = at["writing"] - show.first
    size = sum(p.stat().st_size for p in out.iterdir() if p.is_file())
    kept = sum(p.stat().st_size for p in (out / ".gouji/parts").iterdir())
    cells = read_dataset(out).manifest["counts"]["rows"]["cells"]
    return {
        "engine": engine,
        "workers": workers,
        "documents": summary.documents,
        "seconds": round(ended - began, 2),
        "listing": round(at["reading"] - at["listing"], 3),
        "starting": round(show.first - at["reading"], 2),
        "reading": round(reading, 2),
        "writing": round(ended - at["writing"], 2),
        "reading_per_second": round((summary.documents - 1) / reading, 1),
        "per_second": round(summary.documents / (ended - began), 1),
        "parent_cpu": round(cpu.user + cpu.system, 2),
        "peak_parent_mib": round(peak() / KIB, 1),
        "peak_parent_before": show.peaks,
        "peak_worker_mib": [round(kib / KIB, 1) for kib in sorted(show.workers.values())],
        "cells_per_document": round(cells / summary.documents, 1),
        "data_set_bytes_per_document": round(size / summary.documents, 1),
        "part_bytes_per_document": round(kept / summary.documents, 1),
        "load": load(),
        "passed": show.passed,
    }


def say(thing: object) -> None:
    sys.stdout.write(json.dumps(thing) + "\n")
    sys.stdout.flush()


def apart(work: Callable[[], dict[str, Any]]) -> None:
    """Do it in a process of its own, so that its memory is its own."""
    sys.stdout.flush()
    if pid := os.fork():
        if os.waitpid(pid, 0)[1]:
            raise SystemExit(1)
        return
    try:
        say(work())
        os._exit(0)
    finally:
        os._exit(1)


def speed(count: int, home: Path) -> None:
    """1 worker, 2, and Ray on two processors, over the same reports."""
    size = write(home / "in", repeated(reports, count))
    say({"documents": count, "bytes_per_document": round(size / count)})
    say({"document_ms": quantiles(home / "in")})
    kinds: list[tuple[int, str]] = [(1, "local"), (2, "local")]
    kinds += [(2, "ray")] if find_spec("ray") else []
    for number, (workers, engine) in enumerate(kinds):
        apart(partial(measure, home / "in", home / f"out{number}", Engine, workers, engine))


def quantiles(inputs: Path) -> list[float]:
    """Milliseconds of a document in one process, the percentiles 1 … 99, without the first twenty."""
    engine, taken = Engine(), []
    for path in sorted(inputs.rglob("*.txt"))[: DIFFERENT + 20]:
        began = time.perf_counter()
        engine.parse_all(path)
        taken.append((time.perf_counter() - began) * 1000)
    return [round(q, 2) for q in statistics.quantiles(taken[20:], n=100)]


def memory(counts: list[int], home: Path) -> None:
    """Tiny reports of which no two are alike, two workers: each count in a process of its own."""
    for count in counts:
        began, inputs, out = time.perf_counter(), home / f"in{count}", home / f"out{count}"
        write(inputs, tiny(count))
        say({"documents": count, "seconds_to_make": round(time.perf_counter() - began, 1)})
        apart(partial(measure, inputs, out, small, 2, "local"))
        sums = {s for rows in read_dataset(out).reports.reader() for s in rows["sha256"].to_pylist()}
        assert len(sums) == count, "two documents are alike"


def pipeline(counts: list[int], home: Path) -> None:
    """As many tiny reports, a few different ones: what each further document takes beside its parse."""
    for count in counts:
        write(home / f"in{count}", repeated(tiny, count))
        apart(partial(measure, home / f"in{count}", home / f"out{count}", remembering, 2, "local"))


def project(told: list[dict[str, Any]], documents: int = 1_000_000) -> None:
    """A million documents, simulated: each takes one of the times measured, on the first idle worker."""
    spread = next(t["document_ms"] for t in told if "document_ms" in t)
    one = next(t for t in told if t.get("workers") == 1)
    scale = 1000 / one["reading_per_second"] / statistics.mean(spread)
    listing, writing = (one[s] / one["documents"] for s in ("listing", "writing"))
    for workers in (1, 2, 8, 32):
        rng = random.Random(workers)
        idle = [one["starting"]] * workers
        for _ in range(documents):
            heapq.heapreplace(idle, idle[0] + rng.choice(spread) * scale / 1000)
        hours = [round(s / 3600, 2) for s in (listing * documents, max(idle), writing * documents)]
        size = one["data_set_bytes_per_document"] * documents / 1e9
        parts = one["part_bytes_per_document"] * documents / 1e9
        say(
            {
                "simulated": documents,
                "workers": workers,
                "hours_listing_reading_writing": hours,
                "hours": round(sum(hours), 2),
                "data_set_gb": round(size, 2),
                "parts_gb": round(parts, 2),
            }
        )


def main() -> None:
    """Measure as the command line says."""
    what, *numbers = sys.argv[1:] or ["speed"]
    if what == "project":
        lines = Path(numbers[0]).read_text("utf-8").splitlines()
        project([json.loads(line) for line in lines if line.startswith("{")])
        return
    with tempfile.TemporaryDirectory(dir=os.environ.get("SCALE_DIR")) as home:
        if what == "speed":
            speed(int(numbers[0]) if numbers else 1000, Path(home))
        else:
            counts = [int(n) for n in numbers] or [1000, 10_000, 100_000]
            {"memory": memory, "pipeline": pipeline}[what](counts, Path(home))


if __name__ == "__main__":
    main()
