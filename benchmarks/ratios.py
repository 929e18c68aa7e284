"""Ratios from the JSON that pytest-benchmark writes: each job against the floor of its own run.

    pytest benchmarks --benchmark-json=out/bench.json
    python benchmarks/ratios.py out/bench.json            # prints the table
    python benchmarks/ratios.py out/bench.json --write    # and writes it to benchmarks/RESULTS.md

A ratio is a least time over the floor's least time: what disturbs a machine only adds time. The ratio of
medians stands beside it; where the two differ much, the run was disturbed. Needs nothing but Python.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

RESULTS = Path(__file__).with_name("RESULTS.md")
TITLE = "# Results\n\nMade by `benchmarks/ratios.py`; docs/benchmarks.md says what is compared."
HEAD = ("job", "who", "characters", "least ms", "ratio", "by medians", "asked", "")
RULE = ("---", "---", "---:", "---:", "---:", "---:", "---:", "---")


@dataclass(frozen=True)
class Time:
    """One benchmark: seconds, and what its test told of it; ``ask`` is 0 where no ratio is wanted."""

    job: str
    who: str
    role: str
    least: float
    median: float
    characters: int
    ask: float
    peak: float

    @classmethod
    def read(cls, entry: dict[str, Any]) -> Time:
        """One entry of the JSON's list; raises KeyError where a test outside this folder wrote it."""
        told, stats = entry["extra_info"], entry["stats"]
        seconds = (stats["min"], stats["median"])
        more = (told["characters"], told["ask"], told.get("peak", 0.0))
        return cls(entry["group"], told["label"], told["role"], *seconds, *more)


def rows(times: Iterable[Time]) -> Iterator[tuple[str, ...]]:
    """A row of the table for each benchmark, its job named once; jobs keep the order of the tests."""
    jobs: dict[str, list[Time]] = {}
    for time in times:
        jobs.setdefault(time.job, []).append(time)
    for job, own in jobs.items():
        floor = next((t for t in own if t.role == "floor"), None)
        for place, time in enumerate(sorted(own, key=lambda t: t.role != "floor")):
            yield ("" if place else job, time.who, f"{time.characters:,}", *_compare(time, floor))


def _compare(time: Time, floor: Time | None) -> tuple[str, ...]:
    """Least time, ratio, ratio of medians, what is asked, and whether it is reached."""
    least = f"{time.least * 1000:,.3f}"
    if time.peak:
        return least, "", "", "", f"peak {time.peak:.1f} x input"
    if floor is None:
        return least, "", "", "", "no floor in this run"
    ratio, medians = time.least / floor.least, time.median / floor.median
    judged = bool(time.ask) and time.role == "gouji"
    asked = f"{time.ask:g}" if judged else ""
    return least, f"{ratio:.2f}", f"{medians:.2f}", asked, _verdict(time, ratio) if judged else ""


def _verdict(time: Time, ratio: float) -> str:
    """Whether the ratio is over what is asked; growth may miss a straight line by a fifth: noise."""
    slack = 1.2 if time.job.startswith("growth") else 1.0
    return "" if ratio <= time.ask * slack else "over"


def table(times: Iterable[Time]) -> str:
    """The table as Markdown."""
    cells = ([cell.replace("|", "\\|") for cell in row] for row in (HEAD, RULE, *rows(times)))
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def machine(result: dict[str, Any]) -> str:
    """Where the times come from, without the machine's name."""
    info = result["machine_info"]
    cpu = info.get("cpu", {})
    brand, number = cpu.get("brand_raw", info.get("machine", "")), cpu.get("count", "?")
    return f"{result['datetime'][:10]}, Python {info['python_version']}, {info['system']}, {number} x {brand}"


def main() -> int:
    """Print the table; 2 where the file is no result of these benchmarks."""
    parser = argparse.ArgumentParser(description="Ratios to the floor of the same run.")
    parser.add_argument("result", type=Path, help="the file of --benchmark-json")
    parser.add_argument("--write", action="store_true", help=f"also write {RESULTS.name} beside this script")
    asked = parser.parse_args()
    try:
        result = json.loads(asked.result.read_text("utf-8"))
        shown = f"{table([Time.read(entry) for entry in result['benchmarks']])}\n\n{machine(result)}\n"
    except (OSError, ValueError, KeyError) as error:
        sys.stderr.write(f"{asked.result}: no result of these benchmarks ({error!r})\n")
        return 2
    sys.stdout.write(shown)
    if asked.write:
        RESULTS.write_text(f"{TITLE}\n\n{shown}", "utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
