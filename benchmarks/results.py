"""Results: what a run of the benchmarks measured, from pytest-benchmark's JSON or as a release kept it.

A kept file holds the times alone, not every round of them, and says of the machine what a stranger may know.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

KEPT = Path(__file__).with_name("results")
"""Where the results of releases stand, VERSION.json each."""
PACKAGES = ("gouji", "numpy", "lxml", "pandas", "polars", "markdown-it-py", "markitdown", "docling")
"""Whose versions a result names: gouji's own, the floors' and the peers'."""


@dataclass(frozen=True)
class Time:
    """One benchmark. Seconds are CPU's; ``ratio`` is to the floor of the job, 0 where there is none.

    ``ratio`` is the median over the rounds, ``low`` and ``high`` are the quartiles. ``ask`` is 0 where no
    ratio is wanted; ``peak`` is memory in times of the input's bytes, 0 where it was not measured.
    """

    job: str
    who: str
    role: str
    median: float
    least: float
    characters: int
    bytes: int
    ask: float = 0.0
    ratio: float = 0.0
    low: float = 0.0
    high: float = 0.0
    peak: float = 0.0

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Time:
        """One entry of pytest-benchmark's list; raises KeyError where a test outside this folder wrote it."""
        told, stats = entry["extra_info"], entry["stats"]
        optional = {name: told.get(name, 0.0) for name in ("ask", "ratio", "low", "high", "peak")}
        return cls(
            entry["group"],
            told["label"],
            told["role"],
            stats["median"] / told.get("batch", 1),
            stats["min"] / told.get("batch", 1),
            told["characters"],
            told["bytes"],
            **optional,
        )


@dataclass(frozen=True)
class Run:
    """All times of a run, and where and when they were measured.

    ``scale`` is the size of the large inputs in parts of what their jobs' names say.
    """

    times: Sequence[Time]
    date: str
    machine: str
    versions: dict[str, str]
    scale: float = 1.0

    @property
    def jobs(self) -> dict[str, list[Time]]:
        """The times of each job, its floor first; jobs keep the order of the tests."""
        found: dict[str, list[Time]] = {}
        for time in self.times:
            found.setdefault(time.job, []).append(time)
        return {job: sorted(own, key=lambda t: t.role != "floor") for job, own in found.items()}

    def find(self, job: str, who: str) -> Time | None:
        """One benchmark; None where this run has none of that name."""
        return next((t for t in self.times if (t.job, t.who) == (job, who)), None)

    def floor(self, job: str) -> Time | None:
        """The floor of a job."""
        return next((t for t in self.times if t.job == job and t.role == "floor"), None)

    def keep(self, folder: Path = KEPT) -> Path:
        """Write the run beside those of the releases before, under gouji's version."""
        folder.mkdir(exist_ok=True)
        path = folder / f"{self.versions['gouji']}.json"
        times = [{k: _short(v) for k, v in asdict(t).items() if v} for t in self.times]
        told = {"date": self.date, "machine": self.machine, "versions": self.versions, "scale": self.scale}
        lines = ",\n".join(json.dumps(t, ensure_ascii=False) for t in times)
        path.write_text(f'{json.dumps(told, ensure_ascii=False)[:-1]},\n"times": [\n{lines}\n]}}\n', "utf-8")
        return path


def read(paths: Iterable[Path], machine: str = "") -> Run:
    """The run of one kept file, or of one or several files of pytest-benchmark.

    ``machine`` says in words where it ran, if that is not to be taken from the file. Raises OSError,
    ValueError, KeyError or TypeError where a file is none of these.
    """
    loaded = [json.loads(path.read_text("utf-8")) for path in paths]
    if len(loaded) == 1 and "times" in loaded[0]:
        kept = loaded[0]
        times = [Time(**time) for time in kept["times"]]
        return Run(times, kept["date"], kept["machine"], kept["versions"], kept["scale"])
    # a benchmark that was not timed by `timed` tells no floor and no label
    entries = [entry for one in loaded for entry in one["benchmarks"] if "label" in entry["extra_info"]]
    times = [Time.read(entry) for entry in entries]
    first = loaded[0]
    scale = min(one.get("scale", 1.0) for one in loaded)
    return Run(times, first["datetime"][:10], machine or _machine(first["machine_info"]), versions(), scale)


def versions() -> dict[str, str]:
    """Python's version and those of all packages that are compared."""
    return {"Python": platform.python_version()} | {name: _version(name) for name in PACKAGES}


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not installed"


def _machine(info: dict[str, Any]) -> str:
    """The machine in words, without its name."""
    cpu = info.get("cpu", {})
    return (
        f"{cpu.get('count', '?')} cores of {cpu.get('brand_raw', info.get('machine', '?'))}, {info['system']}"
    )


def _short(value: Any) -> Any:
    """Numbers with four digits that count, which is more than a repeated run agrees on."""
    return float(f"{value:.4g}") if isinstance(value, float) else value
